"""The pages' tests: one small town per module, one clock, signed-in clients of the cast."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.town.fixtures import home, town

if TYPE_CHECKING:
    from django.test import Client

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
