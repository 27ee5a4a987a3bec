"""Finds the tables of a sheet by their headers, and says what each column is.

A header may stand anywhere, over one to five rows, merged or not. A column is understood by the
whole path of header texts over it: "Trình độ / Lý luận chính trị / TC" is not "Trình độ / Chuyên
môn / TC".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import islice, pairwise

from canbo.exchange.workbooks.column_roles import confirmed, role_of, with_role
from canbo.exchange.workbooks.columns import BY_VALUES, NOTHING, Column, ColumnReader
from canbo.exchange.workbooks.grid import Cell, Sheet
from canbo.exchange.workbooks.layouts import Confirmed
from canbo.exchange.workbooks.shapes import LOOKED_AT, ShapeReader, is_name
from canbo.exchange.workbooks.vocabulary import Vocabulary
from canbo.exchange.workbooks.words import squeeze

_MAX_HEADER_ROWS = 6
_MAX_HEADER_TEXT = 90
_MAX_PARENT_TEXT = 45
_SLIPS_WITHIN = 60  # rows from the top in which a mistyped header of names is looked for
_UNNAMED_WITHIN = 60  # rows from the top in which a header without known words is looked for
_MAX_NAME_HEADER = 60
_Cells = Mapping[int, Cell]


@lru_cache(maxsize=5_000)
def _base(letter: str) -> str:
    """A letter as `squeeze` leaves it, "" for a sign."""
    return squeeze(letter)


@dataclass(frozen=True, slots=True)
class Header:
    """A table's header: its rows (both included) and its columns in order."""

    top: int
    bottom: int
    columns: tuple[Column, ...]

    def of_role(self, *roles: str) -> tuple[Column, ...]:
        """The columns of some roles, in order."""
        return tuple(column for column in self.columns if column.role in roles)

    @property
    def name_columns(self) -> tuple[Column, ...]:
        """The column of names, or the two columns of a parted name."""
        return self.of_role("name")

    def without_guesses(self) -> Header:
        """The header without roles that only values propose: such columns are not understood."""
        columns = (
            replace(c, role="unknown", scale=None, level="", sex=None, confidence=NOTHING)
            if c.confidence <= BY_VALUES
            else c
            for c in self.columns
        )
        return replace(self, columns=tuple(columns))

    def same_columns(self, other: Header) -> bool:
        """Whether another header is this one again, as after a page break."""
        return [(c.index, c.role, c.scale, c.level) for c in self.columns] == [
            (c.index, c.role, c.scale, c.level) for c in other.columns
        ]


# A year or a term over a column: "2009", "Năm 2009", "Nhiệm kỳ 2010-2015", "NK 2010 - 2015".
_YEAR_HEADER = re.compile(
    r"(?i)(?:(?:năm|nhiệm kỳ|NK)\s*)?(?:19|20)\d\d(?:\s*[-–]\s*(?:(?:19|20)\d\d))?"
)


class HeaderReader:
    """Finds and reads headers."""

    def __init__(
        self, vocabulary: Vocabulary, shapes: ShapeReader, layouts: Confirmed | None = None
    ) -> None:
        self._book = vocabulary.headers
        self._more = vocabulary.lists.header_words
        self._columns_of = ColumnReader(vocabulary.headers, vocabulary.levels, self._more)
        self._shapes = shapes
        self._layouts: Confirmed = layouts or {}

    def find(self, sheet: Sheet) -> list[Header]:
        """All headers of a sheet, from top to bottom; tables side by side one after another."""
        found: list[Header] = []
        below = -1
        for row in self._rows_to_try(sheet):
            if row <= below:
                continue
            anchors = self._anchors(sheet, row)
            if not anchors:
                continue
            top, bottom = self._extent(sheet, row, anchors)
            headers = self._split(sheet, top, bottom, anchors)
            if headers:
                found.extend(headers)
                below = bottom
        return found

    def _rows_to_try(self, sheet: Sheet) -> Iterable[int]:
        """The rows that may hold a header: all; of a big sheet those with a header of names."""
        if sheet.dense is None:
            return sheet.filled_rows()
        ends = {(text[0], text[-1]) for text in map(squeeze, self._book.name.written) if text}

        @cache
        def may_end(first: str, last: str) -> bool:
            letters = (_base(first), _base(last))
            return not all(letters) or letters in ends

        def may_name(cell: Cell) -> bool:
            text = cell.text
            if not text or len(text) >= _MAX_NAME_HEADER or not isinstance(cell.raw, str):
                return False
            return (may_end(text[0], text[-1]) or "(" in text) and self._is_name(cell.line)

        named = sheet.dense.rows_with(sheet.dense.mask(may_name))
        return sorted({*named, *sheet.dense.row_numbers[:_SLIPS_WITHIN]})

    def find_unnamed(self, sheet: Sheet) -> list[Header]:
        """A header that no word of the vocabulary heads, over values that look like people.

        Its columns are proposals by their values, unless the office has confirmed the layout.
        """
        rows = list(sheet.filled_rows())
        for place, row in enumerate(rows[:_UNNAMED_WITHIN]):
            body = [sheet.rows[below] for below in rows[place + 1 : place + 1 + LOOKED_AT]]
            if not _heads_people(_filled(sheet, row), body):
                continue
            bottom = max((span[2] for c in sheet.rows[row] if (span := sheet.span_at(row, c))),
                         default=row)  # fmt: skip
            columns = self._columns_of.read_all(paths_of(sheet, row, bottom))
            likely = [self._by_values(c, body) for c in columns]
            header = Header(row, bottom, tuple(confirmed(likely, self._layouts)))
            named = any(c.confidence > BY_VALUES for c in header.name_columns)
            return [header.without_guesses() if named else header]
        return []

    def _by_values(self, column: Column, body: Sequence[_Cells]) -> Column:
        if column.confidence > NOTHING:
            return column
        said = self._shapes.proposals([row[column.index] for row in body if column.index in row])
        if not said:
            return column
        return replace(with_role(column, said[0]), confidence=BY_VALUES, is_confirmed=False)

    def _anchors(self, sheet: Sheet, row: int) -> list[int]:
        anchors = [
            column
            for column, cell in sheet.rows.get(row, {}).items()
            if len(cell.text) < _MAX_NAME_HEADER and self._is_name(cell.line)
        ]
        if any(self._is_family_name(sheet, row, c) for c in anchors):
            return []
        if not anchors and row < _SLIPS_WITHIN:
            anchors = self._mistyped_names(sheet, row)
        if len(anchors) > 1 and all(self._book_half(sheet, row, c) for c in anchors):
            return anchors[:1]
        return anchors

    def _mistyped_names(self, sheet: Sheet, row: int) -> list[int]:
        """The one mistyped header of names in a row that is a header by its other words."""
        cells = [(c, cell) for c, cell in _filled(sheet, row).items() if isinstance(cell.raw, str)]
        if len(cells) < 3 or any(len(cell.text) > _MAX_PARENT_TEXT for _, cell in cells):
            return []
        if sum(self._columns_of.is_header_word(cell.line) for _, cell in cells) < 2:
            return []
        meant = [c for c, cell in cells if self._columns_of.mended_word(cell.line)[0] == "name"]
        return meant if len(meant) == 1 else []

    def _is_name(self, text: str) -> bool:
        return self._book.name.is_exactly(re.sub(r"\([^)]*\)", " ", text))

    def _is_family_name(self, sheet: Sheet, row: int, column: int) -> bool:
        """Whether "Hồ" (or "Ho", in a list without marks) is somebody's and no header "Họ": most of
        its row are no header words."""
        cells = _filled(sheet, row)
        if squeeze(cells[column].line) != "ho":
            return False
        others = [cell for place, cell in cells.items() if place != column]
        return 2 * sum(self._is_header_word(cell) for cell in others) < len(others)

    def _book_half(self, sheet: Sheet, row: int, column: int) -> bool:
        """Whether an anchor is one half of a name parted into two columns (họ | tên)."""
        return squeeze(sheet.rows[row][column].line) in {
            "ho",
            "hova",
            "hodem",
            "hovachudem",
            "ten",
            "hovadem",
        }

    # --- where the header ends

    def _extent(self, sheet: Sheet, row: int, anchors: list[int]) -> tuple[int, int]:
        span = sheet.span_at(row, anchors[0])
        top, bottom = row, span[2] if span else row
        for column in sheet.rows.get(row, {}):
            own = sheet.span_at(row, column)
            if own is not None:
                bottom = max(bottom, min(own[2], row + _MAX_HEADER_ROWS))
        while bottom - row < _MAX_HEADER_ROWS and self._continues(sheet, bottom + 1, anchors):
            bottom += 1
            for column in sheet.rows.get(bottom, {}):
                own = sheet.span_at(bottom, column)
                if own is not None:
                    bottom = max(bottom, min(own[2], row + _MAX_HEADER_ROWS))
        while top > 0 and row - top < 4 and self._begins_above(sheet, top - 1, anchors):
            top -= 1
        return top, bottom

    def _continues(self, sheet: Sheet, row: int, anchors: list[int]) -> bool:
        """Whether a row below still is header: only header words, nothing under the names."""
        cells = _filled(sheet, row)
        if not cells or any(anchor in cells for anchor in anchors) or is_numbers_row(sheet, row):
            return False
        if any(column < anchors[0] for column in cells) and len(cells) == 1:
            return False
        sure = [
            self._is_header_word(cell) or self._has_wide_parent(sheet, row, column, cell)
            for column, cell in cells.items()
        ]
        return all(sure) or (any(sure) and self._are_mistyped(cells, sure))

    def _are_mistyped(self, cells: _Cells, sure: Sequence[bool]) -> bool:
        """Whether the cells of a row that are no header words would be but for a slip."""
        others = [cell for cell, known in zip(cells.values(), sure, strict=True) if not known]
        return all(
            isinstance(cell.raw, str) and bool(self._columns_of.mended_word(cell.line)[0])
            for cell in others
        )

    @staticmethod
    def _has_wide_parent(sheet: Sheet, row: int, column: int, cell: Cell) -> bool:
        """Whether a header merged over several columns stands right above a cell."""
        span = sheet.span_at(row - 1, column)
        return (
            (isinstance(cell.raw, str) or _YEAR_HEADER.fullmatch(cell.line) is not None)
            and len(cell.text) <= _MAX_PARENT_TEXT
            and span is not None
            and span[3] > span[1]
            and span[2] == row - 1
        )

    def _begins_above(self, sheet: Sheet, row: int, anchors: list[int]) -> bool:
        """Whether a row above is header: parents over columns right of the names, no title."""
        cells = _filled(sheet, row)
        below = sheet.rows.get(row + 1, {})
        if not cells or any(c <= anchors[0] or c not in below for c in cells):
            return False
        return all(
            len(cell.text) <= _MAX_PARENT_TEXT and self._is_header_word(cell)
            for cell in cells.values()
        )

    def _is_header_word(self, cell: Cell) -> bool:
        text = cell.line
        if _YEAR_HEADER.fullmatch(text):
            return True
        if not isinstance(cell.raw, str) or not text or len(text) > _MAX_HEADER_TEXT:
            return False
        return (
            self._is_name(text)
            or self._columns_of.is_header_word(text)
            or self._more.is_exactly(text)
        )

    # --- columns

    def _split(self, sheet: Sheet, top: int, bottom: int, anchors: list[int]) -> list[Header]:
        columns = self._columns_of.read_all(paths_of(sheet, top, bottom))
        columns = [self._unless_belied(sheet, bottom, column) for column in columns]
        if len(columns) < 2:
            return []
        starts = [self._block_start(columns, anchor) for anchor in anchors]
        headers = []
        for place, start in enumerate(starts):
            stop = starts[place + 1] if place + 1 < len(starts) else 1 << 20
            first = 0 if place == 0 else start
            block = self._confirmed([c for c in columns if first <= c.index < stop])
            if any(map(self._says_something, block)):
                headers.append(Header(top, bottom, block))
        return headers

    def _says_something(self, column: Column) -> bool:
        """Whether a column says something of the people beside their names, in any list."""
        if column.role in {"name", "number"}:
            return False
        return column.role != "unknown" or self._more.is_exactly(column.path[-1])

    def _unless_belied(self, sheet: Sheet, bottom: int, column: Column) -> Column:
        """A mended header stays mended unless the values under it are of another kind."""
        if not column.meant or column.role == "name":
            return column
        below = (row for row in sheet.rows if row > bottom)
        cells = (sheet.rows[row].get(column.index) for row in islice(below, LOOKED_AT))
        said = self._shapes.proposals([cell for cell in cells if cell is not None])
        kinds = {role.partition(":")[0] for role in said}
        kind = "level" if column.role == "mark" else column.role
        if said and kind not in kinds and role_of(column) not in said:
            return Column(column.index, column.path, "unknown", confidence=NOTHING)
        return column

    def _confirmed(self, block: list[Column]) -> tuple[Column, ...]:
        return tuple(confirmed(block, self._layouts))

    @staticmethod
    def _block_start(columns: Sequence[Column], anchor: int) -> int:
        before = [c for c in columns if c.index < anchor]
        if before and before[-1].role == "number":
            return before[-1].index
        return anchor


def paths_of(sheet: Sheet, top: int, bottom: int) -> dict[int, tuple[str, ...]]:
    """The header texts over each column of a header's rows, from the top down."""
    used = sorted({c for row in range(top, bottom + 1) for c in _reach(sheet, row)})
    return {column: _path(sheet, top, bottom, column) for column in used}


def _path(sheet: Sheet, top: int, bottom: int, column: int) -> tuple[str, ...]:
    path: list[str] = []
    for row in range(top, bottom + 1):
        cell = sheet.at(row, column)
        text = cell.line if cell is not None and not cell.is_blank else ""
        if not text and row < bottom and sheet.span_at(row, column) is None:
            text = _from_left(sheet, row, bottom, column)
        if text and (not path or path[-1] != text):
            path.append(text)
    return tuple(path)


def _from_left(sheet: Sheet, row: int, bottom: int, column: int) -> str:
    """The parent that stands unmerged over the first of its columns only."""

    def has_child(at: int) -> bool:
        return any(
            (cell := sheet.rows.get(below, {}).get(at)) is not None and not cell.is_blank
            for below in range(row + 1, bottom + 1)
        )

    place = column
    while place >= 0 and has_child(place):
        cell = sheet.rows.get(row, {}).get(place)
        if cell is not None and not cell.is_blank:
            return cell.line if sheet.span_at(row, place) is None else ""
        place -= 1
    return ""


def _filled(sheet: Sheet, row: int) -> dict[int, Cell]:
    return {c: cell for c, cell in sheet.rows.get(row, {}).items() if not cell.is_blank}


def _reach(sheet: Sheet, row: int) -> set[int]:
    """The columns that a header row's texts stand over, merged ranges spread out."""
    found: set[int] = set()
    for column in _filled(sheet, row):
        span = sheet.span_at(row, column)
        last = min(span[3], column + 60) if span else column
        found.update(range(column, last + 1))
    return found


def _heads_people(cells: _Cells, body: Sequence[_Cells]) -> bool:
    """Whether a row of texts stands over columns of which one holds people's names."""
    texts = {cell.line for cell in cells.values() if isinstance(cell.raw, str)}
    if len(cells) < 2 or len(texts) < len(cells) or any(re.search(r"\d", text) for text in texts):
        return False
    for column in cells:
        values = [row[column] for row in body if column in row]
        named = sum(map(is_name, values))
        others = sum(len(set(row) & set(cells)) > 1 for row in body)
        if named >= 2 and named >= 0.7 * len(values) and others >= 2:
            return True
    return False


_NUMBER_CELL = re.compile(r"\(?\s*(\d{1,2}|[A-D])\s*(?:=.*)?\)?[.)]?")


def is_numbers_row(sheet: Sheet, row: int) -> bool:
    """Whether a row numbers the columns: 1 2 3 …, (1) (2) (3), A B 1 2."""
    cells = list(_filled(sheet, row).values())
    if len(cells) < 3:
        return False
    matches = []
    for cell in cells:
        match = _NUMBER_CELL.fullmatch(cell.line)
        if match is None:
            return False
        matches.append(match)
    numbers = [int(match[1]) for match in matches if match[1].isdigit()]
    rising = sum(b > a for a, b in pairwise(numbers))
    return (
        len(numbers) >= 2 and rising >= len(numbers) - 2 and len(set(numbers)) > len(numbers) // 2
    )
