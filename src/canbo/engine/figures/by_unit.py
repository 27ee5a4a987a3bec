"""A figure unit by unit: its rows by the units in which the people behind them hold posts.

Somebody who holds posts in two units stands in both lines, as the figure of each unit counts him;
the figure of the whole counts everybody once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from canbo.engine.figures import statements
from canbo.engine.figures.compute import Runner, value_of
from canbo.engine.figures.measures import Measure
from canbo.engine.figures.values import Figure, FigureRow, Value
from canbo.engine.units.rebase import Rebased


class GroupKind(StrEnum):
    """Where rows are counted when old units are counted as those of another day."""

    UNIT = "unit"  # under one unit of that day
    MAY_BE = "may_be"  # the old unit was parted, or sources disagree: one of several
    DISSOLVED = "dissolved"  # nothing takes the old unit's place, as a source says
    ENDED = "ended"  # no source says what took the old unit's place
    NO_POST = "no_post"  # people who hold no post on the day of the figure


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """Old units that are counted together.

    `named` is the unit of the other day; where they are kept apart, the old unit that is the
    reason. `may_be` are the units that a parted one may belong to.
    """

    kind: GroupKind
    named: UUID | None
    units: frozenset[UUID]
    may_be: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """What a figure comes to for one group."""

    group: UnitGroup
    value: Value
    rows: tuple[FigureRow, ...]


Places = Mapping[UUID, Collection[UUID]]  # of whom or what a row is → the units it counts in


def groups_of(rebased: Rebased, within: Collection[UUID] | None = None) -> tuple[UnitGroup, ...]:
    """Group old units: those counted under one unit together, those kept apart by their reason.

    `within`: only what is, or may be, one of these units.
    """
    together: dict[UUID, set[UUID]] = defaultdict(set)
    for old, new in rebased.goes.items():
        if within is None or new in within:
            together[new].add(old)
    apart: dict[UUID, set[UUID]] = defaultdict(set)
    for old, reason in rebased.apart.items():
        news = rebased.may_be.get(reason, frozenset())
        if within is None or not news.isdisjoint(within):
            apart[reason].add(old)
    found = [UnitGroup(GroupKind.UNIT, new, frozenset(olds)) for new, olds in together.items()]
    for reason, olds in apart.items():
        news = rebased.may_be.get(reason, frozenset())
        ended = GroupKind.DISSOLVED if reason in rebased.dissolved else GroupKind.ENDED
        kind = GroupKind.MAY_BE if news else ended
        found.append(UnitGroup(kind, reason, frozenset(olds), news))
    return tuple(found)


def places_of(runner: Runner, measure: Measure) -> Places:
    """Read in which units a measure's rows count, from the state that `compute` left."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for subject, unit in runner.rows(statements.subjects(measure)):
        found[subject].add(unit)
    return found


def by_unit(
    figure: Figure, measure: Measure, places: Places, groups: Iterable[UnitGroup]
) -> tuple[GroupFigure, ...]:
    """Split a figure of the whole home by groups of units; groups without rows are left out."""
    rows_in: dict[UUID, list[int]] = defaultdict(list)
    nowhere: list[int] = []
    for place, row in enumerate(figure.rows):
        units = places.get(row.fact) or places.get(row.person or row.fact) or ()
        for unit in units:
            rows_in[unit].append(place)
        if not units:
            nowhere.append(place)

    def of(group: UnitGroup, told: Iterable[int]) -> GroupFigure:
        rows = tuple(figure.rows[place] for place in sorted(set(told)))
        return GroupFigure(group, value_of(measure, rows), rows)

    found = [
        of(group, (place for unit in group.units for place in rows_in.get(unit, ())))
        for group in groups
    ]
    found.append(of(UnitGroup(GroupKind.NO_POST, None, frozenset()), nowhere))
    return tuple(one for one in found if one.rows)
