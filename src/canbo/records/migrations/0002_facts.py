"""The six fact tables: one shape, and the refusal of two unvoided facts that overlap."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations, models
from django.db.models import F, Q

from canbo.records.migrations._columns import LEVELS, fact_table, known, once, points_to, text
from canbo.records.migrations._people import ATTENDANCE, MODES, STATES

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
_NAMES_ONLY = Q(kind="name")


UNIT_NAME = fact_table(
    "UnitName",
    [
        ("name", models.TextField()),
        ("name_spelling", models.TextField()),
        ("name_search", models.TextField()),
        ("type", models.TextField(blank=True)),
        ("unit", points_to("unit", related_name="names")),
    ],
    [once("unit_name_once", "unit")],
)

UNIT_PLACEMENT = fact_table(
    "UnitPlacement",
    [
        ("level", models.TextField()),
        ("area", text()),
        ("unit", points_to("unit", related_name="placements")),
        ("parent", points_to("unit", null=True, related_name="children")),
    ],
    [
        once("unit_placement_once", "unit"),
        models.CheckConstraint(
            condition=Q(parent=None) | ~Q(parent=F("unit")), name="unit_not_its_own_parent"
        ),
        known("placement_level_known", "level", LEVELS),
    ],
)

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
        once("particular_once", "person", "kind", condition=Q(voided_at=None) & ~Q(kind="note")),
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
    ],
    [
        once("tenure_once", "person", "post"),
        known("tenure_manner_known", "manner", ["acting", "concurrent", "full"]),
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
    ],
    [
        once("attainment_once", "person", "scale", "level", "field", "state"),
        known("attainment_scale_known", "scale", _SCALES),
        known("attainment_state_known", "state", STATES),
        known("attainment_mode_known", "mode", MODES),
    ],
)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]

    operations = [UNIT_NAME, UNIT_PLACEMENT, PARTICULAR, TENURE, ATTAINMENT, ATTENDANCE]
