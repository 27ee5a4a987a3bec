"""Lists of bodies instead of people: ratings of units and Party bodies, a year or several."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from canbo.engine.facts import RatingSeries
from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks.accounting import problem_at, shown
from canbo.exchange.workbooks.decisions import year_in
from canbo.exchange.workbooks.grid import Cell, Sheet
from canbo.exchange.workbooks.headers import is_numbers_row, paths_of
from canbo.exchange.workbooks.list_places import Places
from canbo.exchange.workbooks.listing import Tools
from canbo.exchange.workbooks.places import CellRef, UnitReading
from canbo.exchange.workbooks.progress import Step, counted
from canbo.exchange.workbooks.ratings import RatingReader
from canbo.exchange.workbooks.reading import CellClass, UnitListDocument, UnitRow
from canbo.exchange.workbooks.statements import RatingReading, Statement
from canbo.exchange.workbooks.tables import without_order
from canbo.exchange.workbooks.titles import TitleBlock
from canbo.exchange.workbooks.units import Surroundings
from canbo.exchange.workbooks.words import trim

_HEADER_ROWS = 4
_EXPECTED = "Hoàn thành tốt nhiệm vụ, Trong sạch vững mạnh, …"
_CELL = re.compile(
    r"(?i)^(?:(?:đảng bộ|chi bộ|đảng bộ cơ sở|chi bộ cơ sở|chi, đảng bộ|tập thể)\s+)(?=\S)"
)


@dataclass(frozen=True, slots=True)
class BodyColumn:
    """One column of a list of bodies."""

    index: int
    role: str
    label: str
    year: PartialDate | None = None
    level: str = ""


@dataclass(frozen=True, slots=True)
class BodyTable:
    """A list of bodies found on a sheet: its header rows and columns."""

    sheet: Sheet
    top: int
    bottom: int
    columns: tuple[BodyColumn, ...]
    block: TitleBlock
    series: RatingSeries

    def of_role(self, role: str) -> tuple[BodyColumn, ...]:
        """The columns of a role."""
        return tuple(column for column in self.columns if column.role == role)


@dataclass(slots=True)
class _Line:
    """One body while its row is read."""

    unit: UnitReading
    statements: list[Statement] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    cells: list[CellRef] = field(default_factory=list)


class BodyListReader:
    """Finds and reads lists of bodies."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._book = tools.vocabulary.lists
        self._ratings = RatingReader(tools.vocabulary.standing)

    # --- finding

    def find(self, sheet: Sheet) -> BodyTable | None:
        """The list of bodies of a sheet without people, None where it has none."""
        rows = list(sheet.filled_rows())
        for place, row in enumerate(rows):
            cells = {c: x for c, x in sheet.rows[row].items() if not x.is_blank}
            body = [c for c, x in cells.items() if self._role(x.line) == "body"]
            if len(cells) < 3 or not body:
                continue
            block = self._tools.titles.block(sheet, rows[:place])
            title = " ".join(line.text for line in self._tools.titles.said_lines(block))
            series = self._series(title)
            bottom = self._bottom(sheet, row, body[0], series)
            columns = self._columns(sheet, row, bottom, series, title)
            if any(column.role in {"rating", "rating_mark"} for column in columns):
                return BodyTable(sheet, row, bottom, columns, block, series)
        return None

    def _role(self, text: str) -> str:
        return self._book.role_of("body", text)

    def _series(self, title: str) -> RatingSeries:
        found = self._ratings.series(title, of_bodies=True)
        return found if found is not None else RatingSeries.UNIT

    def _bottom(self, sheet: Sheet, row: int, body: int, series: RatingSeries) -> int:
        span = sheet.span_at(row, body)
        bottom = span[2] if span else row
        while bottom - row < _HEADER_ROWS:
            below = {c: x for c, x in sheet.rows.get(bottom + 1, {}).items() if not x.is_blank}
            if not below or body in below or is_numbers_row(sheet, bottom + 1):
                break
            if not all(self._is_sub_header(cell, series) for cell in below.values()):
                break
            bottom += 1
        return bottom

    def _is_sub_header(self, cell: Cell, series: RatingSeries) -> bool:
        text = cell.line
        return bool(
            re.fullmatch(r"(?i)(?:năm\s*)?(?:19|20)\d\d", text)
            or self._ratings.level(text, series)
            or self._role(text)
        )

    def _columns(
        self, sheet: Sheet, top: int, bottom: int, series: RatingSeries, title: str
    ) -> tuple[BodyColumn, ...]:
        found = []
        for index, path in paths_of(sheet, top, bottom).items():
            if path:
                found.append(self._column(index, path, series, year_in(title)))
        ratings = [column for column in found if column.role == "rating"]
        last = {column.year: column.index for column in ratings}
        return tuple(
            replace(column, role="other")
            if column.role == "rating" and last[column.year] != column.index
            else column
            for column in found
        )

    def _column(
        self,
        index: int,
        path: tuple[str, ...],
        series: RatingSeries,
        title_year: PartialDate | None,
    ) -> BodyColumn:
        leaf, label = path[-1], " / ".join(path)
        year = year_in(label) or title_year
        level = self._ratings.level(leaf, series)
        if level and self._role(leaf) in {"", "rating"}:
            return BodyColumn(index, "rating_mark", label, year, level)
        if re.fullmatch(r"(?i)(?:năm\s*)?(?:19|20)\d\d", leaf):
            return BodyColumn(index, "rating", label, year)
        role = self._role(leaf) or (self._role(path[0]) if len(path) > 1 else "")
        return BodyColumn(index, role or "other", label, year)

    # --- reading

    def read(self, table: BodyTable, here: Surroundings) -> UnitListDocument:
        """Read all bodies of a table and account for every cell of its sheet."""
        places = Places(self._tools, here)
        rows: list[UnitRow] = []
        last = self._last_row(table)
        filled = list(table.sheet.filled_rows())
        for index in counted(filled, Step.READ, len(filled)):
            cells = {c: x for c, x in table.sheet.rows[index].items() if not x.is_blank}
            if not table.bottom < index <= last:
                self._as_structure(table, index, cells)
            elif self._is_total(cells):
                self._as_derived(table, index, cells)
            elif is_numbers_row(table.sheet, index) or not self._names_a_body(table, cells):
                self._as_structure(table, index, cells)
            else:
                rows.extend(self._row(table, index, cells, places))
        said = self._tools.titles.said_lines(table.block)
        title = trim(" ".join(line.text for line in said[:2]))
        year = year_in(" ".join(line.text for line in said))
        return UnitListDocument(table.sheet.name, title, year, tuple(rows))

    def _last_row(self, table: BodyTable) -> int:
        """The last row with a body and a rating; what follows is the foot."""
        rated = {c.index for c in table.columns if c.role in {"rating", "rating_mark"}}
        rows = [
            index
            for index in table.sheet.filled_rows()
            if index > table.bottom
            and self._names_a_body(table, table.sheet.rows[index])
            and rated & set(table.sheet.rows[index])
        ]
        return max(rows, default=table.bottom)

    @staticmethod
    def _names_a_body(table: BodyTable, cells: Mapping[int, Cell]) -> bool:
        others = {c.index for c in table.columns if c.role not in {"body", "number"}}
        named = any(
            column.index in cells and isinstance(cells[column.index].raw, str)
            for column in table.of_role("body")
        )
        return named and bool(others & set(cells))

    def _is_total(self, cells: Mapping[int, Cell]) -> bool:
        words = self._tools.vocabulary.titles.words["subtotal"]
        texts = [without_order(cell.line) for cell in cells.values() if isinstance(cell.raw, str)]
        return any(words.begins_marked(text) for text in texts[:2])

    def _row(
        self, table: BodyTable, index: int, cells: Mapping[int, Cell], places: Places
    ) -> list[UnitRow]:
        (column, *_) = table.of_role("body")
        ref = CellRef(table.sheet.name, index, column.index)
        unit = self._unit(cells[column.index].line, ref, places)
        if unit is None:
            for at, cell in cells.items():
                where = CellRef(table.sheet.name, index, at)
                problem = problem_at(where, "body_not_understood", shown(cell))
                self._tools.account.list_cell(where, problem)
            return []
        line = _Line(unit)
        self._keep(line, ref)
        for other in table.columns:
            if other.index in cells and other.role != "body":
                beside = CellRef(table.sheet.name, index, other.index)
                self._take(table, line, other, cells[other.index], beside)
        more = "; ".join(line.remarks)
        statements = [
            replace(one, as_written=f"{one.as_written}; {more}" if more else one.as_written)
            for one in line.statements
        ]
        return [UnitRow(line.unit, tuple(statements), tuple(line.cells))]

    def _unit(self, text: str, ref: CellRef, places: Places) -> UnitReading | None:
        """The unit whose body it is: "Chi bộ Phòng Nội vụ" is the division's."""
        name = trim(without_order(text))
        inner = _CELL.sub("", name)
        for candidate in (inner, name):
            found = places.unit(candidate, ref)
            if found is not None:
                return found
        return places.unit_as_named(name, ref)

    def _take(
        self, table: BodyTable, line: _Line, column: BodyColumn, cell: Cell, ref: CellRef
    ) -> None:
        levels = self._tools.levels
        if column.role == "number" or levels.is_dash(cell):
            self._tools.account.structure([ref])
        elif column.role == "rating":
            self._rating(table, line, column, cell, ref)
        elif column.role == "rating_mark":
            self._mark(table, line, column, cell, ref)
        else:
            line.remarks.append(f"{column.label}: {cell.line}")
            self._keep(line, ref)

    def _rating(
        self, table: BodyTable, line: _Line, column: BodyColumn, cell: Cell, ref: CellRef
    ) -> None:
        level = self._ratings.level(cell.line, table.series)
        if not level and self._tools.levels.is_nothing(cell):
            self._tools.account.structure([ref])
            return
        if not level:
            near = self._ratings.suggest(cell.line, table.series)
            problem = problem_at(
                ref, "rating_not_understood", cell.line, expected=_EXPECTED, suggestion=near
            )
            self._tools.account.list_cell(ref, problem)
            return
        self._rated(table, line, column, (level, cell.line), ref)

    def _mark(
        self, table: BodyTable, line: _Line, column: BodyColumn, cell: Cell, ref: CellRef
    ) -> None:
        if self._tools.levels.is_nothing(cell):
            self._tools.account.structure([ref])
        elif self._tools.levels.is_mark(cell):
            self._rated(table, line, column, (column.level, column.label.split(" / ")[-1]), ref)
        else:
            problem = problem_at(ref, "mark_not_understood", cell.line, expected="x")
            self._tools.account.list_cell(ref, problem)

    def _rated(
        self,
        table: BodyTable,
        line: _Line,
        column: BodyColumn,
        said: tuple[str, str],
        ref: CellRef,
    ) -> None:
        if column.year is None:
            problem = problem_at(ref, "rating_year_not_said", said[1])
            self._tools.account.list_cell(ref, problem)
            return
        again = [one for one in line.statements if one.begins == column.year]
        if again:
            problem = problem_at(ref, "second_value", said[1], expected=again[0].as_written)
            self._tools.account.list_cell(ref, problem)
            return
        self._keep(line, ref)
        line.statements.append(
            RatingReading(
                series=table.series, level=said[0], begins=column.year, ends=column.year,
                as_written=said[1], cell=ref,
            )
        )  # fmt: skip

    # --- the account

    def _keep(self, line: _Line, ref: CellRef) -> None:
        self._tools.account.mark(ref, CellClass.FIELD)
        line.cells.append(ref)

    def _as_structure(self, table: BodyTable, index: int, cells: Mapping[int, Cell]) -> None:
        self._tools.account.structure(
            CellRef(table.sheet.name, index, c) for c, x in cells.items() if not x.is_doubtful
        )

    def _as_derived(self, table: BodyTable, index: int, cells: Mapping[int, Cell]) -> None:
        for column, cell in cells.items():
            ref = CellRef(table.sheet.name, index, column)
            is_number = cell.number is not None or re.search(r"\d", cell.line) is not None
            kind = CellClass.DERIVED if is_number else CellClass.STRUCTURE
            self._tools.account.mark(ref, kind)
