"""What if one number were another: ask for a trial, hold it beside the plan, keep it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from canbo.accounts.roles import Permission
from canbo.cycle import access, operations
from canbo.engine.planning.trial import Edit, Number, TrialRefused, number_of
from canbo.engine.refusal import Refusal
from canbo.engine.vietnamese import clean
from canbo.web.messages import sentence
from canbo.web.office.page import answers, office_page, refused, said, show, wants_part
from canbo.web.office.plan_words import STATUS, edit_words
from canbo.web.office.views.plan_comparing import differences

_HEADS = {
    Number.SEATS: "Số chỗ của lớp",
    Number.QUOTA: "Chỉ tiêu",
    Number.BUDGET: "Kinh phí (đồng)",
    Number.COVER: "Số người được vắng của đơn vị",
}


@answers("GET", "POST")
@office_page(permission=Permission.SEE_PLAN, here="plans")
def trials(request: HttpRequest, year: int) -> HttpResponse:
    """Offer the numbers that may be tried, and the scenarios that are kept."""
    plan = access.get_plan(year=year, actor=request.actor, at=request.now)
    if plan is None:
        return said(request, "not_found")
    if request.method == "POST":
        return _ask(request, plan)
    values = {
        "plan": plan, "year": year, "groups": _numbers(request, plan),
        "kept": access.kept_trials(year=year, actor=request.actor),
        "may_try": request.actor.may(Permission.MAKE_PLAN),
    }  # fmt: skip
    return show(request, "plan_trials", values)


def _numbers(
    request: HttpRequest, plan: access.PlanView
) -> list[tuple[str, list[tuple[str, str, int]]]]:
    """List the numbers of a catalogue by kind: (what the form sends, words, as it stands)."""
    given = plan.catalogue
    units = access.unit_codes(actor=request.actor, plan=plan)
    named = {
        Number.SEATS: [(one.code, one.name) for one in given.classes],
        Number.QUOTA: [(one.code, _quota(one.code, plan)) for one in given.quotas],
        Number.BUDGET: [(one.code, one.name) for one in given.sources if one.year == given.year],
        Number.COVER: list(units),
    }
    return [
        (_HEADS[number], [
            (f"{number.value}:{key}", words, number_of(given, number, key) or 0)
            for key, words in listed
        ])
        for number, listed in named.items()
    ]  # fmt: skip


def _quota(code: str, plan: access.PlanView) -> str:
    edit = Edit(Number.QUOTA, code, 0)
    return edit_words(edit, plan).partition(":")[0].removeprefix("chỉ tiêu ")


def _ask(request: HttpRequest, plan: access.PlanView) -> HttpResponse:
    """Hand a trial to the worker."""
    address = reverse("plan_trials", args=[plan.year])
    if not request.actor.may(Permission.MAKE_PLAN):
        return said(request, "forbidden")
    number, _, key = clean(request.POST.get("so", ""))[:200].partition(":")
    value = clean(request.POST.get("gia_tri", "")).replace(".", "")
    if number not in tuple(Number) or not value.isdecimal() or len(value) > 13:
        messages.error(request, "Chưa thử được: hãy chọn một con số và ghi số nguyên mới.")
        return redirect(address)
    try:
        edit = Edit(Number(number), key, int(value))
        asked = operations.request_trial(
            base=plan.id, edit=edit, actor=request.actor, at=request.now
        )
    except TrialRefused as refusal:
        return refused(request, refusal, address)
    return redirect(reverse("trial_waiting", args=[asked]))


@answers("GET")
@office_page(permission=Permission.SEE_PLAN, here="plans")
def waiting(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Show how far a trial is; lead to it when it is there."""
    asked = access.get_request(request=request_id, actor=request.actor)
    if asked is None:
        return said(request, "not_found")
    if asked.made is not None and not asked.is_under_way:
        address = reverse("plan_trial", args=[asked.made])
        is_part = wants_part(request)
        return HttpResponseClientRedirect(address) if is_part else redirect(address)
    is_lost = asked.is_under_way and request.now - asked.requested_at > operations.STALLED_AFTER
    code = "trial_stalled" if is_lost else asked.refusal_code
    values = {
        "refused": sentence(Refusal(code, asked.refusal_data)) if code else "",
        "year": asked.year, "is_under_way": asked.is_under_way and not is_lost,
    }  # fmt: skip
    if wants_part(request):
        return show(request, "part_trying" if values["is_under_way"] else "part_tried", values)
    return show(request, "trial_waiting", values)


@answers("GET")
@office_page(permission=Permission.SEE_PLAN, here="plans")
def trial(request: HttpRequest, trial: UUID) -> HttpResponse:
    """Hold a trial beside its plan, person by person: who gains, who loses, and why."""
    found = access.get_trial(trial=trial, actor=request.actor, at=request.now)
    if found is None:
        return said(request, "not_found")
    page = differences(request, found)
    values = {
        "found": found, "year": found.base.year,
        "edits": [edit_words(edit, found.base) for edit in found.trial.edits],
        "gained": (found.trial.objective or 0) - (found.base.objective or 0),
        "status": STATUS.get(found.trial.status, found.trial.status),
        "may_keep": request.actor.may(Permission.MAKE_PLAN) and not found.name,
    }  # fmt: skip
    return show(request, "plan_trial", {**values, **page})


@answers("POST")
@office_page(permission=Permission.MAKE_PLAN, here="plans")
def keep(request: HttpRequest, trial: UUID) -> HttpResponse:
    """Keep a trial as a scenario of its own."""
    name = clean(request.POST.get("ten", ""))[:200].strip()
    address = reverse("plan_trial", args=[trial])
    try:
        operations.keep_trial(trial=trial, name=name, actor=request.actor, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, address)
    messages.success(request, "Đã giữ làm một phương án riêng.")
    return redirect(address)
