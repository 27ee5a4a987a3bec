"""The tables of rotations and of what is asked of them."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cycle", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="RotationDraft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("refused", "Refused"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("settings", models.JSONField()),
                ("as_of", models.DateField()),
                ("known_at", models.DateTimeField()),
                ("actor_id", models.CharField(max_length=200)),
                ("actor_name", models.CharField(max_length=200)),
                ("requested_at", models.DateTimeField()),
                ("refusal", models.JSONField(default=dict)),
                ("law_version", models.CharField(blank=True, max_length=64)),
                ("status", models.CharField(blank=True, max_length=20)),
                ("objective", models.BigIntegerField(null=True)),
                ("bound", models.BigIntegerField(null=True)),
                ("seconds", models.FloatField(null=True)),
                ("tables", models.JSONField(null=True)),
                ("outcome", models.JSONField(null=True)),
                ("beside", models.JSONField(null=True)),
                ("recorded_at", models.DateTimeField(null=True)),
                ("act", models.BigIntegerField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["-requested_at"], name="rotation_newest")],
                "constraints": [
                    models.UniqueConstraint(
                        models.Value(1),
                        condition=models.Q(("state__in", ("waiting", "running"))),
                        name="rotation_once_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RotationQuestion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person", models.UUIDField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("refused", "Refused"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("answer", models.JSONField(default=dict)),
                ("requested_at", models.DateTimeField()),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="cycle.rotationdraft",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("draft", "person"), name="rotation_question_once"
                    )
                ],
            },
        ),
    ]
