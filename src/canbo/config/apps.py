"""Registers the checks of the settings with Django."""

from __future__ import annotations

from django.apps import AppConfig
from django.core import checks


class ConfigApp(AppConfig):
    """The settings as an app, only so that wrong values become system checks."""

    name = "canbo.config"
    label = "canbo_config"

    def ready(self) -> None:
        """Register the checks."""
        from canbo.config.checks import check_environment

        checks.register(check_environment)
