"""People tried in a post, one they are planned for or another, as if they took it on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid5

from canbo.engine.facts import Evidence, PoolEntry, Post, PostClass, Source, Tenure, TenureAct
from canbo.engine.forecast.holding import Scene
from canbo.engine.law import (
    Answer,
    Area,
    Holder,
    Law,
    Verdict,
    check,
    standards_by_post,
)
from canbo.engine.law.holders import Areas
from canbo.engine.planning.needs import mending_courses
from canbo.engine.timeline import PartialDate, Perspective, Validity

_OPEN = frozenset({Answer.NOT_MET, Answer.NOT_YET, Answer.MISSING})


class Fit(StrEnum):
    """How a person stands to a post on the day of taking it."""

    READY = "ready"  # meets every standard, or attends the course that is lacking
    LEARNS = "learns"  # meets them once the courses that are lacking are attended
    UNKNOWN = "unknown"  # data are missing by which it could be told
    BARRED = "barred"  # too old, retired by then, or lacks what no course gives


@dataclass(frozen=True, slots=True)
class Tried:
    """What a trial says: the courses that are lacking, and the standards in the way."""

    fit: Fit
    lacks: tuple[str, ...]
    in_the_way: tuple[Verdict, ...]

    @classmethod
    def of(
        cls, verdicts: Iterable[Verdict], law: Law, under_way: Collection[tuple[UUID, str]]
    ) -> Tried:
        """Judge the verdicts of one person; a course `under_way` is not lacking."""
        open_ = tuple(one for one in verdicts if one.answer in _OPEN)
        lacks = {
            course
            for one in open_
            for course in mending_courses(one.standard, law)
            if (one.person, course) not in under_way
        }
        return cls(_fit(open_, law, lacks), tuple(sorted(lacks)), open_)


def _fit(open_: Iterable[Verdict], law: Law, lacks: Collection[str]) -> Fit:
    """Whether study mends all that stands in the way; what nobody knows is not mended by study."""
    known = {one.answer for one in open_}
    beyond = {one.answer for one in open_ if not mending_courses(one.standard, law)}
    if beyond - {Answer.MISSING}:
        return Fit.BARRED
    if Answer.MISSING in known:
        return Fit.UNKNOWN
    return Fit.LEARNS if lacks else Fit.READY


def acts() -> tuple[TenureAct, ...]:
    """The acts by which `how_given` says that posts are given."""
    return TenureAct.ELECTED, TenureAct.APPOINTED


def how_given(post: Post) -> TenureAct:
    """How a post is given: officials (cán bộ) are elected for a term, others appointed."""
    is_elected = post.post_class is PostClass.OFFICIAL
    return TenureAct.ELECTED if is_elected else TenureAct.APPOINTED


class Trials:
    """Holds people against the standards of posts on one day.

    The law in force on that day is asked, by what is known at the instant of the scene; what
    entering a post asks is asked too. `act` is how the post would be given; None: not told.
    """

    def __init__(
        self,
        scene: Scene,
        people: Iterable[UUID],
        perspective: Perspective,
        act: TenureAct | None = None,
    ) -> None:
        self._scene = scene
        self._perspective = perspective
        self._act = act
        self._dossiers = scene.dossiers(set(people))
        self._areas = Areas(scene.history, perspective)
        self._asked = standards_by_post(scene.law, perspective.as_of)
        self._tried: dict[tuple[UUID, UUID], tuple[Verdict, ...]] = {}

    def verdicts(self, entry: PoolEntry) -> tuple[Verdict, ...]:
        """What the standards of the post that somebody is planned for say of the person."""
        return self._once(self._taken(entry))

    def tried(self, person: UUID, post: UUID) -> tuple[Verdict, ...]:
        """What the standards of any post say of the person."""
        taken = uuid5(person, post.hex)
        known_at = self._perspective.known_at
        source = Source(Evidence.DECLARED, "")
        tenure = Tenure(
            id=taken, key=taken, person=person, post=post, act=self._act,
            validity=self._since, recorded_at=known_at, source=source,
        )  # fmt: skip
        return self._once(tenure)

    def areas_of(self, unit: UUID) -> frozenset[Area]:
        """In which areas the unit may lie on the day: people are tried alike within them."""
        return self._areas.of(unit)

    def _once(self, taken: Tenure) -> tuple[Verdict, ...]:
        place = (taken.person, taken.post)
        if place not in self._tried:
            self._tried[place] = self._try(taken)
        return self._tried[place]

    def _try(self, taken: Tenure) -> tuple[Verdict, ...]:
        scene, post = self._scene, self._scene.folded.posts[taken.post]
        dossier = self._dossiers[taken.person]
        dossier = dossier._replace(tenures=(*dossier.tenures, taken))
        seats, classes = scene.history.posts, scene.history.classes
        holder = Holder(  # with what the dossier points to alone: homes have very many
            dossier,
            post,
            {each.post: seats[each.post] for each in dossier.tenures},
            {each.training_class: classes[each.training_class] for each in dossier.attendances},
            self._areas.of(post.unit),
        )
        return check(
            holder=holder,
            standards=self._asked.get(post.title, ()),
            law=scene.law,
            perspective=self._perspective,
        )

    @property
    def _since(self) -> Validity:
        return Validity(begins=PartialDate.of(self._perspective.as_of))

    def _taken(self, entry: PoolEntry) -> Tenure:
        return Tenure(
            id=entry.id,
            key=entry.key,
            person=entry.person,
            post=entry.post,
            act=self._act,
            validity=self._since,
            recorded_at=entry.recorded_at,
            source=entry.source,
        )
