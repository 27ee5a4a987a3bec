"""Posts as offices write them: any number in a cell, abbreviated, with units and manner inside."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from canbo.engine.facts import TenureManner, UnitLevel
from canbo.engine.vietnamese import clean
from canbo.exchange.workbooks.dates import find_date
from canbo.exchange.workbooks.places import CellRef, PostReading, UnitReading
from canbo.exchange.workbooks.units import Surroundings, UnitReader
from canbo.exchange.workbooks.vocabulary import PostBook, PostEntry
from canbo.exchange.workbooks.words import fold, nearest, squeeze, trim

# Strong separators always may part two posts; weak ones only when both sides are posts.
_SEPARATOR = re.compile(
    r"(?P<strong>\s*(?:\n|[,;+]|\bkiêm(?:\s+nhiệm|\s+chức)?\b)\s*)"
    r"|(?P<weak>\s*(?:[/&]|\s[-–—]\s|(?<=\w)[-–—](?=\w)|[-–—]|\bvà\b|\.(?=\s))\s*)",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\([^)]*\)")
_BEGINS = re.compile(
    r"[,(]?\s*\b(?:từ|bầu|từ ngày|từ tháng|từ năm)\s+(?=[\d]|tháng|ngày|năm)[^)]*\)?", re.I
)
_TOWN_WORDS = re.compile(
    r"\b(?:thị xã|huyện|quận|thành phố)\b|\b(?:TX|TP|Tx)\.?(?=\s*$)", re.IGNORECASE
)
_COMMUNE_WORDS = re.compile(
    r"(?<!thị )\b(?:xã(?! hội| đội)|phường(?! đội)|thị trấn|đặc khu)\b"
    r"|(?:(?<=\s)|(?<=\.))[PpXx]\.?(?=\s*$)",
    re.IGNORECASE,
)
_BODY_WORD = re.compile(r"(?i)\s+(?:TT|trung tâm|ban|phòng|ủy ban|hội)$")
_DISTRICT_SURE = re.compile(r"\b(?:thi|huyen|quan|thanh) (?:uy|doan)\b|\b(?:tuv|huv|thuv)\b")
_VILLAGE = re.compile(
    r"\s+(khu phố|khu dân cư|KP|thôn|tổ dân phố|TDP|khối phố|phố|xóm|bản|làng|ấp|khu|khối|tổ|số"
    r"|trường|cơ quan)\b.{0,30}$|(?<=bộ)\s+()\d+$",
    re.IGNORECASE,
)
_MAX_PIECES = 9


@dataclass(frozen=True, slots=True)
class Seat:
    """Where the holder of a cell's posts sits, as far as the list says."""

    level: str  # UnitLevel value of the row's unit, "" unknown
    here: Surroundings
    unit: UnitReading | None = None
    context: str = ""  # the body a group row names: "Hội Nông dân"


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    strong: bool  # the separator before it
    concurrent: bool
    before: str = ""  # the separator as written


class PostReader:
    """Reads the posts of one cell; what the vocabulary lacks keeps its words and no title."""

    def __init__(self, book: PostBook, units: UnitReader) -> None:
        self._book = book
        self._units = units

    def read(
        self, text: str, seat: Seat, cell: CellRef | None = None, *, concurrent: bool = False
    ) -> tuple[PostReading, ...]:
        """Read all posts of a cell, each understood or kept as words."""
        pieces = self._pieces(text)
        if not pieces:
            return ()
        best = self._partition(pieces, seat)
        posts = self._settle_units(best, cell)
        if concurrent:
            posts = [replace(post, manner=TenureManner.CONCURRENT) for post in posts]
        return tuple(posts)

    @staticmethod
    def _settle_units(found: list[PostReading], cell: CellRef | None) -> list[PostReading]:
        """A unit that stands alone between separators is the unit of the posts beside it."""
        alone = [post.unit for post in found if not post.title and not post.as_written]
        unit = next((u for u in alone if u is not None), None)
        return [
            replace(post, cell=cell, unit=post.unit or unit)
            for post in found
            if post.title or post.as_written
        ]

    def _unit_alone(self, text: str, seat: Seat) -> UnitReading | None:
        """The unit a piece consists of: "P. Trường Sơn", "Thanh tra TX"."""
        line = trim(clean(text))
        found = self._units.territories(line)
        whole = found and found[0].start == 0 and found[-1].end >= len(line)
        if whole or squeeze(_TOWN_WORDS.sub(" ", line)) in self._units.known_bodies:
            return self._units.read(line, seat.here)
        return seat.here.town_unit() if self._units.is_of_town(line) else None

    def suggest(self, text: str) -> str:
        """The nearest writing of a known post."""
        return nearest(text, self._book.writings)

    # --- splitting

    @staticmethod
    def _pieces(text: str) -> list[_Piece]:
        lines = "\n".join(clean(line) for line in text.split("\n"))
        pieces: list[_Piece] = []
        place, strong, concurrent, before = 0, True, False, ""
        depth_free = _REMARK.sub(lambda m: "\0" * len(m[0]), lines)
        for match in _SEPARATOR.finditer(depth_free):
            piece = lines[place : match.start()]
            if trim(piece):
                pieces.append(_Piece(piece, strong, concurrent, before))
                concurrent, before = False, ""
            strong = match["strong"] is not None or (strong and not trim(piece))
            concurrent = concurrent or "kiêm" in match[0].lower()
            before += match[0]
            place = match.end()
        if trim(lines[place:]):
            pieces.append(_Piece(lines[place:], strong, concurrent, before))
        return pieces if len(pieces) <= _MAX_PIECES else [_Piece(lines, True, False)]

    def _partition(self, pieces: list[_Piece], seat: Seat) -> list[PostReading]:
        """Cut the pieces into posts so that the fewest stay unknown."""
        count = len(pieces)
        best: list[tuple[int, list[PostReading]]] = [(0, [])]
        for end in range(1, count + 1):
            options = []
            for start in range(end):
                post, cost = self._judge(pieces[start:end], seat)
                options.append((best[start][0] + cost, start, post))
            cost, start, post = min(options, key=lambda option: (option[0], -option[1]))
            best.append((cost, [*best[start][1], post]))
        return best[count][1]

    def _judge(self, pieces: list[_Piece], seat: Seat) -> tuple[PostReading, int]:
        text = _joined(pieces)
        post = replace(self.resolve(text, seat), as_written=text)
        if pieces[0].concurrent and post.manner is TenureManner.FULL:
            post = replace(post, manner=TenureManner.CONCURRENT)
        if post.title:
            return post, 10 + 15 * self._swallowed(pieces, text, seat)
        unit = self._unit_alone(text, seat)
        if unit is not None:
            return replace(post, unit=unit, as_written=""), 12
        if self._book.no_post.is_exactly(text):
            return replace(post, as_written=""), 12
        joined = sum(piece.strong for piece in pieces[1:])
        parted = 0 if pieces[0].strong else 3
        return post, 100 + 150 * joined + parted

    def _swallowed(self, pieces: list[_Piece], text: str, seat: Seat) -> int:
        """How many parts of a post are posts by themselves: they are no place to stand in.

        A writing broken into lines of a cell is one post all the same: "Phó Bí thư⏎TT Đảng ủy".
        """
        broken = all(piece.before.strip(" ") == "\n" for piece in pieces[1:])
        if broken and self._book.find(text, seat.level) is not None:
            return 0
        return sum(
            piece.strong and bool(self.resolve(piece.text, seat).title) for piece in pieces[1:]
        )

    # --- one post

    def resolve(self, text: str, seat: Seat) -> PostReading:
        """Understand one post, or give it back with its words and no title."""
        line = trim(clean(text))
        begun = _BEGINS.search(line)
        begins = find_date(begun[0]) if begun else None
        bare = trim(line[: begun.start()] + line[begun.end() :]) if begun and begins else line
        for candidate, manner in self._manners(bare):
            found = self._find(candidate, seat)
            if found is not None:
                entry, unit = found
                return PostReading(entry.code, line, manner, unit, begins)
        return PostReading("", line, begins=begins)

    def _manners(self, line: str) -> list[tuple[str, TenureManner]]:
        """The readings to try, in order: as it stands, without remarks, without a manner word."""
        tries = [(line, TenureManner.FULL)]
        without = trim(clean(_REMARK.sub(" ", line)))
        if without != line and without:
            remark = " ".join(_REMARK.findall(line))
            is_concurrent = bool(self._book.concurrent.found_in(remark))
            is_acting = bool(self._book.acting.is_exactly(trim(remark.strip("() "))))
            manner = TenureManner.CONCURRENT if is_concurrent else TenureManner.FULL
            tries.append((without, TenureManner.ACTING if is_acting else manner))
        turned = re.fullmatch(r"([^()]+?)\s*\(([^()]+)\)", line)
        if turned:  # the rank behind the body: "Công an (Trưởng)"
            tries.append((f"{turned[2]} {turned[1]}", TenureManner.FULL))
        charge = re.match(r"(?i)(.+?)[\s,–-]+phụ trách\b", line)
        if charge:  # what the holder sees to: "PBT Đảng ủy phụ trách công tác Đảng"
            tries.append((trim(charge[1]), TenureManner.FULL))
        for candidate, _ in tuple(tries):
            word = self._book.acting.begins(candidate)
            if word:
                rest = _cut_words(candidate, word)
                tries.append((rest, TenureManner.ACTING))
        for candidate, _ in tuple(tries):
            if re.match(r"(?i)(đ/c|đồng chí)\b", candidate):
                tries.append(
                    (trim(re.sub(r"(?i)^(đ/c|đồng chí)\b", "", candidate)), TenureManner.FULL)
                )
        return [(candidate, manner) for candidate, manner in tries if candidate]

    def _find(self, line: str, seat: Seat) -> tuple[PostEntry, UnitReading | None] | None:
        return (
            self._with_context(line, seat)
            or self._with_territory(line, seat)
            or self._plain(line, seat)
            or self._with_body(line, seat)
            or self._of_town(line, seat)
            or self._of_village(line, seat)
        )

    def _plain(self, line: str, seat: Seat) -> tuple[PostEntry, None] | None:
        entry = self._book.find(line, seat.level)
        return (entry, None) if entry else None

    def _with_context(self, line: str, seat: Seat) -> tuple[PostEntry, None] | None:
        """A bare "Chủ tịch" under the group row "Hội Nông dân"."""
        if not seat.context or len(fold(line).split()) > 6:
            return None
        plain_entry = self._book.find(line, seat.level)
        if plain_entry is not None and not plain_entry.bare and plain_entry.body in {"", "any"}:
            return None
        head = _BODY_WORD.sub("", line)
        for text in (f"{line} {seat.context}", f"{head} {seat.context}"):
            entry = self._book.find(text, seat.level)
            if entry is not None:
                return entry, None
        return None

    def _with_territory(self, line: str, seat: Seat) -> tuple[PostEntry, UnitReading | None] | None:
        """A post that names its territory: "PCT UBND P. Trường Sơn", "Chủ tịch UBND phường"."""
        found = self._units.territories(line)
        if found:
            first, last = found[0], found[-1]
            level = UnitLevel.COMMUNE.value if any(
                t.level == UnitLevel.COMMUNE for t in found) else found[0].level  # fmt: skip
            rest = _kept_committee(line, first.start) + " " + line[last.end :]
            before = f"{line[: first.start]} {rest}"
            unit = self._units.read(line[first.start : last.end], seat.here)
            entry = self._book.find(before, level) if trim(before) else None
            if entry is None and trim(before):
                here = seat.here.at(found)  # the body is of the district named beside it
                inner = self._with_body(trim(clean(before)), replace(seat, level=level, here=here))
                if inner is not None:
                    return inner
            if entry is None or unit is None:
                return None
            return entry, _unless_same(unit, seat)
        without = trim(clean(_COMMUNE_WORDS.sub(" ", line)))
        if without != line and without:
            level = seat.level or UnitLevel.COMMUNE.value
            entry = self._book.find(without, UnitLevel.COMMUNE.value)
            if entry is not None and level == UnitLevel.COMMUNE.value:
                return entry, None
        return None

    def _of_town(self, line: str, seat: Seat) -> tuple[PostEntry, UnitReading | None] | None:
        """A post whose words say that it is the district's: "Thị ủy viên", "CT UBND thị xã"."""
        district = UnitLevel.DISTRICT.value
        without = trim(clean(_TOWN_WORDS.sub(" ", line)))
        entry = None
        if without != line:
            entry = self._book.find(without, district)
        elif _DISTRICT_SURE.search(fold(line)):
            entry = self._book.find(line, district)
        if entry is None:
            return None
        town = seat.here.town_unit()
        return entry, None if town is None else _unless_same(town, seat)

    def _of_village(self, line: str, seat: Seat) -> tuple[PostEntry, None] | None:
        """A post in a village or street group: "Bí thư chi bộ khu phố Trung Thịnh"."""
        match = _VILLAGE.search(line)
        if match is None or seat.level == UnitLevel.DISTRICT:
            return None
        for text in (f"{line[: match.start()]} {match[1]}", line[: match.start()]):
            entry = self._book.find(text, UnitLevel.COMMUNE.value) if trim(text) else None
            if entry is not None:
                return entry, None
        return None

    def _with_body(self, line: str, seat: Seat) -> tuple[PostEntry, UnitReading | None] | None:
        """A post that names its body: "Trưởng phòng Nội vụ", "Chuyên viên Ban Tổ chức"."""
        district = UnitLevel.DISTRICT.value
        if seat.level not in {district, ""}:
            return None
        words = line.split(" ")
        for cut in range(len(words) - 1, 0, -1):
            head, rest = " ".join(words[:cut]), " ".join(words[cut:])
            entry = self._book.find(head, district)
            if entry is None or not entry.body:
                continue
            unit = self._body_of(entry, words[cut - 1], rest, seat)
            if unit is not None:
                return entry, _unless_same(unit, seat)
        return None

    def _body_of(self, entry: PostEntry, last: str, rest: str, seat: Seat) -> UnitReading | None:
        if entry.body == "any":
            return self._units.body(trim(rest), seat.here)
        own = trim(rest)
        starts = [f"{entry.body} {own}", f"{last} {own}", own]
        for name in starts:
            if squeeze(name) in self._units_bodies:
                return self._units.body(name, seat.here)
        if not own[:1].isupper():
            return None
        if fold(own).startswith(f"{fold(entry.body)} "):
            return self._units.body(own, seat.here)
        return self._units.body(f"{entry.body[:1].upper()}{entry.body[1:]} {own}", seat.here)

    @property
    def _units_bodies(self) -> Mapping[str, str]:
        return self._units.known_bodies


def _unless_same(unit: UnitReading, seat: Seat) -> UnitReading | None:
    """The unit, or None where it is the row's own."""
    own = seat.unit
    if own is not None and fold(own.path[-1]) == fold(unit.path[-1]) and own.level == unit.level:
        return None
    return unit


def _kept_committee(line: str, start: int) -> str:
    """ "Thị ủy" of "Thị ủy Sầm Sơn" belongs to the post as well as to the territory."""
    match = re.match(r"(?i)(thị|huyện|quận|thành|tỉnh)\s+(ủy|uỷ|đoàn)", line[start:])
    return match[0] if match else ""


def _cut_words(line: str, folded: str) -> str:
    """Cut a folded phrase from the beginning of a line."""
    count = len(folded)
    for end in range(1, len(line) + 1):
        if len(fold(line[:end])) == count and fold(line[:end]) == folded:
            return trim(line[end:])
    return line


def _joined(pieces: list[_Piece]) -> str:
    """The words of a post with the separators inside it as they were written."""
    first, *others = pieces
    return trim(clean(first.text + "".join(piece.before + piece.text for piece in others)))
