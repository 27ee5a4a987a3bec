"""The forecast equals plain Python over random histories; its counts and backtests add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import cycle
from uuid import UUID

import pytest

from canbo.engine.facts import AttainmentState, Scale, Snapshot
from canbo.engine.forecast import (
    Forecast,
    Horizon,
    Outcome,
    Range,
    Scene,
    Score,
    Span,
    backtest,
    forecast,
    people_in,
)
from canbo.engine.forecast.backtest import Because
from canbo.engine.timeline import PartialDate, Perspective, Validity
from tests.figures.homes import EARLY, LATE, LAW, PARAMETERS, RandomHome
from tests.forecast.naive import THEORY, Naive

SEEDS = range(30)
RARE = {Because.BIRTH_UNKNOWN, Because.LATER, Because.EARLIER}  # the example town has them
HAPPENED = {Outcome.SURE_HIT, Outcome.POSSIBLE_HIT, Outcome.MISSED}


def drawn(seed: int) -> tuple[Snapshot, Perspective, set[UUID] | None]:
    """A random home with terms beside posts and planned ends beside moves, and where one looks."""
    home = RandomHome(seed, 30)
    found, pick = home.snapshot(), home.random.choice
    ends = [None, PartialDate(2011, 9), PartialDate(2013)]
    held = [one for one in found.tenures if home.random.random() < 0.4]
    never = [one for one in found.attainments if home.random.random() < 0.4]
    found = replace(
        found,
        tenures=tuple(replace(one, term=pick([None, None, *found.terms])) for one in found.tenures),
        moves=tuple(
            replace(one, person=to.person, to_post=to.post, planned_end=pick(ends))
            for one, to in zip(found.moves, cycle(held or found.tenures), strict=False)
        ),
        attainments=(
            *found.attainments,
            *(
                replace(one, scale=Scale.POLITICAL_THEORY, level="CT0", validity=Validity(),
                        state=AttainmentState.COMPLETED, voided_at=None)
                for one in never
            ),
        ),
    )  # fmt: skip
    known_at = EARLY + timedelta(hours=home.random.randrange(90))
    units = home.maybe(lambda: set(home.random.sample(home.units, 3)), 0.3)
    terms = {
        one.id: replace(one, recorded_at=EARLY + timedelta(hours=home.random.randrange(120)))
        for one in found.terms.values()
    }
    found = replace(found, terms=terms)
    return found, Perspective(home.day(), known_at), units


@cache
def both(seed: int) -> tuple[Forecast, Naive]:
    home, seen, units = drawn(seed)
    scene = Scene.of(home, LAW, seen, units)
    horizon = Horizon.of_years(seen.as_of, 1 + seed % 6)
    return forecast(scene, horizon, PARAMETERS.fields), Naive(home, LAW, seen, units)


def every_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def counted(days: list[set[date]], window: Span) -> Range:
    inside = [{window.first <= day <= window.last for day in each} for each in days]
    return Range(sum(each == {True} for each in inside), sum(True in each for each in inside))


def test_retirements_are_those_of_plain_python() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        found, naive = both(seed)
        pensions = {person: naive.pensions(person) for person in naive.staff()}
        told = {each.person: each for each in found.retirements.known}
        assert told.keys() == {person for person, days in pensions.items() if days}
        assert {e.person for e in found.retirements.untold} == pensions.keys() - told.keys()
        for person, days in pensions.items():
            if days:
                assert told[person].span == (min(days), max(days))
                held = {post for holder, post in naive.held() if holder == person}
                assert set(told[person].posts) == held
                keys = {post for post in held if naive.posts[post].title in naive.key}
                assert set(told[person].key_posts) == keys
                seen[told[person].basis] += 1
        known = [days for days in pensions.values() if days]
        windows = [window for _, window in found.horizon.years()]
        for window in (*windows, *found.horizon.months(), found.horizon.due):
            assert people_in(found.retirements.known, window) == counted(known, window)
        several = [len(each.spans) > 1 for each in found.retirements.known]
        seen.update(several=sum(several), untold=len(pensions) - len(known))
    assert min(seen.values()) > 5, seen
    assert set(seen) == {"age", "decision", "several", "untold"}


def test_term_ends_are_those_of_plain_python() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        found, naive = both(seed)
        ends = {place: naive.ending(*place, one) for place, one in naive.held().items()}
        told = {(each.person, each.post): each for each in found.terms.seats}
        assert told.keys() == {place for place, days in ends.items() if days}
        for place, each in told.items():
            assert each.span == (min(ends[place]), max(ends[place]))
            seen[each.by] += 1
        open_ = {place for place, days in ends.items() if not days}
        assert set(found.terms.undated) <= open_
    assert min(seen.values()) > 5, seen
    assert len(seen) == 3


def test_an_end_recorded_in_2010_is_not_known_to_the_forecast_of_2008() -> None:
    told_later = 0
    for seed in SEEDS:
        home, seen, units = drawn(seed)
        later = seen.known_at + timedelta(days=730)
        terms = {one.id: replace(one, recorded_at=later) for one in home.terms.values()}
        home = replace(home, terms=terms)
        early = Scene.of(home, LAW, seen, units)
        horizon = Horizon.of_years(seen.as_of, 5)
        then = forecast(early, horizon, PARAMETERS.fields)
        assert not any(each.term for each in then.terms.seats)
        assert then.terms.empty == ()
        tested = backtest(then, home, Perspective(seen.as_of + timedelta(days=730), later))
        assert tested.holders_then == len(early.held())
        now = Scene.of(home, LAW, replace(seen, known_at=later), units)
        seats = forecast(now, horizon, PARAMETERS.fields).terms.seats
        told_later += len({each.term for each in seats})
    assert told_later > len(SEEDS)


def test_needs_are_those_of_plain_python() -> None:
    sizes: Counter[str] = Counter()
    for seed in SEEDS:
        found, naive = both(seed)
        rows = found.needs.rows
        assert {each.course for each in rows} <= {THEORY}
        sure, possible = naive.sure_needs(), naive.possible_needs()
        due, whole = found.horizon.due, Span(date.min, found.horizon.last)
        assert people_in(rows, whole) == Range(len(sure), len({each.person for each in rows}))
        assert people_in(rows, due).low == len(sure)
        # a planned person's term may lie beyond the horizon
        beyond = {each.person for each in found.needs.beyond}
        assert {each.person for each in rows} | beyond == possible
        secret = {(each.person, each.post) for each in rows if each.is_secret}
        assert secret <= naive.planned()
        sizes.update(sure=len(sure), possible=len(possible), secret=len(secret))
    assert min(sizes.values()) > 5, sizes


def test_successors_are_planned_for_the_very_post_and_are_not_who_leaves_it() -> None:
    candidates = ready = 0
    for seed in SEEDS:
        found, naive = both(seed)
        held, planned = naive.held(), naive.planned()
        open_ = {
            (each.person, each.post) for each in (*found.needs.rows, *found.needs.beyond)
            if each.is_secret
        }  # fmt: skip
        for each in found.needs.vacancies:
            assert (each.person, each.post) in held
            assert each.maybe_in(found.horizon.window)
            wanted = {person for person, post in planned if post == each.post} - {each.person}
            assert each.candidates == wanted
            assert each.ready <= each.candidates
            studying = naive.studying()
            for person in each.candidates - studying:
                assert (person in each.ready) == ((person, each.post) not in open_)
            candidates, ready = candidates + len(each.candidates), ready + len(each.ready)
    assert candidates > ready > 5


def test_fields_count_each_seat_once() -> None:
    lacking = 0
    for seed in SEEDS:
        found, naive = both(seed)
        asking = {
            (person, post) for person, post in naive.held()
            if naive.posts[post].title in PARAMETERS.fields
        }  # fmt: skip
        seats = [(seat.person, seat.post) for line in found.fields for seat in line.seats]
        assert sorted(seats, key=str) == sorted(asking, key=str)
        for line in found.fields:
            assert 0 <= line.lacking.low <= line.lacking.high <= len(line.seats)
            lacking += line.lacking.high
    assert lacking > 5


def test_a_backtest_adds_up_and_takes_what_happened_from_the_later_records() -> None:
    outcomes: Counter[Outcome] = Counter()
    reasons: Counter[Because] = Counter()
    for seed in SEEDS:
        home, seen, units = drawn(seed)
        early = forecast(
            Scene.of(home, LAW, seen, units), Horizon.of_years(seen.as_of, 3), PARAMETERS.fields
        )
        until = Perspective(seen.as_of + timedelta(days=400), LATE)
        found = backtest(early, home, until)
        window = (seen.as_of + timedelta(days=1), until.as_of)
        later = Naive(home, LAW, until, units)
        mine = {one.person for one in later.known(home.tenures) if later.inside(one.post)}
        left = {
            one.person for one in later.known(home.retirements)
            if one.validity.begins and one.validity.begins.earliest <= window[1]
            and (units is None or one.person in mine)
            and max(  # the latest leaving by the last day counts
                (two.validity.begins.earliest, two.validity.begins.latest)
                for two in later.known(home.retirements)
                if two.person == one.person and two.validity.begins
                and two.validity.begins.earliest <= window[1]
            )[1] >= window[0]
        }  # fmt: skip
        score = Score.of(found.retirements)
        assert score.happened == len(left)
        classes = home.classes
        sat = {
            (one.person, of.course) for one in later.known(home.attendances)
            if (of := classes[one.training_class]).course and of.begins
            and of.begins.earliest <= window[1] and of.begins.latest >= window[0]
            and (units is None or one.person in mine)
        }  # fmt: skip
        came = {(row.person, row.course) for row in found.courses if row.happened}
        assert came == sat
        assert {
            (row.person, row.post): row.happened for row in found.terms if row.outcome in HAPPENED
        } == later.terms_ended(seen.as_of, *window, early)
        for rows in (found.retirements, found.terms, found.courses):
            assert len({(row.person, row.course, row.post) for row in rows}) == len(rows)
            score = Score.of(rows)
            assert score.hits.high + score.missed == score.happened
            assert score.hits.low + score.too_many.low == score.said.low
            assert score.hits.high + score.too_many.high == score.said.high
            outcomes.update(row.outcome for row in rows)
            reasons.update(row.because for row in rows)
    assert set(outcomes) == set(Outcome)
    assert set(reasons) >= set(Because) - RARE, reasons


@pytest.mark.parametrize(
    ("as_of", "years", "last"),
    [
        (date(2008, 12, 31), 3, date(2011, 12, 31)),
        (date(2008, 2, 29), 1, date(2009, 2, 28)),
        (date(2008, 2, 29), 4, date(2012, 2, 29)),
        (date(2011, 7, 31), 1, date(2012, 7, 31)),
    ],
)
def test_years_and_months_cover_the_horizon_once(as_of: date, years: int, last: date) -> None:
    horizon = Horizon.of_years(as_of, years)
    assert horizon.last == last
    for parts in ([window for _, window in horizon.years()], horizon.months()):
        days = [day for one in parts for day in every_day(*one)]
        assert days == every_day(as_of + timedelta(days=1), last)
