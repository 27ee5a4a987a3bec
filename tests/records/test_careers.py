"""Careers, appointments, retirements: dated posts held against what rosters saw."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest

from canbo.engine.facts import Evidence, RetirementKind, TenureAct, TenureManner
from canbo.exchange.workbooks.reading import ListKind, Reading
from canbo.exchange.workbooks.statements import RetirementReading
from canbo.journal.operations import verify
from canbo.records import operations
from tests.records.lists import (
    Line,
    careers,
    codes,
    decision,
    held,
    holders,
    listing,
    says,
    standing,
    tenures,
)
from tests.records.sheets import NOON, OPERATOR, TOWN, Row, roster, take
from tests.records.test_undo_and_editions import visible_state

pytestmark = pytest.mark.django_db
HUNG = "Lê Văn Hùng"
LATER = NOON + timedelta(hours=1)


def seen(*posts: str, on: str, file: str = "") -> object:
    return roster([Row(HUNG, "1970", posts)], as_of=on, file=file or f"{on[-4:]}.xlsx")


def career(*said: object, on: str = "31/7/2011", file: str = "qtct.xlsx") -> object:
    return careers(Line(HUNG, "1970", tuple(said)), as_of=on, file=file)  # type: ignore[arg-type]


def test_a_career_is_stored_line_by_line() -> None:
    report = take(
        career(
            held("Giáo viên", "8/1992", "12/1998", path=(TOWN, "trường THCS Trường Sơn")),
            held("X06", "1/1999", "6/2005"),
            held("X05", "7/2005"),
        )
    )

    assert tenures() == {
        (HUNG, "Giáo viên", "8/1992-12/1998"),
        (HUNG, "X06", "1/1999-6/2005"),
        (HUNG, "X05", "7/2005-"),
    }
    assert codes(report) == []
    assert report.cells.listed == 0
    assert holders("X05", date(2010, 1, 1)) == {HUNG}
    assert verify().is_sound


# --- the same post, seen by rosters ---------------------------------------------------------------

STORY = {
    "2008": seen("X06", on="31/12/2008"),
    "2010": seen("X05", on="31/12/2010"),
    "qtct": career(held("X06", "1/2005", "6/2009"), held("X05", "7/2009")),
}


@pytest.mark.parametrize("order", list(itertools.permutations(STORY)))
def test_lines_and_sightings_are_one_tenure_in_any_order(order: tuple[str, ...]) -> None:
    for name in order:
        take(STORY[name])  # type: ignore[arg-type]

    assert tenures() == {(HUNG, "X06", "1/2005-6/2009"), (HUNG, "X05", "7/2009-")}


AROUND = {
    "2004": seen("X06", on="31/12/2004"),
    "2006": seen("X06", on="31/12/2006"),
    "2010": seen("X06", on="31/12/2010"),
    "qtct": career(held("X06", "6/2005", "6/2009")),
}


@pytest.mark.parametrize("order", list(itertools.permutations(AROUND)))
def test_sightings_before_and_after_a_line_stay_tenures_of_their_own(
    order: tuple[str, ...],
) -> None:
    for name in order:
        take(AROUND[name])  # type: ignore[arg-type]

    assert tenures() == {
        (HUNG, "X06", "[2004-12-31]-29/6/2005"),
        (HUNG, "X06", "6/2005-6/2009"),
        (HUNG, "X06", "[2010-12-31]-"),
    }


LEFT_OUT = {
    "2006": seen("X06", on="31/12/2006"),
    "2010": seen("Y3", on="31/12/2010"),
    "qtct": career(held("X06", "1/2005"), on="31/12/2007"),
}


@pytest.mark.parametrize("order", list(itertools.permutations(LEFT_OUT)))
def test_a_post_open_in_a_career_ends_where_a_later_roster_leaves_it_out(
    order: tuple[str, ...],
) -> None:
    for name in order:
        take(LEFT_OUT[name])  # type: ignore[arg-type]

    assert tenures() == {(HUNG, "X06", "1/2005-30/12/2010"), (HUNG, "Y3", "[2010-12-31]-")}


def test_a_closed_line_never_reopens() -> None:
    take(career(held("X06", "1/2005", "6/2009"), file="a.xlsx"))
    report = take(career(held("X06", "1/2005"), file="b.xlsx"))

    assert tenures() == {(HUNG, "X06", "1/2005-6/2009")}
    assert codes(report) == ["career_reopens"]
    assert report.cells.listed == 1


def test_an_older_paper_that_knew_no_end_yet_says_nothing_else() -> None:
    take(career(held("X06", "1/2005", "6/2009"), file="a.xlsx"))
    report = take(career(held("X06", "1/2005"), on="31/12/2007", file="b.xlsx"))

    assert tenures() == {(HUNG, "X06", "1/2005-6/2009")}
    assert (codes(report), report.facts["tenure"]) == ([], 0)


def test_a_later_paper_closes_what_was_open() -> None:
    take(career(held("X06", "2005"), on="31/12/2007", file="a.xlsx"))
    report = take(career(held("X06", "1/2005", "6/2009"), file="b.xlsx"))

    assert tenures() == {(HUNG, "X06", "1/2005-6/2009")}
    assert (report.facts["tenure"], report.voided) == (1, 1)


def test_other_days_of_one_post_are_listed_not_doubled() -> None:
    take(career(held("X06", "1/2005", "6/2009"), file="a.xlsx"))
    report = take(career(held("X06", "3/2006", "6/2009"), file="b.xlsx"))

    assert tenures() == {(HUNG, "X06", "1/2005-6/2009")}
    assert codes(report) == ["conflicting_value"]


def test_one_post_held_twice_is_two_tenures() -> None:
    take(career(held("X06", "1/1999", "6/2001"), held("X06", "1/2005", "6/2009")))

    assert len(tenures()) == 2


def test_manners_are_kept() -> None:
    take(
        career(
            held("X05", "1/2005", "6/2005", manner=TenureManner.ACTING),
            held("X05", "7/2005"),
            held("X03", "7/2005", manner=TenureManner.CONCURRENT),
        )
    )

    found = {(one.manner, str(one.validity.begins)) for one in standing("tenures")}
    assert found == {
        (TenureManner.ACTING, "1/2005"),
        (TenureManner.FULL, "7/2005"),
        (TenureManner.CONCURRENT, "7/2005"),
    }


def test_a_concurrent_manner_refines_what_a_roster_did_not_say() -> None:
    take(seen("X03", on="31/12/2008"))
    take(career(held("X03", "7/2005", manner=TenureManner.CONCURRENT)))

    [tenure] = standing("tenures")
    assert (tenure.manner, str(tenure.validity.begins)) == (TenureManner.CONCURRENT, "7/2005")


# --- decisions ------------------------------------------------------------------------------------


def appointed(*said: object, **told: object) -> object:
    told = {"as_of": "20/6/2009", "file": "bn.xlsx", **told}
    line = Line(HUNG, "1970", tuple(said))  # type: ignore[arg-type]
    return listing(ListKind.APPOINTMENTS, [line], **told)  # type: ignore[arg-type]


def test_an_appointment_opens_a_post_by_its_decision() -> None:
    act = held("X05", "1/7/2009", act=TenureAct.APPOINTED, decision=decision("12/QĐ", "20/6/2009"))
    take(appointed(act))

    [tenure] = standing("tenures")
    assert (tenure.act, tenure.source.evidence) == (TenureAct.APPOINTED, Evidence.DECISION)
    assert (tenure.source.decision_number, tenure.source.decision_date) == (
        "12/QĐ", date(2009, 6, 20),
    )  # fmt: skip


def test_without_a_day_of_its_own_an_appointment_begins_with_its_decision() -> None:
    take(appointed(held("X05"), decision=decision("12/QĐ", "20/6/2009")))

    assert tenures() == {(HUNG, "X05", "20/6/2009-")}


DECIDED = {
    "decision": appointed(held("X05", "1/7/2009"), decision=decision("12/QĐ", "20/6/2009")),
    "qtct": career(held("X05", "9/2009")),
}


@pytest.mark.parametrize("order", list(itertools.permutations(DECIDED)))
def test_a_decision_outranks_a_workbook_whichever_comes_first(order: tuple[str, ...]) -> None:
    reports = [take(DECIDED[name]) for name in order]  # type: ignore[arg-type]

    assert tenures() == {(HUNG, "X05", "01/7/2009-")}
    told = [one for report in reports for one in report.differences if one.field == "validity"]
    assert len(told) == 1


def test_a_dismissal_closes_the_post() -> None:
    take(career(held("X05", "7/2005"), on="31/12/2008"))
    closing = held("X05", "", "30/6/2009", closes=True, decision=decision("13/QĐ", "20/6/2009"))
    take(appointed(closing))

    assert tenures() == {(HUNG, "X05", "7/2005-30/6/2009")}


def test_a_dismissal_of_a_post_that_nobody_told_is_kept_as_held_until_then() -> None:
    take(appointed(held("X05", "", "30/6/2009", closes=True)))

    assert tenures() == {(HUNG, "X05", "[2009-06-20]-30/6/2009")}


def test_a_renewal_of_a_post_held_begins_nothing() -> None:
    take(career(held("X05", "7/2005"), on="31/12/2008"))
    take(appointed(held("X05", "1/7/2009", renews=True)))

    assert tenures() == {(HUNG, "X05", "7/2005-")}


def retired(on: str = "1/9/2010", **told: object) -> object:
    said = says(RetirementReading, on, kind=RetirementKind.AGE)
    return listing(ListKind.RETIREMENTS, [Line(HUNG, "1970", (said,))], file="nh.xlsx", **told)  # type: ignore[arg-type]


def left(on: str = "") -> Reading:
    """A list of people with a column of their status, as another office sends it."""
    said = says(RetirementReading, on, kind=None, as_written="Status: left")
    return listing(ListKind.PEOPLE, [Line(HUNG, "1970", (said,))], file="ns.xlsx")


@pytest.mark.parametrize("first", ["career", "retirement"])
def test_retirement_ends_open_posts_and_says_so(first: str) -> None:
    files = [career(held("X05", "7/2005"), on="31/12/2008"), retired()]
    reports = [take(one) for one in (files if first == "career" else reversed(files))]  # type: ignore[arg-type]

    assert tenures() == {(HUNG, "X05", "7/2005-31/8/2010")}
    assert "tenure_ended_by_retirement" in codes(reports[-1])
    ending = [one for one in reports[-1].differences if one.kind == "ending_fact"]
    assert [(one.fact_kind, one.chosen) for one in ending] == [("tenure", "end")]


LAST = {"closes": True, "is_last": True}


def left_from(*posts: str) -> object:
    """A list that says from which posts somebody retired on 1 September 2010."""
    lines = (held(one, "", "31/8/2010", **LAST) for one in posts)
    said = (*lines, says(RetirementReading, "1/9/2010", kind=RetirementKind.AGE))
    return listing(ListKind.RETIREMENTS, [Line(HUNG, "1970", said)], file="nh.xlsx")


def test_the_posts_somebody_left_are_kept_where_none_is_known() -> None:
    take(left_from("X05", "X03"))
    take(left_from("X05", "X03"), at=LATER)

    assert tenures() == {(HUNG, "X05", "[2010-08-31]-31/8/2010"),
                         (HUNG, "X03", "[2010-08-31]-31/8/2010")}  # fmt: skip


@pytest.mark.parametrize("is_career_first", [True, False])
def test_the_post_somebody_left_is_the_one_known(is_career_first: bool) -> None:
    files = [career(held("X05", "7/2005"), on="31/12/2008"), left_from("X05")]
    for number, one in enumerate(files if is_career_first else reversed(files)):
        take(one, at=NOON + timedelta(hours=number))

    assert tenures() == {(HUNG, "X05", "7/2005-31/8/2010")}


def test_a_post_left_says_nothing_where_another_was_held_until_then() -> None:
    take(career(held("X06", "7/2005"), on="31/12/2008"))
    take(left_from("X05"), at=LATER)

    assert tenures() == {(HUNG, "X06", "7/2005-31/8/2010")}


def test_who_is_seen_in_post_after_leaving_is_told() -> None:
    take(retired())
    report = take(seen("X05", on="31/12/2010"))

    assert tenures() == {(HUNG, "X05", "[2010-12-31]-")}
    assert codes(report) == ["left_but_in_post"]


@pytest.mark.parametrize("first", ["career", "status"])
def test_a_post_open_after_leaving_is_told_whichever_file_comes_first(first: str) -> None:
    files = [career(held("X05", "7/2005"), held("Y3", "7/2001", "6/2005")), left()]
    reports = [take(one) for one in (files if first == "career" else reversed(files))]

    assert (HUNG, "X05", "7/2005-") in tenures()  # nobody says until when
    assert "career_open_after_leaving" not in reports[0].problem_counts
    (told,) = [one for one in reports[1].problems if one.code == "career_open_after_leaving"]
    assert "qtct.xlsx › DS!" in told.found
    assert told.expected.startswith("Status: left (ns.xlsx › DS!")
    (asked,) = [one for one in reports[1].differences if one.kind == "ending_fact"]
    assert (asked.after, asked.default, asked.chosen) == ("2011-07-30", "keep", "keep")


def test_a_dated_leaving_ends_what_a_later_list_says_goes_on_and_names_the_defect() -> None:
    take(left("1/9/2010"))
    report = take(career(held("X05", "7/2005"), on="31/12/2010"))

    assert tenures() == {(HUNG, "X05", "7/2005-31/8/2010")}
    assert codes(report) == ["career_open_after_leaving", "tenure_ended_by_retirement"]


def test_a_list_of_careers_from_before_the_leaving_has_no_defect() -> None:
    take(career(held("X05", "7/2005"), on="31/12/2008"))

    assert codes(take(left("1/9/2010"))) == ["tenure_ended_by_retirement"]


def test_how_somebody_left_may_be_said_later() -> None:
    take(left())
    report = take(retired("1/6/2010"))

    (leaving,) = standing("retirements")
    assert (leaving.kind, str(leaving.validity.begins)) == (RetirementKind.AGE, "01/6/2010")
    assert codes(report) == []


# --- defects --------------------------------------------------------------------------------------


def test_defects_are_named_and_what_can_be_stored_is() -> None:
    report = take(
        career(
            held("Y3", "", "12/1994"),
            held("X08", "1/2000", "12/1999"),
            held("X06", "1/2005", "6/2030"),
            held("X05", "1/1996", "12/1998"),
            held("X05", "1/1996", "12/1998"),
            held("X02", "1/2001"),
            held("X03", "1/2002"),
        )
    )

    assert codes(report) == sorted([
        "career_without_start",
        "career_reversed",
        "career_ends_in_future",
        "career_repeated",
        "career_several_open",
        *["career_overlaps"] * 4,  # as the lines stand: the repeated one with itself too
    ])  # fmt: skip
    assert {title for _, title, _ in tenures()} == {"Y3", "X06", "X05", "X02", "X03"}
    assert len(tenures()) == 5
    assert report.cells.listed == 1


HANDED_OVER = (
    held("X05", "15/6/2008"),
    held("X05", "1/3/2005", "15/6/2008"),
    held("X06", "1/7/2003", "1/3/2005"),
    held("Y3", "1/3/2001", "30/6/2003"),
)


def test_a_day_on_two_lines_is_that_of_handing_over() -> None:
    report = take(career(*HANDED_OVER))

    assert tenures() == {
        (HUNG, "X05", "15/6/2008-"),
        (HUNG, "X05", "01/3/2005-14/6/2008"),
        (HUNG, "X06", "01/7/2003-28/2/2005"),
        (HUNG, "Y3", "01/3/2001-30/6/2003"),
    }
    assert [(one.code, one.found) for one in report.problems] == [("career_hand_over", "2")]
    words = {one.as_written for one in standing("tenures")}
    assert words >= {"X05 (đến 15/6/2008)", "X06 (đến 01/3/2005)", "X05", "Y3"}
    assert holders("X06", date(2005, 3, 1)) == set()


def test_the_day_of_handing_over_is_no_other_end_when_it_is_said_again() -> None:
    take(career(*HANDED_OVER))
    for said in (HANDED_OVER, HANDED_OVER[1:2]):
        report = take(career(*said, file=f"{len(said)}.xlsx"))
        assert set(codes(report)) <= {"career_hand_over"}
        assert not any(report.facts.values())


def test_a_line_without_a_beginning_is_handed_over_too() -> None:
    take(career(held("X05", "15/6/2008"), held("X05", "", "15/6/2008")))

    assert tenures() == {(HUNG, "X05", "15/6/2008-"), (HUNG, "X05", "[2008-06-14]-14/6/2008")}


def test_more_than_the_day_of_handing_over_is_no_handing_over() -> None:
    report = take(career(held("X05", "15/6/2008"), held("X05", "1/3/2005", "16/6/2008")))

    assert codes(report) == ["career_overlaps", "conflicting_value"]
    assert tenures() == {(HUNG, "X05", "15/6/2008-")}


def test_lines_of_one_cell_and_concurrent_posts_are_no_overlap() -> None:
    report = take(
        career(held("X01", "1/2005"), held("X03", "1/2005", manner=TenureManner.CONCURRENT))
    )
    assert codes(report) == []


# --- the same file again, edited, undone ----------------------------------------------------------


def test_the_same_file_twice_changes_nothing() -> None:
    reading = career(held("X06", "1/2005", "6/2009"))
    take(reading)  # type: ignore[arg-type]
    before = visible_state()
    assert take(reading, at=LATER).already_known  # type: ignore[arg-type]
    assert visible_state() == before


@pytest.mark.parametrize("roster_first", [True, False])
def test_undo_restores_what_a_career_had_dated(roster_first: bool) -> None:
    if roster_first:
        take(seen("X06", on="31/12/2008"))
    before = visible_state()
    said = [held("X06", "1/2005", "6/2009"), held("Kế toán", "1/1995", "12/2000",
            path=(TOWN, "phòng Tài chính - Kế hoạch"))]  # fmt: skip
    report = take(career(*said), at=LATER)
    operations.undo_import(batch=report.batch or 0, actor=OPERATOR, at=LATER)

    assert visible_state() == before
    assert verify().is_sound


EDITS = [
    [held("X06", "1/2005", "6/2009")],
    [held("X06", "1/2005", "6/2009"), held("X05", "8/2009")],
    [held("X06", "2/2005", "6/2009"), held("X05", "7/2009")],
    [held("X06", "1/2005", "6/2009"), held("X05", "7/2009"), held("X03", "7/2009")],
    [held("X05", "7/2009")],
]


@pytest.mark.parametrize("edited", EDITS)
@pytest.mark.parametrize("seen_first", [True, False])
def test_an_edited_career_gives_the_state_of_the_edited_file(
    edited: list[object], seen_first: bool
) -> None:
    first = career(held("X06", "1/2005", "6/2009"), held("X05", "7/2009"))
    if seen_first:
        take(seen("X06", on="31/12/2008"))
    alone = take(career(*edited))
    wanted = tenures()
    operations.undo_import(batch=alone.batch or 0, actor=OPERATOR, at=NOON)
    take(first, at=LATER)  # type: ignore[arg-type]
    before = visible_state()
    report = take(career(*edited), at=LATER + timedelta(hours=1))

    assert report.replaces is not None
    assert tenures() == wanted
    operations.undo_import(
        batch=report.batch or 0, actor=OPERATOR, at=LATER + timedelta(hours=2)
    )  # fmt: skip
    assert visible_state() == before


def test_units_of_other_places_and_times_are_learnt_once() -> None:
    far = ("tỉnh Nghệ An", "huyện Diễn Châu")
    take(career(held("Cán bộ Huyện đoàn", "1990", "1995", path=far), file="a.xlsx"))
    other = Line("Vũ Thị Hạnh", "1971", (held("Cán bộ Huyện đoàn", "1996", "1999", path=far),))
    take(careers(other, file="b.xlsx"))
    names = [one.name for one in standing("unit_names")]

    assert names.count("huyện Diễn Châu") == 1
    assert names.count("tỉnh Nghệ An") == 1


def test_a_career_renames_no_unit() -> None:
    take(roster([Row(HUNG, "1970", ("X05",))], path=(TOWN, "phường Quảng Tiến")))
    line = Line(HUNG, "1970", (held("X06", "1/1999", "6/2003", path=(TOWN, "xã Quảng Tiến")),))
    take(careers(line, path=(TOWN, "phường Quảng Tiến")))

    assert [one.name for one in standing("unit_names")].count("xã Quảng Tiến") == 0
    assert len({one.unit for one in standing("unit_names")}) == 2


def test_a_post_without_any_unit_is_listed() -> None:
    line = Line(HUNG, "1970", (held("Bộ đội", "1988", "1990", path=None),), path=None)
    report = take(careers(line, path=None))

    assert codes(report) == ["post_without_unit"]
    assert tenures() == set()


def test_lines_of_one_name_follow_one_another() -> None:
    lines = [
        Line("o00001", says=(held("Under Secretary", "1990", "1995", path=(TOWN, "Home")),)),
        Line("o00001", says=(held("Director", "1996", path=(TOWN, "Finance")),)),
        Line("o00002", says=(held("Director", "1996", path=(TOWN, "Finance")),)),
    ]
    take(careers(*(replace(line, path=None) for line in lines), path=None))

    assert {(name, title) for name, title, _ in tenures()} == {
        ("O00001", "Under Secretary"), ("O00001", "Director"), ("O00002", "Director"),
    }  # fmt: skip
