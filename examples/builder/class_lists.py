"""Lays out the list of one class's learners: the class and its dates stand in the title lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from examples.builder.sheets import Page, address
from examples.builder.tables import (
    Column,
    Line,
    header,
    note_line,
    number_row,
    person_row,
    signatures,
    title_block,
    title_lines,
)


@dataclass(frozen=True, slots=True)
class ClassPage:
    """All that one hand puts on the sheet of one class besides the learners."""

    name: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    title: tuple[str, ...]
    columns: tuple[Column, ...]
    numbers: str = ""
    closing: str = ""  # "Danh sách này có {count} học viên./."
    prepared_by: tuple[str, ...] = ()
    signed_by: tuple[str, ...] = ()


def class_page(hand: ClassPage, lines: Sequence[Line]) -> Page:
    """Draw the whole sheet."""
    page, width = Page(hand.name, landscape=False), len(hand.columns)
    row = title_block(page, hand.left, hand.right, width) if hand.left else 0
    page.labels = {"class": address(row + 1, 0), "span": address(row + len(hand.title) - 1, 0)}
    row = title_lines(page, row, hand.title, width)
    row = header(page, row, hand.columns)
    if hand.numbers:
        row = number_row(page, row, width, hand.numbers)
    for line in lines:
        row = person_row(page, row, line, hand.columns, "class")
    if hand.closing:
        row = note_line(page, row, hand.closing.format(count=len(lines)), width)
    if hand.prepared_by or hand.signed_by:
        signatures(page, row + 1, hand.prepared_by, hand.signed_by, width)
    return page
