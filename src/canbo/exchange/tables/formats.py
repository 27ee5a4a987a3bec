"""The kinds of plan folders: which tables go in and come out, and what judges them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any, Generic, TypeVar

from canbo.engine.planning.rotation.flaws import find_flaws as rotation_flaws
from canbo.engine.planning.rotation.outcome import RotationPlan
from canbo.engine.planning.rotation.problem import Problem as RotationProblem
from canbo.engine.planning.rotation.problem import Rules as RotationRules
from canbo.engine.planning.training.flaws import Flaw, Partial
from canbo.engine.planning.training.flaws import find_flaws as training_flaws
from canbo.engine.planning.training.outcome import TrainingPlan
from canbo.engine.planning.training.problem import Level, Problem, Rules
from canbo.exchange.tables.cells import FolderProblem
from canbo.exchange.tables.rotation_rules import read_rotation_rules, write_rotation_rules
from canbo.exchange.tables.rules import read_rules, write_rules
from canbo.exchange.tables.schema import (
    ROTATION_INPUT,
    ROTATION_OUTPUT,
    TRAINING_INPUT,
    TRAINING_OUTPUT,
    Table,
)

P = TypeVar("P")
L = TypeVar("L")


class NoLevel(StrEnum):
    """The levels of a plan that has none."""


@dataclass(frozen=True)
class Format(Generic[P, L]):
    """One kind of plan folder: the problem P in, the plan L out."""

    input: tuple[Table, ...]
    output: tuple[Table, ...]
    problem: Callable[..., P]
    plan: Callable[..., L]
    level: type[StrEnum]
    no_rules: Any
    find_flaws: Callable[[P, Partial], tuple[Flaw, ...]]
    read_rules: Callable[[Path], tuple[Any, list[FolderProblem]]]
    write_rules: Callable[[Path, Any], None]

    @property
    def shares_names(self) -> bool:
        """Whether a table of one name goes in and comes out: one folder cannot hold both."""
        return not {table.name for table in self.input}.isdisjoint(t.name for t in self.output)


TRAINING = Format(
    TRAINING_INPUT, TRAINING_OUTPUT, Problem, TrainingPlan, Level,
    Rules(tuple((level, 0) for level in Level), 0, False, None, False),
    training_flaws, read_rules, write_rules,
)  # fmt: skip
ROTATION = Format(
    ROTATION_INPUT, ROTATION_OUTPUT, RotationProblem, RotationPlan, NoLevel,
    RotationRules(0, Fraction(0), Fraction(0), None, None, False),
    rotation_flaws, read_rotation_rules, write_rotation_rules,
)  # fmt: skip
