"""Units as offices write them: territories, bodies of a district, and where a list stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from canbo.engine.facts import UnitLevel
from canbo.engine.vietnamese import clean, spelling_key
from canbo.exchange.workbooks.known_units import Found, as_written
from canbo.exchange.workbooks.places import CellRef, UnitReading
from canbo.exchange.workbooks.vocabulary import UnitBook
from canbo.exchange.workbooks.words import fold, squeeze, trim

_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+|\S")
_VOWEL = re.compile("[AEIOUYÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĨŨƠƯẠ-Ỹ]")
_NAME_WORDS = 4
_TOWN_SHORT = re.compile(r"\s+(?:TX|TP|thị xã|huyện|quận|thành phố)\.?$")


@dataclass(frozen=True, slots=True)
class Territory:
    """A territory named in a text: kind ("phường"), name, and where the words stand."""

    kind: str
    name: str
    level: str
    start: int
    end: int

    @property
    def full_name(self) -> str:
        """The name as it is stored: "phường Trường Sơn"."""
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a list stands: the province and the district named on it, "" where none is."""

    province: str = ""
    town: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        """From the province down to the district."""
        return tuple(step for step in (self.province, self.town) if step)

    def at(self, found: Sequence[Territory]) -> Surroundings:
        """The surroundings of a text that names its district itself; else these."""
        town = next((one for one in found if one.level == UnitLevel.DISTRICT), None)
        province = next((one for one in found if one.level == UnitLevel.PROVINCE), None)
        if town is None:
            return self
        return Surroundings(province.full_name if province else self.province, town.full_name)

    def joined(self, found: list[Territory]) -> Surroundings:
        """These surroundings, completed by territories named elsewhere."""
        here = self
        for territory in found:
            if territory.level == UnitLevel.PROVINCE and not here.province:
                here = replace(here, province=territory.full_name)
            if territory.level == UnitLevel.DISTRICT and not here.town:
                here = replace(here, town=territory.full_name)
        return here

    def town_unit(self) -> UnitReading | None:
        """The district itself as a unit."""
        if not self.town:
            return None
        return UnitReading(self.path, _kind_of(self.town), UnitLevel.DISTRICT.value)


def _kind_of(full_name: str) -> str:
    for kind in ("thành phố", "thị xã", "thị trấn"):
        if full_name.startswith(kind):
            return kind
    return full_name.split(" ", maxsplit=1)[0].lower()


class UnitReader:
    """Reads units; `communes` are names already seen with their kind in the same file."""

    def __init__(self, book: UnitBook) -> None:
        self._book = book
        self.communes: dict[str, Territory] = {}
        self._named: dict[str, tuple[Territory, ...]] = {}
        self._long_kinds = sorted(book.kinds, key=lambda kind: -len(kind))

    @property
    def known_bodies(self) -> Mapping[str, str]:
        """The writings of the district's bodies: squeezed key to the usual name."""
        return self._book.bodies

    # --- territories

    def territories(self, text: str) -> list[Territory]:
        """All territories named in a text, committees counted ("Thị ủy Sầm Sơn")."""
        line = clean(text)
        known = self._named.get(line)
        if known is None:
            known = self._named[line] = tuple(self._scan(line))
        return list(known)

    def _scan(self, line: str) -> list[Territory]:
        tokens = [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(line)]
        found: list[Territory] = []
        place = 0
        while place < len(tokens):
            territory, used = self._at(line, tokens, place)
            if territory is not None:
                found.append(territory)
            place += max(used, 1)
        return found

    def _at(
        self, line: str, tokens: list[tuple[str, int, int]], place: int
    ) -> tuple[Territory | None, int]:
        kind, width, is_short = self._kind_at(line, tokens, place)
        if not kind or self._is_level(line, tokens, place, width):
            return None, 1
        read = self._name_words(line, tokens, place + width, is_short=is_short, kind=kind)
        known = self._known_name(kind, line, tokens[place + width :], len(read))
        if known is not None and known.words == 1 and is_short and not read:
            known = None  # "TT ĐU" is Thường trực Đảng ủy, not thị trấn Đu
        if known is None and (
            not read or (is_short and self._is_department(line, tokens[place + width :], len(read)))
        ):
            return None, 1
        count = len(read)
        if known is not None:
            count = sum(begin < known.end for _, begin, _ in tokens[place + width :])
        begins, ends = tokens[place + width][1], tokens[place + width + count - 1][2]
        territory = Territory(
            kind,
            as_written(line[begins:ends], known),
            self._book.kinds[kind],
            tokens[place][1],
            ends,
        )
        return territory, width + count

    def _is_department(self, line: str, tokens: list[tuple[str, int, int]], read: int) -> bool:
        """Whether the words after "P." are a department's: "P. Dân tộc", "P. Tiếp dân".

        A territory's name has a capital in each word; one capital before a small letter goes on
        with what a department does, unless the next word goes on with the title.
        """
        if read == 1 and len(tokens) > 1:
            (_, _, end), (word, begin, _) = tokens[:2]
            close = line[end:begin] == " "
            if close and word.islower() and word not in self._book.after_name:
                return True
        named = re.split(r"[,;(]", line[tokens[0][1] :])[0]
        return squeeze(f"phòng {named}") in self._book.bodies

    def _known_name(
        self, kind: str, line: str, tokens: list[tuple[str, int, int]], read: int
    ) -> Found | None:
        """The name that the lists know here, None where the `read` words of the grammar hold.

        What is known holds when it is longer, or when the words behind it are a place above.
        """
        known = self._book.known.at(kind, line, tokens[0][1]) if tokens else None
        if known is None:
            return None
        behind = line[known.end : tokens[read - 1][2]] if read else ""
        if behind:
            return known if self._book.known.is_place(trim(behind)) else None
        if read or known.words > 1:
            return known
        word = re.match(r" ?([A-ZÀ-Ỹ]\w*)", line[known.end :])
        return None if word and word[1].lower() not in self._book.after_name else known

    def _is_level(
        self, line: str, tokens: list[tuple[str, int, int]], place: int, width: int
    ) -> bool:
        """Whether the words name a level before a territory: "CẤP XÃ HUYỆN BÁ THƯỚC"."""
        follows = place + width < len(tokens)
        of_level = place > 0 and tokens[place - 1][0].lower() == "cấp"
        return of_level and follows and bool(self._kind_at(line, tokens, place + width)[0])

    def _kind_at(
        self, line: str, tokens: list[tuple[str, int, int]], place: int
    ) -> tuple[str, int, bool]:
        """The kind of territory whose word stands here, how many tokens it takes, if shortened."""
        two = " ".join(token[0] for token in tokens[place : place + 2])
        committee = self._book.committee_names.get(fold(two))
        if committee and (two.isascii() or spelling_key(two) == spelling_key(committee)):
            return self._book.committees[fold(two)], 2, False
        lowered = [token[0].lower() for token in tokens[place : place + 2]]
        for kind in self._long_kinds:
            words = kind.split(" ")
            of_cooperative = kind == "xã" and place and tokens[place - 1][0].lower() == "tác"
            if lowered[: len(words)] == words and not of_cooperative:
                return kind, len(words), False
        word = tokens[place][0]
        dotted = place + 1 < len(tokens) and tokens[place + 1][0] == "."
        if dotted and f"{word}." in self._book.short:
            return self._book.short[f"{word}."], 2, True
        follows = place + 1 < len(tokens) and line[tokens[place][2] : tokens[place + 1][1]] == " "
        if follows and not dotted and word in self._book.short and len(word) <= 2:
            return self._book.short[word], 1, True
        return "", 0, False

    def _name_words(
        self,
        line: str,
        tokens: list[tuple[str, int, int]],
        start: int,
        *,
        is_short: bool,
        kind: str,
    ) -> list[str]:
        words: list[str] = []
        for word, begin, end in tokens[start : start + _NAME_WORDS]:
            if words and line[tokens[start + len(words) - 1][2] : begin].strip():
                break
            inside = bool(words) and self._stays_inside(word, line[end:])
            if not inside and not self._goes_on(word, words, is_short=is_short, kind=kind):
                break
            words.append(word)
            if word.isdigit() or end == len(line):
                break
        if is_short and words and words[0] == words[0].upper() and len(words[0]) > 1:
            # "P. BT": capitals after a short form are an abbreviation, unless all is shouted.
            return words if line == line.upper() and len(words) > 1 else []
        return [] if self._is_no_name(words) else words

    def _stays_inside(self, word: str, rest: str) -> bool:
        """Whether a word that may go on with the title is part of the name: "XÃ ĐẠI TỪ".

        Written with a capital it is; in a line of capitals it is where nothing hangs on it.
        """
        lowered = word.lower()
        if lowered not in self._book.inside_name or not word[0].isupper():
            return False
        return (
            word != word.upper()
            or re.match(rf"(?i)\s*(?:\W*$|[^\w\s]|{lowered}\b)", rest) is not None
        )

    def _is_no_name(self, words: list[str]) -> bool:
        """Whether all that follows the kind goes on with the title: "CÁN BỘ XÃ NĂM 2008"."""
        return len(words) == 1 and words[0].lower() in self._book.after_name

    def _goes_on(self, word: str, words: list[str], *, is_short: bool, kind: str) -> bool:
        lowered = word.lower()
        if word.isdigit():
            return not words and kind in {"phường", "quận"} and int(word) < 30
        if not word[0].isupper() or not word.isalpha():
            return False
        if words:
            return lowered not in self._book.after_name and not (
                len(word) > 1 and self._is_code(word, words)
            )
        if kind == "xã" and lowered in {"hội", "đội"}:
            return False
        if (
            len(word) > 1
            and word == word.upper()
            and (lowered in self._book.no_name or not _VOWEL.search(word))
        ):
            return False
        return not (lowered in self._book.no_first or (is_short and lowered in self._book.no_name))

    @staticmethod
    def _is_code(word: str, words: list[str]) -> bool:
        """Capitals after an ordinary name: "phường Trường Sơn UBND"."""
        return word == word.upper() and words[-1] != words[-1].upper()

    def learn(self, text: str) -> None:
        """Remember the communes that a text names with their kind."""
        for territory in self.territories(text):
            if territory.level == UnitLevel.COMMUNE:
                self.communes.setdefault(squeeze(territory.name), territory)

    # --- units

    def with_kind(self, text: str, header: str) -> str:
        """A bare name under a header that says its kind: "Quảng Lợi" in the column "Xã"."""
        if self.territories(text) or squeeze(text) in self.communes:
            return text
        words = set(fold(header).split()) - {"ten", "don", "vi"}
        kinds = [
            k for k, level in self._book.kinds.items() if level == "commune" and fold(k) in words
        ]
        return f"{kinds[0]} {text}" if len(kinds) == 1 and {fold(kinds[0])} == words else text

    def commune(
        self, territory: Territory, here: Surroundings, cell: CellRef | None
    ) -> UnitReading:
        """A commune as a unit under the district of the list."""
        path = (*here.path, territory.full_name)
        return UnitReading(path, territory.kind, territory.level, cell)

    def read(
        self, text: str, here: Surroundings, cell: CellRef | None = None, *, loose: bool = False
    ) -> UnitReading | None:
        """Read a text that names a unit; `loose`: a bare name may be a commune seen before."""
        line = trim(clean(text))
        found = self.territories(line)
        communes = [t for t in found if t.level == UnitLevel.COMMUNE]
        here = here.at(found).joined([t for t in found if t.level != UnitLevel.COMMUNE])
        if communes:
            return self._inside_commune(line, communes[0], here, cell)
        known = self.communes.get(squeeze(line)) if loose else None
        if known is not None:
            return self.commune(known, here, cell)
        return self.body(line, here, cell) or self._town_itself(line, found, here, cell)

    def _inside_commune(
        self, line: str, territory: Territory, here: Surroundings, cell: CellRef | None
    ) -> UnitReading:
        unit = self.commune(territory, here, cell)
        before = trim(line[: territory.start])
        body = self._book.body_kinds.begins_marked(before)
        if not before or self._book.of_territory.found_in(before) or not body:
            return unit
        name = _sentence_case(before)
        return UnitReading((*unit.path, name), body_type(name), unit.level, cell)

    def body(
        self, line: str, here: Surroundings, cell: CellRef | None = None
    ) -> UnitReading | None:
        """Read a body of the district: known by the vocabulary, or begun by a word for a body."""
        without = _without_territory(line, self.territories(line))
        for candidate in dict.fromkeys((line, without, _TOWN_SHORT.sub("", line))):
            name = self._book.bodies.get(squeeze(candidate))
            if name:
                return self._body_unit(self._in_town(name, here), here, cell)
        kind = self._book.body_kinds.begins_marked(line)
        if not kind or fold(line) == kind or len(line) > 90 or self._book.not_bodies.begins(line):
            return None
        return self._body_unit(
            _sentence_case(_without_territory(line, self.territories(line))), here, cell
        )

    def _body_unit(self, name: str, here: Surroundings, cell: CellRef | None) -> UnitReading:
        return UnitReading((*here.path, name), body_type(name), UnitLevel.DISTRICT.value, cell)

    def _in_town(self, name: str, here: Surroundings) -> str:
        """A committee takes the word of its district: Huyện ủy, Huyện đoàn for a huyện."""
        for committee, kind in self._book.committees.items():
            usual = "Thị ủy" if committee.endswith(" uy") else "Thị đoàn"
            if here.town.startswith(kind):
                name = name.replace(usual, self._book.committee_names[committee])
        return name

    def _town_itself(
        self, line: str, found: list[Territory], here: Surroundings, cell: CellRef | None
    ) -> UnitReading | None:
        towns = [t for t in found if t.level == UnitLevel.DISTRICT]
        provinces = [t for t in found if t.level == UnitLevel.PROVINCE]
        if towns:
            path = (here.province, towns[0].full_name) if here.province else (towns[0].full_name,)
            return UnitReading(path, towns[0].kind, UnitLevel.DISTRICT.value, cell)
        if provinces:
            return UnitReading((provinces[0].full_name,), "tỉnh", UnitLevel.PROVINCE.value, cell)
        words = fold(line)
        of_town = {fold(k) for k, level in self._book.kinds.items() if level == "district"}
        says_town = (
            any(words.endswith(" " + kind) for kind in of_town) or words in self._book.committees
        )
        if here.town and says_town:
            return UnitReading(here.path, _kind_of(here.town), UnitLevel.DISTRICT.value, cell)
        return None

    def is_of_town(self, text: str) -> bool:
        """Whether a text says the district's own body without its name: "UBND thị xã"."""
        bare = _TOWN_SHORT.sub("", clean(text))
        return bare != clean(text) and self._book.of_territory.is_exactly(bare)

    def is_section(self, text: str) -> bool:
        """Whether a group row names a part of a body rather than a unit."""
        return bool(self._book.sections.begins(text))


def body_type(name: str) -> str:
    """The kind of a body: its first word or two, lower case (phòng, ban, văn phòng, hội …)."""
    lowered = name.lower()
    for kind in (
        "văn phòng",
        "trung tâm",
        "thanh tra",
        "ủy ban",
        "liên đoàn",
        "thường trực",
        "công an",
    ):
        if lowered.startswith(kind):
            return kind
    return lowered.split(" ")[0]


def _without_territory(line: str, found: list[Territory]) -> str:
    for territory in reversed(found):
        kept = ""
        committee = re.match(
            r"(?i)(thị|huyện|quận|thành|tỉnh)\s+(ủy|uỷ|đoàn)", line[territory.start :]
        )
        if committee:
            kept = committee[0]
        line = trim(line[: territory.start] + kept + line[territory.end :])
    return line


def _sentence_case(name: str) -> str:
    """Bring a shouted body's name to ordinary writing, abbreviations of capitals kept."""
    if name != name.upper():
        return name[:1].upper() + name[1:]
    words = [word if len(word) > 1 and not re.search("[AEIOUYÀ-Ỹ]", word) else word.lower()
             for word in name.split(" ")]  # fmt: skip
    joined = " ".join(words)
    return joined[:1].upper() + joined[1:]
