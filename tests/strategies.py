"""Hypothesis strategies for the engine's values: partial dates, validities, facts, histories.

Each is made once: made anew for each fact that is drawn, they took a third of a test's time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from canbo.engine import facts
from canbo.engine.facts import (
    Attainment,
    AttainmentState,
    AttendanceOutcome,
    ChangePart,
    DisciplineSide,
    Evidence,
    Fact,
    FactKind,
    LeaveKind,
    MoveKind,
    ParticularKind,
    PoolExit,
    PostClass,
    RatingSeries,
    RetirementKind,
    Scale,
    Source,
    StudyMode,
    TenureAct,
    TenureManner,
    UnitChangeKind,
    UnitLevel,
)
from canbo.engine.timeline import PartialDate, Validity

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2012, 12, 31)
FIRST_INSTANT = datetime(2006, 1, 1, tzinfo=UTC)
DECLARED = Source(Evidence.DECLARED, "tờ khai")


@cache
def partial_dates(first: date = FIRST_DAY, last: date = LAST_DAY) -> st.SearchStrategy[PartialDate]:
    """Days, months and years in a range."""

    def cut(day: date, precision: int) -> PartialDate:
        parts = (day.year, day.month, day.day)[:precision]
        return PartialDate(*parts)

    return st.builds(cut, st.dates(first, last), st.integers(1, 3))


@cache
def validities() -> st.SearchStrategy[Validity]:
    """Validities that hold on one day at least."""
    drawn = st.builds(
        Validity,
        st.none() | partial_dates(),
        st.none() | partial_dates(),
        st.none() | st.dates(FIRST_DAY, LAST_DAY),
    )
    return drawn.filter(lambda one: not one.certain.is_empty)


@cache
def instants() -> st.SearchStrategy[datetime]:
    """Instants a few days apart, so that they meet and collide."""
    return st.integers(0, 60).map(lambda days: FIRST_INSTANT + timedelta(days=days))


def uuids(many: int) -> st.SearchStrategy[UUID]:
    """A few ids, so that facts speak of the same things."""
    return st.integers(1, many).map(lambda number: UUID(int=number))


def attainments(person: UUID, **fixed: Any) -> st.SearchStrategy[Attainment]:
    """Levels of one person, not yet recorded."""
    values = {
        "id": st.uuids(version=4),
        "key": st.uuids(version=4),
        "person": st.just(person),
        "validity": validities(),
        "recorded_at": instants(),
        "scale": st.just(Scale.PROFESSIONAL),
        "level": st.sampled_from(["TC", "CĐ", "ĐH"]),
        "state": st.just(AttainmentState.COMPLETED),
        "source": st.just(DECLARED),
    }
    return st.builds(Attainment, **{**values, **{name: st.just(v) for name, v in fixed.items()}})


@dataclass(frozen=True)
class Ground:
    """What drawn facts speak of: one person, and a few of each register."""

    person: UUID
    units: tuple[UUID, ...]
    posts: tuple[UUID, ...]
    training_class: UUID
    term: UUID
    election: UUID
    scheme: UUID


def _own_values(ground: Ground) -> dict[FactKind, dict[str, st.SearchStrategy[Any]]]:
    """For each kind its class's own attributes, with few values, so that facts meet."""
    person = st.just(ground.person)
    units, posts = st.sampled_from(ground.units), st.sampled_from(ground.posts)
    written = st.sampled_from(["", "như ghi"])
    term = st.none() | st.just(ground.term)
    return {
        FactKind.UNIT_NAME: {
            "unit": units,
            "name": st.sampled_from(["xã A", "phường A"]),
            "type": st.just("xã"),
        },
        FactKind.UNIT_PLACEMENT: {
            "unit": st.just(ground.units[0]),
            "parent": st.none() | st.just(ground.units[1]),
            "level": st.sampled_from(UnitLevel),
            "grade": st.sampled_from(["", "1", "3"]),
        },
        FactKind.PARTICULAR: {
            "person": person,
            "kind": st.sampled_from(ParticularKind),
            "second": st.booleans(),
        },
        FactKind.TENURE: {
            "person": person,
            "post": posts,
            "manner": st.sampled_from(TenureManner),
            "as_written": written,
            "act": st.none() | st.sampled_from(TenureAct),
            "term": term,
        },
        FactKind.ATTAINMENT: {
            "person": person,
            "scale": st.sampled_from([Scale.PROFESSIONAL, Scale.ETHNIC_LANGUAGE]),
            "level": st.sampled_from(["TC", "ĐH"]),
            "state": st.sampled_from(AttainmentState),
            "mode": st.none() | st.sampled_from(StudyMode),
            "certificate": st.sampled_from(["", "B 123"]),
        },
        FactKind.ATTENDANCE: {
            "person": person,
            "training_class": st.just(ground.training_class),
            "outcome": st.sampled_from(AttendanceOutcome),
        },
        FactKind.UNIT_CHANGE: {
            "kind": st.sampled_from([UnitChangeKind.MERGE, UnitChangeKind.RENAME]),
            "predecessor": units,
            "successor": units,
            "part": st.sampled_from(ChangePart),
            "source": st.sampled_from([DECLARED, Source(Evidence.DECISION, "nghị quyết")]),
        },
        FactKind.POST_PROFILE: {
            "post": posts,
            "title": st.sampled_from(["", "X05"]),
            "title_as_written": st.sampled_from(["Chủ tịch", "PCT"]),
            "post_class": st.sampled_from(PostClass),
            "level": st.sampled_from(UnitLevel),
            "managed_by": st.none() | st.sampled_from(UnitLevel),
        },
        FactKind.TERM_PROFILE: {
            "term": st.just(ground.term),
            "ordinal": st.sampled_from(["", "XV"]),
        },
        FactKind.RATING: {
            "person": person,
            "series": st.sampled_from([RatingSeries.OFFICIAL, RatingSeries.PARTY_MEMBER]),
            "level": st.sampled_from(["HTTNV", "CXL"]),
            "as_written": written,
        },
        FactKind.UNIT_RATING: {
            "unit": units,
            "series": st.sampled_from([RatingSeries.UNIT, RatingSeries.PARTY_BODY]),
            "level": st.just("HTTNV"),
        },
        FactKind.POOL_ENTRY: {
            "person": person,
            "post": posts,
            "term": term,
            "exit_reason": st.none() | st.sampled_from(PoolExit),
        },
        FactKind.MOVE: {
            "person": person,
            "kind": st.sampled_from(MoveKind),
            "scheme": st.none() | st.just(ground.scheme),
            "from_post": st.none() | posts,
            "to_post": st.none() | posts,
            "to_unit": st.none() | units,
            "planned_end": st.none() | partial_dates(),
        },
        FactKind.ELECTION_RESULT: {
            "person": person,
            "election": st.just(ground.election),
            "post": posts,
            "elected": st.booleans(),
            "votes_for": st.none() | st.integers(0, 50),
            "ballots": st.none() | st.just(50),
        },
        FactKind.LEAVE: {
            "person": person,
            "kind": st.sampled_from([LeaveKind.SICK, LeaveKind.STUDY]),
            "as_written": written,
        },
        FactKind.DISCIPLINE: {
            "person": person,
            "side": st.sampled_from(DisciplineSide),
            "form": st.sampled_from(["KHIEN_TRACH", "CANH_CAO"]),
            "reason": written,
        },
        FactKind.AWARD: {
            "person": person,
            "award": st.sampled_from(["Bằng khen", "Giấy khen"]),
            "level": st.none() | st.sampled_from(UnitLevel),
        },
        FactKind.RETIREMENT: {"person": person, "kind": st.sampled_from([None, *RetirementKind])},
        FactKind.RANK_HOLDING: {
            "person": person,
            "rank": st.sampled_from(["01.003", "01.004"]),
            "step": st.none() | st.integers(1, 9),
            "coefficient": st.sampled_from(["", "2.34"]),
        },
    }


CLASSES: dict[FactKind, type[Fact]] = {
    FactKind.UNIT_NAME: facts.UnitName,
    FactKind.UNIT_PLACEMENT: facts.UnitPlacement,
    FactKind.PARTICULAR: facts.Particular,
    FactKind.TENURE: facts.Tenure,
    FactKind.ATTAINMENT: facts.Attainment,
    FactKind.ATTENDANCE: facts.Attendance,
    FactKind.UNIT_CHANGE: facts.UnitChange,
    FactKind.POST_PROFILE: facts.PostProfile,
    FactKind.TERM_PROFILE: facts.TermProfile,
    FactKind.RATING: facts.Rating,
    FactKind.UNIT_RATING: facts.UnitRating,
    FactKind.POOL_ENTRY: facts.PoolEntry,
    FactKind.MOVE: facts.Move,
    FactKind.ELECTION_RESULT: facts.ElectionResult,
    FactKind.LEAVE: facts.Leave,
    FactKind.DISCIPLINE: facts.Discipline,
    FactKind.AWARD: facts.Award,
    FactKind.RETIREMENT: facts.Retirement,
    FactKind.RANK_HOLDING: facts.RankHolding,
}


# dates that facts of one subject share: a year told twice, the same first day
_MEETING = (
    Validity(PartialDate(2008), PartialDate(2008)),
    Validity(PartialDate(2008, 1, 1), PartialDate(2008, 12, 31)),
    Validity(PartialDate(2008, 1, 1)),
)


@cache
def facts_of(kind: FactKind, ground: Ground) -> st.SearchStrategy[Any]:
    """Facts of one kind about the ground, not yet recorded."""
    shared = {
        "id": st.uuids(version=4),
        "key": st.uuids(version=4),
        "validity": st.sampled_from(_MEETING) | validities(),
        "recorded_at": st.just(FIRST_INSTANT),
        "source": st.just(DECLARED),
    }
    made = _particular if kind is FactKind.PARTICULAR else CLASSES[kind]
    return st.builds(made, **{**shared, **_own_values(ground)[kind]})


def _particular(*, second: bool, **said: Any) -> facts.Particular:
    """A particular with one of two values that its kind may have."""
    values = ("1", "2")
    if said["kind"] in facts.DATE_KINDS:
        values = ("1979", "1979-05")
    elif said["kind"] is ParticularKind.SEX:
        values = ("f", "m")
    return facts.Particular(**said, value=values[second])


def any_facts(ground: Ground) -> st.SearchStrategy[tuple[FactKind, Any]]:
    """Facts of every kind about the ground, each with its kind."""
    told = {kind: st.tuples(st.just(kind), facts_of(kind, ground)) for kind in FactKind}
    return st.sampled_from(FactKind).flatmap(told.__getitem__)
