"""Labelled values in text: "6) Dân tộc: Kinh; 7) Tôn giáo: Không"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from canbo.exchange.workbooks.list_vocabulary import ListBook
from canbo.exchange.workbooks.words import fold, squeeze, trim

_NUMBER = re.compile(r"^\W*(?:\d{1,2}(?:\.\d)?|[IVX]+|[a-e])\s*[).\-–:/]+\s*")
_PARTS = re.compile(r"[;\n]\s*|\s{3,}|(?<=\S),\s+(?=[A-ZĐÀ-Ỹ])|\s(?=\d{1,2}\)\s*[A-ZĐÀ-Ỹ])")
_SPOKEN_BIRTH = re.compile(r"(?i)^(sinh ngày|ngày sinh|sinh năm)\s+(?=\S)")
_MOST_WORDS = 14


@dataclass(frozen=True, slots=True)
class Label:
    """A label and what follows it; `role` is "" for a label that nobody knows."""

    role: str
    words: str
    value: str


class LabelReader:
    """Finds labels in the texts of one person's sheet."""

    def __init__(self, book: ListBook) -> None:
        self._book = book

    def role(self, label: str) -> str:
        """The role of a label, its number and remarks in brackets left out."""
        bare = re.sub(r"\([^)]*\)", " ", without_number(label))
        return self._book.labels.get(squeeze(trim(bare)), "")

    def labels(self, text: str) -> list[Label]:
        """All labels of a text in order, with what stands behind each."""
        found: list[tuple[int, int, Label]] = []
        for match in re.finditer(r":(?!\d)", text):
            start = found[-1][1] if found else 0
            begin, role = self._before(text, start, match.start())
            if begin is None:
                continue
            words = trim(without_number(text[begin : match.start()]))
            found.append((begin, match.end(), Label(role, words, "")))
        if not found:
            return self._without_colon(text)
        return [
            Label(label.role, label.words, trim(text[end : _next(found, place, text)]))
            for place, (_, end, label) in enumerate(found)
        ]

    def _before(self, text: str, start: int, end: int) -> tuple[int | None, str]:
        """Where the label that a colon ends begins; None where the colon is inside a value."""
        inside = text[start:end]
        begins = [start, *(start + m.end() for m in _PARTS.finditer(inside))]
        words = [start + m.start() for m in re.finditer(r"(?<![^\s(,;])\S", inside)]
        for begin in sorted({*begins, *words}):
            role = self.role(text[begin:end])
            if role:
                return begin, role
        if start == 0 or len(begins) > 1:
            return begins[-1], ""
        return None, ""

    def _without_colon(self, text: str) -> list[Label]:
        bare = without_number(text)
        role = self.role(bare) if len(fold(bare).split()) <= _MOST_WORDS else ""
        if role:
            return [Label(role, trim(bare), "")]
        spoken = _SPOKEN_BIRTH.match(bare)
        return [Label("birth", spoken[1], trim(bare[spoken.end() :]))] if spoken else []


def without_number(text: str) -> str:
    """A line without its number: "15.2- Trình độ chuyên môn" → "Trình độ chuyên môn"."""
    return _NUMBER.sub("", text.strip())


def _next(found: list[tuple[int, int, Label]], place: int, text: str) -> int:
    return found[place + 1][0] if place + 1 < len(found) else len(text)
