"""Several waiting files stored on one word: one after the other, each afresh, none by surprise."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from canbo.accounts import access as accounts
from canbo.records.access import drafts as access
from canbo.records.models import DraftDifference, ImportBatch, ImportDraft
from canbo.records.operations import LOOKED_AT, drafts
from canbo.records.operations.drafts_keeping import DraftRefused
from canbo.records.operations.drafts_storing import gives_way
from tests.drafts.books import Line, book
from tests.town.cast import REAL_NOW

pytestmark = pytest.mark.usefixtures("town")
LATER = REAL_NOW + timedelta(minutes=1)
AN, BA = Line("Hà Văn An", "1/2/1970"), Line("Hà Thị Ba", "3/4/1980", sex="Nữ")


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every test writes."""


def actor(name: str = "hanh") -> accounts.Actor:
    return accounts.actor_for(get_user_model().objects.get(username=name), REAL_NOW)


def sent(name: str, content: bytes, who: str = "hanh") -> UUID:
    """Upload a file and let the worker hold it against the home."""
    draft = drafts.receive_file(name=name, pieces=[content], actor=actor(who), at=REAL_NOW)
    work(draft)
    return draft


def work(draft: UUID) -> None:
    run = ImportDraft.objects.get(id=draft).run
    drafts.work_on_draft(draft=draft, run=run, at=LATER)


def stored_together(*chosen: UUID) -> list[access.DraftView]:
    """Store files on one word and let the worker do its jobs in the order of the queue."""
    round_ = drafts.store_drafts(drafts=chosen, actor=actor(), at=LATER)
    for _ in chosen:
        for draft in ImportDraft.objects.filter(round=round_, state="storing").order_by("job"):
            work(draft.id)
    return [*access.list_round(round_=round_, actor=actor(), kinds=LOOKED_AT)]


def test_files_are_stored_in_the_order_of_their_days_each_by_itself() -> None:
    newest = sent("2012.xlsx", book([AN, BA], day="31/12/2012"))
    oldest = sent("2010.xlsx", book([AN], day="31/12/2010"))
    middle = sent("2011.xlsx", book([AN, BA], day="31/12/2011"))
    found = stored_together(newest, oldest, middle)
    assert [one.file for one in found] == ["2010.xlsx", "2011.xlsx", "2012.xlsx"]
    assert {one.state for one in found} == {"stored"}
    batches = [one.batch for one in found]
    assert batches == sorted(batches)
    # each was held against what the ones before it had stored: nobody is there twice
    assert [one.report["people"]["created"] for one in found] == [1, 1, 0]
    assert [one.report["people"]["matched"] for one in found] == [0, 1, 2]
    acts = ImportBatch.objects.filter(id__in=batches).values_list("act", flat=True)
    assert len(set(acts)) == 3


def test_what_an_earlier_file_puts_in_question_waits_and_the_rest_is_stored() -> None:
    first = sent("một.xlsx", book([Line("Hà Văn An", "1/2/1970", home="Hậu Lộc")], day="1/1/2010"))
    asks = sent("hai.xlsx", book([AN], day="1/1/2011"))  # a new person so far; another home then
    free = sent("ba.xlsx", book([BA], day="1/1/2012", ward="phường Trường Sơn, thị xã Sầm Sơn"))
    found = {one.file: one for one in stored_together(first, asks, free)}
    assert {name: one.state for name, one in found.items()} == {
        "một.xlsx": "stored", "hai.xlsx": "ready", "ba.xlsx": "stored",
    }  # fmt: skip
    waits = found["hai.xlsx"]
    assert waits.undecided == 1
    assert waits.changes["gone"] == 1  # nobody is new in it any more
    assert DraftDifference.objects.get(draft=asks, kind="changed_fact").field == "home_place"


def test_a_decision_that_lost_its_ground_is_not_passed_over() -> None:
    first = sent("một.xlsx", book([AN], day="1/1/2010"))
    second = sent("hai.xlsx", book([AN, BA], day="1/1/2011"))
    code = DraftDifference.objects.get(draft=second, person_name="Hà Văn An").code
    drafts.decide(draft=second, difference=code, option="skip", actor=actor())
    found = stored_together(first, second)
    assert [one.state for one in found] == ["stored", "ready"]
    work_again = stored_together(second)  # looked at: now it may go
    assert [one.state for one in work_again] == ["stored"]


def test_a_file_with_something_to_look_at_is_named_and_not_begun() -> None:
    stored_together(sent("một.xlsx", book([AN], day="1/1/2010")))
    moved = Line("Hà Văn An", "1/2/1970", home="Hậu Lộc")
    asks = sent("hai.xlsx", book([moved], day="1/1/2011"))
    free = sent("ba.xlsx", book([BA], day="1/1/2012", ward="phường Trường Sơn, thị xã Sầm Sơn"))
    before = ImportDraft.objects.get(id=asks).run
    found = {one.file: one.state for one in stored_together(asks, free)}
    assert found == {"hai.xlsx": "ready", "ba.xlsx": "stored"}
    assert ImportDraft.objects.get(id=asks).run == before


def test_a_file_waits_for_the_earlier_ones_whoever_takes_its_job_first() -> None:
    older = sent("2010.xlsx", book([AN], day="31/12/2010"))
    newer = sent("2011.xlsx", book([AN], day="31/12/2011"))
    drafts.store_drafts(drafts=[newer, older], actor=actor(), at=LATER)
    job = ImportDraft.objects.get(id=newer).job
    work(newer)
    waits = ImportDraft.objects.get(id=newer)
    assert waits.state == "storing"
    assert waits.job != job
    assert scheduled(waits.job)
    assert not gives_way(ImportDraft.objects.get(id=older))
    work(older)
    work(newer)
    assert {one.state for one in ImportDraft.objects.filter(id__in=[older, newer])} == {"stored"}


def scheduled(job: int | None) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT scheduled_at > now() FROM procrastinate_jobs WHERE id = %s", [job])
        return bool(cursor.fetchone()[0])


def test_what_is_not_stored_yet_can_be_stopped() -> None:
    older = sent("2010.xlsx", book([AN], day="31/12/2010"))
    newer = sent("2011.xlsx", book([AN], day="31/12/2011"))
    round_ = drafts.store_drafts(drafts=[newer, older], actor=actor(), at=LATER)
    run = ImportDraft.objects.get(id=newer).run
    work(older)
    assert drafts.stop_round(round_=round_, actor=actor(), at=LATER) == 1
    drafts.work_on_draft(draft=newer, run=run, at=LATER)  # the job is in the queue all the same
    found = access.list_round(round_=round_, actor=actor())
    assert [one.state for one in found] == ["stored", "ready"]


def test_nobody_stores_or_sees_what_is_somebody_else_s() -> None:
    mine = sent("của tôi.xlsx", book([AN]))
    others = sent("của người.xlsx", book([BA]), who="thang")
    for chosen, code in (([mine, others], "draft_unknown"), ([], "none_to_store")):
        with pytest.raises(DraftRefused) as refused:
            drafts.store_drafts(drafts=chosen, actor=actor(), at=LATER)
        assert refused.value.code == code
    assert ImportDraft.objects.get(id=mine).state == "ready"
    round_ = drafts.store_drafts(drafts=[others], actor=actor("thang"), at=LATER)
    for ask in (
        lambda: access.list_round(round_=round_, actor=actor()),
        lambda: drafts.stop_round(round_=round_, actor=actor(), at=LATER),
        lambda: access.list_round(round_=uuid4(), actor=actor()),
    ):
        with pytest.raises((DraftRefused, access.DraftNotFound)):
            ask()
    assert ImportDraft.objects.get(id=others).state == "storing"
