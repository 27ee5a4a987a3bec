"""Two records that somebody looked at and found to be two people: not proposed again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from canbo.accounts.actor import Actor
from canbo.journal.operations import next_seq, write_entry
from canbo.records.models import Apart
from canbo.records.operations.merging.comparing import is_apart, require_reach
from canbo.records.operations.merging.refusals import MergeRefused
from canbo.records.operations.writing import hold_writers_lock
from canbo.records.queries.merges import survivors_of


def mark_apart(*, one: UUID, other: UUID, actor: Actor, at: datetime) -> None:
    """Note that two records are two people, whatever their likeness.

    Raises NotAllowed, MergeRefused (`merge_unknown`, `merge_with_oneself`, `merge_already`,
    `apart_already`).
    """
    first, second = sorted((one, other))
    with transaction.atomic():
        hold_writers_lock()
        require_reach((first, second), actor, at)
        if first == second:
            raise MergeRefused("merge_with_oneself", {"person": str(first)})
        led = survivors_of((first, second))
        if led:
            gone, stands = next(iter(led.items()))
            raise MergeRefused("merge_already", {"person": str(gone), "survivor": str(stands)})
        if is_apart(first, second):
            raise MergeRefused("apart_already", {"one": str(first), "other": str(second)})
        act = next_seq()
        row = Apart.objects.create(
            one_id=first, other_id=second, at=at, actor_id=actor.id, actor_name=actor.name, act=act
        )
        _entry("mark_apart", row, actor, at)


def unmark_apart(*, one: UUID, other: UUID, actor: Actor, at: datetime) -> None:
    """Take such a note back. Raises NotAllowed, MergeRefused (`merge_unknown`, `apart_unknown`)."""
    first, second = sorted((one, other))
    with transaction.atomic():
        hold_writers_lock()
        require_reach((first, second), actor, at)
        row = Apart.objects.filter(one_id=first, other_id=second, undone_at=None).first()
        if row is None:
            raise MergeRefused("apart_unknown", {"one": str(first), "other": str(second)})
        Apart.objects.filter(id=row.id).update(undone_at=max(at, row.at), undone_act=next_seq())
        _entry("unmark_apart", row, actor, max(at, row.at))


def _entry(action: str, row: Apart, actor: Actor, at: datetime) -> None:
    write_entry(
        actor_id=actor.id, actor_name=actor.name, action=action, at=at,
        subject=f"person:{row.one_id}", data={"apart": str(row.id), "other": str(row.other_id)},
    )  # fmt: skip
