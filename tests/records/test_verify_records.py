"""`canbo verify` finds facts that no act of the journal accounts for."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from canbo.journal.operations import verify
from canbo.records import operations
from tests.records.sheets import NOON, OPERATOR, Row, roster, take

pytestmark = pytest.mark.django_db
HUNG = Row("Lê Văn Hùng", "1970", ("X05",), "ĐH")


def run(query: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(query)


def found() -> set[str]:
    return {finding.code for finding in verify().findings}


def test_an_import_and_its_undo_are_sound() -> None:
    report = take(roster([HUNG]))
    assert report.batch is not None
    assert not found()
    operations.undo_import(batch=report.batch, actor=OPERATOR, at=NOON)
    assert not found()


COPY = """INSERT INTO records_attainment
    (id, key, begins, ends, known_by, recorded_at, evidence, document, cell, decision_number,
     recorded_by, act, batch_id, person_id, scale, level, state, field, school, as_written)
    SELECT gen_random_uuid(), gen_random_uuid(), '', '', known_by, {at}, evidence, document, cell,
     decision_number, recorded_by, {act}, {batch}, person_id, scale, 'ThS', state, field, school, ''
    FROM records_attainment"""


@pytest.mark.parametrize(
    ("at", "act", "batch", "code"),
    [
        ("recorded_at", "act + 99", "batch_id", "verify_act_missing"),
        ("recorded_at - interval '1 day'", "act", "batch_id", "verify_fact_instant"),
        ("recorded_at", "act", "batch_id", "verify_fact_count"),
    ],
)
def test_a_fact_slipped_in_is_found(at: str, act: str, batch: str, code: str) -> None:
    take(roster([HUNG]))
    run(COPY.format(at=at, act=act, batch=batch))

    assert code in found()


def test_a_guard_taken_away_is_found() -> None:
    run("DROP TRIGGER canbo_guarded ON records_tenure")

    assert "verify_guard_missing" in found()
