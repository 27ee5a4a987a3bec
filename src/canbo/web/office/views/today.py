"""The first page: what waits for this person today, what changed since the last visit, what lies
ahead, and one's figures. The slower parts come one by one after the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from canbo.accounts.roles import Permission
from canbo.cycle import access as cycle
from canbo.engine.figures import HEADLINES
from canbo.law import load
from canbo.records import access as records
from canbo.records.access import drafts as drafts_access
from canbo.records.access import imports as imports_access
from canbo.records.access import merging
from canbo.records.operations import LOOKED_AT
from canbo.reporting import access as reporting
from canbo.reporting import pins
from canbo.reporting.compliance import compliance
from canbo.reporting.forecasts.access import Question, outlook
from canbo.reporting.forecasts.views import Part
from canbo.web.office import today_words as words
from canbo.web.office.figure_question import asked_window
from canbo.web.office.page import answers, office_page, said, show, wants_part

LAST_VISIT = "last_visit"  # in the session: when the user signed in before, as ISO text
AHEAD = timedelta(days=365)
RECENT = timedelta(days=30)  # what counts as new at the first visit
MOST_AHEAD = 6  # people named of those who retire next

Plan = cycle.PlanStanding | None
Rotation = cycle.RotationStanding | None


@answers("GET")
@office_page(permission=Permission.SEE_OFFICIALS, here="today")
def today(request: HttpRequest) -> HttpResponse:
    """Show what waits for a decision, and what others did since one was here last."""
    visited = last_visit(request)
    since = visited or request.now - RECENT
    plan, rotation = _standing(request)
    values = {
        "duties": [*_files(request), *_plans(request, plan, rotation)],
        "visited": visited,
        "since": since,
        "news": _news(request, since, plan, rotation),
        "has_records": request.actor.may(Permission.IMPORT),
        "has_figures": request.actor.may(Permission.SEE_FIGURES),
    }
    return show(request, "today", values)


def last_visit(request: HttpRequest) -> datetime | None:
    """When the user signed in before this time; None at the first."""
    text = request.session.get(LAST_VISIT, "")
    return datetime.fromisoformat(text) if text else None


def _files(request: HttpRequest) -> Iterator[words.Duty]:
    """One's own files that wait: for columns, for decisions, for the word to store them."""
    if request.actor.may(Permission.IMPORT):
        waiting = drafts_access.list_drafts(actor=request.actor, kinds=LOOKED_AT)
        yield from (words.of_file(one) for one in waiting if not one.is_under_way)


def _standing(request: HttpRequest) -> tuple[Plan, Rotation]:
    if not request.actor.may(Permission.SEE_PLAN):
        return None, None
    actor = request.actor
    return cycle.plan_standing(actor=actor), cycle.rotation_standing(actor=actor)


def _plans(request: HttpRequest, plan: Plan, rotation: Rotation) -> Iterator[words.Duty]:
    """A plan that is not drafted yet, is older than its catalogue, or could not be made."""
    if plan is not None:
        yield from words.of_plan(plan, may_make=request.actor.may(Permission.MAKE_PLAN))
    if rotation is not None and rotation.refusal_code:
        yield words.of_rotation(rotation)


def _news(
    request: HttpRequest, since: datetime, plan: Plan, rotation: Rotation
) -> list[words.News]:
    """What was stored, undone or drafted since, the newest first."""
    found: list[words.News] = []
    if plan is not None and plan.drafted_at is not None:
        found.append(words.plan_drafted(plan, plan.drafted_at))
    if rotation is not None and rotation.recorded_at is not None:
        found.append(words.rotation_drafted(rotation.recorded_at))
    found = [one for one in found if one.at > since]
    if request.actor.may(Permission.IMPORT):
        imports = imports_access.imports_since(actor=request.actor, at=request.now, since=since)
        found += [words.of_import(one, since) for one in imports]
    return sorted(found, key=lambda one: one.at, reverse=True)


@answers("GET")
@office_page(permission=Permission.SEE_OFFICIALS, here="today")
def part(request: HttpRequest, part: str) -> HttpResponse:
    """Show one of the slower parts; whoever opens its address alone is led to the whole page."""
    if part not in _PARTS:
        return said(request, "not_found")
    right, template, values = _PARTS[part]
    if not request.actor.may(right):
        return said(request, "forbidden")
    if not wants_part(request):
        query = request.page_view.query
        return redirect(f"{reverse('today')}?{query}" if query else "today")
    return show(request, template, values(request))


def _records(request: HttpRequest) -> dict[str, Any]:
    """What in the records waits to be settled: posts in units that are gone, records met twice."""
    day = request.page_view.perspective.as_of
    who = {"actor": request.actor, "at": request.now}
    held = records.waiting_holders(**who, day=day, law=load())
    pairs = merging.list_duplicates(**who, perspective=request.page_view.perspective, size=1)
    return {"held": len(held.holders), "pairs": pairs.total, "is_least": pairs.cut}


def _standards(request: HttpRequest) -> dict[str, Any]:
    """Who meets the standards, and which deadlines come within a year."""
    perspective = request.page_view.perspective
    found = compliance(actor=request.actor, at=request.now, perspective=perspective)
    return {
        "found": found,
        "gaps": [cell for cell in found.totals if cell.not_met or cell.not_yet or cell.missing],
        "deadlines": [one for one in found.deadlines if one[0] <= perspective.as_of + AHEAD],
    }


def _retirements(request: HttpRequest) -> dict[str, Any]:
    """Who retires to the end of the forecast's first year, the first of them by name."""
    question = Question(perspective=request.page_view.perspective, years=1)
    ahead = outlook(actor=request.actor, at=request.now, question=question)
    rows = [row for row in ahead.part(Part.RETIREMENTS).rows if row.span is not None]
    first = sorted(rows, key=lambda row: row.span)[:MOST_AHEAD]
    return {"last": ahead.last, "retiring": first, "retire": len(rows)}


def _figures(request: HttpRequest) -> dict[str, Any]:
    """One's pinned figures, or the headlines."""
    pinned = pins.pinned(request.actor)
    asked = asked_window(request)
    found = reporting.figures(
        actor=request.actor, at=request.now, perspective=request.page_view.perspective,
        window=asked.window, names=pinned or HEADLINES,
    )  # fmt: skip
    return {"figures": found, "has_pins": bool(pinned)}


_PARTS = {
    "ho-so": (Permission.IMPORT, "part_today_records", _records),
    "dat-chuan": (Permission.SEE_OFFICIALS, "part_today_standards", _standards),
    "nghi-huu": (Permission.SEE_FIGURES, "part_today_retirements", _retirements),
    "so-lieu": (Permission.SEE_FIGURES, "part_today_figures", _figures),
}
