"""Reads an .xls by xlrd, with its formats, fonts, merged cells and formulas."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import xlrd

from canbo.exchange.workbooks import guard
from canbo.exchange.workbooks.encodings import font_rule
from canbo.exchange.workbooks.grid import (
    Cell,
    Place,
    Run,
    Sheet,
    date_cell,
    date_precision,
    number_cell,
    struck_out,
    text_cell,
)
from canbo.exchange.workbooks.progress import Step, tell

_FORMULA_RECORDS = frozenset({0x0006, 0x0206, 0x0406})
_NO_VALUE = frozenset({xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK})
_TOLD_EVERY = 1 << 16  # bytes
_EPOCHS = (date(1899, 12, 30), date(1904, 1, 1))


def read_binary(content: bytes) -> tuple[Sheet, ...]:
    """Read every sheet of an .xls, hidden ones too; charts have no cells.

    Codes: encrypted_workbook, truncated_workbook, not_a_workbook, workbook_too_large,
    formula_error.
    """
    with guard.library_at_work(f".xls, {guard.size_of(content)}"):
        book = open_book(content)
        guard.judge_sheet_count(book.nsheets)
        reader = _BookReader(book)
        sheets = tuple(reader.read(number) for number in range(book.nsheets))
        reader.tell_end()
        guard.refuse_errors(sheets)
        return sheets


def open_book(content: bytes) -> Any:
    """Open an .xls with its formats.

    Codes: encrypted_workbook, truncated_workbook, not_a_workbook.
    """
    log = io.StringIO()
    try:
        book = xlrd.open_workbook(
            file_contents=content,
            logfile=log,
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,  # a stray cell far to the right widens its own row only
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            guard.refuse("encrypted_workbook", found=".xls", expected=guard.EXPECTED)
        if "Can't find workbook" in str(error):
            kind = guard.name_compound(content)
            guard.refuse("not_a_workbook", found=kind, expected=guard.EXPECTED)
        raise
    if "File is truncated" in log.getvalue():  # xlrd goes on with what is left
        guard.refuse("truncated_workbook", found=f".xls, {guard.size_of(content)}")
    return book


@dataclass(frozen=True, slots=True)
class _Style:
    shows: int  # what its number format shows of a date; 0: no date
    font: str
    is_struck: bool


class _BookReader:
    def __init__(self, book: Any) -> None:
        self._book = book
        self._epoch = _EPOCHS[book.datemode]
        self._tally = guard.Tally()
        self._formulas: set[Place] = set()
        self._style = cache(self._read_style)
        self._told = 0
        tell(Step.OPENED, 0, book.stream_len)
        self._watch_formulas()

    def _tell(self, place: int) -> None:
        """Say how far into the stream of all sheets xlrd has come, now and then."""
        if place - self._told >= _TOLD_EVERY:
            self._told = place
            tell(Step.OPENED, place, self._book.stream_len)

    def tell_end(self) -> None:
        """Say that all sheets are opened."""
        tell(Step.OPENED, self._book.stream_len, self._book.stream_len)

    def _watch_formulas(self) -> None:
        """Note where the formulas are: xlrd keeps only their computed values."""
        next_record = self._book.get_record_parts

        def watched() -> tuple[int, int, bytes]:
            code, size, data = next_record()
            self._tell(self._book._position - self._book.base)
            if code in _FORMULA_RECORDS:
                self._formulas.add(struct.unpack_from("<HH", data))
            return code, size, data

        self._book.get_record_parts = watched

    def _read_style(self, number: int) -> _Style:
        style = self._book.xf_list[number]
        code = self._book.format_map[style.format_key].format_str
        font = self._book.font_list[style.font_index]
        shows = date_precision(style.format_key, code)
        return _Style(shows, font.name, is_struck=bool(font.struck_out))

    def read(self, number: int) -> Sheet:
        """Read one sheet."""
        self._formulas.clear()
        sheet = self._book.sheet_by_index(number)
        cells = dict(self._cells(sheet))
        merges = tuple((top, left, end - 1, far - 1) for top, end, left, far in sheet.merged_cells)
        rows = frozenset(row for row, info in sheet.rowinfo_map.items() if info.hidden)
        columns = frozenset(col for col, info in sheet.colinfo_map.items() if info.hidden)
        self._book.unload_sheet(number)
        return Sheet(
            sheet.name,
            cells,
            merges,
            hidden=sheet.visibility != 0,
            hidden_rows=rows & {row for row, _ in cells},
            hidden_columns=columns,
        )

    def _cells(self, sheet: Any) -> Iterator[tuple[Place, Cell]]:
        for row in range(sheet.nrows):
            for column, kind in enumerate(sheet.row_types(row)):
                if kind not in _NO_VALUE:
                    self._tally.count()
                    style = self._style(sheet.cell_xf_index(row, column))
                    value = sheet.cell_value(row, column)
                    runs = self._runs(sheet, (row, column), value, style.font)
                    cell = self._cell(kind, value, style, (row, column), runs)
                    yield (row, column), struck_out(cell) if style.is_struck else cell

    def _runs(self, sheet: Any, place: Place, value: Any, font: str) -> tuple[Run, ...]:
        """The pieces of a text by font; none when no font has an encoding of its own."""
        if not isinstance(value, str):
            return ()
        fonts = [(0, font)]
        for start, number in sheet.rich_text_runlist_map.get(place, ()):
            fonts.append((start, self._book.font_list[number].name))
        if not any(font_rule(name) for _, name in fonts):
            return ()
        ends = [start for start, _ in fonts[1:]] + [len(value)]
        pieces = (Run(value[at:end], name) for (at, name), end in zip(fonts, ends, strict=True))
        return tuple(run for run in pieces if run.text)

    def _cell(
        self, kind: int, value: Any, style: _Style, place: Place, runs: tuple[Run, ...]
    ) -> Cell:
        is_formula = place in self._formulas
        if kind == xlrd.XL_CELL_TEXT:
            return text_cell(value, runs=runs, is_formula=is_formula)
        if kind == xlrd.XL_CELL_BOOLEAN:
            return Cell(bool(value), str(value), is_formula=is_formula)
        if kind == xlrd.XL_CELL_ERROR:
            text = xlrd.error_text_from_code.get(value, "#N/A")
            return text_cell(text, is_formula=is_formula)
        if style.shows and 1 <= value < 110_000:
            day = self._epoch + timedelta(days=int(value))
            return date_cell(day, shows=style.shows, is_formula=is_formula)
        return number_cell(value, is_formula=is_formula)
