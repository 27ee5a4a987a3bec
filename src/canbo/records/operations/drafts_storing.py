"""Give the word to store drafts: one as it was shown, or several, one after the other."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from canbo.accounts import access as accounts
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.records.models import DraftDifference, DraftState, ImportDraft
from canbo.records.operations.drafts_keeping import DraftRefused
from canbo.records.operations.drafts_receiving import drafts_of, is_lost, queue, ready_draft, start
from canbo.records.operations.intake.differences import LOOKED_AT, Outcome

_LOOKS_AGAIN = 2  # seconds after which a file asks whether its turn has come


def store_draft(*, draft: UUID, actor: Actor, at: datetime) -> None:
    """Queue a draft to be stored as it was shown; where that changed, it is shown anew instead.

    Raises DraftRefused (`draft_unknown`, `draft_not_ready`, `draft_undecided`).
    """
    with transaction.atomic():
        found = ready_draft(draft, actor)
        open_ones = DraftDifference.objects.filter(draft=found, chosen=Outcome.UNDECIDED).count()
        if open_ones:
            raise DraftRefused("draft_undecided", {"file": found.file, "count": open_ones})
        found.round = None
        start(found, DraftState.STORING, at)


def store_drafts(*, drafts: Collection[UUID], actor: Actor, at: datetime) -> UUID:
    """Queue several drafts to be stored one after the other, by their turns; give the round's id.

    Each is an act of its own, held against what the earlier ones stored; one that then holds
    something to look at is shown anew and the others go on. So does one that is not ready, or in
    which something to look at is undecided: it keeps its state. Raises AccountRefused
    (`not_allowed`), DraftRefused (`draft_unknown`, `none_to_store`).
    """
    accounts.require(actor, Permission.IMPORT)
    if not drafts:
        raise DraftRefused("none_to_store", {})
    identity = uuid4()
    with transaction.atomic():
        rows = drafts_of(actor).filter(id__in=[*drafts]).order_by("turn", "made_at", "id")
        found = list(rows.select_for_update())
        if len(found) < len({*drafts}):
            raise DraftRefused("draft_unknown", {})
        waiting = set(_settled(rows).values_list("id", flat=True))
        for draft in found:
            draft.round = identity
            if draft.id in waiting:
                start(draft, DraftState.STORING, at)
            elif draft.state == DraftState.READY:
                draft.save(update_fields=["round"])
    return identity


def stop_round(*, round_: UUID, actor: Actor, at: datetime) -> int:
    """Let the files of a round wait that are not stored yet; give how many these are.

    One that is just being stored is left to end.
    Raises AccountRefused (`not_allowed`), DraftRefused (`draft_unknown`).
    """
    accounts.require(actor, Permission.IMPORT)
    with transaction.atomic():
        rows = drafts_of(actor).filter(round=round_)
        if not rows.exists():
            raise DraftRefused("draft_unknown", {})
        waiting = list(rows.filter(state=DraftState.STORING).select_for_update(skip_locked=True))
        for draft in waiting:
            draft.state, draft.state_at, draft.run = DraftState.READY, at, draft.run + 1
            draft.save(update_fields=["state", "state_at", "run"])
    return len(waiting)


def is_lost_round(*, round_: UUID, actor: Actor) -> bool:
    """Whether the file of a round whose turn it is has nobody who works on it."""
    rows = drafts_of(actor).filter(round=round_, state=DraftState.STORING)
    found = rows.order_by("turn", "made_at", "id").first()
    return found is not None and is_lost(found)


def gives_way(draft: ImportDraft) -> bool:
    """Whether a draft has to wait for an earlier one of its round; it is then queued once more."""
    if draft.round is None or draft.state != DraftState.STORING:
        return False
    later_turn = Q(turn=draft.turn, made_at=draft.made_at, id__lt=draft.id)
    later_turn |= Q(turn=draft.turn, made_at__lt=draft.made_at) | Q(turn__lt=draft.turn)
    before = ImportDraft.objects.filter(later_turn, round=draft.round, state=DraftState.STORING)
    if not before.exists():
        return False
    queue(draft, after=_LOOKS_AGAIN)
    return True


def _settled(rows: QuerySet[ImportDraft]) -> QuerySet[ImportDraft]:
    """Those that are ready and in which nothing that must be looked at is undecided."""
    asked = DraftDifference.objects.filter(draft=OuterRef("pk"), kind__in=LOOKED_AT)
    return rows.filter(~Exists(asked.filter(is_decided=False)), state=DraftState.READY)
