"""Facts as they are stored, with the import they belong to, for operations that build on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from canbo.engine.facts import Fact, FactKind
from canbo.records.models.shapes import SHAPES

PERSON_KINDS = (FactKind.PARTICULAR, FactKind.TENURE, FactKind.ATTAINMENT, FactKind.ATTENDANCE)
PERSON_TABLES = tuple(SHAPES[kind].table for kind in PERSON_KINDS)


@dataclass(frozen=True, slots=True)
class StoredFact:
    """A fact and the import that stored it (None: recorded by hand)."""

    fact: Any
    batch: int | None


def read_stored(kind: FactKind, where: str, values: Sequence[Any]) -> list[StoredFact]:
    """Read facts of one kind in a lasting order; `where` is SQL of this app over its columns."""
    shape = SHAPES[kind]
    columns = ", ".join((*shape.read, "batch_id"))
    query = f"SELECT {columns} FROM {shape.table} WHERE {where} ORDER BY act, key"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(query, values or None)
        return [StoredFact(shape.value(row[:-1]), row[-1]) for row in cursor.fetchall()]


def read_facts(kind: FactKind, where: str = "true", values: Sequence[Any] = ()) -> list[Any]:
    """Read the facts of one kind without their imports."""
    return [found.fact for found in read_stored(kind, where, values)]


def people_named(name_keys: Iterable[str]) -> list[UUID]:
    """Find the people of today's lists who bear, or bore, one of the names."""
    query = """SELECT DISTINCT n.person_id FROM records_particular n
        JOIN records_person p ON p.id = n.person_id
        WHERE n.kind = 'name' AND n.name_spelling = ANY(%s) AND n.voided_at IS NULL
          AND p.withdrawn_at IS NULL"""
    with connection.cursor() as cursor:
        cursor.execute(query, [sorted(set(name_keys))])
        return [row[0] for row in cursor.fetchall()]


def people_of(batches: Collection[int], acts: Collection[int]) -> set[UUID]:
    """Find the people whose facts these imports stored, or these acts voided."""
    found: set[UUID] = set()
    if not batches and not acts:
        return found
    with connection.cursor() as cursor:
        for table in PERSON_TABLES:
            query = f"""SELECT DISTINCT person_id FROM {table}
                WHERE batch_id = ANY(%s) OR voided_act = ANY(%s)"""  # noqa: S608
            cursor.execute(query, [sorted(batches), sorted(acts)])
            found.update(row[0] for row in cursor.fetchall())
    return found


def find_fact(kind: FactKind, identity: UUID) -> Fact | None:
    """Find one stored fact by its id."""
    found = read_stored(kind, "id = %s", [identity])
    return found[0].fact if found else None
