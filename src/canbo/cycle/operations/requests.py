"""Ask the worker for a new draft, and the worker's side of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from canbo.accounts import access as accounts
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.cycle import queries
from canbo.cycle.models import PlanRequest
from canbo.cycle.operations.drafts import CycleRefused, draft_plan
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import Perspective
from canbo.journal.operations import write_entry

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
    under_way = (PlanRequest.State.WAITING, PlanRequest.State.RUNNING)
    PlanRequest.objects.filter(
        year=year, state__in=under_way, requested_at__lt=at - STALLED_AFTER
    ).update(state=PlanRequest.State.REFUSED, refusal={"code": "draft_stalled", "data": {}})


def _queue(year: int, perspective: Perspective, actor: Actor, at: datetime) -> UUID:
    from canbo.cycle.tasks import draft

    request = PlanRequest.objects.create(
        year=year, as_of=perspective.as_of, known_at=perspective.known_at, actor_id=actor.id,
        actor_name=actor.name, requested_at=at,
    )  # fmt: skip
    write_entry(
        actor_id=actor.id, actor_name=actor.name, action="cycle.plan_requested", at=at,
        subject=f"plan:{year}", data={"as_of": perspective.as_of.isoformat()},
    )  # fmt: skip
    draft.defer(request=str(request.id))  # in this transaction: both stand or neither
    return request.id


def work_on_request(*, request: UUID, at: datetime) -> None:
    """Make the draft that was asked for; a refusal is kept for the page to show.

    Whoever asked must still hold the right at `at`; the draft stands in that person's name.
    """
    asked = PlanRequest.objects.get(id=request)
    if asked.state in (PlanRequest.State.DONE, PlanRequest.State.REFUSED):
        return
    PlanRequest.objects.filter(id=request).update(state=PlanRequest.State.RUNNING)
    try:
        actor = accounts.actor_with_id(asked.actor_id, at)
        perspective = Perspective(asked.as_of, asked.known_at)
        with transaction.atomic():
            draft_plan(year=asked.year, perspective=perspective, actor=actor, at=at)
    except Refusal as refusal:
        data = {name: str(value) for name, value in refusal.data.items()}
        _end(request, PlanRequest.State.REFUSED, {"code": refusal.code, "data": data})
    except Exception:
        _end(request, PlanRequest.State.REFUSED, {"code": "draft_failed", "data": {}})
        raise  # the worker's log tells where
    else:
        _end(request, PlanRequest.State.DONE, {})


def _end(request: UUID, state: PlanRequest.State, refusal: dict[str, object]) -> None:
    PlanRequest.objects.filter(id=request).update(state=state, refusal=refusal)
