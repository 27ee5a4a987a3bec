"""The door to HiGHS, for a part of a matrix: its relaxation, or its best whole numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import numpy as np

from canbo.engine.planning.training.arrays import Flags, Numbers
from canbo.engine.planning.training.matrix import FAR, Floats, Matrix
from canbo.engine.planning.training.solver import Deadline


@dataclass(frozen=True)
class Part:
    """Some rows and columns of a matrix; `taken` is what the other columns use of each row."""

    matrix: Matrix
    rows: Flags
    columns: Flags
    taken: Numbers = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    @property
    def low(self) -> Floats:
        """The rows' lower bounds."""
        return np.where(self.matrix.low <= -FAR, -np.inf, self.matrix.low - self._taken)[self.rows]

    @property
    def high(self) -> Floats:
        """The rows' upper bounds."""
        return np.where(self.matrix.high >= FAR, np.inf, self.matrix.high - self._taken)[self.rows]

    @property
    def _taken(self) -> Numbers:
        return self.taken if len(self.taken) else np.zeros(self.matrix.height, dtype=np.int64)


def relax_part(part: Part, worth: Floats, deadline: Deadline) -> tuple[Floats, Floats] | None:
    """Give the relaxation's values of all columns and prices of all rows, or None."""
    from ortools.math_opt.python import mathopt

    result = _solve(part, worth, deadline)
    if result.termination.reason is not mathopt.TerminationReason.OPTIMAL:
        return None
    prices = np.zeros(part.matrix.height)
    prices[part.rows] = list(result.dual_values().values())
    return _values(part, result), prices


def best_of_part(
    part: Part, worth: Floats, deadline: Deadline, known: Numbers
) -> tuple[Floats, float] | None:
    """Give the best whole values found of all columns and what proves that none are better.

    `known` are values to begin with. None when nothing was found in time, or nothing exists.
    """
    result = _solve(part, worth, deadline, known)
    if not result.has_primal_feasible_solution():
        return None
    return _values(part, result), float(result.dual_bound())


def _solve(part: Part, worth: Floats, deadline: Deadline, known: Numbers | None = None) -> Any:
    """Solve a part: as its relaxation, or in whole numbers from known values on."""
    from ortools.math_opt.python import mathopt

    left = deadline.left
    limit = None if left is None else timedelta(seconds=left)
    model = mathopt.Model.from_model_proto(_write(part, worth, whole=known is not None))
    parameters = mathopt.SolveParameters(time_limit=limit)
    start = mathopt.ModelSolveParameters()
    if known is not None:
        parameters.relative_gap_tolerance = 0.0
        columns = zip(model.variables(), known[part.columns].tolist(), strict=True)
        start.solution_hints.append(mathopt.SolutionHint(variable_values=dict(columns)))
    return mathopt.solve(model, mathopt.SolverType.HIGHS, params=parameters, model_params=start)


def _values(part: Part, result: Any) -> Floats:
    values = np.zeros(part.matrix.width)
    values[part.columns] = list(result.variable_values().values())
    return values


def _write(part: Part, worth: Floats, *, whole: bool) -> Any:
    from ortools.math_opt import model_pb2

    row, column, factor = part.matrix.entries(part.rows, part.columns)
    new_row, new_column = np.cumsum(part.rows) - 1, np.cumsum(part.columns) - 1
    width, worths = int(part.columns.sum()), worth[part.columns]
    valued = np.flatnonzero(worths)
    proto = model_pb2.ModelProto()
    columns, rows = proto.variables, proto.linear_constraints
    columns.ids.extend(range(width))
    columns.lower_bounds.extend([0.0] * width)
    columns.upper_bounds.extend(part.matrix.upper[part.columns].astype(float).tolist())
    columns.integers.extend([whole] * width)
    proto.objective.maximize = True
    proto.objective.linear_coefficients.ids.extend(valued.tolist())
    proto.objective.linear_coefficients.values.extend(worths[valued].tolist())
    rows.ids.extend(range(int(part.rows.sum())))
    rows.lower_bounds.extend(part.low.tolist())
    rows.upper_bounds.extend(part.high.tolist())
    entries = proto.linear_constraint_matrix
    entries.row_ids.extend(new_row[row].tolist())
    entries.column_ids.extend(new_column[column].tolist())
    entries.coefficients.extend(factor.astype(float).tolist())
    return proto
