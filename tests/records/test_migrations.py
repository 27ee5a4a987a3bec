"""The migrations make what the models say; homes made by the migrations they replaced go on."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from tests.cluster import Cluster

pytestmark = pytest.mark.django_db

_TABLES = "SELECT oid FROM pg_class WHERE relname LIKE 'records_%%' AND relkind = 'r'"
SAID = f"""
    SELECT attrelid::regclass::text, attname::text || ' ' || format_type(atttypid, atttypmod) ||
           ' ' || attnotnull::text || ' ' || attidentity::text || ' ' ||
           coalesce(pg_get_expr(adbin, adrelid), '')
    FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE attnum > 0 AND NOT attisdropped AND attrelid IN ({_TABLES})
    UNION ALL SELECT conrelid::regclass::text, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE conrelid IN ({_TABLES})
    UNION ALL SELECT indrelid::regclass::text, pg_get_indexdef(indexrelid)
    FROM pg_index WHERE indrelid IN ({_TABLES})
    UNION ALL SELECT tgrelid::regclass::text, pg_get_triggerdef(oid)
    FROM pg_trigger WHERE NOT tgisinternal AND tgrelid IN ({_TABLES})
    UNION ALL SELECT proname::text, pg_get_functiondef(oid)
    FROM pg_proc WHERE proname LIKE 'canbo_%%' AND prokind = 'f'
"""


def test_migrations_make_what_the_models_say() -> None:
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


def test_a_home_of_the_replaced_migrations_has_nothing_left_to_run() -> None:
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("records", "0001_squashed_0015_storing_rounds")
    call_command("migrate", check_unapplied=True, plan=True, verbosity=0)  # exits when there is
    call_command("migrate", verbosity=0, interactive=False)
    assert ("records", "0001_squashed_0015_storing_rounds") in recorder.applied_migrations()


@pytest.fixture
def empty() -> Iterator[BaseDatabaseWrapper]:
    """A connection to a database without tables."""
    cluster, name = Cluster(), f"chain_{os.getpid()}"
    cluster.drop(name)
    cluster.run("CREATE DATABASE {} TEMPLATE template0", name)
    other = connection.copy()
    other.settings_dict["NAME"] = name
    yield other
    other.close()
    cluster.drop(name)


def said(of: BaseDatabaseWrapper) -> set[tuple[str, str]]:
    with of.cursor() as cursor:
        cursor.execute(SAID)
        return set(cursor.fetchall())


def test_one_by_one_they_make_the_same_tables(empty: BaseDatabaseWrapper) -> None:
    executor = MigrationExecutor(empty)
    executor.loader = MigrationLoader(empty, replace_migrations=False)
    executor.migrate([("records", "0017_term_profiles")])
    one_by_one, together = said(empty), said(connection)
    assert len(together) > 500
    assert one_by_one ^ together == set()
