"""A workbook as a sparse grid: what each cell holds, and what is merged over it.

Only cells with a value exist here, so a sheet with a million empty formatted rows costs nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from canbo.engine.timeline import PartialDate
from canbo.engine.vietnamese import clean

if TYPE_CHECKING:
    from canbo.exchange.workbooks.dense import DenseCells

STRUCK = "struck_out"
Place = tuple[int, int]  # row and column, from 0
Span = tuple[int, int, int, int]  # first row, first column, last row, last column

_BUILTIN_DATES = {14: 3, 15: 3, 16: 3, 17: 2, 22: 3, **dict.fromkeys([*range(27, 37)], 3)} | (
    dict.fromkeys([*range(50, 59)], 3)
)
_NOT_CODE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.|AM/PM|A/P', re.IGNORECASE)


# Text that is tidy already: visible characters that stand for themselves, single blanks.
_TIDY = re.compile(
    "[!-~\u00c0-\u00cf\u00d1-\u00ef\u00f1-\u01b0\u1ea0-\u1ef9]+"
    "(?: [!-~\u00c0-\u00cf\u00d1-\u00ef\u00f1-\u01b0\u1ea0-\u1ef9]+)*"
)


def tidy(text: str) -> str:
    """Bring text to NFC and true Đ, drop invisible format characters, keep line breaks."""
    if _TIDY.fullmatch(text) and "_x000D_" not in text:
        return text
    visible = "".join(char for char in text if unicodedata.category(char) != "Cf")
    lines = (clean(line) for line in re.split(r"[\r\n\v]+|_x000D_", visible))
    return "\n".join(line for line in lines if line)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a cell's text in one font."""

    text: str
    font: str


@dataclass(slots=True, unsafe_hash=True)
class Cell:
    """One cell with a value. Nobody changes it; to freeze it would cost five times its making.

    `raw` is text, a number, a truth value or a day; None is a formula nobody computed.
    `text` is the tidied text a person sees. `day` is the date of a true date cell, as far as the
    number format shows it (a cell that shows 5/1979 knows no day). `runs` are the pieces of a text
    with fonts before Unicode, until `legacy.settle` has read them. `encoding`: the one that the
    text was brought from. `doubt`: why nobody may take the value as it stands (a problem's code),
    with the `likely` text.
    """

    raw: str | float | bool | date | None
    text: str
    day: PartialDate | None = None
    is_formula: bool = False
    runs: tuple[Run, ...] = ()
    encoding: str = ""
    doubt: str = ""
    likely: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether the value is white space only."""
        return isinstance(self.raw, str) and not self.text

    @property
    def is_doubtful(self) -> bool:
        """Whether a person must look before the value may be taken."""
        return bool(self.doubt)

    @property
    def number(self) -> float | None:
        """The number in the cell, when it is a number."""
        if isinstance(self.raw, bool) or not isinstance(self.raw, int | float):
            return None
        return float(self.raw)

    @property
    def line(self) -> str:
        """The text in one line."""
        return self.text.replace("\n", " ")


def text_cell(raw: str, *, runs: tuple[Run, ...] = (), is_formula: bool = False) -> Cell:
    """Make a cell of text; `runs` only where a font has an encoding of its own."""
    return Cell(raw, tidy(raw), is_formula=is_formula, runs=runs)


def struck_out(cell: Cell) -> Cell:
    """A cell whose text is crossed out: only a person knows whether it still counts."""
    return replace(cell, doubt=STRUCK) if not cell.is_blank else cell


def joined(cells: Sequence[Cell]) -> Cell:
    """The cells of further lines of one row as one cell; a doubt of one is a doubt of all."""
    if len(cells) == 1:
        return cells[0]
    whole = text_cell("\n".join(cell.text for cell in cells))
    doubtful = next((cell for cell in cells if cell.doubt), cells[0])
    encoding = next((cell.encoding for cell in cells if cell.encoding), "")
    return replace(whole, encoding=encoding, doubt=doubtful.doubt, likely=doubtful.likely)


def number_cell(raw: float, *, is_formula: bool = False) -> Cell:
    """Make a cell of a number; whole numbers show no decimals."""
    shown = str(int(raw)) if raw == int(raw) and abs(raw) < 1e15 else f"{raw:.10g}"
    return Cell(raw, shown, is_formula=is_formula)


def date_cell(day: date, *, shows: int = 3, is_formula: bool = False) -> Cell:
    """Make a cell of a true date; `shows`: 1 the year, 2 month and year, 3 the day."""
    known = PartialDate(day.year, day.month if shows > 1 else None, day.day if shows > 2 else None)
    return Cell(day, str(known), day=known, is_formula=is_formula)


def date_precision(format_id: int, code: str | None) -> int:
    """What a cell's number format shows of a date: 3 day, 2 month, 1 year, 0 no date at all.

    The numbers below 164 stand for formats that a file need not write out (ECMA-376, 18.8.30).
    """
    return _BUILTIN_DATES.get(format_id, 0) if code is None else shown_precision(code)


def shown_precision(format_code: str) -> int:
    """What a written number format shows of a date, in the same numbers."""
    code = _NOT_CODE.sub("", format_code.split(";", maxsplit=1)[0]).lower()
    if not re.search(r"[yd]", code):
        return 0
    if "d" in code:
        return 3
    return 2 if "m" in code else 1


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells with a value and its merged ranges."""

    name: str
    cells: Mapping[Place, Cell]
    merges: tuple[Span, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    _anchors: dict[Place, Span] = field(default_factory=dict, repr=False)

    @cached_property
    def dense(self) -> DenseCells | None:
        """The cells of a big sheet by column; None where each has a place of its own."""
        from canbo.exchange.workbooks.dense import DenseCells

        return self.cells if isinstance(self.cells, DenseCells) else None

    def different(self) -> Iterable[Cell]:
        """All cells; of a big sheet each different one once."""
        return self.cells.values() if self.dense is None else self.dense.different()

    def places(self, fits: Callable[[Cell], object]) -> Iterator[tuple[Place, Cell]]:
        """Each place whose cell fits, with the cell, in no certain order."""
        if self.dense is not None:
            return self.dense.places(fits)
        return ((place, cell) for place, cell in self.cells.items() if fits(cell))

    def without(self, places: frozenset[Place]) -> Sheet:
        """The sheet without the cells at some places."""
        if self.dense is not None:
            return replace(self, cells=self.dense.without(places))
        left = {place: cell for place, cell in self.cells.items() if place not in places}
        return replace(self, cells=left)

    @cached_property
    def rows(self) -> Mapping[int, Mapping[int, Cell]]:
        """The cells by row, columns in order, values under a merge left out."""
        if self.dense is not None:
            from canbo.exchange.workbooks.dense import DenseRows

            return DenseRows(self.dense, self.covered)
        found: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in sorted(self.cells.items()):
            if (row, column) not in self.covered:
                found.setdefault(row, {})[column] = cell
        return found

    @cached_property
    def covered(self) -> frozenset[Place]:
        """The places with a value that a merged range hides (all but its first cell)."""
        if not self.merges:
            return frozenset()
        places: Iterable[Place] = self.cells
        if self.dense is not None:
            places = {place for span in self.merges for place in self.dense.inside(span)}
        return frozenset(
            place
            for place in places
            if (span := self.span_at(*place)) is not None and place != span[:2]
        )

    @cached_property
    def _spans_by_row(self) -> Mapping[int, tuple[Span, ...]]:
        found: dict[int, list[Span]] = {}
        for span in self.merges:
            # A merge over a whole column is decoration; the rows that matter hold cells.
            for row in range(span[0], min(span[2], span[0] + 2000) + 1):
                found.setdefault(row, []).append(span)
        return {row: tuple(spans) for row, spans in found.items()}

    def span_at(self, row: int, column: int) -> Span | None:
        """The merged range that holds a place, if any."""
        for span in self._spans_by_row.get(row, ()):
            if span[1] <= column <= span[3]:
                return span
        return None

    def at(self, row: int, column: int) -> Cell | None:
        """The cell seen at a place: the first cell of its merged range, or its own."""
        span = self.span_at(row, column)
        return self.cells.get(span[:2] if span else (row, column))

    def filled_rows(self) -> Iterator[int]:
        """The rows that hold something visible, in order."""
        if self.dense is not None and not self.covered:
            yield from self.dense.filled_rows
            return
        for row, cells in self.rows.items():
            if any(not cell.is_blank for cell in cells.values()):
                yield row
