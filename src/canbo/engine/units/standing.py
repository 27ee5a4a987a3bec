"""Where units stand that are gone while people still hold posts in them ("chờ bố trí").

A dissolved unit hangs under the unit that took the whole of it over; where several took parts, or
sources disagree, under the lowest unit above all of those; where nobody took it over, under the
unit it stood under last. So nobody leaves a list, a figure or somebody's rights because a unit was
dissolved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

Pair = tuple[UUID, UUID | None]  # a unit and the unit above it
Step = tuple[UUID, UUID | None, bool]  # an old unit, its successor, whether the whole of it went


def agreed(told: Iterable[tuple[UUID, UUID | None, bool, str, date | None]]) -> list[Step]:
    """The steps that sources tell (old, new, whole, source, day): whole only where all agree.

    That a unit went on as itself is no step.
    """
    by_source: dict[tuple[UUID, date | None], dict[str, set[UUID | None]]] = defaultdict(
        lambda: defaultdict(set)
    )
    rows = list(told)
    for old, new, _, source, day in rows:
        by_source[old, day][source].add(new)
    return [
        (old, new, whole and len({frozenset(said) for said in by_source[old, day].values()}) == 1)
        for old, new, whole, _, day in rows
        if new != old
    ]


def hung(
    placed: Mapping[UUID, UUID | None], gone: Mapping[UUID, UUID | None], steps: Iterable[Step]
) -> dict[UUID, UUID | None]:
    """Give every gone unit the unit that it hangs under on the day.

    `placed` are the units of the day with the unit above each, `gone` those that stood before, with
    the unit that each stood under last, `steps` the changes up to the day.
    """
    after: dict[UUID, list[tuple[UUID, bool]]] = defaultdict(list)
    for old, new, whole in steps:
        if new is not None and new != old:
            after[old].append((new, whole))
    return {unit: _above(unit, placed, gone, after) for unit in gone if unit not in placed}


def _above(
    unit: UUID,
    placed: Mapping[UUID, UUID | None],
    gone: Mapping[UUID, UUID | None],
    after: Mapping[UUID, list[tuple[UUID, bool]]],
) -> UUID | None:
    whole = whole_successor(unit, placed, after)
    if whole is not None:
        return whole
    reached = live_successors(unit, placed, after)
    if not reached:
        return gone[unit]
    lines = [_line(placed.get(one), placed) for one in sorted(reached, key=str)]
    first, *others = lines
    return next((one for one in first if all(one in other for other in others)), None)


def whole_successor(
    unit: UUID, placed: Mapping[UUID, UUID | None], after: Mapping[UUID, list[tuple[UUID, bool]]]
) -> UUID | None:
    """The one unit of the day that a unit went into as a whole, step by step; None where parts."""
    seen: set[UUID] = set()
    while unit not in placed:
        seen.add(unit)
        wholes = {new for new, whole in after.get(unit, ()) if whole}
        if len(wholes) != 1:
            return None
        (unit,) = wholes
        if unit in seen:
            return None
    return unit


def live_successors(
    unit: UUID, placed: Mapping[UUID, UUID | None], after: Mapping[UUID, list[tuple[UUID, bool]]]
) -> set[UUID]:
    """All units of the day that a unit went into, wholly or in part."""
    found: set[UUID] = set()
    seen: set[UUID] = set()
    waiting = [unit]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        if one in placed:
            found.add(one)
        else:
            waiting.extend(new for new, _ in after.get(one, ()))
    return found


def _line(unit: UUID | None, placed: Mapping[UUID, UUID | None]) -> list[UUID]:
    """A unit and all above it, upwards."""
    line: list[UUID] = []
    while unit is not None and unit not in line:
        line.append(unit)
        unit = placed.get(unit)
    return line
