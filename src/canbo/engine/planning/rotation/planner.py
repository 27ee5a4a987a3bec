"""From a checked problem to a rotation that passed the checker."""

from __future__ import annotations

from dataclasses import replace

from canbo.engine.planning.rotation.alternatives import find_alternatives
from canbo.engine.planning.rotation.canonical import canonical
from canbo.engine.planning.rotation.explain import Places
from canbo.engine.planning.rotation.flaws import find_flaws
from canbo.engine.planning.rotation.outcome import RotationPlan
from canbo.engine.planning.rotation.prices import price_list
from canbo.engine.planning.rotation.problem import Problem
from canbo.engine.planning.rotation.solver import Found, Task, as_model, make_task, solve
from canbo.engine.planning.rotation.verify import check_plan
from canbo.engine.planning.rotation.view import View
from canbo.engine.planning.training.conflict import find_conflict, is_conflict
from canbo.engine.planning.training.flaws import ProblemFlawed
from canbo.engine.planning.training.outcome import ConflictRow, Status, relative_gap
from canbo.engine.planning.training.planner import PlanFailsCheck, timed
from canbo.engine.planning.training.solver import Deadline, Limits, Watch

EXPLAINING = 0.3  # of the time: kept from the search for prices and alternatives


def make_plan(problem: Problem, limits: Limits, watch: Watch | None) -> RotationPlan:
    """Check, build, solve, explain and check again; see the room's `plan`."""
    deadline = Deadline(limits.seconds)
    searching = Deadline(None if limits.seconds is None else limits.seconds * (1 - EXPLAINING))
    flaws = find_flaws(problem)
    if flaws:
        raise ProblemFlawed(flaws)
    seconds: dict[str, float] = {}
    with timed(seconds, "build"):
        task = make_task(View(canonical(problem)))
    with timed(seconds, "solve"):
        found = solve(task, limits, searching, watch)
        conflict = _conflict(found, deadline, limits.seed) if found.infeasible else ()
    plan = RotationPlan(Status.TIME_LIMIT, seed=limits.seed)
    if conflict:
        plan = replace(plan, status=Status.INFEASIBLE, conflict=conflict)
    elif found.values is not None:
        with timed(seconds, "explain"):
            plan = _write_up(task, found, limits, deadline)
            violations = check_plan(problem, plan)
        if violations:
            raise PlanFailsCheck(violations)
    return replace(plan, seconds={"build": 0.0, "solve": 0.0, "explain": 0.0, **seconds})


def _conflict(found: Found, deadline: Deadline, seed: int) -> tuple[ConflictRow, ...]:
    """Prove in whole numbers that no plan exists and name a minimal set of rows; () unproven."""
    if found.program is None:
        return ()
    model = as_model(found.program)
    if not is_conflict(model, model.rows, deadline, seed=seed):
        return ()
    return tuple(ConflictRow(*row.name) for row in find_conflict(model, deadline, seed=seed))


def _write_up(task: Task, found: Found, limits: Limits, deadline: Deadline) -> RotationPlan:
    assert found.values is not None
    places = Places(task.view, task.arcs(found.values))
    objective = places.value()
    bound = max(objective, task.objective(found.bound))
    gap = relative_gap(objective, bound)
    status = Status.TIME_LIMIT
    if bound == objective:
        status = Status.OPTIMAL
    elif gap <= limits.gap:
        status = Status.WITHIN_GAP
    return RotationPlan(
        status, objective, bound, gap,
        moves=places.moved(),
        vacancies=places.vacancies(),
        reasons=places.reasons(),
        prices=price_list(task, found, places, deadline, limits.seed),
        alternatives=find_alternatives(task, found, deadline, limits.seed),
        seed=limits.seed,
    )  # fmt: skip
