"""What a figure is: a value of one kind, its base, its window or moment, and its rows.

People (người), attendances (lượt), acts (việc) and money are different units: the types forbid
adding one to another. A share is never added to anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar, Self
from uuid import UUID

from canbo.engine.refusal import Refusal


class Kind(StrEnum):
    """What a figure counts."""

    PEOPLE = "people"  # người
    ATTENDANCES = "attendances"  # lượt
    ACTS = "acts"  # việc, quyết định
    SHARE = "share"  # tỷ lệ
    MONEY = "money"  # đồng


@dataclass(frozen=True, slots=True)
class _Amount:
    """A whole number of one unit; only amounts of the same unit add up."""

    number: int

    def __add__(self, other: Self) -> Self:
        if type(other) is not type(self):
            return NotImplemented
        return type(self)(self.number + other.number)


@dataclass(frozen=True, slots=True)
class People(_Amount):
    """A number of different people; two add up only where nobody is in both groups."""

    kind: ClassVar[Kind] = Kind.PEOPLE


@dataclass(frozen=True, slots=True)
class Attendances(_Amount):
    """A number of attendances of classes; one person may stand behind several."""

    kind: ClassVar[Kind] = Kind.ATTENDANCES


@dataclass(frozen=True, slots=True)
class Acts(_Amount):
    """A number of acts, such as appointments."""

    kind: ClassVar[Kind] = Kind.ACTS


@dataclass(frozen=True, slots=True)
class Money(_Amount):
    """An amount in whole đồng."""

    kind: ClassVar[Kind] = Kind.MONEY


@dataclass(frozen=True, slots=True)
class Share:
    """An exact share: `numerator` of `base`, both counted; an empty base has no share."""

    numerator: int
    base: int
    kind: ClassVar[Kind] = Kind.SHARE

    def __post_init__(self) -> None:
        if not 0 <= self.numerator <= self.base:
            raise ValueError(f"{self.numerator}/{self.base} is no share")

    @property
    def fraction(self) -> Fraction | None:
        """The share as a number, None when nobody is in the base."""
        return Fraction(self.numerator, self.base) if self.base else None

    def __str__(self) -> str:
        """Both counts as they open to rows, never reduced: 116/125."""
        return f"{self.numerator}/{self.base}"


Value = People | Attendances | Acts | Money | Share


class WindowReversed(Refusal):
    """A window was asked for whose last day comes before its first."""

    def __init__(self, first: date, last: date) -> None:
        super().__init__("window_reversed", {"first": first.isoformat(), "last": last.isoformat()})


@dataclass(frozen=True, slots=True)
class Window:
    """The days from `first` to `last`, both included. Raises WindowReversed."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise WindowReversed(self.first, self.last)

    @classmethod
    def year_to(cls, as_of: date) -> Window:
        """The default window: from 1 January of the year of `as_of` to that day."""
        return cls(date(as_of.year, 1, 1), as_of)


@dataclass(frozen=True, slots=True)
class Frame:
    """From where and for whom the figures are read.

    `as_of` and `known_at` are the perspective, `window` the days that attendances must touch,
    `unit` the top of the subtree, None for the whole home; `scope` the units of that subtree where
    the caller knows them better than the placements of the day do (units that are gone while people
    still hold posts in them, old units counted as later ones).
    """

    as_of: date
    known_at: datetime
    window: Window
    unit: UUID | None = None
    scope: frozenset[UUID] | None = None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row that a figure counts.

    `fact` is the key of the fact by which the row counts (of a person: the first such fact).
    `met` answers for the rows of a share only: None there means that the data are missing.
    `detail` is the class's name, or a code: the level held, the post's title. `person` is None
    where the row is about a unit or about money, `part` the group that it falls into ("" where
    nobody wrote it down), `amount` its đồng; `unit` the unit that the row is about.
    """

    fact: UUID
    person: UUID | None
    met: bool | None
    detail: str
    source: str
    part: str = ""
    amount: int | None = None
    unit: UUID | None = None


@dataclass(frozen=True, slots=True)
class Base:
    """What a figure is measured against: the base of a share, the people behind attendances.

    `unit` is what it counts, in words.
    """

    label: str
    count: int
    unit: str = "người"


@dataclass(frozen=True, slots=True)
class Part:
    """What of a figure falls into one group: `code` is a code or words, "" for unknown."""

    code: str
    value: Value
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A computed figure; it opens to its rows.

    A count is the number of its rows; of a share the rows are the base and those `met` are the
    numerator. `window` is None for a figure of one moment. `missing` counts the base's people
    without data, None where that does not apply.
    """

    name: str
    label: str
    value: Value
    unit: str
    definition: str
    window: Window | None
    base: Base | None
    missing: int | None
    rows: tuple[FigureRow, ...]
    split: str = ""  # what the parts are told apart by, in words; "" where there are none
    parts: tuple[Part, ...] = ()
    is_secret: bool = False

    @property
    def kind(self) -> Kind:
        """What the figure counts."""
        return self.value.kind
