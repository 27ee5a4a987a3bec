"""The door to trials of a plan, to their comparison person by person, and to cover by week.

Rights are judged at the real instant of the request.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from canbo.accounts.access import require
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.cycle import queries
from canbo.cycle.access.plans import NeedView, PlanView, RequestView, request_view, view_of
from canbo.cycle.models import StoredPlan
from canbo.engine.planning.catalogue import Catalogue
from canbo.engine.timeline import Perspective
from canbo.exchange.catalogue import catalogue_of
from canbo.records import access as records


@dataclass(frozen=True, slots=True)
class Difference:
    """One need that two plans answer differently, as each does; None where it has no such need."""

    before: NeedView | None
    after: NeedView | None

    @property
    def need(self) -> NeedView:
        """The need itself, from whichever plan has it."""
        found = self.before or self.after
        assert found is not None
        return found

    @property
    def what(self) -> str:
        """Whether the person gains a place, loses one, or sits in another class."""
        if self.before is None or not self.before.served:
            return "gains"
        return "moves" if self.after is not None and self.after.served else "loses"


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """A plan beside another. `changed` differences in all, those that may be seen listed."""

    base: PlanView
    trial: PlanView
    changed: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class TrialView(ComparisonView):
    """A trial beside its base."""

    name: str  # "" while nobody keeps it


@dataclass(frozen=True, slots=True)
class ScenarioView:
    """A plan of a year that may be held beside another: a draft, or a trial that is kept."""

    id: UUID
    name: str  # "" for a draft
    as_of: date
    recorded_at: datetime
    objective: int | None


@dataclass(frozen=True, slots=True)
class KeptView:
    """A scenario that somebody keeps."""

    id: UUID
    name: str
    objective: int | None
    base_objective: int | None
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class CoverView:
    """How many people of each unit are away at most on one day of each week (its Monday)."""

    weeks: tuple[date, ...]
    caps: Mapping[str, int]  # by unit, only units of whom somebody is away
    away: Mapping[tuple[str, date], int]


def get_trial(*, trial: UUID, actor: Actor, at: datetime) -> TrialView | None:
    """Give a trial beside the draft it changes; None when there is none.

    Raises AccountRefused (`not_allowed`).
    """
    require(actor, Permission.SEE_PLAN)
    stored = queries.plan_with_id(trial)
    if stored is None or stored.base_id is None:
        return None
    base = queries.plan_with_id(stored.base_id)
    assert base is not None
    kept = getattr(stored, "kept", None)
    held = _beside(base, stored, actor, at)
    return TrialView(
        held.base, held.trial, held.changed, held.differences, kept.name if kept else ""
    )


def scenarios(*, year: int, actor: Actor) -> tuple[ScenarioView, ...]:
    """List the plans of a year that may be held beside each other: its drafts, then kept trials.

    The newest come first. Raises AccountRefused (`not_allowed`).
    """
    require(actor, Permission.SEE_PLAN)
    return tuple(
        ScenarioView(plan.id, name, plan.as_of, plan.recorded_at, plan.objective)
        for plan, name in (
            *((plan, "") for plan in queries.drafts_of(year)),
            *((plan, plan.kept.name) for plan in queries.kept_trials(year)),
        )
    )


def compare(*, first: UUID, second: UUID, actor: Actor, at: datetime) -> ComparisonView | None:
    """Hold a plan beside another of the same year, person by person; None when one is unknown.

    Raises AccountRefused (`not_allowed`).
    """
    require(actor, Permission.SEE_PLAN)
    base, other = queries.plan_with_id(first), queries.plan_with_id(second)
    if base is None or other is None or base.year != other.year:
        return None
    return _beside(base, other, actor, at)


def _beside(base: StoredPlan, other: StoredPlan, actor: Actor, at: datetime) -> ComparisonView:
    before, after = view_of(base, actor, at), view_of(other, actor, at)
    was, becomes = ({need.code: need for need in plan.needs} for plan in (before, after))
    pairs = (Difference(was.get(code), becomes.get(code)) for code in {**was, **becomes})
    return ComparisonView(
        before, after, _changed(base, other),
        tuple(
            pair for pair in pairs
            if (pair.before.class_code if pair.before else "")
            != (pair.after.class_code if pair.after else "")
        ),
    )  # fmt: skip


def _changed(base: StoredPlan, other: StoredPlan) -> int:
    """Count the needs that sit in a class of one plan and not of the other."""
    was, becomes = (
        {(need.code, need.class_code) for need in plan.needs.all() if need.served}
        for plan in (base, other)
    )
    return len({code for code, _ in was ^ becomes})


def kept_trials(*, year: int, actor: Actor) -> tuple[KeptView, ...]:
    """List the scenarios of a year. Raises AccountRefused (`not_allowed`)."""
    require(actor, Permission.SEE_PLAN)
    return tuple(
        KeptView(
            plan.id, plan.kept.name, plan.objective, plan.base and plan.base.objective,
            plan.kept.recorded_at,
        )
        for plan in queries.kept_trials(year)
    )  # fmt: skip


def get_request(*, request: UUID, actor: Actor) -> RequestView | None:
    """Tell how far a request is. Raises AccountRefused (`not_allowed`)."""
    require(actor, Permission.SEE_PLAN)
    return request_view(queries.request_with_id(request))


def last_answering(*, plan: UUID, person: UUID, actor: Actor) -> RequestView | None:
    """Tell of the last request for answers about a person. Raises AccountRefused."""
    require(actor, Permission.SEE_PLAN)
    return request_view(queries.newest_answering(plan, person))


def waited_since(*, plan: PlanView, actor: Actor) -> Mapping[str, int]:
    """Tell since which earlier year's draft each need waits. Raises AccountRefused."""
    require(actor, Permission.SEE_PLAN)
    return queries.first_unserved((need.code for need in plan.needs), plan.year)


def get_cover(*, year: int, actor: Actor) -> CoverView | None:
    """Count who is away, by unit and week, in the newest draft of a year; None without one.

    Numbers are whole for everybody who may see plans. Raises AccountRefused (`not_allowed`).
    """
    require(actor, Permission.SEE_PLAN)
    stored = queries.newest_plan(year)
    if stored is None:
        return None
    catalogue = catalogue_of(stored.catalogue.content, document=stored.catalogue.document)
    days = {one.code: days_of(catalogue, one.code) for one in catalogue.classes}
    out: Counter[tuple[str, date]] = Counter(
        (need.unit, day) for need in stored.needs.all() if need.served
        for day in days[need.class_code]
    )  # fmt: skip
    away: dict[tuple[str, date], int] = {}
    for (unit, day), count in out.items():
        week = monday(day)
        away[unit, week] = max(away.get((unit, week), 0), count)
    units = stored.story.get("units", {})
    return CoverView(
        weeks=tuple(sorted({week for _, week in away})),
        caps={unit: units[unit][1] for unit in {unit for unit, _ in away} if unit in units},
        away=away,
    )


def days_of(catalogue: Catalogue, class_code: str) -> frozenset[date]:
    """The days on which a class sits."""
    offered = next(one for one in catalogue.classes if one.code == class_code)
    return frozenset(
        begins + timedelta(number)
        for begins, ends in offered.sessions
        for number in range((ends - begins).days + 1)
    )


def monday(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(day.weekday())


def unit_codes(*, actor: Actor, plan: PlanView) -> tuple[tuple[str, str], ...]:
    """List (code, name) of the plan's units. Raises AccountRefused (`not_allowed`)."""
    require(actor, Permission.SEE_PLAN)
    wanted = plan.story.get("units", {})
    tree = records.unit_tree(Perspective(plan.as_of, plan.known_at))
    return tuple((node.code, node.name) for node in tree if node.code and str(node.id) in wanted)
