"""A unit from inside: its posts with their holders, and the chart of the units below it."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from canbo.accounts.roles import Permission
from canbo.engine.refusal import Refusal
from canbo.records import access as records
from canbo.records.access.unit_posts import posts_of_unit
from canbo.records.access.unit_tree import unit_chart
from canbo.web.office.org_chart import draw
from canbo.web.office.page import answers, office_page, said, show, wants_part
from canbo.web.office.post_words import post_lines

MOST_BOXES = 250  # of a chart: a province with its communes


@answers("GET")
@office_page(permission=Permission.SEE_OFFICIALS, here="units")
def posts(request: HttpRequest, unit: UUID) -> HttpResponse:
    """List the posts of a unit: filled, acting, vacant, held by too many."""
    asked = {"actor": request.actor, "at": request.now}
    perspective = request.page_view.perspective
    lines = post_lines(posts_of_unit(unit=unit, **asked, perspective=perspective))
    counts = Counter(line.state for line in lines)
    values = {"unit": unit, "lines": lines, "counts": counts}
    if wants_part(request):
        return show(request, "part_unit_posts", values)
    try:
        values["life"] = records.get_unit(unit=unit, **asked, perspective=perspective)
    except Refusal:
        return said(request, "not_found")
    return show(request, "unit_posts", values)


@answers("GET")
@office_page(permission=Permission.SEE_OFFICIALS, here="units")
def chart(request: HttpRequest, unit: UUID) -> HttpResponse:
    """Draw the units below one."""
    found = unit_chart(
        top=unit, actor=request.actor, at=request.now,
        perspective=request.page_view.perspective, most=MOST_BOXES,
    )  # fmt: skip
    if found is None:
        return said(request, "not_found")
    return show(
        request, "unit_chart", {"top": found.line, "chart": draw(found), "empty": found.all_empty}
    )
