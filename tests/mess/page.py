"""A sheet as a hand leaves it, before it becomes a file: cells with fonts, merges, hidden rows.

Each cell knows what it says of whom, so that the truth of a file is known cell by cell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

Say = tuple[int, str]  # number of the person in the truth, name of the field


@dataclass(frozen=True)
class Ink:
    """One written cell: its value, its look, and what it says (nothing: furniture)."""

    value: str | float | date
    font: str = ""
    says: tuple[Say, ...] = ()
    shows: str = ""  # a number format, for dates
    formula: str = ""
    strike: bool = False
    runs: tuple[tuple[str, str], ...] = ()  # (font, text) pieces of rich text
    comment: str = ""


@dataclass
class Page:
    """One sheet."""

    name: str
    cells: dict[tuple[int, int], Ink] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False
    header_rows: tuple[int, int] = (0, 0)  # first and last row of the (first) header
    people_rows: list[int] = field(default_factory=list)
    filtered: bool = False

    def put(self, row: int, column: int, ink: Ink) -> None:
        """Write a cell; an empty text writes nothing."""
        if ink.value != "":
            self.cells[row, column] = ink

    def change(self, act: Callable[[Ink], Ink], *, texts_only: bool = True) -> None:
        """Change every cell (by default those of text)."""
        for place, ink in self.cells.items():
            if not texts_only or isinstance(ink.value, str):
                self.cells[place] = act(ink)

    def shift_rows(self, at: int, by: int) -> None:
        """Make room: all from row `at` on moves down."""
        self.cells = {(r + by if r >= at else r, c): ink for (r, c), ink in self.cells.items()}
        self.merges = [
            (a + by if a >= at else a, b, c + by if c >= at else c, d) for a, b, c, d in self.merges
        ]
        self.hidden_rows = {r + by if r >= at else r for r in self.hidden_rows}
        self.people_rows = [r + by if r >= at else r for r in self.people_rows]
        first, last = self.header_rows
        self.header_rows = (
            first + by if first >= at else first,
            last + by if last >= at else last,
        )

    def shift_columns(self, at: int, by: int) -> None:
        """Make room: all from column `at` on moves right."""
        self.cells = {(r, c + by if c >= at else c): ink for (r, c), ink in self.cells.items()}
        self.merges = [
            (a, b + by if b >= at else b, c, d + by if d >= at else d) for a, b, c, d in self.merges
        ]
        self.hidden_columns = {c + by if c >= at else c for c in self.hidden_columns}

    @property
    def last_row(self) -> int:
        """The last written row."""
        return max(row for row, _ in self.cells)

    @property
    def width(self) -> int:
        """How many columns are written."""
        return 1 + max(column for _, column in self.cells)


def said(text: str, *says: Say) -> Ink:
    """A cell that says something."""
    return Ink(text, says=says)


def write_xlsx(pages: list[Page], path: Path) -> None:
    """Write the sheets as .xlsx."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    formats: dict[tuple[str, str, bool], Any] = {}

    def look(ink: Ink) -> Any:
        key = (ink.font, ink.shows, ink.strike)
        if key not in formats:
            made = {"font_name": ink.font or "Times New Roman", "font_strikeout": ink.strike}
            formats[key] = book.add_format(made | ({"num_format": ink.shows} if ink.shows else {}))
        return formats[key]

    for page in pages:
        sheet = book.add_worksheet(page.name)
        for (row, column), ink in sorted(page.cells.items()):
            _write_xlsx_cell(book, sheet, (row, column), ink, look)
        for first, left, last, right in page.merges:
            ink = page.cells.get((first, left), Ink(""))
            sheet.merge_range(first, left, last, right, "", look(ink))
            _write_xlsx_cell(book, sheet, (first, left), ink, look)
        for row in page.hidden_rows:
            sheet.set_row(row, None, None, {"hidden": True})
        for column in page.hidden_columns:
            sheet.set_column(column, column, None, None, {"hidden": True})
        if page.filtered:
            sheet.autofilter(page.header_rows[1], 0, page.last_row, page.width - 1)
            sheet.repeat_rows(*page.header_rows)
        if page.hidden:
            sheet.hide()
    book.close()


def _write_xlsx_cell(book: Any, sheet: Any, place: tuple[int, int], ink: Ink, look: Any) -> None:
    if ink.runs:
        pieces: list[Any] = []
        for font, text in ink.runs:
            pieces += [look(replace(ink, font=font)), text]
        sheet.write_rich_string(*place, *pieces)
    elif ink.formula:
        sheet.write_formula(*place, ink.formula, look(ink), ink.value)
    elif isinstance(ink.value, date):
        sheet.write_datetime(*place, datetime.combine(ink.value, datetime.min.time()), look(ink))
    elif isinstance(ink.value, str):
        sheet.write_string(*place, ink.value, look(ink))
    else:
        sheet.write_number(*place, ink.value, look(ink))
    if ink.comment:
        sheet.write_comment(*place, ink.comment)


def write_xls(pages: list[Page], path: Path) -> None:
    """Write the sheets as .xls, as offices did before 2007."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    styles: dict[tuple[str, str, bool], Any] = {}

    def look(ink: Ink) -> Any:
        key = (ink.font, ink.shows, ink.strike)
        if key not in styles:
            style = xlwt.XFStyle()
            style.font = xlwt.Font()
            style.font.name = ink.font or "Times New Roman"
            style.font.struck_out = ink.strike
            style.num_format_str = ink.shows or "General"
            styles[key] = style
        return styles[key]

    for page in pages:
        sheet = book.add_sheet(page.name[:31], cell_overwrite_ok=True)
        merged = {(a, b): (a, c, b, d) for a, b, c, d in page.merges}
        for (row, column), ink in sorted(page.cells.items()):
            if (row, column) in merged:
                sheet.write_merge(*merged[row, column], _xls_value(ink), look(ink))
            elif ink.runs:
                fonts = [(text, look(replace(ink, font=font)).font) for font, text in ink.runs]
                sheet.write_rich_text(row, column, fonts, look(ink))
            else:
                sheet.write(row, column, _xls_value(ink), look(ink))
        for row in page.hidden_rows:
            sheet.row(row).hidden = True
        for column in page.hidden_columns:
            sheet.col(column).hidden = True
        sheet.visibility = 1 if page.hidden else 0
    book.save(str(path))


def _xls_value(ink: Ink) -> Any:
    """xlwt stores no result of a formula; there the value itself is written."""
    if isinstance(ink.value, date):
        return datetime.combine(ink.value, datetime.min.time())
    return ink.value
