"""What the home knows of where units stand and stood; which of several of one name a file means.

Official lists bring many units of one name ("xã Tân Tiến"): a file of an office means the one in
which its people hold posts, then one near those, then one that bore the name on the file's day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from uuid import UUID

from canbo.engine.facts import UnitPlacement
from canbo.records.operations.intake.state import State


class KnownUnits:
    """The units of a home with all parents that they ever had."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._parents: dict[UUID, set[UUID]] = defaultdict(set)
        for places in state.unit_places.values():
            for place in places:
                self.stands(place)
        self._official = {
            unit for unit, names in state.unit_names.items() if any(one.code for one in names)
        }
        self._used = self._lines({unit for unit, _ in state.posts})

    def stands(self, place: UnitPlacement) -> None:
        """Learn where a unit stands."""
        if place.parent is not None:
            self._parents[place.unit].add(place.parent)

    def is_official(self, unit: UUID) -> bool:
        """Whether an official list tells the unit's names: no file renames it."""
        return unit in self._official

    def parents(self, unit: UUID) -> set[UUID]:
        """The units that this one stands or stood under."""
        return self._parents.get(unit, set())

    def lineage(self, unit: UUID | None) -> set[UUID]:
        """The unit and all that it ever stood under."""
        return self._lines({unit}) if unit is not None else set()

    def _lines(self, units: Iterable[UUID]) -> set[UUID]:
        found: set[UUID] = set()
        waiting = list(units)
        while waiting:
            unit = waiting.pop()
            if unit not in found:
                found.add(unit)
                waiting.extend(self._parents.get(unit, ()))
        return found

    def narrow(self, units: Sequence[UUID], day: date | None) -> list[UUID]:
        """Keep the likeliest of several units of one name; never less than one."""
        left = list(units)
        tests: tuple[Callable[[UUID], bool], ...] = (
            lambda unit: unit in self._used or not self.is_official(unit),
            lambda unit: bool(self.lineage(unit) & self._used),
            lambda unit: day is None or self._is_there(unit, day),
        )
        for test in tests if len(left) > 1 else ():
            left = [unit for unit in left if test(unit)] or left
        return left

    def _is_there(self, unit: UUID, day: date) -> bool:
        names = self._state.unit_names.get(unit, ())
        return any(day in name.validity.certain for name in names)
