"""What the home knows of the things that one file speaks of, loaded by a few bulk queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any
from uuid import UUID

from canbo.engine.facts import (
    NOTE_KINDS,
    Attainment,
    Attendance,
    Election,
    Fact,
    FactKind,
    Particular,
    ParticularKind,
    Post,
    Scheme,
    Sex,
    Tenure,
    Term,
    TermProfile,
    TrainingClass,
    Unit,
    UnitName,
    UnitPlacement,
    UnitRating,
)
from canbo.engine.facts.snapshot import profiled, told_terms
from canbo.engine.timeline import PartialDate
from canbo.engine.vietnamese import search_key, spelling_key
from canbo.exchange.workbooks.reading import ReturnedDocument
from canbo.records.models.shapes import SHAPE_OF, partial
from canbo.records.queries import likenesses, merges, registers, stored
from canbo.records.queries.keyed import KeyedFact, facts_keyed
from canbo.records.queries.stored import StoredFact


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
    past: list[Particular] = field(default_factory=list)  # said of earlier days only
    notes: list[Particular] = field(default_factory=list)
    tenures: list[Tenure] = field(default_factory=list)
    attainments: list[Attainment] = field(default_factory=list)
    attendances: dict[UUID, Attendance] = field(default_factory=dict)
    others: dict[FactKind, list[Any]] = field(default_factory=dict)  # the kinds not named above
    units: set[UUID] = field(default_factory=set)
    unit_words: set[str] = field(default_factory=set)
    before: list[Mapping[ParticularKind, str]] = field(default_factory=list)  # of merged records

    @property
    def identities(self) -> list[Mapping[ParticularKind, str]]:
        """The values by which a row may know the person: today's, then those before a merge."""
        return [self.said, *self.before]

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
            if fact.kind in NOTE_KINDS:
                self.notes.append(fact)
            elif _is_past(fact, self.particulars.get(fact.kind)):
                self.past.append(fact)
            else:
                if fact.kind in self.particulars:
                    self.past.append(self.particulars[fact.kind])
                self.particulars[fact.kind] = fact
                self.said[fact.kind] = fact.value
        elif isinstance(fact, Tenure):
            self.tenures.append(fact)
        elif isinstance(fact, Attainment):
            self.attainments.append(fact)
        elif isinstance(fact, Attendance):
            self.attendances[fact.training_class] = fact
        else:
            self.others.setdefault(SHAPE_OF[type(fact)].kind, []).append(fact)
        self.learn(fact)

    def swap(self, old: Fact, new: Fact) -> None:
        """Hold `new` in the place of `old`."""
        self.drop(old)
        self.hold(new)

    def drop(self, old: Fact) -> None:
        """Hold nothing against this fact any more."""
        for facts in (self.tenures, self.attainments, self.notes, *self.others.values()):
            if old in facts:
                facts.remove(old)  # type: ignore[arg-type]
        if isinstance(old, Particular) and self.particulars.get(old.kind) is old:
            del self.particulars[old.kind]

    def held(self, kind: FactKind) -> list[Any]:
        """The facts of one kind that new statements are held against."""
        named: dict[FactKind, Iterable[Any]] = {
            FactKind.PARTICULAR: (*self.particulars.values(), *self.past, *self.notes),
            FactKind.TENURE: self.tenures,
            FactKind.ATTAINMENT: self.attainments,
            FactKind.ATTENDANCE: self.attendances.values(),
        }
        return list(named.get(kind) or self.others.get(kind, ()))


def _is_past(fact: Particular, other: Particular | None) -> bool:
    """Whether a particular ended while another one of its kind went on longer."""
    if other is None or fact.validity.ends is None:
        return False
    return other.validity.ends is None or other.validity.ends.latest > fact.validity.ends.latest


@dataclass(frozen=True, slots=True)
class EarlierEdition:
    """The import that an edited file takes the place of, with those that it had replaced itself.

    Their facts are looked at as if never stored, what they had voided as if it still stood; but for
    the people `left_out`, of whom the file says nothing new or who are looked at apart.
    """

    batches: frozenset[int] = frozenset()
    acts: frozenset[int] = frozenset()
    held_by_others: frozenset[UUID] = frozenset()  # keys of facts that other files say too
    left_out: frozenset[UUID] = frozenset()

    def is_gone(self, found: StoredFact) -> bool:
        """Whether the fact stands only because of the earlier edition."""
        if getattr(found.fact, "person", None) in self.left_out:
            return False
        return found.batch in self.batches and found.fact.key not in self.held_by_others


Seen = tuple[date, frozenset[UUID]]  # the day of a roster and whom it lists
_OF_PEOPLE = ("people", "by_name", "by_search", "gone", "returned")
_SAID = "batch_id = ANY(%s) AND voided_at IS NULL"
_VOIDED = "voided_act = ANY(%s) AND NOT coalesce(batch_id = ANY(%s), false)"


@dataclass(slots=True)
class State:
    """The home before the import, as far as the file may touch it."""

    units: dict[UUID, Unit]
    unit_names: dict[UUID, list[UnitName]]
    placements: dict[UUID, UnitPlacement]  # where each unit stands last
    unit_places: dict[UUID, list[UnitPlacement]]  # where it stands and stood
    posts: dict[tuple[UUID, str], Post]  # (unit, title code or spelling of the words)
    classes: dict[UUID, TrainingClass]
    unit_of_post: dict[UUID, UUID]  # of all posts that stood before the import
    rosters: dict[UUID, list[Seen]]  # unit → the rosters already taken in that list it
    terms: dict[UUID, Term] = field(default_factory=dict)
    elections: dict[UUID, Election] = field(default_factory=dict)
    schemes: dict[UUID, Scheme] = field(default_factory=dict)
    # what the home and this file have told of terms beside their registers
    term_profiles: dict[UUID, TermProfile] = field(default_factory=dict)
    terms_made_anew: frozenset[UUID] = frozenset()  # the earlier edition of the file made them
    unit_ratings: dict[UUID, list[UnitRating]] = field(default_factory=dict)
    people: dict[UUID, PersonState] = field(default_factory=dict)
    by_name: dict[str, list[PersonState]] = field(default_factory=lambda: defaultdict(list))
    by_search: dict[str, list[PersonState]] = field(default_factory=lambda: defaultdict(list))
    gone: dict[UUID, Any] = field(default_factory=dict)  # facts of the earlier edition
    returned: dict[UUID, Any] = field(default_factory=dict)  # facts it had voided
    keyed: dict[UUID, KeyedFact] = field(default_factory=dict)  # facts that edited cells showed
    led: dict[UUID, UUID] = field(default_factory=dict)  # records merged → the one that stands
    closed: frozenset[UUID] = frozenset()  # people beyond the reach of who imports

    def standing(self, person: UUID) -> UUID:
        """The record that stands for a person of the file today."""
        return self.led.get(person, person)

    def see(self, units: Iterable[UUID], people: Iterable[UUID], day: date) -> None:
        """Remember that a roster of the units of that day lists these people."""
        roster = day, frozenset(people)
        for unit in units:
            self.rosters.setdefault(unit, []).append(roster)

    def forget_post(self, identity: UUID) -> None:
        """Know nothing of a post that was learnt of the file and is not kept."""
        for key in [key for key, post in self.posts.items() if post.id == identity]:
            del self.posts[key]

    def days_of(self, unit: UUID) -> set[date]:
        """The days of the rosters that list the unit."""
        return {day for day, _ in self.rosters.get(unit, ())}

    def days_seen(self, person: UUID, unit: UUID) -> set[date]:
        """The days of the rosters of the unit that list the person."""
        return {day for day, people in self.rosters.get(unit, ()) if person in people}

    @contextmanager
    def with_people_apart(self, ids: Collection[UUID], edition: EarlierEdition) -> Iterator[None]:
        """Know these people alone meanwhile, and what an earlier edition said of them."""
        kept = {name: getattr(self, name) for name in _OF_PEOPLE}
        try:
            self.people, self.gone, self.returned = {}, {}, {}
            self.by_name, self.by_search = defaultdict(list), defaultdict(list)
            _load_people(self, sorted(ids), edition)
            _look_behind_the_edition(self, edition, ("person_id = ANY(%s)", sorted(ids)))
            _know_again(self)
            yield
        finally:
            for name, value in kept.items():
                setattr(self, name, value)

    def add_person(self, person: PersonState) -> None:
        """Take a person into the look-ups."""
        self.people[person.id] = person
        for key, name in person.names.items():
            _append_once(self.by_name[key], person)
            _append_once(self.by_search[search_key(name)], person)


def _append_once(people: list[PersonState], person: PersonState) -> None:
    if not people or people[-1] is not person:  # the names of one person come one after the other
        people.append(person)


def load(names: Iterable[str], edition: EarlierEdition, also: Iterable[UUID] = ()) -> State:
    """Load what a file that speaks of these names, and of these people, may touch."""
    names, also = set(names), set(also)
    spelled, searched = set(map(spelling_key, names)), set(map(search_key, names))
    units = registers.live_units()
    posts = registers.live_posts()
    places = _unit_places()
    state = State(
        units={unit.id: unit for unit in units},
        unit_names=_unit_names(),
        placements={unit: found[-1] for unit, found in places.items()},
        unit_places=places,
        posts=_by_key(posts),
        classes={one.id: one for one in registers.live_classes()},
        unit_of_post={post.id: post.unit for post in posts},
        rosters={},
        terms={one.id: one for one in registers.live_terms()},
        elections={one.id: one for one in registers.live_elections()},
        schemes={one.id: one for one in registers.live_schemes()},
        led=merges.survivors_of(also),
    )
    ids = sorted(
        {
            *stored.people_named(spelled),
            *likenesses.people_searched(searched),
            *(stored.people_of(edition.batches, edition.acts) - edition.left_out),
            *merges.people_once_known(names=spelled, searched=searched),
            *(state.standing(person) for person in also),
        }
    )
    _load_people(state, ids, edition)
    _load_unit_ratings(state, edition)
    _load_term_profiles(state, edition)
    _look_behind_the_edition(state, edition, ("person_id <> ALL(%s)", sorted(edition.left_out)))
    _look_behind_what_is_of_nobody(state, edition)
    state.terms.update(told_terms(state.terms, state.term_profiles.values()))
    _know_again(state)
    named = {*ids, *edition.left_out}
    for roster in registers.sightings(without=edition.batches):
        state.see(roster.units, named.intersection(roster.people), roster.day)
    return state


def load_keyed(state: State, document: ReturnedDocument) -> None:
    """Load the facts that the edited cells of an exported list showed."""
    keys: dict[FactKind, set[UUID]] = defaultdict(set)
    for row in document.rows:
        for cell in row.cells:
            keys[FactKind(cell.column.kind)].update(cell.facts)
    for kind, wanted in keys.items():
        state.keyed.update(facts_keyed(kind, wanted, document.known_at))


def post_key(post: Post) -> tuple[UUID, str]:
    """The identity of a post: its unit and its title, or its words where no title is known."""
    return post.unit, post.title or spelling_key(post.title_as_written)


def _by_key(posts: list[Post]) -> dict[tuple[UUID, str], Post]:
    """The posts by what their register says, and by all that was said of them since."""
    found = {post_key(post): post for post in posts}
    by_id = {post.id: post for post in posts}
    for said in stored.read_facts(FactKind.POST_PROFILE, "voided_at IS NULL"):
        post = by_id.get(said.post)
        if post is not None:
            named = profiled({post.id: post}, [said])[post.id]
            found.setdefault(post_key(named), post)
    return found


def _unit_places() -> dict[UUID, list[UnitPlacement]]:
    """Where each unit stands and stood, the last place last."""
    places: dict[UUID, list[UnitPlacement]] = defaultdict(list)
    for found in stored.read_stored(FactKind.UNIT_PLACEMENT, "voided_at IS NULL", []):
        places[found.fact.unit].append(found.fact)
    for of_unit in places.values():
        of_unit.sort(key=lambda fact: fact.validity.certain.begins or date.min)
    return places


def _unit_names() -> dict[UUID, list[UnitName]]:
    names: dict[UUID, list[UnitName]] = defaultdict(list)
    for found in stored.read_stored(FactKind.UNIT_NAME, "voided_at IS NULL", []):
        names[found.fact.unit].append(found.fact)
    for of_unit in names.values():
        of_unit.sort(key=lambda fact: fact.validity.certain.begins or date.min)
    return names


def _load_people(state: State, ids: list[UUID], edition: EarlierEdition) -> None:
    state.people |= {identity: PersonState(identity) for identity in ids}
    said = stored.read_by_kind("person_id = ANY(%s) AND voided_at IS NULL", [ids])
    for found in chain.from_iterable(said.values()):
        person = state.people[found.fact.person]
        if edition.is_gone(found):
            person.learn(found.fact)
        else:
            person.hold(found.fact)
        if isinstance(found.fact, Tenure):
            person.units.add(state.unit_of_post[found.fact.post])


def _know_again(state: State) -> None:
    """Let those be known who were two records before by what each of the two said; then let
    everybody be found by name."""
    for identity, found in merges.known_before_merging(state.people).items():
        person = state.people[identity]
        for one in found:
            said = one.said if one.is_whole else {**person.said, **one.said}
            person.before.append(said)
            name = said.get(ParticularKind.NAME, "")
            if name:
                person.names.setdefault(spelling_key(name), name)
    for person in list(state.people.values()):
        state.add_person(person)


def _load_unit_ratings(state: State, edition: EarlierEdition) -> None:
    for found in stored.read_stored(FactKind.UNIT_RATING, "voided_at IS NULL", []):
        if not edition.is_gone(found):
            state.unit_ratings.setdefault(found.fact.unit, []).append(found.fact)


def _load_term_profiles(state: State, edition: EarlierEdition) -> None:
    for found in stored.read_stored(FactKind.TERM_PROFILE, "voided_at IS NULL", []):
        if not edition.is_gone(found):
            state.term_profiles[found.fact.term] = found.fact
    state.terms_made_anew = registers.terms_made_by(edition.batches)


def _look_behind_the_edition(
    state: State, edition: EarlierEdition, among: tuple[str, list[UUID]]
) -> None:
    """Set aside what the earlier edition said of people, and bring back what it had voided.

    `among` is SQL of this app that tells of which people, with its value.
    """
    if not edition.batches:
        return
    whose, people = among
    batches, acts = sorted(edition.batches), sorted(edition.acts)
    said = stored.read_by_kind(f"{_SAID} AND {whose}", [batches, people])
    for found in chain.from_iterable(said.values()):
        if edition.is_gone(found):
            state.gone[found.fact.id] = found.fact
    voided = stored.read_by_kind(f"{_VOIDED} AND {whose}", [acts, batches, people])
    for found in chain.from_iterable(voided.values()):
        _bring_back(found.fact, state)


def _look_behind_what_is_of_nobody(state: State, edition: EarlierEdition) -> None:
    """The same of what the earlier edition said of units and terms."""
    if not edition.batches:
        return
    batches, acts = sorted(edition.batches), sorted(edition.acts)
    for kind in (FactKind.UNIT_RATING, FactKind.TERM_PROFILE):
        for found in stored.read_stored(kind, _SAID, [batches]):
            if edition.is_gone(found):
                state.gone[found.fact.id] = found.fact
        for found in stored.read_stored(kind, _VOIDED, [acts, batches]):
            _bring_back(found.fact, state)


def _bring_back(fact: Any, state: State) -> None:
    """Let a fact stand again, unless something that stands now says the same of the same days."""
    shape = SHAPE_OF[type(fact)]
    if any(shape.once.forbids(fact, other) for other in _beside(fact, state)):
        return
    state.returned[fact.id] = fact
    if isinstance(fact, UnitRating):
        state.unit_ratings.setdefault(fact.unit, []).append(fact)
    elif isinstance(fact, TermProfile):
        state.term_profiles[fact.term] = fact
    else:
        state.people[fact.person].hold(fact)


def _beside(fact: Any, state: State) -> list[Any]:
    """What stands of the same subject."""
    if isinstance(fact, UnitRating):
        return state.unit_ratings.get(fact.unit, [])
    if isinstance(fact, TermProfile):
        return [one for one in (state.term_profiles.get(fact.term),) if one]
    return state.people[fact.person].held(SHAPE_OF[type(fact)].kind)
