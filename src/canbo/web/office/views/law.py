"""The law: its texts and regimes, what changed between two days, what the office sets itself."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse

from canbo.accounts.roles import Permission
from canbo.law import load
from canbo.reporting import law_register
from canbo.reporting.law_lines import KINDS, OTHER_KIND
from canbo.web.office.page import answers, asked_text, office_page, show
from canbo.web.office.perspective import read_day


@answers("GET")
@office_page(permission=Permission.SEE_FIGURES, here="law")
def texts(request: HttpRequest) -> HttpResponse:
    """List the texts in force on the day, or all of them; by words and by kind."""
    search, kind = asked_text(request, "tim"), asked_text(request, "loai")
    everything = bool(request.GET.get("het"))
    law, day = load(), request.page_view.perspective.as_of
    found = law_register.list_texts(law, search=search, kind=kind, day=None if everything else day)
    values = {
        "texts": found, "all": len(law.texts), "search": search, "kind": kind,
        "kinds": (*KINDS, OTHER_KIND), "everything": everything, "tab": "law",
    }  # fmt: skip
    return show(request, "law", values)


@answers("GET")
@office_page(permission=Permission.SEE_FIGURES, here="law")
def text(request: HttpRequest, text: str) -> HttpResponse:
    """Show a text: what it replaces, by what it is replaced, and each rule that it gives."""
    found = law_register.get_text(load(), text)
    return show(request, "law_text", {"page": found, "day": request.page_view.perspective.as_of})


@answers("GET")
@office_page(permission=Permission.SEE_FIGURES, here="law")
def regimes(request: HttpRequest) -> HttpResponse:
    """List the regimes of each part of personnel work, one after the other."""
    rooms = law_register.list_regimes(load(), request.page_view.perspective.as_of)
    return show(request, "law_regimes", {"rooms": rooms, "tab": "law_regimes"})


@answers("GET")
@office_page(permission=Permission.SEE_FIGURES, here="law")
def regime(request: HttpRequest, regime: str) -> HttpResponse:
    """Show a regime: its rules with article, days and evidence, the one before and after."""
    day = request.page_view.perspective.as_of
    found = law_register.get_regime(load(), regime, day)
    return show(request, "law_regime", {"page": found, "day": day})


@answers("GET")
@office_page(permission=Permission.SEE_FIGURES, here="law")
def changes(request: HttpRequest) -> HttpResponse:
    """Tell what began, ended or changed between two days; by default over the last year."""
    day = request.page_view.perspective.as_of
    asked = {name: asked_text(request, name) for name in ("tu", "den")}
    first = read_day(asked["tu"]) if asked["tu"] else _year_before(day)
    second = read_day(asked["den"]) if asked["den"] else day
    values = {"asked": asked, "first": first, "second": second, "tab": "law_changes"}
    if first is None or second is None:
        return show(request, "law_changes", {**values, "problem": True}, status=400)
    found = law_register.compare_days(load(), first, second)
    return show(request, "law_changes", {**values, "page": found})


@answers("GET")
@office_page(permission=Permission.SEE_FIGURES, here="law")
def office(request: HttpRequest) -> HttpResponse:
    """Show what the home's own law sets, and what the texts leave to it that is not set."""
    law, day = load(), request.page_view.perspective.as_of
    everything = bool(request.GET.get("het"))
    values = {
        "own": law_register.list_own(law),
        "open": law_register.list_open(law, None if everything else day),
        "own_texts": [line for line in law_register.list_texts(law, day=None) if line.is_own],
        "everything": everything,
        "day": day,
        "tab": "law_office",
    }
    return show(request, "law_office", values)


def _year_before(day: date) -> date:
    """The same day of the year before; 28 February for 29 February."""
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)
