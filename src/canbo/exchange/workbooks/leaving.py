"""What a column says of somebody's service: that the person has left it, how, and since when."""

from __future__ import annotations

import re

from canbo.engine.facts import RetirementKind
from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks.dates import find_date, simplify
from canbo.exchange.workbooks.list_vocabulary import ListBook
from canbo.exchange.workbooks.people import Entry
from canbo.exchange.workbooks.statements import RetirementReading
from canbo.exchange.workbooks.words import fold

_WHEN = re.compile(r"\b(?:ke tu|tu|vao|ngay|thang|nam|on|from|since|in|wef|w e f)\b")


class LeavingReader:
    """Reads the status of a person ("Đang công tác", "Nghỉ hưu từ 1/6/2010", "left")."""

    def __init__(self, book: ListBook) -> None:
        self._has_left = book.words["has_left"]
        self._says_yes = book.words["says_yes"]
        self._kinds = book.choices["retirement_kinds"]

    def read(self, entry: Entry, left_on: PartialDate | None = None) -> RetirementReading | None:
        """The leaving that a cell tells of, None where the person serves or nobody can tell.

        `left_on` is the day that a column of its own gives.
        """
        text = entry.cell.line
        marked = self._says_yes.is_exactly(text)
        if not (marked and self._asks_for_leaving(entry)) and not self._says_left(text):
            return None
        kind = self._kinds.find(text)
        return RetirementReading(
            kind=RetirementKind(kind) if kind else None, begins=left_on or find_date(text),
            as_written=f"{entry.column.label}: {text}", cell=entry.ref,
        )  # fmt: skip

    def _says_left(self, text: str) -> bool:
        """Whether the text says so, and beside it no more than when."""
        bare = fold(re.sub(r"[\d/]+", " ", simplify(text)))
        said = self._has_left.begins(bare)
        return bool(said) and not _WHEN.sub(" ", bare[len(said) :]).strip()

    def _asks_for_leaving(self, entry: Entry) -> bool:
        """Whether the header asks it, so that a mark answers: "Left service", "Đã nghỉ"."""
        return bool(self._has_left.found_in(entry.column.label))
