"""An edited export in the browser's wizard: asked cell by cell or by rule, stored when all are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model

from canbo.accounts import access as accounts
from canbo.accounts.actor import Actor
from canbo.records.access import drafts as access
from canbo.records.models import DraftDifference, ImportDraft
from canbo.records.operations import drafts
from canbo.records.operations.drafts import DraftRefused, Selection
from tests.drafts.waiting import wait
from tests.exports.sent import Book
from tests.town.cast import REAL_NOW
from tests.web.conftest import _clock, _pinned, browse, home, signed_in, town

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
__all__ = ["_clock", "_pinned", "browse", "home", "signed_in", "town"]


def actor(username: str = "hanh") -> Actor:
    return accounts.actor_for(get_user_model().objects.get(username=username), REAL_NOW)


def sent(client: Client, **asked: str) -> Book:
    """A list as the page gives it."""
    answer = client.post("/xuat/", asked)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    return Book(answer.content)


def edited(client: Client) -> bytes:
    book = sent(client)
    name = book.lines()[0][1]
    return book.set(name, "Quê quán", "Quảng Tiến mới").bytes()


def open_one(draft: UUID) -> access.DifferenceView:
    page = access.list_differences(
        draft=draft, selection=Selection(kind="edited"), actor=actor(), page=1, size=9
    )
    (found,) = page.rows
    return found


def state(draft: UUID) -> ImportDraft:
    return ImportDraft.objects.get(id=draft)


def test_the_page_gives_whom_it_shows(browse: Callable[..., Client]) -> None:
    every, some = sent(browse("hanh")), sent(browse("hanh"), tim="mai")

    assert len(some.rows) < len(every.rows)
    assert all("Mai" in str(line[1]) for line in some.lines())
    own = sent(browse("mai"))
    assert 0 < len(own.rows) < len(every.rows)


def test_planning_is_not_offered_and_not_given_without_the_right(
    browse: Callable[..., Client],
) -> None:
    client = browse("hanh")
    assert 'value="pool"' not in client.get("/can-bo/").content.decode()

    answer = client.post("/xuat/", {"danh_sach": "pool"})

    assert (answer.status_code, answer["Location"]) == (302, "/can-bo/")


def test_an_edited_cell_waits_for_its_answer(browse: Callable[..., Client]) -> None:
    draft = wait("hanh", edited(browse("hanh")), "can bo.xlsx")
    assert state(draft).state == "ready"
    found = open_one(draft)
    assert (found.chosen, found.is_decided) == ("undecided", False)

    with pytest.raises(DraftRefused) as refused:
        drafts.store_draft(draft=draft, actor=actor(), at=REAL_NOW)

    assert (refused.value.code, refused.value.data["count"]) == ("draft_undecided", 1)
    assert state(draft).state == "ready"


def test_what_the_machine_proposes_is_no_answer(browse: Callable[..., Client]) -> None:
    draft = wait("hanh", edited(browse("hanh")), "can bo.xlsx")

    count = drafts.decide_all(
        draft=draft, selection=Selection(), option=drafts.DEFAULT, actor=actor()
    )

    assert count == 0
    assert open_one(draft).chosen == "undecided"


def test_a_day_is_taken_from_the_form_and_the_file_is_stored(
    browse: Callable[..., Client],
) -> None:
    client = browse("hanh")
    draft = wait("hanh", edited(client), "can bo.xlsx")
    address = f"/nhap/{draft}/khac-biet/?loai=edited"
    page = client.get(address).content.decode()
    assert "Sai từ trước" in page
    assert 'placeholder="ngày/tháng/năm"' in page
    code = open_one(draft).code

    def answer(day: str) -> str:
        told = {"khac": code, "chon": "since", "ngay": day}
        return client.post(address, told, follow=True).content.decode()

    assert "Chưa ghi đã thay đổi từ ngày nào" in answer("")
    assert "“31/6/2011” không phải ngày. Cần dạng 30/6/2011." in answer("31/6/2011")
    offered = DraftDifference.objects.get(draft=draft, code=code)
    bounds = {"first": "2005-01-01", "last": "2011-07-31"}
    offered.options = [one | bounds if one.get("asks_day") else one for one in offered.options]
    offered.save()
    assert "từ ngày 01/8/2011: cần một ngày từ 01/1/2005 đến 31/7/2011" in answer("1/8/2011")
    assert open_one(draft).chosen == "undecided"
    assert 'value="01/7/2011"' in answer("1/7/2011")

    assert open_one(draft).chosen == "since:2011-07-01"
    drafts.store_draft(draft=draft, actor=actor(), at=REAL_NOW)
    drafts.work_on_draft(draft=draft, run=state(draft).run, at=REAL_NOW)
    assert state(draft).state == "stored", state(draft).refusal
    assert state(draft).report["facts"]["particular"] in (1, 2)


def test_one_rule_answers_for_all(browse: Callable[..., Client]) -> None:
    client = browse("hanh")
    draft = wait("hanh", edited(client), "can bo.xlsx")

    client.post(f"/nhap/{draft}/khac-biet/?loai=edited", {"tat_ca": "correct"})

    assert open_one(draft).chosen == "correct"


def test_a_list_of_more_than_one_may_touch_is_stored_for_ones_own(
    browse: Callable[..., Client],
) -> None:
    """Mai gets the file of the whole town: its rows beyond her ward are listed, without a word."""
    book = sent(browse("hanh"))
    own = sent(browse("mai")).lines()[0][1]
    other = next(line[1] for line in book.lines() if line[1] not in
                 {one[1] for one in sent(browse("mai")).lines()})  # fmt: skip
    content = book.set(own, "Quê quán", "Một").set(other, "Quê quán", "Hai").bytes()

    draft = wait("mai", content, "can bo.xlsx")

    codes = [one["code"] for one in state(draft).problems]
    assert codes.count("person_out_of_reach") == 1
    page = access.list_differences(
        draft=draft, selection=Selection(kind="edited"), actor=actor("mai"), page=1, size=9
    )
    assert [one.after for one in page.rows] == ["Một"]
    assert date(2011, 7, 31).isoformat() not in str(codes)
