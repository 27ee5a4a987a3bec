"""Was the forecast of a day right: what it said against what the records say later.

Neither the forecast nor what happened is corrected by the other. The later records are not the
truth either: who retired without a line in them counts as one too many.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from canbo.engine.facts import RetirementKind, Snapshot, Tenure
from canbo.engine.forecast.ahead import Forecast
from canbo.engine.forecast.courses import CourseNeed
from canbo.engine.forecast.spans import Range, Span
from canbo.engine.forecast.terms import span_of
from canbo.engine.law import standards_by_post
from canbo.engine.timeline import Perspective, fold, known


class Outcome(StrEnum):
    """How a forecast about one person went."""

    SURE_HIT = "sure_hit"  # said to be sure, and came
    POSSIBLE_HIT = "possible_hit"  # said to be possible, and came
    MISSED = "missed"  # came, and was not said
    SURE_TOO_MANY = "sure_too_many"  # said to be sure, and did not come
    POSSIBLE_TOO_MANY = "possible_too_many"  # said to be possible, and did not come


class Because(StrEnum):
    """What the records say of why a forecast about one person went as it did; "" where nothing."""

    NOTHING = ""
    NO_POST_KNOWN = "no_post_known"  # nobody knew then that the person holds a post
    BIRTH_UNKNOWN = "birth_unknown"  # no pension could be told
    EARLIER = "earlier"  # came in the days looked at, before the forecast said
    LATER = "later"  # forecast, but for after the last day
    NOT_BY_AGE = "not_by_age"  # left early, resigned, was dismissed or died
    GONE_BEFORE = "gone_before"  # had left before the day of the forecast already
    STILL_HERE = "still_here"  # holds a post on the last day
    NOT_RECORDED = "not_recorded"  # holds no post on the last day, and no leaving is recorded
    NO_END_KNOWN = "no_end_known"  # held the post, and no term or last day was known then
    HAD_LEFT = "had_left"  # retired or left: foreseen, or not, as that
    NO_NEED_SEEN = "no_need_seen"  # known then, and no standard asked for the course


@dataclass(frozen=True, slots=True)
class Tested:
    """One person in a backtest, of term ends in one post; `course` is "" but for courses.

    `is_secret`: it tells that the person was planned for a post.
    """

    person: UUID
    outcome: Outcome
    because: Because = Because.NOTHING
    forecast: Span | None = None
    happened: Span | None = None
    kind: RetirementKind | None = None
    course: str = ""
    post: UUID | None = None
    is_secret: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """A backtest in numbers, each counting people: said = sure to possible; what came; of it hit.

    hits + missed = happened; sure hits + sure too many = said.low; all hits + all too many =
    said.high.
    """

    said: Range
    happened: int
    hits: Range
    missed: int
    too_many: Range

    @classmethod
    def of(cls, rows: Iterable[Tested]) -> Score:
        """Count rows, one for each person."""
        count = dict.fromkeys(Outcome, 0)
        for row in rows:
            count[row.outcome] += 1
        sure, possible = count[Outcome.SURE_HIT], count[Outcome.POSSIBLE_HIT]
        wrong, maybe = count[Outcome.SURE_TOO_MANY], count[Outcome.POSSIBLE_TOO_MANY]
        return cls(
            said=Range(sure + wrong, sure + possible + wrong + maybe),
            happened=sure + possible + count[Outcome.MISSED],
            hits=Range(sure, sure + possible),
            missed=count[Outcome.MISSED],
            too_many=Range(wrong, wrong + maybe),
        )


@dataclass(frozen=True, slots=True)
class Backtest:
    """A forecast held against later records.

    `holders_then` of `holders_now` people who held posts on the day of the forecast were known
    then; of `judged_then` of them a standard of the law asked something.
    """

    window: Span
    holders_then: int
    holders_now: int
    judged_then: int
    retirements: tuple[Tested, ...]
    terms: tuple[Tested, ...]
    courses: tuple[Tested, ...]


def backtest(early: Forecast, later: Snapshot, until: Perspective) -> Backtest:
    """Hold a forecast against what is known at `until.known_at` of the days until `until.as_of`.

    `later` is the unfolded snapshot.
    """
    records = _Later.of(early, later, until)
    at_day = Perspective(early.scene.as_of, until.known_at)
    now = {each.person for each in fold(later.tenures, at_day) if early.scene.looks_at(each.post)}
    return Backtest(
        window=records.window,
        holders_then=len(early.scene.held()),
        holders_now=len(now),
        judged_then=_judged(early),
        retirements=_retirements(early, records),
        terms=_terms(early, records),
        courses=_courses(early, records),
    )


def _judged(early: Forecast) -> int:
    asked = standards_by_post(early.scene.law, early.scene.as_of)
    posts = early.scene.folded.posts
    return sum(
        any(posts[each.post].title in asked for each in tenures)
        for tenures in early.scene.held().values()
    )


@dataclass(frozen=True, slots=True)
class _Later:
    """What the records say later of the window; `mine`: of these people only, None: of all."""

    snapshot: Snapshot
    until: Perspective
    window: Span
    mine: Collection[UUID] | None

    @classmethod
    def of(cls, early: Forecast, snapshot: Snapshot, until: Perspective) -> _Later:
        """Look at the people of the units of the forecast: who ever held a post there."""
        window = Span(early.horizon.window.first, until.as_of)
        units = early.scene.units
        if units is None:
            return cls(snapshot, until, window, None)
        inside = {each.id for each in snapshot.posts.values() if each.unit in units}
        tenures = known(snapshot.tenures, until.known_at)
        mine = {each.person for each in tenures if each.post in inside}
        return cls(snapshot, until, window, mine)

    def leavings(self) -> dict[UUID, tuple[Span, RetirementKind | None]]:
        """When people left by the last day; the latest time of each."""
        found: dict[UUID, tuple[Span, RetirementKind | None]] = {}
        for each in known(self.snapshot.retirements, self.until.known_at):
            begins = each.validity.begins
            if (
                begins is None
                or begins.earliest > self.until.as_of
                or not self._is_mine(each.person)
            ):
                continue
            if each.person not in found or found[each.person][0] < span_of(begins):
                found[each.person] = (span_of(begins), each.kind)
        return found

    def classes_begun(self) -> dict[tuple[UUID, str], Span]:
        """Who began which course in the window, the first time; who dropped out sat there too."""
        found: dict[tuple[UUID, str], Span] = {}
        for each in known(self.snapshot.attendances, self.until.known_at):
            of = self.snapshot.classes.get(each.training_class)
            if of is None or not of.course or of.begins is None or not self._is_mine(each.person):
                continue
            span, place = span_of(of.begins), (each.person, of.course)
            if span.maybe_in(self.window):
                found[place] = min(found.get(place, span), span)
        return found

    def held_on(self, day: date) -> dict[tuple[UUID, UUID], Tenure]:
        """Who held which post on a day, of the people looked at."""
        at_day = Perspective(day, self.until.known_at)
        return {
            (each.person, each.post): each
            for each in fold(self.snapshot.tenures, at_day)
            if self._is_mine(each.person)
        }

    def elected(self) -> set[tuple[UUID, UUID]]:
        """Who was ever elected into which post."""
        results = known(self.snapshot.election_results, self.until.known_at)
        return {(each.person, each.post) for each in results if each.elected}

    def holders(self) -> set[UUID]:
        """Who holds a post on the last day."""
        return {each.person for each in fold(self.snapshot.tenures, self.until)}

    def _is_mine(self, person: UUID) -> bool:
        return self.mine is None or person in self.mine


def _outcome(*, sure: bool, possible: bool, came: bool) -> Outcome:
    if came:
        if sure:
            return Outcome.SURE_HIT
        return Outcome.POSSIBLE_HIT if possible else Outcome.MISSED
    return Outcome.SURE_TOO_MANY if sure else Outcome.POSSIBLE_TOO_MANY


# Retirements


def _retirements(early: Forecast, later: _Later) -> tuple[Tested, ...]:
    window, left, here = later.window, later.leavings(), later.holders()
    came = {person: each for person, each in left.items() if each[0].maybe_in(window)}
    said = {each.person: each for each in early.retirements.known}
    # who has reached the pension and still holds a post may go on any day
    until = Span(date.min, window.last)
    likely = {person for person, each in said.items() if each.maybe_in(until)}
    rows = []
    for person in came.keys() | likely:
        told = said.get(person)
        outcome = _outcome(
            sure=told is not None and told.surely_in(window),
            possible=person in likely,
            came=person in came,
        )
        happened, kind = left.get(person, (None, None))
        if outcome is Outcome.MISSED:
            because = _why_missed(person, kind, early)
        elif person in came:
            because = Because.NOTHING
        elif person in left:
            because = Because.GONE_BEFORE
        else:
            because = Because.STILL_HERE if person in here else Because.NOT_RECORDED
        span = told.span if told is not None else None
        rows.append(Tested(person, outcome, because, span, happened, kind))
    return tuple(sorted(rows, key=lambda row: (row.outcome.value, str(row.person))))


def _why_missed(person: UUID, kind: RetirementKind | None, early: Forecast) -> Because:
    if kind not in (None, RetirementKind.AGE):
        return Because.NOT_BY_AGE
    if any(each.person == person for each in early.retirements.known):
        return Because.LATER
    if any(each.person == person for each in early.retirements.untold):
        return Because.BIRTH_UNKNOWN
    return Because.NO_POST_KNOWN


# Term ends


def _terms(early: Forecast, later: _Later) -> tuple[Tested, ...]:
    """Of posts for a term or until a written day: whose time in them ended in the window.

    Who is elected anew into the same post has ended a term too.
    """
    window, day = later.window, early.scene.as_of
    said = {(each.person, each.post): each.span for each in early.terms.seats}
    held, elected, left = later.held_on(day), later.elected(), later.leavings()
    ended = {
        place: span_of(each.validity.ends)
        for place, each in held.items()
        if each.validity.ends is not None
        and early.scene.looks_at(each.post)
        and (place in said or place in elected or each.term is not None)
    }
    came = {place: span for place, span in ended.items() if span.maybe_in(window)}
    likely = {place for place, span in said.items() if span.maybe_in(window)}
    then = {(each.person, each.post) for of in early.scene.held().values() for each in of}
    rows = []
    for place in came.keys() | likely:
        told = said.get(place)
        outcome = _outcome(
            sure=told is not None and told.surely_in(window),
            possible=place in likely,
            came=place in came,
        )
        because = Because.NOTHING
        if outcome is Outcome.MISSED:
            because = _why_unsaid(place, then, told, left)
        elif place not in came:
            gone = place not in held or (place in ended and ended[place].last < window.first)
            because = Because.GONE_BEFORE if gone else Because.STILL_HERE
        elif told is not None and came[place].last < told.first:
            because = Because.EARLIER
        person, post = place
        rows.append(Tested(person, outcome, because, told, ended.get(place), post=post))
    return tuple(sorted(rows, key=lambda row: (row.outcome.value, str(row.person), str(row.post))))


def _why_unsaid(
    place: tuple[UUID, UUID],
    then: Collection[tuple[UUID, UUID]],
    told: Span | None,
    left: Collection[UUID],
) -> Because:
    if place not in then:
        return Because.NO_POST_KNOWN
    if place[0] in left:
        return Because.HAD_LEFT
    return Because.NO_END_KNOWN if told is None else Because.LATER


# Courses


def _courses(early: Forecast, later: _Later) -> tuple[Tested, ...]:
    said: dict[tuple[UUID, str], list[CourseNeed]] = {}
    for need in early.needs.rows:
        if need.span.first <= later.window.last:
            said.setdefault((need.person, need.course), []).append(need)
    came, then = later.classes_begun(), early.scene.held()
    rows = [_course(place, said.get(place, []), came.get(place), then) for place in {*said, *came}]
    return tuple(sorted(rows, key=lambda row: (row.course, row.outcome.value, str(row.person))))


def _course(
    place: tuple[UUID, str],
    needs: Collection[CourseNeed],
    happened: Span | None,
    then: Collection[UUID],
) -> Tested:
    """One person and course; that somebody was known as planned only is not told."""
    person, course = place
    outcome = _outcome(
        sure=any(need.sure for need in needs), possible=bool(needs), came=happened is not None
    )
    because = Because.NOTHING
    if outcome is Outcome.MISSED:
        because = Because.NO_NEED_SEEN if person in then else Because.NO_POST_KNOWN
    return Tested(
        person,
        outcome,
        because,
        min((need.span for need in needs), default=None),
        happened,
        course=course,
        is_secret=bool(needs) and all(need.is_secret for need in needs),
    )
