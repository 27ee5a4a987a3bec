"""Retirements ahead: who reaches the pension by the law of the day, and which posts fall vacant.

Ordinary conditions only, as everywhere: neither hard work nor prolonged service is known. A
recorded decision on somebody's leaving goes before the age.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from canbo.engine.facts import Retirement, Sex, Tenure
from canbo.engine.forecast.holding import Scene, last_seen
from canbo.engine.forecast.spans import Span
from canbo.engine.law import Law, NoWorkingTime, WorkingTime, working_months_left
from canbo.engine.law.holders import Days, Standing
from canbo.engine.timeline import PartialDate


class Basis(StrEnum):
    """What says when somebody goes."""

    AGE = "age"  # the age of the law
    DECISION = "decision"  # a recorded decision


@dataclass(frozen=True, slots=True)
class Retiring:
    """A holder of posts reaches the pension on one day of `span`, the pension's first day.

    A span of many days: the day of birth is not known to the month, or the sex is not known.
    `posts` fall vacant, `key_posts` among them. `birth` is what is known of the birth.
    """

    person: UUID
    sex: Sex | None
    span: Span
    basis: Basis
    posts: tuple[UUID, ...]
    key_posts: tuple[UUID, ...]
    birth: Days | None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Untold:
    """A holder of whom it cannot be told when the pension comes, and why."""

    person: UUID
    sex: Sex | None
    reason: NoWorkingTime
    posts: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Retirements:
    """All holders of the day by when they go: each is in one of the two, however far ahead."""

    known: tuple[Retiring, ...]
    untold: tuple[Untold, ...]


def retirements(scene: Scene) -> Retirements:
    """Tell of everybody on the payroll on the day when the pension comes, or why nobody knows."""
    staff = scene.staff()
    standings, decided = scene.standings(staff), scene.retirements()
    known: list[Retiring] = []
    untold: list[Untold] = []
    for person, tenures in staff.items():
        posts = tuple(each.post for each in tenures)
        state = standings[person]
        span = _decided(decided.get(person, ()), tenures)
        basis = Basis.AGE if span is None else Basis.DECISION
        found = span or pension(state, scene.as_of, scene.law)
        if isinstance(found, NoWorkingTime):
            untold.append(Untold(person, state.sex, found, posts))
        else:
            keys = scene.key_posts(posts)
            known.append(Retiring(person, state.sex, found, basis, posts, keys, state.birth))
    known.sort(key=lambda each: (each.span, str(each.person)))
    untold.sort(key=lambda each: str(each.person))
    return Retirements(tuple(known), tuple(untold))


def pension(state: Standing, on: date, law: Law) -> Span | NoWorkingTime:
    """Tell between which days the pension begins, by all births and sexes that may be true."""
    birth = state.birth
    if birth is None or birth.first is None:
        return NoWorkingTime.BIRTH_UNKNOWN
    sexes = list(Sex) if state.sex is None else [state.sex]
    days: list[date] = []
    for sex in sexes:
        for born in (birth.first, birth.last):
            left = working_months_left(birth=PartialDate.of(born), sex=sex, on=on, law=law)
            if not isinstance(left, WorkingTime):
                return left
            days.append(left.pension_from)
    return Span(min(days), max(days))


def _decided(retirements: Iterable[Retirement], tenures: Iterable[Tenure]) -> Span | None:
    """The days of the latest decision that is younger than what is known of the posts held.

    Who took a post, or was seen in it, after leaving has come back: that leaving is history.
    """
    seen = last_seen(tenures)
    spans = [
        Span(begins.earliest, begins.latest)
        for each in retirements
        if (begins := each.validity.begins) is not None and begins.latest > seen
    ]
    return max(spans, default=None)
