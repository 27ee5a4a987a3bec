"""Needs of training from verdicts: whoever does not meet a standard needs the course that mends it.

Missing data is no need: nobody is sent to a class because his file is incomplete.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from canbo.engine.facts import AttainmentState, AttendanceOutcome, Post, Scale, Snapshot
from canbo.engine.law import Answer, Course, Law, Standard, Verdict

UNMET = frozenset({Answer.NOT_MET, Answer.NOT_YET})

# How heavily an unmet standard weighs by the post it belongs to (planning: severity).
SEVERITY_KEY, SEVERITY_LEADER, SEVERITY_OTHER = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a need exists: one standard that one post's holder does not meet."""

    standard: str
    post: UUID
    dimension: str
    required: str
    held: str


@dataclass(frozen=True, slots=True)
class TrainingNeed:
    """A person needs a course; `severity` is the heaviest of its grounds."""

    person: UUID
    course: str
    severity: int
    grounds: tuple[Ground, ...]


def courses_under_way(folded: Snapshot, law: Law, as_of: date) -> frozenset[tuple[UUID, str]]:
    """Find who already studies which course: by a class that ends on `as_of` or later and was not
    left, or by a level that the file says is being studied.
    """
    attended = {
        (attendance.person, folded.classes[attendance.training_class].course)
        for attendance in folded.attendances
        if attendance.outcome is AttendanceOutcome.ENROLLED
        and (last := folded.classes[attendance.training_class].last_day) is not None
        and last >= as_of
    }
    studied = {
        (attainment.person, course.code)
        for attainment in folded.attainments
        if attainment.state is AttainmentState.STUDYING
        for course in law.courses.values()
        if course.gives == attainment.level
    }
    return frozenset(attended | studied)


def needs_from_verdicts(
    verdicts: Iterable[Verdict],
    law: Law,
    posts: Mapping[UUID, Post],
    under_way: Collection[tuple[UUID, str]] = (),
) -> tuple[TrainingNeed, ...]:
    """Turn unmet standards into needs, one per person and course, ordered by person and course.

    A standard that no course of the law's list can mend (age, a degree) gives no need, nor does
    one whose course the person already attends (`under_way`). Where a standard asks for named
    courses, each is a need of its own.
    """
    grounds: dict[tuple[UUID, str], list[tuple[int, Ground]]] = {}
    for verdict in verdicts:
        if verdict.answer not in UNMET or verdict.standard.requirement.entry_only:
            continue
        severity = post_severity(posts[verdict.post], law)
        ground = Ground(
            verdict.standard.id,
            verdict.post,
            verdict.standard.dimension.value,
            verdict.required,
            verdict.held,
        )
        for course in mending_courses(verdict.standard, law):
            if (verdict.person, course) in under_way:
                continue
            grounds.setdefault((verdict.person, course), []).append((severity, ground))
    return tuple(
        TrainingNeed(person, course, max(s for s, _ in found), tuple(g for _, g in found))
        for (person, course), found in sorted(
            grounds.items(), key=lambda item: (str(item[0][0]), item[0][1])
        )
    )


def post_severity(post: Post, law: Law) -> int:
    """Weigh a post: key officials first, other heads and deputies next."""
    title = law.posts.get(post.title)
    if title is None:
        return SEVERITY_OTHER
    if title.is_key:
        return SEVERITY_KEY
    return SEVERITY_LEADER if title.is_head or title.is_deputy else SEVERITY_OTHER


def mending_courses(standard: Standard, law: Law) -> tuple[str, ...]:
    """Name the courses that lead to what the standard asks for.

    For a level: the course that gives the least sufficient level that any course gives, else the
    first course that may stand in for it; for named courses: themselves.
    """
    requirement = standard.requirement
    if requirement.courses:
        return requirement.courses
    level = law.levels.get(requirement.level)
    if level is None:
        return ()
    giving = _courses_by_rank(law.courses.values(), law, level.scale)
    enough = [rank for rank in giving if rank >= level.rank]
    if enough:
        return (min(giving[min(enough)]),)
    return requirement.or_courses[:1]


def _courses_by_rank(courses: Iterable[Course], law: Law, scale: Scale) -> dict[int, list[str]]:
    by_rank: dict[int, list[str]] = {}
    for course in courses:
        level = law.levels.get(course.gives)
        if level is not None and level.scale is scale:
            by_rank.setdefault(level.rank, []).append(course.code)
    return by_rank
