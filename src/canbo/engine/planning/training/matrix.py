"""The plan of a district as one sparse matrix of columns and rows.

A crowd counts the people of a unit in a class, so that seats, quotas and absences need few entries;
it stands for the sum of its options and is no column of the solver's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from canbo.engine.planning.training.arrays import Flags, Numbers, Options

Floats = NDArray[np.float64]
FAR = 2**50  # no bound
LAZY = ("overlap", "absence", "leaders", "yearly")  # rules of many rows that rarely bind


@dataclass(frozen=True)
class Matrix:
    """Columns from 0 to `upper` with their worth, and rows of entries (row, column, factor).

    Columns are the options first, then the crowds, then helpers. `rule` names the rule of each
    row; who may pay is of the rule "payment", what may be spent of "budget".
    """

    options: Options
    upper: Numbers
    worth: Numbers
    row: Numbers
    column: Numbers
    factor: Numbers
    low: Numbers
    high: Numbers
    rule: NDArray[np.str_]
    crowd: Numbers  # the crowd column of each option
    paid: tuple[Payment, ...]
    openings: tuple[tuple[int, int], ...]  # column and class
    shortfalls: tuple[tuple[int, int], ...]  # column and unit

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.upper)

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.low)

    def of(self, *rules: str) -> Flags:
        """Whether a row is of one of these rules."""
        found: Flags = np.isin(self.rule, rules)
        return found

    @cached_property
    def lazy(self) -> Flags:
        """Whether a row is of a rule that rarely binds."""
        return self.of(*LAZY)

    @cached_property
    def is_crowd(self) -> Flags:
        """Whether a column is a crowd."""
        found = np.zeros(self.width, dtype=bool)
        found[self.crowd] = True
        return found

    @cached_property
    def is_helper(self) -> Flags:
        """Whether a column is neither an option nor a crowd."""
        return ~self.is_crowd & (np.arange(self.width) >= self.options.count)

    def sums(self, values: Floats) -> Floats:
        """Give each row's sum for these values of the columns; the crowds are counted anew."""
        counted = values.copy()
        counted[self.is_crowd] = 0
        np.add.at(counted, self.crowd, values[: self.options.count])
        weights = self.factor * counted[self.column]
        found: Floats = np.bincount(self.row, weights=weights, minlength=self.height).astype(float)
        return found

    def reduced(self, worth: Floats, prices: Floats) -> Floats:
        """Give each column's worth less what its entries cost at these prices of the rows."""
        cost = np.bincount(
            self.column, weights=self.factor * prices[self.row], minlength=self.width
        )
        cost[: self.options.count] += cost[self.crowd]
        cost[self.is_crowd] = 0
        return worth - cost

    def entries(self, rows: Flags, columns: Flags) -> tuple[Numbers, Numbers, Numbers]:
        """Give row, column, factor of these rows and columns, with crowds as sums of options."""
        kept = rows[self.row]
        row, column, factor = self.row[kept], self.column[kept], self.factor[kept]
        crowds = self.is_crowd[column]
        plain = ~crowds & columns[column]
        members = np.flatnonzero(columns[: self.options.count])
        members = members[np.argsort(self.crowd[members], kind="stable")]
        start = np.searchsorted(self.crowd[members], column[crowds], side="left")
        stop = np.searchsorted(self.crowd[members], column[crowds], side="right")
        row = np.concatenate([row[plain], np.repeat(row[crowds], stop - start)])
        column = np.concatenate([column[plain], members[join_ranges(start, stop)]])
        factor = np.concatenate([factor[plain], np.repeat(factor[crowds], stop - start)])
        order = np.lexsort((column, row))
        return row[order], column[order], factor[order]


@dataclass(frozen=True)
class Payment:
    """Column `column` counts the heads of these options that `source` pays."""

    column: int
    source: str
    options: Numbers


def join_ranges(start: Numbers, stop: Numbers) -> Numbers:
    """Join the ranges start..stop-1, one after the other."""
    lengths = stop - start
    total = int(lengths.sum())
    before = np.repeat(np.cumsum(lengths) - lengths, lengths)
    joined: Numbers = np.arange(total) - before + np.repeat(start, lengths)
    return joined
