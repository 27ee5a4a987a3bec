"""Lists that the home exports, edited as a clerk edits them in Excel, and taken in again."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from canbo.accounts.actor import Actor
from canbo.engine.facts import Particular, ParticularKind
from canbo.engine.timeline import Perspective
from canbo.exchange.workbooks import Vocabulary
from canbo.exchange.workbooks.keys import KEY_MARK
from canbo.exchange.workbooks.reader import read_content
from canbo.exchange.workbooks.reading import Reading
from canbo.law import load
from canbo.law.vocabulary import load_vocabulary
from canbo.records import access, operations
from canbo.records.operations import Difference, ImportReport
from canbo.records.queries import read_snapshot
from canbo.reporting import exports
from tests.records.sheets import NOON, OPERATOR

AS_OF = date(2011, 7, 31)
SENT = NOON + timedelta(days=10)
BACK = SENT + timedelta(days=5)


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary.from_data(load_vocabulary())


def export(
    name: str = "officials", *, at: datetime = SENT, as_of: date = AS_OF, actor: Actor = OPERATOR,
    keyed: bool = True, **filters: Any,
) -> bytes:  # fmt: skip
    """A list as the home exports it."""
    content = io.BytesIO()
    asked = exports.Export(content, actor, at, Perspective(as_of, at), keyed)
    if name == "officials":
        exports.export_officials(asked, **filters)
    elif name == "units":
        exports.export_units(asked, **filters)
    else:
        exports.export_facts(asked, name=name, **filters)
    return content.getvalue()


def read(content: bytes, file: str = "can-bo.xlsx") -> Reading:
    return read_content(content, file=file, vocabulary=vocabulary(), home=access.home_key())


def back(
    content: bytes, decisions: Mapping[str, str] | None = None, *, preview: bool = False,
    at: datetime = BACK, file: str = "can-bo.xlsx", actor: Actor = OPERATOR,
) -> ImportReport:  # fmt: skip
    """Take an exported list in again."""
    return operations.import_workbook(
        reading=read(content, file), actor=actor, at=at, law=load(), preview=preview,
        decisions=decisions or {},
    )  # fmt: skip


def asked(content: bytes) -> list[Difference]:
    """What would have to be decided."""
    return [one for one in back(content, preview=True).differences if one.chosen == "undecided"]


def is_nothing(report: ImportReport) -> bool:
    """Whether a file said nothing new, and nothing was wrong with it."""
    told = (sum(report.facts.values()), report.created, report.voided, report.cells.listed)
    return told == (0, 0, 0, 0) and not report.problems and not report.differences


def codes(report: ImportReport) -> list[str]:
    return [one.code for one in report.problems]


def values(kind: ParticularKind) -> list[tuple[str, str, str]]:
    """The particulars of a kind that stand: value, first and last day."""
    found: list[Particular] = [
        fact for fact in read_snapshot().particulars if fact.kind is kind and fact.voided_at is None
    ]
    return sorted(
        (one.value, str(one.validity.begins or ""), str(one.validity.ends or "")) for one in found
    )


class Book:
    """An exported list, open in Excel."""

    def __init__(self, content: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(content))
        self.page: Worksheet = self.book.worksheets[0]
        self.key = next(
            cell
            for row in self.page.iter_rows()
            for cell in row
            if isinstance(cell.value, str) and cell.value.startswith(KEY_MARK)
        )
        self.header = self.key.row

    @property
    def labels(self) -> list[str]:
        return [str(cell.value) for cell in self.page[self.header] if cell.value]

    def column(self, label: str) -> int:
        return next(cell.column for cell in self.page[self.header] if cell.value == label)

    @property
    def rows(self) -> list[int]:
        """The numbers of the rows with a key."""
        below = range(self.header + 1, self.page.max_row + 1)
        return [row for row in below if self.page.cell(row, self.key.column).value]

    def row(self, name: str) -> int:
        place = self.column("Họ và tên")
        return next(row for row in self.rows if self.page.cell(row, place).value == name)

    def get(self, name: str, label: str) -> Any:
        return self.page.cell(self.row(name), self.column(label)).value

    def set(self, name: str, label: str, value: Any) -> Book:
        self.page.cell(self.row(name), self.column(label)).value = value
        return self

    def lines(self) -> list[list[Any]]:
        """What stands in the rows with a key, the key last."""
        return [[cell.value for cell in self.page[row][: self.key.column]] for row in self.rows]

    def write(self, lines: list[list[Any]]) -> Book:
        """Put other lines into the place of the rows."""
        for row in reversed(self.rows):
            self.page.delete_rows(row)
        for number, line in enumerate(lines):
            for place, value in enumerate(line, start=1):
                self.page.cell(self.header + 1 + number, place).value = value
        return self

    def bytes(self) -> bytes:
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()
