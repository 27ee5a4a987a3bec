"""Files that wait to be taken in, their differences, and what columns were confirmed to mean."""

import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

_STATES = ["columns", "comparing", "reading", "ready", "refused", "stored", "storing"]


def _key():
    return models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [("records", "0007_unit_codes")]

    operations = [
        migrations.CreateModel(
            name="ImportDraft",
            fields=[
                ("id", _key()),
                ("file", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.BigIntegerField()),
                ("actor_id", models.TextField()),
                ("actor_name", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("state", models.TextField(default="reading")),
                ("state_at", models.DateTimeField()),
                ("run", models.IntegerField(default=1)),
                ("job", models.BigIntegerField(null=True)),
                ("seen_act", models.BigIntegerField(default=0)),
                ("is_stale", models.BooleanField(default=False)),
                ("layouts", models.JSONField(default=list)),
                ("report", models.JSONField(default=dict)),
                ("problems", models.JSONField(default=list)),
                ("refusal", models.JSONField(default=dict)),
                ("changes", models.JSONField(default=dict)),
                (
                    "batch",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="records.importbatch",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(state__in=_STATES), name="draft_state_known"
                    ),
                    models.CheckConstraint(
                        condition=Q(state="stored", batch__isnull=False)
                        | (~Q(state="stored") & Q(batch=None)),
                        name="draft_stored_with_batch",
                    ),
                ],
                "indexes": [models.Index(fields=["actor_id", "-made_at"], name="draft_of_actor")],
            },
        ),
        migrations.CreateModel(
            name="DraftDifference",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("place", models.IntegerField()),
                ("code", models.TextField()),
                ("kind", models.TextField()),
                ("person", models.UUIDField(null=True)),
                ("person_name", models.TextField(blank=True)),
                ("name_search", models.TextField(blank=True)),
                ("sheet", models.TextField(blank=True)),
                ("cell", models.TextField(blank=True)),
                ("fact_kind", models.TextField(blank=True)),
                ("field", models.TextField(blank=True)),
                ("before", models.TextField(blank=True)),
                ("after", models.TextField(blank=True)),
                ("day", models.TextField(blank=True)),
                ("options", models.JSONField()),
                ("default", models.TextField()),
                ("chosen", models.TextField()),
                ("is_decided", models.BooleanField(default=False)),
                ("is_new", models.BooleanField(default=False)),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="differences",
                        to="records.importdraft",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("draft", "code"), name="difference_once")
                ],
                "indexes": [
                    models.Index(fields=["draft", "kind", "place"], name="difference_of_kind")
                ],
            },
        ),
        migrations.CreateModel(
            name="LayoutMapping",
            fields=[
                ("id", _key()),
                ("signature", models.TextField()),
                ("owner", models.TextField(blank=True, default="")),
                ("roles", models.JSONField()),
                ("headers", models.JSONField(default=list)),
                ("file", models.TextField(blank=True)),
                ("confirmed_at", models.DateTimeField()),
                ("confirmed_by", models.TextField()),
                ("act", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("signature", "owner"), name="layout_mapping_once"
                    )
                ],
            },
        ),
    ]
