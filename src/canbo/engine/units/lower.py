"""What became of a province or district, as the units below it tell.

Lists say that Hà Tây ended on 1 August 2008, not where to; all its districts stand under Hà Nội
from that day on, so the whole of it went there. A new district is made of the communes that come
under it. Communes have nothing below them: what became of those stays unknown.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from canbo.engine.facts.kinds import Source
from canbo.engine.facts.vocabulary import ChangePart, Evidence, UnitChangeKind, UnitLevel
from canbo.engine.units.chronicle import (
    DAY,
    Chronicle,
    Finding,
    FindingCode,
    Placed,
    Stretch,
    Told,
    UnitRecord,
)

DERIVED = "suy từ danh mục: các đơn vị cấp dưới chuyển sang"


@dataclass(frozen=True, slots=True)
class _Step:
    """A lower unit that changed the unit above it."""

    unit: UUID
    before: UUID
    after: UUID
    placed: Placed


def tell_by_lower_units(chronicle: Chronicle, document: str) -> None:
    """Tell successors of ended units, and predecessors of new ones, by the units below them."""
    leaving, arriving = _steps(chronicle)
    for record in list(chronicle.records.values()):
        if not record.names or not record.names[0].code or record.level is UnitLevel.COMMUNE:
            continue
        last = record.last_day
        if last is not None:
            _tell_end(chronicle, record, leaving.get((record.id, last + DAY), []), document)
        first = record.names[0].days
        if first.first is not None and first.first_known:
            _tell_beginning(chronicle, record, arriving.get((record.id, first.first), []), document)


def _steps(
    chronicle: Chronicle,
) -> tuple[dict[tuple[UUID, date], list[_Step]], dict[tuple[UUID, date], list[_Step]]]:
    """The moves of lower units, by the unit left and by the unit reached, with their day."""
    leaving: dict[tuple[UUID, date], list[_Step]] = defaultdict(list)
    arriving: dict[tuple[UUID, date], list[_Step]] = defaultdict(list)
    for record in chronicle.records.values():
        for before, after in zip(record.places, record.places[1:], strict=False):
            day = after.days.first
            if not before.parent or not after.parent or before.parent == after.parent or not day:
                continue
            step = _Step(record.id, before.parent, after.parent, after)
            leaving[before.parent, day].append(step)
            arriving[after.parent, day].append(step)
    return leaving, arriving


def _tell_end(chronicle: Chronicle, record: UnitRecord, steps: list[_Step], document: str) -> None:
    last = record.last_day
    if last is None or chronicle.told_of(record.id, last + DAY):
        return
    reached = {step.after for step in steps}
    lost = sum(1 for _ in _ended_below(chronicle, record, last))
    part = ChangePart.WHOLE if len(reached) == 1 and not lost else ChangePart.PART
    kind = UnitChangeKind.MERGE if len(reached) == 1 else UnitChangeKind.SPLIT
    for step in _one_each(steps, by_after=True):
        days = Stretch(last + DAY, None, step.placed.days.first_known)
        source = _derived(step.placed.source, document)
        chronicle.tell(Told(kind, record.id, step.after, days, source, part, DERIVED))


def _tell_beginning(
    chronicle: Chronicle, record: UnitRecord, steps: list[_Step], document: str
) -> None:
    first = record.names[0].days.first
    for step in _one_each(steps, by_after=False):
        left = chronicle.records[step.before]
        if first is None or left.last_day == first - DAY:  # told as the end of the other
            continue
        days = Stretch(first, None)
        source = _derived(step.placed.source, document)
        part = ChangePart.PART
        chronicle.tell(Told(UnitChangeKind.SPLIT, left.id, record.id, days, source, part, DERIVED))


def _one_each(steps: list[_Step], *, by_after: bool) -> list[_Step]:
    return list({(step.after if by_after else step.before): step for step in steps}.values())


def _ended_below(chronicle: Chronicle, record: UnitRecord, last: date) -> list[UnitRecord]:
    """The units below that ended together with it."""
    return [
        one
        for one in chronicle.records.values()
        if one.places and one.last_day == last and one.above(last) == record.id
    ]


def _derived(source: Source, document: str) -> Source:
    return replace(source, evidence=Evidence.DECISION, document=document, cell="")


def tell_unknown_ends(chronicle: Chronicle) -> None:
    """List the units that ended without a word on what became of them."""
    for record in chronicle.records.values():
        last = record.last_day if record.names and record.names[0].code else None
        if last is None or _is_told(chronicle, record, last):
            continue
        above = chronicle.records.get(record.above(last) or record.id)
        called = above.called(last) if above is not None and above is not record else None
        chronicle.find(
            Finding(
                FindingCode.SUCCESSOR_UNKNOWN,
                f"{record.names[-1].code} {record.names[-1].name}",
                called.name if called else "",
                record.id,
                record.names[-1].source.document,
            )
        )


def _is_told(chronicle: Chronicle, record: UnitRecord, last: date) -> bool:
    """Whether any source tells what became of a unit after its last day."""
    return any(
        told.days.first is not None and told.days.first > last
        for told in chronicle.told_of(record.id)
        if told.successor != record.id
    )
