"""Each hard rule alone: what it allows, what it stops, its rows and the reason it gives."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from canbo.engine.planning.training import constraints, plan
from canbo.engine.planning.training.model import Layout, Row
from canbo.engine.planning.training.outcome import Reason, TrainingPlan
from canbo.engine.planning.training.problem import (
    Budget,
    Fairness,
    Fixed,
    FixedKind,
    Held,
    Level,
    Option,
    Payer,
    Problem,
    Quota,
    Role,
    Unit,
)
from canbo.engine.planning.training.solver import Limits
from canbo.engine.planning.training.view import View
from tests.planning.small_problems import (
    RULES,
    a_class,
    everybody,
    need,
    person,
    problem,
    session,
)


def solve(case: Problem) -> TrainingPlan:
    return plan(case, Limits())


def served(case: Problem) -> int:
    return len(solve(case).assignment)


def rows(constraint: constraints.Constraint, case: Problem) -> list[Row]:
    return list(constraint(Layout(View(case))))


def refused(case: Problem, code: str) -> Reason:
    """Give the reason of the first unserved need, after checking its code."""
    reason = next(row for row in solve(case).reasons if not row.served)
    assert reason.code == reason.rule == code
    return reason


def key(reason: Reason) -> dict[str, object]:
    return dict(json.loads(reason.key))


def one_person(*classes: str, blocks: dict[str, list[tuple[int, int]]]) -> Problem:
    """Make a problem in which P wants each class once, each for a need of its own."""
    return problem(
        people=(person("P"),),
        needs=tuple(need(f"N-{name}", "P") for name in classes),
        classes=tuple(a_class(name) for name in classes),
        sessions=tuple(session(name, *block) for name in classes for block in blocks[name]),
        options=tuple(Option(f"N-{name}", name, 0) for name in classes),
    )


def test_a_need_is_served_once() -> None:
    case = one_person("C1", "C2", blocks={"C1": [(0, 1)], "C2": [(5, 6)]})
    case = replace(
        case,
        needs=case.needs[:1],
        options=(Option("N-C1", "C1", 0), Option("N-C1", "C2", 3)),
    )
    (row,) = rows(constraints.need, case)
    assert (row.rule, row.key, row.high) == ("need", (("need", "N-C1"),), 1)
    (place,) = solve(case).assignment
    assert place.class_id == "C2"


def test_two_needs_of_one_course_need_two_classes() -> None:
    case = one_person("C1", "C2", blocks={"C1": [(0, 1)], "C2": [(5, 6)]})
    both = tuple(Option(n.need, c, 0) for n in case.needs for c in ("C1", "C2"))
    assert len(rows(constraints.one_place, replace(case, options=both))) == 2
    assert {row.class_id for row in solve(replace(case, options=both)).assignment} == {"C1", "C2"}
    one = tuple(Option(n.need, "C1", 0) for n in case.needs)
    assert served(replace(case, options=one)) == 1


def test_a_class_has_its_seats() -> None:
    case = everybody(3, classes=(a_class("C1", seats=2),))
    assert rows(constraints.seats, case)[0].high == 2
    assert served(case) == 2
    assert key(refused(case, "seats"))["options"] == [{"class": "C1", "rule": "seats"}]
    assert not rows(constraints.seats, everybody(2, classes=(a_class("C1", seats=2),)))


@pytest.mark.parametrize(("people", "expected"), [(1, 0), (2, 0), (3, 3), (4, 4)])
def test_an_opened_class_has_its_minimum(people: int, expected: int) -> None:
    case = everybody(people, classes=(a_class("C1", minimum=3),))
    assert served(case) == expected
    assert len(rows(constraints.minimum, case)) == 1
    assert len(rows(constraints.opening, case)) == people
    if expected == 0:
        assert key(refused(case, "minimum"))["minimum"] == 3


def test_a_minimum_above_the_seats_never_opens() -> None:
    assert served(everybody(5, classes=(a_class("C1", minimum=4, seats=3),))) == 0


@pytest.mark.parametrize(
    ("second", "expected"), [((4, 8), 1), ((5, 8), 2), ((2, 2), 1), ((-3, 0), 1), ((-3, -1), 2)]
)
def test_nobody_sits_in_two_classes_on_a_day(second: tuple[int, int], expected: int) -> None:
    case = one_person("C1", "C2", blocks={"C1": [(0, 4)], "C2": [second]})
    assert served(case) == expected
    assert len(rows(constraints.overlap, case)) == 2 - expected
    if expected == 1:
        assert key(refused(case, "overlap"))["with"] in ("C1", "C2")


def test_between_the_blocks_of_a_class_one_may_sit_elsewhere() -> None:
    blocks = {"C1": [(0, 4), (20, 24)], "C2": [(5, 19)], "C3": [(10, 20)]}
    assert served(one_person("C1", "C2", blocks=blocks)) == 2
    assert served(one_person("C1", "C3", blocks=blocks)) == 1


def test_a_unit_keeps_its_people_at_home() -> None:
    case = everybody(3, units=(Unit("U", None, 2),))
    assert rows(constraints.absence, case)[0].key == (("unit", "U"), ("day", "2027-03-01"))
    assert served(case) == 2
    assert key(refused(case, "absence"))["unit"] == "U"


def test_who_is_away_already_is_not_told_that_his_unit_is_full() -> None:
    """His own other class is the reason, whether he leads or not: the cap would not help him."""
    sitting = one_person("C1", "C2", blocks={"C1": [(0, 4)], "C2": [(2, 6)]})
    for role in (Role.STAFF, Role.HEAD):
        case = replace(sitting, people=(person("P", role=role),), units=(Unit("U", None, 1),))
        options = key(refused(case, "overlap"))["options"]
        assert isinstance(options, list)
        assert [option["rule"] for option in options] == ["overlap"]


def test_absence_counts_days_within_blocks_only() -> None:
    """C1 sits on days 0-4 and 20-24, C2 between, C3 touches the first day of the second block."""
    blocks = [session("C1", 0, 4), session("C1", 20, 24)]
    people = (person("P1"), person("P2"))
    needs = (need("N1", "P1"), need("N2", "P2"))
    classes = (a_class("C1"), a_class("C2"))

    def case(last: int) -> Problem:
        return problem(
            people=people, needs=needs, classes=classes, units=(Unit("U", None, 1),),
            sessions=(*blocks, session("C2", 5, last)),
            options=(Option("N1", "C1", 0), Option("N2", "C2", 0)),
        )  # fmt: skip

    assert served(case(19)) == 2
    assert served(case(20)) == 1
    assert key(refused(case(20), "absence"))["day"] == "2027-03-21"


def test_head_and_deputies_are_not_away_together() -> None:
    people = (person("P0", role=Role.HEAD), person("P1", role=Role.DEPUTY), person("P2"))
    case = everybody(3, people=people)
    assert served(case) == 2
    assert len(rows(constraints.leaders, case)) == 1
    refused(case, "leaders")
    together = replace(case, rules=replace(RULES, leaders_together=True))
    assert served(together) == 3
    assert not rows(constraints.leaders, together)


def ordered(first: tuple[int, int], then: tuple[int, int]) -> Problem:
    return problem(
        people=(person("P"),),
        needs=(need("NA", "P"), need("NB", "P", course="B")),
        classes=(a_class("CA"), a_class("CB", course="B")),
        sessions=(session("CA", *first), session("CB", *then)),
        options=(Option("NA", "CA", 0), Option("NB", "CB", 0)),
    )


@pytest.mark.parametrize(
    ("first", "then", "expected"), [((0, 4), (5, 9), 2), ((5, 9), (0, 4), 1), ((0, 4), (4, 9), 1)]
)
def test_a_course_follows_what_it_requires(
    first: tuple[int, int], then: tuple[int, int], expected: int
) -> None:
    assert served(ordered(first, then)) == expected


def test_what_is_held_needs_no_class() -> None:
    case = ordered((5, 9), (0, 4))
    reason = refused(case, "requires")
    assert key(reason)["requires"] == "A"
    assert served(replace(case, held=(Held("P", "A"),))) == 2
    alone = replace(case, needs=case.needs[1:], options=case.options[1:])
    assert served(alone) == 0


def test_quotas_count_course_window_and_unit() -> None:
    begins, ends = date(2027, 3, 1), date(2027, 3, 1)
    whole = Quota("Q", "A", begins, ends, None, 1)
    assert served(everybody(3, quotas=(whole,))) == 1
    assert key(refused(everybody(3, quotas=(whole,)), "quota"))["quota"] == "Q"
    for other in (
        replace(whole, course="B"),
        replace(whole, begins=date(2027, 3, 2), ends=date(2027, 3, 9)),
        replace(whole, unit="V"),
        replace(whole, places=3),
    ):
        units = (Unit("U", None, 9), Unit("V", None, 9))
        assert served(everybody(3, quotas=(other,), units=units)) == 3
        assert not rows(constraints.quota, everybody(3, quotas=(other,), units=units))


def costly(count: int, payers: tuple[Payer, ...], budgets: tuple[Budget, ...]) -> Problem:
    return everybody(count, classes=(a_class("C1", cost=10),), payers=payers, budgets=budgets)


def test_budgets_hold_per_source_and_year() -> None:
    one, two = Payer("s", None, None), Payer("t", "A", "g")
    assert served(costly(3, (one,), (Budget("s", 2027, 29),))) == 2
    assert served(costly(3, (one,), (Budget("s", 2028, 99),))) == 0
    assert served(costly(3, (one, two), (Budget("s", 2027, 19), Budget("t", 2027, 20)))) == 3
    # one place has one source: 9 + 9 do not pay 10
    assert served(costly(3, (one, two), (Budget("s", 2027, 9), Budget("t", 2027, 9)))) == 0
    reason = refused(costly(1, (one,), (Budget("s", 2027, 9),)), "budget")
    assert (key(reason)["source"], key(reason)["year"]) == ("s", 2027)


def test_each_place_has_one_allowed_payer() -> None:
    money = (Budget("s", 2027, 99),)
    assert served(costly(1, (Payer("s", "B", None),), money)) == 0
    assert served(costly(1, (Payer("s", None, "h"),), money)) == 0
    refused(costly(1, (Payer("s", None, "h"),), money), "payer")
    assert served(costly(1, (Payer("s", "A", "g"),), money)) == 1
    assert served(everybody(1, payers=())) == 0  # a free place needs an allowed source too
    free = solve(everybody(2, payers=(Payer("z", "A", "g"),)))
    assert [row.source for row in free.assignment] == ["z", "z"]


def test_so_many_classes_begin_in_a_year() -> None:
    blocks = {"C1": [(0, 1)], "C2": [(5, 6)], "C3": [(305, 400)], "C4": [(306, 306)]}
    case = one_person("C1", "C2", "C3", blocks=blocks)
    two = replace(RULES, classes_per_person_year=2)
    assert served(replace(case, rules=two)) == 2
    (row,) = rows(constraints.yearly, replace(case, rules=two))
    assert row.key == (("person", "P"), ("year", 2027))
    refused(replace(case, rules=two), "yearly")
    next_year = one_person("C1", "C2", "C4", blocks=blocks)  # C4 begins on 1 January 2028
    assert served(replace(next_year, rules=two)) == 3


def test_decided_places_are_given_and_forbidden_ones_are_not() -> None:
    case = everybody(2, classes=(a_class("C1", seats=1),))
    for who in ("P0", "P1"):
        fixed = (Fixed(who, "C1", FixedKind.MUST),)
        found = solve(replace(case, fixed=fixed))
        assert [row.person for row in found.assignment] == [who]
        (mine,) = (row for row in found.reasons if row.served)
        assert mine.rule == "must"
    never = replace(case, fixed=(Fixed("P0", "C1", FixedKind.NEVER),))
    assert [row.person for row in solve(never).assignment] == ["P1"]
    only = everybody(1, fixed=(Fixed("P0", "C1", FixedKind.NEVER),))
    refused(only, "never")


def test_a_decided_place_is_named_where_it_stands_in_the_way() -> None:
    case = one_person("C1", "C2", blocks={"C1": [(0, 4)], "C2": [(3, 8)]})
    needs = (replace(case.needs[0], level=Level.YEARLY), case.needs[1])
    case = replace(case, needs=needs, fixed=(Fixed("P", "C1", FixedKind.MUST),))
    assert key(refused(case, "must"))["with"] == "C1"


def test_a_need_without_a_class_and_a_worthless_one_say_so() -> None:
    refused(everybody(1, options=()), "no_option")
    bad = everybody(1, options=(Option("N0", "C1", -100),))
    assert key(refused(bad, "worth_less"))["value"] == 0


def test_fairness_outweighs_a_few_points() -> None:
    """Two seats: P1 of U brings 4 points more than P2, but V would be left with nobody served."""
    people = (person("P0"), person("P1"), person("P2", unit="V"))
    case = everybody(
        3,
        people=people,
        units=(Unit("U", None, 9), Unit("V", None, 9)),
        classes=(a_class("C1", seats=2),),
        options=(Option("N0", "C1", 5), Option("N1", "C1", 4), Option("N2", "C1", 0)),
    )
    assert {row.person for row in solve(case).assignment} == {"P0", "P1"}
    fair = replace(case, rules=replace(RULES, fairness=Fairness(Fraction(1, 2), 7)))
    found = solve(fair)
    assert {row.person for row in found.assignment} == {"P0", "P2"}
    assert found.objective == 205


def test_a_share_is_an_exact_decimal() -> None:
    """0.7 of ten people is seven, not eight by a rounding of floats."""
    case = everybody(10, rules=replace(RULES, fairness=Fairness(Fraction("0.7"), 1)))
    assert View(case).targets == {"U": 7}
    nobody = replace(case, options=())
    assert solve(nobody).objective == -7


def test_every_option_of_an_unserved_need_has_its_rows() -> None:
    case = everybody(
        2,
        classes=(a_class("C1", seats=1), a_class("C2", cost=5)),
        sessions=(session("C1", 0, 4), session("C2", 2, 6)),
        options=tuple(Option(n, c, 0) for n in ("N0", "N1") for c in ("C1", "C2")),
    )
    listed = key(refused(case, "seats"))["options"]
    assert listed == [
        {"class": "C1", "rule": "seats"},
        {"class": "C2", "rule": "budget", "source": "s", "year": 2027},
    ]


def test_the_conflict_of_decided_places_is_minimal() -> None:
    musts = tuple(Fixed(f"P{n}", "C1", FixedKind.MUST) for n in range(3))
    found = solve(everybody(4, classes=(a_class("C1", seats=2),), fixed=musts))
    assert not found.is_plan
    assert [row.rule for row in found.conflict] == ["must", "must", "must", "seats"]
    alone = solve(everybody(1, classes=(a_class("C1", minimum=2),), fixed=musts[:1]))
    assert [row.rule for row in alone.conflict] == ["minimum", "must"]
    unpaid = costly(2, (Payer("s", None, None),), (Budget("s", 2027, 10),))
    broke = solve(replace(unpaid, fixed=musts[:2]))
    assert [row.rule for row in broke.conflict] == ["budget", "must", "must"]


def test_prices_list_what_is_scarce() -> None:
    quota = Quota("Q", "A", date(2027, 1, 1), date(2027, 12, 31), None, 5)
    case = everybody(
        3,
        classes=(a_class("C1", seats=2, cost=4),),
        units=(Unit("U", None, 2),),
        budgets=(Budget("s", 2027, 100),),
        quotas=(quota,),
    )
    listed = [(row.rule, row.step, row.gain) for row in solve(case).prices]
    assert listed == [
        ("quota", 1, None), ("budget", 4, None), ("seats", 1, None), ("absence", 1, None),
    ]  # fmt: skip
