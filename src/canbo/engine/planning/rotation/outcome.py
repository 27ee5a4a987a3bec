"""A finished rotation as plain values: what is written, shown and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from canbo.engine.planning.training.outcome import ConflictRow, Price, Status

STAYS, MOVES, ENTERS = "stay", "move", "enter"
PLACED = (STAYS, MOVES, ENTERS)
CODES = (
    *PLACED, "no_move", "post", "training_seats", "grassroots_share", "women_share", "max_chain",
    "worth_less",
)  # fmt: skip
PRICED = ("training_seats", "leave")


@dataclass(frozen=True, slots=True)
class Moved:
    """A move made, and where it stands in its chain or cycle.

    A chain begins at its vacancy: position 1 fills a post whose holder does not move, each next
    one fills the post that the one before left. A cycle has no vacancy: it begins at its least
    post, and its last move fills the post that its first one left.
    """

    person: str
    from_post: str | None
    to_post: str
    chain: str
    position: int


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A post that nobody holds after the plan."""

    post: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Where a person goes and why, or the rule that binds; `key` is a JSON object."""

    person: str
    post: str | None
    code: str
    rule: str
    key: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """A place that another plan of the same worth gives; `verified` when such a plan was made."""

    person: str
    post: str
    verified: bool


@dataclass(frozen=True, slots=True)
class RotationPlan:
    """A plan that passed the checker, or the proof that none exists.

    Without a plan (infeasible, or none found in time) objective, bound and gap are None and the
    tables are empty. `seconds` are those of build, solve and explain.
    """

    status: Status
    objective: int | None = None
    bound: int | None = None
    gap: float | None = None
    moves: tuple[Moved, ...] = ()
    vacancies: tuple[Vacancy, ...] = ()
    reasons: tuple[Reason, ...] = ()
    prices: tuple[Price, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    conflict: tuple[ConflictRow, ...] = ()
    levels: Mapping[str, object] = field(default_factory=dict)  # a rotation has one level
    seed: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_plan(self) -> bool:
        """Whether there is a plan at all."""
        return self.objective is not None

    @property
    def places(self) -> dict[str, str]:
        """The post of each person who has one after the plan."""
        return {row.person: row.post for row in self.reasons if row.post is not None}
