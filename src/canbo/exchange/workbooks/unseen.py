"""Tells what was read of a file though it is not seen as it stands: hidden parts, old fonts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from canbo.exchange.workbooks.grid import Cell, Place, Sheet
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.reading import OldText, Problem

_EXAMPLE = 40
_is_brought = attrgetter("encoding")  # from an old encoding


def unseen(sheets: Iterable[Sheet]) -> list[Problem]:
    """Say each hidden sheet, the hidden rows and columns with a value, each encoding brought over.

    Codes: hidden_sheet_read, hidden_rows_read, hidden_columns_read, old_font_read.
    """
    return [problem for sheet in sheets if sheet.cells for problem in _of_sheet(sheet)]


def _of_sheet(sheet: Sheet) -> list[Problem]:
    found = []
    if sheet.hidden:
        found.append(Problem(sheet.name, "", "hidden_sheet_read", sheet.name))
    dense = sheet.dense
    held = {row for row, _ in sheet.cells} if dense is None else set(dense.row_numbers)
    rows = held & sheet.hidden_rows
    if rows:
        texts = [f"{a + 1}–{b + 1}" if b > a else f"{a + 1}" for a, b in _stretches(rows)]
        found.append(Problem(sheet.name, "", "hidden_rows_read", ", ".join(texts)))
    across = {column for _, column in sheet.cells} if dense is None else set(dense.columns)
    columns = across & sheet.hidden_columns
    if columns:
        names = [
            f"{_letters(a)}–{_letters(b)}" if b > a else _letters(a) for a, b in _stretches(columns)
        ]
        found.append(Problem(sheet.name, "", "hidden_columns_read", ", ".join(names)))
    return found + _old_fonts(sheet)


def _stretches(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Runs of numbers that follow each other: first and last of each."""
    found = []
    for _, group in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        found.append((run[0], run[-1]))
    return found


def _letters(column: int) -> str:
    return CellRef("", 0, column).address[:-1]


def _old_fonts(sheet: Sheet) -> list[Problem]:
    by_encoding: dict[str, list[tuple[Place, Cell]]] = {}
    for place, cell in sorted(sheet.places(_is_brought), key=lambda found: found[0]):
        by_encoding.setdefault(cell.encoding, []).append((place, cell))
    return [_old_font(sheet, encoding, cells) for encoding, cells in by_encoding.items()]


def _old_font(sheet: Sheet, encoding: str, cells: Sequence[tuple[Place, Cell]]) -> Problem:
    """One encoding of a sheet: how many cells, and one as it was and as it is read."""
    place, cell = min(cells, key=lambda found: found[0])
    example = f"{str(cell.raw)[:_EXAMPLE]} → {cell.line[:_EXAMPLE]}"
    address = CellRef(sheet.name, *place).address
    return Problem(sheet.name, address, "old_font_read", encoding, str(len(cells)), example)


def old_texts(sheets: Iterable[Sheet]) -> Mapping[CellRef, OldText]:
    """What the file holds in each cell whose text was brought from an old encoding."""
    return {
        CellRef(sheet.name, *place): OldText(str(cell.raw), cell.encoding)
        for sheet in sheets
        for place, cell in sheet.places(_is_brought)
    }
