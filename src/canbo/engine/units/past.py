"""The names of the day: how a unit was called and where it stood when somebody held a post in it.

"Phó Chủ tịch UBND phường Trường Sơn, thị xã Sầm Sơn" in 2010; the same post "…, thành phố Sầm Sơn"
in 2018. On days on which a unit did not stand it is called as it was last before, or first after.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol, TypeVar
from uuid import UUID

from canbo.engine.facts import UnitLevel, UnitName, UnitPlacement
from canbo.engine.timeline import Period, Validity, known
from canbo.engine.units.spelling import TYPES
from canbo.engine.vietnamese import clean, search_key

_SHORT = (
    ("Ủy ban nhân dân", "UBND"),
    ("Hội đồng nhân dân", "HĐND"),
    ("Ủy ban Mặt trận Tổ quốc", "UBMTTQ"),
)
_ADMINISTRATIVE = frozenset(one for types in TYPES.values() for one in types)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NameThen:
    """A name with its type and code, in a period."""

    name: str
    type: str
    code: str
    days: Period


@dataclass(frozen=True, slots=True)
class PlaceThen:
    """The unit above and the level, in a period."""

    parent: UUID | None
    level: UnitLevel
    days: Period


def past_of(
    names: Iterable[UnitName], placements: Iterable[UnitPlacement], known_at: datetime
) -> UnitPast:
    """Gather what was known of units at an instant: their names and where they stood."""
    called: defaultdict[UUID, list[NameThen]] = defaultdict(list)
    for fact in known(names, known_at):
        days = fact.validity.certain
        called[fact.unit].append(NameThen(fact.name, fact.type, fact.code, days))
    placed: defaultdict[UUID, list[PlaceThen]] = defaultdict(list)
    for place in known(placements, known_at):
        placed[place.unit].append(PlaceThen(place.parent, place.level, place.validity.certain))
    return UnitPast(called, placed)


class _InPeriod(Protocol):
    @property
    def days(self) -> Period: ...


T = TypeVar("T", bound=_InPeriod)


@dataclass(frozen=True, slots=True)
class UnitPast:
    """Names and places of units, of those above them too."""

    names: Mapping[UUID, Sequence[NameThen]]
    places: Mapping[UUID, Sequence[PlaceThen]]

    def called(self, unit: UUID, day: date) -> NameThen | None:
        """How a unit was called on a day, or last before it, or first after it."""
        return _nearest(self.names.get(unit, ()), day)

    def name(self, unit: UUID, day: date) -> str:
        """The name alone, "" where none is known at all."""
        found = self.called(unit, day)
        return found.name if found else ""

    def above(self, unit: UUID, day: date) -> UUID | None:
        """The unit above on a day, or last before it, or first after it."""
        found = _nearest(self.places.get(unit, ()), day)
        return found.parent if found else None

    def stands(self, unit: UUID, day: date) -> bool:
        """Whether the unit stood on the day; a unit of which no place is known stands."""
        places = self.places.get(unit, ())
        return not places or any(day in one.days for one in places)

    def path(self, unit: UUID, day: date) -> tuple[str, ...]:
        """The names from the unit up to the highest one known."""
        names: list[str] = []
        seen: set[UUID] = set()
        above: UUID | None = unit
        while above is not None and above not in seen:
            seen.add(above)
            names.append(self.name(above, day))
            above = self.above(above, day)
        return tuple(one for one in names if one)

    def then(self, unit: UUID, day: date) -> UnitThen:
        """A unit by the names of a day, with the administrative unit that it stands under."""
        own = self.called(unit, day)
        above = self.above(unit, day)
        called = self.called(above, day) if above is not None else None
        seen = {unit}
        while above is not None and above not in seen and not _is_administrative(called):
            seen.add(above)
            above = self.above(above, day)
            called = self.called(above, day) if above is not None else None
        return UnitThen(
            own.name if own else "",
            own.type if own else "",
            called.name if called is not None and _is_administrative(called) else "",
            self.stands(unit, day),
        )


@dataclass(frozen=True, slots=True)
class UnitThen:
    """A unit as it was on a day; `above` is the administrative unit over it, "" unknown."""

    name: str
    type: str
    above: str
    stands: bool

    @property
    def full(self) -> str:
        """The unit with the one above: "phường Trường Sơn, thị xã Sầm Sơn"."""
        return ", ".join(part for part in (self.name, self.above) if part)


def printed_post(title: str, unit: UnitThen) -> str:
    """A post written in full: title, unit and the unit above, by their names of the day.

    An office of a unit ("Ban Tổ chức Thị ủy") is followed by the unit that it belongs to.
    """
    words = short_title(title)
    if unit.type not in _ADMINISTRATIVE:
        return ", ".join(part for part in (words, unit.name, unit.above) if part)
    bare = search_key(unit.name[len(unit.type) :])
    if words.casefold().endswith(f" {unit.type.casefold()}"):  # "Đảng bộ thị xã" of a thị xã
        words = words[: -len(unit.type) - 1]
    head = words if bare and bare in search_key(words) else f"{words} {unit.name}"
    return ", ".join(part for part in (head, unit.above) if part)


def _is_administrative(called: NameThen | None) -> bool:
    return called is not None and called.type in _ADMINISTRATIVE


def short_title(title: str) -> str:
    """A title as people write it: "Phó Chủ tịch UBND"."""
    words = clean(title)
    for long, short in _SHORT:
        words = words.replace(long, short)
    return words


def day_of(validity: Validity, as_of: date) -> date:
    """The day whose names a post held in a period is printed with, looked at from `as_of`.

    The day itself while the post is held, the last day of a post that ended, the first of one that
    is still to come.
    """
    period = validity.certain
    if period.ends is not None and as_of >= period.ends:
        return period.ends - _DAY
    if period.begins is not None and as_of < period.begins:
        return period.begins
    return as_of


def _nearest(stretches: Iterable[T], day: date) -> T | None:
    before: T | None = None
    after: T | None = None
    for one in stretches:
        if day in one.days:
            return one
        if one.days.ends is not None and one.days.ends <= day:
            if before is None or (before.days.ends or date.min) < one.days.ends:
                before = one
        elif after is None or (one.days.begins or date.min) < (after.days.begins or date.min):
            after = one
    return before or after
