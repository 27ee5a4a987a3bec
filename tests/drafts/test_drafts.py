"""Uploaded files: kept, read, compared, decided on, stored as one act, thrown away."""

from __future__ import annotations

import os
import shutil
import stat
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection

from canbo.accounts import access as accounts
from canbo.accounts import operations as granting
from canbo.accounts.actor import Actor
from canbo.accounts.refusals import AccountRefused
from canbo.engine.refusal import Refusal
from canbo.exchange.workbooks.reading import WorkbookRefused
from canbo.journal import access as journal
from canbo.records import operations
from canbo.records.access import drafts as access
from canbo.records.access import imports as done
from canbo.records.models import DraftState, ImportBatch, ImportDraft
from canbo.records.operations import drafts
from canbo.records.operations.drafts_receiving import file_name, is_lost
from canbo.web.messages import MESSAGES
from tests.drafts.books import Line, book
from tests.records.sheets import OPERATOR
from tests.town.cast import REAL_NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]
LATER = REAL_NOW + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _no_older_bytes() -> None:
    """Rows are rolled back after each test; the bytes of its drafts are not."""
    shutil.rmtree(Path(settings.CANBO_HOME) / "drafts", ignore_errors=True)


AN, BA = Line("Hà Văn An", "1/2/1970"), Line("Hà Thị Ba", "3/4/1980", sex="Nữ")


def actor(username: str = "hanh", at: datetime = REAL_NOW) -> Actor:
    return accounts.actor_for(get_user_model().objects.get(username=username), at)


def receive(content: bytes, name: str = "bac-son.xlsx", who: str = "hanh") -> UUID:
    return drafts.receive_file(name=name, pieces=[content], actor=actor(who), at=REAL_NOW)


def work(draft: UUID, at: datetime = LATER) -> access.DraftView:
    """Do what waits in the queue for this draft, as the worker does."""
    for _ in range(3):
        found = ImportDraft.objects.get(id=draft)
        if found.state not in {DraftState.READING, DraftState.COMPARING, DraftState.STORING}:
            break
        drafts.work_on_draft(draft=draft, run=found.run, at=at)
    return view(draft)


def view(draft: UUID) -> access.DraftView:
    return access.get_draft(draft=draft, actor=OPERATOR)


def listed(draft: UUID, **asked: object) -> tuple[access.DifferenceView, ...]:
    selection = drafts.Selection(**asked)  # type: ignore[arg-type]
    page = access.list_differences(
        draft=draft, selection=selection, actor=OPERATOR, page=1, size=1000
    )
    return page.rows


def refused(code: str, call, *arguments, **named) -> None:
    with pytest.raises(Refusal) as found:
        call(*arguments, **named)
    assert found.value.code == code
    assert code in MESSAGES


def ready(content: bytes, name: str = "bac-son.xlsx", who: str = "hanh") -> UUID:
    draft = receive(content, name, who)
    assert work(draft).state == "ready"
    return draft


def store(draft: UUID, at: datetime = LATER) -> access.DraftView:
    drafts.store_draft(draft=draft, actor=OPERATOR, at=at)
    return work(draft, at)


# --- receiving


def test_a_file_is_kept_closed_to_others_queued_and_journalled() -> None:
    content = book([AN])
    draft = receive(content, "..\\..\\ds\u202e phường.xlsx")
    kept = Path(settings.CANBO_HOME) / "drafts" / str(draft) / "content"
    assert kept.read_bytes() == content
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parents[1].stat().st_mode) == 0o700
    found = view(draft)
    assert (found.file, found.state, found.is_under_way) == ("ds phường.xlsx", "reading", True)
    (entry,) = journal.history("draft.received")
    assert entry.act.data["file"] == "ds phường.xlsx"
    with connection.cursor() as cursor:
        cursor.execute("SELECT args->>'draft' FROM procrastinate_jobs WHERE queue_name = 'imports'")
        assert [row[0] for row in cursor.fetchall()] == [str(draft)]


def test_the_same_bytes_are_one_draft() -> None:
    content = book([AN])
    assert receive(content) == receive(content, "khac.xlsx")
    assert receive(content, who="thang") != receive(content)
    assert len(list((Path(settings.CANBO_HOME) / "drafts").iterdir())) == 2


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty_file"), (b"xin ch\xc3\xa0o", "not_a_workbook"), (b"%PDF-1.4", "not_a_workbook")],
)
def test_what_is_no_workbook_is_refused_by_its_bytes(content: bytes, code: str) -> None:
    with pytest.raises(WorkbookRefused) as found:
        receive(content, "danh-sach.xlsx")
    assert found.value.problems[0].code == code
    assert not ImportDraft.objects.exists()
    assert not list((Path(settings.CANBO_HOME) / "drafts").iterdir())


@pytest.mark.parametrize("username", ["thanhtra", "quantri", "khongquyen", "hetquyen"])
def test_who_may_not_import_keeps_nothing(username: str) -> None:
    with pytest.raises(AccountRefused):
        receive(book([AN]), who=username)
    with pytest.raises(AccountRefused):
        access.list_drafts(actor=actor(username))


@pytest.mark.parametrize(
    ("name", "shown"),
    [("a/b\\c.xlsx", "c.xlsx"), ("", "khong-ten.xlsx"), ("x\x00y\u200b.xlsx", "xy.xlsx"),
     ("d" * 300 + ".xlsx", "d" * 195 + ".xlsx"), ("../../etc/passwd", "passwd")],
)  # fmt: skip
def test_a_name_is_shown_without_folders_and_tricks(name: str, shown: str) -> None:
    assert file_name(name) == shown


def test_nobody_has_more_drafts_than_can_be_looked_at(monkeypatch) -> None:
    monkeypatch.setattr("canbo.records.operations.drafts_receiving.MOST_DRAFTS", 1)
    receive(book([AN]))
    refused("drafts_too_many", receive, book([BA]))


def test_a_home_keeps_only_so_many_bytes(monkeypatch) -> None:
    monkeypatch.setattr("canbo.records.operations.drafts_keeping.MOST_BYTES", 10)
    receive(book([AN]))
    refused("drafts_full", receive, book([BA]))


# --- reading and comparing


def test_the_worker_reads_and_compares() -> None:
    found = work(receive(book([AN, BA])))
    assert found.state == "ready"
    assert found.report["people"] == {"created": 2, "matched": 0}
    assert not ImportBatch.objects.filter(file="bac-son.xlsx", actor_id=actor().id).exists()
    (layout,) = found.layouts
    assert layout["sheet"] == "DS"
    assert [column["role"] for column in layout["columns"]][:2] == ["number", "name"]
    assert {one.kind for one in listed(found.id)} == {"new_person"}
    assert [one.person_name for one in listed(found.id)] == ["Hà Văn An", "Hà Thị Ba"]


def test_a_job_of_an_older_run_does_nothing() -> None:
    draft = receive(book([AN]))
    drafts.work_on_draft(draft=draft, run=0, at=LATER)
    assert view(draft).state == "reading"
    work(draft)
    drafts.work_on_draft(draft=draft, run=1, at=LATER)
    assert view(draft).state == "ready"
    drafts.work_on_draft(draft=uuid4(), run=1, at=LATER)


def test_a_file_that_cannot_be_read_is_refused_with_its_cells() -> None:
    content = book([])
    found = work(receive(content))
    assert (found.state, found.refusal["code"]) == ("refused", "file_refused")
    page = access.problems_of(draft=found.id, actor=OPERATOR).page(1, 10)
    assert page.total == found.problem_count >= 1
    assert {"no_table_found"} <= {one["code"] for one in page.rows}
    drafts.retry_draft(draft=found.id, actor=OPERATOR, at=LATER)
    assert work(found.id).state == "refused"
    assert receive(content) == found.id  # sent again: what was in the way may be gone
    assert view(found.id).state == "reading"


def test_an_unforeseen_failure_is_kept_and_raised(monkeypatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    draft = receive(book([AN]))
    monkeypatch.setattr("canbo.records.operations.drafts_reading.read", fail)
    with pytest.raises(RuntimeError):
        work(draft)
    assert view(draft).refusal["code"] == "file_failed"
    monkeypatch.undo()
    drafts.retry_draft(draft=draft, actor=OPERATOR, at=LATER)
    assert work(draft).state == "ready"


def test_a_right_taken_back_meanwhile_refuses_the_work() -> None:
    draft = receive(book([AN]))
    (user,) = (one for one in accounts.list_users(OPERATOR) if one.username == "hanh")
    granting.revoke_grant(grant=user.grants[0].id, actor=OPERATOR, at=REAL_NOW)
    assert work(draft).refusal["code"] == "not_allowed"


# --- who sees what


def test_a_draft_is_seen_by_its_maker_and_at_the_machine_only() -> None:
    draft = ready(book([AN]))
    assert access.get_draft(draft=draft, actor=actor()).id == draft
    other = actor("thang")
    assert access.list_drafts(actor=other) == ()
    for call in (
        lambda: access.get_draft(draft=draft, actor=other),
        lambda: access.count_differences(draft=draft, actor=other),
        lambda: access.problems_of(draft=draft, actor=other),
        lambda: drafts.decide(draft=draft, difference="x", option="skip", actor=other),
        lambda: drafts.store_draft(draft=draft, actor=other, at=LATER),
        lambda: drafts.drop_draft(draft=draft, actor=other, at=LATER),
        lambda: drafts.retry_draft(draft=draft, actor=other, at=LATER),
        lambda: drafts.compare_again(draft=draft, actor=other, at=LATER),
        lambda: drafts.confirm_columns(draft=draft, chosen={}, actor=other, at=LATER),
        lambda: drafts.content_of_draft(draft=draft, actor=other),
        lambda: drafts.noted_draft(draft=draft, actor=other),
    ):
        refused("draft_unknown", call)


# --- deciding


def test_one_difference_is_decided_and_stored_so() -> None:
    draft = ready(book([AN, BA]))
    first, second = listed(draft)
    drafts.decide(draft=draft, difference=first.code, option="skip", actor=actor())
    assert [(one.chosen, one.is_decided) for one in listed(draft)] == [
        ("skip", True), ("create", False),
    ]  # fmt: skip
    found = store(draft)
    assert found.state == "stored"
    assert found.report["people"]["created"] == 1
    batch = done.get_import(batch=found.batch, actor=OPERATOR, at=LATER)
    assert batch.counts["created"] == 1
    assert second.person_name == "Hà Thị Ba"
    (entry,) = [one for one in journal.history("import") if one.act.subject == f"batch:{batch.id}"]
    assert entry.act.actor_name == "Hạnh"


def test_what_is_not_offered_is_refused() -> None:
    draft = ready(book([AN]))
    (one,) = listed(draft)
    refused("decision_option_unknown", drafts.decide, draft=draft, difference=one.code,
            option="end", actor=actor())  # fmt: skip
    refused("difference_gone", drafts.decide, draft=draft, difference="x", option="skip",
            actor=actor())  # fmt: skip
    refused("decision_option_unknown", drafts.decide_all, draft=draft, option="x",
            selection=drafts.Selection(), actor=actor())  # fmt: skip


def test_a_rule_reaches_what_is_selected_and_offers_it() -> None:
    draft = ready(book([AN, BA, Line("Lê Văn Ân", "1/1/1971")]))
    by = {"draft": draft, "actor": actor()}
    assert drafts.decide_all(selection=drafts.Selection(search="ha"), option="skip", **by) == 2
    assert drafts.decide_all(selection=drafts.Selection(), option="end", **by) == 0
    assert [one.chosen for one in listed(draft)] == ["skip", "skip", "create"]
    assert len(listed(draft, is_open=True)) == 1
    assert drafts.decide_all(selection=drafts.Selection(), option=drafts.DEFAULT, **by) == 3
    assert {one.chosen for one in listed(draft)} == {"create"}
    counts = access.count_differences(draft=draft, actor=OPERATOR)
    assert [(one.kind, one.total, one.decided) for one in counts] == [("new_person", 3, 3)]


def test_only_a_ready_draft_is_decided_on() -> None:
    draft = receive(book([AN]))
    refused("draft_not_ready", drafts.decide, draft=draft, difference="x", option="skip",
            actor=actor())  # fmt: skip
    refused("draft_not_ready", drafts.store_draft, draft=draft, actor=actor(), at=LATER)
    refused("draft_under_way", drafts.retry_draft, draft=draft, actor=actor(), at=LATER)


# --- the home moves on


def test_a_home_that_changed_is_compared_anew_before_storing() -> None:
    mine, theirs = ready(book([AN, BA])), ready(book([AN]), "khac.xlsx", "thang")
    (first, _) = listed(mine)
    drafts.decide(draft=mine, difference=first.code, option="create", actor=actor())
    assert store(theirs).state == "stored"
    shown = store(mine, LATER + timedelta(minutes=1))
    assert (shown.state, shown.batch) == ("ready", None)
    assert shown.changes["gone"] >= 1
    assert [one.person_name for one in listed(mine, kind="new_person")] == ["Hà Thị Ba"]
    stored = store(mine, LATER + timedelta(minutes=2))
    assert stored.state == "stored"
    assert stored.report["people"] == {"created": 1, "matched": 1}


def test_a_change_elsewhere_keeps_nobody_from_storing() -> None:
    mine, other = ready(book([AN])), ready(book([BA]), "khac.xlsx", "thang")
    assert store(other).state == "stored"
    assert store(mine, LATER + timedelta(minutes=1)).state == "stored"


def test_one_s_other_files_are_compared_again_after_storing() -> None:
    first, second = ready(book([AN])), ready(book([AN, BA]), "hai.xlsx")
    assert len(listed(second, kind="new_person")) == 2
    store(first)
    assert ImportDraft.objects.get(id=second).is_stale  # compared when one turns to it
    drafts.compare_again(draft=second, actor=OPERATOR, at=LATER + timedelta(minutes=1))
    found = work(second, LATER + timedelta(minutes=1))
    assert (found.state, ImportDraft.objects.get(id=second).is_stale) == ("ready", False)
    assert [one.person_name for one in listed(second, kind="new_person")] == ["Hà Thị Ba"]


def test_the_same_file_again_is_told() -> None:
    content = book([AN])
    store(ready(content))
    again = work(receive(content), LATER + timedelta(minutes=1))
    assert (again.state, again.report["already_known"]) == ("ready", True)
    stored = store(again.id, LATER + timedelta(minutes=2))
    assert stored.state == "stored"
    assert ImportBatch.objects.filter(file="bac-son.xlsx", actor_id=actor().id).count() == 1


def test_an_edited_edition_shows_what_is_removed() -> None:
    store(ready(book([AN, BA])))
    draft = ready(book([AN]))
    assert view(draft).report["replaces"]
    assert "removed" in {one.kind for one in listed(draft)}


@pytest.mark.parametrize(
    ("first", "second", "is_edition"),
    [("ds.xls", "ds.xlsx", True), ("ds.xlsx", "ds (1).xlsx", True), ("ds.xlsx", "ds2.xlsx", False),
     ("ds (2).xlsx", "ds (3).XLSX", True), ("ds.xlsx", "ds cũ.xlsx", False)],
)  # fmt: skip
def test_a_file_that_came_back_is_known_by_its_name(
    first: str, second: str, is_edition: bool
) -> None:
    store(ready(book([AN, BA]), first))
    draft = ready(book([AN]), second)
    assert bool(view(draft).report["replaces"]) is is_edition


# --- throwing away, dead workers


def test_a_dropped_draft_leaves_nothing_but_the_journal() -> None:
    draft = ready(book([AN]))
    assert drafts.drop_draft(draft=draft, actor=actor(), at=LATER) == "bac-son.xlsx"
    refused("draft_unknown", access.get_draft, draft=draft, actor=actor())
    assert not (Path(settings.CANBO_HOME) / "drafts" / str(draft)).exists()
    assert len(list(journal.history("draft.dropped"))) == 1


def test_a_draft_whose_worker_died_is_taken_up_again() -> None:
    draft = receive(book([AN]))
    by = {"draft": draft, "actor": actor()}
    assert not drafts.is_lost_draft(**by)  # it waits in the queue
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    assert drafts.is_lost_draft(**by)  # nobody has it
    assert drafts.take_up_lost(LATER) == 1
    assert drafts.take_up_lost(LATER) == 0
    assert work(draft).state == "ready"
    assert not drafts.is_lost_draft(**by)


def test_a_draft_that_ends_while_a_page_is_made_is_not_lost() -> None:
    before = ImportDraft.objects.get(id=receive(book([AN])))  # as a page has just read it
    assert work(before.id).state == "ready"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded'")
    assert not is_lost(before)


def test_old_stored_drafts_and_orphaned_bytes_are_cleared(home) -> None:
    draft = ready(book([AN]))
    batch = store(draft).batch
    orphan = Path(settings.CANBO_HOME) / "drafts" / str(uuid4())
    orphan.mkdir()
    os.utime(orphan, (LATER.timestamp(), LATER.timestamp()))
    assert drafts.clear_old(LATER + timedelta(days=2)) == 1
    assert drafts.content_of_draft(draft=draft, actor=actor()).file == "bac-son.xlsx"
    assert drafts.clear_old(LATER + timedelta(days=40)) == 1
    refused("draft_unknown", access.get_draft, draft=draft, actor=actor())
    assert done.get_import(batch=batch, actor=OPERATOR, at=LATER).draft is None


def test_a_stored_draft_s_import_can_be_undone_after_looking() -> None:
    found = store(ready(book([AN, BA])))
    shown = drafts.preview_undo(batch=found.batch, actor=actor(), at=LATER)
    assert shown.refusal is None
    assert (shown.people, set(shown.names)) == (2, {"Hà Văn An", "Hà Thị Ba"})
    undone = operations.undo_import(batch=found.batch, actor=actor(), at=LATER)
    assert undone.voided == sum(shown.facts.values()) > 0
    assert undone.restored == sum(shown.restored.values())
    again = drafts.preview_undo(batch=found.batch, actor=actor(), at=LATER)
    assert again.refusal.code == "batch_undone_already"


def test_an_import_that_others_rest_on_says_which() -> None:
    first = store(ready(book([AN])))
    second = store(ready(book([AN], day="31/12/2011"), "sau.xlsx"), LATER + timedelta(minutes=1))
    shown = drafts.preview_undo(batch=first.batch, actor=actor(), at=LATER)
    assert [one.id for one in shown.resting] == [second.batch]
    assert shown.refusal.code == "batch_in_use"
    with pytest.raises(Refusal) as found:
        operations.undo_import(batch=first.batch, actor=actor(), at=LATER)
    assert (found.value.code, found.value.data) == (shown.refusal.code, shown.refusal.data)
