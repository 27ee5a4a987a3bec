"""The catalogue of a year, the drafts of its training plan, and the requests to make one.

A catalogue or a draft is never changed: a newer one of the year takes its place.
"""

from __future__ import annotations

import uuid

from django.db import models


class Catalogue(models.Model):
    """Next year's classes, quotas, budgets and payers, as the office entered them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    year = models.PositiveSmallIntegerField()
    document = models.TextField()  # the name of the file it came from
    content = models.JSONField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)
    act = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["year", "-recorded_at"], name="catalogue_newest_of_year")]


class StoredPlan(models.Model):
    """A draft training plan: from which facts, law and catalogue it was made, and its proof.

    `story` tells how it came about and whom it serves: {history: [[seconds, value, bound]],
    levels: {level: [served, asked]}, shares: [[group, people, needing, served]], groups: {group:
    [people who need something]}, units: {unit: [people, cap]}, prices: [[rule, key, step]], input:
    fingerprint of the tables}. A trial changes numbers (`edits`) of its `base` and is no draft of
    the year.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    year = models.PositiveSmallIntegerField()
    catalogue = models.ForeignKey(Catalogue, on_delete=models.PROTECT, related_name="plans")
    as_of = models.DateField()
    known_at = models.DateTimeField()
    law_version = models.CharField(max_length=64)
    status = models.CharField(max_length=20)
    objective = models.BigIntegerField(null=True)
    bound = models.BigIntegerField(null=True)
    seconds = models.FloatField()
    story = models.JSONField(default=dict)
    base = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="trials")
    edits = models.JSONField(default=list)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)
    act = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["year", "-recorded_at"], name="plan_newest_of_year")]


class PlanClass(models.Model):
    """A class of the catalogue in one draft: open or not, and with how many people."""

    id = models.BigAutoField(primary_key=True)
    plan = models.ForeignKey(StoredPlan, on_delete=models.CASCADE, related_name="classes")
    code = models.CharField(max_length=100)
    is_open = models.BooleanField()
    people = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="plan_class_once")]


class PlanNeed(models.Model):
    """One need of one person in one draft: served by which class and payer, or why not.

    `grounds` are the unmet standards: [{standard, post, dimension, required, held}]; `key` is the
    reason's row as the planner named it.
    """

    id = models.BigAutoField(primary_key=True)
    plan = models.ForeignKey(StoredPlan, on_delete=models.CASCADE, related_name="needs")
    code = models.CharField(max_length=120)
    person = models.UUIDField(db_index=True)
    unit = models.CharField(max_length=36, blank=True)
    course = models.CharField(max_length=50)
    level = models.CharField(max_length=10)
    severity = models.PositiveSmallIntegerField()
    grounds = models.JSONField()
    served = models.BooleanField()
    class_code = models.CharField(max_length=100, blank=True)
    payer = models.CharField(max_length=100, blank=True)
    reason = models.CharField(max_length=20)
    rule = models.CharField(max_length=30, blank=True)
    key = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="plan_need_once")]


class PlanAnswer(models.Model):
    """What solving again told of a draft, each once: of a need (its code) or of a price row.

    `kind` change: {change, …} or {why}; stead: {lost, comes, decided}; price: {gain}.
    """

    class Kind(models.TextChoices):
        CHANGE = "change"
        STEAD = "stead"
        PRICE = "price"

    id = models.BigAutoField(primary_key=True)
    plan = models.ForeignKey(StoredPlan, on_delete=models.CASCADE, related_name="answers")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    subject = models.CharField(max_length=200)
    answer = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "kind", "subject"], name="plan_answer_once")
        ]


class KeptTrial(models.Model):
    """A trial that somebody keeps as a scenario of its own, under a name."""

    plan = models.OneToOneField(
        StoredPlan, on_delete=models.PROTECT, primary_key=True, related_name="kept"
    )
    name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)
    act = models.BigIntegerField()


class PlanRequest(models.Model):
    """Somebody asked the worker for a draft, a trial of one, or answers; tells how far it is."""

    class Kind(models.TextChoices):
        DRAFT = "draft"
        TRIAL = "trial"
        ANSWERS = "answers"

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.DRAFT)
    year = models.PositiveSmallIntegerField()
    as_of = models.DateField()
    known_at = models.DateTimeField()
    base = models.ForeignKey(StoredPlan, on_delete=models.PROTECT, null=True, related_name="+")
    edits = models.JSONField(default=list)
    person = models.UUIDField(null=True)
    actor_id = models.CharField(max_length=200)
    actor_name = models.CharField(max_length=200)
    requested_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    refusal = models.JSONField(default=dict)
    progress = models.JSONField(default=dict)  # {seconds, objective, bound}
    is_to_stop = models.BooleanField(default=False)
    made = models.ForeignKey(StoredPlan, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            # one draft of a year at a time: a second click joins the first
            models.UniqueConstraint(
                fields=["year"],
                condition=models.Q(kind="draft", state__in=("waiting", "running")),
                name="plan_request_once_at_a_time",
            )
        ]
