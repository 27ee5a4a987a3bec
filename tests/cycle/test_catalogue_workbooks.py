"""Catalogues out of an office's workbooks: what the builder's ledger says, or where it is wrong."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from canbo.engine.planning.catalogue import Catalogue
from canbo.exchange.catalogue import CatalogueRefused, catalogue_of, read_catalogue
from canbo.exchange.catalogue_sheets import CatalogueWords, amount, whole_number
from canbo.exchange.catalogue_workbook import CatalogueFile, read_catalogue_workbooks
from canbo.exchange.workbooks import Vocabulary
from canbo.exchange.workbooks.grid import Cell
from canbo.law.vocabulary import load_vocabulary
from tests.workbooks.written import write_xls, write_xlsx

TOWN = Path(__file__).parents[2] / "examples" / "sam-son"
LEDGER = json.loads((TOWN / "ledger-lists.json").read_text(encoding="utf-8"))
PLAN, QUOTAS, MONEY, AGREEMENTS = (
    TOWN / "lists" / name for name in (
        "Dao tao, boi duong nam 2012.xlsx", "Chi tieu dao tao 2008-2011.xlsx",
        "Kinh phi DTBD 2006-2011.xls", "Thoa thuan phoi hop dao tao.xlsx",
    )
)  # fmt: skip
SOURCES = {"Ngân sách tỉnh": "province", "Ngân sách thị xã": "town"}
WORDS = load_vocabulary()


def read(*paths: Path, year: int | None = None) -> CatalogueFile:
    return read_catalogue_workbooks(
        paths,
        vocabulary=Vocabulary.from_data(WORDS),
        words=CatalogueWords.of(WORDS["catalogue"]),
        year=year,
    )


def told(kind: str, year: int | None = None) -> list[dict[str, Any]]:
    return [
        one for one in LEDGER["facts"] if one["kind"] == kind and year in {None, one.get("year")}
    ]


def refused(folder: Path, sheets: dict[str, Sequence[Sequence[Any]]]) -> list[tuple[str, ...]]:
    path = write_xlsx(folder / "danh-muc.xlsx", sheets, {})
    with pytest.raises(CatalogueRefused) as caught:
        read(path)
    return [(p.place.removeprefix("danh-muc.xlsx, "), p.found, p.expected)
            for p in caught.value.problems]  # fmt: skip


def test_the_workbook_of_2012_says_the_same_as_the_yaml_document() -> None:
    file = read(PLAN)
    assert (file.year, file.left_aside) == (2012, ())
    schedule = json.loads((TOWN / "schedule.json").read_text(encoding="utf-8"))
    codes = {one["name"]: one["code"] for one in schedule["communes"]}
    found = catalogue_of(file.content, document=PLAN.name)
    assert found.unit_names() == ("phường Trường Sơn", "xã Quảng Cư")
    assert found.with_units(codes) == read_catalogue(TOWN / "catalogue-2012.yaml")


@pytest.mark.parametrize("year", [2008, 2009, 2010, 2011])
def test_quotas_and_budgets_of_each_year_are_the_ledgers(year: int) -> None:
    content = read(QUOTAS, MONEY, year=year).content
    assert [(one["course"], one["places"], one["document"]) for one in content["quotas"]] == [
        (one["course"], one["places"], one["document"]) for one in told("quota", year)
    ]
    found = {SOURCES.get(one["name"], "agencies"): one["amount"] for one in content["budgets"]}
    assert found == {one["source"]: one["amount"] for one in told("budget", year)}


@pytest.mark.parametrize("year", [2006, 2007])
def test_years_without_quotas_have_their_budgets(year: int) -> None:
    file = read(MONEY, year=year)
    found = {SOURCES.get(one["name"], "agencies"): one["amount"] for one in file.content["budgets"]}
    assert found == {one["source"]: one["amount"] for one in told("budget", year)}
    others = {note.rsplit(" ", 1)[-1] for note in file.left_aside}
    assert others == {str(other) for other in range(2006, 2012) if other != year}


@pytest.mark.parametrize("year", [2009, 2010, 2011])
def test_top_ups_of_agencies_add_up_to_the_budget(year: int) -> None:
    total = sum(one["amount"] for one in told("top_up", year))
    (budget,) = (one for one in told("budget", year) if one["source"] == "agencies")
    assert total == budget["amount"]
    assert total in {one["amount"] for one in read(MONEY, year=year).content["budgets"]}


def test_agreements_are_the_ledgers() -> None:
    agreements = catalogue_of(
        read(QUOTAS, MONEY, AGREEMENTS, year=2011).content, document="2011"
    ).agreements
    assert [
        {
            "school": one.institution, "number": one.number, "day": one.day and one.day.iso(),
            "subject": one.subject, "fields": one.fields, "people": one.people,
            "begins": one.begins and one.begins.iso(), "ends": one.ends and one.ends.iso(),
        }
        for one in agreements
    ] == [
        {key: value for key, value in one.items() if key not in {"id", "kind", "person"}}
        for one in told("agreement")
    ]  # fmt: skip


def test_several_files_make_one_catalogue() -> None:
    apart = read(QUOTAS, PLAN, MONEY)
    assert apart.year == 2012
    assert apart.content == read(PLAN).content
    assert len(apart.left_aside) == 6 + 3 + 4  # years of budgets, of top-ups, of quotas


def test_top_ups_that_do_not_add_up_are_named(tmp_path: Path) -> None:
    found = refused(tmp_path, {
        "Kinh phi": [
            ["KINH PHÍ ĐÀO TẠO NĂM 2010"], ["Nguồn", "Năm", "Số tiền"],
            ["Ngân sách thị xã", 2010, 5000000], ["Cơ quan hỗ trợ", 2010, 900000],
        ],
        "Ho tro": [
            ["CÁC CƠ QUAN HỖ TRỢ THÊM NĂM 2010"], ["Cơ quan", "Năm", "Số tiền"],
            ["Phòng Nội vụ", 2010, 500000], ["Phòng Y tế", 2010, 300000],
        ],
    })  # fmt: skip
    assert found == [(
        "trang “Ho tro”, ô C3", "các dòng hỗ trợ cộng lại 800000 đồng",
        "bằng số ở trang kinh phí: 900000 đồng",
    )]  # fmt: skip


def test_a_sheet_that_is_no_table_of_inputs_is_named(tmp_path: Path) -> None:
    (problem, *_) = refused(tmp_path, {"Ghi chep": [["Họp", "giao ban"], ["thứ", "hai"]]})
    assert problem[:2] == ("trang “Ghi chep”", "bảng không rõ là gì")
    assert "chỉ tiêu" in problem[2]


QUOTA_HEAD: list[Sequence[Any]] = [
    ["PHÂN BỔ CHỈ TIÊU ĐÀO TẠO NĂM 2012"], ["TT", "Khóa học", "Đơn vị", "Số chỉ tiêu"],
]  # fmt: skip
MONEY_SHEET: list[Sequence[Any]] = [
    ["KINH PHÍ NĂM 2012"], ["Nguồn", "Năm", "Số tiền"], ["Ngân sách thị xã", 2012, 5000000],
]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "place", "found", "expected"),
    [
        ([1, "Trung cấp LLCT", "", "năm người"], "trang “Chi tieu”, ô D3", "năm người", "số"),
        ([1, "Lớp cắm hoa", "", 5], "trang “Chi tieu”, ô B3", "Lớp cắm hoa", "một khóa học"),
    ],
)
def test_a_wrong_cell_is_named(
    tmp_path: Path, row: list[Any], place: str, found: str, expected: str
) -> None:
    problems = refused(tmp_path, {"Chi tieu": [*QUOTA_HEAD, row], "Kinh phi": MONEY_SHEET})
    first = problems[0]
    assert first[0] == place
    assert found in first[1]
    assert expected in first[2]


def test_days_of_a_class_that_no_list_names(tmp_path: Path) -> None:
    problems = refused(tmp_path, {
        "Lich hoc": [
            ["LỊCH HỌC NĂM 2012"], ["Lớp", "Từ ngày", "Đến ngày"],
            ["TC99", "05/3/2012", "09/3/2012"],
        ],
        "Kinh phi": MONEY_SHEET,
    })  # fmt: skip
    assert ("trang “Lich hoc”, ô B3", "tc99", "một lớp có trong danh mục lớp") in problems


def test_a_year_that_nothing_says(tmp_path: Path) -> None:
    problems = refused(tmp_path, {
        "Chi tieu": [["CHỈ TIÊU ĐÀO TẠO"], *QUOTA_HEAD[1:], [1, "Trung cấp LLCT", "", 5]],
    })  # fmt: skip
    assert ("tiêu đề", "không rõ năm nào", "một năm trong tiêu đề, hoặc --year NĂM") in problems


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "hong.xlsx"
    broken.write_bytes(b"PK\x03\x04 no package")
    with pytest.raises(CatalogueRefused) as caught:
        read(broken, tmp_path / "khong-co.xlsx", year=2012)
    assert {p.place for p in caught.value.problems} >= {"hong.xlsx", "khong-co.xlsx"}


def test_old_excel_says_the_same(tmp_path: Path) -> None:
    sheets = {"Chi tieu": [*QUOTA_HEAD, [1, "Trung cấp LLCT", "", 5]], "Kinh phi": MONEY_SHEET}
    new = read(write_xlsx(tmp_path / "a.xlsx", sheets, {})).content
    assert read(write_xls(tmp_path / "a.xls", sheets, {})).content == new
    assert isinstance(catalogue_of(new, document="a.xlsx"), Catalogue)


@pytest.mark.parametrize(
    ("written", "factor", "expected"),
    [
        ("45.000.000", 1, 45_000_000), ("45.000.000 đồng", 1, 45_000_000), (45.5, 1_000, 45_500),
        ("1,5 triệu", 1, 1_500_000), ("300 nghìn", 1, 300_000), ("12,5", 1_000_000, 12_500_000),
        ("khoảng 3 triệu", 1, "khoảng 3 triệu"), ("0,0001", 1, "0,0001"),
    ],
)  # fmt: skip
def test_amounts_as_written(written: Any, factor: int, expected: Any) -> None:
    assert amount(Cell(written, str(written).strip()), factor) == expected


@pytest.mark.parametrize(
    ("written", "number"), [(12.0, 12), ("1.200", 1200), ("12 ", 12), (12.5, "12.5"), ("ba", "ba")]
)
def test_whole_numbers_as_written(written: Any, number: Any) -> None:
    assert whole_number(Cell(written, str(written).strip())) == number
