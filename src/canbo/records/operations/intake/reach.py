"""What a file may touch when who imports it may not touch the whole home. In doubt: nothing.

A row is taken in when everything that would be stored of it is about a person, posts and units
within reach. The other rows are listed, and no word is said of whom they might mean. Facts about
units beyond reach are not stored. Whatever would still touch something beyond reach refuses the
whole file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any
from uuid import UUID

from canbo.accounts.actor import GrantValue
from canbo.engine.facts import Post, Tenure, UnitLevel
from canbo.engine.refusal import Refusal
from canbo.exchange.workbooks.reading import Document, Problem, Reading, UnitListDocument
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.state import EarlierEdition, State
from canbo.records.operations.intake.take import Taker
from canbo.records.operations.said_again import SaidAgain

_OUT = "person_out_of_reach"
_POSTS = ("post", "from_post", "to_post")
_UNITS = ("unit", "predecessor", "successor")
_MOST_PASSES = 5  # a dropped row may make another one speak of somebody else


class ImportRefused(Refusal):
    """A file says what cannot stand beside the facts that are stored; nothing of it is stored."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """The units of one grant with those below them, and the grant."""

    units: frozenset[UUID]
    grant: GrantValue


@dataclass(frozen=True, slots=True)
class Reach:
    """The people whom an actor may import about, and where their posts may be."""

    people: frozenset[UUID]
    grounds: tuple[Grounds, ...]
    managers: Mapping[UUID, UnitLevel | None] = field(default_factory=dict)  # by dated profiles

    def manager_of(self, post: Post) -> UnitLevel | None:
        """Who manages the holder of a post; None: nobody wrote it down."""
        return self.managers.get(post.id, post.managed_by)

    def covers(self, unit: UUID, manager: UnitLevel | None) -> bool:
        """Whether a post of that unit, managed at that level, is within reach."""
        return any(unit in one.units and one.grant.covers_level(manager) for one in self.grounds)

    @property
    def units(self) -> frozenset[UUID]:
        """All units within reach."""
        return frozenset().union(*(one.units for one in self.grounds))


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with what it was made from; `said` is what rows say that were not planned one by
    one, `edition` what the file takes the place of."""

    plan: Plan
    state: State
    taker: Taker
    edition: EarlierEdition
    said: SaidAgain | None = None


def plan_within(reach: Reach, reading: Reading, plan_once: Callable[[Reading], Planned]) -> Planned:
    """Plan a file as far as it is within reach. Raises ImportRefused (`import_out_of_reach`)."""
    rest, dropped = reading, []
    for _ in range(_MOST_PASSES):
        planned = plan_once(rest)
        judge = _Judge(reach, planned)
        people = judge.people_out_of_reach()
        if not people:
            judge.prune()
            for row in dropped:
                planned.plan.list_row(row.row_cells, _problem(row))
            return planned
        rest, more = _without(rest, planned.taker.claimed_by(people))
        if not more:
            break
        dropped += more
    raise ImportRefused("import_out_of_reach", {"file": reading.file})


def _without(reading: Reading, refused: set[int]) -> tuple[Reading, list[Any]]:
    """The file without the rows whose person readings are these, and those rows."""
    documents: list[Document] = []
    dropped: list[Any] = []
    for document in reading.documents:
        if isinstance(document, UnitListDocument):
            documents.append(document)
            continue
        kept = tuple(row for row in document.rows if id(row.person) not in refused)
        dropped += [row for row in document.rows if id(row.person) in refused]
        if kept:
            documents.append(replace(document, rows=kept))  # type: ignore[arg-type]
    return replace(reading, documents=tuple(documents)), dropped


def _problem(row: Any) -> Problem:
    cell = row.person.cells.get("name")
    place = (cell.sheet, cell.address) if cell else ("", "")
    found = ", ".join(filter(None, (row.person.name, str(row.person.birth or ""))))
    return Problem(*place, _OUT, found)


class _Judge:
    """Holds one plan against a reach."""

    def __init__(self, reach: Reach, planned: Planned) -> None:
        self._reach = reach
        self._plan = planned.plan
        self._state = planned.state
        self._posts: dict[UUID, Post] = {post.id: post for post in planned.state.posts.values()}
        self._units = {unit for unit in planned.state.units if self._is_within(unit)}

    def _is_within(self, unit: UUID) -> bool:
        """Whether a unit is one of the reach, or a new one below one of them."""
        seen: set[UUID] = set()
        while unit not in seen:
            if unit in self._reach.units:
                return True
            seen.add(unit)
            placement = self._state.placements.get(unit)
            if unit not in self._plan.units or placement is None or placement.parent is None:
                return False
            unit = placement.parent
        return False

    def people_out_of_reach(self) -> set[UUID]:
        """Everybody of whom the plan says something that is not for the actor to say."""
        said = [fact for fact in self._facts() if hasattr(fact, "person")]
        out = {fact.person for fact in said if not self._may_say(fact)}
        placed = {fact.person for fact in said if isinstance(fact, Tenure)}
        out |= self._plan.people - placed  # nobody could see such a person but the whole home
        return out | (self._plan.matched - self._reach.people)

    def _facts(self) -> Iterator[Any]:
        yield from self._plan.facts.values()
        yield from (void.fact for void in self._plan.voids.values())
        yield from self._plan.again

    def _may_say(self, fact: Any) -> bool:
        if fact.person not in self._reach.people and fact.person not in self._plan.people:
            return False
        posts = (getattr(fact, name, None) for name in _POSTS)
        return all(self._covers(post) for post in posts if post is not None)

    def _covers(self, identity: UUID) -> bool:
        post = self._posts.get(identity)
        if post is None:
            return False
        if post.unit in self._plan.units:
            return self._covers_new(post)
        return self._reach.covers(post.unit, self._reach.manager_of(post))

    def _covers_new(self, post: Post) -> bool:
        """Whether a post of a new unit is within reach: by the unit that it is placed under."""
        placement = self._state.placements.get(post.unit)
        while placement is not None and placement.parent is not None:
            if placement.parent not in self._plan.units:
                return self._reach.covers(placement.parent, self._reach.manager_of(post))
            placement = self._state.placements.get(placement.parent)
        return False

    # --- what is not about a person

    def prune(self) -> None:
        """Take out what the plan says of units, posts and registers beyond reach.

        Raises ImportRefused (`import_out_of_reach`) where something that stays speaks of them.
        """
        plan, gone = self._plan, set[UUID]()
        for identity, fact in list(plan.facts.items()):
            if not hasattr(fact, "person") and not self._is_about_own(fact):
                del plan.facts[identity]
        for identity, void in list(plan.voids.items()):
            if not hasattr(void.fact, "person") and not self._is_about_own(void.fact):
                del plan.voids[identity]
        for register, is_own in (
            (plan.units, lambda one: one.id in self._units),
            (plan.posts, lambda one: one.unit in self._units),
            (plan.terms, lambda one: one.unit in self._units),
            (plan.elections, lambda one: one.term not in gone),
            (plan.schemes, lambda one: one.unit in self._units),
        ):
            for identity, one in list(register.items()):
                if not is_own(one):
                    del register[identity]
                    gone.add(identity)
        plan.units_named &= set(self._state.units) - gone
        if gone and any(gone & set(_pointers(one)) for one in self._staying()):
            raise ImportRefused("import_out_of_reach", {"file": plan.file})

    def _is_about_own(self, fact: Any) -> bool:
        units = [getattr(fact, name, None) for name in _UNITS]
        post = self._posts.get(getattr(fact, "post", None))  # type: ignore[arg-type]
        term = self._state.terms.get(getattr(fact, "term", None))  # type: ignore[arg-type]
        units += [one.unit for one in (post, term) if one]
        named = [unit for unit in units if unit is not None]
        return bool(named) and all(unit in self._units for unit in named)

    def _staying(self) -> Iterator[Any]:
        plan = self._plan
        yield from plan.facts.values()
        for register in (plan.posts, plan.terms, plan.elections, plan.schemes):
            yield from register.values()  # type: ignore[attr-defined]


def _pointers(one: Any) -> Iterator[UUID]:
    """All ids that a fact or a register names besides its own."""
    for name in (own.name for own in fields(one) if own.name not in {"id", "key"}):
        value = getattr(one, name)
        if isinstance(value, UUID):
            yield value
