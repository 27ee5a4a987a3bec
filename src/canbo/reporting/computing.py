"""Computes figures from the home's records: loads the tables that the measures need, no others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from typing import Any, Self

from canbo.cycle.access import budget_lines
from canbo.engine.figures import Frame, Kind, Measure, by_unit, compute, places_of
from canbo.engine.figures.comparing import Scope, Told, told_of
from canbo.engine.figures.compliance import complied_rows
from canbo.engine.figures.compute import prepare
from canbo.engine.figures.tables import GIVEN, RECORDS
from canbo.engine.figures.views import tables_needed
from canbo.engine.law import Law
from canbo.engine.law.check import check_all
from canbo.engine.timeline import Perspective
from canbo.exchange.warehouse import DuckWarehouse
from canbo.journal.access import last_hash
from canbo.law.figures import load_parameters
from canbo.records import access as records
from canbo.reporting.kept import Computed
from canbo.reporting.rebasing import rebasing, unit_lines


def state_of(measures: Iterable[Measure]) -> str:
    """Tells states of the home apart, as far as these measures read it: money is no fact of the
    records, so that any act may change it."""
    of_plans = any(one.kind is Kind.MONEY for one in measures)
    return last_hash() if of_plans else records.state_mark()


def computing(
    measures: Sequence[Measure], law: Law, frame: Frame, rebase_to: date | None
) -> tuple[Computed, ...]:
    """Compute figures of the whole home, before anybody's rights are applied."""
    perspective = Perspective(frame.as_of, frame.known_at)
    rebased = rebasing(perspective, rebase_to, frame.unit) if rebase_to else None
    if rebased is not None:
        frame = replace(frame, scope=rebased.scope)
    elif frame.unit is not None:
        frame = replace(frame, scope=records.subtree(frame.unit, perspective))
    parameters = load_parameters()
    asked: dict[str, Any] = {"law": law, "measures": measures, "parameters": parameters}
    with DuckWarehouse() as warehouse:
        load_tables(warehouse, measures, law, perspective)
        found = compute(warehouse, frame=frame, by_unit=rebased is not None, **asked)
        if rebased is None:
            return tuple(Computed(one) for one in found)
        whole = replace(frame, unit=None, scope=None)
        of_all = (
            found if frame.unit is None else compute(warehouse, frame=whole, by_unit=True, **asked)
        )
        split = [
            by_unit(one, measure, places_of(warehouse, measure), rebased.groups)
            for one, measure in zip(of_all, measures, strict=True)
        ]
    return tuple(
        Computed(one, unit_lines(groups, rebased, perspective))
        for one, groups in zip(found, split, strict=True)
    )


def load_tables(
    warehouse: DuckWarehouse, measures: Iterable[Measure], law: Law, perspective: Perspective
) -> None:
    """Offer what the measures read: records as columns, and what others compute for some."""
    wanted = tuple(measures)
    load_records(warehouse, wanted)
    load_given(warehouse, wanted, law, perspective)


def load_records(warehouse: DuckWarehouse, measures: Iterable[Measure]) -> None:
    """Offer the records that the measures read: whole histories, the same for every day."""
    wanted = tables_needed(tuple(measures), of_unit=True)
    for name, table in records.arrow_tables(wanted & RECORDS.keys()).items():
        warehouse.load_arrow(name, table)


def load_given(
    warehouse: DuckWarehouse, measures: Iterable[Measure], law: Law, perspective: Perspective
) -> None:
    """Offer what others compute for the measures, as seen from one perspective."""
    for name in tables_needed(tuple(measures), of_unit=True) & GIVEN.keys():
        warehouse.load(name, GIVEN[name], _GIVEN[name](law, perspective))


class Loaded:
    """The records of the home for some measures, read once for all days that are asked.

    Use it as a context manager; nothing is read before the first day.
    """

    def __init__(self, measures: Sequence[Measure], law: Law) -> None:
        self._measures, self._law = measures, law
        self._open = ExitStack()
        self._warehouse: DuckWarehouse | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._open.close()

    def told(self, frame: Frame, scopes: Sequence[Scope]) -> tuple[tuple[Told, ...], ...]:
        """What the measures come to for each scope, the day's state folded once."""
        if self._warehouse is None:
            self._warehouse = self._open.enter_context(DuckWarehouse())
            load_records(self._warehouse, self._measures)
        perspective = Perspective(frame.as_of, frame.known_at)
        load_given(self._warehouse, self._measures, self._law, perspective)
        prepare(
            self._warehouse, law=self._law, frame=frame, measures=self._measures,
            parameters=load_parameters(), by_unit=True,
        )  # fmt: skip
        return told_of(self._warehouse, self._measures, scopes)


def _complied(law: Law, perspective: Perspective) -> list[tuple[Any, ...]]:
    snapshot = records.read_judged()
    told = replace(snapshot, posts=snapshot.posts_on(perspective))
    return complied_rows(check_all(told, law, perspective), told, perspective)


def _budgets(_law: Law, perspective: Perspective) -> list[tuple[Any, ...]]:
    return [
        (one.key, one.payer, one.year, one.amount, date(one.year, 1, 1), date(one.year, 12, 31),
         one.source)
        for one in budget_lines(perspective.known_at)
    ]  # fmt: skip


_GIVEN: Mapping[str, Any] = {"complied": _complied, "budgets": _budgets}
