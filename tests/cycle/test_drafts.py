"""A draft from facts and law: who needs what, who is served and why, stored as one act."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from canbo.cycle import access, operations
from canbo.cycle.models import PlanNeed, StoredPlan
from canbo.cycle.operations import CycleRefused
from canbo.engine.facts import (
    Attainment,
    AttainmentState,
    AttendanceOutcome,
    Evidence,
    FactKind,
    Scale,
    Source,
)
from canbo.engine.planning.catalogue import Catalogue
from canbo.engine.planning.training import planner
from canbo.engine.planning.training.outcome import ConflictRow, Status, TrainingPlan
from canbo.engine.planning.training.verify import Violation, check_plan
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import Perspective
from canbo.exchange.catalogue import catalogue_of
from canbo.journal import access as journal
from canbo.law import use_overlay
from canbo.records import operations as records
from canbo.records.access import UnitUnknown, read_snapshot
from canbo.web.messages import MESSAGES
from tests.records.sheets import NOON, OPERATOR, Row, classes, take
from tests.town.builder import AS_OF, CATALOGUE, DRAFTED, WARD_PATH, attained

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]

LATER = datetime(2011, 9, 1, 3, tzinfo=UTC)
VIEW = Perspective(AS_OF, LATER)
BY = {"actor": OPERATOR, "at": LATER}


def catalogue() -> Catalogue:
    return catalogue_of(CATALOGUE, document="danh-muc.yaml")


def needs(town, perspective: Perspective = VIEW) -> dict[tuple[str, str], int]:
    """Who needs which course, and how heavily it weighs."""
    names = {person: name for name, person in town.people.items()}
    made = operations.training_tables(catalogue=catalogue(), perspective=perspective)
    return {(names[need.person], need.course): need.severity for need in made.needs}


@pytest.fixture
def own_law():
    """The example law of a home, whose key officials are the deputies too from 1/6/2010."""
    use_overlay(lambda: Path(__file__).parents[1] / "law" / "overlay")
    yield
    use_overlay(None)


@pytest.mark.usefixtures("own_law")
def test_who_is_a_key_official_by_the_office_weighs_as_one(town) -> None:
    assert needs(town)["Đỗ Thị Cúc", "LLCT-TC"] == 3


def test_needs_are_unmet_standards_weighed_by_post(town) -> None:
    assert needs(town) == {
        ("Cao Sỹ Quang", "LLCT-TC"): 3,  # chairman: a key official
        ("Đỗ Thị Cúc", "LLCT-TC"): 2,  # a deputy
        ("Nguyễn Thị Mai", "LLCT-SC"): 1,
    }


def test_missing_data_is_no_need(town) -> None:
    """Nobody knows what Bình has learnt: his file is mended, he is not sent to a class."""
    assert town.people["Vũ Đình Bình"] not in {
        need.person
        for need in operations.training_tables(catalogue=catalogue(), perspective=VIEW).needs
    }
    snapshot = read_snapshot()
    known = next(
        fact
        for fact in snapshot.attainments
        if fact.person == town.people["Nguyễn Thị Mai"] and fact.scale is Scale.POLITICAL_THEORY
    )
    void(known)
    assert ("Nguyễn Thị Mai", "LLCT-SC") not in needs(town)


def void(fact: Attainment) -> None:
    records.void_fact(kind=FactKind.ATTAINMENT, fact=fact.id, reason="nhầm", actor=OPERATOR,
                      at=LATER - timedelta(days=1))  # fmt: skip


def sit(outcome: AttendanceOutcome, ends: str) -> None:
    row = Row("Cao Sỹ Quang", "5/3/1962", unit=WARD_PATH, outcome=outcome)
    take(classes([row], file=f"{outcome}-{ends[-4:]}.xlsx", name="Lớp TC LLCT K20",
                 begins="9/2010", ends=ends))  # fmt: skip


def test_a_class_under_way_is_no_need(town) -> None:
    sit(AttendanceOutcome.ENROLLED, "6/2012")
    assert ("Cao Sỹ Quang", "LLCT-TC") not in needs(town)


def test_a_class_that_was_left_or_has_ended_leaves_the_need(town) -> None:
    sit(AttendanceOutcome.DROPPED, "6/2012")
    assert ("Cao Sỹ Quang", "LLCT-TC") in needs(town)


def test_a_level_being_studied_is_no_need(town) -> None:
    person = town.people["Đỗ Thị Cúc"]
    studying = replace(
        attained(person, Scale.POLITICAL_THEORY, "CTTC"), state=AttainmentState.STUDYING
    )
    records.record_facts(facts=[studying], actor=OPERATOR, at=NOON)
    assert ("Đỗ Thị Cúc", "LLCT-TC") not in needs(town)


def test_a_level_reached_later_ends_the_need_on_that_day_and_not_before(town) -> None:
    person = town.people["Nguyễn Thị Mai"]
    reached = replace(
        attained(person, Scale.POLITICAL_THEORY, "CTSC"),
        source=Source(Evidence.DECLARED, "Tờ khai"),
    )
    records.record_facts(facts=[reached], actor=OPERATOR, at=LATER - timedelta(days=2))
    key = ("Nguyễn Thị Mai", "LLCT-SC")
    assert key not in needs(town)
    assert key in needs(town, Perspective(AS_OF, DRAFTED))  # not known yet then
    assert key not in needs(town, Perspective(date(2010, 12, 31), LATER))


def test_the_draft_serves_the_heaviest_need_and_says_why_another_waits(town) -> None:
    view = access.get_plan(year=2012, actor=OPERATOR, at=LATER)
    assert view is not None
    told = {need.name: need for need in view.needs}
    assert {name: (need.served, need.class_code) for name, need in told.items()} == {
        "Cao Sỹ Quang": (True, "TC21"),
        "Đỗ Thị Cúc": (False, ""),
        "Nguyễn Thị Mai": (True, "SC1"),
    }
    assert told["Đỗ Thị Cúc"].reason in ("seats", "quota")
    assert told["Cao Sỹ Quang"].payer == "thi-xa"
    assert [ground["dimension"] for ground in told["Cao Sỹ Quang"].grounds] == ["political_theory"]
    assert (view.counted, view.visible, view.served, view.people_served) == (3, 3, 2, 2)
    assert {one.code: one.spent for one in view.sources} == {"thi-xa": 7_700_000}
    assert {one.code: one.used for one in view.quotas} == {"Q1": 1}
    assert [(one.offered.code, one.is_open, one.people) for one in view.classes] == [
        ("TC21", True, 1),
        ("SC1", True, 1),
    ]
    assert view.status == "optimal"
    assert view.objective == view.bound == 4000  # severities 3 and 1, weight 1000


def test_the_stored_draft_is_the_plan_that_passed_the_checker(town) -> None:
    problem = operations.training_tables(catalogue=catalogue(), perspective=VIEW).problem
    made = operations.draft_plan(year=2012, perspective=VIEW, **BY)
    assert check_plan(problem, made) == ()
    stored = StoredPlan.objects.latest("recorded_at")
    assert {(row.code, row.class_code) for row in stored.needs.filter(served=True)} == {
        (place.need, place.class_id) for place in made.assignment
    }
    assert stored.law_version
    (entry,) = (one for one in journal.history("cycle.plan_drafted") if one.seq == stored.act)
    assert entry.act.data == {
        "status": "optimal", "objective": 4000, "bound": 4000, "places": 2, "needs": 3,
    }  # fmt: skip


def test_a_plan_that_fails_the_checker_is_stored_nowhere(monkeypatch) -> None:
    before = StoredPlan.objects.count()
    broken = (Violation("seats", "TC21", "2", "1"),)
    monkeypatch.setattr(planner, "check_plan", lambda *_: broken)
    with pytest.raises(Refusal) as refused:
        operations.draft_plan(year=2012, perspective=VIEW, **BY)
    assert refused.value.code == "plan_fails_check"
    assert refused.value.code in MESSAGES
    assert StoredPlan.objects.count() == before
    assert not PlanNeed.objects.exclude(plan__in=StoredPlan.objects.all()).exists()


@pytest.mark.parametrize(
    ("status", "code"),
    [(Status.INFEASIBLE, "plan_infeasible"), (Status.TIME_LIMIT, "plan_not_found_in_time")],
)
def test_without_a_plan_nothing_is_stored(monkeypatch, status: Status, code: str) -> None:
    before = StoredPlan.objects.count()
    monkeypatch.setattr("canbo.engine.planning.training.plan", lambda *_: no_plan(status))
    with pytest.raises(CycleRefused) as refused:
        operations.draft_plan(year=2012, perspective=VIEW, **BY)
    assert refused.value.code == code
    assert code in MESSAGES
    assert StoredPlan.objects.count() == before


def no_plan(status: Status) -> TrainingPlan:
    conflict = (ConflictRow("must", "{}"),) if status is Status.INFEASIBLE else ()
    return TrainingPlan(status, conflict=conflict)


def test_a_year_without_a_catalogue_is_refused() -> None:
    with pytest.raises(CycleRefused) as refused:
        operations.draft_plan(year=2013, perspective=VIEW, **BY)
    assert refused.value.code == "no_catalogue"


def test_a_catalogue_that_names_no_unit_of_the_records_is_refused() -> None:
    content = copy.deepcopy(CATALOGUE)
    content["absence"]["units"] = {"99999": 1}
    operations.record_catalogue(content=content, document="dm.yaml", **BY)
    with pytest.raises(UnitUnknown):
        operations.draft_plan(year=2012, perspective=VIEW, **BY)


def test_a_unit_may_be_named_by_code_or_by_name(town) -> None:
    for name in ("14850", "phường Trường Sơn"):
        content = copy.deepcopy(CATALOGUE)
        content["absence"]["units"] = {name: 0}  # nobody of the ward may be away
        operations.record_catalogue(content=content, document="dm.yaml", **BY)
        made = operations.draft_plan(year=2012, perspective=VIEW, **BY)
        served = {UUID(place.person) for place in made.assignment}
        assert served == {town.people["Đỗ Thị Cúc"]}


def test_the_same_facts_give_the_same_plan() -> None:
    first, second = (operations.draft_plan(year=2012, perspective=VIEW, **BY) for _ in range(2))
    assert (first.assignment, first.reasons) == (second.assignment, second.reasons)
