"""The door to the people of an import: whom it made, whom of those already known it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.records.access.imports import get_import
from canbo.records.access.rights import scope_of
from canbo.records.models.shapes import PERSON_KINDS, SHAPES
from canbo.records.queries import sql


@dataclass(frozen=True, slots=True)
class ImportPerson:
    """A person of an import by the name that stands, or that stood last."""

    id: UUID
    name: str
    birth: str  # in ISO form
    is_withdrawn: bool  # the import was taken back, and nothing else knew of them


@dataclass(frozen=True, slots=True)
class ImportPeople:
    """A page of the people of an import; `hidden` are those whom the actor may not see."""

    rows: tuple[ImportPerson, ...]
    total: int
    hidden: int


def import_people(
    *, batch: int, is_new: bool, actor: Actor, at: datetime, page: int, size: int
) -> ImportPeople:
    """People whom an import made, or the known ones that it speaks of, by name.

    Raises AccountRefused (`not_allowed`), ImportNotFound.
    """
    get_import(batch=batch, actor=actor, at=at)
    scope = scope_of(actor, at, Permission.IMPORT)
    people = _MADE if is_new else _met()
    query = f"""WITH people AS ({people}),
        seen AS (SELECT r.id FROM people r WHERE {scope.condition("r.id")}),
        named AS (
            SELECT DISTINCT ON (n.person_id) n.person_id, n.value, n.name_sort
            FROM records_particular n JOIN seen ON seen.id = n.person_id
            WHERE n.kind = 'name'
            ORDER BY n.person_id, n.voided_at DESC NULLS FIRST, n.recorded_at DESC)
        SELECT named.person_id, named.value, (
                SELECT b.value FROM records_particular b
                WHERE b.person_id = named.person_id AND b.kind = 'birth' AND b.voided_at IS NULL
                ORDER BY b.recorded_at DESC LIMIT 1), p.withdrawn_at IS NOT NULL,
            (SELECT count(*) FROM people), (SELECT count(*) FROM seen)
        FROM named JOIN records_person p ON p.id = named.person_id
        ORDER BY named.name_sort, named.person_id LIMIT %(size)s OFFSET %(first)s"""  # noqa: S608
    values = {**scope.values, "batch": batch, "size": size, "first": (page - 1) * size}
    found = sql.rows(query, values)
    rows = tuple(ImportPerson(row[0], row[1], row[2] or "", row[3]) for row in found)
    total, seen = found[0][4:] if found else (0, 0)
    return ImportPeople(rows, total, total - seen)


_MADE = "SELECT id FROM records_person WHERE batch_id = %(batch)s"


def _met() -> str:
    """The people of the facts that the import stored or said again, besides those it made."""
    parts = []
    for kind in PERSON_KINDS:
        table = SHAPES[kind].table
        parts.append(f"SELECT person_id FROM {table} WHERE batch_id = %(batch)s")  # noqa: S608
        parts.append(
            f"""SELECT f.person_id FROM records_restatement s JOIN {table} f ON f.key = s.fact_key
            WHERE s.batch_id = %(batch)s AND s.kind = '{kind.value}'"""  # noqa: S608
        )
    said = " UNION ".join(parts)
    return f"SELECT person_id AS id FROM ({said}) AS said EXCEPT {_MADE}"  # noqa: S608
