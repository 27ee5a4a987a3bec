"""The JSON documents of figures and verdicts: their keys are a contract with other programs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from canbo.engine.figures import Kind
from canbo.engine.timeline import Perspective
from canbo.reporting.views import FigureRowView, FigureView, UnitLineView, VerdictView


def figures_document(
    figures: Iterable[FigureView],
    *,
    perspective: Perspective,
    law: str,
    rebase_to: date | None = None,
) -> dict[str, Any]:
    """Write figures as one document; what does not apply is null.

    Asked for by the units of another day, the document names it and each figure has its lines.
    """
    head = _seen_from(perspective, law)
    if rebase_to is not None:
        head["rebase_to"] = rebase_to.isoformat()
    return head | {"figures": [_figure(one) for one in figures]}


def verdicts_document(
    verdicts: Iterable[VerdictView], *, perspective: Perspective, law: str
) -> dict[str, Any]:
    """Write verdicts as one document; `required` and `held` are the law's codes or numbers."""
    return _seen_from(perspective, law) | {"verdicts": [_verdict(one) for one in verdicts]}


def _seen_from(perspective: Perspective, law: str) -> dict[str, Any]:
    return {
        "as_of": perspective.as_of.isoformat(),
        "known_at": perspective.known_at.isoformat(),
        "law": law,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _figure(view: FigureView) -> dict[str, Any]:
    rows = None if view.rows is None else [_row(row, view) for row in view.rows]
    lines = {} if view.by_unit is None else {"by_unit": [_line(one) for one in view.by_unit]}
    return (
        lines
        | {
            "name": view.name,
            "label": view.label,
            "kind": view.kind.value,
            "value": view.value,
            "unit": view.unit,
            "qualifier": view.qualifier,
            "display": view.display,
            "from": _day(view.first),
            "to": _day(view.last),
            "base": {"label": view.base.label, "count": view.base.count} if view.base else None,
            "numerator": view.numerator,
            "missing": view.missing,
            "definition": view.definition,
            "rows": rows,
        }
        | _more(view)
    )


def _more(view: FigureView) -> dict[str, Any]:
    """What only some figures have: their parts, the same figure a year before."""
    more: dict[str, Any] = {}
    if view.split:
        more["split"] = view.split
        more["parts"] = [
            {"code": one.code, "label": one.words, "value": one.value, "display": one.display}
            for one in view.parts
        ]
    if view.year_before is not None:
        old = view.year_before
        more["year_before"] = {
            "as_of": old.as_of.isoformat(), "from": _day(old.first), "to": _day(old.last),
            "value": old.value, "display": old.display,
        }  # fmt: skip
    return more


def _line(line: UnitLineView) -> dict[str, Any]:
    return {
        "kind": line.kind.value,
        "unit": str(line.unit) if line.unit else None,
        "code": line.code,
        "name": line.name,
        "value": line.value,
        "display": line.display,
        "rows": line.count,
        "was": list(line.was),
        "may_be": list(line.may_be),
    }


def _row(row: FigureRowView, view: FigureView) -> dict[str, Any]:
    document: dict[str, Any] = {
        "id": str(row.id),
        "person": str(row.person) if row.person else None,
        "name": row.name,
        "source": row.source,
    }
    if view.kind is Kind.SHARE:
        document["met"] = row.met
    if view.by_unit is not None:
        document["unit"] = row.counted_under
    return document


def _verdict(view: VerdictView) -> dict[str, Any]:
    document = {
        "person": str(view.person),
        "name": view.name,
        "unit": view.unit,
        "post": view.post,
        "dimension": view.dimension.value,
        "answer": view.answer.value,
        "required": view.required,
        "held": view.held,
        "text": view.text,
        "article": view.article,
        "evidence": view.evidence.value,
        "from": _day(view.begins),
        "grace_until": _day(view.grace_until),
    }
    if view.set_by:  # the promised keys are the same for everybody under shipped law
        document["set_by"] = view.set_by
    return document
