"""Tables of a rotation as plain values that a database keeps, and back: nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from canbo.engine.planning.rotation.outcome import RotationPlan
from canbo.engine.planning.rotation.problem import (
    KEYS,
    Holder,
    Move,
    Person,
    Post,
    Previous,
    Problem,
    Rules,
    Unit,
)

_ROWS: Mapping[str, type] = {
    "posts": Post, "holders": Holder, "people": Person, "moves": Move, "units": Unit,
    "previous": Previous,
}  # fmt: skip
_SHARES = ("min_grassroots_share", "min_women_share")
OUTCOME = ("moves", "vacancies", "reasons", "prices", "alternatives")


def plain_problem(problem: Problem) -> dict[str, Any]:
    """Write the tables and rules as JSON takes them."""
    rules = asdict(problem.rules)
    seats = problem.rules.training_seats
    rules["training_seats"] = None if seats is None else dict(seats)
    rules |= {name: str(rules[name]) for name in _SHARES}
    return {**{name: [asdict(row) for row in getattr(problem, name)] for name in KEYS},
            "rules": rules}  # fmt: skip


def problem_of(plain: Mapping[str, Any]) -> Problem:
    """Read the tables and rules that `plain_problem` wrote."""
    rules = dict(plain["rules"])
    seats = rules["training_seats"]
    rules["training_seats"] = None if seats is None else tuple(sorted(seats.items()))
    rules |= {name: Fraction(rules[name]) for name in _SHARES}
    tables: dict[str, Any] = {
        name: tuple(kind(**row) for row in plain[name]) for name, kind in _ROWS.items()
    }
    return Problem(**tables, rules=Rules(**rules))


def plain_outcome(plan: RotationPlan) -> dict[str, Any]:
    """Write the tables of a plan as JSON takes them."""
    return {name: [asdict(row) for row in getattr(plan, name)] for name in OUTCOME}
