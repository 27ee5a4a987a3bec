"""The fold of a perspective and every measure, as unbound Ibis expressions.

A small subset on purpose (filter, join, select, mutate, coalesce, ifelse, row_number, the one
value of a table of one row), so that the same expressions run equal on every engine. The days
asked about stand in such a table: an expression is the same for every question, and is built and
written as SQL once in a process. Ibis is loaded when this module is.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import ibis

from canbo.engine.facts import Scale
from canbo.engine.facts.snapshot import HELD
from canbo.engine.figures.measures import (
    AttendancesOfClasses,
    ClassSelection,
    Counting,
    Measure,
    PeopleInClasses,
    ShareOfHolders,
)
from canbo.engine.figures.tables import ASKED, LAW, RECORDS, SCOPE, STATE

Expression = Any  # Ibis ships no types that strict checking could follow


def table(name: str) -> Expression:
    """Name an input or state table, unbound."""
    for group in (RECORDS, LAW, SCOPE, ASKED, STATE):
        if name in group:
            return ibis.table(dict(group[name]), name=name)
    raise KeyError(name)


def _asked(column: str) -> Expression:
    """The day or instant that is asked about."""
    return table("asked")[column].as_scalar()


# --- the fold -----------------------------------------------------------------------------------


def _known(facts: Expression) -> Expression:
    instant = _asked("known_at")
    voided_later = facts.voided_at.isnull() | (facts.voided_at > instant)
    return facts.filter(facts.recorded_at <= instant, voided_later)


def _state(name: str) -> Expression:
    """Keep the facts known then that surely held on the day: `timeline.fold`, in columns.

    Where the surely held days are none (from 5/2008 to 5/2008), the widest reading decides.
    """
    facts = _known(table(name))
    first = ibis.coalesce(facts.begins_latest, facts.known_by)
    widest = ibis.coalesce(facts.begins_earliest, facts.known_by)
    none_sure = (first > facts.ends_earliest).fill_null(False)
    dated = facts.mutate(
        held_from=ibis.ifelse(none_sure, widest, first),
        held_to=ibis.ifelse(none_sure, facts.ends_latest, facts.ends_earliest),
    )
    day = _asked("as_of")
    return dated.filter(
        dated.held_from.isnull() | (dated.held_from <= day),
        dated.held_to.isnull() | (dated.held_to >= day),
    )


@cache
def fold() -> Mapping[str, Expression]:
    """Fold every history into the state tables of one perspective, by table name."""
    return MappingProxyType(
        {
            "placed": _placed(),
            "held": _held(),
            "attained": _attained(),
            "attended": _attended(),
        }
    )


def _placed() -> Expression:
    return _state("unit_placements").select(*STATE["placed"])


def _held() -> Expression:
    facts, posts = _state("tenures"), _posts()
    return facts.join(posts, facts.post == posts.id).select(*STATE["held"])


def _posts() -> Expression:
    """The posts as their profiles say that they are on the day; the others as registered."""
    posts = table("posts")
    profiles = _state("post_profiles").select(
        profiled="post", profiled_class="post_class", profiled_level="level"
    )
    return posts.left_join(profiles, posts.id == profiles.profiled).select(
        id=posts.id,
        unit=posts.unit,
        post_class=ibis.coalesce(profiles.profiled_class, posts.post_class),
        level=ibis.coalesce(profiles.profiled_level, posts.level),
    )


def _attained() -> Expression:
    facts, levels = _state("attainments"), table("levels")
    own = facts.filter(facts.state.isin(sorted(HELD)))
    joined = own.join(levels, [own.scale == levels.scale, own.level == levels.code])
    return joined.select(*STATE["attained"])


def _attended() -> Expression:
    facts = _known(table("attendances"))
    classes, courses = table("classes"), table("courses")
    spans = classes.left_join(courses, classes.course == courses.code).select(
        training_class=classes.id,
        class_name=classes.name,
        kind=classes.kind,
        gives=courses.gives,
        first_day=ibis.coalesce(classes.begins_earliest, classes.ends_earliest),
        last_day=ibis.coalesce(classes.ends_latest, classes.begins_latest),
    )
    return facts.join(spans, "training_class").select(*STATE["attended"])


# --- the measures -------------------------------------------------------------------------------


def measure_rows(measure: Measure, ranks: Mapping[str, int], *, of_unit: bool) -> Expression:
    """Build the rows that a measure counts: fact, person, met, detail, source; by person, fact.

    `ranks` gives the rank of each level code; an unknown level raises KeyError. `of_unit`: only
    people of the units in scope count.
    """
    counts = measure.counts
    needed = ranks[counts.at_least] if isinstance(counts, ShareOfHolders) else None
    return _measure_rows(counts, needed, of_unit)


@cache
def _measure_rows(counts: Counting, needed: int | None, of_unit: bool) -> Expression:
    if isinstance(counts, PeopleInClasses):
        rows = _first(_sittings(counts.classes, of_unit), ["person"])
    elif isinstance(counts, AttendancesOfClasses):
        rows = _first(_sittings(counts.classes, of_unit), ["person", "training_class"])
    else:
        return _share_rows(counts, needed, of_unit).order_by("person", "fact")
    shaped = rows.select(
        fact=rows.key,
        person=rows.person,
        met=ibis.literal(None, type="boolean"),
        detail=rows.class_name,
        source=rows.source,
    )
    return shaped.order_by("person", "fact")


def undated_rows(measure: Measure, *, of_unit: bool) -> Expression | None:
    """Build the attendances that a measure passes over as their class has no date at all.

    None where the measure counts no classes.
    """
    counts = measure.counts
    return None if isinstance(counts, ShareOfHolders) else _undated(counts.classes, of_unit)


@cache
def _undated(selection: ClassSelection, of_unit: bool) -> Expression:
    attended = _selected(selection, of_unit)
    undated = attended.filter(attended.first_day.isnull())
    return _first(undated, ["person", "training_class"]).select("key")


def _sittings(selection: ClassSelection, of_unit: bool) -> Expression:
    """Keep the attendances of selected classes whose span touches the window."""
    attended = _selected(selection, of_unit)
    return attended.filter(
        attended.first_day <= _asked("last_day"), attended.last_day >= _asked("first_day")
    )


def _selected(selection: ClassSelection, of_unit: bool) -> Expression:
    attended = table("attended")
    conditions = [attended.outcome.isin(sorted(selection.outcomes))]
    if selection.kind is not None:
        conditions.append(attended.kind == selection.kind.value)
    if selection.gives:
        conditions.append(attended.gives == selection.gives)
    rows = attended.filter(*conditions)
    if not of_unit:
        return rows
    return rows.semi_join(_in_scope(table("held")), "person")


def _in_scope(held: Expression) -> Expression:
    return held.semi_join(table("scope"), "unit")


def _first(rows: Expression, group: list[str]) -> Expression:
    """Keep the first row of each group: by class begin where there is one, then by key.

    Never by the moment of recording: a fact that an undo puts back has a new one.
    """
    order = [name for name in ("first_day", "key") if name in rows.columns]
    place = ibis.row_number().over(ibis.window(group_by=group, order_by=order))
    placed = rows.mutate(place=place)
    return placed.filter(placed.place == 0)


def _share_rows(counts: ShareOfHolders, needed: int | None, of_unit: bool) -> Expression:
    held = table("held")
    holders = held.filter(
        held.post_class.isin(sorted(counts.post_classes)), held.level == counts.level.value
    )
    if of_unit:
        holders = _in_scope(holders)
    base = _first(holders, ["person"]).select("key", "person", "source")
    best = _best(counts.scale)
    return base.left_join(best, base.person == best.holder).select(
        fact=base.key,
        person=base.person,
        met=best.rank >= needed,
        detail=ibis.coalesce(best.code, ""),
        source=base.source,
    )


def _best(scale: Scale) -> Expression:
    attained = table("attained")
    own = attained.filter(attained.scale == scale.value)
    order = [own["rank"].desc(), own.key]
    placed = own.mutate(
        place=ibis.row_number().over(ibis.window(group_by="person", order_by=order))
    )
    best = placed.filter(placed.place == 0)
    return best.select(holder=best.person, code=best.level, rank=best["rank"])
