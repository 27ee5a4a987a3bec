"""Who a row speaks of: name and birth date, then home place or unit where the file has them.

A value that one side lacks never speaks against anybody. Where two people still fit, nobody is
chosen: the row is left for a person to look at, or for a decision.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from canbo.engine.facts import ParticularKind, Sex
from canbo.engine.facts.likeness import (
    NUMBERS,
    Birth,
    compare_births,
    number_key,
    numbers_agree,
    same_place,
    sexes_differ,
)
from canbo.engine.vietnamese import proper_name
from canbo.records.models.shapes import partial
from canbo.records.operations.intake.doubts import PersonDoubts
from canbo.records.operations.intake.likeness import (
    Ambiguous,
    Fit,
    Found,
    NotKnown,
    OutOfReach,
    RowPerson,
    contradicts,
    is_one_person,
)
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.state import PersonState, State
from canbo.records.operations.intake.units import UnitResolver


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
        self._doubts = PersonDoubts(state, plan, units)
        self._last: tuple[str, str, UUID] | None = None  # sheet, name and person of the line before
        self._numbered: dict[tuple[ParticularKind, str], PersonState] = {}
        for person in state.people.values():
            for said in person.identities:
                self._index(person, said)

    def fits(self, row: RowPerson) -> list[Found]:
        """Everybody of that name, or of that number, whom nothing in the row speaks against.

        A number that only one person has decides: nobody else fits then.
        """
        numbered = self._of_number(row)
        if numbered is not None:
            return [(numbered, Fit(Birth.SAME_DAY, True, True))]
        found = []
        for person in self._state.by_name.get(row.key, ()):
            fit = self._compare(row, person)
            if fit is not None:
                found.append((person, fit))
        return found

    def _of_number(self, row: RowPerson) -> PersonState | None:
        for kind in NUMBERS:
            number = number_key(row.reading.more.get(kind, ""))
            if number and (kind, number) in self._numbered:
                return self._numbered[kind, number]
        return None

    def _index(self, person: PersonState, said: Mapping[ParticularKind, str]) -> None:
        for kind in NUMBERS:
            number = number_key(said.get(kind, ""))
            if number:
                self._numbered.setdefault((kind, number), person)

    @property
    def numbers(self) -> Collection[tuple[ParticularKind, str]]:
        """The numbers that are known to be somebody's, each with its kind."""
        return self._numbered.keys()

    def described(self, person: PersonState) -> str:
        """Name a person so that a clerk knows who is meant."""
        return self._doubts.described(person)

    def best(self, row: RowPerson) -> tuple[int, int, int]:
        """The strength of the row's best fit: stronger rows choose first."""
        return max((fit.strength for _, fit in self.fits(row)), default=(-1, 0, 0))

    def match_official(self, row: RowPerson, sheet: str) -> PersonState:
        """Find or make the person of a unit roster's row. Raises Unplaced."""
        return self._settled(row, sheet, self._free_officials)

    def match_learner(self, row: RowPerson, sheet: str) -> PersonState:
        """Find or make the person of a class roster's row. Raises Unplaced."""
        return self._settled(row, sheet, self._free_learners)

    def match_listed(self, row: RowPerson, sheet: str, *, in_lines: bool = False) -> PersonState:
        """Find or make the person of a list's row, who may stand in several of its rows.

        `in_lines`: a row is one line of a career, and the next line of the same name goes on with
        it. Raises Unplaced.
        """
        return self._settled(row, sheet, self._free_lines if in_lines else self._free_listed)

    def match_known(self, row: RowPerson, sheet: str) -> PersonState:
        """Find the person of a row that speaks of people of the home only. Raises Unplaced."""
        try:
            chosen = _choose(self._free_listed(row, sheet))
        except Ambiguous as doubt:
            self._refuse_closed(doubt.candidates)
            raise
        if chosen is None or chosen[0].is_new:
            raise NotKnown
        self._refuse_closed([chosen[0]])
        return self._claim(row, *chosen, sheet)

    def _settled(
        self, row: RowPerson, sheet: str, free: Callable[[RowPerson, str], list[Found]]
    ) -> PersonState:
        """Choose among those who are free for the row; ask where nobody or several fit."""
        try:
            chosen = _choose(free(row, sheet))
        except Ambiguous as doubt:
            self._refuse_closed(doubt.candidates)
            person = self._doubts.which(row, doubt)
        else:
            if chosen is not None:
                self._refuse_closed([chosen[0]])
                return self._claim(row, *chosen, sheet)
            person = self._doubts.new(row)
        if person is None:
            return self._claim(row, self._make(row), Fit(Birth.SAME_DAY, True, True), sheet)
        fit = self._compare(row, person) or Fit(Birth.UNKNOWN, None, None)
        return self._claim(row, person, fit, sheet)

    def _refuse_closed(self, people: Sequence[PersonState]) -> None:
        if any(person.id in self._state.closed for person in people):
            raise OutOfReach

    def claimed_by(self, people: Collection[UUID]) -> set[int]:
        """The rows that speak of these people, by the identity of what each says of its person."""
        return {
            id(claim.row.reading) for person in people for claim in self._claims.get(person, ())
        }

    def _claims_as(self, person: PersonState, fit: Fit) -> list[_Claim]:
        """The rows already held against a person by the same one of the records that were two."""
        claims = self._claims.get(person.id, [])
        return [one for one in claims if one.fit.identity == fit.identity]

    def _free_officials(self, row: RowPerson, _: str) -> list[Found]:
        found = self.fits(row)
        free = []
        for person, fit in found:
            claims = self._claims_as(person, fit)
            if not claims or all(is_one_person(claim.row, row) for claim in claims):
                free.append((person, fit))
            elif _fits_equally(claims[0], row, fit, is_new=person.is_new):
                raise Ambiguous([person])
        return _unless_elsewhere(free)

    def _free_learners(self, row: RowPerson, sheet: str) -> list[Found]:
        found = []
        for person, fit in self.fits(row):
            claims = [one for one in self._claims_as(person, fit) if one.sheet == sheet]
            if any(contradicts(claim.row.reading, row.reading) for claim in claims):
                continue
            if claims and not all(is_one_person(claim.row, row) for claim in claims):
                raise Ambiguous([person])
            found.append((person, fit))
        return found

    def _free_listed(self, row: RowPerson, sheet: str) -> list[Found]:
        """Whoever is known and fits may stand in several rows; a new person needs more."""
        found = []
        for person, fit in self.fits(row):
            claims = [one for one in self._claims_as(person, fit) if one.sheet == sheet]
            if any(contradicts(claim.row.reading, row.reading) for claim in claims):
                continue
            sure = not person.is_new and (fit.birth is not Birth.UNKNOWN or bool(fit.places))
            if claims and not sure and not all(is_one_person(claim.row, row) for claim in claims):
                raise Ambiguous([person])
            found.append((person, fit))
        return found

    def _free_lines(self, row: RowPerson, sheet: str) -> list[Found]:
        for person, fit in self.fits(row):
            if self._last == (sheet, row.key, person.id):
                claims = self._claims.get(person.id, [])
                if not any(contradicts(claim.row.reading, row.reading) for claim in claims):
                    return [(person, fit)]
        return self._free_listed(row, sheet)

    def _claim(self, row: RowPerson, person: PersonState, fit: Fit, sheet: str) -> PersonState:
        """Give the row to a person; later rows are held against it."""
        if not person.is_new:
            self._plan.matched.add(person.id)
        self._claims.setdefault(person.id, []).append(_Claim(row, fit, sheet))
        self._last = (sheet, row.key, person.id)
        self._index(person, row.reading.more)
        if row.unit is not None:
            person.units.add(row.unit)
        elif row.unit_words:
            person.unit_words.add(row.unit_words)
        return person

    def known_person(self, row: RowPerson, person: PersonState) -> None:
        """Give a row to somebody of whom it surely speaks; no other row is held against them."""
        self._plan.matched.add(person.id)
        if row.unit is not None:
            person.units.add(row.unit)

    def new_person(self, row: RowPerson) -> PersonState:
        """Make the person of a row of somebody surely new; no other row is held against them."""
        person = PersonState(uuid4(), is_new=True)
        person.names[row.key] = proper_name(row.reading.name)
        self._plan.people.add(person.id)
        if row.unit is not None:
            person.units.add(row.unit)
        return person

    def _make(self, row: RowPerson) -> PersonState:
        person = self.new_person(row)
        self._state.add_person(person)
        return person

    def _compare(self, row: RowPerson, person: PersonState) -> Fit | None:
        """How the row fits; a person who was two records fits as the one or as the other."""
        found = [
            fit
            for identity, said in enumerate(person.identities)
            if (fit := self._compare_said(row, person, said, identity)) is not None
        ]
        return max(found, key=lambda fit: fit.strength, default=None)

    def _compare_said(
        self, row: RowPerson, person: PersonState, said: Mapping[ParticularKind, str], identity: int
    ) -> Fit | None:
        reading, sex = row.reading, said.get(ParticularKind.SEX)
        birth = compare_births(reading.birth, partial(said.get(ParticularKind.BIRTH, "")))
        if birth is None or sexes_differ(reading.sex, Sex(sex) if sex else None):
            return None
        if numbers_agree(reading.more, said) is False:
            return None
        home = same_place(reading.home_place, said.get(ParticularKind.HOME_PLACE, ""))
        return Fit(birth, home, self._same_unit(row, person), identity)

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
    if contradicts(claim.row.reading, row.reading):
        return False
    if fit.birth is Birth.UNKNOWN and fit.places is False:
        return False
    return is_new or fit.strength >= claim.fit.strength


def _choose(found: list[Found]) -> Found | None:
    """Choose the one who fits; None for nobody. Raises Ambiguous."""
    dated = [(person, fit) for person, fit in found if fit.birth is not Birth.UNKNOWN]
    if dated:
        return _only(_narrowed(dated))
    placed = [(person, fit) for person, fit in found if fit.places is not False]
    for_them = [(person, fit) for person, fit in placed if fit.places]
    return _only(_narrowed(for_them or placed)) if placed else None


def _unless_elsewhere(found: list[Found]) -> list[Found]:
    """Where a roster's row fits people of other units only by name and year, it is asked."""
    strangers = [p for p, fit in found if fit.birth is Birth.AGREES and fit.places is False]
    if strangers and len(strangers) == len(found):
        raise Ambiguous(strangers)
    return found


def _narrowed(found: list[Found]) -> list[Found]:
    """Keep those whom the birth day, then the home place, then the unit speak for most."""
    for place in range(3):
        top = max(fit.strength[place] for _, fit in found)
        found = [(person, fit) for person, fit in found if fit.strength[place] == top]
    return found


def _only(found: list[Found]) -> Found:
    if len(found) > 1:
        raise Ambiguous([person for person, _ in found])
    return found[0]
