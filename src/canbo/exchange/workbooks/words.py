"""Words compared the way offices write them: no case, no tone marks, dots or hyphens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cached_property, lru_cache

from canbo.engine.vietnamese import clean, search_key


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Lower case, no marks, words parted by one blank: "P.BT TTr" becomes "p bt ttr"."""
    return search_key(text)


@lru_cache(maxsize=50_000)
def squeeze(text: str) -> str:
    """The folded text without blanks: "VP-TK", "VPTK" and "vp tk" are one."""
    return fold(text).replace(" ", "")


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Lower case without marks, punctuation and length kept, so that places stay the same."""
    letters = []
    for char in text.lower().replace("đ", "d"):
        decomposed = unicodedata.normalize("NFD", char)
        letters.append(decomposed[0] if decomposed else char)
    return "".join(letters)


_FEW_LETTERS = 2


class Phrases:
    """A set of phrases that can be found as whole words in folded text."""

    def __init__(self, written: Iterable[str]) -> None:
        written = [str(phrase) for phrase in written]
        self.written = tuple(clean(phrase) for phrase in written)
        self._marked = tuple(clean(phrase).lower() for phrase in written)
        folded = {fold(phrase) for phrase in written}
        self.members = frozenset(phrase for phrase in folded if phrase)
        self._squeezed = frozenset(phrase.replace(" ", "") for phrase in self.members)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Finds the longest phrase; made when first asked for, most phrases never are."""
        longest_first = sorted(self.members, key=lambda phrase: (-len(phrase), phrase))
        if not longest_first:
            return re.compile(r"(?!)")
        return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")

    @property
    def first(self) -> str:
        """The first phrase as it is written, "" where there is none."""
        return self.written[0] if self.written else ""

    def place_in(self, text: str) -> int:
        """Where a phrase begins in a text, -1 where none does; tone marks count if there are any.

        "Học viện" (academy) is not found in "học viên" (learner).
        """
        lowered = clean(text).lower()
        phrases = self.members if lowered.isascii() else self._marked
        places = [place for phrase in phrases if (place := lowered.find(phrase)) >= 0]
        return min(places, default=-1)

    def is_exactly(self, text: str) -> bool:
        """Whether the text is one of the phrases, blanks apart."""
        return squeeze(text) in self._squeezed

    def is_exactly_lettered(self, text: str) -> bool:
        """As `is_exactly`, but in two letters Đ is no D: "DT" is not "ĐT"."""
        if not self.is_exactly(text):
            return False
        bare = re.sub(r"\W", "", clean(text).lower())
        if len(bare) > _FEW_LETTERS or "d" not in squeeze(text):
            return True
        return any(re.sub(r"\W", "", phrase) == bare for phrase in self._marked)

    def found_in(self, text: str) -> str:
        """The first phrase found in the text, folded, or ""."""
        match = self._pattern.search(fold(text))
        return match[0] if match else ""

    def begins(self, text: str) -> str:
        """The longest phrase that the text begins with, folded, or ""."""
        match = self._pattern.match(fold(text))
        return match[0] if match else ""

    def begins_marked(self, text: str) -> str:
        """As `begins`, but tone marks count where the text has any ("Cộng" is not "Công chức")."""
        found = self.begins(text)
        if not found or text.isascii():
            return found
        marked = clean(re.sub(r"^\W+", "", text)).lower()
        return next((m for m in self._marked if marked.startswith(m) and fold(m) == found), "")

    def without(self, text: str) -> str:
        """The folded text with every phrase taken out."""
        return " ".join(self._pattern.sub(" ", fold(text)).split())


def nearest(text: str, known: Iterable[str]) -> str:
    """The known writing nearest to a text, for a suggestion; "" when nothing is near."""
    by_key = {fold(word): word for word in known}
    close = get_close_matches(fold(text), list(by_key), n=1, cutoff=0.6)
    return by_key[close[0]] if close else ""


_EDGES = " \t\n-–—:;,.+/&|•*●▪·"


def trim(text: str) -> str:
    """Cut blanks, bullets and separators from both ends."""
    return text.strip(_EDGES)
