"""Forecasts as JSON documents; the keys are a contract."""

from __future__ import annotations

from typing import Any

from canbo.engine.forecast import Span
from canbo.engine.timeline import Perspective
from canbo.reporting.forecasts.views import BacktestView, ForecastView, PartView, RowView


def forecast_document(
    found: ForecastView, *, perspective: Perspective, law: str, with_rows: bool
) -> dict[str, Any]:
    """One document of a forecast; ranges are pairs [sure, possible]."""
    return {
        **_seen(perspective, law),
        "until": found.last.isoformat(),
        "years": list(found.years),
        "parts": {each.part.name.lower(): _part(each, with_rows) for each in found.parts},
    }


def backtest_document(
    found: BacktestView, *, perspective: Perspective, law: str, with_rows: bool
) -> dict[str, Any]:
    """One document of a backtest."""
    return {
        **_seen(perspective, law),
        "from": found.window.first.isoformat(),
        "to": found.window.last.isoformat(),
        "holders": {
            "known_then": found.holders_then,
            "known_now": found.holders_now,
            "with_standards": found.judged_then,
        },
        "scores": [
            {
                "name": each.code,
                "label": each.label,
                "predicted": list(each.said),
                "happened": each.happened,
                "hits": list(each.hits),
                "missed": each.missed,
                "too_many": list(each.too_many),
            }
            for each in found.scores
        ],
        "cautions": list(found.cautions),
        "rows": _rows(found.part) if with_rows else None,
    }


def _seen(perspective: Perspective, law: str) -> dict[str, Any]:
    return {
        "as_of": perspective.as_of.isoformat(),
        "known_at": perspective.known_at.isoformat(),
        "law": law,
    }


def _part(found: PartView, with_rows: bool) -> dict[str, Any]:
    return {
        "label": found.label,
        "definition": found.says,
        "lines": [
            {
                "name": each.code or None,
                "label": each.label,
                "due": list(each.due),
                "by_year": {str(year): list(count) for year, count in each.by_year},
                "total": list(each.total),
                "note": each.note,
            }
            for each in found.lines
        ],
        "months": [
            {
                "month": each.first.isoformat()[:7],
                "people": list(each.people),
                "women": list(each.women),
                "key_officials": list(each.key_posts),
            }
            for each in found.months
        ],
        "count": found.counted,
        "rows": _rows(found) if with_rows else None,
    }


def _rows(found: PartView) -> list[dict[str, Any]]:
    return [_row(each) for each in found.rows]


def _row(row: RowView) -> dict[str, Any]:
    return {
        "person": str(row.person),
        "name": row.name,
        "post": row.post,
        "unit": row.unit,
        "line": row.subject,
        "when": _days(row.span),
        "sure": row.sure,
        "key": row.is_key,
        "detail": row.detail,
        "candidates": sorted(str(each) for each in row.candidates),
        "ready": sorted(str(each) for each in row.ready),
    }


def _days(span: Span | None) -> list[str] | None:
    return None if span is None else [span.first.isoformat(), span.last.isoformat()]
