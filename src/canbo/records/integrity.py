"""What `canbo verify` looks for in the records: facts without their act, guards that are gone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import connection

from canbo.journal import access as journal
from canbo.journal.entry import Entry
from canbo.journal.integrity import (
    Finding,
    Guard,
    act_references,
    not_refused,
    register_checker,
    register_guards,
)
from canbo.records.models.shapes import POINTERS, REGISTER_POINTERS, SHAPES, Days
from canbo.records.queries.seals import POST_STATE, all_seals

_FACTS = tuple(shape.table.removeprefix("records_") for shape in SHAPES.values())
_POINTED = ("unit", "post", "person", "trainingclass", "term", "election", "scheme")
_REGISTERS = (*_POINTED, "importbatch", "restatement")
_ABOUT_RECORDS = ("merge", "apart")
_WRITING = (
    "import", "undo_import", "record_facts", "correct_fact", "void_fact", "confirm_unit",
    "confirm_post", "merge_people", "unmerge_people",
)  # fmt: skip
_KEPT = {
    **{f"records_{name}": "recorded_by = recorded_by || '?'" for name in _FACTS},
    **{f"records_{name}": "created_act = created_act + 1" for name in _REGISTERS},
    "records_importbatch": "act = act + 1",
    "records_restatement": "cell = cell || '?'",
    **{f"records_{name}": "act = act + 1" for name in _ABOUT_RECORDS},
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
    register_checker("records.seals", check_seals)
    register_checker("records.batches", check_batches)
    register_checker("records.posts", check_posts)
    register_checker("records.withdrawn", check_withdrawn)
    register_checker("records.merges", check_merges)
    register_checker("records.guards", check_guards)
    for name in (*_FACTS, *_REGISTERS, *_ABOUT_RECORDS):
        for trigger in ("canbo_kept", "canbo_guarded"):
            register_guards(Guard("trigger", f"records_{name}", trigger))
    for shape in SHAPES.values():
        # what only a first day or no day decides stands as a unique index, not as a constraint
        if shape.once.days in (Days.SHARED, Days.SAME_PERIOD):
            register_guards(Guard("constraint", shape.table, shape.once.name))
        else:
            register_guards(Guard("index", shape.table, shape.once.name))


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


def check_seals() -> Iterator[Finding]:
    """What stands in the tables is, row by row, what the acts wrote."""
    written = all_seals()
    told = {entry.seq: _seals_told(entry) for entry in journal.history(*_WRITING)}
    for seq in sorted(written.keys() | told.keys()):
        found, expected = written.get(seq, {}), told.get(seq, {})
        for kind in sorted(found.keys() | expected.keys()):
            if found.get(kind) != expected.get(kind):
                yield Finding("verify_seal_differs", {"kind": kind, "seq": seq})


def _seals_told(entry: Entry) -> Mapping[str, str]:
    seals: Mapping[str, str] = entry.act.data.get("seals", {})
    return seals


def check_batches() -> Iterator[Finding]:
    """Each import is the one that the journal tells of, and undone if the journal says so."""
    undone = """SELECT subject FROM journal_entry WHERE action = 'undo_import'"""
    query = f"""SELECT b.id FROM records_importbatch b
        LEFT JOIN journal_entry e ON e.seq = b.act AND e.action = 'import'
         AND e.subject = 'batch:' || b.id AND e.at = b.at AND e.actor_id = b.actor_id
         AND e.data ->> 'file' = b.file AND e.data ->> 'sha256' = b.sha256
         AND (e.data ->> 'replaces')::bigint IS NOT DISTINCT FROM b.replaces_id
         AND coalesce((e.data ->> 'secrecy')::int, b.secrecy) = b.secrecy
        WHERE e.seq IS NULL
           OR (b.state = 'undone') <> ('batch:' || b.id IN ({undone})) ORDER BY b.id"""  # noqa: S608
    for (batch,) in _rows(query):
        yield Finding("verify_batch_differs", {"batch": batch})
    gone = """SELECT e.subject FROM journal_entry e WHERE e.action = 'import' AND NOT EXISTS
        (SELECT 1 FROM records_importbatch b WHERE b.act = e.seq) ORDER BY e.seq"""
    for (subject,) in _rows(gone):
        yield Finding("verify_batch_differs", {"batch": subject.removeprefix("batch:")})


def check_posts() -> Iterator[Finding]:
    """A post stands as the last confirmation left it that changed the register itself.

    Later confirmations store facts instead, which have their seals.
    """
    differs = " OR ".join(
        f"p.{name} IS DISTINCT FROM last.data -> 'after' ->> '{name}'" for name in POST_STATE
    )
    query = f"""SELECT p.id::text, last.seq FROM records_post p JOIN LATERAL (
            SELECT e.seq, e.data FROM journal_entry e
             WHERE e.subject = 'post:' || p.id AND e.action = 'confirm_post'
               AND e.data -> 'after' IS NOT NULL ORDER BY e.seq DESC LIMIT 1) last ON true
        WHERE {differs} ORDER BY last.seq"""  # noqa: S608
    for post, seq in _rows(query):
        yield Finding("verify_post_differs", {"post": post, "seq": seq})


def check_withdrawn() -> Iterator[Finding]:
    """Nobody and nothing is withdrawn that a standing fact, or a listed register, speaks of."""
    for register in _POINTED:
        spoken = " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} f WHERE f.{column} = r.id AND f.{until} IS NULL)"  # noqa: S608
            for pointers, until in ((POINTERS, "voided_at"), (REGISTER_POINTERS, "withdrawn_at"))
            for table, column, pointed in pointers
            if pointed == register
        )
        query = f"""SELECT r.id::text FROM records_{register} r
            WHERE r.withdrawn_at IS NOT NULL AND ({spoken}) ORDER BY r.id"""  # noqa: S608
        rows = [row for (row,) in _rows(query)]
        if rows:
            data = {"table": f"records_{register}", "row": rows[0], "count": len(rows)}
            yield Finding("verify_withdrawn_in_use", data)


def check_merges() -> Iterator[Finding]:
    """Merged records, and pairs told apart, are those that the journal tells of, and undone so."""
    for table, done, undone, told in (
        ("merge", "merge_people", "unmerge_people",
         """e.subject = 'person:' || r.survivor_id AND e.data ->> 'merged' = r.merged_id::text
            AND e.data ->> 'merge' = r.id::text"""),
        ("apart", "mark_apart", "unmark_apart",
         """e.subject = 'person:' || r.one_id AND e.data ->> 'other' = r.other_id::text
            AND e.data ->> 'apart' = r.id::text"""),
    ):  # fmt: skip
        query = f"""SELECT r.id::text, r.act FROM records_{table} r
            LEFT JOIN journal_entry e ON e.seq = r.act AND e.action = '{done}' AND e.at = r.at
             AND e.actor_id = r.actor_id AND {told}
            LEFT JOIN journal_entry u ON u.action = '{undone}'
             AND u.data ->> '{table}' = r.id::text
            WHERE e.seq IS NULL OR u.seq IS DISTINCT FROM r.undone_act ORDER BY r.act"""  # noqa: S608
        for row, seq in _rows(query):
            data = {"table": f"records_{table}", "row": row, "seq": seq}
            yield Finding("verify_merge_differs", data)
        gone = f"""SELECT e.data ->> '{table}', e.seq FROM journal_entry e
            WHERE e.action = '{done}' AND NOT EXISTS
            (SELECT 1 FROM records_{table} r WHERE r.act = e.seq) ORDER BY e.seq"""  # noqa: S608
        for row, seq in _rows(gone):
            data = {"table": f"records_{table}", "row": row, "seq": seq}
            yield Finding("verify_merge_differs", data)


def check_guards() -> Iterator[Finding]:
    """The triggers do what they are there for: they may stand and be empty."""
    tried = list(_forbidden(f"records_{name}" for name in (*_FACTS, *_REGISTERS, *_ABOUT_RECORDS)))
    for place in not_refused([statement for _, _, statement in tried]):
        table, action, _ = tried[place]
        yield Finding("verify_trigger_powerless", {"table": table, "name": action})


def _forbidden(tables: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Statements that must be refused, each with its table and action; the update is tried on a
    row, where there is one."""
    names = list(tables)
    looks = (f"SELECT '{one}' WHERE EXISTS (SELECT 1 FROM {one})" for one in names)  # noqa: S608
    filled = {table for (table,) in _rows(" UNION ALL ".join(looks))}
    for table in names:
        yield table, "DELETE", f"DELETE FROM {table} WHERE false"  # noqa: S608
        if table in filled:
            one = f"(SELECT id FROM {table} LIMIT 1)"  # noqa: S608
            yield table, "UPDATE", f"UPDATE {table} SET {_KEPT[table]} WHERE id = {one}"  # noqa: S608


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
