"""What measures come to on a day for many units: the histories are folded once for all of them.

Each unit is asked by the statement of its own figure, so that the numbers are those of the
figure's page; only the count of the rows comes back, not the rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from canbo.engine.figures import statements
from canbo.engine.figures.compute import Runner, load_scope
from canbo.engine.figures.measures import Measure
from canbo.engine.figures.values import Acts, Attendances, Kind, Money, People, Share, Value

Scope = Collection[UUID] | None  # the units of a subtree; None: the whole home
_COUNTS: Mapping[Kind, type[People | Attendances | Acts]] = {
    Kind.PEOPLE: People,
    Kind.ATTENDANCES: Attendances,
    Kind.ACTS: Acts,
}


@dataclass(frozen=True, slots=True)
class Told:
    """What a measure comes to; `missing` counts the base's rows without data, of a share only."""

    value: Value
    missing: int | None = None


def told_of(
    runner: Runner, measures: Sequence[Measure], scopes: Iterable[Scope]
) -> tuple[tuple[Told, ...], ...]:
    """Tell every measure for every scope, in their order, from the state that `prepare` left.

    The state must be folded for units (`by_unit`) where a scope is one.
    """
    found = []
    for scope in scopes:
        of_unit = scope is not None
        if scope is not None:
            load_scope(runner, scope)
        found.append(tuple(_told(runner, one, of_unit) for one in measures))
    return tuple(found)


def _told(runner: Runner, measure: Measure, of_unit: bool) -> Told:
    [(number, met, missing, amount)] = runner.rows(statements.total(measure, of_unit=of_unit))
    if measure.kind is Kind.SHARE:
        return Told(Share(met or 0, number), missing or 0)
    if measure.kind is Kind.MONEY:
        return Told(Money(amount or 0))
    return Told(_COUNTS[measure.kind](number))
