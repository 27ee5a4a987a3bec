"""The layout of a table: its columns, what each is taken for and how sure that is.

An office may confirm what the columns are. A layout is known again by its signature, which is the
same for the same header texts in the same order, wherever on a sheet and in whichever file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Confirmed = Mapping[str, Mapping[int, str]]
"""What an office confirmed: signature of a layout → place of a column in it → role."""


@dataclass(frozen=True, slots=True)
class LayoutColumn:
    """One column of a table and what it is taken for.

    `role` is a text of `layout_reader.roles`: the kind of column and what belongs to it, parted by
    colons ("birth", "level:political_theory", "mark:professional:ĐH", "sex_column:f").
    `confidence`: 1 a known header or confirmed, 0.8 by parts of the header, 0.5 by values only, 0
    not known. `proposals`: roles that the values fit, the likeliest first.
    """

    index: int  # its place among the table's columns, from 0: the key of a confirmed layout
    column: int  # the sheet's column, from 0
    path: tuple[str, ...]
    role: str
    confidence: float
    samples: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LayoutReading:
    """One table's layout: where its header stands, its columns, how many people are under it.

    `is_read` is False for a table that only its values make a list of people: nothing of it is
    taken in until the office has confirmed what the columns are.
    """

    sheet: str
    header_rows: tuple[int, int]  # first and last, from 0
    signature: str
    kind: str
    columns: tuple[LayoutColumn, ...]
    people: int
    is_confirmed: bool = False
    is_read: bool = True

    @property
    def confidence(self) -> float:
        """How sure the least sure column is."""
        return min((column.confidence for column in self.columns), default=0.0)
