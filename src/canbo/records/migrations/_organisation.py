"""Facts of units and posts."""

from django.db import models
from django.db.models import F, Q

from canbo.records.migrations._columns import (
    CLASSES,
    LEVELS,
    fact_table,
    given,
    known,
    later_text,
    once,
    once_a_day,
    or_nothing,
    points_to,
    text,
)

SERIES = ["official", "party_body", "party_member", "unit"]
_CHANGES = ["dissolution", "level_change", "merge", "rename", "split"]
_WRITTEN = ("as_written", text())


UNIT_NAME = fact_table(
    "UnitName",
    [
        ("name", models.TextField()),
        ("name_spelling", models.TextField()),
        ("name_search", models.TextField()),
        ("type", models.TextField(blank=True)),
        ("unit", points_to("unit", related_name="names")),
        ("code", text()),
    ],
    [once("unit_name_once", "unit")],
    [
        models.Index(fields=["code"], name="unit_name_code", condition=~Q(code="")),
        models.Index(fields=["name_spelling"], name="unit_name_spelling"),
    ],
)

UNIT_PLACEMENT = fact_table(
    "UnitPlacement",
    [
        ("level", models.TextField()),
        ("area", text()),
        ("unit", points_to("unit", related_name="placements")),
        ("parent", points_to("unit", null=True, related_name="children")),
        ("grade", later_text()),
    ],
    [
        once("unit_placement_once", "unit"),
        models.CheckConstraint(
            condition=Q(parent=None) | ~Q(parent=F("unit")), name="unit_not_its_own_parent"
        ),
        known("placement_level_known", "level", LEVELS),
        known("placement_grade_known", "grade", ["", "1", "2", "3"]),
    ],
)

UNIT_CHANGE = fact_table(
    "UnitChange",
    [
        ("kind", models.TextField()),
        ("part", models.TextField()),
        _WRITTEN,
        ("predecessor", points_to("unit", related_name="successions")),
        ("successor", points_to("unit", null=True, related_name="origins")),
    ],
    [
        once_a_day("unit_change_once", F("predecessor"), or_nothing("successor"), F("document")),
        models.CheckConstraint(
            condition=Q(kind="dissolution", successor=None)
            | (~Q(kind="dissolution") & Q(successor__isnull=False)),
            name="unit_change_dissolved_into_none",
        ),
        known("unit_change_kind_known", "kind", _CHANGES),
        known("unit_change_part_known", "part", ["part", "whole"]),
    ],
)
POST_PROFILE = fact_table(
    "PostProfile",
    [
        ("title", models.TextField(blank=True)),
        ("title_as_written", models.TextField()),
        ("post_class", models.TextField()),
        ("level", models.TextField()),
        ("managed_by", models.TextField(null=True)),
        ("post", points_to("post", related_name="profiles")),
    ],
    [
        once("post_profile_once", "post"),
        known("post_profile_class_known", "post_class", CLASSES),
        known("post_profile_level_known", "level", LEVELS),
        known("post_profile_manager_known", "managed_by", LEVELS),
    ],
)
UNIT_RATING = fact_table(
    "UnitRating",
    [
        ("series", models.TextField()),
        ("level", models.TextField()),
        _WRITTEN,
        ("unit", points_to("unit", related_name="ratings")),
    ],
    [
        once("unit_rating_once", "unit", "series", days="="),
        known("unit_rating_series_known", "series", SERIES),
        given("unit_rating_level_given", "level"),
    ],
)
