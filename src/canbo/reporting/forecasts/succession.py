"""The bench of the next term in words, within rights: who stands behind which key post, what lacks.

Numbers are whole for everybody who may see figures; that somebody is planned for a post is told
only to who may know it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from canbo.accounts.access import require
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.forecast import Scene
from canbo.engine.forecast.bench import Candidate, Fit, TermBench, Wanted, term_bench
from canbo.engine.forecast.retiring import retirements
from canbo.engine.law.pausing import collector_paused
from canbo.engine.refusal import Refusal
from canbo.engine.vietnamese import name_sort_key, write_date
from canbo.law import load
from canbo.records import access as records
from canbo.reporting.access import Rights
from canbo.reporting.forecasts.access import Question, instant_of, unit_of
from canbo.reporting.forecasts.words import Named, when_words
from canbo.reporting.kept_checks import Kept
from canbo.reporting.words import REASONS, required_words

MOST_BEHIND = 5
BENCHES: Kept[BenchView] = Kept(most=4)

FITS = {
    Fit.READY: "sẵn sàng",
    Fit.LEARNS: "còn phải học",
    Fit.UNKNOWN: "thiếu dữ liệu",
    Fit.BARRED: "không đủ điều kiện",
}


class BenchRefused(Refusal):
    """The bench of such a day cannot be told (`bench_backwards`)."""


@dataclass(frozen=True, slots=True)
class CandidateView:
    """Somebody planned for a post, and how he or she stands to it on the day of the term."""

    person: UUID
    name: str
    fit: Fit
    words: str
    courses: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PostView:
    """A key post: how many are planned by how they stand to it; those whom the actor may know."""

    post: UUID
    title: str
    unit: str
    planned: int
    ready: int
    learning: int
    lacking: int
    is_short: bool
    candidates: tuple[CandidateView, ...]

    def of(self, candidates: tuple[CandidateView, ...]) -> PostView:
        """The post as it is told with these candidates alone."""
        fits = [each.fit for each in candidates]
        return replace(
            self,
            planned=len(candidates),
            ready=fits.count(Fit.READY),
            learning=fits.count(Fit.LEARNS),
            lacking=0,
            is_short=False,
            candidates=candidates,
        )


@dataclass(frozen=True, slots=True)
class StudyView:
    """Somebody whom the cheapest training sends to courses, and for which post."""

    person: UUID
    name: str
    courses: tuple[str, ...]
    post: str
    unit: str


@dataclass(frozen=True, slots=True)
class BenchView:
    """The bench of a day. `filled` of `wanted` places have somebody ready, nobody counted twice;
    `after` are those that would have somebody once `studies` are done."""

    day: date
    behind_each: int
    wanted: int
    filled: int
    after: int
    key_posts: int
    planned: int
    posts: tuple[PostView, ...]
    studies: tuple[StudyView, ...]
    studying: int

    @property
    def short(self) -> tuple[PostView, ...]:
        """The fewest posts that together lack ready people."""
        return tuple(each for each in self.posts if each.is_short)

    @property
    def hidden(self) -> int:
        """How many of the planned are not told to the actor."""
        return self.planned - sum(each.planned for each in self.posts)

    def seen_by(
        self, visible: Collection[UUID] | None, opened: Collection[UUID] | None
    ) -> BenchView:
        """Keep the people whose planning the actor may know, and what is told of their posts.

        What a post lacks tells who is planned for it: only who may know of everybody sees it.
        """
        if visible is None and opened is None:
            return self

        def told(person: UUID) -> bool:
            return all(known is None or person in known for known in (visible, opened))

        posts = (
            each.of(tuple(one for one in each.candidates if told(one.person)))
            for each in self.posts
        )
        return replace(
            self,
            posts=tuple(each for each in posts if each.candidates),
            studies=tuple(each for each in self.studies if told(each.person)),
        )


def succession(
    *, actor: Actor, at: datetime, question: Question, day: date | None, behind_each: int = 1
) -> BenchView:
    """Tell the bench of the first day of a term; None: the day after the first term that ends.

    Raises AccountRefused (`not_allowed`), records' UnitUnknown, BenchRefused (`bench_backwards`).
    """
    require(actor, Permission.SEE_FIGURES)
    seen = question.perspective
    if day is not None and day <= seen.as_of:
        days = {"as_of": write_date(seen.as_of), "day": write_date(day)}
        raise BenchRefused("bench_backwards", days)
    top = unit_of(question, actor)
    place = (
        records.state_mark(), load().version, seen.as_of, instant_of(seen, at), top, day,
        behind_each,
    )  # fmt: skip
    found = BENCHES.answer(place, lambda: _view(question, top, day, behind_each))
    rights = Rights.of(actor, at, seen)
    return found.seen_by(rights.visible, rights.secrets.opened)


def _view(question: Question, top: UUID | None, day: date | None, behind_each: int) -> BenchView:
    law, perspective = load(), question.perspective
    units = None if top is None else records.subtree(top, perspective)
    with collector_paused():
        scene = Scene.of(records.read_snapshot(), law, perspective, units)
        first = day or _next_term(scene)
        found = term_bench(scene, retirements(scene), first, Wanted(behind_each))
    names = records.person_names({each.person for each in found.candidates}, perspective)
    named = Named(
        law, scene.folded.posts, scene.history.terms, names, records.unit_names(perspective)
    )
    return _told(found, named, behind_each)


def _next_term(scene: Scene) -> date:
    """The day after the first term that runs and ends; a year ahead where none is known."""
    ends = [
        term.ends.latest
        for term in scene.history.terms.values()
        if term.ends is not None and term.ends.latest > scene.as_of
        and (scene.units is None or term.unit in scene.units)
    ]  # fmt: skip
    return min(ends, default=scene.as_of + timedelta(days=364)) + timedelta(days=1)


def _told(found: TermBench, named: Named, behind_each: int) -> BenchView:
    posts = [_post(post, found, named) for post in found.posts]
    posts.sort(key=lambda each: (not each.is_short, -each.lacking, each.unit, each.title))
    behind = {each.person: each.post for each in found.closing.chosen}
    courses: dict[UUID, list[str]] = {}
    for person, course in found.closing.attend:
        courses.setdefault(person, []).append(named.course(course))
    studies = [
        StudyView(
            person, named.person(person), tuple(of_person), named.post(behind[person]),
            named.unit_of(behind[person]),
        )
        for person, of_person in courses.items()
    ]  # fmt: skip
    studies.sort(key=lambda each: name_sort_key(each.name))
    return BenchView(
        day=found.day,
        behind_each=behind_each,
        wanted=found.bench.wanted,
        filled=len(found.filling.chosen),
        after=len(found.closing.chosen),
        key_posts=len(posts),
        planned=len(found.candidates),
        posts=tuple(posts),
        studies=tuple(studies),
        studying=len(studies),
    )


def _post(post: UUID, found: TermBench, named: Named) -> PostView:
    mine = [each for each in found.candidates if each.post == post]
    views = [_candidate(each, named) for each in mine]
    order = list(Fit)
    views.sort(key=lambda each: (order.index(each.fit), name_sort_key(each.name)))
    told = PostView(
        post=post,
        title=named.post(post),
        unit=named.unit_of(post),
        planned=0,
        ready=0,
        learning=0,
        lacking=0,
        is_short=False,
        candidates=(),
    ).of(tuple(views))
    lacking = found.filling.lacking.get(post, 0)
    return replace(told, lacking=lacking, is_short=post in found.short)


def _candidate(each: Candidate, named: Named) -> CandidateView:
    reasons = [
        f"{required_words(one.standard.requirement, named.law)}"
        + (f" ({REASONS[one.reason]})" if one.reason else "")
        for one in each.in_the_way
    ]
    if each.pension is not None:
        reasons.append(f"hưởng lương hưu {when_words(each.pension)}")
    return CandidateView(
        each.person,
        named.person(each.person),
        each.fit,
        FITS[each.fit],
        tuple(map(named.course, each.lacks)),
        tuple(reasons),
    )
