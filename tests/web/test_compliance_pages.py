"""The pages of compliance and of standards: who sees whom, what a verdict rests on, its cost."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime
from urllib.parse import urlencode

from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from canbo.engine.law import check_all
from canbo.engine.timeline import Perspective
from canbo.journal.operations import write_entry
from canbo.law import load
from canbo.records import access as records
from tests.town.builder import NOON, add_crowd

_COUNTED = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH|COPY)", re.IGNORECASE)


def _html(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_is_read_for_the_check_is_enough_for_every_verdict(town) -> None:
    known = datetime(2026, 1, 1, tzinfo=UTC)
    for day in (date(2008, 12, 31), date(2011, 7, 31), date(2025, 7, 2)):
        seen = Perspective(day, known)
        verdicts = check_all(records.read_judged(), load(), seen)
        assert verdicts == check_all(records.read_snapshot(), load(), seen)
        assert bool(verdicts) is (day.year == 2011)


def test_a_ward_clerk_sees_the_people_of_his_ward_only(town, browse) -> None:
    quang = str(town.people["Cao Sỹ Quang"])  # chairman: managed by the town
    mai = str(town.people["Nguyễn Thị Mai"])
    dung = str(town.people["Trần Dũng"])
    code = "14850"
    whole = _html(browse("hanh"), f"/dat-chuan/?don_vi={code}")
    own = _html(browse("mai"), f"/dat-chuan/?don_vi={code}")
    assert quang in whole
    assert mai in whole
    assert mai in own
    assert quang not in own
    assert dung not in own


def test_a_cell_opens_the_verdict_with_what_was_considered(town, browse) -> None:
    client = browse("hanh")
    matrix = _html(client, "/dat-chuan/?don_vi=14850")
    address = re.search(r'href="(/dat-chuan/[0-9a-f-]+/[0-9a-f-]+/)', matrix)
    assert address is not None
    page = _html(client, address.group(1))
    assert "Giữ chức danh lần đầu" in page
    assert "Quyết định" not in page or "04/2004/QĐ-BNV" in page
    stranger = browse("dung").get(address.group(1))
    assert stranger.status_code == 404


def test_a_verdict_names_the_post_and_the_source_of_what_was_considered(town, browse) -> None:
    quang = town.people["Cao Sỹ Quang"]
    matrix = _html(browse("hanh"), "/dat-chuan/?don_vi=14850")
    address = re.search(rf'href="(/dat-chuan/{quang}/[0-9a-f-]+/)', matrix)
    assert address is not None
    page = _html(browse("hanh"), address.group(1))
    assert "(mã X05)" in page
    assert "truong-son.xlsx › DS!I6" in page  # the cell that says the post
    assert "Trình độ: chuyên môn; Đại học" in page
    assert "truong-son.xlsx › DS!M6" in page  # the cell that says the level
    assert "Tờ khai" in page


def test_filters_keep_the_people_with_that_answer(town, browse) -> None:
    client = browse("hanh")
    everybody = _html(client, "/dat-chuan/?don_vi=14850")
    missing = _html(client, "/dat-chuan/?don_vi=14850&ve=courses&ket_luan=missing")
    met = _html(client, "/dat-chuan/?don_vi=14850&ve=courses&ket_luan=met")
    people = re.compile(r'<th scope="row"><a href="/can-bo/([0-9a-f-]+)/')
    found, others = set(people.findall(missing)), set(people.findall(met))
    assert found | others <= set(people.findall(everybody))
    assert found


def _sheet(client, **asked: str) -> list[list[str]]:
    """The rows of a list that goes out, as Excel reads them: from its header on."""
    answer = client.post("/xuat/", asked)
    assert answer.status_code == 200
    rows = [
        ["" if cell is None else str(cell) for cell in row]
        for row in load_workbook(io.BytesIO(answer.content)).worksheets[0].values
    ]
    return rows[next(number for number, row in enumerate(rows) if row[0] == "STT") :]


def test_the_table_of_units_goes_out_as_shown(town, browse) -> None:
    client = browse("hanh")
    head, *rows = _sheet(client, danh_sach="compliance")
    page = _html(client, "/dat-chuan/")
    shown = re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a></th>', page)
    assert [row[1] for row in rows if row[0]] == shown
    about = head.index("Lý luận chính trị")
    ward = next(row for row in rows if row[1] == "phường Trường Sơn")
    counted = re.search(r"don_vi=14850&amp;ve=political_theory[^>]*>([^<]+)</a>", page)
    assert counted is not None
    assert ward[about].splitlines()[0] == counted.group(1)


def test_the_table_of_people_goes_out_within_rights_and_filters(town, browse) -> None:
    whole = _sheet(browse("hanh"), danh_sach="compliance", don_vi="14850")
    own = _sheet(browse("mai"), danh_sach="compliance", don_vi="14850")
    names = [{row[1] for row in rows[1:] if row[0]} for rows in (whole, own)]
    assert names[1] < names[0]
    asked = {"don_vi": "14850", "ve": "courses", "ket_luan": "missing"}
    page = _html(browse("hanh"), "/dat-chuan/?" + urlencode(asked))
    people = set(re.findall(r'<th scope="row"><a href="/can-bo/[0-9a-f-]+/">([^<]+)</a>', page))
    apart = re.compile(r" \(sinh [\d/]+\)")
    for listed in ("compliance", "verdicts"):
        head, *rows = _sheet(browse("hanh"), danh_sach=listed, **asked)
        column = next(n for n, words in enumerate(head) if words in ("Họ và tên", "Họ tên"))
        assert {apart.sub("", row[column]) for row in rows if row[0]} == people
    assert people < {apart.sub("", name) for name in names[0]}


def test_people_of_one_name_are_told_apart_by_their_birth(town, browse) -> None:
    page = _html(browse("hanh"), "/dat-chuan/?don_vi=14850")
    told = re.findall(r">([^<]+)</a>(?:<div class=\"source\">([^<]+)</div>)?</th>", page)
    assert {one for one in told if one[1]} == {
        ("Vũ Đình Bình", "sinh 1970"),
        ("Vũ Đình Bình", "sinh 01/9/1981"),
    }
    rows = _sheet(browse("hanh"), danh_sach="compliance", don_vi="14850")
    assert {"Vũ Đình Bình (sinh 1970)", "Vũ Đình Bình (sinh 01/9/1981)"} <= {row[1] for row in rows}


def _queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return sum(bool(_COUNTED.match(query["sql"])) for query in asked)


def _write() -> None:
    """An act as every write leaves it in the journal, by which pages know that there was one."""
    write_entry(
        actor_id="tests", actor_name="tests", action="fact.recorded", at=NOON, subject="", data={}
    )


def test_the_first_visit_after_a_write_asks_little_however_many_people(town, browse) -> None:
    whole, ward = "/dat-chuan/", "/dat-chuan/?don_vi=14850"
    visits = (browse("hanh"), whole), (browse("mai"), ward)  # who sees the town, who one ward

    def first_visits() -> list[int]:
        counted = []
        for reader, page in visits:
            _write()  # what was computed before counts no more
            counted.append(_queries(reader, page))
        return counted

    _queries(*visits[0])  # whatever is read once in a process is read now
    add_crowd(300)
    few = first_visits()
    add_crowd(2700, first=301)
    assert first_visits() == few
    assert max(few) <= 6
    again = [_queries(reader, page) for reader, page in visits]
    assert [one + 1 for one in again] == few  # the home is read no more, by one query less


def test_standards_of_a_post_and_their_difference_between_two_days(town, browse) -> None:
    client = browse("mai")
    page = _html(client, "/chuan-chuc-danh/X05/?ngay=01/8/2023&so_voi=31/7/2023")
    assert "33/2023/NĐ-CP" in page
    assert "Thay đổi" in page
    assert "?ngay=01/08/2023" in page  # a step of the timeline is a link
    before = _html(client, "/chuan-chuc-danh/X05/?ngay=31/7/2011")
    assert "04/2004/QĐ-BNV" in before
    assert "33/2023/NĐ-CP" not in before


def test_the_standards_of_a_post_have_a_slider_over_the_days_of_change(town, browse) -> None:
    client = browse("mai")
    page = _html(client, "/chuan-chuc-danh/X05/?ngay=01/8/2023")
    days = re.findall(r'<option value="(\d+)" label="([^"]+)"', page)
    steps = re.findall(r'<a href="/chuan-chuc-danh/X05/\?ngay=([^"]+)"', page)
    assert len(days) == len(steps) > 1
    assert [int(number) for number, _ in days] == list(range(len(days)))
    here = next(number for number, day in days if day == "01/8/2023")
    assert f'max="{len(days) - 1}" step="1" value="{here}"' in page
    assert 'aria-valuetext="từ ngày 01/8/2023"' in page
    between = _html(client, "/chuan-chuc-danh/X05/?ngay=31/7/2011")
    assert 'aria-valuetext="từ ngày 10/8/2007"' in between
    before = _html(client, "/chuan-chuc-danh/X05/?ngay=01/1/1999")
    assert 'aria-valuetext="trước mọi ngày đã ghi"' in before
