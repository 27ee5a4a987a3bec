"""The town as fixtures: made once for a module, inside a transaction that is never committed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.town.builder import Town


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One data folder for a module, as its town is one: the journal's key stays with it."""
    from django.conf import settings

    before = settings.CANBO_HOME
    settings.CANBO_HOME = tmp_path_factory.mktemp("home")
    yield settings.CANBO_HOME
    settings.CANBO_HOME = before


@pytest.fixture(scope="module")
def town(
    home: Path, django_db_setup: None, django_db_blocker: pytest.FixtureRequest
) -> Iterator[Town]:
    """The town in a transaction around all tests of the module; each test undoes its own."""
    from django.db import transaction

    from tests.town.builder import make_town

    with django_db_blocker.unblock(), transaction.atomic():
        yield make_town()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def planned_town(
    home: Path, django_db_setup: None, django_db_blocker: pytest.FixtureRequest
) -> Iterator[Town]:
    """The town with a planning list taken in, and another one waiting."""
    from django.db import transaction

    from tests.town.builder import make_town
    from tests.town.planned import make_planned

    with django_db_blocker.unblock(), transaction.atomic():
        yield make_planned(make_town())
        transaction.set_rollback(True)
