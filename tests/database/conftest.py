"""A room that everybody may read, and each test once as root (when we are) and as a normal user."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from canbo.database.environment import CLUSTER_PARENT
from canbo.database.processes import command_line, listed, send
from tests.database.people import Person, copy_source, make_room, normal_user, python_for

WHO = ("root", "user") if os.geteuid() == 0 else ("user",)


@pytest.fixture(scope="session")
def open_room() -> Iterator[Path]:
    """The source and the programs where every user may read them."""
    place = Path(tempfile.mkdtemp(prefix="canbo-room-", dir="/tmp"))
    try:
        yield make_room(place)
    finally:
        shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that others can pass through: pytest's own is closed to them."""
    place = Path(tempfile.mkdtemp(prefix="canbo-drill-", dir="/tmp"))
    place.chmod(0o755)
    yield place
    for pid in listed():  # a failed test leaves nothing running
        if any(str(place) in word for word in command_line(pid)):
            send([pid], signal.SIGKILL)
    for remains in place.rglob("postmaster.pid"):
        socket_folder = remains.read_text().splitlines()[4]
        if Path(socket_folder).name.startswith("canbo-"):
            shutil.rmtree(socket_folder, ignore_errors=True)
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture(params=WHO)
def person(request: pytest.FixtureRequest, open_room: Path, folder: Path) -> Iterator[Person]:
    """Root, whose clusters stay inside the test's folder, then a normal user."""
    found = _root(folder) if request.param == "root" else _user(open_room, folder)
    yield found
    _collect(found)


@pytest.fixture
def anyone(open_room: Path, folder: Path) -> Iterator[Person]:
    """One person, where it matters little who: the one that most offices are, a normal user."""
    found = _user(open_room, folder)
    yield found
    _collect(found)


def _collect(person: Person) -> None:
    """End what a test began and did not end itself."""
    for process in person.children:
        if process.returncode is None:
            process.kill()
        with process:
            process.wait()


def _root(folder: Path) -> Person:
    clusters, mine = folder / "clusters", folder / "root"
    clusters.mkdir(mode=0o755)
    mine.mkdir(mode=0o700)
    source = copy_source(folder / "src")
    source.chmod(0o700)  # a clone that is closed to everybody else
    return Person("root", 0, 0, sys.executable, source, mine, {CLUSTER_PARENT: str(clusters)})


def _user(open_room: Path, folder: Path) -> Person:
    user = normal_user()
    mine = folder / "user"
    mine.mkdir(mode=0o700)
    name, uid, gid = user.pw_name, user.pw_uid, user.pw_gid
    person = Person(name, uid, gid, python_for(user), open_room, mine)
    person.own(mine)
    return person
