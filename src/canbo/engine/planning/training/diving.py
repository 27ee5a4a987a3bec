"""From a relaxed plan to a nearly whole one: decide a little, relax the rest anew, and so on.

First classes that would stay under their minimum are shut, or opened and filled; then places are
given, the surest first. A relaxation of what is left is small, and makes up for what was decided.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import numpy as np

from canbo.engine.planning.training.arrays import Flags, Numbers
from canbo.engine.planning.training.highs import relax_part
from canbo.engine.planning.training.matrix import Floats, Matrix, join_ranges
from canbo.engine.planning.training.pieces import cut_out
from canbo.engine.planning.training.relaxation import CLOSE, Relaxed, most_wanted
from canbo.engine.planning.training.solver import Deadline

NEAR = 4  # options of each open need that a relaxation of the rest knows
FAR_OFF = 100.0  # an option that loses more at the prices is not among them
SHARE = 3  # one of so many classes in doubt is decided at a time
GIVEN = 12  # one of so many halves is given at a time
HASTY = 3  # of a first plan, while the classes are being decided: one of so many halves
STEPS = 60
CHECKED = (
    "need", "one_place", "overlap", "absence", "leaders", "requires", "quota", "yearly",
)  # fmt: skip


def dive(matrix: Matrix, worth: Floats, relaxed: Relaxed, deadline: Deadline) -> Floats:
    """Give values of all columns, the options' whole where time and rules allowed."""
    state = Dive(matrix, worth, relaxed)
    for _ in range(STEPS):
        rest = state.relax_rest(deadline)
        if rest is None:
            if not state.shut_instead() and not state.take_back():
                break
            continue
        state.opened = []
        if not state.decide_classes() and not state.give_places(rest):
            break
    return state.last


class Dive:
    """What is decided so far: places given, classes shut or opened; and the last relaxation."""

    def __init__(self, matrix: Matrix, worth: Floats, relaxed: Relaxed) -> None:
        self.matrix, self.worth, self.reduced = matrix, worth, relaxed.reduced
        self.last = relaxed.values
        self.options = matrix.options
        self.count = self.options.count
        self.seats = np.array([row.seats for row in self.options.problem.classes], dtype=np.int64)
        self.minimum = np.array([r.minimum for r in self.options.problem.classes], dtype=np.int64)
        self.column = np.full(len(self.seats), -1)
        for column, taught in matrix.openings:
            self.column[taught] = column
        self.given = np.zeros(matrix.width, dtype=np.int64)
        self.decided = np.zeros(matrix.width, dtype=bool)  # the columns of classes decided
        self.opened: list[int] = []  # the classes opened since the last relaxation
        self.before, self.tried = self.given, np.zeros(0, dtype=np.int64)  # of the last places
        self.portion = GIVEN if relaxed.is_decided else HASTY
        if relaxed.is_decided:
            self._take_classes()
        places = self.last[: self.count]
        sure = (places > 1 - CLOSE) & ~self._doubtful()[self.options.taught] & ~self.options.waits
        self._give(np.flatnonzero(sure))
        loose = (places > CLOSE) & (self.given[: self.count] == 0)
        people = np.unique(self.options.person[loose])
        self.able = np.isin(self.options.person, people) & (self.reduced[: self.count] > -FAR_OFF)

    def _take_classes(self) -> None:
        """Take the classes as opened and shut as they are in the relaxation."""
        columns = self.column[self.column >= 0]
        self.given[columns] = np.round(self.last[columns]).astype(np.int64)
        self.decided[columns] = True
        self._shut(np.flatnonzero((self.column >= 0) & (self.given[self.column] == 0)))

    @property
    def heads(self) -> Floats:
        """The people of each class in the last relaxation."""
        weights = self.last[: self.count]
        found = np.bincount(self.options.taught, weights=weights, minlength=len(self.seats))
        return found.astype(float)

    def _doubtful(self) -> Flags:
        """Whether a class has people, but fewer than its minimum."""
        heads = self.heads
        return (heads > CLOSE) & (heads < self.minimum - CLOSE)

    def relax_rest(self, deadline: Deadline) -> Floats | None:
        """Relax what is not decided; gives the open options' values, None when that fails."""
        served = np.unique(self.options.need[np.flatnonzero(self.given[: self.count])])
        able = self.able & ~np.isin(self.options.need, served)
        among = np.zeros(self.matrix.width, dtype=bool)
        among[: self.count] = able & (self.matrix.upper[: self.count] > 0)
        wish = self.reduced + 1000.0 * self.last
        free = most_wanted(self.matrix, among, wish, NEAR)
        free |= self.matrix.is_helper & ~self.decided
        solved = relax_part(cut_out(self.matrix, self.given, free), self.worth, deadline)
        if solved is None:
            return None
        self.last = solved[0] + self.given
        rest: Floats = solved[0][: self.count]
        return rest

    def decide_classes(self) -> bool:
        """Shut the emptiest classes in doubt, open the fullest; says whether there were any."""
        doubt = np.flatnonzero(self._doubtful())
        if not len(doubt):
            return False
        self.tried = self.tried[:0]  # what was given before these classes stays given
        filled = self.heads[doubt] / self.minimum[doubt]
        clearest = np.argsort(-np.abs(filled - 0.5), kind="stable")[: len(doubt) // SHARE + 1]
        fuller = clearest[filled[clearest] >= 0.5]
        if self.portion != HASTY:
            fuller = fuller[:1]  # one at a time: two may not fill together
        emptier = clearest[filled[clearest] < 0.5]
        self.opened = doubt[fuller].tolist()
        self.given[self.column[doubt[fuller]]] = 1
        self._shut(doubt[emptier])
        self.decided[self.column[doubt[np.concatenate([fuller, emptier])]]] = True
        return True

    def shut_instead(self) -> bool:
        """Shut the classes opened last, as they cannot be filled; says whether there were any."""
        classes = np.array(self.opened, dtype=np.int64)
        self.opened = []
        self.given[self.column[classes]] = 0
        self._shut(classes)
        return len(classes) > 0

    def take_back(self) -> bool:
        """Take the places given last back and give fewer at a time; says whether there were any."""
        if not len(self.tried):
            return False
        self.given = self.before
        self.portion *= 4
        if len(self.tried) == 1:
            self.able[self.tried] = False
        self.tried = self.tried[:0]
        return True

    def _shut(self, classes: Numbers) -> None:
        """Take the places in classes back, and those that may have waited for one of them."""
        upper = self.matrix.upper.copy()
        upper[: self.count][np.isin(self.options.taught, classes)] = 0
        if len(classes):
            self.given[: self.count][self.options.waits] = 0
        self.given[: self.count] = np.minimum(self.given, upper)[: self.count]
        self.matrix = replace(self.matrix, upper=upper)

    def give_places(self, rest: Floats) -> bool:
        """Give the whole places and the greatest halves that fit; says whether halves are left."""
        halves = np.flatnonzero((rest > CLOSE) & (rest < 1 - CLOSE))
        self.before = self.given.copy()
        self.given[: self.count][rest > 1 - CLOSE] = 1
        order = halves[np.argsort(-rest[halves], kind="stable")]
        _, first = np.unique(self.options.person[order], return_index=True)
        order = order[np.sort(first)]  # one of each person at a time
        likely = order[rest[order] >= 0.5]
        most = max(5 * GIVEN // self.portion, len(halves) // self.portion, 1)
        self.tried = likely[:most] if len(likely) else order[:1]
        self.able[self.tried[~self._give(self.tried)]] = False
        return len(halves) > 0

    def _give(self, order: Numbers) -> Flags:
        """Give the places that break no rule beside those given, in order; says which."""
        room = np.where(self.matrix.of(*CHECKED), self.matrix.high, np.inf)
        room -= self.matrix.sums(self.given.astype(float))
        heads = np.bincount(
            self.options.taught, weights=self.given[: self.count], minlength=len(self.seats)
        )
        fits = np.zeros(len(order), dtype=bool)
        for place, option in enumerate(order.tolist()):
            taught = self.options.taught[option]
            rows, factors = self._entries(option)
            if heads[taught] < self.seats[taught] and (room[rows] >= factors).all():
                room[rows] -= factors
                heads[taught] += 1
                self.given[option], fits[place] = 1, True
        return fits

    def _entries(self, option: int) -> tuple[Numbers, Numbers]:
        """The rows and factors of an option and its crowd."""
        order, start = self._by_column
        columns = np.array([option, self.matrix.crowd[option]])
        entries = order[join_ranges(start[columns], start[columns + 1])]
        return self.matrix.row[entries], self.matrix.factor[entries]

    @cached_property
    def _by_column(self) -> tuple[Numbers, Numbers]:
        """The entries in order of their columns, and where each column's begin."""
        order = np.argsort(self.matrix.column, kind="stable")
        columns = np.arange(self.matrix.width + 1)
        return order, np.searchsorted(self.matrix.column[order], columns)
