"""Who moves to which post: the best rotation that the rules allow, proven, in chains and cycles.

`plan` is the door; the checker (`verify`) and the values (`problem`, `outcome`) load no solver.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from canbo.engine.planning.rotation.outcome import RotationPlan
from canbo.engine.planning.rotation.problem import Problem

if TYPE_CHECKING:
    from canbo.engine.planning.training.solver import Limits, Progress

__all__ = ["plan"]


def plan(
    problem: Problem, limits: Limits, progress: Callable[[Progress], None] | None = None
) -> RotationPlan:
    """Make the best rotation within the limits, with a reason for every person.

    Works on plain values and loads the solver only now. The plan has passed the independent
    checker. An infeasible problem (more holders must leave a unit than may) gives a plan without
    tables but `conflict`. Raises ProblemFlawed with every flaw of the problem, and PlanFailsCheck
    rather than show a wrong plan.
    """
    from canbo.engine.planning.rotation.planner import make_plan

    return make_plan(problem, limits, progress)
