"""Gives an office its own workbook back, with notes beside the rows and the cells coloured.

The workbook is corrected in Excel and taken in again: the column of notes is known by its heading
and never read as data. An .xls comes back as an .xlsx.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from canbo.exchange.workbooks import guard
from canbo.exchange.workbooks.grid import tidy
from canbo.exchange.workbooks.own_notes import HEADING
from canbo.exchange.workbooks.reading import WorkbookRefused
from canbo.exchange.workbooks.words import fold

_COLOUR = "FFF2CC"
_MOST_TEXT = 2_000  # of one row's note; Excel holds more, nobody reads more
_WIDTH = 60
_LAST_COLUMN = 16_384
_LINE_HEIGHT, _USUAL_SIZE = 1.3, 11  # of a line in sizes of its font; points
_HIGHEST_ROW = 409.0  # points; Excel shows no row higher


@dataclass(frozen=True, slots=True)
class Note:
    """Something to be told about a cell ("B7" of a sheet), a sheet ("" for the cell), or the file.

    `text` is a sentence for the person who corrects the workbook.
    """

    sheet: str
    cell: str
    text: str


def annotate(content: bytes, notes: Sequence[Note], headers: Mapping[str, Sequence[int]]) -> bytes:
    """Write notes into a workbook and give it as .xlsx; the office's formats stay.

    `headers`: for each sheet the first rows of its headers, from 0; the heading of the notes stands
    there. Raises WorkbookRefused for what is no workbook.
    """
    book = _open(content)
    named = {sheet.title: sheet for sheet in book.worksheets}
    by_sheet: dict[str, list[Note]] = defaultdict(list)
    for note in notes:
        by_sheet[note.sheet if note.sheet in named else ""].append(note)
    for name, sheet in named.items():
        _clear(sheet)
        if by_sheet.get(name):
            _write_notes(sheet, by_sheet[name], headers.get(name, ()))
    _write_page(book, by_sheet.get("", ()))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# --- opening


def _open(content: bytes) -> Workbook:
    if guard.recognise(content) is guard.FileKind.XLS:
        from canbo.exchange.workbooks.xls_copy import copy_of

        return copy_of(content)
    package = guard.open_package(content)
    reader = ExcelReader(io.BytesIO(content), rich_text=True)
    reader.archive = package
    try:
        with guard.library_at_work(f".xlsx, {guard.size_of(content)}"):
            reader.read()
    except WorkbookRefused:
        return _plain(content)  # what can be read cell by cell may still be too odd to be edited
    book: Workbook = reader.wb
    return book


def _plain(content: bytes) -> Workbook:
    """The values alone of a workbook whose formats cannot be kept."""
    from canbo.exchange.workbooks.xlsx import read_package

    book = Workbook()
    book.remove(book.active)
    for sheet in read_package(content):
        made = book.create_sheet(sheet.name)
        for (row, column), cell in sheet.cells.items():
            value = (
                ILLEGAL_CHARACTERS_RE.sub("", cell.raw) if isinstance(cell.raw, str) else cell.raw
            )
            _put(made.cell(row + 1, column + 1), value)
        for span in sheet.merges:
            made.merge_cells(None, *(place + 1 for place in span))
    return book


def _put(cell: Any, value: Any) -> None:
    """Set a value that is never a formula, whatever it begins with."""
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell.data_type = "s"


# --- notes


def _clear(sheet: Any) -> None:
    """Take away what an earlier return of this workbook had written."""
    colour = f"00{_COLOUR}"
    heading = fold(HEADING)
    columns: dict[int, int] = {}
    for (row, column), cell in sheet._cells.items():
        if cell.has_style and cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb == colour:
            cell.fill = PatternFill()
        if isinstance(cell.value, str) and fold(tidy(cell.value)) == heading:
            columns[column] = min(row, columns.get(column, row))
    for place in [
        place for place in sheet._cells if place[1] in columns and place[0] >= columns[place[1]]
    ]:
        del sheet._cells[place]


def _write_notes(sheet: Any, notes: Iterable[Note], headers: Sequence[int]) -> None:
    column = min(_last_column(sheet) + 1, _LAST_COLUMN)
    texts: dict[int, list[str]] = defaultdict(list)
    for note in notes:
        row, place = _place(note.cell)
        told = texts[row]
        if note.text not in told:
            told.append(note.text)
        if place:
            sheet.cell(row, place).fill = PatternFill("solid", fgColor=_COLOUR)
    tops = sorted({top + 1 for top in headers}) or [max(min(texts) - 1, 1)]
    for top in tops:
        _write_heading(sheet, top, column)
    for row, told in sorted(texts.items()):
        if row not in tops:
            _write_note(sheet.cell(row, column), told, sheet.cell(row, max(column - 1, 1)))
            _make_room(sheet, row, column)
    at_top = [text for row, told in texts.items() if row in tops for text in told]
    if at_top:  # about a header: told in the row below it, where nobody stands
        below = tops[0] + 1
        _write_note(sheet.cell(below, column), at_top, sheet.cell(below, max(column - 1, 1)))
        _make_room(sheet, below, column)
    sheet.column_dimensions[get_column_letter(column)].width = _WIDTH


def _last_column(sheet: Any) -> int:
    filled = (column for (_, column), cell in sheet._cells.items() if cell.value is not None)
    merged = (span.max_col for span in sheet.merged_cells.ranges if span.max_col < 256)
    return max([*filled, *merged], default=1)


def _place(address: str) -> tuple[int, int]:
    """Row and column from 1; the first row and no column where the note is about the sheet."""
    if not re.fullmatch(r"[A-Z]{1,3}[1-9][0-9]{0,6}", address):
        return 1, 0
    letters, row = coordinate_from_string(address)
    return row, column_index_from_string(letters)


def _write_heading(sheet: Any, row: int, column: int) -> None:
    cell, beside = sheet.cell(row, column), sheet.cell(row, max(column - 1, 1))
    _put(cell, HEADING)
    cell.font = Font(name=_unicode_font(beside), size=beside.font.size, bold=True)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.fill = PatternFill("solid", fgColor=_COLOUR)
    cell.border = copy(beside.border)


def _write_note(cell: Any, texts: Iterable[str], beside: Any) -> None:
    before = [str(cell.value)] if cell.value else []
    text = "\n".join([*before, *texts])
    _put(cell, text if len(text) <= _MOST_TEXT else f"{text[:_MOST_TEXT]} …")
    cell.font = Font(name=_unicode_font(beside), size=beside.font.size, color="9C0006")
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def _make_room(sheet: Any, row: int, column: int) -> None:
    """Let a row of a height that the office had fixed be high enough for its note."""
    size = sheet.row_dimensions[row]
    if size.height is None:
        return
    cell = sheet.cell(row, column)
    lines = sum(1 + len(line) // _WIDTH for line in str(cell.value).split("\n"))
    needed = lines * _LINE_HEIGHT * (cell.font.size or _USUAL_SIZE)
    size.height = min(max(size.height, needed), _HIGHEST_ROW)


def _unicode_font(cell: Any) -> str:
    """The font beside, unless it is of an encoding of its own: then one that shows Vietnamese."""
    name = cell.font.name or ""
    is_legacy = name.lower().startswith((".vn", "vni", "vn"))
    return "Times New Roman" if is_legacy or not name else name


def _write_page(book: Workbook, notes: Iterable[Note]) -> None:
    """Tell what concerns the whole file on a sheet of its own; it replaces an older one."""
    for sheet in [one for one in book.worksheets if fold(one.title).startswith(fold(HEADING))]:
        book.remove(sheet)
    texts = list(dict.fromkeys(note.text for note in notes))
    if not texts:
        return
    page = book.create_sheet(HEADING)
    for row, text in enumerate([f"{HEADING}:", *texts], start=1):
        _put(page.cell(row, 1), text)
        page.cell(row, 1).alignment = Alignment(vertical="top", wrap_text=True)
    page.cell(1, 1).font = Font(bold=True)
    page.column_dimensions["A"].width = 2 * _WIDTH
