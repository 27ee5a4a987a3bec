"""Lists of careers (quá trình công tác): several lines of a person, one post or more on each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from canbo.engine.timeline import NotADate, PartialDate
from canbo.exchange.workbooks.accounting import problem_at
from canbo.exchange.workbooks.careers import (
    CareerReader,
    LinePosts,
    LineSpan,
    are_foreign,
    read_end,
)
from canbo.exchange.workbooks.dates import EXPECTED, ImpossibleDate
from canbo.exchange.workbooks.headers import is_numbers_row
from canbo.exchange.workbooks.list_places import root_of_list
from canbo.exchange.workbooks.list_titles import Heading
from canbo.exchange.workbooks.listing import (
    Listing,
    Tools,
    distinct_units,
    ref_of,
    row_refs,
    settle_furniture,
)
from canbo.exchange.workbooks.names import looks_like_name
from canbo.exchange.workbooks.numbered import names_are_numbers, take_number
from canbo.exchange.workbooks.people import Draft, Entry
from canbo.exchange.workbooks.places import UnitReading
from canbo.exchange.workbooks.progress import Step, counted
from canbo.exchange.workbooks.reading import CellClass, ListDocument, ListKind, ListRow
from canbo.exchange.workbooks.rosters import POST_ROLES, Group, RosterReader, group_text
from canbo.exchange.workbooks.statements import Statement, TenureReading
from canbo.exchange.workbooks.tables import Row, RowKind, name_text
from canbo.exchange.workbooks.words import fold

_LINE_POSTS = ("line_post", "line_post_and_unit")
_TIMES = ("line_span", "line_begins", "line_ends")
_LINE_ROLES = frozenset({*_LINE_POSTS, *_TIMES, "line_unit", "line_field"})


@dataclass(slots=True)
class _Career:
    """One person while the lines are read."""

    draft: Draft
    unit: UnitReading | None
    statements: list[Statement] = field(default_factory=list)
    last_unit: UnitReading | None = None

    def goes_on_with(self, draft: Draft) -> bool:
        """Whether a further line that names somebody is still this person's."""
        if fold(draft.name) != fold(self.draft.name):
            return False
        before, now = self.draft.birth, draft.birth
        return before is None or now is None or before.agrees_with(now)


class CareerListReader(RosterReader):
    """Reads one table of careers."""

    def __init__(self, tools: Tools, listing: Listing, heading: Heading) -> None:
        super().__init__(tools, listing, heading.as_of)
        self._heading = heading
        self._numbers = names_are_numbers(listing.table)
        labels = (column.label for column in listing.table.header.columns)
        is_foreign = are_foreign(listing.here, labels)
        self._is_foreign = is_foreign  # nothing of our lists is near its posts
        self._reader = CareerReader(tools, listing.here, is_foreign=is_foreign)
        self._roles = {column.index: column.role for column in listing.table.header.columns}
        self._told: set[str] = set()

    def _find_root(self) -> UnitReading | None:
        return root_of_list(self._tools, self._listing, super()._find_root())

    def read_list(self) -> list[ListDocument]:
        """Read everybody's lines, and account for every other cell of the table."""
        rows = [self._as_row(career) for career in self._careers()]
        settle_furniture(self._tools, self._listing)
        heading = self._heading
        document = ListDocument(
            sheet=self._listing.sheet,
            title=heading.title,
            kind=ListKind.CAREERS,
            as_of=heading.as_of,
            units=distinct_units(self._units),
            rows=tuple(rows),
            decision=heading.decision,
        )
        return [document]

    @staticmethod
    def _as_row(career: _Career) -> ListRow:
        draft = career.draft
        return ListRow(
            draft.person(), career.unit, (), tuple(draft.attainments),
            (*draft.statements, *career.statements), tuple(draft.row_cells),
        )  # fmt: skip

    # --- rows

    def _careers(self) -> Iterator[_Career]:
        career: _Career | None = None
        group: UnitReading | None = None
        rows = self._listing.table.rows
        for row in counted(rows, Step.READ, len(rows)):
            if self._is_other(row):
                continue
            name = name_text(self._listing.table, row.cells)
            if not self._is_line(row) and not self._numbers:
                named = self._named_by(row, name)
                if named:
                    yield from self._done(career)
                    career = self._begin_by_group(row, named, group)
                else:
                    group = self._group_unit(group_text(row)) or group
                    self._tools.account.structure(row_refs(self._listing.table, row))
                continue
            row.kind = RowKind.MORE
            draft, own, others = self._split(row)
            if name and (career is None or not career.goes_on_with(draft)):
                yield from self._done(career)
                row.kind = RowKind.PERSON
                career = self._begin(row, draft, others, group)
            elif career is not None:
                self._join(career, draft, others)
            if career is None:
                self._without_person(row)
                continue
            self._line(career, own)
        yield from self._done(career)

    @staticmethod
    def _done(career: _Career | None) -> list[_Career]:
        return [career] if career is not None and career.draft.name else []

    def _is_other(self, row: Row) -> bool:
        """Whether a row is a repeated header, a numbers row, a total or the foot."""
        if row.kind is RowKind.SUBTOTAL:
            return True
        if self._is_header_again(row):
            return True
        return row.kind is RowKind.FURNITURE and not self._is_line(row)

    def _is_header_again(self, row: Row) -> bool:
        """Whether a row repeats the header after a page break, or numbers the columns."""
        paths = {column.index: column.path for column in self._listing.table.header.columns}
        again = all(cell.line in paths.get(column, ()) for column, cell in row.cells.items())
        return again or is_numbers_row(self._listing.table.sheet, row.index)

    def _is_line(self, row: Row) -> bool:
        """Whether a row has a time and a post, or one of them beside a name or number."""
        said = {self._roles.get(column, "") for column in row.cells}
        timed = any(
            self._roles.get(column) in _TIMES and re.search(r"\d", cell.text) is not None
            for column, cell in row.cells.items()
        )
        posted = bool(said & {*_LINE_POSTS})
        if posted and (timed or said & {*_TIMES}):
            return True
        in_body = row.kind in {RowKind.PERSON, RowKind.MORE, RowKind.UNKNOWN}
        return in_body and (timed or posted)

    def _named_by(self, row: Row, name: str) -> str:
        """The name of a group row that heads somebody's lines: "1. Nguyễn Văn An"."""
        text = group_text(row)
        bare = re.split(r"[,;(–]|\s-\s|(?i:\bsinh\b)", text)[0].strip()
        if name and looks_like_name(name) and len(row.cells) > 1:
            return name
        units = self._tools.units
        if not looks_like_name(bare) or units.is_section(bare) or self._group_unit(text):
            return ""
        known = any(self._tools.vocabulary.posts.find(bare, lv) for lv in ("commune", "district"))
        return "" if known else bare

    def _split(self, row: Row) -> tuple[Draft, dict[str, list[Entry]], list[Entry]]:
        draft, own, others = Draft(), dict[str, list[Entry]](), list[Entry]()
        for entry in self._assembler.entries(row, ()):
            role = entry.column.role
            if role in _LINE_ROLES and entry.cell.raw is not None and not entry.cell.is_doubtful:
                own.setdefault(role, []).append(entry)
            elif role == "name" and self._numbers:
                take_number(self._assembler, draft, entry)
            elif role in POST_ROLES or not self._assembler.take(draft, entry):
                others.append(entry)
        self._assembler.close(draft)
        return draft, own, others

    # --- people

    def _begin(
        self, row: Row, draft: Draft, others: list[Entry], group: UnitReading | None
    ) -> _Career:
        unit = self._unit(draft, others, Group(group))
        for entry in others:
            if entry.column.role in {"post", "post_and_unit", "post_begins"}:
                inside = self._places.unit_inside(entry.cell.text, entry.ref)
                unit = inside or unit
                self._assembler.as_note(draft, entry)
        if not draft.name:
            self._without_name(row)
        return _Career(draft, unit)

    def _begin_by_group(self, row: Row, name: str, group: UnitReading | None) -> _Career:
        draft = Draft(name=name)
        for column in row.cells:
            ref = ref_of(self._listing.table, row, column)
            self._tools.account.mark(ref, CellClass.FIELD)
            draft.row_cells.append(ref)
            draft.cells.setdefault("name", ref)
        born = re.search(r"(?i)\bsinh\b[^\d]{0,12}([\d/.\-]+)", group_text(row))
        if born:
            try:
                draft.birth = PartialDate.parse(born[1].strip(".-/"))
                draft.cells.setdefault("birth", draft.cells["name"])
            except NotADate:
                draft.notes.append(("", group_text(row)))
        row.kind = RowKind.PERSON
        return _Career(draft, group or self._root)

    def _join(self, career: _Career, draft: Draft, others: list[Entry]) -> None:
        """What a further line repeats or adds of the person."""
        held = career.draft
        for name in ("sex", "birth", "ethnic_group", "home_place", "party_date"):
            if not getattr(held, name):
                setattr(held, name, getattr(draft, name))
        held.party_official_date = held.party_official_date or draft.party_official_date
        for kind, value in draft.more.items():
            held.more.setdefault(kind, value)
        for key, ref in draft.cells.items():
            held.cells.setdefault(key, ref)
        held.attainments.extend(draft.attainments)
        said = {replace(one, cell=None) for one in held.statements}
        held.statements.extend(
            one for one in draft.statements if replace(one, cell=None) not in said
        )
        for note in draft.notes:
            if note not in held.notes:
                held.notes.append(note)
        held.row_cells.extend(draft.row_cells)
        for entry in others:
            self._assembler.keep(held, entry)

    def _without_person(self, row: Row) -> None:
        for column, cell in row.cells.items():
            ref = ref_of(self._listing.table, row, column)
            problem = problem_at(ref, "career_without_person", cell.line)
            self._tools.account.list_cell(ref, problem)

    # --- lines

    def _line(self, career: _Career, own: dict[str, list[Entry]]) -> None:
        span = self._span(career, own)
        found = LinePosts(is_remark=True)
        entries = [entry for role in _LINE_POSTS for entry in own.get(role, ())]
        units = own.get("line_unit", [])
        beside = "\n".join(entry.cell.line for entry in units)
        for entry in entries:
            if self._tools.levels.is_dash(entry.cell):
                self._assembler.set_aside(entry)
                continue
            for part, text in self._told_lines(entry, own) or [(span, entry.cell.text)]:
                nearby = (career.last_unit, career.unit)
                found = self._reader.posts(text, entry.ref, beside, nearby)
                self._state(career, entry, found, part, text)
        for entry in (*units, *own.get("line_field", ())):
            self._assembler.keep(career.draft, entry)
        if not entries and own:
            self._without_posts(career, own)

    def _told_lines(self, entry: Entry, own: dict[str, list[Entry]]) -> list[tuple[LineSpan, str]]:
        """The lines of a whole career in one cell, where no column of its own holds the times."""
        if any(role in own for role in _TIMES):
            return []
        return self._reader.lines(entry.cell.text) or []

    def _state(
        self, career: _Career, entry: Entry, found: LinePosts, span: LineSpan, text: str
    ) -> None:
        """The posts of an entry's text become tenures; a time without a post stays a remark."""
        if found.without_unit:
            hint = career.last_unit.path[-1] if career.last_unit else ""
            self._assembler.list_entry(entry, "career_unit_not_said", suggestion=hint)
        else:
            self._assembler.keep(career.draft, entry)
        if found.is_remark:
            times = " - ".join(str(day) for day in (span.begins, span.ends) if day)
            career.draft.notes.append((times, text.replace("\n", " ")))
            return
        for post in found.posts:
            if not post.title and post.as_written not in self._told:
                self._told.add(post.as_written)
                near = "" if self._is_foreign else self._places.suggest(post.as_written)
                self._assembler.advise(entry, "post_not_in_lists", post.as_written, suggestion=near)
            career.last_unit = post.unit
            career.statements.append(
                TenureReading(
                    post=post,
                    begins=post.begins or span.begins,
                    ends=span.ends,
                    as_written=text.replace("\n", " "),
                    cell=entry.ref,
                )
            )

    def _without_posts(self, career: _Career, own: dict[str, list[Entry]]) -> None:
        for entries in own.values():
            for entry in entries:
                if entry.column.role in _TIMES:
                    self._assembler.list_entry(entry, "career_post_not_said")

    def _span(self, career: _Career, own: dict[str, list[Entry]]) -> LineSpan:
        """When the line's posts were held, from one column or two."""
        span = LineSpan()
        for entry in own.get("line_span", ()):
            if entry.cell.day is not None:
                said: LineSpan | None = LineSpan(entry.cell.day, None)
            else:
                said = self._reader.span(entry.cell.line)
            if said is None and not self._tools.levels.is_dash(entry.cell):
                self._assembler.list_entry(entry, "not_a_date", expected="8/1985 - 12/1990")
            elif said is not None:
                self._assembler.keep(career.draft, entry)
                span = said
        for entry in own.get("line_begins", ()):
            whole = self._reader.span(entry.cell.line) if entry.cell.day is None else None
            if whole is not None and whole.ends is not None and whole.ends != whole.begins:
                self._assembler.keep(career.draft, entry)
                span = whole
                continue
            begins = self._end_of_line(career, entry)
            span = replace(span, begins=begins or span.begins)
        for entry in own.get("line_ends", ()):
            ends = self._end_of_line(career, entry)
            span = replace(span, ends=ends or span.ends)
        return span

    def _end_of_line(self, career: _Career, entry: Entry) -> PartialDate | None:
        if self._tools.levels.is_dash(entry.cell):
            self._assembler.set_aside(entry)
            return None
        try:
            day, _ = read_end(self._reader, entry.cell)
        except ImpossibleDate as error:
            self._assembler.list_entry(
                entry, "impossible_date", expected=EXPECTED, suggestion=error.likely
            )
            return None
        except NotADate:
            self._assembler.list_entry(entry, "not_a_date", expected=EXPECTED)
            return None
        self._assembler.keep(career.draft, entry)
        return day
