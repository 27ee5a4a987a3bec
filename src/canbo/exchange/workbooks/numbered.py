"""Lists in which people have no names: an identity number stands in the column of names."""

from __future__ import annotations

import re

from canbo.engine.facts import ParticularKind
from canbo.exchange.workbooks.people import Draft, Entry, PersonAssembler
from canbo.exchange.workbooks.tables import RowKind, Table, name_text

_NUMBERED_NAME = re.compile(r"[A-Za-z]{0,4}[-_.]?\d{3,12}[A-Za-z]?")
_SHARE_OF_NUMBERS = 0.8


def names_are_numbers(table: Table) -> bool:
    """Whether the column of names holds identity numbers, as lists without names do."""
    names = [name_text(table, row.cells) for row in table.rows[:80]]
    names = [name for name in names if name]
    numbers = sum(_NUMBERED_NAME.fullmatch(name) is not None for name in names)
    return bool(names) and numbers >= _SHARE_OF_NUMBERS * len(names)


def make_people_of_numbers(table: Table) -> bool:
    """Take rows whose name is an identity number for people; says whether there are any."""
    if not names_are_numbers(table):
        return False
    for row in table.rows:
        named = _NUMBERED_NAME.fullmatch(name_text(table, row.cells))
        if named and len(row.cells) > 1:
            row.kind = RowKind.PERSON
    return bool(table.people)


def take_number(assembler: PersonAssembler, draft: Draft, entry: Entry) -> None:
    """An identity number in the place of a name is the name and the identity."""
    draft.name = entry.cell.line
    draft.more.setdefault(ParticularKind.STAFF_CODE, entry.cell.line)
    assembler.keep(draft, entry, "name")
    draft.cells.setdefault(ParticularKind.STAFF_CODE.value, entry.ref)
