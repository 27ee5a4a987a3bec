"""The checker accepts the planner's plans and names every kind of tampering."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from benchmarks.training_instances import Size, draw_problem
from canbo.engine.planning.training import plan
from canbo.engine.planning.training.outcome import (
    Assigned,
    LevelResult,
    Opening,
    Price,
    Reason,
    Status,
    TrainingPlan,
    relative_gap,
)
from canbo.engine.planning.training.planner import PlanFailsCheck
from canbo.engine.planning.training.problem import (
    Budget,
    Fixed,
    FixedKind,
    Level,
    Option,
    Problem,
    Quota,
    Role,
    Unit,
)
from canbo.engine.planning.training.solver import Limits
from canbo.engine.planning.training.verify import Case, check_plan, worth
from tests.planning.small_problems import (
    RULES,
    a_class,
    day,
    everybody,
    need,
    person,
    problem,
    session,
)

Mutant = Callable[[TrainingPlan], TrainingPlan]


@cache
def town() -> tuple[Problem, TrainingPlan]:
    drawn = draw_problem(Size(people=60, units=6, classes=15), seed=11)
    return drawn, plan(drawn, Limits())


def rewritten(case: Problem, assignment: tuple[Assigned, ...]) -> TrainingPlan:
    """Write up an assignment with every figure and table as it should be."""
    served = {row.need: row for row in assignment}
    draft = TrainingPlan(Status.OPTIMAL, 0, 0, 0.0, assignment=assignment)
    objective = worth(Case(case, draft))
    heads = [sum(row.class_id == c.class_id for row in assignment) for c in case.classes]
    values = {
        level: sum(n.severity for n in case.needs if n.level is level and n.need in served)
        for level in Level
    }
    return replace(
        draft,
        objective=objective,
        bound=objective,
        openings=tuple(
            Opening(c.class_id, n > 0, n) for c, n in zip(case.classes, heads, strict=True)
        ),
        reasons=tuple(
            Reason(n.need, n.person, True, "served", "objective", "{}")
            if n.need in served
            else Reason(n.need, n.person, False, "seats", "seats", "{}")
            for n in case.needs
        ),
        prices=tuple(_prices(case, heads)),
        levels={level: LevelResult(value, value) for level, value in values.items()},
    )


def _prices(case: Problem, heads: list[int]) -> Iterator[Price]:
    for quota in case.quotas:
        yield Price("quota", json.dumps({"quota": quota.quota}), 1)
    for budget in case.budgets:
        yield Price("budget", json.dumps({"source": budget.source, "year": budget.year}), 1)
    for entry, count in zip(case.classes, heads, strict=True):
        if count and count >= entry.seats:
            yield Price("seats", json.dumps({"class": entry.class_id}), 1)


def rules_broken(case: Problem, assignment: tuple[Assigned, ...]) -> set[str]:
    return {v.rule for v in check_plan(case, rewritten(case, assignment))}


def all_of(case: Problem, source: str = "s") -> tuple[Assigned, ...]:
    """Give every need its first option."""
    owner = {n.need: n.person for n in case.needs}
    first = {option.need: option.class_id for option in reversed(case.options)}
    return tuple(Assigned(n, owner[n], c, source) for n, c in sorted(first.items()))


def two_classes(first: tuple[int, int], then: tuple[int, int], **tables: Any) -> Problem:
    defaults: dict[str, Any] = {
        "people": (person("P"),),
        "needs": (need("N1", "P"), need("N2", "P")),
        "classes": (a_class("C1"), a_class("C2")),
        "sessions": (session("C1", *first), session("C2", *then)),
        "options": (Option("N1", "C1", 0), Option("N2", "C2", 0)),
    }
    return problem(**{**defaults, **tables})


WHOLE = everybody(3)
BROKEN = {
    "seats": everybody(3, classes=(a_class("C1", seats=2),)),
    "minimum": everybody(3, classes=(a_class("C1", minimum=4),)),
    "absence": everybody(3, units=(Unit("U", None, 2),)),
    "leaders": everybody(
        3, people=(person("P0", role=Role.HEAD), person("P1", role=Role.DEPUTY), person("P2"))
    ),
    "quota": everybody(3, quotas=(Quota("Q", "A", day(0), day(0), "U", 2),)),
    "budget": everybody(
        3, classes=(a_class("C1", cost=5),), budgets=(Budget("s", 2027, 14), Budget("s", 2028, 9))
    ),
    "payer": everybody(3, payers=()),
    "never": everybody(3, fixed=(Fixed("P1", "C1", FixedKind.NEVER),)),
    "overlap": two_classes((0, 4), (4, 6)),
    "yearly": two_classes((0, 4), (5, 6), rules=replace(RULES, classes_per_person_year=1)),
    "requires": everybody(
        1, needs=(need("N0", "P0", course="B"),), classes=(a_class("C1", course="B"),)
    ),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_each_rule_is_checked_alone(rule: str) -> None:
    assert rules_broken(BROKEN[rule], all_of(BROKEN[rule])) == {rule}


def test_a_whole_plan_breaks_nothing() -> None:
    assert rules_broken(WHOLE, all_of(WHOLE)) == set()
    order = two_classes((0, 4), (5, 6))
    assert rules_broken(order, all_of(order)) == set()


def test_a_course_must_have_ended_before_not_on_the_day() -> None:
    def case(last: int) -> Problem:
        second = (need("N1", "P"), need("N2", "P", course="B"))
        classes = (a_class("C1"), a_class("C2", course="B"))
        return two_classes((0, 3), (last, 9), needs=second, classes=classes)

    assert rules_broken(case(4), all_of(case(4))) == set()
    assert rules_broken(case(3), all_of(case(3))) == {"requires", "overlap"}


def test_a_decided_place_left_out_is_named() -> None:
    case = everybody(2, fixed=(Fixed("P1", "C1", FixedKind.MUST),))
    assert rules_broken(case, all_of(case)[:1]) == {"must"}


def test_rows_that_point_nowhere_or_twice_are_named() -> None:
    first, *rest = all_of(WHOLE)
    for odd, rule in (
        (replace(first, need="N9"), "reference"),
        (replace(first, person="P2"), "reference"),
        (replace(first, class_id="C9"), "reference"),
    ):
        assert rule in rules_broken(WHOLE, (odd, *rest))
    assert {"need", "one_place"} <= rules_broken(WHOLE, (first, first, *rest))
    bare = replace(WHOLE, options=WHOLE.options[1:])
    assert rules_broken(bare, (first, *rest)) == {"option"}


def _first(rows: tuple[Any, ...], **fields: Any) -> tuple[Any, ...]:
    return (replace(rows[0], **fields), *rows[1:])


def _first_served(p: TrainingPlan, **fields: Any) -> tuple[Reason, ...]:
    place = next(n for n, row in enumerate(p.reasons) if row.served)
    return (*p.reasons[:place], replace(p.reasons[place], **fields), *p.reasons[place + 1 :])


TAMPERED: dict[str, tuple[str, Mutant]] = {
    "objective up": ("objective", lambda p: replace(p, objective=(p.objective or 0) + 1)),
    "bound under": ("bound", lambda p: replace(p, bound=(p.bound or 0) - 1)),
    "bound over": ("status", lambda p: replace(p, bound=(p.bound or 0) + 1)),
    "bound gone": ("bound", lambda p: replace(p, bound=None)),
    "gap": ("gap", lambda p: replace(p, gap=0.001)),
    "status": ("status", lambda p: replace(p, status=Status.TIME_LIMIT)),
    "infeasible": ("status", lambda p: replace(p, status=Status.INFEASIBLE)),
    "no plan": ("status", lambda p: replace(p, objective=None)),
    "level": ("levels", lambda p: replace(p, levels={**p.levels, Level.POOL: LevelResult(1, 1)})),
    "levels gone": ("levels", lambda p: replace(p, levels={})),
    "place gone": ("objective", lambda p: replace(p, assignment=p.assignment[1:])),
    "place gone, reason": ("reasons", lambda p: replace(p, assignment=p.assignment[1:])),
    "opening": ("openings", lambda p: replace(p, openings=_first(p.openings, people=99))),
    "opening closed": (
        "openings",
        lambda p: replace(p, openings=_first(p.openings, is_open=not p.openings[0].is_open)),
    ),
    "opening gone": ("openings", lambda p: replace(p, openings=p.openings[1:])),
    "opening twice": ("openings", lambda p: replace(p, openings=p.openings + p.openings[:1])),
    "opening strange": (
        "openings",
        lambda p: replace(p, openings=(*p.openings, Opening("C-x", False, 0))),
    ),
    "reason gone": ("reasons", lambda p: replace(p, reasons=p.reasons[1:])),
    "reason twice": ("reasons", lambda p: replace(p, reasons=p.reasons + p.reasons[:1])),
    "reason of another": ("reasons", lambda p: replace(p, reasons=_first(p.reasons, person="P-x"))),
    "reason lies": ("reasons", lambda p: replace(p, reasons=_first_served(p, served=False))),
    "reason code": ("reasons", lambda p: replace(p, reasons=_first_served(p, code="luck"))),
    "reason key": ("reasons", lambda p: replace(p, reasons=_first(p.reasons, key="{"))),
    "reason why": ("reasons", lambda p: replace(p, reasons=_first(p.reasons, why=None))),
    "price rule": ("prices", lambda p: replace(p, prices=(Price("luck", "{}", 1),))),
    "price gone": ("prices", lambda p: replace(p, prices=p.prices[1:])),
    "price of nothing": (
        "prices",
        lambda p: replace(p, prices=(*p.prices, Price("seats", '{"class": "C-x"}', 1))),
    ),
    "price of a cap that is not full": (
        "prices",
        lambda p: replace(
            p, prices=(*p.prices, Price("absence", '{"unit": "U1", "day": "1999-01-01"}', 1))
        ),
    ),
    "price below nothing": ("prices", lambda p: replace(p, prices=_first(p.prices, gain=-1))),
    "price twice": ("prices", lambda p: replace(p, prices=p.prices + p.prices[:1])),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_tampering_is_named(name: str) -> None:
    case, good = town()
    assert not check_plan(case, good)
    rule, mutant = TAMPERED[name]
    assert rule in {violation.rule for violation in check_plan(case, mutant(good))}


def test_moving_any_person_to_another_class_is_noticed() -> None:
    case, good = town()
    classes = [c.class_id for c in case.classes]
    for number, row in enumerate(good.assignment):
        other = classes[(classes.index(row.class_id) + 1 + number) % len(classes)]
        if other != row.class_id:
            moved = list(good.assignment)
            moved[number] = replace(row, class_id=other)
            assert check_plan(case, replace(good, assignment=tuple(moved)))


def test_an_unproven_plan_shows_its_gap() -> None:
    case, good = town()
    assert good.objective is not None
    bound = good.objective + 5
    gap = relative_gap(good.objective, bound)
    honest = replace(good, bound=bound, gap=gap, status=Status.TIME_LIMIT)
    assert not check_plan(case, honest)
    assert check_plan(case, replace(honest, status=Status.OPTIMAL))


def test_a_plan_that_fails_is_never_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    from canbo.engine.planning.training import planner

    def forged(*arguments: Any) -> TrainingPlan:
        return replace(honest(*arguments), objective=10**6)

    honest = planner._write_up
    monkeypatch.setattr(planner, "_write_up", forged)
    with pytest.raises(PlanFailsCheck) as caught:
        plan(everybody(2), Limits())
    assert caught.value.code == "plan_fails_check"
    assert caught.value.data["count"] > 0


def test_the_checker_loads_neither_solver_nor_model() -> None:
    code = (
        "import sys, canbo.engine.planning.training.verify\n"
        "names = [m for m in sys.modules if m.startswith(('ortools', 'canbo.engine.planning'))]\n"
        "print(*sorted(names))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    room = "canbo.engine.planning.training"
    assert done.stdout.split() == [
        "canbo.engine.planning", room, f"{room}.outcome", f"{room}.problem", f"{room}.verify",
    ]  # fmt: skip
