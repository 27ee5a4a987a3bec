"""Distractors: for every figure of the lists there are rows that look as if they counted and do
not. Each is really there, and the ledger really leaves it out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

Entry = dict[str, Any]
AS_OF = "2011-07-31"
KEY = {"X01", "X02", "X03", "X05"}


@pytest.fixture(scope="module")
def lists(committed: Path) -> Entry:
    return json.loads((committed / "ledger-lists.json").read_text(encoding="utf-8"))


def facts(lists: Entry, kind: str, **said: object) -> list[Entry]:
    """The facts of a kind with these values."""
    return [
        one for one in lists["facts"]
        if one["kind"] == kind and all(one.get(name) == value for name, value in said.items())
    ]  # fmt: skip


def counted(lists: Entry, ledger: Entry, figure: str) -> set[str]:
    """The people (or moves) behind a figure."""
    found = {**ledger["figures"], **lists["figures"]}[figure]
    return set(found.get("rows") or found.get("people") or ())


def advanced(lists: Entry, ledger: Entry, **said: object) -> set[str]:
    """Who sits in a class of advanced theory."""
    classes = {one["id"]: one for one in (*ledger["classes"], *lists["classes"])}
    return {
        one["person"] for one in (*ledger["attendances"], *lists["attendances"])
        if classes[one["training_class"]]["course"] == "LLCT-CC"
        and all({**classes[one["training_class"]], **one}.get(n) == v for n, v in said.items())
    }  # fmt: skip


def test_planned_only_after_they_enrolled(lists: Entry, ledger: Entry) -> None:
    people = {"P203", "P263"}
    assert people <= advanced(lists, ledger, in_window=True)
    assert all(facts(lists, "pool", person=one) for one in people)
    assert not people & counted(lists, ledger, "advanced_theory_planned_people")


def test_taken_out_of_the_pool_before_they_enrolled(lists: Entry, ledger: Entry) -> None:
    assert "P218" in advanced(lists, ledger, in_window=True)
    assert all(one["ends"] for one in facts(lists, "pool", person="P218"))
    assert "P218" not in counted(lists, ledger, "advanced_theory_planned_people")


def test_studying_and_never_planned(lists: Entry, ledger: Entry) -> None:
    assert "P132" in advanced(lists, ledger, in_window=True)
    assert facts(lists, "pool", person="P132") == []
    assert "P132" not in counted(lists, ledger, "advanced_theory_planned_people")


def test_planned_and_dropped_out_or_finished_before_the_window(lists: Entry, ledger: Entry) -> None:
    dropped = advanced(lists, ledger, outcome="dropped")
    early = advanced(lists, ledger, in_window=False)
    assert {"P167", "P200"} <= dropped
    assert early
    planned = {one["person"] for one in facts(lists, "pool")}
    again = advanced(lists, ledger, in_window=True) - dropped
    assert (dropped | early) & planned
    assert not ((dropped | early) - again) & counted(
        lists, ledger, "advanced_theory_planned_people"
    )


def test_one_person_in_several_lists_or_for_several_posts(lists: Entry, ledger: Entry) -> None:
    people = counted(lists, ledger, "advanced_theory_planned_people")
    entries = [one for one in facts(lists, "pool") if one["person"] in people]
    assert len(entries) > len(people)


def test_a_key_post_held_twice_by_one_person(lists: Entry, ledger: Entry) -> None:
    people = counted(lists, ledger, "key_officials_in_service_degree")
    posts = [p for one in ledger["people"] if one["id"] in people for p in KEY & set(one["posts"])]
    assert len(posts) > len(people) == 13


def test_a_degree_that_comes_after_the_day(lists: Entry, ledger: Entry) -> None:
    people = {"P068", "P098"}
    for one in people:
        (study,) = facts(lists, "attainment", person=one)
        assert (study["state"], study["level"]) == ("studying", "ĐH")
        assert study["ends"] > AS_OF
    holders = {one["id"] for one in ledger["people"] if KEY & set(one["posts"])}
    assert people <= holders
    assert not people & counted(lists, ledger, "key_officials_in_service_degree")


def test_a_degree_in_service_of_somebody_without_a_key_post(lists: Entry, ledger: Entry) -> None:
    keys = {one["id"] for one in ledger["people"] if KEY & set(one["posts"])}
    others = {
        one["person"] for one in facts(lists, "attainment", state="completed", mode="in_service")
    } - keys
    assert others
    assert not others & counted(lists, ledger, "key_officials_in_service_degree")


def test_a_move_outside_the_scheme_and_one_before_it(lists: Entry, ledger: Entry) -> None:
    outside = {one["id"] for one in facts(lists, "move") if not one.get("scheme")}
    before = {one["id"] for one in facts(lists, "move") if one["begins"] < "2008-05-12"}
    assert outside
    assert before
    assert not (outside | before) & counted(lists, ledger, "moves_under_scheme")


def test_a_move_of_somebody_who_leads_nothing(lists: Entry, ledger: Entry) -> None:
    experts = {one["id"] for one in facts(lists, "move", leader=False) if one.get("scheme")}
    assert experts
    assert not experts & counted(lists, ledger, "moves_under_scheme")


def test_moves_intended_and_never_done(lists: Entry, ledger: Entry) -> None:
    intended = {
        row["person"] for sheet in lists["rows"] if sheet["kind"] == "move_plan"
        for row in sheet["rows"] if row["person"]
    }  # fmt: skip
    done = {one["person"] for one in facts(lists, "move")}
    assert intended - done


def test_a_move_back_to_the_town_is_none_to_the_grassroots(lists: Entry, ledger: Entry) -> None:
    whole = counted(lists, ledger, "moves_under_scheme")
    down = counted(lists, ledger, "moves_to_grassroots")
    assert down < whole
    assert (len(down), len(whole)) == (5, 10)


def test_elected_without_a_move_before_it_or_not_by_election(lists: Entry, ledger: Entry) -> None:
    people = counted(lists, ledger, "moved_then_elected_standing")
    seats = facts(lists, "election", post="V11", term="XV")
    moves = [one for one in facts(lists, "move", leader=True) if one.get("scheme")]
    moved = {one["person"]: one["begins"] for one in moves}
    chosen = {one["person"]: one for one in seats if one["elected"]}
    assert "P175" in chosen
    assert "P175" not in moved
    assert moved["P188"] > chosen["P188"]["day"]
    assert chosen["P197"]["election"] == "designation"
    assert not {"P175", "P188", "P197"} & people


def test_moved_and_not_elected(lists: Entry, ledger: Entry) -> None:
    chosen = {one["person"] for one in facts(lists, "election", post="V11", term="XV")}
    moved = {one["person"] for one in facts(lists, "move")}
    assert moved - chosen
    assert not (moved - chosen) & counted(lists, ledger, "moved_then_elected_standing")


def test_promoted_without_a_class_before_it(lists: Entry, ledger: Entry) -> None:
    ranks = lists["post_ranks"]
    learners = {one["person"] for one in (*ledger["attendances"], *lists["attendances"])}
    rose = {
        one["person"] for one in facts(lists, "tenure")
        if one.get("act") in {"appointed", "elected"} and ranks.get(one.get("post", ""), 0) >= 5
    }  # fmt: skip
    people = counted(lists, ledger, "trained_then_promoted")
    assert rose - learners
    assert not (rose - learners) & people
    assert rose & learners - people  # a class and a promotion, in the other order


def test_classes_outside_the_window_and_drop_outs(lists: Entry, ledger: Entry) -> None:
    classes = {one["id"]: one for one in ledger["classes"]}
    theory = [
        one for one in ledger["attendances"]
        if classes[one["training_class"]]["course"] == "LLCT-TC"
    ]  # fmt: skip
    inside = [one for one in theory if classes[one["training_class"]]["in_window"]]
    people = {one["person"] for one in inside}
    assert {one["person"] for one in theory} - people
    assert len(inside) > len(people) == ledger["figures"]["intermediate_theory_people"]["value"]
    assert any(one["outcome"] == "dropped" for one in inside)


def test_part_time_workers_below_the_level_are_in_no_base(lists: Entry, ledger: Entry) -> None:
    below = [
        one for one in ledger["people"]
        if one["levels"] and one["levels"]["professional"]["level"] in {"SC", "CQĐT"}
        and all(post.startswith("Z") for post in one["posts"]) and one["posts"]
    ]  # fmt: skip
    share = ledger["figures"]["commune_intermediate_professional_share"]
    assert below
    assert share["numerator"] == share["base"]
