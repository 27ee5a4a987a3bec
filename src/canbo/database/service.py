"""The system's user that PostgreSQL runs as.

PostgreSQL refuses to run as root. A normal user's server runs as that user. Root's server runs as
a service user, and PostgreSQL's programs alone: canbo itself stays root. The service user is
`canbo-db`, made by `useradd` at the first need, because a user of our own shares its files and
its socket with nobody. Where users cannot be made (a read-only system, a slim container) the
distribution's `postgres` serves: it already guards databases. `nobody` is the last resort: any
other service that runs as `nobody` on that machine could open the data; `status` shows the user.
A cluster that exists is run by whoever owns its folder, so a later choice never locks it out.
"""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from canbo.database.refusals import DatabaseRefused

OWN_USER = "canbo-db"
BORROWED_USERS = ("postgres", "nobody")
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True, slots=True)
class ServiceUser:
    """Who runs the server; `switch` says that this process must become that user first."""

    name: str
    uid: int
    gid: int
    switch: bool

    @property
    def owner(self) -> tuple[int, int] | None:
        """User and group to give new files to; None when they are right by themselves."""
        return (self.uid, self.gid) if self.switch else None


def for_new_cluster() -> ServiceUser:
    """Choose who shall own and run a new cluster."""
    if os.geteuid() != 0:
        return _by_uid(os.geteuid())
    for name in (OWN_USER, *BORROWED_USERS):
        entry = _entry(name) or (_make_own_user() if name == OWN_USER else None)
        if entry is not None:
            return ServiceUser(entry.pw_name, entry.pw_uid, entry.pw_gid, switch=True)
    raise DatabaseRefused("service_user_missing", {"wanted": OWN_USER})


def of_cluster(cluster: Path) -> ServiceUser:
    """Return who runs this cluster: its owner. Refuses somebody else's cluster, and root's."""
    uid = cluster.stat().st_uid
    user = _by_uid(uid)
    if uid == 0 or (os.geteuid() not in (0, uid)):
        found = {"cluster": str(cluster), "owner": user.name, "user": user_name(os.geteuid())}
        raise DatabaseRefused("cluster_not_yours", found)
    return user


def user_name(uid: int) -> str:
    """Return the system's name of a user, or the number where it has none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def run(
    command: Sequence[str],
    *,
    user: ServiceUser | None = None,
    stdin: str = "",
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs, as `user` where that is needed, and keep what it said.

    The environment is a small one of our own: `PG…` variables of the caller must not lead the
    program elsewhere, and its messages must come in English, since refusals are read from them.
    """
    return subprocess.run(
        command,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        cwd="/",
        env=program_environment(environment),
        umask=0o077,
        start_new_session=True,  # Ctrl-C at the terminal is for canbo, not for the server
        user=user.uid if user and user.switch else None,
        group=user.gid if user and user.switch else None,
        extra_groups=[] if user and user.switch else None,
    )


def program_environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the small environment in which PostgreSQL's programs run."""
    return {"PATH": SYSTEM_PATH, "LC_ALL": "C", "TZ": "UTC", **(more or {})}


def check_way(folder: Path, user: ServiceUser) -> None:
    """Refuse a folder that the service user cannot reach, naming the first closed one above it."""
    if not user.switch:
        return
    for place in (*reversed(folder.parents), folder):
        if not _may_pass(place, user):
            raise DatabaseRefused("cluster_parent_closed", {"path": str(place), "user": user.name})


def _may_pass(folder: Path, user: ServiceUser) -> bool:
    facts = folder.stat()
    if facts.st_uid == user.uid:
        return bool(facts.st_mode & stat.S_IXUSR)
    if facts.st_gid == user.gid:
        return bool(facts.st_mode & stat.S_IXGRP)
    return bool(facts.st_mode & stat.S_IXOTH)


def _by_uid(uid: int) -> ServiceUser:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        # initdb and the peer check both ask the system for the user's name.
        raise DatabaseRefused("user_unknown", {"uid": uid}) from None
    return ServiceUser(entry.pw_name, uid, entry.pw_gid, switch=os.geteuid() == 0)


def _entry(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _make_own_user() -> pwd.struct_passwd | None:
    """Make the service user; another process may have been faster, so look again either way."""
    program = shutil.which("useradd", path=SYSTEM_PATH)
    if program is None:
        return None
    shell = "/usr/sbin/nologin" if Path("/usr/sbin/nologin").exists() else "/bin/false"
    options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    comment = ["--comment", "PostgreSQL of canbo"]
    run([program, *options, *comment, "--shell", shell, OWN_USER])
    return _entry(OWN_USER)
