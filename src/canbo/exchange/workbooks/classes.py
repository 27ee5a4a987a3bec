"""Class rosters (danh sách học viên): which class, when, and who sat in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from canbo.engine.facts import AttendanceOutcome, UnitLevel
from canbo.exchange.workbooks.accounting import problem_at, shown
from canbo.exchange.workbooks.courses import CourseFound
from canbo.exchange.workbooks.dates import Span, find_date, find_span
from canbo.exchange.workbooks.listing import (
    Listing,
    PostColumns,
    Tools,
    list_row,
    ref_of,
    settle_furniture,
    walk,
)
from canbo.exchange.workbooks.people import Draft, Entry, PersonAssembler
from canbo.exchange.workbooks.places import CellRef, PostReading, UnitReading
from canbo.exchange.workbooks.posts import Seat
from canbo.exchange.workbooks.reading import ClassDocument, ClassReading, ClassRow
from canbo.exchange.workbooks.tables import Row, RowKind, without_order
from canbo.exchange.workbooks.titles import ClassMeta
from canbo.exchange.workbooks.words import fold, nearest, trim

_CLASS_ROLES = frozenset({"class_name", "class_begins", "class_ends", "class_span", "class_place"})
_OWN_ROLES = _CLASS_ROLES | {"post", "post_and_unit", "unit", "result", "note"}


@dataclass(slots=True)
class _Learners:
    """The rows of one class while a table is read."""

    meta: ClassMeta
    rows: list[ClassRow] = field(default_factory=list)
    sources: list[Row] = field(default_factory=list)


class ClassReader:
    """Reads one table as the roster of one class, or of several that rows or columns tell apart."""

    def __init__(self, tools: Tools, listing: Listing) -> None:
        self._tools = tools
        self._listing = listing
        self._title_meta = tools.titles.class_meta(listing.block)
        span = self._title_meta.span
        years = [
            day.year for day in (span.begins, span.ends, self._title_meta.decision_date) if day
        ]
        latest = max(years, default=2100)
        self._assembler = PersonAssembler(listing.table, tools.vocabulary, tools.account, latest)
        self._posts = PostColumns(tools, self._assembler)
        self._carried: dict[int, Entry] = {}

    def read(self) -> list[ClassDocument]:
        """Read all learners by class, and account for every other cell of the table."""
        classes: dict[tuple[str, str, str], _Learners] = {}
        group_meta, group_unit = self._title_meta, None
        for row, more in walk(self._listing.table):
            if row.kind is RowKind.GROUP:
                meta, unit = self._enter(row)
                group_meta, group_unit = meta or group_meta, unit if unit or meta else group_unit
                continue
            found, meta = self._learner(row, more, group_meta, group_unit)
            key = (fold(meta.name), str(meta.span.begins), str(meta.span.ends))
            learners = classes.setdefault(key, _Learners(meta))
            learners.sources.append(row)
            if found is not None:
                learners.rows.append(found)
        settle_furniture(self._tools, self._listing)
        documents = [self._document(learners) for learners in classes.values()]
        return [document for document in documents if document is not None]

    def _enter(self, row: Row) -> tuple[ClassMeta | None, UnitReading | None]:
        """A group row names a class (with its span) or a unit."""
        column, cell = next(
            (
                item
                for item in row.cells.items()
                if isinstance(item[1].raw, str) and len(item[1].line) > 3
            ),
            next(iter(row.cells.items())),
        )
        text = without_order(cell.line)
        ref = ref_of(self._listing.table, row, column)
        unit = self._tools.units.read(text, self._listing.here, ref, loose=True)
        says_class = re.search(r"(?i)\b(lớp|khóa|khoá|bồi dưỡng|tập huấn)\b", text)
        if says_class and (
            unit is None or find_span(text).is_known or self._tools.courses.read(text)
        ):
            meta = self._tools.titles.meta_of_text(text, ref)
            span = meta.span if meta.span.is_known else self._title_meta.span
            return replace(self._title_meta, name=meta.name, span=span, cell=ref), None
        return None, unit

    # --- one learner

    def _learner(
        self, row: Row, more: list[Row], meta: ClassMeta, group_unit: UnitReading | None
    ) -> tuple[ClassRow | None, ClassMeta]:
        draft = Draft()
        own: dict[str, list[Entry]] = {}
        for entry in self._with_carried(row, more):
            role = entry.column.role
            if role in _OWN_ROLES and not entry.cell.is_doubtful and entry.cell.raw is not None:
                own.setdefault(role, []).append(entry)
            elif not self._assembler.take(draft, entry):
                self._assembler.list_entry(
                    entry, "cell_not_understood", expected=entry.column.label
                )
        self._note_levels(draft)
        self._assembler.close(draft)
        meta = self._class_of_row(draft, own, meta)
        outcome = self._outcome(draft, own)
        unit, unit_text = self._unit(draft, own, group_unit)
        posts, post_text, unit = self._read_posts(draft, own, unit)
        if not draft.name:
            list_row(self._tools.account, self._listing.table, row, "name_missing")
            return None, meta
        found = ClassRow(
            person=draft.person(),
            outcome=outcome,
            unit=unit,
            unit_as_written=unit_text,
            post_as_written=post_text,
            posts=posts,
            row_cells=tuple(draft.row_cells),
        )
        return found, meta

    def _with_carried(self, row: Row, more: list[Row]) -> list[Entry]:
        """The row's cells, completed by unit and class cells merged down over several rows."""
        entries = list(self._assembler.entries(row, more))
        present = {entry.column.index for entry in entries}
        sheet = self._listing.table.sheet
        for column in self._listing.table.header.of_role("unit", "post_and_unit", *_CLASS_ROLES):
            span = sheet.span_at(row.index, column.index)
            if column.index in present or span is None or span[0] >= row.index:
                continue
            cell = sheet.at(row.index, column.index)
            if (
                cell is not None
                and not cell.is_blank
                and span[0] > self._listing.table.header.bottom
            ):
                entries.append(Entry(column, cell, ()))
        return entries

    def _note_levels(self, draft: Draft) -> None:
        """A class roster opens no attainment: levels written there go into the note."""
        for found in draft.attainments:
            draft.notes.append(("", found.as_written))
        draft.attainments = []

    def _class_of_row(
        self, draft: Draft, own: Mapping[str, list[Entry]], meta: ClassMeta
    ) -> ClassMeta:
        """A roster over many classes names class and time in columns of its own."""
        name, span, place, cell = meta.name, meta.span, meta.institution, meta.cell
        begins = ends = None
        for role in _CLASS_ROLES:
            for entry in own.get(role, ()):
                self._assembler.keep(draft, entry)
                text = entry.cell.line
                if role == "class_name":
                    name, cell = text, entry.refs[0] if entry.refs else cell
                    said = find_span(text)
                    span = said if said.is_known else span
                elif role == "class_place":
                    place = text
                elif role == "class_begins":
                    begins = entry.cell.day or find_date(text)
                elif role == "class_ends":
                    ends = entry.cell.day or find_date(text)
        for entry in own.get("class_span", ()):
            day = entry.cell.day
            said = Span(day, day) if day else find_span(entry.cell.line)
            span = said if said.is_known else span
        if begins or ends:
            span = Span(begins or span.begins, ends or span.ends)
        return replace(meta, name=name, span=span, institution=place, cell=cell)

    def _outcome(self, draft: Draft, own: Mapping[str, list[Entry]]) -> AttendanceOutcome:
        outcomes: list[AttendanceOutcome] = []
        for role in ("result", "note"):
            for entry in own.get(role, ()):
                if self._tools.levels.is_dash(entry.cell):
                    self._assembler.set_aside(entry)
                    continue
                said = self._tools.courses.outcome(entry.cell.line, is_result=role == "result")
                if said is not None:
                    outcomes.append(said)
                label = entry.column.label if role == "result" else ""
                draft.notes.append((label, entry.cell.line))
                self._assembler.keep(draft, entry, "note")
        if AttendanceOutcome.DROPPED in outcomes:
            return AttendanceOutcome.DROPPED
        return outcomes[0] if outcomes else AttendanceOutcome.ENROLLED

    def _unit(
        self, draft: Draft, own: Mapping[str, list[Entry]], group_unit: UnitReading | None
    ) -> tuple[UnitReading | None, str]:
        found, texts = None, []
        for entry in own.get("unit", ()):
            if self._tools.levels.is_dash(entry.cell):
                self._assembler.set_aside(entry)
                continue
            ref = entry.refs[0] if entry.refs else None
            texts.append(entry.cell.line)
            text = self._tools.units.with_kind(entry.cell.line, entry.column.path[-1])
            found = found or self._tools.units.read(text, self._listing.here, ref, loose=True)
            self._assembler.keep(draft, entry)
        if not texts and group_unit is not None:
            return group_unit, group_unit.path[-1]
        return found, ", ".join(texts)

    def _read_posts(
        self, draft: Draft, own: Mapping[str, list[Entry]], unit: UnitReading | None
    ) -> tuple[tuple[PostReading, ...], str, UnitReading | None]:
        posts: list[PostReading] = []
        texts: list[str] = []
        entries = [*own.get("post", ()), *own.get("post_and_unit", ())]
        for entry in entries:
            texts.append(entry.cell.line)
            if unit is None:
                unit = self._unit_inside(entry)
            level = unit.level if unit is not None else ""
            if entry.refs:
                posts.extend(self._posts.read(draft, entry, Seat(level, self._listing.here, unit)))
        if unit is None:
            unit = next((post.unit for post in posts if post.unit is not None), None)
        return tuple(posts), ", ".join(texts), unit

    def _unit_inside(self, entry: Entry) -> UnitReading | None:
        """The unit named inside a post cell: "PCT UBND P. Trường Sơn", "CV phòng Nội vụ"."""
        units, here = self._tools.units, self._listing.here
        ref = entry.refs[0] if entry.refs else None
        found = units.territories(entry.cell.line)
        communes = [t for t in found if t.level == UnitLevel.COMMUNE]
        if communes:
            return units.commune(communes[0], here, ref)
        for piece in re.split(r"[,;\n]|\s[-–]\s", entry.cell.text):
            if any(self._tools.vocabulary.posts.find(piece, level) for level in UnitLevel):
                continue
            known = units.read(trim(piece), here, ref, loose=True)
            if known is not None:
                return known
        posts = self._tools.posts.read(entry.cell.text, Seat("district", here), ref)
        return next((post.unit for post in posts if post.unit is not None), None)

    # --- the class

    def _document(self, learners: _Learners) -> ClassDocument | None:
        meta = learners.meta
        course = self._course(meta)
        if course is None:
            self._list_class(learners)
            return None
        reading = ClassReading(
            name=meta.name,
            kind=course.kind,
            course=course.course,
            begins=meta.span.begins,
            ends=meta.span.ends,
            institution=meta.institution,
            place=meta.place,
            decision_number=meta.decision_number,
            decision_date=meta.decision_date,
            cell=meta.cell,
        )
        title = self._tools.titles.title(self._listing.block)
        return ClassDocument(self._listing.sheet, title, reading, tuple(learners.rows))

    def _course(self, meta: ClassMeta) -> CourseFound | None:
        courses = self._tools.courses
        found = courses.read(meta.name) or courses.read(
            self._tools.titles.title(self._listing.block)
        )
        if found is None and meta.name == self._title_meta.name:
            found = courses.read(self._listing.block.words) or courses.read(self._listing.sheet)
        return found

    def _list_class(self, learners: _Learners) -> None:
        account, meta = self._tools.account, learners.meta
        suggestion = nearest(meta.name, self._tools.courses.candidates())
        title = meta.cell or CellRef(self._listing.sheet, self._listing.table.header.top, 0)
        account.list_cell(
            title, problem_at(title, "class_kind_unknown", meta.name, suggestion=suggestion)
        )
        for row in learners.sources:
            for column, cell in row.cells.items():
                ref = ref_of(self._listing.table, row, column)
                account.list_cell(ref, problem_at(ref, "class_not_understood", shown(cell)))
