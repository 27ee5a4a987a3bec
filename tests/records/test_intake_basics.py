"""What one file leaves behind: registers, facts, cells, nothing twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from canbo.engine.facts import FactKind, ParticularKind, Snapshot
from canbo.engine.timeline import Perspective
from canbo.records.models import Person, Post, Unit
from canbo.records.queries import read_snapshot
from tests.records.sheets import NOON, Row, classes, roster, take

pytestmark = pytest.mark.django_db
MAI = Row("Nguyễn Thị Mai", "12/3/1979", ("Y3",), "ĐH", sex="f", home="Quảng Xương", party="2003")
QUANG = Row("CAO SỸ QUANG", "5/1962", ("X05", "X02"), "TC", sex="m", note="nghỉ ốm")


def state(as_of: date, known_at: datetime = NOON) -> Snapshot:
    return read_snapshot().folded(Perspective(as_of, known_at))


def test_a_roster_becomes_units_posts_people_and_facts() -> None:
    report = take(roster([MAI, QUANG]))

    assert set(report.facts) == set(FactKind)
    assert {kind: count for kind, count in report.facts.items() if count} == {
        "unit_name": 2, "unit_placement": 2, "particular": 5 + 4, "tenure": 3, "attainment": 2,
    }  # fmt: skip
    assert (report.created, report.matched) == (2, 0)
    assert set(Unit.objects.values_list("code", "proposed")) == {
        ("thi-xa-sam-son", True),
        ("phuong-truong-son", True),
    }
    assert set(Post.objects.values_list("title", flat=True)) == {"X02", "X05", "Y3"}


def test_a_shouted_name_is_written_as_a_name() -> None:
    take(roster([QUANG]))

    names = [f.value for f in state(NOON.date()).particulars if f.kind is ParticularKind.NAME]
    assert names == ["Cao Sỹ Quang"]


def test_a_post_is_open_from_the_roster_on() -> None:
    take(roster([MAI], as_of="31/12/2010"))

    assert not state(date(2010, 12, 30)).tenures
    assert len(state(date(2010, 12, 31)).tenures) == 1
    assert len(state(date(2030, 1, 1)).tenures) == 1


def test_every_cell_is_accounted_for() -> None:
    report = take(roster([MAI, QUANG]))
    cells = report.cells

    assert cells.read == cells.stored + cells.structure + cells.derived + cells.listed
    assert cells.listed == 0


def test_each_fact_names_its_cell() -> None:
    take(roster([MAI]))

    for tenure in read_snapshot().tenures:
        assert str(tenure.source) == "truong-son.xlsx › DS!I6"


def test_the_same_file_again_changes_nothing() -> None:
    first = take(roster([MAI, QUANG]))
    before = read_snapshot()
    again = take(roster([MAI, QUANG]), at=NOON + timedelta(days=1))

    assert again.batch == first.batch
    assert set(again.facts.values()) == {0}
    assert (again.created, again.matched) == (0, 2)
    assert again.cells == first.cells
    assert read_snapshot() == before


def test_a_file_that_says_the_same_adds_no_fact() -> None:
    take(roster([MAI, QUANG]))
    before = read_snapshot()
    report = take(roster([QUANG, MAI], file="ban-sao.xlsx"))

    assert set(report.facts.values()) == {0}
    assert report.cells.listed == 0
    assert read_snapshot() == before


def test_a_preview_stores_nothing() -> None:
    report = take(roster([MAI, QUANG]), preview=True)

    assert report.batch is None
    assert report.facts["tenure"] == 3
    assert not Person.objects.exists()


def test_a_class_roster_opens_no_post() -> None:
    report = take(classes([Row("Lê Văn Hùng", "1970"), MAI]))

    assert report.facts["attendance"] == 2
    assert report.facts["tenure"] == 0
    assert not Unit.objects.exists()


def test_a_class_found_again_in_another_file_is_the_same_class() -> None:
    take(classes([MAI]))
    report = take(
        classes(
            [MAI, QUANG], file="lop-2.xlsx", begins="15/9/2008", name="LỚP TRUNG CẤP LLCT-HC K12"
        )
    )

    assert report.facts["attendance"] == 1
    assert len(read_snapshot().classes) == 1


def test_levels_hold_from_the_day_they_were_reached() -> None:
    take(roster([Row("Lê Văn Hùng", "1970", (), "ĐH", reached="2005")]))

    assert len(state(date(2005, 12, 31)).attainments) == 1
    assert not state(date(2005, 12, 30)).attainments


def test_times_of_recording_are_those_of_the_caller() -> None:
    at = datetime(2008, 1, 5, 2, tzinfo=UTC)
    take(roster([MAI]), at=at)

    assert {fact.recorded_at for fact in read_snapshot().tenures} == {at}


def test_a_class_without_dates_is_not_taken_for_one_with_dates() -> None:
    take(classes([MAI]))
    report = take(classes([MAI], file="lop-2.xlsx", begins="", ends=""))

    assert report.facts["attendance"] == 1
    assert len(read_snapshot().classes) == 2
