"""Yearly ratings of units and Party bodies: one of each series and year."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from canbo.engine.facts import RatingSeries, UnitRating
from canbo.engine.timeline import PartialDate, Validity
from canbo.exchange.workbooks.reading import Problem
from canbo.exchange.workbooks.statements import RatingReading, Statement
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.sources import outranks, source_of, words_of
from canbo.records.operations.intake.state import State
from canbo.records.operations.intake.weighing import conflict

Heading = tuple[Statement, PartialDate | None, date]  # the statement, the year and day of the list


def state_unit_rating(state: State, plan: Plan, unit: UUID, heading: Heading) -> None:
    """Plan what a list says of a unit: new, known already, or against what stands."""
    statement, year, _day = heading
    cell = statement.cell
    begins = statement.begins or year
    if not isinstance(statement, RatingReading) or begins is None:
        sheet, address = (cell.sheet, cell.address) if cell else ("", "")
        code = "rating_without_year" if begins is None else "statement_not_of_units"
        plan.list_cell(cell, Problem(sheet, address, code, statement.as_written))
        return
    drafted = plan.draft(
        UnitRating, cell, Validity(begins, statement.ends or begins),
        source=source_of(plan, cell, statement.decision), unit=unit,
        series=_of_units(statement.series), level=statement.level, as_written=words_of(statement),
    )  # fmt: skip
    known = state.unit_ratings.setdefault(unit, [])
    same = next((one for one in known if _is_same(one, drafted)), None)
    if same is None:
        known.append(plan.store(drafted))
    elif same.level == drafted.level:
        plan.restate(same, cell)
    elif outranks(drafted.source, same.source):
        changed = plan.change(same, cell, source=drafted.source, level=drafted.level)
        known[known.index(same)] = changed
    else:
        plan.list_cell(cell, conflict(cell, found=drafted.level, stored=same.level))


def _of_units(series: RatingSeries) -> RatingSeries:
    """A list of units rates units, whatever the words of its heading."""
    return RatingSeries.UNIT if series is RatingSeries.OFFICIAL else series


def _is_same(one: UnitRating, other: UnitRating) -> bool:
    same_days = one.validity.certain == other.validity.certain
    return one.series is other.series and same_days
