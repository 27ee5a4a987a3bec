"""The small tables of one person's sheet: career, studies, salary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from canbo.engine.facts import AttainmentState, Scale
from canbo.engine.timeline import NotADate, PartialDate
from canbo.exchange.workbooks.accounting import problem_at
from canbo.exchange.workbooks.careers import CareerReader, LineSpan, are_foreign, read_end
from canbo.exchange.workbooks.columns import Column
from canbo.exchange.workbooks.dates import EXPECTED, ImpossibleDate, find_date, find_span
from canbo.exchange.workbooks.grid import Cell, Sheet
from canbo.exchange.workbooks.headers import is_numbers_row
from canbo.exchange.workbooks.list_vocabulary import ListBook
from canbo.exchange.workbooks.listing import Tools
from canbo.exchange.workbooks.people import Draft, Entry, PersonAssembler
from canbo.exchange.workbooks.places import CellRef, UnitReading
from canbo.exchange.workbooks.ranks import RankReader
from canbo.exchange.workbooks.reading import AttainmentReading, CellClass
from canbo.exchange.workbooks.statements import RankReading, Statement, TenureReading
from canbo.exchange.workbooks.units import Surroundings

_ROLES_OF = {"careers": "careers", "training": "training", "salary": "salary"}
_POSTS = ("line_post_and_unit", "line_post")


def heads_career(book: ListBook, cells: Mapping[int, Cell]) -> bool:
    """Whether the cells of a row head the columns of a career: its times and its posts."""
    texts = [cell.line for cell in cells.values() if isinstance(cell.raw, str)]
    roles = {book.role_of("careers", text) for text in texts if text}
    timed = "line_span" in roles or {"line_begins", "line_ends"} <= roles
    return timed and not roles.isdisjoint(_POSTS)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the career table, kept until the person's unit is known."""

    span: LineSpan
    entry: Entry
    unit_text: str


class PersonalTables:
    """Reads the tables of one person's sheet, row by row."""

    def __init__(
        self, tools: Tools, here: Surroundings, sheet: Sheet, assembler: PersonAssembler
    ) -> None:
        self._tools = tools
        self._sheet = sheet
        self._assembler = assembler
        texts = [cell.line for cell in sheet.cells.values() if isinstance(cell.raw, str)]
        self._career = CareerReader(tools, here, is_foreign=are_foreign(here, texts))
        self._ranks = RankReader(tools.vocabulary.standing)
        self._section = ""
        self._columns: dict[int, str] = {}
        self._across: dict[int, dict[str, tuple[Cell, CellRef]]] = {}
        self._lines: list[_Line] = []

    def begin(self, section: str) -> None:
        """Begin the table of a section ("careers", "training", "salary")."""
        self._section = section
        self._columns = {}

    def take(self, row: int, cells: Mapping[int, Cell], draft: Draft) -> bool:
        """Read one row of the section's table; False where the row is none of it."""
        if self._section not in _ROLES_OF:
            return False
        if is_numbers_row(self._sheet, row):
            self._structure(row, cells)
            return True
        roles = self._roles(cells)
        if not self._columns and len(set(roles.values()) - {""}) >= 2:
            self._columns = {column: role for column, role in roles.items() if role}
            self._structure(row, cells)
            return True
        if self._section == "salary" and not self._columns:
            return self._salary_across(row, cells, draft)
        if not self._columns or not self._fits(cells):
            return False
        by_role = self._by_role(row, cells)
        if self._section == "careers":
            self._line(by_role, draft)
        elif self._section == "training":
            self._study(by_role, draft)
        else:
            self._salary(by_role, draft)
        return True

    def _roles(self, cells: Mapping[int, Cell]) -> dict[int, str]:
        book = self._tools.vocabulary.lists
        section = _ROLES_OF[self._section]
        return {
            column: book.role_of(section, cell.line) if isinstance(cell.raw, str) else ""
            for column, cell in cells.items()
        }

    def _fits(self, cells: Mapping[int, Cell]) -> bool:
        """Whether a row has at least two cells, or one in a column of the table's body."""
        known = [column for column in cells if self._column_of(column) is not None]
        return len(known) == len(cells) and (len(cells) >= 2 or bool(self._lines))

    def _column_of(self, column: int) -> int | None:
        """The table's column that a cell belongs to: its own, or the next one to the left."""
        return max((known for known in self._columns if known <= column), default=None)

    def _by_role(self, row: int, cells: Mapping[int, Cell]) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for column, cell in cells.items():
            known = self._column_of(column)
            role = self._columns[known] if known is not None else ""
            ref = CellRef(self._sheet.name, row, column)
            entry = Entry(Column(column, (role,), role), cell, (ref,))
            if role and role not in found:
                found[role] = entry
        return found

    def _structure(self, row: int, cells: Mapping[int, Cell]) -> None:
        self._tools.account.structure(CellRef(self._sheet.name, row, c) for c in cells)

    # --- career

    def _line(self, entries: Mapping[str, Entry], draft: Draft) -> None:
        span = self._span(entries, draft)
        unit = entries.get("line_unit")
        if unit is not None:
            self._assembler.keep(draft, unit)
        for role in _POSTS:
            entry = entries.get(role)
            if entry is not None:
                text = unit.cell.line if unit is not None else ""
                self._lines.append(_Line(span, entry, text))

    def _span(self, entries: Mapping[str, Entry], draft: Draft) -> LineSpan:
        span = LineSpan()
        for role in ("line_span", "line_begins", "line_ends"):
            entry = entries.get(role)
            if entry is None:
                continue
            read = self._told(role, entry.cell)
            if read is None:
                self._assembler.list_entry(entry, "not_a_date", expected=EXPECTED)
                continue
            self._assembler.keep(draft, entry)
            span = read if role != "line_ends" else replace(span, ends=read.ends)
        return span

    def _told(self, role: str, cell: Cell) -> LineSpan | None:
        """What a cell of times says: one day where its column is of one, else a span."""
        if role != "line_span" or cell.day is not None:
            try:
                day, _ = read_end(self._career, cell)
            except (ImpossibleDate, NotADate):
                pass
            else:
                return LineSpan(None, day) if role == "line_ends" else LineSpan(day, None)
        return self._career.span(cell.line)

    def careers(self, draft: Draft, unit: UnitReading | None) -> list[Statement]:
        """The posts of all career lines, once the person's own unit is known."""
        found: list[Statement] = []
        last: UnitReading | None = None
        for line in self._lines:
            entry = line.entry
            posts = self._career.posts(entry.cell.text, entry.ref, line.unit_text, (last, unit))
            if posts.without_unit:
                hint = last.path[-1] if last else ""
                self._assembler.list_entry(entry, "career_unit_not_said", suggestion=hint)
            else:
                self._assembler.keep(draft, entry)
            if posts.is_remark:
                times = " - ".join(str(d) for d in (line.span.begins, line.span.ends) if d)
                draft.notes.append((times, entry.cell.line))
            for post in posts.posts:
                last = post.unit
                found.append(
                    TenureReading(
                        post=post, begins=post.begins or line.span.begins, ends=line.span.ends,
                        as_written=entry.cell.line, cell=entry.ref,
                    )
                )  # fmt: skip
        return found

    # --- studies

    def _study(self, entries: Mapping[str, Entry], draft: Draft) -> None:
        """One line of studies: an attainment when its paper names a level, else a remark."""
        found = self._level(entries)
        if found is None:
            words = "; ".join(entry.cell.line for entry in entries.values())
            draft.notes.append(("", words))
        else:
            draft.attainments.append(self._with_details(found, entries))
        for entry in entries.values():
            self._assembler.keep(draft, entry)

    def _level(self, entries: Mapping[str, Entry]) -> AttainmentReading | None:
        for role in ("level", "field"):
            entry = entries.get(role)
            if entry is None:
                continue
            text = re.sub(r"(?i)\b(?:bằng|văn bằng|chứng chỉ|bằng tốt nghiệp)\s+", "",
                          entry.cell.line)  # fmt: skip
            cell = replace(entry.cell, raw=text, text=text)
            read = self._tools.levels.read(cell, None, entry.ref)
            if read.attainments:
                return replace(read.attainments[0], as_written=entry.cell.line)
        return None

    def _with_details(
        self, found: AttainmentReading, entries: Mapping[str, Entry]
    ) -> AttainmentReading:
        school, major = entries.get("school"), entries.get("field")
        if school is not None:
            found = replace(found, school=school.cell.line)
        if major is not None and found.scale is Scale.PROFESSIONAL and not found.field:
            found = self._tools.levels.with_field_text(found, major.cell.line)
        mode = entries.get("mode")
        if mode is not None:
            found = replace(found, mode=self._tools.levels.mode(mode.cell.line) or found.mode)
        paper = entries.get("certificate")
        if paper is not None:
            found = replace(found, certificate=paper.cell.line)
        begins, ends = self._study_span(entries)
        if ends is None and begins is not None:
            found = replace(found, state=AttainmentState.STUDYING)
        return replace(found, studied_from=begins, studied_to=ends, reached=found.reached or ends)

    def _study_span(
        self, entries: Mapping[str, Entry]
    ) -> tuple[PartialDate | None, PartialDate | None]:
        span = entries.get("line_span")
        if span is not None:
            said = find_span(span.cell.line)
            is_one = said.begins == said.ends
            return (None, said.ends) if is_one else (said.begins, said.ends)
        begins, ends = entries.get("line_begins"), entries.get("line_ends")
        return (
            (begins.cell.day or find_date(begins.cell.line)) if begins else None,
            (ends.cell.day or find_date(ends.cell.line)) if ends else None,
        )

    # --- salary

    def _salary(self, entries: Mapping[str, Entry], draft: Draft) -> None:
        cells = {role: (entry.cell, entry.ref) for role, entry in entries.items()}
        self._state_rank(cells, draft)

    def _salary_across(self, row: int, cells: Mapping[int, Cell], draft: Draft) -> bool:
        """A table that runs across: a row of months, a row of ranks, a row of coefficients."""
        book = self._tools.vocabulary.lists
        (first, *values) = cells.items()
        role = book.role_of("salary", first[1].line) if isinstance(first[1].raw, str) else ""
        if not role or not values:
            return False
        self._tools.account.structure([CellRef(self._sheet.name, row, first[0])])
        for column, cell in values:
            ref = CellRef(self._sheet.name, row, column)
            self._across.setdefault(column, {})[role] = (cell, ref)
        if role == "coefficient":
            for found in self._across.values():
                self._state_rank(found, draft)
            self._across = {}
        return True

    def _state_rank(self, cells: Mapping[str, tuple[Cell, CellRef]], draft: Draft) -> None:
        begins, rank, written = None, RankReading(rank=""), []
        for role, (cell, ref) in cells.items():
            if role == "rank_begins":
                begins = cell.day or find_date(cell.line)
                if begins is None:
                    problem = problem_at(ref, "not_a_date", cell.line, expected=EXPECTED)
                    self._tools.account.list_cell(ref, problem)
                    continue
            elif role == "rank":
                parts = self._ranks.read(cell.line)
                rank = replace(rank, rank=parts.code, step=rank.step or parts.step)
            elif role == "step":
                rank = replace(rank, step=self._ranks.step(cell.line)[0])
            elif role == "coefficient":
                rank = replace(rank, coefficient=self._ranks.coefficient(cell.line))
            written.append(cell.line)
            self._tools.account.mark(ref, CellClass.FIELD)
            draft.row_cells.append(ref)
        if not (rank.rank or rank.coefficient):
            return
        last = next(ref for _, ref in cells.values())
        draft.statements.append(
            replace(rank, begins=begins, as_written="; ".join(written), cell=last)
        )
