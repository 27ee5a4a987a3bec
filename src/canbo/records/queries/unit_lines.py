"""Which units a home speaks of: an official list brings thousands that nobody of the home knows.

Conditions in SQL over a column that holds a unit, for readers of many facts.
"""

from __future__ import annotations

from canbo.records.models.shapes import POINTERS, REGISTER_POINTERS

_OWN = ("records_unitname", "records_unitplacement", "records_unitchange")
_SPEAKING = " UNION ".join(
    f"SELECT {pointer.column} FROM {pointer.table} WHERE {pointer.column} IS NOT NULL"  # noqa: S608
    for pointer in (*POINTERS, *REGISTER_POINTERS)
    if pointer.register == "unit" and pointer.table not in _OWN
)
_OFFICIAL = "SELECT unit_id FROM records_unitname WHERE code <> '' AND voided_at IS NULL"


def _lines(seeds: str) -> str:
    """The units of a query and all that they ever stood under."""
    return f"""WITH RECURSIVE line(unit_id) AS (
            {seeds}
            UNION
            SELECT p.parent_id FROM line JOIN records_unitplacement p ON p.unit_id = line.unit_id
             WHERE p.parent_id IS NOT NULL)
        SELECT unit_id FROM line"""  # noqa: S608 - names of this app


_SEEDS = f"SELECT * FROM ({_SPEAKING}) seed(unit_id)"  # noqa: S608
# a table for a query that asks `is_spoken_of`, worked out once however often it is asked
SPOKEN = f"WITH spoken AS MATERIALIZED ({_lines(_SEEDS)}) "


def is_spoken_of(column: str) -> str:
    """The condition that something of the home speaks of the unit, or no official list has it."""
    return f"({column} IN (SELECT unit_id FROM spoken) OR {column} NOT IN ({_OFFICIAL}))"  # noqa: S608


def above(units: str) -> str:
    """SQL of some units and all that they ever stood under; `units` is SQL of their ids."""
    return _lines(units)
