"""From a measure's data to the expression that finds its rows: one small function a condition.

A condition is yes, no or unknown for a row. What needs columns of the person (age, sex, level) has
them joined when it is first asked.
"""

from __future__ import annotations

from functools import singledispatch

import ibis

from canbo.engine.facts import Scale, TenureManner
from canbo.engine.figures.algebra import (
    Age,
    Also,
    Among,
    AsksField,
    Condition,
    Ended,
    EndsInWindow,
    Fits,
    Level,
    Not,
    Pension,
    Promoted,
    Rows,
    Stands,
    Touches,
    When,
)
from canbo.engine.figures.folding import Expression, as_number, asked, beside, stands, table
from canbo.engine.figures.views import OF_PERSON

YEAR = 10_000  # one year in a day written as a number


def select(rows: Rows, *, of_unit: bool) -> Expression:
    """The rows of a view that meet every condition; `of_unit`: of the units in scope only."""
    found = table(rows.view)
    if of_unit:
        found = in_scope(found)
    for condition in rows.where:
        found = _keep(found, condition, of_unit)
    return found


def in_scope(rows: Expression) -> Expression:
    """Keep what is of the units in scope: by its own unit, else by the posts of its person."""
    scope = table("scope")
    if "unit" in rows.columns:
        return rows.semi_join(scope, "unit")
    if "person" in rows.columns:
        return rows.semi_join(table("held").semi_join(scope, "unit"), "person")
    return rows


def _keep(rows: Expression, condition: Condition, of_unit: bool) -> Expression:
    if isinstance(condition, Also):
        return rows.semi_join(*_meeting(rows, condition, of_unit))
    if isinstance(condition, Not) and isinstance(condition.of, Also):
        return rows.anti_join(*_meeting(rows, condition.of, of_unit))
    if isinstance(condition, Promoted):
        return rows.semi_join(_promoted(rows, condition), "key")
    rows = augmented(rows, condition)
    return rows.filter(answer(condition, rows))


def _meeting(rows: Expression, condition: Also, of_unit: bool) -> tuple[Expression, str]:
    """Whose other rows lie as asked to a row's days: by person, or by the row where days matter.

    Joined by person and then filtered: no engine finds days between days in a join of its own.
    """
    other = select(condition.rows, of_unit=of_unit and condition.here)
    if condition.when is When.EVER:
        return other.select("person"), "person"
    mine = rows.select("key", "person", since="first_day", until="last_day")
    both = mine.join(other.drop("key"), "person")
    if condition.when is When.STANDS_AT_FIRST_DAY:
        lies = stands(both, both.since)
    elif condition.when is When.LATER:
        lies = (both.first_day > both.until) & (both.first_day <= asked("as_of"))
    else:
        lies = both.last_day < both.until
    return both.filter(lies).select("key").distinct(), "key"


# --- columns of the person ----------------------------------------------------------------------


def augmented(rows: Expression, *conditions: Condition | None) -> Expression:
    """Join what the conditions look at and the view does not have."""
    for condition in conditions:
        if isinstance(condition, Not):
            rows = augmented(rows, condition.of)
        elif isinstance(condition, Level):
            rows = with_level(rows, condition.scale)
        elif isinstance(condition, Age) or _is_of_person(condition, rows):
            rows = with_person(rows)
        elif isinstance(condition, Pension):
            rows = with_pension(rows)
        elif isinstance(condition, Fits):
            rows = _with_fields(rows)
    return rows


def _is_of_person(condition: Condition | None, rows: Expression) -> bool:
    return isinstance(condition, Among) and condition.column not in rows.columns


def with_person(rows: Expression) -> Expression:
    """Join who the person is, once."""
    if "born_first" in rows.columns:
        return rows
    people = table("people").select("person", *OF_PERSON)
    return beside(rows, people, "person")


def with_level(rows: Expression, scale: Scale) -> Expression:
    """Join the person's highest level of a scale, once."""
    rank, level = f"rank_{scale.value}", f"level_{scale.value}"
    if rank in rows.columns:
        return rows
    best = table("best")
    own = best.filter(best.scale == scale.value)
    named = own.select("person", **{rank: own["rank"], level: own.level})
    return beside(rows, named, "person")


def with_pension(rows: Expression) -> Expression:
    """Join the month from which the pension runs, counted from year 0, once."""
    if "pension_month" in rows.columns:
        return rows
    rows = with_person(rows)
    rules = table("pension").select("born_from", "born_to", "months", of_sex="sex")
    dated = rows.mutate(born_month=_month(rows.born_first))
    ruled = dated.left_join(
        rules,
        [
            dated.sex == rules.of_sex,
            dated.born_month >= rules.born_from,
            dated.born_month <= rules.born_to,
        ],
    ).select(*dated.columns, "months")
    return ruled.mutate(pension_month=ruled.born_month + ruled.months + 1)


def _month(day: Expression) -> Expression:
    """Months since year 0 of a day written as a number."""
    year, month = (day / YEAR).floor().cast("int64"), (day / 100).floor().cast("int64") % 100
    return year * 12 + month - 1


def _with_fields(rows: Expression) -> Expression:
    """Join whether a study of the person fits the post, and whether any field is known."""
    studied = table("attained")
    own = studied.filter(studied.scale == Scale.PROFESSIONAL.value, studied.field != "")
    fields = own.select("person", field=own.field.lower())
    fitting = table("fitting").select(title="title", field="field")
    suits = fields.join(fitting, "field").select("person", "title").distinct().mutate(fits=True)
    some = fields.select("person").distinct().mutate(has_field=True)
    return beside(beside(rows, suits, ["person", "title"]), some, "person")


# --- yes, no or unknown -------------------------------------------------------------------------


@singledispatch
def answer(condition: Condition, rows: Expression) -> Expression:
    """Whether the condition holds for each row: yes, no, or null for unknown."""
    raise TypeError(type(condition).__name__)


@answer.register
def _(condition: Among, rows: Expression) -> Expression:
    return rows[condition.column].isin(sorted(condition.values))


@answer.register
def _(condition: Not, rows: Expression) -> Expression:
    return ~answer(condition.of, rows)


@answer.register
def _(condition: AsksField, rows: Expression) -> Expression:
    return rows.title.isin(table("fitting").title)


@answer.register
def _(condition: Fits, rows: Expression) -> Expression:
    unknown = rows.has_field.isnull()
    return ibis.ifelse(unknown, ibis.null("boolean"), rows.fits.fill_null(False))


@answer.register
def _(condition: Level, rows: Expression) -> Expression:
    rank = rows[f"rank_{condition.scale.value}"]
    met = ibis.literal(True)
    if condition.least:
        met = rank >= _rank(condition.scale, condition.least)
    if condition.most:
        met = met & (rank <= _rank(condition.scale, condition.most))
    return met


def _rank(scale: Scale, code: str) -> Expression:
    levels = table("levels")
    own = levels.filter(levels.scale == scale.value, levels.code == code)
    return own.aggregate(needed=own["rank"].max()).needed.as_scalar()


@answer.register
def _(condition: Age, rows: Expression) -> Expression:
    day = as_number(rows.first_day if condition.at_act else asked("as_of"))
    return aged(rows, condition.least, condition.most, day)


def aged(rows: Expression, least: int | None, most: int | None, day: Expression) -> Expression:
    """Whether the person has so many full years on a day; null where the day of birth decides."""
    answers = []
    if least is not None:
        years = least * YEAR
        answers.append(_surely(rows.born_last + years <= day, rows.born_first + years > day))
    if most is not None:
        years = (most + 1) * YEAR
        answers.append(_surely(rows.born_first + years > day, rows.born_last + years <= day))
    met = answers[0]
    for one in answers[1:]:
        met = met & one
    return met


def _surely(yes: Expression, no: Expression) -> Expression:
    return ibis.ifelse(yes, True, ibis.ifelse(no, False, ibis.null("boolean")))


@answer.register
def _(condition: Touches, rows: Expression) -> Expression:
    return (rows.first_day <= asked("last_day")) & (rows.last_day >= asked("first_day"))


@answer.register
def _(condition: Ended, rows: Expression) -> Expression:
    return rows.last_day <= asked("last_day")


@answer.register
def _(condition: EndsInWindow, rows: Expression) -> Expression:
    begun = rows.ends_earliest <= asked("last_day")
    return begun & (rows.ends_latest >= asked("first_day"))


@answer.register
def _(condition: Stands, rows: Expression) -> Expression:
    return stands(rows, asked(condition.on.value))


@answer.register
def _(condition: Pension, rows: Expression) -> Expression:
    now = _month(as_number(asked("as_of")))
    return (rows.pension_month > now) & (rows.pension_month <= now + condition.months)


# --- promotion ----------------------------------------------------------------------------------


def _promoted(rows: Expression, condition: Promoted) -> Expression:
    """The keys of the rows after which their people came to a higher post."""
    posts = table("tenured").filter(lambda t: t.place.notnull())
    mine = rows.select("key", "person", until="last_day")
    held = mine.join(posts.select("person", "place", "held_from", "held_to"), "person")
    before = held.filter(stands(held, held.until))
    highest = before.group_by(["key", "person", "until"]).aggregate(before=before.place.max())
    later = posts.filter(
        posts.act.isnull() | posts.act.isin(sorted(condition.acts)),
        posts.manner != TenureManner.ACTING.value,
        posts.first_day <= asked("as_of"),
    ).select("person", "place", "first_day")
    both = highest.join(later, "person")
    rose = (both.first_day > both.until) & (both.place > both.before)
    if condition.months is not None:
        rose = rose & _within(both.until, both.first_day, condition.months)
    return both.filter(rose).select("key").distinct()


def _within(first: Expression, last: Expression, months: int) -> Expression:
    """Whether a day comes at most so many months after another."""
    between = (last.year() - first.year()) * 12 + last.month() - first.month()
    return (between < months) | ((between == months) & (last.day() <= first.day()))
