"""One history: folding equals replaying what happened, in Python and in the database.

Random acts (record, correct, void; backdated and future facts) are done to a home; a naive
replay keeps a list of who said what when. State from any perspective must come out the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from canbo.accounts.access import local_operator
from canbo.engine.facts import (
    Attainment,
    AttainmentState,
    Evidence,
    FactKind,
    Particular,
    ParticularKind,
    Scale,
    Source,
)
from canbo.engine.timeline import Perspective, Validity, fold
from canbo.records import access, operations
from canbo.records.operations import FactRefused
from canbo.records.queries import read_facts, read_snapshot, sql
from tests.strategies import FIRST_DAY, FIRST_INSTANT, LAST_DAY, validities

OPERATOR = local_operator()
DECLARED = Source(Evidence.DECLARED, "tờ khai")
LEVELS = ("TC", "ĐH")


# --- what happened, told plainly ----------------------------------------------------------------


@dataclass
class Told:
    """One statement: what it says, from which instant to which it was believed."""

    key: UUID
    level: str
    validity: Validity
    believed_from: datetime
    believed_until: datetime | None = None

    def stands(self, perspective: Perspective) -> bool:
        """Whether it was believed then and speaks of that day: day by day, without cleverness."""
        believed = self.believed_from <= perspective.known_at and (
            self.believed_until is None or perspective.known_at < self.believed_until
        )
        return believed and perspective.as_of in _days(self.validity)


class _days:
    """The days on which a validity surely holds, by the words of its definition."""

    def __init__(self, validity: Validity) -> None:
        begins, ends = validity.begins, validity.ends
        narrow = (begins.latest if begins else validity.known_by, ends.earliest if ends else None)
        wide = (begins.earliest if begins else validity.known_by, ends.latest if ends else None)
        reversed_ = narrow[0] is not None and narrow[1] is not None and narrow[0] > narrow[1]
        self.first, self.last = wide if reversed_ else narrow

    def __contains__(self, day: date) -> bool:
        return not (self.first and day < self.first) and not (self.last and day > self.last)


@dataclass
class Home:
    """A home beside the naive telling of its history."""

    person: UUID
    told: list[Told] = field(default_factory=list)
    facts: dict[UUID, UUID] = field(default_factory=dict)  # key → id of the row that stands

    def overlaps(self, level: str, validity: Validity, *, without: UUID | None = None) -> bool:
        return any(
            one.level == level
            and one.key != without
            and one.believed_until is None
            and one.validity.certain.overlaps(validity.certain)
            for one in self.told
        )


def new_person(at: datetime) -> UUID:
    from canbo.records.models import Person

    person = Person.objects.create(created_at=at, created_act=1)
    name = Particular(
        id=uuid4(), key=uuid4(), validity=Validity(), recorded_at=at, source=DECLARED,
        person=person.id, kind=ParticularKind.NAME, value="Nguyễn Thị Mai",
    )  # fmt: skip
    operations.record_facts(facts=[name], actor=OPERATOR, at=at)
    return person.id


def attainment(person: UUID, level: str, validity: Validity, at: datetime) -> Attainment:
    return Attainment(
        id=uuid4(), key=uuid4(), validity=validity, recorded_at=at, source=DECLARED,
        person=person, scale=Scale.PROFESSIONAL, level=level, state=AttainmentState.COMPLETED,
    )  # fmt: skip


def attempt(act: Callable[[], Any]) -> Any:
    """Do an act, or nothing where the facts that stand refuse it."""
    try:
        with transaction.atomic():
            return act()
    except FactRefused as refused:
        if refused.code != "fact_overlaps":
            raise
        return None


def record(home: Home, level: str, validity: Validity, at: datetime) -> None:
    fact = attainment(home.person, level, validity, at)
    clash = home.overlaps(level, validity)
    made = attempt(lambda: operations.record_facts(facts=[fact], actor=OPERATOR, at=at))
    assert (made is None) == clash
    if clash:
        return
    home.told.append(Told(fact.key, level, validity, at))
    home.facts[fact.key] = fact.id


def correct(home: Home, place: int, validity: Validity, at: datetime) -> None:
    standing = [one for one in home.told if one.believed_until is None]
    if not standing:
        return
    old = standing[place % len(standing)]
    clash = home.overlaps(old.level, validity, without=old.key)
    new = attempt(
        lambda: operations.correct_fact(
            kind=FactKind.ATTAINMENT, fact=home.facts[old.key], values={"validity": validity},
            source=DECLARED, actor=OPERATOR, at=at,
        )
    )  # fmt: skip
    assert (new is None) == clash
    if new is None:
        return
    old.believed_until = at
    home.told.append(Told(new.key, old.level, validity, at))
    home.facts[new.key] = new.id


def void(home: Home, place: int, at: datetime) -> None:
    standing = [one for one in home.told if one.believed_until is None]
    if not standing:
        return
    old = standing[place % len(standing)]
    operations.void_fact(
        kind=FactKind.ATTAINMENT, fact=home.facts[old.key], reason="nhầm", actor=OPERATOR, at=at
    )
    old.believed_until = at


acts = st.lists(
    st.tuples(
        st.sampled_from(["record", "record", "correct", "correct", "void"]),
        st.sampled_from(LEVELS),
        st.integers(0, 5),
        validities(),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=8,
)
looks = st.lists(
    st.tuples(st.dates(FIRST_DAY, LAST_DAY + timedelta(days=400)), st.integers(-1, 30)),
    min_size=1,
    max_size=6,
)


def live(history: list[tuple[Any, ...]]) -> tuple[Home, datetime]:
    """Do the acts to a new person of the home; instants never go back."""
    at = FIRST_INSTANT
    home = Home(new_person(at))
    for act, level, place, validity, days in history:
        at += timedelta(days=days)
        if act == "record":
            record(home, level, validity, at)
        elif act == "correct":
            correct(home, place, validity, at)
        else:
            void(home, place, at)
    return home, at


def seen_in_sql(person: UUID, perspective: Perspective) -> set[UUID]:
    query = f"""SELECT f.key FROM records_attainment f
        WHERE f.person_id = %(person)s AND {sql.holds("f")}"""
    rows = sql.rows(query, {**sql.perspective(perspective), "person": person})
    return {row[0] for row in rows}


@pytest.mark.django_db
@settings(max_examples=60)
@given(history=acts, asked=looks)
def test_folding_is_replaying(history: list[tuple[Any, ...]], asked: list[Any]) -> None:
    home, _ = live(history)
    facts = read_facts(FactKind.ATTAINMENT, "person_id = %s", [home.person])
    for as_of, days in asked:
        perspective = Perspective(as_of, FIRST_INSTANT + timedelta(days=days))
        wanted = {one.key for one in home.told if one.stands(perspective)}
        assert {fact.key for fact in fold(facts, perspective)} == wanted
        assert seen_in_sql(home.person, perspective) == wanted


@pytest.mark.django_db
@settings(max_examples=40)
@given(history=acts, more=acts, asked=looks)
def test_an_old_question_keeps_its_old_answer(
    history: list[tuple[Any, ...]], more: list[tuple[Any, ...]], asked: list[Any]
) -> None:
    """Correct, then ask with the old `known_at`: the answer of then."""
    home, then = live(history)
    questions = [Perspective(as_of, then) for as_of, _ in asked]
    before = [seen_in_sql(home.person, one) for one in questions]
    at = then
    for act, level, place, validity, days in more:
        at += timedelta(days=days + 1)
        if act == "record":
            record(home, level, validity, at)
        elif act == "correct":
            correct(home, place, validity, at)
        else:
            void(home, place, at)
    assert [seen_in_sql(home.person, one) for one in questions] == before


@pytest.mark.django_db
@given(validity=validities())
@settings(max_examples=150)
def test_the_database_and_the_engine_agree_on_certain_days(validity: Validity) -> None:
    begins = validity.begins.iso() if validity.begins else ""
    ends = validity.ends.iso() if validity.ends else ""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT lower(v), upper(v), isempty(v), canbo_first_day(%s), canbo_last_day(%s)
               FROM canbo_valid(%s, %s, %s) AS v""",
            [begins, begins, begins, ends, validity.known_by],
        )
        first, past, empty, earliest, latest = cursor.fetchone()
    assert (first, past) == (validity.certain.begins, validity.certain.ends)
    assert not empty
    if validity.begins:
        assert (earliest, latest) == (validity.begins.earliest, validity.begins.latest)


@pytest.mark.django_db
def test_a_period_without_a_day_is_refused_by_both() -> None:
    from canbo.engine.timeline import PartialDate

    backwards = Validity(PartialDate(2010), PartialDate(2009))
    assert backwards.certain.is_empty
    person = new_person(FIRST_INSTANT)
    with pytest.raises(FactRefused):
        operations.record_facts(
            facts=[attainment(person, "ĐH", backwards, FIRST_INSTANT)],
            actor=OPERATOR, at=FIRST_INSTANT,
        )  # fmt: skip


@pytest.mark.django_db
def test_one_official_is_shown_as_known_then() -> None:
    at = datetime(2008, 1, 1, tzinfo=UTC)
    home = Home(new_person(at))
    record(home, "TC", Validity(known_by=date(2007, 1, 1)), at)
    later = at + timedelta(days=30)
    correct(home, 0, Validity(known_by=date(2005, 1, 1)), later)

    def shown(known_at: datetime) -> list[date | None]:
        view = access.get_official(
            official=home.person, actor=OPERATOR, at=later,
            perspective=Perspective(date(2011, 1, 1), known_at),
        )  # fmt: skip
        return [one.fact.validity.known_by for one in view.attainments]

    assert shown(at) == [date(2007, 1, 1)]
    assert shown(later) == [date(2005, 1, 1)]
    assert len(read_snapshot().attainments) == 2
