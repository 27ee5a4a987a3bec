"""Which records of people turned out to be one person, and which were found to be two."""

import uuid

from django.db import models
from django.db.models import F, Q

from canbo.records.models.registers import Person


class Merge(models.Model):
    """The record `merged` was joined into `survivor`: its facts stand there since.

    The number is what a clerk says on the phone. An undone merge stays for questions with an
    older `known_at`. `decisions` keeps which of two contradictory facts was taken.
    """

    survivor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    merged = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    actor_id = models.TextField()
    actor_name = models.TextField()
    act = models.BigIntegerField()
    reason = models.TextField(blank=True, default="")
    decisions = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    undone_act = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(survivor=F("merged")), name="merge_of_two_records"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_act=None)
                | Q(undone_at__gte=F("at"), undone_act__isnull=False),
                name="merge_undone_with_instant",
            ),
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at=None), name="merged_once"
            ),
        ]


class Apart(models.Model):
    """Two records that somebody looked at and found to be two people; `one` has the lesser id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    one = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    actor_id = models.TextField()
    actor_name = models.TextField()
    act = models.BigIntegerField()
    undone_at = models.DateTimeField(null=True)
    undone_act = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="apart_in_order"),
            models.UniqueConstraint(
                fields=["one", "other"], condition=Q(undone_at=None), name="apart_once"
            ),
        ]
