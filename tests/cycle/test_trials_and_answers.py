"""Trials and answers: near their base, stored once, refused when outdated, stopped when told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from canbo.accounts.refusals import AccountRefused
from canbo.cycle import access, operations
from canbo.cycle.models import PlanAnswer, PlanRequest, StoredPlan
from canbo.cycle.operations import CycleRefused, answers, drafts, requests
from canbo.engine.planning.training.solver import Progress
from canbo.engine.planning.trial import Edit, Number, TrialRefused, edited
from canbo.engine.timeline import Perspective
from canbo.exchange.catalogue import catalogue_of
from canbo.journal import access as journal
from canbo.web.messages import MESSAGES
from tests.cycle.test_requests import actor
from tests.records.sheets import OPERATOR
from tests.town.builder import AS_OF, CATALOGUE
from tests.town.cast import REAL_NOW
from tests.town.trials import make_trial

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]
VIEW = Perspective(AS_OF, datetime(2011, 9, 1, tzinfo=UTC))


def plan() -> access.PlanView:
    found = access.get_plan(year=2012, actor=OPERATOR, at=REAL_NOW)
    assert found is not None
    return found


def explaining() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'answers'")
        return int(cursor.fetchone()[0])


def test_every_question_about_a_draft_is_answered_once() -> None:
    found = plan()
    assert not found.is_asked
    operations.work_on_explaining(plan=found.id)
    asked = {(one.kind, one.subject) for one in PlanAnswer.objects.all()}
    wanted = {("change" if not need.served else "stead", need.code) for need in found.needs}
    wanted |= {("price", str(number)) for number in range(len(found.prices))}
    assert asked == wanted
    assert plan().is_asked
    before = explaining()
    operations.work_on_explaining(plan=found.id)
    assert PlanAnswer.objects.count() == len(wanted)
    assert explaining() == before  # nothing is left: it asks for no further stretch


def test_a_stretch_that_is_over_leaves_the_rest_to_the_next(monkeypatch) -> None:
    monkeypatch.setattr(answers, "STRETCH_SECONDS", 0.0)
    before = explaining()
    operations.work_on_explaining(plan=plan().id)
    assert not PlanAnswer.objects.exists()
    assert explaining() == before + 1


def test_a_newer_draft_or_other_facts_end_the_answers() -> None:
    old = plan()
    operations.draft_plan(year=2012, perspective=VIEW, actor=OPERATOR, at=REAL_NOW)
    operations.work_on_explaining(plan=old.id)
    assert not PlanAnswer.objects.exists()
    story = {**plan().story, "input": "0" * 64}
    StoredPlan.objects.filter(id=plan().id).update(story=story)
    operations.work_on_explaining(plan=plan().id)
    assert not PlanAnswer.objects.exists()
    request = operations.request_answers(
        plan=plan().id, person=plan().needs[0].person, actor=OPERATOR, at=REAL_NOW
    )
    operations.work_on_request(request=request, at=REAL_NOW)
    told = access.get_request(request=request, actor=OPERATOR)
    assert told is not None
    assert (told.state, told.refusal_code) == ("refused", "plan_outdated")


def test_costs_are_a_setting(town, settings) -> None:
    """Of seat and quota both lack, so both are told; where the seat alone, it is told alone."""
    settings.CANBO_CHANGE_COSTS = {**settings.CANBO_CHANGE_COSTS, "seat": 7}
    operations.work_on_explaining(plan=plan().id)
    kept = PlanAnswer.objects.get(kind="change")
    assert {kept.answer["change"], kept.answer["also"]["change"]} == {"seat", "quota"}
    assert kept.answer["cost"] + kept.answer["also"]["cost"] == 11
    trial = make_trial(Edit(Number.QUOTA, "Q1", 2))["trial"]  # now one seat is what lacks
    stored = StoredPlan.objects.get(id=trial)
    answers.answer_person(stored, town.people["Đỗ Thị Cúc"])
    told = PlanAnswer.objects.get(plan=stored, kind="change").answer
    assert (told["change"], told["class"], told["cost"], told["gain"]) == ("seat", "TC21", 7, 2000)


def test_a_trial_changes_one_number_and_no_draft() -> None:
    before = plan()
    made = make_trial(Edit(Number.BUDGET, "thi-xa", 1_000_000))
    found = access.get_trial(trial=made["trial"], actor=OPERATOR, at=REAL_NOW)
    assert found is not None
    assert plan() == before
    assert found.base == before
    assert found.trial.served == 0  # the cheapest class costs more
    assert [one.what for one in found.differences] == ["loses", "loses"]
    assert len(list(journal.history("cycle.plan_tried"))) == 1


def test_a_trial_of_cover_names_a_unit_by_its_code(town) -> None:
    made = make_trial(Edit(Number.COVER, "14850", 0))
    found = access.get_trial(trial=made["trial"], actor=OPERATOR, at=REAL_NOW)
    assert found is not None
    assert {one.before.name for one in found.differences} == {
        "Cao Sỹ Quang", "Nguyễn Thị Mai", "Đỗ Thị Cúc",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (Edit(Number.SEATS, "XX", 3), "trial_names_nothing"),
        (Edit(Number.QUOTA, "XX", 3), "trial_names_nothing"),
        (Edit(Number.BUDGET, "XX", 3), "trial_names_nothing"),
        (Edit(Number.SEATS, "TC21", -1), "trial_out_of_range"),
        (Edit(Number.BUDGET, "thi-xa", 10**13), "trial_out_of_range"),
    ],
)
def test_what_cannot_be_tried_is_refused(edit: Edit, code: str) -> None:
    with pytest.raises(TrialRefused) as refused:
        operations.request_trial(base=plan().id, edit=edit, actor=OPERATOR, at=REAL_NOW)
    assert refused.value.code == code
    assert code in MESSAGES
    assert not PlanRequest.objects.exists()


def test_an_edit_leaves_every_other_number() -> None:
    given = catalogue_of(CATALOGUE, document="x")
    for edit in (Edit(Number.SEATS, "TC21", 9), Edit(Number.QUOTA, "Q1", 9)):
        assert edited(given, edit) != given
        back = Edit(edit.number, edit.key, 1)
        assert edited(edited(given, edit), back) == given


def test_a_trial_is_kept_once_under_a_name_by_who_may() -> None:
    trial = make_trial()["trial"]
    with pytest.raises(CycleRefused) as refused:
        operations.keep_trial(trial=trial, name="", actor=OPERATOR, at=REAL_NOW)
    assert refused.value.code == "trial_without_name"
    with pytest.raises(AccountRefused):
        operations.keep_trial(trial=trial, name="A", actor=actor("thanhtra"), at=REAL_NOW)
    with pytest.raises(CycleRefused):
        operations.keep_trial(trial=plan().id, name="A", actor=OPERATOR, at=REAL_NOW)
    for name in ("A", "B"):
        operations.keep_trial(trial=trial, name=name, actor=OPERATOR, at=REAL_NOW)
    assert [one.name for one in access.kept_trials(year=2012, actor=OPERATOR)] == ["A"]


def test_who_may_not_see_a_person_gets_no_answers(monkeypatch) -> None:
    monkeypatch.setattr(requests.records, "may_see", lambda *_, **__: False)
    with pytest.raises(CycleRefused) as refused:
        operations.request_answers(
            plan=plan().id, person=plan().needs[0].person, actor=OPERATOR, at=REAL_NOW
        )
    assert refused.value.code == "plan_unknown"


def test_the_worker_tells_how_far_it_is_and_stops_when_asked(monkeypatch) -> None:
    """The thread that waits writes what the solver's thread noted, and looks who asked to stop."""
    request = operations.request_draft(year=2012, perspective=VIEW, actor=OPERATOR, at=REAL_NOW)
    teller = requests._Teller(request)
    control = teller.control()
    teller.note(Progress(3000, 4000, 1.26))
    control.beat()
    told = access.last_request(year=2012, actor=OPERATOR)
    assert told is not None
    assert told.progress == {"seconds": 1.3, "objective": 3000, "bound": 4000}
    assert not control.is_stopped
    operations.stop_request(year=2012, actor=OPERATOR)
    teller._told = 0.0
    control.beat()
    assert control.is_stopped
    monkeypatch.setattr(requests, "_Teller", lambda _: teller)
    operations.work_on_request(request=request, at=REAL_NOW)
    made = StoredPlan.objects.latest("recorded_at")
    assert made.status == "time_limit"  # stopped before it began: what is free is filled
    assert made.objective == 4000


def test_a_new_draft_stays_near_the_last_where_the_catalogue_says_so(monkeypatch) -> None:
    asked = []
    tables = drafts.training_tables

    def watch(**given):
        asked.append(tables(**given).problem)
        return tables(**given)

    monkeypatch.setattr(drafts, "training_tables", watch)
    operations.draft_plan(
        year=2012, perspective=VIEW, actor=OPERATOR, at=REAL_NOW + timedelta(hours=1)
    )
    served = {(str(need.person), need.class_code) for need in plan().needs if need.served}
    assert {(row.person, row.class_id) for row in asked[0].previous} == served
