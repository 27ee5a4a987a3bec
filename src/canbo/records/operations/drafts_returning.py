"""The uploaded file of a draft on its way back to who sent it, with notes in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from canbo.accounts.actor import Actor
from canbo.records.operations import drafts_keeping as keeping
from canbo.records.operations.drafts_receiving import own_draft


@dataclass(frozen=True, slots=True)
class Original:
    """An uploaded file as it came, and what was found in it by the draft's present run."""

    file: str
    content: bytes
    run: int
    layouts: tuple[dict[str, Any], ...]
    problems: tuple[dict[str, str], ...]


def content_of_draft(*, draft: UUID, actor: Actor) -> Original:
    """Give the uploaded file. Raises DraftRefused (`draft_unknown`, `draft_content_gone`)."""
    found = own_draft(draft, actor)
    content = keeping.content_of(draft)
    return Original(found.file, content, found.run, tuple(found.layouts), tuple(found.problems))


def noted_draft(*, draft: UUID, actor: Actor) -> bytes | None:
    """Give the workbook with notes of the present run, if it was made already."""
    return keeping.noted_of(draft, own_draft(draft, actor).run)


def keep_noted_draft(*, draft: UUID, run: int, content: bytes, actor: Actor) -> None:
    """Keep the workbook with notes of a run. Raises DraftRefused (`draft_unknown`)."""
    own_draft(draft, actor)
    keeping.keep_noted(draft, run, content)
