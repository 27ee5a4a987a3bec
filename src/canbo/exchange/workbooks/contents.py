"""Plain rows by what is stored of them: in each group of columns, rows that say the very same.

Likeness (`bulk`) tells how much rows come to; storing takes the values themselves. Rows are of one
content where all cells of the group hold the same, but for values that a fact takes over as they
are: a whole date, a plain name, a number of digits, a plain place; communes are of one content too,
each with its own posts. What such a cell says of each row is told beside the content, as a fact
would hold it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from canbo.engine.timeline import PartialDate
from canbo.engine.vietnamese import clean
from canbo.exchange.workbooks.columns import Column
from canbo.exchange.workbooks.grid import Cell
from canbo.exchange.workbooks.names import name_of
from canbo.exchange.workbooks.reading import RosterRow

Numbers = npt.NDArray[np.int64]
_TAKEN_OVER = frozenset(
    {"home_place", "residence", "staff_code", "identity_number", "insurance_number"}
)


@dataclass(frozen=True, slots=True)
class Carried:
    """What the cells of one column say, as a fact holds it: `values` by the number of each row."""

    role: str
    of_row: Numbers
    values: Sequence[str]


@dataclass(frozen=True, slots=True)
class GroupContents:
    """One group of columns: for each plain row the number of its content.

    `read` reads the cells of this group of the row at a place, by themselves; `tells_levels`:
    a remark in these cells may say more of the levels in other columns.
    """

    kind: str
    columns: frozenset[int]
    of_row: Numbers
    carried: tuple[Carried, ...]
    read: Callable[[int], RosterRow | None]
    tells_levels: Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of plain rows: by column the codes of their cells, by code the cell; a date as
    the roster's reader reads it; the likeness of a value that is only carried over. None where it
    takes a look at the value."""

    codes: Callable[[int], npt.NDArray[np.int32]]
    table: Sequence[Cell]
    read_date: Callable[[Cell, str], PartialDate | None]
    carried: Callable[[Column, int, Cell], object | None]


def contents_of(
    cells: Cells, columns: Sequence[Column], alike: Numbers, day: date
) -> tuple[Numbers, tuple[Carried, ...]]:
    """Number the contents of some columns' rows; `alike` are numbers they must share besides.

    Dates are told apart by whether they lie before the roster's day: nothing holds beyond it.
    """
    numbers, found = alike, []
    for column in columns:
        different, of_row = np.unique(cells.codes(column.index), return_inverse=True)
        kinds: dict[object, int] = {}
        values = []
        said = []
        for code in different.tolist():
            value, kind = _said(cells, column, code, day)
            values.append(value)
            said.append(kinds.setdefault(kind, len(kinds)))
        of_kind: Numbers = np.array(said, np.int64)[of_row]
        numbers = np.unique(numbers * len(kinds) + of_kind, return_inverse=True)[1]
        if any(value is not None for value in values):
            told = [value or "" for value in values]
            found.append(Carried(column.role, of_row.astype(np.int64), told))
    return numbers, tuple(found)


def _said(cells: Cells, column: Column, code: int, day: date) -> tuple[str | None, object]:
    """What one cell's fact holds, None where it is not just carried over; and what kind it is."""
    cell = cells.table[code]
    if code == 0 or cell.is_blank:
        return None, 0
    kind = cells.carried(column, code, cell)
    if kind is None:
        return None, code
    if column.role == "unit":
        return cell.line, kind
    if column.role == "name":
        return name_of(cell), kind
    if column.role in _TAKEN_OVER:
        return clean(cell.text), kind
    return _date(cells, column, code, day)


def _date(cells: Cells, column: Column, code: int, day: date) -> tuple[str | None, object]:
    written = cells.read_date(cells.table[code], column.role)
    if written is None:
        return None, code
    beyond = (written.earliest > day, written.latest > day)
    return written.iso(), ("date", written.precision, beyond)
