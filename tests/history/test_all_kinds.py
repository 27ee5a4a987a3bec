"""Every kind of fact has the one history: folding is replaying, and the database keeps its rules.

The rules of what may not be said twice are told here anew, in plain words over naive tuples.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from canbo.accounts.access import local_operator
from canbo.engine.facts import FactKind, ParticularKind, Snapshot
from canbo.engine.facts.snapshot import ACTS, STATES
from canbo.engine.timeline import Perspective
from canbo.records import operations
from canbo.records.models.shapes import SHAPE_OF, SHAPES
from canbo.records.operations import FactRefused
from canbo.records.queries import read_facts, read_snapshot, read_snapshot_of, sql
from canbo.records.queries.snapshot import FIELDS
from tests.history.grounds import GROUND, on_new_ground
from tests.strategies import (
    CLASSES,
    FIRST_DAY,
    FIRST_INSTANT,
    LAST_DAY,
    any_facts,
    facts_of,
    validities,
)

pytestmark = pytest.mark.django_db
OPERATOR = local_operator()

# what may not be said twice: of whom, and on which days
SHARED_DAY, SAME_DAYS, SAME_FIRST_DAY, EVER = "shared day", "same days", "same first day", "ever"
RULES = {
    FactKind.UNIT_NAME: ("unit", SHARED_DAY),
    FactKind.UNIT_PLACEMENT: ("unit", SHARED_DAY),
    FactKind.PARTICULAR: ("person kind", SHARED_DAY),
    FactKind.TENURE: ("person post", SHARED_DAY),
    FactKind.ATTAINMENT: ("person scale level field state", SHARED_DAY),
    FactKind.ATTENDANCE: ("person training_class", EVER),
    FactKind.UNIT_CHANGE: ("predecessor successor document", SAME_FIRST_DAY),
    FactKind.POST_PROFILE: ("post", SHARED_DAY),
    FactKind.TERM_PROFILE: ("term", EVER),
    FactKind.RATING: ("person series", SAME_DAYS),
    FactKind.UNIT_RATING: ("unit series", SAME_DAYS),
    FactKind.POOL_ENTRY: ("person post term", SHARED_DAY),
    FactKind.MOVE: ("person to_post to_unit", SAME_FIRST_DAY),
    FactKind.ELECTION_RESULT: ("person election post", EVER),
    FactKind.LEAVE: ("person kind", SHARED_DAY),
    FactKind.DISCIPLINE: ("person side form", SAME_FIRST_DAY),
    FactKind.AWARD: ("person award", SAME_FIRST_DAY),
    FactKind.RETIREMENT: ("person", EVER),
    FactKind.RANK_HOLDING: ("person", SHARED_DAY),
}


def days_of(fact: Any) -> tuple[date, date]:
    """The first and last day on which a fact surely holds, by the words of the definition."""
    begins, ends, known_by = fact.validity.begins, fact.validity.ends, fact.validity.known_by
    first = begins.latest if begins else known_by
    last = ends.earliest if ends else None
    if first and last and first > last:
        first, last = begins.earliest if begins else known_by, ends.latest
    return first or date.min, last or date.max


def clash(kind: FactKind, one: Any, other: Any) -> bool:
    if kind is FactKind.PARTICULAR and one.kind is ParticularKind.NOTE:
        return False
    names, rule = RULES[kind]
    for name in names.split():
        here = one.source.document if name == "document" else getattr(one, name)
        there = other.source.document if name == "document" else getattr(other, name)
        if here != there:
            return False
    (first, last), (other_first, other_last) = days_of(one), days_of(other)
    if rule == SHARED_DAY:
        return first <= other_last and other_first <= last
    if rule == SAME_DAYS:
        return (first, last) == (other_first, other_last)
    return rule == EVER or first == other_first


@dataclass
class Told:
    """One statement and from which instant to which it was believed."""

    kind: FactKind
    fact: Any
    believed_from: datetime
    believed_until: datetime | None = None


@dataclass
class Home:
    """A home beside the naive telling of its history."""

    told: list[Told] = field(default_factory=list)

    def standing(self) -> list[Told]:
        return [one for one in self.told if one.believed_until is None]

    def seen(self, perspective: Perspective, kind: FactKind, *, on_the_day: bool) -> set[UUID]:
        """What was believed then, and (for states) speaks of the day."""
        found = set()
        for one in self.told:
            until = one.believed_until
            believed = one.believed_from <= perspective.known_at and (
                until is None or perspective.known_at < until
            )
            first, last = days_of(one.fact)
            fits = not on_the_day or first <= perspective.as_of <= last
            if one.kind is kind and believed and fits:
                found.add(one.fact.key)
        return found


def refused(act: Any) -> Any:
    """Do an act; None where the facts that stand refuse it."""
    try:
        with transaction.atomic():
            return act()
    except FactRefused as refusal:
        if refusal.code != "fact_overlaps":
            raise
        return None


def record(home: Home, kind: FactKind, fact: Any, at: datetime) -> None:
    forbidden = any(one.kind is kind and clash(kind, one.fact, fact) for one in home.standing())
    by_shape = any(
        one.kind is kind and SHAPES[kind].once.forbids(one.fact, fact) for one in home.standing()
    )
    made = refused(lambda: operations.record_facts(facts=[fact], actor=OPERATOR, at=at))
    assert (made is None) == forbidden == by_shape
    if made:
        home.told.append(Told(kind, made[0], at))


def correct(home: Home, place: int, validity: Any, at: datetime) -> None:
    standing = home.standing()
    if not standing:
        return
    old = standing[place % len(standing)]
    wanted = replace(old.fact, validity=validity)
    forbidden = any(
        one is not old and one.kind is old.kind and clash(old.kind, one.fact, wanted)
        for one in standing
    )
    made = refused(
        lambda: operations.correct_fact(
            kind=old.kind, fact=old.fact.id, values={"validity": validity}, source=old.fact.source,
            actor=OPERATOR, at=at,
        )
    )  # fmt: skip
    assert (made is None) == forbidden
    if made:
        old.believed_until = at
        home.told.append(Told(old.kind, made, at))


def void(home: Home, place: int, at: datetime) -> None:
    standing = home.standing()
    if standing:
        old = standing[place % len(standing)]
        operations.void_fact(kind=old.kind, fact=old.fact.id, reason="nhầm", actor=OPERATOR, at=at)
        old.believed_until = at


@st.composite
def histories(draw: st.DrawFn, least: int = 1) -> list[Any]:
    """Acts about the ground; half of them meet the kind of the act before."""
    acts: list[Any] = []
    kind = None
    for _ in range(draw(st.integers(least, 9))):
        what = draw(st.sampled_from(["record", "record", "record", "correct", "void"]))
        if kind is None or draw(st.booleans()):
            kind = draw(st.sampled_from(FactKind))
        fact = draw(facts_of(kind, GROUND))
        acts.append(
            (what, kind, fact, draw(st.integers(0, 5)), draw(validities()), draw(st.integers(0, 3)))
        )
    return acts


def live(home: Home, acts: list[Any], at: datetime) -> datetime:
    """Do the acts; instants never go back."""
    for what, kind, fact, place, validity, days in acts:
        at += timedelta(days=days)
        if what == "record":
            record(home, kind, fact, at)
        elif what == "correct":
            correct(home, place, validity, at)
        else:
            void(home, place, at)
    return at


def in_sql(kind: FactKind, perspective: Perspective) -> set[UUID]:
    query = f"SELECT f.key FROM {SHAPES[kind].table} f WHERE {sql.holds('f')}"
    return {row[0] for row in sql.rows(query, sql.perspective(perspective))}


looks = st.lists(
    st.tuples(st.dates(FIRST_DAY, LAST_DAY + timedelta(days=400)), st.integers(-1, 30)),
    min_size=1,
    max_size=4,
)


@settings(max_examples=100)
@given(acts=histories(), asked=looks)
def test_folding_every_kind_is_replaying(acts: list[Any], asked: list[Any]) -> None:
    with on_new_ground(FIRST_INSTANT):
        home = Home()
        live(home, acts, FIRST_INSTANT)
        snapshot = read_snapshot()
        for as_of, days in asked:
            perspective = Perspective(as_of, FIRST_INSTANT + timedelta(days=days))
            folded = snapshot.folded(perspective)
            for kind, name in FIELDS.items():
                wanted = home.seen(perspective, kind, on_the_day=name in STATES)
                assert {fact.key for fact in getattr(folded, name)} == wanted
                on_the_day = home.seen(perspective, kind, on_the_day=True)
                assert in_sql(kind, perspective) == on_the_day


@settings(max_examples=40)
@given(acts=histories(), more=histories(), asked=looks)
def test_an_old_question_keeps_its_old_answer(
    acts: list[Any], more: list[Any], asked: list[Any]
) -> None:
    with on_new_ground(FIRST_INSTANT):
        home = Home()
        then = live(home, acts, FIRST_INSTANT)
        questions = [Perspective(as_of, then) for as_of, _ in asked]
        before = [answers(read_snapshot(), one) for one in questions]
        live(home, more, then + timedelta(days=1))
        assert [answers(read_snapshot(), one) for one in questions] == before


def answers(snapshot: Snapshot, perspective: Perspective) -> dict[str, set[UUID]]:
    folded = snapshot.folded(perspective)
    return {name: {fact.id for fact in getattr(folded, name)} for name in (*ACTS, *STATES)} | {
        "posts": {(one.id, one.title, one.level) for one in folded.posts.values()}
    }


@settings(max_examples=120)
@given(drawn=any_facts(GROUND))
def test_what_is_stored_is_what_was_said(drawn: tuple[FactKind, Any]) -> None:
    kind, fact = drawn
    with on_new_ground(FIRST_INSTANT):
        (stored,) = operations.record_facts(facts=[fact], actor=OPERATOR, at=FIRST_INSTANT)
        (read,) = read_facts(kind)
        assert read == stored == replace(fact, recorded_at=FIRST_INSTANT)
        for one in fields(read):
            assert type(getattr(read, one.name)) is type(getattr(fact, one.name)), one.name
        of_person = getattr(read_snapshot_of(GROUND.person), FIELDS[kind])
        # of units, only those of a person's posts are read with the person
        assert (read in of_person) == hasattr(fact, "person")


def test_no_kind_is_forgotten() -> None:
    assert set(SHAPES) == set(FactKind) == set(FIELDS) == set(RULES) == set(CLASSES)
    assert {shape.fact for shape in SHAPES.values()} == set(SHAPE_OF)
    assert set(FIELDS.values()) == {*ACTS, *STATES}
    for shape in SHAPES.values():
        own = {one.name for one in fields(shape.fact)}
        shared = {"id", "key", "validity", "recorded_at", "voided_at", "source"}
        assert own - shared == {column.attribute for column in shape.own}, shape.kind
