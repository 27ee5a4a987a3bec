"""How many places of a town's plan change when its fullest class loses five seats.

Plans the town, takes the seats away and plans again twice: with the last stage, which keeps as much
of the first plan as costs nothing, and without it. The objective must be the same both times.
Each town also with all people alike in worth, as an office's own are: there most plans are as
good as many others.
Usage: python benchmarks/plan_disturbance.py [--seeds 1 2 3] [--people 300] [--time-limit 120]
"""

from __future__ import annotations

import argparse
import itertools
import os
import platform
import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.training_instances import Size, draw_problem
from canbo.engine.planning.training import plan
from canbo.engine.planning.training.outcome import Status, TrainingPlan
from canbo.engine.planning.training.problem import Previous, Problem
from canbo.engine.planning.training.solver import Limits

TAKEN = 5  # seats


@dataclass(frozen=True)
class Disturbance:
    """Places that change with the last stage and without it, and what both plans are worth."""

    places: int
    near: int
    free: int
    objectives: tuple[int | None, int | None]
    is_proven: bool


def disturb(problem: Problem, limits: Limits) -> Disturbance:
    """Take seats from the fullest class of a town's plan and count who must change."""
    before = plan(replace(problem, previous=()), limits)
    tight = without_seats(problem, before)
    pairs = pairs_of(before)
    near_problem = replace(tight, previous=tuple(Previous(*pair) for pair in sorted(pairs)))
    near = plan(near_problem, limits)
    free = plan(replace(tight, previous=()), limits)
    made = (before, near, free)
    return Disturbance(
        len(pairs),
        len(pairs ^ pairs_of(near)),
        len(pairs ^ pairs_of(free)),
        (near.objective, free.objective),
        all(one.status is Status.OPTIMAL for one in made),
    )


def pairs_of(made: TrainingPlan) -> set[tuple[str, str]]:
    """Who sits in which class."""
    return {(row.person, row.class_id) for row in made.assignment}


def without_seats(problem: Problem, made: TrainingPlan) -> Problem:
    """Take seats from the class with most people, down to fewer than sit in it."""
    heads = Counter(row.class_id for row in made.assignment)
    fullest = max(sorted(heads), key=lambda class_id: heads[class_id])
    left = max(0, heads[fullest] - TAKEN)
    classes = tuple(
        replace(one, seats=left, minimum=min(one.minimum, left)) if one.class_id == fullest else one
        for one in problem.classes
    )
    return replace(problem, classes=classes, rules=replace(problem.rules, keep_previous=True))


def alike(problem: Problem) -> Problem:
    """Leave out the bonus of each option, so that people of one level are worth the same."""
    return replace(problem, options=tuple(replace(one, bonus=0) for one in problem.options))


def main() -> int:
    """Print the table; exit 1 when the stage costs something or changes more than it saves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--time-limit", type=float, default=120.0)
    chosen = parser.parse_args()
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {load}, {platform.python_version()}")
    print("seed alike places changed_with_stage changed_without objective same_objective proven")
    size = Size(chosen.people, max(1, chosen.people // 10), max(4, chosen.people * 40 // 300))
    missed = False
    for seed, is_alike in itertools.product(chosen.seeds, (False, True)):
        drawn = draw_problem(size, seed=seed)
        row = disturb(alike(drawn) if is_alike else drawn, Limits(chosen.time_limit))
        same = row.objectives[0] == row.objectives[1]
        print(
            f"{seed:4} {is_alike!s:>5} {row.places:6} {row.near:18} {row.free:15}"
            f" {row.objectives[0]:9} {same!s:>14} {row.is_proven!s:>6}",
            flush=True,
        )
        missed |= row.is_proven and (not same or row.near > row.free)
    print("goal: no loss, fewer changes than without the stage:", not missed)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
