"""Which units lie under one unit on the day: the subtree that a figure is read for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID


def subtree(top: UUID, placed: Iterable[tuple[UUID, UUID | None]]) -> frozenset[UUID]:
    """Collect `top` and all units under it; `placed` are pairs of unit and parent.

    A unit placed twice counts under each parent; a ring of parents does no harm.
    """
    children: dict[UUID, list[UUID]] = defaultdict(list)
    for unit, parent in placed:
        if parent is not None:
            children[parent].append(unit)
    found: set[UUID] = set()
    waiting = [top]
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting.extend(children[unit])
    return frozenset(found)


def ancestry(placed: Iterable[tuple[UUID, UUID | None]]) -> list[tuple[UUID, UUID]]:
    """Pair every unit with itself and with each unit above it, rings of parents included once."""
    parents: dict[UUID, set[UUID]] = defaultdict(set)
    units: set[UUID] = set()
    for unit, parent in placed:
        units.add(unit)
        if parent is not None:
            parents[unit].add(parent)
            units.add(parent)
    pairs: list[tuple[UUID, UUID]] = []
    for unit in sorted(units):
        seen, waiting = {unit}, [unit]
        while waiting:
            for parent in parents[waiting.pop()] - seen:
                seen.add(parent)
                waiting.append(parent)
        pairs.extend((unit, top) for top in sorted(seen))
    return pairs
