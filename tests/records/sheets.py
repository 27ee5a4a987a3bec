"""Readings as the workbook reader would give them, made by hand: no file is opened here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from canbo.accounts.access import local_operator
from canbo.engine.facts import AttendanceOutcome, ClassKind, Scale, Sex, TenureManner
from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks.places import CellRef, PostReading, UnitReading
from canbo.exchange.workbooks.reading import (
    AttainmentReading,
    CellClass,
    ClassDocument,
    ClassReading,
    ClassRow,
    PersonReading,
    Reading,
    RosterDocument,
    RosterRow,
)
from canbo.law import load
from canbo.records import operations
from canbo.records.operations import ImportReport

TOWN = "thị xã Sầm Sơn"
WARD = (TOWN, "phường Trường Sơn")
OPERATOR = local_operator()
NOON = datetime(2011, 8, 1, 5, tzinfo=UTC)


def day(text: str | None) -> PartialDate | None:
    """Read a date as offices write it."""
    return PartialDate.parse(text) if text else None


def unit(path: Sequence[str]) -> UnitReading:
    """A unit by its path of full names."""
    kind = path[-1].rsplit(" ", 2)[0].lower() if len(path[-1].split()) > 2 else path[-1].split()[0]
    level = "commune" if kind in ("phường", "xã", "thị trấn") else "district"
    return UnitReading(tuple(path), kind, level)


@dataclass(frozen=True)
class Row:
    """One line of a roster or class."""

    name: str
    birth: str = ""
    posts: tuple[str, ...] = ()
    level: str = ""
    sex: str = ""
    home: str = ""
    unit: tuple[str, ...] | None = None
    note: str = ""
    party: str = ""
    reached: str = ""
    manner: TenureManner = TenureManner.FULL
    outcome: AttendanceOutcome = AttendanceOutcome.ENROLLED
    words: str = ""
    field: str = ""


class Sheet:
    """Gives out the cells of one sheet, row by row."""

    def __init__(self, name: str, cells: dict[CellRef, CellClass]) -> None:
        self.name = name
        self.cells = cells
        self.row = 4

    def line(self) -> None:
        self.row += 1
        self.cells[CellRef(self.name, self.row, 0)] = CellClass.STRUCTURE

    def cell(self, column: int) -> CellRef:
        found = CellRef(self.name, self.row, column)
        self.cells[found] = CellClass.FIELD
        return found


def person(sheet: Sheet, row: Row) -> PersonReading:
    """The person of a line, each value in its own cell."""
    cells = {"name": sheet.cell(1)}
    for column, (field, value) in enumerate(
        (("birth", row.birth), ("sex", row.sex), ("home_place", row.home), ("note", row.note),
         ("party_date", row.party)), start=2,
    ):  # fmt: skip
        if value:
            cells[field] = sheet.cell(column)
    return PersonReading(
        name=row.name,
        sex=Sex(row.sex) if row.sex else None,
        birth=day(row.birth),
        home_place=row.home,
        party_date=day(row.party),
        note=row.note,
        cells=cells,
    )


def roster_row(sheet: Sheet, path: Sequence[str], row: Row) -> RosterRow:
    """One line of a unit roster."""
    sheet.line()
    said = person(sheet, row)
    posts = tuple(
        PostReading(post, post, manner=row.manner, cell=sheet.cell(8 + place))
        for place, post in enumerate(row.posts)
    )
    attainments: tuple[AttainmentReading, ...] = ()
    if row.level:
        level = AttainmentReading(
            Scale.PROFESSIONAL, row.level, field=row.field, reached=day(row.reached),
            cell=sheet.cell(12),
        )  # fmt: skip
        attainments = (level,)
    own = unit(row.unit or path)
    return RosterRow(said, own, posts, attainments, _cells_of(sheet))


def _cells_of(sheet: Sheet) -> tuple[CellRef, ...]:
    return tuple(
        cell
        for cell, kind in sheet.cells.items()
        if cell.sheet == sheet.name and cell.row == sheet.row and kind is CellClass.FIELD
    )


def roster(
    rows: Iterable[Row], *, as_of: str | None = "31/12/2010", path: Sequence[str] = WARD,
    file: str = "truong-son.xlsx", sheet: str = "DS",
) -> Reading:  # fmt: skip
    """A file with one unit roster."""
    return workbook(file, [roster_sheet(rows, as_of=as_of, path=path, sheet=sheet)])


def roster_sheet(
    rows: Iterable[Row], *, as_of: str | None, path: Sequence[str] = WARD, sheet: str = "DS"
) -> tuple[RosterDocument, dict[CellRef, CellClass]]:
    """One sheet with a unit roster, and its cells."""
    cells: dict[CellRef, CellClass] = {CellRef(sheet, 0, 0): CellClass.STRUCTURE}
    paper = Sheet(sheet, cells)
    made = tuple(roster_row(paper, path, row) for row in rows)
    return RosterDocument(sheet, "DANH SÁCH", day(as_of), (unit(path),), made), cells


def class_sheet(
    rows: Iterable[Row], *, name: str = "Lớp trung cấp LLCT–HC K12", begins: str = "9/2008",
    ends: str = "6/2010", sheet: str = "L1", kind: ClassKind = ClassKind.TRAINING,
) -> tuple[ClassDocument, dict[CellRef, CellClass]]:  # fmt: skip
    """One sheet with a class roster, and its cells."""
    cells: dict[CellRef, CellClass] = {CellRef(sheet, 0, 0): CellClass.STRUCTURE}
    paper = Sheet(sheet, cells)
    course = "LLCT-TC" if kind is ClassKind.TRAINING else "BD-QLNN"
    told = ClassReading(name, kind, course, day(begins), day(ends), cell=CellRef(sheet, 0, 0))
    made = []
    for row in rows:
        paper.line()
        said = person(paper, row)
        own = unit(row.unit) if row.unit else None
        words = row.words or (row.unit[-1] if row.unit else "")
        made.append(ClassRow(said, row.outcome, own, words, "", (), _cells_of(paper)))
    return ClassDocument(sheet, name, told, tuple(made)), cells


def workbook(
    file: str, sheets: Sequence[tuple[RosterDocument | ClassDocument, dict[CellRef, CellClass]]]
) -> Reading:
    """A file of several sheets; its hash is that of what it says."""
    cells = {cell: kind for _, found in sheets for cell, kind in found.items()}
    documents = tuple(document for document, _ in sheets)
    digest = hashlib.sha256(repr((file, documents)).encode()).hexdigest()
    return Reading(file, digest, documents, cells, ())


def classes(rows: Iterable[Row], *, file: str = "lop.xlsx", **told: str) -> Reading:
    """A file with one class roster."""
    return workbook(file, [class_sheet(rows, **told)])  # type: ignore[arg-type]


def take(
    reading: Reading,
    *,
    at: datetime = NOON,
    preview: bool = False,
    decisions: Mapping[str, str] | None = None,
) -> ImportReport:
    """Import as the local operator."""
    return operations.import_workbook(
        reading=reading, actor=OPERATOR, at=at, law=load(), preview=preview, decisions=decisions
    )


ALL_NEW = {"kind:likely_duplicate": "create"}  # who is nearly somebody known is somebody else


def take_as_others(reading: Reading, *, at: datetime = NOON) -> ImportReport:
    """Import rows of whom some are likely known as people of their own."""
    return take(reading, at=at, decisions=ALL_NEW)
