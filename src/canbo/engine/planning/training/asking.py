"""What people ask of a proven plan: what would change it, who would come instead, what is it worth.

Every answer is proven by solving the changed problem again; without a proof there is none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from canbo.engine.planning.training.again import Again, Undecided, Wish, wished
from canbo.engine.planning.training.changes import Change, Changes, Costs, Kind, changes_for
from canbo.engine.planning.training.choosing import Choice
from canbo.engine.planning.training.outcome import Price, Reason, TrainingPlan
from canbo.engine.planning.training.problem import Problem
from canbo.engine.planning.training.solver import Deadline

NO_TIME, NONE_FOUND = "no_time", "none_found"


@dataclass(frozen=True, slots=True)
class Answer:
    """The cheapest change that serves a need, with `also` a second one, or None and `why`.

    `gain` is what the whole plan is worth more. `is_sure`: every best plan after the change
    serves the need; otherwise one does, and others serve somebody of equal value.
    """

    change: Change | None
    gain: int = 0
    is_sure: bool = False
    why: str | None = None
    also: Change | None = None

    @property
    def changes(self) -> Changes:
        """The changes told, to be made together."""
        return tuple(change for change in (self.change, self.also) if change is not None)

    def plain(self) -> dict[str, Any] | None:
        """Give the change as JSON values; None without one."""
        if self.change is None:
            return None
        told = {**self.change.plain(), "gain": self.gain, "sure": self.is_sure}
        return told if self.also is None else {**told, "also": self.also.plain()}


@dataclass(frozen=True, slots=True)
class Stead:
    """What would be without one served need: what is lost, and which needs would be served.

    `lost` 0 is another plan of equal value; `is_decided`: a decision keeps the place.
    """

    lost: int
    comes: tuple[str, ...]
    is_decided: bool = False


def what_changes(again: Again, need: str, costs: Costs, deadline: Deadline) -> Answer:
    """Find the cheapest change of the list, or two, after which a best plan serves the need.

    Only changes count that make the whole plan worth more: others would but shuffle places. Of
    two changes each must add something to the other; a week is told alone only.
    """
    if not again.is_proven:
        return Answer(None, why=NO_TIME)
    try:
        for changes in _by_cost(again, need, costs, deadline):
            answer = _tried(again, need, changes, deadline)
            if answer is not None:
                return answer
    except Undecided:
        return Answer(None, why=NO_TIME)
    return Answer(None, why=NONE_FOUND)


def _by_cost(again: Again, need: str, costs: Costs, deadline: Deadline) -> Iterator[Changes]:
    """Give what might serve a need, the cheapest first, as long as more is asked for."""
    listed = changes_for(again.ledger, again.ledger.view.by_need.get(need, []), costs)
    weeks = [(change,) for change in listed if change.kind is Kind.WEEK]
    others = tuple(change for change in listed if change.kind is not Kind.WEEK)
    rejected: list[Changes] = []
    while (found := _candidate(again, need, (others, rejected), deadline)) is not None:
        while weeks and weeks[0][0].cost < sum(change.cost for change in found):
            yield weeks.pop(0)
        yield found
        rejected.append(found)
    yield from weeks


def _candidate(
    again: Again, need: str, asked: tuple[Changes, list[Changes]], deadline: Deadline
) -> Changes | None:
    """Find the cheapest changes that might serve a need, of those listed and not rejected."""
    listed, rejected = asked
    if not listed:
        return None
    model = again.model_of(())
    wish = Wish(serving=need, above=again.value + 1)
    hint = [(p.need.need, p.class_id) in again.places for p in model.view.places]
    choice = Choice(model, listed)
    return choice.cheapest(wished(model, wish), rejected, hint, again.seed, deadline)


def _tried(again: Again, need: str, changes: Changes, deadline: Deadline) -> Answer | None:
    """Solve again after changes: the answer when a best plan serves the need, else None."""
    serving = again.best(changes, Wish(serving=need, above=again.value + 1), deadline)
    if serving is None:
        return None
    without = again.best(changes, Wish(without=need, above=serving.value), deadline)
    if without is not None and without.value > serving.value:
        return None
    if len(changes) > 1:
        for change in changes:
            alone = again.raised((change,), deadline)
            if alone is not None and alone.value >= serving.value:
                return None
    first, *more = changes
    gain = serving.value - again.value
    return Answer(first, gain, without is None, also=more[0] if more else None)


def in_stead(again: Again, need: str, deadline: Deadline) -> Stead | None:
    """Find who would be served if this need were not; None out of time or without a proof."""
    if not again.is_proven:
        return None
    try:
        best = again.best((), Wish(without=need), deadline, near=True)
    except Undecided:
        return None
    if best is None:
        return Stead(0, (), is_decided=True)
    had = {served for served, _ in again.places}
    comes = sorted(served for served, _ in best.places if served not in had)
    return Stead(again.value - best.value, tuple(comes))


def priced(again: Again, prices: tuple[Price, ...], deadline: Deadline) -> tuple[Price, ...]:
    """Fill in what one step more of each row gains; what is not proven in time stays None."""
    return tuple(_priced(again, prices, deadline))


def _priced(again: Again, prices: tuple[Price, ...], deadline: Deadline) -> Iterator[Price]:
    for price in prices:
        gain = None
        if again.is_proven and not deadline.is_over:
            try:
                best = again.raised((step_of(price),), deadline)
                gain = 0 if best is None else best.value - again.value
            except Undecided:
                gain = None
        yield replace(price, gain=gain)


_STEPS = {"seats": Kind.SEAT, "quota": Kind.QUOTA, "budget": Kind.MONEY, "absence": Kind.COVER}


def step_of(price: Price) -> Change:
    """Give the change that a price row speaks of; an absence cap is one of all days."""
    key = json.loads(price.key)
    key.pop("day", None)
    return Change(_STEPS[price.rule], tuple(key.items()), price.step)


def answered(reason: Reason, answer: Answer) -> Reason:
    """Write an answer into the reason of an unserved need."""
    plain = answer.plain()
    change = None if plain is None else json.dumps(plain, ensure_ascii=False)
    return replace(reason, change=change, why=answer.why)


def answer_all(
    problem: Problem, plan: TrainingPlan, deadline: Deadline, costs: Costs
) -> TrainingPlan:
    """Fill in every price and what would change it for every unserved need, as far as time goes."""
    again = Again(problem, plan)
    prices = priced(again, plan.prices, deadline)
    reasons = tuple(
        reason
        if reason.served
        else answered(reason, what_changes(again, reason.need, costs, deadline))
        for reason in plan.reasons
    )
    return replace(plan, prices=prices, reasons=reasons)
