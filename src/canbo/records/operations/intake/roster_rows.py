"""What a roster's row states of a person besides who they are: posts, ranks, ratings, awards …"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID

from canbo.exchange.workbooks.places import PostReading, UnitReading
from canbo.exchange.workbooks.reading import RosterRow
from canbo.exchange.workbooks.statements import Statement
from canbo.records.operations.intake.defects import Defects
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.posts import PostResolver
from canbo.records.operations.intake.saying import Paper, Saying
from canbo.records.operations.intake.state import PersonState
from canbo.records.operations.intake.statements import Statements
from canbo.records.operations.intake.tenures import Seen, TenureKeeper

Dated = Iterator[tuple[Statement, date]]


class RowSayings:
    """Plans what single rows of rosters state, each statement as of the day that it is told of."""

    def __init__(
        self,
        plan: Plan,
        posts: PostResolver,
        tenures: TenureKeeper,
        statements: Statements,
        unit: Callable[[UnitReading, date], UUID | None],
    ) -> None:
        self._plan = plan
        self._posts = posts
        self._tenures = tenures
        self._statements = statements
        self._unit = unit

    def state_post(
        self,
        person: PersonState,
        row: RosterRow,
        reading: PostReading,
        where: tuple[UUID | None, date],
    ) -> UUID | None:
        """Plan that the person holds a post on a day; give it, None where its unit is unknown.

        `where` is the unit of the row, for a post that names none, and the day.
        """
        own, day = where
        unit = self._unit(reading.unit, day) if reading.unit else own
        if unit is None:
            self._plan.listed.update((reading.cell,) if reading.cell else ())
            return None
        post = self._posts.resolve(reading, unit)
        cell = reading.cell or row.person.cells.get("name")
        self._tenures.state_post(person, Seen(post.id, post.unit, day, reading, cell))
        return post.id

    def state_more(
        self,
        person: PersonState,
        row: RosterRow,
        dated: Dated,
        where: tuple[UUID | None, date],
    ) -> None:
        """Plan statements, each with the day that it is told of; `where` is the row's unit and the
        day of the list."""
        unit, seen_on = where
        defects = Defects(self._plan, seen_on)
        for statement, day in dated:
            cell = statement.cell or row.person.cells.get("name")
            saying = Saying(person, statement, unit, Paper(day, unit), cell)
            self._statements.state(saying, defects)
        defects.tell()
