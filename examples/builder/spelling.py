"""One word under several spellings and encodings, as different keyboards leave it."""

from __future__ import annotations

import re
import unicodedata

_NEW = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]
_OLD = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]
_TO_OLD = dict(zip(_NEW, _OLD, strict=True))
_CLUSTER = re.compile(rf"(?<![qQ])({'|'.join(_NEW)})\b", re.IGNORECASE)


def old_tones(text: str) -> str:
    """Move the tone mark to the second vowel: Hòa becomes Hoà, Thủy becomes Thuỷ."""

    def moved(match: re.Match[str]) -> str:
        found = match.group(0)
        old = _TO_OLD[found.lower()]
        cased = [c.upper() if f.isupper() else c for f, c in zip(found, old, strict=True)]
        return "".join(cased)

    return _CLUSTER.sub(moved, text)


def has_two_spellings(text: str) -> bool:
    """Whether the place of the tone mark is a matter of taste in this text."""
    return old_tones(text) != text


def decomposed(text: str) -> str:
    """Write letters and marks apart (NFD), as some systems store them."""
    return unicodedata.normalize("NFD", text)


def bare(text: str) -> str:
    """Write a text without marks, as names of sheets and files are."""
    marked = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in marked if not unicodedata.combining(letter))


def with_eth(text: str) -> str:
    """Write the Icelandic Ð for Đ, which looks the same and is another letter."""
    return text.replace("Đ", "\u00d0")


def plain(text: str) -> str:
    """Bring a text to one form for comparing: NFC, new tone place, true Đ, single blanks, case."""
    composed = unicodedata.normalize("NFC", text).replace("\u00d0", "Đ").replace("\u00a0", " ")
    for new, old in _TO_OLD.items():
        composed = re.sub(rf"(?<![qQ]){old}\b", new, composed, flags=re.IGNORECASE)
    return re.sub(r"\s+", " ", composed).strip().casefold()
