"""The independent checker: a plan against its problem, person by person and day by day.

Written from the rules alone, with nothing of the model, the solver or the explanations; it walks
calendar days where the model reasons about crowds, so that one mistake is not made twice.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from canbo.engine.planning.training.outcome import (
    CODES,
    PRICED,
    WHYS,
    Assigned,
    Status,
    TrainingPlan,
)
from canbo.engine.planning.training.problem import FixedKind, Level, Need, Problem


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that the plan breaks, where, with what was found and what is expected."""

    rule: str
    key: str
    found: str
    expected: str


@dataclass(frozen=True)
class Case:
    """A problem and the plan to judge, with plain look-ups of its own."""

    problem: Problem
    plan: TrainingPlan

    @cached_property
    def needs(self) -> dict[str, Need]:
        """Needs by id."""
        return {need.need: need for need in self.problem.needs}

    @cached_property
    def units(self) -> dict[str, str]:
        """The unit of each person."""
        return {person.person: person.unit for person in self.problem.people}

    @cached_property
    def courses(self) -> dict[str, str]:
        """The course of each class."""
        return {entry.class_id: entry.course for entry in self.problem.classes}

    @cached_property
    def costs(self) -> dict[str, int]:
        """The cost per head of each class."""
        return {entry.class_id: entry.cost for entry in self.problem.classes}

    @cached_property
    def days(self) -> dict[str, set[date]]:
        """Every day on which each class sits."""
        found: dict[str, set[date]] = defaultdict(set)
        for block in self.problem.sessions:
            length = (block.ends - block.begins).days
            found[block.class_id] |= {block.begins + timedelta(n) for n in range(length + 1)}
        return found

    @cached_property
    def begins(self) -> dict[str, date]:
        """The first day of each class."""
        return {class_id: min(days) for class_id, days in self.days.items()}

    @cached_property
    def ends(self) -> dict[str, date]:
        """The last day of each class."""
        return {class_id: max(days) for class_id, days in self.days.items()}

    @cached_property
    def sound(self) -> list[Assigned]:
        """The rows whose need, class and person exist; the others are named by `references`."""
        return [
            row
            for row in self.plan.assignment
            if row.need in self.needs and row.person in self.units and row.class_id in self.courses
        ]

    @cached_property
    def by_person(self) -> dict[str, list[str]]:
        """The classes each person sits in."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.sound:
            found[row.person].append(row.class_id)
        return found

    @cached_property
    def heads(self) -> Counter[str]:
        """How many people sit in each class."""
        return Counter(row.class_id for row in self.sound)


def check_plan(problem: Problem, plan: TrainingPlan) -> tuple[Violation, ...]:
    """Name every rule that the plan breaks, its figures and its tables included.

    The problem must be sound. A plan folder without a plan (infeasible, none found) is a
    violation of `status`.
    """
    if not plan.is_plan:
        return (Violation("status", "", plan.status.value, "a plan"),)
    case = Case(problem, plan)
    return tuple(violation for check in CHECKS for violation in check(case))


def references(case: Case) -> Iterator[Violation]:
    """Every row names a need, its person and a class that exist, through an allowed option."""
    allowed = {(option.need, option.class_id) for option in case.problem.options}
    for row in case.plan.assignment:
        need = case.needs.get(row.need)
        where = _key(need=row.need, **{"class": row.class_id})
        if need is None:
            yield Violation("reference", where, row.need, "needs")
        elif row.person != need.person:
            yield Violation("reference", where, row.person, need.person)
        elif row.class_id not in case.courses:
            yield Violation("reference", where, row.class_id, "classes")
        elif (row.need, row.class_id) not in allowed:
            yield Violation("option", where, row.class_id, "options")


def served_once(case: Case) -> Iterator[Violation]:
    """A need is served at most once."""
    for need, count in Counter(row.need for row in case.plan.assignment).items():
        if count > 1:
            yield Violation("need", _key(need=need), str(count), "≤ 1")


def one_class_a_day(case: Case) -> Iterator[Violation]:
    """A person has one place in a class and sits in one class on a day."""
    for person, classes in case.by_person.items():
        for class_id, count in Counter(classes).items():
            if count > 1:
                where = _key(person=person, **{"class": class_id})
                yield Violation("one_place", where, str(count), "≤ 1")
        sitting = Counter(day for class_id in set(classes) for day in case.days[class_id])
        day = min((day for day, count in sitting.items() if count > 1), default=None)
        if day:
            found = " ".join(sorted(c for c in set(classes) if day in case.days[c]))
            yield Violation("overlap", _key(person=person, day=f"{day}"), found, "≤ 1")


def class_sizes(case: Case) -> Iterator[Violation]:
    """An opened class has between its minimum and its seats."""
    for entry in case.problem.classes:
        people, where = case.heads[entry.class_id], _key(**{"class": entry.class_id})
        if people > entry.seats:
            yield Violation("seats", where, str(people), f"≤ {entry.seats}")
        if 0 < people < entry.minimum:
            yield Violation("minimum", where, str(people), f"≥ {entry.minimum}")


def absences(case: Case) -> Iterator[Violation]:
    """No unit has more people away on a day than its cap."""
    caps = {unit.unit: unit.absence_cap for unit in case.problem.units}
    for unit, day, people in _crowded(case, set(case.units), caps):
        where = _key(unit=unit, day=f"{day}")
        yield Violation("absence", where, " ".join(people), f"≤ {caps[unit]}")


def leaders(case: Case) -> Iterator[Violation]:
    """Of head and deputies of a unit at most one is away on a day."""
    if case.problem.rules.leaders_together:
        return
    leading = {p.person for p in case.problem.people if p.role.value in ("head", "deputy")}
    for unit, day, people in _crowded(case, leading, defaultdict(lambda: 1)):
        yield Violation("leaders", _key(unit=unit, day=f"{day}"), " ".join(people), "≤ 1")


def _crowded(
    case: Case, people: set[str], caps: dict[str, int]
) -> Iterator[tuple[str, date, list[str]]]:
    away: dict[tuple[str, date], set[str]] = defaultdict(set)
    for person, classes in case.by_person.items():
        if person in people:
            for class_id in classes:
                for day in case.days[class_id]:
                    away[case.units[person], day].add(person)
    named: set[str] = set()
    for (unit, day), absent in sorted(away.items(), key=lambda item: item[0]):
        if len(absent) > caps[unit] and unit not in named:
            named.add(unit)
            yield unit, day, sorted(absent)


def orders(case: Case) -> Iterator[Violation]:
    """A course that requires another follows it: held, or ended before in this plan."""
    required = {course.course: course.requires for course in case.problem.courses}
    held = {(row.person, row.course) for row in case.problem.held}
    for row in case.sound:
        before = required[case.courses[row.class_id]]
        if before is None or (row.person, before) in held:
            continue
        ended = [
            case.ends[class_id]
            for class_id in case.by_person[row.person]
            if case.courses[class_id] == before
        ]
        if not any(end < case.begins[row.class_id] for end in ended):
            where = _key(person=row.person, **{"class": row.class_id})
            found = min(map(str, ended), default="-")
            yield Violation("requires", where, found, f"{before} < {case.begins[row.class_id]}")


def quotas(case: Case) -> Iterator[Violation]:
    """No quota is exceeded."""
    for quota in case.problem.quotas:
        count = sum(
            case.courses[row.class_id] == quota.course
            and quota.begins <= case.begins[row.class_id] <= quota.ends
            and (quota.unit is None or quota.unit == case.units[row.person])
            for row in case.sound
        )
        if count > quota.places:
            yield Violation("quota", _key(quota=quota.quota), str(count), f"≤ {quota.places}")


def payers(case: Case) -> Iterator[Violation]:
    """Every place is paid by a source that may pay for that course and that person's group."""
    groups = {person.person: person.group for person in case.problem.people}
    allowed = {(row.source, row.course, row.group) for row in case.problem.payers}
    for row in case.sound:
        course, group = case.courses[row.class_id], groups[row.person]
        ways = {(row.source, c, g) for c in (course, None) for g in (group, None)}
        if not ways & allowed:
            where = _key(need=row.need, **{"class": row.class_id})
            yield Violation("payer", where, row.source, f"{course}, {group}")


def budgets(case: Case) -> Iterator[Violation]:
    """No source spends more than its budget of the year."""
    limits = {(row.source, row.year): row.amount for row in case.problem.budgets}
    spent: Counter[tuple[str, int]] = Counter()
    for row in case.sound:
        spent[row.source, case.begins[row.class_id].year] += case.costs[row.class_id]
    for (source, year), amount in sorted(spent.items()):
        limit = limits.get((source, year), 0)
        if amount > limit:
            where = _key(source=source, year=year)
            yield Violation("budget", where, str(amount), f"≤ {limit}")


def yearly(case: Case) -> Iterator[Violation]:
    """Nobody begins more classes in a calendar year than the rules allow."""
    limit = case.problem.rules.classes_per_person_year
    for person, classes in case.by_person.items():
        for year, count in Counter(case.begins[class_id].year for class_id in classes).items():
            if count > limit:
                yield Violation("yearly", _key(person=person, year=year), str(count), f"≤ {limit}")


def decided(case: Case) -> Iterator[Violation]:
    """Decided places are given, forbidden ones are not."""
    given = {(row.person, row.class_id) for row in case.sound}
    for row in case.problem.fixed:
        sits = (row.person, row.class_id) in given
        if sits is not (row.kind is FixedKind.MUST):
            where = _key(person=row.person, **{"class": row.class_id})
            yield Violation(row.kind.value, where, str(sits).lower(), str(not sits).lower())


def openings(case: Case) -> Iterator[Violation]:
    """The table of openings has every class once, as the assignment says."""
    listed = Counter(row.class_id for row in case.plan.openings)
    for class_id in {*listed, *case.courses}:
        expected = int(class_id in case.courses)
        if listed[class_id] != expected:
            where = _key(**{"class": class_id})
            yield Violation("openings", where, f"{listed[class_id]} rows", f"{expected}")
    for row in case.plan.openings:
        people = case.heads[row.class_id]
        if (row.is_open, row.people) != (people > 0, people):
            where = _key(**{"class": row.class_id})
            yield Violation("openings", where, f"{row.is_open}, {row.people}", f"{people}")


def reasons(case: Case) -> Iterator[Violation]:
    """Every need has one reason that agrees with the assignment."""
    listed = Counter(row.need for row in case.plan.reasons)
    for need in {*listed, *case.needs}:
        expected = int(need in case.needs)
        if listed[need] != expected:
            yield Violation("reasons", _key(need=need), f"{listed[need]} rows", f"{expected}")
    served = {row.need for row in case.plan.assignment}
    for row in case.plan.reasons:
        where = _key(need=row.need)
        if row.need in case.needs and row.person != case.needs[row.need].person:
            yield Violation("reasons", where, row.person, case.needs[row.need].person)
        if row.served != (row.need in served) or row.served != (row.code == "served"):
            yield Violation("reasons", where, f"{row.served}, {row.code}", f"{row.need in served}")
        if row.code not in CODES:
            yield Violation("reasons", where, row.code, " | ".join(CODES))
        if row.change is None and row.why not in WHYS:
            yield Violation("reasons", where, str(row.why), " | ".join(WHYS))
        if not _is_object(row.key) or not (row.change is None or _is_object(row.change)):
            yield Violation("reasons", where, row.key, "JSON")


def prices(case: Case) -> Iterator[Violation]:
    """Each quota, budget and full class has one price row; an absence row names a full cap."""
    listed = Counter((row.rule, _canonical(row.key)) for row in case.plan.prices)
    wanted = set(_priced(case))
    for rule, key in sorted(wanted - listed.keys()):
        yield Violation("prices", key, f"{rule} x 0", "1")
    for (rule, key), count in listed.items():
        is_true = (rule, key) in wanted or (rule == "absence" and _is_full_cap(case, key))
        if not is_true or count > 1:
            yield Violation("prices", key, f"{rule} x {count}", " | ".join(PRICED))
    for row in case.plan.prices:
        if row.step < 1 or (row.gain is not None and row.gain < 0):
            yield Violation("prices", row.key, f"{row.step}, {row.gain}", "step ≥ 1, gain ≥ 0")


def _priced(case: Case) -> Iterator[tuple[str, str]]:
    """The rows that must have a price, whatever the plan's absences are."""
    for quota in case.problem.quotas:
        yield "quota", _key(quota=quota.quota)
    for budget in case.problem.budgets:
        yield "budget", _key(source=budget.source, year=budget.year)
    for entry in case.problem.classes:
        if 0 < case.heads[entry.class_id] >= entry.seats:
            yield "seats", _key(**{"class": entry.class_id})


def _is_full_cap(case: Case, key: str) -> bool:
    """Whether as many of the unit are away on the day as may be."""
    row = json.loads(key) if key else {}
    if set(row) != {"unit", "day"}:
        return False
    caps = {unit.unit: unit.absence_cap for unit in case.problem.units}
    people = {person for person, unit in case.units.items() if unit == row["unit"]}
    away = sum(
        any(f"{day}" == row["day"] for c in case.by_person.get(person, ()) for day in case.days[c])
        for person in people
    )
    return row["unit"] in caps and away >= caps[row["unit"]]


def figures(case: Case) -> Iterator[Violation]:
    """Objective, bound, gap and status are what the assignment says."""
    plan, objective = case.plan, worth(case)
    if plan.objective != objective:
        yield Violation("objective", "", str(plan.objective), str(objective))
    if plan.bound is None or plan.gap is None:
        yield Violation("bound", "", str(plan.bound), f"≥ {objective}")
        return
    if plan.bound < objective:
        yield Violation("bound", "", str(plan.bound), f"≥ {objective}")
    gap = (plan.bound - objective) / max(1, abs(plan.bound))
    if not math.isclose(plan.gap, gap, rel_tol=1e-9, abs_tol=1e-12):
        yield Violation("gap", "", str(plan.gap), str(gap))
    if (plan.status is Status.OPTIMAL) is not (plan.bound == objective):
        yield Violation("status", "", plan.status.value, "optimal: bound = objective")
    if plan.status is Status.INFEASIBLE or plan.conflict:
        yield Violation("status", "", plan.status.value, "no conflict beside a plan")
    yield from _levels(case)


def _levels(case: Case) -> Iterator[Violation]:
    served = {row.need for row in case.sound}
    for level in Level:
        value = sum(n.severity for n in served_needs(case, served) if n.level is level)
        named = case.plan.levels.get(level)
        if named is None or named.value != value or named.bound < value:
            yield Violation("levels", level.value, str(named), str(value))


def served_needs(case: Case, served: set[str]) -> Iterator[Need]:
    """Give the needs that the plan serves."""
    return (need for need in case.problem.needs if need.need in served)


def worth(case: Case) -> int:
    """Compute the weighted objective anew from the assignment."""
    rules = case.problem.rules
    weights = dict(rules.weights)
    bonus = {(option.need, option.class_id): option.bonus for option in case.problem.options}
    total, served = 0, Counter[str]()
    for row in case.sound:
        need = case.needs[row.need]
        total += weights[need.level] * need.severity + bonus.get((row.need, row.class_id), 0)
        served[case.units[need.person]] += 1
    if rules.fairness is None:
        return total
    for unit in case.problem.units:
        size = sum(home == unit.unit for home in case.units.values())
        wanted = math.ceil(rules.fairness.share * size)
        total -= rules.fairness.penalty * max(0, wanted - served[unit.unit])
    return total


def _key(**names: Any) -> str:
    return json.dumps(names, ensure_ascii=False)


def _canonical(text: str) -> str:
    """Write a key in the one form that `_key` gives; "" for what is no JSON object."""
    return _key(**json.loads(text)) if _is_object(text) else ""


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


CHECKS: tuple[Callable[[Case], Iterator[Violation]], ...] = (
    references, served_once, one_class_a_day, class_sizes, absences, leaders, orders, quotas,
    payers, budgets, yearly, decided, openings, reasons, prices, figures,
)  # fmt: skip
