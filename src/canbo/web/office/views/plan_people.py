"""The people of a plan: lists that turn, one person's answers, cover by week, the price list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from canbo.accounts.roles import Permission
from canbo.cycle import access, operations
from canbo.engine.refusal import Refusal
from canbo.engine.vietnamese import write_date
from canbo.web.messages import sentence
from canbo.web.office.page import (
    answers,
    asked_page,
    asked_text,
    office_page,
    refused,
    said,
    show,
    wants_part,
)
from canbo.web.office.perspective import read_day
from canbo.web.office.plan_words import (
    GROUPS,
    LEVELS,
    change_words,
    option_words,
    price_words,
    quota_words,
    reason_words,
    stead_words,
)

ROWS_A_PAGE = 50
UNITS_A_PAGE = 50


def paged(request: HttpRequest, rows: Sequence[Any], most: int = ROWS_A_PAGE) -> dict[str, Any]:
    """Cut the page that is asked for out of a list."""
    pages = max(1, -(-len(rows) // most))
    page = min(asked_page(request), pages)
    first = (page - 1) * most
    return {"rows": rows[first : first + most], "count": len(rows), "page": page, "pages": pages}


def _plan(request: HttpRequest, year: int) -> access.PlanView | None:
    return access.get_plan(year=year, actor=request.actor, at=request.now)


@answers("GET")
@office_page(permission=Permission.SEE_PLAN, here="plans")
def people(request: HttpRequest, year: int) -> HttpResponse:
    """List the needs of a plan, or those of one answer, one class, one unit, one week."""
    plan = _plan(request, year)
    if plan is None:
        return said(request, "not_found")
    since = access.waited_since(plan=plan, actor=request.actor)
    wanted, told = _asked(request, plan)
    found = paged(request, [need for need in plan.needs if wanted(need)])
    found["rows"] = [(need, _words(need, plan), since.get(need.code)) for need in found["rows"]]
    return show(request, "plan_people", {"plan": plan, "year": year, "told": told, **found})


def _words(need: access.NeedView, plan: access.PlanView) -> tuple[str, str]:
    further = stead_words if need.served else change_words
    return reason_words(need, plan), further(need, plan)


Filter = tuple[Callable[[access.NeedView], bool], str]


def _asked(
    request: HttpRequest, plan: access.PlanView
) -> tuple[Callable[[access.NeedView], bool], list[str]]:
    """Read which needs are asked for, and say it in words."""
    filters = [*_of_answers(request, plan), *_of_people(request, plan)]
    return lambda need: all(keeps(need) for keeps, _ in filters), [words for _, words in filters]


def _of_answers(request: HttpRequest, plan: access.PlanView) -> Iterator[Filter]:
    """Filters by what the plan answers: served or not, class, payer, quota, week."""
    answer, class_code = asked_text(request, "ket_qua"), asked_text(request, "lop")
    payer, quota_code = asked_text(request, "nguon"), asked_text(request, "chi_tieu")
    if answer in ("duoc", "chua"):
        words = "được xếp chỗ" if answer == "duoc" else "chưa xếp được chỗ"
        yield (lambda need: need.served == (answer == "duoc")), words
    if class_code:
        names = {one.code: one.name for one in plan.catalogue.classes}
        yield (lambda need: need.class_code == class_code), names.get(class_code, class_code)
    if payer:
        names = {one.code: one.name for one in plan.sources}
        yield (lambda need: need.payer == payer), f"do {names.get(payer, payer)} chi"
    for_all = (one for one in plan.catalogue.quotas if one.unit is None)
    quota = next((one for one in for_all if one.code == quota_code), None)
    if quota is not None:
        yield (lambda need: plan.counted_by(quota, need)), f"tính vào {quota_words(quota, plan)}"
    week = read_day(asked_text(request, "tuan", 40))
    if week is not None:
        sitting = _sitting(plan, week)
        words = f"đi học trong tuần từ {write_date(week)}"
        yield (lambda need: need.class_code in sitting), words


def _of_people(request: HttpRequest, plan: access.PlanView) -> Iterator[Filter]:
    """Filters by who needs it and why: unit, level of the need, group looked at for fairness."""
    unit, level = asked_text(request, "don_vi", 200), asked_text(request, "ly_do")
    group = asked_text(request, "nhom")
    if unit:
        yield (lambda need: need.unit == unit), plan.unit_names.get(unit, "đơn vị")
    if level in LEVELS:
        yield (lambda need: need.level == level), LEVELS[level]
    if group in GROUPS and group != "all":
        members = plan.group(group)
        yield (lambda need: str(need.person) in members), GROUPS[group]


def _sitting(plan: access.PlanView, week: date) -> set[str]:
    """The classes that sit on some day of a week."""
    begins = access.monday(week)
    return {
        one.code
        for one in plan.catalogue.classes
        if any(access.monday(day) == begins for day in access.days_of(plan.catalogue, one.code))
    }


@answers("GET", "POST")
@office_page(permission=Permission.SEE_PLAN, here="plans")
def person(request: HttpRequest, year: int, person: UUID) -> HttpResponse:
    """Show one person's needs, what binds, what would change it; a form asks the worker."""
    plan = _plan(request, year)
    mine = [need for need in plan.needs if need.person == person] if plan else []
    if plan is None or not mine:
        return said(request, "not_found")
    address = reverse("plan_person", args=[year, person])
    if request.method == "POST":
        if not request.actor.may(Permission.MAKE_PLAN):
            return said(request, "forbidden")
        try:
            operations.request_answers(
                plan=plan.id, person=person, actor=request.actor, at=request.now
            )
        except Refusal as refusal:
            return refused(request, refusal, address)
        return redirect(address)
    asked = access.last_answering(plan=plan.id, person=person, actor=request.actor)
    values = {
        "plan": plan, "year": year, "person": person, "name": mine[0].name, "asked": asked,
        "refused": _why(asked), "may_ask": request.actor.may(Permission.MAKE_PLAN),
        "rows": [(need, _words(need, plan), option_words(need, plan)) for need in mine],
        "is_open": any(need.asked is None or need.asked.get("why") == "no_time" for need in mine),
    }  # fmt: skip
    return show(request, "part_plan_person" if wants_part(request) else "plan_person", values)


def _why(asked: access.RequestView | None) -> str:
    """Say why a request was refused."""
    if asked is None or not asked.refusal_code:
        return ""
    return sentence(Refusal(asked.refusal_code, asked.refusal_data))


@answers("GET")
@office_page(permission=Permission.SEE_PLAN, here="plans")
def cover(request: HttpRequest, year: int) -> HttpResponse:
    """Show how many of each unit are away in each week; each number opens to the people."""
    plan = _plan(request, year)
    found = access.get_cover(year=year, actor=request.actor)
    if plan is None or found is None:
        return said(request, "not_found")
    units = sorted(found.caps, key=lambda unit: plan.unit_names.get(unit, unit))
    page = paged(request, units, UNITS_A_PAGE)
    page["rows"] = [
        (unit, plan.unit_names.get(unit, "Đơn vị"), found.caps[unit], [
            (week, found.away.get((unit, week), 0), _shade(found, unit, week))
            for week in found.weeks
        ])
        for unit in page["rows"]
    ]  # fmt: skip
    return show(request, "plan_cover", {"plan": plan, "year": year, "weeks": found.weeks, **page})


def _shade(found: access.CoverView, unit: str, week: date) -> int:
    """How near a unit is to its cap: 4 far, 0 at the cap."""
    away, cap = found.away.get((unit, week), 0), found.caps[unit]
    return 0 if away >= cap else max(1, 4 - 4 * away // cap)


@answers("GET")
@office_page(permission=Permission.SEE_PLAN, here="plans")
def prices(request: HttpRequest, year: int) -> HttpResponse:
    """Say what one more of each scarce thing would gain, and which other plans are as good."""
    plan = _plan(request, year)
    if plan is None:
        return said(request, "not_found")
    best_first = sorted(plan.prices, key=lambda price: -(price[3] or 0))
    found = paged(request, best_first)
    found["rows"] = [price_words(price, plan) for price in found["rows"]]
    equal = [
        (need, stead_words(need, plan))
        for need in plan.needs
        if need.served and need.asked and need.asked.get("lost") == 0 and need.asked.get("comes")
    ]
    values = {"plan": plan, "year": year, "equal": equal[:ROWS_A_PAGE], "alike": len(equal)}
    return show(request, "plan_prices", {**values, **found})
