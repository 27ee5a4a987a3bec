"""The office's addresses. Each has its rows in tests/web/addresses.yaml."""

from __future__ import annotations

from django.urls import path

from canbo.web.office.views import figures, officials, plans, session

urlpatterns = [
    path("", session.home, name="home"),
    path("song/", session.alive, name="alive"),
    path("dang-nhap/", session.sign_in, name="sign_in"),
    path("dang-xuat/", session.sign_out, name="sign_out"),
    path("can-bo/", officials.officials, name="officials"),
    path("can-bo/<uuid:person>/", officials.official, name="official"),
    path("so-lieu/", figures.figures, name="figures"),
    path("so-lieu/<slug:name>/", figures.figure, name="figure"),
    path("ke-hoach/", plans.plans, name="plans"),
    path("ke-hoach/<int:year>/", plans.plan, name="plan"),
    path("ke-hoach/<int:year>/lap/", plans.draft, name="draft_plan"),
]
