"""A rotation from facts, law and the office's settings, stored with its tables, told by right."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from canbo.accounts import access as accounts
from canbo.accounts.actor import Actor
from canbo.accounts.refusals import AccountRefused
from canbo.cli import cycle as commands
from canbo.cli import main
from canbo.cycle import operations, tasks
from canbo.cycle.access import rotations as access
from canbo.cycle.models import RotationDraft
from canbo.cycle.queries.rotation_values import plain_problem, problem_of
from canbo.engine.planning.rotation.settings import Settings, SettingsRefused
from canbo.engine.timeline import Perspective
from canbo.exchange.tables import ROTATION, read_plan_folder
from canbo.journal import access as journal
from canbo.records.access import UnitUnknown
from canbo.web.messages import MESSAGES
from tests.records.sheets import OPERATOR
from tests.town.builder import AS_OF
from tests.town.cast import REAL_NOW
from tests.town.fixtures import planned_town

__all__ = ["planned_town"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("planned_town")]
VIEW = Perspective(AS_OF, REAL_NOW)
BY = {"actor": OPERATOR, "at": REAL_NOW}
# everybody may move, and a move is worth more than two who stay
EAGER = {"kind": "reassignment", "only_planned": False, "move": 500, "placed": 0, "vacancy": 0,
         "leave_cap": 9}  # fmt: skip


def actor(username: str) -> Actor:
    return accounts.actor_for(get_user_model().objects.get(username=username), REAL_NOW)


def draft(settings: object = EAGER) -> access.RotationView:
    operations.draft_rotation(settings=settings, perspective=VIEW, **BY)
    found = access.get_rotation(**BY)
    assert found is not None
    return found


def test_the_tables_come_back_as_they_were() -> None:
    problem = operations.rotation_tables(
        settings=Settings(women_percent=35), perspective=VIEW
    ).problem
    assert problem_of(json.loads(json.dumps(plain_problem(problem)))) == problem


def test_nobody_moves_who_is_not_planned_and_the_reason_says_so(planned_town) -> None:
    found = draft({})
    told = {one.name: one for one in found.reasons}
    assert told["Phạm Văn Thắng"].code == "stay"
    assert told["Phạm Văn Thắng"].barred == {"not_planned": 1}
    assert told["Lê Thị Lan"].code == "no_move"  # planned for a post, but data are missing
    assert told["Lê Thị Lan"].barred == {"standards_unknown": 1}
    assert (found.moves, found.empty_after) == (0, 1)
    assert [(one.seat.title, one.unfilled) for one in found.vacancies] == [
        ("Bí thư Đảng ủy", {"standards": 1, "standards_unknown": 1})
    ]
    assert found.ruling["only_planned"] == (1, "lc-2002-ai")


def test_a_rotation_is_stored_as_one_act_and_passed_the_checker() -> None:
    found = draft()
    assert found.moves > 0
    assert found.status == "optimal"
    assert found.objective == found.bound
    assert sum(len(chain.steps) for chain in found.chains) == found.moves
    stored = RotationDraft.objects.latest("recorded_at")
    (entry,) = (one for one in journal.history("cycle.rotation_drafted") if one.seq == stored.act)
    assert entry.act.data["moves"] == found.moves


def test_a_new_rotation_stays_near_the_last_one() -> None:
    first = draft()
    steps = {(step.person, step.to_seat) for chain in first.chains for step in chain.steps}
    problem = operations.rotation_tables(settings=Settings(), perspective=VIEW).problem
    assert {(UUID(row.person), row.post) for row in problem.previous} == {
        (person, seat.id) for person, seat in steps
    }


def test_who_may_not_know_of_planning_gets_numbers_and_no_names() -> None:
    whole = draft()
    told = access.get_rotation(actor=actor("hanh"), at=REAL_NOW)
    assert told is not None
    assert (told.moves, told.people, told.objective) == (whole.moves, whole.people, whole.objective)
    assert told.hidden == whole.moves
    assert (told.reasons, told.vacancies, told.prices) == ((), (), ())
    assert not any(step.name or step.to_seat for chain in told.chains for step in chain.steps)
    with pytest.raises(access.RotationClosed) as refused:
        access.rotation_problem(actor=actor("hanh"), at=REAL_NOW)
    assert refused.value.code in MESSAGES
    assert access.get_rotation(actor=actor("thang"), at=REAL_NOW) == whole


@pytest.mark.parametrize("username", ["mai", "quantri", "khongquyen", "hetquyen"])
def test_who_may_not_see_plans_learns_nothing(username: str) -> None:
    for question in (
        lambda one: access.get_rotation(actor=one, at=REAL_NOW),
        lambda one: access.last_rotation(actor=one),
        lambda one: access.rotation_problem(actor=one, at=REAL_NOW),
    ):
        with pytest.raises(AccountRefused):
            question(actor(username))


def test_an_exported_folder_planned_on_the_command_line_gives_the_same_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "now", lambda: REAL_NOW)
    settings = tmp_path / "so.yaml"
    settings.write_text(json.dumps(EAGER), encoding="utf-8")
    data, out = tmp_path / "data", tmp_path / "out"
    moves = commands.export_rotation(data, settings, VIEW, OPERATOR)
    assert main(["plan", "rotation", "--data", str(data), "--out", str(out), "--json"]) == 0
    run = json.loads(capsys.readouterr().out)
    assert main(["verify-plan", "rotation", "--data", str(data), "--plan", str(out)]) == 0
    plan = read_plan_folder(out, ROTATION).plan
    found = draft()
    assert moves == len(access.rotation_problem(**BY).moves)
    assert (run["objective"], run["status"]) == (found.objective, "optimal")
    assert {(row.person, row.from_post, row.to_post, row.chain) for row in plan.moves} == {
        (row["person"], row["from_post"], row["to_post"], row["chain"])
        for row in RotationDraft.objects.latest("recorded_at").outcome["moves"]
    }


def test_settings_of_a_file_that_cannot_be_used_are_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "so.yaml"
    for text, said in (
        ("leave_cap: 1\nstay: [", "so.yaml: dòng 2 không đúng cách viết"),
        ("[" * 100_000, "so.yaml: lồng nhau quá sâu"),
        ("- 1", "list"),
        ("stay: nhiều", "stay: nhiều"),
        (None, "so.yaml: không mở được"),
    ):
        wrong.unlink(missing_ok=True)
        if text is not None:
            wrong.write_text(text, encoding="utf-8")
        with pytest.raises(SettingsRefused) as caught:
            commands.export_rotation(tmp_path / "data", wrong, VIEW, OPERATOR)
        assert said in caught.value.data["problems"]
        assert not (tmp_path / "data").exists()
    with pytest.raises(UnitUnknown):
        draft({"unit_leave_caps": {"phường Không Có": 1}})


# --- the worker ------------------------------------------------------------------------------


def ask(username: str = "thang", **settings: object) -> UUID:
    return operations.request_rotation(
        settings={**EAGER, **settings}, perspective=VIEW, actor=actor(username), at=REAL_NOW
    )


def test_a_request_is_joined_worked_on_and_done() -> None:
    request = ask()
    assert ask("hanh") == request
    with connection.cursor() as cursor:
        cursor.execute("SELECT args->>'draft' FROM procrastinate_jobs WHERE queue_name = 'plans'")
        assert [row[0] for row in cursor.fetchall()] == [str(request)]
    assert access.last_rotation(actor=OPERATOR).is_under_way
    tasks.rotation(draft=str(request))
    assert access.last_rotation(actor=OPERATOR).state == "done"
    recorded = RotationDraft.objects.get(id=request).recorded_at
    operations.work_on_rotation(draft=request, at=REAL_NOW)  # delivered twice: worked on once
    assert RotationDraft.objects.get(id=request).recorded_at == recorded
    assert ask("hanh") != request


def test_a_refusal_is_kept_and_a_dead_worker_keeps_nobody_from_asking() -> None:
    request = ask()
    RotationDraft.objects.filter(id=request).update(actor_id=str(actor("thanhtra").id))
    operations.work_on_rotation(draft=request, at=REAL_NOW)
    last = access.last_rotation(actor=OPERATOR)
    assert (last.state, last.refusal_code) == ("refused", "not_allowed")
    dead = ask()
    later = REAL_NOW + timedelta(minutes=11)
    again = operations.request_rotation(settings={}, perspective=VIEW, actor=OPERATOR, at=later)
    assert again != dead
    assert RotationDraft.objects.get(id=dead).refusal["code"] == "draft_stalled"


@pytest.mark.parametrize("username", ["thanhtra", "mai", "khongquyen"])
def test_who_may_not_make_plans_may_not_ask(username: str) -> None:
    with pytest.raises(AccountRefused):
        ask(username)
