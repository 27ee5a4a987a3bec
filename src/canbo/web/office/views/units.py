"""The units of a day level by level, their search, one unit through time, where sources differ."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from canbo.accounts.roles import Permission
from canbo.engine.refusal import Refusal
from canbo.law import load
from canbo.records import access as records
from canbo.web.office import file_words, unit_lines
from canbo.web.office.page import (
    answers,
    asked_page,
    asked_text,
    office_page,
    said,
    show,
    wants_part,
)
from canbo.web.office.views.officials import ROWS_A_PAGE, addresses
from canbo.web.unit_words import WaitingLine, waiting_lines

FOUND_A_PAGE = 50
BELOW_A_PAGE = 200


@answers("GET")
@office_page(permission=Permission.SEE_OFFICIALS, here="units")
def units(request: HttpRequest) -> HttpResponse:
    """Show the outermost units of the day, to be opened level by level, or those of a search."""
    search = asked_text(request, "tim")
    if search:
        found = records.search_units(
            words=search,
            actor=request.actor,
            at=request.now,
            perspective=request.page_view.perspective,
            page=asked_page(request),
            size=FOUND_A_PAGE,
        )
    else:
        found = _below(request, None)
    values = {**_listed(request, found), "search": search}
    return show(request, "part_units" if wants_part(request) else "units", values)


@answers("GET")
@office_page(permission=Permission.SEE_OFFICIALS, here="units")
def branch(request: HttpRequest, unit: UUID) -> HttpResponse:
    """Show the units right below one; a script asks for them as a part of the tree."""
    found = _below(request, unit)
    if found.own is None or not found.own.name:
        return said(request, "not_found")
    values = {**_listed(request, found), "parent": found.own}
    return show(request, "part_branch" if wants_part(request) else "unit_branch", values)


@answers("GET")
@office_page(permission=Permission.SEE_OFFICIALS, here="units")
def unit(request: HttpRequest, unit: UUID) -> HttpResponse:
    """Show a unit's life, the units below it, who holds posts on the day, who waits."""
    perspective = request.page_view.perspective
    try:
        life = records.get_unit(
            unit=unit, actor=request.actor, at=request.now, perspective=perspective
        )
    except Refusal:
        return said(request, "not_found")
    found = _below(request, unit)
    holders = records.list_officials(
        actor=request.actor,
        at=request.now,
        perspective=perspective,
        unit=unit,
        page=asked_page(request),
        size=ROWS_A_PAGE,
    )
    rows = file_words.list_rows(holders, addresses(request))
    values = {
        **_listed(request, found),
        "life": life,
        "words": unit_lines.life_words(life),
        "own": found.own,
        "asked_as": life.code if life.stands and life.code else life.handle,
        "found": holders,
        "rows": rows,
        "page": holders.page,
        "any_proposed": any(row.proposed for row in rows),
        "unit_code": life.code,
        "waiting": _waiting_here(request, unit) if not life.stands else [],
    }
    return show(request, "unit", values)


@answers("GET")
@office_page(permission=Permission.SEE_OFFICIALS, here="units")
def disputes(request: HttpRequest) -> HttpResponse:
    """List the units of whose successors the sources tell differently, side by side."""
    found = records.unit_disputes(perspective=request.page_view.perspective)
    return show(request, "unit_disputes", {"disputes": found})


def _below(request: HttpRequest, parent: UUID | None) -> records.UnitLines:
    return records.unit_branch(
        parent=parent,
        actor=request.actor,
        at=request.now,
        perspective=request.page_view.perspective,
        everything=bool(request.GET.get("het")),
        page=asked_page(request) if parent is None else _asked_below(request),
        size=BELOW_A_PAGE,
    )


def _asked_below(request: HttpRequest) -> int:
    text = request.GET.get("tiep", "")
    return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1


def _listed(request: HttpRequest, found: records.UnitLines) -> dict[str, Any]:
    return {
        "units": found,
        "everything": bool(request.GET.get("het")),
        "next_page": found.page + 1 if found.has_next else None,
    }


def _waiting_here(request: HttpRequest, unit: UUID) -> list[WaitingLine]:
    day: date = request.page_view.perspective.as_of
    found = records.waiting_holders(
        actor=request.actor, at=request.now, day=day, law=load(), units=frozenset({unit})
    )
    return waiting_lines(found, day, load().posts)
