"""Why no plan exists: a minimal set of rows that cannot hold together.

The empty plan breaks nothing but a decided place, so that every conflict holds a `must`.
"""

from __future__ import annotations

from collections.abc import Sequence

from canbo.engine.planning.training.model import Row
from canbo.engine.planning.training.solver import (
    Deadline,
    Program,
    add_row,
    new_solver,
    write_program,
)


def find_conflict(model: Program, deadline: Deadline, *, seed: int = 0) -> tuple[Row, ...]:
    """Find a minimal conflict of an infeasible model by the deletion filter.

    The solver's own unsatisfied core comes first, then each row of it is left out in turn and
    stays out when the rest still conflicts. Out of time, the set may be larger than minimal.
    """
    kept = _core(model, deadline, seed)
    for row in sorted(kept, key=lambda row: (row.rule == "must", row.name)):
        if deadline.is_over:
            break
        rest = [other for other in kept if other is not row]
        if is_conflict(model, rest, deadline, seed=seed):
            kept = rest
    return tuple(sorted(kept, key=lambda row: row.name))


def is_conflict(model: Program, rows: Sequence[Row], deadline: Deadline, *, seed: int = 0) -> bool:
    """Whether these rows, with the background, are proven to leave no plan."""
    from ortools.sat.python import cp_model

    program, _ = write_program(model.upper, [*rows, *_background(model, rows)], deadline)
    return bool(new_solver(seed, deadline).solve(program) == cp_model.INFEASIBLE)


def _core(model: Program, deadline: Deadline, seed: int) -> list[Row]:
    rows = [row for row in model.rows if not row.background]
    program, columns = write_program(model.upper, _background(model, rows), deadline)
    switches: dict[int, Row] = {}
    for row in rows:
        switch = program.new_bool_var("")
        add_row(program, columns, row).only_enforce_if(switch)
        switches[switch.index] = row
        program.add_assumption(switch)
    solver = new_solver(seed, deadline)
    solver.solve(program)
    core = solver.sufficient_assumptions_for_infeasibility()
    return [switches[index] for index in core] or rows


def _background(model: Program, rows: Sequence[Row]) -> list[Row]:
    """Keep the background rows that tie a helper column used by one of the rows."""
    first = model.first_helper
    used = {column for row in rows for column in row.columns if column >= first}
    return [
        row
        for row in model.rows
        if row.background and any(column in used for column in row.columns)
    ]
