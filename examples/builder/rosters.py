"""Lays out a unit's roster (danh sách trích ngang) as one hand draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from examples.builder.sheets import Page
from examples.builder.tables import (
    Column,
    Line,
    group_row,
    header,
    note_line,
    number_row,
    person_row,
    signatures,
    title_block,
    title_lines,
    total_row,
)
from examples.builder.truth import Person


@dataclass(frozen=True, slots=True)
class Group:
    """Headings to write before some people, and those people; `unit` is what they belong to."""

    headings: tuple[str, ...]
    people: tuple[Person, ...]
    unit: str


@dataclass(frozen=True, slots=True)
class RosterPage:
    """All that one hand puts on one sheet besides the people."""

    name: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    title: tuple[str, ...]
    columns: tuple[Column, ...]
    prepared_by: tuple[str, ...] = ()
    signed_by: tuple[str, ...] = ()
    numbers: str = ""  # "", brackets, plain
    merged_groups: bool = True
    restart: bool = False  # STT begins anew in each group
    subtotal: str = ""  # word of the subtotal row, e.g. Cộng
    total: str = ""  # e.g. "Tổng số: {count}"
    total_formula: bool = False
    notes: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()  # ledger fields whose columns are hidden


def roster_page(hand: RosterPage, groups: Sequence[Group]) -> Page:
    """Draw the whole sheet."""
    page, width = Page(hand.name), len(hand.columns)
    row = title_block(page, hand.left, hand.right, width)
    row = title_lines(page, row, hand.title, width)
    row = header(page, row, hand.columns)
    if hand.numbers:
        row = number_row(page, row, width, hand.numbers)
    row = _draw_groups(page, row, hand, groups)
    row = _draw_total(page, row, hand, groups)
    for note in hand.notes:
        row = note_line(page, row, note, width)
    signatures(page, row + 1, hand.prepared_by, hand.signed_by, width)
    page.hidden = {i for i, column in enumerate(hand.columns) if column.field in hand.hidden}
    return page


def _draw_groups(page: Page, row: int, hand: RosterPage, groups: Sequence[Group]) -> int:
    number, width = 0, len(hand.columns)
    for group in groups:
        for heading in group.headings:
            row = group_row(page, row, heading, width, merged=hand.merged_groups)
        number = 0 if hand.restart else number
        for person in group.people:
            number += 1
            line = Line(person, number, group.unit)
            row = person_row(page, row, line, hand.columns, "roster")
        if hand.subtotal and group.people:
            row = _draw_subtotal(page, row, hand, group)
    return row


def _draw_subtotal(page: Page, row: int, hand: RosterPage, group: Group) -> int:
    texts: dict[int, str | int] = {1: f"{hand.subtotal}: {len(group.people)}"}
    for place, column in enumerate(hand.columns):
        if column.field.endswith("_mark"):
            lines = [Line(person, 0, group.unit) for person in group.people]
            texts[place] = sum(1 for line in lines if column.write(line) is not None)
    return total_row(page, row, dict(texts), len(hand.columns))


def _draw_total(page: Page, row: int, hand: RosterPage, groups: Sequence[Group]) -> int:
    if not hand.total:
        return row
    count = sum(len(group.people) for group in groups)
    if not hand.total_formula:
        return total_row(page, row, {1: hand.total.format(count=count)}, len(hand.columns))
    below = total_row(page, row, {1: hand.total, 2: count}, len(hand.columns))
    first = min(record.row for record in page.rows)
    page.formulas[row, 2] = f"=COUNT(A{first}:A{row})"
    return below
