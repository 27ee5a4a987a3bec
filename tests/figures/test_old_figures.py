"""Old reports: printed numbers as rules, and who is amiss where a figure is not reproduced."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from canbo.engine.facts import AttendanceOutcome
from canbo.engine.figures import MEASURES, Attendances, Frame, People, Share
from canbo.engine.figures.archive import Claim, Suspect, Verification, _likeliest, try_claim
from canbo.engine.figures.bounds import BOUNDS, NotPrinted, PrintedNumber
from tests.figures.columns import warehouse_of
from tests.figures.homes import LAW, PARAMETERS, Home, frame

THEORY = "intermediate_theory_people"
SHARE = "commune_intermediate_professional_share"


@pytest.mark.parametrize(
    ("printed", "true", "false"),
    [
        ("gần 180", [175, 178, 179], [180, 181, 174, 18]),
        ("gần 600", [575, 594], [600, 574, 601]),
        ("gần 20", [18, 19], [20, 17, 21]),
        ("trên 300", [301, 350], [300, 299, 351]),
        ("hơn 1.000", [1001, 1100], [1000, 1101]),
        ("khoảng 180", [175, 180, 185], [174, 186]),
        ("ít nhất 10", [10, 11, 5000], [9]),
        ("không quá 10", [10, 0], [11]),
        ("dưới 30", [29, 0], [30]),
        ("1.346", [1346], [1345, 1347]),
        ("178 người", [178], [177]),
    ],
)
def test_a_printed_number_is_true_of_some_values(printed, true, false) -> None:
    number = PrintedNumber.parse(printed)
    assert [one for one in true if not number.is_true_of(People(one))] == []
    assert [one for one in false if number.is_true_of(People(one))] == []


@pytest.mark.parametrize(
    ("printed", "met", "base", "is_true"),
    [
        ("79,5%", 1070, 1346, True), ("79,4%", 1070, 1346, False), ("80%", 1070, 1346, False),
        ("79%", 1070, 1346, True), ("100%", 116, 117, False), ("100%", 117, 117, True),
        ("gần 80%", 1070, 1346, True), ("trên 79%", 1070, 1346, True), ("100%", 0, 0, False),
    ],
)  # fmt: skip
def test_a_printed_percentage_is_rounded_as_offices_do(printed, met, base, is_true) -> None:
    assert PrintedNumber.parse(printed).is_true_of(Share(met, base)) == is_true


def test_a_count_is_no_percentage() -> None:
    assert not PrintedNumber.parse("80%").is_true_of(Attendances(80))
    assert not PrintedNumber.parse("80").is_true_of(Share(80, 100))


@pytest.mark.parametrize("text", ["", "vài chục", "chừng 5", "5-6", "gần"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NotPrinted):
        PrintedNumber.parse(text)
    assert "gần" in BOUNDS


def tried(home: Home, name: str, printed: str, at: Frame | None = None) -> Verification:
    claim = Claim(MEASURES[name], PrintedNumber.parse(printed), at or frame())
    with warehouse_of(home.snapshot()) as warehouse:
        return try_claim(warehouse, claim, law=LAW, parameters=PARAMETERS)


def learners(home: Home, number: int, begins: str | None, ends: str | None) -> list:
    sat = home.training_class("LLCT-TC", begins, ends)
    people = [home.person() for _ in range(number)]
    for person in people:
        home.sat(person, sat)
    return people


def test_a_figure_that_is_reproduced_suspects_nobody() -> None:
    home = Home()
    learners(home, 3, "2008", "2009")
    found = tried(home, THEORY, "3")
    assert (found.reproduced, found.lacking, found.missing, found.extra) == (True, 0, (), ())


def test_who_just_missed_the_window_is_likeliest_to_be_missing() -> None:
    home = Home()
    learners(home, 3, "2008", "2009")
    near = learners(home, 2, "01/9/2004", "31/12/2005")
    undated = learners(home, 1, None, None)
    far = learners(home, 1, "2001", "2002")
    other = home.person()
    home.sat(other, home.training_class("LLCT-CC", "2008", "2009"))
    found = tried(home, THEORY, "6")
    assert (found.reproduced, found.figure.value.number, found.lacking) == (False, 3, 3)
    # the advanced class is no fit; nobody's day is known first, then the nearest
    order = [one.person for one in found.missing]
    assert order[0] == undated[0].id
    assert set(order[1:3]) == {one.id for one in near}
    assert order.index(far[0].id) > 2
    told = {one.person: one.why for one in found.missing}
    assert told[near[0].id] == "kết thúc 1 ngày trước thời gian được tính"
    assert told[undated[0].id] == "không ghi ngày"
    assert "trung cấp" in told[other.id]
    assert other.id in order


def test_a_group_that_explains_just_the_difference_comes_first() -> None:
    home = Home()
    learners(home, 3, "2008", "2009")
    learners(home, 2, "01/9/2004", "31/12/2005")
    other = home.person()
    home.sat(other, home.training_class("LLCT-CC", "2008", "2009"))
    assert tried(home, THEORY, "4").missing[0].person == other.id


def test_of_groups_without_days_the_one_nearest_to_the_difference_comes_first() -> None:
    groups = {"other classes": 40, "not planned": 9, "other years": 2}
    suspects = [
        Suspect(UUID(int=number), None, "", "", "", None, False, group)
        for number, group in enumerate(
            group for group, size in groups.items() for _ in range(size)
        )
    ]  # fmt: skip
    order = [one.group for one in _likeliest(suspects, 8)]
    assert order == ["not planned"] * 9 + ["other years"] * 2 + ["other classes"] * 40


def test_whoever_sits_in_another_unit_may_be_missing_there() -> None:
    home = Home()
    ward, other = home.unit(), home.unit()
    mine, gone = learners(home, 2, "2008", "2009")
    home.holds(mine, home.post(ward))
    home.holds(gone, home.post(other))
    found = tried(home, THEORY, "2", replace(frame(), unit=ward.id))
    assert found.figure.value.number == 1
    assert [(one.person, one.why) for one in found.missing] == [(gone.id, "thuộc đơn vị khác")]


def test_of_a_share_those_without_data_come_first() -> None:
    home = Home()
    unit = home.unit()
    people = [home.person() for _ in range(4)]
    for person, level in zip(people, ("TC", "ĐH", "SC", None), strict=True):
        home.holds(person, home.post(unit))
        if level:
            home.reached(person, level)
    found = tried(home, SHARE, "100%")
    assert (str(found.figure.value), found.lacking) == ("2/4", 2)
    assert [one.person for one in found.missing[:2]] == [people[3].id, people[2].id]
    assert found.missing[0].unknown


def test_whoever_is_counted_by_a_thread_may_be_too_many() -> None:
    home = Home()
    learners(home, 2, "2008", "2009")
    left = home.person()
    home.sat(left, home.training_class("LLCT-TC", "2008", "2009"), AttendanceOutcome.DROPPED)
    running = learners(home, 2, "5/2011", "2012")
    found = tried(home, THEORY, "4")
    assert (found.lacking, found.missing) == (-1, ())
    assert found.extra[0].person == left.id
    assert "bỏ học" in found.extra[0].why
    assert {one.person for one in tried(home, THEORY, "3").extra[:2]} == {one.id for one in running}
    assert found.claim.frame.as_of == date(2011, 7, 31)
