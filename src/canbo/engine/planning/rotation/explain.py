"""For every person one reason; chains, vacancies and what binds are read from the places alone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from canbo.engine.planning.rotation.chains import Chain, find_chains
from canbo.engine.planning.rotation.outcome import (
    ENTERS,
    MOVES,
    STAYS,
    Moved,
    Reason,
    Vacancy,
)
from canbo.engine.planning.rotation.view import Arc, View

Blocker = tuple[str, dict[str, Any]]  # the rule and the key of its row

# from what another plan could free to what none can
_TELLING = ("post", "training_seats", "grassroots_share", "women_share", "max_chain", "worth_less")


class Places:
    """A plan by person and post, and what it uses of every scarce thing."""

    def __init__(self, view: View, arcs: Sequence[Arc]) -> None:
        self.view = view
        self.arcs = tuple(arcs)
        self.of = {arc.person: arc for arc in arcs}
        self.into = {arc.post: arc for arc in arcs}
        self.moving = [arc for arc in arcs if not arc.stays]
        self.seats_used = Counter(
            arc.move.needs_course for arc in arcs if arc.move.needs_course is not None
        )
        self.down = sum(view.units[arc.unit].grassroots for arc in self.moving)
        self.women = sum(arc.person in view.women for arc in self.moving)

    @cached_property
    def chains(self) -> list[Chain]:
        """The moves as they hang together."""
        return find_chains(self.arcs)

    @cached_property
    def leavers(self) -> Counter[str]:
        """How many holders of each unit have no place in it any more."""
        found = Counter(self.view.held)
        found.subtract(arc.leaves for arc in self.arcs if arc.leaves == arc.unit)
        return found

    def value(self) -> int:
        """Add up the objective."""
        problem = self.view.problem
        empty = len(problem.posts) - len(self.into)
        return sum(arc.move.value for arc in self.arcs) - problem.rules.vacancy_penalty * empty

    def moved(self) -> tuple[Moved, ...]:
        """Give the moves made, chain by chain."""
        counts: Counter[str] = Counter()
        rows = []
        for chain in self.chains:
            kind = "cycle" if chain.is_cycle else "chain"
            counts[kind] += 1
            name = f"{kind}-{counts[kind]:05d}"
            rows += [
                Moved(arc.person, arc.own, arc.post, name, position)
                for position, arc in enumerate(chain.arcs, start=1)
            ]
        return tuple(rows)

    def vacancies(self) -> tuple[Vacancy, ...]:
        """Give the posts that nobody holds after the plan."""
        posts = self.view.problem.posts
        return tuple(Vacancy(row.post) for row in posts if row.post not in self.into)

    def reasons(self) -> tuple[Reason, ...]:
        """Give each person the reason, in the order of the people."""
        return tuple(self._reason(row.person) for row in self.view.problem.people)

    def _reason(self, person: str) -> Reason:
        arc = self.of.get(person)
        if arc is not None:
            return self._placed(arc)
        options = [(arc, self._binding(arc)) for arc in self.view.by_person.get(person, [])]
        if not options:
            return Reason(person, None, "no_move", "no_move", _json({"options": []}))
        nearest, binding = min(options, key=_closeness)
        rule, row = binding[0]
        listed = [
            {"post": other.post, "rule": name, **{k: v for k, v in key.items() if k != "post"}}
            for other, rows in options
            for name, key in rows
        ]
        top = {"post": nearest.post, **row, "options": listed}
        return Reason(person, None, rule, rule, _json(top))

    def _placed(self, arc: Arc) -> Reason:
        key = {"post": arc.post, "from": arc.own, "value": arc.move.value}
        if arc.move.needs_course is not None:
            key["course"] = arc.move.needs_course
        code = STAYS if arc.stays else ENTERS if arc.own is None else MOVES
        return Reason(arc.person, arc.post, code, "objective", _json(key))

    def _binding(self, arc: Arc) -> list[Blocker]:
        """List the rows that giving this place, and changing nothing else, would break."""
        return list(self._blockers(arc)) or [("worth_less", self._worth(arc))]

    def _blockers(self, arc: Arc) -> Iterator[Blocker]:
        rules = self.view.problem.rules
        other = self.into.get(arc.post)
        if other is not None:
            yield "post", {
                "post": arc.post, "person": other.person, "value": arc.move.value,
                "instead": other.move.value,
            }  # fmt: skip
        course = arc.move.needs_course
        seats = None if course is None else self.view.seats(course)
        if course is not None and seats is not None and self.seats_used[course] >= seats:
            yield "training_seats", {"course": course}
        if arc.stays:
            return
        moves = len(self.moving) + 1
        if self.down + self.view.units[arc.unit].grassroots < rules.min_grassroots_share * moves:
            yield "grassroots_share", {"share": str(rules.min_grassroots_share)}
        if self.women + (arc.person in self.view.women) < rules.min_women_share * moves:
            yield "women_share", {"share": str(rules.min_women_share)}
        if rules.max_chain is not None and self._length_with(arc) > rules.max_chain:
            yield "max_chain", {"moves": rules.max_chain}

    def _length_with(self, arc: Arc) -> int:
        """How many moves would hang together when a person without a place took this one."""
        after = self._lengths.get(self.view.holder.get(arc.post, ""), 0)
        return 1 + after + self._behind(arc)

    def _behind(self, arc: Arc) -> int:
        """Moves that fill the post of one who has no place: they hang on the move made."""
        filling = self.into.get(arc.own) if arc.own is not None else None
        return 0 if filling is None or filling.stays else self._chain_of[filling.person]

    @cached_property
    def _lengths(self) -> dict[str, int]:
        """The position of each mover: so many moves must be made for this one."""
        return {
            arc.person: position
            for chain in self.chains
            for position, arc in enumerate(chain.arcs, start=1)
        }

    @cached_property
    def _chain_of(self) -> dict[str, int]:
        """How many moves hang together with each mover's."""
        return {arc.person: len(chain.arcs) for chain in self.chains for arc in chain.arcs}

    def _worth(self, arc: Arc) -> dict[str, Any]:
        penalty = self.view.problem.rules.vacancy_penalty
        return {"post": arc.post, "value": arc.move.value, "vacancy_penalty": penalty}


def _closeness(option: tuple[Arc, list[Blocker]]) -> tuple[int, int, int, str]:
    """Order options by how near they came: fewest binding rows, most worth."""
    arc, binding = option
    return len(binding), _TELLING.index(binding[0][0]), -arc.move.value, arc.post


def _json(key: dict[str, Any]) -> str:
    return json.dumps(key, ensure_ascii=False)
