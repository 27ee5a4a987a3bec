"""The uploaded workbook with canbo's notes in it: made at once when small, else by the worker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from canbo.accounts.actor import Actor
from canbo.engine.refusal import Refusal
from canbo.exchange.workbooks.annotate import Note, annotate
from canbo.exchange.workbooks.reading import WorkbookRefused
from canbo.records.operations import drafts
from canbo.records.operations.drafts import DraftRefused, Original
from canbo.web.office.import_words import problem_words

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AT_ONCE = 300_000  # bytes of a workbook that is opened, marked and saved within a second or two


@dataclass(frozen=True, slots=True)
class Noted:
    """The name under which the workbook comes back, and its bytes; None while it is made."""

    name: str
    content: bytes | None


def noted(*, draft: UUID, actor: Actor) -> Noted:
    """Give the workbook with notes, or have the worker make it.

    Raises DraftRefused (`draft_unknown`, `draft_content_gone`, `file_not_returnable`).
    """
    original = drafts.content_of_draft(draft=draft, actor=actor)
    content = drafts.noted_draft(draft=draft, actor=actor)
    if content is None and len(original.content) <= AT_ONCE:
        content = make(draft, original, actor)
    if content is None:
        _ask_worker(draft, original.run, actor)
    elif not content:
        raise DraftRefused("file_not_returnable", {"file": original.file})
    return Noted(name_of(original.file), content)


def make(draft: UUID, original: Original, actor: Actor) -> bytes:
    """Write the notes and keep the workbook; nothing in it means that it cannot be made."""
    try:
        content = annotate(original.content, list(_notes(original)), _headers(original))
    except WorkbookRefused:
        content = b""
    drafts.keep_noted_draft(draft=draft, run=original.run, content=content, actor=actor)
    return content


def name_of(file: str) -> str:
    """The name of the workbook that comes back: as it came, always an .xlsx."""
    stem, dot, ending = file.rpartition(".")
    return f"{stem if dot and len(ending) <= 4 else file}.xlsx"


def disposition(name: str) -> str:
    """The header that has a browser save a file under its Vietnamese name."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._- ") else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _notes(original: Original) -> Iterator[Note]:
    for problem in original.problems:
        yield Note(problem["sheet"], problem["cell"], problem_words(problem))


def _headers(original: Original) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for layout in original.layouts:
        found[layout["sheet"]].append(layout["header_rows"][0])
    return found


def _ask_worker(draft: UUID, run: int, actor: Actor) -> None:
    """Queue the work once; who asks again meanwhile waits for the same."""
    from canbo.web.office.tasks import note

    try:
        with transaction.atomic():
            note.configure(queueing_lock=f"noted:{draft}:{run}").defer(
                draft=str(draft), actor=actor.id
            )
    except AlreadyEnqueued:
        return


def work(*, draft: UUID, actor: Actor) -> None:
    """The worker's side: make the workbook unless it was made or thrown away meanwhile."""
    try:
        original = drafts.content_of_draft(draft=draft, actor=actor)
        if drafts.noted_draft(draft=draft, actor=actor) is None:
            make(draft, original, actor)
    except Refusal:
        return
