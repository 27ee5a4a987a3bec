"""Which unit of the records somebody comes from, where the written home place tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from canbo.engine.facts import ParticularKind, UnitLevel
from canbo.engine.forecast.holding import Scene
from canbo.engine.timeline import known
from canbo.engine.vietnamese import spelling_key

_COMMUNES = ("xã", "phường", "thị trấn", "đặc khu")
_ABOVE = tuple(spelling_key(word) for word in ("huyện", "quận", "thị xã", "thành phố"))


def home_units(scene: Scene, people: Iterable[UUID]) -> Mapping[UUID, UUID]:
    """Find the commune that each home place names, by any name that it ever had.

    A place that names another district than the commune's, no commune or several tells nothing.
    """
    wanted, places = set(people), _Communes(scene)
    found: dict[UUID, UUID] = {}
    for fact in scene.folded.particulars:
        if fact.kind is ParticularKind.HOME_PLACE and fact.person in wanted:
            unit = places.of(fact.value)
            if unit is not None:
                found[fact.person] = unit
    return found


class _Communes:
    """The communes of the records by the names that were known of them."""

    def __init__(self, scene: Scene) -> None:
        folded = scene.folded.unit_placements
        level = {each.unit: each.level for each in folded}
        parent = {each.unit: each.parent for each in folded}
        names: defaultdict[UUID, set[str]] = defaultdict(set)
        for each in known(scene.history.unit_names, scene.perspective.known_at):
            names[each.unit].add(f" {spelling_key(each.name)} ")
        self._above = {unit: names.get(above, set()) for unit, above in parent.items() if above}
        self._names = [
            (unit, name)
            for unit, all_ in names.items()
            if level.get(unit) is UnitLevel.COMMUNE
            and _level_above(unit, parent, level) is not UnitLevel.COMMUNE
            for name in all_
            if name.strip().startswith(tuple(spelling_key(word) for word in _COMMUNES))
        ]

    def of(self, place: str) -> UUID | None:
        written = f" {spelling_key(place.replace(',', ' ').replace('-', ' '))} "
        units = {unit for unit, name in self._names if name in written}
        names_another = any(f" {word} " in written for word in _ABOVE)
        fitting = {
            unit
            for unit in units
            if not names_another or any(name in written for name in self._above.get(unit, ()))
        }
        return next(iter(fitting)) if len(fitting) == 1 else None


def _level_above(
    unit: UUID, parent: Mapping[UUID, UUID | None], level: Mapping[UUID, UnitLevel]
) -> UnitLevel | None:
    above = parent.get(unit)
    return None if above is None else level.get(above)
