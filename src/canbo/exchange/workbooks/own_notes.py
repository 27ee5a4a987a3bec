"""Knows what canbo itself wrote into a workbook that it had given back with notes."""

from __future__ import annotations

from canbo.exchange.workbooks.grid import Cell, Place, Sheet
from canbo.exchange.workbooks.words import fold

HEADING = "Ghi chú của canbo"  # of the column of notes, and the name of the sheet of notes
_FOLDED = fold(HEADING)


def own_places(sheet: Sheet) -> frozenset[Place]:
    """The cells with notes: the column below its heading, or the whole sheet of that name."""
    if fold(sheet.name).startswith(_FOLDED):
        return frozenset(sheet.cells)
    tops: dict[int, int] = {}
    for (row, column), _ in sheet.places(_is_heading):
        tops[column] = min(row, tops.get(column, row))
    if not tops:
        return frozenset()
    return frozenset(place for place in sheet.cells if place[0] >= tops.get(place[1], place[0] + 1))


def _is_heading(cell: Cell) -> bool:
    return isinstance(cell.raw, str) and "canbo" in cell.raw and fold(cell.line) == _FOLDED
