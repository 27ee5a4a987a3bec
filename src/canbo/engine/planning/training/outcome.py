"""A finished training plan as plain values: what is written, shown and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from canbo.engine.planning.training.problem import Level

CODES = (
    "served", "no_option", "seats", "minimum", "overlap", "absence", "leaders", "requires",
    "quota", "budget", "payer", "yearly", "must", "never", "worth_less",
)  # fmt: skip
NOT_ASKED = "not_asked"
WHYS = (NOT_ASKED, "no_time", "none_found")
PRICED = ("quota", "budget", "seats", "absence")


class Status(StrEnum):
    """How far the plan is proven."""

    OPTIMAL = "optimal"
    WITHIN_GAP = "within_gap"
    TIME_LIMIT = "time_limit"
    INFEASIBLE = "infeasible"


@dataclass(frozen=True, slots=True)
class Assigned:
    """A need served by a place in a class, paid by one source."""

    need: str
    person: str
    class_id: str
    source: str


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether a class is opened, and with how many people."""

    class_id: str
    is_open: bool
    people: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a need is served, or the rule that binds; `key` is a JSON object.

    `key` names the row of the rule; under `options` it lists the binding rows of every option of
    the need. `change` is the cheapest verified change that would serve it, or None and `why`.
    """

    need: str
    person: str
    served: bool
    code: str
    rule: str
    key: str
    change: str | None = None
    why: str | None = NOT_ASKED


@dataclass(frozen=True, slots=True)
class Price:
    """What one step more of a scarce thing would be worth; `gain` None is not computed."""

    rule: str
    key: str
    step: int
    gain: int | None = None


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One of a minimal set of rows that cannot hold together."""

    rule: str
    key: str


@dataclass(frozen=True, slots=True)
class LevelResult:
    """Severities served at one level, and the most that its options allow."""

    value: int
    bound: int


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """A plan that passed the checker, or the proof that none exists.

    Without a plan (infeasible, or none found in time) objective, bound and gap are None and the
    tables are empty. `seconds` are those of build, solve and explain.
    """

    status: Status
    objective: int | None = None
    bound: int | None = None
    gap: float | None = None
    assignment: tuple[Assigned, ...] = ()
    openings: tuple[Opening, ...] = ()
    reasons: tuple[Reason, ...] = ()
    prices: tuple[Price, ...] = ()
    conflict: tuple[ConflictRow, ...] = ()
    levels: Mapping[Level, LevelResult] = field(default_factory=dict)
    seed: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_plan(self) -> bool:
        """Whether there is a plan at all."""
        return self.objective is not None


def relative_gap(objective: int, bound: int) -> float:
    """Give the gap between plan and bound as a fraction of the bound."""
    return (bound - objective) / max(1, abs(bound))
