"""The server's life: made at the first need, shared, stopped by the last, ended by `stop`."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.database.people import Person

SETTINGS = {
    "data_checksums": "on",
    "fsync": "on",
    "listen_addresses": "",
    "jit": "off",
    "max_connections": "40",
    "shared_buffers": "64MB",
    "server_encoding": "UTF8",
}


def ready(process: subprocess.Popen[str]) -> Any:
    assert process.stdout is not None
    return json.loads(process.stdout.readline())


def end(process: subprocess.Popen[str]) -> None:
    with process:
        process.communicate(timeout=60)


def kill(process: subprocess.Popen[str]) -> None:
    with process:
        process.kill()
        process.wait()


def runs(person: Person, home: Path) -> bool:
    return person.drill("status", home)["pid"] is not None


def test_a_new_home_gets_a_private_durable_vietnamese_database(person: Person) -> None:
    home = person.folder / "home"
    durable = Person(**{**vars(person), "more": {**person.more, "DRILL_DURABLE": "1"}})
    asked = [f"SELECT current_setting('{name}')" for name in SETTINGS]
    told = durable.drill(
        "once",
        home,
        *asked,
        "SELECT lower('ĐẶNG THỊ ỨNG'), 'NGƯỜI' ILIKE '%người%', current_user",
        "SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user",
        "CREATE EXTENSION btree_gist",
        "CREATE TABLE seat (post int, held daterange, EXCLUDE USING gist"
        " (post WITH =, held WITH &&))",
    )
    assert [row[0] for row in told["rows"][: len(SETTINGS)]] == list(SETTINGS.values())
    assert told["rows"][len(SETTINGS)] == ["đặng thị ứng|t|canbo"]
    assert told["rows"][len(SETTINGS) + 1] == ["f|t"]
    cluster = Path(told["status"]["cluster"])
    assert (home / "cluster").read_text() == f"{cluster}\n"
    assert cluster.is_absolute()
    assert cluster.stat().st_mode & 0o777 == 0o700
    assert told["status"]["user"] == ("canbo-db" if person.uid == 0 else person.name)
    if person.uid == 0:
        assert cluster.parent == Path(person.more["CANBO_CLUSTER_PARENT"])
    else:
        assert home in cluster.parents
    assert not runs(person, home)


def test_the_second_start_finds_what_was_written(person: Person) -> None:
    home = person.folder / "home"
    person.drill("once", home, "CREATE TABLE t (a int)", "INSERT INTO t VALUES (7)")
    assert person.drill("once", home, "SELECT a FROM t")["rows"] == [["7"]]


def test_the_last_user_stops_the_server_whoever_started_it(person: Person) -> None:
    home = person.folder / "home"
    first = person.begin("hold", home)
    url = ready(first)["url"]
    second = person.begin("hold", home)
    assert ready(second)["url"] == url
    end(first)
    assert runs(person, home)
    end(second)
    assert not runs(person, home)


def test_a_killed_user_keeps_no_server(anyone: Person) -> None:
    home = anyone.folder / "home"
    first = anyone.begin("hold", home)
    ready(first)
    kill(first)
    assert runs(anyone, home)  # nobody was left to stop it …
    anyone.drill("once", home)
    assert not runs(anyone, home)  # … until the next user left


def test_start_stays_until_stop(person: Person) -> None:
    home = person.folder / "home"
    url = person.drill("start", home)["url"]
    assert person.drill("once", home)["url"] == url
    assert runs(person, home)
    assert person.drill("stop", home)["stopped"] is True
    assert not runs(person, home)
    assert person.drill("stop", home)["stopped"] is False


def test_stop_where_nothing_is(anyone: Person) -> None:
    assert anyone.drill("stop", anyone.folder / "nowhere")["stopped"] is False
    assert not (anyone.folder / "nowhere").exists()


def test_stop_ends_all_within_five_seconds(person: Person) -> None:
    home = person.folder / "home"
    user = person.begin("hold", home)
    ready(user)
    web = person.begin("stubborn", home)
    ready(web)
    names = {worker["name"] for worker in person.drill("status", home)["workers"]}
    assert names == {"command", "web"}
    told = person.drill("stop", home)
    assert told["stopped"] is True
    assert told["seconds"] < 5
    assert (user.wait(), web.wait()) == (-signal.SIGTERM, -signal.SIGKILL)
    assert not runs(person, home)
    assert list((home / "run").glob("*.pid")) == []
    for process in (user, web):
        end(process)


def test_a_record_of_the_dead_harms_no_stranger(anyone: Person) -> None:
    home = anyone.folder / "home"
    web = anyone.begin("stubborn", home)
    ready(web)
    (record,) = (home / "run").glob("web-*.pid")
    text = record.read_text()
    kill(web)
    stranger = anyone.begin("stubborn", anyone.folder / "other")
    number = ready(stranger)["pid"]
    record.write_text(json.dumps({**json.loads(text), "pid": number}))
    assert anyone.drill("stop", home)["stopped"] is False
    assert stranger.poll() is None
    kill(stranger)


def test_two_homes_at_once(person: Person) -> None:
    homes = [person.folder / "one", person.folder / "two"]
    held = [person.begin("hold", home) for home in homes]
    told = [ready(process) for process in held]
    assert told[0]["url"] != told[1]["url"]
    assert told[0]["status"]["cluster"] != told[1]["status"]["cluster"]
    person.drill("once", homes[0], "CREATE TABLE only_here ()")
    asked = "SELECT to_regclass('only_here') IS NULL"
    assert person.drill("once", homes[1], asked)["rows"] == [["t"]]
    end(held[0])
    assert runs(person, homes[1])
    end(held[1])


def test_many_at_the_same_moment_make_one_cluster(anyone: Person) -> None:
    home = anyone.folder / "home"
    held = [anyone.begin("hold", home) for _ in range(4)]
    told = [ready(process) for process in held]
    assert len({each["url"] for each in told}) == 1
    assert len({each["status"]["pid"] for each in told}) == 1
    assert len({each["status"]["cluster"] for each in told}) == 1
    for process in held:
        end(process)
    assert not runs(anyone, home)


@pytest.mark.parametrize("name", ["n" * 50, "Ủy ban 'thị xã' 100% \\ \"Sầm Sơn\""])
def test_a_long_path_and_a_Vietnamese_one(anyone: Person, name: str) -> None:
    home = anyone.folder / name / name
    home = home / ("x" * max(1, 150 - len(os.fsencode(home))))
    assert len(os.fsencode(home)) >= 150
    assert anyone.drill("once", home, "SELECT 1")["rows"] == [["1"]]
    assert anyone.drill("once", home, "SELECT 1")["rows"] == [["1"]]


def test_a_moved_home_takes_its_cluster_along(anyone: Person) -> None:
    home = anyone.folder / "home"
    anyone.drill("once", home, "CREATE TABLE t AS SELECT 5 AS a")
    moved = home.rename(anyone.folder / "moved")
    assert anyone.drill("once", moved, "SELECT a FROM t")["rows"] == [["5"]]


def test_a_copied_home_is_refused_as_long_as_the_first_is_there(anyone: Person) -> None:
    home, copy = anyone.folder / "home", anyone.folder / "copy"
    anyone.drill("once", home)
    anyone.act(["cp", "-a", str(home), str(copy)])
    refused = anyone.drill("once", copy)
    assert refused["code"] == "cluster_of_another_home"
    assert refused["data"]["other"] == str(home)
    assert anyone.drill("once", home, "SELECT 1")["rows"] == [["1"]]


def test_a_home_without_the_pointer_gets_a_new_cluster(anyone: Person) -> None:
    home = anyone.folder / "home"
    first = anyone.drill("once", home)["status"]["cluster"]
    (home / "cluster").unlink()
    assert anyone.drill("once", home)["status"]["cluster"] != first


def test_an_external_server_is_used_and_nothing_is_started(anyone: Person) -> None:
    url = "postgresql://someone@db.example/canbo"
    far = Person(**{**vars(anyone), "more": {**anyone.more, "CANBO_DATABASE_URL": url}})
    home = anyone.folder / "home"
    told = far.drill("once", home)
    assert told["url"] == url
    assert told["status"]["pid"] is None
    assert not home.exists()
    assert far.drill("start", home)["url"] == url
    assert not home.exists()


def test_the_server_outlives_a_home_that_was_removed_no_longer_than_its_user(
    anyone: Person,
) -> None:
    home = anyone.folder / "home"
    user = anyone.begin("hold", home)
    server = ready(user)["status"]["pid"]
    shutil.rmtree(home)
    end(user)
    stat = Path(f"/proc/{server}/stat")
    assert not stat.exists() or ") Z " in stat.read_text()
