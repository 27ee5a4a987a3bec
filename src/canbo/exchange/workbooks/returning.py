"""Knows the lists that this home exported, and tells what somebody changed in them since.

What the home wrote itself is taken out of the file: rows with a key become a `ReturnedDocument`.
What is left, rows that somebody added, is read like any other workbook.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from canbo.engine.vietnamese import clean
from canbo.exchange.workbooks import guard
from canbo.exchange.workbooks.accounting import problem_at, shown
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
    Reads,
    is_sealed,
    plain,
    split_digests,
    split_facts,
    subject_of,
)
from canbo.exchange.workbooks.listing import Tools
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.progress import Step, counted
from canbo.exchange.workbooks.reading import (
    CellClass,
    EditedCell,
    EditedValue,
    PersonReading,
    Problem,
    ReturnedDocument,
    ReturnedRow,
)
from canbo.exchange.workbooks.returned_values import NotReadable, ValueReader

TAKES_NEW_ROWS = frozenset({"officials"})  # lists that are rosters too
_NAME = "particular:name:value"
_LOWEST_HEADER = 200  # rows: a long workbook of an office is not searched whole for a key
_MOST_LOOKED_FOR = 200  # rows with another name that are looked for among all keys


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the hidden sheet says of one row."""

    digests: Sequence[str]
    facts: Sequence[Facts]


@dataclass(frozen=True, slots=True)
class Export:
    """The hidden sheet of a list that this home wrote."""

    mark: ExportMark
    key: HomeKey
    rows: Mapping[str, _Kept]

    def is_untouched(self, row: str, place: int, text: str) -> bool:
        """Whether a cell says what it said when exported."""
        digest = self.mark.digest(self.key, row, self.mark.columns[place].id, text)
        return self.rows[row].digests[place] == digest


@dataclass(slots=True)
class _Row:
    """A row with a key: its name, and its cells by the place of their column in the export."""

    name: str
    index: int
    cells: dict[int, Cell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Returned:
    """A file without what this home wrote in it, and what that is."""

    sheets: tuple[Sheet, ...]
    documents: tuple[ReturnedDocument, ...] = ()


def take_out(sheets: tuple[Sheet, ...], tools: Tools, key: HomeKey | None) -> Returned:
    """Take what this home exported out of a file's sheets, and account for it.

    A list of another home, or one whose hidden sheet is gone, is read like any other workbook;
    a problem says so. Raises WorkbookRefused (`export_head_changed`, `export_keys_moved`).
    """
    hidden = [sheet for sheet in sheets if _is_key_sheet(sheet)]
    for sheet in hidden:
        tools.account.structure(CellRef(sheet.name, *place) for place in sheet.cells)
    rest = [sheet for sheet in sheets if not _is_key_sheet(sheet)]
    exports = [found for sheet in hidden if (found := _export(sheet, tools, key)) is not None]
    left, documents = [], []
    for sheet in rest:
        own = _OwnSheet.find(sheet, exports, tools)
        if own is None:
            left.append(_without_keys(sheet, tools))
            continue
        document, remaining = own.read()
        documents.append(document)
        left.extend(remaining)
    return Returned(tuple(left), tuple(documents))


def _is_key_sheet(sheet: Sheet) -> bool:
    first = sheet.cells.get((0, 0))
    return sheet.name.startswith(KEY_SHEET) and first is not None and first.text == KEY_MARK


def _export(sheet: Sheet, tools: Tools, key: HomeKey | None) -> Export | None:
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


def _kept(sheet: Sheet, columns: int) -> Iterator[tuple[str, _Kept]]:
    """What is kept of each row. Raises ValueError for a sheet that somebody edited."""
    for row, cells in sheet.rows.items():
        if row < FIRST_ROW or 0 not in cells:
            continue
        digests = split_digests(cells[1].text) if 1 in cells else ()
        facts = tuple(split_facts(cells[2].text)) if 2 in cells else ()
        if len(digests) != columns or len(facts) not in (0, columns):
            raise ValueError(cells[0].text)
        yield cells[0].text, _Kept(digests, facts or ((),) * columns)


def _without_keys(sheet: Sheet, tools: Tools) -> Sheet:
    """A sheet without a column of keys that nobody here can read."""
    found = _key_column(sheet)
    if found is None:
        return sheet
    row, column, _ = found
    own = [place for place in sheet.cells if place[1] == column and place[0] >= row]
    tools.account.structure(CellRef(sheet.name, *place) for place in own)
    cells = {place: cell for place, cell in sheet.cells.items() if place not in set(own)}
    if not any(one.code == "export_of_another_home" for one in tools.account.problems):
        tools.account.advise(Problem(sheet.name, "", "export_sheet_lost", ""))
    return replace(sheet, cells=cells, _anchors={})


def _key_column(sheet: Sheet) -> tuple[int, int, str] | None:
    """Row, column and text of the header of a column of keys; it stands near the top."""
    for (row, column), cell in sheet.cells.items():
        if row > _LOWEST_HEADER:
            return None
        if isinstance(cell.raw, str) and cell.text.startswith(f"{KEY_MARK}:"):
            return row, column, cell.text
    return None


class _OwnSheet:
    """One sheet with a list that this home exported."""

    def __init__(self, sheet: Sheet, export: Export, at: tuple[int, int], tools: Tools) -> None:
        self._sheet = sheet
        self._export = export
        self._header, self._key_place = at
        self._account = tools.account
        self._values = ValueReader(tools, export.mark)
        self._place_of: dict[int, int] = {}  # column of the sheet → place among the columns
        self._added: dict[int, str] = {}
        self._name = self._place(_NAME)

    @classmethod
    def find(cls, sheet: Sheet, exports: Sequence[Export], tools: Tools) -> _OwnSheet | None:
        """The sheet, if it carries the keys of one of the exports."""
        found = _key_column(sheet)
        if found is None:
            return None
        row, column, header = found
        fitting = [one for one in exports if one.mark.column_header == header]
        return cls(sheet, fitting[0], (row, column), tools) if fitting else None

    def _place(self, identity: str) -> int:
        ids = [one.id for one in self._export.mark.columns]
        return ids.index(identity) if identity in ids else -1

    def read(self) -> tuple[ReturnedDocument, list[Sheet]]:
        """What came back, and the sheet with the rows that somebody added, if there are any."""
        self._read_header()
        rows, others = self._rows()
        self._refuse_moved(rows)
        doubled = {name for name, count in Counter(row.name for row in rows).items() if count > 1}
        told: set[str] = set()
        returned = []
        for row in counted(rows, Step.READ, len(rows)):
            if row.name in doubled and not self._is_first_copy(row, told):
                continue
            returned.append(self._returned(row))
        there = {row.subject for row in returned}
        gone = dict.fromkeys(
            subject_of(name) for name in self._export.rows.keys() - {row.name for row in rows}
        )
        mark = self._export.mark
        document = ReturnedDocument(
            self._sheet.name, self._title(), mark.kind, mark.as_of, mark.known_at,
            tuple(returned), tuple(one for one in gone if one not in there),
        )  # fmt: skip
        return document, self._rest(others)

    # --- header and rows

    def _read_header(self) -> None:
        """Which column is which, by its header; columns may be moved, removed and added."""
        labels: dict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(self._export.mark.columns):
            labels[clean(one.label)].append(place)
        for column, cell in self._sheet.rows.get(self._header, {}).items():
            if column == self._key_place:
                continue
            known = labels.get(clean(cell.line), [])
            if known:
                self._place_of[column] = known.pop(0)
            elif not cell.is_blank:
                self._added[column] = cell.line
                ref = CellRef(self._sheet.name, self._header, column)
                self._account.advise(problem_at(ref, "export_column_added", cell.line))

    def _rows(self) -> tuple[list[_Row], list[int]]:
        """The rows with a key of ours, and the others below the header."""
        keyed, others = [], []
        for index, cells in self._sheet.rows.items():
            if index <= self._header:
                continue
            written = cells.get(self._key_place)
            if written is None or written.is_blank:
                others.append(index)
                continue
            name = self._export.mark.row_of(self._export.key, written.text)
            if name is None or name not in self._export.rows:
                self._list_row(index, "export_key_unknown")
                continue
            shown = {self._place_of[c]: cell for c, cell in cells.items() if c in self._place_of}
            keyed.append(_Row(name, index, shown))
        return keyed, others

    def _list_row(self, index: int, code: str) -> None:
        """List a row of which nobody can say whose it is."""
        for column, cell in self._sheet.rows[index].items():
            at = CellRef(self._sheet.name, index, column)
            if column == self._key_place:
                self._account.mark(at, CellClass.STRUCTURE)
            else:
                self._account.list_cell(at, problem_at(at, code, shown(cell)))

    def _refuse_moved(self, rows: Sequence[_Row]) -> None:
        """Refuse a sheet in which names stand beside the keys of others: sorted without them.

        Raises WorkbookRefused (`export_keys_moved`).
        """
        if self._name < 0 or self._name not in self._place_of.values():
            return
        other = [row for row in rows if not self._is_untouched(row, self._name)]
        if len(other) < 2:
            return
        for row in other[:_MOST_LOOKED_FOR]:
            text = self._text(row, self._name)
            others = (one for one in rows if one.name != row.name)
            if text and any(self._said(one, self._name, text) for one in others):
                ref = CellRef(self._sheet.name, row.index, 0)
                guard.refuse("export_keys_moved", found=f"{ref}: {text}")

    def _said(self, row: _Row, place: int, text: str) -> bool:
        """Whether a row said this text when exported, and no longer does: it stands elsewhere."""
        return self._export.is_untouched(row.name, place, text) and not self._is_untouched(
            row, place
        )

    def _is_first_copy(self, row: _Row, told: set[str]) -> bool:
        """Whether a row whose key stands in several rows is the one that counts.

        Untouched copies say nothing more. Where a copy was edited nobody knows which one speaks
        of the person: all edited ones are listed.
        """
        if any(not self._is_untouched(row, place) for place in self._editable()):
            self._list_row(row.index, "export_row_copied")
            return False
        if row.name in told:
            at = CellRef(self._sheet.name, row.index, self._key_place)
            self._account.advise(problem_at(at, "export_row_doubled", self._text(row, self._name)))
            self._settle(row, CellClass.DERIVED)  # what the other row says as well
            return False
        told.add(row.name)
        return True

    def _editable(self) -> Iterator[int]:
        columns = self._export.mark.columns
        return (p for p in self._place_of.values() if not columns[p].is_derived)

    def _is_untouched(self, row: _Row, place: int) -> bool:
        return self._export.is_untouched(row.name, place, self._text(row, place))

    @staticmethod
    def _text(row: _Row, place: int) -> str:
        cell = row.cells.get(place)
        return text_of(cell) if cell is not None else ""

    # --- one row

    def _returned(self, row: _Row) -> ReturnedRow:
        cells = tuple(self._edited(row))
        name = self._text(row, self._name) if self._name >= 0 else ""
        where = {"name": self._ref(row, self._name)} if self._name in row.cells else {}
        own = self._settle(row)
        return ReturnedRow(subject_of(row.name), PersonReading(name, cells=where), cells, own)

    def _settle(self, row: _Row, said: CellClass = CellClass.FIELD) -> tuple[CellRef, ...]:
        """Account for the cells of a row; gives those that carry values, of the class `said`."""
        own = []
        for column, cell in self._sheet.rows[row.index].items():
            ref = CellRef(self._sheet.name, row.index, column)
            if column == self._key_place:
                self._account.mark(ref, CellClass.STRUCTURE)
            elif column in self._added:
                self._account.list_cell(ref, problem_at(ref, "export_column_added", shown(cell)))
            elif column not in self._place_of:
                self._account.list_cell(ref, problem_at(ref, "outside_table", shown(cell)))
            elif self._column(column).is_derived:
                self._account.mark(ref, CellClass.DERIVED)
            else:
                self._account.mark(ref, said)
                if self._account.class_of(ref) is CellClass.FIELD:
                    own.append(ref)
        return tuple(own)

    def _column(self, column: int) -> KeyColumn:
        return self._export.mark.columns[self._place_of[column]]

    def _edited(self, row: _Row) -> Iterator[EditedCell]:
        """The cells that say something else now, as far as they can be read; the others listed."""
        touched = [
            (column, place)
            for column, place in self._place_of.items()
            if not self._is_untouched(row, place)
        ]
        for column, place in self._with_posts(touched):
            ref = CellRef(self._sheet.name, row.index, column)
            said = self._export.mark.columns[place]
            if said.is_derived:
                if said.id != "derived:number":
                    found = self._text(row, place)
                    self._account.list_cell(ref, problem_at(ref, "export_cell_derived", found))
                continue
            facts = self._export.rows[row.name].facts[self._target(place)]
            try:
                value = self._value(row, place, ref)
            except NotReadable as why:
                found = self._text(row, place)
                said_so = problem_at(
                    ref, why.code, found, expected=why.expected, suggestion=why.suggestion
                )
                self._account.list_cell(ref, said_so)
                continue
            yield EditedCell(self._export.mark.columns[self._target(place)], ref, value, facts)

    def _target(self, place: int) -> int:
        """The column that a cell speaks of: one of units speaks of the posts in them."""
        column = self._export.mark.columns[place]
        return self._place(f"{column.kind}::post") if column.reads is Reads.UNIT else place

    def _with_posts(self, touched: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """The touched cells, posts and their unit told once, by the posts."""
        places = {place for _, place in touched}
        for column, place in touched:
            if self._export.mark.columns[place].reads is Reads.UNIT and (
                self._target(place) in places
            ):
                continue
            yield column, place

    def _value(self, row: _Row, place: int, ref: CellRef) -> EditedValue:
        column = self._export.mark.columns[place]
        if column.reads in (Reads.POST, Reads.UNIT):
            post, unit = self._target(place), self._place(f"{column.kind}::unit")
            is_own = self._is_untouched(row, unit)
            return self._values.posts(
                row.cells.get(post), row.cells.get(unit), ref, is_own_unit=is_own
            )
        return self._values.read(column, row.cells.get(place), ref, self._scale(row))

    def _scale(self, row: _Row) -> str:
        """The scale of the level that a row tells, in a list of levels of all scales."""
        place = self._place(f"{DERIVED}:scale")
        said = dict(self._export.mark.columns[place].choices) if place >= 0 else {}
        return said.get(self._text(row, place), "")

    def _ref(self, row: _Row, place: int) -> CellRef:
        column = next(c for c, one in self._place_of.items() if one == place)
        return CellRef(self._sheet.name, row.index, column)

    # --- what is left

    def _title(self) -> str:
        lines = (
            cell.line
            for index, cells in self._sheet.rows.items()
            if index < self._header
            for cell in cells.values()
        )
        return next((line for line in lines if line.isupper() and " " in line), "")

    def _rest(self, others: Sequence[int]) -> list[Sheet]:
        """The sheet with the rows that somebody added below the header, as a list of its own."""
        names = [c for c, place in self._place_of.items() if place == self._name]
        people = [i for i in others if names and not _is_empty(self._sheet, i, names[0])]
        takes = self._export.mark.kind in TAKES_NEW_ROWS
        above = set(range(self._header + 1))
        if people and takes:
            kept = {
                place: cell
                for place, cell in self._sheet.cells.items()
                if (place[0] in above or place[0] in others) and place[1] != self._key_place
            }
            self._account.structure([CellRef(self._sheet.name, self._header, self._key_place)])
            return [replace(self._sheet, cells=kept, _anchors={})]
        for (row, column), cell in self._sheet.cells.items():
            ref = CellRef(self._sheet.name, row, column)
            if row <= self._header:
                self._account.mark(ref, CellClass.STRUCTURE)
            elif row in people:
                self._account.list_cell(ref, problem_at(ref, "export_row_added", shown(cell)))
        return []


def _is_empty(sheet: Sheet, row: int, column: int) -> bool:
    cell = sheet.rows.get(row, {}).get(column)
    return cell is None or cell.is_blank


def text_of(cell: Cell) -> str:
    """What a cell says, as `plain` says it of a value that is written."""
    if cell.raw is None:
        return "=…"
    if isinstance(cell.raw, bool):
        return str(cell.raw)
    return plain(cell.raw)
