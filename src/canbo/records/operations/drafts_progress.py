"""How far the worker has come with a draft, by rows: a line in the home, which a page just reads.

It changes while nothing is stored yet, so it cannot lie in the database's one transaction; and who
asks for it every second asks no question of the database.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from uuid import UUID

from canbo.exchange.workbooks.progress import Step
from canbo.records.operations import drafts_keeping as keeping

MANY = 2_000  # rows: with less nobody waits long enough to ask
_EVERY = 0.5  # seconds


@dataclass(frozen=True, slots=True)
class Progress:
    """Rows done of all, and what is being done with them."""

    step: Step
    done: int
    total: int


class Teller:
    """Writes down, every now and then, how far one run of a draft has come."""

    def __init__(self, draft: UUID, run: int) -> None:
        self._draft = draft
        self._run = run
        self._told_at = 0.0

    def __call__(self, step: Step, done: int, total: int) -> None:
        """Hear of one row more; only big lists are written down."""
        if total < MANY or (now := time.monotonic()) - self._told_at < _EVERY:
            return
        self._told_at = now
        keeping.note_progress(self._draft, f"{self._run} {step.value} {done} {total}")


def progress_of(draft: UUID, run: int) -> Progress | None:
    """Read how far a run of a draft has come; None while nothing is known of it."""
    try:
        told, step, done, total = keeping.noted_progress(draft).split()
        return Progress(Step(step), int(done), int(total)) if int(told) == run else None
    except ValueError:
        return None
