"""Which files were taken in, when and by whom, and what they said that was already known."""

import uuid
from enum import StrEnum

from django.db import models
from django.db.models import Q

from canbo.records.models.registers import known_values


class BatchState(StrEnum):
    """Where an import stands."""

    STORED = "stored"
    REPLACED = "replaced"  # by an edited edition of the same file
    UNDONE = "undone"


class ImportBatch(models.Model):
    """One file taken in, all or nothing. The number is what a clerk says on the phone.

    `documents` lists what the file speaks of (a unit and day, or a class): the mark by which an
    edited edition of the same file is known, and the sightings that a later roster is held to.
    `secrecy` is the highest level of its documents and of the facts that it touched: who has no
    grant of it is not told that there is this import, nor that something comes from its file.
    `as_of` is the day of the lists that name none, as who took the file in told it.
    """

    file = models.TextField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    as_of = models.DateField(null=True)
    actor_id = models.TextField()
    actor_name = models.TextField()
    state = models.TextField(default=BatchState.STORED)
    act = models.BigIntegerField()
    counts = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    documents = models.JSONField(default=list)
    secrecy = models.PositiveSmallIntegerField(default=0)
    decisions = models.JSONField(default=dict)  # difference → outcome, but for the defaults
    replaces = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    undone_at = models.DateTimeField(null=True)
    undone_act = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=BatchState.UNDONE, undone_at__isnull=False)
                | (~Q(state=BatchState.UNDONE) & Q(undone_at=None)),
                name="batch_undone_with_instant",
            ),
            known_values("batch_state_known", "state", BatchState),
        ]
        indexes = [models.Index(fields=["sha256"], name="batch_sha256")]


class Restatement(models.Model):
    """A live fact said once more by a later file: nothing new, yet the file rests on it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="restatements")
    kind = models.TextField()
    fact_key = models.UUIDField()
    cell = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["fact_key"], name="restatement_key")]
