"""Reads the older .xls format: values by calamine, the rest by the file's own records."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

import python_calamine as calamine

from canbo.exchange.workbooks import guard
from canbo.exchange.workbooks.biff import BookRecords, SheetRecords, read_records
from canbo.exchange.workbooks.grid import Cell, Place, Sheet, date_cell, number_cell, text_cell
from canbo.exchange.workbooks.reading import CellRef, Problem, WorkbookRefused

_AREA_LIMIT = 4_000_000  # calamine holds a sheet as one full rectangle


def read_binary(content: bytes) -> tuple[Sheet, ...]:
    """Read every sheet of an .xls.

    Codes: encrypted_workbook, truncated_workbook, not_a_workbook, workbook_too_large,
    formula_error.
    """
    records = read_records(content)
    for sheet in records.sheets:
        if sheet.area > _AREA_LIMIT:
            guard.refuse("workbook_too_large", found=str(sheet.area), expected=str(_AREA_LIMIT))
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        listed = book.sheets_metadata
        _refuse_errors([data.name for data in listed], records)
        return tuple(
            _read_sheet(book, data, sheet, records)
            for data, sheet in zip(listed, records.sheets, strict=False)
        )
    except calamine.PasswordError:
        guard.refuse("encrypted_workbook", found=".xls")
    except calamine.CalamineError as error:
        guard.refuse("truncated_workbook", found=str(error))


def _refuse_errors(names: list[str], records: BookRecords) -> None:
    problems = tuple(
        Problem(name, CellRef(name, *place).address, "formula_error", error)
        for name, sheet in zip(names, records.sheets, strict=False)
        for place, error in sorted(sheet.errors.items())
    )
    if problems:
        raise WorkbookRefused(problems)


def _read_sheet(
    book: calamine.CalamineWorkbook,
    data: calamine.SheetMetadata,
    known: SheetRecords,
    records: BookRecords,
) -> Sheet:
    sheet = book.get_sheet_by_name(data.name)
    values: dict[Place, object] = {}
    if known.styles:
        for row, line in enumerate(sheet.to_python(skip_empty_area=False)):
            values.update({(row, column): value for column, value in enumerate(line)})
    cells: dict[Place, Cell] = {}
    for place, style in known.styles.items():
        font = ".Vn" if style in records.legacy else ""
        shows = records.dates.get(style, 3)
        cells[place] = _make(
            values.get(place, ""), font=font, shows=shows, is_formula=place in known.formulas
        )
    merges = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())
    return Sheet(data.name, cells, merges, data.visible != calamine.SheetVisibleEnum.Visible)


def _make(value: object, *, font: str, shows: int, is_formula: bool) -> Cell:
    if isinstance(value, bool):
        return Cell(value, "1" if value else "0", is_formula=is_formula)
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return date_cell(day, shows=shows, is_formula=is_formula)
    if isinstance(value, int | float):
        return number_cell(float(value), is_formula=is_formula)
    if isinstance(value, time | timedelta):
        return text_cell(str(value))
    text = str(value)
    if not text and is_formula:
        return Cell(None, "", is_formula=True)
    return text_cell(text, font=font, is_formula=is_formula)
