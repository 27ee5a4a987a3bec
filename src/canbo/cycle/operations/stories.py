"""What is told of a draft beside its places: the search, the levels, whom it serves, the prices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from canbo.engine.planning.training.canonical import fingerprint
from canbo.engine.planning.training.outcome import TrainingPlan
from canbo.engine.planning.training.problem import Problem

if TYPE_CHECKING:
    from canbo.engine.planning.training.solver import Progress

POINTS = 200  # of a search's tale that are kept


class Tale:
    """Listens to a search and keeps its turns: [[seconds, value or None, bound], …]."""

    def __init__(self, listener: Callable[[Progress], None] | None = None) -> None:
        self._listener = listener
        self._turns: list[tuple[float, int | None, int]] = []

    def __call__(self, progress: Progress) -> None:
        """Note a turn and pass it on."""
        turn = (round(progress.seconds, 3), progress.objective, progress.bound)
        if not self._turns or turn[1:] != self._turns[-1][1:]:
            self._turns.append(turn)
        if self._listener:
            self._listener(progress)

    def turns(self, made: TrainingPlan) -> list[list[Any]]:
        """Give at most `POINTS` turns, the last being the plan itself."""
        step = len(self._turns) // POINTS + 1
        kept = [list(turn) for turn in self._turns[::step]]
        spent = max([made.seconds.get("solve", 0.0), *(turn[0] for turn in kept)])
        return [*kept, [round(spent, 3), made.objective, made.bound]]


def tell_story(
    problem: Problem, made: TrainingPlan, tale: Tale, groups: Mapping[str, frozenset[str]]
) -> dict[str, Any]:
    """Tell a plan as JSON values; see StoredPlan."""
    served = {row.need for row in made.assignment}
    needing = {need.person for need in problem.needs}
    sizes = Counter(person.unit for person in problem.people)
    return {
        "history": tale.turns(made),
        "levels": {
            level.value: [
                sum(need.need in served for need in problem.needs if need.level is level),
                sum(need.level is level for need in problem.needs),
            ]
            for level in made.levels
        },
        "shares": [
            [name, *_share(problem, served, everybody)]
            for name, everybody in (
                ("all", frozenset(person.person for person in problem.people)), *groups.items()
            )
        ],
        "groups": {name: sorted(needing & people) for name, people in groups.items()},
        "units": {one.unit: [sizes[one.unit], one.absence_cap] for one in problem.units},
        "prices": [[price.rule, price.key, price.step] for price in made.prices],
        "input": input_of(problem),
    }  # fmt: skip


def input_of(problem: Problem) -> str:
    """Give the fingerprint of a problem, whatever plan it shall stay near."""
    return fingerprint(replace(problem, previous=()))


def _share(problem: Problem, served: set[str], group: frozenset[str]) -> tuple[int, int, int]:
    """Count the people of a group, those of them who need something, and those served."""
    people = {one.person for one in problem.people} & group
    needing = {need.person for need in problem.needs if need.person in group}
    given = {n.person for n in problem.needs if n.need in served and n.person in group}
    return len(people), len(needing), len(given)
