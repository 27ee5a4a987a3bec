"""Each rule of a rotation alone, chains and cycles, and the reason that names the rule."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from canbo.engine.planning.rotation import plan
from canbo.engine.planning.rotation.outcome import Reason, RotationPlan
from canbo.engine.planning.rotation.problem import Holder, Previous, Problem, Unit
from canbo.engine.planning.training.outcome import Status
from canbo.engine.planning.training.solver import Limits
from tests.planning.small_rotations import RULES, line, move, person, post, ring, rotation


def made(problem: Problem) -> RotationPlan:
    found = plan(problem, Limits())
    assert found.status is Status.OPTIMAL
    return found


def with_rules(problem: Problem, **changes: object) -> Problem:
    return replace(problem, rules=replace(problem.rules, **changes))  # type: ignore[arg-type]


def reason(found: RotationPlan, who: str) -> Reason:
    (row,) = (row for row in found.reasons if row.person == who)
    return row


def chain_of(found: RotationPlan) -> list[tuple[str, str | None, str, str, int]]:
    return [(r.person, r.from_post, r.to_post, r.chain, r.position) for r in found.moves]


def test_a_post_takes_the_person_worth_most() -> None:
    found = made(
        rotation(
            posts=(post("J"),),
            people=(person("A"), person("B")),
            moves=(move("A", "J", 3), move("B", "J", 5)),
        )
    )
    assert found.objective == 5
    assert found.places == {"B": "J"}
    assert reason(found, "B").code == "enter"
    refused = reason(found, "A")
    assert (refused.post, refused.code, refused.rule) == (None, "post", "post")
    assert json.loads(refused.key)["person"] == "B"


def test_a_person_takes_one_place() -> None:
    found = made(
        rotation(
            posts=(post("J"), post("K")),
            people=(person("A"),),
            moves=(move("A", "J", 3), move("A", "K", 5)),
        )
    )
    assert found.objective == 5 - RULES.vacancy_penalty
    assert [row.post for row in found.vacancies] == ["J"]


def test_nobody_takes_a_place_that_costs_more_than_the_vacancy() -> None:
    found = made(rotation(posts=(post("J"),), people=(person("A"),), moves=(move("A", "J", -11),)))
    assert found.objective == -10
    assert reason(found, "A").code == "worth_less"


def test_who_may_not_move_is_told_so() -> None:
    found = made(rotation(people=(person("A"),)))
    assert (found.objective, found.bound) == (0, 0)
    assert reason(found, "A").code == "no_move"


@pytest.mark.parametrize(("cap", "leaving"), [(0, 0), (1, 1), (2, 2)])
def test_no_more_holders_leave_a_unit_than_may(cap: int, leaving: int) -> None:
    problem = rotation(
        posts=(post("J0"), post("J1"), post("K0", "V"), post("K1", "V")),
        people=(person("P0"), person("P1")),
        holders=(Holder("P0", "J0"), Holder("P1", "J1")),
        moves=(
            move("P0", "J0"), move("P1", "J1"), move("P0", "K0", 10), move("P1", "K1", 10),
        ),
        units=(Unit("U", False, cap), Unit("V", True, 9)),
    )  # fmt: skip
    found = made(problem)
    assert len(found.moves) == leaving
    prices = {(row.rule, row.gain) for row in found.prices}
    assert prices == {("leave", 9 if cap < 2 else 0)}


def test_who_gets_no_place_has_left_too() -> None:
    problem = rotation(
        posts=(post("J"),),
        people=(person("A"), person("B")),
        holders=(Holder("A", "J"),),
        moves=(move("A", "J", 1), move("B", "J", 9)),
        units=(Unit("U", False, 0),),
    )
    assert made(problem).places == {"A": "J"}
    free = replace(problem, units=(Unit("U", False, 1),))
    assert made(free).places == {"B": "J"}


def test_more_must_leave_than_may_is_told_with_the_least_rows() -> None:
    problem = rotation(
        posts=(post("J"), post("K", "V")),
        people=(person("A"), person("B")),
        holders=(Holder("A", "J"), Holder("B", "K")),
        moves=(move("A", "K", 9), move("B", "K", 9)),
        units=(Unit("U", False, 0), Unit("V", True, 1)),
    )
    found = plan(problem, Limits())
    assert found.status is Status.INFEASIBLE
    assert (found.objective, found.bound, found.gap) == (None, None, None)
    assert [(row.rule, json.loads(row.key)) for row in found.conflict] == [("leave", {"unit": "U"})]
    assert not found.reasons


def test_two_holders_who_must_share_one_post_are_the_conflict() -> None:
    problem = rotation(
        posts=(post("J"), post("K")),
        people=(person("A"), person("B")),
        holders=(Holder("A", "J"), Holder("B", "K")),
        moves=(move("A", "J"), move("B", "J")),
        units=(Unit("U", False, 0),),
    )
    found = plan(problem, Limits())
    assert {row.rule for row in found.conflict} == {"post", "leave"}


@pytest.mark.parametrize(("seats", "entered"), [(None, 2), ((("A", 1),), 1), ((), 0)])
def test_training_seats_are_kept(seats: tuple[tuple[str, int], ...] | None, entered: int) -> None:
    problem = rotation(
        posts=(post("J"), post("K")),
        people=(person("A"), person("B")),
        moves=(move("A", "J", 5, "A"), move("B", "K", 5, "A")),
    )
    found = made(with_rules(problem, training_seats=seats))
    assert len(found.moves) == entered
    codes = {row.code for row in found.reasons if row.post is None}
    assert codes == (set() if entered == 2 else {"training_seats"})
    assert [row.gain for row in found.prices] == ([15] if seats else [])


@pytest.mark.parametrize(
    ("share", "moves"), [("0", 3), ("0.33", 3), ("0.34", 2), ("0.5", 2), ("0.51", 1)]
)
def test_a_share_of_the_moves_goes_to_the_grass_roots(share: str, moves: int) -> None:
    people = tuple(person(f"P{n}") for n in range(3))
    problem = rotation(
        posts=(post("J0"), post("J1"), post("J2", "V")),
        people=people,
        moves=tuple(move(f"P{n}", f"J{n}") for n in range(3)),
    )
    found = made(with_rules(problem, min_grassroots_share=Fraction(share)))
    assert len(found.moves) == moves
    assert {r.code for r in found.reasons if r.post is None} <= {"grassroots_share"}


@pytest.mark.parametrize(
    ("share", "moves"), [("0", 10), ("0.7", 10), ("0.7000000000000000000000000001", 9), ("1", 7)]
)
def test_a_share_of_the_moves_is_made_by_women(share: str, moves: int) -> None:
    problem = rotation(
        posts=tuple(post(f"J{n}") for n in range(10)),
        people=tuple(person(f"P{n}", "f" if n < 7 else "m") for n in range(10)),
        moves=tuple(move(f"P{n}", f"J{n}") for n in range(10)),
    )
    assert len(made(with_rules(problem, min_women_share=Fraction(share))).moves) == moves


def test_to_stay_is_no_move_of_a_share() -> None:
    problem = with_rules(line(3), min_women_share=Fraction(1))
    found = made(problem)
    assert not found.moves
    assert {row.code for row in found.reasons} == {"stay"}
    assert found.places == {f"P{n}": f"J{n}" for n in range(3)}


def test_a_chain_is_told_from_its_vacancy() -> None:
    found = made(line(3))
    assert chain_of(found) == [
        ("P2", "J2", "J3", "chain-00001", 1),
        ("P1", "J1", "J2", "chain-00001", 2),
        ("P0", "J0", "J1", "chain-00001", 3),
    ]
    assert [row.post for row in found.vacancies] == ["J0"]


def test_a_chain_may_end_with_one_who_held_no_post() -> None:
    base = line(2)
    problem = replace(
        base, people=(*base.people, person("X")), moves=(*base.moves, move("X", "J0", 7))
    )
    found = made(problem)
    assert [row.person for row in found.moves] == ["P1", "P0", "X"]
    assert found.moves[-1].from_post is None
    assert not found.vacancies


def test_a_cycle_is_told_as_a_cycle() -> None:
    found = made(ring(3))
    assert chain_of(found) == [
        ("P2", "J2", "J0", "cycle-00001", 1),
        ("P1", "J1", "J2", "cycle-00001", 2),
        ("P0", "J0", "J1", "cycle-00001", 3),
    ]


@pytest.mark.parametrize(("limit", "longest"), [(0, 0), (1, 1), (2, 2), (3, 3), (None, 4), (9, 4)])
def test_no_chain_is_longer_than_may_be(limit: int | None, longest: int) -> None:
    found = made(with_rules(line(4), max_chain=limit))
    assert len(found.moves) == longest
    assert {row.code for row in found.reasons} <= {"stay", "move", "max_chain"}


@pytest.mark.parametrize(("limit", "moves"), [(2, 0), (3, 0), (4, 4), (None, 4)])
def test_no_cycle_is_longer_than_may_be(limit: int | None, moves: int) -> None:
    """Nobody may be left without a place, so that a broken cycle is no way out."""
    units = (Unit("U", False, 0),)
    found = made(with_rules(ring(4, units=units), max_chain=limit))
    assert len(found.moves) == moves


def test_who_is_kept_out_by_the_length_of_a_chain_is_told_so() -> None:
    base = line(1)
    problem = replace(
        base, people=(*base.people, person("X")), moves=(*base.moves, move("X", "J0", 7))
    )
    found = made(with_rules(problem, max_chain=1, vacancy_penalty=0))
    assert found.places == {"P0": "J1"}
    assert reason(found, "X").code == "max_chain"


def test_equal_plans_are_told_apart_by_the_previous_one() -> None:
    problem = rotation(
        posts=(post("J"), post("K")),
        people=(person("A"), person("B")),
        moves=tuple(move(who, to) for who in "AB" for to in "JK"),
    )
    for to, other in (("J", "K"), ("K", "J")):
        found = made(replace(problem, previous=(Previous("A", to),)))
        assert found.places == {"A": to, "B": other}
        assert {(r.person, r.post) for r in found.alternatives} == {("A", other), ("B", to)}
