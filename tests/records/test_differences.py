"""Where a file and the home differ: named the same each time, decided one by one or by rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from canbo.engine.facts import (
    AttendanceOutcome,
    Evidence,
    FactKind,
    Particular,
    ParticularKind,
    Source,
)
from canbo.engine.timeline import Perspective
from canbo.exchange.workbooks.reading import Reading
from canbo.law import load
from canbo.records import access, operations
from canbo.records.operations import DecisionRefused, Difference, ImportReport
from canbo.records.queries import read_snapshot
from tests.records.sheets import NOON, OPERATOR, TOWN, WARD, Row, classes, roster, take

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)
HUNG = Row("Lê Văn Hùng", "12/3/1970", ("X05",), "ĐH", home="Quảng Cư")
OTHER_WARD = (TOWN, "phường Bắc Sơn")


def decide(
    reading: Reading, decisions: Mapping[str, str], *, at: datetime = LATER, preview: bool = False
) -> ImportReport:
    return operations.import_workbook(
        reading=reading, actor=OPERATOR, at=at, law=load(), preview=preview, decisions=decisions
    )


def asked(reading: Reading, kind: str, *, at: datetime = LATER) -> list[Difference]:
    report = take(reading, at=at, preview=True)
    return [one for one in report.differences if one.kind == kind]


def only(reading: Reading, kind: str, *, at: datetime = LATER) -> Difference:
    found = asked(reading, kind, at=at)
    assert len(found) == 1, found
    return found[0]


def standing(kind: ParticularKind) -> list[Particular]:
    """The particulars of a kind that stand, the earliest first."""
    found = [
        fact for fact in read_snapshot().particulars if fact.kind is kind and fact.voided_at is None
    ]
    return sorted(found, key=lambda fact: str(fact.validity.begins or ""))


def values(kind: ParticularKind) -> list[str]:
    return [fact.value for fact in standing(kind)]


def held(day: date) -> list[str]:
    """The posts held on a day, by title."""
    snapshot = read_snapshot().folded(Perspective(day, LATER + timedelta(days=9)))
    return sorted(snapshot.posts[one.post].title for one in snapshot.tenures)


# --- new people ---------------------------------------------------------------------------------


def test_a_new_person_is_asked_about_and_made_unless_decided_otherwise() -> None:
    found = only(roster([HUNG]), "new_person")

    assert (found.default, found.chosen) == ("create", "create")
    assert found.person is None
    assert found.person_name == "Lê Văn Hùng"
    assert "phường Trường Sơn" in found.after
    assert [option.code for option in found.options] == ["create", "skip"]


def test_a_row_left_out_is_listed_and_stores_nothing_of_its_person() -> None:
    file = roster([HUNG, Row("Vũ Thị Hạnh", "1971", ("X02",))])
    found = [one for one in asked(file, "new_person") if one.person_name == "Lê Văn Hùng"]

    report = decide(file, {found[0].id: "skip"})

    assert report.created == 1
    assert [one.code for one in report.problems] == ["row_left_out"]
    assert values(ParticularKind.NAME) == ["Vũ Thị Hạnh"]
    cells = report.cells
    assert cells.read == cells.stored + cells.structure + cells.derived + cells.listed
    assert cells.listed > 0


def test_a_namesake_whom_the_row_speaks_against_is_shown() -> None:
    take(roster([HUNG]))
    other = roster([Row("Lê Văn Hùng", "5/9/1981", ("Y5",))], path=OTHER_WARD, file="bac.xlsx")
    found = only(other, "homonym")

    assert found.default == "create"
    assert "12/3/1970" in found.options[1].words
    assert "phường Trường Sơn" in found.options[1].words


def test_the_same_person_with_a_mark_left_out_is_a_likely_duplicate() -> None:
    take(roster([HUNG]))
    other = roster([Row("Lê Văn Hung", "12/3/1970", ("Y5",))], path=OTHER_WARD, file="bac.xlsx")
    found = only(other, "likely_duplicate")

    report = decide(other, {found.id: found.options[1].code})

    assert (report.created, report.matched) == (0, 1)
    assert len(read_snapshot().people) == 1


def test_a_birth_year_mistyped_makes_a_likely_duplicate_that_a_rule_can_join() -> None:
    take(roster([HUNG]))
    other = roster([Row("Lê Văn Hùng", "12/3/1971", ("Y5",))], path=OTHER_WARD, file="bac.xlsx")
    assert len(asked(other, "likely_duplicate")) == 1

    report = decide(other, {"kind:likely_duplicate": "person"})

    assert report.created == 0
    assert values(ParticularKind.BIRTH) == ["1970-03-12"]
    assert [one.code for one in report.problems] == ["conflicting_value"]


def test_an_undecided_likely_duplicate_waits_and_is_listed_with_whom_it_may_be() -> None:
    take(roster([HUNG]))
    other = roster(
        [Row("Lê Văn Hùng", "12/3/1971", ("Y5",)), Row("Vũ Thị Hạnh", "1971", ("X02",))],
        path=OTHER_WARD, file="bac.xlsx",
    )  # fmt: skip
    report = take(other)

    assert (report.created, report.matched) == (1, 0)
    assert sorted(values(ParticularKind.NAME)) == ["Lê Văn Hùng", "Vũ Thị Hạnh"]
    (waits,) = [one for one in report.problems if one.code == "likely_duplicate"]
    assert waits.found == "Lê Văn Hùng, 12/3/1971"
    assert waits.expected == "Lê Văn Hùng, 12/3/1970, phường Trường Sơn"
    cells = report.cells
    assert cells.read == cells.stored + cells.structure + cells.derived + cells.listed
    assert cells.listed == 3


@pytest.mark.parametrize(("answer", "people"), [("person", 1), ("create", 2)])
def test_what_waited_is_stored_once_it_is_decided(answer: str, people: int) -> None:
    """The same file again, now with a decision: the row that waited follows, nobody twice."""
    take(roster([HUNG]))
    other = roster([Row("Lê Văn Hùng", "12/3/1971", ("Y5",))], path=OTHER_WARD, file="bac.xlsx")
    take(other)
    assert len(read_snapshot().people) == 1

    decide(other, {"kind:likely_duplicate": answer})

    assert len(read_snapshot().people) == people
    assert held(date(2011, 8, 1)) == ["X05", "Y5"]


def test_a_name_put_right_in_an_edited_file_waits_for_nobody() -> None:
    """Who is nearly the same is known by the earlier edition only: nothing stands twice."""
    take(roster([HUNG]))
    report = take(roster([replace(HUNG, name="Lê Văn Hưng")]), at=LATER)

    assert report.replaces is not None
    assert values(ParticularKind.NAME) == ["Lê Văn Hưng"]
    assert "likely_duplicate" not in report.problem_counts


@pytest.mark.parametrize(
    ("name", "birth", "path", "waits"),
    [
        ("Le Van Hung", "1970", OTHER_WARD, True),  # typed without marks
        ("Lê Văn Hưng", "1970", OTHER_WARD, False),  # a year and a name that many have
        ("Lê Văn Hưng", "1970", WARD, True),
        ("Lê Văn Hưng", "12/3/1970", OTHER_WARD, True),
        ("Lê Văn Hùng", "5/9/1981", OTHER_WARD, False),  # a namesake
    ],
)
def test_who_is_nearly_the_same(name: str, birth: str, path: tuple[str, str], waits: bool) -> None:
    take(roster([HUNG]))
    report = take(roster([Row(name, birth, ("Y5",))], path=path, file="bac.xlsx"))
    assert report.created == (0 if waits else 1)


def test_a_row_that_fits_two_people_can_be_given_to_one_of_them() -> None:
    take(roster([Row("Lê Văn Hùng", "3/1970", ("X05",), home="Quảng Cư")]))
    take(roster([Row("Lê Văn Hùng", "5/1970", ("X05",), home="Hậu Lộc")], path=OTHER_WARD,
                file="bac.xlsx"))  # fmt: skip
    lop = classes([Row("Lê Văn Hùng", "1970")])
    found = only(lop, "ambiguous_person")
    assert (found.default, len(found.options)) == ("skip", 4)
    chosen = next(one for one in found.options if one.person)

    report = decide(lop, {found.id: chosen.code})

    assert report.problems == ()
    assert [one.person for one in read_snapshot().attendances] == [chosen.person]


# --- changed facts ------------------------------------------------------------------------------


def test_another_value_is_kept_out_unless_decided() -> None:
    take(roster([HUNG]))
    moved = roster([Row("Lê Văn Hùng", "12/3/1970", ("X05",), home="Hậu Lộc")],
                   as_of="30/6/2011", file="b.xlsx")  # fmt: skip
    found = only(moved, "changed_fact")

    assert (found.fact_kind, found.field) == (FactKind.PARTICULAR, "home_place")
    assert (found.before, found.after) == ("Quảng Cư", "Hậu Lộc")
    assert (found.default, found.day) == ("keep", "2011-06-30")
    assert [one.code for one in found.options] == ["correct", "since", "keep"]
    report = take(moved, at=LATER)
    assert [one.code for one in report.problems] == ["conflicting_value"]
    assert values(ParticularKind.HOME_PLACE) == ["Quảng Cư"]


def test_what_was_wrong_before_is_wrong_on_every_day() -> None:
    take(roster([HUNG]))
    moved = roster([Row("Lê Văn Hùng", "12/3/1970", ("X05",), home="Hậu Lộc")],
                   as_of="30/6/2011", file="b.xlsx")  # fmt: skip

    report = decide(moved, {only(moved, "changed_fact").id: "correct"})

    (fact,) = standing(ParticularKind.HOME_PLACE)
    assert fact.value == "Hậu Lộc"
    assert fact.validity.begins is None
    assert report.problems == ()
    assert report.voided == 1


def test_what_changed_since_is_both_one_after_the_other() -> None:
    take(roster([HUNG]))
    moved = roster([Row("Lê Văn Hùng", "12/3/1970", ("X05",), home="Hậu Lộc")],
                   as_of="30/6/2011", file="b.xlsx")  # fmt: skip

    decide(moved, {"kind:changed_fact": "since"})

    before, after = standing(ParticularKind.HOME_PLACE)
    assert (before.value, str(before.validity.ends)) == ("Quảng Cư", "29/6/2011")
    assert (after.value, str(after.validity.begins)) == ("Hậu Lộc", "30/6/2011")
    again = roster([HUNG], as_of="31/1/2011", file="c.xlsx")
    assert asked(again, "changed_fact") == []  # the old value is right for the older day
    assert asked(roster([HUNG], as_of="31/7/2011", file="d.xlsx"), "changed_fact") != []


def test_a_date_of_birth_cannot_have_changed_since() -> None:
    take(roster([HUNG]))
    other = roster([Row("Lê Văn Hùng", "12/3/1971", ("Y5",))], path=OTHER_WARD, file="bac.xlsx")
    joined = decide(other, {"kind:likely_duplicate": "person"}, preview=True)
    (found,) = [one for one in joined.differences if one.field == "birth"]

    assert [one.code for one in found.options] == ["correct", "keep"]
    decide(other, {"kind:likely_duplicate": "person", found.id: "correct"})
    assert values(ParticularKind.BIRTH) == ["1971-03-12"]


def test_a_decision_outranks_a_workbook_and_is_shown_as_the_better_source() -> None:
    take(roster([HUNG]))
    (home,) = standing(ParticularKind.HOME_PLACE)
    operations.correct_fact(
        kind=FactKind.PARTICULAR, fact=home.id, values={"value": "Hậu Lộc"},
        source=Source(Evidence.DECISION, "QĐ 12"), actor=OPERATOR, at=NOON,
    )  # fmt: skip
    again = roster([HUNG], as_of="30/6/2011", file="b.xlsx")

    found = only(again, "conflict")

    assert (found.before, found.after, found.default) == ("Hậu Lộc", "Quảng Cư", "keep")
    decide(again, {"kind:changed_fact": "correct"})  # a rule for changes leaves conflicts alone
    assert values(ParticularKind.HOME_PLACE) == ["Hậu Lộc"]


def test_a_more_exact_date_is_taken_in_unless_refused() -> None:
    take(roster([Row("Lê Văn Hùng", "1970", ("X05",), home="Quảng Cư")]))
    exact = roster([HUNG], file="b.xlsx")
    found = [one for one in asked(exact, "refined_fact") if one.field == "birth"]

    assert (found[0].before, found[0].after) == ("1970", "1970-03-12")
    assert found[0].default == "correct"
    report = decide(exact, {found[0].id: "keep"})
    assert values(ParticularKind.BIRTH) == ["1970"]
    assert "fact_left_out" in [one.code for one in report.problems]


def test_an_edited_date_that_is_only_more_exact_is_no_change() -> None:
    take(roster([Row("Lê Văn Hùng", "1970", ("X05",), home="Quảng Cư")]))
    found = asked(roster([HUNG]), "refined_fact")
    assert [(one.before, one.after) for one in found] == [("1970", "1970-03-12")]


def test_two_outcomes_of_one_class_are_decided() -> None:
    take(classes([Row("Lê Văn Hùng", "1970", outcome=AttendanceOutcome.COMPLETED)]))
    other = classes(
        [Row("Lê Văn Hùng", "1970", outcome=AttendanceOutcome.DROPPED)], file="lop2.xlsx"
    )
    found = only(other, "changed_fact")

    assert (found.before, found.after, found.default) == ("completed", "dropped", "keep")
    decide(other, {found.id: "correct"})
    live = [one for one in read_snapshot().attendances if one.voided_at is None]
    assert [one.outcome for one in live] == [AttendanceOutcome.DROPPED]


# --- new facts, ends, removals ------------------------------------------------------------------


def test_a_new_fact_of_somebody_known_can_be_left_out_with_what_only_it_needs() -> None:
    take(roster([HUNG]))
    lop = classes([Row("Lê Văn Hùng", "12/3/1970", unit=WARD)])
    found = only(lop, "new_fact")

    assert found.fact_kind is FactKind.ATTENDANCE
    assert "Lớp trung cấp" in found.after
    report = decide(lop, {found.id: "skip"})
    snapshot = read_snapshot()
    assert (snapshot.attendances, snapshot.classes) == ((), {})
    assert report.facts["attendance"] == 0
    assert report.cells.listed > 0


def test_new_facts_of_new_people_are_not_asked_one_by_one() -> None:
    report = take(roster([HUNG]), preview=True)

    assert {one.kind for one in report.differences} == {"new_person"}


def test_a_post_that_a_later_roster_leaves_out_ends_unless_kept() -> None:
    take(roster([Row("Lê Văn Hùng", "12/3/1970", ("X05", "X02"))]))
    later = roster([HUNG], as_of="30/6/2011", file="b.xlsx")
    found = only(later, "ending_fact")

    assert found.default == "end"
    assert "phường Trường Sơn" in found.before
    decide(later, {found.id: "keep"})
    assert held(date(2011, 7, 1)) == ["X02", "X05"]


def test_what_an_edited_edition_no_longer_says_can_be_kept() -> None:
    take(roster([HUNG, Row("Vũ Thị Hạnh", "1971", ("X02",), "TC")]))
    edited = roster([Row("Lê Văn Hùng", "12/3/1970", ("X05",))])
    found = asked(edited, "removed")

    assert sorted((one.fact_kind or "", one.before) for one in found) == [
        ("", "Vũ Thị Hạnh"),
        ("attainment", "professional, ĐH, completed"),
        ("particular", "Quảng Cư"),
    ]
    assert {one.default for one in found} == {"remove"}
    person = next(one for one in found if one.fact_kind is None)
    decide(edited, {person.id: "keep"})
    assert sorted(values(ParticularKind.NAME)) == ["Lê Văn Hùng", "Vũ Thị Hạnh"]
    assert values(ParticularKind.HOME_PLACE) == []
    assert held(date(2011, 7, 1)) == ["X02", "X05"]


def test_a_value_edited_in_the_same_file_is_a_change_not_a_removal() -> None:
    take(roster([HUNG]))
    edited = roster([Row("Lê Văn Hùng", "12/3/1970", ("X05",), "ĐH", home="Hậu Lộc")])
    found = only(edited, "changed_fact")

    assert (found.before, found.after, found.default) == ("Quảng Cư", "Hậu Lộc", "correct")
    assert asked(edited, "removed") == []
    decide(edited, {found.id: "keep"})
    assert values(ParticularKind.HOME_PLACE) == ["Quảng Cư"]


# --- names of differences, rules, refusals ------------------------------------------------------


def test_a_difference_has_the_same_name_each_time_and_whatever_stands_above_its_row() -> None:
    one = asked(roster([HUNG]), "new_person")
    again = asked(roster([HUNG]), "new_person")
    below = asked(roster([Row("Vũ Thị Hạnh", "1971"), HUNG]), "new_person")

    assert one == again
    assert one[0].id in [found.id for found in below]


def test_two_rows_that_say_the_same_have_two_names() -> None:
    file = roster([Row("Lê Văn Hùng"), Row("Lê Văn Hùng")])

    assert len({one.id for one in take(file, preview=True).differences}) == 2


def test_a_decision_on_what_is_not_there_is_refused_by_name_and_stores_nothing() -> None:
    with pytest.raises(DecisionRefused) as refused:
        decide(roster([HUNG]), {"0123456789abcdef": "skip"})

    assert refused.value.code == "decision_unknown"
    assert refused.value.data["ids"] == "0123456789abcdef"
    assert read_snapshot().people == {}


def test_a_decision_is_stale_when_the_home_has_changed_since() -> None:
    take(roster([HUNG]))
    moved = roster([Row("Lê Văn Hùng", "12/3/1970", home="Hậu Lộc")], file="b.xlsx")
    found = only(moved, "changed_fact")
    (home,) = standing(ParticularKind.HOME_PLACE)
    operations.correct_fact(
        kind=FactKind.PARTICULAR, fact=home.id, values={"value": "Nga Sơn"},
        source=Source(Evidence.DECLARED, "lời khai"), actor=OPERATOR, at=NOON,
    )  # fmt: skip

    with pytest.raises(DecisionRefused) as refused:
        decide(moved, {found.id: "correct"})

    assert refused.value.code == "decision_unknown"
    assert values(ParticularKind.HOME_PLACE) == ["Nga Sơn"]


@pytest.mark.parametrize("decision", ["since", "person:nobody", ""])
def test_an_outcome_that_is_not_offered_is_refused(decision: str) -> None:
    found = only(roster([HUNG]), "new_person")

    with pytest.raises(DecisionRefused) as refused:
        decide(roster([HUNG]), {found.id: decision})

    assert refused.value.code == "decision_option_unknown"


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"kind:anything": "keep"}, "decision_unknown"),
        ({"kind:new_fact:anything": "skip"}, "decision_unknown"),
        ({"kind:new_fact": "perhaps"}, "decision_option_unknown"),
    ],
)
def test_a_rule_that_means_nothing_is_refused(rule: dict[str, str], code: str) -> None:
    with pytest.raises(DecisionRefused) as refused:
        decide(roster([HUNG]), rule)

    assert refused.value.code == code


def test_the_more_exact_rule_decides_and_one_difference_goes_before_any_rule() -> None:
    take(roster([HUNG]))
    more = roster(
        [Row("Lê Văn Hùng", "12/3/1970", ("X05",), "ĐH", sex="m", note="nghỉ phép")], file="b.xlsx"
    )
    sex = next(one for one in asked(more, "new_fact") if one.field == "sex")

    decide(more, {"kind:new_fact": "skip", "kind:new_fact:particular:note": "store"})
    assert values(ParticularKind.NOTE) == ["nghỉ phép"]
    assert values(ParticularKind.SEX) == []
    decide(more, {"kind:new_fact": "skip", sex.id: "store"}, at=LATER + timedelta(hours=1))
    assert values(ParticularKind.SEX) == ["m"]


def test_decided_and_undecided_imports_are_undone_alike() -> None:
    take(roster([HUNG]))
    before = [(one.key, one.value) for one in standing(ParticularKind.HOME_PLACE)]
    moved = roster([Row("Lê Văn Hùng", "12/3/1970", ("X05",), home="Hậu Lộc")],
                   as_of="30/6/2011", file="b.xlsx")  # fmt: skip
    report = decide(moved, {"kind:changed_fact": "since"})
    assert report.batch is not None

    operations.undo_import(batch=report.batch, actor=OPERATOR, at=LATER + timedelta(hours=1))

    assert [(one.key, one.value) for one in standing(ParticularKind.HOME_PLACE)] == before


def test_a_person_chosen_by_decision_stays_chosen_in_the_next_edition() -> None:
    take(roster([HUNG]))
    other = [Row("Lê Văn Hùng", "12/3/1971", ("Y5",))]
    bac = roster(other, path=OTHER_WARD, file="bac.xlsx")
    decide(bac, {"kind:likely_duplicate": "person"})
    edited = roster([*other, Row("Vũ Thị Hạnh", "1971")], path=OTHER_WARD, file="bac.xlsx")

    report = take(edited, at=LATER + timedelta(hours=1))

    assert report.created == 1
    names = [access.person_names([one], Perspective(date(2011, 8, 1), LATER + timedelta(days=1)))
             for one in read_snapshot().people]  # fmt: skip
    assert len(names) == 2


def test_the_same_file_with_new_decisions_is_taken_in_once_more() -> None:
    take(roster([HUNG]))
    moved = roster([Row("Lê Văn Hùng", "12/3/1970", ("X05",), home="Hậu Lộc")],
                   as_of="30/6/2011", file="b.xlsx")  # fmt: skip
    first = take(moved, at=LATER)
    assert values(ParticularKind.HOME_PLACE) == ["Quảng Cư"]

    again = take(moved, at=LATER, preview=True)
    assert again.already_known
    found = [one for one in again.differences if one.kind == "changed_fact"]
    second = decide(moved, {found[0].id: "correct"}, at=LATER + timedelta(hours=1))

    assert second.replaces == first.batch
    assert values(ParticularKind.HOME_PLACE) == ["Hậu Lộc"]
