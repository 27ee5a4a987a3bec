"""The ledger agrees with itself: its figures are recounted here from its own truth, row by row."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any

import pytest

Ledger = dict[str, Any]
INTERMEDIATE_OR_ABOVE = {"TC", "CĐ", "ĐH", "ThS", "TS"}


def _edge(written: str, last: bool) -> date:
    """The first or last day that a written day, month or year may mean."""
    parts = [int(part) for part in written.split("-")]
    if len(parts) == 3:
        return date(*parts)
    if not last:
        return date(parts[0], parts[1] if len(parts) == 2 else 1, 1)
    year, month = parts[0], parts[1] if len(parts) == 2 else 12
    return date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)


def _inside(ledger: Ledger) -> dict[str, dict[str, Any]]:
    first = date.fromisoformat(ledger["window"]["from"])
    last = date.fromisoformat(ledger["window"]["to"])
    return {
        held["id"]: held
        for held in ledger["classes"]
        if _edge(held["begins"], False) <= last and _edge(held["ends"], True) >= first
    }


def test_the_published_figures_come_out(ledger: Ledger) -> None:
    figures = ledger["figures"]
    assert figures["intermediate_theory_people"]["value"] == 178
    assert figures["fostering_attendances"]["value"] == 594
    share = figures["commune_intermediate_professional_share"]
    assert share["numerator"] == share["base"] == 117
    assert share["missing"] == 0


def test_theory_people_recounted(ledger: Ledger) -> None:
    inside = _inside(ledger)
    people = {
        a["person"]
        for a in ledger["attendances"]
        if inside.get(a["training_class"], {}).get("course") == "LLCT-TC"
    }
    figure = ledger["figures"]["intermediate_theory_people"]
    assert people == set(figure["people"])
    assert len(people) == figure["value"] == len(figure["people"])


def test_fostering_attendances_recounted(ledger: Ledger) -> None:
    inside = _inside(ledger)
    sat = {
        (a["person"], a["training_class"])
        for a in ledger["attendances"]
        if inside.get(a["training_class"], {}).get("kind") == "fostering"
    }
    figure = ledger["figures"]["fostering_attendances"]
    assert sorted(sat) == [tuple(pair) for pair in figure["attendances"]]
    assert len(sat) == figure["value"]
    assert len({person for person, _ in sat}) == figure["people_behind"]


def test_share_recounted(ledger: Ledger) -> None:
    base = [p for p in ledger["people"] if any(post[0] in "XY" for post in p["posts"])]
    met = [p for p in base if p["levels"]["professional"]["level"] in INTERMEDIATE_OR_ABOVE]
    figure = ledger["figures"]["commune_intermediate_professional_share"]
    assert figure["value"] == f"{len(met)}/{len(base)}"
    assert {p["id"] for p in base} == set(figure["people"])
    by_unit = Counter(p["unit"] for p in base)
    assert figure["by_unit"] == {unit: f"{n}/{n}" for unit, n in by_unit.items()}
    assert set(by_unit.values()) <= set(range(21, 26))


def test_no_attendance_stands_twice(ledger: Ledger) -> None:
    pairs = Counter((a["person"], a["training_class"]) for a in ledger["attendances"])
    assert max(pairs.values()) == 1
    learners = Counter(a["training_class"] for a in ledger["attendances"])
    assert learners == {held["id"]: held["learners"] for held in ledger["classes"]}


def test_rows_are_the_attendances_and_the_doubled_ones(ledger: Ledger) -> None:
    rows = Counter((r["person"], r["subject"]) for r in ledger["rows"] if r["kind"] == "class")
    pairs = Counter((a["person"], a["training_class"]) for a in ledger["attendances"])
    doubled = Counter((r["person"], r["subject"]) for r in ledger["rows"] if r.get("note"))
    assert rows == pairs + doubled
    assert sum(doubled.values()) == 3


def test_everybody_with_a_post_stands_in_one_roster_of_2011(ledger: Ledger) -> None:
    rosters = Counter(
        r["person"] for r in ledger["rows"] if r["kind"] == "roster" and "2008" not in r["file"]
    )
    assert rosters == {p["id"]: 1 for p in ledger["people"] if p["posts"]}


def test_outcomes_follow_the_remarks(ledger: Ledger) -> None:
    for attendance in ledger["attendances"]:
        left = re.search(r"bỏ học|thôi học", attendance["remark"].lower())
        assert (attendance["outcome"] == "dropped") == bool(left)
    assert Counter(a["outcome"] for a in ledger["attendances"])["dropped"] >= 20


def test_levels_keep_in_step_with_the_classes(ledger: Ledger) -> None:
    people = {p["id"]: p for p in ledger["people"]}
    for attendance in ledger["attendances"]:
        levels = people[attendance["person"]]["levels"]
        stayed = attendance["outcome"] != "dropped" and attendance["remark"] != "Bảo lưu kết quả"
        if levels and stayed and attendance["training_class"] in {"TC11", "TC12", "TC14", "TC15"}:
            assert levels["political_theory"] in {"CTTC", "CTCC", "CTCN"}
        if levels and stayed and attendance["training_class"] in {"QL06", "QL07", "QL09"}:
            assert levels["state_management"] != "QL0"


def test_thirteen_key_officials_studied_in_service(ledger: Ledger) -> None:
    key = {"X01", "X02", "X03", "X05"}
    holders = [p for p in ledger["people"] if key & set(p["posts"])]
    in_service = [
        p for p in holders
        if p["levels"]["professional"]["level"] == "ĐH"
        and p["levels"]["professional"]["mode"] == "in_service"
    ]  # fmt: skip
    assert len(in_service) == 13


def test_people_are_told_apart_by_name_and_birth(ledger: Ledger) -> None:
    """Name and year suffice for all but the two namesakes of one year, whose full dates differ."""
    same = Counter((p["name"], p["born"][:4]) for p in ledger["people"])
    assert [key for key, count in same.items() if count > 1] == [("Lê Thị Hương", "1968")]
    assert len({(p["name"], p["born"]) for p in ledger["people"]}) == len(ledger["people"])


def test_names_follow_the_cohort(ledger: Ledger) -> None:
    for sex, word, least in (("m", "Văn", 0.45), ("f", "Thị", 0.98)):
        names = [p["name"].split(" ") for p in ledger["people"] if p["sex"] == sex]
        assert sum(name[1] == word for name in names) / len(names) >= least
    words = Counter(len(p["name"].split(" ")) for p in ledger["people"])
    assert words[3] / len(ledger["people"]) > 0.9
    assert all("1950" <= p["born"][:4] <= "1988" for p in ledger["people"])


def test_the_town_leaves_needs_for_the_plan(ledger: Ledger) -> None:
    lacking = Counter((x["dimension"], x["required"]) for x in ledger["lacking"])
    assert lacking["political_theory", "CTTC"] >= 12
    assert lacking["state_management", "QLX"] >= 20
    assert lacking["it", "TH-A"] >= 10
    assert lacking["political_theory", "CTSC"] >= 5


def test_units_carry_their_codes_and_names_of_the_day(ledger: Ledger) -> None:
    units = {unit["code"]: unit for unit in ledger["units"]}
    communes = {code: unit for code, unit in units.items() if unit["level"] == "commune"}
    assert sorted(communes) == ["14830", "14833", "14836", "14839", "14842"]
    assert [name["from"] for name in units["14842"]["names"]] == [None, "2009-12-09"]
    assert [name["type"] for name in units["14842"]["names"]] == ["xã", "phường"]
    assert units["382"]["parent"] == "38"


def _recount(ledger: Ledger, rows: list[dict[str, Any]]) -> Counter[str]:
    inside = _inside(ledger)
    theory, fostering, base = set(), set(), set()
    people = {p["id"]: p for p in ledger["people"]}
    for row in rows:
        held = inside.get(row["subject"])
        if held and held["course"] == "LLCT-TC":
            theory.add(row["person"])
        if held and held["kind"] == "fostering":
            fostering.add((row["person"], row["subject"]))
        posts = people[row["person"]]["posts"]
        if row["kind"] == "roster" and any(post[0] in "XY" for post in posts):
            base.add(row["person"])
    return Counter(
        intermediate_theory_people=len(theory),
        fostering_attendances=len(fostering),
        share_base=len(base),
    )


def test_deletions_have_the_predicted_effect(ledger: Ledger) -> None:
    before = _recount(ledger, ledger["rows"])
    deletions = [m for m in ledger["mutations"] if m["action"] == "delete_row"]
    assert len(deletions) >= 12
    for edit in deletions:
        place = (edit["file"], edit["sheet"], edit["row"])
        rest = [r for r in ledger["rows"] if (r["file"], r["sheet"], r["row"]) != place]
        assert len(rest) == len(ledger["rows"]) - 1
        after = _recount(ledger, rest)
        assert {k: after[k] - before[k] for k in before} == {k: edit["effect"][k] for k in before}


@pytest.mark.parametrize(
    ("figure", "least"),
    [
        ("intermediate_theory_people", 5),
        ("fostering_attendances", 4),
        ("share_numerator", 4),
        ("share_missing", 1),
    ],
)
def test_edits_move_every_figure(ledger: Ledger, figure: str, least: int) -> None:
    assert sum(1 for edit in ledger["mutations"] if edit["effect"][figure]) >= least
    unmoved = [edit for edit in ledger["mutations"] if not any(edit["effect"].values())]
    assert len(unmoved) >= 8


def test_what_was_known_when_ends_with_the_figures(ledger: Ledger) -> None:
    steps = ledger["known_by"]
    assert [step["received_until"][:4] for step in steps] == [str(y) for y in range(2006, 2012)]
    for name in ("intermediate_theory_people", "fostering_attendances"):
        values = [step[name] for step in steps]
        assert values == sorted(values)
        assert values[-1] == ledger["figures"][name]["value"]
        assert len(set(values)) >= 4
