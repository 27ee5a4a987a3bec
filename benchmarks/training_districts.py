"""Seeded synthetic training problems of a district and of a province: nobody real is in them.

Unlike the town's (see `training_instances`), people live in areas and mostly sit in classes of
their own; seats, money and absences are scarce to a degree that can be shifted. Writes folders:
python -m benchmarks.training_districts FOLDER [--size province] [--years 3] [--scarcity 0.8] ...
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.training_instances import COURSES, WEIGHTS
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

GROUPS = ("xa", "tinh", "doan-the", "don-vi")
# source, the courses it pays (None: all), the groups (None: all), đồng per person and year
SOURCES = (
    ("trung-uong", ("CC", "TC"), (None,), 700_000),
    ("tinh", ("TC", "CC", "QLNN", "QPAN"), ("tinh", "xa"), 1_300_000),
    ("xa", (None,), ("xa",), 500_000),
    ("co-quan", (None,), ("tinh", "doan-the", "don-vi"), 900_000),
    ("co-quan", ("DV",), (None,), 0),
)
QUOTAS = (("TC", 0.06), ("CC", 0.03), ("QLNN", 0.08), ("QPAN", 0.15))


@dataclass(frozen=True)
class Shape:
    """How large a problem is, and how scarce things are: 1 is usual, below 1 is scarcer."""

    people: int = 5_000
    units: int = 60
    classes: int = 150
    areas: int = 3
    abroad: float = 0.55  # the share of another area's classes that are open to a person
    years: int = 1
    scarcity: float = 1.0
    budget: float = 1.0
    absence: float = 1.0
    first_year: int = 2027


DISTRICT = Shape()
PROVINCE = Shape(people=70_000, units=600, classes=1_500, areas=30, abroad=0.075)


def draw_district(shape: Shape, *, seed: int) -> Problem:
    """Draw one problem; the same shape and seed give the same problem."""
    rng = random.Random(seed)
    units = [_unit(rng, shape, number) for number in range(shape.units)]
    people = list(_people(rng, shape))
    classes, sessions = _classes(rng, shape)
    held = [
        Held(person.person, course)
        for person in people
        for course, share in (("SC", 0.5), ("TC", 0.25))
        if rng.random() < share
    ]
    needs = list(_needs(rng, shape, people, {(row.person, row.course) for row in held}))
    first = {session.class_id: session.begins for session in reversed(sessions)}
    home = {person.person: units[int(person.unit[1:])].area for person in people}
    options = list(_options(rng, shape, needs, home, classes, first))
    owner = {need.need: need.person for need in needs}
    pairs = sorted({(owner[option.need], option.class_id) for option in options})
    return Problem(
        people=tuple(people),
        units=tuple(units),
        needs=tuple(needs),
        courses=tuple(Course(name, requires) for name, requires, *_ in COURSES),
        held=tuple(held),
        classes=tuple(classes),
        sessions=tuple(sessions),
        options=tuple(options),
        quotas=tuple(_quotas(rng, shape)),
        budgets=tuple(_budgets(rng, shape)),
        payers=tuple(
            Payer(source, course, group)
            for source, courses, groups, _ in SOURCES
            for course in courses
            for group in groups
        ),
        fixed=tuple(Fixed(*pair, FixedKind.NEVER) for pair in rng.sample(pairs, len(pairs) // 200)),
        previous=tuple(Previous(*pair) for pair in rng.sample(pairs, len(pairs) // 50)),
        rules=Rules(WEIGHTS, 3, False, Fairness(Fraction(1, 2), 200), True),
    )


def _unit(rng: random.Random, shape: Shape, number: int) -> Unit:
    size = shape.people / shape.units
    cap = max(1, round(size * rng.uniform(0.1, 0.3) * shape.absence))
    return Unit(f"U{number:04d}", f"A{number % shape.areas:02d}", cap)


def _people(rng: random.Random, shape: Shape) -> Iterator[Person]:
    for number in range(shape.people):
        unit, place = f"U{number % shape.units:04d}", number // shape.units
        role = Role.HEAD if place == 0 else Role.DEPUTY if place <= 3 else Role.STAFF
        born = PartialDate(rng.randint(1967, 2000))
        yield Person(f"P{number:06d}", unit, role, rng.choice(GROUPS), rng.choice("fm"), born)


def _classes(rng: random.Random, shape: Shape) -> tuple[list[TrainingClass], list[Session]]:
    classes, sessions = [], []
    for number in range(shape.classes):
        course, _requires, days, blocks, cost = COURSES[number % len(COURSES)]
        class_id, area = f"C{number:04d}", f"A{number // len(COURSES) % shape.areas:02d}"
        seats = max(2, round(rng.randint(25, 70) * shape.scarcity))
        minimum = rng.choice((1, 10, seats // 3, seats // 2))
        price = cost * rng.randint(80, 120) // 100
        classes.append(TrainingClass(class_id, course, seats, min(minimum, seats), price, area))
        day = date(shape.first_year + rng.randrange(shape.years), 1, 5)
        day += timedelta(days=rng.randrange(300 if blocks == 1 else 120))
        for _ in range(blocks):
            sessions.append(Session(class_id, day, day + timedelta(days=days - 1)))
            day += timedelta(days=days + rng.randint(5, 25))
    return classes, sessions


def _needs(
    rng: random.Random, shape: Shape, people: list[Person], held: set[tuple[str, str]]
) -> Iterator[Need]:
    begin, end = date(shape.first_year, 1, 1), date(shape.first_year + shape.years - 1, 12, 31)
    names = [name for name, *_ in COURSES]
    number = 0
    for person in people:
        for course in rng.sample(names, rng.randint(1, 4)):
            if (person.person, course) in held:
                continue
            level = rng.choices(tuple(Level), (4, 3, 2, 3))[0]
            last = end - timedelta(days=rng.choice((0, 0, 0, 120)))
            severity = rng.randint(1, 3)
            yield Need(
                f"N{number:06d}", person.person, course, level, severity, begin, last, "synthetic"
            )
            number += 1


def _options(
    rng: random.Random,
    shape: Shape,
    needs: list[Need],
    home: dict[str, str | None],
    classes: list[TrainingClass],
    first: dict[str, date],
) -> Iterator[Option]:
    offered: dict[str, list[TrainingClass]] = {}
    for entry in classes:
        offered.setdefault(entry.course, []).append(entry)
    for need in needs:
        area = home[need.person]
        for entry in offered[need.course]:
            share = 0.9 if entry.area == area else shape.abroad
            if rng.random() >= share:
                continue
            if need.first_day <= first[entry.class_id] <= need.last_day:
                near = 5 if entry.area == area else 0
                yield Option(need.need, entry.class_id, near + rng.randrange(5))


def _quotas(rng: random.Random, shape: Shape) -> Iterator[Quota]:
    for year in range(shape.first_year, shape.first_year + shape.years):
        begin, end = date(year, 1, 1), date(year, 12, 31)
        for course, share in QUOTAS:
            places = shape.people * share * rng.uniform(0.7, 1.3) * shape.scarcity / shape.years
            yield Quota(f"{course}-{year}", course, begin, end, None, max(1, round(places)))
        for number in rng.sample(range(shape.units), shape.units // 6):
            unit = f"U{number:04d}"
            places = max(1, round(shape.people / shape.units * 0.04 / shape.years))
            yield Quota(f"TC-{unit}-{year}", "TC", begin, end, unit, places)


def _budgets(rng: random.Random, shape: Shape) -> Iterator[Budget]:
    for year in range(shape.first_year, shape.first_year + shape.years):
        for source, _courses, _groups, each in SOURCES:
            if each:
                share = rng.uniform(0.7, 1.2) * shape.budget / shape.years
                yield Budget(source, year, round(shape.people * each * share))


def main() -> int:
    """Write one problem as a folder of Parquet tables."""
    from canbo.exchange.tables import write_problem

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    add_shape(parser, sizes=("district", "province"))
    chosen = parser.parse_args()
    shape = shape_of(chosen)
    write_problem(chosen.folder, draw_district(shape, seed=chosen.seed))
    return 0


def add_shape(parser: argparse.ArgumentParser, *, sizes: Sequence[str]) -> None:
    """Let a command line ask for a size (the first is usual) and shift what is scarce."""
    parser.add_argument("--size", choices=sizes, default=sizes[0])
    parser.add_argument("--years", type=int, default=1)
    for name in ("scarcity", "budget", "absence"):
        parser.add_argument(f"--{name}", type=float, default=1.0)


def shape_of(chosen: argparse.Namespace) -> Shape:
    """Give the shape that a command line asks for."""
    size = PROVINCE if chosen.size == "province" else DISTRICT
    return replace(
        size,
        years=chosen.years,
        scarcity=chosen.scarcity,
        budget=chosen.budget,
        absence=chosen.absence,
    )


if __name__ == "__main__":
    sys.exit(main())
