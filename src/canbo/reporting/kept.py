"""Figures computed a moment ago, kept while nothing was written since.

Kept are whole figures, before anybody's rights are applied: rights are judged anew at each
request. Every act writes a journal entry, so the newest entry's hash tells whether anything
changed.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

from canbo.engine.figures import Figure
from canbo.reporting.views import UnitLineView

MOST = 16  # questions; a page asks two or three


@dataclass(frozen=True, slots=True)
class Computed:
    """A figure, and its lines where it was asked for by the units of another day."""

    figure: Figure
    lines: tuple[UnitLineView, ...] | None = None


V = TypeVar("V")


class Kept(Generic[V]):
    """The answers of the last questions; safe for several threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._answers: OrderedDict[Hashable, V] = OrderedDict()
        self._lock = Lock()

    def answer(self, question: Hashable, compute: Callable[[], V]) -> V:
        """Give the kept answer, or compute and keep it; two may compute the same at once."""
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
                return self._answers[question]
        answer = compute()
        with self._lock:
            self._answers[question] = answer
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return answer

    def forget(self) -> None:
        """Forget all answers, as when another database takes the place of this one."""
        with self._lock:
            self._answers.clear()


KEPT: Kept[tuple[Computed, ...]] = Kept()
