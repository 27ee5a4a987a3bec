"""The names and places through time of some units and of all above them, in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from canbo.engine.facts import UnitLevel
from canbo.engine.timeline import Period
from canbo.engine.units.past import NameThen, PlaceThen, UnitPast
from canbo.records.queries import sql

_PAST = f"""WITH RECURSIVE line(unit_id) AS (
        SELECT DISTINCT id FROM unnest(%(units)s::uuid[]) AS given(id)
        UNION
        SELECT p.parent_id FROM line JOIN records_unitplacement p ON p.unit_id = line.unit_id
         WHERE {sql.known("p")} AND p.parent_id IS NOT NULL)
    SELECT n.unit_id, n.name, n.type, n.code, NULL::uuid, NULL, lower(n.valid), upper(n.valid)
      FROM line JOIN records_unitname n ON n.unit_id = line.unit_id WHERE {sql.known("n")}
    UNION ALL
    SELECT p.unit_id, NULL, NULL, NULL, p.parent_id, p.level, lower(p.valid), upper(p.valid)
      FROM line JOIN records_unitplacement p ON p.unit_id = line.unit_id WHERE {sql.known("p")}"""  # noqa: S608


def read_past(units: Iterable[UUID], known_at: datetime) -> UnitPast:
    """Read how units, and those above them, were called and where they stood."""
    names: dict[UUID, list[NameThen]] = defaultdict(list)
    places: dict[UUID, list[PlaceThen]] = defaultdict(list)
    rows = sql.rows(_PAST, {"units": list(units), "known_at": known_at})
    for unit, name, type_, code, parent, level, begins, ends in rows:
        days = Period(begins, ends)
        if name is not None:
            names[unit].append(NameThen(name, type_, code, days))
        else:
            places[unit].append(PlaceThen(parent, UnitLevel(level), days))
    return UnitPast(names, places)
