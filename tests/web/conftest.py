"""The pages' tests: one small town per module, one clock, signed-in clients of the cast."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests.town.fixtures import home, town

if TYPE_CHECKING:
    from http.cookies import SimpleCookie

    from django.test import Client
    from django.test.client import ClientHandler

    from tests.town.builder import Town

__all__ = ["home", "town"]


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


@cache
def _site(enforce_csrf_checks: bool) -> ClientHandler:
    """The site as one that has started: its middleware is made once, not for each browser."""
    from django.test.client import ClientHandler

    return ClientHandler(enforce_csrf_checks)


@pytest.fixture(scope="module")
def signed_in(town: Town, django_db_blocker: pytest.FixtureRequest) -> dict[str, SimpleCookie]:
    """The cookies of everybody of the cast, who signed in before the module's first test."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    from canbo.accounts.models import Session
    from tests.town.cast import CAST, REAL_NOW

    found = {}
    with django_db_blocker.unblock():
        for one in CAST:
            client = Client()
            user = get_user_model().objects.get(username=one.username)
            client.force_login(user, "canbo.accounts.backend.OfficeBackend")
            found[one.username] = client.cookies
        Session.objects.update(seen_at=REAL_NOW)  # as if all were seen just now: no page writes it
    return found


@pytest.fixture
def browse(signed_in: dict[str, SimpleCookie], db: None) -> Callable[..., Client]:
    """Give a client who is signed in as somebody of the cast; a stranger is not."""
    from django.test import Client

    from tests.town.cast import STRANGER

    def client_of(username: str, *, enforce_csrf_checks: bool = False, **options) -> Client:
        client = Client(**options)
        client.handler = _site(enforce_csrf_checks)
        if username != STRANGER:
            client.cookies = deepcopy(signed_in[username])
        return client

    return client_of
