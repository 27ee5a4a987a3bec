"""The figures: one's own on top, the register to search in, each figure with its rows."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from canbo.accounts.roles import Permission
from canbo.engine.figures import HEADLINES, MEASURES, Frame, Kind, parameters_of
from canbo.engine.refusal import Refusal
from canbo.law import load
from canbo.reporting import access as reporting
from canbo.reporting import pins
from canbo.reporting.figure_register import register
from canbo.reporting.views import FigureRowView, FigureView
from canbo.web.messages import sentence
from canbo.web.office.figure_question import Asked, asked_units, asked_window
from canbo.web.office.page import (
    answers,
    asked_page,
    asked_text,
    kept_questions,
    office_page,
    said,
    show,
)

ROWS_A_PAGE = 100
UNITS_SHOWN = 600  # more than the communes of any province, old or new
NOT_WRITTEN = "-"  # in an address: the part of what nobody wrote down
ANSWERS = {"met": True, "not_met": False, "missing": None}


@answers("GET")
@office_page(permission=Permission.SEE_FIGURES, here="figures")
def figures(request: HttpRequest) -> HttpResponse:
    """Show one's own figures, computed, and the register, of which nothing is computed.

    Who searches sees what the search finds alone.
    """
    asked, search = asked_window(request), asked_text(request, "tim")
    pinned = pins.pinned(request.actor)
    values: dict[str, Any] = {
        "asked": asked,
        "search": search,
        "has_pins": bool(pinned),
        "unit_options": asked_units(request, asked),
    }
    if asked.window is None:
        return show(request, "figures", values, status=400)
    perspective = request.page_view.perspective
    frame = Frame(perspective.as_of, perspective.known_at, asked.window)
    values["register"] = register(frame, load(), search=search, pinned=pinned)
    try:
        values["figures"] = () if search else _computed(request, asked, names=pinned or HEADLINES)
    except Refusal:
        return said(request, "not_found")
    return show(request, "figures", values)


@answers("GET")
@office_page(permission=Permission.SEE_FIGURES, here="figures")
def figure(request: HttpRequest, name: str) -> HttpResponse:
    """Show one figure: its definition, its parts, and the rows that the user may see."""
    if name not in MEASURES:
        return said(request, "not_found")
    asked = asked_window(request)
    values: dict[str, Any] = {
        "measure": MEASURES[name],
        "asked": asked,
        "unit_options": asked_units(request, asked),
        "parameters": parameters_of(MEASURES[name]),
    }
    if asked.window is None:
        return show(request, "figure_asked", values, status=400)
    try:
        (found,) = _computed(request, asked, names=(name,), with_rows=True)
    except Refusal:
        return said(request, "not_found")
    rows, chosen = _chosen(request, found)
    pages = max(1, -(-len(rows) // ROWS_A_PAGE))
    page = min(asked_page(request), pages)
    first = (page - 1) * ROWS_A_PAGE
    values |= {
        "figure": found,
        "pinned": name in pins.pinned(request.actor),
        "unit_lines": (found.by_unit or ())[:UNITS_SHOWN],
        "unit_lines_more": max(0, len(found.by_unit or ()) - UNITS_SHOWN),
        "rows": rows[first : first + ROWS_A_PAGE],
        "row_count": len(rows),
        "chosen": chosen,
        "results": _results(found),
        **_columns(found, rows),
        "not_written": NOT_WRITTEN,
        "first_number": first,
        "page": page,
        "pages": pages,
    }
    return show(request, "figure", values)


@answers("POST")
@office_page(permission=Permission.SEE_FIGURES, here="figures")
def pin(request: HttpRequest, name: str) -> HttpResponse:
    """Keep a figure on top of one's own page."""
    return _pinned(request, name, pins.pin, "Đã ghim “{label}” lên đầu trang Số liệu.")


@answers("POST")
@office_page(permission=Permission.SEE_FIGURES, here="figures")
def unpin(request: HttpRequest, name: str) -> HttpResponse:
    """Take a figure off the top of one's own page."""
    return _pinned(request, name, pins.unpin, "Đã bỏ ghim “{label}”.")


def _pinned(request: HttpRequest, name: str, act: Any, words: str) -> HttpResponse:
    """Do so, and go back to the page that asked, with all that it asked."""
    try:
        label = act(name=name, actor=request.actor, at=request.now)
        messages.success(request, words.format(label=label))
    except Refusal as refusal:
        if refusal.code == "figure_unknown":
            return said(request, "not_found")
        messages.error(request, sentence(refusal))
    of_figure = request.POST.get("tro_ve") == "figure"
    address = reverse("figure", args=[name]) if of_figure else reverse("figures")
    query = urlencode(kept_questions(request))
    place = "" if of_figure else f"#m-{name}"
    return redirect(f"{address}?{query}{place}" if query else f"{address}{place}")


def _computed(request: HttpRequest, asked: Asked, **which: Any) -> tuple[FigureView, ...]:
    """Compute what is asked. Raises Refusal for an unknown unit or figure."""
    return reporting.figures(
        actor=request.actor,
        at=request.now,
        perspective=request.page_view.perspective,
        window=asked.window,
        unit=asked.don_vi or None,
        rebase_to=asked.rebase_to,
        parameters=asked.parameters,
        **which,
    )


def _chosen(request: HttpRequest, found: FigureView) -> tuple[tuple[FigureRowView, ...], str]:
    """The rows of the part, or with the answer, that the address asks for, and its words."""
    rows, code = found.rows or (), asked_text(request, "phan")
    words = {part.code or NOT_WRITTEN: part.words for part in found.parts}
    if code in words:
        part = words[code]
        return tuple(row for row in rows if row.part == part), f"{found.split}: {part}"
    answer = asked_text(request, "ket_luan")
    if answer in ANSWERS and found.numerator is not None:
        met = ANSWERS[answer]
        return tuple(row for row in rows if row.met is met), found.answer(met)
    return rows, ""


def _columns(found: FigureView, rows: tuple[FigureRowView, ...]) -> dict[str, Any]:
    """Which columns the rows have: what is the row's own detail is not told twice."""
    has_parts = bool(found.split) and found.split != found.detail and found.kind is not Kind.MONEY
    is_share = found.kind is Kind.SHARE
    return {
        "is_of_people": any(row.person for row in rows),
        "is_money": found.kind is Kind.MONEY,
        "has_parts": has_parts,
        "columns": 4 + has_parts + is_share,
    }


def _results(found: FigureView) -> list[tuple[str, str, int]]:
    """How the rows of a share answer: code, words, how many that the user may see."""
    if found.numerator is None:
        return []
    rows = found.rows or ()
    return [
        (code, found.answer(met), sum(row.met is met for row in rows))
        for code, met in ANSWERS.items()
    ]
