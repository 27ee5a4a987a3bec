"""All addresses: each face owns its own."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("canbo.web.office.urls"))]
