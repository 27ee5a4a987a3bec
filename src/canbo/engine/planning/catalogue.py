"""Next year's catalogue (danh mục lớp): classes on offer, quotas, budgets and who may pay."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from canbo.engine.planning.training.problem import Rules


@dataclass(frozen=True, slots=True)
class OfferedClass:
    """A class that may be opened: its blocks of days, seats, least size and cost per head."""

    code: str
    name: str
    course: str
    seats: int
    minimum: int
    cost: int
    sessions: tuple[tuple[date, date], ...]
    institution: str = ""
    place: str = ""

    @property
    def first_day(self) -> date:
        """The first day of the first block: the day that counts for quota and year."""
        return min(begins for begins, _ in self.sessions)

    @property
    def last_day(self) -> date:
        """The last day of the last block."""
        return max(ends for _, ends in self.sessions)


@dataclass(frozen=True, slots=True)
class OfferedQuota:
    """Places of a course that the level above allots (chỉ tiêu); `unit` None is everybody."""

    code: str
    course: str
    begins: date
    ends: date
    places: int
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A source of money: what it may spend in the year, for which courses and funding groups."""

    code: str
    name: str
    amount: int
    courses: tuple[str, ...] = ()  # none: any
    groups: tuple[str, ...] = ()  # none: any


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that a year's plan is made from besides the facts.

    `requires` maps a course to the one that must be ended before. `absence_share` of a unit's
    people, at least one, may be away on one day.
    """

    year: int
    classes: tuple[OfferedClass, ...]
    quotas: tuple[OfferedQuota, ...]
    sources: tuple[Source, ...]
    rules: Rules
    requires: dict[str, str] = field(default_factory=dict)
    absence_share: Fraction = Fraction(1, 5)
