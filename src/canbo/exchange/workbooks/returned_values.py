"""Reads one edited cell of a list that came back, by what its column holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from canbo.engine.facts import Scale
from canbo.engine.timeline import NotADate
from canbo.engine.vietnamese import clean, proper_name
from canbo.exchange.workbooks.dates import EXPECTED, ImpossibleDate, read_date
from canbo.exchange.workbooks.grid import Cell
from canbo.exchange.workbooks.keys import ExportMark, KeyColumn, Reads
from canbo.exchange.workbooks.listing import Tools
from canbo.exchange.workbooks.places import CellRef, PostReading, UnitReading
from canbo.exchange.workbooks.posts import Seat
from canbo.exchange.workbooks.reading import EditedValue
from canbo.exchange.workbooks.units import Surroundings
from canbo.exchange.workbooks.words import fold, nearest

_DECIMAL = re.compile(r"\d{1,3}(?:\.\d{1,4})?")
_LAST_YEAR = 2100  # what is planned may lie ahead


class NotReadable(Exception):
    """A cell does not say what its column holds; `code` is the problem's."""

    def __init__(self, code: str, expected: str = "", suggestion: str = "") -> None:
        super().__init__(code)
        self.code, self.expected, self.suggestion = code, expected, suggestion


class ValueReader:
    """Reads the edited cells of one list."""

    def __init__(self, tools: Tools, mark: ExportMark) -> None:
        self._tools = tools
        self._mark = mark

    def read(
        self, column: KeyColumn, cell: Cell | None, ref: CellRef, scale: str = ""
    ) -> EditedValue:
        """Read a cell; None where it is empty. `scale`: of the row, where the column has none.

        Raises NotReadable.
        """
        if cell is None or cell.is_blank:
            return None
        if cell.raw is None or cell.is_formula:
            raise NotReadable("export_cell_formula")
        if cell.is_doubtful:
            raise NotReadable(cell.doubt, suggestion=cell.likely)
        if column.reads is Reads.LEVEL:
            if not (column.which or scale):
                raise NotReadable("export_scale_gone")
            return self._level(Scale(column.which or scale), cell, ref)
        return _READERS[column.reads](column, cell)

    def _level(self, scale: Scale, cell: Cell, ref: CellRef) -> EditedValue:
        found = self._tools.levels.read(cell, scale, ref)
        if not found.understood or len(found.attainments) != 1:
            near = self._tools.levels.suggest(cell.line, scale)
            raise NotReadable("level_not_understood", suggestion=near)
        return found.attainments[0]

    def posts(
        self, posts: Cell | None, unit: Cell | None, ref: CellRef, *, is_own_unit: bool = False
    ) -> EditedValue:
        """Read a person's posts, those without a unit of their own in that of the row.

        `is_own_unit`: the row's unit is the one that it was exported with, whatever else its words
        may mean; such posts then name no unit. None where no post is written. Raises NotReadable.
        """
        for cell in (posts, unit):
            if cell is not None and (cell.raw is None or cell.is_formula):
                raise NotReadable("export_cell_formula")
            if cell is not None and cell.is_doubtful:
                raise NotReadable(cell.doubt, suggestion=cell.likely)
        if posts is None or posts.is_blank:
            return None
        where = self._tools.units.read(unit.line, Surroundings(), ref) if unit else None
        if where is None and unit is not None and not unit.is_blank and not is_own_unit:
            raise NotReadable("export_unit_unknown", unit.line)
        row_unit = None if is_own_unit else where
        seat = Seat(where.level if where else "", Surroundings(), where)
        found: list[PostReading] = []
        for part in posts.text.split(";"):
            read = self._tools.posts.read(part, seat, ref)
            if part.strip() and not read:
                raise NotReadable("post_not_understood")
            found.extend(read)
        return tuple(
            PostReading(
                one.title,
                one.as_written,
                one.manner,
                _beside(one.unit, where, row_unit),
                one.begins,
                ref,
                one.act,
            )
            for one in found
        )


def _beside(
    own: UnitReading | None, read: UnitReading | None, row: UnitReading | None
) -> UnitReading | None:
    """The unit of a post: its own, else the row's; `read` is how the row's words were read."""
    return row if own is None or own == read else own


def _day(_: KeyColumn, cell: Cell) -> EditedValue:
    try:
        return read_date(cell, latest_year=_LAST_YEAR)
    except ImpossibleDate as error:
        raise NotReadable("impossible_date", EXPECTED, error.likely) from error
    except NotADate as error:
        raise NotReadable("not_a_date", EXPECTED) from error


def _number(_: KeyColumn, cell: Cell) -> EditedValue:
    text = cell.line.replace(" ", "")
    if not text.isdecimal():
        raise NotReadable("export_value_unknown", "0, 1, 2 …")
    return int(text)


def _decimal(_: KeyColumn, cell: Cell) -> EditedValue:
    text = cell.line.replace(" ", "").replace(",", ".")
    if not _DECIMAL.fullmatch(text):
        raise NotReadable("export_value_unknown", "2,34")
    whole, parts = (*text.split("."), "")[:2]
    return f"{whole}.{parts:0<2}"  # as coefficients are kept, however few decimals a number has


def _choice(column: KeyColumn, cell: Cell) -> EditedValue:
    wanted = fold(cell.line)
    for words, code in column.choices:
        if wanted in (fold(words), fold(code)):
            return code
    offered = [words for words, _ in column.choices if words]
    raise NotReadable("export_value_unknown", "; ".join(offered), nearest(cell.line, offered))


_READERS: Mapping[Reads, Callable[[KeyColumn, Cell], EditedValue]] = {
    Reads.TEXT: lambda _, cell: clean(cell.line),
    Reads.NAME: lambda _, cell: proper_name(cell.line),
    Reads.DAY: _day,
    Reads.NUMBER: _number,
    Reads.DECIMAL: _decimal,
    Reads.CHOICE: _choice,
}
