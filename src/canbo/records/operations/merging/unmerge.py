"""A merge taken back: both records are as they were, and what came since stays where it was said.

What the merge had moved goes back, also in a corrected form; what was voided since stays void;
what both sides had given up stands again. Facts recorded since of the one record stay with it:
nobody can tell of which of the two people they were meant, but who looks at them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID

from django.db import transaction

from canbo.accounts.actor import Actor
from canbo.engine.facts import Fact, FactKind
from canbo.journal.operations import next_seq, write_entry
from canbo.records.access.imports import told_numbers
from canbo.records.access.secrecy import open_secrets
from canbo.records.models import BatchState, ImportBatch, Merge, Person
from canbo.records.models.shapes import PERSON_KINDS, SHAPE_OF, SHAPES
from canbo.records.operations.merging.comparing import require_reach, standing
from canbo.records.operations.merging.refusals import MergeRefused
from canbo.records.operations.merging.writing import Handover, counted, not_before
from canbo.records.operations.writing import Pen, hold_writers_lock
from canbo.records.queries import sql
from canbo.records.queries.seals import seals_of
from canbo.records.queries.stored import StoredFact, read_stored


@dataclass(frozen=True, slots=True)
class UnmergeReport:
    """What taking a merge back does, or would do.

    `back` are facts that go back to the merged record, `again` those that both had given up and
    that stand again; `stay` were recorded since and stay with the survivor; `fallen` are facts of
    the merged record that were voided since and do not come back.
    """

    merge: int
    survivor: UUID
    merged: UUID
    back: tuple[Fact, ...]
    again: tuple[Fact, ...]
    stay: tuple[Fact, ...]
    fallen: tuple[Fact, ...]


def unmerge_people(*, merge: int, actor: Actor, at: datetime) -> UnmergeReport:
    """Take a merge back.

    Raises NotAllowed, MergeRefused: `merge_number_unknown`, `merge_undone`, `merge_not_last` (a
    later merge of the same record: `later` names it), `merge_file_edited` (an edited file took the
    place of one that both rest on: `later` names its import), `merge_contradicted` (what was
    recorded since speaks against what would stand again).
    """
    with transaction.atomic():
        hold_writers_lock()
        row = _undoable(merge, actor, at)
        plan = _plan(row)
        at = not_before(at, (void.fact for void in plan.handover.voids), row.at)
        pen = Pen(actor.id, next_seq(), None)
        plan.handover.write(pen, at)
        Person.objects.filter(id=row.merged_id).update(withdrawn_at=None)
        Merge.objects.filter(id=row.id).update(undone_at=at, undone_act=pen.act)
        write_entry(
            actor_id=actor.id, actor_name=actor.name, action="unmerge_people", at=at,
            subject=f"person:{row.survivor_id}",
            data={
                "merge": row.id, "merged": str(row.merged_id),
                "facts": counted(plan.handover.stored), "stay": len(plan.report.stay),
                "fallen": len(plan.report.fallen), "seals": seals_of(pen.act),
            },
        )  # fmt: skip
        return _told(plan.report, actor, at)


def preview_unmerge(*, merge: int, actor: Actor, at: datetime) -> UnmergeReport:
    """Tell what taking a merge back would do. Raises what `unmerge_people` raises."""
    return _told(_plan(_undoable(merge, actor, at)).report, actor, at)


def _told(report: UnmergeReport, actor: Actor, at: datetime) -> UnmergeReport:
    """The report without facts that whoever asks may not see."""
    secrets = open_secrets(actor=actor, at=at)
    lists = {
        name: tuple(fact for fact in getattr(report, name) if not secrets.hides(fact))
        for name in ("back", "again", "stay", "fallen")
    }
    return replace(report, **lists)


def _undoable(number: int, actor: Actor, at: datetime) -> Merge:
    row = Merge.objects.filter(id=number).first()
    if row is None:
        require_reach((), actor, at)
        raise MergeRefused("merge_number_unknown", {"merge": number})
    try:
        require_reach((row.survivor_id,), actor, at)
    except MergeRefused:
        raise MergeRefused("merge_number_unknown", {"merge": number}) from None
    if row.undone_at is not None:
        raise MergeRefused("merge_undone", {"merge": number})
    later = _later(row)
    if later:
        raise MergeRefused("merge_not_last", {"merge": number, "later": later})
    edited = told_numbers(_edited_since(row), actor=actor, at=at)
    if edited:
        raise MergeRefused("merge_file_edited", {"merge": number, "later": edited})
    return row


def _later(row: Merge) -> str:
    """The later merges of the same record that stand."""
    rows = Merge.objects.filter(undone_at=None, act__gt=row.act)
    about = rows.filter(survivor_id=row.survivor_id) | rows.filter(merged_id=row.survivor_id)
    return ", ".join(str(number) for number in about.order_by("id").values_list("id", flat=True))


def _edited_since(row: Merge) -> list[int]:
    """The imports of edited files that took the place of one that the merge rests on."""
    rested = {one.batch for one in _given_up(row).values() if one.batch is not None}
    rows = ImportBatch.objects.filter(replaces_id__in=rested, act__gt=row.act)
    return list(rows.exclude(state=BatchState.UNDONE).values_list("id", flat=True))


@dataclass(frozen=True, slots=True)
class _Plan:
    handover: Handover
    report: UnmergeReport


def _plan(row: Merge) -> _Plan:
    """Work out what goes back, what stands again and what stays. Raises MergeRefused."""
    trail = _Trail(row)
    handover, fallen = Handover(), []
    back: list[Fact] = []
    again: list[Fact] = []
    for found in _given_up(row).values():
        copy = trail.copy_of(found.fact)
        if copy is None:  # given up for a fact of the other side
            handover.give(found, found.fact.person)
            again.append(found.fact)
            continue
        now = trail.end_of(copy)
        if now is None:
            fallen.append(found.fact)
        elif now.fact.person == row.survivor_id:
            said = found if now.fact.key == copy.key else now
            handover.void(now.fact, handover.give(said, row.merged_id))
            back.append(now.fact)
    stay = _staying(row, handover)
    _refuse_contradiction(row, handover)
    report = UnmergeReport(
        row.id, row.survivor_id, row.merged_id, tuple(back), tuple(again), stay, tuple(fallen)
    )
    return _Plan(handover, report)


def _given_up(row: Merge) -> dict[UUID, StoredFact]:
    """The facts that the merge voided, of both records, by id."""
    return {
        one.fact.id: one for one in _read("voided_act = %s", [row.act])
        if one.fact.person in (row.survivor_id, row.merged_id)
    }  # fmt: skip


def _read(where: str, values: list[Any]) -> Iterable[StoredFact]:
    return chain.from_iterable(read_stored(kind, where, values) for kind in PERSON_KINDS)


class _Trail:
    """Follows what became of the facts that a merge had moved: put back, corrected, voided."""

    def __init__(self, row: Merge) -> None:
        self._instead = _replacements(row)
        rows = [*_read("person_id = %s AND act >= %s", [row.survivor_id, row.act])]
        known = {one.fact.id for one in rows}
        elsewhere = [one for one in self._instead.values() if one not in known]
        rows += _read("id = ANY(%s)", [elsewhere]) if elsewhere else ()
        self._rows = {one.fact.id: one for one in rows}
        self._copies = {one.fact.id for one in _read("act = %s", [row.act])}
        self._standing = {one.fact.key: one for one in rows if one.fact.voided_at is None}
        self._voided: dict[UUID, list[Fact]] = {}
        for one in rows:
            if one.fact.voided_at is not None:
                self._voided.setdefault(one.fact.key, []).append(one.fact)

    def copy_of(self, fact: Fact) -> Fact | None:
        """The fact that the merge stored for the survivor in the place of this one.

        None for a fact that was given up for one of the other side.
        """
        found = self._rows.get(self._instead.get(fact.id, UUID(int=0)))
        is_copy = found is not None and found.fact.id in self._copies
        return found.fact if is_copy and found.fact.key == fact.key else None  # type: ignore[union-attr]

    def end_of(self, fact: Fact) -> StoredFact | None:
        """What stands today of a fact: itself, put back, or its last correction."""
        key, seen = fact.key, set[UUID]()
        while key not in seen:
            seen.add(key)
            if key in self._standing:
                return self._standing[key]
            voided = max(self._voided.get(key, ()), key=_voided_at, default=None)
            instead = self._rows.get(self._instead.get(voided.id, UUID(int=0))) if voided else None
            if instead is None:
                return None
            key = instead.fact.key
        return None


def _voided_at(fact: Fact) -> datetime:
    return fact.voided_at or fact.recorded_at


def _replacements(row: Merge) -> dict[UUID, UUID]:
    """From each fact that was voided by the merge, or of the survivor since, to its successor."""
    query = " UNION ALL ".join(
        f"""SELECT id, replaced_by_id FROM {SHAPES[kind].table}
            WHERE replaced_by_id IS NOT NULL AND voided_act >= %(act)s
              AND person_id IN (%(survivor)s, %(merged)s)"""  # noqa: S608
        for kind in PERSON_KINDS
    )
    values = {"act": row.act, "survivor": row.survivor_id, "merged": row.merged_id}
    return dict(sql.rows(query, values))


def _staying(row: Merge, handover: Handover) -> tuple[Fact, ...]:
    """What was recorded of the survivor since the merge, and is none of the merged record's."""
    gone = {void.fact.id for void in handover.voids}
    where = "person_id = %s AND act > %s AND voided_at IS NULL"
    found = _read(where, [row.survivor_id, row.act])
    return tuple(one.fact for one in found if one.fact.id not in gone)


def _refuse_contradiction(row: Merge, handover: Handover) -> None:
    """Refuse where what stands since then and what would stand again cannot both be."""
    gone = {void.fact.id for void in handover.voids}
    stays = [one.fact for one in standing(row.survivor_id) if one.fact.id not in gone]
    returns = [one.fact for one in handover.stored if one.fact.person == row.survivor_id]
    kinds: dict[FactKind, list[Any]] = {}
    for fact in stays:
        kinds.setdefault(SHAPE_OF[type(fact)].kind, []).append(fact)
    for fact in returns:
        shape = SHAPE_OF[type(fact)]
        for other in kinds.get(shape.kind, ()):
            if shape.once.forbids(fact, other):
                raise MergeRefused(
                    "merge_contradicted",
                    {"merge": row.id, "kind": shape.kind.value, "fact": str(other.key)},
                )
