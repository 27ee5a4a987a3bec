"""A rotation seen by person, post and unit, the way the constraints ask for it.

Column number i of the model is move number i here: one yes or no per allowed move.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from canbo.engine.planning.rotation.problem import Move, Problem, Unit

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Arc:
    """One allowed move with what it points to; `number` is its column."""

    number: int
    move: Move
    own: str | None  # the post that the person holds today
    unit: str  # of the post
    leaves: str | None  # the unit of the post that the person holds today

    @property
    def person(self) -> str:
        """Who moves."""
        return self.move.person

    @property
    def post(self) -> str:
        """The post to hold."""
        return self.move.post

    @property
    def stays(self) -> bool:
        """Whether this is no move: the person keeps the post."""
        return self.own == self.move.post


@dataclass(frozen=True)
class View:
    """A checked problem in canonical order, with its look-ups computed once."""

    problem: Problem

    @cached_property
    def own(self) -> dict[str, str]:
        """The post that each holder holds today."""
        return {row.person: row.post for row in self.problem.holders}

    @cached_property
    def holder(self) -> dict[str, str]:
        """Who holds each post today."""
        return {row.post: row.person for row in self.problem.holders}

    @cached_property
    def unit_of(self) -> dict[str, str]:
        """The unit of each post."""
        return {row.post: row.unit for row in self.problem.posts}

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Units by id."""
        return {row.unit: row for row in self.problem.units}

    @cached_property
    def women(self) -> frozenset[str]:
        """The women among the people."""
        return frozenset(row.person for row in self.problem.people if row.sex == "f")

    @cached_property
    def arcs(self) -> tuple[Arc, ...]:
        """Every allowed move, in column order."""
        own, unit_of = self.own, self.unit_of
        found = []
        for number, move in enumerate(self.problem.moves):
            today = own.get(move.person)
            leaves = None if today is None else unit_of[today]
            found.append(Arc(number, move, today, unit_of[move.post], leaves))
        return tuple(found)

    @cached_property
    def by_person(self) -> dict[str, list[Arc]]:
        """Allowed moves of each person."""
        return self._grouped(lambda arc: arc.person)

    @cached_property
    def by_post(self) -> dict[str, list[Arc]]:
        """Allowed moves to each post."""
        return self._grouped(lambda arc: arc.post)

    @cached_property
    def by_course(self) -> dict[str, list[Arc]]:
        """Allowed moves that take a training seat, by its course."""
        found = self._grouped(lambda arc: arc.move.needs_course)
        return {course: arcs for course, arcs in found.items() if course is not None}

    @cached_property
    def remaining(self) -> dict[str, list[Arc]]:
        """Allowed moves, and stays, that keep a holder in the unit."""
        found = self._grouped(lambda arc: arc.leaves if arc.leaves == arc.unit else None)
        return {unit: arcs for unit, arcs in found.items() if unit is not None}

    @cached_property
    def held(self) -> dict[str, int]:
        """How many posts of each unit are held today."""
        found = dict.fromkeys(self.units, 0)
        for row in self.problem.holders:
            found[self.unit_of[row.post]] += 1
        return found

    def seats(self, course: str) -> int | None:
        """The training seats of a course; None is no bound, a course without an entry has none."""
        seats = self.problem.rules.training_seats
        return None if seats is None else dict(seats).get(course, 0)

    def _grouped(self, key: Callable[[Arc], K]) -> dict[K, list[Arc]]:
        found: dict[K, list[Arc]] = defaultdict(list)
        for arc in self.arcs:
            found[key(arc)].append(arc)
        return dict(found)
