"""Finds the tables of a sheet by their headers, and says what each column is.

A header may stand anywhere, over one to five rows, merged or not. A column is understood by the
whole path of header texts over it: "Trình độ / Lý luận chính trị / TC" is not "Trình độ / Chuyên
môn / TC".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from canbo.engine.facts import Scale, Sex
from canbo.exchange.workbooks.grid import Cell, Sheet
from canbo.exchange.workbooks.vocabulary import HeaderBook, LevelBook
from canbo.exchange.workbooks.words import fold, squeeze

_SCALE_ORDER = (
    Scale.STATE_MANAGEMENT,
    Scale.DEFENCE_SECURITY,
    Scale.POLITICAL_THEORY,
    Scale.GENERAL_EDUCATION,
    Scale.IT,
    Scale.FOREIGN_LANGUAGE,
    Scale.PROFESSIONAL,
)
# Scales whose levels stand side by side under a bare "Trình độ".
_LADDERS = (
    Scale.PROFESSIONAL,
    Scale.POLITICAL_THEORY,
    Scale.GENERAL_EDUCATION,
    Scale.STATE_MANAGEMENT,
)
# Short names of scales that mean nothing else, even inside a longer header.
_SURE_SHORT = frozenset({"llct", "qlnn", "qpan", "anqp", "cmnv", "gdpt", "cntt", "gdqp", "ktqp"})
# Day and month of the birth in columns of their own beside the year.
_BIRTH_PARTS = {"ngay": "birth_day", "thang": "birth_month"}
_DETAILS = frozenset({"school", "graduated", "mode", "field"})
_MAX_HEADER_ROWS = 6
_MAX_HEADER_TEXT = 90
_MAX_PARENT_TEXT = 45


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the header texts over it from the top down, and what it holds."""

    index: int
    path: tuple[str, ...]
    role: str
    scale: Scale | None = None
    level: str = ""  # for the role "mark"
    sex: Sex | None = None
    concurrent: bool = False

    @property
    def label(self) -> str:
        """The header in one line, for notes and problems."""
        return " / ".join(self.path)


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

    def same_columns(self, other: Header) -> bool:
        """Whether another header is this one again, as after a page break."""
        return [(c.index, c.role, c.scale, c.level) for c in self.columns] == [
            (c.index, c.role, c.scale, c.level) for c in other.columns
        ]


class HeaderReader:
    """Finds and reads headers."""

    def __init__(self, headers: HeaderBook, levels: LevelBook) -> None:
        self._book = headers
        self._levels = levels

    def find(self, sheet: Sheet) -> list[Header]:
        """All headers of a sheet, from top to bottom; tables side by side one after another."""
        found: list[Header] = []
        below = -1
        for row in sheet.filled_rows():
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

    def _anchors(self, sheet: Sheet, row: int) -> list[int]:
        anchors = [
            column
            for column, cell in sheet.rows.get(row, {}).items()
            if len(cell.text) < 60 and self._is_name(cell.line)
        ]
        if len(anchors) > 1 and all(self._book_half(sheet, row, c) for c in anchors):
            return anchors[:1]
        return anchors

    def _is_name(self, text: str) -> bool:
        return self._book.name.is_exactly(re.sub(r"\([^)]*\)", " ", text))

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
        return all(
            self._is_header_word(cell) or self._has_wide_parent(sheet, row, column, cell)
            for column, cell in cells.items()
        )

    @staticmethod
    def _has_wide_parent(sheet: Sheet, row: int, column: int, cell: Cell) -> bool:
        """Whether a header merged over several columns stands right above a cell."""
        span = sheet.span_at(row - 1, column)
        return (
            isinstance(cell.raw, str)
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
        if not isinstance(cell.raw, str) or not text or len(text) > _MAX_HEADER_TEXT:
            return False
        if _sex_of(text) is not None or self._scale_of(text) is not None or self._is_name(text):
            return True
        if any(words.is_exactly(text) for words in self._book.parents.values()):
            return True
        if any(rule.fits(text) for rule in self._book.leaf):
            return len(fold(text).split()) <= 8 and ":" not in text
        if any(self._book.words[key].is_exactly(text) for key in self._word_keys()):
            return True
        return any(squeeze(text) in words.only for words in self._levels.scales.values())

    def _word_keys(self) -> Sequence[str]:
        return ("official", "probation", "party_post", "ethnic_minority", "level_words",
                "concurrent_post", "female", "post_bodies")  # fmt: skip

    # --- columns

    def _split(self, sheet: Sheet, top: int, bottom: int, anchors: list[int]) -> list[Header]:
        columns = self._columns(sheet, top, bottom)
        if len(columns) < 2:
            return []
        starts = [self._block_start(columns, anchor) for anchor in anchors]
        headers = []
        for place, start in enumerate(starts):
            stop = starts[place + 1] if place + 1 < len(starts) else 1 << 20
            first = 0 if place == 0 else start
            block = tuple(c for c in columns if first <= c.index < stop)
            if any(c.role not in {"name", "number", "unknown"} for c in block):
                headers.append(Header(top, bottom, block))
        return headers

    @staticmethod
    def _block_start(columns: Sequence[Column], anchor: int) -> int:
        before = [c for c in columns if c.index < anchor]
        if before and before[-1].role == "number":
            return before[-1].index
        return anchor

    def _columns(self, sheet: Sheet, top: int, bottom: int) -> list[Column]:
        used = sorted({c for row in range(top, bottom + 1) for c in _reach(sheet, row)})
        paths = {column: self._path(sheet, top, bottom, column) for column in used}
        columns = [self.classify(column, path) for column, path in paths.items() if path]
        return self._by_siblings(self._join_names(columns))

    def _path(self, sheet: Sheet, top: int, bottom: int, column: int) -> tuple[str, ...]:
        path: list[str] = []
        for row in range(top, bottom + 1):
            cell = sheet.at(row, column)
            text = cell.line if cell is not None and not cell.is_blank else ""
            if not text and row < bottom and sheet.span_at(row, column) is None:
                text = self._from_left(sheet, row, bottom, column)
            if text and (not path or path[-1] != text):
                path.append(text)
        return tuple(path)

    @staticmethod
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

    def _join_names(self, columns: list[Column]) -> list[Column]:
        """A name header over two columns makes both columns of the name; others lose the role."""
        names = [c for c in columns if c.role == "name"]
        joined = {c.index for c in names if names and c.index <= names[0].index + 1}
        return [
            c
            if c.role != "name" or c.index in joined or _is_full_name(c)
            else replace(c, role="unknown")
            for c in columns
        ]

    def _by_siblings(self, columns: list[Column]) -> list[Column]:
        """Give level words under a bare "Trình độ" the scale that their neighbours prove."""
        proof: dict[tuple[str, ...], set[Scale]] = {}
        for column in columns:
            if column.role == "mark_of_unknown_scale":
                key = squeeze(column.path[-1])
                sure = [s for s in _LADDERS if key in self._levels.scales[s].only]
                if len(sure) == 1:
                    proof.setdefault(column.path[:-1], set()).add(sure[0])
        return [self._proven(column, proof.get(column.path[:-1], set())) for column in columns]

    def _proven(self, column: Column, proven: set[Scale]) -> Column:
        if column.role != "mark_of_unknown_scale":
            return column
        scale = next(iter(proven)) if len(proven) == 1 else None
        level = self._level(scale, column.path[-1]) if scale else ""
        role = "mark" if level else "ambiguous_level" if len(column.path) > 1 else "unknown"
        return replace(column, role=role, scale=scale, level=level)

    def classify(self, index: int, path: tuple[str, ...]) -> Column:
        """Say what a column is by the whole path of its header."""
        leaf, parents = path[-1], path[:-1]
        sex = _sex_of(leaf)
        if sex is not None:
            return Column(index, path, "sex_column", sex=sex)
        above = next((s for text in reversed(parents) if (s := self._scale_of(text))), None)
        level = self._level(above, leaf) if above is not None else ""
        if level:
            return Column(index, path, "mark", above, level)
        return self._by_rule(index, path, above) or self._by_scale(index, path, above)

    def _by_rule(self, index: int, path: tuple[str, ...], above: Scale | None) -> Column | None:
        """A column whose own header says what it is, whatever stands above it."""
        leaf, parents = path[-1], path[:-1]
        rule = next((r.role for r in self._book.leaf if r.fits(leaf)), "")
        own = self._scale_of(leaf)
        if rule in _DETAILS:
            return Column(index, path, rule, own or above or Scale.PROFESSIONAL)
        if (
            rule
            and not (rule in {"class_name", "class_place"} and (own or above))
            and not self._is_level_word(rule, leaf, parents)
        ):
            return self._of_rule(index, path, rule)
        return None

    def _by_scale(self, index: int, path: tuple[str, ...], above: Scale | None) -> Column:
        """A column of levels: the scale is said by its own header or by one above it."""
        leaf = path[-1]
        own = self._scale_of(leaf)
        if own is not None:
            return self._of_own_scale(index, path, own)
        if above is not None:
            inside = next((code for phrase, code in self._levels.scales[above].word
                           if f" {phrase} " in f" {fold(leaf)} "), "")  # fmt: skip
            if inside and not self._book.words["level_words"].is_exactly(leaf):
                return Column(index, path, "mark", above, inside)
            return Column(index, path, "level", above)
        return self._by_parents(index, path)

    def _is_level_word(self, rule: str, leaf: str, parents: tuple[str, ...]) -> bool:
        """A short word such as TT or CV under "Trình độ" is a level, not a column of its own."""
        return (
            bool(parents)
            and rule in {"number", "post", "other"}
            and any(self._book.parents["levels"].is_exactly(text) for text in parents)
            and any(squeeze(leaf) in words.only for words in self._levels.scales.values())
        )

    def _of_rule(self, index: int, path: tuple[str, ...], rule: str) -> Column:
        if rule == "ethnic_group" and self._book.words["ethnic_minority"].found_in(path[-1]):
            rule = "other"
        parents_party = any(self._book.parents["party"].found_in(text) for text in path[:-1])
        if (
            rule == "party_date"
            and parents_party
            and self._book.words["official"].is_exactly(path[-1])
        ):
            rule = "party_official_date"
        concurrent = bool(self._book.words["concurrent_post"].found_in(path[-1]))
        return Column(index, path, rule, concurrent=concurrent)

    def _of_own_scale(self, index: int, path: tuple[str, ...], own: Scale) -> Column:
        words = self._levels.scales[own]
        named = words.header.without(path[-1])
        rest = self._book.words["filler"].without(named)
        if named.replace(" ", "") in words.only:
            rest = named
        whole = self._level(own, path[-1])
        if rest and rest.replace(" ", "") in words.only:
            return Column(index, path, "mark", own, words.only[rest.replace(" ", "")])
        if whole and own is Scale.POLITICAL_THEORY and len(squeeze(path[-1])) > 3:
            return Column(index, path, "mark", own, whole)
        return Column(index, path, "level", own)

    def _by_parents(self, index: int, path: tuple[str, ...]) -> Column:
        leaf, parents, says = path[-1], path[:-1], self._book.parents

        def above(key: str) -> bool:
            return any(says[key].found_in(text) for text in parents)

        if above("party"):
            official = self._book.words["official"].is_exactly(leaf)
            return Column(index, path, "party_official_date" if official else "party_date")
        if above("post"):
            concurrent = bool(self._book.words["concurrent_post"].found_in(leaf))
            return Column(index, path, "post", concurrent=concurrent)
        if above("birth"):
            return Column(index, path, _BIRTH_PARTS.get(squeeze(leaf), "birth"))
        return Column(index, path, self._last_resort(path))

    def _last_resort(self, path: tuple[str, ...]) -> str:
        """A role for what neither rules nor scales explain."""
        leaf, parents, levels = path[-1], path[:-1], self._book.parents["levels"]
        of_levels = any(levels.is_exactly(t) or "trinh do" in fold(t) for t in parents)
        if (of_levels or not parents) and any(
            squeeze(leaf) in words.only for words in self._levels.scales.values()
        ):
            return "mark_of_unknown_scale"
        for text in reversed(parents):
            rule = next((r.role for r in self._book.leaf if r.fits(text)), "")
            if rule:
                return _BIRTH_PARTS.get(squeeze(leaf), rule) if rule == "birth" else rule
        return "level" if levels.is_exactly(leaf) else "unknown"

    def _level(self, scale: Scale, text: str) -> str:
        words = self._levels.scales[scale]
        bare = re.sub(r"\([^)]*\)", " ", text)
        if words.zero and fold(bare).split()[:1] == ["chua"]:
            return words.zero
        return words.only.get(squeeze(bare), "") or words.only.get(
            self._book.words["filler"].without(bare).replace(" ", ""), ""
        )

    def _scale_of(self, text: str) -> Scale | None:
        """The scale a header text names."""
        bare = re.sub(r"\([^)]*\)", " ", text)
        rest = self._book.words["filler"].without(bare) or fold(bare)
        for scale in _SCALE_ORDER:
            header = self._levels.scales[scale].header
            if header.is_exactly(bare) or header.is_exactly(rest):
                return scale
        for scale in _SCALE_ORDER:
            said = self._levels.scales[scale].header.found_in(bare).replace(" ", "")
            if len(said) >= 6 or said in _SURE_SHORT:
                return scale
        return None


def _is_full_name(column: Column) -> bool:
    return squeeze(column.path[-1]).startswith(("hovaten", "hoten"))


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


def _sex_of(text: str) -> Sex | None:
    """Nam and Nữ as whole headers; "Năm" (year) is told from "Nam" by its mark."""
    word = re.sub(r"[^\w]", "", text).lower()
    if word == "nam":
        return Sex.MALE
    return Sex.FEMALE if fold(word) in {"nu", "lanu", "trongdonu", "nux"} else None


_NUMBER_CELL = re.compile(r"\(?\s*(\d{1,2}|[A-D])\s*(?:=.*)?\)?[.)]?")


def is_numbers_row(sheet: Sheet, row: int) -> bool:
    """Whether a row numbers the columns: 1 2 3 …, (1) (2) (3), A B 1 2."""
    cells = list(_filled(sheet, row).values())
    if len(cells) < 3:
        return False
    matches = [_NUMBER_CELL.fullmatch(cell.line) for cell in cells]
    if not all(matches):
        return False
    numbers = [int(match[1]) for match in matches if match is not None and match[1].isdigit()]
    rising = sum(b > a for a, b in pairwise(numbers))
    return (
        len(numbers) >= 2 and rising >= len(numbers) - 2 and len(set(numbers)) > len(numbers) // 2
    )
