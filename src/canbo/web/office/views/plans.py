"""The training plan with each person's reason, and the request for a new draft."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from canbo.accounts.roles import Permission
from canbo.cycle import access, operations
from canbo.engine.refusal import Refusal
from canbo.web.messages import sentence
from canbo.web.office.page import answers, office_page, said, show, wants_part
from canbo.web.office.plan_words import STATUS, option_words, reason_words


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
        values["status"] = STATUS.get(found.status, found.status)
        values["unserved"] = [
            (need, reason_words(need, found), option_words(need, found))
            for need in found.needs
            if not need.served
        ]
        values["served"] = [
            (need, reason_words(need, found)) for need in found.needs if need.served
        ]
    if wants_part(request) and asked is not None and asked.is_under_way:
        return show(request, "part_drafting", values)
    if wants_part(request):
        response = HttpResponse(status=200)
        response["HX-Refresh"] = "true"
        return response
    return show(request, "plan", values)


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
