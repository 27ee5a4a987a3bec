"""Asking for a draft and the worker's side of it: joined, done, refused, judged when it is made."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from canbo.accounts import access as accounts
from canbo.accounts import operations as granting
from canbo.accounts.access import list_users
from canbo.accounts.actor import Actor
from canbo.accounts.refusals import AccountRefused
from canbo.cycle import access, operations, tasks
from canbo.cycle.models import PlanRequest, StoredPlan
from canbo.cycle.operations import CycleRefused, requests
from canbo.engine.facts import UnitLevel
from canbo.engine.timeline import Perspective
from canbo.journal import access as journal
from canbo.web.messages import MESSAGES
from tests.records.sheets import OPERATOR
from tests.town.builder import AS_OF, DRAFTED
from tests.town.cast import REAL_NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]
VIEW = Perspective(AS_OF, datetime(2011, 9, 1, tzinfo=UTC))
WORKED = REAL_NOW + timedelta(seconds=5)


def actor(username: str, at: datetime = REAL_NOW) -> Actor:
    return accounts.actor_for(get_user_model().objects.get(username=username), at)


def ask(username: str = "hanh", at: datetime = REAL_NOW) -> UUID:
    return operations.request_draft(year=2012, perspective=VIEW, actor=actor(username), at=at)


def jobs() -> list[str]:
    """The requests that wait in the queue."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT args->>'request' FROM procrastinate_jobs WHERE queue_name = 'plans'")
        return [row[0] for row in cursor.fetchall()]


def last() -> access.RequestView:
    found = access.last_request(year=2012, actor=OPERATOR)
    assert found is not None
    return found


def test_a_request_waits_for_the_worker_and_is_journalled() -> None:
    request = ask()
    assert jobs() == [str(request)]
    assert (last().state, last().is_under_way) == ("waiting", True)
    (entry,) = journal.history("cycle.plan_requested")
    assert entry.act.actor_name == "Hạnh"


def test_a_second_request_joins_the_first() -> None:
    assert ask() == ask("thang")
    assert len(jobs()) == 1
    assert len(list(journal.history("cycle.plan_requested"))) == 1


def test_the_worker_makes_the_draft_in_the_name_of_who_asked() -> None:
    request = ask("thang")
    operations.work_on_request(request=request, at=WORKED)
    assert (last().state, last().is_under_way) == ("done", False)
    newest = StoredPlan.objects.latest("recorded_at")
    assert (newest.recorded_by, newest.recorded_at) == (actor("thang").id, WORKED)
    assert (newest.as_of, newest.known_at) == (AS_OF, VIEW.known_at)
    count = StoredPlan.objects.count()
    operations.work_on_request(request=request, at=WORKED)  # delivered twice: worked on once
    assert StoredPlan.objects.count() == count


def test_the_task_of_the_queue_works_on_the_request() -> None:
    request = ask()
    tasks.draft(request=str(request))
    assert last().state == "done"


@pytest.mark.parametrize("username", ["thanhtra", "mai", "quantri", "khongquyen", "hetquyen"])
def test_who_may_not_make_plans_may_not_ask(username: str) -> None:
    with pytest.raises(AccountRefused) as refused:
        ask(username)
    assert refused.value.code == "not_allowed"
    assert jobs() == []


def assert_refused_when_worked_on(request: UUID, code: str) -> None:
    before = StoredPlan.objects.count()
    operations.work_on_request(request=request, at=WORKED)
    assert (last().state, last().refusal_code) == ("refused", code)
    assert code in MESSAGES
    assert StoredPlan.objects.count() == before


def test_a_right_taken_back_before_the_work_refuses_it() -> None:
    request = ask()
    (user,) = (one for one in list_users(OPERATOR) if one.username == "hanh")
    granting.revoke_grant(grant=user.grants[0].id, actor=OPERATOR, at=REAL_NOW)
    assert_refused_when_worked_on(request, "not_allowed")


def test_an_account_closed_before_the_work_refuses_it() -> None:
    request = ask()
    granting.set_active(username="hanh", active=False, actor=OPERATOR, at=REAL_NOW)
    assert_refused_when_worked_on(request, "account_closed")


def test_an_unforeseen_failure_ends_the_request_and_lets_ask_again(monkeypatch) -> None:
    def fail(**_: object) -> None:
        raise RuntimeError

    request = ask()
    monkeypatch.setattr(requests, "draft_plan", fail)
    with pytest.raises(RuntimeError):
        operations.work_on_request(request=request, at=WORKED)
    assert (last().state, last().refusal_code) == ("refused", "draft_failed")
    monkeypatch.undo()
    again = ask(at=WORKED)
    assert again != request
    operations.work_on_request(request=again, at=WORKED)
    assert last().state == "done"


def test_a_request_whose_worker_died_keeps_nobody_from_asking_again() -> None:
    dead = ask()
    PlanRequest.objects.filter(id=dead).update(state=PlanRequest.State.RUNNING)
    assert ask(at=REAL_NOW + timedelta(minutes=9)) == dead
    later = REAL_NOW + timedelta(minutes=11)
    assert ask(at=later) != dead
    assert PlanRequest.objects.get(id=dead).refusal["code"] == "draft_stalled"
    before = StoredPlan.objects.count()
    operations.work_on_request(request=dead, at=later)  # its job comes back after all
    assert StoredPlan.objects.count() == before


def test_a_year_without_a_catalogue_cannot_be_asked_for() -> None:
    with pytest.raises(CycleRefused) as refused:
        operations.request_draft(year=2013, perspective=VIEW, actor=OPERATOR, at=DRAFTED)
    assert refused.value.code == "no_catalogue"


# --- the door -------------------------------------------------------------------------------


def test_people_of_a_plan_are_those_one_may_see_and_its_numbers_are_whole(town) -> None:
    whole = access.get_plan(year=2012, actor=actor("thanhtra"), at=REAL_NOW)
    assert whole is not None
    assert {need.person for need in whole.needs} == {
        town.people[name] for name in ("Cao Sỹ Quang", "Đỗ Thị Cúc", "Nguyễn Thị Mai")
    }
    granting.add_grant(
        username="khongquyen", terms=ward_inspector(town), actor=OPERATOR, at=REAL_NOW
    )
    ward = access.get_plan(year=2012, actor=actor("khongquyen"), at=REAL_NOW)
    assert ward is not None
    assert {need.name for need in ward.needs} == {"Nguyễn Thị Mai"}
    assert (ward.counted, ward.visible, ward.served) == (3, 1, 2)
    learners = {one.name for offered in ward.classes for one in offered.learners}
    assert learners == {"Nguyễn Thị Mai"}
    assert [offered.people for offered in ward.classes] == [1, 1]
    assert ward.sources == whole.sources


def ward_inspector(town) -> granting.GrantTerms:
    return granting.GrantTerms(
        role="inspector",
        unit=town.units["phường Trường Sơn"],
        managed_by=frozenset({UnitLevel.COMMUNE}),
    )


@pytest.mark.parametrize("username", ["mai", "quantri", "khongquyen", "hetquyen"])
def test_who_may_not_see_plans_learns_nothing_of_them(username: str) -> None:
    for question in (
        lambda one: access.plan_years(actor=one),
        lambda one: access.get_plan(year=2012, actor=one, at=REAL_NOW),
        lambda one: access.last_request(year=2012, actor=one),
    ):
        with pytest.raises(AccountRefused):
            question(actor(username))
