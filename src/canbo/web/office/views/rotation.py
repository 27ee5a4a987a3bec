"""The rotation: who moves where, in chains, each with a reason, and the settings of the office."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from canbo.accounts.roles import Permission
from canbo.cycle import operations
from canbo.cycle.access import rotations as access
from canbo.engine.planning.rotation.settings import Settings, SettingsRefused
from canbo.engine.refusal import Refusal
from canbo.engine.vietnamese import clean
from canbo.exchange.tables import ROTATION, write_folder
from canbo.reporting.exports import Export
from canbo.reporting.exports.rotation import export_rotation
from canbo.web.messages import sentence
from canbo.web.office.page import answers, office_page, said, show, wants_part
from canbo.web.office.plan_words import GROUPS, STATUS
from canbo.web.office.rotation_words import (
    KINDS,
    LEVELS,
    chain_words,
    change_words,
    field_groups,
    label_of,
    last_words,
    price_words,
    reason_words,
    rule_words,
    settings_document,
    title_words,
    unfilled_words,
)
from canbo.web.office.views.exports import sent

LONGEST = 20  # letters of a number in the form


@answers("GET")
@office_page(permission=Permission.SEE_PLAN, here="plans")
def rotation(request: HttpRequest) -> HttpResponse:
    """Show the newest rotation, or how to make the first one."""
    asked = access.last_rotation(actor=request.actor)
    if wants_part(request):
        if asked is not None and asked.is_under_way:
            return show(request, "part_rotating", {})
        found = access.get_rotation(actor=request.actor, at=request.now)
        if found is not None and found.is_answering:
            return show(request, "part_rotating", {"answering": True})
        response = HttpResponse(status=200)
        response["HX-Refresh"] = "true"
        return response
    return _page(request, asked)


def _page(
    request: HttpRequest,
    asked: access.RotationRequestView | None,
    problems: list[str] | None = None,
    settings: Settings | None = None,
) -> HttpResponse:
    found = access.get_rotation(actor=request.actor, at=request.now)
    refused = Refusal(asked.refusal_code, asked.refusal_data) if asked else None
    set_so = settings or (asked.settings if asked else Settings())
    values: dict[str, Any] = {
        "asked": asked,
        "refused": sentence(refused) if refused and refused.code else "",
        "found": found,
        "problems": problems or (),
        "may_draft": request.actor.may(Permission.MAKE_PLAN),
        "settings": set_so,
        "groups": field_groups(set_so, found),
        "kinds": KINDS,
        "levels": LEVELS,
    }
    if found is not None:
        values |= {
            "status": STATUS.get(found.status, found.status),
            "chains": [(one, title_words(one), chain_words(one), last_words(one))
                       for one in found.chains if any(step.person for step in one.steps)],
            "reasons": [
                (one, reason_words(one), change_words(one.change) if one.change else "")
                for one in found.reasons
            ],
            "vacancies": [(one.seat, unfilled_words(one.unfilled)) for one in found.vacancies],
            "shares": [(GROUPS[one.name], one) for one in found.groups],
            "prices": [(price_words(one), one.gain) for one in found.prices],
            "planned_by": rule_words(found.ruling["only_planned"][1]),
        }  # fmt: skip
    return show(request, "rotation", values, status=400 if problems else 200)


@answers("POST")
@office_page(permission=Permission.MAKE_PLAN, here="plans")
def draft(request: HttpRequest) -> HttpResponse:
    """Ask the worker for a rotation by the numbers of the form, from this page's perspective."""
    posted = {name: clean(text[:LONGEST]) for name, text in request.POST.items()}
    try:
        operations.request_rotation(
            settings=settings_document(posted), perspective=request.page_view.perspective,
            actor=request.actor, at=request.now,
        )  # fmt: skip
    except SettingsRefused as refusal:
        problems = [
            f"{label_of(name)}: thấy “{found}”, cần {expected}."
            for name, found, expected in refusal.problems
        ]
        return _page(request, access.last_rotation(actor=request.actor), problems)
    messages.success(request, "Đã giao máy lập phương án; trang tự mở kết quả khi xong.")
    query = request.page_view.query
    address = reverse("rotation")
    return redirect(f"{address}?{query}" if query else address)


@answers("POST")
@office_page(permission=Permission.SEE_PLAN, here="plans")
def change(request: HttpRequest, person: UUID) -> HttpResponse:
    """Ask the worker what would move somebody."""
    operations.ask_change(person=person, actor=request.actor, at=request.now)
    query = request.page_view.query
    address = reverse("rotation")
    return redirect(f"{address}?{query}#{person}" if query else f"{address}#{person}")


@answers("POST")
@office_page(permission=Permission.SEE_PLAN, here="plans")
def export(request: HttpRequest) -> HttpResponse:
    """Give everybody of the newest rotation whom the user may know, as a workbook."""

    def write(made: Export) -> Any:
        return export_rotation(made, reason=reason_words)

    return sent(request, write, "rotation")


@answers("POST")
@office_page(permission=Permission.SEE_PLAN, here="plans")
def tables(request: HttpRequest) -> HttpResponse:
    """Give the tables that the newest rotation was made from, for `canbo plan rotation`."""
    try:
        problem = access.rotation_problem(actor=request.actor, at=request.now)
    except access.RotationClosed as refusal:
        messages.error(request, sentence(refusal))
        return redirect(reverse("rotation"))
    if problem is None:
        return said(request, "not_found")
    target = io.BytesIO()
    with TemporaryDirectory() as folder, zipfile.ZipFile(target, "w") as packed:
        write_folder(Path(folder), problem, ROTATION)
        for path in sorted(Path(folder).iterdir()):
            packed.write(path, path.name)
    response = HttpResponse(target.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="luan-chuyen.zip"'
    response["Cache-Control"] = "no-store"
    return response
