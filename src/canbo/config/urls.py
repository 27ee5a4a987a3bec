"""All addresses: each face owns its own."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = []
if find_spec("canbo.web.office") and find_spec("canbo.web.office.urls"):
    urlpatterns.append(path("", include("canbo.web.office.urls")))
