"""The snapshot reader: the whole home as engine values, one query for each table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from canbo.engine.facts import (
    ClassKind,
    FactKind,
    Person,
    Post,
    PostClass,
    Snapshot,
    TrainingClass,
    Unit,
    UnitLevel,
)
from canbo.records.models.shapes import SHAPES, partial
from canbo.records.queries.moment import one_moment

_UNITS = "SELECT id, code, proposed FROM records_unit"
_POSTS = """SELECT id, unit_id, title, title_as_written, post_class, level, managed_by, proposed
    FROM records_post"""
_PEOPLE = "SELECT id FROM records_person"
_CLASSES = "SELECT id, name, kind, course, begins, ends, institution FROM records_trainingclass"


def read_snapshot() -> Snapshot:
    """Read all registers and facts, voided and withdrawn ones included, from one moment."""
    with one_moment():
        return Snapshot(
            units={row[0]: Unit(*row) for row in _rows(_UNITS)},
            posts={row[0]: _post(row) for row in _rows(_POSTS)},
            people={row[0]: Person(row[0]) for row in _rows(_PEOPLE)},
            classes={row[0]: _class(row) for row in _rows(_CLASSES)},
            unit_names=tuple(read_facts(FactKind.UNIT_NAME)),
            unit_placements=tuple(read_facts(FactKind.UNIT_PLACEMENT)),
            particulars=tuple(read_facts(FactKind.PARTICULAR)),
            tenures=tuple(read_facts(FactKind.TENURE)),
            attainments=tuple(read_facts(FactKind.ATTAINMENT)),
            attendances=tuple(read_facts(FactKind.ATTENDANCE)),
        )


def read_facts(kind: FactKind, where: str = "true", values: Sequence[Any] = ()) -> list[Any]:
    """Read the facts of one kind, oldest first; `where` is SQL of this app over its columns."""
    shape = SHAPES[kind]
    columns = ", ".join(shape.read)
    query = f"SELECT {columns} FROM {shape.table} WHERE {where} ORDER BY act, id"  # noqa: S608
    return [shape.value(row) for row in _rows(query, values)]


def _rows(query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values or None)
        return cursor.fetchall()


def _post(row: tuple[Any, ...]) -> Post:
    identity, unit, title, words, post_class, level, managed_by, proposed = row
    manager = UnitLevel(managed_by) if managed_by else None
    return Post(
        identity, unit, title, words, PostClass(post_class), UnitLevel(level), manager, proposed
    )


def _class(row: tuple[Any, ...]) -> TrainingClass:
    identity, name, kind, course, begins, ends, institution = row
    return TrainingClass(
        identity, name, ClassKind(kind), course, partial(begins), partial(ends), institution
    )
