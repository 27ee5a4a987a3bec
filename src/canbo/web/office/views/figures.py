"""The figures with their rows."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from canbo.accounts.roles import Permission
from canbo.engine.figures import Window
from canbo.engine.refusal import Refusal
from canbo.reporting import access as reporting
from canbo.web.messages import sentence
from canbo.web.office.page import office_page, said, show
from canbo.web.office.perspective import read_day

ROWS_A_PAGE = 100


@require_GET
@office_page(permission=Permission.SEE_FIGURES, here="figures")
def figures(request: HttpRequest) -> HttpResponse:
    """Show each figure with its definition; its number opens to its rows."""
    asked = _asked(request)
    if isinstance(asked, str):
        return show(request, "figures", {"problem": asked, "window": _default(request)}, status=400)
    window, unit = asked
    found = reporting.figures(
        actor=request.actor,
        at=request.now,
        perspective=request.page_view.perspective,
        window=window,
        unit=unit,
    )
    return show(request, "figures", {"figures": found, **_shown(request, window)})


@require_GET
@office_page(permission=Permission.SEE_FIGURES, here="figures")
def figure(request: HttpRequest, name: str) -> HttpResponse:
    """Show one figure: its definition and the people behind it whom the user may see."""
    asked = _asked(request)
    if isinstance(asked, str):
        return show(request, "figures", {"problem": asked, "window": _default(request)}, status=400)
    window, unit = asked
    try:
        (found,) = reporting.figures(
            actor=request.actor,
            at=request.now,
            perspective=request.page_view.perspective,
            window=window,
            unit=unit,
            names=(name,),
            with_rows=True,
        )
    except Refusal:
        return said(request, "not_found")
    rows = found.rows or ()
    pages = max(1, -(-len(rows) // ROWS_A_PAGE))
    page = min(max(1, _whole(request.GET.get("trang", ""), 1)), pages)
    first = (page - 1) * ROWS_A_PAGE
    values = {
        "figure": found,
        "rows": rows[first : first + ROWS_A_PAGE],
        "first_number": first,
        "page": page,
        "pages": pages,
        **_shown(request, window),
    }
    return show(request, "figure", values)


def _asked(request: HttpRequest) -> tuple[Window, str | None] | str:
    """Read window and unit from the address; a sentence when a day or the order is wrong."""
    default = _default(request)
    days: list[date] = []
    for name, fallback in (("tu", default.first), ("den", default.last)):
        text = request.GET.get(name, "").strip()
        day = read_day(text) if text else fallback
        if day is None:
            return f"“{text[:40]}” không phải là một ngày. Hãy ghi ngày/tháng/năm, ví dụ 31/7/2011."
        days.append(day)
    try:
        window = Window(days[0], days[1])
    except Refusal as refusal:
        return sentence(refusal)
    return window, request.GET.get("don_vi", "").strip() or None


def _default(request: HttpRequest) -> Window:
    """From the pinned day of the settings (the demo), else 1 January, to the day of the page."""
    as_of, pinned = request.page_view.perspective.as_of, settings.CANBO_FROM
    return Window(pinned, as_of) if pinned and pinned <= as_of else Window.year_to(as_of)


def _shown(request: HttpRequest, window: Window) -> dict[str, object]:
    asked = {name: request.GET.get(name, "").strip() for name in ("tu", "den", "don_vi")}
    return {"window": window, "asked": {name: text for name, text in asked.items() if text}}


def _whole(text: str, fallback: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else fallback
