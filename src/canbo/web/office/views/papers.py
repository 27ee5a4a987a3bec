"""Papers from the record as Word files, and the templates from which they are written."""

from __future__ import annotations

import io
from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from canbo.accounts.roles import Permission
from canbo.engine.refusal import Refusal
from canbo.engine.vietnamese import clean
from canbo.exchange.papers import Of, form_named, forms
from canbo.reporting import papers
from canbo.reporting.papers import Paper, Written
from canbo.web.messages import MESSAGES, sentence
from canbo.web.office.noted_workbooks import CONTENT_TYPE as WORKBOOK
from canbo.web.office.noted_workbooks import disposition
from canbo.web.office.page import answers, office_page, refused, said, show

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NOT_THERE = frozenset({"official_not_found", "form_unknown", "unit_unknown", "unit_ambiguous"})
_USUAL, _USUAL_LIST = "2c-bnv-2008", "trich-ngang"


def person_forms() -> list[tuple[str, str]]:
    """The forms about one person, by name and label."""
    return [(one.name, one.label) for one in forms().values() if one.of is Of.PERSON]


def list_forms() -> list[tuple[str, str]]:
    """The choices of a list about many, Word and Excel: value and label."""
    lists = [one for one in forms().values() if one.of is Of.PEOPLE]
    word = [(f"{one.name} docx", f"{one.label}, Word") for one in lists]
    return [*word, (f"{_USUAL_LIST} xlsx", "Danh sách trích ngang, Excel")]


@answers("POST")
@office_page(permission=Permission.SEE_OFFICIALS, here="officials")
def person_paper(request: HttpRequest, person: UUID) -> HttpResponse:
    """Give a paper about one official whom the user may see."""
    form = _told(request, "mau", 40) or _USUAL
    back = reverse("official", args=[person])
    return _sent(request, form, lambda paper: papers.write_person_paper(paper, person=person), back)


@answers("POST")
@office_page(permission=Permission.SEE_OFFICIALS, here="officials")
def list_paper(request: HttpRequest) -> HttpResponse:
    """Give the list of officials as a paper, with the same search and unit as the page."""
    form, _, ending = (_told(request, "mau", 40) or f"{_USUAL_LIST} docx").partition(" ")
    search, unit = _told(request, "tim", 100), _told(request, "don_vi", 200) or None

    def write(paper: Paper) -> Written:
        return papers.write_list_paper(
            paper, search=search, unit=unit, as_workbook=ending == "xlsx"
        )

    return _sent(request, form, write, reverse("officials"))


@answers("GET")
@office_page(permission=Permission.SEE_OFFICIALS, here="officials")
def templates(request: HttpRequest) -> HttpResponse:
    """List the forms, each with its legal text, the template in use and the tags it may say."""
    found = papers.list_templates(actor=request.actor)
    values = {
        "templates": [
            {"view": one, "problem": MESSAGES.get(one.problem, "").split(" (")[0]} for one in found
        ],
        "sorts": [
            (words, one.form.tags)
            for of, words in ((Of.PERSON, "một người"), (Of.PEOPLE, "danh sách"))
            for one in [next(view for view in found if view.form.of is of)]
        ],
        "may_edit": request.actor.may(Permission.EDIT_TEMPLATES),
    }
    return show(request, "templates", values)


@answers("GET")
@office_page(permission=Permission.SEE_OFFICIALS, here="officials")
def template_file(request: HttpRequest, form: str) -> HttpResponse:
    """Give the template in use, to be edited in Word."""
    try:
        chosen = form_named(form)
        content = papers.template_in_use(chosen)
    except Refusal as refusal:
        return _refused(request, refusal, reverse("templates"))
    return _file(content, f"mau-{chosen.name}.docx", WORD)


@answers("GET")
@office_page(permission=Permission.SEE_OFFICIALS, here="officials")
def shipped_file(request: HttpRequest, form: str) -> HttpResponse:
    """Give the template that canbo ships."""
    try:
        content = papers.shipped_template(form)
    except Refusal as refusal:
        return _refused(request, refusal, reverse("templates"))
    return _file(content, f"mau-goc-{form}.docx", WORD)


@answers("POST")
@office_page(permission=Permission.EDIT_TEMPLATES, here="officials")
def use_template(request: HttpRequest, form: str) -> HttpResponse:
    """Take an edited template, try it, and use it from now on."""
    address = reverse("templates")
    sent = request.FILES.get("tep")
    try:
        label = form_named(form).label
        if sent is None:
            too_large = bool(getattr(request, "upload_refused", ()))
            messages.error(
                request, MESSAGES["template_damaged" if too_large else "template_missing"]
            )
            return redirect(address)
        papers.use_template(
            name=form, content=sent.read(), file=sent.name or "", actor=request.actor,
            at=request.now,
        )  # fmt: skip
    except Refusal as refusal:
        return _refused(request, refusal, address)
    messages.success(request, f"Từ nay dùng mẫu vừa gửi cho: {label}. Đã thử với một người hư cấu.")
    return redirect(address)


@answers("POST")
@office_page(permission=Permission.EDIT_TEMPLATES, here="officials")
def drop_template(request: HttpRequest, form: str) -> HttpResponse:
    """Go back to the shipped template."""
    address = reverse("templates")
    try:
        label = form_named(form).label
        was_own = papers.give_back_shipped(name=form, actor=request.actor, at=request.now)
    except Refusal as refusal:
        return _refused(request, refusal, address)
    done = "Đã dùng lại mẫu gốc cho" if was_own else "Vẫn đang dùng mẫu gốc cho"
    messages.success(request, f"{done}: {label}.")
    return redirect(address)


def _sent(
    request: HttpRequest, form: str, write: Callable[[Paper], Written], back: str
) -> HttpResponse:
    target = io.BytesIO()
    perspective = request.page_view.perspective
    try:
        made = write(Paper(target, form, request.actor, request.now, perspective))
    except Refusal as refusal:
        return _refused(request, refusal, back)
    kind = WORKBOOK if made.file.endswith(".xlsx") else WORD
    return _file(target.getvalue(), made.file, kind)


def _refused(request: HttpRequest, refusal: Refusal, address: str) -> HttpResponse:
    if refusal.code in _NOT_THERE:
        return said(request, "not_found")
    if refusal.code.startswith("template_"):
        messages.error(request, sentence(refusal))
        return redirect(address)
    return refused(request, refusal, address)


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = disposition(name)
    response["Cache-Control"] = "no-store"
    return response


def _told(request: HttpRequest, name: str, most: int) -> str:
    return clean(request.POST.get(name, "")[: 4 * most])[:most]
