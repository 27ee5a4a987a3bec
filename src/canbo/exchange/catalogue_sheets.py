"""Tables of training inputs in workbooks: where they stand, what columns they have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from canbo.engine.timeline import NotADate
from canbo.engine.vietnamese import clean
from canbo.exchange.workbooks.dates import ImpossibleDate, read_date
from canbo.exchange.workbooks.grid import Cell, Sheet
from canbo.exchange.workbooks.headers import is_numbers_row, paths_of
from canbo.exchange.workbooks.list_vocabulary import Choice, ColumnRule
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.words import Phrases, fold

_HEADER_ROWS = 3
_TOTAL = re.compile(r"\b(?:tong cong|cong|tong so|tong)\b")
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True)
class TableRule:
    """One kind of table: its title words and the columns it cannot do without."""

    kind: str
    title: Phrases
    needs: frozenset[str]


@dataclass(frozen=True)
class CatalogueWords:
    """The words of training inputs; made from the vocabulary's file `catalogue`."""

    tables: tuple[TableRule, ...]
    columns: Mapping[str, tuple[ColumnRule, ...]]
    everybody: Phrases
    all_units: Phrases
    all_courses: Phrases
    groups: Choice
    rules: Choice
    yes: Phrases
    no: Phrases
    money: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> CatalogueWords:
        """Compile the file."""
        tables = tuple(
            TableRule(rule["kind"], Phrases(rule["title"]), frozenset(rule["needs"]))
            for rule in data["tables"]
        )
        columns = {
            kind: tuple(ColumnRule.of(rule) for rule in rules)
            for kind, rules in data["columns"].items()
        }
        money = sorted(data["units_of_money"].items(), key=lambda pair: -len(pair[0]))
        return cls(
            tables,
            columns,
            Phrases(data["everybody"]),
            Phrases(data["all_units"]),
            Phrases(data["all_courses"]),
            Choice(data["groups"]),
            Choice(data["rules"]),
            Phrases(data["yes"]),
            Phrases(data["no"]),
            tuple((clean(str(word)).lower(), int(factor)) for word, factor in money),
        )

    def role(self, kind: str, text: str) -> str:
        """The role of a header in a kind of table, "" where it has none."""
        return next((rule.role for rule in self.columns[kind] if rule.fits(text, "")), "")

    def factor(self, text: str) -> int:
        """What one unit of money of a text is in đồng: "Đơn vị tính: nghìn đồng" → 1000."""
        # with tone marks: "ngàn" (thousand) is not "ngân" (of ngân sách, budget)
        marked = re.sub(r"[^\w.]+", " ", f" {clean(text).lower()} ")
        return next((factor for word, factor in self.money if f" {word} " in marked), 1)


@dataclass(frozen=True, slots=True)
class InputColumn:
    """One column of a table with the header's words."""

    index: int
    role: str
    label: str


@dataclass(frozen=True)
class InputTable:
    """One table of training inputs."""

    kind: str
    file: str
    sheet: Sheet
    top: int
    bottom: int
    columns: tuple[InputColumn, ...]
    title: str
    factor: int = 1  # đồng of one unit of money
    loose: tuple[int, ...] = field(default_factory=tuple)  # header columns without a role

    @property
    def years(self) -> tuple[int, ...]:
        """The years that the title names."""
        return tuple(dict.fromkeys(int(year) for year in _YEARS.findall(self.title)))

    def place(self, row: int, column: int) -> str:
        """A cell's place as a person is told."""
        ref = CellRef(self.sheet.name, row, column)
        return f"{self.file}, trang “{self.sheet.name}”, ô {ref.address}"

    def of_role(self, role: str) -> InputColumn | None:
        """The first column of a role."""
        return next((column for column in self.columns if column.role == role), None)

    def rows(self) -> Iterator[InputRow]:
        """The rows of the table: no totals, no numbering of columns, nothing of the foot."""
        known = [column.index for column in self.columns]
        first, last = min(known), max(known)
        for row in self.sheet.filled_rows():
            if row <= self.bottom:
                continue
            cells = {
                c: x
                for c, x in self.sheet.rows[row].items()
                if not x.is_blank and first <= c <= last
            }
            if not cells or is_numbers_row(self.sheet, row):
                continue
            if any(_is_total(cell.line) for cell in list(cells.values())[:2]):
                continue
            found = InputRow(self, row, cells)
            if found.fills(2):
                yield found


@dataclass(frozen=True)
class InputRow:
    """One row: its cells by role."""

    table: InputTable
    row: int
    cells: Mapping[int, Cell]

    def cell(self, role: str) -> Cell | None:
        """The cell of a role; one merged down over several rows counts for each."""
        column = self.table.of_role(role)
        if column is None:
            return None
        own = self.cells.get(column.index)
        if own is not None:
            return own
        span = self.table.sheet.span_at(self.row, column.index)
        merged = self.table.sheet.at(self.row, column.index)
        return merged if span is not None and span[0] > self.table.bottom else None

    def place(self, role: str) -> str:
        """Where the role's cell stands, or should stand."""
        column = self.table.of_role(role)
        return self.table.place(self.row, column.index if column is not None else 0)

    def text(self, role: str) -> str:
        """The text of a role, "" where the row has none."""
        cell = self.cell(role)
        return cell.line.strip() if cell is not None else ""

    def fills(self, count: int) -> bool:
        """Whether at least so many cells of columns with a role hold something."""
        roles = {c.index for c in self.table.columns if c.role not in {"number", "order"}}
        return len(roles & set(self.cells)) >= count

    def whole(self, role: str) -> Any:
        """A whole number, or the text as it stands where it is none (the check then says so)."""
        cell = self.cell(role)
        return None if cell is None else whole_number(cell)

    def money(self, role: str) -> Any:
        """An amount in đồng, or the text as it stands where it is none."""
        column = self.table.of_role(role)
        cell = self.cell(role)
        if cell is None or column is None:
            return None
        return amount(cell, self.table.factor)

    def day(self, role: str) -> Any:
        """A day in ISO form, or the text as it stands where it is none."""
        cell = self.cell(role)
        return None if cell is None else day_text(cell)


def day_text(cell: Cell) -> str:
    """A cell's day in ISO form; what is no full date stays as written."""
    try:
        return read_date(cell, latest_year=2100).iso()
    except (ImpossibleDate, NotADate):
        return cell.line


def whole_number(cell: Cell) -> Any:
    """A cell's whole number; what is none stays as written."""
    number = cell.number
    if number is not None and number == int(number):
        return int(number)
    text = re.sub(r"\s", "", cell.line)
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", text):
        return int(re.sub(r"[.,]", "", text))
    return int(text) if re.fullmatch(r"\d+", text) else cell.line


def amount(cell: Cell, factor: int) -> Any:
    """An amount in whole đồng; `factor`: đồng of one unit; what is no amount stays as written."""
    text = re.sub(r"(?i)\s*(?:đồng|đ|vnđ)\s*$", "", cell.line).strip()
    own = re.search(r"(?i)\s*(triệu|nghìn|ngàn)\s*$", text)
    if own is not None:
        factor = 1_000_000 if fold(own[1]) == "trieu" else 1_000
        text = text[: own.start()].strip()
    bare = re.sub(r"\s", "", text)
    if cell.number is not None and own is None:
        value = Decimal(str(cell.number))
    elif re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", bare):
        value = Decimal(re.sub(r"[.,]", "", bare))
    else:
        try:
            value = Decimal(bare.replace(",", "."))
        except InvalidOperation:
            return cell.line
    total = value * factor
    return int(total) if total == int(total) else cell.line


def _is_total(text: str) -> bool:
    return _TOTAL.match(fold(text)) is not None


class InputTableFinder:
    """Finds the tables of training inputs of a sheet."""

    def __init__(self, words: CatalogueWords) -> None:
        self._words = words

    def find(self, file: str, sheet: Sheet) -> InputTable | None:
        """The table of a sheet; None where none is known."""
        rows = list(sheet.filled_rows())
        for place, row in enumerate(rows[:30]):
            above = rows[:place]
            title = " ".join(
                cell.line
                for index in above
                for cell in sheet.rows[index].values()
                if isinstance(cell.raw, str)
            )
            found = self._at(file, sheet, row, f"{title} ")
            if found is not None:
                return found
        return None

    def _at(self, file: str, sheet: Sheet, row: int, title: str) -> InputTable | None:
        bottom = self._bottom(sheet, row)
        paths = {column: path for column, path in paths_of(sheet, row, bottom).items() if path}
        if len(paths) < 2:
            return None
        for rule in self._ranked(f"{title} {sheet.name}"):
            columns = self._columns(rule, paths)
            roles = {column.role for column in columns}
            if rule.kind == "budgets" and {"year"} <= roles and _sources(columns):
                roles |= {"source", "amount"}
            if rule.kind == "quotas" and "unit" in roles and self._courses_across(columns):
                roles |= {"course", "places"}
            if rule.needs <= roles:
                labels = " ".join(" / ".join(path) for path in paths.values())
                factor = self._words.factor(f"{labels} {title}")
                known = {column.index for column in columns}
                loose = tuple(index for index in paths if index not in known)
                return InputTable(
                    rule.kind, file, sheet, row, bottom, tuple(columns), title, factor, loose
                )
        return None

    def _ranked(self, title: str) -> list[TableRule]:
        """The kinds that the title names first, then those that it does not name."""
        named = [rule for rule in self._words.tables if rule.title.found_in(title)]
        return [*named, *(rule for rule in self._words.tables if rule not in named)]

    def _columns(self, rule: TableRule, paths: Mapping[int, tuple[str, ...]]) -> list[InputColumn]:
        columns: list[InputColumn] = []
        taken: set[str] = set()
        for index, path in paths.items():
            role = self._words.role(rule.kind, path[-1]) or self._words.role(
                rule.kind, " ".join(path)
            )
            label = " / ".join(path)
            across = rule.kind in {"budgets", "quotas"} and role in taken | {"source", "course"}
            if role and (role not in taken or across):
                columns.append(InputColumn(index, role, label))
                taken.add(role)
            elif rule.kind == "quotas" and not role:
                columns.append(InputColumn(index, "across", label))
        return columns

    def _courses_across(self, columns: Sequence[InputColumn]) -> bool:
        return sum(column.role == "across" for column in columns) >= 1

    @staticmethod
    def _bottom(sheet: Sheet, row: int) -> int:
        """The last row of a header: as far as merged cells reach and sub-headers follow."""
        bottom = row
        for column in sheet.rows.get(row, {}):
            span = sheet.span_at(row, column)
            if span is not None and span[2] - row < _HEADER_ROWS:
                bottom = max(bottom, span[2])
        below = {c: x for c, x in sheet.rows.get(bottom + 1, {}).items() if not x.is_blank}
        first = min(sheet.rows.get(row, {0: None}), default=0)
        texts = all(isinstance(x.raw, str) and not re.search(r"\d", x.text) for x in below.values())
        if below and texts and first not in below and bottom - row < _HEADER_ROWS:
            return bottom + 1
        return bottom


def _sources(columns: Sequence[InputColumn]) -> int:
    """How many sources of money stand across, each a column."""
    return sum(column.role == "source" for column in columns)


def agreements_of(tables: Iterable[InputTable], origins: dict[str, str]) -> list[dict[str, Any]]:
    """The agreements with schools, as plain content; `origins` notes where each value stands."""
    found: list[dict[str, Any]] = []
    for row in (row for table in tables for row in table.rows()):
        place = f"agreements[{len(found) + 1}]"
        for key in ("institution", "number", "day", "people", "begins", "ends"):
            origins[f"{place}.{key}"] = row.place(key)
        texts = {key: row.text(key) for key in ("institution", "number", "subject", "fields")}
        days = {key: row.day(key) for key in ("day", "begins", "ends")}
        found.append({**texts, **days, "people": row.whole("people")})
    return found
