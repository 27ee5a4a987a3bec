"""The independent checker: a rotation against its problem, person by person and post by post.

Written from the rules alone, with nothing of the model, the solver or the explanations; it follows
who takes whose post from the places alone, so that one mistake is not made twice.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from canbo.engine.planning.rotation.outcome import (
    CODES,
    ENTERS,
    MOVES,
    PLACED,
    PRICED,
    STAYS,
    Moved,
    RotationPlan,
)
from canbo.engine.planning.rotation.problem import Move, Problem
from canbo.engine.planning.training.outcome import Status
from canbo.engine.planning.training.verify import Violation


@dataclass(frozen=True)
class Case:
    """A problem and the plan to judge, with plain look-ups of its own."""

    problem: Problem
    plan: RotationPlan

    @cached_property
    def today(self) -> dict[str, str]:
        """The post that each holder holds today."""
        return {row.person: row.post for row in self.problem.holders}

    @cached_property
    def units(self) -> dict[str, str]:
        """The unit of each post."""
        return {row.post: row.unit for row in self.problem.posts}

    @cached_property
    def sexes(self) -> dict[str, str]:
        """The sex of each person."""
        return {row.person: row.sex for row in self.problem.people}

    @cached_property
    def allowed(self) -> dict[tuple[str, str], Move]:
        """Allowed moves by person and post."""
        return {(row.person, row.post): row for row in self.problem.moves}

    @cached_property
    def places(self) -> dict[str, str]:
        """The post of each person after the plan, through an allowed move."""
        return {
            row.person: row.post
            for row in self.plan.reasons
            if row.post is not None and (row.person, row.post) in self.allowed
        }

    @cached_property
    def chosen(self) -> list[Move]:
        """The allowed moves and stays that the plan chose."""
        return [self.allowed[pair] for pair in self.places.items()]

    @cached_property
    def moving(self) -> list[Move]:
        """The moves made: to stay is none."""
        return [row for row in self.chosen if self.today.get(row.person) != row.post]

    @cached_property
    def leavers(self) -> Counter[str]:
        """How many of today's holders have no place in their unit after the plan."""
        found: Counter[str] = Counter()
        for person, post in self.today.items():
            now = self.places.get(person)
            if now is None or self.units[now] != self.units[post]:
                found[self.units[post]] += 1
        return found

    @cached_property
    def seats_used(self) -> Counter[str]:
        """Training seats used by course."""
        return Counter(row.needs_course for row in self.chosen if row.needs_course is not None)


def check_plan(problem: Problem, plan: RotationPlan) -> tuple[Violation, ...]:
    """Name every rule that the plan breaks, its figures and its tables included.

    The problem must be sound. A plan folder without a plan (infeasible, none found) is a
    violation of `status`.
    """
    if not plan.is_plan:
        return (Violation("status", "", plan.status.value, "a plan"),)
    case = Case(problem, plan)
    return tuple(violation for check in CHECKS for violation in check(case))


def people(case: Case) -> Iterator[Violation]:
    """Every person has one reason and at most one place, through an allowed move."""
    listed = Counter(row.person for row in case.plan.reasons)
    known = set(case.sexes)
    for person in sorted({*listed, *known}):
        expected = int(person in known)
        if listed[person] != expected:
            yield Violation("person", _key(person=person), f"{listed[person]} rows", f"{expected}")
    for row in case.plan.reasons:
        if row.post is not None and (row.person, row.post) not in case.allowed:
            yield Violation("move", _key(person=row.person), row.post, "moves")


def posts(case: Case) -> Iterator[Violation]:
    """A post has at most one person."""
    for post, count in Counter(case.places.values()).items():
        if count > 1:
            yield Violation("post", _key(post=post), str(count), "≤ 1")


def leaving(case: Case) -> Iterator[Violation]:
    """No more holders leave a unit than may."""
    for unit in case.problem.units:
        count = case.leavers[unit.unit]
        if count > unit.leaders_leave_cap:
            where = _key(unit=unit.unit)
            yield Violation("leave", where, str(count), f"≤ {unit.leaders_leave_cap}")


def training_seats(case: Case) -> Iterator[Violation]:
    """No course trains more than its seats; a course without an entry has none."""
    if case.problem.rules.training_seats is None:
        return
    limits = dict(case.problem.rules.training_seats)
    for course, used in sorted(case.seats_used.items()):
        if used > limits.get(course, 0):
            where = _key(course=course)
            yield Violation("training_seats", where, str(used), f"≤ {limits.get(course, 0)}")


def shares(case: Case) -> Iterator[Violation]:
    """Enough of the moves made go to the grass roots, and enough are made by women."""
    grassroots = {row.unit for row in case.problem.units if row.grassroots}
    rules, moves = case.problem.rules, len(case.moving)
    down = sum(case.units[row.post] in grassroots for row in case.moving)
    women = sum(case.sexes[row.person] == "f" for row in case.moving)
    for rule, share, count in (
        ("grassroots_share", rules.min_grassroots_share, down),
        ("women_share", rules.min_women_share, women),
    ):
        if count < share * moves:
            yield Violation(rule, "", f"{count} / {moves}", f"≥ {share}")


def moves_made(case: Case) -> Iterator[Violation]:
    """The table of moves has every move made once, with the post left, and nothing else."""
    expected = {row.person: (case.today.get(row.person), row.post) for row in case.moving}
    listed = Counter(row.person for row in case.plan.moves)
    for person in sorted({*listed, *expected}):
        if listed[person] != int(person in expected):
            where = _key(person=person)
            yield Violation("moves", where, f"{listed[person]} rows", f"{int(person in expected)}")
    for row in case.plan.moves:
        found = (row.from_post, row.to_post)
        if row.person in expected and found != expected[row.person]:
            yield Violation("moves", _key(person=row.person), str(found), str(expected[row.person]))


def chains(case: Case) -> Iterator[Violation]:
    """Moves hang together as the table says, and not longer than may be."""
    grouped: dict[str, list[Moved]] = defaultdict(list)
    for row in case.plan.moves:
        grouped[row.chain].append(row)
    limit = case.problem.rules.max_chain
    movers = {row.from_post for row in case.plan.moves}
    filled = {row.to_post for row in case.plan.moves}
    for chain, rows in grouped.items():
        rows.sort(key=lambda row: row.position)
        found = " ".join(str(row.position) for row in rows)
        if [row.position for row in rows] != list(range(1, len(rows) + 1)):
            yield Violation("chain", _key(chain=chain), found, f"1..{len(rows)}")
        for earlier, later in pairwise(rows):
            if later.to_post != earlier.from_post:
                yield Violation("chain", _key(chain=chain), later.to_post, f"{earlier.from_post}")
        is_cycle = rows[0].to_post == rows[-1].from_post
        if not is_cycle and (rows[0].to_post in movers or rows[-1].from_post in filled):
            yield Violation("chain", _key(chain=chain), rows[0].to_post, "whole")
        if limit is not None and len(rows) > limit:
            yield Violation("max_chain", _key(chain=chain), str(len(rows)), f"≤ {limit}")


def vacancies(case: Case) -> Iterator[Violation]:
    """The table of vacancies has every post without a person, once."""
    vacant = set(case.units) - set(case.places.values())
    listed = Counter(row.post for row in case.plan.vacancies)
    for post in sorted({*listed, *vacant}):
        if listed[post] != int(post in vacant):
            where = _key(post=post)
            yield Violation("vacancies", where, f"{listed[post]} rows", f"{int(post in vacant)}")


def reasons(case: Case) -> Iterator[Violation]:
    """Each reason agrees with the place."""
    for row in case.plan.reasons:
        where = _key(person=row.person)
        if row.code not in CODES:
            yield Violation("reasons", where, row.code, " | ".join(CODES))
        today = case.today.get(row.person)
        placed = STAYS if today == row.post else ENTERS if today is None else MOVES
        if row.post is None and row.code in PLACED:
            yield Violation("reasons", where, row.code, "no place")
        if row.post is not None and row.code != placed:
            yield Violation("reasons", where, row.code, placed)
        if not _is_object(row.key):
            yield Violation("reasons", where, row.key, "JSON")


def prices(case: Case) -> Iterator[Violation]:
    """Each course with seats has one price row, each unit that no more may leave too."""
    held = {case.units[post] for post in case.today.values()}
    wanted = {
        ("training_seats", _key(course=course))
        for course, _ in case.problem.rules.training_seats or ()
    } | {
        ("leave", _key(unit=row.unit))
        for row in case.problem.units
        if case.leavers[row.unit] == row.leaders_leave_cap and row.unit in held
    }
    listed = Counter((row.rule, row.key) for row in case.plan.prices)
    for rule, key in sorted({*listed, *wanted}):
        expected = int((rule, key) in wanted)
        if listed[rule, key] != expected:
            yield Violation("prices", key, f"{rule} x {listed[rule, key]}", f"{expected}")
    for row in case.plan.prices:
        if row.rule not in PRICED or row.step < 1 or (row.gain is not None and row.gain < 0):
            yield Violation("prices", row.key, f"{row.rule}, {row.step}, {row.gain}", "gain ≥ 0")


def alternatives(case: Case) -> Iterator[Violation]:
    """An alternative is an allowed move that the plan did not choose, listed once."""
    listed = Counter((row.person, row.post) for row in case.plan.alternatives)
    for (person, post), count in listed.items():
        is_true = (person, post) in case.allowed and case.places.get(person) != post
        if count > 1 or not is_true:
            where = _key(person=person, post=post)
            yield Violation("alternatives", where, str(count), f"{int(is_true)}")


def figures(case: Case) -> Iterator[Violation]:
    """Objective, bound, gap and status are what the places say."""
    plan, objective = case.plan, worth(case)
    if plan.objective != objective:
        yield Violation("objective", "", str(plan.objective), str(objective))
    if plan.bound is None or plan.gap is None or plan.bound < objective:
        yield Violation("bound", "", str(plan.bound), f"≥ {objective}")
        return
    gap = (plan.bound - objective) / max(1, abs(plan.bound))
    if not math.isclose(plan.gap, gap, rel_tol=1e-9, abs_tol=1e-12):
        yield Violation("gap", "", str(plan.gap), str(gap))
    if (plan.status is Status.OPTIMAL) is not (plan.bound == objective):
        yield Violation("status", "", plan.status.value, "optimal: bound = objective")
    if plan.status is Status.INFEASIBLE or plan.conflict:
        yield Violation("status", "", plan.status.value, "no conflict beside a plan")


def worth(case: Case) -> int:
    """Compute the objective anew from the places."""
    empty = len(set(case.units) - set(case.places.values()))
    return sum(row.value for row in case.chosen) - case.problem.rules.vacancy_penalty * empty


def _key(**names: Any) -> str:
    return json.dumps(names, ensure_ascii=False)


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


CHECKS: tuple[Callable[[Case], Iterator[Violation]], ...] = (
    people, posts, leaving, training_seats, shares, moves_made, chains, vacancies, reasons,
    prices, alternatives, figures,
)  # fmt: skip
