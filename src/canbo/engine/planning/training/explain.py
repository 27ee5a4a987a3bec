"""For every need one reason, for every scarce thing one price row; all from the books."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from canbo.engine.planning.training.ledger import Blocker, Ledger
from canbo.engine.planning.training.outcome import Price, Reason
from canbo.engine.planning.training.problem import Need
from canbo.engine.planning.training.view import Place

# From what another plan could free to what no plan can: the first is the one people ask about.
_TELLING = (
    "seats", "quota", "budget", "absence", "leaders", "minimum", "must", "yearly", "overlap",
    "requires", "payer", "never", "worth_less",
)  # fmt: skip


def explain(ledger: Ledger) -> tuple[Reason, ...]:
    """Give each need its reason, in the order of the needs."""
    given = {place.need.need: place for place in ledger.view.places if place.number in ledger.given}
    return tuple(
        _served(ledger, given[need.need]) if need.need in given else _unserved(ledger, need)
        for need in ledger.view.problem.needs
    )


def _served(ledger: Ledger, place: Place) -> Reason:
    need = place.need
    key = {
        "class": place.class_id,
        "source": ledger.given[place.number],
        "value": place.value,
        "level": need.level.value,
        "severity": need.severity,
    }
    rule = "must" if ledger.is_decided(place) else "objective"
    return Reason(need.need, need.person, True, "served", rule, _json(key))


def _unserved(ledger: Ledger, need: Need) -> Reason:
    options = [(place, _binding(ledger, place)) for place in ledger.view.by_need.get(need.need, [])]
    if not options:
        key = {"need": need.need, "options": []}
        return Reason(need.need, need.person, False, "no_option", "no_option", _json(key))
    place, binding = min(options, key=_closeness)
    rule, row = binding[0]
    listed = [
        {"class": other.class_id, "rule": name, **{k: v for k, v in key.items() if k != "class"}}
        for other, rows in options
        for name, key in rows
    ]
    top = {"class": place.class_id, **row, "options": listed}
    return Reason(need.need, need.person, False, rule, rule, _json(top))


def _binding(ledger: Ledger, place: Place) -> list[Blocker]:
    """List the rows that bind an option; when none does, the place is worth nothing."""
    found = sorted(ledger.blockers(place), key=lambda blocker: _TELLING.index(blocker[0]))
    return found or [("worth_less", {"class": place.class_id, "value": place.value})]


def _closeness(option: tuple[Place, list[Blocker]]) -> tuple[int, int, int, str]:
    """Order options by how near they came: fewest binding rows, most worth."""
    place, binding = option
    return len(binding), _TELLING.index(binding[0][0]), -place.value, place.class_id


def list_prices(ledger: Ledger) -> tuple[Price, ...]:
    """List quotas, budgets, full classes and binding absence caps; gains are not computed."""
    return tuple(_price_rows(ledger))


def _price_rows(ledger: Ledger) -> Iterator[Price]:
    problem = ledger.view.problem
    for quota in problem.quotas:
        yield Price("quota", _json({"quota": quota.quota}), 1)
    for budget in problem.budgets:
        step = _least_cost(ledger, budget.source, budget.year)
        yield Price("budget", _json({"source": budget.source, "year": budget.year}), step)
    for entry in problem.classes:
        count = ledger.in_class[entry.class_id]
        if count > 0 and count >= entry.seats:
            yield Price("seats", _json({"class": entry.class_id}), 1)
    for unit, day in ledger.full_caps():
        yield Price("absence", _json({"unit": unit, "day": f"{day}"}), 1)


def _least_cost(ledger: Ledger, source: str, year: int) -> int:
    """Give the least that one place more costs this source, in đồng; 1 where it pays none."""
    view = ledger.view
    courses = {p.course for p in view.problem.payers if p.source == source}
    costs = [
        entry.cost
        for entry in view.problem.classes
        if entry.cost > 0 and view.year(entry.class_id) == year
        if None in courses or entry.course in courses
    ]
    return min(costs, default=1)


def _json(key: dict[str, Any]) -> str:
    return json.dumps(key, ensure_ascii=False)
