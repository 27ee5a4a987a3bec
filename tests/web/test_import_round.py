"""The pages of files that are stored on one word: chosen, followed, told one by one, stopped."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from canbo.records.models import ImportDraft
from tests.drafts.books import Line, book
from tests.web.test_import_pages import AN, BA, page, send, work

WARD = "phường Trường Sơn, thị xã Sầm Sơn"


def ids(*addresses: str) -> list[str]:
    return [address.split("/")[2] for address in addresses]


def store(client: Any, *addresses: str) -> str:
    response = client.post("/nhap/luu/", {"tep": ids(*addresses)})
    assert response.status_code == 302
    assert re.fullmatch(r"/nhap/dot/[0-9a-f-]{36}/", response["Location"])
    return response["Location"]


def work_all(*addresses: str) -> None:
    for one in ids(*addresses):
        work(UUID(one))


def test_a_file_whose_day_is_asked_is_not_chosen_until_it_is_told(browse) -> None:
    client = browse("hanh")
    address, other = send(client, book([AN], day="")), send(client, book([BA]), "có ngày.xlsx")
    shown = page(client, "/nhap/")
    assert re.findall(r'name="tep" value="([^"]+)".*? checked', shown) == ids(other)
    assert "Chưa rõ ngày lập danh sách" in shown
    assert f'href="{address}#ngay-h"' in shown
    client.post(f"{address}ngay/", {"ngay": "30/6/2011"})
    work_all(address)
    shown = page(client, "/nhap/")
    assert set(re.findall(r'name="tep" value="([^"]+)".*? checked', shown)) == {
        *ids(address), *ids(other),
    }  # fmt: skip
    assert "Chưa rõ ngày" not in shown


def test_files_with_nothing_to_look_at_are_chosen_and_stored_on_one_word(browse) -> None:
    client = browse("hanh")
    moved = Line("Hà Văn An", "1/2/1970", home="Hậu Lộc")
    first = send(client, book([AN], day="1/1/2010"), "một.xlsx")
    second = send(client, book([moved], day="1/1/2011"), "hai.xlsx")
    third = send(client, book([BA], day="1/1/2012", ward=WARD), "ba.xlsx")
    shown = page(client, "/nhap/")
    assert re.findall(r'name="tep" value="([^"]+)".*? checked', shown) == ids(first, second, third)
    assert "3 tệp không còn gì phải xem" in shown
    address = store(client, first, second, third)
    shown = page(client, address)
    assert "Đã lưu 0 / 3 tệp" in shown
    assert shown.count("Chờ đến lượt") == 2
    assert 'hx-trigger="every 2s"' in shown
    assert address in page(client, "/nhap/")  # whoever left finds the way back
    assert "xem cả đợt" in page(client, first)
    work_all(first, second, third)
    shown = page(client, address)
    assert "Đã lưu 2 / 3 tệp" in shown
    assert "1 tệp chưa lưu" in shown
    assert "Chưa lưu: 1 khác biệt cần bạn xem" in shown
    assert "every 2s" not in shown
    part = page(client, address, headers={"HX-Request": "true"})
    assert "<html" not in part
    shown = page(client, "/nhap/")
    assert 'type="checkbox"' not in shown  # the one that is left must be looked at


def test_a_round_is_stopped(browse) -> None:
    client = browse("hanh")
    addresses = [
        send(client, book([AN], day=f"1/1/{year}"), f"{year}.xlsx") for year in (2010, 2011)
    ]
    address = store(client, *addresses)
    work_all(addresses[0])
    assert client.post(f"{address}dung/")["Location"] == address
    shown = page(client, address)
    assert "Đã dừng: 1 tệp chưa lưu vẫn chờ bạn" in shown
    assert "đã dừng trước khi đến lượt" in shown


@pytest.mark.parametrize("sent", ["x", "1", "<script>alert(1)</script>"])
def test_what_is_no_file_is_a_bad_request(browse, sent: str) -> None:
    assert browse("hanh").post("/nhap/luu/", {"tep": [sent]}).status_code == 400


def test_a_round_of_two_hundred_files_costs_no_more_than_one_of_two(browse) -> None:
    client = browse("hanh")
    addresses = [
        send(client, book([AN], day=f"1/1/{year}"), f"{year}.xlsx") for year in (2010, 2011)
    ]
    address = store(client, *addresses)
    few = asked(client, address)
    one = ImportDraft.objects.get(id=ids(addresses[0])[0])
    copies = {"round": one.round, "actor_id": one.actor_id, "actor_name": "", "size": 1}
    ImportDraft.objects.bulk_create(
        ImportDraft(file=f"{n}.xlsx", sha256="", state="ready", made_at=one.made_at,
                    state_at=one.made_at, **copies)
        for n in range(198)
    )  # fmt: skip
    assert asked(client, address) == few
    assert "/ 200 tệp" in page(client, address)


def asked(client: Any, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
