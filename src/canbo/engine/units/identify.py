"""Which official unit a unit is that a file of an office had proposed.

The same name under the same parent is the same unit; where a file names no parent, the units below
it tell. Where several fit, or none, nothing is guessed: it is listed with the nearest ones.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TypeVar
from uuid import UUID

from canbo.engine.facts.vocabulary import UnitLevel
from canbo.engine.units.chronicle import (
    Called,
    Chronicle,
    Finding,
    FindingCode,
    Placed,
    UnitRecord,
)
from canbo.engine.units.spelling import bare, folded, written

_DOWNWARDS = (UnitLevel.PROVINCE, UnitLevel.DISTRICT, UnitLevel.COMMUNE)
_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Identified:
    """A unit that the home had, and the official record that is the same."""

    unit: UUID
    record: UnitRecord


def identify(chronicle: Chronicle) -> list[Identified]:
    """Give official records the id of the unit that files had proposed; tell what fits nothing.

    The record takes the place of the proposed one in the chronicle.
    """
    return _Identifier(chronicle).identify()


class _Identifier:
    def __init__(self, chronicle: Chronicle) -> None:
        self._chronicle = chronicle
        official = [one for one in chronicle.records.values() if _is_official(one)]
        self._by_name: dict[tuple[UnitLevel, str], list[UnitRecord]] = defaultdict(list)
        for record in official:
            keys = {(place.level, _key(called.name, place.level))
                    for called in record.names for place in record.places}  # fmt: skip
            for key in keys:
                self._by_name[key].append(record)
        self._below: dict[UUID, set[str]] = defaultdict(set)
        for record in chronicle.records.values():
            for place in record.places:
                if place.parent is not None:
                    self._below[place.parent].update(
                        _key(called.name, place.level) for called in record.names
                    )
        self._is_now: dict[UUID, UnitRecord] = {}

    def identify(self) -> list[Identified]:
        found: list[Identified] = []
        for level in _DOWNWARDS:
            for record in list(self._chronicle.records.values()):
                if _is_official(record) or not record.names or record.level is not level:
                    continue
                same = self._same(record, level)
                if same is not None:
                    found.append(self._join(record, same))
        self._chronicle.settle_ids()
        return found

    def _same(self, record: UnitRecord, level: UnitLevel) -> UnitRecord | None:
        name = record.names[-1].name
        full, type_ = written(name, "", level)
        fitting = self._by_name.get((level, _key(name, level)), [])
        if not type_ and not (level is UnitLevel.COMMUNE and fitting):
            return None  # an office below: ban, phòng …
        fitting = self._under_parent(record, fitting)
        fitting = [one for one in fitting if _has_name(one, full)] or fitting
        if len(fitting) > 1:
            fitting = self._with_these_below(record, fitting)
        if len(fitting) == 1 and not self._is_taken(record, fitting[0]):
            return fitting[0]
        if type_:
            self._tell(record, level, fitting)
        return None

    def _under_parent(self, record: UnitRecord, fitting: list[UnitRecord]) -> list[UnitRecord]:
        parent = record.places[-1].parent if record.places else None
        if parent is None:
            return fitting
        official = self._is_now.get(parent)
        if official is None:
            above = self._chronicle.records.get(parent)
            if above is None or not _is_official(above):
                return []
            official = above
        return [
            one
            for one in fitting
            if any(self._stands_under(place, official.id) for place in one.places)
        ]

    def _stands_under(self, place: Placed, parent: UUID) -> bool:
        return place.parent is not None and self._chronicle.id_of(place.parent) == parent

    def _with_these_below(self, record: UnitRecord, fitting: list[UnitRecord]) -> list[UnitRecord]:
        """Of several units of one name, the one that most of the units below stand under."""
        below = self._below.get(record.id, set())
        counts = [len(below & self._below.get(one.id, set())) for one in fitting]
        most = max(counts, default=0)
        best = [one for one, count in zip(fitting, counts, strict=True) if count == most]
        return best if most else fitting

    def _is_taken(self, record: UnitRecord, official: UnitRecord) -> bool:
        if not official.stored and official.id not in self._is_now:
            return False
        self._chronicle.find(
            Finding(FindingCode.DOUBLED, record.names[-1].name, official.names[-1].name, record.id)
        )
        return True

    def _join(self, proposed: UnitRecord, official: UnitRecord) -> Identified:
        """Let the official record be the unit that the home knows, with its area and grade."""
        chronicle = self._chronicle
        area = next((one.area for one in reversed(proposed.places) if one.area), "")
        grade = next((one.grade for one in reversed(proposed.places) if one.grade), "")
        del chronicle.records[official.id]
        before, official.id = official.id, proposed.id
        official.names[0] = _from_before(official.names[0], proposed.names[0])
        if proposed.places:
            official.places[0] = _from_before(official.places[0], proposed.places[0])
        official.places = [replace(one, area=area, grade=grade) for one in official.places]
        official.stored = True
        chronicle.records[proposed.id] = official
        chronicle.swap_id(before, proposed.id)
        self._below[proposed.id] |= self._below.pop(before, set())
        self._is_now[proposed.id] = official
        return Identified(proposed.id, official)

    def _tell(self, record: UnitRecord, level: UnitLevel, fitting: list[UnitRecord]) -> None:
        name = record.names[-1].name
        nearest = [self._described(one) for one in fitting[:_NEAREST]]
        if not nearest:
            nearest = [self._described(one) for one in self._alike(record, name, level)]
        self._chronicle.find(
            Finding(FindingCode.NOT_IDENTIFIED, name, "; ".join(nearest), record.id)
        )

    def _alike(self, record: UnitRecord, name: str, level: UnitLevel) -> list[UnitRecord]:
        """The units of names nearest to this one, of the same parent where one is known."""
        parent = record.places[-1].parent if record.places else None
        official = self._is_now.get(parent) if parent else None
        by_key = {
            key: found[0]
            for (stands_at, key), found in self._by_name.items()
            if stands_at is level and (official is None or self._under_parent(record, found))
        }
        close = get_close_matches(_key(name, level), by_key, _NEAREST, 0.6 if official else 0.8)
        return [by_key[key] for key in close]

    def _described(self, record: UnitRecord) -> str:
        parent = record.places[-1].parent if record.places else None
        above = self._chronicle.records.get(self._chronicle.id_of(parent)) if parent else None
        called = record.names[-1]
        words = f"{called.code} {called.name}"
        return f"{words}, {above.names[-1].name}" if above is not None and above.names else words


S = TypeVar("S", Called, Placed)


def _from_before(official: S, proposed: S) -> S:
    """What the first list shows as there already holds for as long as files of the office say."""
    days = official.days
    if days.first_known or days.first is None:
        return official
    first = proposed.days.first
    if first is not None and first >= days.first:
        return official
    return replace(official, days=replace(days, first=first))


def _is_official(record: UnitRecord) -> bool:
    return any(called.code for called in record.names)


def _has_name(record: UnitRecord, full: str) -> bool:
    return any(folded(called.name) == folded(full) for called in record.names)


def _key(name: str, level: UnitLevel) -> str:
    return folded(bare(name, level))
