"""Knows the lists that this home exported, and tells what somebody changed in them since.

What the home wrote itself is taken out of the file: rows with a key become a `ReturnedDocument`.
What is left are rows that somebody added: those of a list of facts state new facts
(`added_rows`), those of the list of officials are read like any other workbook.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from canbo.engine.vietnamese import clean
from canbo.exchange.workbooks import guard
from canbo.exchange.workbooks.accounting import problem_at, shown
from canbo.exchange.workbooks.added_rows import ELSEWHERE, LIST_KINDS, OF_PEOPLE, AddedRowReader
from canbo.exchange.workbooks.exported_sheet import (
    NAME,
    NUMBER,
    Export,
    OwnLayout,
    OwnRow,
    export_of,
    is_key_sheet,
    key_column,
    list_unread,
    without_keys,
)
from canbo.exchange.workbooks.grid import Sheet
from canbo.exchange.workbooks.keys import HomeKey, Reads, subject_of
from canbo.exchange.workbooks.listing import Tools
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.progress import Step, counted
from canbo.exchange.workbooks.reading import (
    CellClass,
    EditedCell,
    EditedValue,
    ListDocument,
    PersonReading,
    ReturnedDocument,
    ReturnedRow,
)
from canbo.exchange.workbooks.returned_values import NotReadable, ValueReader

TAKES_NEW_ROWS = frozenset({"officials"})  # lists that are rosters too
_MOST_LOOKED_FOR = 200  # rows with another name that are looked for among all keys


@dataclass(frozen=True, slots=True)
class Returned:
    """A file without what this home wrote in it, and what that is."""

    sheets: tuple[Sheet, ...]
    documents: tuple[ReturnedDocument | ListDocument, ...] = ()


def take_out(sheets: tuple[Sheet, ...], tools: Tools, key: HomeKey | None) -> Returned:
    """Take what this home exported out of a file's sheets, and account for it.

    A list of another home, or one whose hidden sheet is gone, is read like any other workbook;
    a problem says so. Raises WorkbookRefused (`export_head_changed`, `export_keys_moved`).
    """
    hidden = [sheet for sheet in sheets if is_key_sheet(sheet)]
    for sheet in hidden:
        tools.account.structure(CellRef(sheet.name, *place) for place in sheet.cells)
    rest = [sheet for sheet in sheets if not is_key_sheet(sheet)]
    exports = [found for sheet in hidden if (found := export_of(sheet, tools, key)) is not None]
    left: list[Sheet] = []
    documents: list[ReturnedDocument | ListDocument] = []
    for sheet in rest:
        own = _OwnSheet.find(sheet, exports, tools)
        if own is None:
            left.append(without_keys(sheet, tools))
            continue
        document, remaining = own.read()
        documents.append(document)
        documents.extend(own.added)
        left.extend(remaining)
    return Returned(tuple(left), tuple(documents))


class _OwnSheet:
    """One sheet with a list that this home exported."""

    def __init__(self, sheet: Sheet, export: Export, at: tuple[int, int], tools: Tools) -> None:
        self._sheet = sheet
        self._export = export
        self._header, self._key_place = at
        self._account = tools.account
        self._values = ValueReader(tools, export.mark)
        self._layout = OwnLayout(sheet, export, self._key_place)
        self._name = self._layout.place(NAME)
        self.added: tuple[ListDocument, ...] = ()
        self._new: list[OwnRow] = []  # rows of facts that somebody added
        self._as_exported: set[str] = set()  # the rows that nobody edited, by their keys

    @classmethod
    def find(cls, sheet: Sheet, exports: Sequence[Export], tools: Tools) -> _OwnSheet | None:
        """The sheet, if it carries the keys of one of the exports."""
        found = key_column(sheet)
        if found is None:
            return None
        row, column, header = found
        fitting = [one for one in exports if one.mark.column_header == header]
        return cls(sheet, fitting[0], (row, column), tools) if fitting else None

    def read(self) -> tuple[ReturnedDocument, list[Sheet]]:
        """What came back, and the sheet with the rows that somebody added, if there are any."""
        self._read_header()
        rows, others = self._rows()
        self._refuse_moved(rows)
        doubled = {name for name, count in Counter(row.name for row in rows).items() if count > 1}
        self._as_exported = {row.name for row in rows if not self._layout.is_edited(row)}
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
        rest = self._rest(others)
        if self._new:
            reader = AddedRowReader(self._layout, self._account, self._values)
            self.added = reader.read(self._new, document.title)
        return document, rest

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
                self._layout.place_of[column] = known.pop(0)
            elif not cell.is_blank:
                self._layout.added[column] = cell.line
                ref = CellRef(self._sheet.name, self._header, column)
                self._account.advise(problem_at(ref, "export_column_added", cell.line))

    def _rows(self) -> tuple[list[OwnRow], list[int]]:
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
            keyed.append(OwnRow(name, index, self._layout.cells(index)))
        return keyed, others

    def _list_row(self, index: int, code: str) -> None:
        """List a row of which nobody can say whose it is."""
        for column, cell in self._sheet.rows[index].items():
            at = CellRef(self._sheet.name, index, column)
            if column == self._key_place:
                self._account.mark(at, CellClass.STRUCTURE)
            else:
                self._account.list_cell(at, problem_at(at, code, shown(cell)))

    def _refuse_moved(self, rows: Sequence[OwnRow]) -> None:
        """Refuse a sheet in which names stand beside the keys of others: sorted without them.

        Raises WorkbookRefused (`export_keys_moved`).
        """
        if self._name < 0 or self._name not in self._layout.place_of.values():
            return
        other = [row for row in rows if not self._layout.is_untouched(row, self._name)]
        if len(other) < 2:
            return
        for row in other[:_MOST_LOOKED_FOR]:
            text = self._layout.text(row, self._name)
            others = (one for one in rows if one.name != row.name)
            if text and any(self._said(one, self._name, text) for one in others):
                ref = CellRef(self._sheet.name, row.index, 0)
                guard.refuse("export_keys_moved", found=f"{ref}: {text}")

    def _said(self, row: OwnRow, place: int, text: str) -> bool:
        """Whether a row said this text when exported, and no longer does: it stands elsewhere."""
        return self._export.is_untouched(row.name, place, text) and not self._layout.is_untouched(
            row, place
        )

    def _is_first_copy(self, row: OwnRow, told: set[str]) -> bool:
        """Whether a row whose key stands in several rows is the one that counts.

        Untouched copies say nothing more. An edited copy in a list of facts states another one,
        where the row still stands as it was exported. Else nobody knows which copy speaks of the
        person: all edited ones are listed.
        """
        if self._layout.is_edited(row):
            if self._export.mark.kind in LIST_KINDS and row.name in self._as_exported:
                self._new.append(row)
            else:
                self._list_row(row.index, "export_row_copied")
            return False
        if row.name in told:
            at = CellRef(self._sheet.name, row.index, self._key_place)
            self._account.advise(
                problem_at(at, "export_row_doubled", self._layout.text(row, self._name))
            )
            self._settle(row, CellClass.DERIVED)  # what the other row says as well
            return False
        told.add(row.name)
        return True

    # --- one row

    def _returned(self, row: OwnRow) -> ReturnedRow:
        cells = tuple(self._edited(row))
        name = self._layout.text(row, self._name) if self._name >= 0 else ""
        where = {"name": self._layout.ref(row, self._name)} if self._name in row.cells else {}
        own = self._settle(row)
        return ReturnedRow(subject_of(row.name), PersonReading(name, cells=where), cells, own)

    def _settle(self, row: OwnRow, said: CellClass = CellClass.FIELD) -> tuple[CellRef, ...]:
        """Account for the cells of a row; gives those that carry values, of the class `said`."""
        own = []
        for column, cell in self._sheet.rows[row.index].items():
            ref = CellRef(self._sheet.name, row.index, column)
            if column == self._key_place:
                self._account.mark(ref, CellClass.STRUCTURE)
            elif column in self._layout.added:
                self._account.list_cell(ref, problem_at(ref, "export_column_added", shown(cell)))
            elif column not in self._layout.place_of:
                self._account.list_cell(ref, problem_at(ref, "outside_table", shown(cell)))
            elif self._layout.column(self._layout.place_of[column]).is_derived:
                self._account.mark(ref, CellClass.DERIVED)
            else:
                self._account.mark(ref, said)
                if self._account.class_of(ref) is CellClass.FIELD:
                    own.append(ref)
        return tuple(own)

    def _edited(self, row: OwnRow) -> Iterator[EditedCell]:
        """The cells that say something else now, as far as they can be read; the others listed."""
        touched = [
            (column, place)
            for column, place in self._layout.place_of.items()
            if not self._layout.is_untouched(row, place)
        ]
        for column, place in self._with_posts(touched):
            ref = CellRef(self._sheet.name, row.index, column)
            said = self._export.mark.columns[place]
            if said.is_derived:
                if said.id != NUMBER:
                    found = self._layout.text(row, place)
                    self._account.list_cell(ref, problem_at(ref, "export_cell_derived", found))
                continue
            facts = self._export.rows[row.name].facts[self._target(place)]
            try:
                value = self._value(row, place, ref)
            except NotReadable as why:
                list_unread(self._account, ref, why, self._layout.text(row, place))
                continue
            yield EditedCell(self._export.mark.columns[self._target(place)], ref, value, facts)

    def _target(self, place: int) -> int:
        """The column that a cell speaks of: one of units speaks of the posts in them."""
        column = self._export.mark.columns[place]
        return self._layout.place(f"{column.kind}::post") if column.reads is Reads.UNIT else place

    def _with_posts(self, touched: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """The touched cells, posts and their unit told once, by the posts."""
        places = {place for _, place in touched}
        for column, place in touched:
            if self._export.mark.columns[place].reads is Reads.UNIT and (
                self._target(place) in places
            ):
                continue
            yield column, place

    def _value(self, row: OwnRow, place: int, ref: CellRef) -> EditedValue:
        column = self._export.mark.columns[place]
        if column.reads in (Reads.POST, Reads.UNIT):
            post, unit = self._target(place), self._layout.place(f"{column.kind}::unit")
            is_own = self._layout.is_untouched(row, unit)
            return self._values.posts(
                row.cells.get(post), row.cells.get(unit), ref, is_own_unit=is_own
            )
        return self._values.read(column, row.cells.get(place), ref, self._layout.scale(row))

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
        names = [c for c, place in self._layout.place_of.items() if place == self._name]
        people = [i for i in others if names and not _is_empty(self._sheet, i, names[0])]
        kind = self._export.mark.kind
        takes = kind in TAKES_NEW_ROWS
        if kind in LIST_KINDS:
            self._new += [OwnRow("", index, self._layout.cells(index)) for index in people]
            people = []
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
                where = ELSEWHERE.get(kind, OF_PEOPLE)
                said = problem_at(ref, "export_row_added", shown(cell), expected=where)
                self._account.list_cell(ref, said)
        return []


def _is_empty(sheet: Sheet, row: int, column: int) -> bool:
    cell = sheet.rows.get(row, {}).get(column)
    return cell is None or cell.is_blank
