"""A search tells how far it is, keeps to its limits, and stops when told with its best plan."""

from __future__ import annotations

import pytest

from benchmarks.training_instances import Size, draw_problem
from canbo.cli.searching import Bar, line_of
from canbo.engine.planning.training import plan
from canbo.engine.planning.training.outcome import Status
from canbo.engine.planning.training.solver import Control, Limits, Progress
from canbo.engine.planning.training.verify import check_plan

HARD = draw_problem(Size(), seed=6)  # minutes to its proof
SMALL = draw_problem(Size(people=60, units=6, classes=15), seed=2)


def test_who_stops_a_search_keeps_its_best_plan() -> None:
    control, told = Control(), list[Progress]()

    def watch(progress: Progress) -> None:
        told.append(progress)
        if progress.objective is not None:
            control.stop()

    made = plan(HARD, Limits(control=control), watch)
    assert made.status is Status.TIME_LIMIT
    assert not check_plan(HARD, made)
    best = max(progress.objective or 0 for progress in told)
    assert made.objective is not None
    assert made.objective >= best > 0
    assert made.bound is not None
    assert made.bound > made.objective


def test_whoever_waits_may_stop_it_too() -> None:
    beats = 0

    def beat() -> None:
        nonlocal beats
        beats += 1
        if beats == 3:
            control.stop()

    control = Control(beat)
    made = plan(HARD, Limits(control=control))
    assert beats == 3
    assert made.status is Status.TIME_LIMIT
    assert not check_plan(HARD, made)


def test_a_stopped_search_does_not_even_begin() -> None:
    control = Control()
    control.stop()
    made = plan(SMALL, Limits(control=control))
    assert made.status is Status.TIME_LIMIT
    assert not check_plan(SMALL, made)


def test_progress_comes_nearer_and_ends_at_the_plan() -> None:
    told: list[Progress] = []
    made = plan(SMALL, Limits(), told.append)
    objectives = [progress.objective for progress in told if progress.objective is not None]
    bounds = [progress.bound for progress in told]
    assert objectives == sorted(objectives)
    assert bounds == sorted(bounds, reverse=True)
    assert [progress.seconds for progress in told] == sorted(p.seconds for p in told)
    assert objectives[-1] == made.objective
    assert bounds[-1] >= (made.bound or 0)
    assert all(progress.gap is None or progress.gap >= 0 for progress in told)


def test_the_gap_limit_is_kept_and_told() -> None:
    made = plan(HARD, Limits(gap=0.5, seconds=60))
    assert made.status is Status.WITHIN_GAP
    assert made.gap is not None
    assert 0 < made.gap <= 0.5
    assert not check_plan(HARD, made)


def test_the_bar_fills_as_the_gap_closes() -> None:
    lines = [line_of(Progress(objective, 1000, 12.34)) for objective in (None, 0, 500, 950, 1000)]
    assert [line.count("█") for line in lines] == [0, 0, 12, 22, 24]
    assert "chưa có kế hoạch, chặn trên 1.000" in lines[0]
    assert "12,3 giây: kế hoạch 950, chặn trên 1.000, còn cách 5,0%" in lines[3]


def test_a_bar_says_a_line_a_second_into_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    bar = Bar()
    bar._said -= 2
    for _ in range(3):
        bar(Progress(1, 2, 0.1))
    bar.end()
    assert capsys.readouterr().err.count("kế hoạch 1") == 1
