"""What one workbook says, cell by cell, before anybody is matched or anything is stored.

A `Reading` is the whole contract between the reader (this room) and the intake that stores:
the reader understands cells, it never decides who a person is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from canbo.engine.facts import (
    AttainmentState,
    AttendanceOutcome,
    ClassKind,
    ParticularKind,
    Scale,
    Sex,
    StudyMode,
)
from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks.keys import KeyColumn
from canbo.exchange.workbooks.layouts import LayoutReading
from canbo.exchange.workbooks.places import CellRef, PostReading, UnitReading
from canbo.exchange.workbooks.statements import (
    DecisionReading,
    ElectionReading,
    SchemeReading,
    Statement,
    TenureReading,
    TermReading,
)

if TYPE_CHECKING:
    from canbo.exchange.workbooks.bulk import BulkRows


class CellClass(StrEnum):
    """What became of a cell: every cell with a value gets exactly one class."""

    FIELD = "field"  # carries a value of a row; the intake turns it into stored or listed
    STRUCTURE = "structure"  # titles, headers, STT, signatures, group rows, white space
    DERIVED = "derived"  # subtotals and totals, checked against the rows
    LISTED = "listed"  # not understood: has a Problem


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the file that a person must look at; words come from the face, by `code`."""

    sheet: str
    cell: str
    code: str
    found: str
    expected: str = ""
    suggestion: str = ""


class WorkbookRefused(Exception):
    """The whole file cannot be taken in; nothing of it is stored.

    `layouts`: the tables that were found all the same, for an office to say what their columns are.
    """

    def __init__(
        self, problems: tuple[Problem, ...], layouts: tuple[LayoutReading, ...] = ()
    ) -> None:
        super().__init__("; ".join(problem.code for problem in problems))
        self.problems = problems
        self.layouts = layouts


@dataclass(frozen=True, slots=True)
class AttainmentReading:
    """A level on a scale read from a cell under its whole header path."""

    scale: Scale
    level: str
    state: AttainmentState = AttainmentState.COMPLETED
    field: str = ""
    mode: StudyMode | None = None
    school: str = ""
    reached: PartialDate | None = None
    as_written: str = ""
    cell: CellRef | None = None
    studied_from: PartialDate | None = None
    studied_to: PartialDate | None = None
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class PersonReading:
    """Who a row speaks of, as far as the row says; `cells` maps a field's name to its cell.

    Field names: name, sex, birth, ethnic_group, home_place, party_date, party_official_date, note,
    and the values of the kinds in `more` (dates there in ISO form).
    """

    name: str
    sex: Sex | None = None
    birth: PartialDate | None = None
    ethnic_group: str = ""
    home_place: str = ""
    party_date: PartialDate | None = None
    party_official_date: PartialDate | None = None
    note: str = ""
    cells: Mapping[str, CellRef] = field(default_factory=dict)
    more: Mapping[ParticularKind, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person of a unit roster. `row_cells`: all FIELD cells of the row, problems apart."""

    person: PersonReading
    unit: UnitReading
    posts: tuple[PostReading, ...]
    attainments: tuple[AttainmentReading, ...]
    row_cells: tuple[CellRef, ...]
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One learner of a class roster; the post written here opens no tenure."""

    person: PersonReading
    outcome: AttendanceOutcome
    unit: UnitReading | None
    unit_as_written: str
    post_as_written: str
    posts: tuple[PostReading, ...]
    row_cells: tuple[CellRef, ...]


@dataclass(frozen=True, slots=True)
class ClassReading:
    """A class named in title lines: course code of the law's course list, or "" with words kept."""

    name: str
    kind: ClassKind
    course: str
    begins: PartialDate | None
    ends: PartialDate | None
    institution: str = ""
    place: str = ""
    decision_number: str = ""
    decision_date: PartialDate | None = None
    cell: CellRef | None = None


@dataclass(frozen=True, slots=True)
class RosterDocument:
    """A unit roster (danh sách trích ngang): one unit tree, one day, its people."""

    sheet: str
    title: str
    as_of: PartialDate | None
    units: tuple[UnitReading, ...]
    rows: tuple[RosterRow, ...]
    bulk: BulkRows | None = None  # further rows, read by column


@dataclass(frozen=True, slots=True)
class ClassDocument:
    """A class roster (danh sách học viên): one class, its learners."""

    sheet: str
    title: str
    training_class: ClassReading
    rows: tuple[ClassRow, ...]


class ListKind(StrEnum):
    """What a list of people that is neither roster nor class says of them."""

    PLANNING = "planning"  # danh sách quy hoạch
    MOVES = "moves"  # danh sách điều động, luân chuyển
    ELECTION = "election"  # danh sách trúng cử, ban chấp hành
    RATINGS = "ratings"  # kết quả đánh giá, xếp loại
    CAREERS = "careers"  # quá trình công tác
    RANKS = "ranks"  # danh sách ngạch, bậc lương
    AWARDS = "awards"  # khen thưởng
    DISCIPLINES = "disciplines"  # kỷ luật
    LEAVES = "leaves"  # nghỉ thai sản, ốm …
    RETIREMENTS = "retirements"  # nghỉ hưu, thôi việc
    APPOINTMENTS = "appointments"  # bổ nhiệm, miễn nhiệm
    DECISIONS = "decisions"  # sổ theo dõi quyết định: acts of many kinds
    STUDIES = "studies"  # danh sách cán bộ học đại học …, văn bằng
    PEOPLE = "people"  # danh sách không ghi của đơn vị nào


@dataclass(frozen=True, slots=True)
class ListRow:
    """One person of a list and what the list says of them.

    `posts` are the posts written as held now: they are a sighting of that day and open no tenure
    (what the list itself decides is in `statements`).
    """

    person: PersonReading
    unit: UnitReading | None
    posts: tuple[PostReading, ...]
    attainments: tuple[AttainmentReading, ...]
    statements: tuple[Statement, ...]
    row_cells: tuple[CellRef, ...]


@dataclass(frozen=True, slots=True)
class ListDocument:
    """A list of people under one heading: who is planned, moved, elected, rated …

    `decision` is the one named in the title lines: it decides what this kind of list decides (who
    is planned, moved …), not what the list only quotes of somebody (a rating in a planning list).
    `term`, `election` and `scheme` are what the title says that all rows belong to; without
    `election` the rows of an election list hold their seats, nobody says how they came to them.
    A list that only proposes (đề nghị, dự kiến, phương án) states nothing of what it proposes.
    `whole`: the list says of itself that it is all of them (the whole pool of the unit and term):
    whoever is not in it has left. `of_known`: its rows were added to a list that this home
    exported, and speak of people of the home only.
    """

    sheet: str
    title: str
    kind: ListKind
    as_of: PartialDate | None
    units: tuple[UnitReading, ...]
    rows: tuple[ListRow, ...]
    decision: DecisionReading | None = None
    term: TermReading | None = None
    election: ElectionReading | None = None
    scheme: SchemeReading | None = None
    year: PartialDate | None = None
    whole: bool = False
    of_known: bool = False


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit of a list of units, with its statements (ratings)."""

    unit: UnitReading
    statements: tuple[Statement, ...]
    row_cells: tuple[CellRef, ...]


@dataclass(frozen=True, slots=True)
class UnitListDocument:
    """A list of units or Party bodies under one heading (xếp loại tập thể, tổ chức đảng)."""

    sheet: str
    title: str
    year: PartialDate | None
    rows: tuple[UnitRow, ...]


@dataclass(frozen=True, slots=True)
class EditedCell:
    """A cell of an exported list that no longer says what it said when exported.

    `value` is what it says now, as its column is read: a text or code, PartialDate, int,
    AttainmentReading, posts; None for a cell that was emptied. `facts` are the keys of the facts
    that it showed; none for one that was empty.
    """

    column: KeyColumn
    cell: CellRef
    value: EditedValue
    facts: tuple[UUID, ...] = ()


EditedValue = str | int | PartialDate | AttainmentReading | tuple[PostReading, ...] | None


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row of an exported list that came back: whose it is, by its key, and its edited cells.

    `person` says no more than the name that stands in the row now.
    """

    subject: UUID
    person: PersonReading
    cells: tuple[EditedCell, ...]
    row_cells: tuple[CellRef, ...]


@dataclass(frozen=True, slots=True)
class ReturnedDocument:
    """A list that this home exported, come back: what nobody touched says nothing new.

    `kind` is the list's; `as_of` and `known_at` are the perspective it was exported from; `left`
    are those whose rows are no longer there: nothing follows from that.
    """

    sheet: str
    title: str
    kind: str
    as_of: date
    known_at: datetime
    rows: tuple[ReturnedRow, ...]
    left: tuple[UUID, ...] = ()


Document = RosterDocument | ClassDocument | ListDocument | UnitListDocument | ReturnedDocument


@dataclass(frozen=True, slots=True)
class OldText:
    """What a cell holds that was typed in a font with an encoding of its own (TCVN3, VNI …)."""

    raw: str
    encoding: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one file says.

    `cells` holds every cell with a value; `problems` every LISTED cell's reason and any advice.
    `old_texts` keeps, as the file holds them, the texts that were brought to Unicode: everything
    else in a reading is Unicode.
    """

    file: str
    sha256: str
    documents: tuple[Document, ...]
    cells: Mapping[CellRef, CellClass]
    problems: tuple[Problem, ...]
    layouts: tuple[LayoutReading, ...] = ()
    old_texts: Mapping[CellRef, OldText] = field(default_factory=dict)
    row_by_row: Callable[[], Reading] | None = None  # the same, no row read in bulk
    as_of: date | None = None  # the day that the office told, where a list that names none took it
    on_day: Callable[[date], Reading] | None = None  # the same with a day that the office tells

    @property
    def bulk(self) -> tuple[BulkRows, ...]:
        """The rows that were read by column: `cells` leaves theirs out."""
        rosters = (one for one in self.documents if isinstance(one, RosterDocument))
        return tuple(one.bulk for one in rosters if one.bulk is not None)

    def singly(self) -> Reading:
        """The file read row by row throughout. Raises WorkbookRefused (workbook_too_large)."""
        return self.row_by_row() if self.bulk and self.row_by_row is not None else self

    def count(self, cell_class: CellClass) -> int:
        """Count the cells of one class."""
        return sum(1 for found in self.cells.values() if found is cell_class) + sum(
            rows.count(cell_class) for rows in self.bulk
        )


def held_by_lines(reading: Reading, day: date) -> int:
    """How many lines of the file's careers hold a post on a day, by their dates as they stand:
    begun by then, and over only later; nothing is repaired or joined."""
    return sum(
        line.begins is not None
        and line.begins.latest <= day
        and (line.ends is None or line.ends.earliest > day)
        for document in reading.documents
        if isinstance(document, ListDocument) and document.kind is ListKind.CAREERS
        for row in document.rows
        for line in row.statements
        if isinstance(line, TenureReading)
    )
