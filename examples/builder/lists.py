"""Lays out a list of people and what it says of them: planned, moved, elected, rated, careers.

A person may take several rows: a line for each post of a career, or a second line for what did
not fit. Every written row gets a record of whom it speaks of, its facts and its cells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from examples.builder.chronicle import Fact
from examples.builder.sheets import BODY, MIDDLE, Look, Page, RowRecord, Value, address
from examples.builder.tables import (
    group_row,
    header,
    note_line,
    number_row,
    signatures,
    title_block,
    title_lines,
    total_row,
)
from examples.builder.truth import Person

Facts = Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Entry:
    """One person of a list: the facts by their role, or a line of facts for each row."""

    person: Person
    facts: Facts = field(default_factory=dict)
    lines: tuple[Facts, ...] = ()
    now: str = ""  # post and unit held at the day of the list, in words
    remark: str = ""
    extra: Mapping[str, Value] = field(default_factory=dict)  # said, but no fact: votes of 2005
    number: int = 0
    hidden: bool = False
    silent: frozenset[str] = frozenset()  # roles that the row shows and does not state
    mode: str = ""  # of planning lists: enter, keep, leave


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: header path, the ledger's field, width, writer.

    `per_line`: written on every line of a person. `room`: more letters go on a second row, where
    the hand does so.
    """

    path: tuple[str, ...]
    field: str
    width: float
    write: Callable[[Entry], Value]
    centred: bool = True
    per_line: bool = False
    room: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """Headings to write before some entries; `subject` is the unit or post they belong to."""

    headings: tuple[str, ...]
    entries: tuple[Entry, ...]
    subject: str = ""


@dataclass(frozen=True, slots=True)
class ListPage:
    """All that one hand puts on one sheet besides the people."""

    name: str
    kind: str  # planning, moves, election …: what the rows state, for the ledger
    left: tuple[str, ...]
    right: tuple[str, ...]
    title: tuple[str, ...]
    columns: tuple[ListColumn, ...]
    numbers: str = ""
    closing: str = ""
    prepared_by: tuple[str, ...] = ()
    signed_by: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    subtotal: str = ""
    merged_groups: bool = True
    restart: bool = False
    header_every: int = 0  # the header again after so many people: a page break of old
    second_rows: bool = False  # long texts go on in a second row
    repeat: bool = False  # a career repeats the name on every line
    hidden: tuple[str, ...] = ()
    landscape: bool = True
    since: str = ""  # the day of a planning list


def list_page(hand: ListPage, sections: Sequence[Section]) -> Page:
    """Draw the whole sheet."""
    page, width = Page(hand.name, landscape=hand.landscape), len(hand.columns)
    row = title_block(page, hand.left, hand.right, width) if hand.left else 0
    page.labels = {"title": address(row, 0)}
    row = _head(page, title_lines(page, row, hand.title, width), hand)
    row = _Body(page, hand).draw(row, sections)
    if hand.closing:
        count = sum(len(section.entries) for section in sections)
        row = note_line(page, row, hand.closing.format(count=count), width)
    for note in hand.notes:
        row = note_line(page, row, note, width)
    if hand.prepared_by or hand.signed_by:
        signatures(page, row + 1, hand.prepared_by, hand.signed_by, width)
    page.hidden = {i for i, column in enumerate(hand.columns) if column.field in hand.hidden}
    return page


def _head(page: Page, row: int, hand: ListPage) -> int:
    row = header(page, row, hand.columns)
    return number_row(page, row, len(hand.columns), hand.numbers) if hand.numbers else row


class _Body:
    """Draws sections and their rows, keeping the running numbers."""

    def __init__(self, page: Page, hand: ListPage) -> None:
        self.page, self.hand = page, hand
        self.number = self.written = 0

    def draw(self, row: int, sections: Sequence[Section]) -> int:
        width = len(self.hand.columns)
        for section in sections:
            for heading in section.headings:
                merged = self.hand.merged_groups
                row = group_row(self.page, row, heading, width, merged=merged)
            self.number = 0 if self.hand.restart else self.number
            for entry in section.entries:
                row = self._break(row)
                row = self._entry(row, entry, section.subject)
            if self.hand.subtotal and section.entries:
                text = f"{self.hand.subtotal}: {len(section.entries)}"
                row = total_row(self.page, row, {1: text}, width)
        return row

    def _break(self, row: int) -> int:
        every = self.hand.header_every
        if every and self.written and self.written % every == 0:
            row = _head(self.page, row, self.hand)
        return row

    def _entry(self, row: int, entry: Entry, subject: str) -> int:
        self.number += 1
        self.written += 1
        first = row
        for line, facts in enumerate(entry.lines or (entry.facts,)):
            said = Entry(**{**_fields(entry), "facts": {**entry.facts, **facts},
                            "number": self.number})  # fmt: skip
            again = line == 0 or self.hand.repeat
            row = self._row(row, said, subject, "" if line == 0 else "continued", again)
        if entry.hidden:
            self.page.hidden_rows |= set(range(first, row))
        return row

    def _row(self, row: int, entry: Entry, subject: str, note: str, whole: bool) -> int:
        cells: dict[str, str] = {}
        rests: dict[int, str] = {}
        for number, column in enumerate(self.hand.columns):
            value = column.write(entry) if whole or column.per_line else None
            if self.hand.second_rows and column.room and isinstance(value, str):
                value, rests[number] = _cut(value, column.room)
            self._put(row, number, value, cells)
        self._record(row, entry, subject, note, cells)
        if not self.hand.second_rows:
            return row + 1
        return self._rests(row + 1, entry, subject, rests)

    def _rests(self, row: int, entry: Entry, subject: str, rests: Mapping[int, str]) -> int:
        cells: dict[str, str] = {}
        if not any(rests.values()):
            return row
        for number in range(len(self.hand.columns)):
            self._put(row, number, rests.get(number) or None, cells)
        self._record(row, entry, subject, "second_line", cells)
        return row + 1

    def _put(self, row: int, number: int, value: Value, cells: dict[str, str]) -> None:
        column = self.hand.columns[number]
        self.page.put(row, number, value, _look(column, entry_value=value))
        if value is not None and column.field:
            name = column.field
            cells[name if name not in cells else f"{name}_2"] = address(row, number)

    def _record(
        self, row: int, entry: Entry, subject: str, note: str, cells: dict[str, str]
    ) -> None:
        stated = () if note == "second_line" else tuple(
            fact.id for role, fact in entry.facts.items() if role not in entry.silent
        )  # fmt: skip
        record = RowRecord(
            self.page.name, row + 1, entry.person.id, subject, self.hand.kind, cells, note, stated,
            entry.mode, self.hand.since,
        )  # fmt: skip
        self.page.rows.append(record)


def _fields(entry: Entry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in Entry.__slots__}


def _look(column: ListColumn, *, entry_value: Value) -> Look:
    return MIDDLE if column.centred or isinstance(entry_value, int | float) else BODY


def _cut(text: str, room: int) -> tuple[str, str]:
    """Cut a text at a blank so that the first part has at most `room` letters."""
    if len(text) <= room or " " not in text[:room]:
        return text, ""
    place = text.rindex(" ", 0, room + 1)
    return text[:place], text[place + 1 :]
