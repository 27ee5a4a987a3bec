"""Dates whose day and month stand the other way round, found by the evidence of their whole column.

A program set to American dates takes "05/08/1965" for the 8th of May and leaves "13/08/1965" as
text; a list of such a program has true dates of days 1 to 12 only beside texts of days 13 to 31
only. One date alone proves nothing: it is listed where the column makes it doubtful, never turned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks.accounting import Account, problem_at
from canbo.exchange.workbooks.grid import Cell
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.tables import Row, RowKind, Table

_TEXT = re.compile(r"\s*(\d{1,2})\s*([/.\-])\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})\s*")
_LATE_DAYS = 19 / 31  # of all days a month has, those that no American date can have as a month
_EARLY_DAYS = 12 / 31
_CERTAIN = 1e-4  # by chance alone, so few columns look turned; below: turned, above: doubtful
_DOUBTFUL = 0.02
_SURE_TEXTS = 3
_DOUBT = "date_order_unsure"
_KINDS = ("", "late_texts", "early_texts", "american_texts", "late_dates", "early_dates")


@dataclass(slots=True)
class _Column:
    """The full dates of one column, by what each says of the order."""

    index: int
    late_texts: list[Row] = field(default_factory=list)  # 13/8/1965: day first
    early_texts: list[Row] = field(default_factory=list)  # 5/8/1965: either
    american_texts: list[Row] = field(default_factory=list)  # 8/13/1965: month first
    late_dates: list[Row] = field(default_factory=list)  # true dates of a day after the 12th
    early_dates: list[Row] = field(default_factory=list)

    def chance(self) -> float:
        """How likely the column would look turned by chance; 1 when it does not look turned."""
        if self.late_dates or self.early_texts or not self.late_texts or not self.early_dates:
            return 1.0
        return float(_EARLY_DAYS ** len(self.early_dates) * _LATE_DAYS ** len(self.late_texts))


def settle_dates(table: Table, account: Account) -> None:
    """Turn the dates of a table that its columns prove turned; put those in doubt that may be.

    Codes told: dates_turned (once for a column); the doubt is date_order_unsure.
    """
    if _is_surely_usual(table):
        return
    for column in _columns(table):
        chance = column.chance()
        if chance < _CERTAIN:
            _turn(table, account, column, column.early_dates)
        elif chance < _DOUBTFUL:
            _doubt(column, column.early_dates)
        _settle_texts(table, account, column)


def _is_surely_usual(table: Table) -> bool:
    """Whether no column of a big sheet has anything to turn or to doubt, by its different cells."""
    dense = table.sheet.dense
    if dense is None:
        return False
    told = {RowKind.PERSON, RowKind.MORE}
    people = np.array([row.index for row in table.rows if row.kind in told], np.int64)
    kinds = np.zeros(len(dense.table), np.int8)
    kinds[dense.used] = [_KINDS.index(_kind(cell)) for cell in dense.different()]
    for index in {column.index for column in table.header.columns}:
        counts = np.bincount(kinds[dense.codes(index)[people]], minlength=len(_KINDS)).tolist()
        tally = dict(zip(_KINDS, counts, strict=True))
        turned = tally["late_texts"] and tally["early_dates"]
        if tally["american_texts"] or (
            turned and not tally["late_dates"] and not tally["early_texts"]
        ):
            return False
    return True


def _settle_texts(table: Table, account: Account, column: _Column) -> None:
    """Texts with the month first: all of a column that proves it, none of one that does not."""
    american, usual = len(column.american_texts), len(column.late_texts)
    if not american:
        return
    if american >= _SURE_TEXTS and not usual:
        _turn(table, account, column, [*column.american_texts, *column.early_texts])
    elif american * 4 >= american + usual:
        _doubt(column, column.early_texts)


def _columns(table: Table) -> Iterator[_Column]:
    found: dict[int, _Column] = {}
    for row in table.rows:
        if row.kind not in {RowKind.PERSON, RowKind.MORE}:
            continue
        for index, cell in row.cells.items():
            into = _kind(cell)
            if into:
                column = found.setdefault(index, _Column(index))
                getattr(column, into).append(row)
    yield from found.values()


def _kind(cell: Cell) -> str:
    """Which list of a column a date belongs in, "" for what is no full date."""
    if cell.day is not None:
        day = cell.day.day or 0
        return "late_dates" if day > 12 else "early_dates" if day else ""
    if not isinstance(cell.raw, str) or not cell.text[:1].isdigit():
        return ""
    match = _TEXT.fullmatch(cell.text)
    return _kind_of_text(int(match[1]), int(match[3])) if match is not None else ""


def _kind_of_text(first: int, second: int) -> str:
    if 12 < first <= 31 and 1 <= second <= 12:
        return "late_texts"
    if 12 < second <= 31 and 1 <= first <= 12:
        return "american_texts"
    return "early_texts" if 1 <= first <= 12 and 1 <= second <= 12 else ""


def _turn(table: Table, account: Account, column: _Column, rows: Sequence[Row]) -> None:
    turned = [row for row in rows if _turned(row.cells[column.index]) is not None]
    if not turned:
        return
    before = turned[0].cells[column.index]
    for row in turned:
        cell = _turned(row.cells[column.index])
        if cell is not None:
            row.cells = {**row.cells, column.index: cell}
    ref = CellRef(table.sheet.name, turned[0].index, column.index)
    example = f"{_shown(before)} → {_shown(turned[0].cells[column.index])}"
    problem = problem_at(ref, "dates_turned", str(len(turned)), suggestion=example)
    account.advise(problem)


def _doubt(column: _Column, rows: Sequence[Row]) -> None:
    for row in rows:
        cell = row.cells[column.index]
        other = _turned(cell)
        if other is not None and _shown(other) != _shown(cell):
            doubted = replace(cell, doubt=_DOUBT, likely=_shown(other))
            row.cells = {**row.cells, column.index: doubted}


def _turned(cell: Cell) -> Cell | None:
    """The cell with day and month exchanged; None where that is no date."""
    if cell.day is not None and cell.day.day is not None and cell.day.month is not None:
        day = PartialDate(cell.day.year, cell.day.day, cell.day.month)
        return replace(cell, day=day, text=str(day))
    match = _TEXT.fullmatch(cell.text)
    if match is None:
        return None
    return replace(cell, text=f"{match[3]}{match[2]}{match[1]}{match[2]}{match[4]}")


def _shown(cell: Cell) -> str:
    return str(cell.day) if cell.day is not None else cell.line
