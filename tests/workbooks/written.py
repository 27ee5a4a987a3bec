"""Writes small workbooks from rows of plain values, as .xlsx or .xls, for tests to read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import xlwt
from openpyxl.utils import range_boundaries

from canbo.exchange.workbooks import Reading, Vocabulary, read_workbook
from canbo.law.vocabulary import load_vocabulary

Rows = Sequence[Sequence[Any] | None]
VOCABULARY = Vocabulary.from_data(load_vocabulary())


def value_of(written: Any) -> tuple[Any, str]:
    """A value and its number format out of a layout's cell."""
    if isinstance(written, str) and written.startswith("d:"):
        return date.fromisoformat(written[2:]), "dd/mm/yyyy"
    if isinstance(written, str) and written.startswith("m:"):
        return date.fromisoformat(written[2:] + "-01"), "mm/yyyy"
    if isinstance(written, str) and written.startswith("f:"):
        return written[2:], ""
    return written, ""


def write_xlsx(
    path: Path,
    sheets: Mapping[str, Rows],
    merges: Mapping[str, Sequence[str]] | None = None,
    hidden: Sequence[str] = (),
) -> Path:
    """Write an .xlsx."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row, cells in enumerate(rows, start=1):
            for column, written in enumerate(cells or (), start=1):
                value, code = value_of(written)
                if value is None:
                    continue
                cell = sheet.cell(row, column, value)
                if code:
                    cell.number_format = code
        for reference in (merges or {}).get(name, ()):
            sheet.merge_cells(reference)
        if name in hidden:
            sheet.sheet_state = "hidden"
    book.save(path)
    return path


def write_xls(
    path: Path, sheets: Mapping[str, Rows], merges: Mapping[str, Sequence[str]] | None = None
) -> Path:
    """Write an .xls; merged ranges keep only their first cell."""
    book = xlwt.Workbook()
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        spans = [range_boundaries(reference) for reference in (merges or {}).get(name, ())]
        heads = {(top - 1, left - 1): (bottom - 1, right - 1) for left, top, right, bottom in spans}
        for row, cells in enumerate(rows):
            for column, written in enumerate(cells or ()):
                value, code = value_of(written)
                if value is None:
                    continue
                style = xlwt.easyxf(num_format_str=code) if code else xlwt.Style.default_style
                if isinstance(value, str) and written.startswith("f:"):
                    value = xlwt.Formula(value[1:])
                if (row, column) in heads:
                    bottom, right = heads[row, column]
                    sheet.write_merge(row, bottom, column, right, value, style)
                else:
                    sheet.write(row, column, value, style)
    book.save(str(path))
    return path


def read(path: Path, *, as_of: date | None = None) -> Reading:
    """Read a workbook with the shipped vocabulary; `as_of` as the office tells it."""
    return read_workbook(path, vocabulary=VOCABULARY, as_of=as_of)
