"""Do an act, look, and take it back at once: what it would change is seen before it is stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import transaction

from canbo.journal.access import last_seq
from canbo.records.operations.writing import hold_writers_lock
from canbo.records.queries.acts import Changes, changes_since

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rehearsal(Generic[T]):
    """What an act would change, and what one sees without it and with it."""

    changes: Changes
    before: T
    after: T


def rehearse(act: Callable[[], object], look: Callable[[Changes], T]) -> Rehearsal[T]:
    """Do an act, look at the home, take the act back, look again; nothing of it stays.

    Other writers wait meanwhile, so `look` should read and leave the thinking for later. What the
    act refuses is raised as if it were done.
    """
    with transaction.atomic():
        hold_writers_lock()
        done = last_seq()
        with transaction.atomic():
            act()
            changes = changes_since(done)
            after = look(changes)
            transaction.set_rollback(True)
        return Rehearsal(changes, look(changes), after)
