"""Who sits in which class: quotas, budgets, absences and the law's needs, to proven optimality.

`plan` is the door; the checker (`verify`) and the values (`problem`, `outcome`) load no solver.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from canbo.engine.planning.training.outcome import TrainingPlan
from canbo.engine.planning.training.problem import Problem

if TYPE_CHECKING:
    from canbo.engine.planning.training.solver import Limits, Progress

__all__ = ["plan"]


def plan(
    problem: Problem, limits: Limits, progress: Callable[[Progress], None] | None = None
) -> TrainingPlan:
    """Make the best training plan within the limits, with a reason for every need.

    Works on plain values and loads the solver only now. The plan has passed the independent
    checker. `progress` is called from the solver's thread. An infeasible problem (its decided
    places contradict the rules) gives a plan without tables but `conflict`. Raises ProblemFlawed
    with every flaw of the problem, and PlanFailsCheck rather than show a wrong plan.
    """
    from canbo.engine.planning.training.planner import make_plan

    return make_plan(problem, limits, progress)
