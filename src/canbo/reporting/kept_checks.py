"""Checks of a whole home made a moment ago, kept while nothing was written since.

Kept is what everybody of the home is answered, before anybody's rights are applied: rights are
judged anew at each request.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")


class Kept(Generic[V]):
    """The answers of the last questions; safe for several threads."""

    def __init__(self, most: int) -> None:
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
