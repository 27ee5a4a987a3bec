"""The short private folder in which a home's server keeps its socket.

A socket's path may have 107 bytes at most, so it cannot lie in the home. A user's folder is
`/tmp/canbo-UID-MARK`: a login's own runtime folder vanishes at log-out while a server may go on.
Root's is `/run/canbo-MARK`, where nobody else can put one first. `CANBO_RUNTIME_PARENT` names
another parent.
"""

from __future__ import annotations

import contextlib
import os
import socket
import stat
import struct
from pathlib import Path

from canbo.database.environment import RUNTIME_PARENT, folder_setting
from canbo.database.places import Home
from canbo.database.refusals import DatabaseRefused
from canbo.database.service import ServiceUser, user_name

PORT = 5432  # only the socket's name: no network port is opened
SOCKET_NAME = f".s.PGSQL.{PORT}"
LONGEST = 107  # bytes in a socket's path


def socket_folder(home: Home, user: ServiceUser) -> Path:
    """Name the folder of this home's socket."""
    named = folder_setting(RUNTIME_PARENT)
    if named is None and user.switch:
        return Path("/run") / f"canbo-{home.mark}"
    return (named or Path("/tmp")) / f"canbo-{user.uid}-{home.mark}"  # noqa: S108 (verified below)


def prepare_socket_folder(folder: Path, user: ServiceUser) -> None:
    """Make the folder, or take it when it is the service user's own, closed to others and free.

    Refuses a folder that another user put there first, a link, a path that is too long, and a
    socket on which some other process already listens.
    """
    length = len(os.fsencode(folder / SOCKET_NAME))
    if length > LONGEST:
        found = {"path": str(folder), "length": length, "limit": LONGEST}
        raise DatabaseRefused("socket_path_too_long", found)
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        if user.switch:
            os.chown(folder, user.uid, user.gid)
    _verify(folder, user)
    _clear(folder)


def remove_socket_folder(folder: Path) -> None:
    """Remove the folder after the server; what is not empty or not ours stays."""
    with contextlib.suppress(OSError):
        folder.rmdir()


def _verify(folder: Path, user: ServiceUser) -> None:
    """Open the folder without following a link, so that what is checked is what is closed."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        raise _taken(folder) from None
    try:
        facts = os.fstat(descriptor)
        if user.switch and facts.st_uid == 0:  # root's own, left by an interrupted start
            os.fchown(descriptor, user.uid, user.gid)
        elif facts.st_uid != user.uid:
            raise _taken(folder)
        if stat.S_IMODE(facts.st_mode) != 0o700:
            os.fchmod(descriptor, 0o700)
    finally:
        os.close(descriptor)


def _taken(folder: Path) -> DatabaseRefused:
    owner = user_name(folder.lstat().st_uid)
    return DatabaseRefused("socket_folder_taken", {"folder": str(folder), "owner": owner})


def _clear(folder: Path) -> None:
    """Remove a dead server's socket; refuse one on which somebody listens."""
    path = folder / SOCKET_NAME
    listener = _listener(path)
    if listener is not None:
        raise DatabaseRefused("socket_taken", {"socket": str(path), "pid": listener})
    path.unlink(missing_ok=True)
    path.with_name(f"{SOCKET_NAME}.lock").unlink(missing_ok=True)


def _listener(path: Path) -> int | None:
    """Return the process that listens on a socket; None when nobody does."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(2.0)
        try:
            client.connect(str(path))
        except (FileNotFoundError, ConnectionRefusedError):
            return None
        except OSError:
            return 0  # it is there and answers in no way we can use
        if not hasattr(socket, "SO_PEERCRED"):
            return 0
        size = struct.calcsize("3i")
        credentials = client.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
        return int(struct.unpack("3i", credentials)[0])
