"""What was taken in: the report of an import, taking it back, the workbook with notes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from canbo.accounts.roles import Permission
from canbo.engine.refusal import Refusal
from canbo.records import operations
from canbo.records.access import imports as access
from canbo.records.access.import_people import import_people
from canbo.records.operations import drafts
from canbo.web.messages import sentence
from canbo.web.office import import_words as words
from canbo.web.office import noted_workbooks, problem_pages
from canbo.web.office.page import (
    answers,
    asked_page,
    asked_text,
    office_page,
    refused,
    show,
    wants_part,
)

ROWS_A_PAGE = 100


@answers("GET")
@office_page(permission=Permission.IMPORT, here="imports")
def report(request: HttpRequest, batch: int) -> HttpResponse:
    """Show what an import stored, whom it met, and every cell that was listed."""
    found = access.get_import(batch=batch, actor=request.actor, at=request.now)
    kept = access.problems_of(batch=batch, actor=request.actor, at=request.now)
    values = {
        "import": found,
        "state": words.IMPORT_STATES[found.state],
        "stored": words.stored_words(found.counts),
        **problem_pages.shown(request, kept, found.problem_count),
        "may_undo": request.actor.may(Permission.UNDO_IMPORT),
    }
    return show(request, "import_report", values)


@answers("GET")
@office_page(permission=Permission.IMPORT, here="imports")
def problem_list(request: HttpRequest, batch: int) -> HttpResponse:
    """Give all that an import listed as a workbook of its own."""
    found = access.get_import(batch=batch, actor=request.actor, at=request.now)
    kept = access.problems_of(batch=batch, actor=request.actor, at=request.now)
    return problem_pages.workbook(kept, found.file)


@answers("GET")
@office_page(permission=Permission.IMPORT, here="imports")
def people(request: HttpRequest, batch: int) -> HttpResponse:
    """List the people whom an import made, or the known ones that it speaks of."""
    page, is_new = asked_page(request), asked_text(request, "loai", 10) != "da_co"
    found = access.get_import(batch=batch, actor=request.actor, at=request.now)
    listed = import_people(
        batch=batch, is_new=is_new, actor=request.actor, at=request.now, page=page,
        size=ROWS_A_PAGE,
    )  # fmt: skip
    values = {
        "import": found,
        "is_new": is_new,
        "people": listed,
        "first": (page - 1) * ROWS_A_PAGE,
        "page": page,
        "pages": -(-(listed.total - listed.hidden) // ROWS_A_PAGE),
    }
    return show(request, "import_people", values)


@answers("GET", "POST")
@office_page(permission=Permission.UNDO_IMPORT, here="imports")
def undo(request: HttpRequest, batch: int) -> HttpResponse:
    """Show what would fall, then take the import back."""
    if request.method == "POST":
        return _undo(request, batch)
    found = drafts.preview_undo(batch=batch, actor=request.actor, at=request.now)
    values = {
        "preview": found,
        "falls": words.counted_words(found.facts),
        "returns": words.counted_words(found.restored),
        "refused": sentence(found.refusal) if found.refusal else "",
    }
    return show(request, "import_undo", values)


def _undo(request: HttpRequest, batch: int) -> HttpResponse:
    try:
        done = operations.undo_import(batch=batch, actor=request.actor, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, reverse("import_undo", args=[batch]))
    messages.success(
        request,
        f"Đã hủy lần nhập số {batch} ({done.file}): {done.voided} dữ kiện thôi hiệu lực, "
        f"{done.restored} dữ kiện trở lại như trước.",
    )
    return redirect("import_report", batch)


@answers("GET")
@office_page(permission=Permission.IMPORT, here="imports")
def workbook(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Give the same workbook back with notes; one that takes long is made by the worker."""
    try:
        noted = noted_workbooks.noted(draft=draft, actor=request.actor)
    except Refusal as refusal:
        return refused(request, refusal, reverse("draft", args=[draft]))
    if noted.content is None or wants_part(request):
        values = {"draft_id": draft, "file": noted.name, "is_made": noted.content is not None}
        return show(request, "part_noting" if wants_part(request) else "noting", values)
    response = HttpResponse(noted.content, content_type=noted_workbooks.CONTENT_TYPE)
    response["Content-Disposition"] = noted_workbooks.disposition(noted.name)
    response["Cache-Control"] = "no-store"
    return response
