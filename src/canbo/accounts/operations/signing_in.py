"""Letting users in, counting failures, and saying so in the journal."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth import authenticate, user_login_failed
from django.db import transaction
from django.http import HttpRequest

from canbo.accounts import queries, second_step
from canbo.accounts.models import User
from canbo.accounts.refusals import SignInRefused
from canbo.journal.operations import write_entry

_PLAUSIBLE = re.compile(r"[a-z0-9._-]{1,32}")
STRANGER = "stranger"  # the journal's actor of a failed sign-in


def sign_in(*, request: HttpRequest, username: str, password: str, at: datetime) -> User:
    """Prove who somebody is; the face then opens the session (`django.contrib.auth.login`).

    Where the user has a second step, that comes before (`needs_second_step`, `take_second_step`),
    and only then it is journalled that they signed in.

    Failures are counted for the name at this address; after AXES_FAILURE_LIMIT of them the name
    is locked there for AXES_COOLOFF_TIME, also for the right password. Success, failure and lock
    are journalled, tries during a lock are not. Raises SignInRefused: `sign_in_failed`,
    `sign_in_locked` (data: minutes).
    """
    name = _plausible(username)
    credentials = {"username": name}
    if not AxesProxyHandler.is_allowed(request, credentials):
        raise _locked()
    # outside our transaction: the count of failures must stay when the sign-in is refused
    user = authenticate(request, username=name, password=password)
    if user is None:
        is_locked = not AxesProxyHandler.is_allowed(request, credentials)
        _journal_failure(request, name, at, is_locked=is_locked)
        raise _locked() if is_locked else SignInRefused("sign_in_failed")
    if not second_step.is_on(user):
        with transaction.atomic():
            _journal("user.signed_in", request, user, at, actor=user)
    return user


def needs_second_step(user: User) -> bool:
    """Whether a user who gave the right password has to give a code too."""
    return second_step.is_on(user)


def take_second_step(*, request: HttpRequest, user: UUID, code: str, at: datetime) -> User:
    """Prove by a code of the user's app, or a recovery code, that it is really them.

    A code counts once. Wrong ones are counted and lock as wrong passwords do. Raises
    SignInRefused: `second_code_wrong`, `sign_in_locked`.
    """
    found = queries.user_with_id(str(user))
    if found is None or not found.is_active:
        raise SignInRefused("sign_in_failed")
    credentials = {"username": found.username}
    if not AxesProxyHandler.is_allowed(request, credentials):
        raise _locked()
    with transaction.atomic():
        how = second_step.proved_by(found, code, at)
        if how:
            _journal("user.signed_in", request, found, at, actor=found)
    if how:
        return found
    # as outside our transaction as a wrong password: the count must stay
    user_login_failed.send(sender=__name__, credentials=credentials, request=request)
    is_locked = not AxesProxyHandler.is_allowed(request, credentials)
    _journal_failure(request, found.username, at, is_locked=is_locked)
    raise _locked() if is_locked else SignInRefused("second_code_wrong")


def sign_out(*, request: HttpRequest, at: datetime) -> None:
    """Write down that a user leaves; the face then closes the session."""
    if request.user.is_authenticated:
        with transaction.atomic():
            _journal("user.signed_out", request, request.user, at, actor=request.user)


def _plausible(written: str) -> str:
    """Bring a name to its stored form; what can be no name becomes empty, and is never kept.

    Somebody may have typed a password there.
    """
    name = written.strip().lower()
    return name if _PLAUSIBLE.fullmatch(name) else ""


def _locked() -> SignInRefused:
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return SignInRefused("sign_in_locked", {"minutes": minutes})


def _journal_failure(request: HttpRequest, name: str, at: datetime, *, is_locked: bool) -> None:
    with transaction.atomic():
        action = "user.locked_out" if is_locked else "user.sign_in_failed"
        _journal(action, request, queries.find_user(name), at, actor=None)


def _journal(
    action: str, request: HttpRequest, user: User | None, at: datetime, *, actor: User | None
) -> None:
    write_entry(
        actor_id=str(actor.id) if actor else STRANGER,
        actor_name=actor.display_name if actor else "Người lạ",
        action=action,
        at=at,
        subject=f"user:{user.id}" if user else "user:unknown",
        data={"address": request.META.get("REMOTE_ADDR", "")},
    )
