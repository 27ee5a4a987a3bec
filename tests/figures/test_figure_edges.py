"""The edge days, corrections and units of each figure, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from canbo.engine.facts import AttainmentState, AttendanceOutcome, PostClass, Scale, UnitLevel
from canbo.engine.figures import Figure, Frame, Share, compute, measures_named
from tests.figures.columns import warehouse_of
from tests.figures.homes import EARLY, LAW, Home, frame

THEORY = "intermediate_theory_people"
FOSTERING = "fostering_attendances"
SHARE = "commune_intermediate_professional_share"


def read(home: Home, name: str, at: Frame | None = None) -> Figure:
    with warehouse_of(home.snapshot()) as warehouse:
        [figure] = compute(warehouse, law=LAW, frame=at or frame(), measures=measures_named([name]))
    return figure


def counted(home: Home, name: str, at: Frame | None = None) -> int | Share:
    value = read(home, name, at).value
    return value if isinstance(value, Share) else value.number


@pytest.mark.parametrize(
    ("begins", "ends", "counts"),
    [
        ("01/9/2004", "31/12/2005", False),  # ends the day before the window
        ("01/9/2004", "01/1/2006", True),  # ends on its first day
        ("01/9/2004", "2005", False),
        ("01/9/2004", "1/2006", True),  # its end may be any day of January
        ("31/7/2011", "31/7/2013", True),  # begins on the window's last day
        ("01/8/2011", "31/7/2013", False),
        ("7/2011", "2013", True),  # may have begun on 1 July
        ("2011", None, True),  # the beginning alone: a span of that year
        (None, "2006", True),
        (None, None, False),  # no date, no claim
        ("2004", "2012", True),  # covers the whole window
    ],
)
def test_a_class_counts_when_its_widest_span_touches_the_window(
    begins: str | None, ends: str | None, counts: bool
) -> None:
    home = Home()
    person = home.person()
    home.sat(person, home.training_class("LLCT-TC", begins, ends))
    home.sat(person, home.training_class("BD-QLNN", begins, ends))
    assert counted(home, THEORY) == counts
    assert counted(home, FOSTERING) == counts


def test_a_person_counts_once_by_the_first_class_and_an_attendance_once_a_class() -> None:
    home = Home()
    person = home.person()
    later = home.training_class("LLCT-TC", "2009", "2011")
    first = home.training_class("LLCT-TC", "2006", "2008")
    home.sat(person, later)
    home.sat(person, first, AttendanceOutcome.DROPPED)
    short = home.training_class("BD-QLNN", "3/2008", "3/2008")
    home.sat(person, short)
    home.sat(person, short)  # the same class from a second source
    home.sat(person, home.training_class("BD-QLNN", "5/2009", "5/2009"))

    figure = read(home, THEORY)
    assert (figure.value.number, len(figure.rows)) == (1, 1)
    assert figure.rows[0].fact == home.attendances[1].key
    assert figure.rows[0].source == "ds.xlsx › Sheet1!B7"
    fostering = read(home, FOSTERING)
    assert fostering.value.number == len(fostering.rows) == 2
    assert fostering.base.count == 1, "one person stands behind both"


def test_attendances_of_classes_without_any_date_are_told() -> None:
    home = Home()
    undated = home.training_class("LLCT-TC", None, None)
    for _ in range(3):
        home.sat(home.person(), undated)
    home.sat(home.person(), home.training_class("LLCT-TC", "2008", "2009"))
    assert "hiện có 3 lượt như vậy" in read(home, THEORY).definition
    assert "như vậy" not in read(home, FOSTERING).definition


@pytest.mark.parametrize("course", ["LLCT-CC", "BD-QLNN", ""])
def test_other_courses_are_no_intermediate_theory(course: str) -> None:
    home = Home()
    home.sat(home.person(), home.training_class(course, "2008", "2009"))
    assert counted(home, THEORY) == 0


def test_a_correction_moves_the_figure_from_the_instant_it_was_recorded() -> None:
    home = Home()
    sat = home.training_class("LLCT-TC", "2008", "2009")
    corrected = EARLY + timedelta(days=30)
    home.sat(home.person(), sat, recorded=EARLY, voided=corrected)
    instant = timedelta(microseconds=1)
    assert counted(home, THEORY, frame(known_at=EARLY - instant)) == 0
    assert counted(home, THEORY, frame(known_at=EARLY)) == 1
    assert counted(home, THEORY, frame(known_at=corrected - instant)) == 1
    assert counted(home, THEORY, frame(known_at=corrected)) == 0


def test_a_window_is_not_cut_by_the_day_of_the_perspective() -> None:
    home = Home()
    home.sat(home.person(), home.training_class("LLCT-TC", "2012", "2013"))
    asked = frame(as_of=date(2011, 7, 31), window=(date(2012, 1, 1), date(2012, 12, 31)))
    assert counted(home, THEORY, asked) == 1


def share_home(level: str | None, **reached) -> Home:
    home = Home()
    person = home.person()
    home.holds(person, home.post(home.unit()))
    if level is not None:
        home.reached(person, level, **reached)
    return home


@pytest.mark.parametrize(
    ("level", "when", "met"),
    [
        ("TC", {"since": "31/7/2011"}, True),
        ("TC", {"since": "01/8/2011"}, None),
        ("TC", {"since": "7/2011"}, True),  # surely by the last day of July
        ("TC", {"since": "2011"}, None),  # perhaps only in December
        ("ĐH", {}, True),
        ("SC", {}, False),
        ("CQĐT", {}, False),  # untrained is an answer
        ("??", {}, None),  # a level that the law does not know is no answer
        ("CTTC", {}, None),  # another scale
        (None, {}, None),
        ("ĐH", {"state": AttainmentState.STUDYING}, None),
        ("ĐH", {"state": AttainmentState.EQUIVALENT}, True),
        ("ĐH", {"state": AttainmentState.REVOKED}, None),
    ],
)
def test_who_meets_the_level(level: str | None, when: dict, met: bool | None) -> None:
    figure = read(share_home(level, **when), SHARE)
    assert [row.met for row in figure.rows] == [met]
    assert figure.value == Share(int(met is True), 1)
    assert figure.missing == (met is None)


@pytest.mark.parametrize(
    ("post_class", "level", "counts"),
    [
        (PostClass.OFFICIAL, UnitLevel.COMMUNE, True),
        (PostClass.CIVIL_SERVANT, UnitLevel.COMMUNE, True),
        (PostClass.PART_TIME, UnitLevel.COMMUNE, False),
        (PostClass.UNKNOWN, UnitLevel.COMMUNE, False),
        (PostClass.OFFICIAL, UnitLevel.DISTRICT, False),
    ],
)
def test_whose_post_counts(post_class: PostClass, level: UnitLevel, counts: bool) -> None:
    home = Home()
    home.holds(home.person(), home.post(home.unit(), post_class, level))
    assert counted(home, SHARE) == Share(0, int(counts))


@pytest.mark.parametrize(
    ("when", "holds"),
    [
        ({"since": "31/7/2011"}, True),
        ({"since": "01/8/2011"}, False),
        ({"until": "31/7/2011"}, True),  # the last day is in
        ({"until": "30/7/2011"}, False),
        ({"since": "7/2011", "until": "7/2011"}, True),
        ({"since": "2011", "until": "2011"}, True),  # nothing is sure: the widest reading
        ({"since": "7/2011", "until": "8/2011"}, True),
        ({"since": "6/2011", "until": "7/2011"}, False),  # sure from 30 June to 1 July only
    ],
)
def test_who_holds_a_post_on_the_day(when: dict, holds: bool) -> None:
    home = Home()
    home.holds(home.person(), home.post(home.unit()), **when)
    assert counted(home, SHARE) == Share(0, int(holds))


def test_two_posts_are_one_person_and_the_best_of_two_levels_decides() -> None:
    home = share_home("SC")
    [person] = home.people.values()
    home.holds(person, home.post(home.unit(), PostClass.CIVIL_SERVANT))
    home.reached(person, "ĐH")
    figure = read(home, SHARE)
    assert figure.value == Share(1, 1)
    assert figure.rows[0].detail == "ĐH"


def test_a_level_counts_on_its_own_scale_only() -> None:
    home = share_home("CTTC")
    home.attainments = [replace(one, scale=Scale.PROFESSIONAL) for one in home.attainments]
    figure = read(home, SHARE)
    assert (figure.value, figure.missing) == (Share(0, 1), 1)


def test_nobody_in_the_base_has_no_share() -> None:
    figure = read(Home(), SHARE)
    assert figure.value == Share(0, 0)
    assert figure.value.fraction is None


def test_a_unit_means_those_who_hold_a_post_under_it_on_the_day() -> None:
    home = Home()
    town = home.unit(level=UnitLevel.DISTRICT)
    ward, other = home.unit(town), home.unit(town)
    school = home.unit(ward)
    sat = home.training_class("LLCT-TC", "2008", "2010")
    short = home.training_class("BD-QLNN", "2008", "2008")
    in_ward, below_ward, in_other, without, left = (home.person() for _ in range(5))
    home.holds(in_ward, home.post(ward))
    home.holds(below_ward, home.post(school))
    home.holds(in_other, home.post(other))
    home.holds(left, home.post(ward), until="2010")
    for person in (in_ward, below_ward, in_other, without, left):
        home.sat(person, sat)
        home.sat(person, short)

    def people(unit=None, as_of=date(2011, 7, 31)) -> set:
        return {row.person for row in read(home, THEORY, frame(as_of=as_of, unit=unit)).rows}

    assert len(people()) == 5
    assert people(town) == {in_ward.id, below_ward.id, in_other.id}
    assert people(ward) == {in_ward.id, below_ward.id}
    assert people(school) == {below_ward.id}
    assert people(ward, date(2009, 12, 31)) == {in_ward.id, below_ward.id, left.id}
    assert counted(home, FOSTERING, frame(unit=ward)) == 2
    assert counted(home, SHARE, frame(unit=other)) == Share(0, 1)


def test_who_holds_posts_in_two_units_belongs_to_both() -> None:
    home = Home()
    one, two = home.unit(), home.unit()
    person = home.person()
    home.holds(person, home.post(one))
    home.holds(person, home.post(two))
    assert counted(home, SHARE, frame(unit=one)) == Share(0, 1)
    assert counted(home, SHARE, frame(unit=two)) == Share(0, 1)
    assert counted(home, SHARE) == Share(0, 1)


def test_a_unit_moves_between_parents_with_its_dates() -> None:
    home = Home()
    old, new = home.unit(), home.unit()
    ward = home.unit(old)
    moved = home.placements.pop()
    until = home._shared(until="31/12/2010")
    since = home._shared(since="01/1/2011")
    kind = type(moved)
    home.placements += [
        kind(**until, unit=ward.id, parent=old.id, level=UnitLevel.COMMUNE),
        kind(**since, unit=ward.id, parent=new.id, level=UnitLevel.COMMUNE),
    ]
    home.holds(home.person(), home.post(ward))
    before, after = date(2010, 12, 31), date(2011, 1, 1)
    assert counted(home, SHARE, frame(as_of=before, unit=old)) == Share(0, 1)
    assert counted(home, SHARE, frame(as_of=after, unit=old)) == Share(0, 0)
    assert counted(home, SHARE, frame(as_of=after, unit=new)) == Share(0, 1)


def test_an_instant_is_one_instant_in_every_zone() -> None:
    from zoneinfo import ZoneInfo

    home = Home()
    recorded = datetime(2011, 7, 31, 17, 0, tzinfo=UTC)  # midnight in Hà Nội
    home.sat(home.person(), home.training_class("LLCT-TC", "2008", "2009"), recorded=recorded)
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    assert counted(home, THEORY, frame(known_at=datetime(2011, 8, 1, tzinfo=zone))) == 1
    just_before = datetime(2011, 7, 31, 23, 59, 59, tzinfo=zone)
    assert counted(home, THEORY, frame(known_at=just_before)) == 0


def test_a_post_retitled_from_a_day_on_moves_no_older_figure() -> None:
    home = Home()
    post = home.post(home.unit())
    home.holds(home.person(), post)
    days = [date(2009, 12, 31), date(2010, 1, 1)]
    before = [counted(home, SHARE, frame(day)) for day in days]
    home.retitles(post, since="01/01/2010", recorded=EARLY + timedelta(days=30))

    assert before == [Share(0, 1), Share(0, 1)]
    assert [counted(home, SHARE, frame(day)) for day in days] == [Share(0, 1), Share(0, 0)]
    known_before = frame(days[1], known_at=EARLY + timedelta(days=29))
    assert counted(home, SHARE, known_before) == Share(0, 1)


def test_a_profile_can_bring_a_post_into_a_figure() -> None:
    home = Home()
    post = home.post(home.unit(), PostClass.PART_TIME)
    home.holds(home.person(), post)
    home.retitles(post, post_class=PostClass.OFFICIAL, since="2010", until="2011")

    found = [counted(home, SHARE, frame(date(year, 12, 31))) for year in (2009, 2010, 2012)]
    assert found == [Share(0, 0), Share(0, 1), Share(0, 0)]
