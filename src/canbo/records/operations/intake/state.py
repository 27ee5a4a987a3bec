"""What the home knows of the things that one file speaks of, loaded by a few bulk queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from canbo.engine.facts import (
    Attainment,
    Attendance,
    Fact,
    FactKind,
    Particular,
    ParticularKind,
    Post,
    Sex,
    Tenure,
    TrainingClass,
    Unit,
    UnitName,
    UnitPlacement,
)
from canbo.engine.timeline import PartialDate
from canbo.engine.vietnamese import spelling_key
from canbo.records.models.shapes import partial
from canbo.records.queries import registers, stored
from canbo.records.queries.stored import PERSON_KINDS, StoredFact


@dataclass(slots=True)
class PersonState:
    """A person as known before and during the import.

    `said` holds the values by which a row is compared; the facts are what new statements are
    held against. The two differ only while an edited edition takes the place of an earlier one.
    """

    id: UUID
    is_new: bool = False
    names: dict[str, str] = field(default_factory=dict)  # spelling key → as written
    said: dict[ParticularKind, str] = field(default_factory=dict)
    particulars: dict[ParticularKind, Particular] = field(default_factory=dict)
    notes: list[Particular] = field(default_factory=list)
    tenures: list[Tenure] = field(default_factory=list)
    attainments: list[Attainment] = field(default_factory=list)
    attendances: dict[UUID, Attendance] = field(default_factory=dict)
    units: set[UUID] = field(default_factory=set)
    unit_words: set[str] = field(default_factory=set)

    @property
    def birth(self) -> PartialDate | None:
        """The birth date as far as known."""
        return partial(self.said.get(ParticularKind.BIRTH, ""))

    @property
    def sex(self) -> Sex | None:
        """The sex, if known."""
        value = self.said.get(ParticularKind.SEX)
        return Sex(value) if value else None

    def learn(self, fact: Fact) -> None:
        """Compare later rows with this fact too."""
        if isinstance(fact, Particular):
            self.said.setdefault(fact.kind, fact.value)
            if fact.kind is ParticularKind.NAME:
                self.names[spelling_key(fact.value)] = fact.value
        elif isinstance(fact, Attendance) and fact.unit_as_written:
            self.unit_words.add(fact.unit_as_written)

    def hold(self, fact: Fact) -> None:
        """Hold later statements against this fact."""
        if isinstance(fact, Particular):
            if fact.kind is ParticularKind.NOTE:
                self.notes.append(fact)
            else:
                self.particulars[fact.kind] = fact
                self.said[fact.kind] = fact.value
        elif isinstance(fact, Tenure):
            self.tenures.append(fact)
        elif isinstance(fact, Attainment):
            self.attainments.append(fact)
        elif isinstance(fact, Attendance):
            self.attendances[fact.training_class] = fact
        self.learn(fact)

    def swap(self, old: Fact, new: Fact) -> None:
        """Hold `new` in the place of `old`."""
        for facts in (self.tenures, self.attainments, self.notes):
            if old in facts:
                facts.remove(old)  # type: ignore[arg-type]
        self.hold(new)


@dataclass(frozen=True, slots=True)
class EarlierEdition:
    """The import that an edited file takes the place of, with those that it had replaced itself.

    Their facts are looked at as if never stored, what they had voided as if it still stood.
    """

    batches: frozenset[int] = frozenset()
    acts: frozenset[int] = frozenset()
    held_by_others: frozenset[UUID] = frozenset()  # keys of facts that other files say too

    def is_gone(self, found: StoredFact) -> bool:
        """Whether the fact stands only because of the earlier edition."""
        return found.batch in self.batches and found.fact.key not in self.held_by_others


@dataclass(slots=True)
class State:
    """The home before the import, as far as the file may touch it."""

    units: dict[UUID, Unit]
    unit_names: dict[UUID, list[UnitName]]
    placements: dict[UUID, UnitPlacement]
    posts: dict[tuple[UUID, str], Post]  # (unit, title code or spelling of the words)
    classes: dict[UUID, TrainingClass]
    sightings: dict[UUID, set[date]]  # unit → days of rosters already taken in
    seen: dict[tuple[UUID, UUID], set[date]]  # (person, unit) → days of rosters that list both
    people: dict[UUID, PersonState] = field(default_factory=dict)
    by_name: dict[str, list[PersonState]] = field(default_factory=lambda: defaultdict(list))
    gone: dict[UUID, Any] = field(default_factory=dict)  # facts of the earlier edition
    returned: dict[UUID, Any] = field(default_factory=dict)  # facts it had voided

    def see(self, units: Iterable[UUID], people: Iterable[UUID], day: date) -> None:
        """Remember that a roster of the units of that day lists these people."""
        people = list(people)
        for unit in units:
            self.sightings.setdefault(unit, set()).add(day)
            for person in people:
                self.seen.setdefault((person, unit), set()).add(day)

    def add_person(self, person: PersonState) -> None:
        """Take a person into the look-ups."""
        self.people[person.id] = person
        for key in person.names:
            if person not in self.by_name[key]:
                self.by_name[key].append(person)


def load(name_keys: Iterable[str], edition: EarlierEdition) -> State:
    """Load what a file that speaks of these names may touch."""
    units = registers.live_units()
    posts = registers.live_posts()
    state = State(
        units={unit.id: unit for unit in units},
        unit_names=_unit_names(),
        placements={
            found.fact.unit: found.fact
            for found in stored.read_stored(FactKind.UNIT_PLACEMENT, "voided_at IS NULL", [])
        },
        posts={post_key(post): post for post in posts},
        classes={one.id: one for one in registers.live_classes()},
        sightings={},
        seen={},
    )
    ids = sorted(
        {*stored.people_named(name_keys), *stored.people_of(edition.batches, edition.acts)}
    )
    _load_people(state, ids, edition, {post.id: post for post in posts})
    named = set(ids)
    for roster in registers.sightings(without=edition.batches):
        state.see(roster.units, named.intersection(roster.people), roster.day)
    return state


def post_key(post: Post) -> tuple[UUID, str]:
    """The identity of a post: its unit and its title, or its words where no title is known."""
    return post.unit, post.title or spelling_key(post.title_as_written)


def _unit_names() -> dict[UUID, list[UnitName]]:
    names: dict[UUID, list[UnitName]] = defaultdict(list)
    for found in stored.read_stored(FactKind.UNIT_NAME, "voided_at IS NULL", []):
        names[found.fact.unit].append(found.fact)
    return names


def _load_people(
    state: State, ids: list[UUID], edition: EarlierEdition, posts: dict[UUID, Post]
) -> None:
    people = {identity: PersonState(identity) for identity in ids}
    for kind in PERSON_KINDS:
        for found in stored.read_stored(kind, "person_id = ANY(%s) AND voided_at IS NULL", [ids]):
            person = people[found.fact.person]
            if edition.is_gone(found):
                person.learn(found.fact)
            else:
                person.hold(found.fact)
            if isinstance(found.fact, Tenure):
                person.units.add(posts[found.fact.post].unit)
    _look_behind_the_edition(state, people, edition)
    for person in people.values():
        state.add_person(person)


def _look_behind_the_edition(
    state: State, people: dict[UUID, PersonState], edition: EarlierEdition
) -> None:
    """Set aside all facts of the earlier edition, and bring back what it had voided."""
    if not edition.batches:
        return
    batches, acts = sorted(edition.batches), sorted(edition.acts)
    for kind in PERSON_KINDS:
        for found in stored.read_stored(
            kind, "batch_id = ANY(%s) AND voided_at IS NULL", [batches]
        ):
            if edition.is_gone(found):
                state.gone[found.fact.id] = found.fact
    for kind in PERSON_KINDS:
        where = "voided_act = ANY(%s) AND NOT coalesce(batch_id = ANY(%s), false)"
        for found in stored.read_stored(kind, where, [acts, batches]):
            person = people[found.fact.person]
            if _stands_again(found.fact, person):
                state.returned[found.fact.id] = found.fact
                person.hold(found.fact)


def _stands_again(fact: Any, person: PersonState) -> bool:
    """Whether nothing that stands now says the same of the same days."""
    if isinstance(fact, Particular):
        return fact.kind is ParticularKind.NOTE or fact.kind not in person.particulars
    if isinstance(fact, Attendance):
        return fact.training_class not in person.attendances
    others: list[Any] = person.tenures if isinstance(fact, Tenure) else person.attainments
    return not any(
        subject(other) == subject(fact) and other.validity.certain.overlaps(fact.validity.certain)
        for other in others
    )


def subject(fact: Any) -> tuple[Any, ...]:
    """What may not be said twice of one day: the columns of the exclusion constraints."""
    if isinstance(fact, Particular):
        return fact.person, fact.kind
    if isinstance(fact, Tenure):
        return fact.person, fact.post
    if isinstance(fact, Attainment):
        return fact.person, fact.scale, fact.level, fact.field, fact.state
    if isinstance(fact, Attendance):
        return fact.person, fact.training_class
    return (fact.unit,)
