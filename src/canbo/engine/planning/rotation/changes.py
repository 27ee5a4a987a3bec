"""What would move one person: the cheapest change of a stated list, verified by solving again.

A change does it when, once it is made, some best plan moves the person: the best of all plans is
worth no more than the best of those that move the person. The list: one course done, one training
seat more, one more who may leave a unit, a longest chain of one more, a share lowered by a step;
last, what the move lacks in worth, which is always enough where the rules allow the move at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from canbo.engine.planning.rotation.canonical import canonical
from canbo.engine.planning.rotation.prices import one_wider, widened_bound
from canbo.engine.planning.rotation.problem import Problem
from canbo.engine.planning.rotation.solver import Found, Task, make_task, solve
from canbo.engine.planning.rotation.view import View
from canbo.engine.planning.training.model import Key, Row
from canbo.engine.planning.training.solver import Deadline, Limits

# what each change of the list costs; the cheapest that does it is told
COSTS: Mapping[str, int] = MappingProxyType({
    "course": 1, "training_seats": 2, "leave": 3, "max_chain": 4, "grassroots_share": 5,
    "women_share": 5, "value": 9,
})  # fmt: skip
SHARE_STEP = Fraction(5, 100)
NOTHING = "nothing"  # a plan of the same worth moves the person already
NO_MOVE, NO_TIME, NONE_FOUND = "no_move", "no_time", "none_found"


@dataclass(frozen=True, slots=True)
class Change:
    """The cheapest change that moves a person, and to which post; or None and `why` not.

    `rule` names what changes (see COSTS), or `nothing`; `key` its row as a JSON object, `step` by
    how much. `gain` is what the best plan is worth more then; `is_sure`: every best plan then moves
    the person. `loss` is what moving costs without any change, None: not allowed at all.
    """

    person: str
    rule: str | None
    key: str = "{}"
    step: int = 0
    cost: int = 0
    post: str | None = None
    gain: int = 0
    is_sure: bool = False
    loss: int | None = None
    why: str | None = None

    def plain(self) -> dict[str, Any] | None:
        """The change as JSON values, in the shape of training's; None where there is none."""
        if self.rule is None:
            return None
        return {
            "change": self.rule, **json.loads(self.key), "by": self.step, "cost": self.cost,
            "post": self.post, "gain": self.gain, "sure": self.is_sure,
        }  # fmt: skip


@dataclass(frozen=True)
class _Step:
    """One change of the list: the tables or the row that it edits."""

    rule: str
    key: Mapping[str, Any]
    step: int
    problem: Problem | None = None
    row: tuple[str, Key] | None = None


def find_change(
    problem: Problem, person: str, limits: Limits, costs: Mapping[str, int] = COSTS
) -> Change:
    """Find what would move one person; `costs` may name other costs than the usual ones."""
    return _Asking(canonical(problem), person, limits, {**COSTS, **costs}).answer()


class _Asking:
    """One question: the problem as it is, and with the person made to move."""

    def __init__(
        self, problem: Problem, person: str, limits: Limits, costs: Mapping[str, int]
    ) -> None:
        self.problem, self.person, self.costs = problem, person, costs
        self.deadline, self.limits = Deadline(limits.seconds), Limits(None, 0.0, limits.seed)
        self.task = make_task(View(problem), staged=False)

    def answer(self) -> Change:
        if not any(self._is_move(number) for number in range(len(self.task.view.arcs))):
            return Change(self.person, None, why=NO_MOVE)
        best, moved = self._best(self.task), self._moved(self.task)
        if best.worth is None or not best.proven or not (moved.proven or moved.infeasible):
            return Change(self.person, None, why=NO_TIME)
        loss = None if moved.worth is None else best.worth - moved.worth
        if loss == 0:
            return Change(self.person, NOTHING, post=self._post(moved), loss=0)
        return self._of_the_list(best.worth, moved, loss)

    def _of_the_list(self, worth: int, moved: Found, loss: int | None) -> Change:
        """Try the changes from the cheapest on; at last what the move lacks in worth."""
        steps = sorted(self._steps(), key=self._order)
        if loss is not None:
            steps.append(self._worth_more(moved, loss + 1))
        for step in steps:
            if self.deadline.is_over:
                return Change(self.person, None, loss=loss, why=NO_TIME)
            found = self._try(step, worth, moved)
            if found is not None:
                return replace(found, loss=loss)
        return Change(self.person, None, loss=loss, why=NONE_FOUND)

    def _worth_more(self, moved: Found, points: int) -> _Step:
        """The move that costs least, worth so much more."""
        post = self._post(moved)
        moves = tuple(
            replace(row, value=row.value + points)
            if (row.person, row.post) == (self.person, post)
            else row
            for row in self.problem.moves
        )
        key = {"person": self.person, "post": post}
        return _Step("value", key, points, problem=replace(self.problem, moves=moves))

    def _post(self, moved: Found) -> str:
        assert moved.values is not None
        (number,) = (n for n in moved.values.nonzero()[0].tolist() if self._is_move(n))
        return self.task.view.arcs[number].post

    def _is_move(self, number: int) -> bool:
        arc = self.task.view.arcs[number]
        return arc.person == self.person and not arc.stays

    def _order(self, step: _Step) -> tuple[int, str, str]:
        return self.costs[step.rule], step.rule, json.dumps(dict(step.key))

    def _best(self, task: Task) -> Found:
        return solve(task, self.limits, self.deadline)

    def _moved(self, task: Task, *, low: int | None = 1, high: int | None = None) -> Found:
        """Solve with the person made to move; with `high` 0: kept from moving."""
        numbers = tuple(n for n in range(len(task.view.arcs)) if self._is_move(n))
        key = (("person", self.person),)
        row = Row("moved", key, numbers, (1,) * len(numbers), low=low, high=high)
        rows = (*task.program.rows, row)
        return self._best(replace(task, program=replace(task.program, rows=rows)))

    def _try(self, step: _Step, worth: int, moved: Found) -> Change | None:
        """Make the step; give the change if then a best plan moves the person."""
        if step.row is not None:
            bound = widened_bound(moved, step.row)
            if bound is not None and bound.whole < worth:
                return None  # no plan that moves the person can be worth so much, exactly
            task = one_wider(self.task, step.row)
        else:
            assert step.problem is not None
            task = make_task(View(step.problem), staged=False)
        with_person = self._moved(task)
        if not with_person.proven or with_person.worth is None or with_person.worth < worth:
            return None
        best = self._best(task)
        if not best.proven or best.worth != with_person.worth:
            return None
        without = self._moved(task, low=None, high=0)
        is_sure = without.infeasible or (without.bound < best.worth)
        return Change(
            self.person, step.rule, json.dumps(dict(step.key), ensure_ascii=False), step.step,
            self.costs[step.rule], self._post(with_person), best.worth - worth, is_sure,
        )  # fmt: skip

    def _steps(self) -> Iterator[_Step]:
        yield from self._courses()
        rows = {(row.rule, row.key) for row in self.task.program.rows}
        for rule, key in sorted(rows):
            if rule in ("leave", "training_seats"):
                yield _Step(rule, dict(key), 1, row=(rule, key))
        rules = self.problem.rules
        if rules.max_chain is not None:
            longer = replace(rules, max_chain=rules.max_chain + 1)
            yield self._edited("max_chain", {"moves": rules.max_chain}, 1, longer)
        for name in ("grassroots_share", "women_share"):
            share = getattr(rules, f"min_{name}")
            if share > 0:
                lower = max(Fraction(0), share - SHARE_STEP)
                edited = replace(rules, **{f"min_{name}": lower})
                percent = int(SHARE_STEP * 100)
                yield self._edited(name, {"share": str(share)}, percent, edited)

    def _edited(self, rule: str, key: Mapping[str, Any], step: int, rules: Any) -> _Step:
        return _Step(rule, key, step, problem=replace(self.problem, rules=rules))

    def _courses(self) -> Iterator[_Step]:
        """Each course that the person would have to do first, as done."""
        courses = {
            row.needs_course
            for row in self.problem.moves
            if row.person == self.person and row.needs_course is not None
        }
        for course in sorted(courses):
            moves = tuple(
                replace(row, needs_course=None)
                if row.person == self.person and row.needs_course == course
                else row
                for row in self.problem.moves
            )
            edited = replace(self.problem, moves=moves)
            yield _Step("course", {"person": self.person, "course": course}, 1, problem=edited)
