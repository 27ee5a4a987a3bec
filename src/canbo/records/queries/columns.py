"""The records as columns, for figures and the warehouse: the tables of `engine.figures.tables`.

The names and types are the engine's; where each column comes from is what `shapes` says. Partial
dates are their earliest and latest day; voided facts and withdrawn registers are handed over too.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from canbo.engine.facts import ParticularKind
from canbo.engine.figures.tables import FACT, ID, INSTANT, RECORDS, WRITTEN
from canbo.exchange.warehouse import arrow_table
from canbo.records.models.shapes import SHAPES
from canbo.records.queries.snapshot import FIELDS
from canbo.records.queries.together import Branch, read_together

COLUMNS = RECORDS

_REGISTERS: Mapping[str, str] = {
    "posts": "records_post",
    "classes": "records_trainingclass",
    "terms": "records_term",
    "elections": "records_election",
    "schemes": "records_scheme",
}
_POINTERS = {"posts": ("unit",), "terms": ("unit",), "elections": ("term",), "schemes": ("unit",)}
_SHAPES = {FIELDS[kind]: shape for kind, shape in SHAPES.items()}
_TABLES = {**_REGISTERS, **{name: shape.table for name, shape in _SHAPES.items()}}
_SOURCE = "CASE WHEN cell <> '' THEN document || ' › ' || cell ELSE document END"
_STORED = {
    ID: "uuid", INSTANT: "timestamptz", "string": "text", "date": "date", "int64": "bigint",
    "boolean": "boolean",
}  # fmt: skip
_DAYS = {"_earliest": "canbo_first_day", "_latest": "canbo_last_day"}
_DATED_VALUES = ", ".join(
    f"'{kind.value}'" for kind in (ParticularKind.BIRTH, ParticularKind.PARTY_DATE)
)


def read_columns(
    only: Collection[str] | None = None, *, written: bool = False
) -> dict[str, list[tuple[Any, ...]]]:
    """Read the rows of these tables (None: of all), in the order of `columns_of`, by one statement.

    `written`: with the words as they were written.
    """
    branches = [
        _branch(name, columns_of(name, written=written))
        for name in COLUMNS
        if only is None or name in only
    ]
    return read_together(branches)


def columns_of(name: str, *, written: bool = False) -> dict[str, str]:
    """The columns of a table with their types."""
    return {**COLUMNS[name], **(WRITTEN.get(name, {}) if written else {})}


def arrow_tables(only: Collection[str] | None = None, *, written: bool = False) -> dict[str, Any]:
    """Read these tables (None: all) as Arrow tables; PyArrow is loaded here."""
    return {
        name: arrow_table(columns_of(name, written=written), rows)
        for name, rows in read_columns(only, written=written).items()
    }


def _branch(name: str, columns: Mapping[str, str]) -> Branch:
    """How a table is read: its rows in the order of their ids."""
    read = tuple((_column(name, column), _STORED[type_]) for column, type_ in columns.items())
    return Branch(name, read, _TABLES[name], ("0", "id"))


def _column(table: str, column: str) -> str:
    """What gives a column: a stored one by its own name, or an expression over stored ones."""
    shape = _SHAPES.get(table)
    if column == "source":
        return _SOURCE
    if shape is not None and column in FACT:
        return column
    for ending, function in _DAYS.items():
        if column.endswith(ending):
            return _day(table, column.removesuffix(ending), function)
    if shape is None:
        return f"{column}_id" if column in _POINTERS.get(table, ()) else column
    return next(own.column for own in shape.own if own.attribute == column)


def _day(table: str, stored: str, function: str) -> str:
    read = f"{function}({stored})"
    if table == "particulars":
        return f"CASE WHEN kind IN ({_DATED_VALUES}) THEN {read} END"
    return read
