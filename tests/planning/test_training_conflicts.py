"""A conflict conflicts, and without any one of its rows it does not."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from canbo.engine.planning.training.canonical import canonical
from canbo.engine.planning.training.conflict import find_conflict, is_conflict
from canbo.engine.planning.training.constraints import all_rows
from canbo.engine.planning.training.model import Layout, build_model
from canbo.engine.planning.training.solver import Deadline
from canbo.engine.planning.training.view import View
from tests.planning.small_problems import draw_small, try_everything

NO_LIMIT = Deadline(None)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, 10**9))
def test_conflicts_are_minimal(seed: int) -> None:
    problem = canonical(draw_small(seed))
    assume(any(row.kind == "must" for row in problem.fixed))
    assume(try_everything(problem) is None)
    layout = Layout(View(problem))
    model = build_model(layout, all_rows(layout))
    rows = find_conflict(model, NO_LIMIT)
    assert "must" in {row.rule for row in rows}
    assert is_conflict(model, rows, NO_LIMIT)
    for left_out in rows:
        rest = [row for row in rows if row is not left_out]
        assert not is_conflict(model, rest, NO_LIMIT), left_out.name
