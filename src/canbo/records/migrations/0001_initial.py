"""The registers and imports, with the extensions and period functions that facts rest on."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations, models
from django.db.models import Q

from canbo.records.migrations._columns import known, number, points_to
from canbo.records.migrations._registers import PERSON, POST, RESTATEMENT, TRAINING_CLASS, UNIT
from canbo.records.models.periods import CREATE_PERIOD_FUNCTIONS, DROP_PERIOD_FUNCTIONS

IMPORT_BATCH = migrations.CreateModel(
    name="ImportBatch",
    fields=[
        ("id", number()),
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
        ("replaces", points_to("importbatch", null=True, related_name="replaced_by")),
    ],
    options={
        "constraints": [
            models.CheckConstraint(
                condition=Q(state="undone", undone_at__isnull=False)
                | (~Q(state="undone") & Q(undone_at=None)),
                name="batch_undone_with_instant",
            ),
            known("batch_state_known", "state", ["replaced", "stored", "undone"]),
        ],
        "indexes": [models.Index(fields=["sha256"], name="batch_sha256")],
    },
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
