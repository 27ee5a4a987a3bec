"""Habits of offices that once were read wrongly: what each list says, told by who wrote it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks import Reading, WorkbookRefused, read_workbook
from canbo.exchange.workbooks.dates import find_span
from canbo.exchange.workbooks.reading import (
    CellClass,
    ClassDocument,
    ListDocument,
    RosterDocument,
    RosterRow,
)
from canbo.exchange.workbooks.statements import RetirementReading, TenureReading
from tests.workbooks.written import VOCABULARY

HEAD: tuple[tuple[Any, ...], ...] = (
    ("UBND HUYỆN LƯƠNG KHÊ",),
    ("UBND XÃ TÂN TIẾN",),
    ("DANH SÁCH CÁN BỘ, CÔNG CHỨC ĐẾN 31-12-2009",),
)


def read(folder: Path, *rows: tuple[Any, ...], merges: tuple[str, ...] = ()) -> Reading:
    """Write the rows as one sheet and read them."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Danh sách"
    for row in rows:
        sheet.append(row)
    for merge in merges:
        sheet.merge_cells(merge)
    book.save(folder / "danh-sach.xlsx")
    return read_workbook(folder / "danh-sach.xlsx", vocabulary=VOCABULARY)


def roster(reading: Reading) -> RosterDocument:
    """The only roster."""
    (document,) = reading.documents
    assert isinstance(document, RosterDocument)
    return document


def levels(row: RosterRow) -> set[str]:
    """The level codes of a row."""
    return {found.level for found in row.attainments}


def posts(row: RosterRow) -> set[str]:
    """The title codes of a row."""
    return {post.title for post in row.posts}


@pytest.mark.parametrize(
    ("written", "level"),
    [("CN Kinh tế", "ĐH"), ("KS Địa chính", "ĐH"), ("KSXD", "ĐH"), ("KTS", "ĐH"), ("CNKT", "SC"),
     ("BSCKI", "ThS"), ("Tr. cấp", "TC"), ("BS đa khoa", "ĐH")],
)  # fmt: skip
def test_degrees_by_their_holders_titles(tmp_path: Path, written: str, level: str) -> None:
    header = ("TT", "Họ và tên", "Chức vụ", "Chuyên môn")
    row = roster(read(tmp_path, *HEAD, header, (1, "Lê Văn Tý", "VP-TK", written))).rows[0]
    assert levels(row) == {level}


def test_worker_or_graduate_is_left_to_a_person(tmp_path: Path) -> None:
    header = ("TT", "Họ và tên", "Chức vụ", "Chuyên môn")
    reading = read(tmp_path, *HEAD, header, (1, "Lê Văn Tý", "VP-TK", "CN kỹ thuật"))
    assert levels(roster(reading).rows[0]) == set()
    assert reading.problems[0].code == "level_not_understood"


def test_birth_in_three_columns(tmp_path: Path) -> None:
    rows = [
        ("TT", "Họ và tên", "Sinh", None, None, "Chức vụ"),
        (None, None, "Ngày", "Tháng", "Năm", None),
        (1, "Lê Văn Tý", 9, 3, 1957, "BT ĐU"),
        (2, "Lê Văn Sửu", None, 12, 1961, "CT UBND"),
        (3, "Lê Thị Dần", None, None, 1964, "CT HPN"),
        (4, "Lê Thị Mão", 31, 2, 1970, "VP-TK"),
    ]
    merges = ("A4:A5", "B4:B5", "C4:E4", "F4:F5")
    reading = read(tmp_path, *HEAD, *rows, merges=merges)
    births = [row.person.birth for row in roster(reading).rows]
    assert births == [
        PartialDate(1957, 3, 9), PartialDate(1961, 12), PartialDate(1964), PartialDate(1970),
    ]  # fmt: skip
    assert [problem.cell for problem in reading.problems] == ["C9", "D9"]


def test_a_column_of_those_not_yet_trained(tmp_path: Path) -> None:
    rows = [
        ("TT", "Họ và tên", "Chức vụ", "QLNN", None),
        (None, None, None, "Đã qua BD", "Chưa qua"),
        (1, "Lê Văn Tý", "BT ĐU", "x", None),
        (2, "Lê Văn Sửu", "CT UBND", None, "x"),
    ]
    merges = ("A4:A5", "B4:B5", "C4:C5", "D4:E4")
    found = roster(read(tmp_path, *HEAD, *rows, merges=merges)).rows
    assert [levels(row) for row in found] == [{"QLX"}, {"QL0"}]


def test_level_columns_without_a_parent_and_ticks(tmp_path: Path) -> None:
    header = ("TT", "Họ và tên", "Chức vụ", "ĐH", "CĐ", "TC", "Cao cấp LLCT", "TC LLCT")
    rows = [
        header,
        (1, "Lê Văn Tý", "BT ĐU", "✓", None, None, "✓", None),
        (2, "Lê Văn Sửu", "CT UBND", None, None, "+", None, "v"),
        (None, "Cộng", None, 1, 0, 1, 1, 1),
    ]
    reading = read(tmp_path, *HEAD, *rows)
    found = roster(reading).rows
    assert [levels(row) for row in found] == [{"ĐH", "CTCC"}, {"TC", "CTTC"}]
    assert reading.problems == ()


@pytest.mark.parametrize(
    "title",
    ["DANH SÁCH CÁN BỘ, CÔNG CHỨC XÃ ĐẾN 31-12-2009", "DANH SÁCH CÁN BỘ, CÔNG CHỨC XÃ NĂM 2009",
     "DANH SÁCH CÁN BỘ XÃ CÓ MẶT ĐẾN NGÀY 31/12/2009"],
)  # fmt: skip
def test_a_title_that_goes_on_after_the_kind_names_no_unit(tmp_path: Path, title: str) -> None:
    rows = [("TT", "Họ và tên", "Chức vụ", "Sinh năm"), (1, "Lê Văn Tý", "BT ĐU", 1960)]
    document = roster(read(tmp_path, *HEAD[:2], (title,), *rows))
    assert document.units[0].path[-1] == "xã Tân Tiến"


def test_bare_posts_under_a_block_and_behind_a_body(tmp_path: Path) -> None:
    rows = [
        ("TT", "Họ, đệm và tên", "Chức danh", "Sinh năm"),
        ("II", "Khối HĐND"),
        (1, "Lê Văn Tý", "Chủ tịch", 1960),
        ("III", "Khối UBND"),
        (2, "Lê Văn Sửu", "Phó Chủ tịch", 1961),
        ("IV", "Công chức"),
        (3, "Lê Văn Dần", "Công an (Trưởng)", 1962),
    ]
    found = roster(read(tmp_path, *HEAD, *rows)).rows
    assert [posts(row) for row in found] == [{"X03"}, {"X06"}, {"Y1"}]


def test_units_of_a_column_with_bodies_and_bare_names(tmp_path: Path) -> None:
    rows = [
        ("HUYỆN ỦY LƯƠNG KHÊ",),
        ("Danh sách cán bộ chủ chốt các xã, thị trấn có đến ngày 30/4/2009",),
        ("TT", "Họ và tên", "Đơn vị", "Chức vụ"),
        (1, "Lê Văn Tý", "UBND xã Vĩnh Lộc", "CT"),
        (2, "Lê Văn Sửu", "Đại Đồng", "BTĐU"),
        (3, "Lê Văn Dần", "Kho bạc Nhà nước", "Giám đốc"),
    ]
    found = roster(read(tmp_path, *rows)).rows
    assert [posts(row) for row in found[:2]] == [{"X05"}, {"X01"}]
    assert [row.unit.level for row in found] == ["commune", "commune", "district"]


def test_the_youth_union_of_a_rural_district_keeps_its_name(tmp_path: Path) -> None:
    rows = [
        ("HUYỆN ỦY LƯƠNG KHÊ",),
        ("DANH SÁCH CÁN BỘ CÁC BAN, ĐOÀN THỂ CÓ ĐẾN 31/12/2009",),
        ("TT", "Họ và tên", "Chức vụ", "Sinh năm"),
        ("I", "Huyện đoàn"),
        (1, "Lê Văn Tý", "Bí thư", 1980),
        ("II", "Ban Tổ chức"),
        (1, "Lê Văn Sửu", "Trưởng ban", 1960),
    ]
    found = roster(read(tmp_path, *rows)).rows
    assert [row.unit.path[-1] for row in found] == ["Huyện đoàn", "Ban Tổ chức Huyện ủy"]
    assert [posts(row) for row in found] == [{"H33"}, {"H11"}]


def test_a_last_row_that_lost_its_name_is_listed(tmp_path: Path) -> None:
    rows = [
        ("TT", "Họ và tên", "Sinh năm", "Chức vụ"),
        (1, "Lê Văn Tý", 1960, "BT ĐU"),
        (2, None, 1970, "Kế toán"),
        (None, "Người lập biểu", None, "CHỦ TỊCH"),
    ]
    reading = read(tmp_path, *HEAD, *rows)
    listed = {ref.address for ref, said in reading.cells.items() if said is CellClass.LISTED}
    assert listed == {"A6", "C6", "D6"}


def test_a_family_name_that_is_an_honorific_elsewhere(tmp_path: Path) -> None:
    rows = [("TT", "Họ và tên", "Chức vụ"), (1, "Ông Thị Một", "VP-TK"), (2, "Ông Lê Ba", "TCA")]
    names = [row.person.name for row in roster(read(tmp_path, *HEAD, *rows)).rows]
    assert names == ["Ông Thị Một", "Lê Ba"]


@pytest.mark.parametrize(
    ("written", "begins", "ends"),
    [("Mở từ ngày 01-10-2006, kết thúc ngày 30-6-2008", date(2006, 10, 1), date(2008, 6, 30)),
     ("tháng 8, 9 năm 2008", date(2008, 8, 1), date(2008, 9, 30)),
     ("tháng 8 và tháng 9 năm 2008", date(2008, 8, 1), date(2008, 9, 30)),
     ("năm 2010 (tháng 9/2010)", date(2010, 9, 1), date(2010, 9, 30)),
     ("Từ ngày 25 tháng 12 năm 2008 đến ngày 15 tháng 01 năm 2009", date(2008, 12, 25),
      date(2009, 1, 15)),
     ("Mở ngày 3 tháng 3 năm 2008, học 10 ngày", date(2008, 3, 3), date(2008, 3, 12)),
     ("Ngày 30/6 và 01/7/2008", date(2008, 6, 30), date(2008, 7, 1)),
     ("Khai giảng ngày 15 - 9 - 2008, bế giảng ngày 20 - 7 - 2010", date(2008, 9, 15),
      date(2010, 7, 20)),
     ("từ 12 - 14/5/2009", date(2009, 5, 12), date(2009, 5, 14))],
)  # fmt: skip
def test_spans_of_classes(tmp_path: Path, written: str, begins: date, ends: date) -> None:
    rows = [
        ("DANH SÁCH HỌC VIÊN LỚP TRUNG CẤP LÝ LUẬN CHÍNH TRỊ",),
        (written,),
        ("TT", "Họ và tên", "Năm sinh", "Xã, thị trấn", "Số hiệu bằng"),
        (1, "Lê Văn Tý", 1980, "Đại Đồng", "A 12"),
    ]
    reading = read(tmp_path, *rows)
    (document,) = reading.documents
    assert isinstance(document, ClassDocument)
    told = document.training_class
    assert told.begins is not None
    assert told.ends is not None
    assert (told.begins.earliest, told.ends.latest) == (begins, ends)
    assert reading.problems == ()


def test_a_whole_date_with_hyphens_is_no_range() -> None:
    assert find_span("01-10-2006").begins == PartialDate(2006, 10, 1)


def test_a_learners_post_of_either_level_is_no_matter_for_the_clerk(tmp_path: Path) -> None:
    rows = [
        ("LỚP BỒI DƯỠNG CÔNG TÁC DÂN VẬN (12/5/2009)",),
        ("TT", "Họ và tên", "Năm sinh", "Chức vụ"),
        (1, "Lê Văn Tý", 1980, "CT UBND"),
        (2, "Lê Văn Sửu", 1981, "Thủ lĩnh ma thuật"),
    ]
    assert [problem.cell for problem in read(tmp_path, *rows).problems] == ["D4"]


def test_trouble_of_a_damaged_file_is_told_without_the_words_of_a_library(tmp_path: Path) -> None:
    read(tmp_path, *HEAD, ("TT", "Họ và tên", "Chức vụ"), (1, "Lê Văn Tý", "BT ĐU"))
    whole = (tmp_path / "danh-sach.xlsx").read_bytes()
    damaged = tmp_path / "hong.xlsx"
    damaged.write_bytes(whole[:-30])
    with pytest.raises(WorkbookRefused) as refused:
        read_workbook(damaged, vocabulary=VOCABULARY)
    (problem,) = refused.value.problems
    assert problem.code == "truncated_workbook"
    assert problem.found.startswith("ZIP, ")


def test_the_date_of_a_letter_from_a_town_called_as_a_date_begins(tmp_path: Path) -> None:
    rows = [
        ("Từ Sơn, ngày 05 tháng 10 năm 2007",),
        ("DANH SÁCH HỌC VIÊN LỚP TRUNG CẤP LÝ LUẬN CHÍNH TRỊ",),
        ("Niên khóa: 2008-2009",),
        ("TT", "Họ và tên", "Năm sinh"),
        (1, "Lê Văn Tý", 1980),
    ]
    (document,) = read(tmp_path, *rows).documents
    assert isinstance(document, ClassDocument)
    assert document.training_class.begins == PartialDate(2008)


def test_a_post_on_a_line_of_its_own_is_not_the_place_of_the_line_before() -> None:
    from tests.workbooks.test_texts import WARD, _posts

    assert _posts("bí thư đảng ủy phường\nUV BTV", WARD) == "X01 V01"


def test_who_dropped_out_by_the_column_of_grades(tmp_path: Path) -> None:
    rows = [
        ("DANH SÁCH HỌC VIÊN LỚP TRUNG CẤP LÝ LUẬN CHÍNH TRỊ",),
        ("Khai giảng: 15/9/2009; bế giảng: 30/6/2011",),
        ("STT", "Họ và tên", "Năm sinh", "Điểm TBC", "Xếp loại tốt nghiệp"),
        (1, "Trần Đức Ổn", 1980, 7.5, "Khá"),
        (2, "Đỗ Văn Bình", 1979, None, "Bỏ học"),
        (3, "Lê Văn Tý", 1981, 4, None),
    ]
    (document,) = read(tmp_path, *rows).documents
    assert isinstance(document, ClassDocument)
    assert [str(row.outcome) for row in document.rows] == ["completed", "dropped", "enrolled"]


def career(folder: Path, *lines: tuple[str, str]) -> tuple[list[tuple[str, ...]], Reading]:
    """The posts of one person's lines, each with its title and the units it stands in."""
    rows = [("Võ Thanh Hải", 1959, *line) for line in lines]
    head = (
        ("UBND HUYỆN LƯƠNG KHÊ",),
        ("QUÁ TRÌNH CÔNG TÁC CỦA CÁN BỘ",),
        ("Họ và tên", "Năm sinh", "Thời gian", "Chức vụ, đơn vị công tác"),
    )
    reading = read(folder, *head, *rows)
    (document,) = reading.documents
    assert isinstance(document, ListDocument)
    said = [one for row in document.rows for one in row.statements]
    posts = [one.post for one in said if isinstance(one, TenureReading)]
    return [(one.title, *(one.unit.path if one.unit else ())) for one in posts], reading


def test_a_title_that_heads_a_kind_of_body_is_of_the_body_of_the_line_before(
    tmp_path: Path,
) -> None:
    found, reading = career(
        tmp_path,
        ("12/1999 - 6/2005", "Chuyên viên Đài Truyền thanh huyện"),
        ("6/2005 - 11/2010", "Phó Trưởng Đài"),
        ("11/2010 đến nay", "Trưởng Đài"),
    )
    station = ("huyện Lương Khê", "Đài Truyền thanh")
    assert found == [("H61", *station), ("H28", *station), ("H27", *station)]
    assert not reading.problems


def test_a_bare_word_for_a_kind_of_body_names_none(tmp_path: Path) -> None:
    found, reading = career(tmp_path, ("6/2005 đến nay", "Phó Trưởng Đài"))

    assert found == []
    assert [(one.code, one.found) for one in reading.problems] == [
        ("career_unit_not_said", "Phó Trưởng Đài")
    ]


def test_a_title_that_names_its_body_stands_there(tmp_path: Path) -> None:
    found, _ = career(
        tmp_path,
        ("1/2008 - 10/2014", "Phó Bí thư Huyện đoàn"),
        ("10/2014 đến nay", "Phó Bí thư Huyện ủy"),
    )
    assert found == [("H34", "huyện Lương Khê", "Huyện đoàn"), ("H03", "huyện Lương Khê")]


@pytest.mark.parametrize(
    ("written", "name"),
    [("Đài Truyền thanh huyện", "Đài Truyền thanh"), ("Đài TT", "Đài Truyền thanh"),
     ("Đài TT-TH", "Đài Truyền thanh - Truyền hình")],
)  # fmt: skip
def test_a_body_keeps_the_name_that_its_office_writes(
    tmp_path: Path, written: str, name: str
) -> None:
    rows = [("STT", "Họ và tên", "Năm sinh", "Chức vụ", "Đơn vị"),
            (1, "Võ Thanh Hải", 1959, "Trưởng Đài", written)]  # fmt: skip
    head = (("UBND HUYỆN LƯƠNG KHÊ",), ("DANH SÁCH CÁN BỘ, CÔNG CHỨC ĐẾN 31-12-2009",))
    (row,) = roster(read(tmp_path, *head, *rows)).rows
    assert row.unit is not None
    assert row.unit.path[-1] == name


def test_the_post_before_leaving_ended_the_day_before(tmp_path: Path) -> None:
    rows = [
        ("UBND THỊ XÃ SẦM SƠN",),
        ("DANH SÁCH CÁN BỘ, CÔNG CHỨC NGHỈ HƯU NĂM 2011",),
        (
            "Số TT",
            "Họ tên",
            "Ngày sinh",
            "Đơn vị",
            "Chức danh trước khi nghỉ",
            "Thời điểm nghỉ hưu",
        ),
        (1, "Cao Sỹ Thanh", "05/08/1958", "UBND xã Quảng Cư", "Chủ tịch UBND xã", "01/9/2011"),
    ]
    (document,) = read(tmp_path, *rows).documents
    assert isinstance(document, ListDocument)
    last, left = document.rows[0].statements
    assert isinstance(last, TenureReading)
    assert isinstance(left, RetirementReading)
    assert (last.post.title, str(last.ends), last.begins) == ("X05", "31/8/2011", None)
    assert last.closes
    assert last.is_last
