"""From a checked problem to a plan that passed the checker."""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from canbo.engine.planning.training.arrays import Options
from canbo.engine.planning.training.assembly import build_matrix
from canbo.engine.planning.training.canonical import canonical
from canbo.engine.planning.training.conflict import find_conflict
from canbo.engine.planning.training.constraints import all_rows
from canbo.engine.planning.training.district import Campaign, search_district, sources_of
from canbo.engine.planning.training.explain import explain, list_prices
from canbo.engine.planning.training.flaws import ProblemFlawed, find_flaws
from canbo.engine.planning.training.ledger import Ledger
from canbo.engine.planning.training.model import Layout, Model, Row, build_model
from canbo.engine.planning.training.outcome import (
    Assigned,
    ConflictRow,
    LevelResult,
    Opening,
    Status,
    TrainingPlan,
    relative_gap,
)
from canbo.engine.planning.training.problem import FixedKind, Level, Problem
from canbo.engine.planning.training.solver import Deadline, Limits, Watch, run_aside, search
from canbo.engine.planning.training.verify import Violation, check_plan
from canbo.engine.planning.training.view import View
from canbo.engine.refusal import Refusal


class PlanFailsCheck(Refusal):
    """The plan breaks a rule by the independent checker; it is shown to nobody."""

    def __init__(self, violations: tuple[Violation, ...]) -> None:
        listed = [f"{v.rule} {v.key}: {v.found} / {v.expected}" for v in violations]
        super().__init__("plan_fails_check", {"count": len(listed), "violations": listed})


def make_plan(problem: Problem, limits: Limits, watch: Watch | None) -> TrainingPlan:
    """Check, build, solve, explain and check again; see the room's `plan`."""
    deadline = Deadline(limits.seconds, limits.control)
    flaws = find_flaws(problem)
    if flaws:
        raise ProblemFlawed(flaws)
    plan = None
    if len(problem.options) > limits.whole:
        plan = _make_in_pieces(problem, limits, deadline, watch)
    if plan is None:
        plan = _make_whole(problem, limits, deadline, watch)
    started = time.monotonic()
    violations = check_plan(problem, plan) if plan.is_plan else ()
    if violations:
        raise PlanFailsCheck(violations)
    explained = plan.seconds["explain"] + time.monotonic() - started
    return replace(plan, seconds={**plan.seconds, "explain": explained})


def _make_whole(
    problem: Problem, limits: Limits, deadline: Deadline, watch: Watch | None
) -> TrainingPlan:
    """Solve the whole model; only this way may prove that there is no plan."""
    seconds: dict[str, float] = {}
    with timed(seconds, "build"):
        layout = Layout(View(canonical(problem)))
        model = build_model(layout, _rows_in_time(layout, deadline))
    with timed(seconds, "solve"):
        found, scale = search(model, limits, deadline, watch)
        conflict = find_conflict(model, deadline, seed=limits.seed) if found.infeasible else ()
    plan = TrainingPlan(Status.TIME_LIMIT, seed=limits.seed)
    if found.infeasible:
        rows = tuple(ConflictRow(*row.name) for row in conflict)
        plan = replace(plan, status=Status.INFEASIBLE, conflict=rows)
    elif found.values is not None or _empty_is_valid(problem):
        with timed(seconds, "explain"):
            ledger = _open_books(model, found.values or (0,) * len(model.upper))
            if not found.proven:
                fill(ledger)
            bound = None if found.bound is None else found.bound // scale
            if found.proven:
                bound = objective_of(ledger)
            plan = _write_up(ledger, bound, limits)
    return _with_seconds(plan, seconds)


def _make_in_pieces(
    problem: Problem, limits: Limits, deadline: Deadline, watch: Watch | None
) -> TrainingPlan | None:
    """Relax the whole and improve a plan piece by piece; None when no plan was found so."""
    seconds: dict[str, float] = {}
    with timed(seconds, "build"):
        view = View(canonical(problem))
        matrix = build_matrix(Options(view.problem))
    campaign = Campaign(matrix, limits, watch)
    with timed(seconds, "solve"):
        run_aside(lambda: search_district(campaign, view, deadline), deadline)
    values, bound = campaign.values, campaign.bound
    if values is None:
        return None
    with timed(seconds, "explain"):
        ledger = Ledger(view)
        for number, source in sources_of(matrix, values).items():
            place = view.places[number]
            ledger.give(place, source or view.sources(place)[0])
        fill(ledger)
        plan = _write_up(ledger, bound if math.isfinite(bound) else None, limits)
    return _with_seconds(plan, seconds)


def _with_seconds(plan: TrainingPlan, seconds: dict[str, float]) -> TrainingPlan:
    return replace(plan, seconds={"build": 0.0, "solve": 0.0, "explain": 0.0, **seconds})


def _rows_in_time(layout: Layout, deadline: Deadline) -> Iterator[Row]:
    """Give the rows of every rule; out of time they end early, and the search does not begin."""
    for row in all_rows(layout):
        if deadline.is_over:
            return
        yield row


@contextmanager
def timed(seconds: dict[str, float], name: str) -> Iterator[None]:
    """Note the wall seconds of a stretch of work."""
    started = time.monotonic()
    yield
    seconds[name] = time.monotonic() - started


def _empty_is_valid(problem: Problem) -> bool:
    return all(row.kind is not FixedKind.MUST for row in problem.fixed)


def _write_up(ledger: Ledger, proven: float | None, limits: Limits) -> TrainingPlan:
    """Write the books as a plan with its reasons."""
    objective = objective_of(ledger)
    bound = _bound(ledger.view, proven, objective)
    gap = relative_gap(objective, bound)
    status = Status.TIME_LIMIT
    if bound == objective:
        status = Status.OPTIMAL
    elif gap <= limits.gap:
        status = Status.WITHIN_GAP
    return TrainingPlan(
        status, objective, bound, gap,
        assignment=_assignment(ledger),
        openings=_openings(ledger),
        reasons=explain(ledger),
        prices=list_prices(ledger),
        levels=_levels(ledger),
        seed=limits.seed,
    )  # fmt: skip


def _open_books(model: Model, values: tuple[int, ...]) -> Ledger:
    """Write the solver's places into the books and deal the payments out, place by place."""
    ledger = Ledger(model.view)
    heads: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for (bundle, source), column in model.layout.paid.items():
        heads[bundle].extend([source] * values[column])
    for place in model.view.places:
        if not values[place.number]:
            continue
        sources = model.view.sources(place)
        free = place.training_class.cost == 0
        ledger.give(place, sources[0] if free else heads[place.class_id, sources].pop(0))
    return ledger


def fill(ledger: Ledger) -> None:
    """Add to an unproven plan every place that breaks nothing and is worth something."""
    for place in sorted(ledger.view.places, key=lambda place: (-place.value, place.number)):
        if place.value <= 0 or place.need.need in ledger.served:
            continue
        source = ledger.payer(place)
        if source is not None and next(ledger.blockers(place), None) is None:
            ledger.give(place, source)


def objective_of(ledger: Ledger) -> int:
    """Add up what a plan is worth: its places, less the penalty of unfair units."""
    view = ledger.view
    fairness = view.problem.rules.fairness
    places = [view.places[number] for number in ledger.given]
    served = dict.fromkeys(view.targets, 0)
    for place in places:
        served[place.person.unit] += 1
    missing = sum(max(0, target - served[unit]) for unit, target in view.targets.items())
    return sum(place.value for place in places) - (fairness.penalty * missing if fairness else 0)


def _bound(view: View, proven: float | None, objective: int) -> int:
    """Round the proven bound down to a whole number; without one, add up the best of each need."""
    best = sum(max(0, *(place.value for place in places)) for places in view.by_need.values())
    return max(objective, best if proven is None else math.floor(min(proven, best)))


def _assignment(ledger: Ledger) -> tuple[Assigned, ...]:
    places = ledger.view.places
    return tuple(
        Assigned(places[n].need.need, places[n].person.person, places[n].class_id, source)
        for n, source in sorted(ledger.given.items())
    )


def _openings(ledger: Ledger) -> tuple[Opening, ...]:
    counts = ledger.in_class
    return tuple(
        Opening(entry.class_id, counts[entry.class_id] > 0, counts[entry.class_id])
        for entry in ledger.view.problem.classes
    )


def _levels(ledger: Ledger) -> dict[Level, LevelResult]:
    """Add up severities by level; the bound counts every need that has an option."""
    value, bound = dict.fromkeys(Level, 0), dict.fromkeys(Level, 0)
    for need in ledger.view.problem.needs:
        if need.need in ledger.view.by_need:
            bound[need.level] += need.severity
        if need.need in ledger.served:
            value[need.level] += need.severity
    return {level: LevelResult(value[level], bound[level]) for level in Level}
