"""Columns and rules that several tables share."""

import uuid
from datetime import date

import django.db.models.deletion
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.db import migrations, models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce

LEVELS = ["central", "commune", "district", "province"]
CLASSES = ["civil_servant", "official", "part_time", "public_employee", "unknown"]
STANDING = Q(voided_at=None)
LISTED = Q(withdrawn_at=None)
_NOTHING = Value(uuid.UUID(int=0), output_field=models.UUIDField())


def points_to(model, **options):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, to=f"records.{model}", **options
    )


def key():
    return models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)


def number():
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


def text():
    return models.TextField(blank=True, default="")


def later_text():
    """A text that came after the first homes: the database fills it where it is not named."""
    return models.TextField(blank=True, db_default="", default="")


def secrecy():
    return models.PositiveSmallIntegerField(default=0)


def known(name, column, values):
    return models.CheckConstraint(condition=Q(**{f"{column}__in": values}), name=name)


def given(name, column):
    return models.CheckConstraint(condition=~Q(**{column: ""}), name=name)


def or_nothing(column):
    return Coalesce(column, _NOTHING)


def once(name, *subject, days="&&", condition=STANDING):
    equal = [(column, "=") for column in subject]
    return ExclusionConstraint(
        name=name, expressions=[*equal, ("valid", days)], condition=condition
    )


def once_a_day(name, *subject):
    first = Func(F("valid"), function="lower")
    day = Coalesce(first, Value(date.min), output_field=models.DateField())
    return models.UniqueConstraint(*subject, day, condition=STANDING, name=name)


def register(name, fields, constraints=()):
    shared = [
        ("id", key()),
        ("created_at", models.DateTimeField()),
        ("created_act", models.BigIntegerField()),
        ("withdrawn_at", models.DateTimeField(null=True)),
        ("batch", points_to("importbatch", null=True, related_name="+", db_index=False)),
    ]
    options = {"constraints": list(constraints)} if constraints else {"abstract": False}
    return migrations.CreateModel(name=name, fields=[*shared, *fields], options=options)


def _day(column, function):
    return models.GeneratedField(
        db_persist=True,
        expression=Func(F(column), function=function),
        output_field=models.DateField(null=True),
    )


def _shape(model):
    valid = Func(F("begins"), F("ends"), F("known_by"), function="canbo_valid")
    return [
        ("id", key()),
        ("key", models.UUIDField()),
        ("begins", text()),
        ("ends", text()),
        ("known_by", models.DateField(null=True)),
        ("begins_earliest", _day("begins", "canbo_first_day")),
        ("begins_latest", _day("begins", "canbo_last_day")),
        ("ends_earliest", _day("ends", "canbo_first_day")),
        ("ends_latest", _day("ends", "canbo_last_day")),
        (
            "valid",
            models.GeneratedField(db_persist=True, expression=valid, output_field=DateRangeField()),
        ),
        ("recorded_at", models.DateTimeField()),
        ("voided_at", models.DateTimeField(null=True)),
        ("replaced_by", points_to(model, null=True, related_name="+", db_index=False)),
        ("evidence", models.TextField()),
        ("document", models.TextField(blank=True)),
        ("cell", text()),
        ("decision_number", text()),
        ("decision_date", models.DateField(null=True)),
        ("recorded_by", models.TextField()),
        ("act", models.BigIntegerField()),
        ("voided_act", models.BigIntegerField(null=True)),
        ("batch", points_to("importbatch", null=True, related_name="+", db_index=False)),
    ]


def _rules(model):
    return [
        models.CheckConstraint(
            condition=Q(voided_at=None, voided_act=None, replaced_by=None)
            | Q(voided_at__gte=F("recorded_at"), voided_act__isnull=False),
            name=f"{model}_void_after_record",
        ),
        models.CheckConstraint(condition=Q(valid__isempty=False), name=f"{model}_period_has_days"),
        known(f"{model}_evidence_known", "evidence", ["decision", "declared", "workbook"]),
    ]


def fact_table(name, fields, constraints, indexes=()):
    model = name.lower()
    options = {"abstract": False, "constraints": [*_rules(model), *constraints]}
    if indexes:
        options["indexes"] = list(indexes)
    return migrations.CreateModel(name=name, fields=[*_shape(model), *fields], options=options)
