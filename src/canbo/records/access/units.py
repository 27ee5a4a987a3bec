"""Units from a perspective: the tree, a subtree, names; and which unit words mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from canbo.accounts.actor import Actor
from canbo.engine.facts import UnitLevel
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import Perspective
from canbo.engine.vietnamese import sort_key, spelling_key
from canbo.records.access.values import UnitNode
from canbo.records.queries import sql


class UnitUnknown(Refusal):
    """No unit of today's lists has this code or name."""

    def __init__(self, words: str) -> None:
        super().__init__("unit_unknown", {"code": words})


_TYPES = {"p": "phường", "x": "xã", "tt": "thị trấn", "tx": "thị xã", "tp": "thành phố"}


def unit_with_code(code: str) -> UUID | None:
    """Find the unit of today's lists that has this code."""
    found = sql.rows("SELECT id FROM records_unit WHERE code = %s AND withdrawn_at IS NULL", [code])
    return found[0][0] if found else None


def resolve_unit(*, code: str, actor: Actor | None = None) -> UUID:
    """Find the unit that a code, or a name that fits just one unit, means. Raises UnitUnknown.

    A name may be full ("phường Trường Sơn"), abbreviated ("P. Trường Sơn") or without its type.
    `actor` is who asks: units are no secret, so that everybody gets the same answer.
    """
    found = unit_with_code(code)
    if found is not None:
        return found
    words = spelling_key(_in_full(code))
    named = sql.rows(
        """SELECT n.unit_id, bool_or(n.name_spelling = %s) FROM records_unitname n
            JOIN records_unit u ON u.id = n.unit_id
            WHERE (n.name_spelling = %s OR right(n.name_spelling, %s) = %s)
              AND n.voided_at IS NULL AND u.withdrawn_at IS NULL GROUP BY n.unit_id""",
        [words, words, len(words) + 1, f" {words}"],
    )
    exact = [row for row in named if row[1]] or named
    if len(exact) != 1:
        raise UnitUnknown(code)
    return exact[0][0]


def _in_full(name: str) -> str:
    """Write the type of a commune in full where it is abbreviated before its name."""
    short = re.match(r"(p|x|tt|tx|tp)(\.\s*|\s+)(?=\S)", name.strip(), re.IGNORECASE)
    return f"{_TYPES[short[1].lower()]} {name.strip()[short.end() :]}" if short else name


def unit_names(perspective: Perspective) -> dict[UUID, str]:
    """The full name of each unit on the day asked for, as known then."""
    query = f"SELECT n.unit_id, n.name FROM records_unitname n WHERE {sql.holds('n')}"  # noqa: S608
    return dict(sql.rows(query, sql.perspective(perspective)))


def placements(as_of: date, known_at: datetime) -> list[tuple[UUID, UUID | None]]:
    """Each unit with the unit above it, on a day as known at an instant."""
    query = f"""SELECT p.unit_id, p.parent_id FROM records_unitplacement p
        WHERE {sql.holds("p")}"""  # noqa: S608
    return sql.rows(query, sql.perspective(Perspective(as_of, known_at)))


def subtree(unit: UUID, perspective: Perspective) -> frozenset[UUID]:
    """The unit and all units below it on the day asked for, as known then."""
    return below({unit}, placements(perspective.as_of, perspective.known_at))


def below(tops: set[UUID], placed: list[tuple[UUID, UUID | None]]) -> frozenset[UUID]:
    """The units and all units below them; a ring of parents ends the walk."""
    children: dict[UUID | None, list[UUID]] = defaultdict(list)
    for unit, parent in placed:
        children[parent].append(unit)
    found: set[UUID] = set()
    waiting = list(tops)
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting.extend(children[unit])
    return frozenset(found)


_TREE = f"""SELECT u.id, u.code, n.name, n.type, p.level, p.parent_id, u.proposed
    FROM records_unit u
    JOIN records_unitname n ON n.unit_id = u.id AND {sql.holds("n")}
    JOIN records_unitplacement p ON p.unit_id = u.id AND {sql.holds("p")}"""  # noqa: S608


def unit_tree(perspective: Perspective) -> tuple[UnitNode, ...]:
    """All units of the day asked for, each after the unit above it, in Vietnamese order."""
    rows = sql.rows(_TREE, sql.perspective(perspective))
    present = {row[0] for row in rows}
    children: dict[UUID | None, list[Any]] = defaultdict(list)
    for row in sorted(rows, key=lambda one: _order(one[2])):
        children[row[5] if row[5] in present else None].append(row)
    return tuple(_walk(children, None, 0))


@lru_cache(maxsize=20_000)
def _order(name: str) -> str:
    """The order of a unit's name, computed once: a province has hundreds of units on each page."""
    return sort_key(name)


def _walk(
    children: dict[UUID | None, list[Any]], parent: UUID | None, depth: int
) -> Iterator[UnitNode]:
    for identity, code, name, kind, level, above, proposed in children[parent]:
        yield UnitNode(identity, code, name, kind, UnitLevel(level), above, depth, proposed)
        yield from _walk(children, identity, depth + 1)
