"""The rows of a table out of its file: CSV, .xlsx or .xls, by the headings of its columns.

A heading stands as a key has it (don_vi_moi) or in words (Đơn vị mới).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from canbo.engine.vietnamese import clean, search_key
from canbo.exchange.units.problems import LineProblem, UnitFileRefused

if TYPE_CHECKING:
    from canbo.exchange.workbooks.grid import Cell, Sheet

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how .xlsx and .xls begin
_HEAD_ROWS = 30  # the title of a sheet is no longer than this


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of table: its columns by key with their headings, and those that it cannot lack."""

    labels: Mapping[str, str]
    needed: Collection[str]


@dataclass(frozen=True, slots=True)
class HeadedRow:
    """A row: its line (its row in a sheet), what its columns say, and in which cells."""

    line: int
    values: Mapping[str, str]
    sheet: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)


def rows_of(form: Form, name: str, raw: bytes, problems: list[LineProblem]) -> list[HeadedRow]:
    """The rows of a file that say something; what is wrong in them comes to `problems`.

    Raises UnitFileRefused for a file that is no table of this form at all.
    """
    if raw.startswith(_WORKBOOKS):
        return list(_of_workbook(form, name, raw, problems))
    try:
        return list(_of_csv(form, name, _text(name, raw), problems))
    except csv.Error as error:
        raise UnitFileRefused((LineProblem(name, 0, "unit_file_damaged", str(error)),)) from error


def _key(form: Form, heading: str) -> str:
    """The key of a column by its heading, or the heading's own words where the form has none."""
    words = search_key(heading)
    known = {search_key(label): key for key, label in form.labels.items()}
    return known.get(words, words.replace(" ", "_"))


def _no_columns(form: Form, name: str, columns: list[str], sheet: str = "") -> LineProblem:
    found = ", ".join(one for one in columns if one)[:200]
    expected = ", ".join(form.labels[one] for one in form.needed)
    return LineProblem(name, 1, "unit_file_columns", found, expected, sheet)


# --- CSV ------------------------------------------------------------------------------------------


def _text(name: str, raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise UnitFileRefused((LineProblem(name, line, "unit_file_not_utf8"),)) from error


def _of_csv(form: Form, name: str, text: str, problems: list[LineProblem]) -> Iterator[HeadedRow]:
    first = text.partition("\n")[0]
    reader = csv.DictReader(
        io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ","
    )
    columns = [_key(form, one) for one in reader.fieldnames or ()]
    reader.fieldnames = columns
    if not set(form.needed) <= set(columns):
        raise UnitFileRefused((_no_columns(form, name, columns),))
    for row in reader:
        if None in row or None in row.values():
            found = str(sum(1 for one in row.values() if one is not None))
            expected = str(len(columns))
            problems.append(LineProblem(name, reader.line_num, "unit_line_cells", found, expected))
            continue
        values = {key: clean(cell or "").removeprefix("'") for key, cell in row.items()}
        if any(values.values()):
            yield HeadedRow(reader.line_num, values)


# --- workbooks ------------------------------------------------------------------------------------


def _of_workbook(
    form: Form, name: str, raw: bytes, problems: list[LineProblem]
) -> Iterator[HeadedRow]:
    from canbo.exchange.workbooks.reader import sheets_of
    from canbo.exchange.workbooks.reading import WorkbookRefused

    try:
        sheets = sheets_of(raw)
    except WorkbookRefused as refused:
        raise UnitFileRefused(
            LineProblem(name, 0, one.code, one.found, one.expected, one.sheet, one.cell)
            for one in refused.problems
        ) from refused
    for sheet in sheets:
        if sheet.rows and not sheet.hidden:
            yield from _of_sheet(form, name, sheet, problems)


def _of_sheet(
    form: Form, name: str, sheet: Sheet, problems: list[LineProblem]
) -> Iterator[HeadedRow]:
    head, columns = _columns(form, sheet)
    if not columns:
        words = [cell.line for cell in next(iter(sheet.rows.values())).values()]
        problems.append(_no_columns(form, name, words, sheet.name))
        return
    for index, cells in sheet.rows.items():
        if index <= head:
            continue
        values, places = dict.fromkeys(columns.values(), ""), {}
        before = len(problems)
        for column, heading in columns.items():
            place = _address(sheet, index, column)
            places[heading] = place
            if column not in cells:
                continue
            cell = cells[column]
            doubt = cell.doubt or ("formula_without_value" if cell.raw is None else "")
            if doubt:
                problems.append(
                    LineProblem(name, index + 1, doubt, cell.line, cell.likely, sheet.name, place)
                )
            values[heading] = _said(cell)
        if any(values.values()) and len(problems) == before:
            yield HeadedRow(index + 1, values, sheet.name, places)


def _columns(form: Form, sheet: Sheet) -> tuple[int, dict[int, str]]:
    """The row of the headings and what each column is; none where a sheet has no such row."""
    for index, cells in list(sheet.rows.items())[:_HEAD_ROWS]:
        columns = {column: _key(form, cell.line) for column, cell in cells.items()}
        if set(form.needed) <= set(columns.values()):
            return index, columns
    return 0, {}


def _said(cell: Cell) -> str:
    if cell.number is not None:
        return cell.line.replace(".", ",")  # as offices write a fraction
    return clean(str(cell.day) if cell.day is not None else cell.line)


def _address(sheet: Sheet, row: int, column: int) -> str:
    from canbo.exchange.workbooks.places import CellRef

    return CellRef(sheet.name, row, column).address
