"""The training problem as plain values: what the planner reads and the checker checks against.

Days are calendar days, ends included; money is whole đồng; ids are text and mean nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from canbo.engine.timeline import PartialDate


class Level(StrEnum):
    """Why a need counts: required by law, planned for a post, an open post, the yearly duty."""

    LEGAL = "legal"
    POOL = "pool"
    SHORTAGE = "shortage"
    YEARLY = "yearly"


class Role(StrEnum):
    """What a person is in the unit; head and deputies are its leaders."""

    HEAD = "head"
    DEPUTY = "deputy"
    STAFF = "staff"


class FixedKind(StrEnum):
    """A decision taken before the plan: the person sits in the class, or never does."""

    MUST = "must"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Person:
    """One who may be sent to class; `group` is the funding group."""

    person: str
    unit: str
    role: Role
    group: str
    sex: str  # f, m
    born: PartialDate | None

    @property
    def is_leader(self) -> bool:
        """Whether the person is head or deputy of the unit."""
        return self.role is not Role.STAFF


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit; at most `absence_cap` of its people are away in class on one day."""

    unit: str
    area: str | None
    absence_cap: int


@dataclass(frozen=True, slots=True)
class Need:
    """A person should take a course in a class whose first day lies in the window."""

    need: str
    person: str
    course: str
    level: Level
    severity: int
    first_day: date
    last_day: date
    because: str


@dataclass(frozen=True, slots=True)
class Course:
    """A course; `requires` names the course one must have ended before it begins."""

    course: str
    requires: str | None


@dataclass(frozen=True, slots=True)
class Held:
    """The person already holds the course."""

    person: str
    course: str


@dataclass(frozen=True, slots=True)
class TrainingClass:
    """A class on offer: opened with `minimum` to `seats` people, or not at all."""

    class_id: str
    course: str
    seats: int
    minimum: int
    cost: int
    area: str


@dataclass(frozen=True, slots=True)
class Session:
    """A block of days in which the class sits, both ends included."""

    class_id: str
    begins: date
    ends: date


@dataclass(frozen=True, slots=True)
class Option:
    """The need may be served by the class, worth `bonus` more or less."""

    need: str
    class_id: str
    bonus: int


@dataclass(frozen=True, slots=True)
class Quota:
    """At most `places` of the course in classes that begin in the window, of a unit or of all."""

    quota: str
    course: str
    begins: date
    ends: date
    unit: str | None
    places: int


@dataclass(frozen=True, slots=True)
class Budget:
    """What a source may spend on classes that begin in the calendar year."""

    source: str
    year: int
    amount: int


@dataclass(frozen=True, slots=True)
class Payer:
    """The source may pay for the course (None: any) for people of the group (None: any)."""

    source: str
    course: str | None
    group: str | None


@dataclass(frozen=True, slots=True)
class Fixed:
    """A place decided beforehand."""

    person: str
    class_id: str
    kind: FixedKind


@dataclass(frozen=True, slots=True)
class Previous:
    """A place of the plan to stay near."""

    person: str
    class_id: str


@dataclass(frozen=True, slots=True)
class Fairness:
    """Each unit should have `share` of its people served, or pay `penalty` per need missing."""

    share: Fraction
    penalty: int


@dataclass(frozen=True, slots=True)
class Rules:
    """The weighted objective and the rules that hold for everybody."""

    weights: tuple[tuple[Level, int], ...]
    classes_per_person_year: int
    leaders_together: bool
    fairness: Fairness | None
    keep_previous: bool

    def weight(self, level: Level) -> int:
        """Give the weight of a level."""
        return dict(self.weights)[level]


@dataclass(frozen=True, slots=True)
class Problem:
    """All tables of one training plan; see the field types for their meaning.

    Options are a tuple, or an OptionTable where they are too many for an object each.
    """

    people: tuple[Person, ...]
    units: tuple[Unit, ...]
    needs: tuple[Need, ...]
    courses: tuple[Course, ...]
    held: tuple[Held, ...]
    classes: tuple[TrainingClass, ...]
    sessions: tuple[Session, ...]
    options: Sequence[Option]
    quotas: tuple[Quota, ...]
    budgets: tuple[Budget, ...]
    payers: tuple[Payer, ...]
    fixed: tuple[Fixed, ...]
    previous: tuple[Previous, ...]
    rules: Rules


# The tables in the order in which people read them, each with its key.
KEYS: dict[str, tuple[str, ...]] = {
    "people": ("person",),
    "units": ("unit",),
    "needs": ("need",),
    "courses": ("course",),
    "held": ("person", "course"),
    "classes": ("class_id",),
    "sessions": ("class_id", "begins"),
    "options": ("need", "class_id"),
    "quotas": ("quota",),
    "budgets": ("source", "year"),
    "payers": ("source", "course", "group"),
    "fixed": ("person", "class_id"),
    "previous": ("person", "class_id"),
}
