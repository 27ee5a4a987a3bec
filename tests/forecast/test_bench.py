"""Who could take key posts at a term's beginning equals plain Python over random histories."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

from canbo.engine.facts import PostClass, Tenure, TenureAct
from canbo.engine.forecast import Scene
from canbo.engine.forecast.bench import Fit, TermBench, Wanted, term_bench
from canbo.engine.forecast.retiring import retirements
from canbo.engine.law import Answer, check_all
from canbo.engine.timeline import PartialDate, Perspective, Validity
from tests.figures.homes import LAW
from tests.forecast.naive import THEORY, Naive
from tests.forecast.test_forecast_oracle import SEEDS, drawn

LATER = timedelta(days=900)


def looked(seed: int, wanted: Wanted | None = None) -> tuple[TermBench, Naive, date]:
    home, seen, units = drawn(seed)
    day, scene = seen.as_of + LATER, Scene.of(home, LAW, seen, units)
    found = term_bench(scene, retirements(scene), day, wanted)
    return found, Naive(home, LAW, seen, units), day


def answers(naive: Naive, person: UUID, post: UUID, day: date) -> dict[str, Answer]:
    """What each standard answers if the post is taken on the day."""
    home = naive.profiled()
    official = home.posts[post].post_class is PostClass.OFFICIAL
    given = Tenure(
        id=uuid4(), key=uuid4(), person=person, post=post,
        act=TenureAct.ELECTED if official else TenureAct.APPOINTED,
        validity=Validity(PartialDate.of(day)), recorded_at=naive.seen.known_at,
        source=home.pool_entries[0].source,
    )  # fmt: skip
    mine = (one for one in home.tenures if one.person == person)
    own = replace(home, tenures=(*mine, given), post_profiles=())  # posts as they are looked at
    return {
        one.standard.id: one.answer
        for one in check_all(own, LAW, Perspective(day, naive.seen.known_at))
        if (one.person, one.post) == (person, post)
    }


def fit_of(naive: Naive, person: UUID, post: UUID, day: date) -> Fit:
    """Only political theory is mended by a course in the law of these homes."""
    pension = naive.leaving(person)
    if pension and max(pension) <= day:
        return Fit.BARRED
    told = answers(naive, person, post, day)
    theory = told.pop("ct", Answer.MET)
    if any(one in (Answer.NOT_MET, Answer.NOT_YET) for one in told.values()):
        return Fit.BARRED
    if Answer.MISSING in (*told.values(), theory):
        return Fit.UNKNOWN
    if theory is Answer.MET or person in naive.studying():
        return Fit.READY
    return Fit.LEARNS


def test_who_could_take_a_key_post_is_told_by_the_standards_of_that_day() -> None:
    fits: Counter[Fit] = Counter()
    for seed in SEEDS:
        found, naive, day = looked(seed)
        key = {post for post in naive.home.posts if naive.posts[post].title in naive.key}
        planned = {(person, post) for person, post in naive.planned() if post in key}
        assert {(one.person, one.post) for one in found.candidates} == planned
        for one in found.candidates:
            assert one.fit is fit_of(naive, one.person, one.post, day), (seed, one)
            assert one.lacks == ((THEORY,) if one.fit is Fit.LEARNS else ())
        fits.update(one.fit for one in found.candidates)
    assert set(fits) == set(Fit), fits


def test_seats_are_the_key_posts_held_or_planned_for_and_short_ones_lack_ready_people() -> None:
    for seed in SEEDS:
        found, naive, _ = looked(seed, Wanted(behind_each=2))
        held = {post for _, post in naive.held()} | {post for _, post in naive.planned()}
        assert set(found.posts) == {post for post in held if naive.posts[post].title in naive.key}
        ready = {one.person for one in found.candidates if one.fit is Fit.READY}
        assert {one.person for one in found.filling.chosen} <= ready
        assert found.filling.shortage >= 2 * len(found.posts) - len(ready)
        behind = {one.person for one in found.candidates
                  if one.fit is Fit.READY and one.post in found.short}  # fmt: skip
        if found.short:
            assert len(behind) < 2 * len(found.short)


def test_training_costs_what_its_courses_cost() -> None:
    for seed in SEEDS:
        found, _, _ = looked(seed, Wanted(costs={THEORY: 7_000_000}))
        assert found.closing.cost == 7_000_000 * len(found.closing.attend)
        assert {course for _, course in found.closing.attend} <= {THEORY}
