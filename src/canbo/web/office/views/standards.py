"""The standards of each post through time: on a day, and what differs between two days."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse

from canbo.accounts.roles import Permission
from canbo.engine.refusal import Refusal
from canbo.engine.vietnamese import write_date
from canbo.law import load
from canbo.reporting.standards import post_standards, posts_with_standards
from canbo.web.office.page import answers, asked_text, office_page, said, show
from canbo.web.office.perspective import read_day


@answers("GET")
@office_page(permission=Permission.SEE_OFFICIALS, here="compliance")
def standards(request: HttpRequest) -> HttpResponse:
    """List the posts that the law has standards for, with how many are in force on the day."""
    day = request.page_view.perspective.as_of
    return show(request, "standards", {"posts": posts_with_standards(load(), day), "day": day})


@answers("GET")
@office_page(permission=Permission.SEE_OFFICIALS, here="compliance")
def standard(request: HttpRequest, code: str) -> HttpResponse:
    """Show the standards of one post on the day of the page, and against another day."""
    written = asked_text(request, "so_voi")
    other = read_day(written) if written else None
    day: date = request.page_view.perspective.as_of
    try:
        found = post_standards(load(), code, day, other)
    except Refusal:
        return said(request, "not_found")
    earlier = [each for each in found.days if each <= day]
    words = f"từ ngày {write_date(earlier[-1])}" if earlier else "trước mọi ngày đã ghi"
    values = {
        "found": found,
        "stop": max(len(earlier) - 1, 0),
        "last_stop": len(found.days) - 1,
        "slider_words": words,
        "other": other,
        "written": written,
        "here": earlier[-1] if earlier else None,
        "problem": bool(written) and other is None,
    }
    return show(request, "standard", values, status=400 if values["problem"] else 200)
