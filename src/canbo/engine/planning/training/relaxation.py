"""The best plan with halves of people allowed, by rounds of rows and columns; and its bound.

Whatever prices the rows have, the worth of all plans is at most: the rows' bounds at their prices
and, of each column, what is left of its worth. So every round gives a proven bound, and a round
that did not end does no harm.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from canbo.engine.planning.training.arrays import Flags, Numbers
from canbo.engine.planning.training.highs import Part, relax_part
from canbo.engine.planning.training.linear import Process, ProcessLost, Programme, Solution
from canbo.engine.planning.training.matrix import FAR, Floats, Matrix
from canbo.engine.planning.training.openings import decide_openings
from canbo.engine.planning.training.prices import mend_prices, try_prices
from canbo.engine.planning.training.solver import Deadline

CLOSE = 1e-6  # of halves, and of what is worth bringing in
FIRST = 4  # options of each need in the first round
DEAR = 0.5  # a row of such a price is in the first round
FIRST_KEPT, DEAR_KEPT = 6, 0.1  # the same where later rounds go on from the first
NEAR = 2e-5  # of the bound: rounds that can gain no more than this are not worth their time
MORE = 3  # options of each need that a round brings in
SIFTING = 4  # rounds after which options go out no more, so that the rounds come to an end
WORN = 50.0  # an unused option that loses so much goes out again
LOOK = 0.2  # seconds between two looks at the clock
MARGIN = 1e-9  # of rounding in the bound's sum


@dataclass(frozen=True)
class Relaxed:
    """Values of the columns, what each column is worth at the rows' prices, and the bound."""

    values: Floats
    reduced: Floats
    bound: float
    is_best: bool  # nothing more to bring in: this is the relaxation's optimum
    is_decided: bool = False  # every class is opened or shut


def bound_of(matrix: Matrix, worth: Floats, prices: Floats) -> tuple[float, Floats]:
    """Give the bound that prices prove, rounded up, and the reduced worths."""
    sound = np.where((prices > 0) & (matrix.high >= FAR), 0.0, prices)
    sound = np.where((sound < 0) & (matrix.low <= -FAR), 0.0, sound)
    limits = np.where(sound > 0, matrix.high, matrix.low) * (sound != 0)
    reduced = matrix.reduced(worth, sound)
    gains = np.maximum(reduced, 0) * matrix.upper
    terms = sound * limits
    slip = MARGIN * (np.abs(terms).sum() + np.abs(gains).sum())
    return float(terms.sum() + gains.sum() + slip), reduced


class Relaxation:
    """The relaxation in the making: which rows and columns are in, and what the last round found.

    `tell` gets each better bound. The values found belong to the last round, the reduced worths to
    the best bound.
    """

    def __init__(
        self,
        matrix: Matrix,
        worth: Floats,
        deadline: Deadline,
        tell: Callable[[float], None],
        process: Process | None = None,
    ) -> None:
        self.matrix, self.worth, self.deadline, self.tell = matrix, worth, deadline, tell
        self.programme = None if process is None else Programme(matrix, worth, process)
        self.last: Solution | None = None  # of the programme
        prices = try_prices(matrix, worth, deadline)
        self.bound, self.reduced = bound_of(matrix, worth, prices)
        tell(self.bound)
        first, dear = (FIRST, DEAR) if process is None else (FIRST_KEPT, DEAR_KEPT)
        self.rows = ~matrix.lazy | (np.abs(prices) > dear)
        self.columns = most_wanted(matrix, matrix.upper > 0, self.reduced, first) | matrix.is_helper
        self.found: Relaxed | None = None
        self.rounds = 0
        self.first: Relaxed | None = None  # of the first round
        self.error: BaseException | None = None
        self.decided: Relaxed | None = None  # with every class opened or shut
        self.begun, self.near, self.ended = (threading.Event() for _ in range(3))

    @property
    def untried(self) -> Relaxed:
        """What the prices alone tell: nobody has a place yet."""
        return Relaxed(np.zeros(self.matrix.width), self.reduced, self.bound, is_best=False)

    def run(self) -> None:
        """Advance as long as that finds more, in a thread of its own.

        `begun` ends round one, `near` the last; then classes are decided where a process is.
        """
        try:
            goes_on = self.advance()
            self.first = self.found
            self.begun.set()
            while goes_on and not self.is_near:
                goes_on = self.advance()
            self.near.set()
            self.decided = self._decide()
        except BaseException as error:
            self.error = error
        finally:
            for event in (self.begun, self.near, self.ended):
                event.set()

    def _decide(self) -> Relaxed | None:
        """Decide which classes are opened, all else relaxed; None when that cannot be had."""
        if self.programme is None or self.last is None:
            return None
        try:
            found = decide_openings(self.programme, self.last, self.deadline)
        except ProcessLost:
            return None
        if found is None:
            return None
        _, reduced = bound_of(self.matrix, self.worth, found.prices)
        return Relaxed(found.values, reduced, self.bound, is_best=False, is_decided=True)

    def wait(self, event: threading.Event, deadline: Deadline) -> None:
        """Wait for the thread as long as there is time; raises what went wrong in it."""
        while not event.wait(LOOK) and not deadline.is_over:
            pass
        if self.error:
            raise self.error

    @property
    def is_near(self) -> bool:
        """Whether the last round's plan, relaxed and short of some rows, is worth the bound."""
        if self.last is None:
            return False
        return self.bound - self.last.worth <= NEAR * abs(self.bound)

    def _solve(self) -> tuple[Floats, Floats] | None:
        """Solve what is in: from the last round on, or from nothing when that is not to be had."""
        if self.programme is not None and not self.deadline.is_over:
            try:
                self.programme.add(self.rows, self.columns, self.deadline)
                _, self.last = self.programme.solve(self.deadline)
                if self.last is not None:
                    return self.last.values, self.last.prices
            except ProcessLost:
                self.last = None
            if not self.deadline.is_over:
                self.programme = None
        if self.deadline.is_over:
            return None
        return relax_part(Part(self.matrix, self.rows, self.columns), self.worth, self.deadline)

    def advance(self) -> bool:
        """Solve one round; says whether another may find more."""
        matrix = self.matrix
        solved = self._solve()
        if solved is None:
            return False
        values, prices = solved
        mended = mend_prices(matrix, self.worth, self.deadline, prices)
        for some in (prices, mended):
            bound, reduced = bound_of(matrix, self.worth, some)
            if bound < self.bound:
                self.bound, self.reduced = bound, reduced
                self.tell(bound)
        _, wanted = bound_of(matrix, self.worth, prices)
        sums = matrix.sums(values)
        broken = matrix.lazy & ~self.rows & (sums > matrix.high + CLOSE)
        missing = (wanted > CLOSE) & ~self.columns & (matrix.upper > 0) & ~matrix.is_crowd
        is_best = not broken.any() and not missing.any()
        self.found = Relaxed(values, self.reduced, self.bound, is_best)
        self.rows = self.rows | _worst(matrix, broken, sums)
        self.rounds += 1
        if self.rounds <= SIFTING and self.programme is None:
            self.columns &= (wanted > -WORN) | (values > CLOSE) | matrix.is_helper
        self.columns |= most_wanted(matrix, missing, wanted)
        return not is_best


def relax(
    matrix: Matrix, worth: Floats, deadline: Deadline, tell: Callable[[float], None]
) -> Relaxed | None:
    """Relax in rounds until nothing is missing or time is up; None when no round ended."""
    relaxation = Relaxation(matrix, worth, deadline, tell)
    while relaxation.advance():
        pass
    return relaxation.found


def most_wanted(matrix: Matrix, among: Flags, wish: Floats, count: int = MORE) -> Flags:
    """Mark the options most wished for of each need."""
    options = np.flatnonzero(among[: matrix.options.count])
    need = matrix.options.need[options]
    found = np.zeros(matrix.width, dtype=bool)
    found[options[_first_of_each(need, -wish[options], count)]] = True
    return found


def _worst(matrix: Matrix, broken: Flags, sums: Floats) -> Flags:
    """Mark a few of the rows broken most among those that share their first column's unit.

    Rows of neighbouring days say nearly the same: a few of them mend most.
    """
    rows = np.flatnonzero(broken)
    first = np.full(matrix.height, matrix.width, dtype=np.int64)
    np.minimum.at(first, matrix.row, matrix.column)
    column = first[rows]
    crowded = matrix.is_crowd[column]
    owner = np.zeros(len(rows), dtype=np.int64)
    owner[~crowded] = matrix.options.person[column[~crowded]]
    units = np.zeros(matrix.width, dtype=np.int64)
    units[matrix.crowd] = matrix.options.unit
    owner[crowded] = -1 - units[column[crowded]]
    found = np.zeros(matrix.height, dtype=bool)
    excess = (matrix.high[rows] - sums[rows]) / np.maximum(1, matrix.high[rows])
    for kind, count in ((crowded, 6), (~crowded, 2)):
        chosen = np.flatnonzero(kind)
        found[rows[chosen[_first_of_each(owner[chosen], excess[chosen], count)]]] = True
    return found


def _first_of_each(group: Numbers, order: Floats, count: int) -> Numbers:
    """Give the places of the first few of each group in this order."""
    places = np.lexsort((order, group))
    sorted_group = group[places]
    rank = np.arange(len(places)) - np.searchsorted(sorted_group, sorted_group)
    return places[rank < count]
