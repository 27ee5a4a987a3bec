"""Forecasts as JSON documents; the keys are a contract."""

from __future__ import annotations

from typing import Any

from canbo.engine.forecast import Span
from canbo.engine.timeline import Perspective
from canbo.reporting.forecasts.succession import BenchView, PostView
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


def bench_document(found: BenchView, *, perspective: Perspective, law: str) -> dict[str, Any]:
    """One document of the bench of a term."""
    return {
        **_seen(perspective, law),
        "term_from": found.day.isoformat(),
        "behind_each": found.behind_each,
        "places": found.wanted,
        "ready": found.filled,
        "ready_after_training": found.after,
        "key_posts": found.key_posts,
        "planned": found.planned,
        "hidden": found.hidden,
        "posts": [_bench_post(each) for each in found.posts],
        "training": [
            {
                "person": str(each.person),
                "name": each.name,
                "courses": list(each.courses),
                "post": each.post,
                "unit": each.unit,
            }
            for each in found.studies
        ],
    }


def _bench_post(post: PostView) -> dict[str, Any]:
    return {
        "post": str(post.post),
        "title": post.title,
        "unit": post.unit,
        "lacking": post.lacking,
        "short": post.is_short,
        "candidates": [
            {
                "person": str(each.person),
                "name": each.name,
                "fit": each.fit.value,
                "courses": list(each.courses),
                "reasons": list(each.reasons),
            }
            for each in post.candidates
        ],
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
