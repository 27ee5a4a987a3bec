"""Who recorded what is said of a person, as the journal names them."""

from __future__ import annotations

from uuid import UUID

from canbo.records.queries import sql
from canbo.records.queries.stored import PERSON_TABLES

_RECORDED = " UNION ALL ".join(
    f"SELECT f.id, f.act FROM {table} f WHERE f.person_id = %(person)s"  # noqa: S608
    for table in PERSON_TABLES
)


def recorders_of(person: UUID) -> dict[UUID, str]:
    """The name of whoever recorded each fact of a person, by the fact's id."""
    query = f"""SELECT f.id, e.actor_name FROM ({_RECORDED}) f
        JOIN journal_entry e ON e.seq = f.act"""  # noqa: S608 - names of this app
    return dict(sql.rows(query, {"person": person}))
