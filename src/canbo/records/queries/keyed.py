"""Facts by their keys: as they stood at an instant, and what stands in their place today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from canbo.engine.facts import FactKind
from canbo.engine.timeline import is_known
from canbo.records.models.shapes import SHAPES
from canbo.records.queries import sql
from canbo.records.queries.stored import read_facts


@dataclass(frozen=True, slots=True)
class KeyedFact:
    """A fact as it stood at an instant, and what stands in its place; None where nothing does."""

    then: Any
    now: Any


def facts_keyed(
    kind: FactKind, keys: Collection[UUID], known_at: datetime
) -> dict[UUID, KeyedFact]:
    """Find the facts of one kind by their keys; keys of which nothing was known are left out.

    What corrected a fact since stands in its place; an undo put it back under its own key.
    """
    if not keys:
        return {}
    table = SHAPES[kind].table
    query = f"""WITH RECURSIVE line(key, id, next) AS (
            SELECT f.key, f.id, f.replaced_by_id FROM {table} f WHERE f.key = ANY(%s)
            UNION
            SELECT line.key, f.id, f.replaced_by_id FROM line JOIN {table} f ON f.id = line.next)
        SELECT key, id FROM line"""  # noqa: S608 - a table of this app
    lines: dict[UUID, set[UUID]] = defaultdict(set)
    for key, identity in sql.rows(query, [list(keys)]):
        lines[key].add(identity)
    ids = set().union(*lines.values()) if lines else set()
    facts = {fact.id: fact for fact in read_facts(kind, "id = ANY(%s)", [list(ids)])}
    found = {}
    for key, line in lines.items():
        of_line = [facts[identity] for identity in line]
        then = [fact for fact in of_line if fact.key == key and is_known(fact, known_at)]
        now = [fact for fact in of_line if fact.voided_at is None]
        if then:
            found[key] = KeyedFact(then[0], now[0] if now else None)
    return found
