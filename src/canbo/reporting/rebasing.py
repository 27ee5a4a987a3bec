"""Figures of an old day under the units of a later one: groups of units, lines with names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from canbo.engine.figures import GroupFigure, GroupKind, Share, UnitGroup, groups_of, printed
from canbo.engine.timeline import Perspective
from canbo.engine.units.past import UnitPast
from canbo.engine.units.rebase import RebaseBefore, rebase
from canbo.engine.vietnamese import sort_key
from canbo.records import access as records
from canbo.reporting.views import UnitLineView

_KINDS = {kind: place for place, kind in enumerate(GroupKind)}


@dataclass(frozen=True, slots=True)
class Rebasing:
    """Units of the figure's day in groups by the units of another day; `top` narrows to one."""

    day: date
    groups: tuple[UnitGroup, ...]
    top: UUID | None

    @property
    def scope(self) -> frozenset[UUID] | None:
        """The old units that surely are under `top`; None for the whole home."""
        if self.top is None:
            return None
        certain = [one.units for one in self.groups if one.kind is GroupKind.UNIT]
        return frozenset().union(*certain)


def rebasing(perspective: Perspective, day: date, top: UUID | None) -> Rebasing:
    """Group the units that stood on the perspective's day by those of `day`.

    Raises RebaseBefore (`rebase_before`).
    """
    if day < perspective.as_of:
        raise RebaseBefore(
            "rebase_before", {"day": day.isoformat(), "as_of": perspective.as_of.isoformat()}
        )
    found = records.read_succession(as_of=perspective.as_of, day=day, known_at=perspective.known_at)
    rebased = rebase(found.then, found.placed, found.steps)
    within = None if top is None else records.below({top}, list(found.placed.items()))
    return Rebasing(day, groups_of(rebased, within), top)


def unit_lines(
    split: Iterable[GroupFigure], rebased: Rebasing, perspective: Perspective
) -> tuple[UnitLineView, ...]:
    """Put a figure's lines into words, in the order of lists.

    Whoever holds no post is a line of the whole home, of no single unit.
    """
    whole = rebased.top is None
    groups = [one for one in split if whole or one.group.kind is not GroupKind.NO_POST]
    named = {one.group.named for one in groups if one.group.named}
    units = named.union(*((*one.group.units, *one.group.may_be) for one in groups))
    past = records.unit_past(units, perspective.known_at)
    lines = [_line(one, past, rebased.day, perspective.as_of) for one in groups]
    return tuple(sorted(lines, key=lambda line: (_KINDS[line.kind], sort_key(line.name))))


def _line(one: GroupFigure, past: UnitPast, day: date, as_of: date) -> UnitLineView:
    group, value, unit = one.group, one.value, one.group.named
    when = day if group.kind is GroupKind.UNIT else as_of
    called = past.called(unit, when) if unit else None
    return UnitLineView(
        kind=group.kind,
        unit=unit,
        code=called.code if called else "",
        name=past.then(unit, when).full if unit else "",
        value=str(value) if isinstance(value, Share) else value.number,
        display=printed(value).text,
        count=len(one.rows),
        was=_names(group.units, past, as_of),
        may_be=_names(group.may_be, past, day),
        people=frozenset(row.person for row in one.rows if row.person),
    )


def _names(units: Iterable[UUID], past: UnitPast, day: date) -> tuple[str, ...]:
    return tuple(sorted((past.then(unit, day).full for unit in units), key=sort_key))
