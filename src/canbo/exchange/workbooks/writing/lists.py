"""Writes a list to .xlsx row by row, in the same little memory for ten rows and for a million.

The look is an office's: the issuer at the top left, the title in the middle, a header that stays
in sight and is printed on every page, borders, A4 across, page numbers. Text never becomes a
formula, not even when somebody edits the cell: what begins with = + - @ carries Excel's own mark
for text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import ceil
from typing import IO, Any
from uuid import UUID

from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks.keys import (
    FIRST_ROW,
    KEY_SHEET,
    ExportMark,
    Facts,
    HomeKey,
    KeyColumn,
    Reads,
    RowKeys,
    Value,
    join_facts,
)

LARGEST_LIST = 1_000_000  # rows that one sheet of Excel holds, with room for title and foot
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
_LONGEST_TEXT = 32_767  # characters that one cell of Excel holds
_LONGEST_OFFER = 255  # characters that Excel takes as a list of choices
_DAY, _FONT = "dd/mm/yyyy", "Times New Roman"
_DECIMAL = "0.00##"  # two decimals at least: Excel shows 2,34 to who writes a comma
_A3, _A4, _WIDEST_A4 = 8, 9, 185  # Excel's numbers of paper sizes; characters across
_LINE, _HIGHEST = 13.0, 400.0  # points of one line of text, and of the highest row


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column with its width in characters; numbers and days are centred, text wraps."""

    key: KeyColumn
    width: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of a list: what it is about (None: nothing one could name), and what its cells show.

    `values` and `facts` are in the order of the columns: what stands in a cell, and the keys of
    the facts that it shows.
    """

    subject: UUID | None
    values: tuple[Value, ...]
    facts: tuple[Facts, ...] = ()


@dataclass(frozen=True, slots=True)
class Keyed:
    """With what a list is keyed: its mark, and the key of the home that writes it."""

    mark: ExportMark
    key: HomeKey


@dataclass(frozen=True, slots=True)
class ListHead:
    """What stands above and below a list.

    `issuer` and `title` are lines as they are printed; `notes` are printed below the title in
    italics (the day that the list tells of), `foot` is the name in the page's foot.
    """

    sheet: str
    issuer: tuple[str, ...]
    title: str
    notes: tuple[str, ...]
    foot: str = ""


def write_list(
    target: IO[bytes],
    *,
    head: ListHead,
    keyed: Keyed | None,
    columns: tuple[ListColumn, ...],
    rows: Iterable[ListRow],
) -> int:
    """Write a list and give the number of its rows. Without `keyed` it carries no hidden key.

    Raises ValueError when the list is longer than a sheet of Excel.
    """
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        writer = _Writer(book, head, columns)
        keys = _Keys(book, keyed) if keyed is not None else None
        writer.write_head(keys)
        count = 0
        for count, row in enumerate(rows, start=1):
            if count > LARGEST_LIST:
                raise ValueError(count)
            writer.write_row(row, keys)
        writer.finish(keys)
    return count


class _Keys:
    """The very hidden sheet, filled while the list is written."""

    def __init__(self, book: Any, keyed: Keyed) -> None:
        self.mark, self._key = keyed.mark, keyed.key
        self._book = book
        self._given = RowKeys()
        self._sheet: Any = None
        self._row = FIRST_ROW

    def open(self) -> None:
        """Make the sheet behind the list's own and write what the export is."""
        self._sheet = self._book.add_worksheet(KEY_SHEET)
        for row, (name, value) in enumerate(self.mark.lines(self._key)):
            self._sheet.write_string(row, 0, name)
            self._sheet.write_string(row, 1, value)
        self._sheet.very_hidden()

    def add(self, row: ListRow) -> str:
        """Note what the cells of a row say and give its key; "" for a row about nothing."""
        if row.subject is None:
            return ""
        name = self._given.next(row.subject)
        self._sheet.write_string(self._row, 0, name)
        self._sheet.write_string(self._row, 1, self.mark.digests(self._key, name, row.values))
        self._sheet.write_string(self._row, 2, join_facts(row.facts))
        self._row += 1
        return self.mark.row_key(self._key, name)


class _Writer:
    """The sheet that people see."""

    def __init__(self, book: Any, head: ListHead, columns: tuple[ListColumn, ...]) -> None:
        self._head = head
        self._columns = columns
        self._last = len(columns) - 1
        self._sheet = book.add_worksheet(head.sheet)
        self._formats = _Formats(book)
        self._row = 0

    def write_head(self, keys: _Keys | None) -> None:
        """Write everything above the first person; the key's column stands behind the last."""
        sheet = self._sheet
        for place, column in enumerate(self._columns):
            sheet.set_column(place, place, column.width)
        if keys is not None:
            sheet.set_column(self._last + 1, self._last + 1, 4, None, {"hidden": True})
        for line in self._head.issuer:
            sheet.write_string(self._row, 0, line, self._formats.issuer)
            self._row += 1
        self._across(self._head.title, self._formats.title, height=24)
        for line in self._head.notes:
            self._across(line, self._formats.note)
        self._row += 1
        self._set_up_page()
        sheet.set_row(self._row, 34)
        for place, column in enumerate(self._columns):
            sheet.write_string(self._row, place, column.key.label, self._formats.header)
        if keys is not None:
            sheet.write_string(self._row, self._last + 1, keys.mark.column_header)
            keys.open()
        self._header_row = self._row
        sheet.freeze_panes(self._row + 1, min(2, len(self._columns)))
        sheet.repeat_rows(self._row)
        self._row += 1

    def _across(self, text: str, look: Any, height: float = 18) -> None:
        self._sheet.set_row(self._row, height)
        if self._last > 0:
            self._sheet.merge_range(self._row, 0, self._row, self._last, "", look)
        self._sheet.write_string(self._row, 0, text, look)
        self._row += 1

    def _set_up_page(self) -> None:
        sheet = self._sheet
        sheet.set_landscape()
        # what would be too small to read on A4 is printed on A3
        sheet.set_paper(_A4 if sum(one.width for one in self._columns) <= _WIDEST_A4 else _A3)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer(f"&L&9{_escaped(self._head.foot)}&R&9&P/&N")
        sheet.hide_gridlines(1)

    def write_row(self, row: ListRow, keys: _Keys | None) -> None:
        """Write one line with its key."""
        row = replace(row, values=tuple(map(_fitting, row.values)))
        self._sheet.set_row(self._row, self._height(row))
        for place, value in enumerate(row.values):
            self._write(place, value, self._columns[place])
        key = keys.add(row) if keys is not None else ""
        if key:
            self._sheet.write_string(self._row, self._last + 1, key)
        self._row += 1

    def _height(self, row: ListRow) -> float:
        """As high as the cell with the most lines: what is written once is never measured again."""
        lines = 1
        for column, value in zip(self._columns, row.values, strict=True):
            if isinstance(value, str):
                room = max(column.width - 1, 1)
                lines = max(lines, sum(ceil(len(part) / room) or 1 for part in value.split("\n")))
        return min(_LINE * lines + 3, _HIGHEST)

    def _write(self, place: int, value: Value, column: ListColumn) -> None:
        sheet, looks = self._sheet, self._formats
        value = _as_cell(value)
        if value is None or value == "":
            sheet.write_blank(self._row, place, None, looks.text)
        elif isinstance(value, date):
            sheet.write_datetime(self._row, place, _midnight(value), looks.day)
        elif isinstance(value, int | float):
            is_decimal = column.key.reads is Reads.DECIMAL
            look = looks.decimal if is_decimal else looks.centred
            sheet.write_number(self._row, place, value, look)
        else:
            look = looks.centred if column.centred else looks.text
            if value.startswith(_RISKY):
                look = looks.risky
            sheet.write_string(self._row, place, value, look)

    def finish(self, keys: _Keys | None) -> None:
        """Let the header filter the rows; who sorts by it sorts the hidden keys along."""
        if self._row <= self._header_row + 1:
            return
        last = self._last + (keys is not None)
        self._sheet.autofilter(self._header_row, 0, self._row - 1, last)
        for place, column in enumerate(self._columns):
            first = {code: words for words, code in reversed(column.key.choices)}
            self._offer(place, [words for words in reversed(first.values()) if words])

    def _offer(self, place: int, words: list[str]) -> None:
        """Offer what may stand in a column; another text may be written all the same."""
        if not words or sum(map(len, words)) + len(words) > _LONGEST_OFFER:
            return
        if any("," in one for one in words):
            return
        offered = {"validate": "list", "source": words, "error_type": "warning"}
        self._sheet.data_validation(self._header_row + 1, place, self._row - 1, place, offered)


class _Formats:
    """The looks of the cells."""

    def __init__(self, book: Any) -> None:
        def look(**more: Any) -> Any:
            return book.add_format({"font_name": _FONT, "font_size": 10, "valign": "top", **more})

        cell = {"border": 1, "border_color": "#9aa5b1", "text_wrap": True}
        middle = {"align": "center", **cell}
        self.issuer = look(bold=True, font_size=12)
        self.title = look(bold=True, font_size=14, align="center")
        self.note = look(italic=True, align="center", font_size=11)
        self.header = look(bold=True, bg_color="#e8eef6", **{**middle, "valign": "vcenter"})
        self.text = look(**cell)
        self.centred = look(**middle)
        self.day = look(num_format=_DAY, **middle)
        self.decimal = look(num_format=_DECIMAL, **middle)
        self.risky = look(quote_prefix=True, **cell)


def _fitting(value: Value) -> Value:
    """A text as long as a cell of Excel can hold, with a sign that there is more."""
    if isinstance(value, str) and len(value) > _LONGEST_TEXT:
        return f"{value[: _LONGEST_TEXT - 1]}…"
    return value


def _as_cell(value: Value) -> str | int | float | date | None:
    """A whole day is a day, a bare year a number, a month and year the text that offices write."""
    if not isinstance(value, PartialDate):
        return value
    if value.is_full:
        return value.earliest if value.year >= 1900 else str(value)
    return value.year if value.month is None else str(value)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - Excel knows no time zones


def _escaped(text: str) -> str:
    """Text in a page's foot, where & begins a command."""
    return text.replace("&", "&&")
