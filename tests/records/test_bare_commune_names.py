"""A commune that one file calls by its bare name and another with its type is one unit."""

from __future__ import annotations

import dataclasses
import itertools

import pytest

from canbo.exchange.workbooks.places import UnitReading
from canbo.exchange.workbooks.reading import Reading, RosterDocument
from canbo.records.queries import read_snapshot
from tests.records.sheets import TOWN, Row, roster, take

pytestmark = pytest.mark.django_db


def bare_roster() -> Reading:
    """A roster of 2009 that says "Quảng Cư" and no more."""
    reading = roster([Row("Lê Văn Hùng", "1970", ("X05",))], as_of="30/6/2009", file="bare.xlsx")
    (document,) = reading.documents
    assert isinstance(document, RosterDocument)
    unit = UnitReading((TOWN, "Quảng Cư"), "", "commune")
    rows = tuple(dataclasses.replace(row, unit=unit) for row in document.rows)
    renamed = dataclasses.replace(document, units=(unit,), rows=rows)
    return dataclasses.replace(reading, documents=(renamed,))


def full_roster() -> Reading:
    """A roster of 2008 of "xã Quảng Cư"."""
    rows = [Row("Vũ Thị Hạnh", "1971", ("Y5",), unit=(TOWN, "xã Quảng Cư"))]
    reading = roster(rows, as_of="30/6/2008", file="full.xlsx")
    (document,) = reading.documents
    assert isinstance(document, RosterDocument)
    renamed = dataclasses.replace(document, units=(document.rows[0].unit,))
    return dataclasses.replace(reading, documents=(renamed,))


@pytest.mark.parametrize("order", list(itertools.permutations((bare_roster, full_roster))))
def test_either_may_come_first(order: tuple[object, ...]) -> None:
    for make in order:
        report = take(make())  # type: ignore[operator]
        assert [problem.code for problem in report.problems] == []

    snapshot = read_snapshot()
    names = {one.name for one in snapshot.unit_names if one.voided_at is None}
    assert names == {TOWN, "xã Quảng Cư"}
    units = {snapshot.posts[one.post].unit for one in snapshot.tenures if one.voided_at is None}
    assert len(units) == 1
