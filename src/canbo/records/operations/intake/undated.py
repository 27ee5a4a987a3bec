"""A roster that does not say of which day it is: what needs no day is taken in, the rest is listed.

Who the people are and what they have reached is true whenever the list was made. A post, a rank or
a rating is taken in where the row itself says since when; otherwise it waits for the day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from canbo.exchange.workbooks.places import CellRef, UnitReading
from canbo.exchange.workbooks.reading import PersonReading, Problem, RosterDocument, RosterRow
from canbo.records.days import vietnam_day
from canbo.records.operations.intake import marks
from canbo.records.operations.intake.attainments import state_attainment
from canbo.records.operations.intake.defects import Defects
from canbo.records.operations.intake.likeness import RowPerson, Unplaced
from canbo.records.operations.intake.particulars import state_person
from canbo.records.operations.intake.people import PeopleMatcher
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.posts import PostResolver
from canbo.records.operations.intake.saying import Paper, Saying
from canbo.records.operations.intake.state import PersonState
from canbo.records.operations.intake.statements import Statements
from canbo.records.operations.intake.tenures import Seen, TenureKeeper

EXPECTED = "Tính đến ngày 30/6/2011"
_CODE = "roster_without_day"


@dataclass(frozen=True, slots=True)
class Known:
    """Who keeps people, posts and what rows state of them, for the whole file."""

    people: PeopleMatcher
    tenures: TenureKeeper
    posts: PostResolver
    statements: Statements


class UndatedTaker:
    """Takes in rosters without a day."""

    def __init__(
        self,
        plan: Plan,
        known: Known,
        unit: Callable[[UnitReading, date], UUID | None],
        list_unplaced: Callable[[PersonReading, tuple[CellRef, ...], Unplaced], None],
    ) -> None:
        self._plan = plan
        self._known = known
        self._unit = unit
        self._list_unplaced = list_unplaced
        self._today = vietnam_day(plan.at)

    def take(
        self, roster: RosterDocument, rows: Sequence[tuple[RosterRow, RowPerson | None]]
    ) -> None:
        """Take in the rows whose unit is known; nobody's posts end by such a list."""
        title = roster.title
        self._plan.problems.append(
            Problem(roster.sheet, "", "roster_without_date", title, EXPECTED)
        )
        known = [(row, prepared) for row, prepared in rows if prepared is not None]
        known.sort(key=lambda pair: self._known.people.best(pair[1]), reverse=True)
        for row, prepared in known:
            try:
                person = self._known.people.match_official(prepared, roster.sheet)
            except Unplaced as unplaced:
                self._list_unplaced(row.person, row.row_cells, unplaced)
                continue
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
        self._state_more(person, row, prepared.unit)
        return set()

    def _state_posts(self, person: PersonState, row: RosterRow, own: UUID | None) -> None:
        for reading in row.posts:
            cell = reading.cell or row.person.cells.get("name")
            if reading.begins is None:
                self._wait(reading.cell, reading.as_written)
                continue
            day = reading.begins.latest
            unit = self._unit(reading.unit, day) if reading.unit else own
            if unit is None:
                self._plan.listed.update((reading.cell,) if reading.cell else ())
                continue
            post = self._known.posts.resolve(reading, unit)
            seen = Seen(post.id, post.unit, day, reading, cell)
            self._known.tenures.state_post(person, seen)

    def _state_more(self, person: PersonState, row: RosterRow, unit: UUID | None) -> None:
        defects = Defects(self._plan, self._today)
        for statement in row.statements:
            if statement.begins is None:
                self._wait(statement.cell, _words(statement))
                continue
            day = statement.begins.latest
            cell = statement.cell or row.person.cells.get("name")
            saying = Saying(person, statement, unit, Paper(day, unit), cell)
            self._known.statements.state(saying, defects)
        defects.tell()

    def _wait(self, cell: CellRef | None, words: str) -> None:
        sheet, address = (cell.sheet, cell.address) if cell else ("", "")
        self._plan.list_cell(cell, Problem(sheet, address, _CODE, words, EXPECTED))


def _words(statement: Any) -> str:
    """What a statement says as far as it can be told in a word: a rank, a level, its own words."""
    level = getattr(statement, "rank", "") or getattr(statement, "level", "")
    return str(statement.as_written or level or "")
