"""What lies ahead: retirements, term ends, needs of training, and whether forecasts were right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse

from canbo.accounts.roles import Permission
from canbo.engine.refusal import Refusal
from canbo.engine.vietnamese import write_date
from canbo.records import access as records
from canbo.reporting.forecasts.access import (
    MOST_YEARS,
    Question,
    as_known_then,
    outlook,
    tested,
)
from canbo.reporting.forecasts.succession import MOST_BEHIND, BenchRefused, succession
from canbo.reporting.forecasts.views import Part, RowView
from canbo.web.messages import sentence
from canbo.web.office.page import answers, asked_page, asked_text, office_page, said, show
from canbo.web.office.perspective import read_day
from canbo.web.office.unit_choice import unit_options

ROWS_A_PAGE = 100
_YEARS = 3
_NOT_THERE = frozenset({"unit_unknown", "unit_ambiguous"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of the forecast: as typed, and what it means.

    `problem` says why something typed means nothing; the usual is taken instead.
    """

    question: Question
    years: str
    unit: str
    day: str = ""
    problem: str = ""


def part_named(slug: str) -> Part | None:
    """The part of this address; the backtest has an address of its own."""
    return Part(slug) if slug in tuple(Part) and slug != Part.BACKTEST else None


def asked_forecast(request: HttpRequest) -> Asked:
    """Read how far ahead is asked, and of which unit."""
    text, unit = asked_text(request, "so_nam", 10), asked_text(request, "don_vi", 200)
    years = int(text) if text.isdecimal() and 1 <= int(text) <= MOST_YEARS else None
    problem = ""
    if text and years is None:
        problem = f"“{text}” không phải là số năm từ 1 đến {MOST_YEARS}; đang xem {_YEARS} năm."
    perspective = request.page_view.perspective
    question = Question(perspective=perspective, years=years or _YEARS, unit=unit or None)
    return Asked(question, str(question.years), unit, problem=problem)


def asked_backtest(request: HttpRequest) -> Asked:
    """Read the day of the forecast that is held against the records of the page's day."""
    text, unit = asked_text(request, "luc", 40), asked_text(request, "don_vi", 200)
    usual = date(request.page_view.perspective.as_of.year - _YEARS, 12, 31)
    day = read_day(text) if text else usual
    problem = ""
    if day is None:
        problem = f"“{text}” không phải là một ngày. Hãy ghi ngày/tháng/năm: 31/12/2008."
    told = day or usual
    question = Question(perspective=as_known_then(told), unit=unit or None)
    return Asked(question, "", unit, text if day is None else write_date(told), problem)


@dataclass(frozen=True, slots=True)
class AskedBench(Asked):
    """What an address asks of the bench: `first` day of the term, None: the next one that is
    known; how many behind each post. `problems` as in `Asked`, there may be two."""

    first: date | None = None
    behind: int = 1
    problems: tuple[str, ...] = ()


def asked_bench(request: HttpRequest) -> AskedBench:
    """Read of which term's first day the bench is asked."""
    unit, text = asked_text(request, "don_vi", 200), asked_text(request, "nhiem_ky", 40)
    behind, day = asked_text(request, "moi_cho", 10), read_day(text) if text else None
    number = int(behind) if behind.isdecimal() and 1 <= int(behind) <= MOST_BEHIND else None
    problems = []
    if text and day is None:
        problems.append(f"“{text}” không phải là một ngày. Hãy ghi ngày/tháng/năm: 01/7/2015.")
    if behind and number is None:
        problems.append(f"“{behind}” không phải là số người từ 1 đến {MOST_BEHIND}.")
    question = Question(perspective=request.page_view.perspective, unit=unit or None)
    return AskedBench(question, "", unit, text, "", day, number or 1, tuple(problems))


@answers("GET")
@office_page(permission=Permission.SEE_FIGURES, here="figures")
def forecast(request: HttpRequest) -> HttpResponse:
    """Show the tables of everything ahead; each line opens to its rows."""
    asked = asked_forecast(request)
    try:
        found = outlook(actor=request.actor, at=request.now, question=asked.question)
    except Refusal as refusal:
        return _refused(request, refusal)
    values = {"found": found, "asked": asked, "unit_options": _options(request, asked)}
    return show(request, "forecast", values)


@answers("GET")
@office_page(permission=Permission.SEE_FIGURES, here="figures")
def part(request: HttpRequest, part: str) -> HttpResponse:
    """Show the rows of one part, or of one line or year of it."""
    name, asked = part_named(part), asked_forecast(request)
    if name is None:
        return said(request, "not_found")
    try:
        found = outlook(actor=request.actor, at=request.now, question=asked.question)
    except Refusal as refusal:
        return _refused(request, refusal)
    shown = found.part(name)
    line = asked_text(request, "dong")
    rows = [row for row in shown.rows if not line or row.subject == line]
    label = next((each.label for each in shown.lines if each.code == line and line), "")
    values = {"found": found, "part": shown, "asked": asked, "line": line, "line_label": label}
    return show(request, "forecast_part", values | _paged(request, rows))


@answers("GET")
@office_page(permission=Permission.SEE_FIGURES, here="figures")
def backtest(request: HttpRequest) -> HttpResponse:
    """Show what a forecast of an earlier day said against what the records say by now."""
    asked = asked_backtest(request)
    values: dict[str, Any] = {"asked": asked, "unit_options": _options(request, asked)}
    until = request.page_view.perspective
    try:
        found = tested(actor=request.actor, at=request.now, question=asked.question, until=until)
    except Refusal as refusal:
        if refusal.code != "backtest_backwards":
            return _refused(request, refusal)
        return show(request, "backtest", values | {"problem": sentence(refusal)}, status=400)
    line = asked_text(request, "dong")
    rows = [row for row in found.part.rows if not line or row.subject == line]
    label = next((each.label for each in found.scores if each.code == line), "")
    values |= {"found": found, "part": found.part, "line": line, "line_label": label}
    return show(request, "backtest", values | _paged(request, rows))


@answers("GET")
@office_page(permission=Permission.SEE_FIGURES, here="figures")
def bench(request: HttpRequest) -> HttpResponse:
    """Show who could take each key post at the beginning of a term, and what is short."""
    asked = asked_bench(request)
    values: dict[str, Any] = {
        "asked": asked, "behind": asked.behind, "unit_options": _options(request, asked),
    }  # fmt: skip
    try:
        found = succession(
            actor=request.actor, at=request.now, question=asked.question, day=asked.first,
            behind_each=asked.behind,
        )  # fmt: skip
    except BenchRefused as refusal:
        return show(request, "bench", values | {"problems": [sentence(refusal)]}, status=400)
    except Refusal as refusal:
        return _refused(request, refusal)
    return show(request, "bench", values | {"found": found, "problems": asked.problems})


def _paged(request: HttpRequest, rows: list[RowView]) -> dict[str, Any]:
    pages = max(1, -(-len(rows) // ROWS_A_PAGE))
    page = min(asked_page(request), pages)
    first = (page - 1) * ROWS_A_PAGE
    return {
        "rows": rows[first : first + ROWS_A_PAGE],
        "count": len(rows),
        "first_number": first,
        "page": page,
        "pages": pages,
    }


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    if refusal.code in _NOT_THERE:
        return said(request, "not_found")
    raise refusal


def _options(request: HttpRequest, asked: Asked) -> Any:
    return unit_options(records.unit_tree(request.page_view.perspective), asked.unit)
