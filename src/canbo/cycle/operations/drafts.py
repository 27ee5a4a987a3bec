"""Draft the training plan of a year: facts and law → needs → problem → plan, stored as one act."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from canbo.accounts.access import require
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.cycle import queries
from canbo.cycle.models import Catalogue as StoredCatalogue
from canbo.cycle.models import PlanClass, PlanNeed, StoredPlan
from canbo.cycle.operations.stories import Tale, tell_story
from canbo.engine.law.check import check_all
from canbo.engine.planning.assemble import need_code, training_problem
from canbo.engine.planning.catalogue import Catalogue
from canbo.engine.planning.fairness import fairness_groups
from canbo.engine.planning.needs import TrainingNeed, courses_under_way, needs_from_verdicts
from canbo.engine.planning.training.outcome import TrainingPlan
from canbo.engine.planning.training.problem import Previous, Problem
from canbo.engine.planning.trial import Edit, edited
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import Perspective
from canbo.exchange.catalogue import catalogue_of
from canbo.journal.operations import write_entry
from canbo.law import load
from canbo.records import access as records

if TYPE_CHECKING:
    from canbo.engine.planning.training.solver import Control, Progress

TIME_LIMIT = 60.0  # wall seconds of one draft in an office


class CycleRefused(Refusal):
    """The year's procedure cannot go on."""


@dataclass(frozen=True, slots=True)
class Drafting:
    """What a draft is made from: needs with their grounds, the planner's tables, who is who.

    `groups` are the people whom fairness looks at, by the name of the group.
    """

    needs: tuple[TrainingNeed, ...]
    problem: Problem
    groups: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Basis:
    """From what a draft is made: a catalogue, facts, the plan to stay near, a trial's numbers."""

    catalogue: StoredCatalogue
    perspective: Perspective
    base: StoredPlan | None = None
    edits: tuple[Edit, ...] = ()

    def read(self) -> Catalogue:
        """Read the catalogue with the trial's numbers in place; a trial stays near its base."""
        stored = self.catalogue
        found = catalogue_of(stored.content, document=stored.document)
        for edit in self.edits:
            found = edited(found, edit)
        if self.edits:
            found = replace(found, rules=replace(found.rules, keep_previous=True))
        return found

    def tables(self) -> Drafting:
        """Make the planner's tables."""
        pairs = () if self.base is None else queries.places_of(self.base)
        return training_tables(catalogue=self.read(), perspective=self.perspective, previous=pairs)


def training_tables(
    *,
    catalogue: Catalogue,
    perspective: Perspective,
    previous: Collection[tuple[str, str]] = (),
) -> Drafting:
    """Make the planner's tables from the facts and the law of a perspective.

    `previous` are the (person, class) of the plan to stay near. Raises RegisterRefused when the
    catalogue names a unit that the records do not know.
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
    known = {person.person for person in problem.people}
    near = tuple(Previous(*pair) for pair in sorted(previous) if pair[0] in known)
    units = ((person.person, person.unit) for person in problem.people)
    groups = fairness_groups(folded, perspective, units)
    return Drafting(needs, replace(problem, previous=near), groups)


def draft_plan(
    *,
    year: int,
    perspective: Perspective,
    actor: Actor,
    at: datetime,
    progress: Callable[[Progress], None] | None = None,
    control: Control | None = None,
) -> TrainingPlan:
    """Make and store the best plan for a year; it has passed the independent checker.

    Among equal plans it keeps most places of the year's last draft, where the catalogue says so.
    Who stops it by `control` stores the best found so far. Raises CycleRefused (`no_catalogue`,
    `plan_infeasible`, `plan_not_found_in_time`), AccountRefused (`not_allowed`).
    """
    require(actor, Permission.MAKE_PLAN)
    stored = queries.newest_catalogue(year)
    if stored is None:
        raise CycleRefused("no_catalogue", {"year": year})
    basis = Basis(stored, perspective, queries.newest_plan(year))
    made, _ = make_and_store(basis, actor, at, progress, control)
    return made


def make_and_store(
    basis: Basis,
    actor: Actor,
    at: datetime,
    progress: Callable[[Progress], None] | None = None,
    control: Control | None = None,
) -> tuple[TrainingPlan, StoredPlan]:
    """Make a plan from its basis and store it as one act, with the tale of the search."""
    from canbo.engine.planning.training import plan
    from canbo.engine.planning.training.solver import Control, Limits

    drafting, tale = basis.tables(), Tale(progress)
    limits = Limits(seconds=TIME_LIMIT, control=control or Control())
    made = plan(drafting.problem, limits, tale)
    if not made.is_plan:
        code = "plan_infeasible" if made.conflict else "plan_not_found_in_time"
        data = {"year": basis.catalogue.year, "seconds": int(TIME_LIMIT)}
        raise CycleRefused(code, data)
    story = tell_story(drafting.problem, made, tale, drafting.groups)
    with transaction.atomic():
        stored = _store(basis, drafting, (made, story), actor, at)
        if not basis.edits:
            explain_later(stored)  # in this transaction: both stand or neither
    return made, stored


def explain_later(plan: StoredPlan) -> None:
    """Let the worker answer what people will ask about a draft."""
    from canbo.cycle.tasks import explain

    explain.defer(plan=str(plan.id))


def _store(
    basis: Basis,
    drafting: Drafting,
    plan: tuple[TrainingPlan, dict[str, Any]],
    actor: Actor,
    at: datetime,
) -> StoredPlan:
    (made, story), perspective = plan, basis.perspective
    year, is_trial = basis.catalogue.year, bool(basis.edits)
    entry = write_entry(
        actor_id=actor.id, actor_name=actor.name, at=at, subject=f"plan:{year}",
        action="cycle.plan_tried" if is_trial else "cycle.plan_drafted",
        data={
            "status": made.status.value, "objective": made.objective, "bound": made.bound,
            "places": len(made.assignment), "needs": len(made.reasons),
        },
    )  # fmt: skip
    stored = StoredPlan.objects.create(
        year=year, catalogue=basis.catalogue, as_of=perspective.as_of,
        known_at=perspective.known_at, law_version=load().version, status=made.status.value,
        objective=made.objective, bound=made.bound, seconds=sum(made.seconds.values()),
        story=story, base=basis.base if is_trial else None,
        edits=[edit.plain() for edit in basis.edits],
        recorded_at=at, recorded_by=actor.id, act=entry.seq,
    )  # fmt: skip
    PlanClass.objects.bulk_create(
        PlanClass(plan=stored, code=one.class_id, is_open=one.is_open, people=one.people)
        for one in made.openings
    )
    PlanNeed.objects.bulk_create(_need_rows(stored, drafting, made))
    return stored


def _need_rows(stored: StoredPlan, drafting: Drafting, made: TrainingPlan) -> list[PlanNeed]:
    places = {place.need: place for place in made.assignment}
    reasons = {reason.need: reason for reason in made.reasons}
    units = {one.person: one.unit for one in drafting.problem.people}
    rows = []
    for need in drafting.needs:
        code = need_code(need)
        if code not in reasons:  # a person without a post: nobody could send him
            continue
        reason, place = reasons[code], places.get(code)
        rows.append(
            PlanNeed(
                plan=stored, code=code, person=need.person, course=need.course, level="legal",
                unit=units[str(need.person)],
                severity=need.severity, grounds=[_ground(one) for one in need.grounds],
                served=reason.served, class_code=place.class_id if place else "",
                payer=place.source if place else "", reason=reason.code, rule=reason.rule,
                key=json.loads(reason.key or "{}"),
            )
        )  # fmt: skip
    return rows


def _ground(ground: Any) -> dict[str, str]:
    return {name: str(value) for name, value in asdict(ground).items()}
