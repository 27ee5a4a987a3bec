"""Which changes of a list might serve a need: one program asks for all of them at once.

Each possible change is a column of 0 or 1 that widens the rows it touches; the cheapest choice
under which some plan serves the need and is worth more is a candidate, to be proven by solving.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from canbo.engine.planning.training.again import Undecided
from canbo.engine.planning.training.changes import Change, Changes, Kind
from canbo.engine.planning.training.model import Model, Row
from canbo.engine.planning.training.solver import Deadline, add_row, new_solver, write_program

MOST = 2  # changes told together
RULES = {
    Kind.SEAT: "seats",
    Kind.QUOTA: "quota",
    Kind.MONEY: "budget",
    Kind.COVER: "absence",
    Kind.COURSE: "requires",
}


@dataclass(frozen=True)
class Choice:
    """A model whose rows the listed changes may widen; at `first` begin the changes' columns."""

    model: Model
    changes: Changes
    rows: tuple[Row, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", tuple(_widened(self.model, self.changes)))

    @property
    def first(self) -> int:
        """The number of the first change's column."""
        return len(self.model.upper)

    def cheapest(
        self,
        wished: Iterable[Row],
        rejected: Sequence[Changes],
        hint: Sequence[int],
        seed: int,
        deadline: Deadline,
    ) -> Changes | None:
        """Find the cheapest changes, at most MOST, under which a plan keeps the wished rows.

        `rejected` choices are not given again; `hint` holds the places of a known plan. None when
        there are none. Raises Undecided.
        """
        from ortools.sat.python import cp_model

        upper = (*self.model.upper, *[1] * len(self.changes))
        program, columns = write_program(upper, (*self.rows, *wished), deadline)
        for row in self._chosen(rejected):
            add_row(program, columns, row)
        if deadline.is_over:
            raise Undecided
        for column, value in zip(columns, hint, strict=False):  # helpers follow the places
            program.add_hint(column, value)
        costs = [change.cost for change in self.changes]
        program.minimize(cp_model.LinearExpr.weighted_sum(columns[self.first :], costs))
        solver = new_solver(seed, deadline)
        solver.parameters.linearization_level = 2
        status = solver.solve(program)
        if status == cp_model.INFEASIBLE:
            return None
        if status != cp_model.OPTIMAL:
            raise Undecided
        chosen = zip(columns[self.first :], self.changes, strict=True)
        return tuple(change for column, change in chosen if solver.value(column))

    def _chosen(self, rejected: Sequence[Changes]) -> Iterable[Row]:
        """Bound how many changes are chosen, and leave out choices tried before."""
        numbers = range(self.first, self.first + len(self.changes))
        yield Row("wish", (), tuple(numbers), (1,) * len(numbers), low=1, high=MOST)
        column = dict(zip(self.changes, numbers, strict=True))
        for tried in rejected:
            inside = {column[change] for change in tried}
            factors = tuple(1 if number in inside else -1 for number in numbers)
            yield Row("wish", (), tuple(numbers), factors, high=len(tried) - 1)


def _widened(model: Model, changes: Changes) -> Iterable[Row]:
    """Give each row with the columns of the changes that widen it."""
    first = len(model.upper)
    for row in model.rows:
        key = dict(row.key)
        wider = [
            (first + number, -change.by)
            for number, change in enumerate(changes)
            if RULES[change.kind] == row.rule and _touches(change, key)
        ]
        if not wider:
            yield row
            continue
        columns, factors = zip(*wider, strict=True)
        yield Row(
            row.rule, row.key, (*row.columns, *columns), (*row.factors, *factors), high=row.high
        )


def _touches(change: Change, key: dict[str, str | int]) -> bool:
    named = change.named
    if change.kind is Kind.COURSE:
        return named == {"person": key["person"], "course": key["requires"]}
    return all(key.get(name) == value for name, value in named.items())
