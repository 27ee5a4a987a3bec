"""What roster and class readers share: the tools, and the walk over a table's rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from canbo.engine.facts import UnitLevel
from canbo.exchange.workbooks.accounting import Account, problem_at, shown
from canbo.exchange.workbooks.courses import CourseReader
from canbo.exchange.workbooks.levels import LevelReader
from canbo.exchange.workbooks.list_columns import Meaning
from canbo.exchange.workbooks.people import Draft, Entry, PersonAssembler
from canbo.exchange.workbooks.places import CellRef, PostReading, UnitReading
from canbo.exchange.workbooks.posts import PostReader, Seat
from canbo.exchange.workbooks.progress import Step, tell
from canbo.exchange.workbooks.reading import CellClass
from canbo.exchange.workbooks.subtotals import SubtotalChecker
from canbo.exchange.workbooks.tables import Row, RowKind, Table
from canbo.exchange.workbooks.titles import TitleBlock, TitleReader
from canbo.exchange.workbooks.units import Surroundings, UnitReader
from canbo.exchange.workbooks.vocabulary import Vocabulary
from canbo.exchange.workbooks.words import Phrases, fold


@dataclass(frozen=True)
class Tools:
    """All readers of one file; they share the communes learnt from it."""

    vocabulary: Vocabulary
    units: UnitReader
    posts: PostReader
    courses: CourseReader
    titles: TitleReader
    levels: LevelReader
    account: Account

    @classmethod
    def of(cls, vocabulary: Vocabulary, account: Account) -> Tools:
        """Make the readers for one file."""
        units = UnitReader(vocabulary.units)
        return cls(
            vocabulary,
            units,
            PostReader(vocabulary.posts, units),
            CourseReader(vocabulary.courses),
            TitleReader(vocabulary.titles, units),
            LevelReader(vocabulary.levels),
            account,
        )


@dataclass(frozen=True, slots=True)
class Listing:
    """One table with its title block, where it stands, and what its columns mean beside roles."""

    table: Table
    block: TitleBlock
    here: Surroundings
    meanings: Mapping[int, Meaning] = field(default_factory=dict)

    @property
    def sheet(self) -> str:
        """The sheet's name."""
        return self.table.sheet.name


def ref_of(table: Table, row: Row, column: int) -> CellRef:
    """The place of one cell of a row."""
    return CellRef(table.sheet.name, row.index, column)


def row_refs(table: Table, row: Row) -> list[CellRef]:
    """The places of all cells of a row."""
    return [ref_of(table, row, column) for column in row.cells]


def list_row(account: Account, table: Table, row: Row, code: str) -> None:
    """List the cells of a row that cannot be taken, but for those listed for a reason of theirs."""
    for column, cell in row.cells.items():
        ref = ref_of(table, row, column)
        if account.class_of(ref) is not CellClass.LISTED:
            account.list_cell(ref, problem_at(ref, code, shown(cell)))


def walk(table: Table, apart: Collection[int] = ()) -> Iterator[tuple[Row, list[Row]]]:
    """Each group and each person, a person with the further lines that belong to it.

    `apart` are the numbers of rows that are read by column afterwards: they count as read then.
    """
    rows, done = table.rows, 0
    total = len(rows) - len(apart)
    for place, row in enumerate(rows):
        if row.index not in apart:
            tell(Step.READ, done, total)
            done += 1
        if row.kind not in {RowKind.PERSON, RowKind.GROUP}:
            continue
        more, last = [], place + 1
        while last < len(rows) and rows[last].kind is RowKind.MORE:
            more.append(rows[last])
            last += 1
        yield row, more
    tell(Step.READ, done, total)


def settle_furniture(tools: Tools, listing: Listing) -> None:
    """Account for titles, headers, subtotals, feet and rows nobody understands."""
    table, account = listing.table, tools.account
    SubtotalChecker(table, tools.vocabulary.titles, tools.levels, account).check()
    header = table.header
    for column in header.of_role("unknown"):
        if any(column.index in row.cells for row in table.people):
            ref = CellRef(listing.sheet, header.bottom, column.index)
            account.advise(problem_at(ref, "column_not_understood", column.label))
    for column in header.columns:
        if column.meant:
            ref = CellRef(listing.sheet, header.bottom, column.index)
            said = problem_at(ref, "header_mistyped", column.label, suggestion=column.meant)
            account.advise(said)
    for index in (*table.title_rows, *range(header.top, header.bottom + 1)):
        cells = table.sheet.rows.get(index, {})
        account.structure(
            CellRef(listing.sheet, index, c) for c, cell in cells.items() if not cell.is_doubtful
        )
    last = max((row.index for row in table.people), default=-1)
    for row in table.rows:
        if row.kind in {RowKind.FURNITURE, RowKind.GROUP}:
            account.structure(row_refs(table, row))
        elif row.kind is RowKind.UNKNOWN:
            for place, cell in row.cells.items():
                ref = ref_of(table, row, place)
                why = cell.doubt or "row_not_understood"
                account.list_cell(ref, problem_at(ref, why, shown(cell), suggestion=cell.likely))
        if row.index > last:
            beside = table.sheet.rows.get(row.index, {})
            account.structure(
                CellRef(listing.sheet, row.index, c)
                for c, cell in beside.items()
                if isinstance(cell.raw, str) and not cell.is_doubtful
            )


class PostColumns:
    """Reads the post columns of a row, each by its own header."""

    def __init__(self, tools: Tools, assembler: PersonAssembler) -> None:
        self._tools = tools
        self._assembler = assembler
        self._party: Phrases = tools.vocabulary.headers.words["party_post"]

    def read(self, draft: Draft, entry: Entry, seat: Seat) -> tuple[PostReading, ...]:
        """Read one post cell; a cell without letters is listed, a dash is nothing."""
        levels = self._tools.levels
        if levels.is_dash(entry.cell) or levels.is_nothing(entry.cell):
            self._assembler.set_aside(entry)
            return ()
        if not any(char.isalpha() for char in entry.cell.text):
            self._assembler.list_entry(entry, "post_not_understood")
            return ()
        context = self._context(entry, seat) or seat.context
        own = Seat(seat.level, seat.here, seat.unit, context)
        posts = self._tools.posts.read(
            entry.cell.text, own, entry.ref, concurrent=entry.column.concurrent
        )
        self._assembler.keep(draft, entry)
        for post in posts:
            if not post.title and not self._is_known_somewhere(post, seat):
                self._advise(post, entry)
        return posts

    def _is_known_somewhere(self, post: PostReading, seat: Seat) -> bool:
        """Whether only the level is not said: "CT UBND" of a learner whose unit nobody knows."""
        book = self._tools.vocabulary.posts
        return not seat.level and any(book.find(post.as_written, level) for level in UnitLevel)

    def _context(self, entry: Entry, seat: Seat) -> str:
        """A column "Chức vụ / Đảng" says of which body a bare "Bí thư" is."""
        leaf = entry.column.path[-1]
        if self._party.is_exactly(leaf):
            return "Thị ủy" if seat.level == "district" else "Đảng ủy"
        for body in ("HĐND", "UBND"):
            if fold(body) == fold(leaf):
                return body
        return "UBND" if "chinh quyen" in fold(leaf) else ""

    def _advise(self, post: PostReading, entry: Entry) -> None:
        suggestion = self._tools.posts.suggest(post.as_written)
        problem = problem_at(entry.ref, "post_not_in_lists", post.as_written, suggestion=suggestion)
        self._tools.account.advise(problem)


def distinct_units(units: list[UnitReading]) -> tuple[UnitReading, ...]:
    """Units in order of first mention, each once by its path."""
    found: dict[tuple[str, ...], UnitReading] = {}
    for unit in units:
        found.setdefault(tuple(fold(step) for step in unit.path), unit)
    return tuple(found.values())
