"""The cheapest training that fills the most seats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from canbo.engine.planning.succession.bench import Bench, Chance
from canbo.engine.planning.succession.filling import Nodes, lacking


@dataclass(frozen=True, slots=True)
class Closing:
    """Who is to attend which course, who then stands behind which post, what still lacks.

    `cost` is the sum of the courses' costs; `is_proven`: nothing fills more, and nothing that fills
    as much costs less.
    """

    attend: tuple[tuple[UUID, str], ...]
    chosen: tuple[Chance, ...]
    lacking: Mapping[UUID, int]
    cost: int
    is_proven: bool


def cheapest_training(bench: Bench, costs: Mapping[str, int], seconds: float = 20.0) -> Closing:
    """Fill as many seats as possible, with the cheapest courses that do; `costs` by course, whole.

    A course counts once for a person, however many posts it opens. A course without a cost, or a
    negative one, is refused (ValueError).
    """
    unknown = {course for each in bench.chances for course in each.lacks} - costs.keys()
    if unknown or any(cost < 0 for cost in costs.values()):
        raise ValueError(f"courses without a cost: {', '.join(sorted(unknown)) or 'negative'}")
    if bench.posts_each == 1:
        chosen, is_proven = _by_flow(bench, costs), True
    else:
        model = _Model(bench)
        is_most = model.fill_the_most(seconds)
        is_proven = model.cost_the_least(costs, seconds) and is_most
        chosen = tuple(model.filled)
    attend = tuple(sorted({(each.person, course) for each in chosen for course in each.lacks}))
    cost = sum(costs[course] for _, course in attend)
    return Closing(attend, chosen, lacking(bench, chosen), cost, is_proven)


def _by_flow(bench: Bench, costs: Mapping[str, int]) -> tuple[Chance, ...]:
    """The most seats at the least cost where nobody counts twice: a course opens one post only."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    flow, nodes = SimpleMinCostFlow(), Nodes(bench)
    for node in nodes.people.values():
        flow.add_arc_with_capacity_and_unit_cost(nodes.source, node, 1, 0)
    arcs = [
        flow.add_arc_with_capacity_and_unit_cost(
            nodes.people[each.person],
            nodes.posts[each.post],
            1,
            sum(costs[course] for course in each.lacks),
        )
        for each in bench.chances
    ]
    for seat in bench.seats:
        flow.add_arc_with_capacity_and_unit_cost(nodes.posts[seat.post], nodes.sink, seat.wanted, 0)
    flow.set_node_supply(nodes.source, len(nodes.people))
    flow.set_node_supply(nodes.sink, -bench.wanted)
    status = flow.solve_max_flow_with_min_cost()
    if status != flow.OPTIMAL:
        raise RuntimeError(f"the flow was not solved: {status}")
    pairs = zip(bench.chances, arcs, strict=True)
    return tuple(chance for chance, arc in pairs if flow.flow(arc))


class _Model:
    """Who fills what, and who attends what for it, where a course may open several posts."""

    def __init__(self, bench: Bench) -> None:
        from ortools.sat.python import cp_model

        self._bench = bench
        self._model = cp_model.CpModel()
        self._chosen: list[Any] = [self._model.new_bool_var("") for _ in bench.chances]
        self._attends: dict[tuple[UUID, str], Any] = {}
        by_person, by_post = defaultdict(list), defaultdict(list)
        for chance, chosen in zip(bench.chances, self._chosen, strict=True):
            by_person[chance.person].append(chosen)
            by_post[chance.post].append(chosen)
            for course in sorted(chance.lacks):
                place = (chance.person, course)
                if place not in self._attends:
                    self._attends[place] = self._model.new_bool_var("")
                self._model.add_implication(chosen, self._attends[place])
        for of_person in by_person.values():
            self._model.add(sum(of_person) <= bench.posts_each)
        for seat in bench.seats:
            self._model.add(sum(by_post[seat.post]) <= seat.wanted)
        self.filled: list[Chance] = []

    def fill_the_most(self, seconds: float) -> bool:
        """Fill as many seats as possible; whether that is proven."""
        self._model.maximize(sum(self._chosen))
        return self._solve(seconds)

    def cost_the_least(self, costs: Mapping[str, int], seconds: float) -> bool:
        """Fill as many as are filled already, by the cheapest courses; whether that is proven."""
        self._model.add(sum(self._chosen) >= len(self.filled))
        filled = set(self.filled)
        for chance, chosen in zip(self._bench.chances, self._chosen, strict=True):
            self._model.add_hint(chosen, chance in filled)
        self._model.minimize(sum(costs[course] * one for (_, course), one in self._attends.items()))
        return self._solve(seconds)

    def _solve(self, seconds: float) -> bool:
        """Solve; where no plan is found in time, what was found before stays."""
        from ortools.sat.python import cp_model

        solver = cp_model.CpSolver()
        solver.parameters.num_workers, solver.parameters.random_seed = 1, 0
        solver.parameters.max_time_in_seconds = seconds
        status = solver.solve(self._model)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            pairs = zip(self._bench.chances, self._chosen, strict=True)
            self.filled = [chance for chance, chosen in pairs if solver.value(chosen)]
        return bool(status == cp_model.OPTIMAL)
