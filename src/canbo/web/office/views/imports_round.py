"""Several waiting files stored one after the other: the word for it, how far it is, what came."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from canbo.accounts.roles import Permission
from canbo.engine.refusal import Refusal
from canbo.records.access import drafts as access
from canbo.records.operations import LOOKED_AT, drafts
from canbo.web.office import round_words as words
from canbo.web.office.page import answers, office_page, refused, said, show, wants_part

FIELD = "tep"


@answers("POST")
@office_page(permission=Permission.IMPORT, here="imports")
def store(request: HttpRequest) -> HttpResponse:
    """Give the word to store the files chosen, one after the other."""
    try:
        chosen = {UUID(one) for one in request.POST.getlist(FIELD)}
    except ValueError:
        return said(request, "bad_request")
    try:
        round_id = drafts.store_drafts(drafts=chosen, actor=request.actor, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, reverse("imports"))
    return redirect("import_round", round_id)


@answers("GET")
@office_page(permission=Permission.IMPORT, here="imports")
def round_(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Show how far the files of a round are, and why some of them are not stored."""
    found = access.list_round(round_=round_id, actor=request.actor, kinds=LOOKED_AT)
    values: Mapping[str, object] = {
        "round_id": round_id,
        "lines": words.lines(found),
        "sums": (sums := words.sums(found)),
        "is_lost": sums.is_under_way and drafts.is_lost_round(round_=round_id, actor=request.actor),
    }
    return show(request, "part_round" if wants_part(request) else "import_round", {**values})


@answers("POST")
@office_page(permission=Permission.IMPORT, here="imports")
def stop(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Let the files of a round wait that are not stored yet."""
    count = drafts.stop_round(round_=round_id, actor=request.actor, at=request.now)
    messages.success(request, f"Đã dừng: {count} tệp chưa lưu vẫn chờ bạn như trước.")
    return redirect("import_round", round_id)
