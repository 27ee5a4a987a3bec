"""What a row says about who somebody is, held against what stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from canbo.engine.facts import DATE_KINDS, Particular, ParticularKind
from canbo.engine.facts.likeness import number_key, same_place
from canbo.engine.timeline import PartialDate, Validity
from canbo.engine.vietnamese import clean, proper_name, spelling_key
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.reading import PersonReading
from canbo.records.models.shapes import partial
from canbo.records.operations.intake.differences import Outcome
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.state import PersonState
from canbo.records.operations.intake.weighing import Clash, weigh

_OLD_AND_NEW_IDENTITY = (9, 12)  # digits of a CMND and of the CCCD after it
# what may be one thing today and another tomorrow; the rest is true for ever or was never true
CHANGING = frozenset(ParticularKind) - DATE_KINDS - {ParticularKind.SEX, ParticularKind.BIRTH_PLACE}


def state_person(
    plan: Plan,
    person: PersonState,
    reading: PersonReading,
    day: date | None = None,
    *,
    is_secret: bool = False,
) -> None:
    """Plan what the row says of the person: new, more exact, known already, or in conflict.

    `day` is the day of the file: what may change in a life may have changed by then. What a secret
    list says beside the particulars (votes, views of a meeting) is a secret note.
    """
    for kind, value in _values(reading):
        cell = reading.cells.get(kind.value) or reading.cells.get("name")
        if kind is ParticularKind.NOTE:
            own = ParticularKind.POOL_NOTE if is_secret else kind
            _state_note(plan, person, Said(value, cell, day), own)
            continue
        stored = person.particulars.get(kind)
        if stored is None:
            person.hold(_new(plan, person, kind, value, cell))
        else:
            _compare(plan, person, stored, Said(value, cell, day))


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
    found |= {kind: clean(value) for kind, value in reading.more.items()}
    return ((kind, value) for kind, value in found.items() if value)


def _iso(written: PartialDate | None) -> str:
    return written.iso() if written else ""


def _new(
    plan: Plan, person: PersonState, kind: ParticularKind, value: str, cell: CellRef | None
) -> Particular:
    return plan.new(Particular, cell, Validity(), person=person.id, kind=kind, value=value)


def _state_note(plan: Plan, person: PersonState, said: Said, kind: ParticularKind) -> None:
    for note in person.notes:
        if note.kind is kind and spelling_key(note.value) == spelling_key(said.value):
            plan.restate(note, said.cell)
            return
    person.hold(_new(plan, person, kind, said.value, said.cell))


@dataclass(frozen=True, slots=True)
class Said:
    """A value as a cell says it on a day; without a day nothing is said to have changed."""

    value: str
    cell: CellRef | None
    day: date | None = None


def _compare(plan: Plan, person: PersonState, stored: Particular, said: Said) -> None:
    kind, cell = stored.kind, said.cell
    if is_more_exact(kind, said.value, than=stored.value):
        person.swap(stored, plan.change(stored, cell, value=said.value))
        return
    if agree(kind, said.value, stored.value):
        plan.restate(stored, cell)
        return
    before = _said_before(person, kind, said)
    if before is not None:
        plan.restate(before, cell)
        return
    settle_value(plan, person, stored, said, _usual(kind, said.value, stored.value))


def _usual(kind: ParticularKind, value: str, stored: str) -> Outcome:
    """A new identity number of 12 digits took the place of the old one of 9; else nothing does."""
    if kind is not ParticularKind.IDENTITY_NUMBER:
        return Outcome.KEEP
    lengths = tuple(len(number_key(one)) for one in (stored, value))
    return Outcome.SINCE if lengths == _OLD_AND_NEW_IDENTITY else Outcome.KEEP


def settle_value(
    plan: Plan,
    person: PersonState,
    stored: Particular,
    said: Said,
    default: Outcome = Outcome.KEEP,
) -> None:
    """Let it be decided whether another value takes the place of one that stands."""
    clash = Clash(
        person=person, standing=stored, cell=said.cell, field=stored.kind, before=stored.value,
        after=said.value, day=said.day if stored.kind in CHANGING else None, default=default,
    )  # fmt: skip
    outcome = weigh(plan, clash)
    if outcome is Outcome.CORRECT:
        person.swap(stored, plan.change(stored, said.cell, value=said.value))
    elif outcome is Outcome.SINCE and said.day is not None:
        person.hold(plan.succeed(stored, said.cell, said.day, value=said.value))


def _said_before(person: PersonState, kind: ParticularKind, said: Said) -> Particular | None:
    """The fact of earlier days that said this very value on the file's day."""
    for one in person.past:
        if one.kind is kind and said.day is not None and said.day in one.validity.certain:
            return one if agree(kind, said.value, one.value) else None
    return None


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
    if kind in DATE_KINDS:
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
    **dict.fromkeys(DATE_KINDS, _dates_agree),
    ParticularKind.HOME_PLACE: _places_agree,
}
