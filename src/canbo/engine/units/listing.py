"""The list of one day: who is there goes on or is new, who is missing has ended before.

A list says nothing of the day of a change: what it shows first is known from its day on, what it
no longer shows ends on the day before at the latest.
"""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from canbo.engine.facts.vocabulary import UnitLevel
from canbo.engine.units.chronicle import (
    DAY,
    Called,
    Chronicle,
    Finding,
    FindingCode,
    Placed,
    Stretch,
    UnitRecord,
    source_of,
    tell_rename,
)
from canbo.engine.units.lists import ListedUnit, Origin, UnitList
from canbo.engine.units.lower import tell_by_lower_units
from canbo.engine.units.spelling import folded, written

_DOWNWARDS = (UnitLevel.PROVINCE, UnitLevel.DISTRICT, UnitLevel.COMMUNE)


def take_list(chronicle: Chronicle, listing: UnitList) -> None:
    """Take the list of a day into the chronicle."""
    taker = _ListTaker(chronicle, listing)
    for level in _DOWNWARDS:
        rows = [one for one in listing.units if one.level is level]
        for row in rows:
            taker.take(row)
        if rows:
            taker.close_missing(level)
    tell_by_lower_units(chronicle, listing.document)


class _ListTaker:
    def __init__(self, chronicle: Chronicle, listing: UnitList) -> None:
        self._chronicle = chronicle
        self._listing = listing
        self._day = listing.day
        self._codes = {one.code for one in listing.units}
        self._found: dict[str, UnitRecord] = {}  # by code, in this list
        self._renumbered = self._gone_by_name()

    def _gone_by_name(self) -> dict[tuple[UUID | None, str], list[UnitRecord]]:
        """The units alive before whose code the list lacks, by the unit above and their name."""
        found: dict[tuple[UUID | None, str], list[UnitRecord]] = defaultdict(list)
        for record in self._alive_before():
            called = record.names[-1]
            if called.code not in self._codes and record.places:
                found[record.places[-1].parent, folded(called.name)].append(record)
        return found

    def _alive_before(self) -> list[UnitRecord]:
        """The units that had not ended before the list's day, as far as known so far."""
        return [
            record
            for record in self._chronicle.alive(self._day - DAY)
            if record.last_day is None or record.last_day >= self._day
        ]

    def take(self, row: ListedUnit) -> None:
        """Take one line: the unit goes on, or is new."""
        parent = self._parent(row)
        record = self._known(row, parent)
        name, type_ = written(row.name, row.type, row.level)
        days = Stretch(self._day, None, first_known=False)
        source = source_of(Origin(self._listing.document, row.line))
        called = Called(name, type_, row.code, days, source)
        placed = Placed(row.level, parent, days, source)
        if record is None:
            record = self._chronicle.add(UnitRecord(names=[called], places=[placed]))
        else:
            self._continue(record, row, called, placed)
        self._found[row.code] = record

    def _parent(self, row: ListedUnit) -> UUID | None:
        if not row.parent:
            return None
        found = self._found.get(row.parent) or self._chronicle.with_code(row.parent, self._day)
        if found is None:
            document = self._listing.document
            self._chronicle.find(
                Finding(
                    FindingCode.PARENT_UNKNOWN,
                    row.name,
                    row.parent,
                    document=document,
                    line=row.line,
                )
            )
            return None
        return found.id

    def _known(self, row: ListedUnit, parent: UUID | None) -> UnitRecord | None:
        on_day = self._chronicle.with_code(row.code, self._day)
        found = on_day or self._chronicle.with_code(row.code, self._day - DAY)
        if found is not None and found.stood_at(row.level):
            return found
        named = self._renumbered.get((parent, folded(written(row.name, row.type, row.level)[0])))
        return named[0] if named and len(named) == 1 else None

    def _continue(
        self, record: UnitRecord, row: ListedUnit, called: Called, placed: Placed
    ) -> None:
        name, place = record.called(self._day), record.placed(self._day)
        if name is None or not name.same(called):
            if record.names[-1].days.first and record.names[-1].days.first > self._day:
                self._out_of_order(record, row)
                return
            renamed = name is None or folded(name.name) != folded(called.name)
            record.name_from(called)
            self._chronicle.index(record)
            if renamed:
                tell_rename(self._chronicle, record, called)
        if place is None or not place.same(placed):
            record.place_from(placed)

    def _out_of_order(self, record: UnitRecord, row: ListedUnit) -> None:
        self._chronicle.find(
            Finding(
                FindingCode.OUT_OF_ORDER,
                row.name,
                record.names[-1].name,
                record.id,
                self._listing.document,
                row.line,
            )
        )

    def close_missing(self, level: UnitLevel) -> None:
        """End what the list no longer shows of a province that it shows."""
        listed = {id(record) for record in self._found.values()}
        provinces = {
            record.id for record in self._found.values() if record.level is UnitLevel.PROVINCE
        }
        for record in self._alive_before():
            if (
                self._level(record) is level
                and id(record) not in listed
                and self._is_of(record, provinces)
            ):
                record.close(self._day - DAY)

    def _level(self, record: UnitRecord) -> UnitLevel | None:
        place = record.placed(self._day - DAY)
        return place.level if place else None

    def _is_of(self, record: UnitRecord, provinces: set[UUID]) -> bool:
        """Whether the unit stands, or stood, under one of these provinces; a province is its own.

        A province that a list of the whole country no longer shows is told by its units being
        shown under others.
        """
        if record.level is UnitLevel.PROVINCE:
            return self._units_left(record)
        above: UnitRecord | None = record
        for _ in range(4):
            if above is None or above.id in provinces:
                break
            parent = above.above(self._day - DAY)
            above = self._chronicle.records.get(parent) if parent else None
        return above is not None and above.id in provinces

    def _units_left(self, province: UnitRecord) -> bool:
        """Whether all units of a province are listed under another one now."""
        below = [
            one
            for one in self._chronicle.alive(self._day - DAY)
            if one.above(self._day - DAY) == province.id
        ]
        codes = {one.names[-1].code for one in below}
        return bool(codes) and codes <= self._codes
