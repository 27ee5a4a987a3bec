"""Two commands at once: who waits for the other acts after it, whatever its clock said before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from canbo.journal.operations import verify
from canbo.records import operations
from canbo.records.models import ImportBatch, Particular
from tests.records.sheets import NOON, OPERATOR, Row, roster, take

pytestmark = pytest.mark.django_db
EARLIER = NOON - timedelta(seconds=1)


def test_an_import_that_waited_replaces_what_was_stored_meanwhile() -> None:
    """Its own instant was taken earlier; a year becomes a full birth date all the same."""
    take(roster([Row("Lê Văn Hùng", "1970", ("X05",))], as_of="31/12/2009", file="a.xlsx"))
    report = take(
        roster([Row("Lê Văn Hùng", "12/3/1970", ("X05",))], as_of="31/12/2010", file="b.xlsx"),
        at=EARLIER,
    )

    assert report.batch is not None
    births = Particular.objects.filter(kind="birth").order_by("recorded_at", "voided_at")
    assert {(birth.value, birth.voided_at) for birth in births} == {
        ("1970", NOON),
        ("1970-03-12", None),
    }
    assert ImportBatch.objects.get(id=report.batch).at == NOON
    assert verify().is_sound


def test_an_edited_edition_and_an_undo_that_waited_act_after_what_they_take_back() -> None:
    take(roster([Row("Lê Văn Hùng", "1970", ("X05",)), Row("Trần Lan", "1975", ("Y3",))]))
    edited = take(roster([Row("Lê Văn Hùng", "1970", ("X05",))]), at=EARLIER)
    assert edited.batch is not None
    assert edited.voided
    operations.undo_import(batch=edited.batch, actor=OPERATOR, at=EARLIER)

    assert verify().is_sound
