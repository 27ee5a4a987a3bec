"""Headers with a slip of the pen ("Ngày sih", "Chưc vuj") or words cut short ("V. hoá", "Q.quán").

Either is mended only where exactly one known header is meant; the values under it are asked too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from canbo.exchange.workbooks.vocabulary import HeaderBook, LevelBook
from canbo.exchange.workbooks.words import fold, plain, squeeze

_PIECE = re.compile(r"(\w+)(\.?)")
_LEAST = 6  # letters: in shorter words another letter is another word
_LONG = 12  # letters of a header in which two may be wrong
_MOST = 40


class Slips:
    """The known headers by their letters."""

    def __init__(self, headers: HeaderBook, levels: LevelBook) -> None:
        self._known: dict[str, tuple[str, str]] = {}  # letters → what it means, how it is written
        self._phrases: list[tuple[tuple[str, ...], str, str]] = []  # the same by words
        for meaning, written in _headers(headers, levels):
            words = tuple(fold(written).split())
            if len(words) > 1:
                self._phrases.append((words, meaning, written))
            letters = squeeze(written)
            if _LEAST <= len(letters) <= _MOST and letters.isalpha():
                self._known.setdefault(letters, (meaning, written))
        self._sets = {letters: _set_of(letters) for letters in self._known}
        self.mended = lru_cache(maxsize=2_000)(self._mended)

    def _mended(self, text: str) -> tuple[str, str]:
        """What a mistyped header means and how it is written; empty where not one thing is near.

        The meaning is a column's role, a scale after "scale:", a level, or a kind of parent.
        """
        short = self._in_full(text)
        if short[0]:
            return short
        letters = squeeze(text)
        if not _LEAST - 1 <= len(letters) <= _MOST or letters in self._known:
            return "", ""
        nearest: dict[str, str] = {}
        least = 1 if len(letters) < _LONG else 2
        own = _set_of(letters)
        for known, (meaning, written) in self._known.items():
            if abs(len(known) - len(letters)) > least:
                continue
            if (own ^ self._sets[known]).bit_count() > 2 * least:
                continue
            apart = distance(letters, known, least)
            if apart < least:
                least, nearest = apart, {}
            if apart == least:
                nearest.setdefault(meaning, written)
        return next(iter(nearest.items())) if len(nearest) == 1 else ("", "")

    def _in_full(self, text: str) -> tuple[str, str]:
        """The header that a text with words cut short by dots stands for, as `mended`."""
        pieces = _PIECE.findall(plain(text))
        if len(pieces) < 2 or all(dot for _, dot in pieces) or not any(dot for _, dot in pieces):
            return "", ""
        meant: dict[str, str] = {}
        for words, meaning, written in self._phrases:
            if len(words) == len(pieces) and all(
                word.startswith(letters) if dot else word == letters
                for word, (letters, dot) in zip(words, pieces, strict=True)
            ):
                meant.setdefault(meaning, written)
        of_columns = {k: w for k, w in meant.items() if not k.startswith("parent:")} or meant
        return next(iter(of_columns.items())) if len(of_columns) == 1 else ("", "")


def _set_of(letters: str) -> int:
    """The set of a word's letters as bits: each slip changes it by two letters at most."""
    found = 0
    for letter in letters:
        found |= 1 << (ord(letter) & 63)
    return found


def _headers(headers: HeaderBook, levels: LevelBook) -> Iterator[tuple[str, str]]:
    yield from (("name", written) for written in headers.name.written)
    for rule in headers.leaf:
        yield from ((rule.role, w) for w in (*rule.words.written, *rule.exact.written))
    for scale, words in levels.scales.items():
        yield from ((f"scale:{scale}", written) for written in words.header.written)
        yield from (("level", phrase) for phrase, _ in words.word)
    yield from (
        (f"parent:{key}", w) for key, words in headers.parents.items() for w in words.written
    )


def distance(left: str, right: str, most: int) -> int:
    """How many letters must be changed, put in, left out or swapped; `most` + 1 for more than that.

    The "optimal string alignment" of Damerau and Levenshtein, of which one row back is enough.
    """
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, start=1):
        above, row = row, [i]
        for j, b in enumerate(right, start=1):
            cost = min(above[j] + 1, row[-1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before = above
    return min(row[-1], most + 1)
