"""An edited file in the place of its earlier edition: keep what both say, void what is gone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields
from typing import Any
from uuid import UUID

from canbo.engine.facts import Fact
from canbo.records.models.shapes import SHAPE_OF
from canbo.records.operations.intake.plan import Plan, Restated
from canbo.records.operations.intake.state import State
from canbo.records.operations.writing import Void

_HOUSEKEEPING = frozenset({"id", "key", "recorded_at", "voided_at", "source"})


def settle(plan: Plan, state: State) -> list[Fact]:
    """Compare the plan with what the earlier edition had stored.

    Facts that both say stay as they are; those of the earlier edition alone are voided; what it
    had voided and this file does not is returned, to be put back under its key.
    """
    standing: dict[tuple[Any, ...], list[Fact]] = defaultdict(list)
    for fact in state.gone.values():
        standing[content(fact)].append(fact)
    kept_for: dict[UUID, UUID] = {}
    for planned in list(plan.facts.values()):
        same = standing.get(content(planned))
        if same:
            kept = same.pop()
            del plan.facts[planned.id]
            kept_for[planned.id] = kept.id
            _restate(plan, kept, planned)
    for identity, void in plan.voids.items():
        if void.replaced_by in kept_for:
            plan.voids[identity] = Void(void.fact, kept_for[void.replaced_by])
    for facts in standing.values():
        for fact in facts:
            plan.voids[fact.id] = Void(fact)
    return _put_back(plan, state)


def content(fact: Fact) -> tuple[Any, ...]:
    """What a fact says, without when and where it was said."""
    values = (getattr(fact, one.name) for one in fields(fact) if one.name not in _HOUSEKEEPING)
    return (type(fact).__name__, *values)


def _restate(plan: Plan, kept: Fact, planned: Fact) -> None:
    kind = SHAPE_OF[type(kept)].kind
    plan.restated[kept.key] = Restated(kind, kept.key, planned.source.cell)


def _put_back(plan: Plan, state: State) -> list[Fact]:
    """Sort out what the earlier edition had voided: void still, or stand again."""
    again = []
    for identity, fact in state.returned.items():
        if identity in plan.voids:
            del plan.voids[identity]  # voided in the database already
        else:
            again.append(fact)
    return again
