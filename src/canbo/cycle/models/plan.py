"""The catalogue of a year and the drafts of its training plan.

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
    sha256 = models.CharField(max_length=64)
    content = models.JSONField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)
    act = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "sha256"], name="catalogue_once_a_year")
        ]


class StoredPlan(models.Model):
    """A draft training plan: from which facts, law and catalogue it was made, and its proof."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    year = models.PositiveSmallIntegerField()
    catalogue = models.ForeignKey(Catalogue, on_delete=models.PROTECT, related_name="plans")
    as_of = models.DateField()
    known_at = models.DateTimeField()
    law_version = models.CharField(max_length=64)
    status = models.CharField(max_length=20)
    objective = models.BigIntegerField(null=True)
    bound = models.BigIntegerField(null=True)
    run = models.JSONField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)
    act = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["year", "-recorded_at"], name="plan_newest_of_year")]


class PlanClass(models.Model):
    """A class of the catalogue in one draft: open or not, with how many people and what cost."""

    id = models.BigAutoField(primary_key=True)
    plan = models.ForeignKey(StoredPlan, on_delete=models.CASCADE, related_name="classes")
    code = models.CharField(max_length=100)
    name = models.TextField()
    course = models.CharField(max_length=50)
    begins = models.DateField()
    ends = models.DateField()
    seats = models.PositiveIntegerField()
    minimum = models.PositiveIntegerField()
    cost = models.BigIntegerField()
    is_open = models.BooleanField()
    people = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="plan_class_once")]


class PlanNeed(models.Model):
    """One need of one person in one draft: served by which class and payer, or why not."""

    id = models.BigAutoField(primary_key=True)
    plan = models.ForeignKey(StoredPlan, on_delete=models.CASCADE, related_name="needs")
    code = models.CharField(max_length=120)
    person = models.UUIDField(db_index=True)
    course = models.CharField(max_length=50)
    level = models.CharField(max_length=10)
    severity = models.PositiveSmallIntegerField()
    because = models.JSONField()  # the standards that ask for it: [{standard, post, dimension}]
    served = models.BooleanField()
    training_class = models.CharField(max_length=100, blank=True)
    payer = models.CharField(max_length=100, blank=True)
    reason = models.CharField(max_length=20)
    rule = models.CharField(max_length=30, blank=True)
    key = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="plan_need_once")]
