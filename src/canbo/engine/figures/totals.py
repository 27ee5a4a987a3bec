"""Every measure for all units at once, each unit with all below it.

What counts once counts once in every unit that it is in, as the figure of that unit says. A group
of which there is one row only counts in the row's unit, and the sums of units go up to those above
them; where one row of several must be chosen, the rows are spread over all units above first.
"""

from __future__ import annotations

import ibis

from canbo.engine.figures.algebra import Also, Condition, Not, Rows
from canbo.engine.figures.conditions import answer, augmented, select
from canbo.engine.figures.expressions import first_of
from canbo.engine.figures.folding import Expression, beside, table
from canbo.engine.figures.measures import EACH, Measure

_COUNTED = ("met", "amount")  # of a row, where the measure asks for them
# by which of several rows one is chosen (`first_of`), and where they are
_CHOOSING = ("key", "weight", "place", "training_class", "first_day", "unit", "top")


def unit_totals(measure: Measure) -> Expression:
    """Build a measure's number for every unit with all below it: unit, number, met, amount."""
    if any(_here(one) for one in measure.rows.where):
        told = _one_of_each(_marked(_as_asked_here(measure.rows), measure), measure)
    else:
        told = _added_up(_marked(_with_units(measure.rows), measure), measure)
    none = ibis.literal(0, "int64")
    sums = {"number": told.number.sum()} | {
        name: told[name].sum() if name in told.columns else none for name in ("met", "amount")
    }
    return told.group_by("top").aggregate(**sums).select("top", "number", "met", "amount")


def _added_up(rows: Expression, measure: Measure) -> Expression:
    """What each unit and all above it are told of: top, number and what else is counted."""
    if measure.once == EACH and "unit" in table(measure.rows.view).columns:
        return _of_units(rows)
    once = list(measure.once)
    counted = {name: rows[name].max() for name in _COUNTED if name in rows.columns}
    groups = rows.group_by(once).aggregate(size=rows.count(), unit=rows.unit.min(), **counted)
    several = groups.filter(groups["size"] > 1).select(once)
    chosen = _spread(rows.semi_join(several, once))
    return _of_units(groups.filter(groups["size"] == 1)).union(_one_of_each(chosen, measure))


def _of_units(rows: Expression) -> Expression:
    told = {name: rows[name].sum() for name in _COUNTED if name in rows.columns}
    sums = rows.group_by("unit").aggregate(number=rows.count(), **told)
    return _spread(sums).select("top", "number", *told)


def _one_of_each(spread: Expression, measure: Measure) -> Expression:
    found = first_of(spread, ["top", *measure.once])
    told = [name for name in _COUNTED if name in found.columns]
    return found.mutate(number=ibis.literal(1, "int64")).select("top", "number", *told)


def _marked(rows: Expression, measure: Measure) -> Expression:
    """What is counted of the rows, no other columns: they are read more than once.

    Nothing by which they group is left null.
    """
    rows = augmented(rows, measure.met)
    counted: dict[str, Expression] = {}
    if measure.met is not None:
        met = answer(measure.met, rows).fill_null(False)
        counted["met"] = ibis.ifelse(met, 1, 0).cast("int64")
    if measure.amount:
        counted["amount"] = rows[measure.amount]
    words = {name for name in measure.once if rows[name].type().is_string()}
    own = [name for name in (*measure.once, *_CHOOSING) if name in rows.columns]
    return rows.select(
        *[name for name in dict.fromkeys(own) if name not in words],
        **{name: rows[name].fill_null("") for name in words},
        **counted,
    )


def _with_units(rows: Rows) -> Expression:
    """The rows with their units: their own, else those in which their people hold posts."""
    found = select(rows, of_unit=False)
    if "unit" in found.columns:
        return found
    if "person" in found.columns:
        return found.join(table("held").select("person", "unit"), "person")
    return found.mutate(unit=ibis.null("uuid"))


def _spread(rows: Expression) -> Expression:
    """The rows in every unit and all above it; a unit that has no place on the day stands alone."""
    above = beside(rows, table("above"), "unit")
    placed = above.mutate(top=ibis.coalesce(above.top, above.unit))
    return placed.filter(placed.top.notnull())


def _as_asked_here(rows: Rows) -> Expression:
    """The rows in every unit and all above it; what is asked "here" is asked there."""
    others = tuple(one for one in rows.where if _here(one) is None)
    found = _spread(_with_units(Rows(rows.view, others)))
    for condition in rows.where:
        also = _here(condition)
        if also is None:
            continue
        there = _as_asked_here(also.rows).select("person", "top")
        keep = found.anti_join if isinstance(condition, Not) else found.semi_join
        found = keep(there, ["person", "top"])
    return found


def _here(condition: Condition) -> Also | None:
    """What the condition asks of the same units, if it does."""
    inner = condition.of if isinstance(condition, Not) else condition
    return inner if isinstance(inner, Also) and inner.here else None
