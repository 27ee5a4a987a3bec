"""The six fact tables: one shape, and the refusal of two unvoided facts that overlap."""

import uuid

import django.db.models.deletion
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations, models
from django.db.models import F, Func, Q

_LEVELS = ["central", "commune", "district", "province"]
_KINDS = [
    "birth",
    "ethnic_group",
    "home_place",
    "name",
    "note",
    "party_date",
    "party_official_date",
    "sex",
]
_SCALES = [
    "defence_security",
    "foreign_language",
    "general_education",
    "it",
    "political_theory",
    "professional",
    "state_management",
]
_STATES = ["completed", "dropped", "equivalent", "revoked", "studying"]
_MODES = [
    "bridging",
    "concentrated",
    "distance",
    "full_time",
    "in_service",
    "part_time",
    "second_degree",
    "specialised",
    "work_study",
]
_NAMES_ONLY = Q(kind="name")


def _points_to(model, **options):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, to=f"records.{model}", **options
    )


def _text():
    return models.TextField(blank=True, default="")


def _day(column, function):
    return models.GeneratedField(
        db_persist=True,
        expression=Func(F(column), function=function),
        output_field=models.DateField(null=True),
    )


def _known(name, column, values):
    return models.CheckConstraint(condition=Q(**{f"{column}__in": values}), name=name)


def _once(name, *subject, condition=Q(voided_at=None)):  # noqa: B008 - a constant of this module
    equal = [(column, "=") for column in subject]
    return ExclusionConstraint(
        name=name, expressions=[*equal, ("valid", "&&")], condition=condition
    )


def _shape(model):
    valid = Func(F("begins"), F("ends"), F("known_by"), function="canbo_valid")
    return [
        (
            "id",
            models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
        ),
        ("key", models.UUIDField()),
        ("begins", _text()),
        ("ends", _text()),
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
        ("replaced_by", _points_to(model, null=True, related_name="+", db_index=False)),
        ("evidence", models.TextField()),
        ("document", models.TextField(blank=True)),
        ("cell", _text()),
        ("decision_number", _text()),
        ("decision_date", models.DateField(null=True)),
        ("recorded_by", models.TextField()),
        ("act", models.BigIntegerField()),
        ("voided_act", models.BigIntegerField(null=True)),
        ("batch", _points_to("importbatch", null=True, related_name="+", db_index=False)),
    ]


def _rules(model):
    return [
        models.CheckConstraint(
            condition=Q(voided_at=None, voided_act=None, replaced_by=None)
            | Q(voided_at__gte=F("recorded_at"), voided_act__isnull=False),
            name=f"{model}_void_after_record",
        ),
        models.CheckConstraint(condition=Q(valid__isempty=False), name=f"{model}_period_has_days"),
        _known(f"{model}_evidence_known", "evidence", ["decision", "declared", "workbook"]),
    ]


def _fact_table(name, fields, constraints, indexes=()):
    model = name.lower()
    options = {"abstract": False, "constraints": [*_rules(model), *constraints]}
    if indexes:
        options["indexes"] = list(indexes)
    return migrations.CreateModel(name=name, fields=[*_shape(model), *fields], options=options)


UNIT_NAME = _fact_table(
    "UnitName",
    [
        ("name", models.TextField()),
        ("name_spelling", models.TextField()),
        ("name_search", models.TextField()),
        ("type", models.TextField(blank=True)),
        ("unit", _points_to("unit", related_name="names")),
    ],
    [_once("unit_name_once", "unit")],
)

UNIT_PLACEMENT = _fact_table(
    "UnitPlacement",
    [
        ("level", models.TextField()),
        ("area", _text()),
        ("unit", _points_to("unit", related_name="placements")),
        ("parent", _points_to("unit", null=True, related_name="children")),
    ],
    [
        _once("unit_placement_once", "unit"),
        models.CheckConstraint(
            condition=Q(parent=None) | ~Q(parent=F("unit")), name="unit_not_its_own_parent"
        ),
        _known("placement_level_known", "level", _LEVELS),
    ],
)

PARTICULAR = _fact_table(
    "Particular",
    [
        ("kind", models.TextField()),
        ("value", models.TextField()),
        ("name_search", _text()),
        ("name_sort", _text()),
        ("name_spelling", _text()),
        ("person", _points_to("person", related_name="particulars")),
    ],
    [
        _once("particular_once", "person", "kind", condition=Q(voided_at=None) & ~Q(kind="note")),
        _known("particular_kind_known", "kind", _KINDS),
    ],
    [
        GinIndex(
            OpClass("name_search", name="gin_trgm_ops"),
            condition=_NAMES_ONLY,
            name="particular_name_search",
        ),
        models.Index(
            fields=["name_sort", "person"], condition=_NAMES_ONLY, name="particular_name_sort"
        ),
        models.Index(
            fields=["name_spelling"], condition=_NAMES_ONLY, name="particular_name_spelling"
        ),
    ],
)

TENURE = _fact_table(
    "Tenure",
    [
        ("manner", models.TextField()),
        ("as_written", _text()),
        ("person", _points_to("person", related_name="tenures")),
        ("post", _points_to("post", related_name="tenures")),
    ],
    [
        _once("tenure_once", "person", "post"),
        _known("tenure_manner_known", "manner", ["acting", "concurrent", "full"]),
    ],
)

ATTAINMENT = _fact_table(
    "Attainment",
    [
        ("scale", models.TextField()),
        ("level", models.TextField()),
        ("state", models.TextField()),
        ("field", _text()),
        ("mode", models.TextField(null=True)),
        ("school", _text()),
        ("as_written", _text()),
        ("person", _points_to("person", related_name="attainments")),
    ],
    [
        _once("attainment_once", "person", "scale", "level", "field", "state"),
        _known("attainment_scale_known", "scale", _SCALES),
        _known("attainment_state_known", "state", _STATES),
        _known("attainment_mode_known", "mode", _MODES),
    ],
)

ATTENDANCE = _fact_table(
    "Attendance",
    [
        ("outcome", models.TextField()),
        ("unit_as_written", _text()),
        ("post_as_written", _text()),
        ("person", _points_to("person", related_name="attendances")),
        ("training_class", _points_to("trainingclass", related_name="attendances")),
    ],
    [
        models.UniqueConstraint(
            condition=Q(voided_at=None),
            fields=["person", "training_class"],
            name="attendance_once",
        ),
        _known("attendance_outcome_known", "outcome", ["completed", "dropped", "enrolled"]),
    ],
)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]

    operations = [UNIT_NAME, UNIT_PLACEMENT, PARTICULAR, TENURE, ATTAINMENT, ATTENDANCE]
