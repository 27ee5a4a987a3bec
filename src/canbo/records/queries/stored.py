"""Facts as they are stored, with the import they belong to, for operations that build on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from canbo.engine.facts import Fact, FactKind
from canbo.records.models.shapes import PERSON_KINDS, SHAPES
from canbo.records.queries import sql

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


def kinds_among(
    where: str, values: Sequence[Any] = (), kinds: Collection[FactKind] = tuple(FactKind)
) -> tuple[FactKind, ...]:
    """Tell by one query of which kinds there is a fact that fits; `where` as for `read_stored`.

    Who then reads only these kinds asks no more of the database than the home has to say.
    """
    query = " UNION ALL ".join(
        f"SELECT '{kind}' WHERE EXISTS (SELECT 1 FROM {SHAPES[kind].table} WHERE {where})"  # noqa: S608
        for kind in kinds
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [*values] * len(kinds) or None)
        found = {row[0] for row in cursor.fetchall()}
    return tuple(kind for kind in kinds if kind in found)


def read_by_kind(
    where: str, values: Sequence[Any] = (), kinds: Collection[FactKind] = PERSON_KINDS
) -> dict[FactKind, list[StoredFact]]:
    """Read the facts of these kinds that fit; kinds of which there is none are left out."""
    return {kind: read_stored(kind, where, values) for kind in kinds_among(where, values, kinds)}


def people_named(name_keys: Iterable[str]) -> list[UUID]:
    """Find the people of today's lists who bear, or bore, one of the names."""
    query = """SELECT DISTINCT n.person_id FROM records_particular n
        JOIN records_person p ON p.id = n.person_id
        WHERE n.kind = 'name' AND n.name_spelling = ANY(string_to_array(%s, chr(10)))
          AND n.voided_at IS NULL AND p.withdrawn_at IS NULL"""
    return [row[0] for row in sql.rows(query, [sql.lines(name_keys)])]


def people_of(batches: Collection[int], acts: Collection[int]) -> set[UUID]:
    """Find the people whose facts these imports stored, or these acts voided."""
    if not batches and not acts:
        return set()
    query = " UNION ".join(
        f"""SELECT person_id FROM {table}
            WHERE batch_id = ANY(%(batches)s) OR voided_act = ANY(%(acts)s)"""  # noqa: S608
        for table in PERSON_TABLES
    )
    with connection.cursor() as cursor:
        cursor.execute(query, {"batches": sorted(batches), "acts": sorted(acts)})
        return {row[0] for row in cursor.fetchall()}


def recorded_of(people: Collection[UUID]) -> list[datetime]:
    """When the last standing fact of each kind about some people was recorded."""
    if not people:
        return []
    query = " UNION ALL ".join(
        f"""SELECT max(recorded_at) FROM {table}
            WHERE voided_at IS NULL AND person_id = ANY(%(people)s)"""  # noqa: S608
        for table in PERSON_TABLES
    )
    with connection.cursor() as cursor:
        cursor.execute(query, {"people": sorted(people)})
        return [row[0] for row in cursor.fetchall() if row[0] is not None]


def find_fact(kind: FactKind, identity: UUID) -> Fact | None:
    """Find one stored fact by its id."""
    found = read_stored(kind, "id = %s", [identity])
    return found[0].fact if found else None
