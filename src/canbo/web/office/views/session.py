"""Sign in, sign out, and the sign of life."""

from __future__ import annotations

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters

from canbo.accounts import access as accounts_access
from canbo.accounts import operations as accounts
from canbo.engine.refusal import Refusal
from canbo.web.messages import sentence
from canbo.web.office.page import answers, said, show
from canbo.web.office.views.today import LAST_VISIT


@answers("GET")
def home(request: HttpRequest) -> HttpResponse:
    """Lead to what waits today, where the work begins; the perspective goes along."""
    query = request.page_view.query
    return redirect(f"{reverse('today')}?{query}" if query else "today")


@sensitive_post_parameters("password")
@answers("GET", "POST")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Let a user in; five wrong tries lock the name at this address for a while."""
    target = _safe_next(request)
    if request.method == "GET":
        if request.user.is_authenticated:
            return redirect(target)
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
    visited = accounts_access.visit_before(user, request.now)
    request.session[LAST_VISIT] = visited.isoformat() if visited else ""
    return redirect(target)


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
    return resolve_url("today")
