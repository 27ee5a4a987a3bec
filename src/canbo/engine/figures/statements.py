"""What a runner is asked to run: an expression that is built only when it is run.

Ibis takes half a second to load, so it is loaded with the first statement, not with the register.
Expressions are the same for every question; `expressions` and `folding` build each once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from canbo.engine.figures.algebra import Split
from canbo.engine.figures.measures import Measure

Statement = Callable[[], Any]  # gives an unbound Ibis expression


def fold(view: str) -> Statement:
    """The statement that makes a view."""

    def build() -> Any:
        from canbo.engine.figures import folding

        return folding.fold(view)

    return build


def rows(measure: Measure, *, of_unit: bool) -> Statement:
    """The statement that finds a measure's rows."""

    def build() -> Any:
        from canbo.engine.figures import expressions

        return expressions.measure_rows(measure, of_unit=of_unit)

    return build


def undated(view: str) -> Statement:
    """The statement that tells whether a view has rows without a day."""

    def build() -> Any:
        from canbo.engine.figures import expressions

        return expressions.undated(view)

    return build


def undated_rows(measure: Measure, *, of_unit: bool) -> Statement:
    """The statement that finds what a measure passes over as it has no day."""

    def build() -> Any:
        from canbo.engine.figures import expressions

        return expressions.undated_rows(measure, of_unit=of_unit)

    return build


def near_rows(measure: Measure, place: int, *, of_unit: bool) -> Statement:
    """The statement that finds who would be counted without one of the conditions."""

    def build() -> Any:
        from canbo.engine.figures import expressions

        return expressions.near_rows(measure, place, of_unit=of_unit)

    return build


def subjects(measure: Measure) -> Statement:
    """The statement that tells in which units a measure's rows count."""

    def build() -> Any:
        from canbo.engine.figures import expressions

        return expressions.subjects(measure)

    return build


def cross(measure: Measure, *splits: Split) -> Statement:
    """The statement that makes a table of a measure by several splits."""

    def build() -> Any:
        from canbo.engine.figures import expressions

        return expressions.cross(measure, splits)

    return build


def unit_totals(measure: Measure) -> Statement:
    """The statement that counts a measure for every unit."""

    def build() -> Any:
        from canbo.engine.figures import expressions

        return expressions.unit_totals(measure)

    return build


def columns(view: str, *names: str, different: bool = False) -> Statement:
    """The statement that reads columns of a view or an input table."""

    def build() -> Any:
        from canbo.engine.figures.folding import table

        read = table(view).select(*names)
        return read.distinct() if different else read

    return build
