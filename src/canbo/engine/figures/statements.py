"""What a runner is asked to run: an expression by its name, built only where it must be.

An engine that keeps the text of a statement need not build its expression: Ibis takes long to load,
and some 50 milliseconds to build a measure and write its SQL.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from canbo.engine.figures.algebra import Split
from canbo.engine.figures.measures import MEASURES, Measure


@dataclass(frozen=True, slots=True)
class Statement:
    """An unbound Ibis expression, with a name where it is always the same one."""

    name: str
    build: Callable[[], Any]


def fold(view: str) -> Statement:
    """The statement that makes a view."""

    def build() -> Any:
        from canbo.engine.figures import folding

        return folding.fold(view)

    return Statement(f"fold_{view}", build)


def rows(measure: Measure, *, of_unit: bool) -> Statement:
    """The statement that finds a measure's rows."""

    def build() -> Any:
        from canbo.engine.figures import expressions

        return expressions.measure_rows(measure, of_unit=of_unit)

    return Statement(_name(measure, "_of_unit" if of_unit else ""), build)


def total(measure: Measure, *, of_unit: bool) -> Statement:
    """The statement that tells what a measure's rows come to."""

    def build() -> Any:
        from canbo.engine.figures import expressions

        return expressions.total(measure, of_unit=of_unit)

    return Statement(_name(measure, "_total_of_unit" if of_unit else "_total"), build)


def undated(view: str) -> Statement:
    """The statement that tells whether a view has rows without a day."""

    def build() -> Any:
        from canbo.engine.figures import expressions

        return expressions.undated(view)

    return Statement(f"undated_{view}", build)


def undated_rows(measure: Measure, *, of_unit: bool) -> Statement:
    """The statement that finds what a measure passes over as it has no day."""

    def build() -> Any:
        from canbo.engine.figures import expressions

        return expressions.undated_rows(measure, of_unit=of_unit)

    return Statement(_name(measure, "_undated_of_unit" if of_unit else "_undated"), build)


def near_rows(measure: Measure, place: int, *, of_unit: bool) -> Statement:
    """The statement that finds who would be counted without one of the conditions."""

    def build() -> Any:
        from canbo.engine.figures import expressions

        return expressions.near_rows(measure, place, of_unit=of_unit)

    return Statement("", build)


def subjects(measure: Measure) -> Statement:
    """The statement that tells in which units a measure's rows count."""

    def build() -> Any:
        from canbo.engine.figures import expressions

        return expressions.subjects(measure)

    return Statement("", build)


def cross(measure: Measure, *splits: Split) -> Statement:
    """The statement that makes a table of a measure by several splits."""

    def build() -> Any:
        from canbo.engine.figures import expressions

        return expressions.cross(measure, splits)

    return Statement("", build)


def of_units(measure: Measure) -> Statement:
    """The statement that counts a measure for every unit."""

    def build() -> Any:
        from canbo.engine.figures.totals import unit_totals

        return unit_totals(measure)

    return Statement("", build)


def columns(view: str, *names: str, different: bool = False) -> Statement:
    """The statement that reads columns of a view or an input table."""

    def build() -> Any:
        from canbo.engine.figures.folding import table

        read = table(view).select(*names)
        return read.distinct() if different else read

    return Statement(f"read_{view}_{'_'.join(names)}", build)


def _name(measure: Measure, ending: str) -> str:
    """The name of the registered measure; one with other parameters has none."""
    return measure.name + ending if MEASURES.get(measure.name) == measure else ""


PAIRS = columns("placed", "unit", "parent")
INSTITUTIONS = columns("classes", "institution", different=True)


def always_the_same() -> tuple[Statement, ...]:
    """The statements that ask the same whatever the question: worth keeping as text."""
    from canbo.engine.figures.folding import VIEWS

    dated = [one for one in MEASURES.values() if one.is_dated]
    found = [PAIRS, INSTITUTIONS, *map(fold, VIEWS)]
    found += [undated(view) for view in dict.fromkeys(one.rows.view for one in dated)]
    for of_unit in (False, True):
        found += [rows(one, of_unit=of_unit) for one in MEASURES.values()]
        found += [total(one, of_unit=of_unit) for one in MEASURES.values()]
        found += [undated_rows(one, of_unit=of_unit) for one in dated]
    return tuple(found)
