"""Where things of a home lie, and the lock that lets one process at a time change them."""

from __future__ import annotations

import fcntl
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from canbo.database.refusals import DatabaseRefused, plainly

LOCK_PATIENCE = 90.0  # seconds: longer than a first start after a crash on a slow disk


@dataclass(frozen=True, slots=True)
class Home:
    """A data folder, by its real absolute path."""

    path: Path

    @classmethod
    def at(cls, path: Path) -> Home:
        """Name the home at `path`, with links followed; it need not exist yet."""
        return cls(path.expanduser().resolve())

    @property
    def pointer(self) -> Path:
        """The text file whose first line names the cluster."""
        return self.path / "cluster"

    @property
    def pending(self) -> Path:
        """The pointer of a cluster that is being made; what it names may be thrown away."""
        return self.path / "cluster.new"

    @property
    def run(self) -> Path:
        """The folder of locks and of the processes that work for this home."""
        return self.path / "run"

    @property
    def restoring(self) -> Path:
        """Stands while a restore is under way: the home must not be used before it is whole."""
        return self.path / "restoring"

    @property
    def kept(self) -> Path:
        """Says that the server was started to stay, not for one command."""
        return self.run / "kept"

    @property
    def mark(self) -> str:
        """A short name for this home's path, the same in every process."""
        return hashlib.sha256(os.fsencode(self.path)).hexdigest()[:16]

    def prepare(self) -> None:
        """Make the home (private, if it is new) and its run folder."""
        if self.path.exists() and not self.path.is_dir():
            raise DatabaseRefused("home_not_a_folder", {"home": str(self.path)})
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self.run.is_dir():
            self.run.mkdir(mode=0o700, exist_ok=True)
            give_to_owner_of(self.path, self.run)


def has_cluster(home: Path) -> bool:
    """Whether the home has a cluster of its own; looks only, makes nothing."""
    with plainly(home):
        return Home.at(home).pointer.is_file()


def give_to_owner_of(folder: Path, path: Path) -> None:
    """Let what root makes in somebody's home belong to him, so that he can use it afterwards."""
    if os.geteuid() == 0:
        owner = folder.stat()
        os.chown(path, owner.st_uid, owner.st_gid)


def open_lock(home: Home, name: str) -> int:
    """Open a lock file of the run folder; children do not inherit it over exec."""
    path = home.run / name
    new = not path.exists()
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    if new:
        give_to_owner_of(home.path, path)
    return descriptor


@contextmanager
def locked(home: Home, *, patience: float = LOCK_PATIENCE) -> Iterator[None]:
    """Hold the home's lock: two commands that start the same home do it one after the other.

    The kernel frees the lock when its holder dies, however it dies. Refuses with `home_busy` when
    another process holds it longer than `patience` seconds.
    """
    descriptor = open_lock(home, "lock")
    try:
        _take(descriptor, home, patience)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, home: Home, patience: float) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > deadline:
                found = {"home": str(home.path), "seconds": round(patience, 1)}
                raise DatabaseRefused("home_busy", found) from None
            time.sleep(0.01)


def write_text(path: Path, text: str, *, mode: int = 0o600, owner: tuple[int, int] | None) -> None:
    """Write a small file whole or not at all, on the disk before this returns."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogateescape") as file:
            if owner is not None:
                os.fchown(file.fileno(), *owner)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Put a folder's list of names on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
