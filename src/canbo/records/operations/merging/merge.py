"""Two records made one: a single act, after which the one speaks for both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from canbo.accounts.actor import Actor
from canbo.engine.facts import Fact
from canbo.journal.operations import next_seq, write_entry
from canbo.records.access.secrecy import Secrets, open_secrets
from canbo.records.models import Merge, Person
from canbo.records.operations.merging.comparing import Comparison, compare_people
from canbo.records.operations.merging.meeting import Meeting, Side, meet
from canbo.records.operations.merging.refusals import MergeRefused
from canbo.records.operations.merging.writing import Handover, counted, not_before
from canbo.records.operations.writing import Pen, hold_writers_lock
from canbo.records.queries.seals import seals_of


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge did: facts of each kind that came over, and that were given up by each side.

    Facts that whoever merged may not see are not counted.
    """

    merge: int
    survivor: UUID
    merged: UUID
    came: Mapping[str, int]
    given_up: int


def merge_people(
    *,
    survivor: UUID,
    merged: UUID,
    actor: Actor,
    at: datetime,
    decisions: Mapping[str, str] | None = None,
    reason: str = "",
) -> MergeReport:
    """Let one record speak for two: the facts of `merged` are the survivor's from `at` on.

    Who asks with an older `known_at` finds both records as they were. `decisions` maps the id of a
    meeting to the side that holds ("survivor", "merged"); those where both agree decide themselves
    unless somebody decides otherwise. Raises what `compare_people` raises, and MergeRefused:
    `merge_undecided`, `merge_decision_unknown`, `merge_needs_secrecy`.
    """
    with transaction.atomic():
        hold_writers_lock()
        found = compare_people(survivor=survivor, merged=merged, actor=actor, at=at)
        secrets = open_secrets(actor=actor, at=at)
        _refuse_secrets(found, secrets)
        sides = _sides(found, decisions or {})
        at = not_before(at, (one.fact for one in (*found.stands, *found.comes)))
        pen = Pen(actor.id, next_seq(), None)
        handover, losers = _handover(found, sides)
        handover.write(pen, at)
        Person.objects.filter(id=merged).update(withdrawn_at=at)
        came = counted(handover.stored)
        row = Merge.objects.create(
            survivor_id=survivor, merged_id=merged, at=at, actor_id=actor.id,
            actor_name=actor.name, act=pen.act, reason=reason, counts=came,
            decisions={meeting.id: side.value for meeting, side in sides},
        )  # fmt: skip
        write_entry(
            actor_id=actor.id, actor_name=actor.name, action="merge_people", at=at,
            subject=f"person:{survivor}",
            data={
                "merge": row.id, "merged": str(merged), "facts": came, "given_up": losers,
                "decisions": row.decisions, "reason": reason, "seals": seals_of(pen.act),
            },
        )  # fmt: skip
        told = counted([one for one in handover.stored if not secrets.hides(one.fact)])
        hidden = sum(secrets.hides(void.fact) for void in handover.voids)
        hidden -= sum(came.values()) - sum(told.values())
        return MergeReport(row.id, survivor, merged, told, losers - hidden)


def _refuse_secrets(found: Comparison, secrets: Secrets) -> None:
    """Nobody decides between facts that they may not see."""
    if any(secrets.hides(fact) for one in found.open for fact in (*one.survivor, *one.merged)):
        raise MergeRefused("merge_needs_secrecy", {"person": str(found.survivor)})


def _sides(found: Comparison, decisions: Mapping[str, str]) -> list[tuple[Meeting, Side]]:
    known = {one.id for one in found.meetings}
    for name, side in decisions.items():
        if name not in known or side not in set(Side):
            raise MergeRefused("merge_decision_unknown", {"decision": f"{name}={side}"})
    open_ = [one for one in found.open if one.id not in decisions]
    if open_:
        raise MergeRefused("merge_undecided", {"count": len(open_)})
    return [(one, Side(decisions.get(one.id) or one.holds)) for one in found.meetings]  # type: ignore[arg-type]


def _handover(found: Comparison, sides: list[tuple[Meeting, Side]]) -> tuple[Handover, int]:
    """What goes over and what is given up; each given up fact leads to the one in its place."""
    handover = Handover()
    stay = {
        fact.id: meeting for meeting, side in sides if side is Side.SURVIVOR
        for fact in meeting.merged
    }  # fmt: skip
    moved: dict[UUID, UUID] = {}
    for one in found.comes:
        if one.fact.id in stay:
            held = _instead(one.fact, stay[one.fact.id].survivor)
            handover.void(one.fact, held.id)
        else:
            moved[one.fact.id] = handover.give(one, found.survivor)
            handover.void(one.fact, moved[one.fact.id])
    for meeting, side in sides:
        for fact in meeting.survivor if side is Side.MERGED else ():
            handover.void(fact, moved[_instead(fact, meeting.merged).id])
    losers = len(handover.voids) - len(handover.stored)
    return handover, losers


def _instead(fact: Fact, others: Sequence[Fact]) -> Fact:
    """The fact that holds in the place of one that is given up."""
    return next((one for one in others if meet(one, fact)), others[0])
