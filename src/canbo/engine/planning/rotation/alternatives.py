"""Moves of other plans that are worth just as much.

Strict complementarity: the exact bound leaves few moves to any plan of the same worth. Among them
plans of the same worth with as many new moves as possible are made, one after another, until it
is proven that no further move is in any. Every move listed so comes from a plan that keeps all
rules.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from canbo.engine.planning.rotation.outcome import Alternative
from canbo.engine.planning.rotation.prices import narrowed
from canbo.engine.planning.rotation.solver import Found, Start, Task, make_task, solve
from canbo.engine.planning.rotation.view import Arc, View
from canbo.engine.planning.training.model import Row
from canbo.engine.planning.training.solver import Deadline, Limits


def find_alternatives(
    task: Task, found: Found, deadline: Deadline, seed: int
) -> tuple[Alternative, ...]:
    """List the moves and stays of all other plans of the same objective.

    Without a proof there is nothing to list. Out of time, moves that nobody decided about are
    listed too, not verified.
    """
    if (
        not task.is_best(found)
        or found.relaxation is None
        or found.worth is None
        or found.values is None
    ):
        return ()
    least = found.worth // task.scale * task.scale
    kept = found.relaxation.within(least)[: len(task.view.arcs)]
    kept |= found.values > 0
    narrow = make_task(View(narrowed(task.view.problem, kept)), staged=False)
    same = _same_worth(narrow, least // task.scale)
    chosen = {(arc.person, arc.post) for arc in task.arcs(found.values)}
    open_arcs = [arc for arc in same.view.arcs if (arc.person, arc.post) not in chosen]
    start = Start(found.values[kept])
    listed, undecided = _cover(same, open_arcs, start, Limits(None, 0.0, seed), deadline)
    rows = [Alternative(arc.person, arc.post, verified=True) for arc in listed]
    rows += [Alternative(arc.person, arc.post, verified=False) for arc in undecided]
    return tuple(sorted(rows, key=lambda row: (row.person, row.post)))


def _same_worth(narrow: Task, least: int) -> Task:
    """Let only plans of the same objective remain."""
    worth = narrow.program.worth.tolist()
    columns = tuple(range(len(worth)))
    row = Row("objective", (), columns, tuple(worth), low=least)
    return replace(narrow, program=replace(narrow.program, rows=(*narrow.program.rows, row)))


def _cover(
    same: Task, open_arcs: list[Arc], start: Start, limits: Limits, deadline: Deadline
) -> tuple[list[Arc], list[Arc]]:
    """Make plans that use open moves until none can be used; gives those used, those undecided."""
    listed: list[Arc] = []
    left = {arc.number: arc for arc in open_arcs}
    while left:
        worth = np.zeros(len(same.view.arcs), dtype=np.int64)
        worth[list(left)] = 1
        wanted = replace(same, program=replace(same.program, worth=worth))
        best = solve(wanted, limits, deadline, start=start)
        start = Start(start.values, best.basis)
        used = [] if best.values is None or not best.worth else wanted.arcs(best.values)
        new = [arc for arc in used if arc.number in left]
        if not new:
            return listed, ([] if best.proven else list(left.values()))
        for arc in new:
            del left[arc.number]
        listed += new
    return listed, []
