"""Facts of people: who they are, the posts they hold, their levels and their classes."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q

from canbo.records.migrations._columns import (
    STANDING,
    fact_table,
    known,
    later_text,
    once,
    points_to,
    text,
)

_KINDS = [
    "birth",
    "birth_place",
    "ethnic_group",
    "home_place",
    "identity_number",
    "insurance_number",
    "name",
    "note",
    "other_name",
    "party_date",
    "party_official_date",
    "pool_note",
    "recruited",
    "religion",
    "residence",
    "sex",
    "staff_code",
]
ACTS = ["appointed", "designated", "elected", "reassigned", "recruited"]
SCALES = [
    "defence_security",
    "ethnic_language",
    "foreign_language",
    "general_education",
    "it",
    "political_theory",
    "professional",
    "state_management",
]
STATES = ["completed", "dropped", "equivalent", "revoked", "studying"]
MODES = [
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
_NO_NOTES = ~Q(kind__in=["note", "pool_note"])


PARTICULAR = fact_table(
    "Particular",
    [
        ("kind", models.TextField()),
        ("value", models.TextField()),
        ("name_search", text()),
        ("name_sort", text()),
        ("name_spelling", text()),
        ("person", points_to("person", related_name="particulars")),
    ],
    [
        once("particular_once", "person", "kind", condition=STANDING & _NO_NOTES),
        known("particular_kind_known", "kind", _KINDS),
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

TENURE = fact_table(
    "Tenure",
    [
        ("manner", models.TextField()),
        ("as_written", text()),
        ("person", points_to("person", related_name="tenures")),
        ("post", points_to("post", related_name="tenures")),
        ("given_by", models.TextField(null=True)),
        ("term", points_to("term", null=True, related_name="tenures")),
    ],
    [
        once("tenure_once", "person", "post"),
        known("tenure_manner_known", "manner", ["acting", "concurrent", "full"]),
        known("tenure_act_known", "given_by", ACTS),
    ],
)

ATTAINMENT = fact_table(
    "Attainment",
    [
        ("scale", models.TextField()),
        ("level", models.TextField()),
        ("state", models.TextField()),
        ("field", text()),
        ("mode", models.TextField(null=True)),
        ("school", text()),
        ("as_written", text()),
        ("person", points_to("person", related_name="attainments")),
        ("certificate", later_text()),
    ],
    [
        once("attainment_once", "person", "scale", "level", "field", "state"),
        known("attainment_scale_known", "scale", SCALES),
        known("attainment_state_known", "state", STATES),
        known("attainment_mode_known", "mode", MODES),
    ],
)

ATTENDANCE = fact_table(
    "Attendance",
    [
        ("outcome", models.TextField()),
        ("unit_as_written", text()),
        ("post_as_written", text()),
        ("person", points_to("person", related_name="attendances")),
        ("training_class", points_to("trainingclass", related_name="attendances")),
    ],
    [
        models.UniqueConstraint(
            condition=Q(voided_at=None),
            fields=["person", "training_class"],
            name="attendance_once",
        ),
        known("attendance_outcome_known", "outcome", ["completed", "dropped", "enrolled"]),
    ],
)
