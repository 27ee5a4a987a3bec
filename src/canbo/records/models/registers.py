"""What facts point to: units, posts, people and classes by stable id.

A register row is never deleted. What an undone import had created is withdrawn: it stays for
questions with an older `known_at` and is in no list of today.
"""

import uuid
from enum import StrEnum

from django.db import models
from django.db.models import GeneratedField, Q
from django.db.models.functions import Coalesce, NullIf

from canbo.engine.facts import ClassKind, PostClass, UnitLevel


def known_values(name: str, column: str, vocabulary: type[StrEnum]) -> models.CheckConstraint:
    """Hold a column to an engine vocabulary (null and "" are never in one)."""
    values = sorted(member.value for member in vocabulary)
    return models.CheckConstraint(condition=Q(**{f"{column}__in": values}), name=name)


class Register(models.Model):
    """A thing that facts speak about."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField()
    created_act = models.BigIntegerField()
    batch = models.ForeignKey(
        "records.ImportBatch", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Unit(Register):
    """A unit (đơn vị). Its names, parents and areas are dated facts; the code is no identity."""

    code = models.TextField()
    proposed = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(withdrawn_at=None), name="unit_code_once"
            ),
            models.CheckConstraint(condition=~Q(code=""), name="unit_code_given"),
        ]


class Post(Register):
    """A seat (chức danh của một đơn vị): a title of the law's lists, or the words as written."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    title = models.TextField(blank=True)
    title_as_written = models.TextField()
    title_spelling = models.TextField()
    post_class = models.TextField()
    level = models.TextField()
    managed_by = models.TextField(null=True)
    proposed = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "title"],
                condition=Q(withdrawn_at=None) & ~Q(title=""),
                name="post_title_once",
            ),
            models.UniqueConstraint(
                fields=["unit", "title_spelling"],
                condition=Q(withdrawn_at=None, title=""),
                name="post_words_once",
            ),
            known_values("post_class_known", "post_class", PostClass),
            known_values("post_level_known", "level", UnitLevel),
            known_values("post_manager_known", "managed_by", UnitLevel),
        ]


class Person(Register):
    """A person (người). Everything said of a person is a fact."""


class TrainingClass(Register):
    """A class (lớp) with its span as written and the days that the span may mean."""

    name = models.TextField()
    name_spelling = models.TextField()
    kind = models.TextField()
    course = models.TextField(blank=True)
    begins = models.TextField(blank=True)
    ends = models.TextField(blank=True)
    first_day = GeneratedField(
        expression=models.Func(
            Coalesce(NullIf("begins", models.Value("")), "ends"), function="canbo_first_day"
        ),
        output_field=models.DateField(null=True),
        db_persist=True,
    )
    last_day = GeneratedField(
        expression=models.Func(
            Coalesce(NullIf("ends", models.Value("")), "begins"), function="canbo_last_day"
        ),
        output_field=models.DateField(null=True),
        db_persist=True,
    )
    institution = models.TextField(blank=True)
    place = models.TextField(blank=True)
    decision_number = models.TextField(blank=True)
    decision_date = models.TextField(blank=True)
    document = models.TextField(blank=True)
    cell = models.TextField(blank=True)
    proposed = models.BooleanField(default=True)

    class Meta:
        constraints = [known_values("class_kind_known", "kind", ClassKind)]
