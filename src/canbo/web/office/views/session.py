"""Sign in, sign out, and the sign of life."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters

from canbo.accounts import operations as accounts
from canbo.accounts.access import actor_for, visit_before
from canbo.accounts.sessions import note_opened
from canbo.engine.refusal import Refusal
from canbo.web.messages import sentence
from canbo.web.office.page import answers, first_page, said, show
from canbo.web.office.views.today import LAST_VISIT

STEP = "canbo_second_step"  # the session's word: who gave the right password, until when
STEP_WAITS = timedelta(minutes=5)
OFFICE = "canbo.accounts.backend.OfficeBackend"


@answers("GET")
def home(request: HttpRequest) -> HttpResponse:
    """Lead to where one's work begins: what waits today for most; the perspective goes along."""
    query, address = request.page_view.query, _begins(request)
    return redirect(f"{address}?{query}" if query else address)


@sensitive_post_parameters("password")
@answers("GET", "POST")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Let a user in; five wrong tries lock the name at this address for a while."""
    target = _safe(request, request.POST.get("next") or request.GET.get("next") or "")
    if request.method == "GET":
        if request.user.is_authenticated:
            return redirect(target or _begins(request))
        return _form(request, target)
    username = request.POST.get("username", "").strip()
    try:
        user = accounts.sign_in(
            request=request,
            username=username,
            password=request.POST.get("password", ""),
            at=request.now,
        )
    except Refusal as refusal:
        if refusal.code == "sign_in_locked":
            return said(request, "locked", says=sentence(refusal))
        return _form(request, target, username, sentence(refusal), status=401)
    if accounts.needs_second_step(user):
        until = (request.now + STEP_WAITS).isoformat()
        request.session[STEP] = {"user": str(user.pk), "until": until, "next": target}
        return redirect("second_step")
    return _open(request, user, target)


@answers("GET", "POST")
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask who gave the right password for a code too; after a while one begins anew."""
    waiting = request.session.get(STEP)
    if not waiting or request.now > datetime.fromisoformat(waiting["until"]):
        return redirect("sign_in")
    if request.method == "GET":
        return show(request, "second_step", {})
    try:
        user = accounts.take_second_step(
            request=request, user=UUID(waiting["user"]), code=request.POST.get("ma", "")[:40],
            at=request.now,
        )  # fmt: skip
    except Refusal as refusal:
        if refusal.code == "sign_in_locked":
            del request.session[STEP]
            return said(request, "locked", says=sentence(refusal))
        return show(request, "second_step", {"problem": sentence(refusal)}, status=401)
    del request.session[STEP]
    return _open(request, user, waiting["next"])


def _open(request: HttpRequest, user: AbstractBaseUser, target: str) -> HttpResponse:
    """Open the session of a user who proved who they are, and lead on."""
    auth.login(request, user, OFFICE)
    note_opened(request, request.now)
    visited = visit_before(user, request.now)
    request.session[LAST_VISIT] = visited.isoformat() if visited else ""
    return redirect(target or _begins(request))


@answers("POST")
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    accounts.sign_out(request=request, at=request.now)
    auth.logout(request)
    return redirect("sign_in")


@answers("GET")
def alive(_request: HttpRequest) -> HttpResponse:
    """Say that the web process answers; nothing else."""
    return HttpResponse("ok", content_type="text/plain")


def _form(
    request: HttpRequest, target: str, username: str = "", problem: str = "", status: int = 200
) -> HttpResponse:
    values = {
        "next": target,
        "username": username,
        "problem": problem,
        "demo_accounts": getattr(settings, "CANBO_AS_OF", None) is not None,
    }
    return show(request, "sign_in", values, status=status)


def _safe(request: HttpRequest, wanted: str) -> str:
    """An address of this site; "" for any other."""
    if wanted and url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, request.is_secure()
    ):
        return wanted
    return ""


def _begins(request: HttpRequest) -> str:
    """The address of the first page that who signed in may open."""
    actor = actor_for(request.user, request.now) if request.user.is_authenticated else None
    return resolve_url(first_page(actor) if actor else "today")
