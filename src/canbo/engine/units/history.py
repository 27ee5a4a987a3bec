"""A history of stretches becomes units: which stretches are one unit's life.

Stretches under one code are one unit as long as they touch. A code that ends on the day on which
another begins with the same name under the same parent was only renumbered. A code that a list
left out for a while goes on when it comes back under the same name; under another name it is
another unit.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypeVar
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
from canbo.engine.units.lists import HistoricUnit, Origin, UnitHistory
from canbo.engine.units.lower import tell_by_lower_units
from canbo.engine.units.spelling import folded, written

_LONGEST_GAP = timedelta(days=366)
_DOWNWARDS = (UnitLevel.PROVINCE, UnitLevel.DISTRICT, UnitLevel.COMMUNE)


@dataclass(slots=True)
class _Life:
    """The stretches of one unit, in time order."""

    units: list[HistoricUnit] = field(default_factory=list)

    @property
    def last(self) -> HistoricUnit:
        return self.units[-1]


def take_history(chronicle: Chronicle, history: UnitHistory) -> None:
    """Take a history into the chronicle: units of the past, with every name and place."""
    rows = _of_our_time(chronicle, history)
    lives = _lives(chronicle, history, rows)
    for level in _DOWNWARDS:
        for life in lives:
            if life.units[0].level is level:
                _take_life(chronicle, history, life)
    tell_by_lower_units(chronicle, history.document)


def _of_our_time(chronicle: Chronicle, history: UnitHistory) -> list[HistoricUnit]:
    """Leave out codes of before the first list: their beginning is the day of no foundation."""
    older = [
        one
        for one in history.units
        if one.begins < history.first_day and one.ends == history.first_day
    ]
    if older:
        finding = Finding(
            FindingCode.OLDER_CODES, str(len(older)), document=history.document, line=older[0].line
        )
        chronicle.find(finding)
    left_out = {id(one) for one in older}
    return [one for one in history.units if id(one) not in left_out]


def _lives(chronicle: Chronicle, history: UnitHistory, rows: list[HistoricUnit]) -> list[_Life]:
    by_code: dict[tuple[UnitLevel, str], list[HistoricUnit]] = defaultdict(list)
    for row in rows:
        by_code[row.level, row.code].append(row)
    lives: list[_Life] = []
    for chain in by_code.values():
        chain.sort(key=lambda one: one.begins)
        lives.extend(_broken_at_gaps(chronicle, history, chain))
    return _joined(lives)


def _broken_at_gaps(
    chronicle: Chronicle, history: UnitHistory, chain: list[HistoricUnit]
) -> list[_Life]:
    lives = [_Life([chain[0]])]
    for row in chain[1:]:
        before = lives[-1].last
        if before.ends == row.begins:
            lives[-1].units.append(row)
        elif _same_name(before, row) and _gap(before, row) <= _LONGEST_GAP:
            finding = Finding(
                FindingCode.GAP, f"{row.code} {row.name}", document=history.document, line=row.line
            )
            chronicle.find(finding)
            lives[-1].units.append(row)
        else:
            lives.append(_Life([row]))
    return lives


def _gap(before: HistoricUnit, row: HistoricUnit) -> timedelta:
    return row.begins - (before.ends or row.begins)


def _same_name(one: HistoricUnit, other: HistoricUnit) -> bool:
    return folded(one.name) == folded(other.name) and one.parent == other.parent


def _joined(lives: list[_Life]) -> list[_Life]:
    """Join what was only renumbered: one life ends where another of its name and parent begins."""
    ending: dict[tuple[object, ...], list[_Life]] = defaultdict(list)
    for life in lives:
        if life.last.ends is not None:
            ending[
                life.last.ends, life.last.level, folded(life.last.name), life.last.parent
            ].append(life)
    gone: set[int] = set()
    for life in sorted(lives, key=lambda one: one.units[0].begins):
        first = life.units[0]
        before = ending.get((first.begins, first.level, folded(first.name), first.parent), [])
        if len(before) == 1 and before[0] is not life:
            before[0].units.extend(life.units)
            gone.add(id(life))
            if life.last.ends is not None:
                key = _end_of(life)
                ending[key] = [before[0] if one is life else one for one in ending[key]]
    return [life for life in lives if id(life) not in gone]


def _end_of(life: _Life) -> tuple[object, ...]:
    last = life.last
    return last.ends, last.level, folded(last.name), last.parent


def _take_life(chronicle: Chronicle, history: UnitHistory, life: _Life) -> None:
    known = _known(chronicle, life)
    if known is not None:
        _hold_against(chronicle, history, known, life)
        return
    record = UnitRecord()
    for row in life.units:
        _take_row(chronicle, history, record, row)
    later = _later(chronicle, life)
    if later is None:
        chronicle.add(record)
    else:
        _put_before(chronicle, record, later)
        record = later
    for before, after in zip(record.names, record.names[1:], strict=False):
        if folded(before.name) != folded(after.name):
            tell_rename(chronicle, record, after)


def _known(chronicle: Chronicle, life: _Life) -> UnitRecord | None:
    """The unit of the chronicle that this life is of."""
    for row in life.units:
        last = (row.ends - DAY) if row.ends else row.begins
        for day in (last, row.begins):
            found = chronicle.with_code(row.code, day)
            if found is not None and found.stood_at(row.level):
                return found
    return None


def _later(chronicle: Chronicle, life: _Life) -> UnitRecord | None:
    """The unit that later lists know, if this life has not ended: it is the same."""
    if life.last.ends is not None:
        return None
    found = [
        record
        for record in chronicle.ever_with_code(life.last.code)
        if record.stood_at(life.last.level)
        and (record.names[0].days.first or date.min) > life.last.begins
    ]
    return min(found, key=lambda record: record.names[0].days.first or date.min, default=None)


def _put_before(chronicle: Chronicle, earlier: UnitRecord, later: UnitRecord) -> None:
    """Put what the history tells before what later lists tell of the same unit."""
    first_name, first_place = later.names[0], later.places[0]
    if earlier.names[-1].same(first_name):
        later.names[0] = replace(first_name, days=_from(earlier.names.pop(), first_name.days))
    elif first_name.days.first is not None:
        earlier.names[-1] = _until(earlier.names[-1], first_name.days.first - DAY)
    if earlier.places[-1].same(first_place):
        later.places[0] = replace(first_place, days=_from(earlier.places.pop(), first_place.days))
    elif first_place.days.first is not None:
        earlier.places[-1] = _until(earlier.places[-1], first_place.days.first - DAY)
    later.names[:0] = earlier.names
    later.places[:0] = earlier.places
    chronicle.index(later)


def _from(earlier: Called | Placed, days: Stretch) -> Stretch:
    return replace(days, first=earlier.days.first, first_known=earlier.days.first_known)


S = TypeVar("S", Called, Placed)


def _until(stretch: S, last: date | None) -> S:
    return replace(stretch, days=replace(stretch.days, last=last))


def _hold_against(
    chronicle: Chronicle, history: UnitHistory, known: UnitRecord, life: _Life
) -> None:
    """Tell where the home knows otherwise: nothing that stands is overwritten by a list."""
    for row in life.units:
        called = known.called(row.begins)
        if called is None or folded(called.name) != folded(row.name):
            chronicle.find(
                Finding(
                    FindingCode.OUT_OF_ORDER,
                    row.name,
                    called.name if called else "",
                    known.id,
                    history.document,
                    row.line,
                )
            )


def _take_row(
    chronicle: Chronicle, history: UnitHistory, record: UnitRecord, row: HistoricUnit
) -> None:
    last = row.ends - DAY if row.ends else None
    days = Stretch(row.begins, last, row.begins > history.first_day)
    source = source_of(Origin(history.document, row.line, _single(row.decree_begins)))
    name, type_ = written(row.name, row.type, row.level)
    called = Called(name, type_, row.code, days, source)
    if record.names and record.names[-1].same(called):
        record.names[-1] = _until(record.names[-1], last)
    else:
        record.names.append(called)
    placed = Placed(row.level, _parent(chronicle, history, row), days, source)
    if record.places and record.places[-1].same(placed):
        record.places[-1] = _until(record.places[-1], last)
    else:
        record.places.append(placed)


def _single(decrees: str) -> str:
    """The decree of a change, where the list tells only one for its day."""
    return decrees.strip() if "|" not in decrees else ""


def _parent(chronicle: Chronicle, history: UnitHistory, row: HistoricUnit) -> UUID | None:
    if not row.parent:
        return None
    last = row.ends - DAY if row.ends else history.last_day
    found = chronicle.with_code(row.parent, row.begins) or chronicle.with_code(row.parent, last)
    if found is None:
        chronicle.find(
            Finding(
                FindingCode.PARENT_UNKNOWN,
                row.name,
                row.parent,
                document=history.document,
                line=row.line,
            )
        )
        return None
    return found.id
