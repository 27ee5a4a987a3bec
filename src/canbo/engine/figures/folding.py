"""The fold of a perspective, in columns: each kind of fact as known then and as it held on the day.

Unbound Ibis expressions in a small subset on purpose (filter, join, select, mutate, coalesce,
ifelse, row_number, min and max, the one value of a table of one row), so that the same ones run
equal on every engine. The days asked about stand in such a table: an expression is the same for
every question, and is built and written as SQL once in a process. Ibis is loaded when this module
is.

A *view* is a folded table that measures count rows of. Its columns are `key` and `source` of the
fact, `person` where it is about one, `first_day` and `last_day` (an act's day as far as it is
known, a class's or year's span), `held_from` and `held_to` (the days on which it surely held), and
its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import ibis

from canbo.engine.facts import ParticularKind
from canbo.engine.facts.snapshot import HELD
from canbo.engine.figures.tables import ASKED, GIVEN, LAW, RECORDS, SCOPE

Expression = Any  # Ibis ships no types that strict checking could follow
KINH = "Kinh"  # the majority; every other ethnic group is a minority (dân tộc thiểu số)
_INPUTS = {**RECORDS, **LAW, **GIVEN, **SCOPE, **ASKED}


@cache
def table(name: str) -> Expression:
    """Name an input table or a view, unbound."""
    if name in _INPUTS:
        return ibis.table(dict(_INPUTS[name]), name=name)
    return ibis.table(VIEWS[name]().schema(), name=name)


def asked(column: str) -> Expression:
    """The day or instant that is asked about."""
    return table("asked")[column].as_scalar()


@cache
def fold(name: str) -> Expression:
    """Build the view of that name."""
    return VIEWS[name]()


# --- what was known, what held ------------------------------------------------------------------


def known(name: str) -> Expression:
    """Keep the facts known then, with the days on which they surely held: `Validity.certain`.

    Where the surely held days are none (from 5/2008 to 5/2008), the widest reading decides.
    """
    facts, instant = table(name), asked("known_at")
    voided_later = facts.voided_at.isnull() | (facts.voided_at > instant)
    stood = facts.filter(facts.recorded_at <= instant, voided_later)
    first = ibis.coalesce(stood.begins_latest, stood.known_by)
    widest = ibis.coalesce(stood.begins_earliest, stood.known_by)
    none_sure = (first > stood.ends_earliest).fill_null(False)
    return stood.mutate(
        held_from=ibis.ifelse(none_sure, widest, first),
        held_to=ibis.ifelse(none_sure, stood.ends_latest, stood.ends_earliest),
        first_day=stood.begins_earliest,
        last_day=stood.begins_latest,
    )


def stands(facts: Expression, day: Expression) -> Expression:
    """Whether a fact surely holds on a day."""
    since = facts.held_from.isnull() | (facts.held_from <= day)
    return since & (facts.held_to.isnull() | (facts.held_to >= day))


def state(name: str) -> Expression:
    """Keep the facts known then that surely held on the day: `timeline.fold`, in columns."""
    facts = known(name)
    return facts.filter(stands(facts, asked("as_of")))


_SHARED = ("key", "person", "first_day", "last_day", "held_from", "held_to", "source")
_SEAT = ("unit", "title", "post_class", "level", "managed_by", "place", "key_post", "leader",
         "side")  # fmt: skip


def beside(left: Expression, right: Expression, on: str | list[str]) -> Expression:
    """Join what is known of a row in another table, whose columns are new but for those of `on`."""
    new = [name for name in right.columns if name not in left.columns]
    # selected at once: Ibis loses its way in what is computed on a join
    return left.left_join(right, on).select(*left.columns, *new)


# --- who holds what -----------------------------------------------------------------------------


def _placed() -> Expression:
    return state("unit_placements").select("key", "unit", "parent", "level", "area", "grade")


def _seats() -> Expression:
    """The posts as their profiles say that they are on the day; the others as registered."""
    profiles = state("post_profiles").select(
        id="post", own_title="title", own_class="post_class", own_level="level",
        own_manager="managed_by", profiled=ibis.literal(True),
    )  # fmt: skip
    titles = table("titles").select(
        title="code", place="place", key_post="key", leader="leader", side="side"
    )
    joined = beside(table("posts"), profiles, "id")
    without = joined.profiled.isnull()
    now = joined.select(
        post=joined.id,
        unit=joined.unit,
        title=ibis.coalesce(joined.own_title, joined.title),
        post_class=ibis.coalesce(joined.own_class, joined.post_class),
        level=ibis.coalesce(joined.own_level, joined.level),
        managed_by=ibis.ifelse(without, joined.managed_by, joined.own_manager),
    )
    return beside(now, titles, "title").select("post", *_SEAT)


def _with_seat(facts: Expression, *own: str) -> Expression:
    return facts.join(table("seats"), "post").select(*_SHARED, "post", *_SEAT, *own)


def _held() -> Expression:
    return _with_seat(state("tenures"), "manner", "act")


def _tenured() -> Expression:
    return _with_seat(known("tenures"), "manner", "act", "ends_earliest", "ends_latest")


def _terms() -> Expression:
    """The terms as what was known of them says; `over`: their last possible day."""
    registered = table("terms").select("body", "ordinal", term="id", over="ends_latest")
    profiles = known("term_profiles").select(
        "term", own_ordinal="ordinal", own_over="ends_latest", told=ibis.literal(True)
    )
    joined = beside(registered, profiles, "term")
    return joined.mutate(
        ordinal=ibis.coalesce(joined.own_ordinal, joined.ordinal),
        over=ibis.ifelse(joined.told.isnull(), joined.over, joined.own_over),
    )


def _pooled() -> Expression:
    """Entries into the pool; an entry for a term stands until the term is over at the latest."""
    terms = _terms().select("term", "ordinal", "over")
    facts = beside(known("pool_entries"), terms, "term")
    ends = ibis.coalesce(facts.held_to, facts.over)
    earlier = (facts.over < ends).fill_null(False)
    until = facts.mutate(held_to=ibis.ifelse(earlier, facts.over, ends))
    return _with_seat(until, "exit_reason", "ordinal")


def _planned() -> Expression:
    entries = table("pooled")
    return entries.filter(stands(entries, asked("as_of")))


# --- who people are -----------------------------------------------------------------------------


def _people() -> Expression:
    """One row a person of whom anything is said; what is said in two ways is not known."""
    facts = known("particulars")
    return (
        facts.group_by("person")
        .aggregate(
            sex=_only(facts, ParticularKind.SEX),
            ethnic=_only(facts, ParticularKind.ETHNIC_GROUP),
            party_since=_of(facts, ParticularKind.PARTY_DATE, facts.value_earliest).min(),
            earliest=_of(facts, ParticularKind.BIRTH, facts.value_earliest).max(),
            latest=_of(facts, ParticularKind.BIRTH, facts.value_latest).min(),
            widest=_of(facts, ParticularKind.BIRTH, facts.value_earliest).min(),
            widest_to=_of(facts, ParticularKind.BIRTH, facts.value_latest).max(),
        )
        .pipe(_told)
    )


def _of(facts: Expression, kind: ParticularKind, value: Expression) -> Expression:
    return ibis.ifelse(facts.kind == kind.value, value, ibis.null(value.type()))


def _only(facts: Expression, kind: ParticularKind) -> Expression:
    value = _of(facts, kind, facts.value)
    return ibis.ifelse(value.min() == value.max(), value.min(), ibis.null("string"))


def _told(people: Expression) -> Expression:
    """Statements of birth that agree narrow each other; of others any may be true."""
    contradict = people.earliest > people.latest
    minority = ibis.ifelse(people.ethnic == KINH, "no", "yes")
    in_party = (people.party_since <= asked("as_of")).fill_null(False)
    return people.select(
        "person",
        "sex",
        "ethnic",
        minority=ibis.ifelse(people.ethnic.isnull(), ibis.null("string"), minority),
        party=ibis.ifelse(in_party, "yes", "no"),
        born_first=_number(ibis.ifelse(contradict, people.widest, people.earliest)),
        born_last=_number(ibis.ifelse(contradict, people.widest_to, people.latest)),
    )


def _number(day: Expression) -> Expression:
    """A day as a number, 2011-07-31 as 20110731: years can be added to it."""
    return (day.year() * 10000 + day.month() * 100 + day.day()).cast("int64")


def as_number(day: Expression) -> Expression:
    """The same of a day that is asked about."""
    return _number(day)


def _attained() -> Expression:
    facts = state("attainments")
    levels = table("levels").select(level="code", scale="scale", rank="rank")
    joined = facts.filter(facts.state.isin(sorted(HELD))).join(levels, ["scale", "level"])
    return joined.select(*_SHARED, "scale", "level", "rank", "field", "mode", "school")


def _best() -> Expression:
    """Each person's highest held level of each scale ("trình độ cao nhất" is never typed)."""
    facts = table("attained")
    order = [facts["rank"].desc(), facts.key]
    placed = facts.mutate(
        turn=ibis.row_number().over(ibis.window(group_by=["person", "scale"], order_by=order))
    )
    return placed.filter(placed.turn == 0).select("person", "scale", "level", "rank")


def _ranked() -> Expression:
    return state("rank_holdings").select(*_SHARED, "rank", "step", "coefficient")


# --- what happened ------------------------------------------------------------------------------


def _attended() -> Expression:
    facts = known("attendances").select("key", "person", "training_class", "outcome", "source")
    courses = table("courses").select(course="code", field="field", gives="gives")
    taught = beside(table("classes"), courses, "course")
    taught = beside(taught, table("institutions"), "institution")
    spans = taught.select(
        "kind", "course", "field", "gives", "institution_level",
        training_class=taught.id,
        class_name=taught.name,
        first_day=ibis.coalesce(taught.begins_earliest, taught.ends_earliest),
        last_day=ibis.coalesce(taught.ends_latest, taught.begins_latest),
    )  # fmt: skip
    return facts.join(spans, "training_class").select(
        "key", "person", "training_class", "class_name", "kind", "course", "field", "gives",
        "institution_level", "outcome", "first_day", "last_day", "source",
    )  # fmt: skip


def _moved() -> Expression:
    facts, seats = known("moves"), table("seats")
    to = seats.select(to_post="post", to_unit_of_post="unit", to_title="title", to_level="level",
                      to_leader="leader")  # fmt: skip
    origin = seats.select(from_post="post", from_unit_of_post="unit", from_level="level",
                          from_leader="leader")  # fmt: skip
    schemes = table("schemes").select(scheme="id", scheme_name="name")
    joined = beside(beside(facts, to, "to_post"), origin, "from_post")
    joined = beside(joined, schemes, "scheme")
    goal = joined.mutate(
        unit=ibis.coalesce(joined.to_unit, joined.to_unit_of_post),
        origin=ibis.coalesce(joined.from_unit, joined.from_unit_of_post),
    )
    there = table("placed").select(unit="unit", there="level")
    first = ibis.coalesce(goal.first_day, goal.known_by)
    last = ibis.coalesce(goal.last_day, goal.known_by)
    placed = beside(goal.mutate(first_day=first, last_day=last), there, "unit")
    return placed.select(
        *_SHARED, "unit", "origin", "kind", "scheme_name", "to_post",
        title=placed.to_title,
        level=ibis.coalesce(placed.to_level, placed.there),
        under_scheme=ibis.ifelse(placed.scheme_name.isnull(), "no", "yes"),
        leader=ibis.coalesce(placed.from_leader, placed.to_leader, "no"),
    )  # fmt: skip


def _elected() -> Expression:
    facts = known("election_results")
    elections = table("elections").select(
        election="id", of_term="term", election_kind="kind", day_earliest="day_earliest",
        day_latest="day_latest",
    )  # fmt: skip
    terms = _terms().select("body", "ordinal", of_term="term")
    joined = beside(beside(facts, elections, "election"), terms, "of_term")
    dated = joined.mutate(
        first_day=ibis.coalesce(joined.day_earliest, joined.first_day),
        last_day=ibis.coalesce(joined.day_latest, joined.last_day),
        elected=ibis.ifelse(joined.elected, "yes", "no"),
    )
    return _with_seat(dated, "elected", "election_kind", "body", "ordinal")


def _of_years(name: str, *own: str) -> Expression:
    """Ratings: the span is that of the year or quarter that is rated."""
    facts = known(name).mutate(last_day=lambda t: ibis.coalesce(t.ends_latest, t.begins_latest))
    return facts.select("key", "first_day", "last_day", "source", "series", "level", *own)


def _acts(name: str, *own: str) -> Callable[[], Expression]:
    return lambda: known(name).select(*_SHARED, *own)


VIEWS: Mapping[str, Callable[[], Expression]] = {
    "placed": _placed,
    "seats": _seats,
    "held": _held,
    "tenured": _tenured,
    "pooled": _pooled,
    "planned": _planned,
    "people": _people,
    "attained": _attained,
    "best": _best,
    "ranked": _ranked,
    "attended": _attended,
    "moved": _moved,
    "elected": _elected,
    "rated": lambda: _of_years("ratings", "person"),
    "units_rated": lambda: _of_years("unit_ratings", "unit"),
    "retired": _acts("retirements", "kind"),
    "disciplined": _acts("disciplines", "side", "form"),
    "awarded": _acts("awards", "award", "level"),
    "away": lambda: state("leaves").select(*_SHARED, "kind"),
}
