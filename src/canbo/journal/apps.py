"""The app of the journal."""

from __future__ import annotations

from django.apps import AppConfig


class JournalApp(AppConfig):
    """Every act, hash-chained."""

    name = "canbo.journal"
    label = "journal"
    verbose_name = "Nhật ký"

    def ready(self) -> None:
        """Name the triggers without which the journal could be changed."""
        from canbo.journal.integrity import Guard, register_guards

        register_guards(
            *(
                Guard("always_trigger", "journal_entry", f"journal_no_{action}")
                for action in ("update", "delete", "truncate")
            )
        )
