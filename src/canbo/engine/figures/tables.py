"""The columns that figures are computed from: the contract between records and the measures.

Names and Ibis types only, so that this module can be read without Ibis. Columns are called as the
attributes of the engine's values; of a partial date stand its earliest and latest day. Facts are
handed over with voided ones and with every validity: the fold happens here, once per perspective.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

Columns = Mapping[str, str]

ID = "uuid"
INSTANT = "timestamp('UTC')"
_TYPES = {"id": ID, "text": "string", "day": "date", "number": "int64", "flag": "boolean"}


def _columns(words: str) -> Columns:
    """Read `name:type` words; a partial day stands for the two days that it may mean."""
    found: dict[str, str] = {}
    for word in words.split():
        name, _, kind = word.partition(":")
        if kind == "partial":
            found |= {f"{name}_earliest": "date", f"{name}_latest": "date"}
        else:
            found[name] = _TYPES[kind]
    return MappingProxyType(found)


SPAN = _columns("begins:partial ends:partial")
DATED: Columns = {**SPAN, "known_by": "date"}
RECORDED: Columns = {"recorded_at": INSTANT, "voided_at": INSTANT}
# `source` is the fact's Source in words: "file.xlsx › Sheet!B7".
FACT: Columns = {"key": ID, **DATED, **RECORDED, "source": "string"}

REGISTERS: Mapping[str, Columns] = {
    "posts": _columns("id:id unit:id title:text post_class:text level:text managed_by:text"),
    "classes": {**_columns("id:id name:text kind:text course:text institution:text"), **SPAN},
    "terms": {**_columns("id:id unit:id body:text ordinal:text"), **SPAN},
    "elections": _columns("id:id term:id kind:text name:text day:partial"),
    "schemes": {**_columns("id:id unit:id name:text decision_number:text"), **SPAN},
}

_FACTS = {
    "unit_names": "unit:id name:text type:text code:text",
    "unit_placements": "unit:id parent:id level:text area:text grade:text",
    "particulars": "person:id kind:text value:text value:partial",
    "tenures": "person:id post:id manner:text act:text term:id",
    "attainments": "person:id scale:text level:text state:text field:text mode:text school:text",
    "attendances": "person:id training_class:id outcome:text",
    "unit_changes": "kind:text predecessor:id successor:id part:text",
    "post_profiles": "post:id title:text post_class:text level:text managed_by:text",
    "term_profiles": "term:id ordinal:text",
    "ratings": "person:id series:text level:text",
    "unit_ratings": "unit:id series:text level:text",
    "pool_entries": "person:id post:id term:id exit_reason:text",
    "moves": "person:id kind:text scheme:id from_post:id to_post:id from_unit:id to_unit:id "
    "planned_end:partial",
    "election_results": "person:id election:id post:id elected:flag votes_for:number "
    "ballots:number",
    "leaves": "person:id kind:text",
    "disciplines": "person:id side:text form:text",
    "awards": "person:id award:text level:text",
    "retirements": "person:id kind:text",
    "rank_holdings": "person:id rank:text step:number coefficient:text",
}
FACTS: Mapping[str, Columns] = {name: {**_columns(words), **FACT} for name, words in _FACTS.items()}

# What the records room hands over.
RECORDS: Mapping[str, Columns] = {**REGISTERS, **FACTS}

# What no figure asks for and a warehouse keeps all the same: the words as they were written.
WRITTEN: Mapping[str, Columns] = {
    "posts": _columns("title_as_written:text"),
    "tenures": _columns("as_written:text"),
    "attainments": _columns("as_written:text certificate:text"),
    "attendances": _columns("unit_as_written:text post_as_written:text"),
    "unit_changes": _columns("as_written:text"),
    "post_profiles": _columns("title_as_written:text"),
    "ratings": _columns("as_written:text"),
    "unit_ratings": _columns("as_written:text"),
    "pool_entries": _columns("as_written:text"),
    "moves": _columns("as_written:text"),
    "election_results": _columns("as_written:text"),
    "leaves": _columns("as_written:text"),
    "disciplines": _columns("reason:text as_written:text"),
    "awards": _columns("as_written:text"),
    "retirements": _columns("as_written:text"),
    "rank_holdings": _columns("as_written:text"),
}

# What the law and the office's parameters add; small tables, loaded for every question.
LAW: Mapping[str, Columns] = {
    "levels": _columns("code:text scale:text rank:number"),
    "courses": _columns("code:text field:text gives:text"),
    "titles": _columns("code:text place:number key:text leader:text side:text"),
    "fitting": _columns("title:text field:text"),
    "institutions": _columns("institution:text institution_level:text"),
    "pension": _columns("sex:text born_from:number born_to:number months:number"),
}

# What others compute and only some measures ask for.
GIVEN: Mapping[str, Columns] = {
    "complied": _columns(
        "key:id person:id unit:id post:id dimension:text answer:text weight:number source:text"
    ),
    "budgets": _columns(
        "key:id payer:text year:number amount:number first_day:day last_day:day source:text"
    ),
}

# The units of the subtree asked for, and every unit with itself and all above it.
SCOPE: Mapping[str, Columns] = {
    "scope": _columns("unit:id"),
    "above": _columns("unit:id top:id"),
}

# One row: the perspective, the window, and the day before it, from which changes are counted.
ASKED: Mapping[str, Columns] = {
    "asked": {
        **_columns("as_of:day first_day:day last_day:day day_before:day"),
        "known_at": INSTANT,
    }
}
