"""Every measure as an unbound Ibis expression: its rows and what is asked about them."""

from __future__ import annotations

from functools import cache

import ibis

from canbo.engine.figures.algebra import (
    Also,
    Condition,
    Level,
    Not,
    Promoted,
    Rows,
    Split,
    Touches,
)
from canbo.engine.figures.conditions import (
    aged,
    answer,
    augmented,
    select,
    with_level,
    with_pension,
    with_person,
)
from canbo.engine.figures.folding import Expression, as_number, asked, table
from canbo.engine.figures.measures import IN_EVERY_ROW, Measure

# What tells a row apart from others of its view.
DETAIL = {
    "attended": "class_name", "rated": "level", "units_rated": "level", "retired": "kind",
    "disciplined": "form", "awarded": "award", "away": "kind", "ranked": "rank",
    "complied": "answer", "budgets": "payer",
}  # fmt: skip
TITLE = "title"


@cache
def measure_rows(measure: Measure, *, of_unit: bool) -> Expression:
    """Build the rows that a measure counts, by person and fact.

    Columns: fact, person, met, detail, source, part, amount, and the measure's base where it is
    neither the fact nor its person. `of_unit`: only what is of the units in scope counts.
    """
    counted = first_of_each(select(measure.rows, of_unit=of_unit), measure)
    rows = _with_split(augmented(counted, measure.met), measure.split)
    person = rows.person if "person" in rows.columns else ibis.null("uuid")
    shaped = rows.select(
        fact=rows.key,
        person=person,
        met=ibis.null("boolean") if measure.met is None else answer(measure.met, rows),
        detail=_detail(measure, rows),
        source=rows.source,
        part=_part(measure.split, rows),
        amount=rows[measure.amount] if measure.amount else ibis.null("int64"),
        **({} if measure.base in IN_EVERY_ROW else {"base": rows[measure.base]}),
    )
    return shaped.order_by("person", "fact")


@cache
def total(measure: Measure, *, of_unit: bool) -> Expression:
    """Build what a measure's rows come to, one row: number, met, missing, amount."""
    rows = measure_rows(measure, of_unit=of_unit)
    yes = ibis.ifelse(rows.met.fill_null(False), 1, 0)
    return rows.aggregate(
        number=rows.count(),
        met=yes.sum(),
        missing=rows.met.isnull().sum(),
        amount=rows.amount.sum(),
    )


def first_of_each(rows: Expression, measure: Measure) -> Expression:
    """Keep one row of each group that counts once.

    Never by the moment of recording: a fact that an undo puts back has a new one.
    """
    if measure.once == ("key",):
        return rows
    return first_of(rows, list(measure.once))


def first_of(rows: Expression, group: list[str]) -> Expression:
    """Keep the first of each group: what weighs most, the highest post, the earliest class."""
    order = [rows.key]
    if "weight" in rows.columns:
        order = [rows.weight.desc(), rows.key]
    elif "place" in rows.columns:
        order = [ibis.coalesce(rows.place, -1).desc(), rows.key]
    elif "training_class" in rows.columns:
        order = [rows.first_day, rows.key]
    turn = ibis.row_number().over(ibis.window(group_by=group, order_by=order))
    placed = rows.mutate(turn=turn)
    return placed.filter(placed.turn == 0).drop("turn")


def _detail(measure: Measure, rows: Expression) -> Expression:
    if isinstance(measure.met, Level):
        return ibis.coalesce(rows[f"level_{measure.met.scale.value}"], "")
    return ibis.coalesce(rows[DETAIL.get(measure.rows.view, TITLE)], "")


def _with_split(rows: Expression, split: Split | None) -> Expression:
    if split is None or split.column in rows.columns:
        return rows
    if split.scale is not None:
        return with_level(rows, split.scale)
    if split.column == "pension_month":
        return with_pension(rows)
    return with_person(rows)


def _part(split: Split | None, rows: Expression) -> Expression:
    """Into which group a row falls, "" where nobody wrote it down."""
    if split is None:
        return ibis.literal("")
    if split.scale is not None:
        return ibis.coalesce(rows[f"level_{split.scale.value}"], "")
    if split.bands is not None:
        return _band(split, rows)
    return ibis.coalesce(rows[split.column].cast("string"), "")


def _band(split: Split, rows: Expression) -> Expression:
    day, part = as_number(asked("as_of")), ibis.literal("")
    for least, most in split.bands.of if split.bands else ():
        inside = aged(rows, least, most, day).fill_null(False)
        part = ibis.ifelse(inside, f"{least or ''}-{most or ''}", part)
    return part


@cache
def undated(view: str) -> Expression:
    """Build the rows of a view of which nobody wrote down when they were: one is enough."""
    rows = table(view)
    return rows.filter(rows.first_day.isnull() | rows.last_day.isnull()).select("key").limit(1)


@cache
def undated_rows(measure: Measure, *, of_unit: bool) -> Expression:
    """Build the rows that a measure passes over as nobody wrote down when they were."""
    where = measure.rows.where
    others = tuple(one for one in where if not isinstance(one, Touches))
    rows = select(Rows(measure.rows.view, others), of_unit=of_unit)
    without = rows.filter(rows.first_day.isnull() | rows.last_day.isnull())
    return first_of_each(without, measure).select("key")


@cache
def near_rows(measure: Measure, place: int, *, of_unit: bool) -> Expression:
    """Build the rows that only the condition at a place keeps out.

    Columns: fact, person, detail, source, first_day, last_day, and whether the condition is known
    not to be met (null: nothing is known).
    """
    where = measure.rows.where
    condition, others = where[place], (*where[:place], *where[place + 1 :])
    rows = select(Rows(measure.rows.view, others), of_unit=of_unit)
    if _is_of_other_rows(condition):
        kept = select(Rows(measure.rows.view, (*others, condition)), of_unit=of_unit)
        near = rows.anti_join(kept, "key").mutate(known=False)
    else:
        rows = augmented(rows, condition)
        near = rows.mutate(known=answer(condition, rows))
        near = near.filter(near.known.isnull() | ~near.known)
    dated = "first_day" in near.columns
    return near.select(
        fact=near.key,
        person=near.person if "person" in near.columns else ibis.null("uuid"),
        detail=ibis.coalesce(near[DETAIL.get(measure.rows.view, TITLE)], ""),
        source=near.source,
        first_day=near.first_day if dated else ibis.null("date"),
        last_day=near.last_day if dated else ibis.null("date"),
        known=near.known,
    ).order_by("fact")


def _is_of_other_rows(condition: Condition) -> bool:
    inner = condition.of if isinstance(condition, Not) else condition
    return isinstance(inner, Also | Promoted)


@cache
def subjects(measure: Measure) -> Expression:
    """Of whom or what a measure's rows are, with the unit in which they count: subject, unit.

    The subject is the person, or the fact where each fact counts by itself.
    """
    rows = select(measure.rows, of_unit=False)
    subject = "key" if measure.once == ("key",) and "unit" in rows.columns else "person"
    if "unit" in rows.columns:
        return rows.select(subject=rows[subject], unit=rows.unit).distinct()
    held = table("held").select(subject="person", unit="unit")
    return held.distinct()


def cross(measure: Measure, splits: tuple[Split, ...]) -> Expression:
    """Build a table of a measure by several splits at once: part_0, part_1 … and number."""
    rows = first_of_each(select(measure.rows, of_unit=False), measure)
    for split in splits:
        rows = _with_split(rows, split)
    names = [f"part_{place}" for place in range(len(splits))]
    parts = {name: _part(split, rows) for name, split in zip(names, splits, strict=True)}
    marked = rows.select(**parts)
    return marked.group_by(names).aggregate(number=marked.count()).order_by(names)
