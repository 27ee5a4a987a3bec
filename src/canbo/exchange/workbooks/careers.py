"""Lines of a career (quá trình công tác): from when to when, which posts, where.

A line may speak of other districts and provinces, of units that are gone, of several posts, and
of times that hold no post at all (studying, at home), which stay a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from canbo.engine.facts import UnitLevel
from canbo.engine.timeline import NotADate, PartialDate
from canbo.engine.vietnamese import clean
from canbo.exchange.workbooks.dates import find_dates, find_span, read_date
from canbo.exchange.workbooks.grid import Cell
from canbo.exchange.workbooks.list_places import Places
from canbo.exchange.workbooks.listing import Tools
from canbo.exchange.workbooks.places import CellRef, PostReading, UnitReading
from canbo.exchange.workbooks.posts import Seat
from canbo.exchange.workbooks.units import Surroundings, body_type
from canbo.exchange.workbooks.words import fold, plain, squeeze, trim

_FUTURE = 2199
_ONE_DATE = re.compile(r"(?:(?:\d{1,2}/)?\d{1,2}/)?(?:19|20)\d\d")
# Bodies of a district's administration, whatever their names.
_ADMINISTRATIVE = frozenset(
    {"phòng", "ban", "văn phòng", "thanh tra", "hội", "ủy ban", "thị đoàn", "huyện đoàn",
     "thường trực", "công an", "trung tâm", "đài"}
)  # fmt: skip
_FROM = re.compile(r"(?i)^\W*(?:từ|kể từ|from|since)\b")
# "Từ 6/2003 - 8/2007: Phó Chủ tịch UBND xã", and where no colon parts the time from the post
_TOLD = re.compile(r"\W*(.*?\d[^:]*?)\s*:\s*(\S.*)", re.DOTALL)
_TIME = r"(?:(?:ngày|tháng|năm)\s*)*\d[\d/.\-]*(?:\s*năm\s*\d{4})?"
_TOLD_WITHOUT_COLON = re.compile(
    rf"(?is)\W*((?:(?:kể )?từ\s*)?{_TIME}\s*(?:đến|tới|-|–)\s*(?:nay\b|{_TIME}))[\s,.–-]+(\S.*)"
)
# Letters that Vietnamese writes and languages of other Latin alphabets hardly do.
_VIETNAMESE_LETTER = re.compile(r"[ăđĩơũưĂĐĨƠŨƯ\u1ea0-\u1ef9]")
# "2005-01 - 2008-06": months with the year first, where no two years can be meant
_YEAR_FIRST = re.compile(r"(?<![\d/.\-])((?:19|20)\d\d)-(0[1-9]|1[0-2])(?![\d/.\-])")


@dataclass(frozen=True, slots=True)
class LineSpan:
    """When a line begins and ends; `is_open` when it says that it goes on."""

    begins: PartialDate | None = None
    ends: PartialDate | None = None
    is_open: bool = False


@dataclass(slots=True)
class LinePosts:
    """The posts of a line; `is_remark` for a time that holds none."""

    posts: list[PostReading] = field(default_factory=list)
    is_remark: bool = False
    without_unit: list[PostReading] = field(default_factory=list)


class CareerReader:
    """Reads spans and posts of career lines."""

    def __init__(self, tools: Tools, here: Surroundings, *, is_foreign: bool = False) -> None:
        self._tools = tools
        self._here = here
        self._words = tools.vocabulary.lists.words
        self._is_foreign = is_foreign
        self._known: dict[tuple[str, str], LinePosts] = {}

    # --- spans

    def goes_on(self, text: str) -> bool:
        """Whether a text says that a post is held to this day: nay, đến nay, Till-Date."""
        return self._words["until_now"].is_exactly(trim(text))

    def span(self, text: str) -> LineSpan | None:
        """The span of one text: "9/1995 - 8/2000", "7/2010 đến nay", "Từ 2005"; None for none."""
        if _ONE_DATE.fullmatch(text):
            with suppress(NotADate):
                day = PartialDate.parse(text)
                return LineSpan(day, day)
        until = self._words["until_now"].found_in(text)
        if until or len(_YEAR_FIRST.findall(text)) > 1:
            text = _YEAR_FIRST.sub(r"\2/\1", text)
        found = find_span(text)
        if until and found.begins is not None:
            return LineSpan(found.begins, None, is_open=True)
        if not found.is_known:
            return None
        if found.begins == found.ends and len(find_dates(text)) <= 1:
            is_beginning = bool(_FROM.match(text)) or trim(plain(text)).endswith(("den", "-"))
            return LineSpan(found.begins, None if is_beginning else found.ends)
        return LineSpan(found.begins, found.ends)

    @staticmethod
    def day(cell: Cell) -> PartialDate:
        """One end of a line in a cell of its own. Raises ImpossibleDate or NotADate."""
        written = re.search(r"\d{4}", cell.text)
        latest = _FUTURE if cell.day is not None or written else 2030
        return read_date(cell, latest_year=latest)

    def lines(self, text: str) -> list[tuple[LineSpan, str]] | None:
        """The lines of a career told in one cell; None where one of them has no time."""
        found: list[tuple[LineSpan, str]] = []
        for line in re.split(r"(?i)\s*[\n;]\s*(?=\W*(?:từ\b|\d))|\n", text):
            if not trim(line):
                continue
            parted = _TOLD.match(line) or _TOLD_WITHOUT_COLON.match(line)
            span = self.span(parted[1]) if parted else None
            if parted is None or span is None:
                return None
            found.append((span, trim(parted[2])))
        return found or None

    # --- posts

    def posts(
        self,
        text: str,
        cell: CellRef | None,
        unit_text: str = "",
        nearby: Sequence[UnitReading | None] = (),
    ) -> LinePosts:
        """The posts of a line's text, each with its unit: named in the text, beside it, or nearby.

        `nearby` are the units that a bare "phường" may mean: of the line before, of today.
        """
        key = (text, unit_text)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._read(text, unit_text)
        found = LinePosts([replace(post, cell=cell) for post in known.posts], known.is_remark)
        for post in known.without_unit:
            unit = _fitting(post, text, nearby)
            placed = self._titled(replace(post, cell=cell, unit=unit))
            (found.posts if unit is not None else found.without_unit).append(placed)
        return found

    def _read(self, text: str, unit_text: str) -> LinePosts:
        if self._is_foreign and not _VIETNAMESE_LETTER.search(text):
            return self._foreign(text, unit_text)
        if self._holds_no_post(text):
            return LinePosts(is_remark=True)
        if not unit_text and self._words["army"].found_in(text):
            return self._of_army(text)
        here = self._around(f"{text}, {unit_text}")
        places = Places(self._tools, here)
        unit = self._unit(unit_text, places, here) if unit_text else None
        named = self._without_above(text)
        if unit is None and here != self._here and named != text:
            unit = here.town_unit()  # the line names its district, and no unit inside it
        context = self._body_of(unit_text)
        found = LinePosts()
        for post in places.posts(named, None, (unit,) if unit is not None else (), context):
            placed = self._placed(self._at_town(post, here), here)
            if placed.unit is None and unit is None:
                placed = self._with_body(placed, here)
            target = found.posts if placed.unit is not None else found.without_unit
            target.append(self._outside(placed))
        return found

    def _outside(self, post: PostReading) -> PostReading:
        """The law's titles are those of communes and districts: elsewhere the words stay alone."""
        unit = post.unit
        if unit is None or not post.title:
            return post
        own = unit.level in {UnitLevel.COMMUNE, UnitLevel.DISTRICT}
        territory = bool(self._tools.units.territories(unit.path[-1]))
        is_body = squeeze(unit.path[-1]) in self._tools.units.known_bodies
        known = territory or is_body or unit.type in _ADMINISTRATIVE
        return post if own and known else replace(post, title="")

    def _titled(self, post: PostReading) -> PostReading:
        """A title that several levels have, read anew in the unit found: "Trưởng Đài"."""
        unit = post.unit
        if unit is None or post.title or not post.as_written:
            return post
        seat = Seat(unit.level, self._here, unit)
        title = self._tools.posts.resolve(post.as_written, seat).title
        return self._outside(replace(post, title=title))

    def _of_army(self, text: str) -> LinePosts:
        """A time in the army: with the unit that it names, else a remark."""
        bare = self._without_above(text)
        post = self._with_body(PostReading("", trim(clean(bare))), self._around(text), first=0)
        return LinePosts([post]) if post.unit is not None else LinePosts(is_remark=True)

    def _holds_no_post(self, text: str) -> bool:
        bare = re.sub(r"(?i)^\W*(?:là|làm|được cử|cử)\s+", "", clean(text))
        studies = self._words["study_line"].begins(bare)
        return bool(studies or self._words["no_post_line"].begins(bare))

    def _foreign(self, text: str, unit_text: str) -> LinePosts:
        """A line of another country's list: the whole text is one post, the unit as named."""
        post = PostReading("", trim(clean(text)))
        steps = [trim(step) for step in unit_text.split("\n") if trim(step)]
        if not steps:
            return LinePosts(without_unit=[post])
        # which of the columns is above the other nobody says: together they name the unit
        unit = UnitReading((", ".join(dict.fromkeys(steps)),), "", UnitLevel.CENTRAL.value)
        return LinePosts([replace(post, unit=unit)])

    # --- where

    def _around(self, text: str) -> Surroundings:
        """The province and district that a line names, else those of the list."""
        found = self._tools.units.territories(clean(text.replace("\n", ", ")))
        towns = [one for one in found if one.level == UnitLevel.DISTRICT]
        provinces = [one for one in found if one.level == UnitLevel.PROVINCE]
        province = provinces[0].full_name if provinces else self._here.province
        if towns:
            return Surroundings(province, towns[0].full_name)
        if provinces and fold(province) != fold(self._here.province):
            return Surroundings(province, "")
        return self._here

    def _without_above(self, text: str) -> str:
        """A line without the district and province that stand behind its unit."""
        line = clean(text.replace("\n", ", "))
        above = [
            one
            for one in self._tools.units.territories(line)
            if one.level in {UnitLevel.DISTRICT, UnitLevel.PROVINCE}
            and line[: one.start].rstrip().endswith((",", "-", "–"))
        ]
        for one in reversed(above):
            line = line[: one.start].rstrip(" ,-–") + line[one.end :]
        return line if above else text

    def _body_of(self, unit_text: str) -> str:
        """What a unit's cell says before the territory: "UBND" of "UBND phường Bắc Sơn"."""
        line = trim(clean(unit_text))
        found = self._tools.units.territories(line)
        return trim(line[: found[0].start]) if found else ""

    def _at_town(self, post: PostReading, here: Surroundings) -> PostReading:
        """A post that only a district has is of the body that it names, else the district's own:
        "Bí thư Huyện đoàn", "Phó Bí thư Huyện ủy"."""
        if post.unit is not None or not post.title:
            return post
        entry = self._tools.vocabulary.posts.find(post.as_written, "")
        if entry is None or entry.level != UnitLevel.DISTRICT or entry.body:
            return post
        return replace(post, unit=self._body_named(post.as_written, here) or here.town_unit())

    def _body_named(self, title: str, here: Surroundings) -> UnitReading | None:
        """The known body with whose name a title ends."""
        words = title.split(" ")
        names = (" ".join(words[start:]) for start in range(1, len(words)))
        known = self._tools.units.known_bodies
        named = next((name for name in names if squeeze(name) in known), "")
        return self._tools.units.body(named, here) if named else None

    def _unit(self, text: str, places: Places, here: Surroundings) -> UnitReading | None:
        unit = places.unit_as_named(text, None)
        return self._above(unit, here) if unit is not None else None

    def _placed(self, post: PostReading, here: Surroundings) -> PostReading:
        unit = post.unit
        return replace(post, unit=self._above(unit, here)) if unit is not None else post

    def _above(self, unit: UnitReading, here: Surroundings) -> UnitReading:
        """Bodies of the province and of the centre stand under no district."""
        name = unit.path[-1]
        if self._words["central_bodies"].begins_marked(name):
            return UnitReading((name,), body_type(name), UnitLevel.CENTRAL.value, unit.cell)
        of_province = self._words["province_bodies"].begins_marked(name)
        if of_province or re.search(r"(?i)\btỉnh\b", name):
            above = (here.province,) if here.province else ()
            return UnitReading((*above, name), body_type(name), UnitLevel.PROVINCE.value, unit.cell)
        return unit

    def _with_body(self, post: PostReading, here: Surroundings, first: int = 1) -> PostReading:
        """A body that no list knows, named behind the post: "Giáo viên Trường THCS Quảng Cư".

        The word for a kind of body alone names none: "Trưởng Đài".
        """
        words = post.as_written.split(" ")
        for start in range(first, len(words)):
            rest = " ".join(words[start:])
            said = self._words["career_bodies"].begins_marked(rest)
            named = trim(re.split(r"[,;(]", rest)[0])
            is_name = " " in named and fold(named) != said
            if said and words[start][:1].isupper() and is_name:
                unit = UnitReading((*here.path, named), body_type(named), UnitLevel.DISTRICT.value)
                return replace(post, unit=self._above(unit, here))
        return post


def are_foreign(here: Surroundings, texts: Iterable[str]) -> bool:
    """Whether headers that name none of our places are written in another language."""
    return not here.path and not any(map(_VIETNAMESE_LETTER.search, texts))


def _fitting(
    post: PostReading, text: str, nearby: Sequence[UnitReading | None]
) -> UnitReading | None:
    """The unit nearby that a bare kind of unit in the text means: "Chủ tịch UBND phường"."""
    words = set(fold(text).split())
    for unit in nearby:
        if unit is not None and unit.type and set(fold(unit.type).split()) <= words:
            return unit
    return None


def read_end(reader: CareerReader, cell: Cell) -> tuple[PartialDate | None, bool]:
    """The end of a line in a cell of its own: a date, or that it goes on.

    Raises ImpossibleDate or NotADate.
    """
    if cell.day is None and reader.goes_on(cell.line):
        return None, True
    return reader.day(cell), False
