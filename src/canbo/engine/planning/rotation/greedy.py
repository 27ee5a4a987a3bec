"""The clerk's rotation: everybody stays who may, then free posts go to the most worth, one by one.

It is what stands when time runs out, and what a plan is measured against.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from canbo.engine.planning.rotation.view import Arc, View


@dataclass
class _Books:
    """What is given so far, and the counts that the rules bound."""

    view: View
    given: list[Arc] = field(default_factory=list)
    people: set[str] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)
    seats: Counter[str] = field(default_factory=Counter)
    moves: int = 0
    grassroots: int = 0
    women: int = 0

    def allows(self, arc: Arc) -> bool:
        """Whether person, post, seat and shares allow the place."""
        if arc.person in self.people or arc.post in self.posts:
            return False
        course = arc.move.needs_course
        seats = None if course is None else self.view.seats(course)
        if course is not None and seats is not None and self.seats[course] >= seats:
            return False
        if arc.stays:
            return True
        rules, moves = self.view.problem.rules, self.moves + 1
        return (
            self.grassroots + self._is_grassroots(arc) >= rules.min_grassroots_share * moves
            and self.women + self._is_womans(arc) >= rules.min_women_share * moves
        )

    def give(self, arc: Arc) -> None:
        """Write a place into the books."""
        self.given.append(arc)
        self.people.add(arc.person)
        self.posts.add(arc.post)
        if arc.move.needs_course is not None:
            self.seats[arc.move.needs_course] += 1
        self.moves += not arc.stays
        self.grassroots += self._is_grassroots(arc)
        self.women += self._is_womans(arc)

    def _is_grassroots(self, arc: Arc) -> bool:
        return not arc.stays and self.view.units[arc.unit].grassroots

    def _is_womans(self, arc: Arc) -> bool:
        return not arc.stays and arc.person in self.view.women


def everybody_stays(view: View) -> tuple[Arc, ...]:
    """Keep every holder in the post who may stay in it."""
    books = _Books(view)
    for arc in view.arcs:
        if arc.stays and books.allows(arc):
            books.give(arc)
    return tuple(books.given)


def clerks_plan(view: View) -> tuple[Arc, ...]:
    """Keep who may stay, then fill posts that are free, the most worth first.

    Only posts that nobody leaves are filled, so that no move hangs on another. Caps of leave and
    of chains are not looked at.
    """
    books = _Books(view)
    for arc in everybody_stays(view):
        books.give(arc)
    penalty = view.problem.rules.vacancy_penalty
    for arc in sorted(view.arcs, key=lambda arc: (-arc.move.value, arc.number)):
        if arc.move.value + penalty > 0 and books.allows(arc):
            books.give(arc)
    return tuple(books.given)
