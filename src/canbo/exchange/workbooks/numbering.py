"""Numbers that tell rows apart: made smaller, and put in the order in which they come."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]


def compact(numbers: Numbers) -> Numbers:
    """Numbers that are the same where these are, none much larger than they are many."""
    if int(numbers.max()) <= 8 * len(numbers):
        return numbers
    smaller: Numbers = np.unique(numbers, return_inverse=True)[1]
    return smaller


def in_order(numbers: Numbers) -> tuple[Numbers, Numbers]:
    """Where each different number stands first; and for each place the rank of its number there."""
    numbers = compact(numbers)
    places = np.full(int(numbers.max()) + 1, len(numbers), np.int64)
    places[numbers[::-1]] = np.arange(len(numbers))[::-1]  # of several the last one stays
    first = np.sort(places[places < len(numbers)])
    rank = np.empty(len(places), np.int64)
    rank[numbers[first]] = np.arange(len(first))
    return first, rank[numbers]
