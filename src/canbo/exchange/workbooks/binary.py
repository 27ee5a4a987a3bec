"""Reads the older .xls format: values by calamine, checked against the file's own records."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

import python_calamine as calamine

from canbo.exchange.workbooks import guard
from canbo.exchange.workbooks.grid import Cell, Place, Sheet, date_cell, number_cell, text_cell


def read_binary(content: bytes) -> tuple[Sheet, ...]:
    """Read every sheet of an .xls.

    Codes: encrypted_workbook, truncated_workbook, not_a_workbook, workbook_too_large.
    """
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except calamine.PasswordError:
        guard.refuse("encrypted_workbook", found=".xls")
    except calamine.CalamineError as error:
        guard.refuse("truncated_workbook", found=str(error))
    return tuple(_read_sheet(book, data.name, data) for data in book.sheets_metadata)


def _read_sheet(book: calamine.CalamineWorkbook, name: str, data: calamine.SheetMetadata) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    cells: dict[Place, Cell] = {}
    start = sheet.start or (0, 0)
    for row, values in enumerate(sheet.to_python(skip_empty_area=True)):
        for column, value in enumerate(values):
            cell = _make(value)
            if cell is not None:
                cells[row + start[0], column + start[1]] = cell
    merges = tuple((a, b, c, d) for (a, b), (c, d) in sheet.merged_cell_ranges or ())
    return Sheet(name, cells, merges, data.visible != calamine.SheetVisibleEnum.Visible)


def _make(value: object) -> Cell | None:
    if isinstance(value, bool):
        return Cell(value, "1" if value else "0")
    if isinstance(value, datetime):
        return date_cell(value.date())
    if isinstance(value, date):
        return date_cell(value)
    if isinstance(value, int | float):
        return number_cell(float(value))
    if isinstance(value, time | timedelta):
        return text_cell(str(value))
    return text_cell(value) if isinstance(value, str) and value else None
