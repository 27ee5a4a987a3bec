"""Where the bytes of waiting files lie: in the home, closed to other users, named by the draft.

The name that somebody gave a file is never part of a path.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO
from uuid import UUID

from django.conf import settings

from canbo.engine.refusal import Refusal

MOST_BYTES = 4 * 2**30  # of all waiting files of a home together
_CONTENT, _PROGRESS, _NOTED = "content", "progress", "noted-{run}.xlsx"


class DraftRefused(Refusal):
    """A waiting file cannot be kept, changed or stored so."""


def keep(draft: UUID, pieces: Iterable[bytes]) -> tuple[int, str]:
    """Write a file's bytes; give their number and SHA-256.

    Raises DraftRefused (`drafts_full`), which leaves nothing behind.
    """
    folder = _folder(draft)
    digest, size = hashlib.sha256(), 0
    try:
        _refuse_when_full()
        folder.mkdir(parents=True, mode=0o700, exist_ok=True)
        _close(folder.parent)
        with _private(folder / _CONTENT) as file:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        discard(draft)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DraftRefused("drafts_full", {"most": _gigabytes()}) from error
        raise
    except BaseException:
        discard(draft)
        raise
    return size, digest.hexdigest()


def content_of(draft: UUID) -> bytes:
    """Read a file's bytes. Raises DraftRefused (`draft_content_gone`)."""
    try:
        return (_folder(draft) / _CONTENT).read_bytes()
    except FileNotFoundError:
        raise DraftRefused("draft_content_gone", {}) from None


def has_content(draft: UUID) -> bool:
    """Whether the file's bytes are still here: a home restored from a backup has none."""
    return (_folder(draft) / _CONTENT).is_file()


def keep_noted(draft: UUID, run: int, content: bytes) -> None:
    """Keep the workbook with notes that belongs to a run of the draft; older ones go."""
    folder = _folder(draft)
    for old in folder.glob(_NOTED.format(run="*")):
        old.unlink(missing_ok=True)
    target = folder / _NOTED.format(run=run)
    draft_file = target.with_suffix(".part")
    with _private(draft_file) as file:
        file.write(content)
    draft_file.replace(target)


def noted_of(draft: UUID, run: int) -> bytes | None:
    """Read the workbook with notes of a run; None when nobody made it yet."""
    try:
        return (_folder(draft) / _NOTED.format(run=run)).read_bytes()
    except FileNotFoundError:
        return None


def note_progress(draft: UUID, line: str) -> None:
    """Keep how far the work on a draft has come; where that fails, nobody is told."""
    target = _folder(draft) / _PROGRESS
    with suppress(OSError):
        with _private(target.with_suffix(".part")) as file:
            file.write(line.encode())
        target.with_suffix(".part").replace(target)


def noted_progress(draft: UUID) -> str:
    """Read how far the work on a draft has come; "" when nothing was noted."""
    try:
        return (_folder(draft) / _PROGRESS).read_text()
    except OSError:
        return ""


def discard(draft: UUID) -> None:
    """Remove everything kept of a draft."""
    shutil.rmtree(_folder(draft), ignore_errors=True)


def kept_drafts(*, before: datetime) -> list[UUID]:
    """The drafts of which something lies in the home since before an instant."""
    found = []
    for path in _root().glob("*"):
        with suppress(ValueError, FileNotFoundError):
            if path.stat().st_mtime < before.timestamp():
                found.append(UUID(path.name))
    return found


def _root() -> Path:
    return Path(settings.CANBO_HOME) / "drafts"


def _folder(draft: UUID) -> Path:
    return _root() / str(draft)


def _private(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def _close(folder: Path) -> None:
    """Close the folder of all drafts to others, whatever made it."""
    if folder.stat().st_mode & 0o077:
        folder.chmod(0o700)


def _refuse_when_full() -> None:
    taken = 0
    for path in _root().rglob("*"):
        with suppress(FileNotFoundError):
            taken += path.stat().st_size
    if taken > MOST_BYTES:
        raise DraftRefused("drafts_full", {"most": _gigabytes()})


def _gigabytes() -> str:
    return f"{MOST_BYTES / 2**30:.0f} GB"
