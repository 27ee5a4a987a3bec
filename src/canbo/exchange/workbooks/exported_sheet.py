"""The hidden sheet of a list that this home exported, and how the list itself lies on its sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from canbo.exchange.workbooks import guard
from canbo.exchange.workbooks.accounting import Account, problem_at
from canbo.exchange.workbooks.grid import Cell, Sheet
from canbo.exchange.workbooks.keys import (
    DERIVED,
    FIRST_ROW,
    KEY_MARK,
    KEY_SHEET,
    ExportMark,
    Facts,
    HomeKey,
    KeyColumn,
    is_sealed,
    plain,
    split_digests,
    split_facts,
)
from canbo.exchange.workbooks.listing import Tools
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.reading import Problem
from canbo.exchange.workbooks.returned_values import NotReadable

NAME, BIRTH, NUMBER = "particular:name:value", "particular:birth:value", "derived:number"
_LOWEST_HEADER = 200  # rows: a long workbook of an office is not searched whole for a key


@dataclass(frozen=True, slots=True)
class Kept:
    """What the hidden sheet says of one row."""

    digests: Sequence[str]
    facts: Sequence[Facts]


@dataclass(frozen=True, slots=True)
class Export:
    """The hidden sheet of a list that this home wrote."""

    mark: ExportMark
    key: HomeKey
    rows: Mapping[str, Kept]

    def is_untouched(self, row: str, place: int, text: str) -> bool:
        """Whether a cell says what it said when exported."""
        digest = self.mark.digest(self.key, row, self.mark.columns[place].id, text)
        return self.rows[row].digests[place] == digest


@dataclass(slots=True)
class OwnRow:
    """A row: its name by its key ("" without one), its cells by the place of their column in the
    export."""

    name: str
    index: int
    cells: dict[int, Cell] = field(default_factory=dict)


@dataclass(slots=True)
class OwnLayout:
    """How an exported list lies on its sheet now: which column is which, by its place in the
    export; `added` are the headers of columns that it did not have."""

    sheet: Sheet
    export: Export
    key_column: int
    place_of: dict[int, int] = field(default_factory=dict)
    added: dict[int, str] = field(default_factory=dict)

    def place(self, identity: str) -> int:
        """The place of a column among those of the export; -1 where it has none such."""
        ids = [one.id for one in self.export.mark.columns]
        return ids.index(identity) if identity in ids else -1

    def column(self, place: int) -> KeyColumn:
        """A column of the export."""
        return self.export.mark.columns[place]

    def ref(self, row: OwnRow, place: int) -> CellRef:
        """Where a row says what a column of the export holds."""
        column = next(c for c, one in self.place_of.items() if one == place)
        return CellRef(self.sheet.name, row.index, column)

    def text(self, row: OwnRow, place: int) -> str:
        """What a row says in a column of the export; "" for nothing."""
        cell = row.cells.get(place)
        return text_of(cell) if cell is not None else ""

    def is_untouched(self, row: OwnRow, place: int) -> bool:
        """Whether a row with a key says in a column what it said when exported."""
        return self.export.is_untouched(row.name, place, self.text(row, place))

    def is_edited(self, row: OwnRow) -> bool:
        """Whether any cell of a row with a key that can be edited says something else now."""
        places = (p for p in self.place_of.values() if not self.column(p).is_derived)
        return any(not self.is_untouched(row, place) for place in places)

    def scale(self, row: OwnRow) -> str:
        """The scale of the level that a row tells, in a list of levels of all scales."""
        place = self.place(f"{DERIVED}:scale")
        said = dict(self.column(place).choices) if place >= 0 else {}
        return said.get(self.text(row, place), "")

    def cells(self, index: int) -> dict[int, Cell]:
        """The cells of a row of the sheet by the place of their column in the export."""
        cells = self.sheet.rows[index]
        return {self.place_of[c]: cell for c, cell in cells.items() if c in self.place_of}


def is_key_sheet(sheet: Sheet) -> bool:
    """Whether a sheet is the hidden one of an exported list."""
    first = sheet.cells.get((0, 0))
    return sheet.name.startswith(KEY_SHEET) and first is not None and first.text == KEY_MARK


def export_of(sheet: Sheet, tools: Tools, key: HomeKey | None) -> Export | None:
    """The export that a hidden sheet tells of; None where it is of another home.

    Raises WorkbookRefused (`export_head_changed`).
    """
    lines = {
        cells[0].text: str(cells[1].raw)
        for row, cells in sheet.rows.items()
        if row < FIRST_ROW and 0 in cells and 1 in cells
    }
    if key is None or lines.get("home") != key.home:
        office = lines.get("office", "")
        tools.account.advise(Problem(sheet.name, "", "export_of_another_home", office))
        return None
    try:
        mark = ExportMark.of_lines(lines)
        if not is_sealed(lines, key):
            raise ValueError(sheet.name)
        return Export(mark, key, dict(_kept(sheet, len(mark.columns))))
    except ValueError:
        guard.refuse("export_head_changed", found=sheet.name)


def _kept(sheet: Sheet, columns: int) -> Iterator[tuple[str, Kept]]:
    """What is kept of each row. Raises ValueError for a sheet that somebody edited."""
    for row, cells in sheet.rows.items():
        if row < FIRST_ROW or 0 not in cells:
            continue
        digests = split_digests(cells[1].text) if 1 in cells else ()
        facts = tuple(split_facts(cells[2].text)) if 2 in cells else ()
        if len(digests) != columns or len(facts) not in (0, columns):
            raise ValueError(cells[0].text)
        yield cells[0].text, Kept(digests, facts or ((),) * columns)


def without_keys(sheet: Sheet, tools: Tools) -> Sheet:
    """A sheet without a column of keys that nobody here can read."""
    found = key_column(sheet)
    if found is None:
        return sheet
    row, column, _ = found
    own = [place for place in sheet.cells if place[1] == column and place[0] >= row]
    tools.account.structure(CellRef(sheet.name, *place) for place in own)
    cells = {place: cell for place, cell in sheet.cells.items() if place not in set(own)}
    if not any(one.code == "export_of_another_home" for one in tools.account.problems):
        tools.account.advise(Problem(sheet.name, "", "export_sheet_lost", ""))
    return replace(sheet, cells=cells, _anchors={})


def key_column(sheet: Sheet) -> tuple[int, int, str] | None:
    """Row, column and text of the header of a column of keys; it stands near the top."""
    for (row, column), cell in sheet.cells.items():
        if row > _LOWEST_HEADER:
            return None
        if isinstance(cell.raw, str) and cell.text.startswith(f"{KEY_MARK}:"):
            return row, column, cell.text
    return None


def text_of(cell: Cell) -> str:
    """What a cell says, as `plain` says it of a value that is written."""
    if cell.raw is None:
        return "=…"
    if isinstance(cell.raw, bool):
        return str(cell.raw)
    return plain(cell.raw)


def list_unread(account: Account, ref: CellRef, why: NotReadable, found: str) -> None:
    """List a cell that does not say what its column holds."""
    said = problem_at(ref, why.code, found, expected=why.expected, suggestion=why.suggestion)
    account.list_cell(ref, said)
