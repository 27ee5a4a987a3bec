"""A roster without a day: people and levels are taken in, what is of its day waits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from canbo.engine.facts import ParticularKind
from canbo.journal.operations import verify
from tests.records.lists import codes, standing, tenures
from tests.records.sheets import Row, day, roster, take

pytestmark = pytest.mark.django_db
HUNG = Row("Lê Văn Hùng", "1970", ("X05",), level="ĐH", home="Hoằng Hóa")
LAN = Row("Đỗ Thị Lan", "1/2/1980", ("X06",), level="TC", sex="f")


def test_people_and_levels_are_stored_and_posts_wait() -> None:
    report = take(roster([HUNG, LAN], as_of=None))

    assert (report.created, tenures()) == (2, set())
    assert [one.level for one in sorted(standing("attainments"), key=lambda a: a.level)] == [
        "TC",
        "ĐH",
    ]
    homes = [one.value for one in standing("particulars") if one.kind is ParticularKind.HOME_PLACE]
    assert homes == ["Hoằng Hóa"]
    assert codes(report).count("roster_without_date") == 1
    assert [one.found for one in report.problems if one.code == "roster_without_day"] == [
        "X05",
        "X06",
    ]
    cells = report.cells
    assert cells.listed == 2
    assert cells.read == cells.stored + cells.structure + cells.derived + cells.listed
    assert verify().is_sound


def test_a_post_with_a_day_of_its_own_is_stored() -> None:
    reading = roster([HUNG], as_of=None)
    (document,) = reading.documents
    (row,) = document.rows
    dated = tuple(replace(post, begins=day("8/2008")) for post in row.posts)
    documents = (replace(document, rows=(replace(row, posts=dated),)),)

    report = take(replace(reading, documents=documents))

    assert {(name, post) for name, post, _ in tenures()} == {("Lê Văn Hùng", "X05")}
    assert report.cells.listed == 0


def test_a_roster_without_a_day_ends_nothing() -> None:
    take(roster([replace(HUNG, posts=("X06",)), LAN], as_of="31/12/2009"))
    before = tenures()
    take(roster([HUNG], as_of=None, file="khong-ngay.xlsx"))
    assert tenures() == before
