"""Figures are kept by question and name, computed once for all who ask at the same time."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Barrier, Thread
from typing import Any

import pytest

from canbo.reporting.kept import KeptFigures


class Counting:
    """A computation that tells what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []

    def __call__(self, names: Sequence[str]) -> list[Any]:
        self.asked.append(tuple(names))
        return [name.upper() for name in names]


def test_only_what_is_not_kept_is_computed() -> None:
    kept, compute = KeptFigures(), Counting()
    assert kept.figures("q", ["a", "b"], compute) == ("A", "B")
    assert kept.figures("q", ["b"], compute) == ("B",)
    assert kept.figures("q", ["c", "a"], compute) == ("C", "A")
    assert kept.figures("other", ["a"], compute) == ("A",)
    assert compute.asked == [("a", "b"), ("c",), ("a",)]


def test_the_oldest_is_let_go() -> None:
    kept, compute = KeptFigures(most=2), Counting()
    for name in ("a", "b", "a", "c", "a", "b"):
        kept.figures("q", [name], compute)
    assert compute.asked == [("a",), ("b",), ("c",), ("b",)]


def test_who_asks_the_same_meanwhile_waits_for_the_answer() -> None:
    kept, compute, answers = KeptFigures(), Counting(), []
    together = Barrier(8)

    def ask() -> None:
        together.wait()
        answers.append(kept.figures("q", ["a"], compute))

    threads = [Thread(target=ask) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert compute.asked == [("a",)]
    assert answers == [("A",)] * 8


def test_a_failed_computation_is_tried_again() -> None:
    kept, compute = KeptFigures(), Counting()

    def fail(_names: Sequence[str]) -> list[Any]:
        raise ValueError("lost")

    with pytest.raises(ValueError, match="lost"):
        kept.figures("q", ["a"], fail)
    assert kept.figures("q", ["a"], compute) == ("A",)
