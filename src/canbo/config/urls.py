"""All addresses: each face owns its own."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("canbo.web.office.urls"))]

handler400 = "canbo.web.office.errors.bad_request"
handler403 = "canbo.web.office.errors.permission_denied"
handler404 = "canbo.web.office.errors.page_not_found"
handler500 = "canbo.web.office.errors.server_error"
