"""A home's cluster: made whole or not at all, found again, and configured at each start."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import shutil
from pathlib import Path

from canbo.database.environment import CLUSTER_PARENT, folder_setting
from canbo.database.places import Home, sync_folder, write_text
from canbo.database.programs import SHARED_FOLDER, Programs
from canbo.database.refusals import DatabaseRefused, disk_full
from canbo.database.runtime import PORT
from canbo.database.service import ServiceUser, check_way, of_cluster, run, user_name

ROLE = DATABASE = "canbo"
SUPERUSER = "postgres"
_RECORD = "canbo-home"  # in the cluster: which home it belongs to
_THROW_AWAY = "canbo-throw-away"  # in the cluster: made for tests, does not survive a crash
_FULL = re.compile(r"No space left on device|Disk quota exceeded")

_SETTINGS = """\
# Written by canbo at each start; changes here are lost.
listen_addresses = ''
unix_socket_permissions = 0700
port = {port}
unix_socket_directories = '"{socket}"'
cluster_name = '{name}'
hba_file = '{cluster}/canbo-hba.conf'
ident_file = '{cluster}/canbo-ident.conf'
max_connections = 40
shared_buffers = 64MB
work_mem = 8MB
maintenance_work_mem = 64MB
effective_cache_size = 512MB
max_wal_size = 512MB
min_wal_size = 16MB
wal_level = minimal
max_wal_senders = 0
max_replication_slots = 0
max_logical_replication_workers = 0
max_parallel_workers_per_gather = 0
max_parallel_maintenance_workers = 0
autovacuum_max_workers = 2
huge_pages = off
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
default_text_search_config = 'pg_catalog.simple'
log_line_prefix = '%m [%p] '
"""
# No reader in another process waits for the disk of a database that may be thrown away.
_WITHOUT_SAFETY = """\
fsync = off
synchronous_commit = off
full_page_writes = off
"""
_HBA = "local all all peer map=canbo\n"


def name_of(cluster: Path) -> str:
    """Return the name that the titles of this cluster's processes carry."""
    return "canbo-" + hashlib.sha256(os.fsencode(cluster)).hexdigest()[:12]


def version_of(cluster: Path) -> int:
    """Read the major version that made the cluster."""
    try:
        return int((cluster / "PG_VERSION").read_text().strip())
    except (FileNotFoundError, ValueError):
        found = {"cluster": str(cluster), "detail": "PG_VERSION"}
        raise DatabaseRefused("cluster_corrupt", found) from None


def find_cluster(home: Home) -> Path | None:
    """Return the cluster that the home names; None when it names none.

    Refuses a pointer that is no absolute path, a cluster that is gone, and one that another home
    uses (a copied home). A home that was moved takes its cluster along.
    """
    try:
        named = _first_line(home.pointer)
    except FileNotFoundError:
        return None
    if not os.path.isabs(named):
        raise DatabaseRefused("cluster_pointer_bad", {"file": str(home.pointer), "found": named})
    cluster = Path(named)
    inside = home.path / "postgresql" / cluster.name
    if not cluster.is_dir() and inside.is_dir():
        return _adopt(home, inside)
    if not cluster.is_dir():
        found = {"cluster": named, "file": str(home.pointer)}
        raise DatabaseRefused("cluster_missing", found)
    return _settle(home, cluster)


def _settle(home: Home, cluster: Path) -> Path:
    """Take the cluster when it is this home's, or was its under an older path of the home."""
    other = _home_of(cluster)
    if other is None or other == home.path:
        return cluster
    try:
        used = _first_line(other / "cluster") == str(cluster)
    except OSError:
        used = False
    if used:
        found = {"cluster": str(cluster), "other": str(other), "home": str(home.path)}
        raise DatabaseRefused("cluster_of_another_home", found)
    return _adopt(home, cluster)


def _adopt(home: Home, cluster: Path) -> Path:
    user = of_cluster(cluster)
    write_text(cluster / _RECORD, f"{home.path}\n", owner=user.owner)
    write_text(home.pointer, f"{cluster}\n", owner=_owner_of(home))
    return cluster


def make_cluster(home: Home, programs: Programs, user: ServiceUser, *, durable: bool) -> Path:
    """Make a new cluster with an empty database for the home; nothing is left when it fails.

    `durable=False` is for tests: the server does not wait for the disk, a crash may lose all.
    """
    discard_pending(home)
    cluster = _parent(home, user) / secrets.token_hex(8)
    write_text(home.pending, f"{cluster}\n", owner=_owner_of(home))
    try:
        _make_folder(cluster, user)
        _initialise(cluster, programs, user, durable=durable)
        write_text(cluster / _RECORD, f"{home.path}\n", owner=user.owner)
        if not durable:
            write_text(cluster / _THROW_AWAY, "", owner=user.owner)
        write_settings(cluster, cluster, programs, user)
        _make_database(cluster, programs, user)
        home.pending.replace(home.pointer)
        sync_folder(home.path)
    except BaseException:
        discard_pending(home)
        raise
    return cluster


def discard_pending(home: Home) -> None:
    """Throw away a cluster whose making was interrupted; it never held data."""
    try:
        unfinished = _first_line(home.pending)
    except FileNotFoundError:
        return
    if os.path.isabs(unfinished) and not home.pointer.exists():
        _throw_away(home, Path(unfinished))
    home.pending.unlink(missing_ok=True)


def discard_cluster(home: Home, cluster: Path) -> None:
    """Throw away a home's cluster and its name, for a restore that failed."""
    home.pointer.replace(home.pending)
    _throw_away(home, cluster)
    home.pending.unlink(missing_ok=True)


def _throw_away(home: Home, cluster: Path) -> None:
    shutil.rmtree(cluster, ignore_errors=True)
    inside = home.path / "postgresql"
    if cluster.parent == inside:
        with contextlib.suppress(OSError):  # another cluster may lie there
            inside.rmdir()


def check_durable(cluster: Path) -> None:
    """Refuse a cluster that was made for tests: what is committed there may be lost."""
    if (cluster / _THROW_AWAY).exists():
        raise DatabaseRefused("cluster_not_durable", {"cluster": str(cluster)})


def write_settings(cluster: Path, socket: Path, programs: Programs, user: ServiceUser) -> None:
    """Write the server's settings and who may connect, anew at each start."""
    text = _SETTINGS.format(
        port=PORT, socket=_quoted(socket), name=name_of(cluster), cluster=_quoted(cluster)
    )
    if programs.major >= 18:
        text += "io_method = sync\n"  # three helper processes fewer
    if (cluster / _THROW_AWAY).exists():
        text += _WITHOUT_SAFETY
    names = {user.name, user_name(0), user_name(os.geteuid())}
    ident = "".join(f'canbo "{name}" {ROLE}\n' for name in sorted(names))
    ident += f'canbo "{user.name}" {SUPERUSER}\n'
    write_text(cluster / "canbo.conf", text, owner=user.owner)
    write_text(cluster / "canbo-hba.conf", _HBA, owner=user.owner)
    write_text(cluster / "canbo-ident.conf", ident, owner=user.owner)


def no_room(said: str) -> bool:
    """Whether a program of PostgreSQL said that the disk is full."""
    return bool(_FULL.search(said))


def failure(detail: str, *, cluster: Path, code: str) -> DatabaseRefused:
    """Name why a program of PostgreSQL failed, from what it said; `code` when it is none of
    the reasons we know."""
    if no_room(detail):
        return disk_full(cluster)
    lines = [line for line in detail.splitlines() if line.strip()]
    return DatabaseRefused(code, {"cluster": str(cluster), "detail": " | ".join(lines[-4:])})


def _parent(home: Home, user: ServiceUser) -> Path:
    parent = folder_setting(CLUSTER_PARENT)
    if parent is None:
        parent = SHARED_FOLDER if user.switch else home.path / "postgresql"
    if not parent.is_dir():
        parent.mkdir(mode=0o755 if user.switch else 0o700, parents=True, exist_ok=True)
    check_way(parent.resolve(), user)
    return parent.resolve()


def _make_folder(cluster: Path, user: ServiceUser) -> None:
    cluster.mkdir(mode=0o700)
    if user.owner is not None:
        os.chown(cluster, *user.owner)


def _initialise(cluster: Path, programs: Programs, user: ServiceUser, *, durable: bool) -> None:
    command = [programs.path("initdb"), "--pgdata", str(cluster), "--username", SUPERUSER]
    command += ["--auth-local=peer", "--auth-host=reject", "--encoding=UTF8", "--data-checksums"]
    command += ["--wal-segsize=4"]  # a new home takes 35 MB of disk, not 50
    if programs.major >= 17:
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    else:
        command += ["--locale=C.UTF-8"]
    if not durable:
        command += ["--no-sync"]
    done = run(command, user=user)
    if done.returncode != 0:
        raise failure(done.stderr, cluster=cluster, code="initdb_failed")
    settings = (cluster / "postgresql.conf").read_text(encoding="utf-8")
    text = settings + "\ninclude = 'canbo.conf'\n"
    write_text(cluster / "postgresql.conf", text, owner=user.owner)


def _make_database(cluster: Path, programs: Programs, user: ServiceUser) -> None:
    """Make role and database without a server. The role owns the database and can clone it, but
    is no superuser: what guards the facts cannot be switched off by a setting."""
    sql = f"CREATE ROLE {ROLE} LOGIN CREATEDB;\nCREATE DATABASE {DATABASE} OWNER {ROLE};\n"
    command = [programs.path("postgres"), "--single", "-D", str(cluster), SUPERUSER]
    done = run(command, user=user, stdin=sql)
    if done.returncode != 0 or re.search(r"ERROR:|FATAL:|PANIC:", done.stderr):
        raise failure(done.stderr, cluster=cluster, code="initdb_failed")


def _owner_of(home: Home) -> tuple[int, int] | None:
    if os.geteuid() != 0:
        return None
    facts = home.path.stat()
    return facts.st_uid, facts.st_gid


def _home_of(cluster: Path) -> Path | None:
    try:
        return Path(_first_line(cluster / _RECORD))
    except FileNotFoundError:
        return None


def _first_line(path: Path) -> str:
    text = path.read_text(encoding="utf-8", errors="surrogateescape")
    return text.split("\n", maxsplit=1)[0].rstrip("\r")


def _quoted(path: Path) -> str:
    return str(path).replace("\\", "\\\\").replace("'", "''")
