"""Figures computed a moment ago, kept while nothing was written since.

Kept are whole figures, before anybody's rights are applied: rights are judged anew at each
request. Every act writes a journal entry, so the hash of the newest one that may have changed the
records tells whether anything did.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from threading import Lock

from canbo.engine.figures import Figure
from canbo.reporting.views import UnitLineView

MOST = 48  # figures; a page shows three of one question


@dataclass(frozen=True, slots=True)
class Computed:
    """A figure, and its lines where it was asked for by the units of another day."""

    figure: Figure
    lines: tuple[UnitLineView, ...] | None = None


class KeptFigures:
    """The figures of the last questions; safe for several threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._figures: OrderedDict[tuple[Hashable, str], Computed] = OrderedDict()
        self._lock = Lock()
        self._turns: dict[Hashable, Lock] = {}

    def figures(
        self,
        question: Hashable,
        names: Sequence[str],
        compute: Callable[[Sequence[str]], Sequence[Computed]],
    ) -> tuple[Computed, ...]:
        """Give the figures of these names, computing and keeping those that are not kept.

        `compute` gets the names that are missing. Who asks the same meanwhile waits for the answer
        instead of computing it too.
        """
        with self._lock:
            found = self._kept(question, names)
            if len(found) == len(names):
                return tuple(found[name] for name in names)
            turn = self._turns.setdefault(question, Lock())
        with turn:
            with self._lock:
                found = self._kept(question, names)
            missing = [name for name in names if name not in found]
            found |= dict(zip(missing, compute(missing) if missing else (), strict=True))
            self._keep(question, found)
        return tuple(found[name] for name in names)

    def _kept(self, question: Hashable, names: Sequence[str]) -> dict[str, Computed]:
        keys = [(question, name) for name in names if (question, name) in self._figures]
        for key in keys:
            self._figures.move_to_end(key)
        return {name: self._figures[question, name] for _, name in keys}

    def _keep(self, question: Hashable, figures: dict[str, Computed]) -> None:
        with self._lock:
            self._figures.update({(question, name): one for name, one in figures.items()})
            while len(self._figures) > self._most:
                self._figures.popitem(last=False)
            self._turns.pop(question, None)  # who waits for it holds it

    def forget(self) -> None:
        """Forget all figures, as when another database takes the place of this one."""
        with self._lock:
            self._figures.clear()


KEPT = KeptFigures()
