"""What one workbook says, cell by cell, before anybody is matched or anything is stored.

A `Reading` is the whole contract between the reader (this room) and the intake that stores:
the reader understands cells, it never decides who a person is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from canbo.engine.facts import (
    AttainmentState,
    AttendanceOutcome,
    ClassKind,
    Scale,
    Sex,
    StudyMode,
    TenureManner,
)
from canbo.engine.timeline import PartialDate


class CellClass(StrEnum):
    """What became of a cell: every cell with a value gets exactly one class."""

    FIELD = "field"  # carries a value of a row; the intake turns it into stored or listed
    STRUCTURE = "structure"  # titles, headers, STT, signatures, group rows, white space
    DERIVED = "derived"  # subtotals and totals, checked against the rows
    LISTED = "listed"  # not understood: has a Problem


@dataclass(frozen=True, slots=True, order=True)
class CellRef:
    """One cell: sheet name, row and column from 0."""

    sheet: str
    row: int
    column: int

    @property
    def address(self) -> str:
        """The address inside the sheet as Excel shows it: B7."""
        letters, column = "", self.column + 1
        while column:
            column, rest = divmod(column - 1, 26)
            letters = chr(65 + rest) + letters
        return f"{letters}{self.row + 1}"

    def __str__(self) -> str:
        return f"{self.sheet}!{self.address}"


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
    """The whole file cannot be taken in; nothing of it is stored."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(problem.code for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class UnitReading:
    """A unit as the file names it, e.g. name "Trường Sơn", type "phường", and its parents.

    `path` goes from the outermost parent named in the file to the unit itself; each step is the
    full name as written, expanded ("P. Trường Sơn" → "phường Trường Sơn").
    `level` is a value of UnitLevel.
    """

    path: tuple[str, ...]
    type: str
    level: str
    cell: CellRef | None = None


@dataclass(frozen=True, slots=True)
class PostReading:
    """A post read from a cell: a title code of the law's lists, or "" with the words kept."""

    title: str
    as_written: str
    manner: TenureManner = TenureManner.FULL
    unit: UnitReading | None = None  # None: the unit of the roster or group
    begins: PartialDate | None = None
    cell: CellRef | None = None


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


@dataclass(frozen=True, slots=True)
class PersonReading:
    """Who a row speaks of, as far as the row says; `cells` maps a field's name to its cell.

    Field names: name, sex, birth, ethnic_group, home_place, party_date, party_official_date, note.
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


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person of a unit roster. `row_cells`: all FIELD cells of the row, problems apart."""

    person: PersonReading
    unit: UnitReading
    posts: tuple[PostReading, ...]
    attainments: tuple[AttainmentReading, ...]
    row_cells: tuple[CellRef, ...]


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


@dataclass(frozen=True, slots=True)
class ClassDocument:
    """A class roster (danh sách học viên): one class, its learners."""

    sheet: str
    title: str
    training_class: ClassReading
    rows: tuple[ClassRow, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one file says.

    `cells` holds every cell with a value; `problems` every LISTED cell's reason and any advice.
    """

    file: str
    sha256: str
    documents: tuple[RosterDocument | ClassDocument, ...]
    cells: Mapping[CellRef, CellClass]
    problems: tuple[Problem, ...]

    def count(self, cell_class: CellClass) -> int:
        """Count the cells of one class."""
        return sum(1 for found in self.cells.values() if found is cell_class)
