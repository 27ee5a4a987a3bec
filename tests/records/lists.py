"""Lists as the workbook reader would give them, made by hand: no file is opened here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from canbo.engine.facts import Evidence, ParticularKind, TenureAct, TenureManner
from canbo.engine.timeline import Perspective
from canbo.exchange.workbooks.places import CellRef, PostReading
from canbo.exchange.workbooks.reading import (
    AttainmentReading,
    CellClass,
    ListDocument,
    ListKind,
    ListRow,
    PersonReading,
    Reading,
    UnitListDocument,
    UnitRow,
)
from canbo.exchange.workbooks.statements import (
    DecisionReading,
    Statement,
    TenureReading,
)
from canbo.records.queries import read_snapshot
from tests.records.sheets import NOON, WARD, day, unit

Saying = tuple[type[Statement], dict[str, Any]]


def says(made: type[Statement], begins: str = "", ends: str = "", /, **own: Any) -> Saying:
    """A statement with its days as offices write them."""
    return made, {"begins": day(begins or None), "ends": day(ends or None), **own}


def post(
    title: str, path: Sequence[str] | None = WARD, manner: TenureManner = TenureManner.FULL,
    act: TenureAct | None = None,
) -> PostReading:  # fmt: skip
    """A post of the law's list, or words, in a unit (None: the unit of the row)."""
    return PostReading(
        title, title, manner=manner, unit=unit(path) if path is not None else None, act=act
    )


def held(title: str, begins: str = "", ends: str = "", **own: Any) -> Saying:
    """A line of a career."""
    where = {key: own.pop(key) for key in ("path", "manner", "act") if key in own}
    return says(TenureReading, begins, ends, post=post(title, **where), **own)


def decision(number: str, on: str = "", issuer: str = "") -> DecisionReading:
    return DecisionReading(number, day(on or None), issuer)


@dataclass(frozen=True)
class Line:
    """One row of a list: who, and what is said."""

    name: str
    birth: str = ""
    says: tuple[Saying, ...] = ()
    path: Sequence[str] | None = WARD
    posts: tuple[PostReading, ...] = ()
    more: tuple[tuple[ParticularKind, str], ...] = ()
    attainments: tuple[AttainmentReading, ...] = ()


class _Paper:
    def __init__(self, sheet: str) -> None:
        self.sheet, self.row = sheet, 4
        self.cells: dict[CellRef, CellClass] = {CellRef(sheet, 0, 0): CellClass.STRUCTURE}
        self.own: list[CellRef] = []

    def line(self) -> None:
        self.row += 1
        self.own = []

    def cell(self) -> CellRef:
        found = CellRef(self.sheet, self.row, len(self.own) + 1)
        self.cells[found] = CellClass.FIELD
        self.own.append(found)
        return found


def listing(
    kind: ListKind, lines: Iterable[Line], *, file: str = "ds.xlsx", sheet: str = "DS",
    as_of: str | None = "31/7/2011", path: Sequence[str] | None = WARD, title: str = "DANH SÁCH",
    **told: Any,
) -> Reading:  # fmt: skip
    """A file with one list of people."""
    paper = _Paper(sheet)
    rows = tuple(_row(paper, line) for line in lines)
    units = (unit(path),) if path is not None else ()
    document = ListDocument(sheet, title, kind, day(as_of), units, rows, **told)
    return _file(file, (document,), paper.cells)


def _row(paper: _Paper, line: Line) -> ListRow:
    paper.line()
    cells = {"name": paper.cell()}
    if line.birth:
        cells["birth"] = paper.cell()
    cells |= {kind.value: paper.cell() for kind, _ in line.more}
    person = PersonReading(line.name, birth=day(line.birth), cells=cells, more=dict(line.more))
    posts = tuple(replace(one, cell=paper.cell()) for one in line.posts)
    levels = tuple(replace(one, cell=paper.cell()) for one in line.attainments)
    statements = tuple(kind(cell=paper.cell(), **own) for kind, own in line.says)
    own_unit = unit(line.path) if line.path is not None else None
    return ListRow(person, own_unit, posts, levels, statements, tuple(paper.own))


def unit_listing(
    rows: Iterable[tuple[Sequence[str], tuple[Saying, ...]]], *, year: str = "2010",
    file: str = "dv.xlsx", sheet: str = "DV",
) -> Reading:  # fmt: skip
    """A file with one list of units."""
    paper = _Paper(sheet)
    made = []
    for path, said in rows:
        paper.line()
        paper.cell()
        statements = tuple(kind(cell=paper.cell(), **own) for kind, own in said)
        made.append(UnitRow(unit(path), statements, tuple(paper.own)))
    document = UnitListDocument(sheet, "XẾP LOẠI", day(year), tuple(made))
    return _file(file, (document,), paper.cells)


def _file(file: str, documents: tuple[Any, ...], cells: dict[CellRef, CellClass]) -> Reading:
    digest = hashlib.sha256(repr((file, documents)).encode()).hexdigest()
    return Reading(file, digest, documents, cells, ())


def careers(*lines: Line, file: str = "qtct.xlsx", **told: Any) -> Reading:
    """A file with careers."""
    return listing(ListKind.CAREERS, lines, file=file, **told)


def tenures() -> set[tuple[str, str, str]]:
    """(name, title or words, span) of all tenures that stand; a span seen only has brackets."""
    snapshot = read_snapshot()
    names = {one.person: one.value for one in snapshot.particulars if one.kind == "name"}
    found = set()
    for one in snapshot.tenures:
        if one.voided_at is None:
            held_post = snapshot.posts[one.post]
            title = held_post.title or held_post.title_as_written
            found.add((names[one.person], title, span(one.validity)))
    return found


def span(validity: Any) -> str:
    begins = str(validity.begins or "")
    if not begins and validity.known_by is not None:
        begins = f"[{validity.known_by.isoformat()}]"
    return f"{begins}-{validity.ends or ''}"


def standing(kind: str) -> list[Any]:
    """The facts of one kind (a field of the snapshot) that stand."""
    return [one for one in getattr(read_snapshot(), kind) if one.voided_at is None]


def codes(report: Any) -> list[str]:
    """The codes of the problems of an import."""
    return sorted(problem.code for problem in report.problems)


def holders(title: str, on: date) -> set[str]:
    """Who holds a post on a day."""
    snapshot = read_snapshot().folded(Perspective(on, NOON.replace(year=2030)))
    names = {one.person: one.value for one in snapshot.particulars if one.kind == "name"}
    return {
        names[one.person] for one in snapshot.tenures if snapshot.posts[one.post].title == title
    }


DECIDED = Evidence.DECISION
