"""Looking at pages as another user would: choosing whom, beginning, ending."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from canbo.accounts import operations as accounts
from canbo.accounts import viewing
from canbo.accounts.roles import Permission
from canbo.engine.refusal import Refusal
from canbo.web.office.page import MENU, answers, office_page, refused, show
from canbo.web.office.viewing import KEPT

_views = office_page(permission=Permission.VIEW_AS, here="own", own=True)


@answers("GET")
@_views
def choose(request: HttpRequest) -> HttpResponse:
    """Offer the users whose pages one may look at."""
    return show(request, "view_as", {"people": viewing.users_to_view(request.actor)})


@answers("POST")
@_views
def begin(request: HttpRequest, user: UUID) -> HttpResponse:
    """Begin to look as a user, on the first page that this user may open."""
    try:
        accounts.begin_viewing(user=user, actor=request.actor, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, reverse("view_as"))
    request.session[KEPT] = str(user)
    other = viewing.viewed_actor(user, actor=request.actor, at=request.now)
    first = (name for name, _, right in MENU if other and other.may(right))
    return redirect(next(first, "home"))


@answers("POST")
@office_page(permission=None, here="own", own=True)
def stop(request: HttpRequest) -> HttpResponse:
    """Be oneself again."""
    kept = request.session.pop(KEPT, None)
    if kept:
        accounts.end_viewing(user=UUID(kept), actor=request.actor, at=request.now)
    return redirect("own")
