"""Days that are not known to the day, and counts that are not known to the person.

What is forecast is never a guess: it lies in a span of days, and a count of it is a range from
what is sure to what is possible. The range comes from the data alone, no chance is estimated.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from canbo.engine.vietnamese import write_number

_DAY = timedelta(days=1)


class Span(NamedTuple):
    """One of the days from `first` to `last`, both included; one day where it is known."""

    first: date
    last: date

    @property
    def is_known(self) -> bool:
        """Whether it is one certain day."""
        return self.first == self.last

    def surely_in(self, other: Span) -> bool:
        """Whether it lies in the other, whichever day it is."""
        return other.first <= self.first and self.last <= other.last

    def maybe_in(self, other: Span) -> bool:
        """Whether one of its days lies in the other."""
        return self.first <= other.last and other.first <= self.last


class Range(NamedTuple):
    """A count from what is sure (`low`) to what is possible (`high`)."""

    low: int
    high: int

    def __str__(self) -> str:
        """As it is written: 3, or 3–7 where it is not sure."""
        low, high = write_number(self.low), write_number(self.high)
        return low if self.low == self.high else f"{low}–{high}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """Something about a person that comes on one day of one of `spans`, the earliest first.

    More than one span: nothing is possible between them (pensions begin on the first of a month).
    `sure` tells that it comes at all.
    """

    person: UUID
    spans: tuple[Span, ...]
    sure: bool = True

    @property
    def span(self) -> Span:
        """From the first day that is possible to the last."""
        return Span(self.spans[0].first, max(each.last for each in self.spans))

    def maybe_in(self, window: Span) -> bool:
        """Whether it may come in a window."""
        return any(each.maybe_in(window) for each in self.spans)

    def surely_in(self, window: Span) -> bool:
        """Whether it comes, and in the window, whatever the unknown days are."""
        return self.sure and all(each.surely_in(window) for each in self.spans)


def people_in(rows: Iterable[Foreseen], window: Span) -> Range:
    """Count the people of whom something surely, or possibly, comes in a window; each once."""
    found = [row for row in rows if row.maybe_in(window)]
    surely = {row.person for row in found if row.surely_in(window)}
    return Range(len(surely), len({row.person for row in found}))


@dataclass(frozen=True, slots=True)
class Horizon:
    """How far ahead one looks: the days after `as_of` to the same day so many years later."""

    as_of: date
    last: date

    @classmethod
    def of_years(cls, as_of: date, years: int) -> Horizon:
        """Look whole years ahead; from 29 February to the 28th where there is no other."""
        leap = (as_of.month, as_of.day) == (2, 29)
        later = as_of.year + years
        day = 28 if leap and not _is_leap(later) else as_of.day
        return cls(as_of, date(later, as_of.month, day))

    @property
    def window(self) -> Span:
        """All its days."""
        return Span(self.as_of + _DAY, self.last)

    @property
    def due(self) -> Span:
        """What is due already: every day until `as_of`."""
        return Span(date.min, self.as_of)

    def years(self) -> list[tuple[int, Span]]:
        """Its calendar years; the first and the last as far as they belong to it."""
        first, last = self.window
        return [
            (year, Span(max(first, date(year, 1, 1)), min(last, date(year, 12, 31))))
            for year in range(first.year, last.year + 1)
        ]

    def months(self) -> list[Span]:
        """Its calendar months; the first and the last as far as they belong to it."""
        first, last = self.window
        found, begins = [], first
        while begins <= last:
            ends = min(last, _last_of_month(begins))
            found.append(Span(begins, ends))
            begins = ends + _DAY
        return found


def _last_of_month(day: date) -> date:
    later = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return later - _DAY


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
