"""Switching the second step of signing in on and off."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from canbo.accounts import queries, second_step
from canbo.accounts.access import require_manager, user_id
from canbo.accounts.actor import Actor
from canbo.accounts.models import User
from canbo.accounts.refusals import AccountRefused
from canbo.journal.operations import write_entry


def switch_second_step_on(*, secret: str, code: str, actor: Actor, at: datetime) -> tuple[str, ...]:
    """Begin to ask oneself for a code of the app that has this secret.

    Gives ten codes for paper, told now and never again. Raises AccountRefused: `second_on_already`,
    `second_code_wrong` (the app and this clock differ), `account_unknown`.
    """
    with transaction.atomic():
        user = _oneself(actor)
        if second_step.is_on(user):
            raise AccountRefused("second_on_already")
        counter = second_step.counter_of(secret, code, at)
        if counter is None:
            raise AccountRefused("second_code_wrong")
        codes = second_step.switch_on(user, secret, counter)
        _journal("user.second_step_on", user, actor, at)
    return codes


def switch_second_step_off(*, password: str, actor: Actor, at: datetime) -> None:
    """Ask oneself for no code any more. Raises AccountRefused (`password_old_wrong`)."""
    with transaction.atomic():
        user = _oneself(actor)
        if not user.check_password(password[:1024]):
            raise AccountRefused("password_old_wrong")
        if second_step.switch_off(user):
            _journal("user.second_step_off", user, actor, at)


def drop_second_step(*, user: UUID, actor: Actor, at: datetime) -> None:
    """Free a user who lost phone and paper from the second step; not oneself.

    Raises AccountRefused: `not_allowed`, `account_not_there`, `second_of_oneself`.
    """
    require_manager(actor)
    if str(user) == actor.id:
        raise AccountRefused("second_of_oneself")
    with transaction.atomic():
        found = queries.lock_user_with_id(user)
        if found is None:
            raise AccountRefused("account_not_there")
        if second_step.switch_off(found):
            _journal("user.second_step_off", found, actor, at)


def _oneself(actor: Actor) -> User:
    own = user_id(actor)
    user = queries.lock_user_with_id(own) if own else None
    if user is None:
        raise AccountRefused("account_unknown", {"username": actor.name})
    return user


def _journal(action: str, user: User, actor: Actor, at: datetime) -> None:
    write_entry(
        actor_id=actor.id, actor_name=actor.name, action=action, at=at,
        subject=f"user:{user.id}", data={"username": user.username},
    )  # fmt: skip
