"""A roster that does not say of which day it is: what needs no day is taken in, the rest is listed.

Who the people are and what they have reached is true whenever the list was made. A post, a rank or
a rating is taken in where the row itself says since when; otherwise it waits for the day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.reading import Problem, RosterDocument, RosterRow
from canbo.records.days import vietnam_day
from canbo.records.operations.intake import marks
from canbo.records.operations.intake.attainments import state_attainment
from canbo.records.operations.intake.likeness import RowPerson
from canbo.records.operations.intake.particulars import state_person
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.roster_rows import Dated, RowSayings
from canbo.records.operations.intake.state import PersonState

EXPECTED = "Tính đến ngày 30/6/2011"
_CODE = "roster_without_day"


class UndatedTaker:
    """Takes in rosters without a day."""

    def __init__(self, plan: Plan, sayings: RowSayings) -> None:
        self._plan = plan
        self._sayings = sayings
        self._today = vietnam_day(plan.at)

    def take(
        self,
        roster: RosterDocument,
        placed: Iterable[tuple[RosterRow, RowPerson, PersonState]],
    ) -> None:
        """Take in the rows whose person was found; nobody's posts end by such a list."""
        title = roster.title
        self._plan.problems.append(
            Problem(roster.sheet, "", "roster_without_date", title, EXPECTED)
        )
        for row, prepared, person in placed:
            self.state_row(person, row, prepared, self._today)
        self._plan.documents.append(marks.of_roster(roster, set(), {}, self._today))

    def state_row(
        self, person: PersonState, row: RosterRow, prepared: RowPerson, _: date
    ) -> set[UUID]:
        """Plan what a row says that needs no day; it says of no post that it is held."""
        self._plan.used.update(row.row_cells)
        state_person(self._plan, person, row.person)
        for attainment in row.attainments:
            state_attainment(self._plan, person, attainment, self._today)
        self._state_posts(person, row, prepared.unit)
        self._sayings.state_more(person, row, self._dated(row), (prepared.unit, self._today))
        return set()

    def _state_posts(self, person: PersonState, row: RosterRow, own: UUID | None) -> None:
        for reading in row.posts:
            if reading.begins is None:
                self._wait(reading.cell, reading.as_written)
            else:
                self._sayings.state_post(person, row, reading, (own, reading.begins.latest))

    def _dated(self, row: RosterRow) -> Dated:
        """The statements that say since when themselves; the others wait for the day."""
        for statement in row.statements:
            if statement.begins is None:
                self._wait(statement.cell, _words(statement))
            else:
                yield statement, statement.begins.latest

    def _wait(self, cell: CellRef | None, words: str) -> None:
        sheet, address = (cell.sheet, cell.address) if cell else ("", "")
        self._plan.list_cell(cell, Problem(sheet, address, _CODE, words, EXPECTED))


def _words(statement: Any) -> str:
    """What a statement says as far as it can be told in a word: a rank, a level, its own words."""
    level = getattr(statement, "rank", "") or getattr(statement, "level", "")
    return str(statement.as_written or level or "")
