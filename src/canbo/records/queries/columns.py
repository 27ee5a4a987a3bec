"""The records as columns, for figures: the tables of `engine.figures.tables.RECORDS`.

The names and types are the engine's; here is where each column comes from. Ids are text, partial
dates their earliest and latest day, voided facts and withdrawn registers are handed over too.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import connection

from canbo.engine.figures.tables import RECORDS
from canbo.records.queries.moment import one_moment

COLUMNS = RECORDS

_TABLES: Mapping[str, str] = {
    "posts": "records_post",
    "classes": "records_trainingclass",
    "post_profiles": "records_postprofile",
    "unit_placements": "records_unitplacement",
    "tenures": "records_tenure",
    "attainments": "records_attainment",
    "attendances": "records_attendance",
}
_SOURCE = "CASE WHEN cell <> '' THEN document || ' › ' || cell ELSE document END"
_FROM: Mapping[str, str] = {
    "id": "id::text",
    "key": "key::text",
    "unit": "unit_id::text",
    "parent": "parent_id::text",
    "person": "person_id::text",
    "post": "post_id::text",
    "training_class": "training_class_id::text",
    "source": _SOURCE,
}
_CLASS_SPAN: Mapping[str, str] = {
    "begins_earliest": "canbo_first_day(begins)",
    "begins_latest": "canbo_last_day(begins)",
    "ends_earliest": "canbo_first_day(ends)",
    "ends_latest": "canbo_last_day(ends)",
}


def read_columns(without: Collection[str] = ()) -> dict[str, list[tuple[Any, ...]]]:
    """Read the rows of every table of `COLUMNS`, in the order of its columns, from one moment.

    Of the tables `without` no row is read.
    """
    with one_moment(), connection.cursor() as cursor:
        found: dict[str, list[tuple[Any, ...]]] = {name: [] for name in COLUMNS}
        for name in COLUMNS:
            if name in without:
                continue
            cursor.execute(_query(name))
            found[name] = cursor.fetchall()
        return found


def arrow_tables(without: Collection[str] = ()) -> dict[str, Any]:
    """Read the tables of `COLUMNS` as Arrow tables (PyArrow is loaded here).

    The tables `without` are empty: the caller does not ask for them.
    """
    import pyarrow

    return {name: _arrow(pyarrow, name, rows) for name, rows in read_columns(without).items()}


def _query(name: str) -> str:
    own = _CLASS_SPAN if name == "classes" else {}
    columns = ", ".join(own.get(column) or _FROM.get(column, column) for column in COLUMNS[name])
    return f"SELECT {columns} FROM {_TABLES[name]} ORDER BY id"  # noqa: S608 - constants above


def _arrow(pyarrow: Any, name: str, rows: list[tuple[Any, ...]]) -> Any:
    types = {
        "string": pyarrow.string(),
        "date": pyarrow.date32(),
        "timestamp('UTC')": pyarrow.timestamp("us", tz="UTC"),
    }
    columns = COLUMNS[name]
    vectors = zip(*rows, strict=True) if rows else ([] for _ in columns)
    return pyarrow.table(
        {
            column: pyarrow.array(vector, type=types[columns[column]])
            for column, vector in zip(columns, vectors, strict=True)
        }
    )
