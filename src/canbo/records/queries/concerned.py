"""People whom a file concerns though it does not name them, or names otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from canbo.engine.facts.likeness import NUMBERS
from canbo.records.queries import sql
from canbo.records.queries.merges import people_once_known


def people_numbered(numbers: Iterable[str]) -> list[UUID]:
    """Find the people of today's lists who have one of these numbers, blanks and dots aside.

    `numbers` are in lower case, letters and digits only.
    """
    query = """SELECT DISTINCT n.person_id FROM records_particular n
        JOIN records_person p ON p.id = n.person_id
        WHERE n.kind = ANY(%s) AND n.voided_at IS NULL AND p.withdrawn_at IS NULL
          AND regexp_replace(lower(n.value), '[^[:alnum:]]', '', 'g')
              = ANY(string_to_array(%s, chr(10)))"""
    wanted = set(numbers)
    if not wanted:
        return []
    found = {row[0] for row in sql.rows(query, [list(NUMBERS), sql.lines(wanted)])}
    return sorted(found | people_once_known(numbers=wanted))


def people_in_terms() -> list[UUID]:
    """Find whoever holds, or held, a post of a term: a new election may end it."""
    query = """SELECT DISTINCT person_id FROM records_tenure
        WHERE term_id IS NOT NULL AND voided_at IS NULL"""
    return [row[0] for row in sql.rows(query)]


def people_in_pools() -> list[UUID]:
    """Find whoever is, or was, planned for a term: a list of the whole pool may leave them out."""
    query = """SELECT DISTINCT person_id FROM records_poolentry
        WHERE term_id IS NOT NULL AND voided_at IS NULL"""
    return [row[0] for row in sql.rows(query)]
