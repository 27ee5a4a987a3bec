"""Draft the training plan of a year: facts and law → needs → problem → plan, stored as one act."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from canbo.accounts.access import require
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.cycle import queries
from canbo.cycle.models import Catalogue as StoredCatalogue
from canbo.cycle.models import PlanClass, PlanNeed, StoredPlan
from canbo.engine.law.check import check_all
from canbo.engine.planning.assemble import need_code, training_problem
from canbo.engine.planning.catalogue import Catalogue
from canbo.engine.planning.needs import TrainingNeed, courses_under_way, needs_from_verdicts
from canbo.engine.planning.training.outcome import TrainingPlan
from canbo.engine.planning.training.problem import Problem
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import Perspective
from canbo.exchange.catalogue import catalogue_of
from canbo.journal.operations import write_entry
from canbo.law import load
from canbo.records import access as records

if TYPE_CHECKING:
    from canbo.engine.planning.training.solver import Progress

TIME_LIMIT = 60.0  # wall seconds of one draft in an office


class CycleRefused(Refusal):
    """The year's procedure cannot go on."""


@dataclass(frozen=True, slots=True)
class Drafting:
    """What a draft is made from: needs with their grounds, and the planner's tables."""

    needs: tuple[TrainingNeed, ...]
    problem: Problem


def training_tables(*, catalogue: Catalogue, perspective: Perspective) -> Drafting:
    """Make the planner's tables from the facts and the law of a perspective.

    Raises RegisterRefused when the catalogue names a unit that the records do not know.
    """
    law, snapshot = load().with_key_posts(perspective.as_of), records.read_snapshot()
    folded = snapshot.folded(perspective)
    needs = needs_from_verdicts(
        check_all(snapshot, law, perspective),
        law,
        folded.posts,
        under_way=courses_under_way(folded, law, perspective.as_of),
    )
    ids = {name: str(records.resolve_unit(code=name)) for name in catalogue.unit_names()}
    problem = training_problem(folded, law, needs, catalogue.with_units(ids))
    return Drafting(needs, problem)


def draft_plan(
    *,
    year: int,
    perspective: Perspective,
    actor: Actor,
    at: datetime,
    progress: Callable[[Progress], None] | None = None,
) -> TrainingPlan:
    """Make and store the best plan for a year; it has passed the independent checker.

    Raises CycleRefused (`no_catalogue`, `plan_infeasible`, `plan_not_found_in_time`),
    AccountRefused (`not_allowed`).
    """
    from canbo.engine.planning.training import plan
    from canbo.engine.planning.training.solver import Limits

    require(actor, Permission.MAKE_PLAN)
    stored = queries.newest_catalogue(year)
    if stored is None:
        raise CycleRefused("no_catalogue", {"year": year})
    catalogue = catalogue_of(stored.content, document=stored.document)
    drafting = training_tables(catalogue=catalogue, perspective=perspective)
    made = plan(drafting.problem, Limits(seconds=TIME_LIMIT), progress)
    if not made.is_plan:
        code = "plan_infeasible" if made.conflict else "plan_not_found_in_time"
        raise CycleRefused(code, {"year": year, "seconds": int(TIME_LIMIT)})
    with transaction.atomic():
        _store(stored, drafting, made, perspective, actor, at)
    return made


def _store(
    catalogue: StoredCatalogue,
    drafting: Drafting,
    made: TrainingPlan,
    perspective: Perspective,
    actor: Actor,
    at: datetime,
) -> None:
    entry = write_entry(
        actor_id=actor.id, actor_name=actor.name, action="cycle.plan_drafted", at=at,
        subject=f"plan:{catalogue.year}",
        data={
            "status": made.status.value, "objective": made.objective, "bound": made.bound,
            "places": len(made.assignment), "needs": len(made.reasons),
        },
    )  # fmt: skip
    stored = StoredPlan.objects.create(
        year=catalogue.year, catalogue=catalogue, as_of=perspective.as_of,
        known_at=perspective.known_at, law_version=load().version, status=made.status.value,
        objective=made.objective, bound=made.bound, seconds=sum(made.seconds.values()),
        recorded_at=at, recorded_by=actor.id, act=entry.seq,
    )  # fmt: skip
    PlanClass.objects.bulk_create(
        PlanClass(plan=stored, code=one.class_id, is_open=one.is_open, people=one.people)
        for one in made.openings
    )
    PlanNeed.objects.bulk_create(_need_rows(stored, drafting, made))


def _need_rows(stored: StoredPlan, drafting: Drafting, made: TrainingPlan) -> list[PlanNeed]:
    places = {place.need: place for place in made.assignment}
    reasons = {reason.need: reason for reason in made.reasons}
    rows = []
    for need in drafting.needs:
        code = need_code(need)
        if code not in reasons:  # a person without a post: nobody could send him
            continue
        reason, place = reasons[code], places.get(code)
        rows.append(
            PlanNeed(
                plan=stored, code=code, person=need.person, course=need.course, level="legal",
                severity=need.severity, grounds=[_ground(one) for one in need.grounds],
                served=reason.served, class_code=place.class_id if place else "",
                payer=place.source if place else "", reason=reason.code, rule=reason.rule,
                key=json.loads(reason.key or "{}"),
            )
        )  # fmt: skip
    return rows


def _ground(ground: Any) -> dict[str, str]:
    return {name: str(value) for name, value in asdict(ground).items()}
