"""A served town for the journeys: `canbo serve` as an office runs it, on a database of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection
from django.test import override_settings

from tests.cluster import OWNER, Cluster, migrations_key


class QuickHasher(PBKDF2PasswordHasher):
    """What the served site verifies, with few rounds: the tests make a whole cast."""

    iterations = 1000


@dataclass(frozen=True)
class House:
    """A site that answers."""

    address: str


@contextmanager
def served(folder: Path, name: str, fill: Callable[[], None]) -> Iterator[House]:
    """Fill a new database and serve it until the block ends."""
    cluster, database = Cluster(), f"t_{os.getpid()}_{name}"
    cluster.clone(f"tpl_{migrations_key()}", database)
    with _connected_to(database, folder):
        fill()
    port = _free_port()
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("CANBO_")},
        "CANBO_HOME": str(folder),
        "CANBO_DATABASE_URL": f"postgresql://{OWNER}@/{database}?host={cluster.socket}",
        "CANBO_AS_OF": "2011-07-31",
        "CANBO_FROM": "2006-01-01",
    }
    command = [sys.executable, "-m", "canbo.cli", "serve", "--port", str(port)]
    log = (folder / "serve.log").open("wb")
    process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        yield House(_answering(port, process, folder / "serve.log"))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)
        log.close()
        cluster.drop(database)


@contextmanager
def _connected_to(database: str, folder: Path) -> Iterator[None]:
    """Let this process's Django work in another database and home, with real passwords."""
    before = connection.settings_dict["NAME"]
    hashers = [f"{__name__}.QuickHasher"]
    connection.close()
    connection.settings_dict["NAME"] = database
    try:
        with override_settings(CANBO_HOME=folder, PASSWORD_HASHERS=hashers):
            yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answering(port: int, process: subprocess.Popen[bytes], log: Path) -> str:
    address, until = f"http://127.0.0.1:{port}", time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/song/", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return address
    raise RuntimeError(log.read_text(errors="replace"))
