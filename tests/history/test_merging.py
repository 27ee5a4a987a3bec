"""Two records made one and taken apart again: nothing of before is lost, nothing is counted twice.

Random facts of every kind are said of two people; the two are made one with random decisions.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from canbo.accounts.access import local_operator
from canbo.engine.facts import FactKind, Snapshot
from canbo.engine.facts.snapshot import ACTS, STATES
from canbo.engine.timeline import Perspective
from canbo.journal.operations import verify
from canbo.records import models, operations
from canbo.records.models.shapes import PERSON_KINDS
from canbo.records.operations import FactRefused, merging
from canbo.records.operations.merging import MergeRefused, Side
from canbo.records.queries import read_snapshot
from tests.history.grounds import GROUND, on_new_ground
from tests.strategies import FIRST_DAY, FIRST_INSTANT, LAST_DAY, facts_of

pytestmark = pytest.mark.django_db
OPERATOR = local_operator()
ONE, OTHER = GROUND.person, UUID(int=2)
GROUNDS = (GROUND, replace(GROUND, person=OTHER))
LATER = FIRST_INSTANT + timedelta(days=90)
DAYS = (FIRST_DAY, date(2006, 7, 1), date(2008, 9, 1), LAST_DAY + timedelta(days=400))


@st.composite
def said_of_two(draw: st.DrawFn, least: int = 1, most: int = 8) -> list[Any]:
    """Facts of both people; every other one meets the kind of the one before."""
    facts: list[Any] = []
    kind = None
    for _ in range(draw(st.integers(least, most))):
        if kind is None or draw(st.booleans()):
            kind = draw(st.sampled_from(PERSON_KINDS))
        facts.append(draw(facts_of(kind, draw(st.sampled_from(GROUNDS)))))
    return facts


def say(facts: list[Any], at: datetime) -> None:
    """Record what may be recorded; instants go on, a day for each fact."""
    for number, fact in enumerate(facts):
        try:
            with transaction.atomic():
                operations.record_facts(
                    facts=[fact], actor=OPERATOR, at=at + timedelta(hours=number)
                )
        except FactRefused as refused:
            if refused.code != "fact_overlaps":
                raise


def begin(facts: list[Any]) -> bool:
    """Two people of whom these facts are said; whether something is said of both."""
    models.Person.objects.create(id=OTHER, created_at=FIRST_INSTANT, created_act=1)
    say(facts, FIRST_INSTANT)
    spoken = {fact.person for fact in facts}
    return {ONE, OTHER} <= spoken


def merge(sides: list[Side]) -> merging.MergeReport:
    """Make the two one; each contradiction is decided by the next side."""
    found = merging.compare_people(survivor=ONE, merged=OTHER, actor=OPERATOR, at=LATER)
    decisions = {one.id: sides[n % len(sides)].value for n, one in enumerate(found.meetings)}
    return merging.merge_people(
        survivor=ONE, merged=OTHER, actor=OPERATOR, at=LATER, decisions=decisions
    )


def said(snapshot: Snapshot, perspective: Perspective) -> dict[str, Any]:
    """What the home answers: which assertion of whom, by kind."""
    folded = snapshot.folded(perspective)
    return {
        name: {(fact.key, getattr(fact, "person", None), fact.validity, fact.source)
               for fact in getattr(folded, name)}
        for name in (*ACTS, *STATES)
    }  # fmt: skip


def rows(snapshot: Snapshot, perspective: Perspective) -> dict[str, Any]:
    """The very rows that answer."""
    folded = snapshot.folded(perspective)
    return {name: {fact.id for fact in getattr(folded, name)} for name in (*ACTS, *STATES)}


def answers(known_at: datetime, how: Any = said) -> list[dict[str, Any]]:
    snapshot = read_snapshot()
    return [how(snapshot, Perspective(day, known_at)) for day in DAYS]


sides = st.lists(st.sampled_from(Side), min_size=1, max_size=3)
NOW = LATER + timedelta(days=400)


@settings(max_examples=60)
@given(facts=said_of_two(least=2), decided=sides)
def test_a_merge_taken_back_leaves_what_was(facts: list[Any], decided: list[Side]) -> None:
    with on_new_ground(FIRST_INSTANT):
        if not begin(facts):
            return
        before, then = answers(NOW), answers(LATER - timedelta(days=1), rows)
        report = merge(decided)
        merged = answers(NOW)
        assert all(OTHER not in {one[1] for one in each} for day in merged for each in day.values())
        assert answers(LATER - timedelta(days=1), rows) == then

        merging.unmerge_people(merge=report.merge, actor=OPERATOR, at=LATER + timedelta(days=1))
        assert answers(NOW) == before
        assert answers(LATER - timedelta(days=1), rows) == then
        assert answers(LATER + timedelta(hours=1)) == merged
        assert not verify().findings


@settings(max_examples=40)
@given(facts=said_of_two(least=2), decided=sides, more=said_of_two(most=5))
def test_what_came_since_stays_where_it_was_said(
    facts: list[Any], decided: list[Side], more: list[Any]
) -> None:
    """Facts recorded since stay with the survivor, or stand in the way and are named."""
    with on_new_ground(FIRST_INSTANT):
        if not begin(facts):
            return
        before = keys_by_person()
        report = merge(decided)
        merged = keys_by_person()[ONE]
        say([replace(fact, person=ONE) for fact in more], LATER + timedelta(days=1))
        since = keys_by_person()[ONE] - merged
        try:
            with transaction.atomic():
                told = merging.unmerge_people(
                    merge=report.merge, actor=OPERATOR, at=LATER + timedelta(days=9)
                )
        except MergeRefused as refused:
            if refused.code != "merge_contradicted" or UUID(refused.data["fact"]) not in since:
                raise
            return
        after = keys_by_person()
        assert after[OTHER] == before[OTHER]
        assert after[ONE] == before[ONE] | since
        assert {fact.key for fact in told.stay} == since


def keys_by_person() -> dict[UUID, set[UUID]]:
    """The keys of the facts that stand, by person."""
    found: dict[UUID, set[UUID]] = {ONE: set(), OTHER: set()}
    snapshot = read_snapshot()
    for name in (*ACTS, *STATES):
        for fact in getattr(snapshot, name):
            if fact.voided_at is None and hasattr(fact, "person"):
                found[fact.person].add(fact.key)
    return found


def test_a_corrected_fact_goes_back_corrected_and_a_voided_one_stays_void() -> None:
    with on_new_ground(FIRST_INSTANT):
        from canbo.engine.timeline import PartialDate, Validity
        from tests.history.grounds import example

        award, leave = (
            example(kind, 1, Validity(PartialDate(2008, 5, 1)), GROUNDS[1])
            for kind in (FactKind.AWARD, FactKind.LEAVE)
        )
        rank = example(FactKind.RANK_HOLDING, 2, Validity(PartialDate(2007)), GROUND)
        begin([award, leave, rank])
        report = merge([Side.SURVIVOR])
        standing = {fact.key: fact for fact in read_snapshot().awards + read_snapshot().leaves
                    if fact.voided_at is None}  # fmt: skip
        corrected = operations.correct_fact(
            kind=FactKind.AWARD, fact=standing[award.key].id, values={"award": "Giấy khen"},
            source=award.source, actor=OPERATOR, at=LATER + timedelta(days=1),
        )  # fmt: skip
        operations.void_fact(
            kind=FactKind.LEAVE, fact=standing[leave.key].id, reason="nhầm", actor=OPERATOR,
            at=LATER + timedelta(days=1),
        )  # fmt: skip
        told = merging.unmerge_people(
            merge=report.merge, actor=OPERATOR, at=LATER + timedelta(days=2)
        )
        assert keys_by_person() == {ONE: {rank.key}, OTHER: {corrected.key}}
        assert [fact.key for fact in told.fallen] == [leave.key]
        assert not verify().findings
