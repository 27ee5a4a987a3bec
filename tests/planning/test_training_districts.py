"""Plans made in pieces: equal to what trying everything finds, bounds that are true."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.training_districts import Shape, draw_district
from benchmarks.training_instances import Size, draw_problem
from canbo.engine.planning.training import district, plan, relaxation
from canbo.engine.planning.training.arrays import Options
from canbo.engine.planning.training.assembly import build_matrix
from canbo.engine.planning.training.canonical import canonical
from canbo.engine.planning.training.district import round_down, sources_of, values_of
from canbo.engine.planning.training.diving import dive
from canbo.engine.planning.training.ledger import Ledger
from canbo.engine.planning.training.outcome import Status
from canbo.engine.planning.training.pieces import keeps_all
from canbo.engine.planning.training.prices import mend_prices, try_prices
from canbo.engine.planning.training.problem import Budget, Payer
from canbo.engine.planning.training.relaxation import bound_of, relax
from canbo.engine.planning.training.solver import Deadline, Limits, Progress
from canbo.engine.planning.training.verify import check_plan
from canbo.engine.planning.training.view import View
from tests.planning.small_problems import (
    a_class,
    draw_small,
    everybody,
    person,
    try_everything,
)

IN_PIECES = Limits(whole=-1)
SMALL_DISTRICT = Shape(people=60, units=6, classes=20, areas=2)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(0, 10**9))
def test_small_problems_in_pieces_get_the_best_of_all_plans(seed: int) -> None:
    problem = draw_small(seed)
    best = try_everything(problem)
    found = plan(problem, IN_PIECES)
    if best is None:
        assert found.status is Status.INFEASIBLE
        return
    assert found.status is Status.OPTIMAL
    assert found.objective == found.bound == best[0]
    assert not check_plan(problem, found)


@pytest.mark.parametrize("years", [1, 3])
def test_in_pieces_and_whole_agree(years: int) -> None:
    problem = draw_problem(Size(people=40, units=5, classes=12, years=years), seed=4)
    assert plan(problem, IN_PIECES).objective == plan(problem, Limits()).objective


def test_a_small_district_is_proven_in_pieces() -> None:
    problem = draw_district(SMALL_DISTRICT, seed=1)
    told: list[Progress] = []
    found = plan(problem, Limits(whole=-1, seconds=20, gap=0.01), told.append)
    whole = plan(problem, Limits(seconds=20, gap=0.01))
    assert found.objective is not None
    assert found.bound is not None
    assert whole.objective is not None
    assert found.gap is not None
    assert found.gap <= 0.01
    assert found.bound >= whole.objective
    assert told
    assert all(progress.bound >= whole.objective for progress in told)
    assert not check_plan(problem, found)


def test_any_prices_prove_a_bound() -> None:
    problem = canonical(draw_problem(Size(people=40, units=5, classes=12), seed=4))
    matrix = build_matrix(Options(problem))
    best = plan(problem, Limits()).objective
    assert best is not None
    worth = matrix.worth.astype(float)
    dice = np.random.default_rng(5)
    for size in (0.0, 1.0, 100.0):
        prices = dice.normal(0, size, matrix.height) if size else np.zeros(matrix.height)
        assert bound_of(matrix, worth, prices)[0] >= best
    relaxed = relax(matrix, worth, Deadline(None), lambda _bound: None)
    assert relaxed is not None
    assert relaxed.is_best
    assert best <= relaxed.bound <= bound_of(matrix, worth, np.zeros(matrix.height))[0]


def test_prices_by_trial_prove_more_than_none_and_mend_what_is_wrong() -> None:
    problem = canonical(draw_problem(Size(people=40, units=5, classes=12), seed=4))
    matrix, best = build_matrix(Options(problem)), plan(problem, Limits()).objective
    assert best is not None
    worth = matrix.worth.astype(float)
    relaxed = relax(matrix, worth, Deadline(None), lambda _bound: None)
    assert relaxed is not None
    tried = try_prices(matrix, worth, Deadline(None))
    proven = bound_of(matrix, worth, tried)[0]
    assert best <= relaxed.bound <= proven + 1 < relaxed.bound * 1.01
    wrong = np.where(matrix.of("seats", "need"), tried, 0.0)
    mended = bound_of(matrix, worth, mend_prices(matrix, worth, Deadline(None), wrong))[0]
    assert best <= mended < bound_of(matrix, worth, wrong)[0]


def test_prices_end_when_time_is_up_and_need_no_options() -> None:
    problem = canonical(draw_problem(Size(people=10, units=2, classes=4), seed=4))
    matrix = build_matrix(Options(problem))
    assert not try_prices(matrix, matrix.worth.astype(float), Deadline(0))[~matrix.of("need")].any()
    empty = build_matrix(Options(canonical(everybody(0))))
    assert not try_prices(empty, empty.worth.astype(float), Deadline(None)).any()


def test_a_dive_ends_with_whole_places_that_break_no_rule() -> None:
    shape = replace(SMALL_DISTRICT, people=400, classes=15)
    problem = canonical(draw_district(shape, seed=2))
    matrix = build_matrix(Options(problem))
    worth = matrix.worth.astype(float)
    relaxed = relax(matrix, worth, Deadline(None), lambda _bound: None)
    assert relaxed is not None
    values = dive(matrix, worth, relaxed, Deadline(None))
    places = values[: matrix.options.count]
    assert np.abs(places - np.round(places)).max() < 1e-6
    taught = np.bincount(matrix.options.taught, weights=places, minlength=len(problem.classes))
    for entry, heads in zip(problem.classes, taught, strict=True):
        assert heads <= entry.seats + 1e-6
    whole = np.where(np.arange(matrix.width) < matrix.options.count, np.round(values), 0.0)
    used = matrix.sums(whole)[matrix.of("need", "overlap", "absence", "leaders", "requires")]
    assert (
        used <= matrix.high[matrix.of("need", "overlap", "absence", "leaders", "requires")]
    ).all()
    rounded = values_of(matrix, round_down(View(problem), matrix, relaxed))
    assert float((rounded * worth).sum()) < float((values * worth).sum()) <= relaxed.bound


def test_prices_alone_give_a_plan_while_nothing_is_relaxed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(district, "open_process", lambda: None)
    monkeypatch.setattr(relaxation, "relax_part", lambda *_: None)
    problem = draw_district(replace(SMALL_DISTRICT, people=400, classes=15), seed=1)
    found = plan(problem, Limits(whole=-1))
    assert found.status is Status.TIME_LIMIT
    assert found.objective is not None
    assert found.bound is not None
    assert 0.7 * found.bound < found.objective < found.bound
    assert not check_plan(problem, found)


def test_what_goes_wrong_beside_the_search_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(district, "open_process", lambda: None)
    monkeypatch.setattr(relaxation, "relax_part", fail)
    with pytest.raises(ZeroDivisionError):
        plan(draw_district(SMALL_DISTRICT, seed=1), Limits(whole=-1))


def test_out_of_time_there_is_a_valid_plan_in_pieces() -> None:
    problem = draw_district(SMALL_DISTRICT, seed=2)
    found = plan(problem, Limits(whole=-1, seconds=0))
    assert found.status is Status.TIME_LIMIT
    assert found.objective is not None
    assert found.bound is not None
    assert found.bound >= found.objective
    assert not check_plan(problem, found)


def test_the_best_plan_keeps_every_row_of_the_matrix() -> None:
    problem = canonical(draw_problem(Size(people=40, units=5, classes=12), seed=4))
    view, best = View(problem), plan(problem, Limits())
    matrix, ledger = build_matrix(Options(problem)), Ledger(view)
    places = {(place.need.need, place.class_id): place for place in view.places}
    for row in best.assignment:
        ledger.give(places[row.need, row.class_id], row.source)
    values = values_of(matrix, ledger)
    assert keeps_all(matrix, values)
    assert int((values * matrix.worth).sum()) == best.objective
    assert set(sources_of(matrix, values)) == set(ledger.given)
    costly = {n: s for n, s in ledger.given.items() if view.places[n].training_class.cost > 0}
    dealt = Counter(
        (view.places[n].class_id, s) for n, s in sources_of(matrix, values).items() if s
    )
    assert dealt == Counter((view.places[n].class_id, s) for n, s in costly.items())


def test_money_is_spent_as_the_relaxed_plan_spends_it() -> None:
    """Paying from the first source that still can would leave half of the others' money."""
    people = tuple(person(f"P{n}", group="g" if n < 2 else "h") for n in range(4))
    payers = (Payer("s", None, None), Payer("t", None, "g"))
    budgets = (Budget("s", 2027, 2), Budget("t", 2027, 2))
    base = everybody(4, payers=payers, budgets=budgets, classes=(a_class("C1", cost=1),))
    problem = canonical(replace(base, people=people))
    matrix, view = build_matrix(Options(problem)), View(problem)
    relaxed = relax(matrix, matrix.worth.astype(float), Deadline(None), lambda _bound: None)
    assert relaxed is not None
    assert len(round_down(view, matrix, relaxed).given) == 4


def test_scarcity_money_and_absence_are_shifted_alone() -> None:
    usual = draw_district(SMALL_DISTRICT, seed=5)
    scarce = draw_district(replace(SMALL_DISTRICT, scarcity=0.5, budget=0.5, absence=0.3), seed=5)
    assert (scarce.needs, scarce.sessions) == (usual.needs, usual.sessions)
    assert scarce.options == usual.options
    assert sum(c.seats for c in scarce.classes) < sum(c.seats for c in usual.classes)
    assert sum(b.amount for b in scarce.budgets) < sum(b.amount for b in usual.budgets)
    assert sum(u.absence_cap for u in scarce.units) < sum(u.absence_cap for u in usual.units)
