"""Drafts of a rotation, from the request on, and what was asked of them about one person.

A draft is never changed once it is done: a newer one takes its place. It keeps the tables that it
was made from, so that whatever is asked of it later is asked of the same people and posts.
"""

from __future__ import annotations

import uuid

from django.db import models


class Progress(models.TextChoices):
    """How far the worker is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"


UNDER_WAY = (Progress.WAITING, Progress.RUNNING)


class RotationDraft(models.Model):
    """A rotation asked for with the office's settings, and once it is done the plan and its proof.

    `tables` are the planner's, `outcome` the plan's; `beside` is what stands beside the tables: the
    seats, what keeps from them, whose rule counts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=10, choices=Progress, default=Progress.WAITING)
    settings = models.JSONField()
    as_of = models.DateField()
    known_at = models.DateTimeField()
    actor_id = models.CharField(max_length=200)
    actor_name = models.CharField(max_length=200)
    requested_at = models.DateTimeField()
    refusal = models.JSONField(default=dict)
    law_version = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=20, blank=True)
    objective = models.BigIntegerField(null=True)
    bound = models.BigIntegerField(null=True)
    seconds = models.FloatField(null=True)
    tables = models.JSONField(null=True)
    outcome = models.JSONField(null=True)
    beside = models.JSONField(null=True)
    recorded_at = models.DateTimeField(null=True)
    act = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-requested_at"], name="rotation_newest")]
        constraints = [
            # one request at a time: a second click joins the first
            models.UniqueConstraint(
                models.Value(1),
                condition=models.Q(state__in=UNDER_WAY),
                name="rotation_once_at_a_time",
            )
        ]


class RotationQuestion(models.Model):
    """What would move one person of a draft, or somewhere else: asked once, answered once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(RotationDraft, on_delete=models.CASCADE, related_name="questions")
    person = models.UUIDField()
    state = models.CharField(max_length=10, choices=Progress, default=Progress.WAITING)
    answer = models.JSONField(default=dict)
    requested_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "person"], name="rotation_question_once")
        ]
