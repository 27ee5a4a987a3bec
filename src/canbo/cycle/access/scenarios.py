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
    """One need that two plans answer differently, as each of them does."""

    before: NeedView
    after: NeedView

    @property
    def what(self) -> str:
        """Whether the person gains a place, loses one, or sits in another class."""
        if not self.before.served:
            return "gains"
        return "moves" if self.after.served else "loses"


@dataclass(frozen=True, slots=True)
class TrialView:
    """A trial beside its base. `changed` differences in all, those that may be seen listed."""

    base: PlanView
    trial: PlanView
    name: str  # "" while nobody keeps it
    changed: int
    differences: tuple[Difference, ...]


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
    before, after = view_of(base, actor, at), view_of(stored, actor, at)
    answers = {need.code: need for need in after.needs}
    kept = getattr(stored, "kept", None)
    return TrialView(
        before, after, kept.name if kept else "", _changed(base, stored),
        tuple(
            Difference(need, answers[need.code])
            for need in before.needs
            if need.code in answers and need.class_code != answers[need.code].class_code
        ),
    )  # fmt: skip


def _changed(base: StoredPlan, trial: StoredPlan) -> int:
    places = {need.code: need.class_code for need in base.needs.all()}
    return sum(
        places.get(need.code, need.class_code) != need.class_code for need in trial.needs.all()
    )


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
