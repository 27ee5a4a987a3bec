"""Sign in, sign out, and the sign of life."""

from __future__ import annotations

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters

from canbo.accounts import operations as accounts
from canbo.accounts.access import actor_for
from canbo.accounts.sessions import note_opened
from canbo.engine.refusal import Refusal
from canbo.web.messages import sentence
from canbo.web.office.page import answers, first_page, said, show


@answers("GET")
def home(request: HttpRequest) -> HttpResponse:
    """Lead to where one's work begins: the officials for most; the perspective goes along."""
    query, address = request.page_view.query, _begins(request)
    return redirect(f"{address}?{query}" if query else address)


@sensitive_post_parameters("password")
@answers("GET", "POST")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Let a user in; five wrong tries lock the name at this address for a while."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    if request.method == "GET":
        if request.user.is_authenticated:
            return redirect(_safe_next(request))
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
    auth.login(request, user)
    note_opened(request, request.now)
    return redirect(_safe_next(request))


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


def _safe_next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if wanted and url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, request.is_secure()
    ):
        return wanted
    return _begins(request)


def _begins(request: HttpRequest) -> str:
    """The address of the first page that who signed in may open."""
    actor = actor_for(request.user, request.now) if request.user.is_authenticated else None
    return resolve_url(first_page(actor) if actor else "officials")
