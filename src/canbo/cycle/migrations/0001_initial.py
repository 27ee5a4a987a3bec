"""The tables of catalogues, drafts and requests."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Catalogue",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("document", models.TextField()),
                ("content", models.JSONField()),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=200)),
                ("act", models.BigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["year", "-recorded_at"], name="catalogue_newest_of_year")
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("as_of", models.DateField()),
                ("known_at", models.DateTimeField()),
                ("actor_id", models.CharField(max_length=200)),
                ("actor_name", models.CharField(max_length=200)),
                ("requested_at", models.DateTimeField()),
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
                ("refusal", models.JSONField(default=dict)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("waiting", "running"))),
                        fields=("year",),
                        name="plan_request_once_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredPlan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("as_of", models.DateField()),
                ("known_at", models.DateTimeField()),
                ("law_version", models.CharField(max_length=64)),
                ("status", models.CharField(max_length=20)),
                ("objective", models.BigIntegerField(null=True)),
                ("bound", models.BigIntegerField(null=True)),
                ("seconds", models.FloatField()),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=200)),
                ("act", models.BigIntegerField()),
                (
                    "catalogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="cycle.catalogue",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PlanNeed",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=120)),
                ("person", models.UUIDField(db_index=True)),
                ("course", models.CharField(max_length=50)),
                ("level", models.CharField(max_length=10)),
                ("severity", models.PositiveSmallIntegerField()),
                ("grounds", models.JSONField()),
                ("served", models.BooleanField()),
                ("class_code", models.CharField(blank=True, max_length=100)),
                ("payer", models.CharField(blank=True, max_length=100)),
                ("reason", models.CharField(max_length=20)),
                ("rule", models.CharField(blank=True, max_length=30)),
                ("key", models.JSONField()),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="needs",
                        to="cycle.storedplan",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PlanClass",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=100)),
                ("is_open", models.BooleanField()),
                ("people", models.PositiveIntegerField()),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="classes",
                        to="cycle.storedplan",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="storedplan",
            index=models.Index(fields=["year", "-recorded_at"], name="plan_newest_of_year"),
        ),
        migrations.AddConstraint(
            model_name="planneed",
            constraint=models.UniqueConstraint(fields=("plan", "code"), name="plan_need_once"),
        ),
        migrations.AddConstraint(
            model_name="planclass",
            constraint=models.UniqueConstraint(fields=("plan", "code"), name="plan_class_once"),
        ),
    ]
