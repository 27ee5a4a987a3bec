"""Tells Django of the office face."""

from __future__ import annotations

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "canbo.web.office"
    label = "office"
    verbose_name = "Văn phòng"
