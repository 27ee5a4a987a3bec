"""Habits met in workbooks of other offices: each is read as it is meant, or left alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from canbo.engine.facts import Scale
from canbo.exchange.workbooks.decisions import year_in
from canbo.exchange.workbooks.names import bare_name
from canbo.exchange.workbooks.reading import CellClass, Reading, RosterDocument
from canbo.exchange.workbooks.slips import Slips
from canbo.exchange.workbooks.units import UnitReader
from tests.workbooks.written import VOCABULARY, read, write_xlsx

HEAD: list[Any] = [["UBND xã Nga Mỹ, huyện Nga Sơn"], ["DANH SÁCH CÁN BỘ (31/12/2010)"]]


def _read(tmp_path: Path, *rows: Any) -> tuple[Reading, Any]:
    reading = read(write_xlsx(tmp_path / "list.xlsx", {"DS": [*HEAD, *rows]}))
    (document,) = reading.documents
    assert isinstance(document, RosterDocument)
    return reading, document.rows


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("V. hoá", "scale:general_education"),
        ("Ch. môn", "scale:professional"),
        ("Q.quán", "home_place"),
        ("C.vụ", "post"),
        ("Ng.ngữ", "scale:foreign_language"),
        ("N.sinh", ""),  # ngày sinh, năm sinh or nơi sinh
        ("L.L.C.T", ""),
    ],
)
def test_a_header_cut_short_by_dots_means_the_one_that_fits(header: str, meaning: str) -> None:
    assert Slips(VOCABULARY.headers, VOCABULARY.levels).mended(header)[0] == meaning


def test_classes_of_school_are_no_dates(tmp_path: Path) -> None:
    _, rows = _read(
        tmp_path,
        ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "V. hoá"],
        ["1", "Mai Văn An", "1965", "Bí thư ĐU", "10/10"],
        ["2", "Vũ Thị Bình", "1970", "CT UBND", "12/12"],
        ["3", "Lê Thị Chi", "1972", "VP-TK", "7/10"],
    )
    found = [[one.level for one in row.attainments] for row in rows]
    assert found == [["THPT"], ["THPT"], ["THCS"]]


def test_what_a_header_asks_for_is_not_what_it_holds(tmp_path: Path) -> None:
    _, rows = _read(
        tmp_path,
        ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Trình độ CM (ghi rõ chuyên ngành)"],
        ["1", "Mai Văn An", "1965", "Bí thư ĐU", "ĐH luật"],
    )
    (level,) = rows[0].attainments
    assert (level.scale, level.level, level.field) == (Scale.PROFESSIONAL, "ĐH", "luật")


def test_an_allowance_is_no_post(tmp_path: Path) -> None:
    reading, rows = _read(
        tmp_path,
        ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "PC chức vụ"],
        ["1", "Mai Văn An", "1965", "Bí thư ĐU", "0,3"],
    )
    assert [post.title for post in rows[0].posts] == ["X01"]
    assert reading.problems == ()


def test_the_official_day_has_a_column_of_its_own(tmp_path: Path) -> None:
    _, rows = _read(
        tmp_path,
        ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Đảng viên từ", "Chính thức"],
        ["1", "Mai Văn An", "SN 1965", "Bí thư ĐU", "3/2/1990", "3/2/1991"],
        ["2", "Vũ Thị Bình", "1970", "CT UBND", "2003", "x"],
    )
    said = [
        (str(r.person.birth), str(r.person.party_date), r.person.party_official_date) for r in rows
    ]
    assert [one[:2] for one in said] == [("1965", "03/2/1990"), ("1970", "2003")]
    assert [str(one[2]) for one in said] == ["03/2/1991", "None"]


def test_a_post_broken_into_lines_is_one_post(tmp_path: Path) -> None:
    _, rows = _read(
        tmp_path,
        ["STT", "Họ và tên", "Năm sinh", "Chức vụ"],
        ["1", "Mai Văn An", "1965", "Phó Bí thư\nTT Đảng ủy"],
        ["2", "Vũ Thị Bình", "1970", "Bí thư Đảng ủy\nChủ tịch HĐND"],
    )
    assert [[post.title for post in row.posts] for row in rows] == [["X02"], ["X01", "X03"]]


def test_a_numbered_heading_is_nobody_s_further_line(tmp_path: Path) -> None:
    reading, rows = _read(
        tmp_path,
        ["Chức danh", "Họ và tên", "Năm sinh"],
        ["A. CÁN BỘ CHUYÊN TRÁCH"],
        ["Bí thư ĐU", "Mai Văn An", "1965"],
        ["B. CÁN BỘ KHÔNG CHUYÊN TRÁCH"],
        ["Công an viên", "Vũ Thị Bình", "1970"],
    )
    assert [[post.title for post in row.posts] for row in rows] == [["X01"], ["Z36"]]
    assert reading.count(CellClass.LISTED) == 0


def test_a_group_s_letter_beside_its_words_is_nobody(tmp_path: Path) -> None:
    _, rows = _read(
        tmp_path,
        ["Họ và tên đệm", "Tên", "Năm sinh", "Chức vụ"],
        ["A", "Đảng ủy"],
        ["Mai Văn", "An", "1965", "Bí thư ĐU"],
        ["C", "UBND"],
        ["Y", "Bhiăng", "1970", "CT UBND"],
    )
    assert [row.person.name for row in rows] == ["Mai Văn An", "Y Bhiăng"]


@pytest.mark.parametrize("half", ["Họ và tên đệm", "Họ"])
@pytest.mark.parametrize("family", ["Hồ", "Ho"])
def test_a_family_name_is_no_header_of_names(tmp_path: Path, half: str, family: str) -> None:
    _, rows = _read(
        tmp_path,
        ["STT", half, "Tên", "Năm sinh", "Chức vụ"],
        ["1", "Mai Văn", "Bình", "1965", "Bí thư ĐU"],
        ["2", family, "An", "1970", "CT UBND"],
        ["3", "Vũ Thị", "Cúc", "1971", "Phó CT UBND"],
    )
    assert [row.person.name for row in rows] == ["Mai Văn Bình", f"{family} An", "Vũ Thị Cúc"]


def test_totals_are_held_against_their_own_column(tmp_path: Path) -> None:
    reading, _ = _read(
        tmp_path,
        ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Chuyên môn", "LLCT"],
        ["1", "Mai Văn An", "1965", "Bí thư ĐU", "ĐH", "CC"],
        ["2", "Vũ Thị Bình", "1970", "CT UBND", "", "TC"],
        [None, "Tổng số: 2 người", None, "Nga Mỹ, ngày 31 tháng 12 năm 2010", "1", "3"],
    )
    assert [(p.code, p.found) for p in reading.problems] == [("subtotal_differs", "3")]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("UBND XÃ ĐẠI TỪ", ["Đại Từ"]),
        ("ĐẢNG BỘ HUYỆN NAM TRỰC (2010)", ["Nam Trực"]),
        ("CÁN BỘ XÃ ĐẠI TỪ TỪ NĂM 2006", ["Đại Từ"]),
        ("CÁN BỘ XÃ VĨNH LỘC TỪ NĂM 2006", ["Vĩnh Lộc"]),
    ],
)
def test_a_name_in_capitals_keeps_its_last_word(line: str, names: list[str]) -> None:
    found = UnitReader(VOCABULARY.units).territories(line)
    assert [one.name for one in found] == names


def test_one_person_s_sheet_is_of_the_day_it_was_signed(tmp_path: Path) -> None:
    lines = [
        "UBND xã Bồ Lý", "SƠ YẾU LÝ LỊCH CÁN BỘ, CÔNG CHỨC",
        "1) Họ và tên khai sinh: LƯU THỊ YẾN", "3) Sinh ngày: 14/02/1977, Giới tính: Nữ",
        "6) Dân tộc: Kinh", "12) Chức vụ hiện tại: Phó Chủ tịch UBND xã",
        "15.2- Trình độ chuyên môn cao nhất: Đại học Luật", "15.3- Lý luận chính trị: Trung cấp",
        "Bồ Lý, ngày 20 tháng 12 năm 2009",
    ]  # fmt: skip
    path = write_xlsx(tmp_path / "2c.xlsx", {"2C": [[line] for line in lines]})
    (document,) = read(path).documents
    assert (str(document.as_of), document.rows[0].posts[0].title) == ("20/12/2009", "X06")


@pytest.mark.parametrize(
    ("written", "name", "remark"),
    [
        ("Ths. Đồng Vinh Quang", "Đồng Vinh Quang", "Ths"),
        ("PGS.TS Lê Văn An (Tư)", "Lê Văn An", "PGS.TS Tư"),
        ("Đ/c BS CKI Vũ Thị Bình", "Vũ Thị Bình", "BS CKI"),
        ("Bác sĩ Ngô Văn Tư", "Ngô Văn Tư", "Bác sĩ"),
        ("Tô Thị Sen", "Tô Thị Sen", ""),
        ("Bá Sơn", "Bá Sơn", ""),
    ],
)
def test_a_degree_before_a_name_is_no_part_of_it(written: str, name: str, remark: str) -> None:
    found, _, said = bare_name(written)
    assert (found, said) == (name, remark)


def test_the_sex_in_english(tmp_path: Path) -> None:
    _, rows = _read(
        tmp_path,
        ["No.", "Full name", "Date of birth", "Sex", "Position"],
        ["1", "Mai Văn An", "12-Mar-1965", "Male", "Bí thư Đảng ủy"],
        ["2", "Vũ Thị Bình", "02-Jan-1970", "Female", "Chủ tịch UBND"],
    )
    assert [(str(row.person.sex), str(row.person.birth)) for row in rows] == [
        ("m", "12/3/1965"),
        ("f", "02/1/1970"),
    ]


def test_a_year_behind_a_short_word_is_a_year() -> None:
    assert [str(year_in(text)) for text in ("N.2022", "Năm 2010", "Đến 31.12.2022")] == [
        "2022",
        "2010",
        "None",
    ]


def test_a_header_of_names_that_asks_for_more_is_one_of_names(tmp_path: Path) -> None:
    _, rows = _read(
        tmp_path,
        ["STT", "Họ và tên\n(Quê quán)", "Năm sinh", "Chức vụ"],
        ["1", "Mai Văn An", "1965", "Bí thư ĐU"],
        ["2", "Vũ Thị Bình", "1970", "CT UBND"],
    )
    assert [row.person.name for row in rows] == ["Mai Văn An", "Vũ Thị Bình"]
