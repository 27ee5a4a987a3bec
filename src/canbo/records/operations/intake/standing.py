"""Facts that are said once: ratings, awards, discipline, leaves, retirement, results of elections.

What a row says is new, says more of what stands, says it again, or speaks against it; the rule
that the table keeps (`FactShape.once`) tells what may not be said twice.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from canbo.engine.facts import Fact
from canbo.engine.timeline import PartialDate, Validity
from canbo.engine.vietnamese import spelling_key
from canbo.exchange.workbooks.places import CellRef
from canbo.records.models.shapes import SHAPE_OF, Days, FactShape
from canbo.records.operations.intake.differences import Outcome
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.sources import outranks
from canbo.records.operations.intake.state import PersonState
from canbo.records.operations.intake.weighing import Clash, conflict, weigh

F = TypeVar("F", bound=Fact)
_SHARED = frozenset(one.name for one in fields(Fact))
_WORDS = "as_written"


def state_once(plan: Plan, person: PersonState, drafted: F, cell: CellRef | None) -> F | None:
    """Plan what a draft says of a person; gives the fact that stands for it, None when refused."""
    shape = SHAPE_OF[type(drafted)]
    beside = [
        one for one in person.held(shape.kind) if shape.once.of(one) == shape.once.of(drafted)
    ]
    same = next((one for one in beside if _is_same(shape, one, drafted)), None)
    if same is not None:
        return _say_more(plan, person, same, drafted, cell)
    against = [one for one in beside if shape.once.forbids(one, drafted)]
    if against:
        found, stored = (_span(one.validity) for one in (drafted, against[0]))
        plan.list_cell(cell, conflict(cell, found=found, stored=stored))
        return None
    person.hold(plan.store(drafted))
    return drafted


def _is_same(shape: FactShape, one: Fact, other: Fact) -> bool:
    """Whether two facts of one subject speak of one thing."""
    here, there = one.validity, other.validity
    if shape.once.days is Days.ANY:
        return True
    if shape.once.days is Days.SAME_PERIOD:
        return _agree(here.begins, there.begins) and _agree(here.ends, there.ends)
    if here.begins is None or there.begins is None:
        return _is_seen_within(here, there) or _is_seen_within(there, here)
    if not here.begins.agrees_with(there.begins):
        return False
    return shape.once.days is Days.SAME_FIRST or here.possible.overlaps(there.possible)


def _agree(one: PartialDate | None, other: PartialDate | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.agrees_with(other)


def _is_seen_within(seen: Validity, other: Validity) -> bool:
    """Whether what was seen on a day, its beginning unknown, lies in the other's days."""
    if seen.begins is not None or seen.known_by is None:
        return False
    return seen.known_by in other.possible or (
        other.begins is None and other.known_by is not None and other.known_by in seen.possible
    )


def _say_more(plan: Plan, person: PersonState, same: F, drafted: F, cell: CellRef | None) -> F:
    """Take in what the draft says more exactly, weigh what it says otherwise."""
    changes: dict[str, Any] = {}
    for name in _own(same):
        before, after = getattr(same, name), getattr(drafted, name)
        if after in (None, "") or _equal(before, after):
            continue
        if before in (None, "") or (
            name != _WORDS and _takes_place(plan, person, same, drafted, (cell, name))
        ):
            changes[name] = after
    validity = _joined(plan, person, same, drafted, cell)
    if validity != same.validity:
        changes["validity"] = validity
    if not changes:
        plan.restate(same, cell)
        return same
    source = same.source if outranks(same.source, drafted.source) else drafted.source
    changed = plan.change(same, cell, source=source, **changes)
    person.swap(same, changed)
    return changed


def _own(fact: Fact) -> list[str]:
    return [one.name for one in fields(fact) if one.name not in _SHARED]


def _equal(one: object, other: object) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return spelling_key(one) == spelling_key(other)
    return one == other


def _takes_place(
    plan: Plan, person: PersonState, same: Fact, drafted: Fact, where: tuple[CellRef | None, str]
) -> bool:
    """Weigh a value against the one that stands; a decision outranks a list."""
    cell, name = where
    better = outranks(drafted.source, same.source)
    clash = Clash(
        person=person, standing=same, cell=cell, field=name, before=_plain(getattr(same, name)),
        after=_plain(getattr(drafted, name)), default=Outcome.CORRECT if better else Outcome.KEEP,
    )  # fmt: skip
    return weigh(plan, clash) is Outcome.CORRECT


def _joined(
    plan: Plan, person: PersonState, same: Fact, drafted: Fact, cell: CellRef | None
) -> Validity:
    """The days of both, each end as exactly as it is known."""
    stands, said = same.validity, drafted.validity
    begins = exacter(stands.begins, said.begins)
    ends = exacter(stands.ends, said.ends)
    for name, kept, told in (("begins", begins, said.begins), ("ends", ends, said.ends)):
        if kept is None or told is None or kept.agrees_with(told):
            continue
        better = outranks(drafted.source, same.source)
        clash = Clash(
            person=person, standing=same, cell=cell, field=name, before=kept.iso(),
            after=told.iso(), default=Outcome.CORRECT if better else Outcome.KEEP,
        )  # fmt: skip
        if weigh(plan, clash) is Outcome.CORRECT:
            begins, ends = (told, ends) if name == "begins" else (begins, told)
    joined = Validity(begins, ends, None if begins else _first(stands.known_by, said.known_by))
    return stands if joined.possible.is_empty else joined


def exacter(one: PartialDate | None, other: PartialDate | None) -> PartialDate | None:
    """The more exact of two dates that agree; where they do not, the first."""
    if one is None or other is None:
        return one or other
    return other if one.agrees_with(other) and other.precision > one.precision else one


def _first(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)


def _span(validity: Validity) -> str:
    days = (validity.begins, validity.ends)
    return " - ".join(str(day) if day else "…" for day in days)


def _plain(value: object) -> str:
    if isinstance(value, PartialDate):
        return value.iso()
    return str(getattr(value, "value", value))
