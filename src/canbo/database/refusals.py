"""How the launcher says no: every failure of the machine becomes a code with its data."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from canbo.engine.refusal import Refusal

_FULL = (errno.ENOSPC, errno.EDQUOT)
_CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)


class DatabaseRefused(Refusal):
    """The database cannot be started, used, stopped, backed up or restored."""


@contextmanager
def plainly(path: Path) -> Iterator[None]:
    """Turn what the operating system refuses inside the block into a refusal about `path`."""
    try:
        yield
    except OSError as error:
        raise from_os_error(error, path) from error


def from_os_error(error: OSError, path: Path) -> DatabaseRefused:
    """Name the reason of an operating system's error: full, closed, no folder, or as it says."""
    place = Path(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else path
    if error.errno in _FULL:
        return disk_full(place)
    if error.errno in _CLOSED:
        return DatabaseRefused("no_permission", {"path": str(place), "uid": os.geteuid()})
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return DatabaseRefused("home_not_a_folder", {"home": str(place)})
    reason = error.strerror or str(error)
    return DatabaseRefused("file_trouble", {"path": str(place), "detail": reason})


def disk_full(path: Path) -> DatabaseRefused:
    """Say that the disk which holds `path` is full, and how many megabytes are left."""
    free = free_bytes(path) // 1_000_000
    return DatabaseRefused("disk_full", {"path": str(path), "free_mb": free})


def free_bytes(path: Path) -> int:
    """Count the free bytes on the disk of `path`, or of its nearest folder that exists."""
    for place in (path, *path.parents):
        try:
            return shutil.disk_usage(place).free
        except OSError:
            continue
    return 0
