"""The officials of one's scope as of a day, and one official with everything known."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from canbo.accounts.roles import Permission
from canbo.cycle import access as cycle
from canbo.engine.law import LegalEvidence
from canbo.engine.refusal import Refusal
from canbo.records import access as records
from canbo.reporting import access as reporting
from canbo.reporting import exports
from canbo.web.office import file_words, official_words
from canbo.web.office.page import (
    answers,
    asked_page,
    asked_text,
    office_page,
    said,
    show,
    wants_part,
)
from canbo.web.office.plan_words import option_words, reason_words
from canbo.web.office.unit_choice import unit_options
from canbo.web.office.views.papers import list_forms, person_forms

ROWS_A_PAGE = 50


@answers("GET")
@office_page(permission=Permission.SEE_OFFICIALS, here="officials")
def officials(request: HttpRequest) -> HttpResponse:
    """List whom the user may see; search without accents, words in any order."""
    search, code = asked_text(request, "tim"), asked_text(request, "don_vi", 200)
    try:
        unit = records.resolve_unit(code=code, actor=request.actor) if code else None
    except Refusal:
        return said(request, "not_found")
    found = records.list_officials(
        actor=request.actor,
        at=request.now,
        perspective=request.page_view.perspective,
        search=search,
        unit=unit,
        page=asked_page(request),
        size=ROWS_A_PAGE,
    )
    rows = file_words.list_rows(found, addresses(request))
    values = {
        "found": found,
        "rows": rows,
        "search": search,
        "unit_code": code,
        "page": found.page,
        "any_proposed": any(row.proposed for row in rows),
        "list_forms": list_forms(),
        "fact_lists": [(one.name, one.label) for one in exports.lists_for(request.actor)],
    }
    if wants_part(request):
        return show(request, "part_officials", values)
    values["unit_options"] = unit_options(records.unit_tree(request.page_view.perspective), code)
    return show(request, "officials", values)


@answers("GET")
@office_page(permission=Permission.SEE_OFFICIALS, here="officials")
def official(request: HttpRequest, person: UUID) -> HttpResponse:
    """Show one official: every kind of fact with its source, verdicts with their article."""
    perspective = request.page_view.perspective
    try:
        found = records.get_official(
            official=person, actor=request.actor, at=request.now, perspective=perspective
        )
    except Refusal:
        return _elsewhere(request, person)
    verdicts = reporting.verdicts_of(found, perspective)
    words = official_words.OfficialWriter(found)
    values = {
        "official": found,
        "particulars": words.particulars(),
        "working_time": words.working_time(),
        "tenures": words.tenures(),
        "held": words.held(),
        "levels": words.attainments(),
        "classes": words.attendances(),
        "others": words.others(),
        "verdicts": verdicts,
        "several_posts": len({verdict.post for verdict in verdicts}) > 1,
        "unverified": any(one.evidence is LegalEvidence.UNVERIFIED for one in verdicts),
        "planned": _planned(request, person),
        "person_forms": person_forms(),
    }
    return show(request, "official", values)


def _elsewhere(request: HttpRequest, person: UUID) -> HttpResponse:
    """Lead from a record that was joined into another to that one, for those who may see it."""
    stands = records.survivor_of(person)
    if stands == person or not records.may_see(stands, actor=request.actor, at=request.now):
        return said(request, "not_found")
    return redirect(addresses(request)(stands))


def addresses(request: HttpRequest) -> Callable[[UUID], str]:
    """Give the pages of officials, the perspective kept; the address is worked out once."""
    nobody = UUID(int=0)
    before, _, after = reverse("official", args=[nobody]).partition(str(nobody))
    query = f"?{request.page_view.query}" if request.page_view.query else ""
    return lambda person: f"{before}{person}{after}{query}"


def _planned(request: HttpRequest, person: UUID) -> list[dict[str, object]]:
    """What the newest plan says of this person, for those who may see plans."""
    if not request.actor.may(Permission.SEE_PLAN):
        return []
    plan = cycle.get_plan(year=None, actor=request.actor, at=request.now, with_answers=False)
    if plan is None:
        return []
    return [
        {
            "year": plan.year,
            "need": need,
            "words": reason_words(need, plan),
            "options": option_words(need, plan),
        }
        for need in plan.needs
        if need.person == person
    ]
