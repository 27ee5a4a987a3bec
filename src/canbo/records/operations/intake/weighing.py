"""A value of a file that speaks against a fact that stands: what stands stays, unless decided."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from canbo.engine.facts import Evidence, Fact
from canbo.engine.timeline import NotADate
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.reading import Problem
from canbo.records.models.shapes import SHAPE_OF, partial
from canbo.records.operations.intake.differences import (
    DifferenceKind,
    Option,
    Outcome,
    Question,
)
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.state import PersonState

_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")  # whole or partial, in ISO form


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A fact that stands and what a cell says instead.

    `field` is the attribute they differ in, or the kind of a particular. `day` is the day from
    which the new value would hold if it changed since; None where only one of the two can be true
    (a birth date, the outcome of a class).
    """

    person: PersonState
    standing: Fact
    cell: CellRef | None
    field: str
    before: str
    after: str
    day: date | None = None
    default: Outcome = Outcome.KEEP

    @property
    def may_have_changed(self) -> bool:
        """Whether the standing fact can end before the day, and the new value follow it."""
        if self.day is None:
            return False
        period = self.standing.validity.certain
        return self.day in period and (period.begins is None or period.begins < self.day)


def weigh(plan: Plan, clash: Clash) -> Outcome:
    """Ask what is to be done, and list the cell where what stands is kept."""
    outcome = ask(plan, clash)
    if outcome is Outcome.KEEP:
        plan.list_cell(clash.cell, conflict(clash.cell, found=clash.after, stored=clash.before))
    return outcome


def ask(plan: Plan, clash: Clash) -> Outcome:
    """Ask what is to be done: CORRECT, SINCE or KEEP."""
    outcomes = [Outcome.CORRECT, Outcome.SINCE, Outcome.KEEP]
    if not clash.may_have_changed:
        outcomes.remove(Outcome.SINCE)
    default = clash.default if clash.default in outcomes else Outcome.CORRECT
    chosen = plan.desk.settle(
        Question(
            kind=_kind(clash.standing),
            person=clash.person.id if not clash.person.is_new else None,
            person_name=next(iter(clash.person.names.values()), ""),
            cell=clash.cell,
            options=tuple(map(Option.of, outcomes)),
            default=default,
            fact_kind=SHAPE_OF[type(clash.standing)].kind,
            field=clash.field,
            before=clash.before,
            after=clash.after,
            day=clash.day.isoformat() if clash.day and Outcome.SINCE in outcomes else "",
        )
    )
    return Outcome(chosen.code)


def _kind(standing: Fact) -> DifferenceKind:
    """A workbook is weaker than a decision, and as good as another workbook."""
    stronger = standing.source.evidence is Evidence.DECISION
    return DifferenceKind.CONFLICT if stronger else DifferenceKind.CHANGED_FACT


def conflict(cell: CellRef | None, *, found: str, stored: str) -> Problem:
    """Say that a cell speaks against a fact that stands; the fact stays."""
    sheet, address = (cell.sheet, cell.address) if cell else ("", "")
    return Problem(sheet, address, "conflicting_value", _shown(found), _shown(stored))


def _shown(value: str) -> str:
    """Show a stored partial date as offices write it, anything else as it is."""
    if not _DATE.fullmatch(value):
        return value  # an insurance number has ten digits too
    with suppress(NotADate):
        return str(partial(value))
    return value
