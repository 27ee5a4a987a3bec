"""Reads one workbook whole: file, sheets, tables, documents, and the account of every cell."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import numpy as np

from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks import guard
from canbo.exchange.workbooks.accounting import Account, problem_at, shown
from canbo.exchange.workbooks.body_lists import BodyListReader, BodyTable
from canbo.exchange.workbooks.career_lists import CareerListReader
from canbo.exchange.workbooks.classes import ClassReader
from canbo.exchange.workbooks.collecting import without_collecting
from canbo.exchange.workbooks.column_roles import role_of
from canbo.exchange.workbooks.columns import BY_VALUES
from canbo.exchange.workbooks.date_order import settle_dates
from canbo.exchange.workbooks.dates import find_date
from canbo.exchange.workbooks.grid import Cell, Sheet
from canbo.exchange.workbooks.guard import FileKind
from canbo.exchange.workbooks.headers import HeaderReader
from canbo.exchange.workbooks.keys import HomeKey
from canbo.exchange.workbooks.layout_reader import LayoutReader, roles, usual_header
from canbo.exchange.workbooks.layouts import Confirmed, LayoutReading
from canbo.exchange.workbooks.legacy import settle
from canbo.exchange.workbooks.list_columns import Meaning
from canbo.exchange.workbooks.listing import Listing, Tools
from canbo.exchange.workbooks.lists import ListReader, ListRecogniser, PeopleReader
from canbo.exchange.workbooks.numbered import make_people_of_numbers
from canbo.exchange.workbooks.own_notes import own_places
from canbo.exchange.workbooks.personal_sheets import PersonalSheetReader
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.progress import Step, counted
from canbo.exchange.workbooks.reading import (
    CellClass,
    Document,
    ListDocument,
    ListKind,
    Problem,
    Reading,
    RosterDocument,
    WorkbookRefused,
)
from canbo.exchange.workbooks.returning import take_out
from canbo.exchange.workbooks.rosters import RosterReader
from canbo.exchange.workbooks.tables import LazyRow, Row, RowKind, Table, TableReader
from canbo.exchange.workbooks.titles import DocumentKind, TitleBlock
from canbo.exchange.workbooks.told_day import ToldDay
from canbo.exchange.workbooks.units import Surroundings
from canbo.exchange.workbooks.unseen import old_texts, unseen
from canbo.exchange.workbooks.vocabulary import Vocabulary

_NOTHING_CONFIRMED: Confirmed = MappingProxyType({})
_A_UNIT = "Phường Trường Sơn, thị xã Sầm Sơn"
_LOOKED_FOR = "Họ và tên + Năm sinh / Chức vụ / Đơn vị / Trình độ"


def read_workbook(
    path: Path,
    *,
    vocabulary: Vocabulary,
    layouts: Confirmed = _NOTHING_CONFIRMED,
    home: HomeKey | None = None,
    as_of: date | None = None,
) -> Reading:
    """Read an office's workbook from a file, as `read_content` does.

    Raises WorkbookRefused, and OSError when the file cannot be opened.
    """
    return read_content(
        path.read_bytes(), file=path.name, vocabulary=vocabulary, layouts=layouts, home=home,
        as_of=as_of,
    )  # fmt: skip


def read_content(
    content: bytes,
    *,
    file: str,
    vocabulary: Vocabulary,
    layouts: Confirmed = _NOTHING_CONFIRMED,
    home: HomeKey | None = None,
    as_of: date | None = None,
) -> Reading:
    """Read an office's workbook (.xlsx, .xls): its rosters, its classes, and every cell's fate.

    `file` is the name that is shown and kept as the source; `layouts` is what the office has
    confirmed of tables: signature → place of a column → role (`layout_reader.roles`); by `home`
    the lists are known that this home exported itself; `as_of` is the day that the office tells for
    the lists of the file that name none.
    Raises WorkbookRefused when nothing of the file can be taken in; its problems carry the codes
    empty_file, not_a_workbook, encrypted_workbook, truncated_workbook, unsafe_workbook,
    workbook_too_large, formula_error, no_table_found, legacy_encoding, layout_unconfirmed,
    roster_states_other_day, long_roster_without_unit, export_head_changed,
    export_keys_moved; its layouts are the tables found so far.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    known = _Known(layouts, home, as_of)
    with without_collecting():
        sheets = sheets_of(content)
        reading = _FileReader(file, sheets, vocabulary, known).read(sha256)

    def row_by_row() -> Reading:
        return _FileReader(file, _singly(sheets), vocabulary, known).read(sha256)

    def on_day(day: date) -> Reading:
        return read_content(
            content, file=file, vocabulary=vocabulary, layouts=layouts, home=home, as_of=day
        )

    return replace(reading, row_by_row=row_by_row, on_day=on_day)


def _singly(sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """The sheets with each cell in a place of its own."""
    return tuple(
        replace(sheet, cells=dict(guard.at_most(sheet.dense.items()))) if sheet.dense else sheet
        for sheet in sheets
    )


def sheets_of(content: bytes) -> tuple[Sheet, ...]:
    """The sheets of an .xlsx or .xls, texts in old fonts settled; raises WorkbookRefused."""
    if guard.recognise(content) is FileKind.XLSX:
        from canbo.exchange.workbooks.xlsx import read_package

        return settle(read_package(content))
    from canbo.exchange.workbooks.xls import read_binary

    return settle(read_binary(content))


@dataclass(slots=True)
class _Place:
    """A table with its title block and what the block says it is."""

    table: Table
    block: TitleBlock
    kind: DocumentKind
    listed: ListKind | None = None  # a list that is neither roster nor class
    meanings: Mapping[int, Meaning] = field(default_factory=dict)

    @property
    def kind_name(self) -> str:
        """What the table is, for its layout."""
        return self.listed.value if self.listed is not None else self.kind.value


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a file beforehand: layouts that were confirmed, the home's own exports, the
    day that the office tells."""

    layouts: Confirmed
    home: HomeKey | None
    as_of: date | None


class _FileReader:
    def __init__(
        self, file: str, sheets: tuple[Sheet, ...], vocabulary: Vocabulary, known_before: _Known
    ) -> None:
        self._file = file
        self._told = ToldDay(known_before.as_of)
        self._account = Account()
        self._tools = Tools.of(vocabulary, self._account)
        self._all = tuple(self._without_own_notes(sheet) for sheet in sheets)
        returned = take_out(self._all, self._tools, known_before.home)
        self._sheets, self._returned = returned.sheets, returned.documents
        self._lists = ListRecogniser(self._tools)
        self._personal = PersonalSheetReader(self._tools)
        self._bodies = BodyListReader(self._tools)
        self._forms: list[tuple[Sheet, BodyTable | None]] = []
        known = self._known_only(known_before.layouts)
        self._layout_reader = LayoutReader(vocabulary, known)
        self._layouts: list[LayoutReading] = []
        self._headers = HeaderReader(vocabulary, self._layout_reader.shapes, known)
        self._table_reader = TableReader(vocabulary.titles, self._is_group)

    def _without_own_notes(self, sheet: Sheet) -> Sheet:
        """The sheet as the office made it: what `annotate` wrote into it is structure."""
        own = own_places(sheet)
        if not own:
            return sheet
        self._account.set_aside(CellRef(sheet.name, *place) for place in own)
        return sheet.without(own)

    def _known_only(self, layouts: Confirmed) -> Confirmed:
        """What was confirmed, but for roles that this canbo does not know (any more): told."""
        known = frozenset(roles(self._tools.vocabulary))
        for role in sorted({role for said in layouts.values() for role in said.values()} - known):
            self._account.advise(Problem("", "", "layout_role_unknown", role))
        return {
            signature: {place: role for place, role in said.items() if role in known}
            for signature, said in layouts.items()
        }

    def _is_group(self, text: str) -> bool:
        units = self._tools.units
        return units.is_section(text) or units.read(text, Surroundings()) is not None

    def read(self, sha256: str) -> Reading:
        sheets = counted(self._sheets, Step.SHEETS, len(self._sheets))
        places = [place for sheet in sheets for place in self._places(sheet)]
        if not places and not self._forms and not self._returned:
            self._refuse_without_table()
        self._layouts[:0] = [
            self._layout_reader.describe(place.table, place.kind_name) for place in places
        ]
        here = self._surroundings(places)
        documents: list[Document] = []
        days: list[PartialDate | None] = []
        for place in places:
            listing = Listing(place.table, place.block, self._own(here, place), place.meanings)
            if place.listed is not None:
                documents.extend(self._list(listing, place))
            elif place.kind is DocumentKind.CLASS:
                documents.extend(ClassReader(self._tools, listing).read())
            else:
                day = self._as_of(place) or next((d for d in reversed(days) if d), None)
                days.append(day)
                documents.append(self._roster(listing, day))
        documents.extend(self._other_documents(here))
        self._told.check()
        read = {place.table.sheet.name for place in places}
        self._account_for_other_sheets(read | {sheet.name for sheet, _ in self._forms})
        documents.extend(self._returned)
        cells = self._account.finish(self._all)
        problems = (*self._account.problems, *unseen(self._sheets))
        return Reading(
            self._file,
            sha256,
            tuple(documents),
            cells,
            problems,
            tuple(self._layouts),
            old_texts(self._sheets),
            as_of=self._told.used,
        )

    def _other_documents(self, here: Surroundings) -> Iterator[Document]:
        """Sheets that are no table of people: one person's sheet, a list of bodies."""
        for sheet, table in self._forms:
            words = [cell.line for cell in sheet.cells.values() if isinstance(cell.raw, str)]
            own = Surroundings().joined(
                [one for text in words[:20] for one in self._tools.units.territories(text)]
            )
            around = Surroundings(own.province or here.province, here.town or own.town)
            if table is None:
                yield self._told.of_sheet(self._personal.read(sheet, around))
            else:
                yield self._bodies.read(table, around)

    def _places(self, sheet: Sheet) -> list[_Place]:
        if self._personal.find(sheet):
            self._forms.append((sheet, None))
            return []
        headers = self._headers.find(sheet)
        bodies = self._bodies.find(sheet) if not headers else None
        if bodies is not None:
            self._forms.append((sheet, bodies))
            return []
        if not headers:
            headers = self._headers.find_unnamed(sheet)
        found = []
        for table in self._table_reader.cut(sheet, headers):
            if not table.people and not make_people_of_numbers(table):
                continue
            if not any(c.confidence > BY_VALUES for c in table.header.name_columns):
                self._propose(table)
                continue
            block = self._tools.titles.block(sheet, table.title_rows)
            found.append(self._place(table, block))
        return found

    def _place(self, table: Table, block: TitleBlock) -> _Place:
        """What a table is; its columns take the roles that they have in such a list."""
        settle_dates(table, self._account)
        kind = self._kind(table, block)
        said = self._tools.titles.kind(block) is DocumentKind.CLASS
        known = self._lists.recognise(table, block, kind, says_class=said)
        return _Place(table, block, kind, known.kind, known.meanings)

    def _propose(self, table: Table) -> None:
        """A list of people by its values only: its layout waits to be confirmed."""
        layout = self._layout_reader.describe(table, DocumentKind.UNKNOWN.value, is_read=False)
        self._layouts.append(layout)
        for column in table.header.columns:
            likely = usual_header(role_of(column), self._tools.vocabulary)
            for row in (table.header.top, *(row.index for row in table.rows)):
                cell = table.sheet.rows.get(row, {}).get(column.index)
                if cell is not None:
                    ref = CellRef(table.sheet.name, row, column.index)
                    said = problem_at(ref, "layout_unconfirmed", shown(cell), suggestion=likely)
                    self._account.list_cell(ref, said)

    def _kind(self, table: Table, block: TitleBlock) -> DocumentKind:
        """What the title says; where it says nothing, what the columns are of."""
        said = self._tools.titles.kind(block)
        if said in {DocumentKind.CLASS, DocumentKind.ROSTER}:
            return said
        header = table.header
        if header.of_role("class_name", "class_begins", "result"):
            return DocumentKind.CLASS
        silent = said is DocumentKind.UNKNOWN and not header.of_role("level", "mark")
        words = f"{block.words} {table.sheet.name}"
        if silent and self._tools.courses.read(words) is not None:
            return DocumentKind.CLASS
        return DocumentKind.ROSTER

    def _surroundings(self, places: list[_Place]) -> Surroundings:
        """The province and district named anywhere in the file's titles; communes are learnt."""
        here = Surroundings()
        for place in places:
            here = here.joined(self._tools.titles.territories(place.block))
            for line in place.block.lines:
                self._tools.units.learn(line.text)
            self._tools.units.learn(place.table.sheet.name)
            self._learn_from_rows(place.table)
        return here

    def _learn_from_rows(self, table: Table) -> None:
        columns = [c.index for c in table.header.of_role("unit", "post", "post_and_unit")]
        rows: Iterable[Row] = table.rows
        if table.sheet.dense is not None:
            self._learn_from_columns(table, columns)
            rows = [row for row in table.rows if not isinstance(row, LazyRow)]
        for row in rows:
            for column, cell in row.cells.items():
                if (column in columns or row.kind is RowKind.GROUP) and isinstance(cell.raw, str):
                    self._tools.units.learn(cell.line)

    def _learn_from_columns(self, table: Table, columns: list[int]) -> None:
        """Learn from the different texts of some columns, in the order in which rows hold them."""
        dense = table.sheet.dense
        assert dense is not None
        rows = np.array([row.index for row in table.people], np.int64)
        first: list[tuple[int, int, Cell]] = []
        for column in columns:
            codes, places = np.unique(dense.codes(column)[rows], return_index=True)
            first.extend(
                (int(rows[place]), column, dense.table[code])
                for code, place in zip(codes.tolist(), places.tolist(), strict=True)
                if code
            )
        for _, _, cell in sorted(first, key=lambda one: one[:2]):
            if isinstance(cell.raw, str):
                self._tools.units.learn(cell.line)

    def _own(self, here: Surroundings, place: _Place) -> Surroundings:
        """A title block's own province and district, completed by the file's."""
        own = Surroundings().joined(self._tools.titles.territories(place.block))
        return Surroundings(own.province or here.province, own.town or here.town)

    # --- lists and rosters

    def _list(self, listing: Listing, place: _Place) -> list[ListDocument]:
        if place.listed is None:
            return []
        day = self._tools.titles.day_of_list(place.block, self._foot(place.table))
        heading = self._lists.heading(listing, place.listed, day)
        heading = self._told.of_list(heading, _head(place.table))
        if place.listed is ListKind.CAREERS:
            return CareerListReader(self._tools, listing, heading).read_list()
        return ListReader(self._tools, listing, heading).read_list()

    def _as_of(self, place: _Place) -> PartialDate | None:
        said = self._tools.titles.as_of(place.block, self._foot(place.table))
        said = said or find_date(place.table.sheet.name)
        return self._told.completed(said, _head(place.table))

    @staticmethod
    def _foot(table: Table) -> list[str]:
        return [
            cell.line
            for row in table.rows
            if row.kind is RowKind.FURNITURE
            for cell in table.sheet.rows.get(row.index, {}).values()
        ]

    def _roster(self, listing: Listing, day: PartialDate | None) -> RosterDocument | ListDocument:
        """A roster; one that names no unit is a list of people, whose posts are listed."""
        reader = RosterReader(self._tools, listing, day)
        if reader.has_unit:
            return reader.read()
        dense = listing.table.sheet.dense
        if dense is not None and int(dense.counts[1:].sum()) > guard.CELL_LIMIT:
            self._refuse(listing, "long_roster_without_unit", _A_UNIT)
        title = self._tools.titles.title(listing.block)
        place = _head(listing.table)
        self._account.advise(problem_at(place, "roster_without_unit", title, expected=_A_UNIT))
        heading = self._lists.heading(listing, ListKind.PEOPLE, day)
        (document,) = PeopleReader(self._tools, listing, heading).read_list()
        return document

    def _refuse(self, listing: Listing, code: str, expected: str) -> None:
        cell = _head(listing.table)
        found = self._tools.titles.title(listing.block)
        problem = Problem(cell.sheet, cell.address, code, found, expected)
        raise WorkbookRefused((problem,), tuple(self._layouts))

    # --- what is no table

    def _refuse_without_table(self) -> None:
        if self._layouts:
            headers = tuple(p for p in self._account.problems if p.code == "layout_unconfirmed")
            columns = {(p.sheet, re.sub(r"\d", "", p.cell)): p for p in reversed(headers)}
            raise WorkbookRefused(tuple(reversed(columns.values())), tuple(self._layouts))
        texts = [cell for sheet in self._sheets for cell in sheet.cells.values()]
        if any(cell.is_doubtful for cell in texts):
            guard.refuse("legacy_encoding", found=self._file, expected="Unicode")
        names = ", ".join(sheet.name for sheet in self._sheets)
        guard.refuse("no_table_found", found=names, expected=_LOOKED_FOR)

    def _account_for_other_sheets(self, read: set[str]) -> None:
        """Sheets without a list: prose and summaries are no data of people."""
        for sheet in self._sheets:
            if sheet.name in read:
                continue
            words = " ".join(
                c.line for c in list(sheet.cells.values())[:30] if isinstance(c.raw, str)
            )
            titles = self._tools.vocabulary.titles.words
            is_summary = bool(titles["summary_document"].found_in(words))
            rows = [cells for cells in sheet.rows.values() if len(cells) >= 3]
            for (row, column), cell in sheet.cells.items():
                ref = CellRef(sheet.name, row, column)
                if cell.is_doubtful:
                    continue
                if is_summary and cell.number is not None:
                    self._account.mark(ref, CellClass.DERIVED)
                elif is_summary or (len(rows) < 3 and isinstance(cell.raw, str)):
                    self._account.mark(ref, CellClass.STRUCTURE)


def _head(table: Table) -> CellRef:
    """The first cell of a table's header: the place of what is said of the table as a whole."""
    return CellRef(table.sheet.name, table.header.top, table.header.columns[0].index)
