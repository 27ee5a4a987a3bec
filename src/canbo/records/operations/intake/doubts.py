"""Rows of which it is not plain who they speak of: the people they might mean, put to the desk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from canbo.engine.facts import ParticularKind
from canbo.engine.facts.likeness import compare_births, same_place, sexes_differ
from canbo.engine.timeline import PartialDate
from canbo.engine.vietnamese import proper_name, search_key
from canbo.records.operations.intake.differences import (
    DifferenceKind,
    Option,
    Outcome,
    Question,
)
from canbo.records.operations.intake.likeness import (
    Ambiguous,
    LikelyDuplicate,
    RowPerson,
    Unplaced,
)
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.state import PersonState, State
from canbo.records.operations.intake.units import UnitResolver

_MOST_OFFERED = 6  # a common name is borne by hundreds: the nearest are shown


class PersonDoubts:
    """Asks the desk about one file's people."""

    def __init__(self, state: State, plan: Plan, units: UnitResolver) -> None:
        self._state = state
        self._plan = plan
        self._units = units

    def new(self, row: RowPerson) -> PersonState | None:
        """Ask about a row that fits nobody: the person it speaks of, None for a new one.

        Where somebody is nearly the same nobody is made before it is decided, unless that one is
        known by nothing but the edition that this file takes the place of. Raises Unplaced
        where the row is to be left out, LikelyDuplicate where it waits.
        """
        near, namesakes = self._near(row), self._namesakes(row)
        if any(map(_is_known_elsewhere, near)):
            doubt = LikelyDuplicate(near[:_MOST_OFFERED])
            return self._decided(DifferenceKind.LIKELY_DUPLICATE, row, [*near, *namesakes], doubt)
        kind = DifferenceKind.HOMONYM if namesakes else DifferenceKind.NEW_PERSON
        kind = DifferenceKind.LIKELY_DUPLICATE if near else kind
        return self._ask(kind, row, [*near, *namesakes], Outcome.CREATE)

    def which(self, row: RowPerson, doubt: Ambiguous) -> PersonState | None:
        """Ask about a row that fits several: the person it speaks of, None for a new one.

        Raises the doubt again where nobody decided.
        """
        return self._decided(DifferenceKind.AMBIGUOUS_PERSON, row, doubt.candidates, doubt)

    def described(self, person: PersonState) -> str:
        """Name a person so that a clerk knows who is meant."""
        name = next(iter(person.names.values()), "")
        units = sorted(self._units.name_of(unit) for unit in person.units)
        return _joined([name, person.birth, *units])

    def _decided(
        self, kind: DifferenceKind, row: RowPerson, people: Sequence[PersonState], doubt: Unplaced
    ) -> PersonState | None:
        try:
            return self._ask(kind, row, people, Outcome.SKIP)
        except Unplaced:
            raise doubt from None

    def _ask(
        self, kind: DifferenceKind, row: RowPerson, people: Sequence[PersonState], default: Outcome
    ) -> PersonState | None:
        known = [one for one in people if not self._is_untold(one)][:_MOST_OFFERED]
        options = (
            Option.of(Outcome.CREATE),
            *(Option.named(one.id, self.described(one)) for one in known),
            Option.of(Outcome.SKIP),
        )
        unit = self._units.name_of(row.unit) if row.unit else row.unit_words
        name = proper_name(row.reading.name)
        chosen = self._plan.desk.settle(
            Question(
                kind=kind, person=None, person_name=name, cell=row.reading.cells.get("name"),
                options=options, default=default, after=_joined([name, row.reading.birth, unit]),
            )
        )  # fmt: skip
        if chosen.code == Outcome.SKIP:
            raise Unplaced([])
        return self._state.people[chosen.person] if chosen.person is not None else None

    def _near(self, row: RowPerson) -> list[PersonState]:
        """Those whom a slip of the pen may have made another: a mark, one part of a date.

        Where a mark differs and a year or month is all that agrees, the place speaks too, unless
        one of the two names was typed without any marks.
        """
        found = []
        for person in self._state.by_search.get(search_key(row.reading.name), ()):
            if self._is_untold(person) or sexes_differ(row.reading.sex, person.sex):
                continue
            if _nearly_same_birth(row, person) and self._is_mistyped(row, person):
                found.append(person)
        return found

    def _is_mistyped(self, row: RowPerson, person: PersonState) -> bool:
        """Whether another spelling of a name is likely to mean this person."""
        told, known = row.reading.birth, person.birth
        is_exact = bool(told and known) and told.is_full and known.is_full  # type: ignore[union-attr]
        is_bare = row.reading.name.isascii() or any(map(str.isascii, person.names.values()))
        home = person.said.get(ParticularKind.HOME_PLACE, "")
        return (
            is_exact or is_bare or row.key in person.names or self._is_of_same_unit(row, person)
            or same_place(row.reading.home_place, home) is True
        )  # fmt: skip

    def _namesakes(self, row: RowPerson) -> list[PersonState]:
        """The others of the very same name, the nearest first."""
        others = [
            person
            for person in self._state.by_name.get(row.key, ())
            if not self._is_untold(person) and not _nearly_same_birth(row, person)
        ]
        return sorted(others, key=lambda person: self._distance(row, person))

    def _is_untold(self, person: PersonState) -> bool:
        """Whether a person is none to be offered: new in this file, or not for who imports."""
        return person.is_new or person.id in self._state.closed

    def _distance(self, row: RowPerson, person: PersonState) -> tuple[bool, bool, str]:
        births = compare_births(row.reading.birth, person.birth)
        return births is None, not self._is_of_same_unit(row, person), str(person.id)

    @staticmethod
    def _is_of_same_unit(row: RowPerson, person: PersonState) -> bool:
        return bool(row.units & person.units) or any(
            same_place(row.unit_words, words) for words in person.unit_words
        )


def _is_known_elsewhere(person: PersonState) -> bool:
    """Whether anything but an earlier edition of the file says who the person is."""
    return ParticularKind.NAME in person.particulars


def _nearly_same_birth(row: RowPerson, person: PersonState) -> bool:
    """Whether the birth dates agree, or differ in one part only (12/3/1965, 12/3/1966; 3/12)."""
    told, known = row.reading.birth, person.birth
    if told is None or known is None:
        return False
    return told.agrees_with(known) or _differ_by_a_slip(told, known)


def _differ_by_a_slip(one: PartialDate, other: PartialDate) -> bool:
    if not one.is_full or not other.is_full:
        return False
    same = (one.year == other.year, one.month == other.month, one.day == other.day)
    turned = (one.year, one.month, one.day) == (other.year, other.day, other.month)
    return sum(same) == 2 or turned


def _joined(parts: Iterable[object]) -> str:
    return ", ".join(str(part) for part in parts if part)
