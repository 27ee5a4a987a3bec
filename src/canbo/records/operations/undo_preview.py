"""What would fall if an import were taken back, told before it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from canbo.accounts.actor import Actor
from canbo.engine.refusal import Refusal
from canbo.records.models import BatchState, ImportBatch
from canbo.records.models.shapes import SHAPES
from canbo.records.operations import batches
from canbo.records.operations.undo import UndoRefused, may_undo
from canbo.records.queries.merges import merges_touching

_MOST_NAMED = 50


@dataclass(frozen=True, slots=True)
class Resting:
    """A later import that builds on the one to be taken back; `id` 0 stands for acts by hand."""

    id: int
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


def preview_undo(*, batch: int, actor: Actor) -> UndoPreview:
    """Count what would fall. Raises NotAllowed, UndoRefused (`batch_unknown`)."""
    found = may_undo(batch, actor)
    resting = _resting(found) if found.state == BatchState.STORED else ()
    return UndoPreview(
        found.id,
        found.file,
        _counts("(batch_id = %s OR act = %s) AND voided_at IS NULL", [found.id, found.act]),
        _counts("voided_act = %s AND batch_id IS DISTINCT FROM %s", [found.act, found.id]),
        _people(found.id),
        _names(found.id),
        resting,
        _refusal(found, resting),
    )


def _refusal(batch: ImportBatch, resting: tuple[Resting, ...]) -> Refusal | None:
    if batch.state == BatchState.UNDONE:
        return UndoRefused("batch_undone_already", {"batch": batch.id, "file": batch.file})
    if batch.state == BatchState.REPLACED:
        rows = batch.replaced_by.exclude(state=BatchState.UNDONE)
        later = ", ".join(str(one) for one in rows.order_by("id").values_list("id", flat=True))
        return UndoRefused("batch_replaced", {"batch": batch.id, "later": later})
    merged = ", ".join(map(str, merges_touching(batch.id)))
    if merged:
        return UndoRefused("batch_merged", {"batch": batch.id, "merges": merged})
    imports = [str(one.id) for one in resting if one.id]
    if imports:
        return UndoRefused("batch_in_use", {"batch": batch.id, "later": ", ".join(imports)})
    if resting:
        return UndoRefused("batch_corrected", {"batch": batch.id, "file": batch.file})
    return None


def _resting(batch: ImportBatch) -> tuple[Resting, ...]:
    numbers = batches.resting_on(batch)
    known = {one.id: one for one in ImportBatch.objects.filter(id__in=numbers)}
    return tuple(
        Resting(number, known[number].file, known[number].at)
        if number in known
        else Resting(number, "", None)
        for number in numbers
    )


def _counts(where: str, values: list[int]) -> dict[str, int]:
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
