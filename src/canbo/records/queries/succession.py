"""What became of the units of the home's posts by a day: one query for rebasing old figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from canbo.engine.facts import ChangePart
from canbo.engine.units.standing import Step, agreed
from canbo.records.queries import sql
from canbo.records.queries.standing import PLACED, STEP

THEN = 1
_SUCCESSION = f"""WITH RECURSIVE
line(unit_id) AS (
    SELECT unit_id FROM records_post
    UNION
    SELECT p.parent_id FROM line JOIN records_unitplacement p ON p.unit_id = line.unit_id
     WHERE {sql.known("p")} AND p.parent_id IS NOT NULL),
chain(unit_id) AS (
    SELECT unit_id FROM line
    UNION
    SELECT c.successor_id FROM chain JOIN records_unitchange c ON c.predecessor_id = chain.unit_id
     WHERE c.successor_id IS NOT NULL AND {sql.known("c")} AND lower(c.valid) <= %(day)s)
SELECT {PLACED}, p.unit_id, p.parent_id, NULL, NULL, NULL::date FROM records_unitplacement p
 WHERE {sql.known("p")} AND p.valid @> %(day)s::date
UNION ALL
SELECT {THEN}, p.unit_id, p.parent_id, NULL, NULL, NULL
  FROM line JOIN records_unitplacement p ON p.unit_id = line.unit_id WHERE {sql.holds("p")}
UNION ALL
SELECT {STEP}, c.predecessor_id, c.successor_id, c.part, c.document, lower(c.valid)
  FROM chain JOIN records_unitchange c ON c.predecessor_id = chain.unit_id
 WHERE {sql.known("c")} AND lower(c.valid) <= %(day)s"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Succession:
    """The units of a day with the unit above each, those of an earlier one, the steps between."""

    placed: dict[UUID, UUID | None]
    then: dict[UUID, UUID | None]
    steps: list[Step]


def read_succession(*, as_of: date, day: date, known_at: datetime) -> Succession:
    """Read what became by `day` of the units that stood on `as_of`, as known at `known_at`."""
    placed: dict[UUID, UUID | None] = {}
    then: dict[UUID, UUID | None] = {}
    told = []
    values = {"as_of": as_of, "day": day, "known_at": known_at}
    for kind, unit, other, part, source, since in sql.rows(_SUCCESSION, values):
        if kind == PLACED:
            placed[unit] = other
        elif kind == THEN:
            then[unit] = other
        else:
            told.append((unit, other, part == ChangePart.WHOLE, source, since))
    return Succession(placed, then, agreed(told))
