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
from canbo.engine.forecast.spans import Foreseen, Span
from canbo.engine.law import Law, NoWorkingTime, WorkingTime, working_months_left
from canbo.engine.law.holders import Days, Standing
from canbo.engine.timeline import PartialDate


class Basis(StrEnum):
    """What says when somebody goes."""

    AGE = "age"  # the age of the law
    DECISION = "decision"  # a recorded decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Retiring(Foreseen):
    """A holder of posts reaches the pension; the days are those of its beginning.

    More than one day: the month of birth or the sex is not known, or a decision names no day.
    `posts` fall vacant, `key_posts` among them. `birth` is what is known of the birth.
    """

    sex: Sex | None
    basis: Basis
    posts: tuple[UUID, ...]
    key_posts: tuple[UUID, ...]
    birth: Days | None


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
    staff, standings, decided = scene.staff(), scene.standings, scene.retirements()
    pensions = Pensions(scene.as_of, scene.law)
    known: list[Retiring] = []
    untold: list[Untold] = []
    for person, tenures in staff.items():
        posts = tuple(each.post for each in tenures)
        state = standings[person]
        days = _decided(decided.get(person, ()), tenures)
        basis = Basis.AGE if days is None else Basis.DECISION
        found = (days,) if days else pensions.of(state)
        if isinstance(found, NoWorkingTime):
            untold.append(Untold(person, state.sex, found, posts))
        else:
            known.append(
                Retiring(
                    person=person,
                    spans=found,
                    sex=state.sex,
                    basis=basis,
                    posts=posts,
                    key_posts=scene.key_posts(posts),
                    birth=state.birth,
                )
            )
    known.sort(key=lambda each: (each.span, str(each.person)))
    untold.sort(key=lambda each: str(each.person))
    return Retirements(tuple(known), tuple(untold))


class Pensions:
    """The first days of pensions by the table of one day; births and sexes repeat."""

    def __init__(self, on: date, law: Law) -> None:
        self._on, self._law = on, law
        self._known: dict[tuple[date, Sex], date | NoWorkingTime] = {}

    def of(self, state: Standing) -> tuple[Span, ...] | NoWorkingTime:
        """Tell all days on which somebody's pension may begin, each a first of a month."""
        birth = state.birth
        if birth is None or birth.first is None:
            return NoWorkingTime.BIRTH_UNKNOWN
        days: set[date] = set()
        for sex in list(Sex) if state.sex is None else [state.sex]:
            for month in _months(birth.first, birth.last):
                found = self._begins(month, sex)
                if isinstance(found, NoWorkingTime):
                    return found
                days.add(found)
        return tuple(Span(day, day) for day in sorted(days))

    def _begins(self, month: date, sex: Sex) -> date | NoWorkingTime:
        place = (month, sex)
        if place not in self._known:
            birth = PartialDate.of(month)
            left = working_months_left(birth=birth, sex=sex, on=self._on, law=self._law)
            told = left.pension_from if isinstance(left, WorkingTime) else left
            self._known[place] = told
        return self._known[place]


def _months(first: date, last: date) -> list[date]:
    """The first days of the months from that of a day to that of another."""
    begins, ends = (day.year * 12 + day.month - 1 for day in (first, last))
    return [date(month // 12, month % 12 + 1, 1) for month in range(begins, ends + 1)]


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
