"""One form for one rotation: rows in the order of their keys, and a fingerprint of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from canbo.engine.planning.rotation.problem import KEYS, Problem, Rules
from canbo.engine.planning.training.canonical import fingerprint_of, sorted_tables


def canonical(problem: Problem) -> Problem:
    """Sort every table by its key, so that the order of rows changes nothing in a plan."""
    return sorted_tables(problem, KEYS)


def fingerprint(problem: Problem) -> str:
    """Give the SHA-256 of the canonical tables and rules, the same for CSV and Parquet."""
    return fingerprint_of(problem, KEYS, _plain_rules(problem.rules))


def _plain_rules(rules: Rules) -> dict[str, Any]:
    seats = rules.training_seats
    return {**asdict(rules), "training_seats": None if seats is None else dict(seats)}
