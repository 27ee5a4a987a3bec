"""Old units under later ones, and units that are gone under those that took them over."""

from __future__ import annotations

import random
from datetime import date
from uuid import UUID

import pytest

from canbo.engine.units.rebase import rebase, stands
from canbo.engine.units.standing import agreed, hung


def u(number: int) -> UUID:
    return UUID(int=number)


PROVINCE, TOWN, WARD_A, WARD_B, WARD_C, NEW, NEWER, OFFICE, TEAM = map(u, range(1, 10))
DAY = date(2025, 7, 1)


def test_a_ward_that_went_as_a_whole_is_counted_there_step_by_step() -> None:
    placed = {PROVINCE: None, NEWER: PROVINCE}
    steps = [(WARD_A, NEW, True), (WARD_B, NEW, True), (NEW, NEWER, True)]
    found = rebase([WARD_A, WARD_B, PROVINCE], placed, steps)

    assert found.goes == {WARD_A: NEWER, WARD_B: NEWER, PROVINCE: PROVINCE}
    assert not found.apart


def test_a_parted_ward_is_kept_apart_with_those_it_may_be() -> None:
    placed = {PROVINCE: None, NEW: PROVINCE, NEWER: PROVINCE}
    steps = [(WARD_A, NEW, False), (WARD_A, NEWER, False), (WARD_B, WARD_A, True)]
    found = rebase([WARD_A, WARD_B], placed, steps)

    assert found.apart == {WARD_A: WARD_A, WARD_B: WARD_B}
    assert found.may_be == {WARD_A: {NEW, NEWER}, WARD_B: {NEW, NEWER}}


def test_all_people_to_one_and_some_land_to_another_is_a_whole_successor() -> None:
    placed = {PROVINCE: None, NEW: PROVINCE, NEWER: PROVINCE}
    found = rebase([WARD_A], placed, [(WARD_A, NEW, True), (WARD_A, NEWER, False)])

    assert found.goes == {WARD_A: NEW}


def test_offices_go_where_their_unit_went_and_dissolved_is_not_unknown() -> None:
    placed = {PROVINCE: None, NEW: PROVINCE, OFFICE: TOWN, TEAM: WARD_A}
    steps = [(TOWN, None, True), (WARD_A, NEW, True)]
    found = rebase([TOWN, OFFICE, TEAM, WARD_B], placed, steps)

    assert found.goes == {TEAM: NEW}
    assert found.apart == {TOWN: TOWN, OFFICE: TOWN, WARD_B: WARD_B}
    assert found.dissolved == {TOWN}
    assert not found.may_be


def test_sources_that_disagree_make_no_whole_successor() -> None:
    told = [
        (WARD_A, NEW, True, "official", DAY),
        (WARD_A, NEW, False, "second", DAY),
        (WARD_A, NEWER, False, "second", DAY),
        (WARD_B, NEW, True, "official", DAY),
        (WARD_B, WARD_B, True, "history", date(2009, 12, 9)),  # a rename is no step
    ]
    steps = agreed(told)
    found = rebase([WARD_A, WARD_B], {PROVINCE: None, NEW: PROVINCE, NEWER: PROVINCE}, steps)

    assert found.goes == {WARD_B: NEW}
    assert found.may_be == {WARD_A: {NEW, NEWER}}


def test_a_gone_ward_hangs_under_what_took_it_over() -> None:
    placed = {PROVINCE: None, NEW: PROVINCE, NEWER: PROVINCE, OFFICE: TOWN}
    gone = {WARD_A: TOWN, WARD_B: TOWN, WARD_C: TOWN, TOWN: PROVINCE}
    steps = [(WARD_A, NEW, True), (WARD_B, NEW, False), (WARD_B, NEWER, False), (TOWN, None, True)]

    assert hung(placed, gone, steps) == {
        WARD_A: NEW,  # as a whole
        WARD_B: PROVINCE,  # the lowest unit above both
        WARD_C: TOWN,  # nobody tells: where it stood
        TOWN: PROVINCE,
    }


def test_rings_end() -> None:
    placed = {PROVINCE: None, OFFICE: TEAM, TEAM: OFFICE}
    steps = [(WARD_A, WARD_B, True), (WARD_B, WARD_A, True)]

    assert rebase([WARD_A, OFFICE], placed, steps).apart.keys() == {WARD_A} | (
        {OFFICE} if not stands(OFFICE, placed) else set()
    )
    assert hung(placed, {WARD_A: WARD_B, WARD_B: WARD_A}, steps) == {WARD_A: WARD_B, WARD_B: WARD_A}


@pytest.mark.parametrize("seed", range(200))
def test_random_successions_equal_a_plain_walk(seed: int) -> None:
    """Follow every way from a unit: one whole way to a unit that stands, or apart."""
    draw = random.Random(seed)
    units = [u(number) for number in range(1, draw.randint(4, 12))]
    alive = set(draw.sample(units, draw.randint(1, len(units) - 1)))
    placed = dict.fromkeys(alive)
    steps = [
        (old, draw.choice([*units, None]), draw.random() < 0.6)
        for old in units
        if old not in alive
        for _ in range(draw.randint(0, 2))
    ]
    steps = [one for one in steps if one[0] != one[1]]

    def whole(unit: UUID, seen: frozenset[UUID]) -> UUID | None:
        if unit in alive:
            return unit
        ways = {new for old, new, is_whole in steps if old == unit and is_whole and new}
        if len(ways) != 1 or unit in seen:
            return None
        return whole(*ways, seen | {unit})

    def any_way(unit: UUID, seen: frozenset[UUID]) -> set[UUID]:
        if unit in alive:
            return {unit}
        found: set[UUID] = set()
        for old, new, _ in steps:
            if old == unit and new and new not in seen:
                found |= any_way(new, seen | {unit})
        return found

    found = rebase(units, placed, steps)
    for unit in units:
        expected = whole(unit, frozenset())
        assert found.goes.get(unit) == expected
        assert (unit in found.apart) == (expected is None)
        if expected is None:
            assert found.may_be.get(unit, set()) == any_way(unit, frozenset())
