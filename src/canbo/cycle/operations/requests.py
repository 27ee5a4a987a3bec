"""Ask the worker for a draft, a trial or answers, stop it, and the worker's side of it."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError, transaction

from canbo.accounts import access as accounts
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.cycle import queries
from canbo.cycle.models import KeptTrial, PlanRequest, StoredPlan
from canbo.cycle.operations.answers import answer_person, answer_stretch, basis_of
from canbo.cycle.operations.drafts import (
    CycleRefused,
    draft_plan,
    explain_later,
    make_and_store,
)
from canbo.engine.planning.trial import Edit
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import Perspective
from canbo.journal.operations import write_entry
from canbo.records import access as records

if TYPE_CHECKING:
    from canbo.engine.planning.training.solver import Control, Progress

UNDER_WAY = (PlanRequest.State.WAITING, PlanRequest.State.RUNNING)
STALLED_AFTER = timedelta(minutes=10)  # many times the planner's own limit


def request_draft(*, year: int, perspective: Perspective, actor: Actor, at: datetime) -> UUID:
    """Queue a new draft of a year for the worker; a request that still runs is joined.

    Raises CycleRefused (`no_catalogue`), AccountRefused (`not_allowed`).
    """
    accounts.require(actor, Permission.MAKE_PLAN)
    if queries.newest_catalogue(year) is None:
        raise CycleRefused("no_catalogue", {"year": year})
    _give_up_stalled(year, at)
    try:
        with transaction.atomic():
            return _queue(year, perspective, actor, at)
    except IntegrityError:
        running = queries.newest_request(year)
        if running is None:
            raise
        return running.id


def _give_up_stalled(year: int, at: datetime) -> None:
    """Close a request whose worker must have died: it would keep everybody from asking again."""
    PlanRequest.objects.filter(
        year=year, state__in=UNDER_WAY, requested_at__lt=at - STALLED_AFTER
    ).update(state=PlanRequest.State.REFUSED, refusal={"code": "draft_stalled", "data": {}})


def _queue(year: int, perspective: Perspective, actor: Actor, at: datetime) -> UUID:
    request = PlanRequest(year=year, as_of=perspective.as_of, known_at=perspective.known_at)
    return _hand_over(request, "cycle.plan_requested", actor, at)


def request_trial(*, base: UUID, edit: Edit, actor: Actor, at: datetime) -> UUID:
    """Queue a trial: the draft `base` with one number of its catalogue changed.

    Raises CycleRefused (`plan_unknown`), TrialRefused, AccountRefused (`not_allowed`).
    """
    accounts.require(actor, Permission.MAKE_PLAN)
    plan = _plan(base)
    request = _of_plan(plan, PlanRequest.Kind.TRIAL)
    request.edits = [*plan.edits, edit.plain()]
    basis_of(plan, tuple(map(Edit.of, request.edits))).read()  # refuses what cannot be tried
    with transaction.atomic():
        return _hand_over(request, "cycle.trial_requested", actor, at)


def request_answers(*, plan: UUID, person: UUID, actor: Actor, at: datetime) -> UUID:
    """Queue what would change it for one person; a request that still runs is joined.

    Raises CycleRefused (`plan_unknown`) also for a person whom one may not see, AccountRefused
    (`not_allowed`).
    """
    accounts.require(actor, Permission.MAKE_PLAN)
    found = _plan(plan)
    asked = queries.newest_answering(plan, person)
    if not records.may_see(person, actor=actor, at=at):
        raise CycleRefused("plan_unknown", {})
    if asked is not None and asked.state in UNDER_WAY and at - asked.requested_at < STALLED_AFTER:
        return asked.id
    request = _of_plan(found, PlanRequest.Kind.ANSWERS)
    request.person = person
    with transaction.atomic():
        return _hand_over(request, "cycle.answers_requested", actor, at)


def keep_trial(*, trial: UUID, name: str, actor: Actor, at: datetime) -> None:
    """Keep a trial as a scenario of its own under a name; twice is once.

    Raises CycleRefused (`plan_unknown`, `trial_without_name`), AccountRefused (`not_allowed`).
    """
    accounts.require(actor, Permission.MAKE_PLAN)
    plan = _plan(trial)
    if not plan.edits:
        raise CycleRefused("plan_unknown", {})
    if not name:
        raise CycleRefused("trial_without_name", {})
    with transaction.atomic():
        if KeptTrial.objects.filter(plan=plan).exists():
            return
        entry = write_entry(
            actor_id=actor.id, actor_name=actor.name, action="cycle.trial_kept", at=at,
            subject=f"plan:{plan.year}", data={"name": name},
        )  # fmt: skip
        KeptTrial.objects.create(
            plan=plan, name=name, recorded_at=at, recorded_by=actor.id, act=entry.seq
        )


def stop_request(*, year: int, actor: Actor) -> None:
    """Tell the worker to end what it computes for a year and keep the best so far.

    Raises AccountRefused (`not_allowed`).
    """
    accounts.require(actor, Permission.MAKE_PLAN)
    PlanRequest.objects.filter(year=year, state__in=UNDER_WAY).update(is_to_stop=True)


def _plan(plan: UUID) -> StoredPlan:
    found = queries.plan_with_id(plan)
    if found is None:
        raise CycleRefused("plan_unknown", {})
    return found


def _of_plan(plan: StoredPlan, kind: PlanRequest.Kind) -> PlanRequest:
    return PlanRequest(
        kind=kind, year=plan.year, as_of=plan.as_of, known_at=plan.known_at, base=plan
    )


def _hand_over(request: PlanRequest, action: str, actor: Actor, at: datetime) -> UUID:
    from canbo.cycle.tasks import draft

    request.actor_id, request.actor_name, request.requested_at = actor.id, actor.name, at
    request.save(force_insert=True)
    write_entry(
        actor_id=actor.id, actor_name=actor.name, action=action, at=at,
        subject=f"plan:{request.year}", data={"as_of": request.as_of.isoformat()},
    )  # fmt: skip
    draft.defer(request=str(request.id))  # in this transaction: both stand or neither
    return request.id


def work_on_request(*, request: UUID, at: datetime) -> None:
    """Do what was asked for; a refusal is kept for the page to show.

    Whoever asked must still hold the right at `at`; a draft stands in that person's name.
    """
    asked = PlanRequest.objects.get(id=request)
    if asked.state in (PlanRequest.State.DONE, PlanRequest.State.REFUSED):
        return
    PlanRequest.objects.filter(id=request).update(state=PlanRequest.State.RUNNING)
    try:
        actor = accounts.actor_with_id(asked.actor_id, at)
        accounts.require(actor, Permission.MAKE_PLAN)
        made = _WORK[asked.kind](asked, actor, at)
    except Refusal as refusal:
        data = {name: str(value) for name, value in refusal.data.items()}
        _end(request, PlanRequest.State.REFUSED, {"code": refusal.code, "data": data})
    except Exception:
        _end(request, PlanRequest.State.REFUSED, {"code": "draft_failed", "data": {}})
        raise  # the worker's log tells where
    else:
        _end(request, PlanRequest.State.DONE, {}, made)


def _make_draft(asked: PlanRequest, actor: Actor, at: datetime) -> StoredPlan | None:
    teller = _Teller(asked.id)
    draft_plan(
        year=asked.year, perspective=Perspective(asked.as_of, asked.known_at), actor=actor, at=at,
        progress=teller.note, control=teller.control(),
    )  # fmt: skip
    return queries.newest_plan(asked.year)


def _make_trial(asked: PlanRequest, actor: Actor, at: datetime) -> StoredPlan:
    assert asked.base is not None
    teller, edits = _Teller(asked.id), tuple(map(Edit.of, asked.edits))
    basis = basis_of(asked.base, edits)
    _, stored = make_and_store(basis, actor, at, teller.note, teller.control())
    return stored


def _answer(asked: PlanRequest, actor: Actor, at: datetime) -> None:
    del actor, at
    assert asked.base is not None
    answer_person(asked.base, asked.person)


_WORK = {
    PlanRequest.Kind.DRAFT: _make_draft,
    PlanRequest.Kind.TRIAL: _make_trial,
    PlanRequest.Kind.ANSWERS: _answer,
}


def work_on_explaining(*, plan: UUID) -> None:
    """Answer a stretch of questions about a draft; the rest waits behind what others asked."""
    found = queries.plan_with_id(plan)
    if found is None or (newest := queries.newest_plan(found.year)) is None or newest.id != plan:
        return  # a newer draft of the year is what people ask about
    try:
        is_left = answer_stretch(found)
    except CycleRefused:
        return  # facts or law have changed: only a new draft has answers
    if is_left:
        explain_later(found)


class _Teller:
    """Tells the page how far a search is, and the search that somebody asked to stop.

    The solver's thread only notes; the thread that waits writes and looks, once a second.
    """

    def __init__(self, request: UUID) -> None:
        self._request = request
        self._noted: dict[str, Any] = {}
        self._told = 0.0

    def note(self, progress: Progress) -> None:
        """Note a turn of the search."""
        self._noted = {
            "seconds": round(progress.seconds, 1),
            "objective": progress.objective,
            "bound": progress.bound,
        }

    def control(self) -> Control:
        """Give the control whose beat writes and looks."""
        from canbo.engine.planning.training.solver import Control

        control = Control(lambda: self._beat(control))
        self._look(control)  # it may have been stopped while it waited
        return control

    def _beat(self, control: Control) -> None:
        if time.monotonic() - self._told < 1:
            return
        self._told = time.monotonic()
        if self._noted:
            PlanRequest.objects.filter(id=self._request).update(progress=self._noted)
        self._look(control)

    def _look(self, control: Control) -> None:
        if PlanRequest.objects.filter(id=self._request, is_to_stop=True).exists():
            control.stop()


def _end(
    request: UUID,
    state: PlanRequest.State,
    refusal: dict[str, object],
    made: StoredPlan | None = None,
) -> None:
    PlanRequest.objects.filter(id=request).update(state=state, refusal=refusal, made=made)
