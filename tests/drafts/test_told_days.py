"""The wizard asks for the day of a list that names none; the answer waits with the file."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from canbo.engine.refusal import Refusal
from canbo.records.access import drafts as access
from canbo.records.access import imports as done
from canbo.records.models import DraftState, ImportDraft
from canbo.records.operations import drafts
from canbo.records.operations.intake.differences import DifferenceKind
from tests.drafts.books import Line, book
from tests.drafts.test_drafts import LATER, actor, listed, receive, refused, view, work
from tests.town.cast import REAL_NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]
MOI = Line("Hà Văn Mới", "7/8/1985", "Tài chính - Kế toán")


def tell(draft, day: date | None, who: str = "hanh", at=LATER) -> access.DraftView:
    drafts.tell_day(draft=draft, day=day, actor=actor(who), at=at)
    return work(draft)


def test_the_day_is_asked_for_and_its_answer_waits_with_the_file() -> None:
    draft = receive(book([MOI], day=""))
    asked = work(draft)
    assert (asked.state, asked.lacks_day, asked.as_of) == ("ready", True, None)
    assert asked.report["facts"]["tenure"] == 0

    told = tell(draft, date(2011, 6, 30))
    assert (told.state, told.lacks_day, told.as_of) == ("ready", False, date(2011, 6, 30))
    assert (told.report["facts"]["tenure"], told.report["as_of"]) == (1, "2011-06-30")
    assert not told.changes
    assert view(draft) == told

    emptied = tell(draft, None)
    assert (emptied.lacks_day, emptied.as_of, emptied.report["facts"]["tenure"]) == (True, None, 0)


def test_decisions_stay_when_the_day_is_told() -> None:
    draft = receive(book([MOI], day=""))
    work(draft)
    (new,) = listed(draft, kind=DifferenceKind.NEW_PERSON)
    drafts.decide(draft=draft, difference=new.code, option="skip", actor=actor())

    tell(draft, date(2011, 6, 30))
    (new,) = listed(draft, kind=DifferenceKind.NEW_PERSON)
    assert (new.chosen, new.is_decided) == ("skip", True)


def test_what_is_stored_tells_the_day_and_who_told_it() -> None:
    draft = receive(book([MOI], day=""))
    work(draft)
    tell(draft, date(2011, 6, 30))
    drafts.store_draft(draft=draft, actor=actor(), at=LATER)
    stored = work(draft)
    batch = done.get_import(batch=stored.batch, actor=actor(), at=LATER)
    assert (batch.as_of, batch.actor_name) == (date(2011, 6, 30), actor().name)


def test_a_file_that_names_another_day_is_refused_until_the_answer_is_taken_back() -> None:
    draft = receive(book([MOI], day="31/7/2011"))
    assert not work(draft).lacks_day
    wrong = tell(draft, date(2011, 6, 30))
    assert (wrong.state, wrong.lacks_day) == ("refused", True)
    assert tell(draft, None).state == "ready"


def test_only_a_possible_day_and_only_the_own_file() -> None:
    draft = receive(book([MOI], day=""))
    work(draft)
    ahead = (REAL_NOW + timedelta(days=400)).date()
    for day in (ahead, date(1900, 1, 1)):
        refused("told_day_impossible", drafts.tell_day, draft=draft, day=day, actor=actor(),
                at=LATER)  # fmt: skip
    with pytest.raises(Refusal) as found:
        drafts.tell_day(draft=draft, day=None, actor=actor("mai"), at=LATER)
    assert found.value.code == "draft_unknown"
    drafts.store_draft(draft=draft, actor=actor(), at=LATER)
    assert ImportDraft.objects.get(id=draft).state == DraftState.STORING
    refused("draft_under_way", drafts.tell_day, draft=draft, day=None, actor=actor(), at=LATER)
    work(draft)
    refused("draft_stored_already", drafts.tell_day, draft=draft, day=None, actor=actor(),
            at=LATER)  # fmt: skip
