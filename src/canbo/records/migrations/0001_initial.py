"""The registers and imports, with the extensions and period functions that facts rest on."""

import uuid

import django.db.models.deletion
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations, models
from django.db.models import Func, Q, Value
from django.db.models.functions import Coalesce, NullIf

from canbo.records.models.periods import CREATE_PERIOD_FUNCTIONS, DROP_PERIOD_FUNCTIONS

_LEVELS = ["central", "commune", "district", "province"]
_CLASSES = ["civil_servant", "official", "part_time", "public_employee", "unknown"]


def _id():
    return models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)


def _register():
    return [
        ("id", _id()),
        ("created_at", models.DateTimeField()),
        ("created_act", models.BigIntegerField()),
        ("withdrawn_at", models.DateTimeField(null=True)),
        ("batch", _points_to("importbatch", null=True, related_name="+", db_index=False)),
    ]


def _points_to(model, **options):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, to=f"records.{model}", **options
    )


def _known(name, column, values):
    return models.CheckConstraint(condition=Q(**{f"{column}__in": values}), name=name)


def _day(function, first, second):
    return models.GeneratedField(
        db_persist=True,
        expression=Func(Coalesce(NullIf(first, Value("")), second), function=function),
        output_field=models.DateField(null=True),
    )


IMPORT_BATCH = migrations.CreateModel(
    name="ImportBatch",
    fields=[
        (
            "id",
            models.BigAutoField(
                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
            ),
        ),
        ("file", models.TextField()),
        ("sha256", models.CharField(max_length=64)),
        ("at", models.DateTimeField()),
        ("actor_id", models.TextField()),
        ("actor_name", models.TextField()),
        ("state", models.TextField(default="stored")),
        ("act", models.BigIntegerField()),
        ("counts", models.JSONField(default=dict)),
        ("problems", models.JSONField(default=list)),
        ("documents", models.JSONField(default=list)),
        ("undone_at", models.DateTimeField(null=True)),
        ("undone_act", models.BigIntegerField(null=True)),
        ("replaces", _points_to("importbatch", null=True, related_name="replaced_by")),
    ],
    options={
        "constraints": [
            models.CheckConstraint(
                condition=Q(state="undone", undone_at__isnull=False)
                | (~Q(state="undone") & Q(undone_at=None)),
                name="batch_undone_with_instant",
            ),
            _known("batch_state_known", "state", ["replaced", "stored", "undone"]),
        ],
        "indexes": [models.Index(fields=["sha256"], name="batch_sha256")],
    },
)

RESTATEMENT = migrations.CreateModel(
    name="Restatement",
    fields=[
        ("id", _id()),
        ("kind", models.TextField()),
        ("fact_key", models.UUIDField()),
        ("cell", models.TextField(blank=True)),
        ("batch", _points_to("importbatch", related_name="restatements")),
    ],
    options={"indexes": [models.Index(fields=["fact_key"], name="restatement_key")]},
)

UNIT = migrations.CreateModel(
    name="Unit",
    fields=[
        *_register(),
        ("code", models.TextField()),
        ("proposed", models.BooleanField(default=True)),
    ],
    options={
        "constraints": [
            models.UniqueConstraint(
                condition=Q(withdrawn_at=None), fields=["code"], name="unit_code_once"
            ),
            models.CheckConstraint(condition=~Q(code=""), name="unit_code_given"),
        ]
    },
)

POST = migrations.CreateModel(
    name="Post",
    fields=[
        *_register(),
        ("title", models.TextField(blank=True)),
        ("title_as_written", models.TextField()),
        ("title_spelling", models.TextField()),
        ("post_class", models.TextField()),
        ("level", models.TextField()),
        ("managed_by", models.TextField(null=True)),
        ("proposed", models.BooleanField(default=True)),
        ("unit", _points_to("unit", related_name="posts")),
    ],
    options={
        "constraints": [
            models.UniqueConstraint(
                condition=Q(withdrawn_at=None) & ~Q(title=""),
                fields=["unit", "title"],
                name="post_title_once",
            ),
            models.UniqueConstraint(
                condition=Q(title="", withdrawn_at=None),
                fields=["unit", "title_spelling"],
                name="post_words_once",
            ),
            _known("post_class_known", "post_class", _CLASSES),
            _known("post_level_known", "level", _LEVELS),
            _known("post_manager_known", "managed_by", _LEVELS),
        ]
    },
)

PERSON = migrations.CreateModel(name="Person", fields=_register(), options={"abstract": False})

TRAINING_CLASS = migrations.CreateModel(
    name="TrainingClass",
    fields=[
        *_register(),
        ("name", models.TextField()),
        ("name_spelling", models.TextField()),
        ("kind", models.TextField()),
        ("course", models.TextField(blank=True)),
        ("begins", models.TextField(blank=True)),
        ("ends", models.TextField(blank=True)),
        ("first_day", _day("canbo_first_day", "begins", "ends")),
        ("last_day", _day("canbo_last_day", "ends", "begins")),
        ("institution", models.TextField(blank=True)),
        ("place", models.TextField(blank=True)),
        ("decision_number", models.TextField(blank=True)),
        ("decision_date", models.TextField(blank=True)),
        ("document", models.TextField(blank=True)),
        ("cell", models.TextField(blank=True)),
        ("proposed", models.BooleanField(default=True)),
    ],
    options={"constraints": [_known("class_kind_known", "kind", ["fostering", "training"])]},
)


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.RunSQL(CREATE_PERIOD_FUNCTIONS, DROP_PERIOD_FUNCTIONS),
        IMPORT_BATCH,
        RESTATEMENT,
        UNIT,
        POST,
        PERSON,
        TRAINING_CLASS,
    ]
