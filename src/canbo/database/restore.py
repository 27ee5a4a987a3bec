"""Brings a backup into an empty home: all of it, or the home stays as empty as it was."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from canbo.database.archive import DUMP, HOME, TRAVELS, Manifest, extract, manifest_of, opened
from canbo.database.client import Client, program_failure
from canbo.database.cluster import discard_cluster, discard_pending, find_cluster, version_of
from canbo.database.environment import external_url
from canbo.database.launcher import launch
from canbo.database.places import Home, locked, sync_folder
from canbo.database.programs import find_programs
from canbo.database.refusals import DatabaseRefused, plainly
from canbo.database.server import stop_server
from canbo.database.service import run

_OWN = {"run"}  # what an empty home may hold: the lock under which a restore works


def restore(file: Path, home: Path, *, durable: bool = True) -> Manifest:
    """Restore a backup into a home that is empty or does not exist yet; the server is stopped
    afterwards.

    Every checksum is verified before the database is made. With `CANBO_DATABASE_URL` set, that
    database must be empty and takes the dump. Refuses with `home_not_empty`, `backup_missing`,
    `backup_unreadable`, `backup_damaged`, `restore_failed`, and leaves nothing behind; an
    interrupted restore is cleared by the next.
    """
    source = file.absolute()
    place = Home.at(home)
    with plainly(place.path), opened(source) as archive:
        manifest = manifest_of(archive, source)
        fresh = not place.path.exists()
        _check_empty(place)
        place.prepare()
        with locked(place):
            _clear_interrupted(place)
            _check_empty(place)
            with _whole_or_nothing(place, fresh=fresh):
                place.restoring.mkdir(mode=0o700)
                extract(archive, manifest, file=source, folder=place.restoring)
                _load(place, durable=durable)
    return manifest


def _check_empty(place: Home) -> None:
    if not place.path.is_dir() or place.restoring.exists():
        return
    found = sorted(path.name for path in place.path.iterdir() if path.name not in _OWN)
    if found:
        data = {"home": str(place.path), "found": ", ".join(found[:5])}
        raise DatabaseRefused("home_not_empty", data)


@contextmanager
def _whole_or_nothing(place: Home, *, fresh: bool) -> Iterator[None]:
    try:
        yield
    except BaseException:
        _discard(place)
        if fresh:
            shutil.rmtree(place.path, ignore_errors=True)
        raise


def _clear_interrupted(place: Home) -> None:
    """Throw away what a killed restore left; its mark proves that the home was empty before."""
    if place.restoring.exists():
        _discard(place)


def _discard(place: Home) -> None:
    with suppress(DatabaseRefused, OSError):
        cluster = find_cluster(place)
        if cluster is not None:
            stop_server(cluster, patience=2.0)
            discard_cluster(place, cluster)
    discard_pending(place)
    for name in TRAVELS:
        path = place.path / name
        path.unlink(missing_ok=True) if path.is_file() else shutil.rmtree(path, ignore_errors=True)
    shutil.rmtree(place.restoring, ignore_errors=True)


def _load(place: Home, *, durable: bool) -> None:
    """Load the extracted dump in one transaction, then put the files of the home in their place."""
    given = external_url()
    if given is not None:
        _load_dump(place, Client(find_programs(), given))
    else:
        cluster, server = launch(place, None, durable=durable)
        client = Client(find_programs(major=version_of(cluster)), server.url)
        try:
            _load_dump(place, client)
        finally:
            stop_server(cluster)
    for name in TRAVELS:
        path = place.restoring / HOME / name
        if path.exists():
            path.rename(place.path / name)
    shutil.rmtree(place.restoring)
    sync_folder(place.path)


def _load_dump(place: Home, client: Client) -> None:
    if not client.is_empty():
        raise DatabaseRefused("database_not_empty", {})
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    command = [*client.command("pg_restore", *options), str(place.restoring / DUMP)]
    done = run(command, environment=client.environment)
    if done.returncode != 0:
        raise program_failure("restore_failed", done.stderr, path=place.path)
