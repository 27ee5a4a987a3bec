"""Small rotations for the tests, and the best plan found by trying everything."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

from canbo.engine.planning.rotation.problem import (
    KEYS,
    Holder,
    Move,
    Person,
    Post,
    Previous,
    Problem,
    Rules,
    Unit,
)

RULES = Rules(10, Fraction(0), Fraction(0), None, None, True)
Plan = dict[str, str]  # person -> post


def post(name: str, unit: str = "U") -> Post:
    return Post(name, unit, 1, False, None)


def person(name: str, sex: str = "m") -> Person:
    return Person(name, "U", sex, None, 100, 1)


def move(who: str, to: str, value: int = 1, course: str | None = None) -> Move:
    return Move(who, to, value, course)


def rotation(**tables: Any) -> Problem:
    """Make a rotation of the given tables; units U and V (grass roots), from which all may go."""
    empty: dict[str, Any] = dict.fromkeys(KEYS, ())
    units = (Unit("U", False, 9), Unit("V", True, 9))
    return Problem(**{**empty, "units": units, "rules": RULES, **tables})


def line(count: int, **tables: Any) -> Problem:
    """Make a rotation in which holder n of post n may stay or move to post n + 1, the last free.

    To move is worth 10, to stay 1; there is one post more than people.
    """
    names = range(count)
    defaults = {
        "posts": tuple(post(f"J{n}") for n in range(count + 1)),
        "people": tuple(person(f"P{n}") for n in names),
        "holders": tuple(Holder(f"P{n}", f"J{n}") for n in names),
        "moves": tuple(
            row for n in names for row in (move(f"P{n}", f"J{n}"), move(f"P{n}", f"J{n + 1}", 10))
        ),
    }
    return rotation(**{**defaults, **tables})


def ring(count: int, **tables: Any) -> Problem:
    """Make a rotation in which everybody may stay or move to the next post, round and round."""
    names = range(count)
    moves = [
        row
        for n in names
        for row in (move(f"P{n}", f"J{n}"), move(f"P{n}", f"J{(n + 1) % count}", 10))
    ]
    defaults = {
        "posts": tuple(post(f"J{n}") for n in names),
        "people": tuple(person(f"P{n}") for n in names),
        "holders": tuple(Holder(f"P{n}", f"J{n}") for n in names),
        "moves": tuple(moves),
    }
    return rotation(**{**defaults, **tables})


def draw_small(seed: int) -> Problem:
    """Draw a rotation small enough to try every plan, with every kind of rule in play."""
    rng = random.Random(seed)
    posts = tuple(post(f"J{n}", rng.choice("UV")) for n in range(rng.randint(2, 5)))
    people = tuple(person(f"P{n}", rng.choice("fm")) for n in range(rng.randint(2, 6)))
    count = rng.randint(0, min(len(posts), len(people)))
    held = rng.sample(posts, count)
    holders = tuple(Holder(p.person, j.post) for p, j in zip(people, held, strict=False))
    own = {row.person: row.post for row in holders}
    moves = tuple(
        move(p.person, j.post, rng.randint(-6, 9), rng.choice((None, None, "A", "B")))
        for p in people
        for j in posts
        if rng.random() < (0.9 if own.get(p.person) == j.post else 0.5)
    )
    seats = rng.choice((None, (("A", rng.randint(0, 1)), ("B", 1)), (("A", 1),)))
    rules = Rules(
        rng.choice((0, 3, 10)),
        Fraction(rng.choice((0, 0, 3, 5, 10)), 10),
        Fraction(rng.choice((0, 0, 35, 50)), 100),
        rng.choice((None, None, 0, 1, 2, 3)),
        seats,
        rng.random() < 0.7,
    )
    return Problem(
        posts=posts,
        holders=holders,
        people=people,
        moves=moves,
        units=(
            Unit("U", False, rng.choice((0, 1, 2, 9))),
            Unit("V", True, rng.choice((0, 1, 9, 9))),
        ),
        previous=tuple(Previous(m.person, m.post) for m in moves if rng.random() < 0.3),
        rules=rules,
    )


def all_plans(problem: Problem) -> Iterator[Plan]:
    """Give every plan that keeps all rules."""
    options: dict[str, list[str]] = {row.person: [] for row in problem.people}
    for row in problem.moves:
        options[row.person].append(row.post)

    def extend(names: list[str], plan: Plan) -> Iterator[Plan]:
        if not names:
            yield dict(plan)
            return
        yield from extend(names[1:], plan)
        for to in options[names[0]]:
            if to not in plan.values():
                yield from extend(names[1:], {**plan, names[0]: to})

    return (plan for plan in extend(list(options), {}) if keeps_rules(problem, plan))


def keeps_rules(problem: Problem, plan: Plan) -> bool:
    rules = problem.rules
    unit_of = {row.post: row.unit for row in problem.posts}
    own = {row.person: row.post for row in problem.holders}
    for unit in problem.units:
        mine = [p for p, j in own.items() if unit_of[j] == unit.unit]
        gone = [p for p in mine if p not in plan or unit_of[plan[p]] != unit.unit]
        if len(gone) > unit.leaders_leave_cap:
            return False
    courses = {(row.person, row.post): row.needs_course for row in problem.moves}
    used = Counter(courses[pair] for pair in plan.items())
    if rules.training_seats is not None:
        seats = dict(rules.training_seats)
        if any(n > seats.get(course, 0) for course, n in used.items() if course is not None):
            return False
    moving = {p: j for p, j in plan.items() if own.get(p) != j}
    women = {row.person for row in problem.people if row.sex == "f"}
    down = sum(unit_of[j] == "V" for j in moving.values())
    if down < rules.min_grassroots_share * len(moving):
        return False
    if len(women & moving.keys()) < rules.min_women_share * len(moving):
        return False
    return rules.max_chain is None or max(lengths(moving, own), default=0) <= rules.max_chain


def lengths(moving: Plan, own: Plan) -> list[int]:
    """How many moves hang together with each: one moves to the post that the other leaves."""
    groups = {p: {p} for p in moving}
    for first, to in moving.items():
        for second in moving:
            if own.get(second) == to and groups[first] is not groups[second]:
                joined = groups[first] | groups[second]
                for name in joined:
                    groups[name] = joined
    return [len(group) for group in groups.values()]


def value_of(problem: Problem, plan: Plan) -> int:
    values = {(row.person, row.post): row.value for row in problem.moves}
    empty = len(problem.posts) - len(plan)
    return sum(values[pair] for pair in plan.items()) - problem.rules.vacancy_penalty * empty


def kept(problem: Problem, plan: Plan) -> int:
    """How many places of the previous plan the plan keeps, where that counts."""
    if not problem.rules.keep_previous:
        return 0
    return len({(row.person, row.post) for row in problem.previous} & set(plan.items()))


def best_plans(problem: Problem) -> tuple[int, int, list[Plan]] | None:
    """Give the best value, the most places kept at it, and every plan of that value."""
    found = [(value_of(problem, plan), plan) for plan in all_plans(problem)]
    if not found:
        return None
    best = max(value for value, _ in found)
    equal = [plan for value, plan in found if value == best]
    return best, max(kept(problem, plan) for plan in equal), equal


def one_more(problem: Problem, rule: str, name: str) -> Problem:
    """Give a course one more seat, or let one more leave a unit."""
    if rule == "training_seats":
        seats = tuple((c, n + (c == name)) for c, n in problem.rules.training_seats or ())
        return replace(problem, rules=replace(problem.rules, training_seats=seats))
    units = tuple(
        replace(unit, leaders_leave_cap=unit.leaders_leave_cap + (unit.unit == name))
        for unit in problem.units
    )
    return replace(problem, units=units)
