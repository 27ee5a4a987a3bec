"""Lists as workbooks to be edited in Excel: what a page shows, with the same filters and rights.

Filters come in the body of a POST, never in the address: a name that somebody searches for is
personal data.
"""

from __future__ import annotations

import io
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from canbo.accounts.roles import Permission
from canbo.engine.law import Answer, Dimension
from canbo.engine.refusal import Refusal
from canbo.engine.vietnamese import clean
from canbo.reporting import exports
from canbo.reporting.exports import Export, Exported
from canbo.web.messages import sentence
from canbo.web.office.figure_question import asked_window
from canbo.web.office.noted_workbooks import CONTENT_TYPE, disposition
from canbo.web.office.page import answers, office_page, said
from canbo.web.office.plan_words import reason_words
from canbo.web.office.views.forecast import (
    asked_backtest,
    asked_bench,
    asked_forecast,
    part_named,
)


@answers("POST")
@office_page(permission=Permission.SEE_OFFICIALS, here="officials")
def export_list(request: HttpRequest) -> HttpResponse:
    """Give the list of officials, or what is recorded of one kind of those whom it shows."""
    name, search = _told(request, "danh_sach", 20), _told(request, "tim", 100)
    unit = _told(request, "don_vi", 200) or None

    def write(export: Export) -> Exported:
        if name in ("", "officials"):
            return exports.export_officials(export, search=search, unit=unit)
        if name == "units":
            return exports.export_units(export, search=search, unit=unit)
        if name in COMPLIANCE:
            return COMPLIANCE[name](export, _asked_compliance(request))
        return exports.export_facts(export, name=name, search=search, unit=unit)

    return sent(request, write, "officials")


@answers("POST")
@office_page(permission=Permission.SEE_FIGURES, here="figures")
def export_figure(request: HttpRequest, name: str) -> HttpResponse:
    """Give the rows of a figure whose people the user may see."""
    asked = asked_window(request)
    if asked.window is None:
        return said(request, "bad_request")
    window, unit, parameters = asked.window, asked.don_vi or None, asked.parameters
    return sent(
        request,
        lambda export: exports.export_figure(
            export, name=name, window=window, unit=unit, parameters=parameters
        ),
        "figures",
    )


@answers("POST")
@office_page(permission=Permission.SEE_FIGURES, here="figures")
def export_forecast(request: HttpRequest, part: str) -> HttpResponse:
    """Give the rows of a part of the forecast that the user may see."""
    name, asked = part_named(part), asked_forecast(request)
    if name is None:
        return said(request, "not_found")
    return sent(
        request,
        lambda export: exports.export_forecast(export, part=name, question=asked.question),
        "forecast",
    )


@answers("POST")
@office_page(permission=Permission.SEE_FIGURES, here="figures")
def export_backtest(request: HttpRequest) -> HttpResponse:
    """Give the rows of a backtest that the user may see."""
    asked = asked_backtest(request)
    return sent(
        request,
        lambda export: exports.export_backtest(export, question=asked.question),
        "backtest",
    )


@answers("POST")
@office_page(permission=Permission.SEE_FIGURES, here="figures")
def export_bench(request: HttpRequest) -> HttpResponse:
    """Give those planned for key posts whose planning the user may know of."""
    asked = asked_bench(request)
    return sent(
        request,
        lambda export: exports.export_bench(
            export, question=asked.question, day=asked.first, behind_each=asked.behind
        ),
        "bench",
    )


@answers("POST")
@office_page(permission=Permission.SEE_PLAN, here="plans")
def export_plan(request: HttpRequest, year: int) -> HttpResponse:
    """Give the needs of a year's newest draft with their answers."""
    return sent(
        request,
        lambda export: exports.export_plan(export, year=year, reason=reason_words),
        "plans",
    )


COMPLIANCE = {"verdicts": exports.export_verdicts, "compliance": exports.export_compliance}


def _asked_compliance(request: HttpRequest) -> exports.Asked:
    dimension, answer = _told(request, "ve", 40), _told(request, "ket_luan", 40)
    return exports.Asked(
        _told(request, "don_vi", 200),
        Dimension(dimension) if dimension in tuple(Dimension) else None,
        Answer(answer) if answer in tuple(Answer) else None,
    )


def _told(request: HttpRequest, name: str, most: int) -> str:
    return clean(request.POST.get(name, "")[: 4 * most])[:most]


def sent(
    request: HttpRequest, write: Callable[[Export], Exported | None], page: str
) -> HttpResponse:
    """Write the list and send it; a refusal is said on the page that asked."""
    target = io.BytesIO()
    try:
        made = write(Export(target, request.actor, request.now, request.page_view.perspective))
    except Refusal as refusal:
        if refusal.code in ("unit_unknown", "unit_ambiguous", "figure_unknown"):
            return said(request, "not_found")
        messages.error(request, sentence(refusal))
        return redirect(reverse(page))
    if made is None:
        return said(request, "not_found")
    response = HttpResponse(target.getvalue(), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = disposition(made.file)
    response["Cache-Control"] = "no-store"
    return response
