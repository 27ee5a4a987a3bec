"""What an act wrote, as one digest for each table: the journal keeps it, `canbo verify` computes it
anew.

A seal is the SHA-256 over the rows that an act stored in a table, in the order of their ids; one
more stands for the rows that it voided. Each row is written as a JSON array of its columns, so
that neither the session's time zone nor its date style matters. Left out is what the database or
`engine.vietnamese` computes from the rest (periods, search keys), the instants (verify holds them
to the act's own) and what later acts may change by right. A column that came to a table after the
first homes stands behind the others, and only where it says something: the seals of older acts
stay what they were.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from django.db import connection

from canbo.records.models.shapes import SHAPES, FactShape

Seals = Mapping[str, str]

_INSTANTS = frozenset({"recorded_at", "voided_at", "act"})
# how a post stood before the first confirmation that changed the register, else how it stands
_FIRST_STATE = """LEFT JOIN LATERAL (
    SELECT e.data -> 'before' AS before FROM journal_entry e
     WHERE e.subject = 'post:' || r.id AND e.action = 'confirm_post'
       AND e.data -> 'before' IS NOT NULL ORDER BY e.seq LIMIT 1
) first ON true"""
POST_STATE = ("title", "post_class", "level", "managed_by")
_POST = (
    "r.unit_id", "r.title_as_written",
    *(
        f"CASE WHEN first.before IS NULL THEN r.{name} ELSE first.before ->> '{name}' END"
        for name in POST_STATE
    ),
)  # fmt: skip
_CLASS = (
    "name", "kind", "course", "begins", "ends", "institution", "place", "decision_number",
    "decision_date", "document", "cell",
)  # fmt: skip
_REGISTERS: Mapping[str, tuple[str, Sequence[str]]] = {
    "unit": ("records_unit r", ()),
    "person": ("records_person r", ()),
    "post": (f"records_post r {_FIRST_STATE}", _POST),
    "training_class": ("records_trainingclass r", tuple(f"r.{name}" for name in _CLASS)),
    "term": ("records_term r", ("r.unit_id", "r.body", "r.ordinal", "r.begins", "r.ends")),
    "election": ("records_election r", ("r.term_id", "r.kind", "r.day", "r.name")),
    "scheme": (
        "records_scheme r", ("r.unit_id", "r.name", "r.begins", "r.ends", "r.decision_number"),
    ),
}  # fmt: skip


def seals_of(act: int) -> Seals:
    """Digest all that one act has written so far, by kind; `…_voided` for what it voided."""
    return _read(act).get(act, {})


def all_seals() -> Mapping[int, Seals]:
    """Digest what every act wrote, by the act's number."""
    return _read(None)


def _read(act: int | None) -> dict[int, dict[str, str]]:
    """One statement over all tables: an act costs the same few questions however many kinds."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    values = None if act is None else {"act": act}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(_queries(only=act is not None)), values)
        for name, number, seal in cursor.fetchall():
            found[number][name] = seal
    return found


def _queries(*, only: bool) -> Iterator[str]:
    for kind, shape in SHAPES.items():
        source = f"{shape.table} r"
        yield _query(kind.value, source, "r.act", _row(*_stored(shape)), only=only)
        replaced = _row(["r.id", "r.replaced_by_id"])
        yield _query(f"{kind.value}_voided", source, "r.voided_act", replaced, only=only)
    for name, (source, columns) in _REGISTERS.items():
        yield _query(
            name, source, "r.created_act", _row(["r.id", "r.batch_id", *columns]), only=only
        )


def _stored(shape: FactShape) -> tuple[list[str], list[str]]:
    """The columns of a stored fact that nothing computes, and of them those that came later."""
    later = [own.column for own in shape.own if own.later]
    left_out = _INSTANTS.union(shape.key_columns, later)
    first = [f"r.{column}" for column in shape.written if column not in left_out]
    return first, later


def _row(columns: Sequence[str], later: Sequence[str] = ()) -> str:
    """A row as JSON; of the later columns only those that say something, by name."""
    row = f"jsonb_build_array({', '.join(columns)})"
    if not later:
        return row
    pairs = ", ".join(f"'{column}', nullif(r.{column}::text, '')" for column in later)
    said = f"jsonb_strip_nulls(jsonb_build_object({pairs}))"
    return f"{row} || CASE {said} WHEN '{{}}' THEN '[]' ELSE jsonb_build_array({said}) END"


def _query(name: str, source: str, act: str, row: str, *, only: bool) -> str:
    digest = f"sha256(convert_to(({row})::text, 'UTF8'))"
    wanted = f"{act} = %(act)s" if only else f"{act} IS NOT NULL"
    return f"""SELECT '{name}', {act},
            encode(sha256(string_agg({digest}, ''::bytea ORDER BY r.id)), 'hex')
        FROM {source} WHERE {wanted} GROUP BY {act}"""  # noqa: S608 - names of this app
