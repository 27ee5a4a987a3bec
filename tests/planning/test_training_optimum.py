"""The planner finds what trying everything finds, and the same again and again."""

from __future__ import annotations

import random
from dataclasses import fields, replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.plan_disturbance import alike, disturb
from benchmarks.training_instances import Size, draw_problem
from canbo.engine.planning.training import plan
from canbo.engine.planning.training.canonical import canonical, fingerprint
from canbo.engine.planning.training.outcome import Status
from canbo.engine.planning.training.problem import KEYS, Problem
from canbo.engine.planning.training.solver import Limits
from canbo.engine.planning.training.verify import check_plan
from tests.planning.small_problems import draw_small, try_everything

NO_LIMIT = Limits()
SMALL_TOWN = Size(people=40, units=5, classes=12)


@settings(max_examples=250, deadline=None, derandomize=True)
@given(st.integers(0, 10**9))
def test_small_problems_get_the_best_of_all_plans(seed: int) -> None:
    problem = draw_small(seed)
    best = try_everything(problem)
    found = plan(problem, NO_LIMIT)
    if best is None:
        assert found.status is Status.INFEASIBLE
        assert "must" in {row.rule for row in found.conflict}
        return
    pairs = {(row.person, row.class_id) for row in found.assignment}
    kept = sum((row.person, row.class_id) in pairs for row in problem.previous)
    assert found.status is Status.OPTIMAL
    assert (found.objective, kept if problem.rules.keep_previous else 0) == best
    assert found.bound == found.objective
    assert not check_plan(problem, found)


def _shuffled(problem: Problem, seed: int) -> Problem:
    rng = random.Random(seed)
    tables = {name: tuple(rng.sample(rows, len(rows))) for name, rows in _tables(problem).items()}
    return replace(problem, **tables)


def _tables(problem: Problem) -> dict[str, tuple[Any, ...]]:
    return {name: getattr(problem, name) for name in KEYS}


FREE_TEXT = ("area", "because", "sex")


def _relabelled(problem: Problem) -> Problem:
    """Give every id another name, sorted the other way round."""
    rows = [row for table in _tables(problem).values() for row in table]
    texts = {text for row in rows for text in _ids(row).values()}
    names = {text: f"x{len(texts) - place:05d}" for place, text in enumerate(sorted(texts))}
    tables = {
        name: tuple(
            replace(row, **{field: names[text] for field, text in _ids(row).items()})
            for row in table
        )
        for name, table in _tables(problem).items()
    }
    return replace(problem, **tables)


def _ids(row: Any) -> dict[str, str]:
    values = {field.name: getattr(row, field.name) for field in fields(row)}
    return {
        name: value
        for name, value in values.items()
        if type(value) is str and name not in FREE_TEXT
    }


def test_same_input_and_seed_give_the_same_plan() -> None:
    problem = draw_problem(SMALL_TOWN, seed=4)
    first, again = (plan(problem, Limits(seed=7)) for _ in range(2))
    assert replace(first, seconds={}) == replace(again, seconds={})


def test_row_order_changes_nothing_at_all() -> None:
    problem = draw_problem(SMALL_TOWN, seed=5)
    shuffled = _shuffled(problem, 1)
    assert fingerprint(shuffled) == fingerprint(problem)
    assert canonical(shuffled) == canonical(problem)
    first, second = plan(problem, NO_LIMIT), plan(shuffled, NO_LIMIT)
    assert replace(first, seconds={}) == replace(second, seconds={})


def test_names_and_seeds_change_nothing_in_the_objective() -> None:
    problem = draw_problem(SMALL_TOWN, seed=6)
    objective = plan(problem, NO_LIMIT).objective
    assert plan(_relabelled(problem), NO_LIMIT).objective == objective
    assert plan(problem, Limits(seed=99)).objective == objective


def test_fingerprint_sees_every_table_and_the_rules() -> None:
    problem = draw_problem(SMALL_TOWN, seed=6)
    prints = {fingerprint(problem)}
    for name, rows in _tables(problem).items():
        prints.add(fingerprint(replace(problem, **{name: rows[1:]})))
    prints.add(fingerprint(replace(problem, rules=replace(problem.rules, leaders_together=True))))
    assert len(prints) == len(KEYS) + 2


def test_staying_near_the_previous_plan_costs_nothing() -> None:
    problem = draw_problem(SMALL_TOWN, seed=8)
    free = plan(replace(problem, previous=()), NO_LIMIT)
    near = plan(problem, NO_LIMIT)
    wanted = {(row.person, row.class_id) for row in problem.previous}

    def kept(found: Any) -> int:
        return len(wanted & {(row.person, row.class_id) for row in found.assignment})

    assert near.objective == free.objective
    assert kept(near) >= kept(free)


def test_five_seats_less_move_as_few_as_can_be_at_no_loss() -> None:
    found = disturb(alike(draw_problem(Size(100, 10, 13), seed=3)), NO_LIMIT)
    assert found.is_proven
    assert found.objectives[0] == found.objectives[1]
    assert 0 < found.near < found.free


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(0, 10**9))
def test_other_names_change_no_value(seed: int) -> None:
    problem = draw_small(seed)
    first, other = plan(problem, NO_LIMIT), plan(_relabelled(problem), NO_LIMIT)
    assert (other.objective, other.status) == (first.objective, first.status)


def test_out_of_time_there_is_still_a_valid_plan() -> None:
    problem = draw_problem(Size(), seed=1)
    found = plan(problem, Limits(seconds=0))
    assert found.status is Status.TIME_LIMIT
    assert found.objective is not None
    assert found.bound is not None
    assert found.bound > found.objective
    assert not check_plan(problem, found)


def test_out_of_time_with_decided_places_may_leave_no_plan() -> None:
    problem = next(
        p for p in map(draw_small, range(500))
        if try_everything(p) and any(f.kind == "must" for f in p.fixed)
    )  # fmt: skip
    found = plan(problem, Limits(seconds=0))
    assert found.status in (Status.TIME_LIMIT, Status.OPTIMAL)
    assert found.is_plan or not found.assignment


def test_a_gap_stops_the_search_within_it() -> None:
    problem = draw_problem(Size(people=120, units=12, classes=24), seed=2)
    found = plan(problem, Limits(gap=0.2))
    assert found.status in (Status.WITHIN_GAP, Status.OPTIMAL)
    assert found.gap is not None
    assert found.gap <= 0.2
    assert not check_plan(problem, found)


def test_progress_is_told_and_never_passes_the_bound() -> None:
    told = []
    found = plan(draw_problem(SMALL_TOWN, seed=3), NO_LIMIT, told.append)
    assert told
    assert found.objective is not None
    assert all(p.bound >= found.objective for p in told)
    assert all(p.objective is None or p.objective <= found.objective for p in told)
