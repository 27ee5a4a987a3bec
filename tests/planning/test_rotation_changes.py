"""What would move a person: against every plan of small rotations, each change made by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from canbo.engine.planning.rotation.changes import COSTS, NOTHING, Change, find_change
from canbo.engine.planning.rotation.problem import Holder, Problem, Unit
from canbo.engine.planning.training.solver import Limits
from tests.planning.small_rotations import (
    all_plans,
    best_plans,
    draw_small,
    move,
    one_more,
    rotation,
    value_of,
)
from tests.planning.small_rotations import person as human
from tests.planning.small_rotations import post as place

LIMITS = Limits(None)
SEEDS = [seed for seed in range(36) if any(all_plans(draw_small(seed)))]


def moves_in(problem: Problem, person: str) -> tuple[int | None, int | None]:
    """The best value of all plans, and of those in which the person moves."""
    own = {row.person: row.post for row in problem.holders}
    plans = [(value_of(problem, plan), plan) for plan in all_plans(problem)]
    best = max((value for value, _ in plans), default=None)
    moved = [value for value, plan in plans if plan.get(person) not in (None, own.get(person))]
    return best, max(moved, default=None)


def moves_surely(problem: Problem, person: str) -> bool:
    """Whether the person moves in every best plan."""
    own = {row.person: row.post for row in problem.holders}
    found = best_plans(problem)
    assert found is not None
    return all(plan.get(person) not in (None, own.get(person)) for plan in found[2])


def changed(problem: Problem, change: Change) -> Problem:
    """Make the change by hand."""
    key, rules = json.loads(change.key), problem.rules
    if change.rule in ("training_seats", "leave"):
        return one_more(problem, change.rule, key.get("course") or key["unit"])
    if change.rule == "max_chain":
        return replace(problem, rules=replace(rules, max_chain=rules.max_chain + 1))
    if change.rule in ("grassroots_share", "women_share"):
        name = f"min_{change.rule}"
        lower = max(Fraction(0), getattr(rules, name) - Fraction(change.step, 100))
        return replace(problem, rules=replace(rules, **{name: lower}))
    if change.rule == "course":
        mine = (key["person"], key["course"])
        return replace(problem, moves=tuple(
            replace(row, needs_course=None) if (row.person, row.needs_course) == mine else row
            for row in problem.moves
        ))  # fmt: skip
    if change.rule == "value":
        place = (key["person"], key["post"])
        return replace(problem, moves=tuple(
            replace(row, value=row.value + change.step) if (row.person, row.post) == place else row
            for row in problem.moves
        ))  # fmt: skip
    assert change.rule == NOTHING
    return problem


@pytest.mark.parametrize("seed", SEEDS)
def test_a_change_moves_the_person_and_no_cheaper_one_does(seed: int) -> None:
    problem = draw_small(seed)
    for row in problem.people[:3]:
        found = find_change(problem, row.person, LIMITS)
        best, moved = moves_in(problem, row.person)
        assert found.loss == (None if moved is None or found.why == "no_move" else best - moved)
        if found.rule is None:
            assert found.why in ("no_move", "none_found")
            assert moved is None
        else:
            then_best, then_moved = moves_in(changed(problem, found), row.person)
            assert then_best == then_moved, found
            assert then_best - best == found.gain
            if found.rule != NOTHING:
                assert found.is_sure == moves_surely(changed(problem, found), row.person)
        for other in others(problem, row.person, found):
            then_best, then_moved = moves_in(changed(problem, other), row.person)
            assert then_moved is None or then_moved < then_best, (found, other)


def others(problem: Problem, person: str, found: Change) -> list[Change]:
    """All changes of the list that are cheaper than the one that was found."""
    rules = problem.rules
    courses = {row.needs_course for row in problem.moves if row.person == person} - {None}
    listed = [("course", {"person": person, "course": one}, 1) for one in courses]
    listed += [("training_seats", {"course": one}, 1) for one, _ in rules.training_seats or ()]
    listed += [("leave", {"unit": unit.unit}, 1) for unit in problem.units]
    listed += [("max_chain", {}, 1)] if rules.max_chain is not None else []
    listed += [("grassroots_share", {}, 5)] if rules.min_grassroots_share else []
    listed += [("women_share", {}, 5)] if rules.min_women_share else []
    cost = {NOTHING: 0, None: COSTS["value"]}.get(found.rule, found.cost)
    return [
        Change(person, rule, json.dumps(key), step)
        for rule, key, step in listed
        if COSTS[rule] < cost
    ]


def two_in_a_unit(**tables) -> Problem:
    """A may go to W, whose cap lets nobody leave U."""
    units = (Unit("U", False, 0), Unit("V", True, 9))
    return rotation(**{
        "posts": (place("J"), place("W", "V")), "people": (human("A"),), "units": units,
        "holders": (Holder("A", "J"),), "moves": (move("A", "J"), move("A", "W", 30)), **tables,
    })  # fmt: skip


def with_rules(problem: Problem, **rules) -> Problem:
    return replace(problem, rules=replace(problem.rules, **rules))


FREE = (Unit("U", False, 9), Unit("V", True, 9))
LEARNS = (move("A", "J"), move("A", "W", 30, "C"))
CASES = {
    "leave": two_in_a_unit(),
    "training_seats": with_rules(
        # to have done the course is dearer than another seat in this case
        two_in_a_unit(units=FREE, moves=LEARNS),
        training_seats=(("C", 0),),
    ),
    "women_share": with_rules(two_in_a_unit(units=FREE), min_women_share=Fraction(1, 20)),
    "grassroots_share": with_rules(
        two_in_a_unit(units=(Unit("U", False, 9), Unit("V", False, 9))),
        min_grassroots_share=Fraction(1, 25),
    ),
    "max_chain": with_rules(two_in_a_unit(units=FREE), max_chain=0),
}


@pytest.mark.parametrize("rule", CASES)
def test_each_change_of_the_list_is_found_where_it_is_the_one_that_helps(rule: str) -> None:
    problem = CASES[rule]
    found = find_change(problem, "A", LIMITS, {"course": 8})
    assert (found.rule, found.post, found.loss) == (rule, "W", None)
    best, moved = moves_in(changed(problem, found), "A")
    assert best == moved


def test_the_costs_are_a_setting() -> None:
    problem = two_in_a_unit(moves=(move("A", "J"), move("A", "W", 30, "C")))
    problem = replace(problem, rules=replace(problem.rules, training_seats=(("C", 1),)))
    assert find_change(problem, "A", LIMITS).plain() == {
        "change": "leave", "unit": "U", "by": 1, "cost": 3, "post": "W", "gain": 29, "sure": True,
    }  # fmt: skip
    assert find_change(problem, "A", LIMITS, {"leave": 7}).cost == 7


def test_what_the_move_lacks_in_worth_is_told_last() -> None:
    problem = two_in_a_unit(units=(Unit("U", False, 1), Unit("V", True, 9)),
                            moves=(move("A", "J", 50), move("A", "W", 30)))  # fmt: skip
    found = find_change(problem, "A", LIMITS)
    assert (found.rule, found.step, found.loss, found.post) == ("value", 21, 20, "W")
    assert found.is_sure


def test_without_a_move_or_without_time_it_is_said_why() -> None:
    problem = two_in_a_unit(moves=(move("A", "J"),))
    assert find_change(problem, "A", LIMITS).why == "no_move"
    assert find_change(problem, "A", LIMITS).plain() is None
    assert find_change(two_in_a_unit(), "A", Limits(0.0)).why == "no_time"
