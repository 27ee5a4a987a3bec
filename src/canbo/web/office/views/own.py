"""One's own account: rights in words, password, sessions, deputies; and a password by a code."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from canbo.accounts import operations as accounts
from canbo.accounts import people
from canbo.accounts.access import day_of
from canbo.accounts.refusals import AccountRefused
from canbo.accounts.roles import Permission
from canbo.accounts.values import Lending
from canbo.engine.refusal import Refusal
from canbo.engine.vietnamese import write_number
from canbo.web.messages import sentence
from canbo.web.office.grant_words import sentence_of, told_grants, unit_names_of
from canbo.web.office.page import answers, office_page, refused, show
from canbo.web.office.perspective import read_day

_own = office_page(permission=None, here="own", own=True)
_MOST = 1024


@answers("GET")
@_own
def own(request: HttpRequest) -> HttpResponse:
    """Show what one may do and see, in words, and where one is signed in."""
    return _page(request)


@sensitive_post_parameters("cu", "moi", "lai")
@answers("POST")
@_own
def password(request: HttpRequest) -> HttpResponse:
    """Change the own password; other sessions end."""
    old, new = (request.POST.get(name, "")[: 2 * _MOST] for name in ("cu", "moi"))
    try:
        if new != request.POST.get("lai", ""):
            raise AccountRefused("password_not_repeated")
        accounts.change_password(
            request=request, old=old, new=new, actor=request.actor, at=request.now
        )
    except Refusal as refusal:
        return _page(request, {"password_problem": sentence(refusal)})
    messages.success(request, "Đã đổi mật khẩu. Các phiên khác của bạn đã kết thúc.")
    return redirect("own")


@answers("POST")
@_own
def end_session(request: HttpRequest, session: UUID) -> HttpResponse:
    """End one of one's own sessions."""
    accounts.end_own_session(session=session, actor=request.actor, at=request.now)
    messages.success(request, "Đã kết thúc phiên.")
    return redirect("own")


@answers("POST")
@_own
def end_others(request: HttpRequest) -> HttpResponse:
    """End all of one's sessions but this one."""
    ended = accounts.end_other_sessions(
        this_key=request.session.session_key or "", actor=request.actor, at=request.now
    )
    messages.success(request, f"Đã kết thúc {write_number(ended)} phiên khác.")
    return redirect("own")


@answers("POST")
@_own
def deputy(request: HttpRequest) -> HttpResponse:
    """Show what a deputy would get, then lend it when that is confirmed."""
    written = {name: request.POST.get(name, "").strip()[:60] for name in ("ai", "tu", "den")}
    begins, ends = read_day(written["tu"]), read_day(written["den"])
    try:
        if begins is None or ends is None:
            wrong = ("Từ ngày", "tu") if begins is None else ("Đến hết ngày", "den")
            told = {"found": written[wrong[1]], "field": wrong[0]}
            raise AccountRefused("grant_day_unreadable", told)
        if request.POST.get("viec") != "giao":
            offered = people.deputy_offered(
                username=written["ai"], begins=begins, ends=ends, actor=request.actor,
                at=request.now,
            )  # fmt: skip
            values = {"offered": _told(request, offered), "written": written}
            return show(request, "deputy_confirm", values)
        accounts.name_deputy(
            username=written["ai"], begins=begins, ends=ends, actor=request.actor, at=request.now
        )
    except Refusal as refusal:
        return _page(request, {"deputy_problem": sentence(refusal), "written": written})
    messages.success(request, "Đã giao. Hết ngày cuối, quyền thay tự hết.")
    return redirect("own")


@answers("POST")
@_own
def end_deputy(request: HttpRequest, user: UUID) -> HttpResponse:
    """Take back at once what one lent to a deputy."""
    try:
        accounts.end_deputy(deputy=user, actor=request.actor, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, reverse("own"))
    messages.success(request, "Người thay đã thôi, có hiệu lực ngay.")
    return redirect("own")


@sensitive_post_parameters("ma", "moi", "lai")
@answers("GET", "POST")
def use_code(request: HttpRequest) -> HttpResponse:
    """Set a password by name and one-time code; then one signs in with it."""
    if request.method != "POST":
        return show(request, "use_code", {})
    username = request.POST.get("username", "").strip()[:150]
    new = request.POST.get("moi", "")[: 2 * _MOST]
    try:
        if new != request.POST.get("lai", ""):
            raise AccountRefused("password_not_repeated")
        accounts.use_code(
            username=username, code=request.POST.get("ma", "")[:100], password=new, at=request.now
        )
    except Refusal as refusal:
        values = {"username": username, "problem": sentence(refusal)}
        return show(request, "use_code", values, status=422)
    messages.success(request, "Đã đặt mật khẩu. Hãy đăng nhập bằng mật khẩu mới.")
    return redirect("sign_in")


def _page(request: HttpRequest, problems: dict[str, Any] | None = None) -> HttpResponse:
    at, today = request.now, day_of(request.now)
    record = people.own_record(request.actor)
    grants = record.grants if record else ()
    deputies = people.own_deputies(request.actor, at=at)
    lent = [one for lending in deputies for one in lending.grants]
    names = unit_names_of([*(one.terms for one in grants), *lent], at, today)
    values = {
        "user": record,
        "grants": [one for one in told_grants(grants, names, at, today) if one.may_end],
        "sessions": people.own_sessions(
            request.actor, this_key=request.session.session_key or "", at=at
        ),
        "deputies": [
            (one, [sentence_of(terms, names, _own_name(request)) for terms in one.grants])
            for one in deputies
        ],
        "may_journal": request.actor.may(Permission.SEE_JOURNAL),
        "may_view": request.actor.may(Permission.VIEW_AS),
        **(problems or {}),
    }
    return show(request, "own", values, status=422 if problems else 200)


def _told(request: HttpRequest, offered: Lending) -> tuple[Lending, list[str]]:
    names = unit_names_of(offered.grants, request.now, day_of(request.now))
    return offered, [sentence_of(one, names, _own_name(request)) for one in offered.grants]


def _own_name(request: HttpRequest) -> str:
    """One's own name, without those whom one stands in for."""
    return str(request.user.display_name or request.user.username)
