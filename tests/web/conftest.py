"""The pages' tests: one small town per module, one clock, signed-in clients of the cast."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

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


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real instant of every request is one and the same."""
    from canbo.web import clock
    from tests.town.cast import REAL_NOW

    monkeypatch.setattr(clock, "now", lambda: REAL_NOW)


@pytest.fixture(autouse=True)
def _pinned(settings) -> None:
    """Pages show the town at the end of July 2011, as in the demo."""
    from tests.town.builder import AS_OF

    settings.CANBO_AS_OF = AS_OF
    settings.CANBO_FROM = date(2006, 1, 1)


@pytest.fixture
def browse(town: Town, db: None) -> Callable[..., Client]:
    """Give a client who is signed in as somebody of the cast; a stranger is not."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    from tests.town.cast import STRANGER

    def client_of(username: str, **options) -> Client:
        client = Client(**options)
        if username != STRANGER:
            user = get_user_model().objects.get(username=username)
            client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        return client

    return client_of
