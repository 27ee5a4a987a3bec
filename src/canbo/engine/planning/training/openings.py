"""Which classes are opened, decided under the relaxation, with a look at both sides of a doubt.

A class is half open in the relaxation where it cannot fill its minimum. Rounding all such classes
at once costs several times what the best choice costs.
"""

from __future__ import annotations

import numpy as np

from canbo.engine.planning.training.arrays import Numbers
from canbo.engine.planning.training.linear import Programme, Solution
from canbo.engine.planning.training.matrix import Floats
from canbo.engine.planning.training.solver import Deadline

CLOSE = 1e-6
SURE = 0.1  # an opening so near to a whole number is decided without more ado
SHARE = 4  # else one of so many that are open by halves is decided at a time
CHEAP = 1e-4  # of the relaxed plan's worth: what a step may cost without a look at its other side


def decide_openings(programme: Programme, relaxed: Solution, deadline: Deadline) -> Solution | None:
    """Give the relaxation with every class open or shut; None when time is up before."""
    columns = np.array([column for column, _ in programme.matrix.openings], dtype=np.int64)
    last: Solution | None = relaxed
    while last is not None:
        opened = last.values[columns]
        halves = columns[(opened > CLOSE) & (opened < 1 - CLOSE)]
        if not len(halves):
            break
        last = _decide_some(programme, halves, last, deadline)
    return last


def _decide_some(
    programme: Programme, halves: Numbers, last: Solution, deadline: Deadline
) -> Solution | None:
    """Decide the surest openings; where that costs much, only one, after a look at both sides."""
    opened = last.values[halves]
    doubt = 0.5 - np.abs(opened - 0.5)
    many = max(int((doubt < SURE).sum()), len(halves) // SHARE + 1)
    chosen = halves[np.argsort(doubt, kind="stable")][:many]
    programme.keep(deadline)
    sides = np.round(last.values[chosen])
    least = last.worth - CHEAP * abs(last.worth)
    programme.bind(chosen, sides, sides, deadline)
    state, found = programme.solve(deadline, least)
    if state != "worse":
        return found
    programme.bind(chosen, np.zeros(len(chosen)), np.ones(len(chosen)), deadline)
    programme.back(deadline)
    return _decide_one(programme, chosen[:1], sides[:1], deadline)


def _decide_one(
    programme: Programme, one: Numbers, side: Floats, deadline: Deadline
) -> Solution | None:
    """Decide one opening for the side that costs less."""
    programme.bind(one, side, side, deadline)
    state, found = programme.solve(deadline)
    if state == "stopped":
        return None
    if found is not None:
        programme.keep(deadline)
    programme.bind(one, 1 - side, 1 - side, deadline)
    state, other = programme.solve(deadline, None if found is None else found.worth)
    if state != "worse" or found is None:
        return other
    programme.bind(one, side, side, deadline)
    programme.back(deadline)
    return found
