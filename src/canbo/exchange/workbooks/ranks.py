"""Ranks and salary steps (ngạch, bậc, hệ số) as offices write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from canbo.exchange.workbooks.list_vocabulary import StandingBook
from canbo.exchange.workbooks.words import nearest, trim

_CODE = re.compile(r"(?<!\d)(\d{2}[a-z]?\.\d{3}|V\.\d{2}\.\d{2}\.\d{2})(?!\d)")
_STEP = re.compile(r"(?i)(?:bậc\s*:?\s*)?(?<![\d.,])(\d{1,2})(?:\s*/\s*(\d{1,2}))?(?![\d.,])")
_COEFFICIENT = re.compile(r"(?<![\d.,])(\d{1,2})[.,](\d{1,2})(?!\d)")


@dataclass(frozen=True, slots=True)
class RankParts:
    """What a cell says of a rank, as far as it says it."""

    code: str = ""
    step: int | None = None
    coefficient: str = ""
    rest: str = ""  # words that no rank has


class RankReader:
    """Reads ranks by code, name or short form, with step and coefficient in the same cell."""

    def __init__(self, book: StandingBook) -> None:
        self._book = book

    def read(self, text: str) -> RankParts:
        """Read a cell of a rank column: "Chuyên viên", "01.003", "CV (01.003), bậc 3/9, 3.00"."""
        code = _CODE.search(text)
        rest = text[: code.start()] + " " + text[code.end() :] if code else text
        coefficient = self.coefficient(rest) if _COEFFICIENT.search(rest) else ""
        rest = _COEFFICIENT.sub(" ", rest)
        step = _STEP.search(rest)
        words = trim(re.sub(r"(?i)\b(?:mã(?: số)?(?: ngạch)?|ngạch|bậc|hệ số|hs)\b|[():\d/]", " ",
                            _STEP.sub(" ", rest)))  # fmt: skip
        named = self.code(words) if words else ""
        return RankParts(
            code[1] if code else named,
            int(step[1]) if step else None,
            coefficient,
            "" if code or named else words,
        )

    def code(self, text: str) -> str:
        """The code of a rank's name or short form, "" where the words name none."""
        return self._book.ranks.whole(text)

    def is_none(self, text: str) -> bool:
        """Whether a cell says that somebody has no rank (commune officials)."""
        return self._book.no_rank.is_exactly(text)

    def is_listed(self, code: str) -> bool:
        """Whether the law's register has the code."""
        return code in self._book.rank_codes

    def suggest(self, text: str) -> str:
        """The nearest name of a rank."""
        return nearest(text, self._book.ranks.writings)

    @staticmethod
    def step(text: str) -> tuple[int | None, str]:
        """The step and, where it is written beside, the coefficient: "3/9", "Bậc 3 (3,00)"."""
        found = _COEFFICIENT.search(text)
        coefficient = RankReader.coefficient(found[0]) if found else ""
        match = _STEP.search(_COEFFICIENT.sub(" ", text))
        return (int(match[1]) if match else None), coefficient

    @staticmethod
    def coefficient(text: str) -> str:
        """A coefficient with a point and two decimals: "2,34", "2.34", 3 → "2.34", "3.00"."""
        match = _COEFFICIENT.search(text)
        if match is not None:
            return f"{int(match[1])}.{match[2]:0<2}"
        whole = re.fullmatch(r"\s*(\d{1,2})\s*", text)
        return f"{int(whole[1])}.00" if whole else ""
