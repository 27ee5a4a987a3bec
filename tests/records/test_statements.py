"""What lists state: planning, moves, elections, ratings, ranks, awards, numbers of people."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from canbo.engine.facts import (
    AttainmentState,
    BodyKind,
    DisciplineSide,
    ElectionKind,
    Evidence,
    FactKind,
    LeaveKind,
    MoveKind,
    ParticularKind,
    PoolExit,
    RatingSeries,
    Scale,
    TenureAct,
    UnitLevel,
)
from canbo.exchange.workbooks.reading import AttainmentReading, ListKind
from canbo.exchange.workbooks.statements import (
    AwardReading,
    DisciplineReading,
    ElectionReading,
    LeaveReading,
    MoveReading,
    PoolReading,
    RankReading,
    RatingReading,
    ResultReading,
    SchemeReading,
    TermReading,
)
from canbo.journal.operations import verify
from canbo.records import operations
from canbo.records.operations.intake.differences import Outcome
from canbo.records.queries import read_snapshot
from tests.records.lists import (
    Line,
    careers,
    codes,
    decision,
    held,
    listing,
    post,
    says,
    span,
    standing,
    tenures,
    unit_listing,
)
from tests.records.sheets import NOON, OPERATOR, TOWN, WARD, Row, day, roster, take
from tests.records.test_undo_and_editions import visible_state

pytestmark = pytest.mark.django_db
HUNG, HANH, LAN = "Lê Văn Hùng", "Vũ Thị Hạnh", "Đỗ Thị Lan"
BORN = {HUNG: "1970", HANH: "5/8/1971", LAN: "1/2/1980"}
LATER = NOON + timedelta(hours=1)
COMMITTEE = (TOWN,)
XV = TermReading(BodyKind.PARTY_COMMITTEE, "XV", day("2010"), day("2015"))
XIV = TermReading(BodyKind.PARTY_COMMITTEE, "XIV", day("2005"), day("2010"))


def line(name: str, *said: Any, **more: Any) -> Line:
    return Line(name, BORN[name], tuple(said), **more)


BARE = replace(XV, begins=None, ends=None)


def planned_in(term: TermReading, *, file: str, number: str, at: Any = NOON, **more: Any) -> Any:
    people = (line(HUNG, planned(term=term)), line(HANH, planned(term=term)))
    return take(pool_list(*people, file=file, on=f"1/{number}/2009", number=number, term=term),
                at=at, **more)  # fmt: skip


def terms_told() -> list[str]:
    known = read_snapshot().terms_known(LATER + timedelta(days=1)).values()
    return sorted(f"{one.ordinal} {one.begins or ''}-{one.ends or ''}" for one in known)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (BARE, XV, "XV 2010-2015"),
        (XV, BARE, "XV 2010-2015"),
        (replace(XV, ends=None), XV, "XV 2010-2015"),
        (replace(XV, ordinal=""), XV, "XV 2010-2015"),
        (XV, replace(XV, begins=day("10/2010")), "XV 10/2010-2015"),
        (replace(XV, begins=day("10/2010")), XV, "XV 10/2010-2015"),
    ],
)
def test_what_a_later_list_says_more_of_a_term_is_learnt(first, second, told) -> None:
    planned_in(first, file="a.xlsx", number="1")
    before = visible_state()
    report = planned_in(second, file="b.xlsx", number="2", at=LATER)
    assert terms_told() == [told]
    assert "term_years_differ" not in {one.code for one in report.problems}
    assert read_snapshot().terms_known(NOON) == read_snapshot().terms
    undo(report)
    assert visible_state() == before


@pytest.mark.parametrize("ends", ["2016", "12/2016"])
def test_other_years_of_a_term_are_asked_about_and_listed_once(ends) -> None:
    planned_in(XV, file="a.xlsx", number="1")
    other = replace(XV, ends=day(ends))
    report = planned_in(other, file="b.xlsx", number="2", at=LATER)
    listed = [one for one in report.problems if one.code == "term_years_differ"]
    said = [(one.found, one.expected) for one in listed]
    assert said == [(f"nhiệm kỳ XV 2010 - {ends}", "2010 - 2015")]
    assert terms_told() == ["XV 2010-2015"]
    (asked,) = [one for one in report.differences if one.fact_kind is FactKind.TERM_PROFILE]
    undo(report)
    rule = {asked.id: Outcome.CORRECT.value}
    corrected = planned_in(other, file="b.xlsx", number="2", at=LATER, decisions=rule)
    assert "term_years_differ" not in {one.code for one in corrected.problems}
    assert terms_told() == [f"XV 2010-{ends}"]
    undo(corrected)
    assert terms_told() == ["XV 2010-2015"]


def test_an_edited_file_corrects_the_years_that_it_alone_had_told() -> None:
    planned_in(replace(XV, ends=day("2016")), file="a.xlsx", number="1")
    report = planned_in(XV, file="a.xlsx", number="1", at=LATER)
    assert [one.code for one in report.problems] == []
    assert terms_told() == ["XV 2010-2015"]
    undo(report)
    assert terms_told() == ["XV 2010-2016"]


def test_years_that_two_files_tell_stand_when_one_is_taken_back() -> None:
    planned_in(BARE, file="a.xlsx", number="1")
    second = planned_in(XV, file="b.xlsx", number="2", at=LATER)
    third = planned_in(XV, file="c.xlsx", number="3", at=LATER + timedelta(hours=1))
    with pytest.raises(operations.UndoRefused):
        undo(second)
    undo(third)
    assert terms_told() == ["XV 2010-2015"]
    undo(second)
    assert terms_told() == ["XV -"]


def undo(report: Any) -> None:
    operations.undo_import(batch=report.batch, actor=OPERATOR, at=LATER + timedelta(hours=5))


# --- planning -------------------------------------------------------------------------------------


def planned(title: str = "X05", begins: str = "", **own: Any) -> Any:
    return says(PoolReading, begins, own.pop("ends", ""), post=post(title), **own)


def pool_list(*lines: Line, file: str, on: str, number: str, **told: Any) -> Any:
    return listing(
        ListKind.PLANNING, lines, file=file, as_of=None, decision=decision(number, on), **told
    )


def pool() -> set[tuple[str, str, str]]:
    return {
        (str(one.validity.begins or ""), str(one.validity.ends or ""), str(one.exit_reason or ""))
        for one in standing("pool_entries")
    }


def test_a_pool_entry_is_approved_by_the_lists_decision() -> None:
    report = take(pool_list(line(HUNG, planned(term=XV)), file="qh.xlsx", on="15/5/2009",
                            number="312-QĐ/ThU"))  # fmt: skip

    [entry] = standing("pool_entries")
    assert (span(entry.validity), entry.source.evidence) == ("15/5/2009-", Evidence.DECISION)
    assert entry.source.decision_number == "312-QĐ/ThU"
    term = read_snapshot().terms[entry.term]
    assert (term.ordinal, str(term.begins), str(term.ends)) == ("XV", "2010", "2015")
    assert report.cells.listed == 0
    assert verify().is_sound


def test_what_a_planning_list_notes_beside_is_a_note_of_the_pool() -> None:
    voted = line(HUNG, planned(), more=((ParticularKind.NOTE, "Số phiếu: 36"),))
    take(pool_list(voted, file="qh.xlsx", on="15/5/2009", number="1"))
    plain = line(HUNG, rated("XS", "2008"), more=((ParticularKind.NOTE, "Đang học"),))
    take(listing(ListKind.RATINGS, [plain], file="xl.xlsx"))
    again = take(pool_list(voted, file="lai.xlsx", on="20/6/2010", number="2"))

    notes = [(str(one.kind), one.value) for one in standing("particulars") if "note" in one.kind]
    assert sorted(notes) == [("note", "Đang học"), ("pool_note", "Số phiếu: 36")]
    assert codes(again) == []


LISTS = {
    "2009": pool_list(line(HUNG, planned(term=XV)), file="2009.xlsx", on="15/5/2009", number="1"),
    "2010": pool_list(line(HUNG, planned(term=XV)), file="2010.xlsx", on="20/6/2010", number="2"),
    "out": pool_list(line(HUNG, planned(term=XV, exit_reason=PoolExit.OVERAGE)),
                     file="ra.xlsx", on="10/7/2011", number="3"),
}  # fmt: skip


@pytest.mark.parametrize("order", list(itertools.permutations(["2009", "2010"])))
def test_later_lists_continue_an_entry(order: tuple[str, ...]) -> None:
    for name in order:
        take(LISTS[name])

    assert pool() == {("15/5/2009", "", "")}


@pytest.mark.parametrize("order", list(itertools.permutations(LISTS)))
def test_an_exit_ends_the_entry_with_its_reason(order: tuple[str, ...]) -> None:
    for name in order:
        take(LISTS[name])

    assert pool() == {("15/5/2009", "09/7/2011", "overage")}


def test_absence_from_a_later_list_ends_nothing() -> None:
    take(pool_list(line(HUNG, planned(term=XV)), line(HANH, planned(term=XV)),
                   file="a.xlsx", on="15/5/2009", number="1"))  # fmt: skip
    report = take(pool_list(line(HANH, planned(term=XV)), file="b.xlsx", on="20/6/2010",
                            number="2"))  # fmt: skip

    assert {span(one.validity) for one in standing("pool_entries")} == {"15/5/2009-"}
    assert [one for one in report.differences if one.kind == "ending_fact"] == []


def test_the_whole_pool_of_a_unit_asks_about_whom_it_leaves_out() -> None:
    take(pool_list(line(HUNG, planned(term=XV)), line(HANH, planned(term=XV)),
                   file="a.xlsx", on="15/5/2009", number="1", term=XV))  # fmt: skip
    whole = pool_list(line(HANH, planned(term=XV)), file="b.xlsx", on="20/6/2010", number="2",
                      term=XV, whole=True)  # fmt: skip
    report = take(whole, preview=True)

    [ending] = [one for one in report.differences if one.kind == "ending_fact"]
    assert (ending.person_name, ending.default, ending.chosen) == (HUNG, "keep", "keep")
    take_with(whole, {ending.id: "end"})
    assert pool() == {("15/5/2009", "19/6/2010", ""), ("15/5/2009", "", "")}


def take_with(reading: Any, decisions: dict[str, str]) -> Any:
    from canbo.law import load

    return operations.import_workbook(
        reading=reading, actor=OPERATOR, at=NOON, law=load(), decisions=decisions
    )


def test_who_left_without_being_known_was_planned_until_then() -> None:
    take(LISTS["out"])
    assert pool() == {("", "09/7/2011", "overage")}


def test_planned_since_a_year_before_the_list() -> None:
    take(pool_list(line(HUNG, planned(begins="2007")), file="a.xlsx", on="15/5/2009", number="1"))
    assert pool() == {("2007", "", "")}


# --- moves ----------------------------------------------------------------------------------------

SCHEME = SchemeReading("Đề án luân chuyển cán bộ", day("12/5/2008"), "03-ĐA/ThU")


def moved(begins: str = "1/9/2008", **own: Any) -> Any:
    kind = own.pop("kind", MoveKind.ROTATION)
    given = {"from_post": post("H06", COMMITTEE), "to_post": post("X01", WARD), **own}
    return says(MoveReading, begins, kind=kind, **given)


def move_list(*lines: Line, **told: Any) -> Any:
    given = {"scheme": SCHEME, "path": COMMITTEE, "file": "lc.xlsx", **told}
    return listing(ListKind.MOVES, lines, **given)


def test_a_move_is_an_act_of_its_scheme_and_opens_nothing_by_itself() -> None:
    take(move_list(line(HUNG, moved(planned_end=day("9/2011")))))

    [move] = standing("moves")
    scheme = read_snapshot().schemes[move.scheme]
    assert (scheme.name, scheme.decision_number) == ("Đề án luân chuyển cán bộ", "03-ĐA/ThU")
    assert (move.kind, span(move.validity)) == (MoveKind.ROTATION, "01/9/2008-")
    assert str(move.planned_end) == "9/2011"
    assert tenures() == set()


def test_a_decided_move_opens_the_destination_and_ends_the_post_left() -> None:
    take(careers(line(HUNG, held("H06", "1/2004", path=COMMITTEE)), as_of="31/12/2007"))
    report = take(move_list(line(HUNG, moved(decision=decision("45-QĐ/ThU", "25/8/2008")))))

    assert tenures() == {(HUNG, "H06", "1/2004-31/8/2008"), (HUNG, "X01", "01/9/2008-")}
    assert [one.chosen for one in report.differences if one.kind == "ending_fact"] == ["end"]
    opened = next(one for one in standing("tenures") if one.act is TenureAct.REASSIGNED)
    assert opened.source.decision_number == "45-QĐ/ThU"


def test_a_secondment_keeps_the_post_at_home() -> None:
    take(careers(line(HUNG, held("H06", "1/2004", path=COMMITTEE)), as_of="31/12/2007"))
    take(move_list(line(HUNG, moved(kind=MoveKind.SECONDMENT, decision=decision("45")))))

    assert (HUNG, "H06", "1/2004-") in tenures()


def test_a_move_outside_the_scheme_belongs_to_none() -> None:
    take(move_list(line(HUNG, moved(outside_scheme=True))))
    assert standing("moves")[0].scheme is None


def test_the_same_move_in_two_lists_is_one_act() -> None:
    take(move_list(line(HUNG, moved(begins="9/2008")), file="a.xlsx"))
    take(move_list(line(HUNG, moved(decision=decision("45-QĐ/ThU", "25/8/2008"))), file="b.xlsx"))

    [move] = standing("moves")
    assert (span(move.validity), move.source.decision_number) == ("01/9/2008-", "45-QĐ/ThU")
    assert len(read_snapshot().schemes) == 1


def test_a_move_to_nowhere_is_listed() -> None:
    report = take(move_list(line(HUNG, moved(to_post=None))))
    assert (codes(report), standing("moves")) == (["move_without_destination"], [])


# --- elections ------------------------------------------------------------------------------------

CONGRESS = ElectionReading(ElectionKind.CONGRESS, day("25/8/2010"))
MEMBER = post("Ủy viên Ban Chấp hành", None)


def result(**own: Any) -> Any:
    return says(ResultReading, post=own.pop("post", MEMBER), **own)


def election_list(*lines: Line, **told: Any) -> Any:
    given = {"path": COMMITTEE, "term": XV, "election": CONGRESS, "file": "xv.xlsx", **told}
    return listing(ListKind.ELECTION, lines, **given)


def test_an_election_opens_the_post_with_its_term() -> None:
    elected = line(HUNG, result(votes_for=180, ballots=200))
    beaten = line(HANH, result(elected=False, votes_for=60, ballots=200))
    report = take(election_list(elected, beaten))

    [tenure] = standing("tenures")
    snapshot = read_snapshot()
    assert (tenure.act, span(tenure.validity)) == (TenureAct.ELECTED, "25/8/2010-")
    assert snapshot.terms[tenure.term].ordinal == "XV"
    votes = {(one.elected, one.votes_for, one.ballots) for one in standing("election_results")}
    assert votes == {(True, 180, 200), (False, 60, 200)}
    assert len(snapshot.elections) == 1
    assert report.cells.listed == 0


def test_a_designation_is_no_election() -> None:
    chosen = ElectionReading(ElectionKind.DESIGNATION, day("1/3/2011"))
    take(election_list(line(HUNG, result()), election=chosen, decision=decision("7", "1/3/2011")))

    [tenure] = standing("tenures")
    assert (tenure.act, tenure.source.evidence) == (TenureAct.DESIGNATED, Evidence.DECISION)


def test_whoever_is_designated_in_mid_term_holds_the_post_from_the_decision_on() -> None:
    chosen = ElectionReading(ElectionKind.DESIGNATION, None)
    take(election_list(line(HUNG, result()), election=chosen, decision=decision("7", "1/3/2012")))

    [tenure] = standing("tenures")
    assert span(tenure.validity) == "01/3/2012-"


def test_a_list_of_a_committee_without_votes_gives_its_members() -> None:
    take(election_list(line(HUNG, result()), term=XIV, election=None, as_of="31/12/2006"))

    assert tenures() == {(HUNG, "Ủy viên Ban Chấp hành", "2005-")}
    assert standing("election_results") == []


TERMS = {
    "XIV": election_list(line(HUNG, result()), line(LAN, result()), term=XIV, election=None,
                         as_of="31/12/2006", file="xiv.xlsx"),
    "XV": election_list(line(HUNG, result()), line(HANH, result())),
}  # fmt: skip


@pytest.mark.parametrize("order", list(itertools.permutations(TERMS)))
def test_a_new_term_ends_the_one_before_it_also_for_whom_it_does_not_name(
    order: tuple[str, ...],
) -> None:
    for name in order:
        take(TERMS[name])

    words = "Ủy viên Ban Chấp hành"
    assert tenures() == {
        (HUNG, words, "2005-24/8/2010"),
        (HUNG, words, "25/8/2010-"),
        (LAN, words, "2005-24/8/2010"),
        (HANH, words, "25/8/2010-"),
    }


def test_a_by_election_ends_nothing() -> None:
    take(TERMS["XIV"])
    extra = ElectionReading(ElectionKind.BY_ELECTION, day("1/3/2008"))
    take(election_list(line(HANH, result()), term=XIV, election=extra, file="bs.xlsx"))

    assert all(one.validity.ends is None for one in standing("tenures"))


@pytest.mark.parametrize("career_first", [True, False])
def test_a_career_over_two_terms_is_parted_by_the_election(career_first: bool) -> None:
    words = "Ủy viên Ban Chấp hành"
    one = careers(line(HUNG, held(words, "2005", path=COMMITTEE)))
    files = [one, TERMS["XV"]]
    for reading in files if career_first else reversed(files):
        take(reading)

    assert {row for row in tenures() if row[0] == HUNG} == {
        (HUNG, words, "2005-24/8/2010"),
        (HUNG, words, "25/8/2010-"),
    }


def test_a_roster_that_leaves_out_an_elected_post_ends_nothing() -> None:
    take(TERMS["XV"])
    later = roster([Row(HUNG, "1970", ("H06",))], as_of="31/12/2011", path=COMMITTEE)
    take(later, at=NOON.replace(year=2012))

    assert (HUNG, "Ủy viên Ban Chấp hành", "25/8/2010-") in tenures()


# --- said once ------------------------------------------------------------------------------------


def rated(level: str, year: str = "", **own: Any) -> Any:
    series = own.pop("series", RatingSeries.OFFICIAL)
    return says(RatingReading, year, series=series, level=level, **own)


def test_ratings_are_of_their_year() -> None:
    one = line(HUNG, rated("XS", "2008"), rated("KHA", "2009"),
               rated("HTTNV", "2009", series=RatingSeries.PARTY_MEMBER))  # fmt: skip
    take(listing(ListKind.RATINGS, [one], file="a.xlsx"))
    report = take(listing(ListKind.RATINGS, [line(HUNG, rated("XS"))], file="b.xlsx",
                          year=day("2008")))  # fmt: skip

    found = {(one.series.value, one.level, span(one.validity)) for one in standing("ratings")}
    assert found == {
        ("official", "XS", "2008-2008"),
        ("official", "KHA", "2009-2009"),
        ("party_member", "HTTNV", "2009-2009"),
    }
    assert (report.facts["rating"], report.problems) == (0, ())


def test_another_level_of_the_same_year_is_listed_unless_decided() -> None:
    take(listing(ListKind.RATINGS, [line(HUNG, rated("XS", "2008"))], file="a.xlsx"))
    report = take(listing(ListKind.RATINGS, [line(HUNG, rated("KHA", "2008"))], file="b.xlsx"))

    assert codes(report) == ["conflicting_value"]
    assert [one.level for one in standing("ratings")] == ["XS"]
    better = listing(ListKind.RATINGS, [line(HUNG, rated("KHA", "2008"))], file="c.xlsx",
                     decision=decision("9", "10/1/2009"))  # fmt: skip
    take(better)
    assert [one.level for one in standing("ratings")] == ["KHA"]


def test_a_rating_without_year_is_listed() -> None:
    report = take(listing(ListKind.RATINGS, [line(HUNG, rated("XS"))]))
    assert codes(report) == ["rating_without_year"]


def test_units_are_rated_by_year() -> None:
    said = (WARD, (rated("TSVM", "2009", series=RatingSeries.PARTY_BODY), rated("XS")))
    take(unit_listing([said]))
    again = take(unit_listing([said], file="again.xlsx"))

    found = {(one.series.value, one.level, span(one.validity)) for one in standing("unit_ratings")}
    assert found == {("party_body", "TSVM", "2009-2009"), ("unit", "XS", "2010-2010")}
    assert again.facts["unit_rating"] == 0
    assert verify().is_sound


def ranked(rank: str, begins: str = "", **own: Any) -> Any:
    return says(RankReading, begins, rank=rank, **own)


RANKS = {
    "2004": ranked("01.003", "1/2004", step=1, coefficient="2.34"),
    "2007": ranked("01.003", "1/2007", step=2, coefficient="2.67"),
    "2010": ranked("01.003", "1/2010", step=3, coefficient="3.00"),
}


@pytest.mark.parametrize("order", list(itertools.permutations(RANKS)))
def test_each_step_lasts_until_the_next(order: tuple[str, ...]) -> None:
    for name in order:
        take(listing(ListKind.RANKS, [line(HUNG, RANKS[name])], file=f"{name}.xlsx"))

    assert {(one.step, span(one.validity)) for one in standing("rank_holdings")} == {
        (1, "1/2004-30/1/2007"),
        (2, "1/2007-30/1/2010"),
        (3, "1/2010-"),
    }


def test_the_rank_before_gives_way_to_the_day_on_which_a_seen_one_began() -> None:
    take(listing(ListKind.RANKS, [line(HUNG, ranked("01.003", "1/2006", step=1))]))
    take(listing(ListKind.RANKS, [line(HUNG, ranked("01.003", step=2))], file="b.xlsx"))
    assert {(one.step, span(one.validity)) for one in standing("rank_holdings")} == {
        (1, "1/2006-30/7/2011"), (2, "[2011-07-31]-")
    }  # fmt: skip
    take(listing(ListKind.RANKS, [line(HUNG, ranked("01.003", "1/2009", step=2))], file="c.xlsx"))
    assert {(one.step, span(one.validity)) for one in standing("rank_holdings")} == {
        (1, "1/2006-30/1/2009"), (2, "1/2009-")
    }  # fmt: skip


def test_a_rank_seen_later_without_its_day_is_the_same() -> None:
    take(listing(ListKind.RANKS, [line(HUNG, RANKS["2010"])], file="a.xlsx"))
    take(listing(ListKind.RANKS, [line(HUNG, ranked("01.003", step=3))], file="b.xlsx"))

    assert {span(one.validity) for one in standing("rank_holdings")} == {"1/2010-"}


def test_leaves_disciplines_and_awards_are_kept_once() -> None:
    said = (
        says(LeaveReading, "1/3/2010", "30/6/2010", kind=LeaveKind.MATERNITY),
        says(DisciplineReading, "5/2009", side=DisciplineSide.PARTY, form="KHIEN_TRACH"),
        says(AwardReading, "2008", award="Bằng khen", level=UnitLevel.PROVINCE),
    )
    take(listing(ListKind.AWARDS, [line(HANH, *said)], file="a.xlsx"))
    report = take(listing(ListKind.AWARDS, [line(HANH, *said)], file="b.xlsx"))

    kinds = ("leaves", "disciplines", "awards")
    assert [len(standing(kind)) for kind in kinds] == [1, 1, 1]
    assert sum(report.facts.values()) == 0


def test_a_leave_that_ends_before_it_begins_is_listed() -> None:
    said = says(LeaveReading, "1/7/2010", "30/6/2010", kind=LeaveKind.SICK)
    report = take(listing(ListKind.LEAVES, [line(HANH, said)]))
    assert (codes(report), standing("leaves")) == (["days_reversed"], [])


# --- people ---------------------------------------------------------------------------------------

NUMBER = ParticularKind.IDENTITY_NUMBER


def numbered(name: str, number: str, birth: str = "") -> Line:
    return Line(name, birth, (rated("XS", "2008"),), more=((NUMBER, number),))


def test_an_identity_number_decides_between_namesakes() -> None:
    one, other = numbered(HUNG, "171 234 567", "1970"), numbered(HUNG, "171999888", "1970")
    take(listing(ListKind.RATINGS, [one, other], file="a.xlsx"))
    assert len(read_snapshot().people) == 2
    report = take(listing(ListKind.RATINGS, [numbered(HUNG, "171999888")], file="b.xlsx"))
    assert (report.created, report.matched) == (0, 1)


def test_an_identity_number_finds_a_person_under_another_name() -> None:
    take(listing(ListKind.RATINGS, [numbered("Lê Thị Hoa", "171234567", "1970")], file="a.xlsx"))
    report = take(listing(ListKind.RATINGS, [numbered("Lê Thị Hòa", "171234567")], file="b.xlsx"))

    assert (report.created, report.matched) == (0, 1)
    assert codes(report) == ["conflicting_value"]


def test_the_new_identity_number_follows_the_old_one() -> None:
    take(listing(ListKind.RATINGS, [numbered(HUNG, "171234567", "1970")], file="a.xlsx"))
    take(listing(ListKind.RATINGS, [numbered(HUNG, "038070001234", "1970")], file="b.xlsx",
                 as_of="1/8/2016"), at=NOON.replace(year=2016))  # fmt: skip

    found = {
        (one.value, span(one.validity)) for one in standing("particulars") if one.kind is NUMBER
    }
    assert found == {("171234567", "-31/7/2016"), ("038070001234", "01/8/2016-")}


def test_the_same_staff_code_is_one_person_in_every_row() -> None:
    code = ((ParticularKind.STAFF_CODE, "o00001"),)
    lines = [Line("o00001", says=(rated("XS", year),), more=code) for year in ("2008", "2009")]
    take(listing(ListKind.RATINGS, lines))

    assert len(read_snapshot().people) == 1
    assert len(standing("ratings")) == 2


def test_further_particulars_are_stored() -> None:
    more = (
        (ParticularKind.RELIGION, "Không"),
        (ParticularKind.RESIDENCE, "Khu phố 3, phường Trường Sơn"),
        (ParticularKind.RECRUITED, "1992-08"),
        (ParticularKind.INSURANCE_NUMBER, "3896012345"),
    )
    report = take(listing(ListKind.RANKS, [line(HUNG, RANKS["2010"], more=more)]))

    found = {one.kind: one.value for one in standing("particulars")}
    assert {kind: found[kind] for kind, _ in more} == dict(more)
    assert report.cells.listed == 0


def test_the_post_beside_a_name_opens_nothing_and_is_kept_as_words() -> None:
    unknown = line(HUNG, rated("XS", "2008"), posts=(post("X05"),))
    report = take(listing(ListKind.RATINGS, [unknown], file="a.xlsx"))

    assert (codes(report), tenures(), report.cells.listed) == ([], set(), 0)
    assert [one.as_written for one in standing("ratings")] == ["chức vụ ghi: X05"]
    [offer] = [one for one in report.differences if one.field == "post"]
    assert (offer.kind, offer.chosen) == ("mentioned_fact", "skip")


def test_the_post_beside_a_name_confirms_what_is_known_and_tells_what_differs() -> None:
    take(roster([Row(HUNG, "1970", ("X06",))], as_of="31/12/2010"))
    known = line(HUNG, rated("XS", "2008"), posts=(post("X06"),))
    assert take(listing(ListKind.RATINGS, [known], file="a.xlsx")).problems == ()
    other = line(HUNG, rated("XS", "2009"), posts=(post("X05"),))
    report = take(listing(ListKind.RATINGS, [other], file="b.xlsx"))

    assert (codes(report), report.cells.listed) == (["post_not_known"], 0)
    assert tenures() == {(HUNG, "X06", "[2010-12-31]-")}


def test_the_same_row_in_another_file_is_no_news() -> None:
    said = line(HUNG, rated("XS", "2008"), posts=(post("X05"),))
    take(listing(ListKind.RATINGS, [said], file="a.xlsx"))
    report = take(listing(ListKind.RATINGS, [said], file="b.xlsx"))
    assert (codes(report), report.cells.listed, sum(report.facts.values())) == ([], 0, 0)


def test_the_post_of_a_row_that_states_nothing_new_is_listed() -> None:
    report = take(listing(ListKind.RATINGS, [line(HUNG, posts=(post("X05"),))]))
    assert (codes(report), report.cells.listed) == (["post_not_known"], 1)


def test_the_post_beside_a_name_is_stored_when_decided() -> None:
    unknown = line(HUNG, rated("XS", "2008"), posts=(post("X05"),))
    take_with(listing(ListKind.RATINGS, [unknown]), {"kind:mentioned_fact:tenure:post": "store"})
    assert tenures() == {(HUNG, "X05", "[2011-07-31]-")}


# --- studies --------------------------------------------------------------------------------------


def studied(**own: Any) -> AttainmentReading:
    given = {"scale": Scale.PROFESSIONAL, "level": "ĐH", "field": "Luật", **own}
    return AttainmentReading(**given)


def levels() -> set[tuple[str, str]]:
    return {(one.state.value, span(one.validity)) for one in standing("attainments")}


def test_a_study_span_and_its_degree_are_two_facts() -> None:
    degree = studied(
        studied_from=day("9/2003"), studied_to=day("6/2008"), reached=day("7/2008"),
        school="ĐH Luật Hà Nội", certificate="123456",
    )  # fmt: skip
    report = take(listing(ListKind.STUDIES, [line(HUNG, attainments=(degree,))]))

    assert levels() == {("studying", "9/2003-6/2008"), ("completed", "7/2008-")}
    done = next(one for one in standing("attainments") if one.state is AttainmentState.COMPLETED)
    assert (done.school, done.certificate) == ("ĐH Luật Hà Nội", "123456")
    assert report.cells.listed == 0


def test_a_span_without_the_day_of_the_degree_gives_it_at_its_end() -> None:
    degree = studied(studied_from=day("9/2003"), studied_to=day("6/2008"))
    take(listing(ListKind.STUDIES, [line(HUNG, attainments=(degree,))]))
    assert levels() == {("studying", "9/2003-6/2008"), ("completed", "6/2008-")}


STUDY = {
    "under way": listing(ListKind.STUDIES, [line(HUNG, attainments=(
        studied(state=AttainmentState.STUDYING, studied_from=day("9/2007")),))],
        file="a.xlsx", as_of="31/12/2008"),
    "done": listing(ListKind.STUDIES, [line(HUNG, attainments=(studied(reached=day("7/2011")),))],
                    file="b.xlsx"),
}  # fmt: skip


@pytest.mark.parametrize("order", list(itertools.permutations(STUDY)))
def test_a_degree_ends_the_study_for_it(order: tuple[str, ...]) -> None:
    for name in order:
        take(STUDY[name])
    assert levels() == {("studying", "9/2007-30/7/2011"), ("completed", "7/2011-")}


# --- as one act -----------------------------------------------------------------------------------

EVERYTHING = [
    LISTS["2009"], LISTS["out"], TERMS["XIV"], TERMS["XV"],
    move_list(line(HUNG, moved(decision=decision("45-QĐ/ThU", "25/8/2008")))),
    listing(ListKind.RANKS, [line(HUNG, *RANKS.values())], file="luong.xlsx"),
    listing(ListKind.RATINGS, [line(HUNG, rated("XS", "2008"))], file="xl.xlsx"),
    unit_listing([(WARD, (rated("XS"),))]),
    STUDY["under way"], STUDY["done"],
]  # fmt: skip


@pytest.mark.parametrize("place", range(len(EVERYTHING)))
def test_each_kind_of_list_can_be_taken_back(place: int) -> None:
    others = [one for number, one in enumerate(EVERYTHING) if number != place]
    take(roster([Row(HUNG, "1970", ("H06",)), Row(LAN, "1/2/1980", ("Y3",))], path=COMMITTEE))
    for one in others:
        take(one, at=LATER)
    before, registers = visible_state(), all_registers()
    undo(take(EVERYTHING[place], at=LATER + timedelta(hours=1)))

    assert visible_state() == before
    assert all_registers() == registers
    assert verify().is_sound


def all_registers() -> tuple[list[Any], ...]:
    from canbo.records.queries import registers

    return (
        registers.live_terms(), registers.live_elections(), registers.live_schemes(),
        registers.live_posts(), registers.live_units(),
    )  # fmt: skip


def test_an_edited_list_takes_the_place_of_its_first_edition() -> None:
    first = listing(ListKind.RATINGS, [line(HUNG, rated("XS", "2008")), line(HANH, rated("KHA",
                    "2008"))], file="xl.xlsx")  # fmt: skip
    take(first)
    edited = listing(ListKind.RATINGS, [line(HUNG, rated("KHA", "2008"))], file="xl.xlsx")
    report = take(edited, at=LATER)

    assert report.replaces is not None
    assert [one.level for one in standing("ratings")] == ["KHA"]
    undo(report)
    assert sorted(one.level for one in standing("ratings")) == ["KHA", "XS"]


def test_a_decision_dated_to_the_month_keeps_its_words() -> None:
    take(pool_list(line(HUNG, planned()), file="a.xlsx", on="5/2009", number="312-QĐ/ThU"))

    [entry] = standing("pool_entries")
    assert (entry.source.decision_number, entry.source.decision_date) == (
        "312-QĐ/ThU (5/2009)",
        None,
    )
    assert entry.validity.certain.begins == date(2009, 5, 31)
