"""The rules of `constraints` as a sparse matrix, built by arrays.

A row that others imply is left out; a place that can never be given has the upper bound 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from canbo.engine.planning.training.arrays import Flags, Numbers, Options
from canbo.engine.planning.training.matrix import FAR, Matrix, Payment, join_ranges
from canbo.engine.planning.training.problem import FixedKind


@dataclass(frozen=True)
class Block:
    """Rows of one rule: entries (row, column, factor), and bounds of each row."""

    row: Numbers
    column: Numbers
    factor: Numbers
    low: Numbers
    high: Numbers


@dataclass
class Columns:
    """Columns in the making: the options come first, then helpers by kind."""

    options: Options
    upper: list[Numbers] = field(default_factory=list)
    worth: list[Numbers] = field(default_factory=list)
    width: int = 0

    def add(self, upper: Numbers, worth: Numbers | int = 0) -> Numbers:
        """Append columns and give their numbers."""
        first, self.width = self.width, self.width + len(upper)
        self.upper.append(upper)
        self.worth.append(np.broadcast_to(np.asarray(worth, dtype=np.int64), upper.shape))
        return np.arange(first, self.width)


@dataclass(frozen=True)
class Crowd:
    """Columns that count the people of one unit in one class."""

    unit: Numbers
    taught: Numbers
    column: Numbers
    of_option: Numbers  # the crowd's column of each option
    largest: Numbers


@dataclass
class Draft:
    """What the rules need to write their rows."""

    options: Options
    columns: Columns

    @cached_property
    def x(self) -> Numbers:
        """The columns of the options."""
        return np.arange(self.options.count)

    @cached_property
    def crowd(self) -> Crowd:
        """One column for each unit and class that go together."""
        options = self.options
        width = max(1, len(options.problem.classes))
        pairs, of_option, sizes = np.unique(
            options.unit * width + options.taught, return_inverse=True, return_counts=True
        )
        taught = pairs % width
        largest = np.minimum(sizes, self.seats[taught])
        column = self.columns.add(largest)
        return Crowd(pairs // width, taught, column, column[of_option], largest)

    @cached_property
    def seats(self) -> Numbers:
        """The seats of each class."""
        return np.array([c.seats for c in self.options.problem.classes], dtype=np.int64)

    @cached_property
    def minimum(self) -> Numbers:
        """The smallest number of people of each class."""
        return np.array([c.minimum for c in self.options.problem.classes], dtype=np.int64)

    @cached_property
    def opened(self) -> Numbers:
        """The column that says whether a class is opened; -1 where it needs none."""
        found = np.full(len(self.seats), -1)
        needed = np.unique(self.options.taught[self.minimum[self.options.taught] > 1])
        found[needed] = self.columns.add(np.ones(len(needed), dtype=np.int64))
        return found

    @cached_property
    def short(self) -> Numbers:
        """The column that counts what a unit misses of its fair share; -1 is none."""
        targets, fairness = self.options.targets, self.options.problem.rules.fairness
        found = np.full(len(targets), -1)
        wanting = np.flatnonzero(targets)
        if fairness is not None:
            found[wanting] = self.columns.add(targets[wanting], -fairness.penalty)
        return found


def build_matrix(options: Options) -> Matrix:
    """Write all columns and rows of a problem."""
    columns = Columns(options)
    columns.add(_possible(options), options.value)
    draft = Draft(options, columns)
    crowd = draft.crowd.of_option
    paid, money = _payments(draft)
    found = [(block, rule.__name__) for rule in RULES for block in rule(draft)]
    found += money
    blocks = [block for block, _ in found]
    heights = [len(block.low) for block in blocks]
    offsets = np.cumsum([0, *heights])
    return Matrix(
        options=options,
        upper=np.concatenate(columns.upper),
        worth=np.concatenate(columns.worth),
        row=np.concatenate([b.row + start for b, start in zip(blocks, offsets, strict=False)]),
        column=np.concatenate([block.column for block in blocks]),
        factor=np.concatenate([block.factor for block in blocks]),
        low=np.concatenate([block.low for block in blocks]),
        high=np.concatenate([block.high for block in blocks]),
        rule=np.repeat(np.array([name for _, name in found], dtype=np.str_), heights),
        crowd=crowd,
        paid=tuple(paid),
        openings=_tied(draft.opened),
        shortfalls=_tied(draft.short),
    )


def _tied(columns: Numbers) -> tuple[tuple[int, int], ...]:
    """Pair each helper column with the row of its table; -1 is none."""
    return tuple((int(columns[n]), n) for n in np.flatnonzero(columns >= 0).tolist())


def _possible(options: Options) -> Numbers:
    """1 where a place may be given at all: it is not forbidden, and somebody may pay."""
    payable = np.array([bool(sources) for sources in options.sources] or [False], dtype=bool)
    is_open = payable[options.payment] & ~np.isin(options.pair, options.pairs(FixedKind.NEVER))
    return is_open.astype(np.int64)


def _at_most(group: Numbers, column: Numbers, limit: Numbers | int) -> Block:
    """One row for each group: the sum of its columns is at most its limit."""
    groups, row = np.unique(group, return_inverse=True)
    high = np.broadcast_to(np.asarray(limit, dtype=np.int64), groups.shape)
    ones = np.ones(len(column), dtype=np.int64)
    return Block(row, column, ones, np.full(len(groups), -FAR), high)


def _repeated(group: Numbers, member: Numbers, more_than: int = 1) -> Flags:
    """Whether each entry's group has more than so many different members."""
    if not len(group):
        return np.zeros(0, dtype=bool)
    span = int(member.max()) + 1
    pairs = np.unique(group * span + member)
    groups, counts = np.unique(pairs // span, return_counts=True)
    found: Flags = counts[np.searchsorted(groups, group)] > more_than
    return found


def need(draft: Draft) -> Iterator[Block]:
    """A need is served at most once."""
    chosen = _repeated(draft.options.need, draft.x)
    yield _at_most(draft.options.need[chosen], draft.x[chosen], 1)


def one_place(draft: Draft) -> Iterator[Block]:
    """A person has at most one place in a class."""
    chosen = _repeated(draft.options.pair, draft.x)
    yield _at_most(draft.options.pair[chosen], draft.x[chosen], 1)


def seats(draft: Draft) -> Iterator[Block]:
    """A class has at most its seats; an unopened class has nobody."""
    crowd, opened = draft.crowd, draft.opened
    free = opened[crowd.taught] < 0
    taught = np.unique(crowd.taught[free])
    yield _at_most(crowd.taught[free], crowd.column[free], draft.seats[taught])
    yield _opening(draft, draft.seats, (-FAR, 0))


def minimum(draft: Draft) -> Iterator[Block]:
    """An opened class has at least its minimum of people."""
    yield _opening(draft, draft.minimum, (0, FAR))


def _opening(draft: Draft, size: Numbers, bounds: tuple[int, int]) -> Block:
    """The people of each class less `size` if it is opened lie within the bounds."""
    crowd = draft.crowd
    tied = draft.opened[crowd.taught] >= 0
    taught, row = np.unique(crowd.taught[tied], return_inverse=True)
    ones = np.ones(int(tied.sum()), dtype=np.int64)
    return Block(
        np.concatenate([row, np.arange(len(taught))]),
        np.concatenate([crowd.column[tied], draft.opened[taught]]),
        np.concatenate([ones, -size[taught]]),
        np.full(len(taught), bounds[0]),
        np.full(len(taught), bounds[1]),
    )


def overlap(draft: Draft) -> Iterator[Block]:
    """A person never sits in two classes on one day."""
    options = draft.options
    day, item, _ = _meetings(options, options.person, options.taught)
    chosen = _repeated(day, options.need[item])
    yield _at_most(day[chosen], draft.x[item[chosen]], 1)


def absence(draft: Draft) -> Iterator[Block]:
    """At most `absence_cap` people of a unit are away on one day."""
    crowd = draft.crowd
    caps = np.array([u.absence_cap for u in draft.options.problem.units], dtype=np.int64)
    day, item, unit = _meetings(draft.options, crowd.unit, crowd.taught)
    most = np.bincount(day, weights=crowd.largest[item], minlength=len(unit))
    chosen = most[day] > caps[unit[day]]
    rows = np.unique(day[chosen])
    yield _at_most(day[chosen], crowd.column[item[chosen]], caps[unit[rows]])


def leaders(draft: Draft) -> Iterator[Block]:
    """Of the head and the deputies of a unit at most one is away on one day."""
    options = draft.options
    if options.problem.rules.leaders_together:
        return
    who = np.flatnonzero(options.leads)
    day, item, _ = _meetings(options, options.unit[who], options.taught[who])
    chosen = _repeated(day, options.person[who[item]])
    yield _at_most(day[chosen], who[item[chosen]], 1)


def _meetings(
    options: Options, group: Numbers, taught: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    """Find the days on which most items of a group sit in class together.

    An item is of a group and a class. Gives entries (day's number, item) and the group of each
    day. The crowd grows with every block that begins and shrinks with every one that ends: only
    a beginning that an end follows can be the largest. Days with the same crowd are one.
    """
    item, begins, ends = _sittings(options, taught)
    events = np.concatenate([group[item] * 2, group[item] * 2])
    span = 4_000_000 * 2  # days to the year 9999, begin before end
    moment = np.concatenate([begins * 2, ends * 2 + 1])
    events = np.unique((events // 2) * span + moment)
    peak = events[:-1][(events[:-1] % 2 == 0) & (events[1:] % 2 == 1)]
    start = np.searchsorted(peak, group[item] * span + begins * 2, side="left")
    stop = np.searchsorted(peak, group[item] * span + ends * 2, side="right")
    day = join_ranges(start, stop)
    sits = np.repeat(item, stop - start)
    mark = np.random.default_rng(0).integers(1, 2**62, size=max(1, len(taught)), dtype=np.int64)
    prints = np.zeros(len(peak), dtype=np.int64)
    np.add.at(prints, day, mark[sits])
    groups = peak // span
    _, first = np.unique(np.stack([groups, prints], axis=1), axis=0, return_index=True)
    kept = np.zeros(len(peak), dtype=bool)
    kept[first] = True
    renumbered = np.cumsum(kept) - 1
    chosen = kept[day]
    return renumbered[day[chosen]], sits[chosen], groups[kept]


def _sittings(options: Options, taught: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Every block of every item's class: item, first day, last day."""
    classes, begins, ends = options.blocks
    start = np.searchsorted(classes, taught, side="left")
    stop = np.searchsorted(classes, taught, side="right")
    block = join_ranges(start, stop)
    return np.repeat(np.arange(len(taught)), stop - start), begins[block], ends[block]


def requires(draft: Draft) -> Iterator[Block]:
    """A course that requires another comes after it: held, or ended in this plan before."""
    options = draft.options
    later = np.flatnonzero(options.waits)
    width = max(1, len(options.courses))
    wanted = options.person[later] * width + options.required[options.course[later]]
    have = options.person * width + options.course
    order = np.argsort(have, kind="stable")
    start = np.searchsorted(have[order], wanted, side="left")
    stop = np.searchsorted(have[order], wanted, side="right")
    row = np.repeat(np.arange(len(later)), stop - start)
    other = order[join_ranges(start, stop)]
    ended = options.last_day[options.taught[other]]
    before = ended < options.first_day[options.taught[later[row]]]
    row, other = row[before], other[before]
    able, row = np.unique(row, return_inverse=True)
    draft.columns.upper[0][np.delete(later, able)] = 0  # nothing before it: never possible
    later = later[able]
    yield Block(
        np.concatenate([np.arange(len(later)), row]),
        np.concatenate([later, other]),
        np.concatenate([np.ones(len(later)), np.full(len(row), -1)]).astype(np.int64),
        np.full(len(later), -FAR),
        np.zeros(len(later), dtype=np.int64),
    )


def quota(draft: Draft) -> Iterator[Block]:
    """A quota's places of a course are not exceeded."""
    crowd, options = draft.crowd, draft.options
    course, first = options.course_of_class[crowd.taught], options.first_day[crowd.taught]
    for row in options.problem.quotas:
        counted = course == options.courses[row.course]
        counted &= (first >= row.begins.toordinal()) & (first <= row.ends.toordinal())
        if row.unit is not None:
            counted &= crowd.unit == options.units[row.unit]
        yield _at_most(
            np.zeros(int(counted.sum()), dtype=np.int64), crowd.column[counted], row.places
        )


def yearly(draft: Draft) -> Iterator[Block]:
    """A person sits in at most so many classes that begin in one calendar year."""
    options = draft.options
    limit = options.problem.rules.classes_per_person_year
    group = options.person * 10_000 + options.year[options.taught]
    chosen = _repeated(group, options.need, limit)
    yield _at_most(group[chosen], draft.x[chosen], limit)


def must(draft: Draft) -> Iterator[Block]:
    """A decided place is given."""
    pairs = draft.options.pairs(FixedKind.MUST)
    chosen = np.isin(draft.options.pair, pairs)
    block = _at_most(draft.options.pair[chosen], draft.x[chosen], FAR)
    yield Block(block.row, block.column, block.factor, np.ones_like(block.low), block.high)


def fair_share(draft: Draft) -> Iterator[Block]:
    """Served needs and shortfall of a unit reach its fair share."""
    wanting = np.flatnonzero(draft.short >= 0)
    targets = draft.options.targets[wanting]
    counted = np.isin(draft.crowd.unit, wanting)
    row = np.searchsorted(wanting, draft.crowd.unit[counted])
    yield Block(
        np.concatenate([row, np.arange(len(wanting))]),
        np.concatenate([draft.crowd.column[counted], draft.short[wanting]]),
        np.ones(len(row) + len(wanting), dtype=np.int64),
        targets,
        np.full(len(wanting), FAR),
    )


def _payments(draft: Draft) -> tuple[list[Payment], list[tuple[Block, str]]]:
    """Every costly place is paid by one source that may, within its budget of the year.

    Money is counted in the largest coin in which all costs of a row are whole: the smaller the
    numbers, the surer the solver.
    """
    options, paid, blocks = draft.options, list[Payment](), list[tuple[Block, str]]()
    cost = np.array([c.cost for c in options.problem.classes], dtype=np.int64)
    costly = np.flatnonzero((cost[options.taught] > 0) & (_possible(options) > 0))
    span = max(1, len(options.sources))
    bundles = options.taught[costly] * span + options.payment[costly]
    order = np.argsort(bundles, kind="stable")
    names, starts = np.unique(bundles[order], return_index=True)
    spending: dict[tuple[str, int], list[tuple[int, int]]] = {}
    parts = np.split(costly[order], starts[1:])[: len(names)]
    for name, members in zip(names, parts, strict=True):
        taught, sources = int(name) // span, options.sources[int(name) % span]
        columns = draft.columns.add(np.full(len(sources), len(members)))
        blocks.append((_balance(members, columns), "payment"))
        for column, source in zip(columns, sources, strict=True):
            paid.append(Payment(int(column), source, members))
            where = (source, int(options.year[taught]))
            spending.setdefault(where, []).append((int(column), int(cost[taught])))
    budgets = {(row.source, row.year): row.amount for row in options.problem.budgets}
    for where, terms in sorted(spending.items()):
        columns, costs = np.array(terms, dtype=np.int64).T
        factors, coin = costs // np.gcd.reduce(costs), int(np.gcd.reduce(costs))
        zeros = np.zeros(len(columns), dtype=np.int64)
        high = np.array([budgets.get(where, 0) // coin], dtype=np.int64)
        blocks.append((Block(zeros, columns, factors, np.array([-FAR]), high), "budget"))
    return paid, blocks


def _balance(members: Numbers, columns: Numbers) -> Block:
    """As many members as heads paid."""
    factor = np.concatenate([np.ones(len(members)), np.full(len(columns), -1)]).astype(np.int64)
    zero = np.zeros(1, dtype=np.int64)
    joined = np.concatenate([members, columns])
    return Block(np.zeros(len(joined), dtype=np.int64), joined, factor, zero, zero)


Rule = Callable[[Draft], Iterator[Block]]
RULES: tuple[Rule, ...] = (
    need, one_place, seats, minimum, overlap, absence, leaders, requires, quota, yearly,
    must, fair_share,
)  # fmt: skip
