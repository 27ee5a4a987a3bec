"""Pages of a workbook as a grid, and their writing to .xlsx, the same bytes every time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

import xlsxwriter

Value = str | int | float | date | None
_CREATED = datetime.combine(
    date(2012, 1, 3), time(8, 0)
)  # fixed, so that two builds give the same bytes


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks."""

    bold: bool = False
    italic: bool = False
    align: str = "left"
    border: bool = False
    size: int = 0  # 0: the workbook's
    underline: bool = False


TITLE = Look(bold=True, align="center", size=14)
CENTRED = Look(align="center")
HEAD = Look(bold=True, align="center", border=True)
NUMBERS = Look(italic=True, align="center", border=True)
GROUP = Look(bold=True, border=True)
BODY = Look(border=True)
MIDDLE = Look(border=True, align="center")


def address(row: int, column: int) -> str:
    """Give the address of a cell as Excel shows it; both count from 0."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


@dataclass(frozen=True, slots=True)
class RowRecord:
    """What one row of a page says: whom, in which list, and which cell carries what."""

    sheet: str
    row: int  # as Excel counts, from 1
    person: str
    subject: str  # unit code of a roster, class id of a class list
    kind: str  # roster, class
    cells: dict[str, str]
    note: str = ""  # "second_spelling" for the second row of one person in one list
    facts: tuple[str, ...] = ()  # ids of the facts that the row states
    mode: str = ""  # of planning lists: enter, keep, leave
    since: str = ""  # the day from which a list that keeps an entry proves it


@dataclass(slots=True)
class Page:
    """One sheet: values and looks by place, merges, widths, and the ledger's rows."""

    name: str
    values: dict[tuple[int, int], tuple[Value, Look]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    rows: list[RowRecord] = field(default_factory=list)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    landscape: bool = True
    labels: dict[str, str] = field(default_factory=dict)  # span, class, as_of: its title cell

    def put(self, row: int, column: int, value: Value, look: Look = BODY) -> None:
        """Place a value; None draws the empty cell with its border."""
        self.values[row, column] = (value, look)

    def merge(self, area: tuple[int, int, int, int], value: Value, look: Look) -> None:
        """Merge (first row, first column, last row, last column); one cell stays one cell."""
        first_row, first_column, last_row, last_column = area
        for row in range(first_row, last_row + 1):
            for column in range(first_column, last_column + 1):
                self.put(row, column, None, look)
        self.put(first_row, first_column, value, look)
        if (first_row, first_column) != (last_row, last_column):
            self.merges.append(area)

    @property
    def filled(self) -> int:
        """Count the cells that carry a value."""
        return sum(1 for value, _ in self.values.values() if value is not None)


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: file name, the day the office received it, font, how its text is encoded."""

    file: str
    received: str
    pages: tuple[Page, ...]
    font: str = "Times New Roman"
    size: int = 12
    encode: Callable[[str], str] = str
    author: str = ""
    script: str = ""  # tcvn3, vni: text as typed for fonts from before Unicode (.xls only)

    def write(self, folder: Path) -> Path:
        """Write the workbook into a folder and give its path."""
        path = folder / self.file
        if path.suffix == ".xls":
            from examples.builder.old_excel import write_xls

            write_xls(self, path)
            return path
        with xlsxwriter.Workbook(str(path), {"in_memory": True}) as book:
            book.set_properties({"author": self.encode(self.author), "created": _CREATED})
            formats = _Formats(book, self)
            for page in self.pages:
                _write_page(book.add_worksheet(page.name), page, formats)
        return path


def write_books(books: Sequence[Book], folder: Path) -> None:
    """Write workbooks into a folder in place of those that an earlier build left there."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in (*folder.glob("*.xlsx"), *folder.glob("*.xls")):
        old.unlink()
    for book in books:
        book.write(folder)


class _Formats:
    """One xlsxwriter format for each look and number format."""

    def __init__(self, workbook: xlsxwriter.Workbook, book: Book) -> None:
        self._workbook = workbook
        self.book = book
        self._made: dict[tuple[Look, str], object] = {}

    def get(self, look: Look, number_format: str = "") -> object:
        key = (look, number_format)
        if key not in self._made:
            self._made[key] = self._workbook.add_format(self._properties(look, number_format))
        return self._made[key]

    def _properties(self, look: Look, number_format: str) -> dict[str, object]:
        found: dict[str, object] = {
            "font_name": self.book.font,
            "font_size": look.size or self.book.size,
            "bold": look.bold,
            "italic": look.italic,
            "align": look.align,
            "valign": "vcenter",
            "text_wrap": look.border,
            "border": 1 if look.border else 0,
            "underline": 1 if look.underline else 0,
        }
        if number_format:
            found["num_format"] = number_format
        return found


def _write_page(sheet: xlsxwriter.worksheet.Worksheet, page: Page, formats: _Formats) -> None:
    if page.landscape:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    for column, width in page.widths.items():
        options = {"hidden": True} if column in page.hidden else {}
        sheet.set_column(column, column, width, None, options)
    for row, lines in lines_by_row(page).items():
        options = {"hidden": True} if row in page.hidden_rows else {}
        sheet.set_row(row, 2 + lines * formats.book.size * 1.3, None, options)
    for first_row, first_column, last_row, last_column in page.merges:
        look = page.values[first_row, first_column][1]
        sheet.merge_range(first_row, first_column, last_row, last_column, "", formats.get(look))
    for (row, column), (value, look) in sorted(page.values.items()):
        _write_cell(sheet, (row, column), value, look, formats)
    for (row, column), formula in page.formulas.items():
        value, look = page.values[row, column]
        sheet.write_formula(row, column, formula, formats.get(look), value)


def lines_by_row(page: Page) -> dict[int, int]:
    """Count the lines that each row needs, so that a wrapped text is not cut off."""
    merged = {(row, column) for row, column, *_ in page.merges}
    found: dict[int, int] = {}
    for (row, column), (value, look) in page.values.items():
        lines = 1
        if isinstance(value, str) and look.border and (row, column) not in merged:
            room = max(1.0, page.widths[column] * 1.05)
            lines = sum(1 + int(len(part) / room) for part in value.split("\n"))
        found[row] = max(found.get(row, 1), lines)
    return found


def _write_cell(
    sheet: xlsxwriter.worksheet.Worksheet,
    place: tuple[int, int],
    value: Value,
    look: Look,
    formats: _Formats,
) -> None:
    row, column = place
    if isinstance(value, date):
        moment = datetime.combine(value, time())
        sheet.write_datetime(row, column, moment, formats.get(look, "dd/mm/yyyy"))
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, formats.get(look))
    elif value is not None:
        sheet.write_string(row, column, formats.book.encode(value), formats.get(look))
    elif look.border:
        sheet.write_blank(row, column, None, formats.get(look))
