"""A backup holds database, keys and journal head; a restore brings all of it, or nothing."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from canbo import database
from canbo.database.archive import TRAVELS
from canbo.database.environment import CLUSTER_PARENT, DATABASE_URL
from canbo.database.processes import wait_until
from canbo.journal.head import NAME as JOURNAL_HEAD
from tests.database.people import Person

AT = datetime(2011, 7, 31, 8, 0, tzinfo=UTC)
TABLES = """
CREATE EXTENSION btree_gist;
CREATE TABLE django_migrations (app text, name text);
INSERT INTO django_migrations VALUES ('records', '0001_initial'), ('records', '0002_facts');
CREATE TABLE tenure (person int, held daterange, note text,
                     EXCLUDE USING gist (person WITH =, held WITH &&));
INSERT INTO tenure SELECT n, daterange('2006-01-01', '2011-08-01'), 'Sầm Sơn ' || n
  FROM generate_series(1, 2000) AS n;
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN RAISE EXCEPTION 'facts are kept'; END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON tenure FOR EACH ROW EXECUTE FUNCTION refuse();
"""


@pytest.fixture
def place(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for homes; root's clusters stay inside it."""
    clusters = folder / "clusters"
    clusters.mkdir(mode=0o755)
    if os.geteuid() == 0:
        monkeypatch.setenv(CLUSTER_PARENT, str(clusters))
    yield folder
    assert list(folder.glob("**/*.draft")) == []


@pytest.fixture
def saved(place: Path) -> Path:
    """The backup of a home with facts, keys and a journal head."""
    home = place / "home"
    with database.running(home, durable=False) as url:
        with closing(psycopg.connect(url, autocommit=True)) as connection:
            connection.execute(TABLES)  # type: ignore[arg-type]
        (home / "keys" / "older").mkdir(parents=True)
        (home / "keys" / "journal.key").write_bytes(bytes(range(32)))
        (home / "keys" / "older" / "1.key").write_bytes(b"\xff" * 32)
        (home / "journal-head").write_text('{"seq": 1}')
        (home / "other").write_text("does not travel")
        database.backup(home, file=place / "saved.canbo", at=AT, canbo="1.2.3")
    return place / "saved.canbo"


def contents(home: Path) -> list[object]:
    with database.running(home, durable=False) as url, psycopg.connect(url) as connection:
        rows = connection.execute("SELECT * FROM tenure ORDER BY person").fetchall()
        with pytest.raises(psycopg.errors.RaiseException):
            connection.execute("DELETE FROM tenure")
        connection.rollback()
        with pytest.raises(psycopg.errors.ExclusionViolation):
            connection.execute("INSERT INTO tenure VALUES (1, '[2007-01-01,)', 'again')")
        connection.rollback()
        return [rows, connection.execute("SELECT * FROM django_migrations").fetchall()]


def refused(file: Path, home: Path) -> str:
    with pytest.raises(database.DatabaseRefused) as caught:
        database.restore(file, home, durable=False)
    return caught.value.code


def rewritten(saved: Path, name: str, **changed: bytes | None) -> Path:
    """Copy a backup with some members changed (None: left out); the manifest stays as it was."""
    copy = saved.with_name(name)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(copy, "w") as target:
        for member in source.namelist():
            content = changed.pop(member, source.read(member))
            if content is not None:
                target.writestr(member, content)
        for member, content in changed.items():
            target.writestr(member, content or b"")
    return copy


def test_a_restored_home_equals_the_first(saved: Path, place: Path) -> None:
    home, other = place / "home", place / "deep" / "other"
    manifest = database.restore(saved, other, durable=False)
    assert manifest == database.read_manifest(saved)
    assert (manifest.canbo, manifest.made_at) == ("1.2.3", AT.isoformat())
    assert manifest.schema == {"records": "0002_facts"}
    assert contents(other) == contents(home)
    for name in ("keys/journal.key", "keys/older/1.key", "journal-head"):
        assert (other / name).read_bytes() == (home / name).read_bytes()
        assert (other / name).stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in other.iterdir() if path.name != "postgresql") == [
        "cluster", "journal-head", "keys", "run",
    ]  # fmt: skip
    assert database.status(other).pid is None
    with zipfile.ZipFile(saved) as archive:
        for name, seal in manifest.files.items():
            assert hashlib.sha256(archive.read(name)).hexdigest() == seal.sha256
    assert saved.stat().st_mode & 0o077 == 0
    assert JOURNAL_HEAD in TRAVELS


def test_a_home_that_holds_anything_is_refused(saved: Path, place: Path) -> None:
    assert refused(saved, place / "home") == "home_not_empty"
    occupied = place / "occupied"
    occupied.mkdir()
    (occupied / "notes.txt").write_text("mine")
    assert refused(saved, occupied) == "home_not_empty"
    assert [path.name for path in occupied.iterdir()] == ["notes.txt"]
    empty = place / "empty"
    empty.mkdir()
    database.restore(saved, empty, durable=False)


def test_a_damaged_backup_restores_nothing(saved: Path, place: Path) -> None:
    home = place / "fresh"
    whole = saved.read_bytes()
    with zipfile.ZipFile(saved) as archive:
        dump = archive.read("database.dump")
        manifest = json.loads(archive.read("manifest.json"))
    other_dump = dump[:-1] + bytes([dump[-1] ^ 1])
    bad = {
        rewritten(saved, "dump", **{"database.dump": other_dump}): "backup_damaged",
        rewritten(saved, "key", **{"home/keys/journal.key": b"x" * 32}): "backup_damaged",
        rewritten(saved, "less", **{"home/journal-head": None}): "backup_damaged",
        rewritten(saved, "more", **{"home/keys/../../evil": b""}): "backup_damaged",
        rewritten(saved, "odd", **{"manifest.json": b"[]"}): "backup_unreadable",
        place / "nowhere": "backup_missing",
        place: "backup_unreadable",
    }
    manifest["files"]["home/../evil"] = manifest["files"]["home/journal-head"]
    sly = {"manifest.json": json.dumps(manifest).encode(), "home/../evil": b'{"seq": 1}'}
    bad[rewritten(saved, "sly", **sly)] = "backup_damaged"
    for name, content, code in (
        ("short", whole[: len(whole) // 2], "backup_unreadable"),
        ("empty", b"", "backup_unreadable"),
        ("flipped", whole.replace(dump, other_dump), "backup_damaged"),
    ):
        (place / name).write_bytes(content)
        bad[place / name] = code
    assert {file: refused(file, home) for file in bad} == bad
    assert not home.exists()
    assert not (place / "evil").exists()


def test_a_dump_that_does_not_load_leaves_the_home_as_it_was(saved: Path, place: Path) -> None:
    """Its checksum is right, the dump itself is not: what a broken disk may have written."""
    with zipfile.ZipFile(saved) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        dump = archive.read("database.dump")[:-600]
    seal = {"bytes": len(dump), "sha256": hashlib.sha256(dump).hexdigest()}
    manifest["files"]["database.dump"] = seal
    written = {"manifest.json": json.dumps(manifest).encode(), "database.dump": dump}
    broken = rewritten(saved, "broken", **written)
    clusters = sorted((place / "clusters").iterdir())
    assert refused(broken, place / "fresh") == "restore_failed"
    assert not (place / "fresh").exists()
    empty = place / "empty"
    empty.mkdir()
    assert refused(broken, empty) == "restore_failed"
    left = [path.name for path in empty.rglob("*") if path.is_file()]
    assert sorted(left) == ["lock"]
    assert sorted((place / "clusters").iterdir()) == clusters
    database.restore(saved, empty, durable=False)


def test_a_killed_restore_is_not_taken_for_a_home(saved: Path, anyone: Person) -> None:
    copy = anyone.folder / "saved.canbo"
    shutil.copy(saved, copy)
    anyone.own(copy)
    home = anyone.folder / "home"
    process = anyone.begin("restore", home, copy)
    pointer = home / "cluster"
    assert wait_until(pointer.exists, seconds=60)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert anyone.drill("once", home)["code"] == "restore_unfinished"
    assert anyone.drill("restore", home, copy)["canbo"] == "1.2.3"
    told = anyone.drill("once", home, "SELECT count(*) FROM tenure")
    assert told["rows"] == [["2000"]]


def test_an_external_database_is_saved_and_filled(
    saved: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.running(place / "server", durable=False) as url:
        monkeypatch.setenv(DATABASE_URL, url)
        home = place / "far"
        database.restore(saved, home)
        assert not (home / "cluster").exists()
        assert (home / "keys" / "journal.key").is_file()
        database.backup(home, file=place / "far.canbo", at=AT, canbo="1.2.3")
        assert refused(place / "far.canbo", place / "third") == "database_not_empty"
        assert not (place / "third").exists()
        monkeypatch.delenv(DATABASE_URL)
    with zipfile.ZipFile(place / "far.canbo") as archive:
        assert "home/keys/journal.key" in archive.namelist()
        assert archive.getinfo("database.dump").file_size > 10_000


def test_a_backup_that_cannot_be_written_keeps_the_older_one(saved: Path, place: Path) -> None:
    before = saved.read_bytes()
    for target in (place / "no" / "folder", place):
        with pytest.raises(database.DatabaseRefused):
            database.backup(place / "home", file=target, at=AT, canbo="1.2.3")
    database.backup(place / "home", file=saved, at=AT, canbo="1.2.4", durable=False)
    assert saved.read_bytes() != before
    assert database.read_manifest(saved).canbo == "1.2.4"
