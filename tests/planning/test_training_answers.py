"""What would change it, who would come instead, what is it worth: as trying everything tells."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canbo.engine.planning.training import plan
from canbo.engine.planning.training.again import Again
from canbo.engine.planning.training.asking import (
    answered,
    in_stead,
    priced,
    step_of,
    what_changes,
)
from canbo.engine.planning.training.changes import (
    Change,
    Changes,
    Costs,
    Kind,
    apply_change,
    apply_changes,
    changes_for,
)
from canbo.engine.planning.training.outcome import Status, TrainingPlan
from canbo.engine.planning.training.problem import Budget, Fixed, FixedKind, Level, Problem, Unit
from canbo.engine.planning.training.solver import Control, Deadline, Limits
from tests.planning.small_problems import (
    Choice,
    a_class,
    draw_small,
    everybody,
    need,
    session,
    try_everything,
)

EVER = Deadline(None)
COSTS = Costs()
SEEDS = st.integers(0, 10**9)
hand = settings(max_examples=30, deadline=None, derandomize=True)


def solved(problem: Problem) -> TrainingPlan:
    return plan(problem, Limits())


def asked(problem: Problem) -> Again:
    return Again(problem, solved(problem))


def best(problem: Problem, *, serving: str = "", without: str = "") -> int | None:
    """The best of all plans that serve one need, or do not serve another."""

    def wanted(chosen: Choice) -> bool:
        return (not serving or serving in chosen) and without not in chosen

    found = try_everything(problem, wanted)
    return None if found is None else found[0]


def serves(problem: Problem, value: int, changes: Changes, need_id: str) -> bool:
    """By hand: whether a best plan after the changes serves the need and all of them count."""
    changed = apply_changes(problem, changes)
    after = best(changed)
    if after is None or after <= value or best(changed, serving=need_id) != after:
        return False
    alone = [best(apply_change(problem, change)) for change in changes if len(changes) > 1]
    return all(one is None or one < after for one in alone)


def possible(listed: tuple[Change, ...]) -> list[Changes]:
    """Every change alone, and every two of those that may be told together."""
    joined = [change for change in listed if change.kind is not Kind.WEEK]
    return [*((change,) for change in listed), *itertools.combinations(joined, 2)]


@hand
@given(SEEDS)
def test_prices_are_what_trying_everything_gains(seed: int) -> None:
    problem = draw_small(seed)
    made = solved(problem)
    if not made.is_plan:
        return
    for price in priced(Again(problem, made), made.prices, EVER):
        after = best(apply_change(problem, step_of(price)))
        assert after is not None
        assert price.gain == after - (made.objective or 0)


@hand
@given(SEEDS)
def test_the_change_told_is_the_cheapest_that_serves(seed: int) -> None:
    problem = draw_small(seed)
    made = solved(problem)
    if made.objective is None:
        return
    again = Again(problem, made)
    for reason in made.reasons:
        if reason.served:
            continue
        answer = what_changes(again, reason.need, COSTS, EVER)
        places = again.ledger.view.by_need.get(reason.need, [])
        listed = changes_for(again.ledger, places, COSTS)
        working = [c for c in possible(listed) if serves(problem, made.objective, c, reason.need)]
        if answer.change is None:
            assert not working
            assert answer.why == "none_found"
            continue
        assert set(answer.changes) in [set(changes) for changes in working]
        assert _cost(answer.changes) == min(map(_cost, working))
        changed = apply_changes(problem, answer.changes)
        after = best(changed)
        assert after == made.objective + answer.gain
        others = best(changed, without=reason.need)
        assert answer.is_sure == (others is None or others < after)


def _cost(changes: Changes) -> int:
    return sum(change.cost for change in changes)


@hand
@given(SEEDS)
def test_who_comes_instead_is_in_a_best_plan_without(seed: int) -> None:
    problem = draw_small(seed)
    made = solved(problem)
    if made.objective is None:
        return
    again = Again(problem, made)
    served = {row.need for row in made.assignment}
    for need_id in served:
        stead = in_stead(again, need_id, EVER)
        assert stead is not None
        without = best(problem, without=need_id)
        assert stead.is_decided == (without is None)
        if without is not None:
            assert stead.lost == made.objective - without
            assert not set(stead.comes) & served


def one_more(problem: Problem) -> Iterator[Problem]:
    """The problem with one seat, one place, one đồng, one person of cover more, each in turn."""
    for entry in problem.classes:
        yield apply_change(problem, Change(Kind.SEAT, (("class", entry.class_id),), 1))
    for quota in problem.quotas:
        yield apply_change(problem, Change(Kind.QUOTA, (("quota", quota.quota),), 1))
    for unit in problem.units:
        yield apply_change(problem, Change(Kind.COVER, (("unit", unit.unit),), 1))
    for payer in problem.payers:
        for year in (2026, 2027):
            key = (("source", payer.source), ("year", year))
            yield apply_change(problem, Change(Kind.MONEY, key, 1))


@settings(max_examples=15, deadline=None, derandomize=True)
@given(SEEDS)
def test_more_of_anything_never_lowers_the_value(seed: int) -> None:
    problem = draw_small(seed)
    before = solved(problem).objective
    for more in one_more(problem):
        after = solved(more).objective
        assert before is None or (after is not None and after >= before)


def exchanged(problem: Problem, one: str, other: str) -> Problem:
    """Two people change places in everything that is said of them but their name."""
    names = {one: other, other: one}

    def of(rows: tuple) -> tuple:
        return tuple(replace(row, person=names.get(row.person, row.person)) for row in rows)

    tables = ("people", "needs", "held", "fixed", "previous")
    return replace(problem, **{name: of(getattr(problem, name)) for name in tables})


@settings(max_examples=25, deadline=None, derandomize=True)
@given(SEEDS)
def test_two_people_may_change_places_at_no_loss(seed: int) -> None:
    problem = draw_small(seed)
    other = exchanged(problem, problem.people[0].person, problem.people[-1].person)
    assert solved(other).objective == solved(problem).objective


def test_of_two_equal_people_each_could_have_the_place() -> None:
    """The one who waits is told so: another plan of equal value, and one seat brings it."""
    again = asked(everybody(2, classes=(a_class("C1", seats=1),)))
    (taken,) = {served for served, _ in again.places}
    (waiting,) = {"N0", "N1"} - {taken}
    stead = in_stead(again, taken, EVER)
    assert stead is not None
    assert (stead.lost, stead.comes) == (0, (waiting,))
    answer = what_changes(again, waiting, COSTS, EVER)
    assert answer.plain() == {
        "change": "seat", "class": "C1", "by": 1, "cost": COSTS.seat, "gain": 100, "sure": True,
    }  # fmt: skip


def test_with_more_who_wait_one_seat_is_not_sure() -> None:
    again = asked(everybody(3, classes=(a_class("C1", seats=1),)))
    waiting = next(n.need for n in again.problem.needs if n.need not in dict(again.places))
    answer = what_changes(again, waiting, COSTS, EVER)
    assert answer.change is not None
    assert not answer.is_sure


def test_money_is_told_in_whole_millions() -> None:
    again = asked(
        everybody(
            2,
            classes=(a_class("C1", cost=3_500_000),),
            budgets=(Budget("s", 2027, 4_100_000),),
        )
    )
    waiting = next(n.need for n in again.problem.needs if n.need not in dict(again.places))
    answer = what_changes(again, waiting, COSTS, EVER)
    assert answer.change is not None
    assert (answer.change.kind, answer.change.by) == (Kind.MONEY, 3_000_000)


def test_costs_decide_which_of_two_changes_is_told() -> None:
    """Two of a unit may not be away at once: cover helps, and so does another week."""
    people = everybody(
        2,
        units=(Unit("U", None, 1),),
        classes=(a_class("C1", seats=1), a_class("C2", seats=1)),
        sessions=(session("C1", 0, 4), session("C2", 0, 4)),
    )
    options = (*people.options, *(replace(o, class_id="C2") for o in people.options))
    again = asked(replace(people, options=options))
    waiting = next(n.need for n in again.problem.needs if n.need not in dict(again.places))
    kinds = {}
    for costs in (COSTS, replace(COSTS, cover=9)):
        answer = what_changes(again, waiting, costs, EVER)
        assert answer.change is not None
        kinds[costs.cover] = answer.change.kind
    assert kinds == {COSTS.cover: Kind.COVER, 9: Kind.WEEK}


def test_a_course_that_is_met_opens_the_next() -> None:
    people = everybody(1)
    people = replace(
        people,
        needs=(need("N0", "P0", course="B"),),
        classes=(a_class("C1", course="B"),),
    )
    again = asked(people)
    answer = what_changes(again, "N0", COSTS, EVER)
    assert answer.change is not None
    assert answer.change.named == {"person": "P0", "course": "A"}


def test_a_class_that_leaves_the_window_of_a_need_serves_it_no_more() -> None:
    people = everybody(1)
    late = replace(people.needs[0], last_day=people.sessions[0].begins)
    moved = apply_change(replace(people, needs=(late,)), Change(Kind.WEEK, (("class", "C1"),), 7))
    assert moved.options == ()


def test_a_decided_place_has_nobody_instead() -> None:
    must = Fixed("P0", "C1", FixedKind.MUST)
    again = asked(everybody(1, fixed=(must,)))
    stead = in_stead(again, "N0", EVER)
    assert stead is not None
    assert stead.is_decided


@pytest.mark.parametrize("stopped", [True, False])
def test_without_time_or_proof_nothing_is_claimed(stopped: bool) -> None:
    problem = everybody(2, classes=(a_class("C1", seats=1),))
    made = solved(problem)
    control = Control()
    if stopped:
        control.stop()
    else:
        made = replace(made, status=Status.TIME_LIMIT)
    again, never = Again(problem, made), Deadline(None, control)
    waiting = next(row for row in made.reasons if not row.served)
    answer = what_changes(again, waiting.need, COSTS, never)
    assert (answer.change, answer.why) == (None, "no_time")
    assert in_stead(again, made.assignment[0].need, never) is None
    assert {price.gain for price in priced(again, made.prices, never)} == {None}


def test_an_answer_is_written_into_its_reason() -> None:
    problem = everybody(2, classes=(a_class("C1", seats=1),))
    made = solved(problem)
    waiting = next(row for row in made.reasons if not row.served)
    answer = what_changes(Again(problem, made), waiting.need, COSTS, EVER)
    told = answered(waiting, answer)
    assert told.why is None
    assert json.loads(told.change or "")["change"] == "seat"


def test_a_level_that_weighs_nothing_is_not_bought_by_any_change() -> None:
    problem = everybody(1, classes=(a_class("C1", seats=0),))
    yearly = replace(problem.needs[0], level=Level.YEARLY)
    weights = tuple((level, 0) for level in Level)
    problem = replace(problem, needs=(yearly,), rules=replace(problem.rules, weights=weights))
    assert what_changes(asked(problem), "N0", COSTS, EVER).why == "none_found"


def test_two_changes_are_told_where_no_single_one_is_enough() -> None:
    """Neither a seat nor money alone serves the second of two."""
    again = asked(
        everybody(
            2,
            classes=(a_class("C1", seats=1, cost=3_500_000),),
            budgets=(Budget("s", 2027, 3_500_000),),
        )
    )
    waiting = next(n.need for n in again.problem.needs if n.need not in dict(again.places))
    costs = replace(COSTS, week=99)
    answer = what_changes(again, waiting, costs, EVER)
    assert {change.kind for change in answer.changes} == {Kind.SEAT, Kind.MONEY}
    for change in answer.changes:
        assert again.raised((change,), EVER) is None
    told = answer.plain()
    assert told is not None
    assert {told["change"], told["also"]["change"]} == {"seat", "money"}
    assert (
        solved(apply_changes(again.problem, answer.changes)).objective == again.value + told["gain"]
    )
