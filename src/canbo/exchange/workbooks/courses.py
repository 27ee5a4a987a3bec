"""What a class is and what became of a learner, from the words of titles and notes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from canbo.engine.facts import AttendanceOutcome, ClassKind
from canbo.exchange.workbooks.vocabulary import CourseBook
from canbo.exchange.workbooks.words import fold


@dataclass(frozen=True, slots=True)
class CourseFound:
    """The course code ("" when the class is training outside the course list) and its kind."""

    course: str
    kind: ClassKind


class CourseReader:
    """Reads class titles and results."""

    def __init__(self, book: CourseBook) -> None:
        self._book = book

    def read(self, title: str) -> CourseFound | None:
        """Tell what a class is; None when its words say no kind of class."""
        subject = self._book.institutions.without(title)
        is_fostering = bool(self._book.fostering.found_in(subject))
        for rule in self._book.rules:
            if is_fostering and rule.unless_fostering:
                continue
            if all(words.found_in(subject) for words in rule.sets):
                return CourseFound(rule.course, ClassKind(rule.kind))
        if is_fostering:
            return CourseFound("BD-KHAC", ClassKind.FOSTERING)
        if self._book.training.found_in(subject):
            return CourseFound("", ClassKind.TRAINING)
        return None

    def candidates(self) -> list[str]:
        """Words of which one should be in a class's title, for a suggestion."""
        return sorted({word for rule in self._book.rules for word in rule.sets[0].members})

    def outcome(self, text: str, *, is_result: bool) -> AttendanceOutcome | None:
        """What a note or a result says of the end; None when it says nothing of it.

        `is_result`: the column is one of results, where "Khá" or "x" alone says completed.
        """
        if self._book.dropped.found_in(text):
            return AttendanceOutcome.DROPPED
        if re.search(r"\b(?:khong|chua) (?:dat|hoan thanh|tot nghiep)\b", fold(text)):
            return AttendanceOutcome.ENROLLED if is_result else None
        words = self._book.completed
        if is_result and (words.found_in(text) or self._book.result_only.is_exactly(text)):
            return AttendanceOutcome.COMPLETED
        if is_result and re.fullmatch(r"\d{1,2}([.,]\d+)?", text.strip()):
            return AttendanceOutcome.COMPLETED if float(text.replace(",", ".")) >= 5 else None
        said = words.found_in(text)
        short = len(said.replace(" ", "")) <= 3
        if said and (not short or words.is_exactly(text)):
            return AttendanceOutcome.COMPLETED
        return None
