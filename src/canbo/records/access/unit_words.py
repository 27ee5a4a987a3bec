"""Which unit words mean: a code of the day, a handle, a name, a name with the unit above it.

"16531" is xã Quảng Châu on a day of 2010 and phường Sầm Sơn on a day of 2026. A name that many
units of the country bear means the one of today's lists in which people hold posts.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID

from canbo.accounts.actor import Actor
from canbo.engine.refusal import Refusal
from canbo.engine.vietnamese import spelling_key
from canbo.records.queries import sql

MOST_NAMED = 5  # candidates that a refusal names


class UnitUnknown(Refusal):
    """No unit of today's lists has this code or name."""

    def __init__(self, words: str) -> None:
        super().__init__("unit_unknown", {"code": words})


class UnitAmbiguous(UnitUnknown):
    """Several units fit the words; the refusal names them."""

    def __init__(self, words: str, candidates: list[str]) -> None:
        Refusal.__init__(
            self, "unit_ambiguous", {"code": words, "candidates": "; ".join(candidates)}
        )


_TYPES = {"p": "phường", "x": "xã", "tt": "thị trấn", "tx": "thị xã", "tp": "thành phố",
          "h": "huyện", "q": "quận"}  # fmt: skip
_CODED = """
    SELECT u.id, 1 AS rank, NULL::date AS since FROM records_unit u
     WHERE u.code = %(code)s AND u.withdrawn_at IS NULL
    UNION ALL
    SELECT n.unit_id, CASE WHEN n.valid @> %(day)s::date OR (%(day)s::date IS NULL
                               AND upper_inf(n.valid)) THEN 0 ELSE 2 END, lower(n.valid)
      FROM records_unitname n JOIN records_unit u ON u.id = n.unit_id
     WHERE n.code = %(code)s AND n.voided_at IS NULL AND u.withdrawn_at IS NULL
    ORDER BY rank, since DESC NULLS LAST"""
_NAMED = """
    WITH RECURSIVE used(unit_id) AS (
        SELECT unit_id FROM records_post WHERE withdrawn_at IS NULL
        UNION
        SELECT p.parent_id FROM used JOIN records_unitplacement p ON p.unit_id = used.unit_id
         WHERE p.voided_at IS NULL AND p.parent_id IS NOT NULL)
    SELECT n.unit_id, bool_or(n.name_spelling = %(words)s),
           bool_or(n.valid @> %(day)s::date OR (%(day)s::date IS NULL AND upper_inf(n.valid))),
           u.proposed OR u.id IN (SELECT unit_id FROM used)
      FROM records_unitname n JOIN records_unit u ON u.id = n.unit_id
     WHERE (n.name_spelling = %(words)s OR right(n.name_spelling, %(length)s) = %(tail)s)
       AND n.voided_at IS NULL AND u.withdrawn_at IS NULL GROUP BY n.unit_id, u.id"""
_ABOVE = """
    WITH RECURSIVE line(bottom, unit_id) AS (
        SELECT id, id FROM unnest(%(units)s::uuid[]) AS given(id)
        UNION
        SELECT line.bottom, p.parent_id FROM line
          JOIN records_unitplacement p ON p.unit_id = line.unit_id
         WHERE p.voided_at IS NULL AND p.parent_id IS NOT NULL)
    SELECT line.bottom, line.unit_id, n.name, n.name_spelling, n.code FROM line
      JOIN records_unitname n ON n.unit_id = line.unit_id AND n.voided_at IS NULL"""


def unit_with_code(code: str, as_of: date | None = None) -> UUID | None:
    """Find the unit of today's lists that has this code on a day, or as its handle."""
    found = sql.rows(_CODED, {"code": code, "day": as_of}) if code else []
    return found[0][0] if found else None


def resolve_unit(*, code: str, actor: Actor | None = None, as_of: date | None = None) -> UUID:
    """Find the unit that a code, or a name that fits just one unit, means on a day.

    A name may be full ("phường Trường Sơn"), abbreviated ("P. Trường Sơn"), without its type, or
    with the units above it ("phường Trường Sơn, thị xã Sầm Sơn"). `as_of` None: as things are now.
    `actor` is who asks: units are no secret, so that everybody gets the same answer. Raises
    UnitUnknown, UnitAmbiguous.
    """
    found = unit_with_code(code.strip(), as_of)
    if found is not None:
        return found
    first, *above = [part for part in code.split(",") if part.strip()] or [""]
    candidates = _named(first, as_of) if first else []
    if above and candidates:
        candidates = _under(candidates, above)
    if len(candidates) == 1:
        return candidates[0]
    if not candidates:
        raise UnitUnknown(code)
    raise UnitAmbiguous(code, _described(candidates))


def _named(name: str, as_of: date | None) -> list[UUID]:
    """The units that a name may mean, narrowed step by step while more than one is left."""
    words = spelling_key(_in_full(name))
    values = {"words": words, "length": len(words) + 1, "tail": f" {words}", "day": as_of}
    rows = sql.rows(_NAMED, values)
    for column in (1, 3, 2):  # the very name, used in this home, borne on the day
        rows = [row for row in rows if row[column]] or rows
    return [row[0] for row in rows]


def _in_full(name: str) -> str:
    """Write the type of a unit in full where it is abbreviated before its name."""
    short = re.match(r"(p|x|tt|tx|tp|h|q)(\.\s*|\s+)(?=\S)", name.strip(), re.IGNORECASE)
    return f"{_TYPES[short[1].lower()]} {name.strip()[short.end() :]}" if short else name.strip()


def _under(candidates: list[UUID], above: list[str]) -> list[UUID]:
    """Keep the units that ever stood under units of these names."""
    lines: dict[UUID, set[str]] = {}
    for bottom, unit, _, spelling, _ in sql.rows(_ABOVE, {"units": candidates}):
        if unit != bottom:
            lines.setdefault(bottom, set()).add(spelling)
    wanted = [spelling_key(_in_full(name)) for name in above]
    return [
        unit
        for unit in candidates
        if all(
            any(has == want or has.endswith(f" {want}") for has in lines.get(unit, ()))
            for want in wanted
        )
    ]


def _described(units: list[UUID]) -> list[str]:
    """Name units with their codes and those above them, the first few."""
    names: dict[UUID, list[Any]] = {}
    for bottom, _, name, _, code in sql.rows(_ABOVE, {"units": units[:MOST_NAMED]}):
        words = f"{code} {name}".strip()
        if words not in names.setdefault(bottom, []):
            names[bottom].append(words)
    told = [", ".join(words[:3]) for words in names.values()]
    return [*told, "…"] if len(units) > MOST_NAMED else told
