"""The account of a file's cells: each cell with a value ends in exactly one class."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from canbo.exchange.workbooks import guard
from canbo.exchange.workbooks.grid import Cell, Place, Sheet
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.reading import CellClass, Problem


class Account:
    """Collects what became of each cell, and the problems; the first class given stays.

    Only listing overrides: a cell that somebody must look at is never counted as understood.
    """

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self._classes: dict[CellRef, CellClass] = {}
        self._aside: list[CellRef] = []
        self._in_bulk: dict[str, set[int]] = {}
        self.problems: list[Problem] = []

    def leave_out(self, sheet: str, rows: Iterable[int]) -> None:
        """Leave the cells of rows that are read and counted in bulk out of the account."""
        self._in_bulk.setdefault(sheet, set()).update(rows)

    def set_aside(self, cells: Iterable[CellRef]) -> None:
        """Count cells as structure that the sheets given to `finish` no longer have."""
        self._aside.extend(cells)

    def mark(self, cell: CellRef, cell_class: CellClass) -> None:
        """Give a cell its class unless it has one."""
        self._classes.setdefault(cell, cell_class)

    def structure(self, cells: Iterable[CellRef]) -> None:
        """Mark cells as titles, headers, numbers, signatures."""
        for cell in cells:
            self.mark(cell, CellClass.STRUCTURE)

    def class_of(self, cell: CellRef) -> CellClass | None:
        """The class a cell has so far."""
        return self._classes.get(cell)

    def list_cell(self, cell: CellRef, problem: Problem) -> None:
        """List a cell for one reason; a second reason for the same cell is kept too."""
        self._classes[cell] = CellClass.LISTED
        self.problems.append(problem)

    def advise(self, problem: Problem) -> None:
        """Tell something about a cell that is understood all the same."""
        self.problems.append(problem)

    def finish(self, sheets: Sequence[Sheet]) -> dict[CellRef, CellClass]:
        """Classify what is left: white space is structure, anything else is listed."""
        cells = dict.fromkeys(self._aside, CellClass.STRUCTURE)
        for sheet in sheets:
            for (row, column), cell in self._single(sheet):
                ref = CellRef(sheet.name, row, column)
                if ref not in self._classes:
                    self._close(ref, cell, covered=(row, column) in sheet.covered)
                cells[ref] = self._classes[ref]
        return cells

    def _single(self, sheet: Sheet) -> Iterable[tuple[Place, Cell]]:
        """The cells that are accounted for one by one, in order; code: workbook_too_large."""
        if sheet.dense is None:
            return sorted(sheet.cells.items())
        left_out = self._in_bulk.get(sheet.name, set())
        rows = [row for row in sheet.dense.row_numbers if row not in left_out]
        cells = (((row, c), x) for row in rows for c, x in sheet.dense.row(row).items())
        return guard.at_most(cells)

    def _close(self, ref: CellRef, cell: Cell, *, covered: bool) -> None:
        if cell.is_blank:
            self.mark(ref, CellClass.STRUCTURE)
        elif covered:
            self.list_cell(ref, problem_at(ref, "hidden_by_merge", cell.line))
        elif cell.is_doubtful:
            self.list_cell(ref, problem_at(ref, cell.doubt, cell.line, suggestion=cell.likely))
        else:
            self.list_cell(ref, problem_at(ref, "outside_table", shown(cell)))


def problem_at(
    ref: CellRef, code: str, found: str, *, expected: str = "", suggestion: str = ""
) -> Problem:
    """Make the problem of one cell."""
    return Problem(ref.sheet, ref.address, code, found[:200], expected, suggestion)


def shown(cell: Cell) -> str:
    """What a person is shown of a cell."""
    return cell.line or ("=…" if cell.raw is None else str(cell.raw))
