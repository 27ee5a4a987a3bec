"""How far the work on a file has come, told to whoever listens; it changes nothing.

Each step counts what it is really done by: a file is opened by bytes, a big list read by columns,
everything else done by rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")


class Step(StrEnum):
    """What is done with a file, and by what it is counted."""

    OPENED = "opened"  # bytes
    VALUES = "values"  # different values of a sheet
    SHEETS = "sheets"  # sheets that are searched for lists
    COLUMNS = "columns"  # columns of a list whose rows are read together
    READ = "read"  # rows, as what follows
    COMPARED = "compared"
    LISTED = "listed"  # differences that are kept for somebody to look at
    WRITTEN = "written"  # facts
    STORED = "stored"  # rows that are planned and written a part at a time


Listener = Callable[[Step, int, int], None]  # the step, how many are done, how many in all
_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Tell a listener how far what is done in the block has come."""
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)


def tell(step: Step, done: int, total: int) -> None:
    """Say that so many of all are done."""
    listener = _listener.get()
    if listener is not None:
        listener(step, done, total)


class Meter:
    """Counts what is done of a step in pieces."""

    def __init__(self, step: Step, total: int) -> None:
        self._step = step
        self._total = total
        self.done = 0

    def add(self, more: int) -> None:
        """Say that so many more are done."""
        self.done += more
        tell(self._step, self.done, self._total)


def counted(rows: Iterable[T], step: Step, total: int, before: int = 0) -> Iterator[T]:
    """Give rows on, telling of each as it is asked for, and of all when nothing more is asked.

    `total` are all rows of the step, `before` those of them that were done already.
    """
    done = before
    for row in rows:
        tell(step, done, total)
        yield row
        done += 1
    tell(step, done, total)
