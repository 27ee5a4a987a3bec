"""The standards of a post on a day, the days on which they change, and what differs then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from canbo.engine.law import Law, LegalEvidence, PostTitle, Standard, standards_by_post
from canbo.engine.law.changes import ChangeKind, changes
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import Period
from canbo.reporting.words import AREAS, DIMENSIONS, required_words

_OTHER_RULES = (
    "retirement", "planning", "steps", "training", "costs", "moves", "ratings", "rating_levels",
    "pay", "head_counts", "lists", "post_sets",
)  # fmt: skip
_NOTHING: dict[str, Any] = dict.fromkeys(_OTHER_RULES, ())
_CHANGES = {
    ChangeKind.BEGAN: "Mới có",
    ChangeKind.ENDED: "Không còn",
    ChangeKind.CHANGED: "Thay đổi",
    ChangeKind.KEPT: "Giữ nguyên, văn bản khác",
}


class PostUnknown(Refusal):
    """The law has no post with this code (`law_post_unknown`)."""

    def __init__(self, code: str) -> None:
        super().__init__("law_post_unknown", {"post": code, "near": "X01, X05, Y3"})


@dataclass(frozen=True, slots=True)
class StandardRow:
    """One standard in words; `last` is the last day in force, None where the end is open."""

    id: str
    dimension: str
    area: str
    required: str
    text: str
    title: str
    article: str
    is_seen: bool
    first: date | None
    last: date | None
    grace_until: date | None
    grace_years: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What happened to one standard between two days."""

    what: str
    dimension: str
    area: str
    before: StandardRow | None
    after: StandardRow | None


@dataclass(frozen=True, slots=True)
class PostStandards:
    """A post's standards on a day; `days` are those from which other standards are in force."""

    post: PostTitle
    day: date
    rows: tuple[StandardRow, ...]
    days: tuple[date, ...]
    differences: tuple[Difference, ...]


def post_standards(law: Law, code: str, day: date, other: date | None = None) -> PostStandards:
    """Tell a post's standards on a day, and against another day. Raises PostUnknown."""
    post = law.posts.get(code)
    if post is None:
        raise PostUnknown(code)
    mine = tuple(
        replace(each, posts=frozenset({code})) for each in law.standards if code in each.posts
    )
    law_of_post = replace(law, standards=mine, **_NOTHING)
    in_force = standards_by_post(law_of_post, day).get(code, ())
    return PostStandards(
        post,
        day,
        tuple(_row(law, each) for each in in_force),
        change_days(each.in_force for each in mine),
        () if other is None else _differences(law_of_post, other, day),
    )


def change_days(periods: Iterable[Period]) -> tuple[date, ...]:
    """The first days of what began, and the first days after what ended."""
    days = {day for period in periods for day in (period.begins, period.ends) if day is not None}
    return tuple(sorted(days))


def posts_with_standards(law: Law, day: date) -> tuple[tuple[PostTitle, int], ...]:
    """The posts that lists have on a day or that are asked something, with how many standards."""
    by_post = standards_by_post(law, day)
    return tuple(
        (post, len(by_post.get(code, ())))
        for code, post in law.posts.items()
        if code in by_post or any(code in each.posts for each in law.standards)
    )


def _differences(law: Law, first: date, second: date) -> tuple[Difference, ...]:
    found = []
    for change in changes(law, first, second):
        rule = change.after or change.before
        if isinstance(rule, Standard):
            before, after = (
                _row(law, each) if isinstance(each, Standard) else None
                for each in (change.before, change.after)
            )
            words = DIMENSIONS[rule.dimension], AREAS[rule.area]
            found.append(Difference(_CHANGES[change.kind], *words, before, after))
    return tuple(found)


def _row(law: Law, standard: Standard) -> StandardRow:
    text = law.texts[standard.citation.text]
    ends = standard.in_force.ends
    return StandardRow(
        id=standard.id,
        dimension=DIMENSIONS[standard.dimension],
        area=AREAS[standard.area],
        required=required_words(standard.requirement, law),
        text=text.number,
        title=text.title,
        article=standard.citation.article,
        is_seen=standard.citation.evidence is LegalEvidence.SEEN,
        first=standard.in_force.begins,
        last=ends - timedelta(days=1) if ends else None,
        grace_until=standard.grace_until,
        grace_years=standard.grace_years,
    )
