"""What a load of units will store: the chronicle held against the facts that stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from canbo.engine.facts import Fact, FactKind, Unit, UnitChange, UnitName, UnitPlacement
from canbo.engine.units import Chronicle, UnitRecord
from canbo.engine.units.chronicle import Called, Placed, Stretch
from canbo.records.operations.writing import Void
from canbo.records.queries import registers, stored


@dataclass(slots=True)
class UnitPlan:
    """New units and facts, facts that no longer stand, units that imports had proposed."""

    at: datetime
    units: list[Unit] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    voids: list[Void] = field(default_factory=list)
    identified: set[UUID] = field(default_factory=set)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is new."""
        return not (self.units or self.facts or self.voids or self.identified)


def plan_units(chronicle: Chronicle, *, at: datetime) -> UnitPlan:
    """Compare every official unit of the chronicle with what stands in the home."""
    plan = UnitPlan(at)
    known = {unit.id: unit for unit in registers.live_units()}
    names = _by_unit(stored.read_facts(FactKind.UNIT_NAME, "voided_at IS NULL"))
    places = _by_unit(stored.read_facts(FactKind.UNIT_PLACEMENT, "voided_at IS NULL"))
    codes = _Codes(unit.code for unit in known.values())
    for record in chronicle.records.values():
        if not any(called.code for called in record.names):
            continue
        if record.id not in known:
            alone = len(chronicle.ever_with_code(record.names[-1].code)) == 1
            plan.units.append(Unit(record.id, codes.free(record, alone=alone)))
        elif known[record.id].proposed:
            plan.identified.add(record.id)
        _hold(plan, record.names, names.get(record.id, []), _Names(record.id, at))
        _hold(plan, record.places, places.get(record.id, []), _Places(record.id, at))
    plan.facts.extend(_changes(chronicle, at))
    return plan


def _by_unit(facts: Iterable[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for fact in facts:
        found[fact.unit].append(fact)
    return found


class _Codes:
    """Handles of units: the official code, with the year where an older unit has it."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)

    def free(self, record: UnitRecord, *, alone: bool) -> str:
        """The code, if no other unit ever bore it; else with the year of the unit's beginning."""
        code, first = record.names[-1].code, record.names[0].days.first
        year = f"{code}-{first.year}" if first else code
        handle, count = code if alone else year, 1
        while handle in self._taken:
            count += 1
            handle = year if handle == code else f"{year}-{count}"
        self._taken.add(handle)
        return handle


@dataclass(frozen=True, slots=True)
class _Names:
    unit: UUID
    at: datetime

    def says(self, fact: UnitName) -> tuple[Any, ...]:
        return fact.name, fact.type, fact.code, Stretch.of(fact.validity)

    def told(self, one: Called) -> tuple[Any, ...]:
        return one.name, one.type, one.code, one.days

    def make(self, one: Called) -> UnitName:
        return UnitName(
            id=uuid4(), key=uuid4(), validity=one.days.validity, recorded_at=self.at,
            source=one.source, unit=self.unit, name=one.name, type=one.type, code=one.code,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Places:
    unit: UUID
    at: datetime

    def says(self, fact: UnitPlacement) -> tuple[Any, ...]:
        return fact.level, fact.parent, fact.area, fact.grade, Stretch.of(fact.validity)

    def told(self, one: Placed) -> tuple[Any, ...]:
        return one.level, one.parent, one.area, one.grade, one.days

    def make(self, one: Placed) -> UnitPlacement:
        return UnitPlacement(
            id=uuid4(), key=uuid4(), validity=one.days.validity, recorded_at=self.at,
            source=one.source, unit=self.unit, parent=one.parent, level=one.level,
            area=one.area, grade=one.grade,
        )  # fmt: skip


def _hold(
    plan: UnitPlan,
    stretches: Sequence[Called] | Sequence[Placed],
    standing: Sequence[Any],
    how: _Names | _Places,
) -> None:
    """Keep the facts that say what the chronicle tells; put the others in their place."""
    left = {how.says(fact): fact for fact in standing}
    made: list[Any] = []
    for one in stretches:
        if left.pop(how.told(one), None) is None:  # type: ignore[arg-type]
            made.append(how.make(one))  # type: ignore[arg-type]
    plan.facts.extend(made)
    for fact in left.values():
        plan.voids.append(Void(fact, _instead(fact, made)))


def _instead(fact: Any, made: Sequence[Any]) -> UUID | None:
    """The new fact of the same days, or the first that shares a day with the old one."""
    period = fact.validity.certain
    return next((one.id for one in made if one.validity.certain.overlaps(period)), None)


def _changes(chronicle: Chronicle, at: datetime) -> Iterator[UnitChange]:
    for told in chronicle.changes:
        yield UnitChange(
            id=uuid4(), key=uuid4(), validity=told.days.validity, recorded_at=at,
            source=told.source, kind=told.kind, predecessor=told.predecessor,
            successor=told.successor, part=told.part, as_written=told.as_written,
        )  # fmt: skip
