"""Two records side by side in the browser: chosen, previewed, made one, taken apart, told apart."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from uuid import UUID

import pytest

from canbo.records.access.merging import list_merges
from canbo.records.operations import merging
from tests.records.sheets import NOON, OPERATOR, Row, roster, take, take_as_others
from tests.town.builder import OTHER_PATH, WARD_PATH, Town, look
from tests.town.cast import REAL_NOW

HUNG = Row("Lê Văn Hùng", "12/3/1970", ("Y5",), "TC", home="xã Quảng Cư")
SAME = Row("Lê Văn Hưng", "12/3/1970", ("Y6",), "ĐH", home="xã Quảng Cư")


@pytest.fixture
def pair(town: Town, db: None) -> tuple[UUID, UUID]:
    """Two records of one man of the ward."""
    take(roster([HUNG], path=WARD_PATH, file="a.xlsx", as_of="30/6/2011"), at=NOON)
    take_as_others(roster([SAME], path=WARD_PATH, file="b.xlsx", as_of="30/6/2011"), at=NOON)
    people = look().people
    return people["Lê Văn Hùng"], people["Lê Văn Hưng"]


def words_of(page) -> str:
    """The text of a page as people read it."""
    text = re.sub(r"<[^>]+>", " ", page.content.decode())
    return html.unescape(re.sub(r"\s+", " ", text))


def decided(page, side: str) -> dict[str, str]:
    """One side for everything that the form asks."""
    asked = set(re.findall(r'name="(c-[0-9a-f-]+)"', page.content.decode()))
    return dict.fromkeys(asked, side)


def test_from_the_list_to_the_merge_and_back(browse: Callable, pair) -> None:
    one, other = pair
    client = browse("hanh")
    page = client.get("/trung/")
    assert "1 cặp" in words_of(page)
    assert "cùng ngày sinh; cùng quê; cùng đơn vị; tên viết khác nhau" in words_of(page)
    address = f"/trung/{one}/{other}/"
    page = client.get(address)
    assert "Nói khác nhau: hãy chọn bên đúng" in words_of(page)
    refused = client.post(address, {"viec": "gop"})
    assert refused.status_code == 400
    assert "chưa chọn bên nào đúng" in words_of(refused)

    chosen = decided(page, "survivor")
    shown = client.post(address, {**chosen, "viec": "xem", "ly_do": "một người"})
    assert "Nếu gộp thì thay đổi" in words_of(shown)
    assert 'value="một người"' in shown.content.decode()
    assert not list_merges(actor=OPERATOR, at=REAL_NOW)

    done = client.post(address, {**chosen, "viec": "gop", "ly_do": "một người"}, follow=True)
    assert done.redirect_chain == [(f"/can-bo/{one}/", 302)]
    assert "Đã gộp hai hồ sơ của Lê Văn Hùng" in words_of(done)
    (row,) = list_merges(actor=OPERATOR, at=REAL_NOW)
    assert (row.reason, row.actor_name) == ("một người", "Hạnh")
    page = client.get("/trung/")
    assert "0 cặp" in words_of(page)
    assert "Các lần gộp" in words_of(page)

    page = client.get(f"/trung/gop/{row.id}/tach/")
    assert "Trở về hồ sơ kia" in words_of(page)
    back = client.post(f"/trung/gop/{row.id}/tach/", follow=True)
    assert f"Đã tách lần gộp số {row.id}" in words_of(back)
    assert "1 cặp" in words_of(client.get("/trung/"))
    again = client.post(f"/trung/gop/{row.id}/tach/")
    assert again.status_code == 409
    assert "đã được tách lại" in words_of(again)


def test_the_old_address_leads_to_the_one_that_stands(browse: Callable, pair) -> None:
    one, other = pair
    found = merging.compare_people(survivor=one, merged=other, actor=OPERATOR, at=REAL_NOW)
    sides = {meeting.id: "survivor" for meeting in found.open}
    merging.merge_people(survivor=one, merged=other, actor=OPERATOR, at=REAL_NOW, decisions=sides)
    response = browse("mai").get(f"/can-bo/{other}/?ngay=30/6/2011")
    assert response.status_code == 302
    assert response["Location"] == f"/can-bo/{one}/?ngay=30%2F6%2F2011"
    assert browse("dung").get(f"/can-bo/{other}/").status_code == 404
    old = browse("mai").get(f"/can-bo/{other}/?biet=20/8/2011")
    assert old.status_code == 200
    assert "Lê Văn Hưng" in words_of(old)


def test_two_people_are_told_apart(browse: Callable, pair) -> None:
    one, other = pair
    client = browse("mai")
    done = client.post(f"/trung/{one}/{other}/hai-nguoi/", follow=True)
    assert "không đề xuất nữa" in words_of(done)
    assert "0 cặp" in words_of(done)
    refused = client.get(f"/trung/{one}/{other}/")
    assert refused.status_code == 409
    assert "đã được xác nhận là hai người" in words_of(refused)
    done = client.post(f"/trung/{one}/{other}/hai-nguoi/", {"bo": "1"}, follow=True)
    assert "1 cặp" in words_of(done)


def test_a_ward_s_clerk_finds_only_pairs_of_the_ward(browse: Callable, pair) -> None:
    for name, path, file in (
        ("Trần Văn Nam", WARD_PATH, "c.xlsx"), ("Trần Văn Nám", OTHER_PATH, "d.xlsx"),
    ):  # fmt: skip
        row = Row(name, "1/1/1975", ("Y5",))
        take_as_others(roster([row], path=path, file=file, as_of="30/6/2011"), at=NOON)
    assert "2 cặp" in words_of(browse("hanh").get("/trung/"))
    ward = words_of(browse("mai").get("/trung/"))
    assert "1 cặp" in ward
    assert "Trần Văn Nám" not in ward
