"""Which class a file means, and who attends it: one attendance for each person and class."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from canbo.engine.facts import Attendance, AttendanceOutcome, TrainingClass
from canbo.engine.timeline import PartialDate, Validity
from canbo.engine.vietnamese import clean, search_key, spelling_key
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.reading import ClassReading, ClassRow, Problem
from canbo.records.operations.intake.differences import Outcome
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.state import PersonState, State
from canbo.records.operations.intake.weighing import Clash, ask


def resolve_class(state: State, plan: Plan, reading: ClassReading) -> TrainingClass:
    """Find the class by name, span and institution, or learn it as proposed."""
    fitting = [known for known in state.classes.values() if _is_same(known, reading)]
    if fitting:
        return max(
            fitting, key=lambda one: (one.begins == reading.begins) + (one.ends == reading.ends)
        )
    learnt = TrainingClass(
        uuid4(), clean(reading.name), reading.kind, reading.course, reading.begins, reading.ends,
        clean(reading.institution),
    )  # fmt: skip
    state.classes[learnt.id] = learnt
    plan.classes[learnt.id] = (learnt, _further_columns(plan, reading))
    return learnt


def reversed_days(reading: ClassReading, sheet: str) -> Problem:
    """Tell of a class that ends before it begins: it is taken in without its days."""
    cell = reading.cell.address if reading.cell else ""
    return Problem(sheet, cell, "days_reversed", f"{reading.begins} - {reading.ends}")


def _further_columns(plan: Plan, reading: ClassReading) -> dict[str, Any]:
    decided = reading.decision_date
    return {
        "place": clean(reading.place),
        "decision_number": reading.decision_number,
        "decision_date": decided.iso() if decided else "",
        "document": plan.file,
        "cell": str(reading.cell) if reading.cell else "",
    }


def class_key(name: str) -> str:
    """The name of a class as compared: spelling, without the word "lớp" and punctuation."""
    words = spelling_key(" ".join(clean(name).replace("-", " ").replace("–", " ").split()))
    return words.removeprefix(spelling_key("lớp")).strip(" .,:;\"'")


def _is_same(known: TrainingClass, reading: ClassReading) -> bool:
    return (
        known.kind is reading.kind
        and class_key(known.name) == class_key(reading.name)
        and _same_span(known, reading)
        and _same_words(known.institution, reading.institution)
    )


def _same_span(known: TrainingClass, reading: ClassReading) -> bool:
    """A class without any date is never taken for one of that name that has dates."""
    if bool(known.begins or known.ends) != bool(reading.begins or reading.ends):
        return False
    return _agree(known.begins, reading.begins) and _agree(known.ends, reading.ends)


def _agree(one: PartialDate | None, other: PartialDate | None) -> bool:
    return one is None or other is None or one.agrees_with(other)


def _same_words(one: str, other: str) -> bool:
    return not one or not other or search_key(one) == search_key(other)


def state_attendance(
    plan: Plan, person: PersonState, training_class: TrainingClass, row: ClassRow
) -> None:
    """Plan that the person sits in the class: new, an outcome not yet known, or known already."""
    cell = row.person.cells.get("name")
    stored = person.attendances.get(training_class.id)
    if stored is None:
        person.hold(_new(plan, person, training_class, row))
    elif row.outcome in (stored.outcome, AttendanceOutcome.ENROLLED):
        plan.restate(stored, cell)
    elif stored.outcome is AttendanceOutcome.ENROLLED or _outcome_is_wrong(
        plan, person, stored, row
    ):
        person.hold(plan.change(stored, cell, outcome=row.outcome))
    else:
        plan.restate(stored, cell)
        plan.problems.append(_outcome_conflict(cell, stored, row))


def _outcome_is_wrong(plan: Plan, person: PersonState, stored: Attendance, row: ClassRow) -> bool:
    """Ask which of two outcomes of one class is right; the name's cell stays stored."""
    clash = Clash(
        person=person, standing=stored, cell=row.person.cells.get("name"), field="outcome",
        before=stored.outcome, after=row.outcome,
    )  # fmt: skip
    return ask(plan, clash) is Outcome.CORRECT


def _new(
    plan: Plan, person: PersonState, training_class: TrainingClass, row: ClassRow
) -> Attendance:
    span = Validity(training_class.begins, training_class.ends)
    return plan.new(
        Attendance, row.person.cells.get("name"), span, person=person.id,
        training_class=training_class.id, outcome=row.outcome,
        unit_as_written=row.unit_as_written, post_as_written=row.post_as_written,
    )  # fmt: skip


def _outcome_conflict(cell: CellRef | None, stored: Attendance, row: ClassRow) -> Problem:
    sheet, address = (cell.sheet, cell.address) if cell else ("", "")
    return Problem(sheet, address, "conflicting_outcome", row.outcome.value, stored.outcome.value)
