"""The page where files are dropped: what waits, what was taken in, what columns were confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from canbo.accounts.roles import Permission
from canbo.engine.refusal import Refusal
from canbo.exchange.workbooks.guard import FILE_LIMIT, WorkbookRefused
from canbo.records.access import drafts as access
from canbo.records.access import imports as done
from canbo.records.access import unit_names
from canbo.records.operations import LOOKED_AT, drafts
from canbo.web.messages import sentence
from canbo.web.office import import_words as words
from canbo.web.office.column_words import role_words
from canbo.web.office.page import answers, asked_page, office_page, said, show, wants_part
from canbo.web.office.uploads import FIELD, FORM_LIMIT, MOST_FILES

ROWS_A_PAGE = 30


@answers("GET", "POST")
@office_page(permission=Permission.IMPORT, here="imports")
def imports(request: HttpRequest) -> HttpResponse:
    """Take files in as drafts, and list drafts and imports."""
    if request.method == "POST":
        return _receive(request)
    waiting = access.list_drafts(actor=request.actor, kinds=LOOKED_AT)
    values = {
        "drafts": [(one, words.state_words(one), words.about_words(one)) for one in waiting],
        "storable": sum(one.is_storable for one in waiting),
        "rounds": {one.round: None for one in waiting if one.round and one.state == "storing"},
        "any_under_way": any(one.is_under_way for one in waiting),
    }
    if wants_part(request):
        return show(request, "part_drafts", values)
    page = asked_page(request)
    found = done.list_imports(actor=request.actor, at=request.now, page=page, size=ROWS_A_PAGE)
    values |= {
        "imports": [(one, words.IMPORT_STATES[one.state]) for one in found.rows],
        "total": found.total,
        "reach": _reach(request),
        "page": page,
        "pages": -(-found.total // ROWS_A_PAGE),
        "field": FIELD,
        "file_limit": FILE_LIMIT // 2**20,
        "form_limit": FORM_LIMIT // 2**20,
        "most_files": MOST_FILES,
    }
    return show(request, "imports", values)


def _reach(request: HttpRequest) -> list[str]:
    """The units that somebody may import for, by name; none named where it is the whole home."""
    units = {grant.unit for grant in request.actor.grants_for(Permission.IMPORT)}
    if None in units:
        return []
    names = unit_names(request.page_view.perspective)
    return sorted(names[unit] for unit in units if unit in names)


def _receive(request: HttpRequest) -> HttpResponse:
    """Keep each file that can be one; say of each other what it is."""
    kept: dict[UUID, str] = {}
    files = request.FILES.getlist(FIELD)
    for file in files:
        _keep(request, file, kept)
    for name in getattr(request, "upload_refused", ()):
        data = {"found": f"hơn {FILE_LIMIT // 2**20} MB", "expected": f"{FILE_LIMIT // 2**20} MB"}
        messages.error(request, f"{name}: {sentence(Refusal('workbook_too_large', data))}")
    if not files and not getattr(request, "upload_refused", ()):
        messages.error(request, "Chưa chọn tệp nào.")
    known = _sent_before(request, kept)
    if len(kept) == 1 and len(files) == 1:
        if known:
            messages.info(request, "Tệp này bạn đã gửi và đang chờ; đây là tệp ấy.")
        return redirect("draft", *kept)
    for name in known:
        messages.info(request, f"{name}: bạn đã gửi tệp này và nó đang chờ, không nhận thêm.")
    if len(kept) > len(known):
        messages.success(request, f"Đã nhận {len(kept) - len(known)} tệp; máy đang đọc.")
    return redirect("imports")


def _keep(request: HttpRequest, file: UploadedFile, kept: dict[UUID, str]) -> None:
    """Keep one file in `kept`, or say why not."""
    name = file.name or ""
    try:
        draft = drafts.receive_file(
            name=name, pieces=file.chunks(), actor=request.actor, at=request.now
        )
    except WorkbookRefused as refused:
        for one in refused.problems:
            messages.error(request, f"{name}: {sentence(Refusal(one.code, _shown(one)))}")
    except Refusal as refusal:
        messages.error(request, f"{name}: {sentence(refusal)}")
    else:
        if draft in kept:
            messages.info(request, f"{name}: giống hệt tệp “{kept[draft]}” vừa gửi, chỉ nhận một.")
        kept.setdefault(draft, name)


def _sent_before(request: HttpRequest, kept: Mapping[UUID, str]) -> list[str]:
    """The names of those files that waited already when they were sent once more."""
    if not kept:
        return []
    waiting = access.list_drafts(actor=request.actor)
    return [kept[one.id] for one in waiting if one.id in kept and one.made_at != request.now]


def _shown(problem: object) -> dict[str, str]:
    names = ("found", "expected", "suggestion")
    return {name: value for name in names if (value := getattr(problem, name))}


@answers("GET")
@office_page(permission=Permission.IMPORT, here="imports")
def layouts(request: HttpRequest) -> HttpResponse:
    """List the layouts whose columns somebody confirmed."""
    found = access.list_layouts(actor=request.actor)
    rows = [
        (
            one,
            [
                (header, role_words(one.roles[place]))
                for place, header in enumerate(one.headers)
                if place in one.roles
            ],
        )
        for one in found
    ]
    return show(request, "layouts", {"layouts": rows})


@answers("POST")
@office_page(permission=Permission.IMPORT, here="imports")
def forget_layout(request: HttpRequest, layout: UUID) -> HttpResponse:
    """Forget one confirmed layout."""
    try:
        drafts.forget_layout(layout=layout, actor=request.actor, at=request.now)
    except Refusal:
        return said(request, "not_found")
    messages.success(request, "Đã quên. Tệp sau có các cột này sẽ được nhận diện lại từ đầu.")
    return redirect(reverse("layouts"))
