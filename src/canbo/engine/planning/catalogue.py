"""Next year's catalogue (danh mục lớp): classes on offer, quotas, budgets and who may pay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from canbo.engine.planning.training.problem import Rules
from canbo.engine.timeline import PartialDate


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
    document: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A source of money and what it may spend on classes that begin in a calendar year."""

    code: str
    name: str
    year: int
    amount: int


@dataclass(frozen=True, slots=True)
class MayPay:
    """A source may pay for a course (None: any) for people of a funding group (None: any)."""

    source: str
    course: str | None
    group: str | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement with a school (thỏa thuận phối hợp đào tạo): for whom and in which time.

    It binds no plan by itself: classes and quotas say what is on offer.
    """

    institution: str
    number: str
    day: PartialDate | None
    subject: str
    fields: str
    people: int | None
    begins: PartialDate | None
    ends: PartialDate | None


@dataclass(frozen=True, slots=True)
class Absence:
    """How many people of a unit may be away on one day: `default`, or its own number by unit."""

    default: int
    units: Mapping[str, int] = field(default_factory=dict)

    def cap(self, unit: str) -> int:
        """Give the cap of one unit."""
        return self.units.get(unit, self.default)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that a year's plan is made from besides the facts.

    `requires` maps a course to the one that must be ended before. Units are named as in the
    office's file until the caller puts their stable ids in place (`with_units`).
    """

    year: int
    classes: tuple[OfferedClass, ...]
    quotas: tuple[OfferedQuota, ...]
    sources: tuple[Source, ...]
    payers: tuple[MayPay, ...]
    rules: Rules
    absence: Absence
    requires: Mapping[str, str] = field(default_factory=dict)
    agreements: tuple[Agreement, ...] = ()

    def unit_names(self) -> tuple[str, ...]:
        """List the units that the catalogue names, as written."""
        named = {quota.unit for quota in self.quotas if quota.unit} | set(self.absence.units)
        return tuple(sorted(named))

    def with_units(self, ids: Mapping[str, str]) -> Catalogue:
        """Put stable ids in place of the units' names; `ids` holds every `unit_names()`."""
        quotas = tuple(
            replace(quota, unit=ids[quota.unit] if quota.unit else None) for quota in self.quotas
        )
        caps = {ids[unit]: cap for unit, cap in self.absence.units.items()}
        return replace(self, quotas=quotas, absence=replace(self.absence, units=caps))
