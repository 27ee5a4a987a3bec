"""Units from a perspective: the tree, a subtree, names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from canbo.engine.facts import UnitLevel
from canbo.engine.timeline import Perspective
from canbo.engine.vietnamese import sort_key
from canbo.records.access.values import UnitNode
from canbo.records.queries import sql
from canbo.records.queries.standing import GONE, STEP, TREE, read_standing, standing_of


def unit_names(perspective: Perspective) -> dict[UUID, str]:
    """The full name of each unit on the day asked for, as known then; of gone units the last."""
    query = f"""SELECT DISTINCT ON (n.unit_id) n.unit_id, n.name FROM records_unitname n
        WHERE {sql.known("n")} ORDER BY n.unit_id, {sql.nearest("n.valid")}"""  # noqa: S608
    return dict(sql.rows(query, sql.perspective(perspective)))


def names_of_units(units: Collection[UUID], perspective: Perspective) -> dict[UUID, str]:
    """The full names of these units alone, as `unit_names` tells them."""
    query = f"""SELECT DISTINCT ON (n.unit_id) n.unit_id, n.name FROM records_unitname n
        WHERE n.unit_id = ANY(%(units)s::uuid[]) AND {sql.known("n")}
        ORDER BY n.unit_id, {sql.nearest("n.valid")}"""  # noqa: S608 - constants
    return dict(sql.rows(query, {**sql.perspective(perspective), "units": list(units)}))


def placements(as_of: date, known_at: datetime) -> list[tuple[UUID, UUID | None]]:
    """Each unit with the unit above it, on a day as known at an instant.

    Units that are gone while people still hold posts in them are among them: nobody is lost from
    a list or from somebody's rights because a unit was dissolved.
    """
    standing = read_standing(Perspective(as_of, known_at))
    return [*standing.placed.items(), *standing.waiting.items()]


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


def unit_tree(perspective: Perspective) -> tuple[UnitNode, ...]:
    """The units of the day asked for, each after the unit above it, in Vietnamese order.

    Of official lists only the units in which posts are, and those above them; a unit that is gone
    while people still hold posts in it is marked as waiting.
    """
    rows = sql.rows(TREE, sql.perspective(perspective))
    standing = standing_of(rows)
    above = {**standing.placed, **standing.waiting}
    units = [row for row in rows if row[0] != STEP]
    present = {row[1] for row in units}
    children: dict[UUID | None, list[Any]] = defaultdict(list)
    for row in sorted(units, key=lambda one: _order(one[7])):
        parent = above.get(row[1])
        children[parent if parent in present else None].append(row)
    return tuple(_walk(children, above, None, 0))


@lru_cache(maxsize=20_000)
def _order(name: str) -> str:
    """The order of a unit's name, computed once: a province has hundreds of units on each page."""
    return sort_key(name)


def _walk(
    children: dict[UUID | None, list[Any]],
    above: dict[UUID, UUID | None],
    parent: UUID | None,
    depth: int,
) -> Iterator[UnitNode]:
    for kind, unit, _, _, _, _, code, name, type_, level, proposed in children[parent]:
        yield UnitNode(
            unit, code, name, type_, UnitLevel(level), above.get(unit), depth, proposed,
            waiting=kind == GONE,
        )  # fmt: skip
        yield from _walk(children, above, unit, depth + 1)
