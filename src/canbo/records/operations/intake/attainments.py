"""What a roster says about levels: reached on a date, or held on the roster's day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from canbo.engine.facts import HELD, Attainment, AttainmentState, StudyMode
from canbo.engine.timeline import PartialDate, Validity
from canbo.engine.vietnamese import spelling_key
from canbo.exchange.workbooks.reading import AttainmentReading
from canbo.records.operations.intake.differences import Outcome
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.standing import exacter
from canbo.records.operations.intake.state import PersonState
from canbo.records.operations.intake.weighing import Clash, weigh

_DAY = timedelta(days=1)
_BESIDE_WORK = frozenset({StudyMode.IN_SERVICE, StudyMode.WORK_STUDY})


def state_attainment(
    plan: Plan, person: PersonState, reading: AttainmentReading, day: date
) -> None:
    """Plan what the row says of one level: new, held earlier than known, more exact, or known.

    The time of study is a fact of its own beside the level that it led to; the level ends it.
    """
    if reading.state in HELD and (reading.studied_from or reading.studied_to):
        reading = replace(reading, reached=reading.reached or reading.studied_to)
        if reading.studied_from is not None:
            _state(plan, person, _study(reading), day)
    _state(plan, person, reading, day)
    end_studies(plan, person)


def _study(reading: AttainmentReading) -> AttainmentReading:
    """The time of study that led to a level."""
    return replace(
        reading, state=AttainmentState.STUDYING, reached=None, certificate="", as_written=""
    )


def _state(plan: Plan, person: PersonState, reading: AttainmentReading, day: date) -> None:
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
    """Reached when the file says so, studied from and to; else known by the roster's day."""
    if reading.state is AttainmentState.STUDYING:
        begins, ends = reading.studied_from, reading.studied_to
        if begins or ends:
            seen = min(day, ends.earliest) if ends else day
            return Validity(begins, ends, None if begins else seen)
    if reading.reached is not None and reading.reached.earliest <= day:
        return Validity(begins=reading.reached)
    return Validity(known_by=day)


def _new(
    plan: Plan, person: PersonState, reading: AttainmentReading, validity: Validity
) -> Attainment:
    return plan.new(
        Attainment, reading.cell, validity, person=person.id, scale=reading.scale,
        level=reading.level, state=reading.state, field=reading.field, mode=reading.mode,
        school=reading.school, as_written=reading.as_written, certificate=reading.certificate,
    )  # fmt: skip


def _changes(stored: Attainment, reading: AttainmentReading, day: date) -> dict[str, Any]:
    """What the row adds to a level that stands."""
    changes: dict[str, Any] = {
        name: getattr(reading, name)
        for name in ("field", "mode", "school", "certificate")
        if getattr(reading, name) and not getattr(stored, name)
    }
    validity = _better_validity(stored.validity, reading, day)
    if validity != stored.validity:
        changes["validity"] = validity
    return changes


def _better_validity(stored: Validity, reading: AttainmentReading, day: date) -> Validity:
    if reading.state is AttainmentState.STUDYING:
        return _better_span(stored, reading, day)
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


def _better_span(stored: Validity, reading: AttainmentReading, day: date) -> Validity:
    """The time of study with both of its ends as exactly as they are known."""
    said = _validity(reading, day)
    begins, ends = exacter(stored.begins, said.begins), exacter(stored.ends, said.ends)
    seen = min((one for one in (stored.known_by, said.known_by) if one), default=None)
    joined = Validity(begins, ends, None if begins else seen)
    return stored if joined.possible.is_empty else joined


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
    if stored.mode is not None and reading.mode is not None and not _same_mode(stored, reading):
        found.append(("mode", reading.mode.value, stored.mode.value))
    if _differ(stored.school, reading.school):
        found.append(("school", reading.school, stored.school))
    return found


def _same_mode(stored: Attainment, reading: AttainmentReading) -> bool:
    """Whether two modes are one: "vừa làm vừa học" took the place of the word "tại chức"."""
    both = {stored.mode, reading.mode}
    return len(both) == 1 or both <= _BESIDE_WORK


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and spelling_key(one) != spelling_key(other)


def end_studies(plan: Plan, person: PersonState) -> None:
    """End each study where the level that it led to was reached, whichever was said first."""
    for study in list(person.attainments):
        if study.state is AttainmentState.STUDYING:
            reached = _reached_after(person, study)
            ends = study.validity.ends
            if reached is None or (ends is not None and ends.latest <= reached):
                continue
            validity = replace(study.validity, ends=PartialDate.of(reached - _DAY))
            person.swap(study, plan.change(study, None, source=study.source, validity=validity))


def _reached_after(person: PersonState, study: Attainment) -> date | None:
    """The first day after the study began on which the level was surely held."""
    begun = study.validity.certain.begins
    days = [
        day
        for one in person.attainments
        if one.state in HELD
        and (one.scale, one.level) == (study.scale, study.level)
        and not _differ(one.field, study.field)
        and (day := one.validity.certain.begins) is not None
        and (begun is None or day > begun)
    ]
    return min(days, default=None)
