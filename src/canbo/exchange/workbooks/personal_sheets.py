"""One person's sheet (sơ yếu lý lịch in the manner of forms 2C): labelled lines and small tables.

Data of other people on such a sheet (family) is listed and never taken in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from canbo.engine.facts import Scale
from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks.accounting import problem_at, shown
from canbo.exchange.workbooks.columns import Column
from canbo.exchange.workbooks.dates import find_date
from canbo.exchange.workbooks.grid import Cell, Sheet, text_cell
from canbo.exchange.workbooks.headers import Header
from canbo.exchange.workbooks.labels import Label, LabelReader, without_number
from canbo.exchange.workbooks.leaving import LeavingReader
from canbo.exchange.workbooks.list_places import Places
from canbo.exchange.workbooks.listing import Tools
from canbo.exchange.workbooks.people import Draft, Entry, PersonAssembler
from canbo.exchange.workbooks.personal_tables import PersonalTables, heads_career
from canbo.exchange.workbooks.places import CellRef, PostReading, UnitReading
from canbo.exchange.workbooks.reading import ListDocument, ListKind, ListRow
from canbo.exchange.workbooks.standing import StandingReader, Times
from canbo.exchange.workbooks.tables import Table
from canbo.exchange.workbooks.titles import PLACE_DATE
from canbo.exchange.workbooks.units import Surroundings
from canbo.exchange.workbooks.words import fold

_LEAST_LABELS = 5
_LOOKED_AT = 200  # rows of a big sheet: one of labelled lines shows its labels at once
_SCALES = {scale.value: scale for scale in Scale}
_SECTION_WORDS = 16


@dataclass(slots=True)
class _Person:
    """One person of a sheet while it is read."""

    draft: Draft = field(default_factory=Draft)
    unit: UnitReading | None = None
    posts: list[PostReading] = field(default_factory=list)


class PersonalSheetReader:
    """Finds and reads sheets of one person (or several, one below another)."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._labels = LabelReader(tools.vocabulary.lists)

    def find(self, sheet: Sheet) -> bool:
        """Whether a sheet is of labelled lines about somebody, not a table of people."""
        roles: set[str] = set()
        rows = 0
        tells_career = False
        looked_at = None if sheet.dense is None else _LOOKED_AT
        for row in islice(sheet.filled_rows(), looked_at):
            cells = [x for x in sheet.rows[row].values() if isinstance(x.raw, str)]
            if heads_career(self._tools.vocabulary.lists, sheet.rows[row]):
                if any(self._tools.vocabulary.headers.name.is_exactly(x.line) for x in cells):
                    return False  # a list of several people's careers
                tells_career = True
                continue
            found = {one.role for cell in cells for one in self._labels.labels(cell.text)} - {""}
            if found and (len(found) == 1 or any(":" in cell.text for cell in cells)):
                rows += 1
                roles |= found
        least = 1 if tells_career else _LEAST_LABELS
        return "name" in roles and min(len(roles), rows) >= least

    def read(self, sheet: Sheet, here: Surroundings) -> ListDocument:
        """Read all people of a sheet and account for its cells."""
        rows: list[ListRow] = []
        parts = self._parts(sheet)
        first = parts[0][0] if parts and parts[0] else 0
        head = [row for row in sheet.filled_rows() if row < first]
        for row in head:
            self._tools.account.structure(
                CellRef(sheet.name, row, c) for c, x in sheet.rows[row].items()
                if not x.is_doubtful
            )  # fmt: skip
        issuer = self._tools.titles.unit(self._tools.titles.block(sheet, head), here)
        for part in parts:
            found = _PartReader(self._tools, self._labels, sheet, here, issuer).read(part)
            if found is not None:
                rows.append(found)
        title = next((line for row in head for line in _lines(sheet, row) if _is_title(line)), "")
        return ListDocument(sheet.name, title, ListKind.CAREERS, _signed(sheet), (), tuple(rows))

    def _parts(self, sheet: Sheet) -> list[list[int]]:
        """The rows of each person: a label of the name begins the next one."""
        parts: list[list[int]] = []
        for row in sheet.filled_rows():
            named = any(
                one.role == "name"
                for cell in sheet.rows[row].values()
                if isinstance(cell.raw, str)
                for one in self._labels.labels(cell.text)
            )
            if named:
                parts.append([])
            if parts:
                parts[-1].append(row)
        return parts


def _signed(sheet: Sheet) -> PartialDate | None:
    """The day on which a sheet was signed: the last line "Bồ Lý, ngày … tháng … năm …"."""
    signed = [
        day
        for row in sheet.filled_rows()
        for line in _lines(sheet, row)
        if PLACE_DATE.match(line) and (day := find_date(line)) is not None
    ]
    return signed[-1] if signed else None


def _lines(sheet: Sheet, row: int) -> list[str]:
    return [cell.line for cell in sheet.rows[row].values() if isinstance(cell.raw, str)]


def _is_title(text: str) -> bool:
    return re.search(r"\b(?:ly lich|tieu su|qua trinh)\b", fold(text)) is not None


class _PartReader:
    """Reads the rows of one person."""

    def __init__(
        self,
        tools: Tools,
        labels: LabelReader,
        sheet: Sheet,
        here: Surroundings,
        issuer: UnitReading | None,
    ) -> None:
        self._tools = tools
        self._issuer = issuer  # whose head stands over the sheet
        self._labels = labels
        self._sheet = sheet
        self._places = Places(tools, here)
        self._here = here
        latest = _latest_year(sheet)
        table = Table(sheet, Header(0, -1, ()), ())
        standing = StandingReader(
            tools.vocabulary.standing, tools.levels, {}, Times(),
            LeavingReader(tools.vocabulary.lists),
        )  # fmt: skip
        self._assembler = PersonAssembler(table, tools.vocabulary, tools.account, latest, standing)
        self._person = _Person()
        self._tables = PersonalTables(tools, here, sheet, self._assembler)

    def read(self, rows: Sequence[int]) -> ListRow | None:
        """Read labelled lines and tables; None where the name is not understood."""
        section = ""
        last = self._last_data(rows)
        for row in rows:
            cells = {c: x for c, x in self._sheet.rows[row].items() if not x.is_blank}
            heading = self._section(cells)
            if heading is not None:
                section = heading
                self._tables.begin(section)
                self._structure(row, cells)
            elif heads_career(self._tools.vocabulary.lists, cells):
                section = "careers"
                self._tables.begin(section)
                self._tables.take(row, cells, self._person.draft)
            elif section == "third":
                self._third(row, cells)
            elif section and self._tables.take(row, cells, self._person.draft):
                continue
            elif row > last:
                self._structure(row, cells)
            else:
                section = ""
                self._labelled(row, cells)
        return self._done()

    def _done(self) -> ListRow | None:
        draft = self._person.draft
        self._assembler.close(draft)
        statements = self._tables.careers(draft, self._person.unit)
        if not draft.name:
            return None
        return ListRow(
            draft.person(),
            self._person.unit,
            tuple(self._person.posts),
            tuple(draft.attainments),
            (*draft.statements, *statements),
            tuple(draft.row_cells),
        )

    def _last_data(self, rows: Sequence[int]) -> int:
        """The last row with a label or a date: what follows is the signature."""
        data = [
            row
            for row in rows
            for cell in self._sheet.rows[row].values()
            if any(one.role for one in self._labels.labels(cell.text))
            or (re.search(r"\d", cell.text) and not PLACE_DATE.match(cell.line))
        ]
        return max(data, default=-1)

    # --- sections

    def _section(self, cells: Mapping[int, Cell]) -> str | None:
        """Which table a heading line begins, "" for another heading, None for no heading."""
        (first, *others) = list(cells.values())
        text = first.line
        if others or not isinstance(first.raw, str):
            return None
        bare = without_number(text)
        numbered = bare != text.strip()
        words = self._tools.vocabulary.lists.words
        short = len(fold(bare).split()) <= _SECTION_WORDS
        if words["third_persons"].begins(bare) and (numbered or short):
            return "third"
        labels = [one for one in self._labels.labels(text) if one.role]
        if any(one.value for one in labels):
            return None
        section = _table_of(fold(bare))
        if not section and words["training_section"].begins(bare) and short:
            section = "training"
        is_heading = numbered and not labels and ":" not in text
        return section or ("" if is_heading else None)

    def _third(self, row: int, cells: Mapping[int, Cell]) -> None:
        """Cells about relatives: listed, so that nobody thinks that they were taken in."""
        for column, cell in cells.items():
            ref = CellRef(self._sheet.name, row, column)
            problem = problem_at(ref, "person_column_not_used", shown(cell))
            self._tools.account.list_cell(ref, problem)

    def _structure(self, row: int, cells: Mapping[int, Cell]) -> None:
        self._tools.account.structure(
            CellRef(self._sheet.name, row, c) for c, x in cells.items() if not x.is_doubtful
        )

    # --- labelled lines

    def _labelled(self, row: int, cells: Mapping[int, Cell]) -> None:
        pending: Label | None = None
        for column, cell in cells.items():
            ref = CellRef(self._sheet.name, row, column)
            labels = self._labels.labels(cell.text) if isinstance(cell.raw, str) else []
            if pending is not None and not any(one.role for one in labels):
                self._value(pending, cell, ref)
                pending = None
                continue
            if not labels:
                continue  # the account lists what no label explains
            for label in labels[:-1]:
                self._value(label, text_cell(label.value), ref)
            pending = labels[-1]
            if pending.value:
                self._value(pending, text_cell(pending.value), ref)
                pending = None
            else:
                self._tools.account.structure([ref])

    def _value(self, label: Label, cell: Cell, ref: CellRef) -> None:
        """One labelled value, read as the same column of a list would be."""
        if not cell.text and cell.day is None:
            self._tools.account.structure([ref])
            return
        scale = _SCALES.get(label.role)
        role = "level" if scale is not None else label.role or "other"
        entry = Entry(Column(ref.column, (label.words,), role, scale), cell, (ref,))
        draft = self._person.draft
        if role == "post_and_unit":
            self._posts(entry)
        elif role == "unit":
            self._unit(entry)
        elif not self._assembler.take(draft, entry):
            self._assembler.as_note(draft, entry)

    def _posts(self, entry: Entry) -> None:
        town = self._here.town_unit()
        around = (self._person.unit, self._issuer, town)
        units = tuple(unit for unit in around if unit is not None)
        posts = self._places.posts(entry.cell.text, entry.ref, units)
        self._assembler.keep(self._person.draft, entry)
        self._person.posts.extend(posts)
        inside = self._places.unit_inside(entry.cell.text, entry.ref)
        self._person.unit = self._person.unit or inside
        for post in posts:
            if not post.title:
                likely = self._places.suggest(post.as_written)
                self._assembler.advise(
                    entry, "post_not_in_lists", post.as_written, suggestion=likely
                )

    def _unit(self, entry: Entry) -> None:
        found = self._places.unit(entry.cell.line, entry.ref)
        if found is None:
            self._assembler.as_note(self._person.draft, entry)
            return
        self._person.unit = found
        self._assembler.keep(self._person.draft, entry)


def _table_of(folded: str) -> str:
    """Which table a heading names by its words."""
    if re.search(r"\b(?:dien bien|qua trinh)\b.*\bluong\b", folded):
        return "salary"
    if re.search(r"\b(?:qua trinh (?:cong tac|hoat dong)|tom tat qua trinh)\b", folded):
        return "careers"
    return ""


def _latest_year(sheet: Sheet) -> int:
    """The last year that a sheet writes: no date of it lies behind."""
    years = [
        int(year)
        for cell in sheet.cells.values()
        for year in re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", cell.text)
    ]
    return max((year for year in years if year <= 2099), default=2099)
