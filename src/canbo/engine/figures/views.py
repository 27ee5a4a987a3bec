"""Which input tables and views each measure needs: only those are loaded and folded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from canbo.engine.figures.algebra import (
    Age,
    Among,
    Condition,
    Fits,
    Level,
    Pension,
    Promoted,
    Split,
)
from canbo.engine.figures.measures import Measure
from canbo.engine.figures.tables import GIVEN

OF_PERSON = ("sex", "ethnic", "minority", "party", "born_first", "born_last")


@dataclass(frozen=True, slots=True)
class Needs:
    """The input tables and the other views that a view is made from."""

    tables: tuple[str, ...] = ()
    views: tuple[str, ...] = ()


VIEWS: Mapping[str, Needs] = {
    "placed": Needs(("unit_placements",)),
    "seats": Needs(("posts", "post_profiles")),
    "held": Needs(("tenures",), ("seats",)),
    "tenured": Needs(("tenures",), ("seats",)),
    "pooled": Needs(("pool_entries", "terms", "term_profiles"), ("seats",)),
    "planned": Needs((), ("pooled",)),
    "people": Needs(("particulars",)),
    "attained": Needs(("attainments",)),
    "best": Needs((), ("attained",)),
    "ranked": Needs(("rank_holdings",)),
    "attended": Needs(("attendances", "classes")),
    "moved": Needs(("moves", "schemes"), ("seats", "placed")),
    "elected": Needs(("election_results", "elections", "terms", "term_profiles"), ("seats",)),
    "rated": Needs(("ratings",)),
    "units_rated": Needs(("unit_ratings",)),
    "retired": Needs(("retirements",)),
    "disciplined": Needs(("disciplines",)),
    "awarded": Needs(("awards",)),
    "away": Needs(("leaves",)),
}


def views_needed(measures: Iterable[Measure], *, of_unit: bool) -> tuple[str, ...]:
    """The views that the measures read, each after those that it is made from."""
    wanted: dict[str, None] = {}

    def take(name: str) -> None:
        if name in wanted or name in GIVEN:
            return
        for own in VIEWS[name].views:
            take(own)
        wanted[name] = None

    for name in sorted(_named(measures, of_unit)):
        take(name)
    return tuple(wanted)


def tables_needed(measures: Iterable[Measure], *, of_unit: bool) -> frozenset[str]:
    """The input tables that must be loaded for these measures: no others are read."""
    wanted = tuple(measures)
    folded = views_needed(wanted, of_unit=of_unit)
    own = (one for name in folded for one in VIEWS[name].tables)
    return frozenset(own) | (_named(wanted, of_unit) & GIVEN.keys())


def _named(measures: Iterable[Measure], of_unit: bool) -> set[str]:
    found = {"held", "placed"} if of_unit else set()
    for measure in measures:
        found |= measure.views | _of_split(measure.split)
        found |= {view for one in measure.conditions for view in _of_condition(one)}
    return found


def _of_split(split: Split | None) -> set[str]:
    if split is None:
        return set()
    if split.scale is not None:
        return {"best"}
    is_of_person = split.bands is not None or split.column in {*OF_PERSON, "pension_month"}
    return {"people"} if is_of_person else set()


def _of_condition(one: Condition) -> tuple[str, ...]:
    if isinstance(one, Level):
        return ("best",)
    if isinstance(one, Age | Pension) or (isinstance(one, Among) and one.column in OF_PERSON):
        return ("people",)
    if isinstance(one, Promoted):
        return ("tenured",)
    return ("attained",) if isinstance(one, Fits) else ()
