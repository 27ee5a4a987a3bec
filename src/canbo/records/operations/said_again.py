"""Facts that rows of a file say again, found set by set in the database.

What rows would store of people whom the home knows is copied beside the fact tables; a person's
row says nothing new where each of its facts stands already and no other fact of that person could
be touched by it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from canbo.engine.facts import FactKind
from canbo.records.models.shapes import PERSON_KINDS, SHAPES, FactShape
from canbo.records.operations.writing import copy_lines

_AGAIN = "canbo_said_again"
_ABOUT = ("kind", "scale", "series", "side")  # what a fact of its kind is about, by its column
_EQUAL = frozenset({"kind", "scale", "series", "rank", "begins", "ends"})  # never nothing
_ALWAYS_TOUCHED = frozenset({FactKind.TENURE, FactKind.RETIREMENT})


class SaidAgain:
    """What the rows of a file say of known people, beside what stands of them.

    `batches` and `acts` are those of an earlier edition that the file takes the place of: all it
    had said must be said again, and nothing it had voided may come back.
    """

    def __init__(self, batches: Collection[int] = (), acts: Collection[int] = ()) -> None:
        self._batches = sorted(batches)
        self._acts = sorted(acts)

    def open(self) -> None:
        """Make the tables beside; they go with the transaction."""
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {', '.join((*map(_beside, _shapes()), _AGAIN))}")
            for shape in _shapes():
                columns = ", ".join(shape.written)
                cursor.execute(
                    f"""CREATE TEMP TABLE {_beside(shape)} ON COMMIT DROP AS
                    SELECT {columns} FROM {shape.table} WITH NO DATA"""  # noqa: S608
                )
            cursor.execute(
                f"""CREATE TEMP TABLE {_AGAIN}
                (person_id uuid, kind text, fact_key uuid, cell text, said uuid) ON COMMIT DROP"""
            )

    def say(self, lines: Mapping[str, Sequence[str]]) -> None:
        """Take lines of COPY that rows would store, the person of each being known."""
        for shape in _shapes():
            copy_lines(_beside(shape), shape.written, lines.get(shape.table, ()))

    def people_of_nothing_new(self) -> set[UUID]:
        """The people of whom all that was said stands, and nothing else is touched by it."""
        with connection.cursor() as cursor:
            for shape in _shapes():
                cursor.execute(f"CREATE INDEX ON {_beside(shape)} (person_id)")
                cursor.execute(f"ANALYZE {_beside(shape)}")
                cursor.execute(self._matching(shape))
            cursor.execute(f"CREATE INDEX ON {_AGAIN} (fact_key)")
            cursor.execute(f"ANALYZE {_AGAIN}")
            cursor.execute(" UNION ".join(f"SELECT person_id FROM {_beside(s)}" for s in _shapes()))  # noqa: S608
            found = {row[0] for row in cursor.fetchall()}
            for shape in _shapes():
                for query, values in (_unsaid(shape), self._touched(shape)):
                    cursor.execute(query, values)
                    found.difference_update(row[0] for row in cursor.fetchall())
            cursor.execute(f"DELETE FROM {_AGAIN} WHERE person_id <> ALL(%s)", [list(found)])  # noqa: S608
        return found

    def restate(self, batch: int) -> None:
        """Note for the import that it says these facts once more."""
        query = f"""INSERT INTO records_restatement (id, batch_id, kind, fact_key, cell)
            SELECT DISTINCT ON (fact_key) gen_random_uuid(), %s, kind, fact_key, cell
            FROM {_AGAIN} ORDER BY fact_key, cell"""  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(query, [batch])

    def _matching(self, shape: FactShape) -> str:
        """Note for each said fact the one that stands and says the same.

        A day by which something was known already is no news; an edition takes the place of the
        very fact only.
        """
        seen = "s.known_by IS NOT DISTINCT FROM f.known_by"
        if not self._batches:
            seen = f"({seen} OR (s.begins = '' AND s.known_by > f.known_by))"
        columns = ("begins", "ends", *(own.column for own in shape.own))
        same = " AND ".join(
            f"f.{one} = s.{one}" if one in _EQUAL else f"f.{one} IS NOT DISTINCT FROM s.{one}"
            for one in columns
            if one != "person_id"
        )
        return f"""INSERT INTO {_AGAIN}
            SELECT DISTINCT ON (s.id) s.person_id, '{shape.kind}', f.key, s.cell, s.id
            FROM {_beside(shape)} s JOIN {shape.table} f
              ON f.person_id = s.person_id AND f.voided_at IS NULL AND {same} AND {seen}
            ORDER BY s.id, f.act, f.key"""  # noqa: S608 - names of this app

    def _touched(self, shape: FactShape) -> tuple[str, list[Any]]:
        """The people of whom more stands that what was said could touch."""
        about = next((one.column for one in shape.own if one.column in _ABOUT), None)
        same = f" AND s.{about} = f.{about}" if about else ""
        touched = f"EXISTS (SELECT FROM {_beside(shape)} s WHERE s.person_id = f.person_id{same})"
        if shape.kind in _ALWAYS_TOUCHED:
            touched = "true"
        query = f"""WITH said AS MATERIALIZED (SELECT DISTINCT person_id FROM {_AGAIN}),
            unsaid AS MATERIALIZED (
                SELECT f.* FROM said JOIN {shape.table} f USING (person_id)
                LEFT JOIN {_AGAIN} a ON a.fact_key = f.key
                WHERE f.voided_at IS NULL AND a.fact_key IS NULL)
            SELECT f.person_id FROM unsaid f WHERE f.batch_id = ANY(%s) OR {touched}
            UNION ALL
            SELECT f.person_id FROM said JOIN {shape.table} f USING (person_id)
            WHERE f.voided_act = ANY(%s) AND NOT coalesce(f.batch_id = ANY(%s), false)"""  # noqa: S608
        return query, [self._batches, self._acts, self._batches]


def _unsaid(shape: FactShape) -> tuple[str, list[Any]]:
    """The people of whom something was said that does not stand."""
    query = f"""SELECT s.person_id FROM {_beside(shape)} s
        LEFT JOIN {_AGAIN} a ON a.said = s.id WHERE a.said IS NULL"""  # noqa: S608
    return query, []


def _shapes() -> list[FactShape]:
    return [SHAPES[kind] for kind in PERSON_KINDS]


def _beside(shape: FactShape) -> str:
    return f"canbo_said_{shape.kind}"
