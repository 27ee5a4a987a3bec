"""The best plan with halves of people allowed, by rounds of rows and columns; and its bound.

Whatever prices the rows have, the worth of all plans is at most: the rows' bounds at their prices
and, of each column, what is left of its worth. So every round gives a proven bound, and a round
that did not end does no harm.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from canbo.engine.planning.training.arrays import Flags, Numbers
from canbo.engine.planning.training.highs import Part, relax_part
from canbo.engine.planning.training.matrix import FAR, Floats, Matrix
from canbo.engine.planning.training.solver import Deadline

CLOSE = 1e-6  # of halves, and of what is worth bringing in
FIRST = 3  # options of each need in the first round
MORE = 3  # options of each need that a round brings in
WORN = 400.0  # an unused option that loses so much goes out again
MARGIN = 1e-9  # of rounding in the bound's sum


@dataclass(frozen=True)
class Relaxed:
    """Values of the columns, what each column is worth at the rows' prices, and the bound."""

    values: Floats
    reduced: Floats
    bound: float
    is_best: bool  # nothing more to bring in: this is the relaxation's optimum


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


def relax(
    matrix: Matrix, worth: Floats, deadline: Deadline, tell: Callable[[float], None]
) -> Relaxed | None:
    """Relax in rounds until nothing is missing or time is up; None when no round ended.

    `tell` gets each better bound. The values belong to the last round, the prices to the best.
    """
    rows, columns = ~matrix.lazy, _first_columns(matrix)
    found: Relaxed | None = None
    values, best = np.zeros(0), np.inf
    while not deadline.is_over:
        solved = relax_part(Part(matrix, rows, columns), worth, deadline)
        if solved is None:
            break
        values, prices = solved
        bound, reduced = bound_of(matrix, worth, prices)
        broken = matrix.lazy & ~rows & (matrix.sums(values) > matrix.high + CLOSE)
        missing = (reduced > CLOSE) & ~columns & (matrix.upper > 0) & ~matrix.is_crowd
        is_best = not broken.any() and not missing.any()
        if bound < best:
            best = bound
            tell(bound)
            found = Relaxed(values, reduced, bound, is_best)
        if is_best:
            break
        rows |= _worst(matrix, broken, matrix.sums(values))
        columns &= (reduced > -WORN) | (values > CLOSE)
        columns |= matrix.is_helper
        columns |= _most_wanted(matrix, missing, reduced)
    return found and Relaxed(values, found.reduced, found.bound, found.is_best)


def _first_columns(matrix: Matrix) -> Flags:
    """A few options of each need, drawn evenly, and all helpers."""
    lot = np.random.default_rng(0).random(matrix.width)
    return _most_wanted(matrix, matrix.upper > 0, lot, FIRST) | matrix.is_helper


def _most_wanted(matrix: Matrix, among: Flags, wish: Floats, count: int = MORE) -> Flags:
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
