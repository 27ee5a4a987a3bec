"""Posts and units that a list names beside those its people hold: planned, left, taken, elected.

Such a cell may name its unit; where it does not, the unit of its group or of the list counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from canbo.engine.facts import UnitLevel
from canbo.engine.vietnamese import clean
from canbo.exchange.workbooks.listing import Listing, Tools
from canbo.exchange.workbooks.places import CellRef, PostReading, UnitReading
from canbo.exchange.workbooks.posts import Seat
from canbo.exchange.workbooks.units import Surroundings
from canbo.exchange.workbooks.words import fold, plain, trim

_PIECES = re.compile(r"[,;\n]|\s[-–—]\s|\s(?:tại|thuộc|của)\s")

_POST_WORD = re.compile(
    r"(?i)^(?:(?:kết quả\s+)?bầu(?:\s+cử)?\s+)?(?:các\s+)?(?:chức danh|chức vụ|quy hoạch)?\s*:?\s*"
)
_NO_HEADS = frozenset({"can bo", "chuyen vien", "nhan vien", "vien chuc", "cong chuc", "cb", "cv"})
_POST_COUNT = re.compile(r"(?i)\s*[(:]?\s*\d+\s*(?:người|đồng chí|đ/c|chức danh).*$")
_SEAT_WORDS = 10
_HEAD_WORDS = re.compile(
    r"\b(?:bi thu|chu tich|truong|pho|giam doc|chanh|chuyen vien|cong chuc|chu nhiem|pct|pbt|ct"
    r"|bt)\b"
)
# The bare seat of a body, as words name the body.
_SEATS = (
    (r"\bban thuong vu\b|\bbtv\b", {"commune": "Ủy viên BTV Đảng ủy", "": "Ủy viên BTV Thị ủy"}),
    (r"\buy ban kiem tra\b|\bubkt\b", {"": "Ủy viên UBKT"}),
    (r"\bban chap hanh\b|\bbch\b|\bcap uy\b|\b(?:dang|thi|huyen|quan|thanh) uy vien\b",
     {"commune": "Ủy viên BCH Đảng ủy", "": "Thị ủy viên"}),
    (r"\bhoi dong nhan dan\b|\bhdnd\b", {"": "Đại biểu HĐND"}),
)  # fmt: skip


class Places:
    """Reads posts and units of one list."""

    def __init__(self, tools: Tools, here: Surroundings) -> None:
        self._tools = tools
        self._here = here

    def unit(self, text: str, cell: CellRef | None = None, header: str = "") -> UnitReading | None:
        """The unit a cell names: known, or begun by a word for a body; None where it names none."""
        named = self._tools.units.with_kind(text, header) if header else text
        return self._tools.units.read(trim(clean(named)), self._here, cell, loose=True)

    def unit_as_named(
        self, text: str, cell: CellRef | None, header: str = ""
    ) -> UnitReading | None:
        """As `unit`, but a column of units names one even where its words are no known body."""
        found = self.unit(text, cell, header)
        if found is not None or not any(char.isalpha() for char in text):
            return found
        name = trim(clean(text))
        path = (*self._here.path, name[:1].upper() + name[1:])
        return UnitReading(path, name.split(" ")[0].lower(), UnitLevel.DISTRICT.value, cell)

    def unit_inside(self, text: str, cell: CellRef | None = None) -> UnitReading | None:
        """The unit named inside a post's cell: "PCT UBND P. Trường Sơn", "CV, phòng Nội vụ"."""
        units = self._tools.units
        found = units.territories(clean(text.replace("\n", ", ")))
        communes = [one for one in found if one.level == UnitLevel.COMMUNE]
        here = self._here
        towns = [one for one in found if one.level == UnitLevel.DISTRICT]
        if communes:
            return units.commune(communes[0], here, cell)
        for piece in _PIECES.split(text):
            if not trim(piece) or self._is_post(piece):
                continue
            known = units.read(trim(clean(piece)), here, cell, loose=" " in trim(clean(piece)))
            if known is not None and known.level != UnitLevel.PROVINCE:
                return known
        seat = Seat(UnitLevel.DISTRICT.value, here)
        posts = self._tools.posts.read(text, seat, cell)
        inside = next((post.unit for post in posts if post.unit is not None), None)
        if inside is None and towns:
            return units.read(towns[0].full_name, here, cell)
        return inside

    def _is_post(self, piece: str) -> bool:
        book = self._tools.vocabulary.posts
        return any(book.find(piece, level) for level in (UnitLevel.COMMUNE, UnitLevel.DISTRICT))

    def posts(
        self,
        text: str,
        cell: CellRef | None,
        units: Sequence[UnitReading | None],
        context: str = "",
    ) -> tuple[PostReading, ...]:
        """All posts of a cell, each with its unit: named inside, else the first that it fits.

        `units` are the units that may be meant, the nearest first. Posts that no list knows keep
        their words and the unit named inside, else the first of `units`. Lines that each name a
        whole post with its unit are read one by one; a post broken over lines is read as one.
        """
        return self.several(text, cell, units, context) or self._posts(text, cell, units, context)

    def several(
        self,
        text: str,
        cell: CellRef | None,
        units: Sequence[UnitReading | None],
        context: str = "",
    ) -> tuple[PostReading, ...]:
        """The posts of lines that each name whole posts with their unit; none where one does not,
        as lines of one broken post."""
        lines = [line for line in text.split("\n") if trim(line)]
        each = [self._posts(line, cell, units, context) for line in lines]
        if len(lines) < 2 or not all(map(self._is_whole, lines, each)):
            return ()
        return tuple(post for found in each for post in found)

    def _is_whole(self, line: str, found: tuple[PostReading, ...]) -> bool:
        """Whether a line names known posts and the unit that they are of."""
        return _known(found) == len(found) > 0 and self.unit_inside(line, None) is not None

    def _posts(
        self,
        text: str,
        cell: CellRef | None,
        units: Sequence[UnitReading | None],
        context: str,
    ) -> tuple[PostReading, ...]:
        """The posts of one text, however many lines it has."""
        inside = self.unit_inside(text, cell)
        may_be = [one for one in ((inside,) if inside else units) if one is not None]
        best: tuple[PostReading, ...] = ()
        for unit in (*may_be, *(() if may_be else (None,))):
            level = unit.level if unit is not None else ""
            seat = Seat(level, self._here, unit, context)
            posts = self._tools.posts.read(text, seat, cell)
            posts = tuple(replace(post, unit=post.unit or unit) for post in posts)
            if _known(posts) > _known(best) or not best:
                best = posts
            if posts and _known(posts) == len(posts):
                break
        return best

    def one_post(
        self, text: str, cell: CellRef | None, units: Sequence[UnitReading | None]
    ) -> PostReading | None:
        """The one post that a title, group row or header names; None where a word is unknown.

        The bare name of a committee means the seat in it: "Ban Thường vụ".
        """
        bare = trim(_POST_COUNT.sub("", _POST_WORD.sub("", text)))
        if fold(bare) in _NO_HEADS:
            return None
        posts = self.posts(bare, cell, units)
        if len(posts) == 1 and posts[0].title:
            return posts[0]
        return self.seat(bare, cell, units) if len(fold(bare).split()) <= _SEAT_WORDS else None

    def seat(
        self, words: str, cell: CellRef | None, units: Sequence[UnitReading | None]
    ) -> PostReading | None:
        """The bare seat (ủy viên, đại biểu) of the one body that words name; None for several."""
        folded = plain(words)
        named = [texts for pattern, texts in _SEATS if re.search(pattern, folded)]
        if len(named) != 1 or _HEAD_WORDS.search(folded):
            return None
        texts = named[0]
        level = next((unit.level for unit in units if unit is not None), "")
        text = texts.get(level, texts[""])
        posts = self.posts(text, cell, units)
        return posts[0] if len(posts) == 1 and posts[0].title else None

    def suggest(self, text: str) -> str:
        """The nearest known post."""
        return self._tools.posts.suggest(text)


def root_of_list(tools: Tools, listing: Listing, found: UnitReading | None) -> UnitReading | None:
    """Whose people a list names: a board that only issues it is not meant, its town is."""
    town = listing.here.town_unit()
    if found is None or town is None or found.level != UnitLevel.DISTRICT:
        return found
    title = fold(" ".join(line.text for line in tools.titles.said_lines(listing.block)))
    is_known = found.path[-1] in tools.units.known_bodies.values()
    is_meant = found.path == town.path or (is_known and fold(found.path[-1]) in title)
    return found if is_meant else town


def _known(posts: Sequence[PostReading]) -> int:
    return sum(bool(post.title) for post in posts)
