"""How far a row of a file and a person, or two rows, may be one person.

A value that one side lacks never speaks against anybody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from canbo.engine.facts import Scale
from canbo.engine.facts.likeness import Birth, numbers_agree, same_place, sexes_differ
from canbo.engine.timeline import PartialDate
from canbo.engine.vietnamese import spelling_key
from canbo.exchange.workbooks.reading import AttainmentReading, PersonReading
from canbo.records.operations.intake.state import PersonState


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
    levels: frozenset[tuple[Scale, str]] = frozenset()

    @classmethod
    def of(
        cls, reading: PersonReading, unit: UUID | None, units: set[UUID], words: str = ""
    ) -> RowPerson:
        """Prepare a row."""
        return cls(reading, spelling_key(reading.name), unit, frozenset(units), words)

    def with_levels(self, attainments: Iterable[AttainmentReading]) -> RowPerson:
        """The same row with the levels that it tells of its person."""
        return replace(self, levels=frozenset((one.scale, one.level) for one in attainments))


class Unplaced(Exception):
    """A row of which nobody is made and nobody is found; `code` is that of the problem."""

    code = "row_left_out"

    def __init__(self, candidates: list[PersonState]) -> None:
        super().__init__(len(candidates))
        self.candidates = candidates


class Ambiguous(Unplaced):
    """Several people fit a row, or one fits several rows equally."""

    code = "ambiguous_person"


class LikelyDuplicate(Unplaced):
    """A row that fits nobody, though somebody is nearly the same: it waits for a decision."""

    code = "likely_duplicate"


class NotKnown(Unplaced):
    """A row that speaks of somebody of the home, and nobody fits."""

    code = "export_person_unknown"

    def __init__(self) -> None:
        super().__init__([])


class OutOfReach(Unplaced):
    """A row of somebody whom who imports may not touch: nothing of that person is told."""

    code = "person_out_of_reach"

    def __init__(self) -> None:
        super().__init__([])


def is_one_person(one: RowPerson, other: RowPerson) -> bool:
    """Whether two rows of one file speak of one person.

    The same number of a person does, or the same full birth date; a month or year does within one
    unit where no level is another; no birth date never does.
    """
    if numbers_agree(one.reading.more, other.reading.more):
        return True
    if contradicts(one.reading, other.reading):
        return False
    births = one.reading.birth, other.reading.birth
    if None in births or births[0] != births[1]:
        return False
    same_unit = one.unit == other.unit and one.unit_words == other.unit_words
    told_alike = same_unit and not _levels_differ(one.levels, other.levels)
    return told_alike or births[0].is_full  # type: ignore[union-attr]


def _levels_differ(one: frozenset[tuple[Scale, str]], other: frozenset[tuple[Scale, str]]) -> bool:
    """Whether two rows tell levels of one scale and none of them alike."""
    alike = {scale for scale, _ in one & other}
    return bool(({scale for scale, _ in one} & {scale for scale, _ in other}) - alike)


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


def are_apart(births: Sequence[PartialDate | None]) -> bool:
    """Whether no two of these births can be of one person."""
    by_year: dict[int, list[PartialDate]] = defaultdict(list)
    for birth in births:
        if birth is None:
            return False
        by_year[birth.year].append(birth)
    return all(
        len(same) == 1 or (all(one.is_full for one in same) and len(set(same)) == len(same))
        for same in by_year.values()
    )
