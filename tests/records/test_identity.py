"""Who is who: names, birth dates, places; and where nobody can tell, the row is listed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from canbo.engine.facts import ParticularKind
from canbo.records.operations import ImportReport
from canbo.records.queries import read_snapshot
from tests.records.sheets import (
    TOWN,
    WARD,
    Row,
    class_sheet,
    classes,
    roster,
    roster_sheet,
    take,
    workbook,
)

pytestmark = pytest.mark.django_db
OTHER = (TOWN, "phường Bắc Sơn")


def codes(report: ImportReport) -> list[str]:
    return [problem.code for problem in report.problems]


def people_count() -> int:
    return len({fact.person for fact in read_snapshot().particulars if fact.voided_at is None})


def value(kind: ParticularKind) -> list[str]:
    return [
        fact.value
        for fact in read_snapshot().particulars
        if fact.kind is kind and fact.voided_at is None
    ]


@pytest.mark.parametrize(
    ("stored", "met"),
    [
        (Row("Nguyễn Văn Hoà", "12/3/1970"), Row("NGUYỄN VĂN HÒA", "12/3/1970")),
        (Row("Cao Sỹ Thanh", "12/3/1970"), Row("Cao Sĩ Thanh", "3/1970")),
        (Row("Lê Văn Hùng", "12/3/1970"), Row("Lê Văn Hùng", "1970")),
        (Row("Lê Văn Hùng", "1970"), Row("Lê Văn Hùng", "12/3/1970")),
        (Row("Lê Văn Hùng", "12/3/1970"), Row("Lê Văn Hùng", unit=WARD)),
        (Row("Lê Văn Hùng", "12/3/1970", home="Quảng Cư"), Row("Lê Văn Hùng", home="xã Quảng Cư")),
        (Row("Lê Văn Hùng", "12/3/1970"), Row("Lê Văn Hùng", unit=(TOWN,))),
        (Row("Lê Văn Hùng", "12/3/1970"), Row("Lê Văn Hùng")),
        (Row("Lê Văn Hùng", "12/3/1970"), Row("Lê Văn Hùng", words="UBND P. Trường Sơn")),
        (Row("Lê Văn Hùng"), Row("Lê Văn Hùng", "1970", sex="m", unit=WARD)),
    ],
)
def test_one_person_is_found_again(stored: Row, met: Row) -> None:
    take(roster([replace(stored, posts=("X05",))]))
    report = take(classes([met]))

    assert (report.created, report.matched, codes(report)) == (0, 1, [])
    assert people_count() == 1


def test_a_day_of_birth_off_by_one_waits_for_a_decision() -> None:
    take(roster([Row("Ai Khác", "1950")], path=OTHER, file="khac.xlsx"))
    take(roster([Row("Lê Văn Hùng", "12/3/1970", ("X05",))]))
    report = take(classes([Row("Lê Văn Hùng", "13/3/1970")]))
    assert (report.created, codes(report)) == (0, ["likely_duplicate"])


@pytest.mark.parametrize(
    ("stored", "met"),
    [
        (Row("Lê Văn Hùng", "1970"), Row("Lê Văn Hùng", "1971")),
        (Row("Lê Văn Hòa", "1970"), Row("Lê Văn Hoa", "1970")),
        (Row("Lê Hoài Thanh", "1970", sex="m"), Row("Lê Hoài Thanh", "1970", sex="f")),
        (Row("Lê Văn Hùng", "12/3/1970"), Row("Lê Văn Hùng", unit=OTHER)),
        (Row("Lê Văn Hùng", "12/3/1970"), Row("Lê Văn Hùng", words="xã Quảng Minh")),
        (Row("Lê Văn Hùng", "1970", home="Nghệ An"), Row("Lê Văn Hùng", home="Hà Tĩnh")),
    ],
)
def test_two_people_stay_two(stored: Row, met: Row) -> None:
    take(roster([Row("Ai Khác", "1950")], path=OTHER, file="khac.xlsx"))
    take(roster([replace(stored, posts=("X05",))]))
    report = take(classes([met]))

    assert (report.created, codes(report)) == (1, [])


def test_two_of_one_name_in_one_ward_are_told_apart_by_birth() -> None:
    take(
        roster([Row("Lê Văn Hùng", "12/3/1970", ("X05",)), Row("Lê Văn Hùng", "5/8/1979", ("Y3",))])
    )
    report = take(classes([Row("Lê Văn Hùng", "1979")]))

    assert (report.matched, codes(report)) == (1, [])
    assert people_count() == 2


def test_where_two_still_fit_the_row_is_listed_and_both_are_named() -> None:
    take(
        roster([Row("Lê Văn Hùng", "12/3/1970", ("X05",)), Row("Lê Văn Hùng", "5/8/1970", ("Y3",))])
    )
    report = take(classes([Row("Lê Văn Hùng", "1970", unit=WARD), Row("Lê Thị Lan", "1980")]))

    assert codes(report) == ["ambiguous_person"]
    assert "12/3/1970" in report.problems[0].expected
    assert "05/8/1970" in report.problems[0].expected
    assert report.facts["attendance"] == 1
    assert report.cells.listed == 2
    assert report.cells.read == report.cells.stored + report.cells.structure + report.cells.listed


def test_the_unit_decides_between_two_of_one_name_and_year() -> None:
    take(roster([Row("Lê Văn Hùng", "12/3/1970", ("X05",))]))
    take(roster([Row("Lê Văn Hùng", "5/8/1970", ("X05",))], path=OTHER, file="bac-son.xlsx"))
    report = take(classes([Row("Lê Văn Hùng", "1970", unit=OTHER)]))

    assert (report.matched, codes(report)) == (1, [])
    attended = read_snapshot().attendances[0].person
    births = {f.person: f.value for f in read_snapshot().particulars if f.kind == "birth"}
    assert births[attended] == "1970-08-05"


def test_the_same_class_sheet_twice_is_one_attendance_each() -> None:
    rows = [Row("Lê Văn Hùng", "1970", unit=WARD), Row("Lê Thị Lan", "2/1980")]
    report = take(workbook("lop.xlsx", [class_sheet(rows), class_sheet(rows, sheet="L1 (2)")]))

    assert (report.facts["attendance"], report.created, codes(report)) == (2, 2, [])


def test_one_person_on_two_lines_of_a_ward_holds_two_posts() -> None:
    rows = [Row("Lê Văn Hùng", "1970", ("X02",)), Row("LÊ VĂN HÙNG", "1970", ("X03",))]
    report = take(roster(rows))

    assert (report.facts["tenure"], report.created, codes(report)) == (2, 1, [])


def test_two_lines_of_one_name_and_year_in_two_units_are_not_decided() -> None:
    rows = [Row("Lê Văn Hùng", "1970", ("X02",)), Row("Lê Văn Hùng", "1970", ("Y3",), unit=OTHER)]
    report = take(roster(rows))

    assert (report.created, codes(report)) == (1, ["ambiguous_person"])


def test_two_lines_of_one_name_and_year_with_other_levels_are_not_made_one() -> None:
    rows = [
        Row("Lê Văn Hùng", "1970", ("X06",), level="ĐH"),
        Row("Lê Văn Hùng", "1970", ("Z36",), level="TC"),
    ]
    report = take(roster(rows))

    assert (report.created, codes(report)) == (1, ["ambiguous_person"])


@pytest.mark.parametrize(
    ("birth", "home", "said"),
    [("1970", "", ["ambiguous_person"]), ("1970", "Quảng Cư", []), ("12/3/1970", "", [])],
)
def test_a_year_alone_moves_nobody_to_another_ward(birth: str, home: str, said: list[str]) -> None:
    take(roster([Row("Lê Văn Hùng", birth, ("X06",), home=home)]))
    rows = [Row("Lê Văn Hùng", birth, ("X05",), home=home)]
    report = take(roster(rows, as_of="30/6/2011", path=OTHER, file="bac-son.xlsx"))

    assert (report.created, codes(report)) == (0, said)


def test_two_lines_that_contradict_each_other_are_two_people() -> None:
    rows = [
        Row("Lê Văn Hùng", "1970", ("X02",), home="Nghệ An"),
        Row("Lê Văn Hùng", "1970", ("Y3",), home="Thanh Hóa"),
    ]
    report = take(roster(rows))

    assert (report.created, codes(report)) == (2, [])


def test_a_fuller_birth_date_takes_the_place_of_the_year() -> None:
    take(roster([Row("Lê Văn Hùng", "1970")]))
    take(classes([Row("Lê Văn Hùng", "12/3/1970")]))
    take(classes([Row("Lê Văn Hùng", "3/1970")], file="lop2.xlsx", name="Lớp khác"))

    assert value(ParticularKind.BIRTH) == ["1970-03-12"]


def test_a_value_that_contradicts_is_listed_and_the_stored_one_kept() -> None:
    take(roster([Row("Lê Văn Hùng", "12/3/1970", party="3/2/1995")]))
    report = take(classes([Row("Lê Văn Hùng", "12/3/1970", party="3/2/1996")]))

    assert codes(report) == ["conflicting_value"]
    assert (report.problems[0].found, report.problems[0].expected) == ("03/2/1996", "03/2/1995")
    assert report.cells.listed == 1
    assert value(ParticularKind.PARTY_DATE) == ["1995-02-03"]


def test_a_unit_met_first_without_its_parent_is_the_same_unit() -> None:
    take(roster([Row("Lê Văn Hùng", "1970", ("X05",))], path=WARD[1:]))
    report = take(
        roster([Row("Lê Văn Hùng", "1970", ("X05",))], path=("TX. Sầm Sơn", "Phường  Trường Sơn"),
               file="b.xlsx"),
    )  # fmt: skip
    snapshot = read_snapshot()

    assert report.facts["tenure"] == 0
    assert {unit.code for unit in snapshot.units.values()} == {"phuong-truong-son", "tx-sam-son"}
    placed = [one for one in snapshot.unit_placements if one.voided_at is None and one.parent]
    assert len(placed) == 1


@pytest.mark.parametrize("first", [0, 1])
def test_a_commune_that_became_a_ward_is_one_unit_with_two_names(first: int) -> None:
    files = [
        roster([Row("Lê Văn Hùng", "1970", ("X05",))], path=(TOWN, "xã Quảng Tiến"),
               as_of="31/12/2008", file="xa.xlsx"),
        roster([Row("Lê Văn Hùng", "1970", ("X05",))], path=(TOWN, "phường Quảng Tiến"),
               as_of="31/12/2010", file="phuong.xlsx"),
    ]  # fmt: skip
    take(files[first])
    take(files[1 - first])
    snapshot = read_snapshot()

    names = sorted(
        (str(one.validity.certain.begins), one.name)
        for one in snapshot.unit_names
        if one.voided_at is None and one.type != "thị xã"
    )
    assert len(snapshot.units) == 2
    assert [name for _, name in names] == ["phường Quảng Tiến", "xã Quảng Tiến"]
    assert names[0][0] == "2010-12-31"
    assert len([one for one in snapshot.tenures if one.voided_at is None]) == 1


def test_several_rosters_in_one_file_are_taken_by_their_day() -> None:
    row = Row("Lê Văn Hùng", "1970", ("X05",))
    later, earlier = (
        roster_sheet([row], as_of=text, sheet=text.replace("/", "."))
        for text in ("1/2010", "1/2008")
    )
    report = take(workbook("nhieu.xlsx", [later, earlier]))

    tenures = [one for one in read_snapshot().tenures if one.voided_at is None]
    assert report.facts["tenure"] == 1
    assert str(tenures[0].validity.known_by) == "2008-01-31"
