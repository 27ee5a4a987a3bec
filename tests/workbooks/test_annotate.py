"""A workbook given back with notes: its formats stay, and it reads as it did without the notes."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import xlwt
from openpyxl.styles import Font

from canbo.exchange.workbooks.annotate import Note, annotate
from canbo.exchange.workbooks.own_notes import HEADING
from canbo.exchange.workbooks.reader import read_content
from canbo.exchange.workbooks.reading import CellClass, Reading, WorkbookRefused
from tests.workbooks.written import VOCABULARY, write_xlsx

TOWN = Path(__file__).resolve().parents[2] / "examples" / "sam-son" / "workbooks"
ROWS = [
    ["DANH SÁCH TRÍCH NGANG CÁN BỘ PHƯỜNG BẮC SƠN, THỊ XÃ SẦM SƠN"],
    ["Tính đến ngày 30/6/2011"],
    ["TT", "Họ và tên", "Ngày sinh", "Chức vụ", "Chuyên môn"],
    [1, "Lê Văn Cẩm", "d:1954-01-10", "Bí thư Đảng ủy", "ĐH Luật"],
    [2, "Phan Xuân Anh", "d:1969-09-24", "Chủ tịch UBND", "TC kế toán"],
]


def read(content: bytes, file: str = "ds.xlsx") -> Reading:
    return read_content(content, file=file, vocabulary=VOCABULARY)


def heads(reading: Reading) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for layout in reading.layouts:
        found.setdefault(layout.sheet, []).append(layout.header_rows[0])
    return found


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture
def roster(tmp_path: Path) -> bytes:
    return write_xlsx(tmp_path / "ds.xlsx", {"DS": ROWS}, {"DS": ["A1:E1"]}).read_bytes()


@pytest.mark.parametrize("name", sorted(path.name for path in TOWN.glob("*.xls*")))
def test_an_office_s_file_reads_the_same_with_notes_in_it(name: str) -> None:
    content = (TOWN / name).read_bytes()
    before = read(content, name)
    fields = [cell for cell, kind in before.cells.items() if kind is CellClass.FIELD][3:200:40]
    notes = [Note(cell.sheet, cell.address, "Không hiểu ô này.") for cell in fields]
    notes.append(Note("", "", "Danh sách không ghi ngày lập."))
    noted = annotate(content, notes, heads(before))
    after = read(noted, name)
    assert after.documents == before.documents
    assert after.problems == before.problems
    assert [one.signature for one in after.layouts] == [one.signature for one in before.layouts]
    again = read(annotate(noted, notes[:1], heads(after)), name)
    assert again.documents == before.documents


def test_notes_stand_beside_their_rows_and_cells_are_coloured(roster: bytes) -> None:
    notes = [Note("DS", "E5", "Không hiểu trình độ."), Note("DS", "D5", "Không rõ chức vụ."),
             Note("DS", "E5", "Không hiểu trình độ.")]  # fmt: skip
    sheet = opened(annotate(roster, notes, {"DS": [2]}))["DS"]
    assert sheet["F3"].value == HEADING
    assert sheet["F5"].value == "Không hiểu trình độ.\nKhông rõ chức vụ."
    assert sheet["F4"].value is None
    assert {address: sheet[address].fill.fgColor.rgb[-6:] for address in ("D5", "E5")} == {
        "D5": "FFF2CC", "E5": "FFF2CC",
    }  # fmt: skip
    assert sheet["E4"].fill.fill_type is None
    assert [str(span) for span in sheet.merged_cells.ranges] == ["A1:E1"]


def test_a_second_return_takes_the_first_one_s_notes_away(roster: bytes) -> None:
    first = annotate(roster, [Note("DS", "E5", "Cũ."), Note("", "", "Cả tệp.")], {"DS": [2]})
    assert opened(first).sheetnames == ["DS", HEADING]
    second = opened(annotate(first, [Note("DS", "E4", "Mới.")], {"DS": [2]}))
    assert second.sheetnames == ["DS"]
    sheet = second["DS"]
    assert (sheet["F3"].value, sheet["F4"].value, sheet["F5"].value) == (HEADING, "Mới.", None)
    assert sheet["E5"].fill.fill_type is None


def test_the_office_s_own_column_and_formats_stay(tmp_path: Path, roster: bytes) -> None:
    book = opened(roster)
    sheet = book["DS"]
    sheet["G3"], sheet["G4"] = "Ghi chú", "đang nghỉ"
    sheet["A4"].font = Font(name=".VnTime", bold=True, size=14)
    sheet["C4"].number_format = "dd/mm/yyyy"
    sheet.freeze_panes = "C4"
    sheet.column_dimensions["B"].width = 33
    out = io.BytesIO()
    book.save(out)
    noted = opened(annotate(out.getvalue(), [Note("DS", "B4", "Chữ lạ.")], {"DS": [2]}))["DS"]
    assert (noted["G4"].value, noted["H3"].value, noted["H4"].value) == (
        "đang nghỉ", HEADING, "Chữ lạ.",
    )  # fmt: skip
    assert (noted["A4"].font.name, noted["A4"].font.b, noted["A4"].font.sz) == (".VnTime", True, 14)
    assert (noted["C4"].number_format, noted.freeze_panes) == ("dd/mm/yyyy", "C4")
    assert noted.column_dimensions["B"].width == 33
    told = read(annotate(out.getvalue(), [Note("DS", "B4", "Chữ lạ.")], {"DS": [2]}))
    assert told.documents[0].rows[0].person.note == "đang nghỉ"


def test_a_note_is_never_a_formula_nor_breaks_the_file(roster: bytes) -> None:
    texts = ['=HYPERLINK("http://x")', "+1", "@a", "\x00\x08ngắt", "dài " * 2000]
    notes = [Note("DS", f"B{4 + place % 2}", text) for place, text in enumerate(texts)]
    sheet = opened(annotate(roster, notes, {"DS": [2]}))["DS"]
    for address in ("F4", "F5"):
        assert sheet[address].data_type == "s"
        assert len(sheet[address].value) < 2100


def test_a_cell_that_is_none_is_told_on_its_sheet(roster: bytes) -> None:
    notes = [Note("DS", "", "Danh sách không ghi ngày."), Note("DS", "A0", "Lạ."),
             Note("Không có", "B2", "Trang khác.")]  # fmt: skip
    book = opened(annotate(roster, notes, {"DS": [2]}))
    assert book["DS"]["F1"].value == "Danh sách không ghi ngày.\nLạ."
    assert [cell.value for cell in book[HEADING]["A"]] == [f"{HEADING}:", "Trang khác."]


def test_a_header_at_the_top_keeps_its_heading(tmp_path: Path) -> None:
    content = write_xlsx(tmp_path / "a.xlsx", {"DS": ROWS[2:]}).read_bytes()
    sheet = opened(annotate(content, [Note("DS", "A1", "Cột lạ.")], {"DS": [0]}))["DS"]
    assert (sheet["F1"].value, sheet["F2"].value) == (HEADING, "Cột lạ.")


def test_an_xls_comes_back_as_xlsx_with_its_formats(tmp_path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("DS")
    bold = xlwt.easyxf("font: name Arial Narrow, bold on, height 280, colour red;"
                       "align: horiz center, wrap on; borders: top thin, bottom double;"
                       "pattern: pattern solid, fore_colour light_green")  # fmt: skip
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    sheet.write_merge(0, 0, 0, 3, ROWS[0][0], bold)
    sheet.write(1, 0, ROWS[1][0])
    for column, text in enumerate(ROWS[2]):
        sheet.write(2, column, text)
    for place, row in enumerate(ROWS[3:], start=3):
        for column, value in enumerate(row):
            if column == 2:
                sheet.write(place, column, date.fromisoformat(str(value)[2:]), day)
            else:
                sheet.write(place, column, value)
    sheet.col(1).width = 256 * 30
    sheet.row(4).hidden = True
    path = tmp_path / "cu.xls"
    book.save(str(path))
    content = path.read_bytes()
    noted = annotate(content, [Note("DS", "E5", "Không hiểu.")], {"DS": [2]})
    assert read(noted).documents == read(content).documents
    made = opened(noted)["DS"]
    title = made["A1"]
    assert (title.font.name, title.font.b, title.font.sz) == ("Arial Narrow", True, 14)
    assert (title.font.color.rgb, title.fill.fgColor.rgb) == ("FFFF0000", "FFCCFFCC")
    assert (title.alignment.horizontal, title.alignment.wrap_text) == ("center", True)
    assert (title.border.top.style, title.border.bottom.style) == ("thin", "double")
    assert [str(span) for span in made.merged_cells.ranges] == ["A1:D1"]
    assert made["C4"].number_format == "dd/mm/yyyy"
    assert made["C4"].value.date() == date(1954, 1, 10)
    assert made.column_dimensions["B"].width == 30
    assert made.row_dimensions[5].hidden
    assert (made["F3"].value, made["F5"].value) == (HEADING, "Không hiểu.")


def test_a_workbook_too_odd_to_be_edited_comes_back_plain(roster: bytes) -> None:
    out = io.BytesIO()
    with ZipFile(io.BytesIO(roster)) as source, ZipFile(out, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename == "xl/styles.xml":
                content = content.replace(b"<family val=", b"<family x='y' val=\"99\" old=")
            target.writestr(part, content)
    noted = annotate(out.getvalue(), [Note("DS", "E5", "Không hiểu.")], {"DS": [2]})
    sheet = opened(noted)["DS"]
    assert (sheet["B4"].value, sheet["F5"].value) == ("Lê Văn Cẩm", "Không hiểu.")


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(WorkbookRefused) as refused:
        annotate(b"xin ch\xc3\xa0o", [], {})
    assert refused.value.problems[0].code == "not_a_workbook"


def test_a_row_of_a_fixed_height_grows_for_its_note(roster: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(roster))
    sheet = book.worksheets[0]
    sheet.row_dimensions[5].height = 12.0
    sheet.row_dimensions[6].height = 80.0
    out = io.BytesIO()
    book.save(out)
    notes = [Note(sheet.title, "B5", "dài " * 60), Note(sheet.title, "B6", "ngắn")]
    made = openpyxl.load_workbook(io.BytesIO(annotate(out.getvalue(), notes, {})))
    rows = made.worksheets[0].row_dimensions
    assert rows[5].height >= 4 * 11  # four lines and more are seen
    assert rows[6].height == 80.0
    assert rows[7].height is None
