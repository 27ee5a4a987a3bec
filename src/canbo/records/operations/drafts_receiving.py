"""Take an uploaded file as a draft, hand it to the worker, throw it away."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import QuerySet

from canbo.accounts import access as accounts
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.vietnamese import clean
from canbo.exchange.workbooks import guard
from canbo.journal.operations import write_entry
from canbo.records.access.drafts import secrecy_open
from canbo.records.models import DraftState, ImportDraft
from canbo.records.models.drafts import UNDER_WAY
from canbo.records.operations import drafts_keeping as keeping
from canbo.records.operations.drafts_keeping import DraftRefused

MOST_DRAFTS = 200  # that one person may have waiting
_LONGEST_NAME = 200
KEPT_FOR = timedelta(days=30)  # the bytes of a stored file, to be returned with notes
_SETTLED = timedelta(hours=1)  # after that an upload under way has its draft
_LOST_AFTER = 30.0  # seconds without a sign of life of the worker that has the job


def receive_file(*, name: str, pieces: Iterable[bytes], actor: Actor, at: datetime) -> UUID:
    """Keep an uploaded workbook as a draft and queue it to be read; the same bytes once, anew where
    they were refused.

    What the file is, its bytes say, never its name. Raises AccountRefused (`not_allowed`),
    DraftRefused (`drafts_too_many`, `drafts_full`), WorkbookRefused (empty_file, not_a_workbook,
    encrypted_workbook, truncated_workbook, workbook_too_large).
    """
    accounts.require(actor, Permission.IMPORT)
    _refuse_too_many(actor)
    identity = uuid4()
    size, digest = keeping.keep(identity, pieces)
    try:
        guard.admit(keeping.content_of(identity))
        with transaction.atomic():
            same = _same_waiting(actor, digest)
            if same is not None:
                keeping.discard(identity)
                if same.state == DraftState.REFUSED:  # what was in the way may be gone
                    start(same, DraftState.READING, at)
                return same.id
            draft = ImportDraft.objects.create(
                id=identity, file=file_name(name), sha256=digest, size=size, actor_id=actor.id,
                actor_name=actor.name, made_at=at, state_at=at,
            )  # fmt: skip
            _tell(actor, at, "draft.received", draft)
            queue(draft)
    except BaseException:
        keeping.discard(identity)
        raise
    return identity


def drop_draft(*, draft: UUID, actor: Actor, at: datetime) -> str:
    """Throw a draft away with its bytes and give its file's name; what was stored stays.

    Raises DraftRefused (`draft_unknown`, `draft_under_way` while it is being stored).
    """
    with transaction.atomic():
        found = own_draft(draft, actor, lock=True)
        if found.state == DraftState.STORING and not is_lost(found):
            raise DraftRefused("draft_under_way", {"file": found.file})
        _tell(actor, at, "draft.dropped", found)
        found.delete()
    keeping.discard(draft)
    return found.file


def retry_draft(*, draft: UUID, actor: Actor, at: datetime) -> None:
    """Read and compare a draft anew; decisions on differences that are still there count.

    Raises DraftRefused (`draft_unknown`, `draft_under_way`, `draft_stored_already`).
    """
    with transaction.atomic():
        start(draft_at_rest(draft, actor, at), DraftState.READING, at)


def draft_at_rest(draft: UUID, actor: Actor, at: datetime) -> ImportDraft:
    """One of the actor's drafts, locked, that may be read anew.

    Raises DraftRefused (`draft_unknown`, `draft_under_way`, `draft_stored_already`).
    """
    found = own_draft(draft, actor, lock=True)
    if found.state == DraftState.STORED:
        raise DraftRefused("draft_stored_already", {"file": found.file})
    if found.state in UNDER_WAY and not is_lost(found):
        raise DraftRefused("draft_under_way", {"file": found.file})
    return found


def start(draft: ImportDraft, state: DraftState, at: datetime) -> None:
    """Give a draft to the worker for a new run, in the caller's transaction."""
    draft.state, draft.state_at, draft.run, draft.refusal = state, at, draft.run + 1, {}
    draft.save()
    queue(draft)


def queue(draft: ImportDraft, *, after: int = 0) -> None:
    """Queue the job of the draft's present run: in the same transaction, both stand or neither.

    `after`: not before so many seconds have passed.
    """
    from canbo.records.tasks import work

    job = work.configure(schedule_in={"seconds": after}).defer(draft=str(draft.id), run=draft.run)
    ImportDraft.objects.filter(id=draft.id).update(job=job)


def own_draft(draft: UUID, actor: Actor, *, lock: bool = False) -> ImportDraft:
    """Find a draft of the actor, or any for the person at the machine.

    Somebody else's is answered like none, and so is that of a file too secret. Raises
    AccountRefused (`not_allowed`), DraftRefused (`draft_unknown`).
    """
    accounts.require(actor, Permission.IMPORT)
    rows = drafts_of(actor).filter(id=draft)
    found = (rows.select_for_update() if lock else rows).first()
    if found is None:
        raise DraftRefused("draft_unknown", {})
    return found


def drafts_of(actor: Actor) -> QuerySet[ImportDraft]:
    """The drafts that an actor may change: their own, or all for the person at the machine; none
    of a file that is too secret for them."""
    rows = ImportDraft.objects.filter(secrecy__lte=secrecy_open(actor))
    return rows if actor.id == accounts.LOCAL else rows.filter(actor_id=actor.id)


def ready_draft(draft: UUID, actor: Actor) -> ImportDraft:
    """Find and lock a draft that waits for decisions.

    Raises as `own_draft` does, and DraftRefused (`draft_not_ready`).
    """
    found = own_draft(draft, actor, lock=True)
    if found.state != DraftState.READY:
        raise DraftRefused("draft_not_ready", {"file": found.file})
    return found


def is_lost_draft(*, draft: UUID, actor: Actor) -> bool:
    """Whether a draft of the actor is under way and nobody works on it any more.

    Raises DraftRefused (`draft_unknown`).
    """
    return is_lost(own_draft(draft, actor))


def is_lost(draft: ImportDraft) -> bool:
    """Whether nobody works on a draft that is under way: its worker died with the job.

    A job that still waits in the queue is not lost, however long it waits. Draft and job are asked
    in one statement: between two the worker may come to its end, and its job would look deserted.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT j.status::text, extract(epoch FROM now() - w.last_heartbeat)
                FROM records_importdraft d
                LEFT JOIN procrastinate_jobs j ON j.id = d.job
                LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
                WHERE d.id = %s AND d.state = ANY(%s)""",
            [draft.id, [str(state) for state in UNDER_WAY]],
        )
        row = cursor.fetchone()
    if row is None:
        return False  # thrown away, or at its end
    status, silent = row
    if status == "todo":
        return False
    return status != "doing" or silent is None or float(silent) > _LOST_AFTER


def take_up_lost(at: datetime) -> int:
    """Queue again every draft whose worker died; what the worker does when it begins."""
    count = 0
    with transaction.atomic():
        waiting = ImportDraft.objects.select_for_update(skip_locked=True)
        for draft in waiting.filter(state__in=[*UNDER_WAY]):
            if is_lost(draft):
                start(draft, DraftState(draft.state), at)
                count += 1
    return count


def clear_old(at: datetime) -> int:
    """Remove drafts stored long ago, and bytes that no draft speaks of; give how many of both.

    What was stored stays; only the uploaded file can no longer be returned with notes.
    """
    old = ImportDraft.objects.filter(state=DraftState.STORED, state_at__lt=at - KEPT_FOR)
    with transaction.atomic():
        gone = list(old.values_list("id", flat=True))
        old.delete()
    known = set(ImportDraft.objects.values_list("id", flat=True))
    orphans = [one for one in keeping.kept_drafts(before=at - _SETTLED) if one not in known]
    for draft in {*gone, *orphans}:
        keeping.discard(draft)
    return len({*gone, *orphans})


def file_name(name: str) -> str:
    """A file's name as it may be shown and kept: without folders and invisible characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(letter for letter in clean(last) if letter.isprintable())
    shown = unicodedata.normalize("NFC", shown).strip()
    stem, dot, ending = shown.rpartition(".")
    if len(shown) > _LONGEST_NAME and dot:
        shown = f"{stem[: _LONGEST_NAME - len(ending) - 1]}.{ending}"
    return shown[:_LONGEST_NAME] or "khong-ten.xlsx"


def _same_waiting(actor: Actor, digest: str) -> ImportDraft | None:
    rows = ImportDraft.objects.select_for_update().filter(
        actor_id=actor.id, sha256=digest, secrecy__lte=secrecy_open(actor)
    )
    return rows.exclude(state=DraftState.STORED).first()


def _refuse_too_many(actor: Actor) -> None:
    waiting = ImportDraft.objects.filter(actor_id=actor.id).exclude(state=DraftState.STORED)
    if waiting.count() >= MOST_DRAFTS:
        raise DraftRefused("drafts_too_many", {"most": MOST_DRAFTS})


def _tell(actor: Actor, at: datetime, action: str, draft: ImportDraft) -> None:
    write_entry(
        actor_id=actor.id, actor_name=actor.name, action=action, at=at,
        subject=f"draft:{draft.id}",
        data={"file": draft.file, "sha256": draft.sha256, "size": draft.size},
    )  # fmt: skip
