"""Compute figures: fold the histories once for a perspective, run each measure over the state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, timedelta
from typing import Any, Protocol
from uuid import UUID

from canbo.engine.figures import statements
from canbo.engine.figures.definitions import definition
from canbo.engine.figures.measures import IN_EVERY_ROW, Measure
from canbo.engine.figures.parameters import Parameters
from canbo.engine.figures.statements import Statement
from canbo.engine.figures.tables import ASKED, LAW, SCOPE
from canbo.engine.figures.units import ancestry, subtree
from canbo.engine.figures.values import (
    Acts,
    Attendances,
    Base,
    Figure,
    FigureRow,
    Frame,
    Kind,
    Money,
    Part,
    People,
    Share,
    Value,
)
from canbo.engine.figures.views import views_needed
from canbo.engine.law import Law

Row = tuple[Any, ...]
_DAY = timedelta(days=1)
_NEVER = 9999 * 12  # in months


class Runner(Protocol):
    """What runs expressions: `canbo.exchange.warehouse` on DuckDB, or another engine."""

    def load(self, name: str, columns: Mapping[str, str], rows: Sequence[Row]) -> None:
        """Offer rows as the input table `name`; column types are Ibis types."""

    def keep(self, name: str, statement: Statement) -> None:
        """Run a statement and keep its rows as the table `name`."""

    def rows(self, statement: Statement) -> list[Row]:
        """Run a statement and return its rows."""


def compute(
    runner: Runner,
    *,
    law: Law,
    frame: Frame,
    measures: Iterable[Measure],
    parameters: Parameters | None = None,
    by_unit: bool = False,
) -> tuple[Figure, ...]:
    """Compute the measures over the input tables that `runner` holds already.

    Those of `tables_needed` must be loaded; those of the law, of what is asked and of the subtree
    are loaded here. The state is folded once, all measures run over it. `by_unit`: it will be asked
    in which units the rows count.
    """
    wanted = tuple(measures)
    prepare(
        runner, law=law, frame=frame, measures=wanted, parameters=parameters, by_unit=by_unit
    )  # fmt: skip
    of_unit, found = frame.unit is not None, []
    undated = _undated_views(runner, wanted)
    for measure in wanted:
        rows = runner.rows(statements.rows(measure, of_unit=of_unit))
        passed_over = 0
        if measure.is_dated and measure.rows.view in undated:
            passed_over = len(runner.rows(statements.undated_rows(measure, of_unit=of_unit)))
        words = definition(measure, frame, law, passed_over)
        found.append(_figure(measure, rows, words, frame))
    return tuple(found)


def _undated_views(runner: Runner, measures: Iterable[Measure]) -> set[str]:
    dated = {measure.rows.view for measure in measures if measure.is_dated}
    return {view for view in dated if runner.rows(statements.undated(view))}


def prepare(
    runner: Runner,
    *,
    law: Law,
    frame: Frame,
    measures: Sequence[Measure],
    parameters: Parameters | None = None,
    by_unit: bool = False,
) -> None:
    """Load what is asked and the law, and fold the views that the measures read."""
    given = parameters or Parameters()
    _load_law(runner, law, given, frame.as_of)
    _load_asked(runner, frame)
    wanted = views_needed(measures, of_unit=by_unit or frame.unit is not None)
    if "attended" in wanted:
        _load_institutions(runner, given)
    for name in wanted:
        runner.keep(name, statements.fold(name))
    _load_scope(runner, frame)


def totals(runner: Runner, measures: Iterable[Measure]) -> dict[str, dict[UUID, Row]]:
    """Every measure for every unit with all below it: by name and unit (number, met, amount).

    The views must be folded: `prepare` with `by_unit`.
    """
    runner.load("above", SCOPE["above"], ancestry(runner.rows(statements.PAIRS)))
    return {
        measure.name: {row[0]: row[1:] for row in runner.rows(statements.of_units(measure))}
        for measure in measures
    }


def _load_law(runner: Runner, law: Law, given: Parameters, day: date) -> None:
    levels = [(level.code, level.scale.value, level.rank) for level in law.levels.values()]
    courses = [(course.code, course.field, course.gives) for course in law.courses.values()]
    keys = law.key_posts(day)
    titles = [
        (post.code, given.place.get(post.code), _word(post.code in keys),
         _word(post.is_head or post.is_deputy), given.side.get(post.code))
        for post in law.posts.values()
    ]  # fmt: skip
    fitting = [(title, field) for title, fields in given.fields.items() for field in fields]
    pension = [
        (rule.sex.value, _month(rule.born.begins, 0), _month(rule.born.ends, _NEVER) - 1, rule.age)
        for rule in law.retirement
        if day in rule.in_force
    ]
    tables: dict[str, list[Row]] = {
        "levels": levels, "courses": courses, "titles": titles, "fitting": fitting,
        "pension": pension,
    }  # fmt: skip
    for name, rows in tables.items():
        runner.load(name, LAW[name], rows)


def _word(answer: bool) -> str:
    return "yes" if answer else "no"


def _month(day: date | None, otherwise: int) -> int:
    return otherwise if day is None else day.year * 12 + day.month - 1


def _load_asked(runner: Runner, frame: Frame) -> None:
    window = frame.window
    row = (
        frame.as_of, window.first, window.last, window.first - _DAY,
        frame.known_at.astimezone(UTC),
    )  # fmt: skip
    runner.load("asked", ASKED["asked"], [row])


def _load_institutions(runner: Runner, given: Parameters) -> None:
    names = runner.rows(statements.INSTITUTIONS)
    rows = [(name, given.institution_level(name)) for (name,) in names if name]
    runner.load("institutions", LAW["institutions"], rows)


def _load_scope(runner: Runner, frame: Frame) -> None:
    units: frozenset[UUID] = frame.scope or frozenset()
    if frame.unit is not None and frame.scope is None:
        units = subtree(frame.unit, runner.rows(statements.PAIRS))
    load_scope(runner, units)


def load_scope(runner: Runner, units: Iterable[UUID]) -> None:
    """Ask for these units from now on; what is folded stays."""
    runner.load("scope", SCOPE["scope"], sorted((one,) for one in units))


def _figure(measure: Measure, found: list[Row], words: str, frame: Frame) -> Figure:
    own = measure.base not in IN_EVERY_ROW
    rows = tuple(FigureRow(*(row[:-1] if own else row)) for row in found)
    if measure.base == "unit":
        rows = tuple(replace(row, unit=told[-1]) for row, told in zip(rows, found, strict=True))
    value = value_of(measure, rows)
    return Figure(
        name=measure.name,
        label=measure.label,
        value=value,
        unit=measure.unit,
        definition=words,
        window=frame.window if measure.of_window else None,
        base=_base(measure, found),
        missing=sum(row.met is None for row in rows) if isinstance(value, Share) else None,
        rows=rows,
        split=measure.split.label if measure.split else "",
        parts=_parts(measure, rows),
        is_secret=measure.is_secret,
    )


def value_of(measure: Measure, rows: Sequence[FigureRow]) -> Value:
    """What a measure comes to over its rows, or over some of them."""
    if measure.kind is Kind.PEOPLE:
        return People(len(rows))
    if measure.kind is Kind.ATTENDANCES:
        return Attendances(len(rows))
    if measure.kind is Kind.MONEY:
        return Money(sum(row.amount or 0 for row in rows))
    if measure.kind is Kind.ACTS:
        return Acts(len(rows))
    return Share(sum(row.met is True for row in rows), len(rows))


def _base(measure: Measure, found: list[Row]) -> Base | None:
    if not measure.base_label:
        return None
    place = IN_EVERY_ROW.get(measure.base, -1)
    return Base(measure.base_label, len({row[place] for row in found}), measure.base_unit)


def _parts(measure: Measure, rows: tuple[FigureRow, ...]) -> tuple[Part, ...]:
    if measure.split is None:
        return ()
    groups: dict[str, list[FigureRow]] = defaultdict(list)
    for row in rows:
        groups[row.part].append(row)
    return tuple(
        Part(code, value_of(measure, groups[code]), len(groups[code])) for code in sorted(groups)
    )
