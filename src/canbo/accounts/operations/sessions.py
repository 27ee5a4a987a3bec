"""Ending sessions: one's own, or all of somebody's."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from canbo.accounts import queries
from canbo.accounts.access import require_manager, user_id
from canbo.accounts.actor import Actor
from canbo.accounts.refusals import AccountRefused
from canbo.journal.operations import write_entry


def end_own_session(*, session: UUID, actor: Actor, at: datetime) -> None:
    """End one of one's own sessions. Raises AccountRefused (`session_unknown`)."""
    account = user_id(actor)
    with transaction.atomic():
        if account is None or not queries.end_sessions(account, one=session):
            raise AccountRefused("session_unknown")
        _journal(account, 1, actor, at)


def end_other_sessions(*, this_key: str, actor: Actor, at: datetime) -> int:
    """End all of one's sessions but the one with this key; tells how many. None is no act."""
    account = user_id(actor)
    return 0 if account is None else _end(account, this_key, actor, at)


def end_sessions_of(*, user: UUID, actor: Actor, at: datetime) -> int:
    """End all sessions of a user; tells how many.

    Raises AccountRefused: `not_allowed`, `account_not_there`.
    """
    require_manager(actor)
    if queries.user_with_id(str(user)) is None:
        raise AccountRefused("account_not_there")
    return _end(user, "", actor, at)


def _end(account: UUID, this_key: str, actor: Actor, at: datetime) -> int:
    with transaction.atomic():
        ended = queries.end_sessions(account, besides=this_key)
        if ended:
            _journal(account, ended, actor, at)
    return ended


def _journal(account: UUID, ended: int, actor: Actor, at: datetime) -> None:
    write_entry(
        actor_id=actor.id, actor_name=actor.name, action="user.sessions_ended", at=at,
        subject=f"user:{account}", data={"sessions": ended},
    )  # fmt: skip
