"""Small training problems for the tests, and the best plan found by trying everything."""

from __future__ import annotations

import itertools
import math
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from canbo.engine.planning.training.problem import (
    KEYS,
    Budget,
    Course,
    Fairness,
    Fixed,
    FixedKind,
    Held,
    Level,
    Need,
    Option,
    Payer,
    Person,
    Previous,
    Problem,
    Quota,
    Role,
    Rules,
    Session,
    TrainingClass,
    Unit,
)

WEIGHTS = ((Level.LEGAL, 100), (Level.POOL, 30), (Level.SHORTAGE, 8), (Level.YEARLY, 2))
RULES = Rules(WEIGHTS, 3, False, None, True)
START = date(2027, 3, 1)


def day(number: int) -> date:
    """Give the day that lies so many days after the first of March 2027."""
    return START + timedelta(number)


def person(name: str, *, unit: str = "U", role: Role = Role.STAFF, group: str = "g") -> Person:
    return Person(name, unit, role, group, "f", None)


def need(name: str, who: str, *, course: str = "A", level: Level = Level.LEGAL) -> Need:
    return Need(name, who, course, level, 1, day(-400), day(800), "")


def a_class(name: str, **fields: Any) -> TrainingClass:
    return replace(TrainingClass(name, "A", 9, 1, 0, ""), **fields)


def session(name: str, first: int, last: int) -> Session:
    return Session(name, day(first), day(last))


def problem(**tables: Any) -> Problem:
    """Make a problem of the given tables; one unit, courses A and B, a source that pays all."""
    empty: dict[str, Any] = dict.fromkeys(KEYS, ())
    defaults: dict[str, Any] = {
        "units": (Unit("U", None, 9),),
        "courses": (Course("A", None), Course("B", "A")),
        "payers": (Payer("s", None, None),),
        "rules": RULES,
    }
    return Problem(**{**empty, **defaults, **tables})


def everybody(count: int, **tables: Any) -> Problem:
    """Make a problem in which `count` people want course A, with class C1 on days 0 to 4."""
    people = tuple(person(f"P{n}") for n in range(count))
    needs = tuple(need(f"N{n}", f"P{n}") for n in range(count))
    defaults = {
        "people": people,
        "needs": needs,
        "classes": (a_class("C1"),),
        "sessions": (session("C1", 0, 4),),
        "options": tuple(Option(n.need, "C1", 0) for n in needs),
    }
    return problem(**{**defaults, **tables})


def draw_small(seed: int) -> Problem:
    """Draw a problem small enough to try every plan, with every kind of rule in play."""
    rng = random.Random(seed)
    people = tuple(
        Person(f"P{n}", rng.choice("UV"), rng.choice(tuple(Role)), rng.choice("gh"), "m", None)
        for n in range(rng.randint(2, 4))
    )
    courses = (Course("A", None), Course("B", "A"), Course("C", None))
    classes, sessions = _draw_classes(rng)
    first = {s.class_id: s.begins for s in reversed(sessions)}
    needs = tuple(_draw_need(rng, n, people) for n in range(rng.randint(3, 6)))
    options = tuple(
        Option(n.need, c.class_id, rng.randint(-3, 9))
        for n in needs
        for c in classes
        if c.course == n.course and n.first_day <= first[c.class_id] <= n.last_day
        if rng.random() < 0.9
    )
    owner = {n.need: n.person for n in needs}
    pairs = sorted({(owner[option.need], option.class_id) for option in options})
    fixed = tuple(
        Fixed(*pair, rng.choice((FixedKind.MUST, FixedKind.NEVER)))
        for pair in pairs
        if rng.random() < 0.12
    )
    share = Fraction(rng.choice((0, 3, 5, 7, 10)), 10)
    fairness = rng.choice((None, Fairness(share, rng.choice((1, 40, 200)))))
    return Problem(
        people=people,
        units=tuple(Unit(name, None, rng.choice((0, 1, 1, 2, 2, 3))) for name in "UV"),
        needs=needs,
        courses=courses,
        held=tuple(Held(p.person, "A") for p in people if rng.random() < 0.3),
        classes=classes,
        sessions=sessions,
        options=options,
        quotas=_draw_quotas(rng),
        budgets=tuple(
            Budget(source, year, rng.randint(0, 9))
            for source in "st"
            for year in (2026, 2027)
            if rng.random() < 0.9
        ),
        payers=tuple(
            Payer(*row)
            for row in (("s", None, "g"), ("s", "A", None), ("t", "B", "h"), ("t", None, None))
            if rng.random() < 0.7
        ),
        fixed=fixed,
        previous=tuple(Previous(*pair) for pair in pairs if rng.random() < 0.4),
        rules=Rules(WEIGHTS, rng.randint(1, 3), rng.random() < 0.3, fairness, rng.random() < 0.8),
    )


def _draw_classes(rng: random.Random) -> tuple[tuple[TrainingClass, ...], tuple[Session, ...]]:
    classes, sessions = [], []
    for number in range(rng.randint(3, 6)):
        seats, minimum = rng.choice((0, 1, 1, 2, 2, 3)), rng.choice((0, 0, 1, 1, 2, 2, 3))
        cost = rng.choice((0, 1, 2, 3))
        name = f"C{number}"
        classes.append(TrainingClass(name, rng.choice("AABC"), seats, minimum, cost, ""))
        begins = date(2026, 12, 24) + timedelta(rng.randrange(24))
        for _ in range(rng.randint(1, 2)):
            ends = begins + timedelta(rng.randrange(4))
            sessions.append(Session(name, begins, ends))
            begins = ends + timedelta(rng.randint(1, 4))
    return tuple(classes), tuple(sessions)


def _draw_need(rng: random.Random, number: int, people: tuple[Person, ...]) -> Need:
    begin = date(2026, 12, rng.choice((1, 1, 1, 28)))
    level = rng.choice(tuple(Level))
    who, severity = rng.choice(people).person, rng.randint(1, 2)
    return Need(f"N{number}", who, rng.choice("AABC"), level, severity, begin, date(2027, 3, 1), "")


def _draw_quotas(rng: random.Random) -> tuple[Quota, ...]:
    rows = []
    for number in range(rng.randint(0, 2)):
        begin = date(2026, 12, rng.choice((1, 30)))
        unit = rng.choice((None, "U"))
        places = rng.randint(0, 2)
        rows.append(Quota(f"Q{number}", rng.choice("ABC"), begin, date(2027, 1, 4), unit, places))
    return tuple(rows)


Choice = dict[str, str]  # need -> class


def try_everything(
    problem: Problem, wanted: Callable[[Choice], bool] = lambda _: True
) -> tuple[int, int] | None:
    """Try every plan that is `wanted`: the best objective with the most places kept.

    None when no such plan is valid.
    """
    ways = [
        [None, *(o.class_id for o in problem.options if o.need == n.need)] for n in problem.needs
    ]
    best: tuple[int, int] | None = None
    for picked in itertools.product(*ways):
        chosen = {n.need: c for n, c in zip(problem.needs, picked, strict=True) if c is not None}
        if not wanted(chosen):
            continue
        if _holds(problem, chosen) and _payable(problem, list(chosen.items()), Counter()):
            best = max(best or (-(10**9), 0), _worth(problem, chosen))
    return best


def _pairs(problem: Problem, chosen: Choice) -> list[tuple[Person, TrainingClass]]:
    people = {p.person: p for p in problem.people}
    owner = {n.need: people[n.person] for n in problem.needs}
    classes = {c.class_id: c for c in problem.classes}
    return [(owner[n], classes[c]) for n, c in chosen.items()]


def _days(problem: Problem, class_id: str) -> set[date]:
    return {
        s.begins + timedelta(n)
        for s in problem.sessions
        if s.class_id == class_id
        for n in range((s.ends - s.begins).days + 1)
    }


def _holds(problem: Problem, chosen: Choice) -> bool:
    pairs = _pairs(problem, chosen)
    days = {c.class_id: _days(problem, c.class_id) for c in problem.classes}
    seats = Counter(c.class_id for _, c in pairs)
    if any(not c.minimum <= seats[c.class_id] <= c.seats for _, c in pairs):
        return False
    away: dict[date, list[Person]] = {}
    for who, entry in pairs:
        for moment in days[entry.class_id]:
            away.setdefault(moment, []).append(who)
    return all(_may_be_away(problem, crowd) for crowd in away.values()) and (
        _as_decided(problem, pairs, days)
        and _in_order(problem, pairs, days)
        and _in_quota(problem, pairs, days)
    )


def _may_be_away(problem: Problem, crowd: list[Person]) -> bool:
    if len({p.person for p in crowd}) < len(crowd):
        return False
    for unit in problem.units:
        home = [p for p in crowd if p.unit == unit.unit]
        leading = [p for p in home if p.role is not Role.STAFF]
        if len(home) > unit.absence_cap:
            return False
        if len(leading) > 1 and not problem.rules.leaders_together:
            return False
    return True


def _as_decided(problem: Problem, pairs: list[Any], days: dict[str, set[date]]) -> bool:
    years = Counter((p.person, min(days[c.class_id]).year) for p, c in pairs)
    given = {(p.person, c.class_id) for p, c in pairs}
    return all(count <= problem.rules.classes_per_person_year for count in years.values()) and all(
        ((f.person, f.class_id) in given) == (f.kind == "must") for f in problem.fixed
    )


def _in_order(problem: Problem, pairs: list[Any], days: dict[str, set[date]]) -> bool:
    required = {c.course: c.requires for c in problem.courses}
    held = {(h.person, h.course) for h in problem.held}
    return all(
        required[entry.course] is None
        or (who.person, required[entry.course]) in held
        or any(
            other is who
            and earlier.course == required[entry.course]
            and max(days[earlier.class_id]) < min(days[entry.class_id])
            for other, earlier in pairs
        )
        for who, entry in pairs
    )


def _in_quota(problem: Problem, pairs: list[Any], days: dict[str, set[date]]) -> bool:
    return all(
        quota.places
        >= sum(
            entry.course == quota.course
            and quota.begins <= min(days[entry.class_id]) <= quota.ends
            and quota.unit in (None, who.unit)
            for who, entry in pairs
        )
        for quota in problem.quotas
    )


def _payable(
    problem: Problem, left: list[tuple[str, str]], spent: Counter[tuple[str, int]]
) -> bool:
    if not left:
        return True
    (need_id, class_id), *rest = left
    ((who, entry),) = _pairs(problem, {need_id: class_id})
    year = min(_days(problem, class_id)).year
    budgets = {(b.source, b.year): b.amount for b in problem.budgets}
    for source in {
        p.source
        for p in problem.payers
        if p.course in (None, entry.course) and p.group in (None, who.group)
    }:
        after = spent[source, year] + entry.cost
        can_pay = entry.cost == 0 or after <= budgets.get((source, year), 0)
        if can_pay and _payable(problem, rest, spent + Counter({(source, year): entry.cost})):
            return True
    return False


def _worth(problem: Problem, chosen: Choice) -> tuple[int, int]:
    weights = dict(problem.rules.weights)
    bonus = {(o.need, o.class_id): o.bonus for o in problem.options}
    needs = {n.need: n for n in problem.needs}
    value = sum(
        weights[needs[n].level] * needs[n].severity + bonus[n, c] for n, c in chosen.items()
    )
    pairs = _pairs(problem, chosen)
    fairness = problem.rules.fairness
    if fairness:
        for unit in problem.units:
            size = sum(p.unit == unit.unit for p in problem.people)
            served = sum(p.unit == unit.unit for p, _ in pairs)
            value -= fairness.penalty * max(0, math.ceil(fairness.share * size) - served)
    given = {(p.person, c.class_id) for p, c in pairs}
    kept = sum((row.person, row.class_id) in given for row in problem.previous)
    return value, kept if problem.rules.keep_previous else 0
