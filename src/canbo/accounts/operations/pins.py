"""Pinning figures to the top of one's own page of figures."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from canbo.accounts import queries
from canbo.accounts.access import require, user_id
from canbo.accounts.actor import Actor
from canbo.accounts.refusals import AccountRefused
from canbo.accounts.roles import Permission
from canbo.journal.operations import write_entry

MOST_PINS = 12  # each is computed whenever the page is opened


def pin_figure(*, name: str, actor: Actor, at: datetime) -> None:
    """Pin a figure to one's own page; pinned already is no change.

    `name` is that of a measure, which the caller knows. Raises AccountRefused: `not_allowed`,
    `account_unknown` (the person at the machine has no page), `figure_pins_full`.
    """
    with transaction.atomic():
        user = _locked(actor)
        pinned = queries.pinned_figures(user)
        if name in pinned:
            return
        if len(pinned) >= MOST_PINS:
            raise AccountRefused("figure_pins_full", {"most": MOST_PINS})
        queries.store_pin(user, name, at)
        _journal("user.figure_pinned", user, name, actor, at)


def unpin_figure(*, name: str, actor: Actor, at: datetime) -> None:
    """Take a figure off one's own page; not pinned is no change.

    Raises AccountRefused: `not_allowed`, `account_unknown`.
    """
    with transaction.atomic():
        user = _locked(actor)
        if queries.delete_pin(user, name):
            _journal("user.figure_unpinned", user, name, actor, at)


def _locked(actor: Actor) -> UUID:
    """One's own account, locked, so that two requests at once cannot pin one too many."""
    require(actor, Permission.SEE_FIGURES)
    user = user_id(actor)
    if user is None or queries.lock_user_with_id(user) is None:
        raise AccountRefused("account_unknown", {"username": actor.name})
    return user


def _journal(action: str, user: UUID, name: str, actor: Actor, at: datetime) -> None:
    write_entry(
        actor_id=actor.id, actor_name=actor.name, action=action, at=at,
        subject=f"user:{user}", data={"figure": name},
    )  # fmt: skip
