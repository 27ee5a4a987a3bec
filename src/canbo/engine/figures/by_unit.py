"""A figure unit by unit: its rows by the units in which the people behind them hold posts.

Somebody who holds posts in two units stands in both lines, as the figure of each unit counts him;
the figure of the whole counts everybody once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from canbo.engine.facts import PostClass, UnitLevel
from canbo.engine.figures.compute import Runner, value_of
from canbo.engine.figures.measures import Measure, ShareOfHolders
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


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a post in a unit on the day."""

    person: UUID
    unit: UUID
    post_class: PostClass
    level: UnitLevel


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


def holders_of(runner: Runner) -> tuple[Holder, ...]:
    """Read who holds posts on the day, from the state that `compute` left with the runner."""
    from canbo.engine.figures.expressions import table

    held = table("held").select("person", "unit", "post_class", "level")
    return tuple(
        Holder(UUID(person), UUID(unit), PostClass(post_class), UnitLevel(level))
        for person, unit, post_class, level in runner.rows(held)
    )


def by_unit(
    figure: Figure, measure: Measure, holders: Sequence[Holder], groups: Iterable[UnitGroup]
) -> tuple[GroupFigure, ...]:
    """Split a figure of the whole home by groups of units; groups without rows are left out."""
    counting = [one for one in holders if _counts(measure, one)]
    places: dict[UUID, list[int]] = defaultdict(list)
    for place, row in enumerate(figure.rows):
        places[row.person].append(place)

    def of(group: UnitGroup, inside: set[UUID]) -> GroupFigure:
        told = sorted(place for person in inside & places.keys() for place in places[person])
        rows = tuple(figure.rows[place] for place in told)
        return GroupFigure(group, value_of(measure, rows), rows)

    people: dict[UUID, set[UUID]] = defaultdict(set)
    for one in counting:
        people[one.unit].add(one.person)
    found = []
    for group in groups:
        inside = set().union(*(people.get(unit, set()) for unit in group.units))
        found.append(of(group, inside))
    anybody = {one.person for one in counting}
    found.append(of(UnitGroup(GroupKind.NO_POST, None, frozenset()), places.keys() - anybody))
    return tuple(one for one in found if one.rows)


def _counts(measure: Measure, holder: Holder) -> bool:
    """Whether the post makes its holder count: a share is of certain posts only."""
    counts = measure.counts
    if not isinstance(counts, ShareOfHolders):
        return True
    return holder.post_class in counts.post_classes and holder.level is counts.level
