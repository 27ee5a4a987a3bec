"""How far a row of a file and a person, or two rows, may be one person.

A value that one side lacks never speaks against anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

from canbo.engine.facts import ParticularKind, Sex
from canbo.engine.timeline import PartialDate
from canbo.engine.vietnamese import search_key, spelling_key
from canbo.exchange.workbooks.reading import PersonReading
from canbo.records.operations.intake.state import PersonState

# what only one person has, whoever gave it
NUMBERS = (
    ParticularKind.IDENTITY_NUMBER,
    ParticularKind.INSURANCE_NUMBER,
    ParticularKind.STAFF_CODE,
)
_PLACE_TYPES = frozenset(
    [
        "phuong",
        "xa",
        "p",
        "x",
        "tt",
        "thi",
        "tran",
        "tx",
        "h",
        "huyen",
        "quan",
        "q",
        "tp",
        "thanh",
        "pho",
        "tinh",
        "t",
    ]
)


class Birth(IntEnum):
    """How far the birth dates of a row and a person agree."""

    UNKNOWN = 0
    AGREES = 1  # one lies inside the other
    SAME_DAY = 2


@dataclass(frozen=True, slots=True)
class Fit:
    """How a person fits a row. None: one of the two says nothing of it.

    `identity` is 0 for what is said of the person today; others are of records merged since.
    """

    birth: Birth
    home: bool | None
    unit: bool | None
    identity: int = 0

    @property
    def places(self) -> bool | None:
        """Whether home place or unit speak for the person, or against, or not at all."""
        if self.home or self.unit:
            return True
        return False if self.home is False or self.unit is False else None

    @property
    def strength(self) -> tuple[int, int, int]:
        """Orders fits: birth date first, then home place, then unit."""
        return self.birth, _strength(self.home), _strength(self.unit)


Found = tuple[PersonState, Fit]


def _strength(agrees: bool | None) -> int:
    return 0 if agrees is None else 1 if agrees else -1


@dataclass(frozen=True, slots=True)
class RowPerson:
    """What a row says of its person, ready to compare. `units`: the row's unit and those above."""

    reading: PersonReading
    key: str
    unit: UUID | None
    units: frozenset[UUID]
    unit_words: str

    @classmethod
    def of(
        cls, reading: PersonReading, unit: UUID | None, units: set[UUID], words: str = ""
    ) -> RowPerson:
        """Prepare a row."""
        return cls(reading, spelling_key(reading.name), unit, frozenset(units), words)


class Unplaced(Exception):
    """A row of which nobody is made and nobody is found; `code` is that of the problem."""

    code = "row_left_out"

    def __init__(self, candidates: list[PersonState]) -> None:
        super().__init__(len(candidates))
        self.candidates = candidates


class Ambiguous(Unplaced):
    """Several people fit a row, or one fits several rows equally."""

    code = "ambiguous_person"


class OutOfReach(Unplaced):
    """A row of somebody whom who imports may not touch: nothing of that person is told."""

    code = "person_out_of_reach"

    def __init__(self) -> None:
        super().__init__([])


def numbers_agree(
    one: Mapping[ParticularKind, str], other: Mapping[ParticularKind, str]
) -> bool | None:
    """Whether numbers that only one person has are the same, or differ; None: nothing to compare.

    A 9-digit and a 12-digit identity number say nothing of each other: the new one came after.
    """
    told = None
    for kind in NUMBERS:
        left, right = number_key(one.get(kind, "")), number_key(other.get(kind, ""))
        if not left or not right:
            continue
        if left == right:
            return True
        if kind is not ParticularKind.IDENTITY_NUMBER or len(left) == len(right):
            told = False
    return told


def number_key(number: str) -> str:
    """A number as compared: letters and digits only."""
    return "".join(one for one in number.casefold() if one.isalnum())


def is_one_person(one: RowPerson, other: RowPerson) -> bool:
    """Whether two rows of one file speak of one person.

    The same number of a person does, or the same full birth date; a month or year does within one
    unit; no birth date never does.
    """
    if numbers_agree(one.reading.more, other.reading.more):
        return True
    if contradicts(one.reading, other.reading):
        return False
    births = one.reading.birth, other.reading.birth
    if None in births or births[0] != births[1]:
        return False
    same_unit = one.unit == other.unit and one.unit_words == other.unit_words
    return same_unit or births[0].is_full  # type: ignore[union-attr]


def contradicts(one: PersonReading, other: PersonReading) -> bool:
    """Whether two rows cannot speak of one person."""
    dates = (
        (one.birth, other.birth),
        (one.party_date, other.party_date),
        (one.party_official_date, other.party_official_date),
    )
    return (
        numbers_agree(one.more, other.more) is False
        or any(left and right and not left.agrees_with(right) for left, right in dates)
        or sexes_differ(one.sex, other.sex)
        or same_place(one.home_place, other.home_place) is False
        or _differ(one.ethnic_group, other.ethnic_group)
    )


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and spelling_key(one) != spelling_key(other)


def sexes_differ(one: Sex | None, other: Sex | None) -> bool:
    return one is not None and other is not None and one is not other


def compare_births(one: PartialDate | None, other: PartialDate | None) -> Birth | None:
    """Compare two birth dates; None when they contradict each other."""
    if one is None or other is None:
        return Birth.UNKNOWN
    if not one.agrees_with(other):
        return None
    return Birth.SAME_DAY if one.is_full and other.is_full else Birth.AGREES


def same_place(one: str, other: str) -> bool | None:
    """Whether two places as written may be one ("P. Trường Sơn", "phường Trường Sơn, Sầm Sơn").

    The words without the types of units are compared; one side may say less than the other.
    """
    left, right = _place_words(one), _place_words(other)
    if not left or not right:
        return None
    return left <= right or right <= left


def _place_words(place: str) -> frozenset[str]:
    return frozenset(search_key(place).split()) - _PLACE_TYPES
