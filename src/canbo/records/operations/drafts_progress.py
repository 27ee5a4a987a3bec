"""How far the worker has come with a draft: a line in the home, which a page just reads.

It changes while nothing is stored yet, so it cannot lie in the database's one transaction; and who
asks for it every second asks no question of the database.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from uuid import UUID

from canbo.exchange.workbooks.progress import Step
from canbo.records.operations import drafts_keeping as keeping

# from how many on a file is a big one; with less nobody waits long enough to ask
MANY = {
    Step.OPENED: 4 * 2**20, Step.READ: 2_000, Step.COMPARED: 2_000, Step.LISTED: 2_000,
    Step.WRITTEN: 20_000, Step.STORED: 2_000,
}  # fmt: skip
_EVERY = 0.5  # seconds


@dataclass(frozen=True, slots=True)
class Progress:
    """How many are done of all, and what is being done."""

    step: Step
    done: int
    total: int


class Teller:
    """Writes down, every now and then, how far one run of a draft of a big file has come."""

    def __init__(self, draft: UUID, run: int) -> None:
        self._draft = draft
        self._run = run
        self._told_at = 0.0
        self._step: tuple[Step, int] | None = None

    def __call__(self, step: Step, done: int, total: int) -> None:
        """Hear of one more; the beginning and the end of a step are always written down."""
        if not total or (self._step is None and total < MANY.get(step, total + 1)):
            return
        now = time.monotonic()
        is_edge = done >= total or (step, total) != self._step
        if not is_edge and now - self._told_at < _EVERY:
            return
        self._told_at, self._step = now, (step, total)
        keeping.note_progress(self._draft, f"{self._run} {step.value} {done} {total}")


def progress_of(draft: UUID, run: int) -> Progress | None:
    """Read how far a run of a draft has come; None while nothing is known of it."""
    try:
        told, step, done, total = keeping.noted_progress(draft).split()
        return Progress(Step(step), int(done), int(total)) if int(told) == run else None
    except ValueError:
        return None
