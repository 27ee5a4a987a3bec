"""Starts and stops the server of one cluster, and tells a living one from its remains."""

from __future__ import annotations

import signal
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from canbo.database import processes
from canbo.database.cluster import DATABASE, ROLE, failure, name_of, write_settings
from canbo.database.places import Home
from canbo.database.programs import Programs
from canbo.database.refusals import DatabaseRefused, free_bytes
from canbo.database.runtime import prepare_socket_folder, remove_socket_folder, socket_folder
from canbo.database.service import ServiceUser, run

START_PATIENCE = 60  # seconds: recovery after a crash included
STOP_PATIENCE = 20.0  # seconds until a server that does not stop is stopped the hard way
_NO_ROOM = 16_000_000  # bytes: with less free, a checkpoint may find no room for its log
_LOG = "server.log"
_LOG_LIMIT = 4_000_000  # bytes; a longer log is set aside at the next start
# pg_ctl would hand the paths to a shell as program text, where a quote or a dollar sign in the
# name of a folder changes their meaning; here they are arguments. The shell ends at once, so that
# the server is nobody's child and goes on without us.
_DETACHED = 'log="$1"; shift; "$@" </dev/null >>"$log" 2>&1 & echo $!'
_CORRUPT = (
    "could not locate a valid checkpoint record",
    "invalid checkpoint record",
    "incorrect checksum in control file",
    "could not find the database system",
    "database files are incompatible",
    "invalid data in control file",
    "could not locate required checkpoint record",
    "could not read file",
    "could not open file",
    "could not open directory",
    "is not a database cluster directory",
)


@dataclass(frozen=True, slots=True)
class Postmaster:
    """The first process of a server, as its file in the cluster describes it."""

    pid: int
    data: str
    port: str
    socket: str
    status: str

    @property
    def url(self) -> str:
        """The address at which this server answers."""
        return (
            f"postgresql://{ROLE}@/{DATABASE}?host={quote(self.socket, safe='')}&port={self.port}"
        )


def find_server(cluster: Path) -> Postmaster | None:
    """Return the living server of the cluster; None when there is none.

    A file left by a dead server counts for nothing, also when its number now belongs to another
    process. Refuses with `cluster_in_use` when a PostgreSQL whose folder was moved away under it
    may still write to this cluster.
    """
    postmaster = _read(cluster)
    if postmaster is None or not processes.alive(postmaster.pid):
        return None
    words = processes.command_line(postmaster.pid)
    if str(cluster) in words:
        return postmaster
    if words and Path(words[0]).name == "postgres" and not Path(postmaster.data).exists():
        found = {"cluster": str(cluster), "pid": postmaster.pid}
        raise DatabaseRefused("cluster_in_use", found)
    return None


def server_processes(cluster: Path) -> list[int]:
    """List every living process of this cluster's server, orphans of a killed one included."""
    title = f"postgres: {name_of(cluster)}: "
    found = []
    for pid in processes.listed():
        words = processes.command_line(pid)
        if not words or not processes.alive(pid):
            continue
        begins = Path(words[0]).name == "postgres" and str(cluster) in words
        if begins or words[0].startswith(title):
            found.append(pid)
    return found


def start_server(home: Home, cluster: Path, programs: Programs, user: ServiceUser) -> Postmaster:
    """Start the server of a cluster that has none, over the remains of an earlier one."""
    _sweep(cluster)
    folder = socket_folder(home, user)
    prepare_socket_folder(folder, user)
    write_settings(cluster, folder, programs, user)
    log = cluster / _LOG
    before = _trim(log)
    command = [programs.path("postgres"), "-D", str(cluster)]
    born = run(["/bin/sh", "-c", _DETACHED, "sh", str(log), *command], user=user)
    postmaster = _wait_for(cluster, born.stdout.strip())
    if postmaster is not None and postmaster.status == "ready":
        return postmaster
    said = log_since(cluster, before)
    if postmaster is not None:
        stop_server(cluster, patience=2.0)
    remove_socket_folder(folder)
    raise _why(said or born.stderr, cluster)


def _wait_for(cluster: Path, pid: str) -> Postmaster | None:
    """Wait until the new server answers, has ended, or took too long."""

    def settled() -> bool:
        found = find_server(cluster)
        if found is not None and found.status == "ready":
            return True
        return not (pid.isdigit() and processes.alive(int(pid)))

    processes.wait_until(settled, seconds=START_PATIENCE)
    return find_server(cluster)


def wait_ready(cluster: Path) -> Postmaster | None:
    """Wait until the cluster's living server answers or is gone; None when it is gone."""

    def settled() -> bool:
        found = find_server(cluster)
        return found is None or found.status == "ready"

    if not processes.wait_until(settled, seconds=START_PATIENCE):
        found = {"cluster": str(cluster), "seconds": START_PATIENCE}
        raise DatabaseRefused("server_slow", found)
    return find_server(cluster)


def stop_server(cluster: Path, *, patience: float = STOP_PATIENCE) -> bool:
    """Stop the cluster's server: first asking, after `patience` seconds at once, at last by
    force; a committed transaction survives each. False when none ran."""
    postmaster = find_server(cluster)
    living = server_processes(cluster)
    if postmaster is None and not living:
        return False
    first = [postmaster.pid] if postmaster else living

    def gone() -> bool:
        return not server_processes(cluster)

    if free_bytes(cluster) < _NO_ROOM:
        patience = min(patience, 1.0)  # its last checkpoint would be tried without end
    processes.send(first, signal.SIGINT)
    if not processes.wait_until(gone, seconds=patience):
        processes.send(first, signal.SIGQUIT)
        if not processes.wait_until(gone, seconds=0.5):
            processes.send(server_processes(cluster), signal.SIGKILL)
            processes.wait_until(gone, seconds=0.5)
    if postmaster is not None:
        remove_socket_folder(Path(postmaster.socket))
    return True


def log_size(cluster: Path) -> int:
    """Return the length of the server's log in bytes."""
    log = cluster / _LOG
    return log.stat().st_size if log.exists() else 0


def log_since(cluster: Path, offset: int) -> str:
    """Return what the server wrote into its log after `offset` bytes."""
    try:
        with (cluster / _LOG).open("rb") as file:
            file.seek(offset)
            return file.read().decode("utf-8", errors="replace")
    except OSError:
        return ""


def _read(cluster: Path) -> Postmaster | None:
    try:
        lines = (cluster / "postmaster.pid").read_text(errors="replace").splitlines()
    except FileNotFoundError:
        return None
    lines = [line.strip() for line in lines] + [""] * 8
    if not lines[0].isdigit():
        return None
    return Postmaster(int(lines[0]), lines[1], lines[3], lines[4], lines[7])


def _sweep(cluster: Path) -> None:
    """Clear away a dead server: wait for its last processes, then drop its file.

    PostgreSQL itself would refuse to start while the dead one's number is taken, be it by a
    zombie or by a stranger.
    """
    remains = server_processes(cluster)
    if remains:
        processes.send(remains, signal.SIGQUIT)
        if not processes.wait_until(lambda: not server_processes(cluster), seconds=5.0):
            processes.send(server_processes(cluster), signal.SIGKILL)
            processes.wait_until(lambda: not server_processes(cluster), seconds=2.0)
    (cluster / "postmaster.pid").unlink(missing_ok=True)


def _trim(log: Path) -> int:
    """Set a long log aside; return where the next start begins to write."""
    if not log.exists():
        return 0
    size = log.stat().st_size
    if size < _LOG_LIMIT:
        return size
    log.replace(log.with_name(f"{_LOG}.1"))
    return 0


def _why(said: str, cluster: Path) -> DatabaseRefused:
    refusal = failure(said, cluster=cluster, code="server_failed")
    if refusal.code == "server_failed" and any(words in said for words in _CORRUPT):
        return DatabaseRefused("cluster_corrupt", refusal.data)
    return refusal
