"""Headers with slips of the pen: mended where one thing can be meant, left alone elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from canbo.exchange.workbooks import Reading
from canbo.exchange.workbooks.reading import RosterDocument, RosterRow
from canbo.exchange.workbooks.slips import Slips, distance
from tests.workbooks.written import VOCABULARY, Rows, read, write_xlsx

TITLE: Rows = [["DANH SÁCH CÁN BỘ PHƯỜNG BẮC SƠN"], ["Tính đến 30/6/2011"]]
SLIPS = Slips(VOCABULARY.headers, VOCABULARY.levels)


def rows_of(reading: Reading) -> tuple[RosterRow, ...]:
    (document,) = reading.documents
    assert isinstance(document, RosterDocument)
    return document.rows


@pytest.mark.parametrize(
    ("left", "right", "apart"),
    [("ngaysinh", "ngaysinh", 0), ("ngaysih", "ngaysinh", 1), ("ngaysnih", "ngaysinh", 1),
     ("ngayssinh", "ngaysinh", 1), ("ngayxinh", "ngaysinh", 1), ("chucvu", "quequan", 3)],
)  # fmt: skip
def test_distance(left: str, right: str, apart: int) -> None:
    assert distance(left, right, 2) == apart
    assert distance(right, left, 2) == apart


@pytest.mark.parametrize(
    ("written", "meaning"),
    [("Ngày sih", "birth"), ("Chức vuj", "post"), ("Họ và tê", "name"), ("Quê quấnn", "home_place"),
     ("Lí luận chính trị", "scale:political_theory"), ("Ngoại ngử", ""), ("Ngoại ng", "scale:"),
     ("Ghi chus", "note"), ("Năm", ""), ("Tên", ""), ("Ô tô", ""), ("Mã số thuế", "")],
)  # fmt: skip
def test_what_a_slip_means(written: str, meaning: str) -> None:
    found, _ = SLIPS.mended(written)
    assert found.startswith(meaning) if meaning else not found


def test_a_header_row_full_of_slips_is_read_and_told(tmp_path: Path) -> None:
    rows: list[Any] = [
        *TITLE,
        ["STT", "Hov và tên", "Ngày sih", "Chưc vuj", "Trình độ", None],
        [None, None, None, None, "Lí luận CT", "Chuyên mon"],
        [1, "Nguyễn Văn An", "12/3/1960", "CT UBND", "TC", "ĐH Luật"],
        [2, "Lê Thị Bé", "5/8/1970", "CT HPN", "CC", "CĐ"],
    ]
    reading = read(write_xlsx(tmp_path / "list.xlsx", {"S": rows}, {"S": ["E3:F3"]}))
    found = [
        (r.person.name, str(r.person.birth), r.posts[0].title, [a.level for a in r.attainments])
        for r in rows_of(reading)
    ]
    assert found == [
        ("Nguyễn Văn An", "12/3/1960", "X05", ["CTTC", "ĐH"]),
        ("Lê Thị Bé", "05/8/1970", "X09", ["CTCC", "CĐ"]),
    ]
    told = {p.found: p.suggestion for p in reading.problems if p.code == "header_mistyped"}
    assert told["Ngày sih"].lower() == "ngày sinh"
    assert {column.confidence for column in reading.layouts[0].columns} >= {1.0, 0.7}


def test_values_of_another_kind_belie_a_mended_header(tmp_path: Path) -> None:
    """ "Ngày sing" over posts is no column of births."""
    rows: list[Any] = [*TITLE, ["STT", "Họ và tên", "Năm sinh", "Ngày sing"]]
    rows += [[n, f"Lê Thị {g}", 1960, "CT HPN"] for n, g in enumerate(["Bé", "Mơ", "Lan"], 1)]
    reading = read(write_xlsx(tmp_path / "list.xlsx", {"S": rows}))
    assert [p.code for p in reading.problems] == ["column_not_understood"]
    assert [str(row.person.birth) for row in rows_of(reading)] == ["1960"] * 3


def test_prose_and_people_are_no_mistyped_header(tmp_path: Path) -> None:
    rows: list[Any] = [
        *TITLE,
        ["Họ và tê", "là cột đầu", "của bảng"],
        ["STT", "Họ và tên", "Năm sinh", "Chức vụ"],
        [1, "Lê Thị Bé", 1960, "CT HPN"],
    ]
    assert len(rows_of(read(write_xlsx(tmp_path / "list.xlsx", {"S": rows})))) == 1
