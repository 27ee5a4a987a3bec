"""Ranks and salary steps: a person holds one at a time, each until the next begins."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from canbo.engine.facts import FactKind, RankHolding
from canbo.engine.timeline import PartialDate, Period
from canbo.exchange.workbooks.places import CellRef
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.saying import span_words
from canbo.records.operations.intake.standing import state_once
from canbo.records.operations.intake.state import PersonState
from canbo.records.operations.intake.weighing import conflict

_DAY = timedelta(days=1)


def state_rank(plan: Plan, person: PersonState, drafted: RankHolding, cell: CellRef | None) -> None:
    """Plan a rank: the one before ends on the day before, this one when a known one begins."""
    for standing in person.held(FactKind.RANK_HOLDING):
        if _says_the_same(standing, drafted):
            if _gives_way(plan, person, standing, drafted):
                state_once(plan, person, drafted, cell)
            else:
                _list(plan, person, drafted, cell)
            return
    placed = _in_line(plan, person, drafted)
    if placed is None:
        _list(plan, person, drafted, cell)
        return
    person.hold(plan.store(placed))


def _list(plan: Plan, person: PersonState, drafted: RankHolding, cell: CellRef | None) -> None:
    stored = "; ".join(f"{one.rank} {span_words(one.validity)}" for one in _around(person))
    found = f"{drafted.rank} {span_words(drafted.validity)}"
    plan.list_cell(cell, conflict(cell, found=found, stored=stored))


def _gives_way(
    plan: Plan, person: PersonState, standing: RankHolding, drafted: RankHolding
) -> bool:
    """Whether the rank before can end where this one, seen later only until now, truly begins."""
    first, seen = drafted.validity.certain.begins, standing.validity.certain.begins
    if first is None or seen is None or seen <= first:
        return True
    for one in _around(person):
        if one is standing or not one.validity.certain.overlaps(Period(first, seen)):
            continue
        if _begins(one) >= first.isoformat() or not _ends_at(one, standing):
            return False
        ended = replace(one.validity, ends=PartialDate.of(first - _DAY))
        person.swap(one, plan.change(one, None, source=one.source, validity=ended))
    return True


def _around(person: PersonState) -> list[RankHolding]:
    return person.held(FactKind.RANK_HOLDING)


def _says_the_same(standing: RankHolding, drafted: RankHolding) -> bool:
    """Whether a rank of the same days, or seen within them, is this one."""
    here, there = standing.validity, drafted.validity
    if here.begins and there.begins:
        return here.begins.agrees_with(there.begins)
    if not _same_step(standing, drafted):
        return False
    seen = there.known_by if there.begins is None else here.known_by
    days = here if there.begins is None else there
    return seen is not None and seen in days.possible


def _same_step(one: RankHolding, other: RankHolding) -> bool:
    steps = {one.step, other.step} - {None}
    shares = {one.coefficient, other.coefficient} - {""}
    return one.rank == other.rank and len(steps) < 2 and len(shares) < 2


def _in_line(plan: Plan, person: PersonState, drafted: RankHolding) -> RankHolding | None:
    """Find the place in time: close the one before, end at the next; None where there is none."""
    first = drafted.validity.certain.begins
    if first is None:
        return None
    before, after = None, None
    for one in sorted(_around(person), key=_begins):
        if _begins(one) < first.isoformat():
            before = one
        elif after is None:
            after = one
    if after is not None and drafted.validity.ends is None:
        nexts = after.validity.certain.begins
        if nexts is None or nexts <= first:
            return None
        ends = PartialDate.of(nexts - _DAY)
        drafted = replace(drafted, validity=replace(drafted.validity, ends=ends))
    if after is not None and drafted.validity.certain.overlaps(after.validity.certain):
        return None
    if before is not None and before.validity.certain.overlaps(drafted.validity.certain):
        if before.validity.ends is not None and not _ends_at(before, after):
            return None
        ended = replace(before.validity, ends=PartialDate.of(first - _DAY))
        person.swap(before, plan.change(before, None, source=before.source, validity=ended))
    return drafted


def _ends_at(before: RankHolding, after: RankHolding | None) -> bool:
    """Whether a rank ends just where the next begins: nobody wrote that end down."""
    ends = before.validity.ends
    if ends is None or after is None or not ends.is_full:
        return False
    return ends.earliest + _DAY == after.validity.certain.begins


def _begins(holding: RankHolding) -> str:
    begins = holding.validity.certain.begins
    return begins.isoformat() if begins else ""
