"""Draws the parts of a list: title block, merged header, number row, groups, totals, signatures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from examples.builder.sheets import (
    BODY,
    CENTRED,
    GROUP,
    HEAD,
    MIDDLE,
    NUMBERS,
    TITLE,
    Look,
    Page,
    RowRecord,
    Value,
    address,
)
from examples.builder.truth import Person


@dataclass(frozen=True, slots=True)
class Line:
    """One row to write: the person, the running number, and what the list adds."""

    person: Person
    number: int
    subject: str  # unit code or class id
    remark: str = ""
    other_spelling: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header path from top to leaf, the ledger's field name, and its writer."""

    path: tuple[str, ...]
    field: str
    width: float
    write: Callable[[Line], Value]
    centred: bool = True


def title_block(page: Page, left: Sequence[str], right: Sequence[str], width: int) -> int:
    """Write the office on the left and the motto on the right; give the next free row."""
    half = max(3, width * 2 // 5)
    for row, text in enumerate(left):
        look = Look(bold=row == len(left) - 1, align="center")
        page.merge((row, 0, row, half - 1), text, look)
    for row, text in enumerate(right):
        page.merge((row, half, row, width - 1), text or None, Look(bold=row < 2, align="center"))
    return max(len(left), len(right)) + 1


def title_lines(page: Page, row: int, lines: Sequence[str], width: int) -> int:
    """Write the title and what stands under it across the whole table; give the next row."""
    for number, text in enumerate(lines):
        last = number == len(lines) - 1 and number > 0
        look = Look(italic=True, align="center") if last else TITLE
        page.merge((row + number, 0, row + number, width - 1), text, look)
    return row + len(lines) + 1


def header(page: Page, row: int, columns: Sequence[Column]) -> int:
    """Write the header, merged over rows and columns along the paths; give the next row."""
    depth = max(len(column.path) for column in columns)
    for level in range(depth):
        start = 0
        while start < len(columns):
            end = start + 1
            prefix = columns[start].path[: level + 1]
            while end < len(columns) and columns[end].path[: level + 1] == prefix:
                end += 1
            if len(prefix) == level + 1:
                leaf = len(columns[start].path) == level + 1
                bottom = depth - 1 if leaf else level
                page.merge((row + level, start, row + bottom, end - 1), prefix[-1], HEAD)
            start = end
    for number, column in enumerate(columns):
        page.widths[number] = column.width
    return row + depth


def number_row(page: Page, row: int, count: int, form: str) -> int:
    """Write the row of column numbers, (1) (2) … or 1 2 …; give the next row."""
    for column in range(count):
        text: Value = f"({column + 1})" if form == "brackets" else column + 1
        page.put(row, column, text, NUMBERS)
    return row + 1


def group_row(page: Page, row: int, text: str, width: int, *, merged: bool) -> int:
    """Write a row that names the group of the rows below it; give the next row."""
    if merged:
        page.merge((row, 0, row, width - 1), text, GROUP)
        return row + 1
    number, _, words = text.partition(" ")
    if not number.isupper() and number[-1] not in "./":
        number, words = "", text  # no "A." or "I." before the words
    for column in range(width):
        page.put(row, column, None, GROUP)
    look = Look(bold=True, align="center", border=True)
    page.put(row, 0, number.rstrip(".") or None, look)
    page.put(row, 1, words, GROUP)
    return row + 1


def person_row(page: Page, row: int, line: Line, columns: Sequence[Column], kind: str) -> int:
    """Write one person and record which cell carries what; give the next row."""
    cells: dict[str, str] = {}
    for number, column in enumerate(columns):
        value = column.write(line)
        page.put(row, number, value, MIDDLE if column.centred else BODY)
        if value is not None and column.field:
            name = column.field
            cells[name if name not in cells else f"{name}_2"] = address(row, number)
    note = "second_spelling" if line.other_spelling else ""
    page.rows.append(RowRecord(page.name, row + 1, line.person.id, line.subject, kind, cells, note))
    return row + 1


def total_row(page: Page, row: int, texts: dict[int, Value], width: int) -> int:
    """Write a subtotal or total: values by column; give the next row."""
    for column in range(width):
        page.put(row, column, None, GROUP)
    for column, value in texts.items():
        look = GROUP if column < 2 else Look(bold=True, align="center", border=True)
        page.put(row, column, value, look)
    return row + 1


def signatures(page: Page, row: int, left: Sequence[str], right: Sequence[str], width: int) -> int:
    """Write who drew up the list and who signs it; give the next row."""
    half = width // 2
    for number, text in enumerate(left):
        look = Look(bold=number == 0, align="center")
        page.merge((row + 1 + number, 0, row + 1 + number, half - 1), text, look)
    for number, text in enumerate(right):
        dated = number == 0 and ", ngày " in text
        look = Look(bold=not dated, italic=dated, align="center")
        page.merge((row + number, half, row + number, width - 1), text, look)
    return row + max(len(left) + 1, len(right))


def note_line(page: Page, row: int, text: str, width: int) -> int:
    """Write a line of small text across the table; give the next row."""
    page.merge((row, 0, row, width - 1), text, Look(italic=True))
    return row + 1


def centred_line(page: Page, row: int, text: str, width: int) -> int:
    """Write a plain centred line across the table; give the next row."""
    page.merge((row, 0, row, width - 1), text, CENTRED)
    return row + 1
