"""What a row says about who somebody is, held against what stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from canbo.engine.facts import Particular, ParticularKind
from canbo.engine.timeline import PartialDate, Validity
from canbo.engine.vietnamese import clean, proper_name, spelling_key
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.reading import PersonReading, Problem
from canbo.records.models.shapes import partial
from canbo.records.operations.intake.likeness import same_place
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.state import PersonState

_DATES = frozenset(
    {ParticularKind.BIRTH, ParticularKind.PARTY_DATE, ParticularKind.PARTY_OFFICIAL_DATE}
)


def state_person(plan: Plan, person: PersonState, reading: PersonReading) -> None:
    """Plan what the row says of the person: new, more exact, known already, or in conflict."""
    for kind, value in _values(reading):
        cell = reading.cells.get(kind.value) or reading.cells.get("name")
        if kind is ParticularKind.NOTE:
            _state_note(plan, person, value, cell)
            continue
        stored = person.particulars.get(kind)
        if stored is None:
            person.hold(_new(plan, person, kind, value, cell))
        else:
            _compare(plan, person, stored, value, cell)


def _values(reading: PersonReading) -> Iterator[tuple[ParticularKind, str]]:
    found: dict[ParticularKind, str] = {
        ParticularKind.NAME: proper_name(reading.name),
        ParticularKind.SEX: reading.sex.value if reading.sex else "",
        ParticularKind.BIRTH: _iso(reading.birth),
        ParticularKind.ETHNIC_GROUP: clean(reading.ethnic_group),
        ParticularKind.HOME_PLACE: clean(reading.home_place),
        ParticularKind.PARTY_DATE: _iso(reading.party_date),
        ParticularKind.PARTY_OFFICIAL_DATE: _iso(reading.party_official_date),
        ParticularKind.NOTE: clean(reading.note),
    }
    return ((kind, value) for kind, value in found.items() if value)


def _iso(written: PartialDate | None) -> str:
    return written.iso() if written else ""


def _new(
    plan: Plan, person: PersonState, kind: ParticularKind, value: str, cell: CellRef | None
) -> Particular:
    return plan.new(Particular, cell, Validity(), person=person.id, kind=kind, value=value)


def _state_note(plan: Plan, person: PersonState, value: str, cell: CellRef | None) -> None:
    for note in person.notes:
        if spelling_key(note.value) == spelling_key(value):
            plan.restate(note, cell)
            return
    person.hold(_new(plan, person, ParticularKind.NOTE, value, cell))


def _compare(
    plan: Plan, person: PersonState, stored: Particular, value: str, cell: CellRef | None
) -> None:
    if is_more_exact(stored.kind, value, than=stored.value):
        person.hold(plan.change(stored, cell, value=value))
    elif agree(stored.kind, value, stored.value):
        plan.restate(stored, cell)
    else:
        plan.list_cell(cell, conflict(cell, found=value, stored=stored.value))


def conflict(cell: CellRef | None, *, found: str, stored: str) -> Problem:
    """Say that a cell speaks against a fact that stands; the fact stays."""
    sheet, address = (cell.sheet, cell.address) if cell else ("", "")
    return Problem(sheet, address, "conflicting_value", _shown(found), _shown(stored))


def _shown(value: str) -> str:
    """Show a stored partial date as offices write it, anything else as it is."""
    if value[:4].isdigit() and value.replace("-", "").isdigit() and len(value) in (4, 7, 10):
        return str(partial(value))
    return value


def agree(kind: ParticularKind, one: str, other: str) -> bool:
    """Whether two values of one kind say the same, as exactly or less exactly."""
    comparison = _COMPARISONS.get(kind)
    if comparison is not None:
        return comparison(one, other)
    return spelling_key(one) == spelling_key(other)


def is_more_exact(kind: ParticularKind, value: str, *, than: str) -> bool:
    """Whether a value says the same and more: a day instead of a year, a fuller home place."""
    if not agree(kind, value, than):
        return False
    if kind in _DATES:
        return len(value) > len(than)
    if kind is ParticularKind.HOME_PLACE:
        return len(value.split()) > len(than.split()) and same_place(than, value) is True
    return False


def _dates_agree(one: str, other: str) -> bool:
    left, right = partial(one), partial(other)
    return left is not None and right is not None and left.agrees_with(right)


def _places_agree(one: str, other: str) -> bool:
    return spelling_key(one) == spelling_key(other) or same_place(one, other) is not False


_COMPARISONS: dict[ParticularKind, Callable[[str, str], bool]] = {
    **dict.fromkeys(_DATES, _dates_agree),
    ParticularKind.HOME_PLACE: _places_agree,
}
