"""How far the work on a file has come, by rows, told to whoever listens; it changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")


class Step(StrEnum):
    """What is done with the rows of a file, in this order."""

    READ = "read"
    COMPARED = "compared"
    STORED = "stored"


Listener = Callable[[Step, int, int], None]  # the step, rows done, rows in all
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
    """Say that so many rows of all are done."""
    listener = _listener.get()
    if listener is not None:
        listener(step, done, total)


def counted(rows: Iterable[T], step: Step, total: int) -> Iterator[T]:
    """Give rows on, telling of each as it is asked for."""
    for done, row in enumerate(rows):
        tell(step, done, total)
        yield row
