"""The rotation problem as plain values: who may hold which post, and what each is worth.

Ids are text and mean nothing. To stay is an allowed move to one's own post; it is no move made.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Post:
    """A post of a unit; at most one person holds it. `head` is shown, no rule rests on it."""

    post: str
    unit: str
    level: int
    head: bool
    area: str | None


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a post today."""

    person: str
    post: str


@dataclass(frozen=True, slots=True)
class Person:
    """One who may move; `months_left` and `terms_in_post` are shown, the moves decide."""

    person: str
    unit: str
    sex: str  # f, m
    home_unit: str | None
    months_left: int
    terms_in_post: int


@dataclass(frozen=True, slots=True)
class Move:
    """An allowed place of a person, its worth, and the course it takes a seat of."""

    person: str
    post: str
    value: int
    needs_course: str | None


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, whether it is at the grass roots, and how many of its holders may leave."""

    unit: str
    grassroots: bool
    leaders_leave_cap: int


@dataclass(frozen=True, slots=True)
class Previous:
    """A place of the plan to stay near."""

    person: str
    post: str


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for everybody.

    Shares are of the moves made: to posts of grass-roots units, and by women. `max_chain` bounds
    the moves that hang together, None is no bound; `training_seats` None is no bound, a course
    without an entry has no seat.
    """

    vacancy_penalty: int
    min_grassroots_share: Fraction
    min_women_share: Fraction
    max_chain: int | None
    training_seats: tuple[tuple[str, int], ...] | None
    keep_previous: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """All tables of one rotation; see the field types for their meaning."""

    posts: tuple[Post, ...]
    holders: tuple[Holder, ...]
    people: tuple[Person, ...]
    moves: tuple[Move, ...]
    units: tuple[Unit, ...]
    previous: tuple[Previous, ...]
    rules: Rules


# The tables in the order in which people read them, each with its key.
KEYS: dict[str, tuple[str, ...]] = {
    "posts": ("post",),
    "holders": ("person", "post"),
    "people": ("person",),
    "moves": ("person", "post"),
    "units": ("unit",),
    "previous": ("person", "post"),
}
