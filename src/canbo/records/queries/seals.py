"""What an act wrote, as one digest for each table: the journal keeps it, `canbo verify` computes it
anew.

A seal is the SHA-256 over the rows that an act stored in a table, in the order of their ids; one
more stands for the rows that it voided. Each row is written as a JSON array of its columns, so
that neither the session's time zone nor its date style matters. Left out is what the database or
`engine.vietnamese` computes from the rest (periods, search keys), the instants (verify holds them
to the act's own) and what later acts may change by right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from django.db import connection

from canbo.records.models.shapes import SHAPES, FactShape

Seals = Mapping[str, str]

_INSTANTS = frozenset({"recorded_at", "voided_at", "act"})
# how a post stood before the first time somebody confirmed it, else how it stands
_FIRST_STATE = """LEFT JOIN LATERAL (
    SELECT e.data -> 'before' AS before FROM journal_entry e
     WHERE e.subject = 'post:' || r.id AND e.action = 'confirm_post' ORDER BY e.seq LIMIT 1
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
}


def seals_of(act: int) -> Seals:
    """Digest all that one act has written so far, by kind; `…_voided` for what it voided."""
    return _read(act).get(act, {})


def all_seals() -> Mapping[int, Seals]:
    """Digest what every act wrote, by the act's number."""
    return _read(None)


def _read(act: int | None) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    with connection.cursor() as cursor:
        for name, query in _queries(only=act is not None):
            cursor.execute(query, [] if act is None else [act])
            for number, seal in cursor.fetchall():
                found[number][name] = seal
    return found


def _queries(*, only: bool) -> Iterator[tuple[str, str]]:
    for kind, shape in SHAPES.items():
        source = f"{shape.table} r"
        yield kind.value, _query(source, "r.act", _stored(shape), only=only)
        replaced = ["r.id", "r.replaced_by_id"]
        yield f"{kind.value}_voided", _query(source, "r.voided_act", replaced, only=only)
    for name, (source, columns) in _REGISTERS.items():
        listed = ["r.id", "r.batch_id", *columns]
        yield name, _query(source, "r.created_act", listed, only=only)


def _stored(shape: FactShape) -> list[str]:
    """The columns of a stored fact that nothing computes."""
    left_out = _INSTANTS.union(shape.key_columns)
    return [f"r.{column}" for column in shape.written if column not in left_out]


def _query(source: str, act: str, columns: Sequence[str], *, only: bool) -> str:
    row = f"sha256(convert_to(jsonb_build_array({', '.join(columns)})::text, 'UTF8'))"
    wanted = f"{act} = %s" if only else f"{act} IS NOT NULL"
    return f"""SELECT {act}, encode(sha256(string_agg({row}, ''::bytea ORDER BY r.id)), 'hex')
        FROM {source} WHERE {wanted} GROUP BY {act}"""  # noqa: S608 - names of this app
