"""The records app as Django sees it."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Registers and facts of a home."""

    name = "canbo.records"
    label = "records"
    verbose_name = "Hồ sơ cán bộ"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let `canbo verify` look at the facts."""
        from canbo.records.integrity import register

        register()
