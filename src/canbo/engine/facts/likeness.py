"""How far what is said of two records may mean one person: births, places, numbers, sexes.

What one side lacks never speaks against anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from canbo.engine.facts.vocabulary import ParticularKind, Sex
from canbo.engine.timeline import PartialDate
from canbo.engine.vietnamese import search_key

# what only one person has, whoever gave it
NUMBERS = (
    ParticularKind.IDENTITY_NUMBER,
    ParticularKind.INSURANCE_NUMBER,
    ParticularKind.STAFF_CODE,
)
_PLACE_TYPES = frozenset(
    (
        *("phuong", "xa", "p", "x", "thi", "tran", "tt", "tx", "huyen", "h", "quan", "q"),
        *("thanh", "pho", "tp", "tinh", "t"),
    )
)


class Birth(IntEnum):
    """How far the birth dates of a row and a person agree."""

    UNKNOWN = 0
    AGREES = 1  # one lies inside the other
    SAME_DAY = 2


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
    if number.isascii() and number.isalnum():
        return number.lower()
    return "".join(one for one in number.casefold() if one.isalnum())


def sexes_differ(one: Sex | None, other: Sex | None) -> bool:
    """Whether both are known and differ."""
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
