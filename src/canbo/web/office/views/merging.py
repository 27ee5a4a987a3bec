"""Records that may be one person: found, held side by side, made one, taken apart, told apart."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from canbo.accounts.roles import Permission
from canbo.engine.refusal import Refusal
from canbo.records.access import merging as access
from canbo.records.operations import merging as operations
from canbo.reporting import merging as reporting
from canbo.reporting.consequences import foresee
from canbo.web.office import merging_words as words
from canbo.web.office.page import NOT_THERE, answers, asked_page, office_page, refused, show

ROWS_A_PAGE = 50
_HERE = "officials"


@answers("GET")
@office_page(permission=Permission.IMPORT, here=_HERE)
def duplicates(request: HttpRequest) -> HttpResponse:
    """List who may be meant twice, what was merged, and who was told apart."""
    page = asked_page(request)
    who = {"actor": request.actor, "at": request.now}
    found = access.list_duplicates(
        **who, perspective=request.page_view.perspective, page=page, size=ROWS_A_PAGE
    )
    values = {
        "found": found,
        "pairs": list(map(words.pair, found.rows)),
        "page": page,
        "pages": -(-found.total // ROWS_A_PAGE),
        "merges": access.list_merges(**who),
        "aparts": access.list_aparts(**who),
    }
    return show(request, "duplicates", values)


@answers("GET", "POST")
@office_page(permission=Permission.IMPORT, here=_HERE)
def merge(request: HttpRequest, survivor: UUID, merged: UUID) -> HttpResponse:
    """Hold two records side by side; show what making them one would change, or do it."""
    try:
        found = reporting.compare(
            survivor=survivor, merged=merged, actor=request.actor, at=request.now,
            perspective=request.page_view.perspective,
        )  # fmt: skip
    except Refusal as refusal:
        return _refused(request, refusal)
    chosen = _chosen(request, found)
    seen, problem = None, ""
    if request.method == "POST":
        try:
            if request.POST.get("viec") == "gop":
                return _merged(request, found, chosen)
            seen = foresee(
                lambda: _merge(request, found, chosen), actor=request.actor, at=request.now,
                as_of=request.page_view.perspective.as_of,
            )  # fmt: skip
        except Refusal as refusal:
            if refusal.code in NOT_THERE:
                raise
            problem = words.problem(refusal)
    values = {
        "found": found,
        "open": words.meetings(found.open, chosen),
        "settled": words.meetings(found.settled, {}),
        "only_survivor": words.lines(found.only_survivor),
        "only_merged": words.lines(found.only_merged),
        "seen": words.consequences(seen) if seen else None,
        "problem": problem,
        "reason": request.POST.get("ly_do", "")[:500],
    }
    return show(request, "merge", values, status=400 if problem else 200)


def _chosen(request: HttpRequest, found: reporting.ComparisonView) -> dict[str, str]:
    """What the form decides; only what is one of the two sides counts."""
    sides = set(operations.Side)
    given = {one.id: request.POST.get(f"c-{one.id}", "") for one in found.open}
    return {meeting: side for meeting, side in given.items() if side in sides}


def _merge(
    request: HttpRequest, found: reporting.ComparisonView, chosen: dict[str, str]
) -> operations.MergeReport:
    return operations.merge_people(
        survivor=found.survivor, merged=found.merged, actor=request.actor, at=request.now,
        decisions=chosen, reason=request.POST.get("ly_do", "")[:500].strip(),
    )  # fmt: skip


def _merged(
    request: HttpRequest, found: reporting.ComparisonView, chosen: dict[str, str]
) -> HttpResponse:
    done = _merge(request, found, chosen)
    messages.success(
        request,
        f"Đã gộp hai hồ sơ của {found.name} (lần gộp số {done.merge}): "
        f"{sum(done.came.values())} dữ kiện chuyển sang, {done.given_up} dữ kiện trùng hoặc không "
        "được chọn thôi hiệu lực. Tách lại được ở trang Hồ sơ trùng.",
    )
    return redirect("official", found.survivor)


@answers("POST")
@office_page(permission=Permission.IMPORT, here=_HERE)
def apart(request: HttpRequest, one: UUID, other: UUID) -> HttpResponse:
    """Note that two records are two people, or take the note back."""
    undo = "bo" in request.POST
    act = operations.unmark_apart if undo else operations.mark_apart
    try:
        act(one=one, other=other, actor=request.actor, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, reverse("duplicates"))
    done = "Đã bỏ xác nhận: hai hồ sơ lại được xem xét." if undo else (
        "Đã xác nhận là hai người: không đề xuất nữa."
    )  # fmt: skip
    messages.success(request, done)
    return redirect(reverse("duplicates"))


@answers("GET", "POST")
@office_page(permission=Permission.IMPORT, here=_HERE)
def unmerge(request: HttpRequest, merge: int) -> HttpResponse:
    """Show what taking a merge apart would do, then do it."""
    who = {"merge": merge, "actor": request.actor, "at": request.now}
    try:
        if request.method == "POST":
            done = operations.unmerge_people(**who)
            messages.success(
                request,
                f"Đã tách lần gộp số {merge}: {len(done.back)} dữ kiện trở về hồ sơ kia, "
                f"{len(done.stay)} dữ kiện ghi sau khi gộp ở lại hồ sơ này.",
            )
            return redirect("official", done.survivor)
        found = reporting.unmerging(**who, perspective=request.page_view.perspective)
    except Refusal as refusal:
        return _refused(request, refusal)
    values = {"number": merge, "found": found, "groups": words.unmerge_groups(found)}
    return show(request, "unmerge", values)


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer what is not there like what may not be seen; else say why not."""
    if refusal.code in NOT_THERE:
        raise refusal
    values = {"refused": words.problem(refusal)}
    return show(request, "merge_refused", values, status=409)
