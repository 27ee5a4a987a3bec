"""The cells of a big sheet, column by column: each place holds a number into one table of cells.

A list of a province has millions of cells and few different ones. Here a cell costs four bytes;
rows are made when somebody looks at them, and what is asked of all cells is asked of each
different one once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from canbo.exchange.workbooks.grid import Cell, Place, Span

Codes = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
_NO_CELL = Cell(None, "")


class DenseCells(Mapping[Place, Cell]):
    """Cells by place. `columns`: for each column a code for each row, 0 where nothing stands;
    a code is a place in `table`, whose place 0 stands for nothing."""

    def __init__(self, table: Sequence[Cell], columns: Mapping[int, Codes]) -> None:
        self.table = table
        self.columns = dict(sorted(columns.items()))
        self.height = max((len(column) for column in columns.values()), default=0)

    def __getitem__(self, place: Place) -> Cell:
        row, column = place
        codes = self.columns.get(column)
        code = int(codes[row]) if codes is not None and 0 <= row < len(codes) else 0
        if not code:
            raise KeyError(place)
        return self.table[code]

    def __iter__(self) -> Iterator[Place]:
        for row in self.row_numbers:
            for column, codes in self.columns.items():
                if row < len(codes) and codes[row]:
                    yield row, column

    def __len__(self) -> int:
        return self._count

    @cached_property
    def _count(self) -> int:
        return sum(int(np.count_nonzero(codes)) for codes in self.columns.values())

    @cached_property
    def row_numbers(self) -> list[int]:
        """The rows that hold a cell, in order."""
        return self.rows_with(None)

    @cached_property
    def filled_rows(self) -> list[int]:
        """The rows that show something, in order."""
        return self.rows_with(self.shown)

    def rows_with(self, wanted: Mask | None) -> list[int]:
        """The rows that hold a cell of the wanted codes (None: of any), in order."""
        held = np.zeros(self.height, np.bool_)
        for codes in self.columns.values():
            held[: len(codes)] |= (codes != 0) if wanted is None else wanted[codes]
        found: list[int] = np.nonzero(held)[0].tolist()
        return found

    def row(self, number: int) -> dict[int, Cell]:
        """The cells of one row by their columns."""
        table = self.table
        return {
            column: table[code]
            for column, codes in self.columns.items()
            if number < len(codes) and (code := codes[number])
        }

    @cached_property
    def used(self) -> list[int]:
        """The codes that stand anywhere."""
        held = np.zeros(len(self.table), np.bool_)
        for codes in self.columns.values():
            held[codes] = True
        held[0] = False
        found: list[int] = np.nonzero(held)[0].tolist()
        return found

    def different(self) -> Iterator[Cell]:
        """Each different cell once."""
        return (self.table[code] for code in self.used)

    def mask(self, fits: Callable[[Cell], object]) -> Mask:
        """Which codes stand for cells that fit."""
        return self._of_codes(self.used, fits)

    @cached_property
    def shown(self) -> Mask:
        """Which codes stand for cells that show something."""
        wanted = self.mask(attrgetter("text"))
        silent = [code for code in self.used if not wanted[code]]
        return wanted | self._of_codes(silent, lambda cell: not cell.is_blank)

    def _of_codes(self, codes: Sequence[int], fits: Callable[[Cell], object]) -> Mask:
        wanted = np.zeros(len(self.table), np.bool_)
        told = map(bool, map(fits, map(self.table.__getitem__, codes)))
        wanted[codes] = np.fromiter(told, np.bool_, len(codes))
        return wanted

    def different_codes(self, codes: Codes) -> list[int]:
        """Each of some codes once, in order, but for that of nothing."""
        held = np.zeros(len(self.table), np.bool_)
        held[codes] = True
        held[0] = False
        found: list[int] = np.flatnonzero(held).tolist()
        return found

    def codes(self, column: int) -> Codes:
        """The codes of a column for all rows."""
        found = self.columns.get(column)
        return np.zeros(self.height, np.int32) if found is None else found

    def column_mask(self, column: int, fits: Callable[[Cell], bool]) -> Mask:
        """Which rows hold a cell that fits in a column."""
        codes = self.codes(column)
        return self._of_codes(self.different_codes(codes), fits)[codes]

    def places(self, fits: Callable[[Cell], object]) -> Iterator[tuple[Place, Cell]]:
        """Each place whose cell fits, column by column."""
        wanted = self.mask(fits)
        if not wanted.any():
            return
        for column, codes in self.columns.items():
            for row in np.nonzero(wanted[codes])[0].tolist():
                yield (row, column), self.table[codes[row]]

    @cached_property
    def counts(self) -> npt.NDArray[np.int64]:
        """How often each code stands."""
        counts = np.zeros(len(self.table), np.int64)
        for codes in self.columns.values():
            counts += np.bincount(codes, minlength=len(self.table))
        return counts

    def with_cells(self, changed: Mapping[int, Cell]) -> DenseCells:
        """The same places with other cells for some codes."""
        table = list(self.table)
        for code, cell in changed.items():
            table[code] = cell
        return DenseCells(table, self.columns)

    def without(self, places: Iterable[Place]) -> DenseCells:
        """The cells but for those at some places."""
        columns = {column: codes.copy() for column, codes in self.columns.items()}
        for row, column in places:
            columns[column][row] = 0
        return DenseCells(self.table, columns)

    def inside(self, span: Span) -> Iterator[Place]:
        """The places with a cell inside a range."""
        for column, codes in self.columns.items():
            if span[1] <= column <= span[3]:
                for row in np.nonzero(codes[span[0] : span[2] + 1])[0].tolist():
                    yield span[0] + row, column


class DenseRows(Mapping[int, Mapping[int, Cell]]):
    """The rows of dense cells, made when they are looked at; values under a merge left out."""

    def __init__(self, cells: DenseCells, covered: frozenset[Place]) -> None:
        self._cells = cells
        self._covered = covered
        self._covered_rows = {row for row, _ in covered}

    def __getitem__(self, number: int) -> Mapping[int, Cell]:
        found = self._cells.row(number) if 0 <= number < self._cells.height else {}
        if number in self._covered_rows:
            found = {c: x for c, x in found.items() if (number, c) not in self._covered}
        if not found:
            raise KeyError(number)
        return found

    def __iter__(self) -> Iterator[int]:
        if not self._covered:
            return iter(self._cells.row_numbers)
        return (n for n in self._cells.row_numbers if n not in self._covered_rows or n in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def table_of(cells: Iterable[Cell]) -> list[Cell]:
    """A table of cells whose place 0 stands for nothing."""
    return [_NO_CELL, *cells]
