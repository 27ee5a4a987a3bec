"""The shape of all fact tables, and those of units' names, of people's particulars and levels.

A fact is added and voided once, never changed or deleted.

The database itself keeps the rules (migration 0001): triggers refuse every other change, exclusion
constraints refuse two unvoided facts that say the same of one subject at one time.
"""

import uuid
from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, GeneratedField, Q, Value
from django.db.models.functions import Coalesce

from canbo.engine.facts import (
    NOTE_KINDS,
    AttainmentState,
    AttendanceOutcome,
    Evidence,
    ParticularKind,
    Scale,
    StudyMode,
    TenureAct,
    TenureManner,
    UnitLevel,
)
from canbo.records.models.registers import (
    Person,
    Post,
    Term,
    TrainingClass,
    Unit,
    known_values,
)

_DAY = models.DateField()


def _day(column: str, function: str) -> GeneratedField:
    return GeneratedField(
        expression=Func(F(column), function=function),
        output_field=models.DateField(null=True),
        db_persist=True,
    )


def once(
    name: str, *subject: str | Func, days: str = RangeOperators.OVERLAPS
) -> ExclusionConstraint:
    """Refuse two unvoided facts of one subject whose certain periods share a day.

    With `days` = RangeOperators.EQUAL only those of the very same period: years and their quarters
    stand side by side.
    """
    equal = [(column, RangeOperators.EQUAL) for column in subject]
    return ExclusionConstraint(
        name=name, expressions=[*equal, ("valid", days)], condition=Q(voided_at=None)
    )


def once_a_day(name: str, *subject: str | Func) -> models.UniqueConstraint:
    """Refuse two unvoided facts that say the same of one subject from the same first day on."""
    first = Coalesce(Func(F("valid"), function="lower"), Value(date.min), output_field=_DAY)
    return models.UniqueConstraint(*subject, first, condition=Q(voided_at=None), name=name)


def not_blank(name: str, column: str) -> models.CheckConstraint:
    """Refuse a fact that does not say what it is there to say."""
    return models.CheckConstraint(condition=~Q(**{column: ""}), name=name)


class FactRow(models.Model):
    """What all facts share; the columns of `canbo.engine.facts.Fact`, flattened.

    `begins` and `ends` are partial ISO dates as written ("2011-07", "" unknown); `valid` holds the
    days on which the fact surely held, by the rule of `engine.timeline.Validity.certain`.
    `act` and `voided_act` are journal numbers.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField()
    begins = models.TextField(blank=True, default="")
    ends = models.TextField(blank=True, default="")
    known_by = models.DateField(null=True)
    begins_earliest = _day("begins", "canbo_first_day")
    begins_latest = _day("begins", "canbo_last_day")
    ends_earliest = _day("ends", "canbo_first_day")
    ends_latest = _day("ends", "canbo_last_day")
    valid = GeneratedField(
        expression=Func(F("begins"), F("ends"), F("known_by"), function="canbo_valid"),
        output_field=DateRangeField(),
        db_persist=True,
    )
    recorded_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    replaced_by = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    evidence = models.TextField()
    document = models.TextField(blank=True)
    cell = models.TextField(blank=True, default="")
    decision_number = models.TextField(blank=True, default="")
    decision_date = models.DateField(null=True)
    recorded_by = models.TextField()
    act = models.BigIntegerField()
    voided_act = models.BigIntegerField(null=True)
    batch = models.ForeignKey(
        "records.ImportBatch", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(voided_at=None, voided_act=None, replaced_by=None)
                | Q(voided_at__gte=F("recorded_at"), voided_act__isnull=False),
                name="%(class)s_void_after_record",
            ),
            models.CheckConstraint(
                condition=Q(valid__isempty=False), name="%(class)s_period_has_days"
            ),
            known_values("%(class)s_evidence_known", "evidence", Evidence),
        ]


class UnitName(FactRow):
    """The name, type and official code of a unit in a period."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="names")
    name = models.TextField()
    name_spelling = models.TextField()
    name_search = models.TextField()
    type = models.TextField(blank=True)
    code = models.TextField(blank=True, default="")

    class Meta(FactRow.Meta):
        constraints = [*FactRow.Meta.constraints, once("unit_name_once", "unit")]
        indexes = [
            models.Index(fields=["code"], name="unit_name_code", condition=~Q(code="")),
            models.Index(fields=["name_spelling"], name="unit_name_spelling"),
        ]


class UnitPlacement(FactRow):
    """The parent, level and area of a unit in a period."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="children")
    level = models.TextField()
    area = models.TextField(blank=True, default="")
    grade = models.TextField(blank=True, default="", db_default="")

    class Meta(FactRow.Meta):
        constraints = [
            *FactRow.Meta.constraints,
            once("unit_placement_once", "unit"),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("unit")), name="unit_not_its_own_parent"
            ),
            known_values("placement_level_known", "level", UnitLevel),
            models.CheckConstraint(
                condition=Q(grade__in=["", "1", "2", "3"]), name="placement_grade_known"
            ),
        ]


class Particular(FactRow):
    """One statement about who a person is; search and sort keys stand on names only."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="particulars")
    kind = models.TextField()
    value = models.TextField()
    name_search = models.TextField(blank=True, default="")
    name_sort = models.TextField(blank=True, default="")
    name_spelling = models.TextField(blank=True, default="")

    class Meta(FactRow.Meta):
        constraints = [
            *FactRow.Meta.constraints,
            ExclusionConstraint(
                name="particular_once",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_at=None) & ~Q(kind__in=sorted(NOTE_KINDS)),
            ),
            known_values("particular_kind_known", "kind", ParticularKind),
        ]
        indexes = [
            GinIndex(
                OpClass("name_search", name="gin_trgm_ops"),
                name="particular_name_search",
                condition=Q(kind=ParticularKind.NAME.value),
            ),
            models.Index(
                fields=["name_sort", "person"],
                name="particular_name_sort",
                condition=Q(kind=ParticularKind.NAME.value),
            ),
            models.Index(
                fields=["name_spelling"],
                name="particular_name_spelling",
                condition=Q(kind=ParticularKind.NAME.value),
            ),
        ]


class Tenure(FactRow):
    """A person holds a post; `given_by` is the kind of act that gave it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tenures")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="tenures")
    manner = models.TextField()
    as_written = models.TextField(blank=True, default="")
    given_by = models.TextField(null=True)
    term = models.ForeignKey(Term, null=True, on_delete=models.PROTECT, related_name="tenures")

    class Meta(FactRow.Meta):
        constraints = [
            *FactRow.Meta.constraints,
            once("tenure_once", "person", "post"),
            known_values("tenure_manner_known", "manner", TenureManner),
            known_values("tenure_act_known", "given_by", TenureAct),
        ]


class Attainment(FactRow):
    """A person reached a level of a scale."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attainments")
    scale = models.TextField()
    level = models.TextField()
    state = models.TextField()
    field = models.TextField(blank=True, default="")
    mode = models.TextField(null=True)
    school = models.TextField(blank=True, default="")
    as_written = models.TextField(blank=True, default="")
    certificate = models.TextField(blank=True, default="", db_default="")

    class Meta(FactRow.Meta):
        constraints = [
            *FactRow.Meta.constraints,
            once("attainment_once", "person", "scale", "level", "field", "state"),
            known_values("attainment_scale_known", "scale", Scale),
            known_values("attainment_state_known", "state", AttainmentState),
            known_values("attainment_mode_known", "mode", StudyMode),
        ]


class Attendance(FactRow):
    """A person sits in a class: one unvoided attendance for each person and class."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendances")
    training_class = models.ForeignKey(
        TrainingClass, on_delete=models.PROTECT, related_name="attendances"
    )
    outcome = models.TextField()
    unit_as_written = models.TextField(blank=True, default="")
    post_as_written = models.TextField(blank=True, default="")

    class Meta(FactRow.Meta):
        constraints = [
            *FactRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "training_class"],
                condition=Q(voided_at=None),
                name="attendance_once",
            ),
            known_values("attendance_outcome_known", "outcome", AttendanceOutcome),
        ]
