"""Which units stand on a day, and which are gone while people still hold posts in them: one query.

The SQL gives three kinds of rows; `engine.units.standing` says under what a gone unit hangs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from canbo.engine.facts import ChangePart
from canbo.engine.timeline import Perspective
from canbo.engine.units.standing import agreed, hung
from canbo.records.queries import sql

PLACED, GONE, STEP = 0, 1, 2
_LAST_ABOVE = f"""LATERAL (SELECT p.parent_id, p.level FROM records_unitplacement p
    WHERE p.unit_id = w.unit_id AND {sql.known("p")}
    ORDER BY lower(p.valid) <= %(as_of)s DESC NULLS FIRST, p.valid DESC LIMIT 1)"""  # noqa: S608
# Tables for a query: `placed`, `gone` and `chain` (the gone units and all that they went into).
TABLES = f"""WITH RECURSIVE
placed AS MATERIALIZED (
    SELECT p.unit_id, p.parent_id, p.level FROM records_unitplacement p WHERE {sql.holds("p")}),
gone(unit_id) AS (
    (SELECT q.unit_id FROM (SELECT DISTINCT unit_id FROM records_post
                             WHERE withdrawn_at IS NULL) q
      WHERE NOT EXISTS (SELECT 1 FROM placed WHERE placed.unit_id = q.unit_id)
        AND EXISTS (SELECT 1 FROM records_post s JOIN records_tenure h ON h.post_id = s.id
                     WHERE s.unit_id = q.unit_id AND {sql.holds("h")})
     UNION
     SELECT parent_id FROM placed WHERE parent_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM placed above WHERE above.unit_id = placed.parent_id))
    UNION
    SELECT last.parent_id FROM gone w, {_LAST_ABOVE} last
     WHERE last.parent_id IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM placed WHERE placed.unit_id = last.parent_id)),
chain(unit_id) AS (
    SELECT unit_id FROM gone
    UNION
    SELECT c.successor_id FROM chain JOIN records_unitchange c ON c.predecessor_id = chain.unit_id
     WHERE c.successor_id IS NOT NULL AND {sql.known("c")} AND lower(c.valid) <= %(as_of)s)"""  # noqa: S608
_STEPS = f"""SELECT {STEP}, c.predecessor_id, c.successor_id, c.part, c.document, lower(c.valid)
    FROM chain JOIN records_unitchange c ON c.predecessor_id = chain.unit_id
    WHERE {sql.known("c")} AND lower(c.valid) <= %(as_of)s"""  # noqa: S608
_STANDING = f"""{TABLES}
SELECT {PLACED}, unit_id, parent_id, NULL, NULL, NULL::date FROM placed
UNION ALL SELECT {GONE}, w.unit_id, last.parent_id, NULL, NULL, NULL
    FROM gone w LEFT JOIN {_LAST_ABOVE} last ON true
UNION ALL {_STEPS}"""  # noqa: S608


@dataclass(slots=True)
class Standing:
    """The units of a day with the unit above each; `waiting` are gone ones with what they hang
    under."""

    placed: dict[UUID, UUID | None] = field(default_factory=dict)
    waiting: dict[UUID, UUID | None] = field(default_factory=dict)


def read_standing(asked: Perspective) -> Standing:
    """Read which units stand on the day asked for, as known then."""
    return standing_of(sql.rows(_STANDING, sql.perspective(asked)))


def standing_of(rows: Iterable[tuple[Any, ...]]) -> Standing:
    """Sort the three kinds of rows (kind, unit, other unit, part, source, day, …)."""
    placed: dict[UUID, UUID | None] = {}
    gone: dict[UUID, UUID | None] = {}
    steps: list[tuple[UUID, UUID | None, bool, str, date | None]] = []
    for kind, unit, other, part, source, day, *_ in rows:
        if kind == PLACED:
            placed[unit] = other
        elif kind == GONE:
            gone[unit] = other
        else:
            steps.append((unit, other, part == ChangePart.WHOLE, source, day))
    return Standing(placed, hung(placed, gone, agreed(steps)))


TREE = f"""{TABLES},
used(unit_id) AS (
    (SELECT unit_id FROM records_post WHERE withdrawn_at IS NULL UNION SELECT unit_id FROM chain)
    UNION
    SELECT p.parent_id FROM used JOIN placed p ON p.unit_id = used.unit_id
     WHERE p.parent_id IS NOT NULL),
shown AS (
    SELECT {PLACED} AS kind, unit_id, parent_id, level FROM placed
    UNION ALL SELECT {GONE}, w.unit_id, last.parent_id, last.level
        FROM gone w LEFT JOIN {_LAST_ABOVE} last ON true)
SELECT s.kind, s.unit_id, s.parent_id, NULL, NULL, NULL::date,
        u.code, n.name, n.type, s.level, u.proposed
    FROM shown s JOIN records_unit u ON u.id = s.unit_id
    LEFT JOIN used x ON x.unit_id = s.unit_id
    CROSS JOIN LATERAL ({sql.name_of("s.unit_id")}) n
    WHERE s.kind = {GONE} OR u.proposed OR n.code = '' OR x.unit_id IS NOT NULL
UNION ALL SELECT *, NULL, NULL, NULL, NULL, NULL FROM ({_STEPS}) step"""  # noqa: S608
