"""What an office could change in a problem: one seat, one place of a quota, some money, one week.

Each change is a value; applied to a problem it gives another problem, that is solved like any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any

from canbo.engine.planning.training.ledger import Ledger
from canbo.engine.planning.training.problem import Budget, Held, Option, Problem
from canbo.engine.planning.training.view import Place

MILLION = 1_000_000  # đồng: the step in which an office speaks of money
WEEK = 7


class Kind(StrEnum):
    """What is changed."""

    SEAT = "seat"  # seats of a class
    COVER = "cover"  # people of a unit who may be away on one day
    QUOTA = "quota"  # places of a quota
    MONEY = "money"  # đồng of a source in a year
    WEEK = "week"  # days by which a class begins later (or earlier)
    COURSE = "course"  # a person has the course that another requires


@dataclass(frozen=True, slots=True)
class Costs:
    """How dear each change is to an office; only their order and sums matter, not their unit."""

    seat: int = 2
    cover: int = 3
    quota: int = 4
    million: int = 1
    week: int = 5
    course: int = 8


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `key` names the row as the price list does, `by` is how much more."""

    kind: Kind
    key: tuple[tuple[str, str | int], ...]
    by: int
    cost: int = 0

    @property
    def named(self) -> dict[str, Any]:
        """The key by its names."""
        return dict(self.key)

    def plain(self) -> dict[str, Any]:
        """Give the change as JSON values."""
        return {"change": self.kind.value, **self.named, "by": self.by, "cost": self.cost}


Changes = tuple[Change, ...]  # told and made together


def apply_changes(problem: Problem, changes: Changes) -> Problem:
    """Give the problem as it would be after several changes."""
    for change in changes:
        problem = apply_change(problem, change)
    return problem


def apply_change(problem: Problem, change: Change) -> Problem:
    """Give the problem as it would be after the change."""
    return _APPLY[change.kind](problem, change.named, change.by)


def _seat(problem: Problem, key: Mapping[str, Any], by: int) -> Problem:
    classes = tuple(
        replace(one, seats=max(0, one.seats + by)) if one.class_id == key["class"] else one
        for one in problem.classes
    )
    return replace(problem, classes=classes)


def _cover(problem: Problem, key: Mapping[str, Any], by: int) -> Problem:
    units = tuple(
        replace(one, absence_cap=max(0, one.absence_cap + by)) if one.unit == key["unit"] else one
        for one in problem.units
    )
    return replace(problem, units=units)


def _quota(problem: Problem, key: Mapping[str, Any], by: int) -> Problem:
    quotas = tuple(
        replace(one, places=max(0, one.places + by)) if one.quota == key["quota"] else one
        for one in problem.quotas
    )
    return replace(problem, quotas=quotas)


def _money(problem: Problem, key: Mapping[str, Any], by: int) -> Problem:
    where = (key["source"], key["year"])
    rest = tuple(one for one in problem.budgets if (one.source, one.year) != where)
    had = sum(one.amount for one in problem.budgets if (one.source, one.year) == where)
    return replace(problem, budgets=(*rest, Budget(*where, max(0, had + by))))


def _week(problem: Problem, key: Mapping[str, Any], by: int) -> Problem:
    """Move every block of a class; a need whose window it leaves can no longer use it."""
    class_id, days = key["class"], timedelta(by)
    sessions = tuple(
        replace(one, begins=one.begins + days, ends=one.ends + days)
        if one.class_id == class_id
        else one
        for one in problem.sessions
    )
    first = min(one.begins for one in sessions if one.class_id == class_id)
    windows = {need.need: (need.first_day, need.last_day) for need in problem.needs}

    def fits(option: Option) -> bool:
        begins, ends = windows[option.need]
        return option.class_id != class_id or begins <= first <= ends

    options = tuple(option for option in problem.options if fits(option))
    return replace(problem, sessions=sessions, options=options)


def _course(problem: Problem, key: Mapping[str, Any], by: int) -> Problem:
    held = Held(key["person"], key["course"])
    return problem if held in problem.held else replace(problem, held=(*problem.held, held))


_APPLY: Mapping[Kind, Callable[[Problem, Mapping[str, Any], int], Problem]] = {
    Kind.SEAT: _seat,
    Kind.COVER: _cover,
    Kind.QUOTA: _quota,
    Kind.MONEY: _money,
    Kind.WEEK: _week,
    Kind.COURSE: _course,
}


def changes_for(ledger: Ledger, places: list[Place], costs: Costs) -> tuple[Change, ...]:
    """List what could open a place to a need, the cheapest first, each once."""
    found = {change: None for place in places for change in _changes_for(ledger, place, costs)}
    return tuple(sorted(found, key=lambda change: (change.cost, change.kind, change.key)))


def _changes_for(ledger: Ledger, place: Place, costs: Costs) -> Iterator[Change]:
    view, class_id = ledger.view, place.class_id
    yield Change(Kind.SEAT, (("class", class_id),), 1, costs.seat)
    yield Change(Kind.COVER, (("unit", place.person.unit),), 1, costs.cover)
    for quota in ledger.quotas_of(place):
        yield Change(Kind.QUOTA, (("quota", quota),), 1, costs.quota)
    yield from _money_for(ledger, place, costs)
    for days in (WEEK, -WEEK):
        yield Change(Kind.WEEK, (("class", class_id),), days, costs.week)
    required = view.requires[place.training_class.course]
    if required is not None and (place.person.person, required) not in view.held:
        key = (("person", place.person.person), ("course", required))
        yield Change(Kind.COURSE, key, 1, costs.course)


def _money_for(ledger: Ledger, place: Place, costs: Costs) -> Iterator[Change]:
    """Give, for each source that may pay, the least whole millions that pay one place more."""
    year, cost = ledger.view.year(place.class_id), place.training_class.cost
    for source in ledger.view.sources(place):
        if ledger.can_pay(source, place):
            continue
        millions = -(-(cost - ledger.left(source, year)) // MILLION)
        key = (("source", source), ("year", year))
        yield Change(Kind.MONEY, key, millions * MILLION, millions * costs.million)
