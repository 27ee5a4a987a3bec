"""Imports, and what facts speak about: units, posts, people, classes, terms, elections, schemes."""

from django.db import migrations, models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce, NullIf

from canbo.records.migrations._columns import (
    CLASSES,
    LEVELS,
    LISTED,
    given,
    key,
    known,
    number,
    or_nothing,
    points_to,
    register,
    secrecy,
    text,
)

_BODIES = ["council", "mass_body", "party_committee"]
_OCCASIONS = ["by_election", "congress", "designation", "general", "plenum", "session"]


def _day_of_two(function, first, second):
    return models.GeneratedField(
        db_persist=True,
        expression=Func(Coalesce(NullIf(first, Value("")), second), function=function),
        output_field=models.DateField(null=True),
    )


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
        ("decisions", models.JSONField(default=dict)),
        ("secrecy", secrecy()),
        ("as_of", models.DateField(null=True)),
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

RESTATEMENT = migrations.CreateModel(
    name="Restatement",
    fields=[
        ("id", key()),
        ("kind", models.TextField()),
        ("fact_key", models.UUIDField()),
        ("cell", models.TextField(blank=True)),
        ("batch", points_to("importbatch", related_name="restatements")),
    ],
    options={"indexes": [models.Index(fields=["fact_key"], name="restatement_key")]},
)

UNIT = register(
    "Unit",
    [
        ("code", models.TextField()),
        ("proposed", models.BooleanField(default=True)),
    ],
    [
        models.UniqueConstraint(
            condition=Q(withdrawn_at=None), fields=["code"], name="unit_code_once"
        ),
        models.CheckConstraint(condition=~Q(code=""), name="unit_code_given"),
    ],
)

POST = register(
    "Post",
    [
        ("title", models.TextField(blank=True)),
        ("title_as_written", models.TextField()),
        ("title_spelling", models.TextField()),
        ("post_class", models.TextField()),
        ("level", models.TextField()),
        ("managed_by", models.TextField(null=True)),
        ("proposed", models.BooleanField(default=True)),
        ("unit", points_to("unit", related_name="posts")),
    ],
    [
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
        known("post_class_known", "post_class", CLASSES),
        known("post_level_known", "level", LEVELS),
        known("post_manager_known", "managed_by", LEVELS),
    ],
)

PERSON = register("Person", [])

TRAINING_CLASS = register(
    "TrainingClass",
    [
        ("name", models.TextField()),
        ("name_spelling", models.TextField()),
        ("kind", models.TextField()),
        ("course", models.TextField(blank=True)),
        ("begins", models.TextField(blank=True)),
        ("ends", models.TextField(blank=True)),
        ("first_day", _day_of_two("canbo_first_day", "begins", "ends")),
        ("last_day", _day_of_two("canbo_last_day", "ends", "begins")),
        ("institution", models.TextField(blank=True)),
        ("place", models.TextField(blank=True)),
        ("decision_number", models.TextField(blank=True)),
        ("decision_date", models.TextField(blank=True)),
        ("document", models.TextField(blank=True)),
        ("cell", models.TextField(blank=True)),
        ("proposed", models.BooleanField(default=True)),
    ],
    [known("class_kind_known", "kind", ["fostering", "training"])],
)


TERM = register(
    "Term",
    [
        ("body", models.TextField()),
        ("ordinal", text()),
        ("begins", text()),
        ("ends", text()),
        ("unit", points_to("unit", related_name="terms")),
    ],
    [
        models.UniqueConstraint(
            fields=["unit", "body", "ordinal", "begins", "ends"],
            condition=LISTED,
            name="term_once",
        ),
        known("term_body_known", "body", _BODIES),
    ],
)
ELECTION = register(
    "Election",
    [
        ("kind", models.TextField()),
        ("day", text()),
        ("name", text()),
        ("term", points_to("term", related_name="elections")),
    ],
    [
        models.UniqueConstraint(
            fields=["term", "kind", "day", "name"], condition=LISTED, name="election_once"
        ),
        known("election_kind_known", "kind", _OCCASIONS),
    ],
)
SCHEME = register(
    "Scheme",
    [
        ("name", models.TextField()),
        ("name_spelling", models.TextField()),
        ("begins", text()),
        ("ends", text()),
        ("decision_number", text()),
        ("unit", points_to("unit", null=True, related_name="schemes")),
    ],
    [
        models.UniqueConstraint(
            or_nothing("unit"),
            F("name_spelling"),
            F("decision_number"),
            condition=LISTED,
            name="scheme_once",
        ),
        given("scheme_named", "name"),
    ],
)
