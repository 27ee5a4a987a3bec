"""Moves that hang together: chains from their vacancies, and cycles; and how to bound them.

A mover frees a post, the next one fills it. The rows of `max_chain` count positions: a move has
position k + 1 only where the holder of its post makes a move of position k, so that no chain
passes the limit. Moves outside of positions go round in cycles, whose length is bounded by
forbidding each cycle that turns out too long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from canbo.engine.planning.rotation.view import Arc, View
from canbo.engine.planning.training.model import Key, Row


@dataclass(frozen=True, slots=True)
class Chain:
    """Moves in order: each fills the post that the one before left."""

    arcs: tuple[Arc, ...]
    is_cycle: bool


def find_chains(arcs: Iterable[Arc]) -> list[Chain]:
    """Hang the moves made together, chains first, each kind in order of its first post."""
    into = {arc.post: arc for arc in arcs if not arc.stays}
    freed = {arc.own for arc in into.values()}
    found = [
        Chain(tuple(_follow(into, post)), is_cycle=False) for post in sorted(into.keys() - freed)
    ]
    left = into.keys() - {arc.post for chain in found for arc in chain.arcs}
    while left:
        cycle = tuple(_follow(into, min(left)))
        found.append(Chain(cycle, is_cycle=True))
        left -= {arc.post for arc in cycle}
    return found


def _follow(into: Mapping[str, Arc], post: str) -> Iterator[Arc]:
    first, arc = post, into.get(post)
    while arc is not None:
        yield arc
        if arc.own is None or arc.own == first:
            return
        arc = into.get(arc.own)


def too_long(chains: Sequence[Chain], limit: int | None) -> list[Chain]:
    """Give the chains and cycles of more moves than the limit."""
    return [chain for chain in chains if limit is not None and len(chain.arcs) > limit]


def forbid(cycle: Chain) -> Row:
    """Forbid exactly these moves together."""
    columns = tuple(sorted(arc.number for arc in cycle.arcs))
    key = (("post", cycle.arcs[0].post), ("moves", len(columns)))
    return Row("max_chain", key, columns, (1,) * len(columns), high=len(columns) - 1)


@dataclass
class Positions:
    """The columns and rows that count positions, behind the columns of the moves themselves."""

    view: View
    limit: int
    at: dict[tuple[int, int], int] = field(default_factory=dict)  # (move, position) -> column
    cycling: dict[int, int] = field(default_factory=dict)  # move -> column
    width: int = 0

    def __post_init__(self) -> None:
        """Give every move its columns; only a post that is held can be freed by a move."""
        self.width = len(self.view.arcs)
        for arc in self._moving:
            is_held = arc.post in self.view.holder
            for position in range(1, (self.limit if is_held else min(1, self.limit)) + 1):
                self.at[arc.number, position] = self._new()
            if is_held and arc.own is not None:
                self.cycling[arc.number] = self._new()

    @property
    def _moving(self) -> list[Arc]:
        return [arc for arc in self.view.arcs if not arc.stays]

    def _new(self) -> int:
        self.width += 1
        return self.width - 1

    def rows(self) -> Iterator[Row]:
        """Give the rows of positions and cycles."""
        yield from self._links()
        for post, holder in self.view.holder.items():
            into = [arc for arc in self.view.by_post.get(post, []) if not arc.stays]
            if into:
                outward = self.view.by_person.get(holder, [])
                yield from self._steps(post, into, outward)

    def _links(self) -> Iterator[Row]:
        """A move made has one position in a chain, or goes round in a cycle."""
        for arc in self._moving:
            columns = [self.at[arc.number, p] for p in self._positions(arc)]
            if arc.number in self.cycling:
                columns.append(self.cycling[arc.number])
            key: Key = (("person", arc.person), ("post", arc.post))
            factors = (1, *[-1] * len(columns))
            yield Row("max_chain", key, (arc.number, *columns), factors, low=0, high=0)

    def _positions(self, arc: Arc) -> list[int]:
        return [p for p in range(1, self.limit + 1) if (arc.number, p) in self.at]

    def _steps(self, post: str, into: list[Arc], outward: list[Arc]) -> Iterator[Row]:
        """What fills a post has the position after that of the holder's own move."""
        moving = [arc for arc in outward if not arc.stays]
        for position in range(1, self.limit + 1):
            filling = [self.at[arc.number, position] for arc in into]
            key: Key = (("post", post), ("position", position))
            if position == 1:
                columns = (*filling, *(arc.number for arc in outward))
                yield Row("max_chain", key, columns, (1,) * len(columns), high=1)
            else:
                freeing = [
                    self.at[arc.number, position - 1]
                    for arc in moving
                    if (arc.number, position - 1) in self.at
                ]
                yield _no_more("max_chain", key, filling, freeing)
        going = [self.cycling[arc.number] for arc in into if arc.number in self.cycling]
        freeing = [self.cycling[arc.number] for arc in moving if arc.number in self.cycling]
        if going:
            yield _no_more("max_chain", (("post", post), ("position", "cycle")), going, freeing)


def _no_more(rule: str, key: Key, columns: list[int], than: list[int]) -> Row:
    factors = (*[1] * len(columns), *[-1] * len(than))
    return Row(rule, key, (*columns, *than), factors, high=0)
