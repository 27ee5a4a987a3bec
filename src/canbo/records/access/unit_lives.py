"""One unit through time: its names, where it stood, what it came from and what became of it.

Units are no secret: everybody who may see a page of units sees them alike, but for sources that are
secret files. People are not here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from canbo.accounts.actor import Actor
from canbo.engine.facts import (
    FactKind,
    Unit,
    UnitChange,
    UnitChangeKind,
    UnitName,
    UnitPlacement,
)
from canbo.engine.timeline import Perspective, known
from canbo.engine.units.disagreements import Disagreement, disagreements
from canbo.engine.units.past import UnitPast
from canbo.records.access.secrecy import open_secrets
from canbo.records.access.unit_words import UnitUnknown
from canbo.records.queries import sql
from canbo.records.queries.lineages import read_past
from canbo.records.queries.moment import one_moment
from canbo.records.queries.snapshot import read_unit
from canbo.records.queries.stored import read_facts

_DAY = timedelta(days=1)
_MOST_CANDIDATES = 12


@dataclass(frozen=True, slots=True)
class UnitLink:
    """Another unit as it was called on the day that matters; `code` "" where no list has it."""

    id: UUID
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class UnitPlace:
    """Where a unit stood in a stretch; `parent_names` are all names that the parent bore then."""

    fact: UnitPlacement
    parent: UnitLink | None
    parent_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitStep:
    """A change with the unit on its other side (None: dissolved, nothing took its place).

    `disputed`: sources tell different successors of the old unit.
    """

    fact: UnitChange
    other: UnitLink | None
    disputed: bool


@dataclass(frozen=True, slots=True)
class UnitLife:
    """A unit from a perspective: how it is called on the day, and everything known of it."""

    id: UUID
    handle: str
    code: str
    name: str
    path: tuple[str, ...]
    stands: bool
    proposed: bool
    names: tuple[UnitName, ...]
    places: tuple[UnitPlace, ...]
    successors: tuple[UnitStep, ...]
    predecessors: tuple[UnitStep, ...]
    candidates: tuple[UnitLink, ...]  # who may have taken over a unit that ended without a word


def get_unit(*, unit: UUID, actor: Actor, at: datetime, perspective: Perspective) -> UnitLife:
    """Give one unit with all that was known of it then. Raises UnitUnknown."""
    with one_moment():
        read = read_unit(unit)
        names = _known(read.unit_names, perspective)
        if unit not in read.units or not names:
            raise UnitUnknown(str(unit))
        places = _known(read.unit_placements, perspective)
        changes = _known(read.unit_changes, perspective)
        others = {one.predecessor for one in changes} | {
            one.successor for one in changes if one.successor
        }
        siblings = _siblings(names, places, changes, unit)
        past = read_past({unit, *others, *siblings}, perspective.known_at)
        secrets = open_secrets(actor=actor, at=at, known_at=perspective.known_at)
        told = [secrets.told(facts) for facts in (names, places, changes)]
    return _life(read.units[unit], (*told, siblings), past, perspective.as_of)


@dataclass(frozen=True, slots=True)
class UnitDispute:
    """A unit of whose successors sources tell differently: what each says, the official first."""

    unit: UnitLink
    above: tuple[str, ...]
    day: date | None
    says: tuple[tuple[str, tuple[UnitLink, ...]], ...]


def unit_disputes(*, perspective: Perspective) -> tuple[UnitDispute, ...]:
    """Give all units of which standing sources tell different successors, in order of codes."""
    with one_moment():
        units = [row[0] for row in sql.rows(_DISPUTED, sql.perspective(perspective))]
        told = read_facts(FactKind.UNIT_CHANGE, "predecessor_id = ANY(%s)", [units])
        found = disagreements(known(told, perspective.known_at))
        spoken = {one.unit for one in found}.union(
            *({unit for unit, _ in said.successors} for one in found for said in one.sayings)
        )
        past = read_past(spoken, perspective.known_at)
    disputes = (_dispute(one, past) for one in found)
    return tuple(
        sorted(disputes, key=lambda one: (one.day or date.min, one.unit.code, one.unit.name))
    )


_DISPUTED = f"""SELECT told.predecessor_id FROM (
        SELECT c.predecessor_id, lower(c.valid) AS day,
               array_agg(c.successor_id ORDER BY c.successor_id) AS successors
          FROM records_unitchange c WHERE c.successor_id IS NOT NULL AND {sql.known("c")}
         GROUP BY c.predecessor_id, lower(c.valid), c.document) told
     GROUP BY told.predecessor_id, told.day HAVING count(DISTINCT told.successors) > 1"""  # noqa: S608


def _dispute(one: Disagreement, past: UnitPast) -> UnitDispute:
    day = one.day or date.min
    before = day - _DAY if day > date.min else day
    return UnitDispute(
        _link(one.unit, before, past),
        past.path(one.unit, before)[1:],
        one.day,
        tuple(
            (said.source, tuple(sorted((_link(unit, day, past) for unit, _ in said.successors),
                                       key=lambda link: link.code)))
            for said in one.sayings
        ),
    )  # fmt: skip


def _known(facts: Iterable[Any], perspective: Perspective) -> list[Any]:
    """What was known of these facts, the earliest first."""
    found = known(facts, perspective.known_at)
    return sorted(found, key=lambda fact: fact.validity.certain.begins or date.min)


def _siblings(
    names: list[UnitName], places: list[UnitPlacement], changes: list[UnitChange], unit: UUID
) -> list[UUID]:
    """The units of the same parent that changed on the day after a unit ended without a word."""
    last = names[-1].validity.certain.ends
    told = any(one.predecessor == unit and one.successor != unit for one in changes)
    if last is None or told or not places or places[-1].parent is None:
        return []
    query = """SELECT DISTINCT n.unit_id FROM records_unitname n
        JOIN records_unitplacement p ON p.unit_id = n.unit_id AND p.voided_at IS NULL
        WHERE n.voided_at IS NULL AND p.parent_id = %s AND lower(n.valid) = %s
          AND n.unit_id <> %s LIMIT %s"""
    values = [places[-1].parent, last, unit, _MOST_CANDIDATES]
    return [row[0] for row in sql.rows(query, values)]


def _life(registered: Unit, found: tuple, past: UnitPast, as_of: date) -> UnitLife:
    names, places, changes, siblings = found
    unit = registered.id
    called = past.called(unit, as_of)
    disputed = {(one.unit, one.day) for one in disagreements(changes)}
    own = [one for one in changes if unit in (one.predecessor, one.successor)]
    return UnitLife(
        id=unit,
        handle=registered.code,
        code=called.code if called else "",
        name=called.name if called else registered.code,
        path=past.path(unit, as_of)[1:],
        stands=any(as_of in one.validity.certain for one in names),
        proposed=registered.proposed,
        names=tuple(names),
        places=tuple(_place(one, past) for one in places),
        successors=tuple(
            UnitStep(one, _other(one, one.successor, past), _subject(one) in disputed)
            for one in own
            if one.predecessor == unit and (_subject(one) in disputed or not _is_rename(one))
        ),
        predecessors=tuple(
            UnitStep(one, _other(one, one.predecessor, past), _subject(one) in disputed)
            for one in own
            if one.successor == unit and one.predecessor != unit
        ),
        candidates=tuple(_link(one, names[-1].validity.certain.ends, past) for one in siblings),
    )


def _is_rename(change: UnitChange) -> bool:
    """Whether the pair only says what the names say: it goes on under another name or type."""
    return change.kind is UnitChangeKind.RENAME and change.predecessor == change.successor


def _subject(change: UnitChange) -> tuple[UUID, date | None]:
    return change.predecessor, change.validity.certain.begins


def _place(place: UnitPlacement, past: UnitPast) -> UnitPlace:
    if place.parent is None:
        return UnitPlace(place, None)
    period = place.validity.certain
    day = period.ends - _DAY if period.ends else date.max
    borne = [one for one in past.names.get(place.parent, ()) if one.days.overlaps(period)]
    borne.sort(key=lambda one: one.days.begins or date.min)
    return UnitPlace(place, _link(place.parent, day, past), tuple(one.name for one in borne))


def _other(change: UnitChange, other: UUID | None, past: UnitPast) -> UnitLink | None:
    """The other unit: an old one as it was called on the day before, a new one on the day."""
    if other is None:
        return None
    day = change.validity.certain.begins or date.min
    before = day - _DAY if other == change.predecessor and day > date.min else day
    return _link(other, before, past)


def _link(unit: UUID, day: date, past: UnitPast) -> UnitLink:
    called = past.called(unit, day)
    return UnitLink(unit, called.code if called else "", called.name if called else "")
