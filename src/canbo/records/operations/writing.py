"""Writing facts and registers: bulk, in the caller's transaction, never one query for a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from canbo.engine.facts import Fact
from canbo.records.models.shapes import SHAPE_OF, SHAPES, FactShape
from canbo.records.queries.stored import kinds_among

# One number for the whole app: who writes records waits for the one before, so that two imports
# never make the same unit or person twice.
_WRITERS = 0x63616E62
_SMALL = 20  # below this many rows a plain INSERT is quicker than COPY
_PART = 10_000  # facts that are made ready together


@dataclass(frozen=True, slots=True)
class Pen:
    """Who writes, in which act, for which import."""

    recorded_by: str
    act: int
    batch: int | None


@dataclass(frozen=True, slots=True)
class Void:
    """A stored fact that no longer stands, and the fact in its place."""

    fact: Fact
    replaced_by: UUID | None = None


def hold_writers_lock() -> None:
    """Wait for other writers of records; the lock ends with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITERS])


def insert_facts(
    facts: Iterable[Fact], pen: Pen, tell: Callable[[int, int], None] | None = None
) -> None:
    """Store new facts, kind by kind; `tell` hears how many of them all are written."""
    by_shape: dict[FactShape, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_shape[SHAPE_OF[type(fact)]].append(fact)
    done, total = 0, sum(map(len, by_shape.values()))
    for shape in SHAPES.values():
        found = by_shape.get(shape, [])
        for start in range(0, len(found), _PART):
            if tell is not None:
                tell(done, total)
            rows = [
                shape.row(fact, recorded_by=pen.recorded_by, act=pen.act, batch=pen.batch)
                for fact in found[start : start + _PART]
            ]
            copy_rows(shape.table, shape.written, rows)
            done += len(rows)
    if tell is not None:
        tell(done, total)


def copy_rows(table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Store rows of one of our tables by COPY (few rows: one INSERT).

    Raises IntegrityError: a COPY of the driver knows nothing of Django's exceptions by itself.
    """
    if not rows:
        return
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if len(rows) < _SMALL:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608
            return
        with (
            connection.wrap_database_errors,
            cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)


def insert_lines(lines: Mapping[str, Sequence[str]]) -> None:
    """Store facts that lie ready as lines of COPY, by their tables. Raises IntegrityError."""
    for shape in SHAPES.values():
        copy_lines(shape.table, shape.written, lines.get(shape.table, ()))


def copy_lines(table: str, columns: Sequence[str], lines: Sequence[str]) -> None:
    """Copy lines, as COPY reads them, into one of our tables. Raises IntegrityError."""
    if not lines:
        return
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy,
    ):
        copy.write("".join(lines))


def count_anew(*more: str) -> None:
    """Let the database count the tables of facts, and `more`, after much was stored.

    It plans its ways by these counts; until it counts by itself, minutes later, a question about
    what was just stored could take minutes too.
    """
    tables = ", ".join((*(shape.table for shape in SHAPES.values()), *more))
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")


def void_facts(voids: Iterable[Void], *, at: datetime, act: int) -> None:
    """Void stored facts, one statement for each kind. Call it before storing what replaces them."""
    by_shape: dict[FactShape, list[Void]] = defaultdict(list)
    for void in voids:
        by_shape[SHAPE_OF[type(void.fact)]].append(void)
    for shape, found in by_shape.items():
        query = f"""UPDATE {shape.table} f
            SET voided_at = %s, voided_act = %s, replaced_by_id = v.replacement
            FROM unnest(%s::uuid[], %s::uuid[]) AS v(id, replacement)
            WHERE f.id = v.id"""  # noqa: S608 - table names of this app
        with connection.cursor() as cursor:
            ids = [void.fact.id for void in found]
            cursor.execute(query, [at, act, ids, [void.replaced_by for void in found]])


def put_back(where: str, values: Sequence[Any], pen: Pen, *, at: datetime) -> int:
    """Store voided facts anew under their old key, as the imports they came from said them.

    `where` is SQL of this app over the columns of a fact table; gives the number of facts.
    """
    count = 0
    for kind in kinds_among(where, values):
        shape = SHAPES[kind]
        anew = {"id": "gen_random_uuid()", "recorded_at": "%s", "voided_at": "NULL"}
        anew |= {"recorded_by": "%s", "act": "%s"}
        columns = ", ".join(shape.written)
        sources = ", ".join(anew.get(column, column) for column in shape.written)
        query = f"""INSERT INTO {shape.table} ({columns})
            SELECT {sources} FROM {shape.table} WHERE {where}"""  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(query, [at, pen.recorded_by, pen.act, *values])
            count += cursor.rowcount
    return count
