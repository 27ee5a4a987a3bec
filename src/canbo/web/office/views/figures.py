"""The figures with their rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from canbo.accounts.roles import Permission
from canbo.engine.figures import HEADLINES, Window
from canbo.engine.refusal import Refusal
from canbo.engine.vietnamese import write_date
from canbo.records import access as records
from canbo.reporting import access as reporting
from canbo.reporting.views import FigureView
from canbo.web.messages import sentence
from canbo.web.office.page import answers, asked_page, asked_text, office_page, said, show
from canbo.web.office.perspective import read_day
from canbo.web.office.unit_choice import unit_options

ROWS_A_PAGE = 100
UNITS_SHOWN = 600  # more than the communes of any province, old or new


@answers("GET")
@office_page(permission=Permission.SEE_FIGURES, here="figures")
def figures(request: HttpRequest) -> HttpResponse:
    """Show each figure with its definition; its number opens to its rows."""
    asked = asked_window(request)
    if asked.window is None:
        return _page(request, asked, status=400)
    try:
        found = _computed(request, asked, names=HEADLINES)
    except Refusal:
        return said(request, "not_found")
    return _page(request, asked, figures=found)


@answers("GET")
@office_page(permission=Permission.SEE_FIGURES, here="figures")
def figure(request: HttpRequest, name: str) -> HttpResponse:
    """Show one figure: its definition and the people behind it whom the user may see."""
    asked = asked_window(request)
    if asked.window is None:
        return _page(request, asked, status=400)
    try:
        (found,) = _computed(request, asked, names=(name,), with_rows=True)
    except Refusal:
        return said(request, "not_found")
    rows = found.rows or ()
    pages = max(1, -(-len(rows) // ROWS_A_PAGE))
    page = min(asked_page(request), pages)
    first = (page - 1) * ROWS_A_PAGE
    values = {
        "figure": found,
        "unit_lines": (found.by_unit or ())[:UNITS_SHOWN],
        "unit_lines_more": max(0, len(found.by_unit or ()) - UNITS_SHOWN),
        "rows": rows[first : first + ROWS_A_PAGE],
        "first_number": first,
        "page": page,
        "pages": pages,
        "asked": asked,
        "unit_options": _options(request, asked),
    }
    return show(request, "figure", values)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of the figures: days and unit as typed, and what they mean.

    `window` is None when they mean nothing; `problem` then says why. `rebase_to`: the day by whose
    units it is told, None by those of the day of the page.
    """

    tu: str
    den: str
    don_vi: str
    quy_doi: str
    window: Window | None
    rebase_to: date | None = None
    problem: str = ""


def asked_window(request: HttpRequest) -> Asked:
    """Read window, unit and the day of the units from the address."""
    default = _default(request)
    texts = [asked_text(request, name) for name in ("tu", "den", "quy_doi")]
    first, last, units_of = texts
    asked = Asked(first, last, asked_text(request, "don_vi", 200), units_of, None)
    days = []
    for text, fallback in zip(texts, (default.first, default.last, None), strict=True):
        days.append(read_day(text) if text else fallback)
        if text and days[-1] is None:
            problem = f"“{text[:40]}” không phải là một ngày. Hãy ghi ngày/tháng/năm: 31/7/2011."
            return replace(asked, problem=problem)
    begins, ends, rebase_to = days
    if begins is None or ends is None:
        return asked
    if ends < begins:
        found = f"từ {write_date(begins)} đến {write_date(ends)}"
        return replace(asked, problem=f"Khoảng thời gian ngược: {found}. Đổi lại hai ngày.")
    as_of = request.page_view.perspective.as_of
    if rebase_to is not None and rebase_to < as_of:
        data = {"day": write_date(rebase_to), "as_of": write_date(as_of)}
        return replace(asked, problem=sentence(Refusal("rebase_before", data)))
    return replace(asked, window=Window(begins, ends), rebase_to=rebase_to)


def _default(request: HttpRequest) -> Window:
    """From the pinned day of the settings (the demo), else 1 January, to the day of the page."""
    as_of, pinned = request.page_view.perspective.as_of, settings.CANBO_FROM
    return Window(pinned, as_of) if pinned and pinned <= as_of else Window.year_to(as_of)


def _computed(request: HttpRequest, asked: Asked, **which: Any) -> tuple[FigureView, ...]:
    """Compute what is asked. Raises Refusal for an unknown unit or figure."""
    return reporting.figures(
        actor=request.actor,
        at=request.now,
        perspective=request.page_view.perspective,
        window=asked.window,
        unit=asked.don_vi or None,
        rebase_to=asked.rebase_to,
        **which,
    )


def _page(
    request: HttpRequest, asked: Asked, figures: tuple[FigureView, ...] = (), status: int = 200
) -> HttpResponse:
    values = {"figures": figures, "asked": asked, "unit_options": _options(request, asked)}
    return show(request, "figures", values, status=status)


def _options(request: HttpRequest, asked: Asked) -> SafeString:
    perspective = request.page_view.perspective
    if asked.rebase_to is not None:
        perspective = replace(perspective, as_of=asked.rebase_to)
    return unit_options(records.unit_tree(perspective), asked.don_vi)
