"""Vietnamese text as data: normal forms, name keys, sort keys, dates and numbers as written.

The database is never asked for Vietnamese order or folding: keys are computed here and stored.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

_LOOKALIKES = str.maketrans(
    {"\u00d0": "Đ", "\u00f0": "đ", "\u00a0": " ", "\u2009": " ", "\u202f": " ",
     "\u200b": "", "\ufeff": "", "\u2019": "'", "\u02bc": "'"}
)  # fmt: skip
_LOOKALIKE = re.compile(f"[{''.join(map(chr, _LOOKALIKES))}]")
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the dictionary order
_SHAPES = "\u0302\u0306\u031b"  # mũ, trăng, móc: part of the letter, not of the tone
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_ORDER = {letter: f"{place:02d}" for place, letter in enumerate(_ALPHABET, start=10)}


@lru_cache(maxsize=50_000)  # the words of a workbook come again and again
def clean(text: str) -> str:
    """Bring outside text to NFC, true Đ, plain blanks, none doubled, none at the ends."""
    if _LOOKALIKE.search(text):
        text = text.translate(_LOOKALIKES)
    return " ".join(unicodedata.normalize("NFC", text).split())


@lru_cache(maxsize=20_000)  # a language has some thousands of syllables
def _split_tone(syllable: str) -> tuple[str, int]:
    """Split a syllable into its toneless letters and the tone's place (0 = ngang)."""
    tone = 0
    letters: list[str] = []
    for char in unicodedata.normalize("NFD", syllable.lower()):
        if char in _TONES:
            tone = _TONES.index(char) + 1
        elif not unicodedata.combining(char) or char in _SHAPES:
            letters.append(char)
    return unicodedata.normalize("NFC", "".join(letters)), tone


def spelling_key(text: str) -> str:
    """Give one key to equal spellings: case, tone place (Hoà/Hòa) and i/y after a consonant.

    Different tones and letters stay different: Hoà and Hoa, Đức and Dục are not the same.
    """
    return " ".join(map(_spelt, clean(text).split(" ")))


@lru_cache(maxsize=20_000)
def _spelt(syllable: str) -> str:
    letters, tone = _split_tone(syllable)
    letters = re.sub(r"(?<=[bcdđghklmnpqrstvx])y$|(?<=^qu)y$", "i", letters)
    return f"{letters}{tone or ''}"


def search_key(text: str) -> str:
    """Fold accents and đ away, for search only ("Đặng Thị Ứng" becomes "dang thi ung")."""
    return " ".join(filter(None, map(_searched, clean(text).split(" "))))


@lru_cache(maxsize=20_000)
def _searched(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return re.sub(r"[^0-9a-z]+", " ", plain).strip()


def sort_key(text: str) -> str:
    """Give a byte-comparable key in Vietnamese dictionary order, tones second to letters."""
    ordered = [_ordered(word) for word in re.split(r"[\s\-]+", clean(text))]
    return " ".join(letters for letters, _ in ordered) + "\t" + "".join(tone for _, tone in ordered)


@lru_cache(maxsize=20_000)
def _ordered(word: str) -> tuple[str, str]:
    letters, tone = _split_tone(word)
    return "".join(_ORDER.get(char, char) for char in letters), str(tone)


@dataclass(frozen=True, slots=True)
class NameParts:
    """A full name taken apart: family name (họ), middle (đệm), given name (tên)."""

    family: str
    middle: str
    given: str


def split_name(full_name: str) -> NameParts:
    """Split a name at its blanks: the first word is the family name, the last the given name."""
    words = clean(full_name).split(" ")
    if len(words) == 1:
        return NameParts("", "", words[0])
    return NameParts(words[0], " ".join(words[1:-1]), words[-1])


def name_sort_key(full_name: str) -> str:
    """Order people as Vietnamese lists do: by given name, then family name, then middle."""
    parts = split_name(full_name)
    return " / ".join(sort_key(part) for part in (parts.given, parts.family, parts.middle))


def proper_name(text: str) -> str:
    """Write a name with a capital for each word when the source shouts it (NGUYỄN VĂN HOÀ)."""
    cleaned = clean(text)
    if cleaned != cleaned.upper() and cleaned != cleaned.lower():
        return cleaned
    return " ".join(word[:1].upper() + word[1:].lower() for word in cleaned.split(" "))


def same_syllables(left: str, right: str) -> bool:
    """Whether two names are one name under two spellings (Hoà/Hòa, Sỹ/Sĩ, capitals)."""
    return spelling_key(left) == spelling_key(right)


def write_date(day: date) -> str:
    """Write a day as offices do: 05/8/2011, a zero before the day only."""
    return f"{day.day:02d}/{day.month}/{day.year}"


def write_number(value: int) -> str:
    """Write a whole number with dots between thousands: 1.346."""
    return f"{value:,}".replace(",", ".")


def write_decimal(value: float, places: int = 1) -> str:
    """Write a number with a comma as decimal sign, rounded: 0,4, 1.346,0."""
    whole, _, rest = f"{value:,.{places}f}".partition(".")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")


def write_money(dong: int) -> str:
    """Write an amount of đồng: 28.000.000 đ."""
    return f"{write_number(dong)} đ"


def write_percent(share: Fraction, places: int = 1) -> str:
    """Write an exact share as a percentage, half up, comma as decimal sign: 79,5%, 100%.

    A share below one is never printed as 100%, nor one above nothing as 0%.
    """
    scale = 10**places
    units = (share.numerator * 200 * scale + share.denominator) // (2 * share.denominator)
    if share < 1:
        units = min(units, 100 * scale - 1)
    if share > 0:
        units = max(units, 1)
    whole, rest = divmod(units, scale)
    return f"{whole}%" if rest == 0 else f"{whole},{rest:0{places}d}".rstrip("0") + "%"
