"""Cuts a sheet into tables and their rows: people, groups, subtotals, repeated headers, feet."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

import numpy as np

from canbo.engine.vietnamese import clean
from canbo.exchange.workbooks.grid import STRUCK, Cell, Place, Sheet
from canbo.exchange.workbooks.headers import Header, is_numbers_row
from canbo.exchange.workbooks.names import looks_like_name
from canbo.exchange.workbooks.vocabulary import TitleBook
from canbo.exchange.workbooks.words import Phrases, fold, squeeze, trim

_ORDER = re.compile(
    r"^\s*(?:\(?(?:[IVXL]{1,5}|\d{1,3}(?:\.\d{1,2})*|[A-ZĐ]|[a-h])\s*[.)/\-:]|[IVXL]{1,5}\s(?=\S)|[-+*•])\s*"
)
_STT = re.compile(r"\d{1,6}(?:\.0)?[.)]?")
_GROUP_MARK = re.compile(r"[IVXL]{1,5}|[A-EĐ]")
_DITTO = frozenset({"nt", "nhutren", "nhưtrên"})


class RowKind(Enum):
    """What a row under a header is."""

    PERSON = "person"
    MORE = "more"  # further lines of the person above
    GROUP = "group"
    SUBTOTAL = "subtotal"
    FURNITURE = "furniture"  # numbers row, repeated header, foot, empty numbered line
    UNKNOWN = "unknown"


@dataclass(slots=True)
class Row:
    """One row of a table with its visible cells."""

    index: int
    kind: RowKind
    cells: Mapping[int, Cell]


class LazyRow(Row):
    """A row of a big sheet: its cells are fetched whenever somebody looks at them."""

    __slots__ = ("_changed", "_table")

    def __init__(self, index: int, kind: RowKind, table: Table) -> None:
        self.index = index
        self.kind = kind
        self._table = table
        self._changed: Mapping[int, Cell] | None = None

    @property
    def cells(self) -> Mapping[int, Cell]:
        """The visible cells."""
        return self._table.visible(self.index) if self._changed is None else self._changed

    @cells.setter
    def cells(self, cells: Mapping[int, Cell]) -> None:
        self._changed = cells

    @property
    def is_changed(self) -> bool:
        """Whether the row no longer says what the sheet says."""
        return self._changed is not None


@dataclass(slots=True)
class Table:
    """A header with the rows under it, and the rows above that make its title block."""

    sheet: Sheet
    header: Header
    title_rows: tuple[int, ...]
    rows: list[Row] = field(default_factory=list)

    def visible(self, index: int) -> dict[int, Cell]:
        """The cells of a row that show something, between the first and the last column."""
        columns = [column.index for column in self.header.columns]
        first, last = min(columns), max(columns)
        return {
            c: cell
            for c, cell in self.sheet.rows[index].items()
            if not cell.is_blank and first <= c <= last
        }

    @property
    def people(self) -> list[Row]:
        """The rows of people."""
        return [row for row in self.rows if row.kind is RowKind.PERSON]


def without_order(text: str) -> str:
    """A group row's text without its number: "II. Đảng ủy" becomes "Đảng ủy"."""
    return trim(_ORDER.sub("", clean(text), count=1))


def order_style(text: str) -> str:
    """Which style of number a group row has: roman, letter, number, or none."""
    match = _ORDER.match(clean(text)) or re.match(r"^\(?([IVXL]+|[A-Z]|\d+)$", clean(text))
    if match is None:
        return ""
    mark = re.sub(r"\W", "", match[0])
    if re.fullmatch(r"[IVXL]+", mark):
        return "roman"
    return "number" if mark.isdigit() else "letter"


def is_ditto(cell: Cell) -> bool:
    """Whether a cell says "as above"."""
    first = cell.text[:1]
    if first not in {"n", "N"} and first.isalnum():
        return False
    return cell.text.strip() in {'"', "''", "″", "〃", "”", '" "'} or squeeze(cell.line) in _DITTO


class TableReader:
    """Cuts sheets into tables; `is_group` tells whether a text names a unit or a section."""

    def __init__(self, titles: TitleBook, is_group: Callable[[str], bool]) -> None:
        self._words = titles.words
        self._is_group = is_group

    def cut(self, sheet: Sheet, headers: list[Header]) -> list[Table]:
        """All tables of a sheet; a header that repeats the one above continues its table."""
        tables: list[Table] = []
        filled = list(sheet.filled_rows())
        for place, header in enumerate(headers):
            stop = min(
                (h.top for h in headers[place + 1 :] if h.top > header.bottom), default=1 << 30
            )
            start = (
                max((h.bottom for h in headers[:place] if h.bottom < header.top), default=-1) + 1
            )
            body = [row for row in filled if header.bottom < row < stop]
            before = [row for row in filled if start <= row < header.top]
            beside = [t for t in tables if t.header.top == header.top]
            above = tables[-1] if tables and not beside else None
            title = beside[0].title_rows if beside else tuple(self._own_title(above, before))
            if above is not None and not title and above.header.same_columns(header):
                self._continue(above, header, body)
                continue
            table = Table(sheet, header, title)
            self._fill(table, header, body)
            tables.append(table)
        return tables

    def _own_title(self, above: Table | None, before: list[int]) -> list[int]:
        """The rows between two tables that begin a new title block, none for a mere page break."""
        if above is None:
            return before
        last = max((row.index for row in above.people), default=-1)
        after = [row for row in before if row > last]
        for place, row in enumerate(after):
            texts = [cell.line for cell in above.sheet.rows[row].values()]
            if any(self._opens_document(text) for text in texts):
                del above.rows[_first_after(above.rows, row) :]
                return after[place:]
        return []

    def _opens_document(self, text: str) -> bool:
        return bool(
            self._words["document"].begins(text)
            or self._words["motto"].found_in(text)
            or (self._words["class_document"].begins(text))
        )

    def _continue(self, table: Table, header: Header, body: list[int]) -> None:
        for row in range(header.top, header.bottom + 1):
            if row in table.sheet.rows:
                table.rows.append(Row(row, RowKind.FURNITURE, table.sheet.rows[row]))
        first_foot = next(
            (place for place in range(len(table.rows)) if self._is_late(table, place)), None
        )
        if first_foot is not None:
            self._settle(table)
        self._fill(table, header, body)

    @staticmethod
    def _is_late(table: Table, place: int) -> bool:
        return table.rows[place].kind is RowKind.UNKNOWN

    # --- the rows of one table

    def _fill(self, table: Table, header: Header, body: list[int]) -> None:
        plain = plain_people(table, self._words)
        numbered = [index for index in body if index not in plain]
        numbered = [i for i in numbered if self._is_numbered(table, table.visible(i))]
        last_numbered = max([*numbered, *(i for i in plain.values() if i >= 0)], default=-1)
        in_foot = False
        for index in body:
            if index in plain and (plain[index] >= 0 or not in_foot):
                in_foot = False
                table.rows.append(LazyRow(index, RowKind.PERSON, table))
                continue
            cells = table.visible(index)
            if not cells:
                continue
            previous = table.rows[-1] if table.rows else None
            kind = RowKind.UNKNOWN
            if not _is_struck(header, cells):
                kind = self._kind(table, index, cells, previous, in_foot=in_foot)
            if kind is not RowKind.PERSON and index > last_numbered:
                in_foot = in_foot or self._begins_foot(cells)
            if kind is RowKind.PERSON:
                in_foot = False
            table.rows.append(Row(index, kind, cells))
        self._settle(table)

    def _is_numbered(self, table: Table, cells: Mapping[int, Cell]) -> bool:
        """Whether a row surely is a person's: a number, a name, and something else."""
        number = self._number_text(table.header, cells)
        named = looks_like_name(name_text(table, cells))
        return named and bool(_STT.fullmatch(number)) and bool(self._data(table.header, cells))

    def _settle(self, table: Table) -> None:
        """Rows after the last person that are no subtotals are the foot, but for lost people."""
        last = max((row.index for row in table.people), default=-1)
        if last < 0:
            return
        for row in table.rows:
            if row.index > last and row.kind in {RowKind.UNKNOWN, RowKind.GROUP}:
                lost = self._has_lost_its_name(table, row.cells) or any(
                    cell.is_doubtful for cell in row.cells.values()
                )
                row.kind = RowKind.UNKNOWN if lost else RowKind.FURNITURE

    def _has_lost_its_name(self, table: Table, cells: Mapping[int, Cell]) -> bool:
        """Whether a row tells of somebody whose name is missing or looks like none.

        A signature has texts only; a day or a mark of its own column is somebody's.
        """
        others = self._data(table.header, cells)
        name = name_text(table, cells)
        if _STT.fullmatch(self._number_text(table.header, cells)):
            return not name and self._tells_of_somebody(others)
        dated = any(cell.day is not None or cell.number is not None for cell in others.values())
        return len(others) >= 2 and dated and self._tells_of_somebody(others)

    def _kind(
        self,
        table: Table,
        index: int,
        cells: Mapping[int, Cell],
        previous: Row | None,
        *,
        in_foot: bool,
    ) -> RowKind:
        header = table.header
        if is_numbers_row(table.sheet, index) and self._no_people_yet(table):
            return RowKind.FURNITURE
        name, number = name_text(table, cells), self._number_text(header, cells)
        others = self._data(header, cells)
        texts = [cell.line for cell in cells.values()]
        if self._is_subtotal(texts, name):
            return RowKind.SUBTOTAL
        if self._is_person(table, name, number, others, in_foot=in_foot):
            return RowKind.PERSON
        if self._continues_person(table, index, name, number, cells, previous):
            return RowKind.UNKNOWN if in_foot or self._is_signature(cells) else RowKind.MORE
        if _STT.fullmatch(number) and not name and not others:
            return RowKind.FURNITURE
        return self._group_or_unknown(name, number, cells, others, in_foot=in_foot)

    def _group_or_unknown(
        self,
        name: str,
        number: str,
        cells: Mapping[int, Cell],
        others: Mapping[int, Cell],
        *,
        in_foot: bool,
    ) -> RowKind:
        texts = [cell.line for cell in cells.values()]
        if in_foot or (self._begins_foot(cells) and not self._is_group_text(name, number, texts)):
            return RowKind.UNKNOWN
        first = next(iter(cells.values()))
        alone = len(cells) == 1 and isinstance(first.raw, str)
        if alone or ((name or number) and not self._tells_of_somebody(others)):
            return RowKind.GROUP
        return RowKind.UNKNOWN

    @staticmethod
    def _no_people_yet(table: Table) -> bool:
        return not table.people or table.rows[-1].kind is RowKind.FURNITURE

    @staticmethod
    def _number_text(header: Header, cells: Mapping[int, Cell]) -> str:
        for column in header.of_role("number"):
            if column.index in cells:
                cell = cells[column.index]
                return cell.line or ("1" if cell.raw is None else "")
        family = [c.index for c in header.name_columns][:-1]  # "II | Ủy ban nhân dân"
        mark = cells[family[0]].line if family and family[0] in cells else ""
        return mark if _GROUP_MARK.fullmatch(mark) else ""

    @staticmethod
    def _data(header: Header, cells: Mapping[int, Cell]) -> dict[int, Cell]:
        skipped = {c.index for c in header.of_role("number", "name")}
        return {c: cell for c, cell in cells.items() if c not in skipped}

    @staticmethod
    def _tells_of_somebody(others: Mapping[int, Cell]) -> bool:
        """Whether the cells beside a group's text say more than counts."""
        return any(cell.number is None and cell.raw is not None for cell in others.values())

    def _is_group_text(self, name: str, number: str, texts: list[str]) -> bool:
        return any(
            self._is_group(without_order(text)) for text in (name, number, *texts[:1]) if text
        )

    def _is_person(
        self, table: Table, name: str, number: str, others: Mapping[int, Cell], *, in_foot: bool
    ) -> bool:
        if not name or (number and not _STT.fullmatch(number) and not others):
            return False
        numbered = bool(_STT.fullmatch(number))
        has_numbers = bool(table.header.of_role("number"))
        if not numbered and (
            in_foot or self._words["foot"].begins(name) or self._only_counts(table, name, others)
        ):
            return False
        if self._is_group(without_order(name)) and not self._tells_of_somebody(others):
            return False
        if numbered and others:
            return True
        if looks_like_name(name):
            return bool(others) or numbered or (not has_numbers and not self._is_group(name))
        return False

    @staticmethod
    def _only_counts(table: Table, name: str, others: Mapping[int, Cell]) -> bool:
        """Whether an unnumbered row counts people ("Đảng viên | 9") or heads some ("IV. …")."""
        if not others:
            return order_style(name) in {"roman", "letter"}
        counts = [cell.number for cell in others.values()]
        if any(count is None or 1900 <= count <= 2100 for count in counts):
            return False
        after_total = bool(table.rows) and table.rows[-1].kind is RowKind.SUBTOTAL
        return after_total or bool(table.header.of_role("number"))

    def _continues_person(
        self,
        table: Table,
        index: int,
        name: str,
        number: str,
        cells: Mapping[int, Cell],
        previous: Row | None,
    ) -> bool:
        if name or number or previous is None or previous.index != index - 1:
            return False
        if len(cells) == 1 and self._is_headed(next(iter(cells.values())).line):
            return False
        if previous.kind not in {RowKind.PERSON, RowKind.MORE}:
            return False
        roles = {c.index: c.role for c in table.header.columns}
        return all(roles.get(c, "") not in {"", "number"} for c in cells)

    def _is_headed(self, text: str) -> bool:
        """Whether a text by itself is a numbered heading: "B. Cán bộ không chuyên trách"."""
        return order_style(text) in {"roman", "letter"} and self._is_group(without_order(text))

    def _is_subtotal(self, texts: list[str], name: str) -> bool:
        first = without_order(texts[0]) if texts else ""
        words = self._words["subtotal"]
        return bool(words.begins_marked(first) or words.begins_marked(without_order(name)))

    def _is_signature(self, cells: Mapping[int, Cell]) -> bool:
        """Whether a row right under a person is the foot and no second line: capitals or a date."""
        texts = [cell.line for cell in cells.values()]
        shouted = all(text == text.upper() for text in texts)
        return self._begins_foot(cells) and (shouted or any(re.search(r"\d", t) for t in texts))

    def _begins_foot(self, cells: Mapping[int, Cell]) -> bool:
        for cell in cells.values():
            if self._words["foot"].begins(cell.line) and len(cell.line) < 120:
                return True
            if re.search(r"(?i)ngày\b.*\btháng\b.*\bnăm\b", cell.line) and len(cells) <= 2:
                return True
        return False


def plain_people(table: Table, words: Mapping[str, Phrases]) -> dict[int, int]:
    """The rows of a big sheet that surely are people, each judged by its different cells.

    A row is one where a name stands in its one column, what stands first is no subtotal's word,
    and another cell says more than a number. The value is the row again where it is numbered, -1
    where it is not: then it is somebody only before the foot.
    """
    dense, header = table.sheet.dense, table.header
    names, numbers = header.name_columns, header.of_role("number")
    if dense is None or len(names) != 1 or len(numbers) > 1:
        return {}
    first = min(column.index for column in header.columns)
    if first not in {names[0].index, *(column.index for column in numbers)}:
        return {}

    firsts = {phrase.split(" ")[0] for key in ("foot", "subtotal") for phrase in words[key].members}

    def speaks_of_list(line: str) -> bool:
        bare = without_order(line)
        return bool(words["foot"].begins(line) or words["subtotal"].begins_marked(bare))

    def is_text(cell: Cell) -> bool:
        return not (cell.is_blank or cell.is_doubtful or cell.raw is None)

    def is_name(cell: Cell) -> bool:
        line = cell.line
        return (
            is_text(cell)
            and looks_like_name(line)
            and (fold(line.split(" ", 1)[0]) not in firsts or not speaks_of_list(line))
        )

    def is_number(cell: Cell) -> bool:
        return is_text(cell) and _STT.fullmatch(cell.line) is not None

    def tells(cell: Cell) -> bool:
        return is_text(cell) and cell.number is None

    plain = dense.column_mask(names[0].index, is_name)
    numbered = np.zeros(dense.height, np.bool_)
    for column in numbers:
        numbered = dense.column_mask(column.index, is_number)
        if column.index == first:
            plain = plain & numbered
    told = np.zeros(dense.height, np.bool_)
    for column in header.columns:
        if column.role not in {"name", "number"} and not told[plain].all():
            told |= dense.column_mask(column.index, tells)
    plain = plain & told & (numbered if numbers else True)
    for span in table.sheet.merges:
        plain[span[0] : span[2] + 1] = False
    return {
        row: row if is_numbered else -1
        for row, is_numbered in zip(
            np.nonzero(plain)[0].tolist(), numbered[plain].tolist(), strict=True
        )
    }


def _is_struck(header: Header, cells: Mapping[int, Cell]) -> bool:
    """Whether somebody's name is crossed out."""
    return any(cells[c.index].doubt == STRUCK for c in header.name_columns if c.index in cells)


def name_text(table: Table, cells: Mapping[int, Cell]) -> str:
    """The text in the column (or two columns) of names."""
    parts = [cells[c.index].line for c in table.header.name_columns if c.index in cells]
    return clean(" ".join(parts))


def person_number(table: Table, row: Row) -> Place | None:
    """Where a person's number stands."""
    for column in table.header.of_role("number"):
        if column.index in row.cells:
            return row.index, column.index
    return None


def _first_after(rows: list[Row], index: int) -> int:
    return next((place for place, row in enumerate(rows) if row.index >= index), len(rows))
