"""How far the ready people fill the seats, and the fewest posts that together are short.

Filling is a flow: every person gives to at most `posts_each` posts, every post takes what it wants.
By the theorem of Hall a bench is short just where some posts want more people than those who could
fill them can give; the smallest such set is what an office has to look at first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from canbo.engine.planning.succession.bench import Bench, Chance

SECONDS = 20.0  # for the smallest set; the filling itself takes none


@dataclass(frozen=True, slots=True)
class Filling:
    """Who stands behind which post, and how many people each post lacks then (those that lack)."""

    chosen: tuple[Chance, ...]
    lacking: Mapping[UUID, int]

    @property
    def shortage(self) -> int:
        """How many people are lacking in all."""
        return sum(self.lacking.values())


def fill(bench: Bench) -> Filling:
    """Put as many ready people behind posts as possible; nobody counts more often than allowed."""
    ready = bench.ready
    flows = _flows(bench, ready)
    chosen = tuple(chance for chance, flow in zip(ready, flows, strict=True) if flow)
    return Filling(chosen, lacking(bench, chosen))


def lacking(bench: Bench, chosen: Sequence[Chance]) -> dict[UUID, int]:
    """How many people the posts lack that have fewer than they want."""
    has: defaultdict[UUID, int] = defaultdict(int)
    for each in chosen:
        has[each.post] += 1
    return {
        each.post: each.wanted - has[each.post]
        for each in bench.seats
        if has[each.post] < each.wanted
    }


class Nodes:
    """The nodes of a flow from people to posts, by number."""

    source, sink = 0, 1

    def __init__(self, bench: Bench) -> None:
        self.people = {person: place + 2 for place, person in enumerate(bench.people)}
        first = len(self.people) + 2
        self.posts = {seat.post: first + place for place, seat in enumerate(bench.seats)}


def _flows(bench: Bench, ready: Sequence[Chance]) -> list[int]:
    from ortools.graph.python.max_flow import SimpleMaxFlow

    flow, nodes = SimpleMaxFlow(), Nodes(bench)
    for node in nodes.people.values():
        flow.add_arc_with_capacity(nodes.source, node, bench.posts_each)
    arcs = [
        flow.add_arc_with_capacity(nodes.people[each.person], nodes.posts[each.post], 1)
        for each in ready
    ]
    for seat in bench.seats:
        flow.add_arc_with_capacity(nodes.posts[seat.post], nodes.sink, seat.wanted)
    status = flow.solve(nodes.source, nodes.sink)
    if status != flow.OPTIMAL:
        raise RuntimeError(f"the flow was not solved: {status}")
    return [flow.flow(arc) for arc in arcs]


def short_set(bench: Bench, seconds: float = SECONDS) -> tuple[UUID, ...]:
    """The fewest posts that together want more people than the ready ones can give; () none.

    Found by a program in integers: a set of posts is short by what its seats want beyond what each
    person could give to it. Where the time runs out the smallest set found by then is given; with
    none found, all posts that the filling leaves short and those that share people with them.
    """
    from ortools.sat.python import cp_model

    if not fill(bench).shortage:
        return ()
    model = cp_model.CpModel()
    inside = {seat.post: model.new_bool_var("") for seat in bench.seats}
    by_person: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for each in bench.ready:
        by_person[each.person].append(each.post)
    gives = [
        _gives(model, [inside[post] for post in posts], bench.posts_each)
        for posts in by_person.values()
    ]
    wanted = sum(seat.wanted * inside[seat.post] for seat in bench.seats)
    model.add(wanted >= sum(gives) + 1)
    model.minimize(sum(inside.values()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.random_seed = 1, 0
    solver.parameters.max_time_in_seconds = seconds
    if solver.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return tuple(post for post, chosen in inside.items() if solver.value(chosen))
    return _reached(bench)


def _gives(model: Any, touched: list[Any], most: int) -> Any:
    """What a person gives to the set: the fewer of `most` and of the posts in it, from below."""
    if len(touched) <= most:
        return sum(touched)
    given = model.new_int_var(0, most, "")
    at_most = model.new_bool_var("")
    model.add(given >= most * at_most)
    model.add(given >= sum(touched) - len(touched) * at_most)
    return given


def _reached(bench: Bench) -> tuple[UUID, ...]:
    """Posts that a filling leaves short, and all from which their people could be taken away."""
    found = fill(bench)
    holds: defaultdict[UUID, set[UUID]] = defaultdict(set)
    could: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for each in found.chosen:
        holds[each.person].add(each.post)
    for each in bench.ready:
        could[each.post].add(each.person)
    reached, waiting = set(found.lacking), list(found.lacking)
    while waiting:
        for person in could[waiting.pop()]:
            more = holds[person] - reached
            reached |= more
            waiting.extend(more)
    return tuple(sorted(reached))
