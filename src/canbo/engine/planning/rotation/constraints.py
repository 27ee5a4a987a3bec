"""The hard rules of a rotation, one function each; every row is named by rule and key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from canbo.engine.planning.rotation.view import Arc, View
from canbo.engine.planning.training.model import Row

Constraint = Callable[[View], Iterator[Row]]


def person(view: View) -> Iterator[Row]:
    """A person has at most one place."""
    for name, arcs in view.by_person.items():
        if len(arcs) > 1:
            yield _at_most(1, arcs, "person", name)


def post(view: View) -> Iterator[Row]:
    """A post has at most one person."""
    for name, arcs in view.by_post.items():
        if len(arcs) > 1:
            yield _at_most(1, arcs, "post", name)


def leave(view: View) -> Iterator[Row]:
    """At most `leaders_leave_cap` holders leave a unit: the others keep a place in it.

    Who has no place at all after the plan has left as well.
    """
    for unit in view.problem.units:
        remain = view.held[unit.unit] - unit.leaders_leave_cap
        if remain > 0:
            columns = _numbers(view.remaining.get(unit.unit, []))
            key = (("unit", unit.unit),)
            yield Row("leave", key, columns, (1,) * len(columns), low=remain)


def training_seats(view: View) -> Iterator[Row]:
    """Moves that need a course take no more than its seats."""
    for course, arcs in view.by_course.items():
        seats = view.seats(course)
        if seats is not None and len(arcs) > seats:
            yield _at_most(seats, arcs, "training_seats", course, name="course")


def grassroots_share(view: View) -> Iterator[Row]:
    """Of the moves made, at least the share goes to posts of grass-roots units."""
    share = view.problem.rules.min_grassroots_share
    yield from _share(view, "grassroots_share", share, lambda arc: view.units[arc.unit].grassroots)


def women_share(view: View) -> Iterator[Row]:
    """Of the moves made, at least the share is made by women."""
    share = view.problem.rules.min_women_share
    yield from _share(view, "women_share", share, lambda arc: arc.person in view.women)


def _share(view: View, rule: str, share: Fraction, counts: Callable[[Arc], bool]) -> Iterator[Row]:
    """Ask for counted moves x denominator >= numerator x all moves, in whole numbers."""
    moving = [arc for arc in view.arcs if not arc.stays]
    if share > 0 and not all(map(counts, moving)):
        least = least_ratio(share, min(len(view.by_post), len(view.by_person)))
        factors = tuple(least.denominator * counts(arc) - least.numerator for arc in moving)
        yield Row(rule, (("share", str(share)),), _numbers(moving), factors, low=0)


def least_ratio(share: Fraction, most: int) -> Fraction:
    """Give the least ratio of whole numbers up to `most` that reaches the share.

    So many moves reach the share exactly when they reach this ratio, whose numbers are small.
    """
    if share.denominator <= most:
        return share
    ratios = (
        Fraction(-(-share.numerator * number // share.denominator), number)
        for number in range(1, most + 1)
    )
    return min(ratios, default=share)


CONSTRAINTS: tuple[Constraint, ...] = (
    person, post, leave, training_seats, grassroots_share, women_share,
)  # fmt: skip


def all_rows(view: View) -> Iterator[Row]:
    """Give the rows of every rule but `max_chain`, in a fixed order."""
    for constraint in CONSTRAINTS:
        yield from constraint(view)


def _at_most(limit: int, arcs: Iterable[Arc], rule: str, key: str, *, name: str = "") -> Row:
    columns = _numbers(arcs)
    return Row(rule, ((name or rule, key),), columns, (1,) * len(columns), high=limit)


def _numbers(arcs: Iterable[Arc]) -> tuple[int, ...]:
    return tuple(arc.number for arc in arcs)
