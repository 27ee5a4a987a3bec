"""The training plan with each person's reason, and the request for a new draft."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from canbo.accounts.roles import Permission
from canbo.cycle import access, operations
from canbo.engine.refusal import Refusal
from canbo.web.messages import sentence
from canbo.web.office.page import answers, office_page, said, show, wants_part
from canbo.web.office.plan_chart import chart_of
from canbo.web.office.plan_words import (
    GROUPS,
    LEVELS,
    STATUS,
    change_words,
    option_words,
    reason_words,
    stead_words,
)

FIRST = 50  # of who waits and of who goes that the first page lists


@answers("GET")
@office_page(permission=Permission.SEE_PLAN, here="plans")
def plans(request: HttpRequest) -> HttpResponse:
    """Lead to the newest year; without a catalogue say how to enter one."""
    years = access.plan_years(actor=request.actor)
    if years:
        query = request.page_view.query
        address = reverse("plan", args=[years[0]])
        return redirect(f"{address}?{query}" if query else address)
    return show(request, "plan", {"years": ()})


@answers("GET")
@office_page(permission=Permission.SEE_PLAN, here="plans")
def plan(request: HttpRequest, year: int) -> HttpResponse:
    """Show the newest draft of a year: classes with learners, and every need with its reason."""
    years = access.plan_years(actor=request.actor)
    if year not in years:
        return said(request, "not_found")
    found = access.get_plan(year=year, actor=request.actor, at=request.now)
    asked = access.last_request(year=year, actor=request.actor)
    refused = Refusal(asked.refusal_code, asked.refusal_data) if asked else None
    values = {
        "years": years,
        "year": year,
        "plan": found,
        "asked": asked,
        "refused": sentence(refused) if refused and refused.code else "",
        "may_draft": request.actor.may(Permission.MAKE_PLAN),
    }
    if found is None:
        values["given"] = access.get_catalogue(year=year, actor=request.actor)
    else:
        values |= shown_plan(found)
    if wants_part(request) and asked is not None and asked.is_under_way:
        return show(request, "part_drafting", values)
    if wants_part(request):
        response = HttpResponse(status=200)
        response["HX-Refresh"] = "true"
        return response
    return show(request, "plan", values)


def shown_plan(found: access.PlanView) -> dict[str, Any]:
    """Tell a plan: how well it is proven, whom it serves, the first of who waits and who goes."""
    waiting = [need for need in found.needs if not need.served]
    going = [need for need in found.needs if need.served]
    return {
        "status": STATUS.get(found.status, found.status),
        "chart": chart_of(found.story.get("history", ())),
        "levels": [
            (level, words, *found.story["levels"][level])
            for level, words in LEVELS.items()
            if level in found.story.get("levels", {})
        ],
        "shares": [
            (name, GROUPS[name], *numbers) for name, *numbers in found.story.get("shares", ())
        ],
        "seats": [(one, _shade(one)) for one in found.classes],
        "waiting": len(waiting),
        "going": len(going),
        "unserved": [
            (need, reason_words(need, found), option_words(need, found), change_words(need, found))
            for need in waiting[:FIRST]
        ],
        "served": [
            (need, reason_words(need, found), stead_words(need, found)) for need in going[:FIRST]
        ],
    }


def _shade(one: access.ClassView) -> int:
    """How full a class is, in five shades."""
    return min(4, 4 * one.people // one.offered.seats) if one.offered.seats else 0


@answers("POST")
@office_page(permission=Permission.MAKE_PLAN, here="plans")
def stop(request: HttpRequest, year: int) -> HttpResponse:
    """Tell the worker to end its search and keep the best plan so far."""
    if year not in access.plan_years(actor=request.actor):
        return said(request, "not_found")
    operations.stop_request(year=year, actor=request.actor)
    messages.success(request, "Đã báo máy dừng; phương án tốt nhất đến lúc này được giữ lại.")
    return redirect(reverse("plan", args=[year]))


@answers("POST")
@office_page(permission=Permission.MAKE_PLAN, here="plans")
def draft(request: HttpRequest, year: int) -> HttpResponse:
    """Ask the worker for a new draft from the facts of this page's perspective."""
    try:
        operations.request_draft(
            year=year,
            perspective=request.page_view.perspective,
            actor=request.actor,
            at=request.now,
        )
        messages.success(request, "Đã giao máy lập lại kế hoạch; trang tự mở kết quả khi xong.")
    except Refusal as refusal:
        if refusal.code == "no_catalogue":
            return said(request, "not_found")
        messages.error(request, sentence(refusal))
    query = request.page_view.query
    address = reverse("plan", args=[year])
    return redirect(f"{address}?{query}" if query else address)
