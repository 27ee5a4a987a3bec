"""Names of territories that the shipped lists know, found whole in a text.

A name is found by its words: no case, no matter where a tone mark is put, nor how the hyphens and
apostrophes of "Phan Rang-Tháp Chàm" and "Ia H' Drai" are spaced. Tones count ("Trung Thành Nam" is
not "Trung Thành năm"), but in a text without any marks nothing else can be compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from canbo.engine.facts import UnitLevel
from canbo.engine.vietnamese import clean, proper_name, spelling_key
from canbo.exchange.workbooks.words import fold

Source = Callable[[], Iterable[str]]

_WORD = re.compile(r"[^\W\d_]+|\d+")
_BETWEEN = re.compile(r" ?['\-–—] ?|\.(?=\w)| ")  # what may stand between two words of a name
_IS_COUNT = re.compile(r"(?i) ?[./\-–] ?\d| (?:tháng|người|lượt|đồng chí|đ/c)\b")


@dataclass(frozen=True, slots=True)
class Found:
    """A known name in a text: where it ends, and how it is written when the text shouts it."""

    end: int
    writing: str
    words: int


class KnownUnits:
    """The names that `source` gives ("Xã Ban Công"), made ready when first asked."""

    def __init__(self, source: Source, levels: Mapping[str, str]) -> None:
        self._source = source
        self._kinds = tuple(sorted(levels.items(), key=lambda item: -len(item[0])))

    def at(self, kind: str, text: str, start: int) -> Found | None:
        """The longest known name of a kind that begins at a place of a clean text."""
        index = _index(self._source, self._kinds)
        marked = not text.isascii()
        key, found, end = "", None, start
        for count in range(1, index.longest + 1):
            word = _WORD.match(text, end)
            if word is None:
                break
            key = f"{key} {_key(word[0], marked=marked)}"
            writing = index.names[marked].get((kind, key))
            if writing and _is_whole(text, start, word.end(), writing):
                found = Found(word.end(), writing, count)
            between = _BETWEEN.match(text, word.end())
            if between is None:
                break
            end = between.end()
        return found

    def is_place(self, text: str) -> bool:
        """Whether a text is the bare name of a known district or province: "Thanh Hóa"."""
        marked = not text.isascii()
        key = "".join(f" {_key(word, marked=marked)}" for word in _WORD.findall(text))
        return key in _index(self._source, self._kinds).above


def as_written(text: str, known: Found | None) -> str:
    """A name as it is stored: as the text writes it, one in capitals in ordinary writing."""
    if text != text.upper() or text.isdigit():
        return text
    same = known is not None and known.writing.upper() == text
    return known.writing if known is not None and same else proper_name(text)


def _is_whole(text: str, start: int, end: int, writing: str) -> bool:
    """Whether the words found are written as a name and nothing goes on that changes them."""
    if text[end - 1].isdigit() and _IS_COUNT.match(text, end):
        return False  # "xã Tân Lập 1/2010", "XÃ AN THẠNH 3 THÁNG ĐẦU NĂM"
    if end < len(text) and (text[end].isalnum() or text[end] == "_"):
        return False
    written, known = _WORD.findall(text[start:end]), _WORD.findall(writing)
    return all(
        one[0].isupper() or not other[0].isupper()
        for one, other in zip(written[:1] + written[-1:], known[:1] + known[-1:], strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Index:
    """Known writings by kind and key, once with marks and once without; the longest in words."""

    names: dict[bool, dict[tuple[str, str], str]]
    above: frozenset[str]
    longest: int


@lru_cache(maxsize=8)
def _index(source: Source, kinds: tuple[tuple[str, str], ...]) -> _Index:
    names: dict[bool, dict[tuple[str, str], str]] = {True: {}, False: {}}
    above: set[str] = set()
    longest = 0
    # of several writings the one with the fewest capitals comes last and stays: it asks for least
    for full in sorted(map(clean, source())):
        lowered = full.lower()
        kind, level = next((one for one in kinds if lowered.startswith(f"{one[0]} ")), ("", ""))
        if not kind:
            continue
        name = full[len(kind) + 1 :]
        words = _WORD.findall(name)
        longest = max(longest, len(words))
        for marked in (True, False):
            key = "".join(f" {_key(word, marked=marked)}" for word in words)
            names[marked][kind, key] = name
            if level != UnitLevel.COMMUNE:
                above.add(key)
    return _Index(names, frozenset(above), longest)


@lru_cache(maxsize=20_000)
def _key(word: str, *, marked: bool) -> str:
    return spelling_key(word) if marked else fold(word)
