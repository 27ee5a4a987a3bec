"""Who meets the standards: units by dimension, people by dimension, each verdict with its trace."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from canbo.accounts.roles import Permission
from canbo.engine.law import Answer, Dimension
from canbo.engine.refusal import Refusal
from canbo.records import access as records
from canbo.reporting.compliance import compliance as find
from canbo.reporting.verdict_traces import told_post
from canbo.reporting.words import ANSWERS, DIMENSIONS
from canbo.web.office.page import answers, asked_page, asked_text, office_page, said, show

ROWS_A_PAGE = 60


@answers("GET")
@office_page(permission=Permission.SEE_OFFICIALS, here="compliance")
def compliance(request: HttpRequest) -> HttpResponse:
    """Show the heat table of units; with a unit the matrix of its people."""
    unit = asked_text(request, "don_vi", 200)
    dimension, answer = asked_text(request, "ve"), asked_text(request, "ket_luan")
    try:
        found = find(
            actor=request.actor,
            at=request.now,
            perspective=request.page_view.perspective,
            unit=unit or None,
            dimension=Dimension(dimension) if dimension in tuple(Dimension) else None,
            answer=Answer(answer) if answer in tuple(Answer) else None,
        )
    except Refusal:
        return said(request, "not_found")
    lines = found.lines if unit else found.units
    pages = max(1, -(-len(lines) // ROWS_A_PAGE))
    page = min(asked_page(request), pages)
    first = (page - 1) * ROWS_A_PAGE
    values = {
        "found": found,
        "lines": lines[first : first + ROWS_A_PAGE],
        "count": len(lines),
        "page": page,
        "pages": pages,
        "unit_code": unit,
        "asked_dimension": dimension,
        "asked_answer": answer,
        "dimension_choices": [(each.value, words) for each, words in DIMENSIONS.items()],
        "answer_choices": [(each.value, words) for each, words in ANSWERS.items()],
    }
    return show(request, "compliance_unit" if unit else "compliance", values)


@answers("GET")
@office_page(permission=Permission.SEE_OFFICIALS, here="compliance")
def verdicts(request: HttpRequest, person: UUID, post: UUID) -> HttpResponse:
    """Show the verdicts on one post of one person, each with everything that it rests on."""
    perspective = request.page_view.perspective
    try:
        official = records.get_official(
            official=person, actor=request.actor, at=request.now, perspective=perspective
        )
    except Refusal:
        return said(request, "not_found")
    told = told_post(official, perspective, post)
    if told is None:
        return said(request, "not_found")
    values = {"official": official, "told": told.verdicts, "post": told.post}
    return show(request, "verdicts", values)
