"""The JSON document of what an act would change; its keys are a contract with other programs."""

from __future__ import annotations

from datetime import date
from typing import Any

from canbo.engine.law import Answer
from canbo.reporting.consequences import Consequences
from canbo.reporting.fact_words import FactLine
from canbo.reporting.figure_changes import FigureChange
from canbo.reporting.plan_changes import StalePlan
from canbo.reporting.turning import VerdictChange


def consequences_document(found: Consequences) -> dict[str, Any]:
    """Write consequences as one document; what does not apply is null."""
    return {
        "facts": [
            {"before": fact_document(one.before), "after": fact_document(one.after)}
            for one in found.facts
        ],
        "verdicts": [_verdict(one, found) for one in found.verdicts],
        "figures": [_figure(one, found) for one in found.figures],
        "plans": [_plan(one, found) for one in found.plans],
        "compared_on": [moment.as_of.isoformat() for moment in found.moments],
        "hidden": found.hidden,
    }


def fact_document(line: FactLine | None) -> dict[str, Any] | None:
    """Write one fact; null for none."""
    if line is None:
        return None
    return {
        "kind": line.kind.value,
        "id": str(line.id),
        "key": str(line.key),
        "person": str(line.person) if line.person else None,
        "name": line.name,
        "values": dict(line.values),
        "words": line.words,
        "when": line.when,
        "source": line.source,
    }


def _verdict(one: VerdictChange, found: Consequences) -> dict[str, Any]:
    return {
        "person": str(one.person),
        "name": found.names.get(one.person, ""),
        "post": found.posts[one.post],
        "dimension": one.dimension.value,
        "from": _day(one.begins),
        "to": _day(one.ends),
        "before": _answer(one.before),
        "after": _answer(one.after),
        "required": one.verdict.required,
        "held": one.verdict.held,
    }


def _figure(one: FigureChange, found: Consequences) -> dict[str, Any]:
    window = one.moment.window
    people = {
        name: [{"person": str(each), "name": found.names.get(each, "")} for each in listed]
        for name, listed in (
            ("entering", one.entering),
            ("leaving", one.leaving),
            ("changing", one.changing),
        )
    }
    return {
        "name": one.name,
        "label": one.label,
        "kind": one.kind.value,
        "as_of": one.moment.as_of.isoformat(),
        "from": window.first.isoformat(),
        "to": window.last.isoformat(),
        "before": one.before,
        "after": one.after,
        **people,
        "hidden": one.hidden,
    }


def _plan(one: StalePlan, found: Consequences) -> dict[str, Any]:
    return {
        "year": one.year,
        "as_of": one.as_of.isoformat(),
        "recorded_at": one.recorded_at.isoformat(),
        "needs": [
            {
                "person": str(need.person),
                "name": found.names.get(need.person, ""),
                "course": need.course,
                "before": need.before,
                "after": need.after,
                "moved": need.moved,
            }
            for need in one.needs
        ],
        "hidden": one.hidden,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _answer(answer: Answer | None) -> str | None:
    return answer.value if answer else None
