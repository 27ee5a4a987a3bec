"""What became of a messy workbook: cell by cell in the reading, fact by fact in the home.

`recall` counts what is stored right among what the sheets say; `precision` counts what is true
among what is stored (notes apart: they are kept as written). A dropped cell is one that says
something and is neither stored nor listed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from string import ascii_uppercase
from typing import Any
from uuid import UUID

from canbo.accounts.access import local_operator
from canbo.engine.facts import Snapshot
from canbo.engine.vietnamese import search_key
from canbo.exchange.workbooks.reading import CellClass, Reading
from canbo.records.operations import ImportReport, import_workbook
from tests.mess.books import Book
from tests.mess.stored import AS_WRITTEN, NOON, PERSON_ACTS, Fields, stored_of

COUNTS = (
    "said", "right", "stored", "dropped", "false_merges", "split", "listed", "cells", "books",
)  # fmt: skip


@dataclass
class Tally:
    """Counts over many books."""

    said: int = 0
    right: int = 0
    stored: int = 0
    dropped: int = 0
    false_merges: int = 0
    split: int = 0
    listed: int = 0
    cells: int = 0
    books: int = 0
    faults: list[str] = field(default_factory=list)
    cells_listed: set[str] = field(default_factory=set)  # of one book, as "DS!B7"

    def add(self, other: Tally) -> None:
        """Count another's counts too."""
        for name in COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.faults += other.faults

    @property
    def recall(self) -> float:
        """The share of what was said that is stored right."""
        return self.right / self.said if self.said else 1.0

    @property
    def precision(self) -> float:
        """The share of what is stored that is true."""
        return self.right / self.stored if self.stored else 1.0


def measure(book: Book, reading: Reading, law: Any) -> Tally:
    """Import a reading into the empty home at hand, and count."""
    from canbo.records.queries.snapshot import read_snapshot

    report = import_workbook(reading=reading, actor=local_operator(), at=NOON, law=law)
    tally = Tally(books=1)
    tally.cells_listed = {f"{one.sheet}!{one.cell}" for one in report.problems}
    _count_cells(book, reading, report, tally)
    snapshot = read_snapshot()
    homes = _Homes.of(book, snapshot)
    _compare(book, stored_of(snapshot, book.as_of), homes, tally)
    _count_merges(book, report, homes, tally)
    return tally


def _count_cells(book: Book, reading: Reading, report: ImportReport, tally: Tally) -> None:
    """Each cell that says something is stored or listed; the account of cells adds up."""
    written = sum(len(page.cells) for page in book.pages)
    cells = report.cells
    tally.cells += written
    tally.listed += cells.listed
    total = cells.stored + cells.structure + cells.derived + cells.listed
    if not written <= cells.read == total:
        tally.dropped += 1
        tally.faults.append(f"{book.path.name}: {written} written, {cells}")
    classes = {(ref.sheet, ref.row, ref.column): one for ref, one in reading.cells.items()}
    for page in book.pages:
        for (row, column), ink in page.cells.items():
            found = classes.get((page.name, row, column))
            if ink.says and found not in (CellClass.FIELD, CellClass.LISTED):
                tally.dropped += 1
                said = ", ".join(what for _, what in ink.says)
                tally.faults.append(
                    f"{book.path.name} {book.kinds} {page.name} row {row + 1} column {column + 1}: "
                    f"{ink.value!r} ({said}) is {found}"
                )


@dataclass(frozen=True)
class _Homes:
    """Which stored person holds what was written of whom, told by the cells that facts cite."""

    of_number: dict[int, UUID]
    numbers: dict[UUID, set[int]]

    @classmethod
    def of(cls, book: Book, snapshot: Snapshot) -> _Homes:
        """Follow each fact of a person to the cell that it came from."""
        counts: dict[int, Counter[UUID]] = defaultdict(Counter)
        numbers: dict[UUID, set[int]] = defaultdict(set)
        for person, cell in _sources(snapshot):
            number = book.lines.get(cell)
            if number is not None:
                counts[number][person] += 1
                numbers[person].add(number)
        return cls({n: found.most_common(1)[0][0] for n, found in counts.items()}, numbers)


def _line_of(cell: str) -> str:
    """The sheet and row of "DS!B7"."""
    sheet, _, address = cell.rpartition("!")
    return f"{sheet}!{address.lstrip(ascii_uppercase)}"


def _sources(snapshot: Snapshot) -> Iterator[tuple[UUID, str]]:
    for name in ("particulars", "tenures", "attainments", "attendances", *PERSON_ACTS):
        for fact in getattr(snapshot, name):
            yield fact.person, fact.source.cell


def _compare(book: Book, stored: dict[UUID, Fields], homes: _Homes, tally: Tally) -> None:
    by_person: dict[int, Fields] = defaultdict(dict)
    for (number, what), value in book.expected.items():
        by_person[number][what] = value
    for number, fields in by_person.items():
        tally.said += len(fields)
        home = homes.of_number.get(number)
        if home is None:
            tally.faults.append(f"{book.path.name} {book.kinds}: {fields['name']} is nobody")
            continue
        right = [what for what, value in fields.items() if _same(what, value, stored[home])]
        tally.right += len(right)
        for what in set(fields) - set(right):
            tally.faults.append(
                f"{book.path.name} {book.kinds}: {fields['name']} {what}: "
                f"{fields[what]!r} stored as {stored[home].get(what)!r}"
            )
    for home, fields in stored.items():
        tally.stored += len(fields)
        numbers = [n for n in homes.numbers.get(home, ()) if homes.of_number[n] == home]
        told = set().union(*(by_person[number] for number in numbers)) if numbers else set()
        if not numbers:
            tally.split += 1
        tally.faults += [
            f"{book.path.name} {book.kinds}: {fields.get('name')} has {what} = {fields[what]!r}, "
            "which nobody wrote"
            for what in fields
            if what not in told
        ]


def _count_merges(book: Book, report: ImportReport, homes: _Homes, tally: Tally) -> None:
    """A person with facts of two is a merge; so is a line that left no trace and is not listed."""
    tally.false_merges += sum(len(numbers) - 1 for numbers in homes.numbers.values())
    listed = {_line_of(f"{one.sheet}!{one.cell}") for one in report.problems}
    told = {number for cell, number in book.lines.items() if _line_of(cell) in listed}
    traceless = set(book.lines.values()) - set(homes.of_number) - told
    tally.false_merges += len(traceless)
    for home, numbers in homes.numbers.items():
        if len(numbers) > 1:
            tally.faults.append(f"{book.path.name} {book.kinds}: {sorted(numbers)} are one {home}")
    for number in traceless:
        tally.faults.append(f"{book.path.name} {book.kinds}: number {number} left no trace")


def _same(what: str, value: str, found: Fields) -> bool:
    other = found.get(what)
    if other is None:
        return False
    if what.partition(":")[0] in AS_WRITTEN:
        return search_key(other) == search_key(value)
    return other == value
