"""Joins names, posts and legal texts in words to the verdicts of the law."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from canbo.engine.facts import Snapshot
from canbo.engine.law import Answer, Dimension, Law, Verdict
from canbo.engine.vietnamese import name_sort_key
from canbo.reporting.figures import UNNAMED
from canbo.reporting.law_lines import set_by_words
from canbo.reporting.views import VerdictView
from canbo.reporting.words import ANSWERS, DIMENSIONS, held_words, required_words

_PLACES = {dimension: place for place, dimension in enumerate(Dimension)}


def verdict_view(
    verdict: Verdict,
    *,
    law: Law,
    snapshot: Snapshot,
    people: Mapping[UUID, str],
    units: Mapping[UUID, str],
) -> VerdictView:
    """Put one verdict into words; `people` and `units` are the names on the day."""
    standard, post = verdict.standard, snapshot.posts[verdict.post]
    title = law.posts.get(post.title)
    return VerdictView(
        person=verdict.person,
        name=people.get(verdict.person, UNNAMED),
        unit=units.get(post.unit, snapshot.units[post.unit].code),
        post=title.name if title else post.title_as_written,
        dimension=standard.dimension,
        dimension_words=DIMENSIONS[standard.dimension],
        answer=verdict.answer,
        answer_words=ANSWERS[verdict.answer],
        required=verdict.required,
        required_words=required_words(standard.requirement, law),
        held=verdict.held,
        held_words=held_words(verdict, law),
        text=law.texts[standard.citation.text].number,
        article=standard.citation.article,
        evidence=standard.citation.evidence,
        begins=standard.in_force.begins,
        grace_until=verdict.deadline or standard.grace_until,
        reason=verdict.reason,
        facts=verdict.facts,
        set_by=set_by_words(standard.citation, law),
    )


def of_people_with(
    views: list[VerdictView], dimension: Dimension | None, answer: Answer | None
) -> list[VerdictView]:
    """Keep what is said of the people who have the answer in the dimension (None: in any)."""
    people = {
        view.person
        for view in views
        if dimension in (None, view.dimension) and answer in (None, view.answer)
    }
    return [view for view in views if view.person in people]


def in_list_order(views: list[VerdictView]) -> tuple[VerdictView, ...]:
    """Order verdicts as lists of people are: unit, given name, post, dimension."""
    return tuple(
        sorted(
            views,
            key=lambda view: (
                view.unit,
                name_sort_key(view.name),
                str(view.person),
                view.post,
                _PLACES[view.dimension],
            ),
        )
    )
