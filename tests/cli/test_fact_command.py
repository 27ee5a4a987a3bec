"""`canbo fact`: facts by hand by their words, with consequences before storing."""

from __future__ import annotations

import json
from contextlib import nullcontext
from datetime import date, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from canbo.accounts.access import local_operator
from canbo.cli import main
from canbo.engine.facts import Evidence, Particular, ParticularKind, Source
from canbo.engine.timeline import Perspective, Validity
from canbo.journal.operations import verify
from canbo.records.access import read_snapshot
from canbo.records.operations import FactRefused, record_facts
from tests.records.sheets import TOWN, Row, roster, take

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2011, 8, 2, 9, 30, tzinfo=VIETNAM)
PEOPLE = [
    Row("Lê Văn Hùng", "1970", ("X05",), "SC"),
    Row("Vũ Thị Hạnh", "5/8/1971", ("Y5",), "TC"),
    Row("Nguyễn Văn An", "1980", ("Y6",), "TC"),
]


@pytest.fixture
def canbo(capsys, monkeypatch, db):
    """Run a command in the test's database, at one instant."""
    monkeypatch.setattr("canbo.cli.home.inside_home", nullcontext)
    monkeypatch.setattr("canbo.cli.facts.now", lambda: NOW)
    take(roster(PEOPLE))
    take(
        roster([Row("Nguyễn Văn An", "1965", ("X04",))], path=(TOWN, "xã Quảng Cư"), file="b.xlsx")
    )

    def run(*words: str) -> tuple[int, str, str]:
        try:
            code = main(words)
        except SystemExit as ended:
            code = ended.code
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def document(canbo: Any, *words: str) -> dict[str, Any]:
    code, out, error = canbo(*words, "--json")
    assert code == 0, error
    return json.loads(out)


def refused(canbo: Any, *words: str) -> tuple[str, str]:
    code, out, error = canbo(*words, "--json")
    assert code == 1, (out, error)
    return json.loads(out)["error"]["code"], error


def held(as_of: date) -> set[tuple[str, str]]:
    perspective = Perspective(as_of, NOW)
    snapshot = read_snapshot().folded(perspective)
    names = {one.person: one.value for one in snapshot.particulars if one.kind == "name"}
    return {(names[one.person], snapshot.posts[one.post].title) for one in snapshot.tenures}


PROMOTED = (
    "fact", "add", "tenure", "post=Chủ tịch UBND@phường Trường Sơn", "begins=01/1/2012",
    "act=appointed", "--person", "Vũ Thị Hạnh", "--decision", "12/QĐ-UBND",
    "--decision-date", "20/7/2011",
)  # fmt: skip


def test_a_preview_tells_and_stores_nothing(canbo: Any) -> None:
    before = held(date(2012, 1, 1))
    code, out, _ = canbo(*PROMOTED, "--preview")

    assert code == 0
    assert "CHƯA LƯU" in out
    assert "Vũ Thị Hạnh" in out
    assert "12/QĐ-UBND ngày 20/7/2011" in out
    assert held(date(2012, 1, 1)) == before


def test_a_post_to_come_is_stored_and_leaves_today_alone(canbo: Any) -> None:
    today = held(NOW.date())
    stored = document(canbo, *PROMOTED)

    assert stored["stored"] is True
    assert held(NOW.date()) == today
    assert held(date(2012, 1, 1)) == today | {("Vũ Thị Hạnh", "X05")}
    assert verify().is_sound


def test_other_acts_go_through_between_announcement_and_first_day(canbo: Any) -> None:
    """asks 15: what was decided for January stands in nobody's way in October."""
    document(canbo, *PROMOTED)
    later = NOW.replace(month=10)
    october = [PEOPLE[0], Row("Vũ Thị Hạnh", "5/8/1971", ("Y5", "X05"), "TC"), PEOPLE[2]]
    report = take(roster(october, as_of="30/9/2011", file="10-2011.xlsx"), at=later)

    assert report.batch is not None
    perspective = Perspective(date(2012, 6, 1), later)
    tenures = read_snapshot().folded(perspective).tenures
    chair = [one for one in tenures if one.source.decision_number == "12/QĐ-UBND"]
    assert len(chair) == 1


def test_facts_are_listed_with_what_names_them_and_corrected_by_it(canbo: Any) -> None:
    listed = document(canbo, "fact", "list", "Lê Văn Hùng", "--kind", "attainment")["facts"]
    assert [one["words"] for one in listed] == ["trình độ: chuyên môn; Sơ cấp"]
    correction = (
        "fact",
        "correct",
        listed[0]["key"],
        "level=ĐH",
        "begins=6/2005",
        "school=Luật HN",
    )
    shown = document(canbo, *correction, "--preview")
    changes = {(one["before"], one["after"]) for one in shown["verdicts"]}
    assert ("not_met", "met") in changes
    assert shown["figures"]

    document(canbo, *correction, "--document", "bằng gốc")
    [after] = document(canbo, "fact", "list", "Lê Văn Hùng", "--kind", "attainment")["facts"]
    assert (after["values"]["level"], after["values"]["begins"]) == ("ĐH", "2005-06")
    assert after["source"] == "bằng gốc"


def test_a_fact_that_never_was_is_voided_with_its_reason(canbo: Any) -> None:
    [level] = document(canbo, "fact", "list", "Vũ Thị Hạnh", "--kind", "attainment")["facts"]
    void = ("fact", "void", level["id"], "--reason", "nhầm người")
    assert document(canbo, *void, "--preview")["facts"][0]["after"] is None
    document(canbo, *void)

    assert document(canbo, "fact", "list", "Vũ Thị Hạnh", "--kind", "attainment")["facts"] == []
    assert refused(canbo, *void)[0] == "fact_voided_already"


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("fact", "list", "Nguyễn Văn An"), "reference_ambiguous", "1965"),
        (("fact", "list", "Lê Văn Hung"), "reference_unknown", "Lê Văn Hùng"),
        (("fact", "add", "tenure", "post=Bí thư@phường Trường Sơn"), "reference_unknown",
         "Chủ tịch"),
        (("fact", "add", "tenure", "post=X05@phường Lạ"), "unit_unknown", "Lạ"),
        (("fact", "add", "tenure", "manner=full"), "fact_value_missing", "post"),
        (("fact", "add", "tenure", "post"), "fact_value_malformed", "post"),
        (("fact", "add", "tenure", "posts=X05"), "fact_field_unknown", "begins"),
        (("fact", "add", "tenure", "manner=đầy đủ"), "fact_value_unreadable", "concurrent"),
        (("fact", "add", "tenure", "post=X05@phường Trường Sơn", "begins=31/2/2011"),
         "fact_value_unreadable", "31/2/2011"),
        (("fact", "add", "tenure", "post=X05@phường Trường Sơn", "begins=2011", "ends=2010"),
         "fact_days_reversed", "2010"),
        (("fact", "add", "tenure", "post=X05@phường Trường Sơn", "--decision-date", "1/1/2011"),
         "fact_decision_without_number", "--decision"),
        (("fact", "void", "0f8fad5b-d9cb-469f-a165-70867728950e", "--reason", "x"),
         "reference_unknown", "0f8fad5b"),
        (("fact", "add", "attainment", "scale=it", "level=TC", "--person",
          "0f8fad5b-d9cb-469f-a165-70867728950e"), "official_not_found", ""),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_in_words(
    canbo: Any, words: tuple[str, ...], code: str, told: str
) -> None:
    person = () if "--person" in words or words[1] != "add" else ("--person", "Lê Văn Hùng")
    found, error = refused(canbo, *words, *person)
    assert found == code
    assert told in error
    assert "…" not in error


def test_the_same_said_twice_is_refused_in_a_preview_too(canbo: Any) -> None:
    same = ("fact", "add", "tenure", "post=X05@phường Trường Sơn", "begins=1/2011",
            "--person", "Lê Văn Hùng")  # fmt: skip
    assert refused(canbo, *same, "--preview")[0] == "fact_overlaps"
    assert refused(canbo, *same)[0] == "fact_overlaps"


def test_a_refusal_names_the_fact_that_stands_in_the_way(canbo: Any) -> None:
    canbo(*PROMOTED)
    listed = document(canbo, "fact", "list", "Vũ Thị Hạnh", "--kind", "tenure")["facts"]
    keys = {one["key"] for one in listed if one["values"].get("begins") == "2012-01-01"}
    code, error = refused(canbo, *PROMOTED)

    assert code == "fact_overlaps"
    assert len(keys) == 1
    assert keys.pop() in error


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("party_date", "05/8/1996", "1996-08-05"),
        ("party_date", "8/1996", "1996-08"),
        ("recruited", "1996", "1996"),
        ("residence", "Trường Sơn", "Trường Sơn"),
    ],
)
def test_a_particular_is_stored_as_its_kind_is_read(canbo, kind, typed, stored) -> None:
    add = ("fact", "add", "particular", f"kind={kind}", f"value={typed}")
    document(canbo, *add, "--person", "Vũ Thị Hạnh")
    (value,) = [one.value for one in read_snapshot().particulars if one.kind == kind]
    assert value == stored


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [("party_date", "hôm qua", "7/2011"), ("birth", "", "7/2011"), ("sex", "x", "nam, nữ")],
)
def test_a_particular_of_another_kind_of_value_is_refused(canbo, kind, typed, expected) -> None:
    before = read_snapshot()
    add = ("fact", "add", "particular", f"kind={kind}", f"value={typed}")
    code, said = refused(canbo, *add, "--person", "Vũ Thị Hạnh")
    assert code == "fact_value_unreadable"
    assert typed in said
    assert expected in said
    assert read_snapshot() == before


@pytest.mark.parametrize(
    ("kind", "value"), [("birth", "05/8/1996"), ("birth", "1"), ("sex", "nam")]
)
def test_the_record_itself_refuses_it_too(canbo, kind, value) -> None:
    person = next(iter(read_snapshot().people))
    fact = Particular(
        id=uuid4(), key=uuid4(), person=person, kind=ParticularKind(kind), value=value,
        validity=Validity(), recorded_at=NOW, source=Source(Evidence.DECLARED, "tờ khai"),
    )  # fmt: skip
    with pytest.raises(FactRefused) as refusal:
        record_facts(facts=[fact], actor=local_operator(), at=NOW)
    assert refusal.value.code == "fact_value_unreadable"
