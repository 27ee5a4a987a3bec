"""The plan as whole numbers: columns, an objective, and rows named by rule and key."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from canbo.engine.planning.training.view import Place, Sources, View

Key = tuple[tuple[str, str | int], ...]
Bundle = tuple[str, Sources]  # places of one class that the same sources may pay


@dataclass(frozen=True, slots=True)
class Row:
    """`low` <= sum of factor x column <= `high`; None is no bound.

    A background row ties helper columns to places and is never part of a conflict.
    """

    rule: str
    key: Key
    columns: tuple[int, ...]
    factors: tuple[int, ...]
    low: int | None = None
    high: int | None = None
    background: bool = False

    @property
    def name(self) -> tuple[str, str]:
        """Rule and key as the output tables write them."""
        return self.rule, write_key(self.key)


def write_key(key: Key) -> str:
    """Write a key as the JSON object of the output tables."""
    return json.dumps(dict(key), ensure_ascii=False)


@dataclass(frozen=True)
class Layout:
    """Which column means what: places first, then opened classes, payments, shortfalls."""

    view: View

    @cached_property
    def opened(self) -> dict[str, int]:
        """The column that says whether a class with a minimum above one is opened."""
        start = len(self.view.places)
        needed = [c for c in self.view.by_class if self.view.classes[c].minimum > 1]
        return {class_id: start + number for number, class_id in enumerate(sorted(needed))}

    @cached_property
    def bundles(self) -> dict[Bundle, list[Place]]:
        """The costly places by class and by the sources that may pay them.

        Inside a bundle places are alike to every source, so that counting heads per source is
        exact: one source per place is dealt out afterwards.
        """
        found: dict[Bundle, list[Place]] = {}
        for place in self.view.places:
            sources = self.view.sources(place)
            if sources and place.training_class.cost > 0:
                found.setdefault((place.class_id, sources), []).append(place)
        return dict(sorted(found.items()))

    @cached_property
    def paid(self) -> dict[tuple[Bundle, str], int]:
        """The column that counts the heads of a bundle paid by one source."""
        start = len(self.view.places) + len(self.opened)
        pairs = [(bundle, source) for bundle in self.bundles for source in bundle[1]]
        return {pair: start + number for number, pair in enumerate(pairs)}

    @cached_property
    def short(self) -> dict[str, int]:
        """The column that counts the needs by which a unit misses its fair share."""
        start = len(self.view.places) + len(self.opened) + len(self.paid)
        wanting = [unit for unit, target in self.view.targets.items() if target > 0]
        return {unit: start + number for number, unit in enumerate(sorted(wanting))}

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.view.places) + len(self.opened) + len(self.paid) + len(self.short)

    def upper_bounds(self) -> list[int]:
        """The largest value of each column; the smallest is 0."""
        bounds = [1] * (len(self.view.places) + len(self.opened))
        for bundle, _source in self.paid:
            bounds.append(len(self.bundles[bundle]))
        bounds.extend(self.view.targets[unit] for unit in self.short)
        return bounds


@dataclass(frozen=True)
class Model:
    """What the solver gets: columns with bounds and values, and rows."""

    layout: Layout
    upper: tuple[int, ...]
    objective: tuple[int, ...]
    rows: tuple[Row, ...]
    kept: tuple[int, ...]  # the places that the previous plan had

    @property
    def view(self) -> View:
        """The problem behind the model."""
        return self.layout.view

    @property
    def first_helper(self) -> int:
        """Columns from here on help the rows; those before are places."""
        return len(self.view.places)


def value_columns(layout: Layout) -> tuple[int, ...]:
    """Give each column its worth in the weighted objective."""
    values = [0] * layout.width
    for place in layout.view.places:
        values[place.number] = place.value
    fairness = layout.view.problem.rules.fairness
    for column in layout.short.values():
        values[column] = -fairness.penalty if fairness else 0
    return tuple(values)


def kept_columns(view: View) -> tuple[int, ...]:
    """Find the places that the previous plan had and that are still possible."""
    if not view.problem.rules.keep_previous:
        return ()
    pairs = {(row.person, row.class_id) for row in view.problem.previous}
    return tuple(p.number for p in view.places if (p.person.person, p.class_id) in pairs)


def build_model(layout: Layout, rows: Iterable[Row]) -> Model:
    """Put columns, values and rows together."""
    return Model(
        layout=layout,
        upper=tuple(layout.upper_bounds()),
        objective=value_columns(layout),
        rows=tuple(rows),
        kept=kept_columns(layout.view),
    )
