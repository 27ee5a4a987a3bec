"""Who a row speaks of: name and birth date, then home place or unit where the file has them.

A value that one side lacks never speaks against anybody. Where two people still fit, nobody is
chosen: the row is left for a person to look at.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID, uuid4

from canbo.engine.facts import ParticularKind, Sex
from canbo.engine.timeline import PartialDate
from canbo.engine.vietnamese import proper_name, search_key, spelling_key
from canbo.exchange.workbooks.reading import PersonReading
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.state import PersonState, State
from canbo.records.operations.intake.units import UnitResolver

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
    """How a person fits a row. None: one of the two says nothing of it."""

    birth: Birth
    home: bool | None
    unit: bool | None

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


class Ambiguous(Exception):
    """Several people fit a row, or one fits several rows equally."""

    def __init__(self, candidates: list[PersonState]) -> None:
        super().__init__(len(candidates))
        self.candidates = candidates


@dataclass(slots=True)
class _Claim:
    """A row of this file that a person was already found for."""

    row: RowPerson
    fit: Fit
    sheet: str


class PeopleMatcher:
    """Finds and makes the people of one file."""

    def __init__(self, state: State, plan: Plan, units: UnitResolver) -> None:
        self._state = state
        self._plan = plan
        self._units = units
        self._claims: dict[UUID, list[_Claim]] = {}

    def fits(self, row: RowPerson) -> list[tuple[PersonState, Fit]]:
        """Everybody of that name whom nothing in the row speaks against."""
        found = []
        for person in self._state.by_name.get(row.key, ()):
            fit = self._compare(row, person)
            if fit is not None:
                found.append((person, fit))
        return found

    def best(self, row: RowPerson) -> tuple[int, int, int]:
        """The strength of the row's best fit: stronger rows choose first."""
        return max((fit.strength for _, fit in self.fits(row)), default=(-1, 0, 0))

    def match_official(self, row: RowPerson, sheet: str) -> PersonState:
        """Find or make the person of a unit roster's row. Raises Ambiguous."""
        found = self.fits(row)
        free = []
        for person, fit in found:
            claims = self._claims.get(person.id, [])
            if not claims or all(_one_person(claim.row, row) for claim in claims):
                free.append((person, fit))
            elif _fits_equally(claims[0], row, fit, is_new=person.is_new):
                raise Ambiguous([person])
        return self._take(row, free, sheet)

    def match_learner(self, row: RowPerson, sheet: str) -> PersonState:
        """Find or make the person of a class roster's row. Raises Ambiguous."""
        found = []
        for person, fit in self.fits(row):
            claims = [claim for claim in self._claims.get(person.id, []) if claim.sheet == sheet]
            if any(_contradicts(claim.row.reading, row.reading) for claim in claims):
                continue
            if claims and not all(_one_person(claim.row, row) for claim in claims):
                raise Ambiguous([person])
            found.append((person, fit))
        return self._take(row, found, sheet)

    def _take(
        self, row: RowPerson, found: list[tuple[PersonState, Fit]], sheet: str
    ) -> PersonState:
        chosen = _choose(found)
        if chosen is None:
            person, fit = self._make(row), Fit(Birth.SAME_DAY, True, True)
        else:
            person, fit = chosen
            if not person.is_new:
                self._plan.matched.add(person.id)
        self._claims.setdefault(person.id, []).append(_Claim(row, fit, sheet))
        if row.unit is not None:
            person.units.add(row.unit)
        elif row.unit_words:
            person.unit_words.add(row.unit_words)
        return person

    def _make(self, row: RowPerson) -> PersonState:
        person = PersonState(uuid4(), is_new=True)
        person.names[row.key] = proper_name(row.reading.name)
        self._plan.people.add(person.id)
        self._state.add_person(person)
        return person

    def _compare(self, row: RowPerson, person: PersonState) -> Fit | None:
        reading = row.reading
        birth = compare_births(reading.birth, person.birth)
        if birth is None or _sexes_differ(reading.sex, person.sex):
            return None
        home = same_place(reading.home_place, person.said.get(ParticularKind.HOME_PLACE, ""))
        return Fit(birth, home, self._same_unit(row, person))

    def _same_unit(self, row: RowPerson, person: PersonState) -> bool | None:
        """Whether the row's unit is one of the person's, above it or below it."""
        if row.unit is not None and person.units:
            above = (self._units.lineage(unit) for unit in person.units)
            return bool(person.units & row.units) or any(row.unit in one for one in above)
        names = {self._units.name_of(unit) for unit in person.units} | person.unit_words
        told = [same_place(row.unit_words, name) for name in names]
        return True if True in told else False if False in told else None


def _fits_equally(claim: _Claim, row: RowPerson, fit: Fit, *, is_new: bool) -> bool:
    """Whether a second row fits a person as well as the row that already has the person."""
    if _contradicts(claim.row.reading, row.reading):
        return False
    if fit.birth is Birth.UNKNOWN and fit.places is False:
        return False
    return is_new or fit.strength >= claim.fit.strength


def _choose(found: list[tuple[PersonState, Fit]]) -> tuple[PersonState, Fit] | None:
    """Choose the one who fits; None for nobody. Raises Ambiguous."""
    dated = [(person, fit) for person, fit in found if fit.birth is not Birth.UNKNOWN]
    if dated:
        return _only(_narrowed(dated))
    placed = [(person, fit) for person, fit in found if fit.places is not False]
    for_them = [(person, fit) for person, fit in placed if fit.places]
    return _only(_narrowed(for_them or placed)) if placed else None


def _narrowed(found: list[tuple[PersonState, Fit]]) -> list[tuple[PersonState, Fit]]:
    """Keep those whom the birth day, then the home place, then the unit speak for most."""
    for place in range(3):
        top = max(fit.strength[place] for _, fit in found)
        found = [(person, fit) for person, fit in found if fit.strength[place] == top]
    return found


def _only(found: list[tuple[PersonState, Fit]]) -> tuple[PersonState, Fit]:
    if len(found) > 1:
        raise Ambiguous([person for person, _ in found])
    return found[0]


def _one_person(one: RowPerson, other: RowPerson) -> bool:
    """Whether two rows of one file speak of one person.

    The same full birth date does; a month or year does within one unit; no birth date never does.
    """
    if _contradicts(one.reading, other.reading):
        return False
    births = one.reading.birth, other.reading.birth
    if None in births or births[0] != births[1]:
        return False
    same_unit = one.unit == other.unit and one.unit_words == other.unit_words
    return same_unit or births[0].is_full  # type: ignore[union-attr]


def _contradicts(one: PersonReading, other: PersonReading) -> bool:
    """Whether two rows cannot speak of one person."""
    dates = (
        (one.birth, other.birth),
        (one.party_date, other.party_date),
        (one.party_official_date, other.party_official_date),
    )
    return (
        any(left and right and not left.agrees_with(right) for left, right in dates)
        or _sexes_differ(one.sex, other.sex)
        or same_place(one.home_place, other.home_place) is False
        or _differ(one.ethnic_group, other.ethnic_group)
    )


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and spelling_key(one) != spelling_key(other)


def _sexes_differ(one: Sex | None, other: Sex | None) -> bool:
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
