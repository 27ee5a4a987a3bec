"""People whose names are alike but for their marks ("Nguyễn Văn Hùng", "Nguyen Van Hung")."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from canbo.records.queries import sql


def people_searched(search_keys: Iterable[str]) -> list[UUID]:
    """Find the people of today's lists whose name, marks aside, is one of these."""
    query = """SELECT DISTINCT n.person_id FROM records_particular n
        JOIN unnest(string_to_array(%s, chr(10))) AS wanted(name) ON n.name_search = wanted.name
        JOIN records_person p ON p.id = n.person_id
        WHERE n.kind = 'name' AND n.voided_at IS NULL AND p.withdrawn_at IS NULL"""
    wanted = sql.lines(f" {key}" for key in search_keys)
    return [row[0] for row in sql.rows(query, [wanted])]
