"""Old units counted as units of another day: through whole successors, nothing guessed.

A unit that stands on that day is itself. One that went as a whole into another is counted there,
step by step. One that was parted, or of whose successors sources tell differently, may be several:
it is kept apart, with those that it may be. One that ended without a successor is kept apart too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from canbo.engine.refusal import Refusal
from canbo.engine.units.standing import Step, live_successors, whole_successor


class RebaseBefore(Refusal):
    """Facts of a day are counted under units of that day or of a later one."""


@dataclass(slots=True)
class Rebased:
    """Where units of one day are counted on another.

    `goes`: under one unit; `apart`: not counted there, with the unit that is the reason (of an
    office the unit it is of). Of those units `may_be` gives the several ones that a parted one may
    belong to; `dissolved` are those of which a source says that nothing takes their place.
    """

    goes: dict[UUID, UUID] = field(default_factory=dict)
    apart: dict[UUID, UUID] = field(default_factory=dict)
    may_be: dict[UUID, frozenset[UUID]] = field(default_factory=dict)
    dissolved: set[UUID] = field(default_factory=set)


def rebase(
    units: Iterable[UUID], placed: Mapping[UUID, UUID | None], steps: Iterable[Step]
) -> Rebased:
    """Count each unit under a unit of the day; `placed` are those with the unit above each."""
    after: dict[UUID, list[tuple[UUID, bool]]] = defaultdict(list)
    found = Rebased()
    for old, new, whole in steps:
        if new is not None:
            after[old].append((new, whole))
        else:
            found.dissolved.add(old)
    for unit in units:
        _place(unit, found, placed, after)
    return found


def _place(
    asked: UUID,
    found: Rebased,
    placed: Mapping[UUID, UUID | None],
    after: Mapping[UUID, list[tuple[UUID, bool]]],
) -> None:
    unit = _whose(asked, placed)
    whole = unit if stands(unit, placed) else whole_successor(unit, placed, after)
    if whole is not None and stands(whole, placed):
        found.goes[asked] = asked if stands(asked, placed) else whole
        return
    found.apart[asked] = unit
    reached = frozenset(live_successors(unit, placed, after))
    if reached and unit not in placed:
        found.may_be[unit] = reached


def _whose(unit: UUID, placed: Mapping[UUID, UUID | None]) -> UUID:
    """The unit itself, or of an office whose unit is gone, that unit."""
    seen: set[UUID] = set()
    while unit in placed and unit not in seen and not stands(unit, placed):
        seen.add(unit)
        unit = placed[unit] or unit
    return unit


def stands(unit: UUID, placed: Mapping[UUID, UUID | None]) -> bool:
    """Whether a unit of the day, and every unit above it, stands."""
    seen: set[UUID] = set()
    above: UUID | None = unit
    while above is not None and above not in seen:
        if above not in placed:
            return False
        seen.add(above)
        above = placed[above]
    return True
