"""What the solver tells as a double is read as the whole number that it means."""

from __future__ import annotations

import math

import pytest

from canbo.engine.planning.training.solver import whole_bound


@pytest.mark.parametrize(
    ("told", "means"),
    [
        (52.99999999999999, 53), (53.0, 53), (53.4, 53), (-0.00000000001, 0), (-2.5, -3),
        (float(2**52), 2**52 + 4), (8_041_208.821, 8_041_208),
    ],
)  # fmt: skip
def test_a_bound_is_never_below_what_the_solver_means(told: float, means: int) -> None:
    assert whole_bound(told) == means


def test_no_bound_stays_none() -> None:
    assert math.isinf(whole_bound(math.inf))
