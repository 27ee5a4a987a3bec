"""Brings up the server of a home, shares it between the home's commands, and stops it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from canbo.database import processes
from canbo.database.cluster import check_durable, failure, find_cluster, make_cluster, version_of
from canbo.database.environment import external_url
from canbo.database.places import Home, locked, write_text
from canbo.database.programs import find_programs, for_service
from canbo.database.recorded import Share, Worker, recorded, workers
from canbo.database.refusals import DatabaseRefused, free_bytes, plainly
from canbo.database.server import (
    Postmaster,
    find_server,
    log_since,
    log_size,
    start_server,
    stop_server,
    wait_ready,
)
from canbo.database.service import for_new_cluster, of_cluster, user_name

_ASK, _LOCK, _FAST = 1.2, 0.8, 1.2  # seconds: `stop` as a whole must be done within five
_NEARLY_FULL = 50_000_000  # bytes


@dataclass(frozen=True, slots=True)
class ServerStatus:
    """What stands and runs for a home."""

    url: str | None  # None when no server runs
    pid: int | None
    cluster: Path | None
    version: int | None  # PostgreSQL's major version
    user: str | None  # who runs the server
    workers: tuple[Worker, ...]


@contextmanager
def running(home: Path, *, durable: bool = True, name: str = "command") -> Iterator[str]:
    """Give the URL of the home's server while the block runs, starting it if it does not run.

    A home without a cluster gets one. The last process that uses the server stops it, however
    the others ended; one started by `start` stays. With `CANBO_DATABASE_URL` set, that URL is
    given and nothing is started (where the home exists, the process is recorded for `stop`).
    `durable=False` makes a throw-away cluster for tests. `name` is what `status` calls this
    process. Raises DatabaseRefused.
    """
    place = Home.at(home)
    given = external_url()
    with ExitStack() as stack:
        with plainly(place.path):
            if given is None or place.path.is_dir():
                stack.enter_context(recorded(place.path, name=name))
        if given is not None:
            yield given
            return
        share, cluster, url = _join(place, durable=durable)
        stack.callback(_leave, place, share, cluster)
        yield url


def start(home: Path, *, durable: bool = True) -> str:
    """Start the home's server and leave it running until `stop`; return its URL."""
    given = external_url()
    if given is not None:
        return given
    place = Home.at(home)
    with plainly(place.path):
        place.prepare()
        with locked(place):
            _, server = _ensure(place, durable=durable)
            write_text(place.kept, "", owner=None)
            return server.url


def stop(home: Path) -> bool:
    """End every process that works for the home, then its server, within five seconds.

    The caller and its ancestors are spared. Returns False when nothing ran.
    """
    place = Home.at(home)
    with plainly(place.path):
        if not place.run.is_dir():
            return False
        mine = processes.own_line()
        others = [one.process for one in workers(place) if one.process.pid not in mine]
        processes.end(others, patience=_ASK)
        workers(place)  # sweeps the records of those that could not do it themselves
        with locked(place, patience=_LOCK):
            place.kept.unlink(missing_ok=True)
            cluster = _named_cluster(place)
            stopped = cluster is not None and stop_server(cluster, patience=_FAST)
    return stopped or bool(others)


def _named_cluster(place: Home) -> Path | None:
    """Find the cluster whose server is to stop: also one that was removed under its server; none
    where the name leads nowhere or to another home, for then nothing of this home can run."""
    try:
        return find_cluster(place)
    except DatabaseRefused as refusal:
        if refusal.code == "cluster_missing":
            return Path(refusal.data["cluster"])
        if refusal.code in ("cluster_of_another_home", "cluster_pointer_bad"):
            return None
        raise


def status(home: Path) -> ServerStatus:
    """Tell what stands and runs for the home; starts and makes nothing."""
    place = Home.at(home)
    with plainly(place.path):
        cluster = find_cluster(place)
        found = tuple(workers(place)) if place.run.is_dir() else ()
        if cluster is None:
            return ServerStatus(external_url(), None, None, None, None, found)
        server = find_server(cluster)
        user = user_name(cluster.stat().st_uid)
        url, pid = (server.url, server.pid) if server else (None, None)
        return ServerStatus(external_url() or url, pid, cluster, version_of(cluster), user, found)


def explain_loss(home: Path, *, said: str) -> DatabaseRefused:
    """Name why a connection broke or a statement found no room, from the driver's words and the
    end of the server's log."""
    place = Home.at(home)
    if external_url() is not None or not place.pointer.is_file():
        return DatabaseRefused("database_unreachable", {"detail": said.strip()})
    cluster = find_cluster(place) or place.path
    # The log may still tell of a disk that was full last week.
    full = free_bytes(cluster) < _NEARLY_FULL
    recent = log_since(cluster, max(0, log_size(cluster) - 4000)) if full else ""
    refusal = failure(f"{said}\n{recent}", cluster=cluster, code="database_unreachable")
    if refusal.code == "database_unreachable":
        refusal.data["detail"] = said.strip()
    return refusal


def _join(place: Home, *, durable: bool) -> tuple[Share, Path, str]:
    with plainly(place.path), locked(place):
        if place.restoring.exists():
            raise DatabaseRefused("restore_unfinished", {"home": str(place.path)})
        share = Share(place)
        try:
            cluster, server = _ensure(place, durable=durable)
            return share, cluster, server.url
        except BaseException:
            share.leave()
            raise


def _leave(place: Home, share: Share, cluster: Path) -> None:
    """Give the share back and stop the server when nobody else needs it. A home that was removed
    meanwhile has no lock any more, and nobody can need its server."""
    with plainly(place.path):
        if not place.run.is_dir():
            share.leave()
            stop_server(cluster)
            return
        with locked(place):
            if share.leave() and not place.kept.exists():
                stop_server(cluster)


def _ensure(place: Home, *, durable: bool) -> tuple[Path, Postmaster]:
    """Return the home's cluster and its server, started if need be. Under the home's lock."""
    cluster = find_cluster(place)
    if cluster is not None and find_server(cluster) is not None:
        server = wait_ready(cluster)
        if server is not None:
            return cluster, server
    return launch(place, cluster, durable=durable)


def launch(place: Home, cluster: Path | None, *, durable: bool) -> tuple[Path, Postmaster]:
    """Start the server of a home that has none running, with a new cluster where it has none."""
    place.kept.unlink(missing_ok=True)
    if cluster is None:
        user = for_new_cluster()
        programs = for_service(find_programs())
        cluster = make_cluster(place, programs, user, durable=durable)
    else:
        user = of_cluster(cluster)
        programs = for_service(find_programs(major=version_of(cluster)))
    if durable:
        check_durable(cluster)
    return cluster, start_server(place, cluster, programs, user)
