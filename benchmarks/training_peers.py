"""Peers of the district's planner on the same problem: the clerk, plain CP-SAT, plain HiGHS.

Each gives the objective of its plan (None: no plan) and the bound that it proved (None: none).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from canbo.engine.planning.training.arrays import Options
from canbo.engine.planning.training.assembly import build_matrix
from canbo.engine.planning.training.canonical import canonical
from canbo.engine.planning.training.district import settle, values_of
from canbo.engine.planning.training.highs import Part, best_of_part
from canbo.engine.planning.training.ledger import Ledger
from canbo.engine.planning.training.matrix import FAR, Matrix
from canbo.engine.planning.training.pieces import keeps_all
from canbo.engine.planning.training.problem import Problem
from canbo.engine.planning.training.solver import Deadline
from canbo.engine.planning.training.view import View

Result = tuple[int | None, float | None]


def clerk(problem: Problem, limit: float) -> Result:
    """Serve the eldest first, each need by the first class that still takes the person.

    Classes that stay under their minimum are called off, and the people asked anew.
    """
    view = View(canonical(problem))
    matrix = build_matrix(Options(view.problem))
    first = matrix.options.first_day.tolist()
    places = sorted(
        view.places,
        key=lambda place: (
            str(place.person.born), place.need.need, first[int(matrix.options.taught[place.number])]
        ),
    )  # fmt: skip
    decided = [place for place in view.places if Ledger(view).is_decided(place)]
    closed: set[str] = set()
    while True:
        ledger = settle(view, [*decided, *places], closed, {})
        low = {c for c, people in ledger.in_class.items() if people < view.classes[c].minimum}
        if not low:
            values = values_of(matrix, ledger)
            assert keeps_all(matrix, values)
            return int((values * matrix.worth).sum()), None
        closed |= low


def cp_sat(problem: Problem, limit: float) -> Result:
    """Give all rows to CP-SAT with eight workers."""
    from ortools.sat.python import cp_model

    matrix = build_matrix(Options(canonical(problem)))
    program = cp_model.CpModel()
    columns = [program.new_int_var(0, high, "") for high in matrix.upper.tolist()]
    row, column, factor = _entries(matrix)
    starts = np.searchsorted(row, np.arange(matrix.height + 1)).tolist()
    limits = zip(matrix.low.tolist(), matrix.high.tolist(), strict=True)
    for number, (low, high) in enumerate(limits):
        span = slice(starts[number], starts[number + 1])
        terms = cp_model.LinearExpr.weighted_sum(
            [columns[n] for n in column[span].tolist()], factor[span].tolist()
        )
        program.add_linear_expression_in_domain(
            terms, cp_model.Domain(max(low, -FAR), min(high, FAR))
        )
    program.maximize(cp_model.LinearExpr.weighted_sum(columns, matrix.worth.tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 8
    solver.parameters.max_time_in_seconds = limit
    status = solver.solve(program)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return (round(solver.objective_value) if found else None), solver.best_objective_bound


def highs(problem: Problem, limit: float) -> Result:
    """Give all rows to HiGHS in whole numbers, beginning from the empty plan."""
    matrix = build_matrix(Options(canonical(problem)))
    part = Part(matrix, np.ones(matrix.height, dtype=bool), ~matrix.is_crowd)
    empty = np.zeros(matrix.width, dtype=np.int64)
    found = best_of_part(part, matrix.worth.astype(float), Deadline(limit), empty)
    if found is None:
        return None, None
    values = np.round(found[0]).astype(np.int64)
    return (int((values * matrix.worth).sum()) if keeps_all(matrix, values) else None), found[1]


def _entries(matrix: Matrix) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    every = np.ones(matrix.height, dtype=bool)
    return matrix.entries(every, ~matrix.is_crowd)


PEERS: dict[str, Callable[[Problem, float], Result]] = {
    "clerk": clerk, "cp-sat": cp_sat, "highs": highs,
}  # fmt: skip
