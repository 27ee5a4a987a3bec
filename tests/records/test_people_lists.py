"""A table that names no unit: people and what they have reached are stored, posts wait."""

from __future__ import annotations

from pathlib import Path

import pytest

from canbo.engine.facts import ParticularKind
from canbo.journal.operations import verify
from canbo.law import load
from canbo.records import operations
from canbo.records.operations import ImportReport
from canbo.records.queries import read_snapshot
from tests.records.lists import codes, standing, tenures
from tests.records.sheets import NOON, OPERATOR
from tests.workbooks.written import Rows, read, write_xlsx

pytestmark = pytest.mark.django_db
# another country's table of its officials, as a program writes it: identity numbers for names
OFFICERS: Rows = [
    ["officer", "cadre", "birth_month", "date_of_joining", "gender", "place_of_domicile"],
    ["o00002", "Karnataka", "1941-09", "01/07/1964", "Male", "Karnataka"],
    ["o00003", "Kerala", "1973-11", "06/09/1996", "Female", "Jharkhand"],
]
POSTINGS: Rows = [
    ["officer", "sno", "designation_level", "ministry_dept_office_location", "organisation",
     "period_from", "period_to"],
    ["o00002", "1", "Joint Director Secretary", "Transport", "Cadre", "01/07/1997", "Till-Date"],
    ["o00002", "2", "Collector Junior Scale", "Ranchi", "Cadre", "01/07/1995", "30/06/1997"],
]  # fmt: skip


def take(folder: Path, name: str, rows: Rows) -> ImportReport:
    reading = read(write_xlsx(folder / name, {"Sheet1": rows}))
    return operations.import_workbook(reading=reading, actor=OPERATOR, at=NOON, law=load())


def test_people_and_levels_are_stored_and_posts_are_listed(tmp_path: Path) -> None:
    rows: Rows = [
        ["DANH SÁCH CÁN BỘ (tính đến ngày 30/6/2011)"],
        ["STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Trình độ chuyên môn"],
        [1, "Nguyễn Văn An", "1/2/1960", "CT UBND", "ĐH"],
        [2, "Lê Thị Bé", "3/4/1970", "CT HPN", "TC"],
    ]
    report = take(tmp_path, "ds.xlsx", rows)

    assert (report.created, tenures()) == (2, set())
    assert sorted(one.level for one in standing("attainments")) == ["TC", "ĐH"]
    assert codes(report) == ["post_without_unit", "post_without_unit", "roster_without_unit"]
    cells = report.cells
    assert cells.listed == 2
    assert cells.read == cells.stored + cells.structure + cells.derived + cells.listed
    assert verify().is_sound


@pytest.mark.parametrize("order", [("officers", "postings"), ("postings", "officers")])
def test_a_table_of_numbers_and_its_careers_are_of_the_same_people(
    tmp_path: Path, order: tuple[str, str]
) -> None:
    tables = {"officers": OFFICERS, "postings": POSTINGS}
    first, second = (take(tmp_path, f"{one}.xlsx", tables[one]) for one in order)

    assert len(read_snapshot().people) == first.created + second.created == 2
    assert len(tenures()) == 2
    said = {(one.kind, one.value) for one in standing("particulars")}
    assert (ParticularKind.BIRTH, "1941-09") in said
    assert (ParticularKind.STAFF_CODE, "o00003") in said
    assert (ParticularKind.RECRUITED, "1964-07-01") in said
    assert all(report.cells.listed == 0 for report in (first, second))
