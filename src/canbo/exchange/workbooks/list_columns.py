"""What the columns of a list are once it is known which kind of list it is.

"Chức vụ" is the post held in a planning list, the post left or taken in a list of moves, one line
of a career: the kind of the list and the headers above decide, never the word alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from canbo.engine.facts import RatingSeries
from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks.columns import Column
from canbo.exchange.workbooks.dates import find_date
from canbo.exchange.workbooks.decisions import year_in
from canbo.exchange.workbooks.grid import Cell
from canbo.exchange.workbooks.headers import Header
from canbo.exchange.workbooks.list_vocabulary import ListBook, StandingBook
from canbo.exchange.workbooks.reading import ListKind
from canbo.exchange.workbooks.words import fold, plain

# Columns whose own header already says all.
_SURE = frozenset(
    {"number", "name", "sex_column", "sex", "ethnic_group", "home_place", "mark", "birth_day",
     "birth_month", "birth_place", "party_date", "party_official_date", "ambiguous_level"}
)  # fmt: skip
# Columns of class rosters: in any other list they are remarks unless the list's own words fit.
_OF_CLASSES = frozenset(
    {"class_name", "class_begins", "class_ends", "class_span", "class_place", "result"}
)
# In a roster only columns that say nothing else may tell of somebody's standing.
_OPEN_IN_ROSTERS = frozenset({"other", "unknown", "birth_place", "result"})
STANDING_ROLES = frozenset(
    {"identity_number", "insurance_number", "staff_code", "other_name", "religion", "birth_place",
     "residence", "recruited", "rank", "rank_code", "rank_begins", "step", "coefficient", "award",
     "discipline", "rating", "rating_mark", "pool_post", "career_text", "certificate",
     "service_status", "left_on"}
)  # fmt: skip
_OF_STUDY = re.compile(r"\b(?:dao tao|trinh do|hoc|tot nghiep|bang|truong)\b")
_RATING_PARTS = re.compile(r"\b(?:tu xep|tu danh gia|tu nhan|ca nhan|de nghi|nhan xet|y kien)\b")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column of a list holds, beyond its role: whose year, series, level or side it is."""

    role: str
    year: PartialDate | None = None
    series: RatingSeries | None = None
    level: str = ""
    side: str = ""  # "old", "new"
    words: str = ""  # the header's own words, for terms and posts said there


Values = Callable[[int], list[Cell]]


class ListColumns:
    """Gives the columns of one header their meaning in a list of a kind (None: a unit roster)."""

    def __init__(self, book: ListBook, standing: StandingBook) -> None:
        self._book = book
        self._standing = standing

    def recast(
        self, header: Header, kind: ListKind | None, title: str, values: Values
    ) -> tuple[Header, dict[int, Meaning]]:
        """The header with the roles that its columns have in this list, and their meanings."""
        meanings: dict[int, Meaning] = {}
        columns = []
        for column in header.columns:
            meaning = self._confirmed(column, title) or self._meaning(column, kind, title, values)
            if meaning is not None:
                meanings[column.index] = meaning
                columns.append(replace(column, role=meaning.role))
            elif kind is not None and column.role in _OF_CLASSES:
                columns.append(replace(column, role="other"))
            else:
                columns.append(column)
        columns, meanings = _one_rating_each(columns, meanings)
        return Header(header.top, header.bottom, tuple(columns)), meanings

    def _confirmed(self, column: Column, title: str) -> Meaning | None:
        """What an office has confirmed is not judged anew; its header still says year and side."""
        if not column.is_confirmed:
            return None
        label = column.label
        series = self._series(label, title) if column.role.startswith("rating") else None
        level = self._standing.ratings[series].read(column.path[-1]) if series else ""
        return Meaning(column.role, year_in(label), series, level, self._side(label), label)

    def _meaning(
        self, column: Column, kind: ListKind | None, title: str, values: Values
    ) -> Meaning | None:
        if self._keeps(column, kind):
            return None
        rating = self._rating(column, kind, title)
        if rating is not None:
            return rating
        leaf, parents = column.path[-1], " / ".join(column.path[:-1])
        role = self._role(column, kind, leaf, parents)
        if kind is ListKind.PLANNING and self._plans_by_marks(column, values):
            role = "pool_post"
        if not role:
            return None
        role = _by_values(role, leaf, values(column.index))
        whole = column.label
        return Meaning(role, year_in(whole), side=self._side(whole), words=whole)

    def _plans_by_marks(self, column: Column, values: Values) -> bool:
        """Whether a column under "Chức danh quy hoạch" is called by one post and only marked."""
        above = column.path[-2] if len(column.path) > 1 else ""
        if self._book.role_of(ListKind.PLANNING.value, above) != "pool_post":
            return False
        return _only_marks(values(column.index)) and not re.search(r"\d|%", column.path[-1])

    def _keeps(self, column: Column, kind: ListKind | None) -> bool:
        if kind is None:
            return column.role not in _OPEN_IN_ROSTERS
        parents = " / ".join(column.path[:-1])
        if parents and self._book.role_of("decision", column.path[-1], parents):
            return False
        says_birth = "sinh" in fold(column.label).split()
        if column.role in {"field", "school", "mode", "graduated"}:
            own = self._book.role_of(kind.value, column.path[-1], parents)
            of_study = _OF_STUDY.search(plain(column.label)) is not None
            return not own or of_study or kind is ListKind.STUDIES
        if column.role == "level":
            return kind is not ListKind.STUDIES
        if column.role in {"ambiguous_level", "mark"}:
            return True
        return column.role in _SURE - {"birth_place"} or (column.role == "birth" and says_birth)

    def _role(self, column: Column, kind: ListKind | None, leaf: str, parents: str) -> str:
        if kind is not None:
            own = self._book.role_of("decision", leaf, parents) or self._book.role_of(
                kind.value, leaf, parents
            )
            if own:
                return own
            shared = self._book.role_of("shared", leaf, parents)
            if shared:
                return shared
            if column.role in {"post", "unit", "post_and_unit", "note", "post_begins"}:
                return ""
        return self._book.role_of("standing", leaf, parents)

    def _side(self, text: str) -> str:
        if self._book.words["new_side"].found_in(text):
            return "new"
        return "old" if self._book.words["old_side"].found_in(text) else ""

    # --- ratings

    def _rating(self, column: Column, kind: ListKind | None, title: str) -> Meaning | None:
        """A column of ratings: a level's own column, a year's column, or the only one."""
        whole, leaf = column.label, column.path[-1]
        if kind is ListKind.STUDIES or column.role in {
            "post", "unit", "post_and_unit", "note", "number",
        }:  # fmt: skip
            return None
        is_rating = bool(self._book.role_of("standing", leaf) == "rating")
        under = any(self._book.role_of("standing", t) == "rating" for t in column.path[:-1])
        of_ratings = kind is ListKind.RATINGS
        if not (is_rating or under or of_ratings):
            return None
        series = self._series(whole, title if of_ratings else "")
        year = year_in(whole)
        if _RATING_PARTS.search(plain(leaf)) or _RATING_PARTS.search(plain(whole)):
            return Meaning("other")
        level = self._standing.ratings[series].read(leaf) if under or of_ratings else ""
        bare_year = re.fullmatch(r"(?:nam )?(?:19|20)\d\d", fold(leaf)) is not None
        if level and not bare_year and (under or column.role in {"unknown", "other", "result"}):
            return Meaning("rating_mark", year, series, level, words=whole)
        if is_rating or under or (bare_year and of_ratings):
            return Meaning("rating", year, series, words=whole)
        return None

    def _series(self, text: str, title: str) -> RatingSeries:
        for words in (text, title):
            said = self._standing.series.find(words)
            if said == RatingSeries.PARTY_MEMBER:
                return RatingSeries.PARTY_MEMBER
        return RatingSeries.OFFICIAL


_BARE_RESULTS = frozenset({"trung cu", "duoc bau", "dac cu"})
_MARK_LENGTH = 2  # "x", "+", "1", "có"


def _only_marks(cells: list[Cell]) -> bool:
    return bool(cells) and all(len(cell.line) <= _MARK_LENGTH for cell in cells)


def _by_values(role: str, leaf: str, cells: list[Cell]) -> str:
    """A column called "Từ" or "Đến" holds places or days, one called "Trúng cử" the posts or
    only marks beside those elected: its values say which."""
    if role == "elected_post" and fold(leaf) in _BARE_RESULTS and cells:
        return "result" if _only_marks(cells) else role
    if fold(leaf) not in {"tu", "den", "tu ngay", "den ngay"} or not cells:
        return role
    dates = sum(cell.day is not None or find_date(cell.line) is not None for cell in cells)
    if role in {"from_post_and_unit", "to_post_and_unit"} and dates * 2 > len(cells):
        return "act_day" if role.startswith("from") else "act_end"
    return role


def _one_rating_each(
    columns: list[Column], meanings: Mapping[int, Meaning]
) -> tuple[list[Column], dict[int, Meaning]]:
    """Of several rating columns of one year and series the last is the one that counts."""
    last: dict[tuple[object, ...], int] = {}
    for column in columns:
        meaning = meanings.get(column.index)
        if meaning is not None and meaning.role == "rating":
            last[meaning.year, meaning.series] = column.index
    kept = dict(meanings)
    for place, column in enumerate(columns):
        meaning = kept.get(column.index)
        if meaning is None or meaning.role != "rating":
            continue
        if last[meaning.year, meaning.series] != column.index:
            kept[column.index] = Meaning("other")
            columns[place] = replace(column, role="other")
    return columns, kept
