"""The door to plans: the whole plan's numbers, and of its people those whom one may see.

Rights are judged at the real instant of the request.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from canbo.accounts.access import require
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.cycle import queries
from canbo.cycle.models import PlanAnswer, PlanNeed, PlanRequest, StoredPlan
from canbo.engine.planning.catalogue import (
    Agreement,
    Catalogue,
    OfferedClass,
    OfferedQuota,
    Source,
)
from canbo.engine.planning.trial import Edit
from canbo.engine.timeline import Perspective
from canbo.engine.vietnamese import name_sort_key
from canbo.exchange.catalogue import catalogue_of
from canbo.law import load
from canbo.records import access as records

_MONEY = UUID("5a1f6f5e-0f7c-5a53-9f0e-6d1c8a3f4b20")  # the name space of budget lines


@dataclass(frozen=True, slots=True)
class NeedView:
    """A need of one person and its answer; `key` names the row of the rule that decided.

    `asked` is what solving again told of it (see PlanAnswer), None while nobody knows.
    """

    code: str
    person: UUID
    name: str
    unit: str
    course: str
    course_name: str
    level: str
    severity: int
    grounds: tuple[Mapping[str, str], ...]
    served: bool
    class_code: str
    payer: str
    reason: str
    key: Mapping[str, Any]
    asked: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class ClassView:
    """A class on offer in a draft: whether it opens, and its learners whom one may see."""

    offered: OfferedClass
    course_name: str
    is_open: bool
    people: int
    learners: tuple[NeedView, ...]


@dataclass(frozen=True, slots=True)
class SpentView:
    """What a source spends in the draft of what it may spend, in đồng."""

    code: str
    name: str
    amount: int
    spent: int


@dataclass(frozen=True, slots=True)
class UsedView:
    """How many places the draft uses of a quota that binds everybody."""

    code: str
    course_name: str
    places: int
    used: int


@dataclass(frozen=True, slots=True)
class PlanView:
    """A draft of a year, or a trial of one. `counted` needs in all, `visible` those one may see.

    `story` is what StoredPlan tells of the search; `prices` are (rule, key, step, gain or None).
    """

    id: UUID
    base: UUID | None
    edits: tuple[Edit, ...]
    year: int
    as_of: date
    known_at: datetime
    recorded_at: datetime
    document: str
    status: str
    objective: int | None
    bound: int | None
    classes: tuple[ClassView, ...]
    needs: tuple[NeedView, ...]
    sources: tuple[SpentView, ...]
    quotas: tuple[UsedView, ...]
    catalogue: Catalogue
    unit_names: Mapping[str, str]
    counted: int
    visible: int
    served: int
    people_served: int
    story: Mapping[str, Any]
    prices: tuple[tuple[str, Mapping[str, Any], int, int | None], ...]
    is_asked: bool  # whether every question about it has an answer

    def group(self, name: str) -> frozenset[str]:
        """Who of the people that need something is of a group (women, young, …), by ids."""
        return frozenset(self.story.get("groups", {}).get(name, ()))

    def counted_by(self, quota: OfferedQuota, need: NeedView) -> bool:
        """Whether a need that is served takes a place of a quota that binds everybody."""
        first_day = {one.code: one.first_day for one in self.catalogue.classes}
        return need.served and _takes_place(quota, need.course, first_day[need.class_code])

    @property
    def is_old(self) -> bool:
        """Whether it was drafted before plans were asked questions: nobody answers any of it."""
        return not self.story.get("input")


@dataclass(frozen=True, slots=True)
class GivenView:
    """What the catalogue of a year gives; a past year may have no class, so nothing to plan."""

    document: str
    classes: int
    sources: tuple[Source, ...]
    quotas: tuple[tuple[str, OfferedQuota], ...]  # with the names of their courses
    agreements: tuple[Agreement, ...]

    @property
    def amount(self) -> int:
        """What all sources may spend together, in đồng."""
        return sum(one.amount for one in self.sources)


@dataclass(frozen=True, slots=True)
class RequestView:
    """How far the last request for a draft is: waiting, running, done or refused."""

    state: str
    requested_at: datetime
    refusal_code: str
    refusal_data: Mapping[str, str]
    id: UUID
    year: int
    made: UUID | None
    progress: Mapping[str, Any]
    is_to_stop: bool

    @property
    def is_under_way(self) -> bool:
        """Whether the worker still has it."""
        return self.state in ("waiting", "running")


@dataclass(frozen=True, slots=True)
class DraftView:
    """The newest draft of a year: its day, and who needs which course, with the weight."""

    year: int
    as_of: date
    recorded_at: datetime
    needs: tuple[tuple[UUID, str, int], ...]


def newest_drafts() -> tuple[DraftView, ...]:
    """Give the newest draft of every year that has one. The caller has judged the rights."""
    found = (queries.newest_plan(year) for year in queries.years())
    return tuple(
        DraftView(
            plan.year,
            plan.as_of,
            plan.recorded_at,
            tuple((need.person, need.course, need.severity) for need in plan.needs.all()),
        )
        for plan in found
        if plan is not None
    )


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """What a source may spend on training in a year, in đồng; `key` names the line for good."""

    key: UUID
    payer: str
    year: int
    amount: int
    source: str


def budget_lines(known_at: datetime) -> tuple[BudgetLine, ...]:
    """Give the sources of money of every year as known then. The caller has judged the rights."""
    lines: dict[UUID, BudgetLine] = {}
    for stored in queries.newest_catalogues(known_at):
        catalogue = catalogue_of(stored.content, document=stored.document)
        for one in catalogue.sources:
            key = uuid5(_MONEY, f"{one.code}/{one.year}")
            lines[key] = BudgetLine(key, one.name, one.year, one.amount, stored.document)
    return tuple(lines.values())


def plan_years(*, actor: Actor) -> tuple[int, ...]:
    """List the years that have a catalogue. Raises AccountRefused (`not_allowed`)."""
    require(actor, Permission.SEE_PLAN)
    return tuple(queries.years())


def get_catalogue(*, year: int, actor: Actor) -> GivenView | None:
    """Tell what the newest catalogue of a year gives, None when there is none.

    Raises AccountRefused (`not_allowed`).
    """
    require(actor, Permission.SEE_PLAN)
    stored = queries.newest_catalogue(year)
    if stored is None:
        return None
    given = catalogue_of(stored.content, document=stored.document)
    return GivenView(
        document=stored.document,
        classes=len(given.classes),
        sources=tuple(one for one in given.sources if one.year == year),
        quotas=tuple((_course_name(one.course), one) for one in given.quotas),
        agreements=given.agreements,
    )


def last_request(*, year: int, actor: Actor) -> RequestView | None:
    """Tell of the last request for a draft of the year. Raises AccountRefused (`not_allowed`)."""
    require(actor, Permission.SEE_PLAN)
    return request_view(queries.newest_request(year))


def request_view(found: PlanRequest | None) -> RequestView | None:
    """Show a request. The caller has judged the rights."""
    if found is None:
        return None
    refusal = found.refusal or {}
    return RequestView(
        found.state, found.requested_at, refusal.get("code", ""), refusal.get("data", {}),
        found.id, found.year, found.made_id, found.progress, found.is_to_stop,
    )  # fmt: skip


def get_plan(
    *, year: int | None, actor: Actor, at: datetime, with_answers: bool = True
) -> PlanView | None:
    """Give the newest draft of a year (None: the last with a catalogue), None when there is none.

    Numbers are whole for everybody who may see plans; people are those whom one may see.
    Raises AccountRefused (`not_allowed`).
    """
    require(actor, Permission.SEE_PLAN)
    stored = queries.newest_plan(year, with_answers=with_answers)
    return None if stored is None else view_of(stored, actor, at, with_answers=with_answers)


def view_of(
    stored: StoredPlan, actor: Actor, at: datetime, *, with_answers: bool = True
) -> PlanView:
    """Show a stored plan to somebody. The caller has judged the right to see plans."""
    catalogue = catalogue_of(stored.catalogue.content, document=stored.catalogue.document)
    rows = list(stored.needs.all())
    perspective = Perspective(stored.as_of, stored.known_at)
    visible = records.visible_people(actor=actor, at=at)
    people = {row.person for row in rows}
    shown = people if visible is None else people & visible
    names = records.person_names(shown, perspective)
    told = stored.answers.all() if with_answers else ()
    asked = {(one.kind, one.subject): one.answer for one in told}
    needs = sorted(
        (_need(row, asked, names[row.person]) for row in rows if row.person in names),
        key=lambda need: (name_sort_key(need.name), str(need.person), need.course),
    )
    units = {}  # by stable id, as the planner names them, and by code, as the catalogue does
    for node in records.unit_tree(perspective):
        units[str(node.id)] = units[node.code] = node.name
    return PlanView(
        id=stored.id,
        base=stored.base_id,
        edits=tuple(map(Edit.of, stored.edits)),
        year=stored.year,
        as_of=stored.as_of,
        known_at=stored.known_at,
        recorded_at=stored.recorded_at,
        document=stored.catalogue.document,
        status=stored.status,
        objective=stored.objective,
        bound=stored.bound,
        classes=_classes(stored, catalogue, needs),
        needs=tuple(needs),
        sources=_sources(rows, catalogue),
        quotas=_quotas(rows, catalogue),
        catalogue=catalogue,
        unit_names=units,
        counted=len(rows),
        visible=len(needs),
        served=sum(row.served for row in rows),
        people_served=len({row.person for row in rows if row.served}),
        story=stored.story,
        prices=_prices(stored, asked),
        is_asked=len(asked) >= len(rows) + len(stored.story.get("prices", ())),
    )


Asked = Mapping[tuple[str, str], Mapping[str, Any]]  # answers by kind and subject


def _prices(
    stored: StoredPlan, asked: Asked
) -> tuple[tuple[str, Mapping[str, Any], int, int | None], ...]:
    rows = []
    for number, (rule, key, step) in enumerate(stored.story.get("prices", ())):
        answer = asked.get((PlanAnswer.Kind.PRICE, str(number)), {})
        rows.append((rule, json.loads(key), step, answer.get("gain")))
    return tuple(rows)


def _need(row: PlanNeed, asked: Asked, name: str) -> NeedView:
    kind = PlanAnswer.Kind.STEAD if row.served else PlanAnswer.Kind.CHANGE
    return NeedView(
        code=row.code,
        person=row.person,
        name=name,
        unit=row.unit,
        course=row.course,
        course_name=_course_name(row.course),
        level=row.level,
        severity=row.severity,
        grounds=tuple(row.grounds),
        served=row.served,
        class_code=row.class_code,
        payer=row.payer,
        reason=row.reason,
        key=row.key,
        asked=asked.get((kind, row.code)),
    )


def _course_name(course: str) -> str:
    known = load().courses.get(course)
    return known.name if known else course


def _classes(
    stored: StoredPlan, catalogue: Catalogue, needs: list[NeedView]
) -> tuple[ClassView, ...]:
    rows = {row.code: row for row in stored.classes.all()}
    learners: dict[str, list[NeedView]] = {}
    for need in needs:
        learners.setdefault(need.class_code, []).append(need)
    return tuple(
        ClassView(
            offered,
            _course_name(offered.course),
            rows[offered.code].is_open,
            rows[offered.code].people,
            tuple(learners.get(offered.code, ())),
        )
        for offered in sorted(catalogue.classes, key=lambda one: (one.first_day, one.code))
    )


def _sources(rows: list[PlanNeed], catalogue: Catalogue) -> tuple[SpentView, ...]:
    cost = {offered.code: offered.cost for offered in catalogue.classes}
    spent: dict[str, int] = {}
    for row in rows:
        if row.served:
            spent[row.payer] = spent.get(row.payer, 0) + cost[row.class_code]
    return tuple(
        SpentView(one.code, one.name, one.amount, spent.get(one.code, 0))
        for one in catalogue.sources
        if one.year == catalogue.year
    )


def _quotas(rows: list[PlanNeed], catalogue: Catalogue) -> tuple[UsedView, ...]:
    """Count the places used of each quota that binds everybody."""
    first_day = {offered.code: offered.first_day for offered in catalogue.classes}
    served = [row for row in rows if row.served]
    return tuple(
        UsedView(
            quota.code,
            _course_name(quota.course),
            quota.places,
            sum(_takes_place(quota, row.course, first_day[row.class_code]) for row in served),
        )
        for quota in catalogue.quotas
        if quota.unit is None
    )


def _takes_place(quota: OfferedQuota, course: str, first_day: date) -> bool:
    return course == quota.course and quota.begins <= first_day <= quota.ends
