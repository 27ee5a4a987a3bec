"""Facts, verdicts and traces as plain words, for a judge that knows nothing of the engine."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from canbo.engine.facts import ParticularKind, Snapshot, Tenure
from canbo.engine.law import Verdict
from canbo.engine.timeline import PartialDate, Perspective, Validity, known


def plain_case(
    snapshot: Snapshot, verdict_post: UUID, person: UUID, at: Perspective
) -> dict[str, Any]:
    """Everything known of one holder of a post, in plain words; areas are added by the caller."""
    posts = snapshot.posts_on(at)
    title = posts[verdict_post].title
    mine = [fact for fact in known(snapshot.tenures, at.known_at) if fact.person == person]
    same = [fact for fact in mine if posts[fact.post].title == title]
    particulars = [
        fact for fact in known(snapshot.particulars, at.known_at) if fact.person == person
    ]
    return {
        "title": title,
        "as_of": at.as_of,
        "tenures": [_tenure(fact, verdict_post) for fact in same],
        "births": [
            {"id": fact.id, "value": _days(PartialDate.parse(fact.value))}
            for fact in particulars
            if fact.kind is ParticularKind.BIRTH
        ],
        "sexes": [
            {"id": fact.id, "value": fact.value}
            for fact in particulars
            if fact.kind is ParticularKind.SEX
        ],
        "levels": [
            {
                "id": fact.id,
                "code": fact.level,
                "state": fact.state.value,
                **_validity(fact.validity),
            }
            for fact in known(snapshot.attainments, at.known_at)
            if fact.person == person
        ],
        "sat": [
            {
                "id": fact.id,
                "course": snapshot.classes[fact.training_class].course,
                "outcome": fact.outcome.value,
                "last": snapshot.classes[fact.training_class].last_day,
            }
            for fact in known(snapshot.attendances, at.known_at)
            if fact.person == person
        ],
    }


def _tenure(fact: Tenure, post: UUID) -> dict[str, Any]:
    return {
        "id": fact.id,
        "post": fact.post,
        "mine": fact.post == post,
        "act": fact.act.value if fact.act else None,
        **_validity(fact.validity),
    }


def _validity(validity: Validity) -> dict[str, Any]:
    return {
        "begins": _days(validity.begins),
        "ends": _days(validity.ends),
        "known_by": validity.known_by,
    }


def _days(written: PartialDate | None) -> Any:
    return (written.earliest, written.latest) if written else None


def plain_trace(verdict: Verdict) -> dict[str, Any]:
    """A verdict and its trace in plain words."""
    trace = verdict.trace
    return {
        "rule": verdict.standard.id,
        "answer": verdict.answer.value,
        "plain": trace.plain.value if trace.plain else None,
        "appointed": trace.appointed,
        "says": {each.fact: each.bearing.value for each in trace.considered},
        "by": {each.fact: each.by for each in trace.considered if each.by},
        "days": {each.fact: each.day for each in trace.considered},
        "by_area": {area.value: (rule, answer.value) for area, rule, answer in trace.by_area},
    }
