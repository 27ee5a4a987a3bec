"""Files that wait, what columns mean, records that are one person."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

from canbo.records.migrations._columns import key, number, points_to, secrecy, text

_STATES = ["columns", "comparing", "reading", "ready", "refused", "stored", "storing"]


def _person():
    return points_to("person", related_name="+")


def _act():
    return [
        ("at", models.DateTimeField()),
        ("actor_id", models.TextField()),
        ("actor_name", models.TextField()),
        ("act", models.BigIntegerField()),
        ("undone_at", models.DateTimeField(null=True)),
        ("undone_act", models.BigIntegerField(null=True)),
    ]


IMPORT_DRAFT = migrations.CreateModel(
    name="ImportDraft",
    fields=[
        ("id", key()),
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
        ("batch", points_to("importbatch", null=True, related_name="drafts")),
        ("secrecy", secrecy()),
        ("as_of", models.DateField(null=True)),
        ("round", models.UUIDField(null=True)),
        ("turn", models.TextField(default="")),
    ],
    options={
        "constraints": [
            models.CheckConstraint(condition=Q(state__in=_STATES), name="draft_state_known"),
            models.CheckConstraint(
                condition=Q(state="stored", batch__isnull=False)
                | (~Q(state="stored") & Q(batch=None)),
                name="draft_stored_with_batch",
            ),
        ],
        "indexes": [
            models.Index(fields=["actor_id", "-made_at"], name="draft_of_actor"),
            models.Index(fields=["round"], name="draft_of_round"),
        ],
    },
)

DRAFT_DIFFERENCE = migrations.CreateModel(
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
        ("exported", text()),
    ],
    options={
        "constraints": [models.UniqueConstraint(fields=("draft", "code"), name="difference_once")],
        "indexes": [models.Index(fields=["draft", "kind", "place"], name="difference_of_kind")],
    },
)

LAYOUT_MAPPING = migrations.CreateModel(
    name="LayoutMapping",
    fields=[
        ("id", key()),
        ("signature", models.TextField()),
        ("owner", models.TextField(blank=True, default="")),
        ("roles", models.JSONField()),
        ("headers", models.JSONField(default=list)),
        ("file", models.TextField(blank=True)),
        ("confirmed_at", models.DateTimeField()),
        ("confirmed_by", models.TextField()),
        ("act", models.BigIntegerField()),
        ("secrecy", secrecy()),
    ],
    options={
        "constraints": [
            models.UniqueConstraint(fields=("signature", "owner"), name="layout_mapping_once")
        ],
    },
)

MERGE = migrations.CreateModel(
    name="Merge",
    fields=[
        ("id", number()),
        ("survivor", _person()),
        ("merged", _person()),
        ("reason", models.TextField(blank=True, default="")),
        ("decisions", models.JSONField(default=dict)),
        ("counts", models.JSONField(default=dict)),
        *_act(),
    ],
    options={
        "constraints": [
            models.CheckConstraint(condition=~Q(survivor=F("merged")), name="merge_of_two_records"),
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
)

APART = migrations.CreateModel(
    name="Apart",
    fields=[
        ("id", key()),
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
)
