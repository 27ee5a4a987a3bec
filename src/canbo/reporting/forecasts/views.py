"""What the forecast hands to a face: counts as ranges, rows with names and words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from canbo.engine.forecast import Range, Span


class Part(StrEnum):
    """The parts of a forecast, each with a list of its own."""

    RETIREMENTS = "nghi-huu"
    TERMS = "nhiem-ky"
    NEEDS = "nhu-cau"
    VACANCIES = "ghe-trong"
    FIELDS = "nganh"
    BACKTEST = "doi-chieu"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One person in one part of the forecast.

    `subject` is the code of the line that it belongs to (a course, a term, a title, an outcome);
    `span` the days among which it comes, None where nobody knows; `sure`: that it comes within
    the span. `is_secret`: that the row stands at all tells that the person is planned for a post;
    `guarded`: what is said instead of the forecast where it would tell so. `candidates` are who is
    planned for the post of the row, of them `ready`.
    """

    person: UUID
    name: str
    post: str
    unit: str
    subject: str
    span: Span | None
    when: str
    sure: bool
    detail: str
    is_key: bool = False
    is_secret: bool = False
    guarded: str = ""
    candidates: frozenset[UUID] = frozenset()
    ready: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of a part's table: a range for what is due, for each year and for the horizon.

    `code` leads to the rows of the line, "" where it has none of its own; `note` says more.
    """

    code: str
    label: str
    due: Range
    by_year: tuple[tuple[int, Range], ...]
    total: Range
    note: str = ""


@dataclass(frozen=True, slots=True)
class MonthView:
    """The retirements of one month."""

    first: date
    people: Range
    women: Range
    key_posts: Range


@dataclass(frozen=True, slots=True)
class PartView:
    """One part: its table whole for everybody, its rows those that the actor may see.

    `counted` rows stand behind the table; `people` of them are people.
    """

    part: Part
    label: str
    says: str
    lines: tuple[LineView, ...]
    rows: tuple[RowView, ...]
    counted: int
    months: tuple[MonthView, ...] = ()

    @property
    def is_by_year(self) -> bool:
        """Whether its table tells of years, its rows of days to come."""
        return self.part not in (Part.FIELDS, Part.BACKTEST)

    @property
    def within_rights(self) -> str:
        """How many of the rows one sees, "" where it is all of them."""
        if len(self.rows) == self.counted:
            return ""
        return f"{len(self.rows)} của {self.counted} dòng trong phạm vi của bạn"

    def seen_by(
        self, visible: Collection[UUID] | None, opened: Collection[UUID] | None
    ) -> PartView:
        """Keep the rows of visible people, secret ones of opened people only."""
        rows = (
            _opened(row, opened)
            for row in self.rows
            if (visible is None or row.person in visible)
            and (not row.is_secret or opened is None or row.person in opened)
        )
        return replace(self, rows=tuple(rows))


def _opened(row: RowView, opened: Collection[UUID] | None) -> RowView:
    """The row as it is told to who may know of these people alone that they are planned."""
    if opened is None:
        return row
    known = frozenset(opened)
    if row.guarded and row.person not in known:
        row = replace(row, unit="", detail=row.guarded, sure=False)
    return replace(row, candidates=row.candidates & known, ready=row.ready & known)


@dataclass(frozen=True, slots=True)
class ForecastView:
    """The forecast of a home or unit from one perspective."""

    years: tuple[int, ...]
    last: date
    parts: tuple[PartView, ...]

    def part(self, name: Part) -> PartView:
        """One of its parts."""
        return next(each for each in self.parts if each.part is name)


@dataclass(frozen=True, slots=True)
class ScoreView:
    """One line of a backtest, in people."""

    code: str
    label: str
    said: Range
    happened: int
    hits: Range
    missed: int
    too_many: Range


@dataclass(frozen=True, slots=True)
class BacktestView:
    """A forecast held against later records, with what it can show and what not."""

    window: Span
    said_at: date
    holders_then: int
    holders_now: int
    judged_then: int
    scores: tuple[ScoreView, ...]
    cautions: tuple[str, ...]
    part: PartView
