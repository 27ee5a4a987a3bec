"""What an act would change, before it is stored: facts, answers of the law, figures, plans.

The act is done and taken back (`records.operations.rehearse`); both states are compared. An act
about a fact of the past or of the future changes days of the past or of the future: the answers
of the law are compared on every day on which they may turn, the figures on the day asked for, at
the ends of the past years that the act reaches and on the coming days on which it takes effect.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from canbo.accounts.access import require
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.cycle import access as cycle
from canbo.engine.facts import FactKind, ParticularKind, Snapshot
from canbo.engine.figures import Window
from canbo.engine.law import Law
from canbo.engine.timeline import Perspective, is_known
from canbo.law import load
from canbo.records import access as records
from canbo.records.access import Changes
from canbo.records.operations import rehearse
from canbo.reporting.fact_words import FactLine, FactWriter, kind_of
from canbo.reporting.figure_changes import TABLES, FigureChange, Moment, figure_changes
from canbo.reporting.plan_changes import StalePlan, stale_plans
from canbo.reporting.turning import (
    VerdictChange,
    about,
    turning_days,
    verdict_changes,
)

# changes of these are told in figures
_COUNTED = frozenset(
    {FactKind.TENURE, FactKind.ATTAINMENT, FactKind.ATTENDANCE, FactKind.POST_PROFILE}
)
_WIDE = frozenset({FactKind.UNIT_NAME, FactKind.UNIT_PLACEMENT, FactKind.POST_PROFILE})
_ASKED_BY_LAW = frozenset(
    {FactKind.PARTICULAR, FactKind.TENURE, FactKind.ATTAINMENT, FactKind.ATTENDANCE}
)
_FEW_PEOPLE = 20  # for more, the law is asked on the turning days of the act only
_MOST_DAYS = 12  # of an act about many people
_MOST_YEARS = 6
_MOST_COMING = 3
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that would be new (`before` None), void (`after` None), or another one."""

    before: FactLine | None
    after: FactLine | None


@dataclass(frozen=True, slots=True)
class Consequences:
    """All that would change. `names` are of the people whom the actor may see.

    `days` are those on which the answers of the law were compared, `moments` those of the
    figures; `hidden` counts the people about whom something changes and whom the actor may not
    see: nothing of them is listed.
    """

    facts: tuple[FactChange, ...]
    verdicts: tuple[VerdictChange, ...]
    figures: tuple[FigureChange, ...]
    plans: tuple[StalePlan, ...]
    names: Mapping[UUID, str]
    posts: Mapping[UUID, str]
    days: tuple[date, ...]
    moments: tuple[Moment, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is read of the home on one side of the act."""

    snapshot: Snapshot
    tables: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class _Question:
    """Who asks, when, of which day, under which law; `known_at` sees the act's facts too."""

    actor: Actor
    at: datetime
    as_of: date
    window: Window
    known_at: datetime
    law: Law


def foresee(
    act: Callable[[], object],
    *,
    actor: Actor,
    at: datetime,
    as_of: date,
    window: Window | None = None,
) -> Consequences:
    """Tell what an act would change; nothing is stored. `act` may be any operation.

    `as_of` is the day of the figures, `window` their days (default: its year up to it). Raises
    AccountRefused (`not_allowed`) and whatever the act itself refuses.
    """
    require(actor, Permission.SEE_FIGURES)
    rehearsal = rehearse(act, _look)
    changes, before, after = rehearsal.changes, rehearsal.before, rehearsal.after
    known_at = max([at, *(fact.recorded_at for fact in changes.stored)])
    asked = _Question(actor, at, as_of, window or Window.year_to(as_of), known_at, load())
    visible = records.visible_people(actor=actor, at=at)
    people = _people_about(changes, after.snapshot)
    shown = people if visible is None else people & visible
    days, verdicts = _verdicts(before, after, changes, people, asked)
    moments = _moments(changes, asked) if before.tables is not None else ()
    figures = figure_changes(before.tables, after.tables, moments, known_at=known_at, law=asked.law)
    plans = stale_plans(
        before.snapshot, after.snapshot, people, cycle.newest_drafts(), asked.law, known_at
    )
    writer = _writer(after.snapshot, before.snapshot, people, asked)
    secrets = records.open_secrets(actor=actor, at=at, known_at=known_at)
    return Consequences(
        facts=_fact_changes(changes, writer, visible, secrets),
        verdicts=tuple(one for one in verdicts if one.person in shown),
        figures=tuple(one.only(visible) for one in figures),
        plans=tuple(one.only(visible) for one in plans),
        names={
            one: name for one, name in writer.people.items() if visible is None or one in visible
        },
        posts={post: writer.post(post) for post in {one.post for one in verdicts}},
        days=days,
        moments=moments,
        hidden=len(people - shown),
    )


def _look(changes: Changes) -> _Seen:
    """Read as little as the comparison needs: a few people's facts, or the whole home."""
    kinds = {kind_of(fact) for fact in changes.facts}
    people = _named(changes)
    few = 0 < len(people) <= _FEW_PEOPLE and not kinds & _WIDE
    snapshot = records.read_snapshot_of(*people) if few else records.read_snapshot()
    counted = not kinds.isdisjoint(_COUNTED)
    return _Seen(snapshot, records.arrow_tables(TABLES) if counted else None)


def _named(changes: Changes) -> set[UUID]:
    found = {getattr(fact, "person", None) for fact in changes.facts}
    return {person for person in found if person is not None}


def _people_about(changes: Changes, snapshot: Snapshot) -> frozenset[UUID]:
    """Whom the act may concern: the people it names; of a unit, everybody in posts."""
    people = _named(changes)
    if any(kind_of(fact) in _WIDE for fact in changes.facts):
        people |= {one.person for one in snapshot.tenures}
    return frozenset(people)


def _verdicts(
    before: _Seen,
    after: _Seen,
    changes: Changes,
    people: Collection[UUID],
    asked: _Question,
) -> tuple[tuple[date, ...], tuple[VerdictChange, ...]]:
    if not any(kind_of(fact) in _ASKED_BY_LAW | _WIDE for fact in changes.facts):
        return (), ()
    sides = [about(side.snapshot, people) for side in (before, after)]
    if len(people) <= _FEW_PEOPLE:
        days = [*turning_days(sides, asked.law), asked.as_of]
    else:
        days = [*_turning(changes)[-_MOST_DAYS:], asked.as_of]
    days = sorted({min(days) - _DAY, *days})
    found = verdict_changes(*sides, law=asked.law, known_at=asked.known_at, days=days)
    return tuple(days), found


def _turning(changes: Changes) -> list[date]:
    """The days on which what the act says begins to hold, or holds no longer."""
    periods = [fact.validity.certain for fact in changes.facts]
    return sorted({day for one in periods for day in (one.begins, one.ends) if day is not None})


def _moments(changes: Changes, asked: _Question) -> tuple[Moment, ...]:
    """The day asked for, ends of past years since the act's first day, its days to come."""
    days = _turning(changes)
    coming = [day for day in days if day > asked.as_of][:_MOST_COMING]
    first = min(days, default=asked.as_of).year
    years = range(max(first, asked.as_of.year - _MOST_YEARS), asked.as_of.year)
    ends = [date(year, 12, 31) for year in years]
    return (
        *(Moment(day, Window.year_to(day)) for day in ends),
        Moment(asked.as_of, asked.window),
        *(Moment(day, Window.year_to(day)) for day in coming),
    )


def _fact_changes(
    changes: Changes,
    writer: FactWriter,
    visible: Collection[UUID] | None,
    secrets: records.Secrets,
) -> tuple[FactChange, ...]:
    stored = {fact.id: fact for fact in secrets.told(changes.stored)}
    instead = dict(changes.replaced)
    voided = secrets.told(changes.voided)
    pairs = [(old, stored.pop(instead.get(old.id, old.id), None)) for old in voided]
    pairs += [(None, new) for new in stored.values()]  # type: ignore[list-item]
    found = []
    for old, new in pairs:
        person = getattr(new or old, "person", None)
        if person is None or visible is None or person in visible:
            lines = (writer.line(one) if one is not None else None for one in (old, new))
            found.append(FactChange(*lines))
    return tuple(found)


def _writer(
    after: Snapshot, before: Snapshot, people: Collection[UUID], asked: _Question
) -> FactWriter:
    units = records.unit_names(Perspective(asked.as_of, asked.known_at))
    names = {**_names(before, people, asked), **_names(after, people, asked)}
    after = after.with_terms_known(asked.known_at)
    return FactWriter(after, asked.law, names, units)


def _names(snapshot: Snapshot, people: Collection[UUID], asked: _Question) -> dict[UUID, str]:
    """The last known names, also of people who come with the act."""
    return {
        fact.person: fact.value
        for fact in snapshot.particulars
        if fact.kind is ParticularKind.NAME
        and fact.person in people
        and is_known(fact, asked.known_at)
    }
