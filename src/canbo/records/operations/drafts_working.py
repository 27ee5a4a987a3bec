"""The worker's side of a draft: read the file, hold it against the home, store it when asked.

A killed worker leaves nothing half-done: the draft's state and what is stored change in one
transaction. A job whose draft was thrown away or queued anew meanwhile does nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from canbo.accounts import access as accounts
from canbo.accounts.actor import Actor
from canbo.engine.refusal import Refusal
from canbo.exchange.workbooks.progress import heard_by
from canbo.exchange.workbooks.reading import Reading, WorkbookRefused
from canbo.law import load
from canbo.records.models import DraftState, ImportDraft
from canbo.records.models.drafts import UNDER_WAY
from canbo.records.operations import drafts_comparing as comparing
from canbo.records.operations import drafts_reading
from canbo.records.operations.drafts_progress import Teller
from canbo.records.operations.drafts_storing import gives_way
from canbo.records.operations.imports import import_workbook
from canbo.records.operations.intake.report import ImportReport
from canbo.records.operations.intake.secrecy import secrecy_of_reading
from canbo.records.operations.intake.turns import turn_of
from canbo.records.operations.layouts import note_secrecy
from canbo.records.operations.writing import hold_writers_lock


def work_on_draft(*, draft: UUID, run: int, at: datetime) -> None:
    """Do what the draft's state asks, in the name of who uploaded it; rights count as of now.

    A refusal is kept for the page to show; whatever nobody foresaw is kept as `file_failed` and
    raised for the worker's log.
    """
    found = ImportDraft.objects.filter(id=draft, run=run, state__in=UNDER_WAY).first()
    if found is None or gives_way(found):
        return
    try:
        with heard_by(Teller(draft, run)):
            _work(found, at)
    except WorkbookRefused as refused:
        _refuse_file(found, refused, at)
    except Refusal as refusal:
        _refuse(found, refusal.code, refusal.data, at)
    except Exception:
        _refuse(found, "file_failed", {}, at)
        raise


def _work(found: ImportDraft, at: datetime) -> None:
    actor = accounts.actor_with_id(found.actor_id, at)
    reading, layouts = drafts_reading.read(found)
    note_secrecy((one.signature for one in layouts.found), secrecy_of_reading(reading))
    if found.state == DraftState.STORING:
        _store(found, reading, actor, at)
    elif layouts.are_unsure:
        _end(found, state=DraftState.COLUMNS, state_at=at, layouts=layouts.as_json())
    elif _end(found, state=DraftState.COMPARING, state_at=at, layouts=layouts.as_json()):
        _compare(found, reading, actor, at)


def _compare(draft: ImportDraft, reading: Reading, actor: Actor, at: datetime) -> None:
    with transaction.atomic():
        hold_writers_lock()
        present = _locked(draft)
        if present is None:
            return
        compared = comparing.compare(present, _asking(reading, actor, at, preview=True))
        comparing.keep(present, compared)
        _show(present, compared, at, turn=turn_of(reading))


class _Moved(Exception):
    """File and home no longer differ as was shown."""


def _store(draft: ImportDraft, reading: Reading, actor: Actor, at: datetime) -> None:
    """Store the draft if file and home still differ as was shown; else show them anew.

    Among files that are stored together it is stored as well where the earlier ones moved nothing
    that somebody has to look at. It is stored first and looked at then, inside the lock: what was
    shown before is compared with what was really stored, and taken back where it has to be seen.
    """
    with transaction.atomic():
        hold_writers_lock()
        present = _locked(draft)
        if present is None:
            return
        storing = _asking(reading, actor, at, preview=False)
        try:
            with transaction.atomic():
                compared = comparing.compare(present, storing)
                if compared.unsettled if present.round else comparing.moved(compared):
                    raise _Moved
                _end(
                    present, state=DraftState.STORED, state_at=at, refusal={}, changes={},
                    batch_id=compared.report.batch, **told_of(compared.report),
                )  # fmt: skip
        except _Moved:
            comparing.keep(present, compared)
            _show(present, compared, at)
        else:
            _note_the_others()


def _show(draft: ImportDraft, compared: comparing.Compared, at: datetime, **more: Any) -> None:
    """Let somebody look at the differences as they are now."""
    _end(
        draft, state=DraftState.READY, state_at=at, seen_act=compared.act, is_stale=False,
        changes=compared.told, refusal={}, **told_of(compared.report), **more,
    )  # fmt: skip


def told_of(report: ImportReport) -> dict[str, Any]:
    """A report as a draft keeps it: the problems and the secrecy apart, the differences in their
    own table."""
    kept = report.as_json()
    kept.pop("differences", None)
    kept.pop("problems", None)
    kept |= {
        "voided": report.voided, "restored": report.restored, "replaces": report.replaces,
        "already_known": report.already_known,
    }  # fmt: skip
    problems = [asdict(problem) for problem in report.problems]
    return {"report": kept, "problems": problems, "secrecy": report.secrecy}


def _note_the_others() -> None:
    """Tell the files that wait that the home has moved: they are compared when somebody turns to
    them, and at the latest when they are stored. To compare all at once would keep them all busy.
    """
    ImportDraft.objects.filter(state=DraftState.READY).update(is_stale=True)


def _asking(reading: Reading, actor: Actor, at: datetime, *, preview: bool) -> comparing.Asking:
    def ask(decisions: Mapping[str, str]) -> ImportReport:
        return import_workbook(
            reading=reading, actor=actor, at=at, law=load(), preview=preview, decisions=decisions
        )

    return ask


def _locked(draft: ImportDraft) -> ImportDraft | None:
    """The draft as it is now, kept from others until the transaction ends; None if overtaken."""
    rows = ImportDraft.objects.select_for_update()
    return rows.filter(id=draft.id, run=draft.run, state__in=UNDER_WAY).first()


def _end(draft: ImportDraft, **values: Any) -> bool:
    """Change a draft unless it was thrown away or queued anew; tell whether it was changed."""
    return bool(ImportDraft.objects.filter(id=draft.id, run=draft.run).update(**values))


def _refuse_file(draft: ImportDraft, refused: WorkbookRefused, at: datetime) -> None:
    """Keep what is wrong with a file; where columns are unsure, ask about them first."""
    layouts = drafts_reading.Layouts(refused.layouts)
    _end(
        draft, state=DraftState.COLUMNS if layouts.are_unsure else DraftState.REFUSED, state_at=at,
        layouts=layouts.as_json(), problems=[asdict(problem) for problem in refused.problems],
        refusal={"code": "file_refused", "data": {}}, report={},
    )  # fmt: skip


def _refuse(draft: ImportDraft, code: str, data: Mapping[str, Any], at: datetime) -> None:
    """Keep why nothing was done; the draft can be tried again."""
    refusal = {"code": code, "data": {name: str(value) for name, value in data.items()}}
    _end(draft, state=DraftState.REFUSED, state_at=at, refusal=refusal)
