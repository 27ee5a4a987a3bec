"""Needs of training ahead, by course and day: holders, planned people, successors.

Sure is only that a holder who does not meet a standard needs the course that mends it; whose data
are missing, who may retire first and who is planned for a post may need it. Who already attends
the course needs it no more. Only the law in force on the day is asked: a rule that comes later was
not known then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from canbo.engine.facts import PoolEntry
from canbo.engine.forecast.holding import Scene
from canbo.engine.forecast.retiring import Retirements
from canbo.engine.forecast.spans import Foreseen, Horizon, Span
from canbo.engine.forecast.trying import Trials
from canbo.engine.forecast.vacancies import Vacancy, planned_for
from canbo.engine.law import (
    Answer,
    Standard,
    Verdict,
    check_all,
)
from canbo.engine.planning.needs import UNMET, courses_under_way, mending_courses

_DAY = timedelta(days=1)
_OPEN = UNMET | {Answer.MISSING}


class Why(StrEnum):
    """Who may need a course, and for what."""

    HOLDER = "holder"  # holds a post whose standard is not met
    HOLDER_UNKNOWN = "holder_unknown"  # holds a post; whether its standard is met is not known
    PLANNED = "planned"  # planned for a post whose standard is not met; secret
    SUCCESSOR = "successor"  # planned for a post that falls vacant; secret


SECRET_WHYS = frozenset({Why.PLANNED, Why.SUCCESSOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseNeed(Foreseen):
    """Somebody needs, or may need, a course because of one post; by the last day of the span.

    `sure` only of holders of whom it is known that they lack it and who do not retire before.
    `answer` is MISSING where the lack itself is not known. `standards` are those that ask for it.
    """

    course: str
    post: UUID
    why: Why
    answer: Answer
    standards: tuple[Standard, ...]

    @property
    def is_secret(self) -> bool:
        """Whether it tells that the person is planned for a post."""
        return self.why in SECRET_WHYS


@dataclass(frozen=True, slots=True)
class Needs:
    """What is needed within the horizon, due before it begins included.

    `beyond`: needs of holders that fall due after it. `vacancies` know who is ready for them.
    """

    rows: tuple[CourseNeed, ...]
    beyond: tuple[CourseNeed, ...]
    vacancies: tuple[Vacancy, ...]


def course_needs(
    scene: Scene, horizon: Horizon, retiring: Retirements, vacant: Iterable[Vacancy]
) -> Needs:
    """Tell who needs which course by when."""
    under_way = courses_under_way(scene.folded, scene.law, scene.as_of)
    leaving = {each.person: each.span for each in retiring.known}
    holders = [_unless_gone(each, leaving) for each in _of_holders(scene)]
    pool = _Pool(scene)
    planned = [need for entries in pool.entries.values() for need in pool.needs(entries, horizon)]
    told = [replace(each, ready=pool.ready(each.post)) for each in vacant]
    rows = [*holders, *planned, *pool.successors(told, horizon)]
    wanted = _merged(need for need in rows if (need.person, need.course) not in under_way)
    inside = [each for each in wanted if each.span.first <= horizon.last]
    return Needs(
        rows=tuple(inside),
        beyond=tuple(each for each in wanted if each.span.first > horizon.last),
        vacancies=tuple(told),
    )


def _of_holders(scene: Scene) -> Iterator[CourseNeed]:
    for verdict in check_all(scene.history, scene.law, scene.perspective, scene.units):
        if verdict.answer in _OPEN and not verdict.standard.requirement.entry_only:
            known = verdict.answer is not Answer.MISSING
            due = verdict.deadline or scene.as_of
            yield from _needs(
                verdict, scene, Why.HOLDER if known else Why.HOLDER_UNKNOWN, Span(due, due)
            )


def _needs(verdict: Verdict, scene: Scene, why: Why, span: Span) -> Iterator[CourseNeed]:
    for course in mending_courses(verdict.standard, scene.law):
        yield CourseNeed(
            person=verdict.person,
            spans=(span,),
            sure=why is Why.HOLDER,
            course=course,
            post=verdict.post,
            why=why,
            answer=verdict.answer,
            standards=(verdict.standard,),
        )


def _unless_gone(need: CourseNeed, leaving: Mapping[UUID, Span]) -> CourseNeed:
    """Who may retire before the year of the need is over may not need it any more."""
    pension = leaving.get(need.person)
    ends = need.span.last.replace(month=12, day=31)
    gone = pension is not None and pension.first <= ends
    return replace(need, sure=False) if gone else need


class _Pool:
    """The planned people of the day, each tried in the post as if it were taken on that day."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self.entries = planned_for(scene)
        people = {entry.person for entries in self.entries.values() for entry in entries}
        self._trials = Trials(scene, people, scene.perspective)
        self._ready: dict[UUID, frozenset[UUID]] = {}

    def needs(self, entries: Iterable[PoolEntry], horizon: Horizon) -> Iterator[CourseNeed]:
        """What planned people lack for the posts that they are planned for, by the term planned."""
        for entry in entries:
            span = self._due(entry, horizon)
            for verdict in self._open(entry):
                yield from _needs(verdict, self._scene, Why.PLANNED, span)

    def successors(self, vacant: Iterable[Vacancy], horizon: Horizon) -> Iterator[CourseNeed]:
        """What those planned for posts that fall vacant lack for them, by the first vacancy."""
        first: dict[UUID, Span] = {}
        for each in vacant:
            days = Span(*(max(day, horizon.as_of) for day in each.span))
            first[each.post] = min(first.get(each.post, days), days, key=_soonest)
        for post, span in first.items():
            for entry in self.entries.get(post, ()):
                for verdict in self._open(entry):
                    yield from _needs(verdict, self._scene, Why.SUCCESSOR, span)

    def ready(self, post: UUID) -> frozenset[UUID]:
        """Who of those planned for a post meets every standard of it as far as study goes."""
        if post not in self._ready:
            entries = self.entries.get(post, ())
            self._ready[post] = frozenset(e.person for e in entries if not self._open(e))
        return self._ready[post]

    def _open(self, entry: PoolEntry) -> list[Verdict]:
        """The standards that study mends and that are unmet, or of which nobody knows."""
        return [
            verdict
            for verdict in self._trials.verdicts(entry)
            if verdict.answer in _OPEN and mending_courses(verdict.standard, self._scene.law)
        ]

    def _due(self, entry: PoolEntry, horizon: Horizon) -> Span:
        """Before the term that somebody is planned for; while it runs, until it ends."""
        term = self._scene.history.terms.get(entry.term) if entry.term is not None else None
        begins = term.begins if term is not None else None
        if begins is not None and begins.latest > horizon.as_of:
            return Span(max(begins.earliest, horizon.as_of), begins.latest)
        ends = term.ends if term is not None else None
        if ends is not None and ends.latest > horizon.as_of:
            return Span(horizon.as_of + _DAY, ends.latest)
        return horizon.window


def _merged(needs: Iterable[CourseNeed]) -> list[CourseNeed]:
    """One row for each person, course, post and reason, by the earliest day; by course."""
    found: dict[tuple[UUID, str, UUID, Why], CourseNeed] = {}
    for need in needs:
        place = (need.person, need.course, need.post, need.why)
        other = found.get(place)
        found[place] = need if other is None else _joined(other, need)
    return sorted(
        found.values(), key=lambda each: (each.course, each.span, str(each.person), str(each.post))
    )


def _joined(one: CourseNeed, other: CourseNeed) -> CourseNeed:
    first, second = sorted((one, other), key=lambda each: _soonest(each.span))
    more = tuple(each for each in second.standards if each not in first.standards)
    answer = first.answer if first.answer in UNMET else second.answer
    return replace(
        first, standards=first.standards + more, sure=first.sure or second.sure, answer=answer
    )


def _soonest(span: Span) -> tuple[date, date]:
    return span.last, span.first
