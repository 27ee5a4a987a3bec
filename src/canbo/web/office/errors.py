"""The answers when no page can be given: in Vietnamese, and never with what went wrong inside."""

from __future__ import annotations

import logging
import secrets

from django.http import HttpRequest, HttpResponse

from canbo.accounts import access as accounts
from canbo.web.office.page import said
from canbo.web.office.uploads import FormTooLarge

_log = logging.getLogger(__name__)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere (Django's handler404)."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        request.actor = accounts.actor_for(user, request.now)
    return said(request, "not_found")


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what Django itself forbids (handler403)."""
    return said(request, "forbidden")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be read (handler400)."""
    if isinstance(exception, FormTooLarge):
        return said(request, "too_large")
    return said(request, "bad_request")


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form sent without this browser's token (CSRF_FAILURE_VIEW)."""
    return said(request, "stale")


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer an error nobody foresaw: a short code for the phone, which the log holds too."""
    code = f"{secrets.token_hex(2)}-{secrets.token_hex(2)}".upper()
    match = getattr(request, "resolver_match", None)
    _log.error("mã lỗi %s ở trang %s", code, match.view_name if match else "?")
    return said(request, "failed", code=code)
