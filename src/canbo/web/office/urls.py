"""The office's addresses. Each has its rows in tests/web/addresses.yaml."""

from __future__ import annotations

from django.urls import path

from canbo.web.office.views import (
    exports,
    figures,
    imports,
    imports_done,
    imports_draft,
    officials,
    plans,
    session,
)

urlpatterns = [
    path("", session.home, name="home"),
    path("song/", session.alive, name="alive"),
    path("dang-nhap/", session.sign_in, name="sign_in"),
    path("dang-xuat/", session.sign_out, name="sign_out"),
    path("can-bo/", officials.officials, name="officials"),
    path("can-bo/<uuid:person>/", officials.official, name="official"),
    path("xuat/", exports.export_list, name="export_list"),
    path("so-lieu/", figures.figures, name="figures"),
    path("so-lieu/<slug:name>/", figures.figure, name="figure"),
    path("so-lieu/<slug:name>/xuat/", exports.export_figure, name="export_figure"),
    path("ke-hoach/", plans.plans, name="plans"),
    path("ke-hoach/<int:year>/", plans.plan, name="plan"),
    path("ke-hoach/<int:year>/lap/", plans.draft, name="draft_plan"),
    path("ke-hoach/<int:year>/xuat/", exports.export_plan, name="export_plan"),
    path("nhap/", imports.imports, name="imports"),
    path("nhap/cot/", imports.layouts, name="layouts"),
    path("nhap/cot/<uuid:layout>/quen/", imports.forget_layout, name="forget_layout"),
    path("nhap/lan/<int:batch>/", imports_done.report, name="import_report"),
    path("nhap/lan/<int:batch>/huy/", imports_done.undo, name="import_undo"),
    path("nhap/<uuid:draft>/", imports_draft.draft, name="draft"),
    path("nhap/<uuid:draft>/cot/", imports_draft.columns, name="draft_columns"),
    path("nhap/<uuid:draft>/khac-biet/", imports_draft.differences, name="draft_differences"),
    path("nhap/<uuid:draft>/can-xem/", imports_draft.problems, name="draft_problems"),
    path("nhap/<uuid:draft>/ghi-chu/", imports_done.workbook, name="noted_workbook"),
    path("nhap/<uuid:draft>/luu/", imports_draft.store, name="store_draft"),
    path("nhap/<uuid:draft>/doi-chieu/", imports_draft.compare, name="compare_draft"),
    path("nhap/<uuid:draft>/lam-lai/", imports_draft.retry, name="retry_draft"),
    path("nhap/<uuid:draft>/bo/", imports_draft.drop, name="drop_draft"),
]
