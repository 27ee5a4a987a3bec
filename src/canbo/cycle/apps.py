"""Tells Django of the yearly cycle."""

from __future__ import annotations

from django.apps import AppConfig


class CycleConfig(AppConfig):
    name = "canbo.cycle"
    label = "cycle"
    verbose_name = "Chu trình năm"
