"""Who works for a home: a file per process for `stop`, a shared lock for "am I the last?".

The lock is the kernel's: a process that is killed loses it at once, so that a server is never
kept for the dead. The files only tell `stop` whom to end.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from canbo.database.places import Home, open_lock, write_text
from canbo.database.processes import Process, birth_of


@dataclass(frozen=True, slots=True)
class Worker:
    """A process that works for a home, by the name it gave itself (web, worker, command)."""

    name: str
    process: Process


@contextmanager
def recorded(home: Path, *, name: str, pid: int | None = None) -> Iterator[None]:
    """Record a process in the home's run folder while the block runs, so that `stop` ends it.

    `name` says what it does: `web`, `worker`, `command`; `pid` is a child's number, None is this
    process.
    """
    place = Home.at(home)
    place.prepare()
    me = os.getpid()
    pid = me if pid is None else pid
    path = place.run / f"{name}-{pid}-{secrets.token_hex(4)}.pid"
    document = {"name": name, "pid": pid, "birth": birth_of(pid)}
    write_text(path, json.dumps(document), owner=None)
    try:
        yield
    finally:
        if os.getpid() == me:  # a forked child leaves its parent's record alone
            path.unlink(missing_ok=True)


def workers(home: Home) -> list[Worker]:
    """List the living recorded processes; records of the dead are swept away."""
    found: list[Worker] = []
    for path in sorted(home.run.glob("*.pid")):
        worker = _read(path)
        if worker is not None and worker.process.alive:
            found.append(worker)
        else:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
    return found


def _read(path: Path) -> Worker | None:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        process = Process(int(document["pid"]), str(document["birth"]))
        return Worker(str(document["name"]), process)
    except (OSError, ValueError, KeyError, TypeError):
        return None


class Share:
    """This process's share in the server of a home. Take and leave it under the home's lock."""

    def __init__(self, home: Home) -> None:
        self._descriptor = open_lock(home, "users")
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def leave(self) -> bool:
        """Give the share back; True when nobody else has one."""
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            return False
        finally:
            os.close(self._descriptor)
