"""Take an import back: the home is as if the file had never come, and the journal says so."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.refusal import Refusal
from canbo.journal.operations import next_seq, write_entry
from canbo.records.access.imports import open_imports, told_numbers
from canbo.records.models import BatchState, ImportBatch
from canbo.records.models.shapes import SHAPES
from canbo.records.operations import batches, withdrawing
from canbo.records.operations.allowed import require
from canbo.records.operations.proposing import set_proposed
from canbo.records.operations.writing import Pen, hold_writers_lock, put_back
from canbo.records.queries.merges import merges_touching
from canbo.records.queries.seals import seals_of
from canbo.records.queries.stored import kinds_among


class UndoRefused(Refusal):
    """An import cannot be taken back now."""


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What an undo did: facts voided, facts that stand again."""

    batch: int
    file: str
    voided: int
    restored: int


def undo_import(*, batch: int, actor: Actor, at: datetime) -> UndoReport:
    """Void all facts of an import, put back those it had voided, withdraw what only it had made.

    Raises NotAllowed, UndoRefused: `batch_unknown`, `batch_undone_already`, `batch_replaced` (by
    an edited edition: undo that one first), `batch_in_use` (later imports build on it; `later`
    names them), `batch_merged` (people of it were made one since: `merges` names these acts),
    `batch_corrected` (facts of it were corrected by hand since). Who may undo for
    a part of the home only takes back their own.
    """
    with transaction.atomic():
        hold_writers_lock()
        found = may_undo(batch, actor, at)
        refused = in_the_way(found, resting_on(found), actor, at)
        if refused is not None:
            raise refused
        at = max(at, found.at)  # the import may have been stored while this waited for its turn
        pen = Pen(actor.id, next_seq(), batch)
        report = _undo(found, pen, at)
        seals = seals_of(pen.act)
        write_entry(
            actor_id=actor.id,
            actor_name=actor.name,
            action="undo_import",
            at=at,
            subject=f"batch:{batch}",
            data={"file": found.file, "sha256": found.sha256, "seals": seals},
        )
        return report


def may_undo(number: int, actor: Actor, at: datetime) -> ImportBatch:
    """Find an import that the actor may open and take back, if nothing else is in the way.

    Raises NotAllowed, UndoRefused (`batch_unknown`).
    """
    if not actor.may(Permission.UNDO_IMPORT):
        require(actor, Permission.UNDO_IMPORT)
    rows = open_imports(actor=actor, at=at, permission=Permission.UNDO_IMPORT)
    batch = rows.filter(id=number).first()
    if batch is None:
        raise UndoRefused("batch_unknown", {"batch": number})
    return batch


def in_the_way(
    batch: ImportBatch, resting: Collection[int], actor: Actor, at: datetime
) -> UndoRefused | None:
    """Why an import cannot be taken back now; `resting` as `batches.resting_on` tells."""
    number = batch.id
    if batch.state == BatchState.UNDONE:
        return UndoRefused("batch_undone_already", {"batch": number, "file": batch.file})
    if batch.state == BatchState.REPLACED:
        rows = batch.replaced_by.exclude(state=BatchState.UNDONE).values_list("id", flat=True)
        later = told_numbers(rows, actor=actor, at=at)
        return UndoRefused("batch_replaced", {"batch": number, "later": later})
    merged = ", ".join(map(str, sorted(merges_touching(number))))
    if merged:
        return UndoRefused("batch_merged", {"batch": number, "merges": merged})
    imports = [one for one in resting if one]
    if imports:
        later = told_numbers(imports, actor=actor, at=at)
        return UndoRefused("batch_in_use", {"batch": number, "later": later})
    if resting:
        return UndoRefused("batch_corrected", {"batch": number, "file": batch.file})
    return None


def resting_on(batch: ImportBatch) -> list[int]:
    """What builds on an import that stands; nothing is asked of one that does not."""
    return batches.resting_on(batch) if batch.state == BatchState.STORED else []


def _undo(batch: ImportBatch, pen: Pen, at: datetime) -> UndoReport:
    voided = _void_all_of(batch, pen, at)
    restored = put_back(*fallen_for(batch), pen, at=at)
    identified = [unit for one in batch.documents for unit in one.get("identified", ())]
    set_proposed(identified, proposed=True)
    withdrawing.withdraw_unused([batch.id], keep_units=(), pen=pen, at=at)
    ImportBatch.objects.filter(id=batch.id).update(
        state=BatchState.UNDONE, undone_at=at, undone_act=pen.act
    )
    if batch.replaces_id is not None:
        ImportBatch.objects.filter(id=batch.replaces_id).update(state=BatchState.STORED)
    withdrawing.bring_back_used()
    return UndoReport(batch.id, batch.file, voided, restored)


def standing_of(batch: ImportBatch) -> tuple[str, list[Any]]:
    """What stands of the import: its facts, and those of others that it had put back.

    These may have been voided and put back again since, by imports that were undone: their key
    stays. Gives SQL over the columns of a fact table, and its values.
    """
    query = " UNION ALL ".join(
        f"SELECT key FROM {shape.table} WHERE act = %(act)s AND batch_id IS DISTINCT FROM %(batch)s"  # noqa: S608
        for shape in SHAPES.values()
    )
    with connection.cursor() as cursor:
        cursor.execute(query, {"act": batch.act, "batch": batch.id})
        put_back_by_it = [row[0] for row in cursor.fetchall()]
    return "(batch_id = %s OR key = ANY(%s)) AND voided_at IS NULL", [batch.id, put_back_by_it]


def fallen_for(batch: ImportBatch) -> tuple[str, list[Any]]:
    """What of others the import voided, and so stands again without it; SQL as `standing_of`.

    What it had itself both put back and voided stood on no day and stays voided.
    """
    others = "voided_act = %s AND act IS DISTINCT FROM %s AND batch_id IS DISTINCT FROM %s"
    return others, [batch.act, batch.act, batch.id]


def _void_all_of(batch: ImportBatch, pen: Pen, at: datetime) -> int:
    count = 0
    where, values = standing_of(batch)
    for kind in kinds_among(where, values):
        query = f"UPDATE {SHAPES[kind].table} SET voided_at = %s, voided_act = %s WHERE {where}"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(query, [at, pen.act, *values])
            count += cursor.rowcount
    return count
