"""People who are one, people who are two, and what was decided on an import."""

import uuid
from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

_guards = import_module("canbo.records.migrations.0003_guards")

SURVIVOR = """
CREATE FUNCTION canbo_survivor(person uuid) RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH RECURSIVE led AS (
        SELECT person AS id
        UNION
        SELECT m.survivor_id FROM records_merge m JOIN led ON m.merged_id = led.id
         WHERE m.undone_at IS NULL
    )
    SELECT led.id FROM led WHERE NOT EXISTS (
        SELECT 1 FROM records_merge m WHERE m.merged_id = led.id AND m.undone_at IS NULL);
END;
"""


def _person():
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.person"
    )


def _act():
    return [
        ("at", models.DateTimeField()),
        ("actor_id", models.TextField()),
        ("actor_name", models.TextField()),
        ("act", models.BigIntegerField()),
        ("undone_at", models.DateTimeField(null=True)),
        ("undone_act", models.BigIntegerField(null=True)),
    ]


class Migration(migrations.Migration):
    dependencies = [("records", "0008_drafts")]

    operations = [
        migrations.AddField("importbatch", "decisions", models.JSONField(default=dict)),
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("survivor", _person()),
                ("merged", _person()),
                ("reason", models.TextField(blank=True, default="")),
                ("decisions", models.JSONField(default=dict)),
                ("counts", models.JSONField(default=dict)),
                *_act(),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=~Q(survivor=F("merged")), name="merge_of_two_records"
                    ),
                    models.CheckConstraint(
                        condition=Q(undone_at=None, undone_act=None)
                        | Q(undone_at__gte=F("at"), undone_act__isnull=False),
                        name="merge_undone_with_instant",
                    ),
                    models.UniqueConstraint(
                        fields=["merged"], condition=Q(undone_at=None), name="merged_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Apart",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("one", _person()),
                ("other", _person()),
                *_act(),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=Q(one__lt=F("other")), name="apart_in_order"),
                    models.UniqueConstraint(
                        fields=["one", "other"], condition=Q(undone_at=None), name="apart_once"
                    ),
                ],
            },
        ),
        migrations.RunSQL(SURVIVOR, "DROP FUNCTION canbo_survivor(uuid);"),
        *(
            migrations.RunSQL(
                _guards._guard(table, _guards._change_only(["undone_at", "undone_act"])),
                _guards._unguard(table),
            )
            for table in ("merge", "apart")
        ),
    ]
