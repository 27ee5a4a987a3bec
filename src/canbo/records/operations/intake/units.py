"""Which unit a file means: the same name under the same parent is the same unit.

A unit first met without its parent and later with it is one unit; so is a commune that became a
ward (xã Quảng Tiến, phường Quảng Tiến): it gets a second name, dated by the rosters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from canbo.engine.facts import Unit, UnitLevel, UnitName, UnitPlacement
from canbo.engine.timeline import PartialDate, Validity
from canbo.engine.vietnamese import clean, search_key, spelling_key
from canbo.exchange.workbooks.places import CellRef, UnitReading
from canbo.exchange.workbooks.reading import Problem
from canbo.records.operations.intake.known_units import KnownUnits
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.state import State

_DAY = timedelta(days=1)
# Types of administrative units, each group one level; a unit may change its type in its group.
_GROUPS = (
    ("phường", "xã", "thị trấn", "đặc khu"),
    ("thị xã", "thành phố", "huyện", "quận"),
    ("tỉnh",),
)
# A committee called by the kind of its territory is none itself: Huyện đoàn, Quận ủy.
_COMMITTEE = re.compile(r"\s*\w+\s+(?:(?:ủy|uỷ|đoàn)\b|[Đđ]oàn\s*$)")
_LEVELS = (UnitLevel.COMMUNE, UnitLevel.DISTRICT, UnitLevel.PROVINCE)


class AmbiguousUnit(Exception):
    """The name fits several units."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One unit on a path: its full name, type, level, and the unit above it."""

    name: str
    type: str
    level: UnitLevel
    parent: UUID | None
    cell: CellRef | None

    @property
    def key(self) -> str:
        return spelling_key(self.name)


class UnitResolver:
    """Finds and learns the units of one file."""

    def __init__(self, state: State, plan: Plan) -> None:
        self._state = state
        self._plan = plan
        self._known = KnownUnits(state)
        self._codes = {unit.code for unit in state.units.values()}
        self._by_key: dict[str, list[UUID]] = {}
        self.touched: set[UUID] = set()
        self._renames = True
        for unit, names in state.unit_names.items():
            for name in names:
                self._index(spelling_key(name.name), unit)

    def resolve(self, reading: UnitReading, day: date | None) -> UUID:
        """Find the unit, or learn it and those above it as proposed. Raises AmbiguousUnit."""
        unit: UUID | None = None
        for step in self._steps(reading):
            placed = _Step(step.name, step.type, step.level, unit, step.cell)
            unit = self._find(placed, day) or self._learn(placed)
            self.touched.add(unit)
        if unit is None:
            raise AmbiguousUnit("")
        return unit

    def meet(self, reading: UnitReading) -> UUID:
        """Find the unit that a line of another time or place names, or learn it as proposed.

        A line of a career is a poor witness of names: another type than known renames nothing.
        Raises AmbiguousUnit.
        """
        self._renames = False
        try:
            return self.resolve(reading, None)
        finally:
            self._renames = True

    def find(self, reading: UnitReading) -> UUID | None:
        """Find the unit of a learner; nothing is learnt from it."""
        unit: UUID | None = None
        for step in self._steps(reading):
            fitting = [
                one
                for one in self._by_key.get(step.key, ())
                if unit is None or unit in self._parents(one) or not self._parents(one)
            ]
            fitting = self._known.narrow(fitting, None)
            if len(fitting) != 1:
                return None
            unit = fitting[0]
        return unit

    def named(self, words: str) -> UUID | None:
        """Find the one unit whose name these words are, a commune's also without its type."""
        fitting = self._by_key.get(spelling_key(words), []) or self._communes_called(words)
        fitting = self._known.narrow(fitting, None)
        return fitting[0] if len(fitting) == 1 else None

    def lineage(self, unit: UUID | None) -> set[UUID]:
        """The unit and all above it, also those that it stood under before."""
        return self._known.lineage(unit)

    def territory(self, unit: UUID, level: UnitLevel) -> UUID | None:
        """The commune, district … that a unit is or lies in; None where the file names none."""
        waiting, seen = [unit], set()
        while waiting:
            at = waiting.pop(0)
            if at in seen:
                continue
            seen.add(at)
            names = self._state.unit_names.get(at, ())
            if self.level_of(at) is level and any(group_of(one.name) is not None for one in names):
                return at
            waiting.extend(sorted(self._parents(at)))
        return None

    def name_of(self, unit: UUID) -> str:
        """The unit's last name, for messages."""
        names = self._state.unit_names.get(unit)
        return names[-1].name if names else ""

    def level_of(self, unit: UUID) -> UnitLevel:
        """The level at which the unit stands."""
        return self._state.placements[unit].level

    def _steps(self, reading: UnitReading) -> Iterator[_Step]:
        own = UnitLevel(reading.level)
        for place, written in enumerate(reading.path, start=1):
            name = clean(written)
            if place == len(reading.path):
                yield _Step(name, reading.type, own, None, reading.cell)
            else:
                group = group_of(name)
                level = own if group is None else _LEVELS[group]
                yield _Step(name, type_of(name), level, None, reading.cell)

    def _find(self, step: _Step, day: date | None) -> UUID | None:
        found = self._only(self._fitting(self._by_key.get(step.key, ()), step), step, day)
        if found is None:
            found = self._only(self._fitting(self._other_type(step), step), step, day)
            if found is not None:
                self._take_name(found, step, day)
        if found is not None and step.parent and self._may_adopt(found):
            self._adopt(found, step)
        return found

    def _fitting(self, units: list[UUID] | tuple[()], step: _Step) -> list[UUID]:
        """Keep the units that may stand there: under the parent, or nowhere known so far."""
        if step.parent is None:
            roots = [unit for unit in units if not self._parents(unit)]
            return roots or list(units)
        above = self.lineage(step.parent)
        under = [unit for unit in units if step.parent in self._parents(unit)]
        orphans = [unit for unit in units if self._may_adopt(unit) and unit not in above]
        return under or orphans

    def _may_adopt(self, unit: UUID) -> bool:
        return not self._parents(unit) and not self._known.is_official(unit)

    def _only(self, fitting: list[UUID], step: _Step, day: date | None) -> UUID | None:
        fitting = self._known.narrow(fitting, day)
        if len(fitting) > 1:
            raise AmbiguousUnit(step.name)
        return fitting[0] if fitting else None

    def _other_type(self, step: _Step) -> list[UUID]:
        """Find units of the same bare name whose type may have become this one."""
        group = group_of(step.name)
        if group is None:
            return self._communes_called(step.name) if step.level is UnitLevel.COMMUNE else []
        keys = [
            f"{spelling_key(other)} {spelling_key(bare(step.name))}" for other in _GROUPS[group]
        ]
        found = [unit for key in keys for unit in self._by_key.get(key, ())]
        unnamed = self._by_key.get(spelling_key(bare(step.name)), ())
        return found + [unit for unit in unnamed if self.level_of(unit) is step.level]

    def _communes_called(self, name: str) -> list[UUID]:
        """Find the communes of a name that a file writes without saying xã or phường."""
        keys = [f"{spelling_key(kind)} {spelling_key(name)}" for kind in _GROUPS[0]]
        return [unit for key in keys for unit in self._by_key.get(key, ())]

    def _take_name(self, unit: UUID, step: _Step, day: date | None) -> None:
        """Another type is another name; a name without a type is completed, or adds nothing."""
        names = self._state.unit_names[unit]
        official = self._known.is_official(unit)
        if group_of(step.name) is None or official or not self._renames:
            self._index(step.key, unit)
        elif group_of(names[-1].name) is None:
            names[-1] = self._plan.change(names[-1], step.cell, name=step.name, type=step.type)
            self._index(step.key, unit)
        else:
            self._rename(unit, step, day)

    def _parents(self, unit: UUID) -> set[UUID]:
        return self._known.parents(unit)

    def _index(self, key: str, unit: UUID) -> None:
        units = self._by_key.setdefault(key, [])
        if unit not in units:
            units.append(unit)

    def _learn(self, step: _Step) -> UUID:
        unit = Unit(uuid4(), self._code(step.name), proposed=True)
        self._plan.units[unit.id] = unit
        self._state.units[unit.id] = unit
        always = Validity()
        self._add_name(unit.id, step, always)
        self._state.placements[unit.id] = self._plan.new(
            UnitPlacement, step.cell, always, unit=unit.id, parent=step.parent, level=step.level
        )
        self._known.stands(self._state.placements[unit.id])
        return unit.id

    def _add_name(self, unit: UUID, step: _Step, validity: Validity) -> None:
        name = self._plan.new(
            UnitName, step.cell, validity, unit=unit, name=step.name, type=step.type
        )
        self._state.unit_names.setdefault(unit, []).append(name)
        self._index(step.key, unit)

    def _code(self, name: str) -> str:
        slug = search_key(name).replace(" ", "-") or "don-vi"
        code, count = slug, 1
        while code in self._codes:
            count += 1
            code = f"{slug}-{count}"
        self._codes.add(code)
        return code

    def _adopt(self, unit: UUID, step: _Step) -> None:
        """Place a unit under the parent that the file names."""
        placement = self._state.placements[unit]
        self._state.placements[unit] = self._plan.change(placement, step.cell, parent=step.parent)
        self._known.stands(self._state.placements[unit])

    def _rename(self, unit: UUID, step: _Step, day: date | None) -> None:
        """Give the unit its other name, where the days of the rosters say which came first."""
        days = self._state.days_of(unit)
        names = self._state.unit_names[unit]
        if day and days and day > max(days):
            self._redate(names, -1, step, Validity(names[-1].validity.begins,
                         PartialDate.of(day - _DAY), names[-1].validity.known_by))  # fmt: skip
            self._add_name(unit, step, Validity(known_by=day))
        elif day and days and day < min(days):
            first = min(days)
            self._redate(names, 0, step, Validity(None, names[0].validity.ends, first))
            self._add_name(unit, step, Validity(ends=PartialDate.of(first - _DAY)))
        else:
            self._plan.problems.append(_undated(step, self.name_of(unit)))
            self._index(step.key, unit)

    def _redate(self, names: list[UnitName], place: int, step: _Step, validity: Validity) -> None:
        names[place] = self._plan.change(names[place], step.cell, validity=validity)


def _undated(step: _Step, known_as: str) -> Problem:
    sheet, cell = (step.cell.sheet, step.cell.address) if step.cell else ("", "")
    return Problem(sheet, cell, "unit_rename_undated", step.name, known_as)


def group_of(name: str) -> int | None:
    """The group of administrative types that a full name belongs to."""
    lowered = clean(name).lower() + " "
    for place, types in enumerate(_GROUPS):
        if any(lowered.startswith(f"{one} ") for one in types):
            return None if _COMMITTEE.match(name) else place
    return None


def type_of(name: str) -> str:
    """The type that a full name begins with: an administrative type, or its first word."""
    lowered = clean(name).lower()
    for types in _GROUPS:
        for one in types:
            if f"{lowered} ".startswith(f"{one} "):
                return one
    return lowered.split(" ", maxsplit=1)[0]


def bare(name: str) -> str:
    """The name without its administrative type."""
    return clean(name)[len(type_of(name)) :].strip()
