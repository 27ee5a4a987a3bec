"""Subtotals and totals are derived: each is checked against the rows it may speak of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from canbo.exchange.workbooks.accounting import Account, problem_at, shown
from canbo.exchange.workbooks.dates import find_date
from canbo.exchange.workbooks.grid import Cell
from canbo.exchange.workbooks.levels import LevelReader
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.reading import CellClass
from canbo.exchange.workbooks.tables import Row, RowKind, Table
from canbo.exchange.workbooks.vocabulary import TitleBook
from canbo.exchange.workbooks.words import fold

_DIGITS = re.compile(r"\d{1,5}")
_COUNT = re.compile(r"(?<![\d/.,])(\d{1,5})(?![\d/%,])")


class SubtotalChecker:
    """Marks the cells of subtotal rows and compares their numbers with the rows."""

    def __init__(self, table: Table, titles: TitleBook, levels: LevelReader, account: Account):
        self._table = table
        self._words = titles.words
        self._levels = levels
        self._account = account

    def check(self) -> None:
        """Check every subtotal row of the table, and counts said in its foot."""
        for place, row in enumerate(self._table.rows):
            if row.kind is RowKind.SUBTOTAL:
                self._check_row(row, self._scopes(place))
            elif row.kind is RowKind.FURNITURE:
                self._check_foot(row, self._scopes(place))

    def _scopes(self, place: int) -> list[list[Row]]:
        """The rows a subtotal may count: its group above or below, all so far, all."""
        rows = self._table.rows
        people = self._table.people
        so_far = [row for row in rows[:place] if row.kind is RowKind.PERSON]
        scopes = [so_far, people]
        for stops in ({RowKind.GROUP}, {RowKind.SUBTOTAL}, {RowKind.GROUP, RowKind.SUBTOTAL}):
            scopes.append(_until(reversed_rows(rows[:place]), stops))
            scopes.append(_until(rows[place + 1 :], stops))
        return [scope for scope in scopes if scope]

    def _check_row(self, row: Row, scopes: Sequence[list[Row]]) -> None:
        shares = fold(" ".join(cell.line for cell in row.cells.values()))
        is_share = "ty le" in shares or "ti le" in shares or "%" in shares
        for column, cell in row.cells.items():
            ref = CellRef(self._table.sheet.name, row.index, column)
            number = float(cell.line) if _DIGITS.fullmatch(cell.line) else cell.number
            if number is None and isinstance(cell.raw, str):
                said = _COUNT.search(cell.line)
                if said is None or find_date(cell.line) is not None:
                    self._account.structure([ref])
                    continue
                self._account.mark(ref, CellClass.DERIVED)
                if not is_share and "nữ" not in cell.line.lower():
                    self._compare(ref, cell, int(said[1]), None, scopes)
                continue
            self._account.mark(ref, CellClass.DERIVED)
            uncomputed = cell.is_formula and not number
            if number is not None and not is_share and not uncomputed:
                self._compare(ref, cell, number, column, scopes)

    def _compare(
        self,
        ref: CellRef,
        cell: Cell,
        number: float,
        column: int | None,
        scopes: Sequence[list[Row]],
    ) -> None:
        header = self._table.header
        naming = {c.index for c in header.of_role("name", "number")}
        counts = [
            len(scope) if column is None or column in naming else self._filled(scope, column)
            for scope in scopes
        ]
        sums = [] if column is None else [self._sum(scope, column) for scope in scopes]
        people = [len(scope) for scope in scopes]
        known = column in {c.index for c in header.columns} or column is None
        if known and number not in counts and number not in sums and number not in people:
            expected = str(counts[0]) if counts else "0"
            self._account.advise(
                problem_at(ref, "subtotal_differs", shown(cell), expected=expected)
            )

    def _filled(self, scope: Sequence[Row], column: int) -> int:
        cells = [row.cells[column] for row in scope if column in row.cells]
        return sum(
            not self._levels.is_dash(cell) and not self._levels.is_nothing(cell) for cell in cells
        )

    @staticmethod
    def _sum(scope: Sequence[Row], column: int) -> float:
        numbers = (row.cells[column].number for row in scope if column in row.cells)
        return sum(number for number in numbers if number is not None)

    def _check_foot(self, row: Row, scopes: Sequence[list[Row]]) -> None:
        for column, cell in row.cells.items():
            said = re.search(
                r"(?:có|gồm|là|số)\s*:?\s*(\d{1,4})\s*(?:\([^)]*\)\s*)?(\w[\w/]*\s*\w*)", cell.line
            )
            if said and self._words["count_words"].begins(said[2]) and isinstance(cell.raw, str):
                ref = CellRef(self._table.sheet.name, row.index, column)
                self._account.mark(ref, CellClass.DERIVED)
                self._compare(ref, cell, int(said[1]), None, scopes)


def reversed_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows from the last to the first."""
    return list(reversed(rows))


def _until(rows: Sequence[Row], stops: set[RowKind]) -> list[Row]:
    found = []
    for row in rows:
        if row.kind in stops:
            break
        if row.kind is RowKind.PERSON:
            found.append(row)
    return found
