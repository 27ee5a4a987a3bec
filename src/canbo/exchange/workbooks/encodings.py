"""The letters of fonts that had an encoding of their own before Unicode.

Sources: TCVN3 (ABC) after TCVN 5712:1993, VN3; VNI for Windows after the chart of the VNI company;
VISCII 1.1 after RFC 1456; BKHCM2 after the chart of the Polytechnic of Ho Chi Minh City as input
programs print it. A font shows these letters at the places where Windows has western ones, so a
file holds western letters: "TrÇn" for "Trần".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

_MARKS = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # in the order of the charts below
_TCVN3 = {
    "a": "61 B5 B6 B7 B8 B9", "ă": "A8 BB BC BD BE C6", "â": "A9 C7 C8 C9 CA CB",
    "e": "65 CC CE CF D0 D1", "ê": "AA D2 D3 D4 D5 D6", "i": "69 D7 D8 DC DD DE",
    "o": "6F DF E1 E2 E3 E4", "ô": "AB E5 E6 E7 E8 E9", "ơ": "AC EA EB EC ED EE",
    "u": "75 EF F1 F2 F3 F4", "ư": "AD F5 F6 F7 F8 F9", "y": "79 FA FB FC FD FE",
    "đ": "AE", "Ă": "A1", "Â": "A2", "Ê": "A3", "Ô": "A4", "Ơ": "A5", "Ư": "A6", "Đ": "A7",
}  # fmt: skip
_VISCII = {
    "a": "61 E0 E4 E3 E1 D5", "ă": "E5 A2 C6 C7 A1 A3", "â": "E2 A5 A6 E7 A4 A7",
    "e": "65 E8 EB A8 E9 A9", "ê": "EA AB AC AD AA AE", "i": "69 EC EF EE ED B8",
    "o": "6F F2 F6 F5 F3 F7", "ô": "F4 B0 B1 B2 AF B5", "ơ": "BD B6 B7 DE BE FE",
    "u": "75 F9 FC FB FA F8", "ư": "DF D7 D8 E6 D1 F1", "y": "79 CF D6 DB FD DC", "đ": "F0",
    "A": "41 C0 C4 C3 C1 80", "Ă": "C5 82 02 05 81 83", "Â": "C2 85 86 06 84 87",
    "E": "45 C8 CB 88 C9 89", "Ê": "CA 8B 8C 8D 8A 8E", "I": "49 CC 9B CE CD 98",
    "O": "4F D2 99 A0 D3 9A", "Ô": "D4 90 91 92 8F 93", "Ơ": "B4 96 97 B3 95 94",
    "U": "55 D9 9C 9D DA 9E", "Ư": "BF BB BC FF BA B9", "Y": "59 9F 14 19 DD 1E", "Đ": "D0",
}  # fmt: skip
# Two places per letter: the letter without its tone, then the mark. Capitals take capital marks.
_VNI_MARKS = {"plain": "øûõùï", "â": "âàåãáä", "ă": "êèúüéë"}
_VNI_SINGLE = {"ì": "ì", "ỉ": "æ", "ĩ": "ó", "í": "í", "ị": "ò", "ơ": "ô", "ư": "ö", "đ": "ñ",
               "ỵ": "î"}  # fmt: skip
_BKHCM2_MARKS = {"plain": "âãäáå", "â": "ìíîëå", "ă": "çèéæå"}
_BKHCM2_SINGLE = {"ì": "ò", "ỉ": "ó", "ĩ": "ô", "í": "ñ", "ị": "õ", "ơ": "ú", "ư": "û", "đ": "à",
                  "â": "ê", "ê": "ï", "ô": "ö", "ă": "ù"}  # fmt: skip
_HIGH = {}  # the letters that Windows shows at the places 80 to 9F
for _place in range(0x80, 0xA0):
    try:
        _HIGH[bytes([_place]).decode("cp1252")] = chr(_place)
    except UnicodeDecodeError:
        continue


@dataclass(frozen=True)
class Encoding:
    """One encoding: each letter as the file holds it → the letter it shows."""

    name: str
    letters: dict[str, str]
    has_high: bool = False  # uses the places 80 to 9F

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest = sorted(self.letters, key=lambda held: (-len(held), held))
        return re.compile("|".join(map(re.escape, longest)))

    def decode(self, held: str) -> str | None:
        """The text that a font of this encoding shows; None when it has no such letters."""
        if self.has_high:
            held = "".join(_HIGH.get(char, char) for char in held)
        shown = self._pattern.sub(lambda match: self.letters[match[0]], held)
        rest = self._pattern.sub("", held)
        if any(_is_letter_place(char) for char in rest):
            return None
        return unicodedata.normalize("NFC", shown)


def _is_letter_place(char: str) -> bool:
    """Whether a character stands where these fonts have letters (blanks and signs are none)."""
    return 0xA1 <= ord(char) < 0x250 or 0x300 <= ord(char) < 0x370 or 0x1E00 <= ord(char) < 0x1F00


def _with_mark(letter: str, mark: str) -> str:
    return unicodedata.normalize("NFC", letter + mark)


def _of_chart(chart: dict[str, str]) -> dict[str, str]:
    found = {}
    for letter, places in chart.items():
        for mark, place in zip(_MARKS, places.split(), strict=False):
            found[chr(int(place, 16))] = _with_mark(letter, mark)
    return {held: shown for held, shown in found.items() if not held.isascii() or held != shown}


def _of_pairs(marks: dict[str, str], single: dict[str, str]) -> dict[str, str]:
    """The letters of an encoding of two places: VNI writes ấ as "aá", BKHCM2 as "êë"."""
    found = {held: shown for shown, held in single.items()}
    for letter in "aeouyơư":
        base = single.get(letter, letter)
        for mark, held in zip(_MARKS[1:], marks["plain"], strict=True):
            found.setdefault(base + held, _with_mark(letter, mark))
    for letter, held_marks in (("â", "â"), ("ê", "â"), ("ô", "â"), ("ă", "ă")):
        base = single.get(letter, unicodedata.normalize("NFD", letter)[0])
        all_marks = _MARKS if letter not in single else _MARKS[1:]
        for mark, held in zip(all_marks, marks[held_marks], strict=True):
            found[base + held] = _with_mark(letter, mark)
    found.update({held.upper(): shown.upper() for held, shown in tuple(found.items())})
    return found


_VNI = _of_pairs(_VNI_MARKS, _VNI_SINGLE)
for _held in ("yï", "YÏ"):  # VNI has a place of its own for this letter
    _VNI.pop(_held)

TCVN3 = Encoding("TCVN3", _of_chart(_TCVN3))
VNI = Encoding("VNI", _VNI)
VISCII = Encoding("VISCII", _of_chart(_VISCII), has_high=True)
BKHCM2 = Encoding("BKHCM2", _of_pairs(_BKHCM2_MARKS, _BKHCM2_SINGLE))
ENCODINGS = (TCVN3, VNI, VISCII, BKHCM2)


@dataclass(frozen=True, slots=True)
class FontRule:
    """What a font's name says: its encoding (None: one of its own that is not known), capitals."""

    encoding: Encoding | None
    capitals: bool = False


_CAPITALS = re.compile(r"H( *(?:Bold|Italic|Condensed))*$")
_FONTS: tuple[tuple[re.Pattern[str], Encoding | None], ...] = (
    (re.compile(r"^\.vn", re.IGNORECASE), TCVN3),
    (re.compile(r"^vni[- ]?[a-z]", re.IGNORECASE), VNI),
    (re.compile(r"^vn.*2$", re.IGNORECASE), BKHCM2),
    (re.compile(r"^(?:vi |viscii)", re.IGNORECASE), VISCII),
    (re.compile(r"^(?:s?vn ?[a-z]*time|vps |abc )", re.IGNORECASE), None),
)


@lru_cache(maxsize=1_000)
def font_rule(name: str) -> FontRule | None:
    """What the name of a font says of its encoding; None for an ordinary font."""
    for pattern, encoding in _FONTS:
        if pattern.search(name):
            capitals = encoding is TCVN3 and (
                _CAPITALS.search(name) is not None or (name.islower() and name.endswith("h"))
            )
            return FontRule(encoding, capitals)
    return None
