"""What one more seat, or one more who may leave, would gain: by solving again, never by a guess.

The prices of the rows bound the widened problem exactly. Where that bound already meets the plan,
the gain is nothing; elsewhere only the moves that a better plan could use are solved again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from canbo.engine.planning.rotation.explain import Places
from canbo.engine.planning.rotation.linear import Bound
from canbo.engine.planning.rotation.problem import Problem
from canbo.engine.planning.rotation.solver import Found, Start, Task, make_task, solve
from canbo.engine.planning.rotation.view import View
from canbo.engine.planning.training.model import Key, write_key
from canbo.engine.planning.training.outcome import Price
from canbo.engine.planning.training.solver import Deadline, Limits

STEP = 1
Named = tuple[str, Key]  # a row by rule and key


def price_list(
    task: Task, found: Found, places: Places, deadline: Deadline, seed: int
) -> tuple[Price, ...]:
    """Price each course with seats and each unit that nobody more may leave.

    Gains are None where the plan is not proven or the time is over.
    """
    rows = list(_priced(places))
    gains = (
        dict.fromkeys(rows)
        if not task.is_best(found)
        else _gains(task, found, rows, Limits(None, 0.0, seed), deadline)
    )
    return tuple(Price(rule, write_key(key), STEP, gains[rule, key]) for rule, key in rows)


def _priced(places: Places) -> Iterator[Named]:
    view = places.view
    for course, _ in sorted(view.problem.rules.training_seats or ()):
        yield "training_seats", (("course", course),)
    for unit in view.problem.units:
        if view.held[unit.unit] and places.leavers[unit.unit] == unit.leaders_leave_cap:
            yield "leave", (("unit", unit.unit),)


def _gains(
    task: Task, found: Found, rows: Iterable[Named], limits: Limits, deadline: Deadline
) -> dict[Named, int | None]:
    """Solve again, row by row, with the moves that a better plan could use."""
    assert found.worth is not None
    assert found.values is not None
    widened = {row: widened_bound(found, row) for row in rows}
    best = found.worth // task.scale
    open_rows = {
        row: bound for row, bound in widened.items()
        if bound is None or bound.whole // task.scale > best
    }  # fmt: skip
    gains: dict[Named, int | None] = dict.fromkeys(widened, 0)
    gains |= dict.fromkeys(open_rows)
    bounds = [bound for bound in open_rows.values() if bound is not None]
    if not bounds:
        return gains
    widest = max(bounds, key=lambda bound: bound.value)
    kept = widest.within(found.worth)[: len(task.view.arcs)] | (found.values > 0)
    narrow = make_task(View(narrowed(task.view.problem, kept)), staged=False)
    start = Start(found.values[kept])
    for row in open_rows:
        again = solve(one_wider(narrow, row), limits, deadline, start=start)
        start = Start(start.values, again.basis)
        if again.proven and again.worth is not None:
            gains[row] = again.worth - best
    return gains


def widened_bound(found: Found, row: Named) -> Bound | None:
    """Give the exact bound when the row is wider by one; a row left out cannot bind."""
    bound, program = found.relaxation, found.program
    if bound is None or program is None:
        return None
    numbers = [n for n, other in enumerate(program.rows) if (other.rule, other.key) == row]
    return replace(bound, value=bound.value + sum(int(bound.prices[n]) for n in numbers))


def one_wider(task: Task, named: Named) -> Task:
    """Widen a row by one."""
    rows = tuple(
        replace(
            row,
            low=None if row.low is None else row.low - STEP,
            high=None if row.high is None else row.high + STEP,
        )
        if (row.rule, row.key) == named
        else row
        for row in task.program.rows
    )
    return replace(task, program=replace(task.program, rows=rows))


def narrowed(problem: Problem, kept: NDArray[np.bool_]) -> Problem:
    """Leave out moves, by their numbers in canonical order."""
    moves = tuple(move for move, is_kept in zip(problem.moves, kept, strict=True) if is_kept)
    return replace(problem, moves=moves)
