"""Where something stands in a file, and the units and posts that a cell names."""

from __future__ import annotations

from dataclasses import dataclass

from canbo.engine.facts import TenureAct, TenureManner
from canbo.engine.timeline import PartialDate


@dataclass(frozen=True, slots=True, order=True)
class CellRef:
    """One cell: sheet name, row and column from 0."""

    sheet: str
    row: int
    column: int

    @property
    def address(self) -> str:
        """The address inside the sheet as Excel shows it: B7."""
        letters, column = "", self.column + 1
        while column:
            column, rest = divmod(column - 1, 26)
            letters = chr(65 + rest) + letters
        return f"{letters}{self.row + 1}"

    def __str__(self) -> str:
        return f"{self.sheet}!{self.address}"


@dataclass(frozen=True, slots=True)
class UnitReading:
    """A unit as the file names it, e.g. name "Trường Sơn", type "phường", and its parents.

    `path` goes from the outermost parent named in the file to the unit itself; each step is the
    full name as written, expanded ("P. Trường Sơn" → "phường Trường Sơn").
    `level` is a value of UnitLevel.
    """

    path: tuple[str, ...]
    type: str
    level: str
    cell: CellRef | None = None


@dataclass(frozen=True, slots=True)
class PostReading:
    """A post read from a cell: a title code of the law's lists, or "" with the words kept."""

    title: str
    as_written: str
    manner: TenureManner = TenureManner.FULL
    unit: UnitReading | None = None  # None: the unit of the roster or group
    begins: PartialDate | None = None
    cell: CellRef | None = None
    act: TenureAct | None = None


def column_of(address: str) -> int:
    """The column of an address, from 0."""
    column = 0
    for letter in address:
        if letter.isdigit():
            break
        column = column * 26 + ord(letter) - 64
    return column - 1
