"""One waiting file: progress, its columns, its differences, what cannot be read, storing it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from canbo.accounts.roles import Permission
from canbo.engine.refusal import Refusal
from canbo.engine.vietnamese import write_number
from canbo.records.access import drafts as access
from canbo.records.access.drafts import DifferenceCount, DraftView
from canbo.records.access.imports import ImportRow, imports_numbered
from canbo.records.operations import LOOKED_AT, Outcome, drafts
from canbo.web.messages import sentence
from canbo.web.office import column_words, problem_pages
from canbo.web.office import difference_words as said_of
from canbo.web.office import import_words as words
from canbo.web.office.page import (
    View,
    answers,
    asked_page,
    asked_text,
    office_page,
    refused,
    said,
    show,
    wants_part,
)
from canbo.web.office.perspective import read_day

ROWS_A_PAGE = 50
FIRST_PROBLEMS = 200  # of which one of each code is shown
ALL, LOOKED = "tat_ca", "phai_xem"  # instead of a kind of difference: all, those to be looked at


@answers("GET")
@office_page(permission=Permission.IMPORT, here="imports")
def draft(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Show where a file stands and what is to be done next."""
    found = access.get_draft(draft=draft, actor=request.actor)
    if wants_part(request):
        return _progress(request, found)
    counts = access.count_differences(draft=draft, actor=request.actor)
    kinds = said_of.kind_counts(counts)
    refusal = Refusal(found.refusal["code"], found.refusal["data"]) if found.refusal else None
    values = {
        **_shared(found, counts),
        "is_lost": _is_lost(request, found),
        "looked_at": [one for one in kinds if one.is_looked_at],
        "others": [one for one in kinds if not one.is_looked_at],
        "undecided": sum(one.undecided for one in kinds if one.is_looked_at),
        "stored": words.stored_words(found.report),
        "changes": words.change_words(found),
        "meanwhile": _meanwhile(request, found),
        "refused": sentence(refusal) if refusal else "",
        "unsure": sum(column["is_unsure"] for column in _columns(found)),
        "groups": (groups := _first_problems(request, found)),
        "is_returnable": words.are_in_sheets(groups),
        "next": _next(request, found),
        "today": request.now.date(),
    }
    return show(request, "draft", values)


def _shared(found: DraftView, counts: tuple[DifferenceCount, ...] | None = None) -> dict[str, Any]:
    shared: dict[str, Any] = {"draft": found, "state": words.STATES[found.state]}
    if found.is_under_way:
        shared["rows"] = drafts.progress_of(found.id, found.run)
        shared["rows_told"] = words.progress_words(shared["rows"])
    if counts is not None:
        shared["all"] = sum(one.total for one in counts)
        shared["must_decide"] = said_of.must_decide(counts)
    return shared


def _columns(found: DraftView) -> Iterator[Mapping[str, Any]]:
    """The columns of the tables that somebody is asked about, each layout once."""
    for layout in {one["signature"]: one for one in found.layouts if one["is_unsure"]}.values():
        yield from layout["columns"]


def _meanwhile(request: HttpRequest, found: DraftView) -> tuple[ImportRow, ...]:
    """The imports that moved what was shown, as far as one may know of them."""
    named = found.changes.get("imports")
    if not named:
        return ()
    return imports_numbered(batches=named, actor=request.actor, at=request.now)


def _next(request: HttpRequest, found: DraftView) -> DraftView | None:
    """The file to turn to after this one is stored: the oldest that waits for its sender."""
    if found.is_open:
        return None
    waiting = access.list_drafts(actor=request.actor)
    return next((one for one in reversed(waiting) if one.state in ("ready", "columns")), None)


def _progress(request: HttpRequest, found: DraftView) -> HttpResponse:
    """Answer the page's question whether the worker is done: still not, or look anew."""
    if found.is_under_way:
        values = {**_shared(found), "is_lost": _is_lost(request, found)}
        return show(request, "part_progress", values)
    response = HttpResponse(status=200)
    response["HX-Refresh"] = "true"
    return response


def _is_lost(request: HttpRequest, found: DraftView) -> bool:
    return found.is_under_way and drafts.is_lost_draft(draft=found.id, actor=request.actor)


def _first_problems(request: HttpRequest, found: DraftView) -> tuple[words.ProblemGroup, ...]:
    if not found.problem_count:
        return ()
    kept = access.problems_of(draft=found.id, actor=request.actor)
    return words.problem_groups(kept.page(1, FIRST_PROBLEMS).rows)


# --- columns


@answers("GET", "POST")
@office_page(permission=Permission.IMPORT, here="imports")
def columns(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Show what each column was taken for, and let somebody say what it is."""
    if request.method == "POST":
        return _confirm(request, draft)
    found = access.get_draft(draft=draft, actor=request.actor)
    counts = access.count_differences(draft=draft, actor=request.actor)
    opened = asked_text(request, "sua", 64)
    tables = column_words.tables_of(found.layouts, opened)
    values = {
        **_shared(found, counts),
        "tables": tables,
        "groups": column_words.role_groups(drafts.column_roles()),
    }
    return show(request, "draft_columns", values)


def _confirm(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Take the answers: `cot-SIGNATURE-PLACE` names the role of a column."""
    chosen: dict[str, dict[int, str]] = {}
    for name, role in request.POST.items():
        kind, _, rest = name.partition("-")
        signature, _, place = rest.rpartition("-")
        if kind == "cot" and place.isdecimal() and len(place) < 5:
            chosen.setdefault(signature, {})[int(place)] = role
    if not chosen:
        return said(request, "bad_request")
    try:
        drafts.confirm_columns(draft=draft, chosen=chosen, actor=request.actor, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, reverse("draft_columns", args=[draft]))
    messages.success(request, "Đã ghi nhớ ý nghĩa các cột; máy đang đọc lại tệp.")
    return redirect("draft", draft)


# --- differences


@answers("GET", "POST")
@office_page(permission=Permission.IMPORT, here="imports")
def differences(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Show the differences between file and home, and take decisions on them."""
    if request.method == "POST":
        return _decide(request, draft)
    found = access.get_draft(draft=draft, actor=request.actor)
    counts = access.count_differences(draft=draft, actor=request.actor)
    kinds = said_of.kind_counts(counts)
    if kinds and "loai" not in request.GET:
        return redirect(f"{reverse('draft_differences', args=[draft])}?loai={_first_kind(kinds)}")
    selection, page = _selection(request), asked_page(request)
    listed = access.list_differences(
        draft=draft, selection=selection, actor=request.actor, page=page, size=ROWS_A_PAGE,
        kinds=LOOKED_AT,
    )  # fmt: skip
    values = {
        **_shared(found, counts),
        **_kinds_shown(kinds, selection),
        "fact_kinds": said_of.fact_counts(counts, selection.kind),
        "selection": selection,
        "lines": [said_of.difference_line(one) for one in listed.rows],
        "total": listed.total,
        "left": _left(selection, listed),
        "page": page,
        "pages": -(-listed.total // ROWS_A_PAGE),
        "rules": said_of.rules(_reached(counts, selection), selection.kind, drafts.DEFAULT),
        "may_decide": found.state == "ready",
        "changes": words.change_words(found),
    }
    return show(request, "draft_differences", values)


def _first_kind(kinds: Sequence[said_of.KindCount]) -> str:
    """What is shown first: all that must be looked at, else the first kind there is."""
    looked_at = [one for one in kinds if one.is_looked_at]
    if len(looked_at) > 1 and any(one.undecided for one in looked_at):
        return LOOKED
    return next((one for one in kinds if one.undecided), kinds[0]).code


def _kinds_shown(kinds: Sequence[said_of.KindCount], selection: drafts.Selection) -> dict[str, Any]:
    looked_at = [one for one in kinds if one.is_looked_at]
    return {
        "kinds": kinds,
        "looked_at": looked_at,
        "looked_total": sum(one.total for one in looked_at),
        "others": [one for one in kinds if not one.is_looked_at],
        "kind": next((one for one in kinds if one.code == selection.kind), None),
    }


def _reached(
    counts: Sequence[DifferenceCount], selection: drafts.Selection
) -> Sequence[DifferenceCount]:
    if not selection.is_looked_at:
        return counts
    return [one for one in counts if one.kind in LOOKED_AT]


def _left(selection: drafts.Selection, listed: access.DifferencePage) -> int | None:
    """How many of those shown somebody still has to decide; None where nobody has to."""
    is_free = selection.kind and selection.kind not in LOOKED_AT
    return None if is_free else listed.undecided


def _selection(request: HttpRequest) -> drafts.Selection:
    kind = asked_text(request, "loai", 40)
    return drafts.Selection(
        kind="" if kind in (ALL, LOOKED) else kind,
        is_looked_at=kind == LOOKED,
        fact_kind=asked_text(request, "muc", 40),
        search=asked_text(request, "tim"),
        is_open=asked_text(request, "chua", 5) == "1",
        outcome=asked_text(request, "kq", 20),
    )


def _decide(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Take one decision (`khac`, `chon`) or one for all that the address selects (`tat_ca`).

    `ngay` is the day, where the outcome asks for one.
    """
    code, option = request.POST.get("khac", ""), request.POST.get("chon", "")
    rule = request.POST.get("tat_ca", "")
    if not rule and not (code and option):
        return said(request, "bad_request")
    try:
        option, rule = _dated(request, option), _dated(request, rule)
        if rule:
            count = drafts.decide_all(
                draft=draft, selection=_selection(request), option=rule, actor=request.actor
            )
            messages.success(
                request, f"Đã quyết định {write_number(count)} khác biệt cùng một lúc."
            )
        else:
            drafts.decide(draft=draft, difference=code, option=option, actor=request.actor)
    except Refusal as refusal:
        return refused(request, refusal, _here(request, draft))
    if wants_part(request):
        return _line(request, draft, code)
    return redirect(f"{_here(request, draft)}#d-{code}" if code else _here(request, draft))


def _dated(request: HttpRequest, option: str) -> str:
    """An outcome with the day that the form sent along; raises Refusal where it sent none."""
    if option != Outcome.SINCE or "ngay" not in request.POST:
        return option
    day = _told_day(request)
    if day is None:
        raise Refusal("decision_needs_day", {})
    return f"{option}:{day.isoformat()}"


def _told_day(request: HttpRequest) -> date | None:
    """The day that somebody wrote, None for nothing; raises Refusal (`not_a_date`)."""
    written = request.POST.get("ngay", "").strip()[:40]
    told = read_day(written) if written else None
    if written and told is None:
        raise Refusal("not_a_date", {"found": written, "expected": "30/6/2011"})
    return told


def _line(request: HttpRequest, draft: UUID, code: str) -> HttpResponse:
    """Give the one row that was decided."""
    found = access.get_difference(draft=draft, code=code, actor=request.actor)
    selection = _selection(request)
    listed = access.list_differences(
        draft=draft, selection=selection, actor=request.actor, page=1, size=1, kinds=LOOKED_AT
    )
    values = {
        "line": said_of.difference_line(found),
        "may_decide": True,
        "draft": {"id": draft},
        "selection": selection,
        "left": _left(selection, listed),
    }
    return show(request, "part_decided", values)


def _here(request: HttpRequest, draft: UUID) -> str:
    asked = {
        name: asked_text(request, name) for name in ("loai", "muc", "tim", "chua", "kq", "trang")
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    address = reverse("draft_differences", args=[draft])
    return f"{address}?{query}" if query else address


# --- what could not be read


@answers("GET")
@office_page(permission=Permission.IMPORT, here="imports")
def problems(request: HttpRequest, draft: UUID) -> HttpResponse:
    """List what could not be read or was not stored, with cell, reason and suggestion."""
    found = access.get_draft(draft=draft, actor=request.actor)
    kept = access.problems_of(draft=draft, actor=request.actor)
    counts = access.count_differences(draft=draft, actor=request.actor)
    values = {
        **_shared(found, counts),
        **problem_pages.shown(request, kept, found.problem_count),
    }
    return show(request, "draft_problems", values)


@answers("GET")
@office_page(permission=Permission.IMPORT, here="imports")
def problem_list(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Give all that could not be read or was not stored as a workbook of its own."""
    found = access.get_draft(draft=draft, actor=request.actor)
    kept = access.problems_of(draft=draft, actor=request.actor)
    return problem_pages.workbook(kept, found.file)


# --- what to do with the whole file


@answers("POST")
@office_page(permission=Permission.IMPORT, here="imports")
def day(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Take the day (`ngay`, empty: not known) of the file's lists that name none."""
    try:
        told = _told_day(request)
        drafts.tell_day(draft=draft, day=told, actor=request.actor, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, reverse("draft", args=[draft]))
    return redirect("draft", draft)


def _acting(act: Callable[..., None]) -> View:
    """A view that does something with the whole file, then shows where it stands."""

    @answers("POST")
    @office_page(permission=Permission.IMPORT, here="imports")
    @wraps(act)
    def view(request: HttpRequest, draft: UUID) -> HttpResponse:
        try:
            act(draft=draft, actor=request.actor, at=request.now)
        except Refusal as refusal:
            return refused(request, refusal, reverse("draft", args=[draft]))
        return redirect("draft", draft)

    return view


store = _acting(drafts.store_draft)
compare = _acting(drafts.compare_again)
retry = _acting(drafts.retry_draft)


@answers("GET", "POST")
@office_page(permission=Permission.IMPORT, here="imports")
def drop(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Ask whether the file shall go, then throw it away; what was stored of it stays."""
    if request.method == "GET":
        return _ask_to_drop(request, draft)
    try:
        name = drafts.drop_draft(draft=draft, actor=request.actor, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, reverse("draft", args=[draft]))
    messages.success(request, f"Đã bỏ tệp “{name}”.")
    return redirect("imports")


def _ask_to_drop(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Say what would be lost: the decisions, never anything of the records."""
    found = access.get_draft(draft=draft, actor=request.actor)
    counts = access.count_differences(draft=draft, actor=request.actor)
    decided = sum(one.decided for one in counts)
    return show(request, "draft_drop", {**_shared(found), "decided": decided})
