"""The table of the journal; private to this app, append-only by triggers of its migration."""

from __future__ import annotations

from django.db import models


class JournalEntry(models.Model):
    """One act. `seq` counts from 1 without a gap; `hash` covers all fields and the hash before."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor_id = models.TextField()
    actor_name = models.TextField()
    action = models.TextField()
    subject = models.TextField()
    data = models.JSONField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    seal = models.CharField(max_length=64)

    class Meta:
        db_table = "journal_entry"
        indexes = [
            models.Index(fields=["subject", "seq"], name="journal_subject"),
            models.Index(fields=["action", "seq"], name="journal_action"),
        ]
