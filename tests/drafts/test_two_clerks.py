"""Two clerks take overlapping files in at the same time: one after the other, nothing twice."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from canbo.accounts import access as accounts
from canbo.accounts import operations as granting
from canbo.accounts.values import GrantTerms
from canbo.records.access import drafts as access
from canbo.records.models import DraftState, ImportDraft
from canbo.records.models.shapes import PERSON_KINDS, SHAPES
from canbo.records.operations import drafts, undo_import
from tests.drafts.books import Line, book
from tests.records.sheets import OPERATOR
from tests.town.cast import PASSWORD, REAL_NOW

pytestmark = pytest.mark.django_db(transaction=True)
LATER = REAL_NOW + timedelta(minutes=1)
SHARED = [Line(f"Hà Văn {word}", f"{n + 1}/2/196{n}") for n, word in enumerate("ABCDEF")]
FIRST = book([*SHARED, Line("Lê Thị Một", "1/1/1971", sex="Nữ")])
SECOND = book([*SHARED, Line("Lê Thị Hai", "2/2/1972", sex="Nữ")])


def clerk(name: str) -> str:
    granting.create_user(
        username=name, display_name=name.title(), password=PASSWORD, actor=OPERATOR, at=REAL_NOW
    )
    granting.add_grant(username=name, terms=GrantTerms(role="clerk"), actor=OPERATOR, at=REAL_NOW)
    return name


def sent(name: str, file: str, content: bytes) -> UUID:
    user = get_user_model().objects.get(username=name)
    actor = accounts.actor_for(user, REAL_NOW)
    return drafts.receive_file(name=file, pieces=[content], actor=actor, at=REAL_NOW)


def work(draft: UUID) -> None:
    found = ImportDraft.objects.get(id=draft)
    drafts.work_on_draft(draft=draft, run=found.run, at=LATER)


def at_once(*ids: UUID) -> None:
    """Let each file's job run in a thread and on a connection of its own, all at one instant."""
    gate = threading.Barrier(len(ids))

    def run(draft: UUID) -> None:
        try:
            gate.wait(timeout=30)
            work(draft)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(ids)) as pool:
        list(pool.map(run, ids))


def view(draft: UUID) -> access.DraftView:
    return access.get_draft(draft=draft, actor=OPERATOR)


def names() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT n.value FROM records_particular n JOIN records_person p ON p.id = n.person_id
            WHERE n.kind = 'name' AND n.voided_at IS NULL AND p.withdrawn_at IS NULL ORDER BY 1"""
        )
        return [row[0] for row in cursor.fetchall()]


def facts_said_twice() -> int:
    """The standing facts of people that say what another one says already."""
    count = 0
    for kind in PERSON_KINDS:
        shape = SHAPES[kind]
        own = ", ".join(one.column for one in shape.own)
        with connection.cursor() as cursor:
            cursor.execute(
                f"""SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM {shape.table}
                WHERE voided_at IS NULL GROUP BY {own}, valid) AS said"""
            )
            count += cursor.fetchone()[0]
    return count


@pytest.fixture
def pair(home) -> tuple[UUID, UUID]:
    """Two overlapping files of two clerks, both looked at and told to be stored."""
    ids = sent(clerk("hanh"), "một.xlsx", FIRST), sent(clerk("thang"), "hai.xlsx", SECOND)
    at_once(*ids)
    assert [view(one).state for one in ids] == ["ready", "ready"]
    assert [view(one).report["people"]["created"] for one in ids] == [7, 7]
    for one in ids:
        drafts.store_draft(draft=one, actor=OPERATOR, at=LATER)
    return ids


def test_the_second_is_shown_anew_and_nothing_is_there_twice(pair) -> None:
    at_once(*pair)
    by_state = {view(one).state: view(one) for one in pair}
    assert set(by_state) == {"stored", "ready"}
    first, second = by_state["stored"], by_state["ready"]
    assert len(names()) == 7
    assert second.changes["imports"] == [first.batch]
    assert second.changes["gone"] == 6  # those whom the first one made are no new people any more
    assert second.report["people"] == {"created": 1, "matched": 6}
    drafts.store_draft(draft=second.id, actor=OPERATOR, at=LATER)
    work(second.id)
    assert view(second.id).state == "stored"
    both = ["Lê Thị Hai", "Lê Thị Một"]
    assert names() == sorted([*(line.name for line in SHARED), *both])
    assert facts_said_twice() == 0


def test_who_was_second_can_take_it_back_alone(pair) -> None:
    at_once(*pair)
    second = next(one for one in pair if view(one).state == "ready")
    drafts.store_draft(draft=second, actor=OPERATOR, at=LATER)
    work(second)
    undo_import(batch=view(second).batch, actor=OPERATOR, at=LATER)
    assert len(names()) == 7
    assert facts_said_twice() == 0


def test_the_same_bytes_of_two_clerks_are_stored_once(home) -> None:
    ids = [sent(clerk(name), "một.xlsx", FIRST) for name in ("hanh", "thang")]
    at_once(*ids)
    for one in ids:
        drafts.store_draft(draft=one, actor=OPERATOR, at=LATER)
    at_once(*ids)
    for one in ids:
        if view(one).state == DraftState.READY:
            drafts.store_draft(draft=one, actor=OPERATOR, at=LATER)
            work(one)
    assert {view(one).state for one in ids} == {"stored"}
    assert len({view(one).batch for one in ids}) == 1
    assert len(names()) == 7
    assert facts_said_twice() == 0
