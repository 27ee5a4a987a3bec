"""Time as personnel files write it: partial dates, half-open periods, two clocks.

A fact has two times: when it was true (its period, often partly dated: "1979", "7/2011") and
when the office knew it (`recorded_at` until `voided_at`). `Perspective` selects by both.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Protocol, TypeVar

_DAY = timedelta(days=1)
_SHAPES = (
    re.compile(r"(?P<day>\d{1,2})[/.\-](?P<month>\d{1,2})[/.\-](?P<year>\d{4}|\d{2})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<month>\d{1,2})[/.\-](?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})"),
    re.compile(r"(?P<year>\d{4})"),
)


def a_year_before(day: date) -> date:
    """The same day a year before; of 29 February the 28th."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap else day.day)


@lru_cache(maxsize=4096)
def _last_of_month(year: int, month: int) -> date:
    """The last day of a month; big registers ask for the same ones millions of times."""
    return date(year, month, calendar.monthrange(year, month)[1])


class NotADate(ValueError):
    """The text names no day, month or year that exists."""


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A day, a month or a year, as far as it is known (1979, 7/2011, 05/8/2011)."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not 1800 <= self.year <= 2200 or (self.day is not None and self.month is None):
            raise NotADate(f"{self.year}/{self.month}/{self.day}")
        try:
            date(self.year, self.month or 1, self.day or 1)
        except ValueError as error:
            raise NotADate(str(error)) from error

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """Make the fully known date of one calendar day."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def parse(cls, text: str, *, century_pivot: int = 30) -> PartialDate:
        """Read a date as Vietnamese offices write it, or ISO 8601.

        Accepts 05/8/2011, 5-8-2011, 30/4/75, 7/2011, 1979, 00/00/1965, 2011-08-05. A two-digit
        year up to `century_pivot` belongs to this century. Raises NotADate for anything else.
        """
        cleaned = re.sub(r"\s+", "", text)
        for shape in _SHAPES:
            match = shape.fullmatch(cleaned)
            if match:
                return cls._from_parts(match.groupdict(), century_pivot)
        raise NotADate(text)

    @classmethod
    def _from_parts(cls, parts: dict[str, str | None], century_pivot: int) -> PartialDate:
        year_text = parts["year"] or ""
        year = int(year_text)
        if len(year_text) == 2:
            year += 2000 if year <= century_pivot else 1900
        month = int(parts.get("month") or 0) or None
        day = int(parts.get("day") or 0) or None
        return cls(year, month, day)

    @property
    def earliest(self) -> date:
        """The first calendar day that this may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last calendar day that this may mean."""
        if self.day is not None and self.month is not None:
            return date(self.year, self.month, self.day)
        return _last_of_month(self.year, self.month or 12)

    @property
    def is_full(self) -> bool:
        """Whether the very day is known."""
        return self.day is not None

    def agrees_with(self, other: PartialDate) -> bool:
        """Whether one of the two lies wholly inside the other (1979 agrees with 12/3/1979)."""
        if self.precision < other.precision:
            return self.earliest <= other.earliest and other.latest <= self.latest
        return other.earliest <= self.earliest and self.latest <= other.latest

    @property
    def precision(self) -> int:
        """1 for a year, 2 for a month, 3 for a day."""
        return 1 + (self.month is not None) + (self.day is not None)

    def iso(self) -> str:
        """The storage form: YYYY, YYYY-MM or YYYY-MM-DD."""
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
        if self.day is not None:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)

    def __str__(self) -> str:
        """The office's form: 1979, 7/2011, 05/8/2011 (a zero before days, not before months)."""
        if self.day is not None:
            return f"{self.day:02d}/{self.month}/{self.year}"
        return f"{self.month}/{self.year}" if self.month is not None else f"{self.year}"


@dataclass(frozen=True, slots=True)
class Period:
    """The days [begins, ends): `begins` is in, `ends` is out; None is an unbounded side."""

    begins: date | None
    ends: date | None

    def __contains__(self, day: date) -> bool:
        return (self.begins is None or self.begins <= day) and (
            self.ends is None or day < self.ends
        )

    @property
    def is_empty(self) -> bool:
        """Whether no day lies in the period."""
        return self.begins is not None and self.ends is not None and self.ends <= self.begins

    def overlaps(self, other: Period) -> bool:
        """Whether at least one day lies in both."""
        if self.is_empty or other.is_empty:
            return False
        return _before(self.begins, other.ends) and _before(other.begins, self.ends)

    @classmethod
    def closed(cls, first: date, last: date) -> Period:
        """The days from `first` to `last`, both included."""
        return cls(first, last + _DAY)


def _before(begins: date | None, ends: date | None) -> bool:
    return begins is None or ends is None or begins < ends


@dataclass(frozen=True, slots=True)
class Validity:
    """When a fact was true, with what is not known about it kept apart.

    `begins` and `ends` are partial dates as written; `ends` is the last day (or month, year) in
    which it still held. `known_by` is the earliest day on which the source saw it hold, for
    facts whose beginning nobody wrote down (a post in a roster of that day).
    """

    begins: PartialDate | None = None
    ends: PartialDate | None = None
    known_by: date | None = None

    @property
    def certain(self) -> Period:
        """The days on which the fact surely held: state on a day is read from this.

        From the latest day that the beginning may mean (or the day the source saw it) to the
        earliest that the end may mean; where that leaves no day (from 5/2008 to 5/2008) the
        widest reading takes its place.
        """
        first = self.begins.latest if self.begins else self.known_by
        if self.ends is None:
            return Period(first, None)
        last = self.ends.earliest + _DAY
        narrow = Period(first, last)
        return self.possible if narrow.is_empty else narrow

    def surely_on(self, day: date) -> bool:
        """Whether the fact surely held on a day: whether that lies in `certain`."""
        if self.ends is not None:
            return day in self.certain
        first = self.begins.latest if self.begins else self.known_by
        return first is None or first <= day

    @property
    def possible(self) -> Period:
        """The widest period that the written dates allow."""
        first = self.begins.earliest if self.begins else self.known_by
        return Period(first, self.ends.latest + _DAY if self.ends else None)


@dataclass(frozen=True, slots=True)
class Perspective:
    """From where one looks: what held on `as_of`, as far as recorded by `known_at`.

    `known_at` is an aware instant. Rights never follow a perspective.
    """

    as_of: date
    known_at: datetime

    def __post_init__(self) -> None:
        if self.known_at.tzinfo is None:
            raise ValueError("known_at must carry a time zone")


class Recorded(Protocol):
    """Anything with the two instants of the second clock."""

    @property
    def recorded_at(self) -> datetime: ...

    @property
    def voided_at(self) -> datetime | None: ...


class Dated(Recorded, Protocol):
    """A recorded fact with a validity."""

    @property
    def validity(self) -> Validity: ...


R = TypeVar("R", bound=Recorded)
D = TypeVar("D", bound=Dated)


def is_known(fact: Recorded, known_at: datetime) -> bool:
    """Whether the fact stood recorded and not voided at that instant."""
    return fact.recorded_at <= known_at and (fact.voided_at is None or fact.voided_at > known_at)


def known(facts: Iterable[R], known_at: datetime) -> list[R]:
    """Keep the facts that stood recorded and not voided at `known_at`."""
    return [fact for fact in facts if is_known(fact, known_at)]


def fold(facts: Iterable[D], perspective: Perspective) -> list[D]:
    """Fold a history into the state of one perspective: the facts known then that hold then."""
    return [
        fact
        for fact in facts
        if is_known(fact, perspective.known_at) and fact.validity.surely_on(perspective.as_of)
    ]
