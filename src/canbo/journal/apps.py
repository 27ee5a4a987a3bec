"""The app of the journal."""

from __future__ import annotations

from django.apps import AppConfig


class JournalApp(AppConfig):
    """Every act, hash-chained."""

    name = "canbo.journal"
    label = "journal"
    verbose_name = "Nhật ký"
