"""Raw SQL cannot break an invariant of the facts: random statements are fired at the tables.

After each, whether refused or not: every fact that was there is there, unchanged but for one
voiding; and no two unvoided facts say the same of one subject on one day.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from django.db import Error, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from canbo.engine.facts import FactKind
from canbo.engine.timeline import PartialDate, Validity
from canbo.records import operations
from canbo.records.models.shapes import SHAPES
from tests.history.grounds import example, make_ground
from tests.records.sheets import NOON, OPERATOR, Row, classes, roster, take

pytestmark = pytest.mark.django_db
ANY_DAY, SHARED, SAME, FIRST = (
    "true",
    "a.valid && b.valid",
    "a.valid = b.valid",
    ("lower(a.valid) IS NOT DISTINCT FROM lower(b.valid)"),
)
# of whom two unvoided facts may not say the same, and on which days
SUBJECTS = {
    "records_tenure": ("person_id, post_id", SHARED),
    "records_unitname": ("unit_id", SHARED),
    "records_unitplacement": ("unit_id", SHARED),
    "records_particular": ("person_id, kind", f"{SHARED} AND a.kind <> 'note'"),
    "records_attainment": ("person_id, scale, level, field, state", SHARED),
    "records_attendance": ("person_id, training_class_id", ANY_DAY),
    "records_unitchange": ("predecessor_id, successor_id, document", FIRST),
    "records_postprofile": ("post_id", SHARED),
    "records_termprofile": ("term_id", ANY_DAY),
    "records_rating": ("person_id, series", SAME),
    "records_unitrating": ("unit_id, series", SAME),
    "records_poolentry": ("person_id, post_id, term_id", SHARED),
    "records_move": ("person_id, to_post_id, to_unit_id", FIRST),
    "records_electionresult": ("person_id, election_id, post_id", ANY_DAY),
    "records_leave": ("person_id, kind", SHARED),
    "records_discipline": ("person_id, side, form", FIRST),
    "records_award": ("person_id, award", FIRST),
    "records_retirement": ("person_id", ANY_DAY),
    "records_rankholding": ("person_id", SHARED),
}
REGISTERS = (
    "records_unit", "records_post", "records_person", "records_trainingclass", "records_term",
    "records_election", "records_scheme", "records_importbatch", "records_restatement",
)  # fmt: skip
TABLES = (*SUBJECTS, *REGISTERS)
VOIDING = {"voided_at", "voided_act", "replaced_by_id"}

values = st.sampled_from(
    ["NULL", "now()", "'2001-01-01'::date", "''", "'2009'", "0", "7", "true", "gen_random_uuid()",
     "(SELECT id FROM records_person LIMIT 1)", "(SELECT id FROM records_unit LIMIT 1)",
     "recorded_at", "recorded_at - interval '1 day'", "recorded_at + interval '1 day'", "id"]
)  # fmt: skip
columns = st.sampled_from(
    ["id", "key", "begins", "ends", "known_by", "recorded_at", "voided_at", "voided_act",
     "replaced_by_id", "evidence", "document", "cell", "recorded_by", "act", "batch_id",
     "person_id", "post_id", "unit_id", "parent_id", "level", "state", "kind", "value", "scale",
     "outcome", "manner", "valid", "series", "award", "form", "side", "term_id", "to_post_id",
     "to_unit_id", "election_id", "scheme_id", "predecessor_id", "successor_id", "rank", "elected",
     "votes_for", "part", "grade", "given_by", "exit_reason",
     "begins_earliest", "withdrawn_at", "created_at", "code", "title",
     "proposed", "name", "sha256", "file", "at", "counts", "undone_at"]
)  # fmt: skip
where = st.sampled_from(["true", "voided_at IS NULL", "voided_at IS NOT NULL", "act > 0"])
table_names = st.sampled_from(TABLES)


def _update(table: str, sets: list[tuple[str, str]], condition: str) -> str:
    changes = ", ".join(f"{column} = {value}" for column, value in dict(sets).items())
    return f"UPDATE {table} SET {changes} WHERE {condition}"


def _void(table: str, instant: str, act: str) -> str:
    return f"UPDATE {table} SET voided_at = {instant}, voided_act = {act}"


def _copy(table: str, column: str, value: str, unvoided: bool) -> str:
    """Insert every fact of a table once more, one column changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT column_name FROM information_schema.columns
               WHERE table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position""",
            [table],
        )
        names = [row[0] for row in cursor.fetchall()]
    found = {name: name for name in names} | {"id": "gen_random_uuid()"}
    if column in found:
        found[column] = value
    if unvoided:
        found |= dict.fromkeys(VOIDING & set(names), "NULL")
    return (
        f"INSERT INTO {table} ({', '.join(found)}) SELECT {', '.join(found.values())} FROM {table}"
    )


statements = st.one_of(
    st.builds(
        _update, table_names, st.lists(st.tuples(columns, values), min_size=1, max_size=3), where
    ),
    st.builds(
        _void,
        st.sampled_from(list(SUBJECTS)),
        st.sampled_from(["recorded_at", "recorded_at - interval '1 s'", "now()", "NULL"]),
        st.sampled_from(["1", "NULL"]),
    ),
    st.builds(lambda table, cond: f"DELETE FROM {table} WHERE {cond}", table_names, where),
    st.builds(
        lambda table, more: f"TRUNCATE {table}{more}",
        table_names,
        st.sampled_from(["", " CASCADE", " RESTART IDENTITY CASCADE"]),
    ),
    st.tuples(table_names, columns, values, st.booleans()),
    st.just("SET session_replication_role = replica"),
)


def _run(statement: Any) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            query = statement if isinstance(statement, str) else _copy(*statement)
            cursor.execute(query)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except Error:
        pass


def _contents(table: str) -> dict[str, dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id::text, to_jsonb(t) - 'valid' FROM {table} t")
        return {
            row[0]: json.loads(row[1]) if isinstance(row[1], str) else row[1]
            for row in cursor.fetchall()
        }


def _said_twice(table: str) -> int:
    subject, days = SUBJECTS[table]
    same = " AND ".join(f"a.{one} IS NOT DISTINCT FROM b.{one}" for one in subject.split(", "))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT count(*) FROM {table} a JOIN {table} b ON {same} AND a.id < b.id
                WHERE a.voided_at IS NULL AND b.voided_at IS NULL AND {days}"""
        )
        return int(cursor.fetchone()[0])


def _hold(before: dict[str, dict[str, dict[str, Any]]]) -> None:
    for table in SUBJECTS:
        after = _contents(table)
        for identity, row in before[table].items():
            now = after[identity]
            kept = {name: value for name, value in now.items() if name not in VOIDING}
            assert kept == {name: value for name, value in row.items() if name not in VOIDING}
            if row["voided_at"] is not None:
                assert now == row
            if now["voided_at"] is not None:
                assert now["voided_at"] >= now["recorded_at"]
        assert _said_twice(table) == 0
    for table in REGISTERS:
        assert before[table].keys() <= _contents(table).keys()


@pytest.fixture
def town() -> None:
    """A small home with voided facts in it."""
    hung = Row("Lê Văn Hùng", "1970", ("X05", "X02"), "ĐH", note="ghi chú", home="Quảng Cư")
    take(roster([hung, Row("Vũ Thị Hạnh", "1971", ("Y3",), "TC")], as_of="31/12/2008"))
    take(roster([Row("Lê Văn Hùng", "12/3/1970", ("X05",))], file="2010.xlsx"))
    take(classes([hung]))
    make_ground(NOON)
    for kind in FactKind:  # of every kind one that stands and one that is voided
        stands, other = (
            example(kind, number, Validity(PartialDate(year)))
            for number, year in ((1, 2003), (2, 2008))
        )
        operations.record_facts(facts=[stands], actor=OPERATOR, at=NOON)
        with suppress(operations.FactRefused), transaction.atomic():
            operations.correct_fact(
                kind=kind, fact=stands.id, values={"validity": other.validity},
                source=other.source, actor=OPERATOR, at=NOON,
            )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # as after a commit
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@settings(max_examples=100)
@given(fired=st.lists(statements, min_size=1, max_size=6))
def test_no_statement_breaks_an_invariant(town: None, fired: list[Any]) -> None:
    with transaction.atomic():
        before = {table: _contents(table) for table in TABLES}
        for statement in fired:
            _run(statement)
            _hold(before)
            before = {table: _contents(table) for table in TABLES}
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = DEFAULT")
        transaction.set_rollback(True)


def test_every_table_of_facts_is_fired_at(town: None) -> None:
    assert set(SUBJECTS) == {shape.table for shape in SHAPES.values()}
    for table in TABLES:
        assert _contents(table), table


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_deleted(town: None, table: str) -> None:
    for statement in (f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
        with (
            pytest.raises(Error, match="canbo"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_a_fact_is_voided_once(town: None) -> None:
    imported = "batch_id IS NOT NULL"
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE records_attendance SET voided_at = recorded_at, voided_act = 1"
            f" WHERE {imported}"
        )
        assert cursor.rowcount == 1
    with (
        pytest.raises(Error, match="only voided, once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"UPDATE records_attendance SET voided_at = NULL, voided_act = NULL WHERE {imported}"
        )
