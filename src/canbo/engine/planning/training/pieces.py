"""A part of a district's plan made anew, all else as it is: a problem of a town's size."""

from __future__ import annotations

import numpy as np

from canbo.engine.planning.training.arrays import Flags, Numbers
from canbo.engine.planning.training.highs import Part, best_of_part
from canbo.engine.planning.training.matrix import Floats, Matrix
from canbo.engine.planning.training.solver import Deadline


def cut_out(matrix: Matrix, values: Numbers, free: Flags) -> Part:
    """Cut out the free columns with the rows that they could break; the others stay."""
    taken = sums(matrix, np.where(free, 0, values))
    every = np.ones(matrix.height, dtype=bool)
    row, column, factor = matrix.entries(every, free)
    swing = factor * matrix.upper[column]
    highest = np.bincount(row, weights=np.maximum(swing, 0), minlength=matrix.height) + taken
    lowest = np.bincount(row, weights=np.minimum(swing, 0), minlength=matrix.height) + taken
    return Part(matrix, (highest > matrix.high) | (lowest < matrix.low), free, taken)


def improve(
    matrix: Matrix, worth: Floats, values: Numbers, free: Flags, deadline: Deadline
) -> tuple[Numbers | None, float]:
    """Find the best values of the free options and of all helpers; the other options stay.

    Gives whole values that keep every row, or None, and the bound of all plans that agree with
    `values` on the options that are not free.
    """
    free = free | matrix.is_helper
    part = cut_out(matrix, values, free)
    found = best_of_part(part, worth, deadline, values)
    if found is None:
        return None, np.inf
    rest = np.where(free, 0, values)
    whole = np.where(free, np.round(found[0]).astype(np.int64), values)
    return (whole if keeps_all(matrix, whole) else None), found[1] + float((rest * worth).sum())


def sums(matrix: Matrix, values: Numbers) -> Numbers:
    """Give each row's sum, exactly: sums stay far below what a double holds."""
    return np.round(matrix.sums(values.astype(float))).astype(np.int64)


def keeps_all(matrix: Matrix, values: Numbers) -> bool:
    """Whether whole values keep every row and every column's bounds."""
    total = sums(matrix, values)
    inside = bool(np.all((total >= matrix.low) & (total <= matrix.high)))
    return inside and bool(np.all((values >= 0) & (values <= matrix.upper)))
