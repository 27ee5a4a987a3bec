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


SPOKEN_OF = f"SELECT unit_id FROM ({_lines(f'SELECT * FROM ({_SPEAKING}) seed(unit_id)')}) spoken"  # noqa: S608


def is_spoken_of(column: str) -> str:
    """The condition that something of the home speaks of the unit, or no official list has it."""
    return f"({column} IN ({SPOKEN_OF}) OR {column} NOT IN ({_OFFICIAL}))"


def is_over_posts(column: str) -> str:
    """The condition that a unit has one of some posts (a parameter: their ids), or is above it."""
    seeds = "SELECT unit_id FROM records_post WHERE id = ANY(%s)"
    return f"{column} IN ({_lines(seeds)})"
