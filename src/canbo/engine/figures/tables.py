"""The columns that figures are computed from: the contract between records and the measures.

Names and Ibis types only, so that this module can be read without Ibis. Ids and keys are UUIDs
as text. Partial dates come as their earliest and latest day. Facts are handed over with voided
ones and with every validity: the fold happens here, once per perspective.
"""

from __future__ import annotations

from collections.abc import Mapping

Columns = Mapping[str, str]

RECORDED: Columns = {"recorded_at": "timestamp('UTC')", "voided_at": "timestamp('UTC')"}
DATED: Columns = {
    "begins_earliest": "date",
    "begins_latest": "date",
    "ends_earliest": "date",
    "ends_latest": "date",
    "known_by": "date",
}
FACT: Columns = {"key": "string", **DATED, **RECORDED, "source": "string"}

# What the records room hands over. `source` is the fact's Source in words: "file.xlsx › Sheet!B7".
RECORDS: Mapping[str, Columns] = {
    "posts": {"id": "string", "unit": "string", "post_class": "string", "level": "string"},
    "classes": {
        "id": "string",
        "name": "string",
        "kind": "string",
        "course": "string",
        "begins_earliest": "date",
        "begins_latest": "date",
        "ends_earliest": "date",
        "ends_latest": "date",
    },
    "post_profiles": {"post": "string", "post_class": "string", "level": "string", **FACT},
    "unit_placements": {"unit": "string", "parent": "string", **FACT},
    "tenures": {"person": "string", "post": "string", **FACT},
    "attainments": {
        "person": "string",
        "scale": "string",
        "level": "string",
        "state": "string",
        **FACT,
    },
    "attendances": {
        "person": "string",
        "training_class": "string",
        "outcome": "string",
        **FACT,
    },
}

# What the law adds: the ranks of levels and what a course gives.
LAW: Mapping[str, Columns] = {
    "levels": {"code": "string", "scale": "string", "rank": "int64"},
    "courses": {"code": "string", "field": "string", "gives": "string"},
}

# The units of the subtree asked for.
SCOPE: Mapping[str, Columns] = {"scope": {"unit": "string"}}

# One row: the perspective and the window asked about.
ASKED: Mapping[str, Columns] = {
    "asked": {
        "as_of": "date",
        "known_at": "timestamp('UTC')",
        "first_day": "date",
        "last_day": "date",
    }
}

# The state of one perspective, folded once; every measure reads these only.
STATE: Mapping[str, Columns] = {
    "placed": {"unit": "string", "parent": "string"},
    "held": {
        "key": "string",
        "person": "string",
        "unit": "string",
        "post_class": "string",
        "level": "string",
        "recorded_at": "timestamp('UTC')",
        "source": "string",
    },
    "attained": {
        "key": "string",
        "person": "string",
        "scale": "string",
        "level": "string",
        "rank": "int64",
    },
    "attended": {
        "key": "string",
        "person": "string",
        "training_class": "string",
        "class_name": "string",
        "kind": "string",
        "gives": "string",
        "outcome": "string",
        "first_day": "date",
        "last_day": "date",
        "recorded_at": "timestamp('UTC')",
        "source": "string",
    },
}
