"""Options in columns are the options: same flaws, same order, same fingerprint, same matrix."""

from __future__ import annotations

import random
from dataclasses import fields, replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from canbo.engine.planning.training.arrays import Options
from canbo.engine.planning.training.assembly import build_matrix
from canbo.engine.planning.training.canonical import canonical, fingerprint
from canbo.engine.planning.training.columns import Gathering, OptionTable
from canbo.engine.planning.training.flaws import find_flaws
from canbo.engine.planning.training.problem import Option, Problem
from tests.planning.small_problems import draw_small

SEEDS = st.integers(0, 10**9)


def in_columns(problem: Problem) -> Problem:
    return replace(problem, options=OptionTable.of(problem.options))


def spoilt(problem: Problem, seed: int) -> Problem:
    """Add options that are given twice, dangle, pay too well or belong to another course."""
    dice = random.Random(seed)
    some = dice.choice(problem.options)
    wrong = [
        replace(some),
        Option("?", some.class_id, 1),
        Option(some.need, "?", 10**30),
        Option(dice.choice(problem.needs).need, dice.choice(problem.classes).class_id, 3),
    ]
    options = [*problem.options, *wrong]
    dice.shuffle(options)
    return replace(problem, options=tuple(options))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(SEEDS)
def test_columns_are_the_same_options(seed: int) -> None:
    problem = draw_small(seed)
    table = in_columns(problem)
    assert tuple(table.options) == problem.options
    assert [table.options[n] for n in range(len(table.options))] == list(problem.options)
    assert table == problem
    assert fingerprint(table) == fingerprint(problem)
    assert tuple(canonical(table).options) == canonical(problem).options
    assert not find_flaws(table)
    ours = build_matrix(Options(canonical(table)))
    theirs = build_matrix(Options(canonical(problem)))
    for field in fields(ours):
        mine, other = getattr(ours, field.name), getattr(theirs, field.name)
        if isinstance(mine, np.ndarray):
            assert np.array_equal(mine, other)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(SEEDS)
def test_columns_have_the_same_flaws(seed: int) -> None:
    problem = draw_small(seed)
    if not problem.options:
        return
    flawed = spoilt(problem, seed)
    flaws = find_flaws(flawed)
    assert {"duplicate_key", "dangling_reference"} <= {flaw.code for flaw in flaws}
    bonus = [flaw.found for flaw in flaws if flaw.code == "out_of_range"]
    assert bonus == [str(10**30)]
    table = in_columns(flawed)
    others = [flaw for flaw in find_flaws(table) if flaw.code != "out_of_range"]
    assert others == [flaw for flaw in flaws if flaw.code != "out_of_range"]


def test_portions_gather_to_one_table() -> None:
    gathering = Gathering()
    gathering.extend(["n1", "n2"], ["c", "d"], [1, 2])
    gathering.extend_coded((["n2", "n3"], np.array([1, 0])), (["d"], np.array([0, 0])), [3, 4])
    found = gathering.table()
    assert tuple(found) == (
        Option("n1", "c", 1),
        Option("n2", "d", 2),
        Option("n3", "d", 3),
        Option("n2", "d", 4),
    )
    assert found.repeated() == [3]
    assert found.bonus_of([("n1", "c"), ("n1", "d"), ("n3", "d")]) == {
        ("n1", "c"): 1,
        ("n3", "d"): 3,
    }
    assert tuple(found.in_order()) == tuple(sorted(found, key=lambda o: (o.need, o.class_id)))
