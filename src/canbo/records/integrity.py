"""What `canbo verify` looks for in the records: facts without their act, guards that are gone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db import connection

from canbo.journal.integrity import (
    Finding,
    Guard,
    act_references,
    register_checker,
    register_guards,
)

_FACTS = ("unitname", "unitplacement", "particular", "tenure", "attainment", "attendance")
_REGISTERS = ("unit", "post", "person", "trainingclass", "importbatch", "restatement")
_ONCE = {
    "unitname": "unit_name_once",
    "unitplacement": "unit_placement_once",
    "particular": "particular_once",
    "tenure": "tenure_once",
    "attainment": "attainment_once",
}


def register() -> None:
    """Add the checks and guards of this app to `canbo verify`."""
    for name in _FACTS:
        table = f"records_{name}"
        register_checker(f"{table}.act", act_references(table))
        register_checker(f"{table}.voided_act", act_references(table, "voided_act"))
        register_guards(Guard("constraint", table, f"{name}_void_after_record"))
    register_checker("records.instants", check_instants)
    register_checker("records.imports", check_imports)
    for name in (*_FACTS, *_REGISTERS):
        for trigger in ("canbo_kept", "canbo_guarded"):
            register_guards(Guard("trigger", f"records_{name}", trigger))
    for name, constraint in _ONCE.items():
        register_guards(Guard("constraint", f"records_{name}", constraint))


def check_instants() -> Iterator[Finding]:
    """Each fact was recorded and voided at the very instant of its act."""
    for name in _FACTS:
        query = f"""SELECT f.id::text, e.seq FROM records_{name} f JOIN journal_entry e
            ON (e.seq = f.act AND e.at <> f.recorded_at)
            OR (e.seq = f.voided_act AND e.at <> f.voided_at) ORDER BY e.seq, f.id"""  # noqa: S608
        for row, seq in _rows(query):
            data = {"table": f"records_{name}", "row": row, "seq": seq}
            yield Finding("verify_fact_instant", data)


def check_imports() -> Iterator[Finding]:
    """Each import has as many facts as its journal entry says: none was slipped in."""
    wanted = """SELECT b.id, e.data FROM records_importbatch b
        JOIN journal_entry e ON e.seq = b.act ORDER BY b.id"""
    counted = {name: _counts(f"records_{name}") for name in _FACTS}
    for batch, told in _rows(wanted):
        expected = _told(told)
        found = sum(counts.get(batch, 0) for counts in counted.values())
        if expected != found:
            data = {"batch": batch, "expected": expected, "found": found}
            yield Finding("verify_fact_count", data)


def _counts(table: str) -> dict[int, int]:
    """Count the facts that each import's act stored or put back."""
    query = f"""SELECT b.id, count(*) FROM {table} f
        JOIN records_importbatch b ON b.act = f.act GROUP BY b.id"""  # noqa: S608
    return dict(_rows(query))


def _told(told: str | dict[str, Any]) -> int:
    """How many facts the journal entry of an import tells of."""
    data = json.loads(told) if isinstance(told, str) else told  # some drivers give jsonb as text
    return sum(data["facts"].values()) + int(data["restored"])


def _rows(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()
