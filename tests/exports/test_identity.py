"""Whatever small home: import, export, import is the identity, and an edit is all that changes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from canbo.engine.facts import ParticularKind
from canbo.records.queries import read_snapshot
from tests.exports.sent import BACK, Book, back, export, is_nothing
from tests.records.sheets import Row, roster, take

pytestmark = pytest.mark.django_db
# no name twice: who is meant is another test's question
NAMES = ("Lê Văn Hùng", "Vũ Thị Hạnh", "Đỗ Quang Dũng", "Phạm Ngọc Ánh", "Ứng Đình Ưu")
PLACES = ("Quảng Cư", "Hoằng Hóa", "Nga Sơn", "Hậu Lộc", "phố 3, phường Bắc Sơn")
BIRTHS = ("12/3/1970", "5/1975", "1971", "29/2/1980", "")
POSTS = ("X05", "X02", "X11", "X12")
LEVELS = ("ĐH", "TC", "CĐ", "")
EDITABLE = ("Quê quán", "Dân tộc")


@st.composite
def homes(draw: st.DrawFn) -> list[Row]:
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True))
    return [
        Row(
            name,
            draw(st.sampled_from(BIRTHS)),
            tuple(draw(st.lists(st.sampled_from(POSTS), min_size=1, max_size=2, unique=True))),
            draw(st.sampled_from(LEVELS)),
            draw(st.sampled_from(("m", "f", ""))),
            draw(st.sampled_from((*PLACES, ""))),
            note=draw(st.sampled_from(("", "đang học lớp K5"))),
        )
        for name in names
    ]


def facts() -> set[Any]:
    """All that stands, without when and where it was said."""
    snapshot = read_snapshot()
    said = (*snapshot.particulars, *snapshot.tenures, *snapshot.attainments)
    return {
        (type(one).__name__, one.person, str(getattr(one, "value", getattr(one, "post", one.key))))
        for one in said
        if one.voided_at is None
    }


@given(rows=homes(), order=st.randoms(use_true_random=False), data=st.data())
@settings(max_examples=25)
def test_what_goes_out_comes_back_as_it_was(
    rows: list[Row], order: Any, data: st.DataObject
) -> None:
    """Sorted rows and columns that were taken out change nothing."""
    with transaction.atomic():
        take(roster(rows))
        before = facts()
        for name in ("officials", "tenures", "attainments"):
            book = Book(export(name))
            lines = book.lines()
            order.shuffle(lines)
            book.write(lines)
            for label in data.draw(st.lists(st.sampled_from(book.labels[1:-1]), max_size=3)):
                if label in book.labels and label != "Họ và tên":
                    book.page.delete_cols(book.column(label))
                    book = Book(book.bytes())
            assert is_nothing(back(book.bytes(), file=f"{name}.xlsx"))
        assert facts() == before
        transaction.set_rollback(True)


@given(rows=homes(), data=st.data())
@settings(max_examples=25)
def test_an_edited_cell_is_all_that_changes_and_is_what_goes_out_next(
    rows: list[Row], data: st.DataObject
) -> None:
    with transaction.atomic():
        take(roster(rows))
        sent = Book(export())
        for _ in range(data.draw(st.integers(1, 3))):
            name = data.draw(st.sampled_from([row.name for row in rows]))
            label = data.draw(st.sampled_from(EDITABLE))
            sent.set(name, label, data.draw(st.sampled_from(PLACES)))
        kinds = {ParticularKind.HOME_PLACE.value, ParticularKind.ETHNIC_GROUP.value}
        before = facts()

        report = back(sent.bytes(), {"kind:edited": "correct"})

        assert not report.problems
        assert {one.field for one in report.differences} <= kinds
        assert len(before - facts()) <= len(report.differences)
        again = Book(export(at=BACK + timedelta(hours=1)))
        assert [line[:-1] for line in again.lines()] == [line[:-1] for line in sent.lines()]
        transaction.set_rollback(True)
