"""What would fall if an import were taken back, told before it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from canbo.accounts.actor import Actor
from canbo.engine.refusal import Refusal
from canbo.records.access.imports import closed_among
from canbo.records.models import ImportBatch
from canbo.records.models.shapes import SHAPES
from canbo.records.operations.undo import fallen_for, in_the_way, may_undo, resting_on, standing_of

_MOST_NAMED = 50


@dataclass(frozen=True, slots=True)
class Resting:
    """A later import that builds on the one to be taken back; `id` 0 stands for acts by hand.

    None stands for imports of which whoever asks is not to know more than that there are some.
    """

    id: int | None
    file: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class UndoPreview:
    """What an undo would do, or why it cannot be done now.

    `facts` would be voided and `restored` would stand again, by kind; `people` are those whom only
    this import knows, the first of them by name.
    """

    batch: int
    file: str
    facts: Mapping[str, int]
    restored: Mapping[str, int]
    people: int
    names: tuple[str, ...]
    resting: tuple[Resting, ...]
    refusal: Refusal | None


def preview_undo(*, batch: int, actor: Actor, at: datetime) -> UndoPreview:
    """Count what would fall. Raises NotAllowed, UndoRefused (`batch_unknown`)."""
    found = may_undo(batch, actor, at)
    resting = resting_on(found)
    return UndoPreview(
        found.id,
        found.file,
        _counts(*standing_of(found)),
        _counts(*fallen_for(found)),
        _people(found.id),
        _names(found.id),
        tuple(_resting(resting, actor, at)),
        in_the_way(found, resting, actor, at),
    )


def _resting(numbers: Collection[int], actor: Actor, at: datetime) -> Iterator[Resting]:
    closed = closed_among(numbers, actor=actor, at=at)
    known = {one.id: one for one in ImportBatch.objects.filter(id__in=set(numbers) - closed)}
    for number in (one for one in numbers if one not in closed):
        if number in known:
            yield Resting(number, known[number].file, known[number].at)
        else:
            yield Resting(number, "", None)
    if closed:
        yield Resting(None, "", None)


def _counts(where: str, values: list[Any]) -> dict[str, int]:
    counts = {}
    for shape in SHAPES.values():
        query = f"SELECT count(*) FROM {shape.table} WHERE {where}"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(query, values)
            counts[shape.kind.value] = int(cursor.fetchone()[0])
    return counts


def _people(batch: int) -> int:
    query = "SELECT count(*) FROM records_person WHERE batch_id = %s AND withdrawn_at IS NULL"
    with connection.cursor() as cursor:
        cursor.execute(query, [batch])
        return int(cursor.fetchone()[0])


def _names(batch: int) -> tuple[str, ...]:
    query = """SELECT n.value FROM records_particular n JOIN records_person p ON p.id = n.person_id
        WHERE p.batch_id = %s AND p.withdrawn_at IS NULL AND n.kind = 'name'
          AND n.voided_at IS NULL ORDER BY n.name_sort, n.person_id LIMIT %s"""
    with connection.cursor() as cursor:
        cursor.execute(query, [batch, _MOST_NAMED])
        return tuple(row[0] for row in cursor.fetchall())
