"""Prices of the rows found by trial, before anything is solved: they tell what matters.

Each need takes the option that is worth most after its price; what more ask for than there is gets
dearer, what is left over gets cheaper. The prices prove a bound like any others, name the few rows
that bind and the few options of each need that a good plan uses.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from canbo.engine.planning.training.arrays import Flags, Numbers
from canbo.engine.planning.training.matrix import FAR, Floats, Matrix
from canbo.engine.planning.training.solver import Deadline

ROUNDS = 300
HOPE = 0.05  # the share of the bound by which it might fall, at first
MENDING, DOUBTFUL = 80, 0.004  # rounds and hope where prices are nearly right
DOUBT = 1.5  # hope shrinks so much when the bound stops falling
PATIENCE = 15  # rounds without a lower bound before it does
MEMORY = 0.7  # of the last direction in the next


def try_prices(matrix: Matrix, worth: Floats, deadline: Deadline) -> Floats:
    """Give prices of all rows, as good as some hundreds of rounds make them."""
    return _haggle(matrix, worth, deadline, np.zeros(matrix.height), (ROUNDS, HOPE))


def mend_prices(matrix: Matrix, worth: Floats, deadline: Deadline, prices: Floats) -> Floats:
    """Better prices that know only some of the rows and columns, by a few rounds among all."""
    return _haggle(matrix, worth, deadline, prices, (MENDING, DOUBTFUL))


def _haggle(
    matrix: Matrix, worth: Floats, deadline: Deadline, prices: Floats, effort: tuple[int, float]
) -> Floats:
    if not matrix.options.count:
        return np.zeros(matrix.height)
    market = Market(matrix, worth)
    level = market.level(prices)
    rounds, hope = effort
    best, found, waited = np.inf, level, 0
    direction = np.zeros(market.height)
    for _ in range(rounds):
        if deadline.is_over:
            break
        bound, surplus = market.ask(level)
        waited = 0 if bound < best - 1e-5 * abs(best) or np.isinf(best) else waited + 1
        if bound < best:
            best, found = bound, level
        if waited == PATIENCE:
            hope, waited, level = hope / DOUBT, 0, found
            bound, surplus = market.ask(level)
            direction = np.zeros(market.height)
        surplus = np.where((level <= 0) & (surplus > 0), 0.0, surplus)
        fresh = not direction.any()
        direction = surplus if fresh else MEMORY * direction + (1 - MEMORY) * surplus
        length = float((direction * direction).sum())
        if length <= 0:
            break
        step = (bound - best + hope * abs(best)) / length
        level = np.maximum(0.0, level - step * direction)
    return market.prices(found)


class Market:
    """Rows with a price level from 0: what their prices prove, and what is left over of each.

    Levels are prices by their size, of budgets per place rather than per đồng. Needs answer by
    themselves, payments follow from the budgets, and minima are left to the search.
    """

    def __init__(self, matrix: Matrix, worth: Floats) -> None:
        self.matrix, self.worth = matrix, worth
        self.height = matrix.height
        options = matrix.options.count
        self.needs = np.flatnonzero(np.diff(matrix.options.need, prepend=-1))
        self.many = np.diff(self.needs, append=options)
        self.asks = ~matrix.of("need", "minimum", "payment")
        self.sign = np.where(matrix.high < FAR, 1.0, -1.0)
        kept = ~matrix.of("need", "minimum", "budget")[matrix.row]
        self.row, self.column = matrix.row[kept], matrix.column[kept]
        self.factor = matrix.factor[kept].astype(float)
        limit = np.where(matrix.high < FAR, matrix.high, matrix.low).astype(float)
        self.limit = np.where(self.asks, limit, 0.0)
        self.helper = matrix.is_helper & ~self.pays

    @cached_property
    def pays(self) -> Flags:
        """Whether a column counts heads that a source pays."""
        found = np.zeros(self.matrix.width, dtype=bool)
        found[[payment.column for payment in self.matrix.paid]] = True
        return found

    @cached_property
    def payments(self) -> tuple[Numbers, Numbers, Floats]:
        """Of each column that pays: its row of heads, its row of money, and the cost of a head."""
        matrix = self.matrix
        entries = np.flatnonzero(self.pays[matrix.column])
        entries = entries[np.argsort(matrix.column[entries], kind="stable")]
        is_money = matrix.of("budget")[matrix.row[entries]]
        heads, money = entries[~is_money], entries[is_money]
        return matrix.row[heads], matrix.row[money], matrix.factor[money].astype(float)

    @cached_property
    def unit(self) -> Floats:
        """What one step of a row's level is in its own measure: a dear head of a budget, else 1."""
        found = np.ones(self.height)
        _, money, cost = self.payments
        np.maximum.at(found, money, cost)
        return found

    def level(self, prices: Floats) -> Floats:
        """Give the levels of prices."""
        return np.where(self.asks, np.maximum(self.sign * prices, 0) * self.unit, 0.0)

    def _signed(self, level: Floats) -> Floats:
        """Give the prices of all rows but the needs'."""
        price = self.sign * level / self.unit
        heads, money, cost = self.payments
        cheapest = np.full(self.height, np.inf)
        np.minimum.at(cheapest, heads, cost * price[money])
        return np.where(np.isfinite(cheapest), cheapest, price)

    def _reduced(self, price: Floats) -> Floats:
        """What each column is worth after the prices; nothing where it is never possible."""
        matrix = self.matrix
        cost = np.bincount(
            self.column, weights=self.factor * price[self.row], minlength=matrix.width
        )
        cost[: matrix.options.count] += cost[matrix.crowd]
        return np.where(matrix.upper > 0, self.worth - cost, -np.inf)

    def ask(self, level: Floats) -> tuple[float, Floats]:
        """Give the bound that the levels prove, and what is left over of each row at them."""
        matrix, count = self.matrix, self.matrix.options.count
        price = self._signed(level)
        reduced = self._reduced(price)
        best = np.maximum(np.maximum.reduceat(reduced[:count], self.needs), 0.0)
        taken = np.zeros(matrix.width)
        first = (reduced[:count] >= np.repeat(best, self.many)) & (reduced[:count] > 0)
        taken[:count] = first / np.maximum(
            1.0, np.repeat(np.add.reduceat(first.astype(float), self.needs), self.many)
        )
        np.add.at(taken, matrix.crowd, taken[:count])
        taken[self.helper] = np.where(reduced >= 0, matrix.upper, 0)[self.helper]
        gains = (np.maximum(reduced, 0) * matrix.upper)[self.helper].sum()
        bound = float((price * self.limit).sum() + best.sum() + gains)
        weights = self.factor * taken[self.column]
        used = np.bincount(self.row, weights=weights, minlength=self.height).astype(float)
        self._spend(price, used)
        left = self.sign * (self.limit - used) / self.unit
        return bound, np.where(self.asks, left, 0.0)

    def _spend(self, price: Floats, used: Floats) -> None:
        """Let the cheapest source pay for the heads; sources that are as cheap share."""
        heads, money, cost = self.payments
        pays = cost * price[money] <= price[heads] + 1e-12
        sharing = np.bincount(heads, weights=pays, minlength=self.height)
        share = pays * used[heads] / np.maximum(1, sharing[heads])
        used += np.bincount(money, weights=cost * share, minlength=self.height)

    def prices(self, level: Floats) -> Floats:
        """Give the prices of all rows, the needs' included."""
        price = self._signed(level)
        reduced = self._reduced(price)[: self.matrix.options.count]
        best = np.maximum(np.maximum.reduceat(reduced, self.needs), 0.0)
        rows = np.flatnonzero(self.matrix.of("need"))
        price[rows] = best[self.many > 1]
        return price
