"""What a column says of somebody's service: that the person has left it, how, and since when."""

from __future__ import annotations

import re
from dataclasses import replace

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
        self._known: dict[tuple[str, str], RetirementReading | None] = {}

    def read(self, entry: Entry, left_on: PartialDate | None = None) -> RetirementReading | None:
        """The leaving that a cell tells of, None where the person serves or nobody can tell.

        `left_on` is the day that a column of its own gives.
        """
        key = (entry.column.label, entry.cell.line)
        if key not in self._known:
            self._known[key] = self._read(*key)
        found = self._known[key]
        if found is None:
            return None
        return replace(found, begins=left_on or found.begins, cell=entry.ref)

    def _read(self, header: str, text: str) -> RetirementReading | None:
        marked = self._says_yes.is_exactly(text) and self._asks_for_leaving(header)
        if not marked and not self._says_left(text):
            return None
        kind = self._kinds.find(text)
        return RetirementReading(
            kind=RetirementKind(kind) if kind else None, begins=find_date(text),
            as_written=f"{header}: {text}",
        )  # fmt: skip

    def _says_left(self, text: str) -> bool:
        """Whether the text says so, and beside it no more than when."""
        bare = fold(re.sub(r"[\d/]+", " ", simplify(text)))
        said = self._has_left.begins(bare)
        return bool(said) and not _WHEN.sub(" ", bare[len(said) :]).strip()

    def _asks_for_leaving(self, header: str) -> bool:
        """Whether the header asks it, so that a mark answers: "Left service", "Đã nghỉ"."""
        return bool(self._has_left.found_in(header))
