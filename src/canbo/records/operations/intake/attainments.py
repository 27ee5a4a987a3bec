"""What a roster says about levels: reached on a date, or held on the roster's day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from canbo.engine.facts import Attainment
from canbo.engine.timeline import Validity
from canbo.engine.vietnamese import spelling_key
from canbo.exchange.workbooks.reading import AttainmentReading
from canbo.records.operations.intake.differences import Outcome
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.state import PersonState
from canbo.records.operations.intake.weighing import Clash, weigh


def state_attainment(
    plan: Plan, person: PersonState, reading: AttainmentReading, day: date
) -> None:
    """Plan what the row says of one level: new, held earlier than known, more exact, or known."""
    stored = _same(person, reading)
    if stored is None:
        person.hold(_new(plan, person, reading, _validity(reading, day)))
        return
    changes = _changes(stored, reading, day)
    for name, found, known in _conflicts(stored, reading):
        clash = Clash(
            person=person, standing=stored, cell=reading.cell, field=name, before=known, after=found
        )
        if weigh(plan, clash) is Outcome.CORRECT:
            changes |= _corrected(stored, reading, name)
    if changes:
        person.swap(stored, plan.change(stored, reading.cell, **changes))
    else:
        plan.restate(stored, reading.cell)


def _same(person: PersonState, reading: AttainmentReading) -> Attainment | None:
    """Find the level as it stands: the same field, or one of the two names no field."""
    fitting = [
        one
        for one in person.attainments
        if (one.scale, one.level, one.state) == (reading.scale, reading.level, reading.state)
    ]
    for one in fitting:
        if spelling_key(one.field) == spelling_key(reading.field):
            return one
    loose = [one for one in fitting if not one.field or not reading.field]
    return loose[0] if len(loose) == 1 else None


def _validity(reading: AttainmentReading, day: date) -> Validity:
    """Reached when the file says so; else known by the roster's day."""
    if reading.reached is not None and reading.reached.earliest <= day:
        return Validity(begins=reading.reached)
    return Validity(known_by=day)


def _new(
    plan: Plan, person: PersonState, reading: AttainmentReading, validity: Validity
) -> Attainment:
    return plan.new(
        Attainment, reading.cell, validity, person=person.id, scale=reading.scale,
        level=reading.level, state=reading.state, field=reading.field, mode=reading.mode,
        school=reading.school, as_written=reading.as_written,
    )  # fmt: skip


def _changes(stored: Attainment, reading: AttainmentReading, day: date) -> dict[str, Any]:
    """What the row adds to a level that stands."""
    changes: dict[str, Any] = {
        name: getattr(reading, name)
        for name in ("field", "mode", "school")
        if getattr(reading, name) and not getattr(stored, name)
    }
    validity = _better_validity(stored.validity, reading, day)
    if validity != stored.validity:
        changes["validity"] = validity
    return changes


def _better_validity(stored: Validity, reading: AttainmentReading, day: date) -> Validity:
    reached = reading.reached
    if reached is not None and reached.earliest <= day:
        begins = stored.begins
        if begins is None:
            return replace(stored, begins=reached, known_by=None)
        if begins.agrees_with(reached) and reached.precision > begins.precision:
            return replace(stored, begins=reached)
        return stored
    if stored.begins is None and stored.known_by is not None and day < stored.known_by:
        return replace(stored, known_by=day)
    return stored


def _corrected(stored: Attainment, reading: AttainmentReading, name: str) -> dict[str, Any]:
    if name == "reached":
        return {"validity": replace(stored.validity, begins=reading.reached, known_by=None)}
    return {name: getattr(reading, name)}


def _conflicts(stored: Attainment, reading: AttainmentReading) -> list[tuple[str, str, str]]:
    """What the row says otherwise: the name of the value, the row's, the one that stands."""
    found = []
    begins, reached = stored.validity.begins, reading.reached
    if begins is not None and reached is not None and not begins.agrees_with(reached):
        found.append(("reached", reached.iso(), begins.iso()))
    if stored.mode is not None and reading.mode is not None and stored.mode is not reading.mode:
        found.append(("mode", reading.mode.value, stored.mode.value))
    if _differ(stored.school, reading.school):
        found.append(("school", reading.school, stored.school))
    return found


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and spelling_key(one) != spelling_key(other)
