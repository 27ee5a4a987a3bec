"""Lists of units that offices keep in Excel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from canbo.engine.facts import ChangePart, UnitChangeKind
from canbo.engine.refusal import Refusal
from canbo.engine.units import UnitConversion
from canbo.exchange.units import UnitFileRefused, read_unit_files
from canbo.exchange.workbooks import Vocabulary, WorkbookRefused, read_workbook
from canbo.law.vocabulary import load_vocabulary
from canbo.web.messages import sentence
from tests.workbooks.written import write_xls, write_xlsx

DISTRICT = (
    Path(__file__).parents[2] / "examples" / "si-ma-cai" / "workbooks" / "Sap xep DVHC 2020.xlsx"
)
HEAD = ["TT", "Đơn vị cũ", "Mã số", "Hình thức", "Đơn vị mới", "Mã số mới"]
TITLE = "Theo Nghị quyết số 12/NQ-UBTVQH15 ngày 01/3/2023, có hiệu lực từ ngày 10/4/2023"
LINE = [1, "Xã An", "02809", "Nhập toàn bộ", "Xã Bình", "02810"]


def problems(path: Path) -> list[tuple[int, str, str]]:
    with pytest.raises(UnitFileRefused) as refused:
        read_unit_files([path])
    for one in refused.value.problems:
        assert sentence(Refusal(one.code, {"found": one.found, "expected": one.expected}))
    return [(one.line, one.code, one.found) for one in refused.value.problems]


def write(path: Path, *rows: Sequence[Any]) -> Path:
    writer = write_xls if path.suffix == ".xls" else write_xlsx
    return writer(path, {"Sap xep": list(rows)}, {})


def test_the_districts_changes_of_2020_with_their_resolution() -> None:
    (file,) = read_unit_files([DISTRICT])
    said = file.statement
    assert isinstance(said, UnitConversion)
    assert (said.day, said.decree) == (date(2020, 3, 1), "Nghị quyết số 896/NQ-UBTVQH14")
    assert [(one.old_code, one.new_code, one.kind, one.part, one.line) for one in said.rows] == [
        ("02809", "02809", UnitChangeKind.RENAME, ChangePart.WHOLE, 8),
        ("02818", "02818", UnitChangeKind.RENAME, ChangePart.WHOLE, 9),
        ("02827", "02827", UnitChangeKind.RENAME, ChangePart.WHOLE, 10),
        ("02833", "02818", UnitChangeKind.MERGE, ChangePart.WHOLE, 11),
        ("02830", "02827", UnitChangeKind.MERGE, ChangePart.WHOLE, 12),
        ("02815", "02827", UnitChangeKind.MERGE, ChangePart.WHOLE, 13),
    ]
    assert said.rows[0].new_name == "Thị trấn Si Ma Cai"


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls"])
def test_old_and_new_excel_say_the_same(tmp_path: Path, name: str) -> None:
    (file,) = read_unit_files([write(tmp_path / name, ["UBND HUYỆN"], [TITLE], HEAD, LINE)])
    said = file.statement
    assert isinstance(said, UnitConversion)
    assert (said.day, said.decree) == (date(2023, 4, 10), "Nghị quyết số 12/NQ-UBTVQH15")
    assert [(one.old_name, one.new_name, one.line) for one in said.rows] == [
        ("Xã An", "Xã Bình", 4)
    ]


def test_what_is_wrong_is_told_by_its_row(tmp_path: Path) -> None:
    bad = [2, "Xã Cam", "2810", "Cho mượn", "Xã Bình", "02810"]
    path = write(tmp_path / "a.xlsx", ["UBND HUYỆN"], [TITLE], HEAD, LINE, bad)
    assert problems(path) == [
        (5, "unit_code_form", "2810"), (5, "unit_kind_unknown", "Cho mượn"),
    ]  # fmt: skip


def test_a_workbook_without_a_day_or_without_units_is_refused(tmp_path: Path) -> None:
    undated = write(tmp_path / "a.xlsx", ["UBND HUYỆN"], HEAD, LINE)
    assert problems(undated) == [(0, "unit_file_without_day", "")]
    other = write(tmp_path / "b.xlsx", ["TT", "Họ và tên"], [1, "Lê Văn An"])
    assert problems(other) == [(0, "unit_workbook_columns", "")]
    broken = tmp_path / "c.xlsx"
    broken.write_bytes(b"PK\x03\x04 no package")
    assert problems(broken) == [(0, "unit_file_damaged", "")]


def test_an_import_of_people_says_where_such_a_file_belongs() -> None:
    with pytest.raises(WorkbookRefused) as refused:
        read_workbook(DISTRICT, vocabulary=Vocabulary.from_data(load_vocabulary()))
    (problem,) = refused.value.problems
    told = sentence(Refusal(problem.code, {"found": problem.found, "expected": problem.expected}))
    assert "canbo units load" in told
    assert "canbo catalogue" in told
