"""The chain of the journal: whatever somebody does to it by raw SQL is found and named."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from canbo.engine.facts import UnitLevel
from canbo.journal import access, operations
from canbo.journal.entry import GENESIS, Act, Entry, NotJournalable, hash_of, plain
from canbo.journal.head import Head, head_locked, read_head, write_head
from canbo.journal.keys import read_key

NOON = datetime(2011, 7, 31, 12, tzinfo=UTC)
TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
ACTS = st.builds(
    dict,
    actor_id=TEXT,
    actor_name=TEXT,
    action=TEXT,
    at=st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis adds the zone
    subject=TEXT,
    data=st.dictionaries(TEXT, JSON, max_size=3),
)


def write(count: int = 1, **changes: object) -> list[Entry]:
    fields = {
        "actor_id": "a", "actor_name": "Hạnh", "action": "batch.stored", "at": NOON,
        "subject": "batch:1", "data": {"tệp": "Trường Sơn.xlsx"}, **changes,
    }  # fmt: skip
    with transaction.atomic():
        return [operations.write_entry(**fields) for _ in range(count)]


@contextmanager
def tampering() -> Iterator[None]:
    """Switch the triggers off, as the owner of the database can."""
    run("ALTER TABLE journal_entry DISABLE TRIGGER USER")
    yield
    for action in ("update", "delete", "truncate"):
        run(f"ALTER TABLE journal_entry ENABLE ALWAYS TRIGGER journal_no_{action}")


def run(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def found() -> list[tuple[str, int | None]]:
    """Codes and places of what verify finds, guards included."""
    return [(f.code, f.data.get("seq", f.data.get("first"))) for f in operations.verify().findings]


@contextmanager
def emptied(home: Path) -> Iterator[None]:
    """An empty journal for one example of a property; everything rolls back at its end."""
    (home / "journal-head").unlink(missing_ok=True)
    sid = transaction.savepoint()
    yield
    transaction.savepoint_rollback(sid)
    connection.run_on_commit = []


def anchor(home: Path, entry: Entry) -> None:
    """Do what happens after a commit, for tests inside one transaction."""
    key = read_key(operations.journal_key_path(home))
    assert key is not None
    operations._advance_head(home, entry, key)


@pytest.mark.django_db
class TestInOneTransaction:
    @given(acts=st.lists(ACTS, min_size=1, max_size=6))
    @settings(max_examples=40)
    def test_what_is_written_is_read_back_and_sound(self, home, acts):
        with emptied(home):
            written = [operations.write_entry(**act) for act in acts]
            anchor(home, written[-1])
            assert tuple(reversed(written)) == access.entries()
            assert [entry.seq for entry in written] == list(range(1, len(acts) + 1))
            assert found() == []

    @given(data=st.data(), count=st.integers(1, 7))
    @settings(max_examples=80)
    def test_any_change_of_any_field_is_named(self, home, data, count):
        with emptied(home):
            entries = write(count)
            anchor(home, entries[-1])
            seq = data.draw(st.integers(1, count))
            column = data.draw(
                st.sampled_from(["actor_id", "actor_name", "action", "subject", "data", "at"])
            )
            value = {
                "data": json.dumps({"tệp": "khác.xlsx"}),
                "at": NOON + timedelta(microseconds=data.draw(st.integers(1, 10**9))),
            }.get(column, "ai đó")
            with tampering():
                run(f"UPDATE journal_entry SET {column} = %s WHERE seq = %s", value, seq)
            assert found() == [("verify_entry_changed", seq)]

    @given(data=st.data(), count=st.integers(1, 7))
    @settings(max_examples=60)
    def test_a_change_with_its_hash_computed_anew_is_named(self, home, data, count):
        with emptied(home):
            entries = write(count)
            anchor(home, entries[-1])
            seq = data.draw(st.integers(1, count))
            old = entries[seq - 1]
            act = Act(NOON, "a", "Dũng", "batch.undone", old.act.subject, {})
            with tampering():
                run(
                    "UPDATE journal_entry SET actor_name = %s, action = %s, data = '{}',"
                    " hash = %s WHERE seq = %s",
                    "Dũng", "batch.undone", hash_of(seq, act, old.previous_hash), seq,
                )  # fmt: skip
            named = found()
            assert named[0] == ("verify_entry_forged", seq)
            assert {place for _, place in named} == {seq}

    @given(data=st.data(), count=st.integers(1, 9))
    @settings(max_examples=60)
    def test_removed_entries_are_named(self, home, data, count):
        with emptied(home):
            entries = write(count)
            anchor(home, entries[-1])
            first = data.draw(st.integers(1, count))
            last = data.draw(st.integers(first, count))
            with tampering():
                run("DELETE FROM journal_entry WHERE seq BETWEEN %s AND %s", first, last)
            code = "verify_tail_cut" if last == count else "verify_entries_missing"
            assert found() == [(code, first)]

    @given(data=st.data(), count=st.integers(2, 7))
    @settings(max_examples=40)
    def test_a_removed_entry_is_found_though_the_rest_closed_up(self, home, data, count):
        with emptied(home):
            entries = write(count)
            anchor(home, entries[-1])
            seq = data.draw(st.integers(1, count - 1))
            with tampering():
                run("DELETE FROM journal_entry WHERE seq = %s", seq)
                for later in range(seq + 1, count + 1):
                    run("UPDATE journal_entry SET seq = %s WHERE seq = %s", later - 1, later)
            assert found()[0] == ("verify_entry_changed", seq)

    @given(data=st.data(), count=st.integers(1, 7))
    @settings(max_examples=40)
    def test_an_inserted_entry_is_named(self, home, data, count):
        with emptied(home):
            entries = write(count)
            anchor(home, entries[-1])
            seq = data.draw(st.integers(1, count + 1))
            before = entries[seq - 2].hash if seq > 1 else GENESIS
            with tampering():
                for later in range(count, seq - 1, -1):
                    run("UPDATE journal_entry SET seq = %s WHERE seq = %s", later + 1, later)
                insert_unsealed(seq, before)
            assert found()[0] == ("verify_entry_forged", seq)

    @given(seq=st.integers(-3, 0))
    @settings(max_examples=4)
    def test_an_entry_before_the_first_is_out_of_place(self, home, seq):
        with emptied(home):
            anchor(home, write(2)[-1])
            insert_unsealed(seq, GENESIS)
            assert found()[0] == ("verify_entry_out_of_place", seq)

    @given(count=st.integers(1, 6), holds_key=st.booleans())
    @settings(max_examples=20)
    def test_a_chain_written_anew_is_found_even_with_the_key(self, home, count, holds_key):
        with emptied(home):
            entries = write(count)
            anchor(home, entries[-1])
            key = read_key(operations.journal_key_path(home)) if holds_key else b"another" * 8
            assert key is not None
            with tampering():
                run("DELETE FROM journal_entry")
                before = GENESIS
                for seq in range(1, count + 1):
                    act = Act(NOON, "a", "Dũng", "batch.stored", "batch:1", {})
                    entry = Entry.sealed(seq, act, before, key)
                    operations.queries.insert(entry)
                    before = entry.hash
            named = found()
            expected = (
                [("verify_head_mismatch", count)]
                if holds_key
                else [("verify_entry_forged", seq) for seq in range(1, count + 1)]
                + [("verify_head_mismatch", count)]
            )
            assert named == expected

    def test_a_link_to_another_entry_is_named(self, home):
        entries = write(3)
        key = read_key(operations.journal_key_path(home))
        other = Entry.sealed(2, entries[1].act, "1" * 64, key)
        with tampering():
            run(
                "UPDATE journal_entry SET previous_hash = %s, hash = %s, seal = %s WHERE seq = 2",
                other.previous_hash, other.hash, other.seal,
            )  # fmt: skip
        assert found()[0] == ("verify_chain_broken", 2)

    def test_entries_after_a_cut_tail_do_not_heal_the_head(self, home):
        anchor(home, write(5)[-1])
        with tampering():
            run("DELETE FROM journal_entry WHERE seq > 3")
        for entry in write(4, actor_name="Dũng"):
            anchor(home, entry)
        assert found() == [("verify_head_mismatch", 5)]

    def test_a_head_that_was_removed_stays_away(self, home):
        anchor(home, write(3)[-1])
        (home / "journal-head").unlink()
        anchor(home, write()[-1])
        assert found() == [("verify_head_missing", None)]

    @pytest.mark.parametrize(
        "text", ["", "{", '{"seq": 1}', '{"seq": 2, "hash": "0", "seal": "0"}']
    )
    def test_a_spoilt_head_is_told_and_kept(self, home, text):
        write(2)
        (home / "journal-head").write_text(text)
        anchor(home, write()[-1])
        assert found() == [("verify_head_forged", None)]
        assert (home / "journal-head").read_text() == text

    def test_a_lost_key_is_told_and_stops_writing(self, home):
        anchor(home, write(2)[-1])
        operations.journal_key_path(home).unlink()
        with pytest.raises(operations.JournalRefused, match="journal_key_missing"):
            write()
        assert ("verify_key_missing", None) in found()

    def test_another_key_makes_every_seal_wrong(self, home):
        anchor(home, write(2)[-1])
        operations.journal_key_path(home).write_text("ab" * 32)
        assert [code for code, _ in found()] == ["verify_entry_forged"] * 2 + ["verify_head_forged"]

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE journal_entry SET action = 'x'",
            "UPDATE journal_entry SET action = 'x' WHERE seq = 99",
            "DELETE FROM journal_entry WHERE seq = 1",
            "TRUNCATE journal_entry",
        ],
    )
    def test_the_database_refuses(self, statement):
        write(2)
        for role in ("origin", "replica"):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                run(f"SET LOCAL session_replication_role = {role}")
                run(statement)

    @pytest.mark.parametrize(
        ("statement", "codes"),
        [
            (
                "ALTER TABLE journal_entry DISABLE TRIGGER journal_no_update",
                {
                    "verify_trigger_disabled",
                    "verify_trigger_powerless",
                    "verify_guard_missing",
                },
            ),
            (
                "ALTER TABLE journal_entry DISABLE TRIGGER journal_no_truncate",
                {"verify_trigger_disabled", "verify_guard_missing"},
            ),
            (
                "ALTER TABLE journal_entry ENABLE TRIGGER journal_no_truncate",
                {"verify_guard_missing"},
            ),
            (
                "ALTER TABLE accounts_grant DISABLE TRIGGER ALL",
                {"verify_trigger_disabled"},
            ),
            (
                "DROP TRIGGER journal_no_delete ON journal_entry",
                {"verify_guard_missing", "verify_trigger_powerless"},
            ),
            (
                "CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql"
                " AS 'BEGIN RETURN NULL; END'",
                {"verify_trigger_powerless"},
            ),
        ],
    )
    def test_guards_that_do_not_stand_are_told(self, home, statement, codes):
        anchor(home, write(2)[-1])
        run("SET CONSTRAINTS ALL IMMEDIATE")
        run(statement)
        assert {code for code, _ in found()} == codes

    def test_the_registered_checks_of_other_apps_run(self, home, monkeypatch):
        from canbo.journal import integrity

        monkeypatch.setattr(integrity, "_checkers", dict(integrity._checkers))
        run("CREATE TABLE some_fact (id uuid, act bigint)")
        run("INSERT INTO some_fact VALUES (%s, 2), (%s, 7)", UUID(int=1), UUID(int=2))
        integrity.register_checker("facts", integrity.act_references("some_fact"))
        anchor(home, write(2)[-1])
        result = operations.verify()
        assert "facts" in result.checked
        assert [(f.code, f.data["seq"], f.data["row"]) for f in result.findings] == [
            ("verify_act_missing", 7, str(UUID(int=2)))
        ]

    def test_findings_of_a_ruined_journal_are_cut_short(self, home, monkeypatch):
        from canbo.journal import verification

        monkeypatch.setattr(verification, "MOST_FINDINGS", 3)
        write(9)
        with tampering():
            run("UPDATE journal_entry SET action = 'x'")
        result = operations.verify()
        assert len(result.findings) == 3
        assert result.is_cut_short

    def test_a_longer_journal_takes_no_more_queries(self, home):
        anchor(home, write(3)[-1])
        with CaptureQueriesContext(connection) as few:
            operations.verify()
        anchor(home, write(60)[-1])
        with CaptureQueriesContext(connection) as many:
            assert operations.verify().entries == 63
        assert len(many) == len(few)


def insert_unsealed(seq: int, before: str) -> None:
    """Put in an entry whose hash is right, by somebody without the key."""
    act = Act(NOON, "x", "Kẻ lạ", "grant.added", "user:x", [])
    operations.queries.insert(Entry.sealed(seq, act, before, b"guessed" * 8))


@pytest.mark.django_db(transaction=True)
class TestCommitted:
    def test_nothing_is_written_outside_a_transaction(self):
        with pytest.raises(operations.JournalRefused, match="journal_needs_transaction"):
            operations.write_entry(
                actor_id="a", actor_name="b", action="c", at=NOON, subject="d", data={}
            )

    def test_the_head_follows_commits_only(self, home):
        write(2)
        assert read_head(home).seq == 2
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            write(1)
            raise ZeroDivisionError
        assert read_head(home).seq == 2
        write(1)
        result = operations.verify()
        assert (result.head.seq, result.entries, result.findings) == (3, 3, ())

    def test_an_empty_journal_is_sound(self):
        assert operations.verify().is_sound

    def test_a_death_between_commit_and_head_is_no_finding(self, home, monkeypatch):
        write(2)
        monkeypatch.setattr(operations, "_advance_head", lambda *_: None)
        write(1)
        monkeypatch.undo()
        assert read_head(home).seq == 2
        assert operations.verify().is_sound
        write(1)
        assert read_head(home).seq == 4

    def test_an_older_entry_never_moves_the_head_back(self, home):
        entries = write(3)
        anchor(home, entries[0])
        assert read_head(home).seq == 3

    def test_key_and_head_are_for_their_owner_only(self, home):
        write()
        for path in (operations.journal_key_path(home), home / "journal-head"):
            assert path.stat().st_mode & 0o077 == 0


def test_a_head_is_replaced_whole_and_leaves_nothing_beside(home):
    with head_locked(home):
        for seq in range(5):
            write_head(home, Head.sealed(seq, "f" * 64, b"k" * 32))
    assert read_head(home).seq == 4
    assert sorted(path.name for path in home.iterdir()) == ["journal-head", "journal-head.lock"]


@pytest.mark.parametrize(
    "value", [1.5, b"x", object(), {"a": {1: 2}}, "\0", "\ud800", {"\0": 1}, {1}]
)
def test_values_without_one_exact_form_are_refused(value):
    with pytest.raises(NotJournalable):
        plain(value)


def test_values_of_the_house_become_plain():
    value = {"unit": UUID(int=5), "on": NOON.date(), "at": NOON, "levels": (UnitLevel.COMMUNE,)}
    assert plain(value) == {
        "unit": "00000000-0000-0000-0000-000000000005",
        "on": "2011-07-31",
        "at": "2011-07-31T12:00:00+00:00",
        "levels": ["commune"],
    }
