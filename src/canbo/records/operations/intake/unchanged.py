"""Plain rows of people whom the home surely knows, and those of them that say nothing new.

A row is surely of somebody whose name and full birth date it has, where nobody else in the home or
in the file can be meant by them, and whose numbers nobody else has: the same as the matching of
single rows finds. Where all that the row says of that person stands, taking it in would only say
it again; the row is not even read by itself. The others of these rows have to do with that one
person only: they are planned apart (`changed`). Every other row is taken in the usual ways.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from canbo.engine.facts import ParticularKind
from canbo.exchange.workbooks.bulk import BulkRows
from canbo.exchange.workbooks.reading import Problem
from canbo.records.models.shapes import partial
from canbo.records.operations.intake.likeness import are_apart
from canbo.records.queries import known_people

Number = tuple[ParticularKind, str]


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A row of a known person, what a person must look at in it, and how many cells it lists."""

    person: UUID
    problems: tuple[Problem, ...]
    listed: int


@dataclass(frozen=True, slots=True)
class Settled:
    """The plain rows of people surely known: those that say nothing new, and of the others whom
    they speak of; by roster, by the place of the row."""

    by_rows: Mapping[int, Mapping[int, KnownRow]] = field(default_factory=dict)
    changed_by_rows: Mapping[int, Mapping[int, UUID]] = field(default_factory=dict)

    def of(self, rows: BulkRows) -> Mapping[int, KnownRow]:
        """The rows of one roster that say nothing new."""
        return self.by_rows.get(id(rows), {})

    def changed(self, rows: BulkRows) -> Mapping[int, UUID]:
        """The rows of one roster that say something new, and of whom."""
        return self.changed_by_rows.get(id(rows), {})

    @property
    def people(self) -> set[UUID]:
        """All of them."""
        settled = {one.person for found in self.by_rows.values() for one in found.values()}
        return settled | self.people_changed

    @property
    def people_changed(self) -> set[UUID]:
        """Those of whom something new is said."""
        return {one for found in self.changed_by_rows.values() for one in found.values()}

    def names_left(self, rows: BulkRows) -> Iterator[str]:
        """The names of the other rows."""
        known = self.of(rows).keys() | self.changed(rows).keys()
        return (name for place, name in enumerate(rows.names) if place not in known)

    def numbers_left(self, rows: BulkRows) -> Iterator[str]:
        """The numbers of people in the other rows, as they are compared."""
        known = self.of(rows).keys() | self.changed(rows).keys()
        for numbers in rows.number_keys.values():
            yield from (said for place, said in enumerate(numbers) if place not in known)


def surely_known(
    rows: BulkRows, others: Collection[str], numbered: Collection[Number]
) -> dict[int, UUID]:
    """Find the places of rows that surely speak of one person of the home.

    `others` are the names, as keys, and `numbered` the numbers of the file's other rows.
    """
    by_key = rows.places_of
    known = known_people.births_by_name(key for key in by_key if key and key not in others)
    if not known:
        return {}
    once_names, once_numbers = known_people.known_once()
    found: dict[int, UUID] = {}
    for key, people in known.items():
        births = [partial(birth) for _, birth in people]
        here = [rows.births[place] for place in by_key[key]]
        if key in once_names or not are_apart(births) or not (len(here) == 1 or are_apart(here)):
            continue
        if not all(birth is not None and birth.is_full for birth in (*births, *here)):
            continue
        person_of = {birth: person for (person, _), birth in zip(people, births, strict=True)}
        for place in by_key[key]:
            if rows.births[place] in person_of:
                found[place] = person_of[rows.births[place]]
    claims = Counter(found.values())
    doubtful = _of_others_numbers(rows, found, once_numbers.union(numbered))
    return {p: one for p, one in found.items() if claims[one] == 1 and p not in doubtful}


def _of_others_numbers(
    rows: BulkRows, found: Mapping[int, UUID], taken: Collection[Number]
) -> set[int]:
    """The places of rows with a number that is, or may be, somebody else's too."""
    owners = known_people.owners_of_numbers()
    doubtful = set()
    for kind, said in rows.number_keys.items():
        counts = Counter(said)
        for place, person in found.items():
            number = (kind, said[place])
            if not said[place]:
                continue
            if counts[said[place]] > 1 or number in taken or owners.get(number, set()) - {person}:
                doubtful.add(place)
    return doubtful
