"""Seeded synthetic rotations: no real person, unit or post is in them.

Shapes follow a province: five posts a unit, areas of twenty units, nineteen of twenty posts held,
one and a half candidates without a post beside each holder, moves to posts of one's own area and
sometimes another, more worth the longer one has stayed.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction

from canbo.engine.planning.rotation.problem import (
    Holder,
    Move,
    Person,
    Post,
    Previous,
    Problem,
    Rules,
    Unit,
)

COURSES = ("TC", "CC", "QLNN")
POSTS_PER_UNIT = 5
UNITS_PER_AREA = 20
OTHER_AREAS = 0.05  # of the moves


@dataclass(frozen=True)
class Size:
    """How large a rotation is, and how scarce seats and leave are."""

    posts: int = 2_400
    arcs: int = 60_000
    people_per_post: float = 2.5
    leave: float = 0.4
    seats: float = 0.01
    stay: int = 250
    max_chain: int | None = None


TOWN = Size(posts=120, arcs=2_400)
PROVINCE = Size()
LARGE = Size(posts=12_000, arcs=300_000)


def draw_problem(size: Size, *, seed: int) -> Problem:
    """Draw one rotation; the same size and seed give the same problem."""
    rng = random.Random(seed)
    count = max(1, size.posts // POSTS_PER_UNIT)
    units = [
        Unit(f"U{n:04d}", rng.random() < 0.5, max(1, round(POSTS_PER_UNIT * size.leave)))
        for n in range(count)
    ]
    posts = [
        Post(
            f"J{n:05d}", units[n % count].unit, rng.randint(1, 5), n < count,
            f"A{n % count // UNITS_PER_AREA:03d}",
        )
        for n in range(size.posts)
    ]  # fmt: skip
    held = [post for post in posts if rng.random() < 0.95]
    people = [
        Person(
            f"P{n:05d}", held[n].unit if n < len(held) else rng.choice(units).unit,
            rng.choice("fm"), rng.choice(units).unit, rng.randint(6, 360), rng.randint(0, 3),
        )
        for n in range(round(size.posts * size.people_per_post))
    ]  # fmt: skip
    holders = [Holder(people[n].person, post.post) for n, post in enumerate(held)]
    moves = _moves(rng, size, people, posts, held)
    seats = tuple((course, round(size.posts * size.seats)) for course in COURSES)
    return Problem(
        posts=tuple(posts),
        holders=tuple(holders),
        people=tuple(people),
        moves=tuple(moves),
        units=tuple(units),
        previous=tuple(
            Previous(move.person, move.post) for move in rng.sample(moves, len(moves) // 30)
        ),
        rules=Rules(100, Fraction(3, 10), Fraction(35, 100), size.max_chain, seats, True),
    )


def _moves(
    rng: random.Random, size: Size, people: list[Person], posts: list[Post], held: list[Post]
) -> list[Move]:
    by_area: dict[str | None, list[Post]] = {}
    for post in posts:
        by_area.setdefault(post.area, []).append(post)
    area_of = {post.unit: post.area for post in posts}
    own = {person.person: post for person, post in zip(people, held, strict=False)}
    moves = [
        Move(person, post.post, size.stay + rng.randint(0, 60), None)
        for person, post in own.items()
    ]
    taken = {(move.person, move.post) for move in moves}
    while len(moves) < size.arcs:
        person = rng.choice(people)
        near = by_area[area_of[person.unit]]
        post = rng.choice(posts if rng.random() < OTHER_AREAS else near)
        if (person.person, post.post) in taken:
            continue
        taken.add((person.person, post.post))
        course = rng.choice(COURSES) if rng.random() < 0.2 else None
        worth = 60 + 20 * person.terms_in_post + 15 * post.level + rng.randint(0, 90)
        bonus = 30 if person.person in own else 0
        moves.append(Move(person.person, post.post, worth + bonus, course))
    return moves
