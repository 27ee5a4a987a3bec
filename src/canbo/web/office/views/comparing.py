"""Figures side by side: days and units, tables with a panel for each line, and as a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from canbo.accounts.roles import Permission
from canbo.engine.figures import MEASURES, REGISTER, parameters_of
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import a_year_before
from canbo.engine.vietnamese import write_date
from canbo.records import access as records
from canbo.reporting import exports
from canbo.reporting.comparing import (
    MOST_DAYS,
    MOST_MEASURES,
    Cell,
    Comparison,
    ComparisonTooLarge,
    Line,
    Table,
    compare,
)
from canbo.reporting.figure_register import DOMAINS
from canbo.web.messages import sentence
from canbo.web.office.comparison_question import PERIODS, YEARS, Asked, asked_comparison
from canbo.web.office.page import answers, office_page, said, show
from canbo.web.office.panels import Panels, panels_of
from canbo.web.office.unit_choice import unit_options
from canbo.web.office.views.exports import sent


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A number with the page of its figure on that day, for that unit."""

    cell: Cell
    day: date
    address: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line with its numbers as links."""

    line: Line
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A measure's table and the panels beside it."""

    table: Table
    lines: tuple[ShownLine, ...]
    panels: Panels


@answers("GET")
@office_page(permission=Permission.SEE_FIGURES, here="figures")
def comparison(request: HttpRequest) -> HttpResponse:
    """Show measures of several days and units beside one another."""
    tree = records.unit_tree(request.page_view.perspective)
    try:
        asked = asked_comparison(request, tree)
    except Refusal:
        return said(request, "not_found")
    values: dict[str, Any] = {
        "asked": asked,
        "chosen": [MEASURES[name] for name in asked.names if name in MEASURES],
        "domains": [(DOMAINS[domain], measures) for domain, measures in REGISTER.items()],
        "unit_options": unit_options(tree, ""),
        "periods": PERIODS,
        "parameters": _parameters(asked),
        "most_days": MOST_DAYS,
        "most_measures": MOST_MEASURES,
        "shortcuts": _shortcuts(request, asked),
        "problem": asked.problem,
    }
    if asked.question is None:
        return show(request, "comparison", values, status=400)
    if not asked.names:
        return show(request, "comparison", values)
    try:
        found = compare(asked.question, actor=request.actor, at=request.now)
    except ComparisonTooLarge as refusal:
        values["problem"] = sentence(refusal)
        return show(request, "comparison", values, status=400)
    except Refusal:
        return said(request, "not_found")
    values |= {
        "found": found,
        "tables": [_shown(request, asked, table, found, number)
                   for number, table in enumerate(found.tables)],
        "export_address": _address(request, "export_comparison", asked.query()),
    }  # fmt: skip
    return show(request, "comparison", values)


@answers("POST")
@office_page(permission=Permission.SEE_FIGURES, here="figures")
def export_comparison(request: HttpRequest) -> HttpResponse:
    """Give the tables of a comparison as one workbook."""
    tree = records.unit_tree(request.page_view.perspective)
    try:
        asked = asked_comparison(request, tree)
    except Refusal:
        return said(request, "not_found")
    question = asked.question
    if question is None or not asked.names:
        return said(request, "bad_request")
    return sent(request, lambda export: exports.export_comparison(export, question), "comparison")


def _parameters(asked: Asked) -> dict[str, int | None]:
    """What of the chosen measures may be set otherwise."""
    found: dict[str, int | None] = {}
    for name in asked.names:
        if name in MEASURES:
            found |= parameters_of(MEASURES[name])
    return found


def _shown(
    request: HttpRequest, asked: Asked, table: Table, found: Comparison, number: int
) -> ShownTable:
    lines = tuple(
        ShownLine(
            line,
            tuple(
                ShownCell(cell, day.as_of, _figure(request, asked, table, line, place, found))
                for place, (cell, day) in enumerate(zip(line.cells, found.days, strict=True))
            ),
        )
        for line in table.lines
    )
    return ShownTable(table, lines, panels_of(table, found, number))


def _figure(
    request: HttpRequest, asked: Asked, table: Table, line: Line, place: int, found: Comparison
) -> str:
    """The page of the figure on the day: all that it depends on is in its address."""
    if line.cells[place].told is None:
        return ""
    day = found.days[place]
    query = {
        "ngay": write_date(day.as_of),
        "biet": request.page_view.known_text,
        "tu": write_date(day.window.first),
        "den": write_date(day.window.last),
        "don_vi": line.unit.code if line.unit else "",
        "thang": asked.months,
        "tuoi": asked.young,
    }
    kept = {name: text for name, text in query.items() if text}
    return f"{reverse('figure', args=[table.measure.name])}?{urlencode(kept)}"


def _shortcuts(request: HttpRequest, asked: Asked) -> list[tuple[str, str]]:
    """Links that compare with usual days: words and address."""
    as_of = request.page_view.perspective.as_of
    years = [as_of]
    for _ in range(YEARS - 1):
        years.append(a_year_before(years[-1]))
    usual = (
        ("chỉ ngày xem", []),
        ("cùng ngày năm trước", years[1:2]),
        (f"{YEARS} năm liền", years[1:]),
    )
    return [
        (words, _address(request, "comparison", _with_days(asked, days))) for words, days in usual
    ]


def _with_days(asked: Asked, days: Iterable[date]) -> list[tuple[str, str]]:
    text = "; ".join(map(write_date, days))
    return [(name, text if name == "so_voi" else words) for name, words in asked.query()]


def _address(request: HttpRequest, name: str, query: list[tuple[str, str]]) -> str:
    view = request.page_view
    kept = [("ngay", view.as_of_text), ("biet", view.known_text)]
    own = [(one, text) for one, text in kept if text]
    return f"{reverse(name)}?{urlencode([*own, *query])}"
