"""What facts point to: units, posts, people, classes, terms, elections, schemes by stable id.

A register row is never deleted. What an undone import had created is withdrawn: it stays for
questions with an older `known_at` and is in no list of today.
"""

import uuid
from enum import StrEnum

from django.db import models
from django.db.models import GeneratedField, Q, Value
from django.db.models.functions import Coalesce, NullIf

from canbo.engine.facts import BodyKind, ClassKind, ElectionKind, PostClass, UnitLevel

NOTHING = Value(uuid.UUID(int=0), output_field=models.UUIDField())


def or_nothing(column: str) -> Coalesce:
    """A pointer in which "none" equals "none", for rules that say what may not be said twice."""
    return Coalesce(column, NOTHING)


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


class Term(Register):
    """The term (nhiệm kỳ) of an elected body, with its span as written."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="terms")
    body = models.TextField()
    ordinal = models.TextField(blank=True, default="")
    begins = models.TextField(blank=True, default="")
    ends = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "body", "ordinal", "begins", "ends"],
                condition=Q(withdrawn_at=None),
                name="term_once",
            ),
            known_values("term_body_known", "body", BodyKind),
        ]


class Election(Register):
    """An occasion (cuộc bầu) on which people came into a body; `day` is partial, as written."""

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="elections")
    kind = models.TextField()
    day = models.TextField(blank=True, default="")
    name = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["term", "kind", "day", "name"],
                condition=Q(withdrawn_at=None),
                name="election_once",
            ),
            known_values("election_kind_known", "kind", ElectionKind),
        ]


class Scheme(Register):
    """A scheme (đề án) under which people are moved, known by its words and whose it is."""

    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="schemes")
    name = models.TextField()
    name_spelling = models.TextField()
    begins = models.TextField(blank=True, default="")
    ends = models.TextField(blank=True, default="")
    decision_number = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                or_nothing("unit"),
                "name_spelling",
                "decision_number",
                condition=Q(withdrawn_at=None),
                name="scheme_once",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="scheme_named"),
        ]
