"""The fold of a perspective and every measure, as unbound Ibis expressions.

A small subset on purpose (filter, join, select, mutate, coalesce, ifelse, row_number), so that
the same expressions run equal on every engine. Ibis is loaded when this module is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from typing import Any

import ibis

from canbo.engine.facts import Scale
from canbo.engine.facts.snapshot import HELD
from canbo.engine.figures.measures import (
    AttendancesOfClasses,
    ClassSelection,
    Measure,
    PeopleInClasses,
    ShareOfHolders,
)
from canbo.engine.figures.tables import LAW, RECORDS, SCOPE, STATE
from canbo.engine.figures.values import Frame

Expression = Any  # Ibis ships no types that strict checking could follow


def table(name: str) -> Expression:
    """Name an input or state table, unbound."""
    for group in (RECORDS, LAW, SCOPE, STATE):
        if name in group:
            return ibis.table(dict(group[name]), name=name)
    raise KeyError(name)


# --- the fold -----------------------------------------------------------------------------------


def _known(facts: Expression, frame: Frame) -> Expression:
    instant = ibis.literal(frame.known_at.astimezone(UTC), type="timestamp('UTC')")
    voided_later = facts.voided_at.isnull() | (facts.voided_at > instant)
    return facts.filter(facts.recorded_at <= instant, voided_later)


def _state(name: str, frame: Frame) -> Expression:
    """Keep the facts known then that surely held on the day: `timeline.fold`, in columns.

    Where the surely held days are none (from 5/2008 to 5/2008), the widest reading decides.
    """
    facts = _known(table(name), frame)
    first = ibis.coalesce(facts.begins_latest, facts.known_by)
    widest = ibis.coalesce(facts.begins_earliest, facts.known_by)
    none_sure = (first > facts.ends_earliest).fill_null(False)
    dated = facts.mutate(
        held_from=ibis.ifelse(none_sure, widest, first),
        held_to=ibis.ifelse(none_sure, facts.ends_latest, facts.ends_earliest),
    )
    day = ibis.literal(frame.as_of)
    return dated.filter(
        dated.held_from.isnull() | (dated.held_from <= day),
        dated.held_to.isnull() | (dated.held_to >= day),
    )


def fold(frame: Frame) -> dict[str, Expression]:
    """Fold every history into the state tables of one perspective, by table name."""
    return {
        "placed": _placed(frame),
        "held": _held(frame),
        "attained": _attained(frame),
        "attended": _attended(frame),
    }


def _placed(frame: Frame) -> Expression:
    return _state("unit_placements", frame).select(*STATE["placed"])


def _held(frame: Frame) -> Expression:
    facts, posts = _state("tenures", frame), _posts(frame)
    return facts.join(posts, facts.post == posts.id).select(*STATE["held"])


def _posts(frame: Frame) -> Expression:
    """The posts as their profiles say that they are on the day; the others as registered."""
    posts = table("posts")
    profiles = _state("post_profiles", frame).select(
        profiled="post", profiled_class="post_class", profiled_level="level"
    )
    return posts.left_join(profiles, posts.id == profiles.profiled).select(
        id=posts.id,
        unit=posts.unit,
        post_class=ibis.coalesce(profiles.profiled_class, posts.post_class),
        level=ibis.coalesce(profiles.profiled_level, posts.level),
    )


def _attained(frame: Frame) -> Expression:
    facts, levels = _state("attainments", frame), table("levels")
    own = facts.filter(facts.state.isin(sorted(HELD)))
    joined = own.join(levels, [own.scale == levels.scale, own.level == levels.code])
    return joined.select(*STATE["attained"])


def _attended(frame: Frame) -> Expression:
    facts = _known(table("attendances"), frame)
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


def measure_rows(measure: Measure, frame: Frame, ranks: Mapping[str, int]) -> Expression:
    """Build the rows that a measure counts: fact, person, met, detail, source; by person, fact.

    `ranks` gives the rank of each level code; an unknown level raises KeyError.
    """
    counts = measure.counts
    if isinstance(counts, PeopleInClasses):
        rows = _first(_sittings(counts.classes, frame), ["person"])
    elif isinstance(counts, AttendancesOfClasses):
        rows = _first(_sittings(counts.classes, frame), ["person", "training_class"])
    else:
        return _share_rows(counts, frame, ranks[counts.at_least]).order_by("person", "fact")
    shaped = rows.select(
        fact=rows.key,
        person=rows.person,
        met=ibis.literal(None, type="boolean"),
        detail=rows.class_name,
        source=rows.source,
    )
    return shaped.order_by("person", "fact")


def undated_rows(measure: Measure, frame: Frame) -> Expression | None:
    """Build the attendances that a measure passes over as their class has no date at all.

    None where the measure counts no classes.
    """
    counts = measure.counts
    if isinstance(counts, ShareOfHolders):
        return None
    attended = _selected(counts.classes, frame)
    undated = attended.filter(attended.first_day.isnull())
    return _first(undated, ["person", "training_class"]).select("key")


def _sittings(selection: ClassSelection, frame: Frame) -> Expression:
    """Keep the attendances of selected classes whose span touches the window."""
    attended, window = _selected(selection, frame), frame.window
    return attended.filter(
        attended.first_day <= ibis.literal(window.last),
        attended.last_day >= ibis.literal(window.first),
    )


def _selected(selection: ClassSelection, frame: Frame) -> Expression:
    attended = table("attended")
    conditions = [attended.outcome.isin(sorted(selection.outcomes))]
    if selection.kind is not None:
        conditions.append(attended.kind == selection.kind.value)
    if selection.gives:
        conditions.append(attended.gives == selection.gives)
    rows = attended.filter(*conditions)
    if frame.unit is None:
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


def _share_rows(counts: ShareOfHolders, frame: Frame, needed: int) -> Expression:
    held = table("held")
    holders = held.filter(
        held.post_class.isin(sorted(counts.post_classes)), held.level == counts.level.value
    )
    if frame.unit is not None:
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
