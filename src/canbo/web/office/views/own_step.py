"""One's own second step of signing in: switched on by a photographed picture, off by password."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters

from canbo.accounts import operations as accounts
from canbo.accounts import second_step
from canbo.engine.refusal import Refusal
from canbo.web.messages import sentence
from canbo.web.office.page import answers, office_page, show

KEPT = "canbo_new_step"  # the session keeps it until the first code proves the app has it
_own = office_page(permission=None, here="own", own=True)


@answers("GET", "POST")
@_own
def step(request: HttpRequest) -> HttpResponse:
    """Show the picture for the app; switch on when its first code is right."""
    if request.method != "POST":
        return _page(request)
    secret = request.session.get(KEPT, "")
    try:
        codes = accounts.switch_second_step_on(
            secret=secret, code=request.POST.get("ma", "")[:40], actor=request.actor,
            at=request.now,
        )  # fmt: skip
    except Refusal as refusal:
        return _page(request, sentence(refusal))
    request.session.pop(KEPT, None)
    return show(request, "own_step_codes", {"codes": [f"{one[:4]} {one[4:]}" for one in codes]})


@sensitive_post_parameters("cu")
@answers("POST")
@_own
def off(request: HttpRequest) -> HttpResponse:
    """Switch off, by the password."""
    try:
        accounts.switch_second_step_off(
            password=request.POST.get("cu", ""), actor=request.actor, at=request.now
        )
    except Refusal as refusal:
        return _page(request, sentence(refusal))
    messages.success(request, "Đã tắt bước xác nhận thứ hai.")
    return redirect("own")


def _page(request: HttpRequest, problem: str = "") -> HttpResponse:
    values = {"problem": problem, "is_on": second_step.is_on(request.user)}
    if values["is_on"]:
        values["left"] = second_step.codes_left(request.user)
    else:
        secret = request.session.setdefault(KEPT, second_step.new_secret())
        values["secret"] = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        values["picture"] = second_step.picture_of(request.user, secret)
    return show(request, "own_step", values, status=422 if problem else 200)
