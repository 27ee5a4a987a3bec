"""The bench of the next term: for each key post who is planned for it and could take it then.

Everybody planned on the day asked for is tried in the post as if it were taken on the day of the
term, by the law in force then: standards that study mends may be met by then, age may not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from canbo.engine.facts import PoolEntry
from canbo.engine.forecast.holding import Scene
from canbo.engine.forecast.retiring import Retirements
from canbo.engine.forecast.spans import Span
from canbo.engine.forecast.trying import Fit, Trials, Tried, acts, how_given
from canbo.engine.forecast.vacancies import planned_for
from canbo.engine.law import Verdict
from canbo.engine.planning.needs import courses_under_way
from canbo.engine.planning.succession import (
    Bench,
    Chance,
    Closing,
    Filling,
    Seat,
    cheapest_training,
    fill,
    short_set,
)
from canbo.engine.timeline import Perspective


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A person planned for a key post; secret, as all planning is.

    `in_the_way` are the standards that are not met, or of which nobody knows. `pension` is when the
    pension begins, None: not told.
    """

    person: UUID
    post: UUID
    fit: Fit
    lacks: tuple[str, ...]
    in_the_way: tuple[Verdict, ...]
    pension: Span | None


@dataclass(frozen=True, slots=True)
class TermBench:
    """The bench of a day: `posts` are the key posts, `filling` what the ready ones fill of them.

    `short` are the fewest posts that together lack ready people, `closing` the cheapest training
    that fills the most.
    """

    day: date
    posts: tuple[UUID, ...]
    candidates: tuple[Candidate, ...]
    bench: Bench
    filling: Filling
    short: tuple[UUID, ...]
    closing: Closing


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an office asks of a bench: people behind each post, posts that one person counts for,
    what a place in a course costs (a course without a cost counts as one)."""

    behind_each: int = 1
    posts_each: int = 1
    costs: Mapping[str, int] | None = None


def term_bench(
    scene: Scene, retiring: Retirements, day: date, wanted: Wanted | None = None
) -> TermBench:
    """Look from a scene's day at the bench of a later day, the first of a term."""
    asked = wanted or Wanted()
    planned = planned_for(scene)
    held = {each.post for tenures in scene.held().values() for each in tenures}
    posts = tuple(sorted(scene.key_posts(held | planned.keys())))
    entries = [entry for post in posts for entry in planned.get(post, ())]
    candidates = tuple(_candidates(scene, retiring, entries, day))
    bench = Bench.of(
        [Seat(post, asked.behind_each) for post in posts],
        [
            Chance(each.person, each.post, frozenset(each.lacks))
            for each in candidates
            if each.fit in (Fit.READY, Fit.LEARNS)
        ],
        asked.posts_each,
    )
    costs = asked.costs or {}
    of_course = {course: costs.get(course, 1) for one in bench.chances for course in one.lacks}
    return TermBench(
        day,
        posts,
        candidates,
        bench,
        fill(bench),
        short_set(bench),
        cheapest_training(bench, of_course),
    )


def _candidates(
    scene: Scene, retiring: Retirements, entries: Iterable[PoolEntry], day: date
) -> Iterable[Candidate]:
    """Each planned person and post once, by post and person."""
    pensions = {each.person: each.span for each in retiring.known}
    under_way = courses_under_way(scene.folded, scene.law, scene.as_of)
    at = Perspective(day, scene.perspective.known_at)
    once = {(entry.post, entry.person): entry for entry in entries}
    people = [entry.person for entry in once.values()]
    trials = {act: Trials(scene, people, at, act) for act in acts()}
    for (post, person), entry in sorted(once.items()):
        verdicts = trials[how_given(scene.folded.posts[post])].verdicts(entry)
        tried = Tried.of(verdicts, scene.law, under_way)
        pension, fit = pensions.get(person), tried.fit
        if pension is not None and pension.last <= day:
            fit = Fit.BARRED
        yield Candidate(
            person=person,
            post=post,
            fit=fit,
            lacks=tried.lacks if fit is Fit.LEARNS else (),
            in_the_way=tried.in_the_way,
            pension=pension,
        )
