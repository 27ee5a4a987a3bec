"""A problem solved to the end, solved again with one thing changed: always to a proof.

Every answer starts from the plan that is known, so that most take a fraction of the first search.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from canbo.engine.planning.training.canonical import canonical
from canbo.engine.planning.training.changes import Changes, apply_changes
from canbo.engine.planning.training.constraints import all_rows
from canbo.engine.planning.training.ledger import Ledger
from canbo.engine.planning.training.model import Layout, Model, Row, build_model
from canbo.engine.planning.training.outcome import Status, TrainingPlan
from canbo.engine.planning.training.problem import Problem
from canbo.engine.planning.training.solver import (
    Deadline,
    aim,
    staged_objective,
    write_program,
)
from canbo.engine.planning.training.view import View

Pairs = frozenset[tuple[str, str]]  # (need, class)


class Undecided(Exception):
    """The time was over before the answer was proven."""


@dataclass(frozen=True, slots=True)
class Best:
    """What the best plan of a changed problem is worth, and who has a place in one such plan."""

    value: int
    places: Pairs


@dataclass(frozen=True, slots=True)
class Wish:
    """What a plan must do besides keeping the rules: serve a need, not serve it, be worth more."""

    serving: str | None = None
    without: str | None = None
    above: int | None = None


NO_WISH = Wish()


class Again:
    """A problem and its proven plan, to be asked what would be if.

    `value` is what the plan is worth; without a proof (`is_proven`) nothing can be compared.
    """

    def __init__(self, problem: Problem, plan: TrainingPlan) -> None:
        self.problem = canonical(problem)
        self.value = plan.objective or 0
        self.is_proven = plan.status is Status.OPTIMAL
        self.seed = plan.seed
        self.ledger = books_of(View(self.problem), plan)
        self.places: Pairs = frozenset((row.need, row.class_id) for row in plan.assignment)
        self._model: tuple[Changes, Model] | None = None
        self._raised: dict[Changes, Best | None] = {}

    def best(
        self, changes: Changes, wish: Wish, deadline: Deadline, *, near: bool = False
    ) -> Best | None:
        """Find the best plan after changes that does as wished; None when there is none.

        `near` keeps as many places of the plan as that costs nothing. Raises Undecided.
        """
        from ortools.sat.python import cp_model

        model = self.model_of(changes)
        if near:
            kept = (p for p in model.view.places if (p.need.need, p.class_id) in self.places)
            model = replace(model, kept=tuple(place.number for place in kept))
        rows = (*model.rows, *wished(model, wish))
        program, columns = write_program(model.upper, rows, deadline)
        if deadline.is_over:
            raise Undecided
        pairs = [(place.need.need, place.class_id) for place in model.view.places]
        for column, pair in zip(columns, pairs, strict=False):  # helpers follow the places
            program.add_hint(column, pair in self.places)
        values, scale = staged_objective(model)
        solver = aim(program, columns, values, self.seed, deadline)
        status = solver.solve(program)
        if status == cp_model.INFEASIBLE:
            return None
        if status != cp_model.OPTIMAL:
            raise Undecided
        given = frozenset(
            pair for column, pair in zip(columns, pairs, strict=False) if solver.value(column)
        )
        return Best(round(solver.objective_value) // scale, given)

    def raised(self, changes: Changes, deadline: Deadline) -> Best | None:
        """Find the best plan after changes when it is worth more than the plan; else None."""
        bare = tuple(replace(change, cost=0) for change in changes)
        if bare not in self._raised:
            self._raised[bare] = self.best(bare, Wish(above=self.value + 1), deadline)
        return self._raised[bare]

    def model_of(self, changes: Changes) -> Model:
        """Write the problem after changes as a model; the last one is kept."""
        if self._model is None or self._model[0] != changes:
            problem = apply_changes(self.problem, changes)
            layout = Layout(View(canonical(problem)))
            model = replace(build_model(layout, all_rows(layout)), kept=())
            self._model = (changes, model)
        return self._model[1]


def books_of(view: View, plan: TrainingPlan) -> Ledger:
    """Write a finished plan into books of its problem."""
    ledger = Ledger(view)
    numbers = {(p.need.need, p.class_id): p for p in view.places}
    for row in plan.assignment:
        ledger.give(numbers[row.need, row.class_id], row.source)
    return ledger


def wished(model: Model, wish: Wish) -> Iterable[Row]:
    """Write a wish as rows."""
    for need, low, high in ((wish.serving, 1, None), (wish.without, None, 0)):
        if need is not None:
            columns = tuple(place.number for place in model.view.by_need.get(need, ()))
            yield Row("wish", (("need", need),), columns, (1,) * len(columns), low, high)
    if wish.above is not None:
        terms = [(n, value) for n, value in enumerate(model.objective) if value]
        columns, factors = zip(*terms, strict=True) if terms else ((), ())
        yield Row("wish", (("value", wish.above),), columns, factors, low=wish.above)
