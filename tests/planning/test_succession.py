"""The bench of the next term against brute force: most seats, fewest short posts, least cost."""

from __future__ import annotations

from itertools import combinations, product
from random import Random
from uuid import UUID

import pytest

from canbo.engine.planning.succession import (
    Bench,
    Chance,
    Seat,
    cheapest_training,
    fill,
    short_set,
)

COSTS = {"LLCT-TC": 7, "LLCT-CC": 28, "BD-QLNN": 3}


def uuid(number: int) -> UUID:
    return UUID(int=number)


def lacks(random: Random) -> frozenset[str]:
    return frozenset(random.sample([*COSTS], random.choice((0, 0, 0, 1, 2))))


def drawn(seed: int) -> Bench:
    random = Random(seed)
    people, posts = range(1, random.randint(2, 6)), range(101, 101 + random.randint(1, 4))
    chances = [
        Chance(uuid(person), uuid(post), lacks(random))
        for person, post in product(people, posts)
        if random.random() < 0.5
    ]
    seats = [Seat(uuid(post), random.choice((1, 1, 2))) for post in posts]
    random.shuffle(chances)
    return Bench.of(seats, chances, random.choice((1, 1, 2)))


def fillings(bench: Bench, chances: tuple[Chance, ...]):
    """Every way to put people behind posts that nobody's and no post's number forbids."""
    wanted = {seat.post: seat.wanted for seat in bench.seats}
    for number in range(len(chances) + 1):
        for chosen in combinations(chances, number):
            people = [each.person for each in chosen]
            posts = [each.post for each in chosen]
            if all(people.count(one) <= bench.posts_each for one in people) and all(
                posts.count(one) <= wanted[one] for one in posts
            ):
                yield chosen


def most(bench: Bench, chances: tuple[Chance, ...]) -> int:
    return max(len(chosen) for chosen in fillings(bench, chances))


def test_as_many_ready_people_stand_behind_posts_as_can() -> None:
    short = 0
    for seed in range(200):
        bench = drawn(seed)
        found = fill(bench)
        assert len(found.chosen) == most(bench, bench.ready)
        assert found.chosen in set(fillings(bench, bench.ready))
        assert found.shortage == bench.wanted - len(found.chosen)
        short += found.shortage > 0
    assert 20 < short < 200


def test_the_short_set_is_short_and_no_smaller_one_is() -> None:
    sizes = set()
    for seed in range(200):
        bench = drawn(seed)
        found = short_set(bench)
        posts = [seat.post for seat in bench.seats]
        short = [
            chosen
            for number in range(1, len(posts) + 1)
            for chosen in combinations(posts, number)
            if is_short(bench, chosen)
        ]
        assert bool(found) == bool(short) == (fill(bench).shortage > 0)
        if found:
            assert found in short
            assert len(found) == len(short[0])
        sizes.add(len(found))
    assert {0, 1, 2} <= sizes


def is_short(bench: Bench, posts: tuple[UUID, ...]) -> bool:
    """Whether these posts alone want more than can be put behind them."""
    seats = [seat for seat in bench.seats if seat.post in posts]
    chances = tuple(each for each in bench.ready if each.post in posts)
    alone = Bench.of(seats, chances, bench.posts_each)
    return most(alone, chances) < alone.wanted


def test_training_fills_the_most_seats_and_nothing_that_does_is_cheaper() -> None:
    trained = 0
    for seed in range(120):
        bench = drawn(seed)
        found = cheapest_training(bench, COSTS)
        ways = [
            (len(chosen), sum(COSTS[course] for _, course in courses(chosen)))
            for chosen in fillings(bench, bench.chances)
        ]
        best = max(number for number, _ in ways)
        assert len(found.chosen) == best
        assert found.cost == min(cost for number, cost in ways if number == best)
        assert set(found.attend) == courses(found.chosen)
        assert sum(found.lacking.values()) == bench.wanted - best
        assert found.is_proven
        trained += bool(found.attend)
    assert trained > 20


def courses(chosen: tuple[Chance, ...]) -> set[tuple[UUID, str]]:
    return {(each.person, course) for each in chosen for course in each.lacks}


def test_one_ready_person_behind_two_posts_is_counted_once() -> None:
    chances = [Chance(uuid(1), uuid(101)), Chance(uuid(1), uuid(102))]
    seats = [Seat(uuid(101), 1), Seat(uuid(102), 1)]
    bench = Bench.of(seats, chances)
    assert fill(bench).shortage == 1
    assert short_set(bench) == (uuid(101), uuid(102))
    assert fill(Bench.of(seats, chances, posts_each=2)).shortage == 0


def test_the_order_of_what_is_told_changes_nothing() -> None:
    for seed in range(30):
        bench = drawn(seed)
        chances, seats = [*bench.chances], [*bench.seats]
        Random(seed).shuffle(chances)
        Random(seed).shuffle(seats)
        other = Bench.of(seats, chances, bench.posts_each)
        assert fill(other) == fill(bench)
        assert short_set(other) == short_set(bench)
        assert cheapest_training(other, COSTS) == cheapest_training(bench, COSTS)


@pytest.mark.parametrize(
    ("seats", "chances", "each"),
    [
        ([Seat(uuid(101), 0)], [], 1),
        ([Seat(uuid(101), 1), Seat(uuid(101), 2)], [], 1),
        ([Seat(uuid(101), 1)], [Chance(uuid(1), uuid(102))], 1),
        ([Seat(uuid(101), 1)], [Chance(uuid(1), uuid(101)), Chance(uuid(1), uuid(101))], 1),
        ([Seat(uuid(101), 1)], [], 0),
    ],
)
def test_a_bench_that_cannot_be_is_refused(seats, chances, each) -> None:
    with pytest.raises(ValueError, match=r"twice|no seat|begin at one"):
        Bench.of(seats, chances, each)


def test_a_course_without_a_cost_is_refused() -> None:
    bench = Bench.of([Seat(uuid(101), 1)], [Chance(uuid(1), uuid(101), frozenset({"X"}))])
    with pytest.raises(ValueError, match="X"):
        cheapest_training(bench, COSTS)


def test_a_province_of_key_posts_is_solved() -> None:
    random = Random(4)
    seats = [Seat(uuid(10_000 + place), 3) for place in range(600)]
    pairs = {(random.randrange(1, 1500), random.choice(seats).post) for _ in range(2500)}
    chances = [Chance(uuid(person), post, lacks(random)) for person, post in pairs]
    bench = Bench.of(seats, chances)
    found = cheapest_training(bench, COSTS)
    assert found.is_proven
    assert len(found.chosen) > len(fill(bench).chosen)
    assert short_set(bench)
