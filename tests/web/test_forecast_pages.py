"""The pages of the forecast: what they count, who sees whom, what is said of planned people."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from canbo.engine.facts import ClassKind
from tests.records.sheets import Row, classes, take
from tests.town.builder import Town, add_people
from tests.town.cast import WARD
from tests.town.fixtures import planned_town

__all__ = ["planned_town"]

_COUNTED = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH|COPY)", re.IGNORECASE)
LATER = datetime(2012, 7, 1, 5, tzinfo=UTC)
PLANNED = "trong quy hoạch chức danh"
ROW = re.compile(r'<th scope="row"><a href="/can-bo/([0-9a-f-]+)/[^"]*">.*?</tr>', re.DOTALL)


@pytest.fixture(scope="module")
def town(planned_town: Town) -> Town:
    """The town with a planning list taken in."""
    return planned_town


def html(client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def rows_of(page: str, person: object) -> list[str]:
    """What a page says of one person, row by row, without the name."""
    return [
        re.sub(r"<[^>]+>|\s+", " ", row[0].partition("</th>")[2]).strip()
        for row in ROW.finditer(page) if row[1] == str(person)
    ]  # fmt: skip


def test_the_figures_lead_to_it(town, browse) -> None:
    client = browse("mai")
    assert 'href="/du-bao/"' in html(client, "/so-lieu/")
    page = html(client, "/du-bao/")
    for part in ("nghi-huu", "nhiem-ky", "ghe-trong", "nhu-cau", "nganh"):
        assert f'href="/du-bao/{part}/?so_nam=3"' in page
    assert 'href="/du-bao/doi-chieu/"' in page


def test_who_retires_when_is_told_with_the_post_that_falls_vacant(town, browse) -> None:
    page = html(browse("hanh"), "/du-bao/nghi-huu/?so_nam=15")
    quang = rows_of(page, town.people["Cao Sỹ Quang"])  # born in 3/1962: 60 in 3/2022
    assert len(quang) == 1
    assert "Chủ tịch Ủy ban nhân dân" in quang[0]
    assert "01/4/2022" in quang[0]
    assert rows_of(html(browse("hanh"), "/du-bao/nghi-huu/"), town.people["Cao Sỹ Quang"]) == []
    assert rows_of(html(browse("mai"), "/du-bao/nghi-huu/?so_nam=15"),
                   town.people["Cao Sỹ Quang"]) == []  # fmt: skip


def test_numbers_are_whole_and_planned_people_are_told_to_who_may_know(town, browse) -> None:
    said = {}
    for role in ("hanh", "thang"):
        table = html(browse(role), "/du-bao/?so_nam=15")
        said[role] = re.findall(r'<td class="num"[^>]*>(.*?)</td>', table)
        rows = html(browse(role), "/du-bao/nhu-cau/?so_nam=15")
        assert (PLANNED in rows) == (role == "thang")
        assert ("dòng trong phạm vi của bạn" in rows) == (role == "hanh")
        vacant = html(browse(role), "/du-bao/ghe-trong/?so_nam=15")
        assert ("1 người trong quy hoạch" in vacant) == (role == "thang")
    assert said["hanh"] == said["thang"]
    assert "3–4" in " ".join(said["hanh"])  # intermediate theory: three surely, one planned


def test_a_line_opens_to_its_own_rows(town, browse) -> None:
    page = html(browse("thang"), "/du-bao/nhu-cau/?so_nam=15&dong=LLCT-TC")
    assert "Trung cấp lý luận chính trị" in page
    people = {row[1] for row in ROW.finditer(page)}
    wanted = ("Nguyễn Thị Mai", "Cao Sỹ Quang", "Đỗ Thị Cúc", "Trần Dũng")
    assert people == {str(town.people[name]) for name in wanted}


def test_a_workbook_holds_the_rows_of_the_page(town, browse) -> None:
    counts = {}
    for role in ("hanh", "thang"):
        client = browse(role)
        sent = client.post("/du-bao/nhu-cau/xuat/?so_nam=15")
        assert sent.status_code == 200
        sheet = openpyxl.load_workbook(io.BytesIO(sent.content)).worksheets[0]
        cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
        counts[role] = sum("chưa đạt" in each or "thiếu dữ liệu" in each for each in cells)
        assert counts[role] == len(ROW.findall(html(client, "/du-bao/nhu-cau/?so_nam=15")))
        assert any(each.startswith(PLANNED) for each in cells) == (role == "thang")
    assert counts["hanh"] < counts["thang"]


def test_a_backtest_does_not_tell_who_was_planned(town, browse) -> None:
    """Who studied looks alike, whether the planning foresaw it or nothing did."""
    learners = [
        Row("Trần Dũng", "4/5/1975"),  # planned for a post that asks for it
        Row("Lê Thị Lan", "1/2/1980"),  # has it already: nobody foresaw it
        Row("Đỗ Thị Cúc", "9/9/1968"),  # holds a post that asks for it
    ]
    take(classes(learners, file="tc2012.xlsx", name="Trung cấp lý luận chính trị K22",
                 begins="3/2012", ends="6/2012", kind=ClassKind.TRAINING), at=LATER)  # fmt: skip
    address = "/du-bao/doi-chieu/?luc=31/8/2011&ngay=31/12/2012&dong=LLCT-TC"
    dung, lan, cuc = (
        town.people[name] for name in ("Trần Dũng", "Lê Thị Lan", "Đỗ Thị Cúc")
    )  # fmt: skip
    open_, closed = html(browse("thang"), address), html(browse("hanh"), address)
    assert "Dự báo có thể, đã xảy ra" in rows_of(open_, dung)[0]
    assert "Xảy ra mà không dự báo" in rows_of(open_, lan)[0]
    for page in (open_, closed):
        assert "Dự báo chắc chắn, đã xảy ra" in rows_of(page, cuc)[0]
    assert rows_of(closed, dung) == rows_of(closed, lan)
    assert "không nêu" in rows_of(closed, dung)[0]


def test_the_bench_is_told_to_who_may_know_and_counted_for_all(town, browse) -> None:
    address = "/du-bao/ke-can/?nhiem_ky=01/7/2015"
    assert 'href="/du-bao/ke-can/"' in html(browse("hanh"), "/du-bao/")
    pages = {role: html(browse(role), address) for role in ("mai", "hanh", "thang")}
    numbers = [re.findall(r'<div class="figure-value">(.*?)</div>', one) for one in pages.values()]
    assert numbers[0] == numbers[1] == numbers[2]
    assert numbers[0][0].startswith("0 / ")
    planned = [str(one) for one in town.people.values() if f"/can-bo/{one}/" in pages["thang"]]
    assert len(planned) == 3
    for role in ("mai", "hanh"):
        assert not re.search(r"/can-bo/[0-9a-f]", pages[role])
        assert "xem trước" not in pages[role]
        assert "3 lượt quy hoạch ở ngoài phạm vi của bạn" in pages[role]
    assert "xem trước" in pages["thang"]


def test_the_bench_goes_out_as_excel_within_rights(town, browse) -> None:
    lists = {}
    for role in ("hanh", "thang"):
        answer = browse(role).post("/du-bao/ke-can/xuat/?nhiem_ky=01/7/2015")
        assert answer.status_code == 200
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
        lists[role] = "\n".join(
            "|".join(str(cell) for cell in row if cell is not None)
            for row in sheet.iter_rows(values_only=True)
        )
    names = [name for name in town.people if f"|{name}|" in lists["thang"]]
    assert len(names) == 3
    assert all(name not in lists["hanh"] for name in names)
    assert "3 lượt quy hoạch ở ngoài phạm vi" in lists["hanh"]
    assert "Cần xem trước: " in lists["thang"]
    assert "Cần xem trước" not in lists["hanh"]


def test_what_cannot_be_asked_is_said(town, browse) -> None:
    bench = html(browse("hanh"), "/du-bao/ke-can/?nhiem_ky=hôm+nay&moi_cho=9")
    assert "“hôm nay” không phải là một ngày" in bench
    assert "“9” không phải là số người từ 1 đến 5" in bench
    past = html(browse("hanh"), "/du-bao/ke-can/?nhiem_ky=01/7/2001", 400)
    assert "không sau ngày xem" in past
    client = browse("hanh")
    page = html(client, "/du-bao/?so_nam=99")
    assert "“99” không phải là số năm từ 1 đến 15" in page
    page = html(client, "/du-bao/doi-chieu/?luc=mai")
    assert "“mai” không phải là một ngày" in page
    page = html(client, "/du-bao/doi-chieu/?luc=1/8/2011", 400)
    assert "Không so được dự báo của ngày 01/8/2011 với ghi nhận đến ngày 31/7/2011" in page
    empty = html(client, "/du-bao/?ngay=1/1/1950")
    assert empty.count("Không có gì trong kỳ, theo những gì hồ sơ biết.") >= 2
    assert "Không có gì trong kỳ" in html(client, "/du-bao/nghi-huu/?ngay=1/1/1950")


def test_it_asks_as_often_with_three_hundred_people_more(town, browse) -> None:
    client = browse("hanh")

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return sum(bool(_COUNTED.match(query["sql"])) for query in asked)

    addresses: list[Callable[[int], str]] = [
        lambda years: f"/du-bao/?so_nam={years}",
        lambda years: f"/du-bao/nhu-cau/?so_nam={years + 4}&don_vi=14850",
        lambda years: f"/du-bao/doi-chieu/?luc=1/{years}/2008",
        lambda years: f"/du-bao/ke-can/?nhiem_ky=1/{years}/2020",
    ]
    few = [queries(address(4)) for address in addresses]  # none of these was asked before
    add_people(300)
    assert [queries(address(5)) for address in addresses] == few
    warm = [queries(address(5)) for address in addresses]
    assert all(one <= 12 for one in warm), warm
    assert str(town.units[WARD])
