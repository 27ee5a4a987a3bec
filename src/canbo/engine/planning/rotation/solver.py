"""From rows to moves: the linear relaxation first, whole numbers only where it is fractional.

Where GLOP's plan is whole and its exact bound meets it, it is proven. Elsewhere CP-SAT searches the
columns that the bound leaves to a plan at most `step` below it; the first plan found says how wide
the step must be, and the second search proves it.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from canbo.engine.planning.rotation.chains import Positions, find_chains, forbid, too_long
from canbo.engine.planning.rotation.constraints import all_rows
from canbo.engine.planning.rotation.greedy import clerks_plan, everybody_stays
from canbo.engine.planning.rotation.linear import (
    Basis,
    Bound,
    Program,
    Relaxed,
    Whole,
    bound_of,
    relax,
    restricted,
)
from canbo.engine.planning.rotation.view import Arc, View
from canbo.engine.planning.training.model import Row
from canbo.engine.planning.training.solver import (
    Deadline,
    Limits,
    Progress,
    Watch,
    search,
)

FIRST_STEP = 2  # of the objective, below the bound
WIDER = 16


@dataclass(frozen=True)
class Task:
    """A rotation as a program; worth is (objective x scale + places kept), vacancies left out.

    One unit of the objective outweighs all places kept, so that staying near the previous plan
    never costs anything.
    """

    view: View
    program: Program
    scale: int

    @property
    def constant(self) -> int:
        """What the objective is when nobody has a place."""
        return -self.view.problem.rules.vacancy_penalty * len(self.view.problem.posts)

    def objective(self, worth: int) -> int:
        """Give the objective of a plan, or of a bound, from its worth."""
        return worth // self.scale + self.constant

    def worth(self, values: Whole) -> int:
        """Add up what chosen moves are worth, in whole numbers."""
        return sum(self.program.worth[values > 0].tolist())

    def is_best(self, found: Found) -> bool:
        """Whether no plan has a larger objective, whatever places are kept."""
        return found.worth is not None and self.objective(found.worth) == self.objective(
            found.bound
        )

    def arcs(self, values: Whole) -> list[Arc]:
        """Give the chosen moves and stays."""
        return [arc for arc in self.view.arcs if values[arc.number]]

    def values(self, arcs: Iterable[Arc]) -> Whole:
        """Give the columns of chosen moves and stays."""
        found: Whole = np.zeros(len(self.program.worth), dtype=np.int64)
        found[[arc.number for arc in arcs]] = 1
        return found


@dataclass
class Found:
    """What the search knows: the best plan so far (values of the moves), its worth, the bound."""

    bound: int
    values: Whole | None = None
    worth: int | None = None
    proven: bool = False
    infeasible: bool = False
    relaxation: Bound | None = None
    program: Program | None = None  # that of the relaxation, or the one that has no plan
    basis: Basis | None = None  # where the first relaxation ended
    started: float = field(default_factory=time.monotonic)

    def keep(self, task: Task, values: Whole) -> None:
        """Remember a plan that keeps all rules when it is better than the one known."""
        worth = task.worth(values)
        if self.worth is None or worth > self.worth:
            self.values, self.worth = values, worth

    def lower(self, bound: int) -> None:
        """Take a proven bound; meeting it proves the plan."""
        self.bound = min(self.bound, bound)
        self.proven = self.worth is not None and self.worth >= self.bound


@dataclass(frozen=True)
class Start:
    """A plan that may be one here too, and where the relaxation of a task of this shape ended."""

    values: Whole
    basis: Basis | None = None


def make_task(view: View, *, staged: bool = True) -> Task:
    """Put values and rows together; without stages, places kept count nothing."""
    rules = view.problem.rules
    pairs: set[tuple[str, str]] = set()
    if rules.keep_previous and staged:
        pairs = {(row.person, row.post) for row in view.problem.previous}
    kept = [(arc.person, arc.post) in pairs for arc in view.arcs]
    scale = sum(kept) + 1
    worth = [
        (arc.move.value + rules.vacancy_penalty) * scale + is_kept
        for arc, is_kept in zip(view.arcs, kept, strict=True)
    ]
    program = Program(np.array(worth, dtype=np.int64), tuple(all_rows(view)))
    return Task(view, program, scale)


def solve(
    task: Task,
    limits: Limits,
    deadline: Deadline,
    watch: Watch | None = None,
    start: Start | None = None,
) -> Found:
    """Find the best plan until proven, within the gap, or out of time.

    `start` is what is known of an almost equal task; without it the clerk's plan is made where
    the relaxation gives none.
    """
    found = Found(bound=_best_of_each_post(task))
    if start is not None and _is_plan(task, start.values):
        found.keep(task, start.values)
    relaxed = relax(task.program, deadline, start.basis if start else None)
    found.basis = relaxed.basis
    if relaxed.infeasible:
        found.infeasible, found.program = True, task.program
        return found
    _learn(task, task.program, relaxed, found)
    if not found.proven:
        if found.values is None:
            _begin(task, found)
        _tell(task, found, watch)
        _go_on(task, relaxed, found, limits, deadline, watch)
    _tell(task, found, watch)
    return found


def _go_on(
    task: Task,
    relaxed: Relaxed,
    found: Found,
    limits: Limits,
    deadline: Deadline,
    watch: Watch | None,
) -> None:
    """Count positions where chains may be too long, then search whole numbers."""
    if _is_too_long(task, relaxed):
        program = _with_positions(task)
        relaxed = relax(program, deadline)
        if relaxed.infeasible:
            found.infeasible, found.program = True, program
            return
        _learn(task, program, relaxed, found)
    if not found.proven and found.relaxation is not None and not _is_near(task, found, limits):
        _search(task, found, limits, deadline, watch)


def _best_of_each_post(task: Task) -> int:
    """Bound every plan by the best of each post: what is known before anything is solved."""
    best: dict[str, int] = {}
    for arc, worth in zip(task.view.arcs, task.program.worth.tolist(), strict=True):
        best[arc.post] = max(best.get(arc.post, 0), worth)
    return sum(best.values())


def _begin(task: Task, found: Found) -> None:
    """Start from the clerk's plan, or from everybody's staying, where the rules allow it."""
    for make in (everybody_stays, clerks_plan):
        values = task.values(make(task.view))
        if _is_plan(task, values):
            found.keep(task, values)


def _is_plan(task: Task, values: Whole) -> bool:
    limit = task.view.problem.rules.max_chain
    return task.program.keeps(values) and not too_long(find_chains(task.arcs(values)), limit)


def _learn(task: Task, program: Program, relaxed: Relaxed, found: Found) -> None:
    """Take the bound of a relaxation, and its plan where it is one."""
    if relaxed.prices is None:
        return
    found.relaxation, found.program = bound_of(program, relaxed.prices), program
    whole = relaxed.whole
    if whole is not None:
        values = whole[: len(task.view.arcs)]
        if _is_plan(task, values):
            found.keep(task, values)
    found.lower(found.relaxation.whole)


def _is_too_long(task: Task, relaxed: Relaxed) -> bool:
    """Whether moves of the relaxation hang together beyond the limit, or could."""
    limit = task.view.problem.rules.max_chain
    if limit is None:
        return False
    whole = relaxed.whole
    return whole is None or bool(too_long(find_chains(task.arcs(whole)), limit))


def _with_positions(task: Task) -> Program:
    limit = min(task.view.problem.rules.max_chain or 0, len(task.view.problem.posts))
    positions = Positions(task.view, limit)
    rows = (*task.program.rows, *positions.rows())
    worth: Whole = np.zeros(positions.width, dtype=np.int64)
    worth[: len(task.view.arcs)] = task.program.worth
    return Program(worth, rows)


def _is_near(task: Task, found: Found, limits: Limits) -> bool:
    """Whether the plan is within the gap asked for; a gap of 0 asks for the last stage too."""
    if found.worth is None or limits.gap == 0:
        return False
    bound = task.objective(found.bound)
    return bound - task.objective(found.worth) <= limits.gap * max(1, abs(bound))


@dataclass(frozen=True)
class _Narrow:
    """A program for CP-SAT; its worth is staged already."""

    program: Program

    @property
    def upper(self) -> tuple[int, ...]:
        return (1,) * len(self.program.worth)

    @property
    def objective(self) -> tuple[int, ...]:
        return tuple(self.program.worth.tolist())

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.program.rows

    @property
    def kept(self) -> tuple[int, ...]:
        return ()

    @property
    def first_helper(self) -> int:
        return len(self.program.worth)


def as_model(program: Program) -> _Narrow:
    """Show a program the way CP-SAT's door asks for it."""
    return _Narrow(program)


def _search(
    task: Task, found: Found, limits: Limits, deadline: Deadline, watch: Watch | None
) -> None:
    """Search the columns near the bound, wider and wider, until the plan is proven."""
    relaxation, program = found.relaxation, found.program
    assert relaxation is not None
    assert program is not None
    step = FIRST_STEP * task.scale
    while not deadline.is_over and not found.proven and not _is_near(task, found, limits):
        floor = relaxation.whole - step
        allowed = relaxation.within(floor)
        tried = _try(program, allowed, limits, deadline)
        if tried.is_empty and allowed.all():
            if found.worth is None:  # the chains forbidden on the way are part of why
                found.infeasible, found.program = True, program
            return
        found.lower(_bound_after(tried, found.bound, None if allowed.all() else floor - 1))
        if tried.values is None and not tried.is_empty:
            return
        if tried.values is not None:
            values = tried.values[: len(task.view.arcs)]
            limit = task.view.problem.rules.max_chain
            long = too_long(find_chains(task.arcs(values)), limit)
            program = replace(program, rows=(*program.rows, *map(forbid, long)))
            if not long:
                found.keep(task, values)
                found.lower(found.bound)
                step = max(step, relaxation.whole - task.worth(values))
        else:
            step *= WIDER
        _tell(task, found, watch)


def _bound_after(tried: _Tried, known: int, outside: int | None) -> int:
    """Join the bounds of plans with allowed columns alone, and of all others."""
    inside = known if tried.bound is None else tried.bound
    if outside is None:
        return inside
    return outside if tried.is_empty else max(inside, outside)


@dataclass(frozen=True)
class _Tried:
    """What CP-SAT found among the allowed columns; `bound` None where it has none."""

    values: Whole | None = None
    bound: int | None = None
    is_empty: bool = False


def _try(
    program: Program, allowed: NDArray[np.bool_], limits: Limits, deadline: Deadline
) -> _Tried:
    """Find the best plan of the allowed columns."""
    narrow, kept = restricted(program, allowed)
    if any(not row.columns for row in narrow.rows):
        return _Tried(is_empty=True)
    search_limits = Limits(deadline.left, 0.0, limits.seed)
    result, _ = search(as_model(narrow), search_limits, deadline)
    if result.infeasible:
        return _Tried(is_empty=True)
    bound = None if result.bound is None else int(result.bound // 1)
    if result.values is None:
        return _Tried(bound=bound)
    values: Whole = np.zeros(len(program.worth), dtype=np.int64)
    values[kept] = result.values
    return _Tried(values, bound)


def _tell(task: Task, found: Found, watch: Watch | None) -> None:
    if watch:
        objective = None if found.worth is None else task.objective(found.worth)
        spent = time.monotonic() - found.started
        watch(Progress(objective, task.objective(found.bound), spent))
