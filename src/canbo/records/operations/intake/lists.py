"""Takes in lists of people (planning, moves, elections, ratings, careers …) and lists of units."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from canbo.exchange.workbooks.places import UnitReading
from canbo.exchange.workbooks.progress import Step, counted
from canbo.exchange.workbooks.reading import (
    ListDocument,
    ListKind,
    ListRow,
    PersonReading,
    Problem,
    UnitListDocument,
)
from canbo.exchange.workbooks.statements import Statement
from canbo.records.days import vietnam_day
from canbo.records.operations.intake.attainments import state_attainment
from canbo.records.operations.intake.defects import Defects
from canbo.records.operations.intake.handing_over import days_of_beginning, is_handed_over
from canbo.records.operations.intake.likeness import RowPerson, Unplaced
from canbo.records.operations.intake.particulars import state_person
from canbo.records.operations.intake.people import PeopleMatcher
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.saying import Paper, Saying
from canbo.records.operations.intake.state import PersonState, State
from canbo.records.operations.intake.statements import Statements
from canbo.records.operations.intake.unit_ratings import state_unit_rating
from canbo.records.operations.intake.units import AmbiguousUnit, UnitResolver

ListUnplaced = Callable[[PersonReading, tuple[Any, ...], Unplaced], None]

# Lists whose further columns are secret: votes and views on who is planned for what.
_SECRET = frozenset({ListKind.PLANNING})


@dataclass(frozen=True, slots=True)
class Hands:
    """What taking a list in needs: the people, the units, the keepers of each kind of statement."""

    people: PeopleMatcher
    units: UnitResolver
    statements: Statements
    list_unplaced: ListUnplaced


class ListTaker:
    """Takes the lists of one file into the plan, one after the other."""

    def __init__(self, state: State, plan: Plan, hands: Hands) -> None:
        self._state = state
        self._plan = plan
        self._hands = hands

    def take_list(self, document: ListDocument) -> None:
        """Take in a list of people."""
        paper = self._paper(document)
        rows = [(row, self._row_person(row)) for row in document.rows]
        if document.kind is not ListKind.CAREERS:
            # rows that fit somebody better choose first; the lines of a career keep their order
            rows.sort(key=lambda pair: self._hands.people.best(pair[1]), reverse=True)
        defects = Defects(self._plan, paper.day, document.sheet)
        listed: set[UUID] = set()
        for row, prepared in counted(rows, Step.COMPARED, len(rows)):
            person = self._person(row, prepared, document)
            if person is not None:
                listed.add(person.id)
                self._state_row(person, row, prepared, (paper, defects))
        defects.tell()
        self._hands.statements.finish(document, paper, listed)

    def take_units(self, document: UnitListDocument) -> None:
        """Take in a list of units with what it says of each."""
        day = document.year.latest if document.year else vietnam_day(self._plan.at)
        for row in counted(document.rows, Step.COMPARED, len(document.rows)):
            unit = self._unit(row.unit)
            if unit is None:
                problem = _unit_problem(row.unit)
                self._plan.list_row(row.row_cells, problem)
                continue
            self._plan.used.update(row.row_cells)
            for statement in row.statements:
                state_unit_rating(self._state, self._plan, unit, (statement, document.year, day))

    def _paper(self, document: ListDocument) -> Paper:
        day = self._day(document)
        unit = self._unit(document.units[0]) if document.units else None
        return Paper(day, unit, document)

    def _day(self, document: ListDocument) -> date:
        """The day on which the list saw what it says, as far as it tells; never one to come."""
        today = vietnam_day(self._plan.at)
        decided = document.decision.day if document.decision else None
        elected = document.election.day if document.election else None
        told = document.as_of or decided or elected or document.year
        if told is not None:
            return min(told.latest, max(today, told.earliest))
        self._plan.problems.append(
            Problem(document.sheet, "", "list_without_day", document.title, today.isoformat())
        )
        return today

    def _unit(self, reading: UnitReading) -> UUID | None:
        try:
            unit = self._hands.units.meet(reading)
        except AmbiguousUnit:
            self._plan.problems.append(_unit_problem(reading))
            return None
        if reading.cell is not None:
            self._plan.used.add(reading.cell)
        return unit

    def _row_person(self, row: ListRow) -> RowPerson:
        """Who the row speaks of; its unit helps to know the person, nothing is learnt from it."""
        units = self._hands.units
        words = row.unit.path[-1] if row.unit else ""
        unit = (units.find(row.unit) or units.named(words)) if row.unit else None
        prepared = RowPerson.of(row.person, unit, units.lineage(unit), words)
        return prepared.with_levels(row.attainments)

    def _person(
        self, row: ListRow, prepared: RowPerson, document: ListDocument
    ) -> PersonState | None:
        people = self._hands.people
        try:
            if document.of_known:
                return people.match_known(prepared, document.sheet)
            return people.match_listed(
                prepared, document.sheet, in_lines=document.kind is ListKind.CAREERS
            )
        except Unplaced as unplaced:
            self._hands.list_unplaced(row.person, row.row_cells, unplaced)
            return None

    def _state_row(
        self,
        person: PersonState,
        row: ListRow,
        prepared: RowPerson,
        where: tuple[Paper, Defects],
    ) -> None:
        paper, defects = where
        self._plan.used.update(row.row_cells)
        is_secret = paper.document is not None and paper.document.kind in _SECRET
        state_person(self._plan, person, row.person, paper.day, is_secret=is_secret)
        for attainment in row.attainments:
            state_attainment(self._plan, person, attainment, paper.day)
        unit = prepared.unit or paper.unit
        begun = days_of_beginning(row.statements) if _tells_careers(paper) else frozenset()
        for statement in row.statements:
            cell = statement.cell or row.person.cells.get("name")
            saying = Saying(person, statement, unit, paper, cell, is_handed_over(statement, begun))
            self._hands.statements.state(saying, defects)
        seen = Saying(person, Statement(), unit, paper, row.person.cells.get("name"))
        self._hands.statements.confirm(seen, row.posts, row.row_cells)


def _tells_careers(paper: Paper) -> bool:
    return paper.document is not None and paper.document.kind is ListKind.CAREERS


def _unit_problem(reading: UnitReading) -> Problem:
    sheet, cell = (reading.cell.sheet, reading.cell.address) if reading.cell else ("", "")
    return Problem(sheet, cell, "ambiguous_unit", " › ".join(reading.path))
