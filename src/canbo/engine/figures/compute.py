"""Compute figures: fold the histories once for a perspective, run each measure over the state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC
from typing import Any, Protocol
from uuid import UUID

from canbo.engine.figures.definitions import definition
from canbo.engine.figures.measures import AttendancesOfClasses, Measure, PeopleInClasses
from canbo.engine.figures.tables import ASKED, LAW, SCOPE
from canbo.engine.figures.units import subtree
from canbo.engine.figures.values import (
    Attendances,
    Base,
    Figure,
    FigureRow,
    Frame,
    People,
    Share,
    Value,
)
from canbo.engine.law import Law

Row = tuple[Any, ...]


class Runner(Protocol):
    """What runs expressions: `canbo.exchange.warehouse` on DuckDB, or another engine."""

    def load(self, name: str, columns: Mapping[str, str], rows: Sequence[Row]) -> None:
        """Offer rows as the input table `name`; column types are Ibis types."""

    def keep(self, name: str, expression: Any) -> None:
        """Run an unbound expression and keep its rows as the table `name`."""

    def rows(self, expression: Any) -> list[Row]:
        """Run an unbound expression and return its rows."""


def compute(
    runner: Runner, *, law: Law, frame: Frame, measures: Iterable[Measure]
) -> tuple[Figure, ...]:
    """Compute the measures over the records tables that `runner` holds already.

    The tables of `tables.RECORDS` must be loaded; those of the law, of what is asked and of the
    subtree are loaded here. The state is folded once, all measures run over it.
    """
    from canbo.engine.figures import expressions

    ranks = {code: level.rank for code, level in law.levels.items()}
    _load_law(runner, law)
    _load_asked(runner, frame)
    for name, expression in expressions.fold().items():
        runner.keep(name, expression)
    _load_scope(runner, frame)
    of_unit, found = frame.unit is not None, []
    for measure in measures:
        rows = runner.rows(expressions.measure_rows(measure, ranks, of_unit=of_unit))
        passed_over = expressions.undated_rows(measure, of_unit=of_unit)
        undated = 0 if passed_over is None else len(runner.rows(passed_over))
        found.append(_figure(measure, rows, definition(measure, frame, law.levels, undated), frame))
    return tuple(found)


def _load_law(runner: Runner, law: Law) -> None:
    levels = [(level.code, level.scale.value, level.rank) for level in law.levels.values()]
    courses = [(course.code, course.field, course.gives) for course in law.courses.values()]
    runner.load("levels", LAW["levels"], levels)
    runner.load("courses", LAW["courses"], courses)


def _load_asked(runner: Runner, frame: Frame) -> None:
    window = frame.window
    row = (frame.as_of, frame.known_at.astimezone(UTC), window.first, window.last)
    runner.load("asked", ASKED["asked"], [row])


def _load_scope(runner: Runner, frame: Frame) -> None:
    from canbo.engine.figures.expressions import table

    units: frozenset[UUID] = frame.scope or frozenset()
    if frame.unit is not None and frame.scope is None:
        pairs = runner.rows(table("placed"))
        units = subtree(
            frame.unit, ((UUID(one), UUID(parent) if parent else None) for one, parent in pairs)
        )
    runner.load("scope", SCOPE["scope"], sorted((str(one),) for one in units))


def _figure(measure: Measure, found: list[Row], words: str, frame: Frame) -> Figure:
    rows = tuple(
        FigureRow(UUID(fact), UUID(person), met, detail, source)
        for fact, person, met, detail, source in found
    )
    value = value_of(measure, rows)
    return Figure(
        name=measure.name,
        label=measure.label,
        value=value,
        unit=measure.unit,
        definition=words,
        window=frame.window if measure.of_window else None,
        base=_base(measure, rows),
        missing=sum(row.met is None for row in rows) if isinstance(value, Share) else None,
        rows=rows,
    )


def value_of(measure: Measure, rows: tuple[FigureRow, ...]) -> Value:
    """What a measure comes to over its rows, or over some of them."""
    if isinstance(measure.counts, PeopleInClasses):
        return People(len(rows))
    if isinstance(measure.counts, AttendancesOfClasses):
        return Attendances(len(rows))
    return Share(sum(row.met is True for row in rows), len(rows))


def _base(measure: Measure, rows: tuple[FigureRow, ...]) -> Base | None:
    return (
        Base(measure.base_label, len({row.person for row in rows})) if measure.base_label else None
    )
