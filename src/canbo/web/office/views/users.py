"""Accounts: the list, one user with the rights in words, giving and taking rights, codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from canbo.accounts import operations as accounts
from canbo.accounts import people
from canbo.accounts.access import day_of
from canbo.accounts.refusals import AccountRefused
from canbo.accounts.roles import ROLES, Permission
from canbo.accounts.values import GrantTerms, UserRecord
from canbo.engine.facts import UnitLevel
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import Perspective
from canbo.engine.vietnamese import clean, write_number
from canbo.records import access as records
from canbo.web.messages import sentence
from canbo.web.office.grant_words import (
    LEVELS,
    SECRECY,
    sentence_of,
    told_grants,
    unit_names_of,
)
from canbo.web.office.page import answers, asked_page, asked_text, office_page, refused, show
from canbo.web.office.perspective import read_day

UNITS_OFFERED = 500
_manages = office_page(permission=Permission.MANAGE_USERS, here="users")


@answers("GET")
@_manages
def users(request: HttpRequest) -> HttpResponse:
    """List users, searched by name, with their rights in words and the last sign-in."""
    words, only = asked_text(request, "tim"), asked_text(request, "trang_thai", 8)
    found = people.find_users(
        words=words, only=only, page=asked_page(request), actor=request.actor, at=request.now
    )
    today = day_of(request.now)
    terms = [one for line in found.lines for one in line.standing]
    names = unit_names_of(terms, request.now, today)
    lines = [(line, [sentence_of(one, names) for one in line.standing]) for line in found.lines]
    values = {
        "found": found, "lines": lines, "words": words, "only": only, "page": found.page,
        "pages": found.pages, "may_view": request.actor.may(Permission.VIEW_AS),
        "may_journal": request.actor.may(Permission.SEE_JOURNAL),
        "states": (("", "tất cả"), ("mo", "đang mở"), ("khoa", "đã khóa")),
    }  # fmt: skip
    return show(request, "users", values)


@answers("GET", "POST")
@_manages
def new(request: HttpRequest) -> HttpResponse:
    """Make a user and show the one-time code with which they set a password."""
    if request.method != "POST":
        return show(request, "user_new", {})
    username, name = _field(request, "ten"), _field(request, "ho_ten")
    try:
        code = accounts.create_user_with_code(
            username=username, display_name=name, actor=request.actor, at=request.now
        )
    except Refusal as refusal:
        values = {"username": username, "display_name": name, "problem": sentence(refusal)}
        return show(request, "user_new", values, status=422)
    return show(request, "user_code", {"code": code, "is_new": True})


@answers("GET")
@_manages
def user(request: HttpRequest, user: UUID) -> HttpResponse:
    """Show one user: state, last sign-in, sessions, and each right in words."""
    seen = people.user_seen_by(user, actor=request.actor, at=request.now)
    record, today = seen.record, day_of(request.now)
    names = unit_names_of([one.terms for one in record.grants], request.now, today)
    values = {"seen": seen, "user": record,
              "may_view": request.actor.may(Permission.VIEW_AS) and record.is_active,
              "grants": told_grants(record.grants, names, request.now, today)}  # fmt: skip
    return show(request, "user", values)


@answers("POST")
@_manages
def active(request: HttpRequest, user: UUID) -> HttpResponse:
    """Close a user or open them again, as the form says."""
    record = people.managed_user(user, actor=request.actor)
    opens = request.POST.get("mo") == "1"
    try:
        accounts.set_active(
            username=record.username, active=opens, actor=request.actor, at=request.now
        )
    except Refusal as refusal:
        return refused(request, refusal, reverse("user", args=[user]))
    done = "mở lại" if opens else "khóa: người này không đăng nhập được nữa"
    messages.success(request, f"Tài khoản “{record.username}” đã được {done}.")
    return redirect("user", user)


@answers("POST")
@_manages
def code(request: HttpRequest, user: UUID) -> HttpResponse:
    """Make a one-time code and show it, once."""
    record = people.managed_user(user, actor=request.actor)
    try:
        made = accounts.make_code(username=record.username, actor=request.actor, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, reverse("user", args=[user]))
    return show(request, "user_code", {"code": made, "is_new": False})


@answers("POST")
@_manages
def end_sessions(request: HttpRequest, user: UUID) -> HttpResponse:
    """End all sessions of a user."""
    ended = accounts.end_sessions_of(user=user, actor=request.actor, at=request.now)
    messages.success(request, f"Đã kết thúc {write_number(ended)} phiên đăng nhập.")
    return redirect("user", user)


@answers("POST")
@_manages
def drop_step(request: HttpRequest, user: UUID) -> HttpResponse:
    """Free a user who lost phone and paper from the second step of signing in."""
    try:
        accounts.drop_second_step(user=user, actor=request.actor, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, reverse("user", args=[user]))
    messages.success(request, "Đã gỡ bước xác nhận thứ hai: lần sau chỉ cần mật khẩu.")
    return redirect("user", user)


@answers("GET", "POST")
@_manages
def revoke(request: HttpRequest, grant: UUID) -> HttpResponse:
    """Show the right that would be taken back, in words; take it back when told so."""
    record, held = people.grant_with_id(grant, actor=request.actor)
    today = day_of(request.now)
    names = unit_names_of([held.terms], request.now, today)
    told = told_grants([held], names, request.now, today)[0]
    if request.method != "POST":
        return show(request, "grant_revoke", {"user": record, "grant": told})
    accounts.revoke_grant(grant=grant, actor=request.actor, at=request.now)
    messages.success(request, f"Đã thu hồi, có hiệu lực ngay: {told.sentence}.")
    return redirect("user", record.id)


# --- giving a right -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """The form of a right as it was filled in; every word comes back in the page."""

    role: str = "ward_clerk"
    unit: str = ""
    levels: tuple[str, ...] = ()
    secrecy: str = "0"
    begins: str = ""
    ends: str = ""


@answers("GET", "POST")
@_manages
def grant(request: HttpRequest, user: UUID) -> HttpResponse:
    """Ask what is to be granted, show it as a sentence, and grant it when that is confirmed."""
    record = people.managed_user(user, actor=request.actor)
    if request.method != "POST":
        return _form(request, record, Asked())
    asked = Asked(
        _field(request, "vai_tro"), _field(request, "don_vi"),
        tuple(request.POST.getlist("dien"))[: len(LEVELS)], _field(request, "do_mat"),
        _field(request, "tu"), _field(request, "den"),
    )  # fmt: skip
    try:
        terms = _terms(asked)
        accounts.check_terms(username=record.username, terms=terms, actor=request.actor)
        if request.POST.get("viec") != "cap":
            return _confirm(request, record, asked, terms)
        accounts.add_grant(
            username=record.username, terms=terms, actor=request.actor, at=request.now
        )
    except Refusal as refusal:
        return _form(request, record, asked, sentence(refusal))
    messages.success(request, f"Đã cấp: {_told(request, terms)}.")
    return redirect("user", user)


def _terms(asked: Asked) -> GrantTerms:
    role = ROLES.get(asked.role)
    known = {level.value for level in UnitLevel}
    levels = frozenset(UnitLevel(one) for one in asked.levels if one in known)
    sees = role is not None and Permission.SEE_OFFICIALS in role.permissions
    return GrantTerms(
        role=asked.role,
        unit=records.resolve_unit(code=asked.unit) if asked.unit else None,
        managed_by=levels if sees else frozenset(),
        secrecy=int(asked.secrecy) if asked.secrecy.isdecimal() and len(asked.secrecy) < 3 else -1,
        valid_from=_day(asked.begins, "Từ ngày"),
        valid_until=_day(asked.ends, "Đến hết ngày"),
    )


def _day(written: str, field: str) -> date | None:
    if not written:
        return None
    day = read_day(written)
    if day is None:
        raise AccountRefused("grant_day_unreadable", {"found": written, "field": field})
    return day


def _told(request: HttpRequest, terms: GrantTerms) -> str:
    return sentence_of(terms, unit_names_of([terms], request.now, day_of(request.now)))


def _confirm(
    request: HttpRequest, record: UserRecord, asked: Asked, terms: GrantTerms
) -> HttpResponse:
    values = {"user": record, "asked": asked, "sentence": _told(request, terms)}
    return show(request, "grant_confirm", values)


def _form(
    request: HttpRequest, record: UserRecord, asked: Asked, problem: str = ""
) -> HttpResponse:
    usual = {code: sorted(role.usual_levels) for code, role in ROLES.items()}
    chosen = asked.levels or (usual["ward_clerk"] if not problem else ())
    tree = records.unit_tree(Perspective(day_of(request.now), request.now))
    values: dict[str, Any] = {
        "user": record, "asked": asked, "problem": problem,
        "roles": [(one.code, one.name) for one in ROLES.values()],
        "levels": [(level.value, words, level.value in chosen) for level, words in LEVELS.items()],
        "secrecy": [(str(place), words) for place, words in enumerate(SECRECY)],
        "units": sorted({one.name for one in tree[:UNITS_OFFERED]}),
    }  # fmt: skip
    return show(request, "grant", values, status=422 if problem else 200)


def _field(request: HttpRequest, name: str) -> str:
    """Read a field of a form: cleaned, cut to what any of them may hold."""
    written = clean(request.POST.get(name, "")[:400])
    return "".join(letter for letter in written if letter.isprintable()).strip()[:200]
