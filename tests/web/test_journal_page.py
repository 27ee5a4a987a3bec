"""The journal on the web: searched, in words, without a person whom the reader may not see."""

from __future__ import annotations

import io

import openpyxl
import pytest

from canbo.accounts import operations as accounts
from canbo.accounts.access import actor_for
from canbo.accounts.models import Grant, User
from canbo.journal import access as journal
from canbo.journal.operations import write_entry
from canbo.records.operations import merging as records
from canbo.reporting.acts import ActQuestion, read_acts
from canbo.web.office.act_words import GROUPS, actions_of
from canbo.web.office.perspective import page_view
from tests.town.cast import REAL_NOW, WARD
from tests.web.test_account_pages import identity, said

OUTSIDE = "một người ngoài phạm vi của bạn"


@pytest.fixture
def told_apart(town) -> None:
    """Hạnh said that two of the ward, and two of the other ward, are different people."""
    hanh = actor_for(User.objects.get(username="hanh"), REAL_NOW)
    for one, other in (("Nguyễn Thị Mai", "Lê Thị Lan"), ("Trần Dũng", "Phạm Văn Thắng")):
        records.mark_apart(one=town.people[one], other=town.people[other], actor=hanh, at=REAL_NOW)


def rows(page: str) -> str:
    return page.partition("Việc đã làm")[2]


def test_it_tells_in_words_who_did_what(town, browse, told_apart) -> None:
    page = rows(said(browse("thang").get("/nhat-ky/?viec=ho_so")))
    assert page.count("Hạnh ghi là hai người khác nhau:") == 2
    assert "Nguyễn Thị Mai" in page or "Lê Thị Lan" in page
    grants = rows(said(browse("thang").get("/nhat-ky/?viec=quyen")))
    assert (
        "cấp quyền cho Mai: Công chức xã, phường của phường Trường Sơn: xem hồ sơ những người "
        "phường quản lý, không xem hồ sơ mật" in grants
    )


def test_who_sees_nobody_reads_no_name_of_a_person(town, browse, told_apart) -> None:
    page = rows(said(browse("quantri").get("/nhat-ky/?viec=ho_so")))
    assert page.count(OUTSIDE) == 2
    for name in ("Nguyễn Thị Mai", "Lê Thị Lan", "Trần Dũng", "Phạm Văn Thắng"):
        assert name not in page
        asked = said(browse("quantri").get("/nhat-ky/", {"tim": name}))
        assert "Không có việc nào như vậy" in asked


def test_a_reader_of_one_ward_reads_the_own_acts_and_those_upon_its_people(
    town, browse, told_apart
) -> None:
    Grant.objects.filter(user=identity("thang")).update(
        unit=town.units[WARD], managed_by=["commune"]
    )
    response = browse("thang").get("/nhat-ky/")
    page = said(response)
    assert "việc của chính mình" in page
    assert rows(page).count("Hạnh") == 1
    assert OUTSIDE not in page
    assert "cấp quyền" not in rows(page)


def test_it_is_searched_by_who_whom_kind_and_days(town, browse, told_apart) -> None:
    client = browse("thang")
    assert rows(said(client.get("/nhat-ky/?ai=hanh"))).count("Hạnh ghi là") == 2
    made = rows(said(client.get("/nhat-ky/?ai=nguoi+van+hanh&viec=quyen")))
    assert made.count("tạo tài khoản:") == 8
    upon = rows(said(client.get("/nhat-ky/", {"tim": "dung", "viec": "quyen"})))
    assert "tạo tài khoản: Dũng" in upon
    assert "Mai" not in upon
    assert rows(said(client.get("/nhat-ky/", {"tim": "Trần Dũng"}))).count("hai người") <= 1
    today = client.get("/nhat-ky/?tu=23/11/2026&den=23/11/2026&ai=hanh")
    assert rows(said(today)).count("Hạnh ghi là") == 2
    for days in ("?tu=24/11/2026", "?den=22/11/2026"):
        assert "Hạnh" not in rows(said(client.get(f"/nhat-ky/{days}&ai=hanh")))
    assert "Không có việc nào" in said(client.get("/nhat-ky/?ai=khongcoai"))


@pytest.mark.parametrize(("query", "words"), [
    ("tu=31/2/2026", "“31/2/2026” không phải là một ngày"),
    ("tu=2/1/2026&den=1/1/2026", "Ngày cuối 01/1/2026 trước ngày đầu 02/1/2026"),
])  # fmt: skip
def test_wrong_days_are_said(town, browse, query: str, words: str) -> None:
    assert words in said(browse("thang").get(f"/nhat-ky/?{query}"))


def test_one_goes_on_with_older_acts_without_a_gap(town, browse) -> None:
    for number in range(60):
        accounts.pin_figure(
            name=f"x{number % 2}", actor=actor_for(User.objects.get(username="mai"), REAL_NOW),
            at=REAL_NOW,
        )  # fmt: skip
        accounts.unpin_figure(
            name=f"x{number % 2}", actor=actor_for(User.objects.get(username="mai"), REAL_NOW),
            at=REAL_NOW,
        )  # fmt: skip
    thang = actor_for(User.objects.get(username="thang"), REAL_NOW)
    asked, seen, before = page_view("", "", REAL_NOW).perspective, [], None
    while True:
        page = read_acts(
            question=ActQuestion(before=before), actor=thang, at=REAL_NOW, perspective=asked
        )
        seen += [line.seq for line in page.lines]
        before = page.before
        if before is None:
            break
    assert seen == list(range(journal.last_seq(), 0, -1))
    assert "Những việc trước đó" in said(browse("thang").get("/nhat-ky/?viec=khac"))


def test_it_goes_out_as_shown_and_that_is_journalled(town, browse, told_apart) -> None:
    response = browse("quantri").post("/nhat-ky/xuat/", {"viec": "ho_so"})
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert sum(OUTSIDE in one for one in cells) == 2
    assert not any("Nguyễn Thị Mai" in one for one in cells)
    (entry, *_) = journal.entries(action="export.list")
    wanted = sum(one.act.action in actions_of("ho_so") for one in journal.history())
    assert (entry.act.subject, entry.act.data["rows"]) == ("list:journal", wanted)


def test_of_an_entry_nothing_is_told_that_nobody_chose(town, browse) -> None:
    from django.db import transaction

    with transaction.atomic():
        write_entry(
            actor_id="local", actor_name="Ai đó", action="việc mới", at=REAL_NOW,
            subject="thing:1", data={"secret": "điều riêng tư", "address": "số nhà riêng"},
        )  # fmt: skip
    page = said(browse("thang").get("/nhat-ky/"))
    assert "việc “việc mới”" in page
    assert "riêng" not in rows(page)


def test_every_act_of_accounts_has_words(town) -> None:
    known = {action for _, _, actions in GROUPS for action in actions}
    assert {entry.act.action for entry in journal.history()} <= known
