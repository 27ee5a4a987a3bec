"""Files that are no good lists: each ends in a sentence by its code, none in a crash."""

from __future__ import annotations

import io
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt

from canbo.exchange.workbooks import WorkbookRefused
from canbo.exchange.workbooks.reading import CellClass, ListDocument, ListKind
from tests.workbooks.written import Rows, read, write_xls, write_xlsx

GOOD: Rows = [
    ["DANH SÁCH CÁN BỘ PHƯỜNG BẮC SƠN"],
    ["Tính đến 30/6/2011"],
    ["STT", "Họ và tên", "Năm sinh", "Chức vụ"],
    [1, "Nguyễn Văn An", 1960, "CT UBND"],
    [2, "Lê Thị Bé", 1970, "CT HPN"],
]
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def good(path: Path) -> bytes:
    return write_xlsx(path, {"S": GOOD}).read_bytes()


def with_part(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The same package with some parts changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return made.getvalue()


def codes_of(path: Path, content: bytes) -> list[str]:
    path.write_bytes(content)
    with pytest.raises(WorkbookRefused) as refused:
        read(path)
    return [problem.code for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"STT,Ho ten\n1,An\n", "not_a_workbook"),
        (b"%PDF-1.4 ...", "not_a_workbook"),
        (b"<html><table><tr><td>STT</td></tr></table></html>", "not_a_workbook"),
        (b"PK\x03\x04 cut off", "truncated_workbook"),
        (COMPOUND + b"\0" * 40, "truncated_workbook"),
        (COMPOUND + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "encrypted_workbook"),
    ],
)
def test_what_is_no_workbook(content: bytes, code: str, tmp_path: Path) -> None:
    assert codes_of(tmp_path / "list.xlsx", content) == [code]


def test_a_letter_renamed(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    path = tmp_path / "list.xlsx"
    path.write_bytes(made.getvalue())
    with pytest.raises(WorkbookRefused) as refused:
        read(path)
    assert (refused.value.problems[0].code, refused.value.problems[0].found) == (
        "not_a_workbook",
        "DOCX",
    )


@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_a_file_cut_or_damaged_anywhere(ending: str, tmp_path: Path) -> None:
    write = write_xlsx if ending == "xlsx" else write_xls
    whole = write(tmp_path / f"whole.{ending}", {"S": GOOD}).read_bytes()
    path, draw = tmp_path / f"cut.{ending}", random.Random(7)
    for step in range(120):
        if step % 2:
            content = bytearray(whole)
            for _ in range(5):
                content[draw.randrange(len(content))] = draw.randrange(256)
        else:
            content = bytearray(whole[: draw.randrange(len(whole))])
        path.write_bytes(bytes(content))
        assert _code(path) is not None


def _code(path: Path) -> str:
    """The code of a refusal, "" when the file is read."""
    try:
        read(path)
    except WorkbookRefused as refused:
        return refused.problems[0].code
    return ""


def test_a_bomb_is_judged_before_it_is_unpacked(tmp_path: Path) -> None:
    def swell(name: str, data: bytes) -> bytes:
        return b"<a>" + b" " * (60 << 20) + b"</a>" if name.endswith("theme1.xml") else data

    content = with_part(good(tmp_path / "good.xlsx"), swell)
    assert codes_of(tmp_path / "bomb.xlsx", content) == ["workbook_too_large"]


def test_shared_strings_white_space_and_empty_results(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("S")
    bold = book.add_format({"bold": True})
    for row, cells in enumerate(GOOD):
        for column, value in enumerate(cells or ()):
            sheet.write(row, column, value)
    sheet.write_rich_string(5, 1, bold, "Trần ", "Văn Cừ")
    sheet.write_row(5, 2, [1966, "CT HND"])
    sheet.write_string(6, 0, "   ")
    sheet.write_formula(6, 1, '=IF(A1="","",A1)', None, "")
    book.close()
    reading = read(path)
    assert [row.person.name for row in reading.documents[0].rows][-1] == "Trần Văn Cừ"
    assert reading.count(CellClass.LISTED) == 0
    assert len(reading.cells) == sum(len(row or ()) for row in GOOD) + 5


def test_entities_are_refused(tmp_path: Path) -> None:
    def trick(name: str, data: bytes) -> bytes:
        if not name.endswith("sheet1.xml"):
            return data
        return b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + data

    content = with_part(good(tmp_path / "good.xlsx"), trick)
    assert codes_of(tmp_path / "trick.xlsx", content) == ["unsafe_workbook"]


def test_a_flood_of_empty_tags_is_not_built_up_in_memory(tmp_path: Path) -> None:
    flood = b"".join(b'<c s="%d"/>' % (number % 997) for number in range(700_000))

    def pour(name: str, data: bytes) -> bytes:
        row = b'<row r="9">' + flood + b"</row></sheetData>"
        return data.replace(b"</sheetData>", row) if "sheet1" in name else data

    content = with_part(good(tmp_path / "good.xlsx"), pour)
    assert codes_of(tmp_path / "flood.xlsx", content) == ["workbook_too_large"]


def test_an_encrypted_xls_and_a_compound_file_of_another_kind(tmp_path: Path) -> None:
    content = write_xls(tmp_path / "good.xls", {"S": GOOD}).read_bytes()
    locked = content.replace(b"\x5c\x00\x70\x00", b"\x2f\x00\x70\x00")  # its FILEPASS record
    assert codes_of(tmp_path / "locked.xls", locked) == ["encrypted_workbook"]
    letter = content.replace("Workbook".encode("utf-16-le"), "Wordbook".encode("utf-16-le"))
    assert codes_of(tmp_path / "letter.xls", letter) == ["not_a_workbook"]


def _beside_the_cells(name: str, data: bytes) -> bytes:
    """A font family, a validation and a day of making that no rule allows."""
    if name.endswith("styles.xml"):
        return data.replace(b'<family val="2" />', b'<family val="134" />')
    if name.endswith("core.xml"):
        return data.replace(b"</dcterms:created>", b"?</dcterms:created>")
    odd = b'</sheetData><dataValidations><dataValidation type="?" sqref="A1"/></dataValidations>'
    return data.replace(b"</sheetData>", odd)


def _strict(_name: str, data: bytes) -> bytes:
    """The names of the strict format."""
    for usual, strict in (
        (b"schemas.openxmlformats.org/spreadsheetml/2006", b"purl.oclc.org/ooxml/spreadsheetml"),
        (b"schemas.openxmlformats.org/officeDocument/2006", b"purl.oclc.org/ooxml/officeDocument"),
    ):
        data = data.replace(usual, strict)
    return data


def _without_addresses(name: str, data: bytes) -> bytes:
    return re.sub(rb'<(c|row) r="\w+"', rb"<\1", data) if "sheet1" in name else data


@pytest.mark.parametrize("change", [_beside_the_cells, _strict, _without_addresses])
def test_what_a_program_writes_otherwise_is_read_all_the_same(
    change: Callable[[str, bytes], bytes], tmp_path: Path
) -> None:
    whole = good(tmp_path / "list.xlsx")
    expected = read(tmp_path / "list.xlsx")
    changed = with_part(whole, change)
    assert changed != with_part(whole, lambda _, data: data)
    (tmp_path / "list.xlsx").write_bytes(changed)
    reading = read(tmp_path / "list.xlsx")
    assert (reading.documents, reading.cells) == (expected.documents, expected.cells)


def test_values_under_a_merge_are_listed(tmp_path: Path) -> None:
    def cover(name: str, data: bytes) -> bytes:
        merge = b'</sheetData><mergeCells count="1"><mergeCell ref="D4:D5"/></mergeCells>'
        return data.replace(b"</sheetData>", merge) if "sheet1" in name else data

    path = tmp_path / "list.xlsx"
    path.write_bytes(with_part(good(path), cover))
    assert [(p.cell, p.code) for p in read(path).problems] == [("D5", "hidden_by_merge")]


def test_a_number_too_large_for_its_date_format_stays_a_number(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "list.xlsx", {"S": [*GOOD, [3, "Trần Văn Cừ", 1, "CT HND"]]})
    book = openpyxl.load_workbook(path)
    book.active["C6"].number_format, book.active["C6"].value = "dd/mm/yyyy", 87654321
    book.save(path)
    assert [(p.cell, p.found) for p in read(path).problems] == [("C6", "87654321")]


_READ_AND_WEIGHED = """
import re, sys
from pathlib import Path
from tests.workbooks.written import read

def kilobytes(of):
    return int(re.search(of + r":\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])

read(Path(sys.argv[1]))  # what any first file makes ready is not the long one's
before = kilobytes("VmRSS")
print(len(read(Path(sys.argv[2])).documents[0].rows))
print(kilobytes("VmHWM") - before)
"""


def test_a_million_empty_formatted_rows_cost_nothing(tmp_path: Path) -> None:
    """Weighed as a process of its own: following each piece of memory takes ten times as long."""
    empty = "".join(
        f'<row r="{r}" s="1" customFormat="1"><c r="A{r}" s="1"/><c r="B{r}" s="1"/></row>'
        for r in range(6, 1_000_000)
    ).encode()

    def pad(name: str, data: bytes) -> bytes:
        return data.replace(b"</sheetData>", empty + b"</sheetData>") if "sheet1" in name else data

    path = tmp_path / "long.xlsx"
    path.write_bytes(with_part(good(tmp_path / "good.xlsx"), pad))
    done = subprocess.run(
        [sys.executable, "-c", _READ_AND_WEIGHED, tmp_path / "good.xlsx", path],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True,
    )  # fmt: skip
    rows, kilobytes = map(int, done.stdout.split())
    assert rows == 2
    assert 0 < kilobytes < 80 << 10


def test_a_stray_cell_far_away_is_listed(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "list.xlsx", {"S": GOOD})
    book = openpyxl.load_workbook(path)
    book.active.cell(1_048_576, 16_384, 7)
    book.save(path)
    reading = read(path)
    assert len(reading.documents[0].rows) == 2
    assert reading.count(CellClass.LISTED) == 1
    assert reading.problems[0].cell == "XFD1048576"


@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_a_formula_error_names_sheet_and_cell(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"list.{ending}"
    if ending == "xlsx":
        write_xlsx(path, {"S": [*GOOD, [None, "Cộng", "#REF!"]]})
    else:
        book = xlwt.Workbook()
        sheet = book.add_sheet("S")
        for row, cells in enumerate(GOOD):
            for column, value in enumerate(cells or ()):
                sheet.write(row, column, value)
        sheet.row(5).set_cell_error(2, "#REF!")
        book.save(str(path))
    with pytest.raises(WorkbookRefused) as refused:
        read(path)
    (problem,) = refused.value.problems
    assert (problem.code, problem.sheet, problem.cell, problem.found) == (
        "formula_error", "S", "C6", "#REF!",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([["Báo cáo"], ["Không có danh sách nào"]], "no_table_found"),
        ([], "no_table_found"),
    ],
)
def test_lists_that_say_too_little(rows: Rows, code: str, tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "list.xlsx", {"S": rows})
    assert codes_of(path, path.read_bytes()) == [code]


def test_a_roster_without_a_unit_tells_who_people_are_and_its_posts_wait(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "list.xlsx", {"S": [["DANH SÁCH CÁN BỘ"], *GOOD[1:]]})
    reading = read(path)
    (document,) = reading.documents
    assert isinstance(document, ListDocument)
    assert document.kind is ListKind.PEOPLE
    assert [(row.person.name, row.unit, row.posts) for row in document.rows] == [
        ("Nguyễn Văn An", None, ()), ("Lê Thị Bé", None, ()),
    ]  # fmt: skip
    listed = {(one.code, one.cell) for one in reading.problems}
    assert {("roster_without_unit", "A3"), ("post_without_unit", "D4")} <= listed
    assert reading.count(CellClass.LISTED) == 2


def test_a_roster_without_a_day_is_read_all_the_same(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "list.xlsx", {"S": [GOOD[0], *GOOD[2:]]})
    (document,) = read(path).documents
    assert document.as_of is None
    assert [row.person.name for row in document.rows] == ["Nguyễn Văn An", "Lê Thị Bé"]


def test_hostile_words_are_listed_or_kept_as_words(tmp_path: Path) -> None:
    rows: Rows = [
        *GOOD,
        [3, "'; DROP TABLE people; --", 1975, "CT HĐND"],
        [4, "Lê Văn Dần", "04/13/1979", "<script>alert(1)</script>"],
        [5, "Trần Văn Tý", "=cmd|' /C calc'!A0", "X" * 5000],
    ]
    reading = read(write_xlsx(tmp_path / "list.xlsx", {"S": rows}))
    listed = {p.code for p in reading.problems if p.code != "post_not_in_lists"}
    assert listed == {
        "impossible_date",
        "name_not_understood",
        "name_missing",
        "formula_without_value",
    }
    flipped = next(p for p in reading.problems if p.code == "impossible_date")
    assert (flipped.cell, flipped.suggestion) == ("C7", "13/4/1979")


@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_every_cell_with_a_value_is_counted_once(ending: str, tmp_path: Path) -> None:
    rows: Rows = [*GOOD, ["   ", None, "f:=SUM(C4:C5)"]]
    write = write_xlsx if ending == "xlsx" else write_xls
    reading = read(write(tmp_path / f"list.{ending}", {"S": rows, "T": [["ghi chú"]]}))
    values = sum(value is not None for row in rows for value in row or ())
    assert len(reading.cells) == values + 1
    places = {(p.sheet, p.cell) for p in reading.problems}
    for ref, cell_class in reading.cells.items():
        if cell_class is CellClass.LISTED:
            assert (ref.sheet, ref.address) in places
