"""The records app as Django sees it."""

from pathlib import Path

from django.apps import AppConfig
from django.conf import settings


class RecordsConfig(AppConfig):
    """Registers and facts of a home."""

    name = "canbo.records"
    label = "records"
    verbose_name = "Hồ sơ cán bộ"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let `canbo verify` look at the facts, and lay the home's own law over the shipped law."""
        from canbo.law import use_overlay
        from canbo.records.integrity import register

        register()
        use_overlay(lambda: Path(settings.CANBO_HOME) / "law")
