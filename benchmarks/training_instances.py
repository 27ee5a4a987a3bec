"""Seeded synthetic training problems: no real person, unit or class is in them.

Shapes follow a town's office: about ten people a unit, short fostering courses, courses of
several weeks, long courses in blocks spread over the year, provincial quotas, three sources.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from canbo.engine.planning.training.problem import (
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
from canbo.engine.timeline import PartialDate

WEIGHTS = ((Level.LEGAL, 1000), (Level.POOL, 300), (Level.SHORTAGE, 80), (Level.YEARLY, 20))
GROUPS = ("xa", "thi-xa", "doan-the")
SOURCES = ("tinh", "thi-xa", "co-quan")
# course, what it requires, days of a block, blocks, cost per head
COURSES = (
    ("SC", None, 20, 1, 3_000_000),
    ("TC", "SC", 25, 4, 9_000_000),
    ("CC", "TC", 30, 5, 18_000_000),
    ("QLNN", None, 40, 1, 4_500_000),
    ("QPAN", None, 6, 1, 900_000),
    ("XDD", None, 5, 1, 600_000),
    ("CTCB", None, 3, 1, 250_000),
    ("NV", None, 10, 1, 1_200_000),
    ("TH", None, 15, 2, 1_500_000),
    ("DV", None, 4, 1, 0),
)


@dataclass(frozen=True)
class Size:
    """How large a problem is, over how many years."""

    people: int = 300
    units: int = 30
    classes: int = 40
    years: int = 1
    first_year: int = 2027


def draw_problem(size: Size, *, seed: int) -> Problem:
    """Draw one problem; the same size and seed give the same problem."""
    rng = random.Random(seed)
    units = [Unit(f"U{n:03d}", None, rng.choice((1, 2, 2, 3))) for n in range(size.units)]
    people = _people(rng, size)
    classes, sessions = _classes(rng, size)
    first = {s.class_id: s.begins for s in reversed(sessions)}
    held = [
        Held(person.person, course)
        for person in people
        for course, share in (("SC", 0.5), ("TC", 0.25))
        if rng.random() < share
    ]
    needs = _needs(rng, size, people, {(row.person, row.course) for row in held})
    options = [
        Option(need.need, entry.class_id, rng.randrange(10))
        for need in needs
        for entry in classes
        if entry.course == need.course
        and need.first_day <= first[entry.class_id] <= need.last_day
        and rng.random() < 0.85
    ]
    possible = {(option.need, option.class_id): option for option in options}
    pairs = sorted({(n.person, o.class_id) for n in needs for o in options if o.need == n.need})
    return Problem(
        people=tuple(people),
        units=tuple(units),
        needs=tuple(needs),
        courses=tuple(Course(name, requires) for name, requires, *_ in COURSES),
        held=tuple(held),
        classes=tuple(classes),
        sessions=tuple(sessions),
        options=tuple(possible.values()),
        quotas=tuple(_quotas(rng, size)),
        budgets=tuple(_budgets(rng, size)),
        payers=tuple(_payers()),
        fixed=tuple(Fixed(*pair, FixedKind.NEVER) for pair in rng.sample(pairs, len(pairs) // 50)),
        previous=tuple(Previous(*pair) for pair in rng.sample(pairs, len(pairs) // 10)),
        rules=Rules(WEIGHTS, 3, False, Fairness(Fraction(1, 2), 200), True),
    )


def _people(rng: random.Random, size: Size) -> list[Person]:
    people = []
    for number in range(size.people):
        unit = f"U{number % size.units:03d}"
        place = number // size.units
        role = Role.HEAD if place == 0 else Role.DEPUTY if place <= 2 else Role.STAFF
        born = PartialDate(rng.randint(1955, 1988))
        group = rng.choice(GROUPS)
        people.append(Person(f"P{number:05d}", unit, role, group, rng.choice("fm"), born))
    return people


def _classes(rng: random.Random, size: Size) -> tuple[list[TrainingClass], list[Session]]:
    classes, sessions = [], []
    for number in range(size.classes):
        course, _requires, days, blocks, cost = COURSES[number % len(COURSES)]
        class_id = f"C{number:03d}"
        seats = rng.randint(8, 40)
        minimum = rng.choice((1, 4, seats // 3, seats // 2))
        price = cost * rng.randint(80, 120) // 100
        classes.append(TrainingClass(class_id, course, seats, minimum, price, ""))
        day = date(size.first_year + rng.randrange(size.years), 1, 5)
        day += timedelta(days=rng.randrange(300 if blocks == 1 else 120))
        for _ in range(blocks):
            sessions.append(Session(class_id, day, day + timedelta(days=days - 1)))
            day += timedelta(days=days + rng.randint(5, 25))
    return classes, sessions


def _needs(
    rng: random.Random, size: Size, people: list[Person], held: set[tuple[str, str]]
) -> list[Need]:
    needs: list[Need] = []
    begin, end = date(size.first_year, 1, 1), date(size.first_year + size.years - 1, 12, 31)
    for person in people:
        wanted = rng.sample([name for name, *_ in COURSES], rng.randint(1, 4))
        for course in wanted:
            if (person.person, course) in held:
                continue
            level = rng.choices(tuple(Level), (4, 3, 2, 3))[0]
            last = end - timedelta(days=rng.choice((0, 0, 0, 120)))
            name, severity = f"N{len(needs):06d}", rng.randint(1, 3)
            needs.append(
                Need(name, person.person, course, level, severity, begin, last, "synthetic")
            )
    return needs


def _quotas(rng: random.Random, size: Size) -> list[Quota]:
    quotas = []
    for year in range(size.first_year, size.first_year + size.years):
        begin, end = date(year, 1, 1), date(year, 12, 31)
        for course, share in (("TC", 0.06), ("CC", 0.03), ("QLNN", 0.08), ("QPAN", 0.15)):
            places = max(1, round(size.people * share * rng.uniform(0.7, 1.3) / size.years))
            quotas.append(Quota(f"{course}-{year}", course, begin, end, None, places))
        for number in rng.sample(range(size.units), size.units // 6):
            unit = f"U{number:03d}"
            quotas.append(Quota(f"TC-{unit}-{year}", "TC", begin, end, unit, 1))
    return quotas


def _budgets(rng: random.Random, size: Size) -> list[Budget]:
    amounts = {"tinh": 1_300_000, "thi-xa": 1_600_000, "co-quan": 500_000}  # per person
    return [
        Budget(source, year, round(size.people * amount * rng.uniform(0.7, 1.2) / size.years))
        for year in range(size.first_year, size.first_year + size.years)
        for source, amount in amounts.items()
    ]


def _payers() -> list[Payer]:
    return [
        *(Payer("tinh", course, None) for course in ("TC", "CC", "QLNN")),
        Payer("thi-xa", None, "xa"),
        Payer("thi-xa", None, "thi-xa"),
        Payer("thi-xa", "QPAN", "doan-the"),
        Payer("co-quan", None, "doan-the"),
        Payer("co-quan", "TH", None),
        Payer("co-quan", "DV", None),
    ]
