"""What one more seat, or one more who may leave, would gain: by solving again, never by a guess.

The prices of the rows bound the widened problem exactly. Where that bound already meets the plan,
the gain is nothing; elsewhere only the moves that a better plan could use are solved again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from canbo.engine.planning.rotation.explain import Places
from canbo.engine.planning.rotation.linear import Bound
from canbo.engine.planning.rotation.problem import Problem
from canbo.engine.planning.rotation.solver import Found, Task, make_task, solve
from canbo.engine.planning.rotation.view import View
from canbo.engine.planning.training.model import Key, write_key
from canbo.engine.planning.training.outcome import Price
from canbo.engine.planning.training.solver import Deadline, Limits

STEP = 1


def price_list(
    task: Task, found: Found, places: Places, deadline: Deadline, seed: int
) -> tuple[Price, ...]:
    """Price each course with seats and each unit that nobody more may leave.

    Gains are None where the plan is not proven or the time is over.
    """
    limits = Limits(None, 0.0, seed)
    return tuple(
        Price(rule, write_key(key), STEP, _gain(task, found, (rule, key), limits, deadline))
        for rule, key in _priced(places)
    )


def _priced(places: Places) -> Iterator[tuple[str, Key]]:
    view = places.view
    for course, _ in sorted(view.problem.rules.training_seats or ()):
        yield "training_seats", (("course", course),)
    for unit in view.problem.units:
        if view.held[unit.unit] and places.leavers[unit.unit] == unit.leaders_leave_cap:
            yield "leave", (("unit", unit.unit),)


def _gain(
    task: Task, found: Found, row: tuple[str, Key], limits: Limits, deadline: Deadline
) -> int | None:
    if not task.is_best(found) or found.worth is None:
        return None
    rule, key = row
    widened = _widened(found, rule, key)
    if widened is None:
        return None
    if widened.whole // task.scale <= found.worth // task.scale:
        return 0
    kept = widened.within(found.worth)[: len(task.view.arcs)]
    problem = one_more(narrowed(task.view.problem, kept), rule, str(key[0][1]))
    again = make_task(View(problem), staged=False)
    best = solve(again, limits, deadline)
    if not best.proven or best.worth is None:
        return None
    return again.objective(best.worth) - task.objective(found.worth)


def _widened(found: Found, rule: str, key: Key) -> Bound | None:
    """Give the exact bound when the row is wider by one; a row left out cannot bind."""
    bound, program = found.relaxation, found.program
    if bound is None or program is None:
        return None
    numbers = [n for n, row in enumerate(program.rows) if (row.rule, row.key) == (rule, key)]
    return replace(bound, value=bound.value + sum(int(bound.prices[n]) for n in numbers))


def narrowed(problem: Problem, kept: NDArray[np.bool_]) -> Problem:
    """Leave out moves, by their numbers in canonical order."""
    moves = tuple(move for move, is_kept in zip(problem.moves, kept, strict=True) if is_kept)
    return replace(problem, moves=moves)


def one_more(problem: Problem, rule: str, name: str) -> Problem:
    """Give a course one more seat, or let one more leave a unit."""
    if rule == "training_seats":
        seats = tuple(
            (course, places + (course == name))
            for course, places in problem.rules.training_seats or ()
        )
        return replace(problem, rules=replace(problem.rules, training_seats=seats))
    units = tuple(
        replace(unit, leaders_leave_cap=unit.leaders_leave_cap + (unit.unit == name))
        for unit in problem.units
    )
    return replace(problem, units=units)
