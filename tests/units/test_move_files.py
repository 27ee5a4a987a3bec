"""Tables of moves as workbooks: amended in Excel by an office, and what is wrong by its cell."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from uuid import uuid4

import openpyxl
import pytest

from canbo.engine.units.proposal import Fate
from canbo.exchange.units import UnitFileRefused
from canbo.exchange.units.move_writing import moves_workbook, write_moves
from canbo.exchange.units.moves import MoveLine, moves_of, read_moves
from tests.workbooks.written import write_xls, write_xlsx

DAY = date(2025, 7, 1)
HEAD = ["Họ tên", "VIỆC", "Đơn vị mới", "Chức danh mới", "Từ ngày", "Lượt"]


def proposal(count: int = 3) -> list[dict[str, str]]:
    units = ("16531 phường Sầm Sơn", "14842 phường Nam Sầm Sơn")
    return [
        {
            "luot": str(uuid4()), "ho_ten": "=Lê Văn An", "don_vi_cu": "phường Bắc Sơn",
            "chuc_danh_cu": "Phó Chủ tịch UBND", "viec": "sang" if place else "chờ",
            "don_vi_moi": units[place % 2], "chuc_danh_moi": "Phó Chủ tịch UBND",
        }
        for place in range(count)
    ]  # fmt: skip


def meant(line: MoveLine) -> tuple[str, Fate, str, str]:
    return str(line.tenure), line.fate, line.unit, line.title


@pytest.mark.parametrize("name", ["bo-tri.xlsx", "bo-tri.csv"])
def test_a_proposal_is_read_back_as_it_was_written(tmp_path: Path, name: str) -> None:
    rows, path = proposal(), tmp_path / name
    assert write_moves(path, rows, DAY) == 3
    assert path.stat().st_mode & 0o077 == 0
    fates = (Fate.WAITS, Fate.GOES, Fate.GOES)
    assert [meant(line) for line in read_moves(path).lines] == [
        (row["luot"], fate, row["don_vi_moi"], row["chuc_danh_moi"])
        for row, fate in zip(rows, fates, strict=True)
    ]


def test_the_workbook_is_made_for_working_in_it() -> None:
    content = moves_workbook(proposal(), DAY)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet["A1"].value == "BẢNG BỐ TRÍ NGƯỜI GIỮ CHỨC DANH Ở ĐƠN VỊ KHÔNG CÒN"
    assert "01/7/2025" in sheet["A2"].value
    labels = [cell.value for cell in sheet[4]]
    assert labels[:4] == ["Họ tên", "Đơn vị cũ", "Chức danh cũ", "Việc"]
    assert sheet.freeze_panes == "C5"
    assert sheet["A5"].value == "=Lê Văn An"
    assert sheet["A5"].data_type == "s"
    offered = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    assert offered["D5:D7"] == '"sang,thôi,chờ"'
    assert offered["E5:E7"] == '"14842 phường Nam Sầm Sơn,16531 phường Sầm Sơn"'
    assert min(one.width for one in sheet.column_dimensions.values()) >= 8


@pytest.mark.parametrize("write", [write_xlsx, write_xls])
def test_an_office_s_own_sheet_is_read_by_its_headings(tmp_path: Path, write) -> None:
    key, other = uuid4(), uuid4()
    path = write(
        tmp_path / "qd.any",
        {
            "Phường": [["QUYẾT ĐỊNH 15"], None, HEAD,
                       ["Lê An", "Sang", 16531, "Chủ tịch", "d:2025-09-01", str(key)]],
            "Xã": [HEAD, ["Lê Hai", "thôi", None, None, None, str(other)]],
        },
    )  # fmt: skip
    first, second = read_moves(path).lines
    assert meant(first) == (str(key), Fate.GOES, "16531", "Chủ tịch")
    assert (first.day, first.place) == (date(2025, 9, 1), "trang Phường, dòng 4")
    assert (second.tenure, second.fate, second.sheet) == (other, Fate.ENDS, "Xã")


def test_what_is_wrong_is_told_by_sheet_and_cell(tmp_path: Path) -> None:
    key = str(uuid4())
    rows = [
        HEAD,
        ["A", "bay", None, None, None, key],
        ["B", "sang", "16531", None, None, key],
        ["C", "chờ", None, None, "31/2/2025", "x"],
        ["D", "chờ", None, None, None, key],
        ["E", "chờ", None, None, None, key],
        ["F", "f:=A1", None, None, None, str(uuid4())],
    ]
    path = write_xlsx(tmp_path / "qd.xlsx", {"Bố trí": rows, "Khác": [["Ghi nhớ"]]})
    with pytest.raises(UnitFileRefused) as refused:
        read_moves(path)
    assert [(one.sheet, one.cell, one.code) for one in refused.value.problems] == [
        ("Bố trí", "B2", "move_fate_unknown"), ("Bố trí", "D3", "move_target_missing"),
        ("Bố trí", "F4", "move_tenure_form"), ("Bố trí", "E4", "unit_day_form"),
        ("Bố trí", "F6", "move_line_twice"), ("Bố trí", "B7", "formula_without_value"),
        ("Khác", "", "unit_file_columns"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04 cut", "truncated_workbook"),
        (b"", "unit_file_columns"),
        ("luot,viec\n".encode("utf-16"), "unit_file_not_utf8"),
    ],
)
def test_a_file_that_is_no_table_is_refused_whole(content: bytes, code: str) -> None:
    with pytest.raises(UnitFileRefused) as refused:
        moves_of("qd.xlsx", content)
    assert [one.code for one in refused.value.problems] == [code]
