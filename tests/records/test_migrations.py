"""The migrations make what the models say; homes made by the migrations they replaced go on."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db


def test_migrations_make_what_the_models_say() -> None:
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


def test_a_home_of_the_replaced_migrations_has_nothing_left_to_run() -> None:
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("records", "0001_squashed_0015_storing_rounds")
    call_command("migrate", check_unapplied=True, plan=True, verbosity=0)  # exits when there is
    call_command("migrate", verbosity=0, interactive=False)
    assert ("records", "0001_squashed_0015_storing_rounds") in recorder.applied_migrations()
