"""A row edited behind the journal's back is found, also by somebody who may switch guards off."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from canbo.engine.facts import Evidence, FactKind, Source
from canbo.engine.timeline import PartialDate, Validity
from canbo.journal.operations import verify
from canbo.law import load
from canbo.records import operations
from canbo.records.models import Person, Post, Tenure
from canbo.records.models.shapes import SHAPE_OF
from canbo.records.operations import PostSaid
from canbo.records.queries.seals import all_seals
from canbo.records.queries.stored import read_facts
from tests.history.grounds import GROUND, example
from tests.records.sheets import NOON, OPERATOR, Row, roster, take

pytestmark = pytest.mark.django_db
HUNG = Row("Lê Văn Hùng", "1970", ("X05",), "ĐH")
LAN = Row("Trần Thị Lan", "1975", ("Y3",), "TC")
GUARDED = (
    *(shape.table.removeprefix("records_") for shape in SHAPE_OF.values()),
    "post", "person", "importbatch",
)  # fmt: skip
# what a first import of a roster makes already, and what needs a class, a term or a scheme
ON_REGISTERS = {
    FactKind.UNIT_NAME, FactKind.UNIT_PLACEMENT, FactKind.TENURE, FactKind.ATTENDANCE,
    FactKind.ATTAINMENT,
    FactKind.POOL_ENTRY, FactKind.MOVE, FactKind.ELECTION_RESULT, FactKind.TERM_PROFILE,
}  # fmt: skip


def behind_the_back(query: str) -> None:
    """Do what the owner of the database can: guards off, the deed, guards on again."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE records_{table} DISABLE TRIGGER USER")
        cursor.execute(query)
        for table in GUARDED:
            for name in ("canbo_kept", "canbo_guarded"):
                cursor.execute(f"ALTER TABLE records_{table} ENABLE ALWAYS TRIGGER {name}")


def found() -> list[tuple[str, dict[str, object]]]:
    return [(finding.code, finding.data) for finding in verify().findings]


EDITS = [
    ("attainment", "UPDATE records_attainment SET level = 'ThS'"),
    ("attainment", "UPDATE records_attainment SET document = 'Bằng khác'"),
    ("tenure", "UPDATE records_tenure SET begins = '2001'"),
    ("tenure", "UPDATE records_tenure SET known_by = known_by - 1"),
    ("particular", "UPDATE records_particular SET value = 'Lê Văn Khác' WHERE kind = 'name'"),
    ("unit_name", "UPDATE records_unitname SET name = 'Phường Khác'"),
    ("attainment", "DELETE FROM records_attainment WHERE person_id = "
     "(SELECT person_id FROM records_particular WHERE value = 'Trần Thị Lan')"),
    ("post", "UPDATE records_post SET title = 'Y4' WHERE title = 'Y3'"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "query"), EDITS, ids=[query[:58] for _, query in EDITS])
def test_an_edited_row_is_found_with_its_kind_and_its_act(kind: str, query: str) -> None:
    take(roster([HUNG, LAN]))
    assert not found()

    behind_the_back(query)

    assert ("verify_seal_differs", {"kind": kind, "seq": 1}) in found()


def test_the_right_number_of_facts_with_one_swapped_is_found() -> None:
    take(roster([HUNG, LAN]))
    behind_the_back(
        "UPDATE records_tenure t SET person_id = (SELECT person_id FROM records_tenure o"
        " WHERE o.person_id <> t.person_id)"
    )

    assert found() == [("verify_seal_differs", {"kind": "tenure", "seq": 1})]


def test_a_voiding_taken_back_is_found() -> None:
    take(roster([HUNG]))
    tenure = Tenure.objects.get()
    _void(tenure)
    assert not found()

    behind_the_back("UPDATE records_tenure SET voided_at = NULL, voided_act = NULL")

    assert found() == [("verify_seal_differs", {"kind": "tenure_voided", "seq": 2})]


def _void(tenure: Tenure) -> None:
    operations.void_fact(
        kind=FactKind.TENURE, fact=tenure.id, reason="ghi nhầm", actor=OPERATOR, at=NOON
    )


def test_every_act_by_hand_is_sealed() -> None:
    take(roster([HUNG]))
    tenure, post = Tenure.objects.get(), Post.objects.get()
    source = Source(Evidence.DECLARED, "sổ tay")
    operations.correct_fact(
        kind=FactKind.TENURE, fact=tenure.id, values={"as_written": "PCT"}, source=source,
        actor=OPERATOR, at=NOON,
    )  # fmt: skip
    operations.confirm_unit(unit=post.unit_id, actor=OPERATOR, at=NOON, area="mountain")
    operations.confirm_post(post=post.id, actor=OPERATOR, at=NOON, law=load(), said=PostSaid("X06"))
    (degree,) = read_facts(FactKind.ATTAINMENT, "true", [])
    further = replace(degree, id=uuid4(), key=uuid4(), level="ThS", source=source)
    operations.record_facts(facts=[further], actor=OPERATOR, at=NOON)
    assert not found()

    behind_the_back("UPDATE records_tenure SET as_written = 'CT' WHERE voided_at IS NULL")

    assert found() == [("verify_seal_differs", {"kind": "tenure", "seq": 2})]


def test_what_was_said_of_a_post_is_sealed() -> None:
    take(roster([HUNG]))
    post = Post.objects.get()
    for title in ("X06", "X04"):
        said = PostSaid(title)
        operations.confirm_post(post=post.id, actor=OPERATOR, at=NOON, law=load(), said=said)
    assert not found()

    behind_the_back("UPDATE records_postprofile SET title = 'X03' WHERE voided_at IS NULL")

    assert found() == [("verify_seal_differs", {"kind": "post_profile", "seq": 3})]


def test_the_register_of_posts_keeps_what_the_file_made() -> None:
    take(roster([HUNG]))
    with (
        pytest.raises(IntegrityError, match="canbo"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE records_post SET title = 'X06'")


def test_every_table_of_the_new_kinds_is_sealed() -> None:
    take(roster([HUNG]))
    post, person = Post.objects.get(), Person.objects.get()
    speak_of = replace(
        GROUND, person=person.id, posts=(post.id, post.id), units=(post.unit_id, post.unit_id)
    )
    kinds = [kind for kind in FactKind if kind not in ON_REGISTERS]
    made = [example(kind, 1, Validity(PartialDate(2001)), speak_of) for kind in kinds]
    operations.record_facts(facts=made, actor=OPERATOR, at=NOON)
    assert not found()

    for fact in made:
        shape = SHAPE_OF[type(fact)]
        with transaction.atomic():
            behind_the_back(f"UPDATE {shape.table} SET cell = 'Z9' WHERE act = 2")
            assert found() == [("verify_seal_differs", {"kind": shape.kind.value, "seq": 2})]
            transaction.set_rollback(True)


def test_seals_of_before_the_new_columns_stay_true() -> None:
    """The digest of a row that says nothing in a later column is that of the columns before it."""
    take(roster([HUNG]))
    first = """SELECT encode(sha256(sha256(convert_to(jsonb_build_array(id, key, begins, ends,
            known_by, evidence, document, cell, decision_number, decision_date, recorded_by,
            batch_id, person_id, post_id, manner, as_written)::text, 'UTF8'))), 'hex')
        FROM records_tenure"""
    with connection.cursor() as cursor:
        cursor.execute(first)
        assert cursor.fetchone() == (all_seals()[1]["tenure"],)
    behind_the_back("UPDATE records_tenure SET given_by = 'elected'")
    assert found() == [("verify_seal_differs", {"kind": "tenure", "seq": 1})]


def test_a_person_hidden_from_the_lists_is_found() -> None:
    take(roster([HUNG]))
    behind_the_back("UPDATE records_person SET withdrawn_at = now()")

    person = str(Person.objects.get().id)
    data = {"table": "records_person", "row": person, "count": 1}
    assert found() == [("verify_withdrawn_in_use", data)]


@pytest.mark.parametrize("function", ["canbo_void_once", "canbo_change_only", "canbo_never_delete"])
def test_a_guard_emptied_of_its_power_is_found(function: str) -> None:
    take(roster([HUNG]))
    empty = f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS "
    behind_the_back(empty + "'BEGIN RETURN NULL; END'")

    assert {code for code, _ in found()} == {"verify_trigger_powerless"}


@pytest.mark.parametrize(
    "query",
    [
        "UPDATE records_importbatch SET file = 'tệp khác.xlsx'",
        "UPDATE records_importbatch SET sha256 = repeat('0', 64)",
        "UPDATE records_importbatch SET state = 'undone', undone_at = now(), undone_act = 1",
        "UPDATE records_importbatch SET actor_id = 'user:khac'",
    ],
)
def test_an_import_that_says_other_than_the_journal_is_found(query: str) -> None:
    report = take(roster([HUNG]))
    behind_the_back(query)

    assert found() == [("verify_batch_differs", {"batch": report.batch})]


def test_editions_undo_and_bringing_back_stay_sound() -> None:
    first = take(roster([HUNG, LAN]))
    second = take(roster([HUNG]), at=NOON + timedelta(hours=1))
    assert first.batch
    assert second.batch
    assert not found()
    operations.undo_import(batch=second.batch, actor=OPERATOR, at=NOON + timedelta(hours=2))
    assert not found()
    operations.undo_import(batch=first.batch, actor=OPERATOR, at=NOON + timedelta(hours=3))
    assert not found()


def test_neither_time_zone_nor_date_style_changes_a_seal() -> None:
    take(roster([HUNG, LAN]))
    before = all_seals()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TimeZone = 'Asia/Ho_Chi_Minh'; SET LOCAL DateStyle = 'German'")

    assert all_seals() == before
