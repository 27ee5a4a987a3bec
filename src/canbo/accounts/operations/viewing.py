"""Beginning and ending to look at pages as another user would; both are journalled."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from canbo.accounts.actor import Actor
from canbo.accounts.values import UserRecord
from canbo.accounts.viewing import refuse_viewing
from canbo.journal.operations import write_entry


def begin_viewing(*, user: UUID, actor: Actor, at: datetime) -> UserRecord:
    """Write down that somebody looks at pages as a user would; the face keeps it in the session.

    Raises AccountRefused: `not_allowed`, `account_not_there`, `view_as_oneself`.
    """
    found = refuse_viewing(user, actor=actor)
    _journal("user.viewing_begun", found.id, found.username, actor, at)
    return found


def end_viewing(*, user: UUID, actor: Actor, at: datetime) -> None:
    """Write down that it is over."""
    _journal("user.viewing_ended", user, "", actor, at)


def _journal(action: str, user: UUID, username: str, actor: Actor, at: datetime) -> None:
    with transaction.atomic():
        write_entry(
            actor_id=actor.id, actor_name=actor.name, action=action, at=at,
            subject=f"user:{user}", data={"username": username} if username else {},
        )  # fmt: skip
