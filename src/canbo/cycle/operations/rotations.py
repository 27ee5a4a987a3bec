"""Draft a rotation: facts, law and the office's settings → tables → plan, stored as one act."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from canbo.accounts import access as accounts
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.cycle import queries
from canbo.cycle.models import UNDER_WAY, Progress, RotationDraft
from canbo.cycle.operations.drafts import CycleRefused
from canbo.cycle.queries.rotation_values import plain_outcome, plain_problem
from canbo.engine.forecast import Scene
from canbo.engine.forecast.rotating import Rotating, Seat, rotating
from canbo.engine.law.pausing import collector_paused
from canbo.engine.planning.rotation.outcome import RotationPlan
from canbo.engine.planning.rotation.settings import Settings, settings_of
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import Perspective
from canbo.journal.operations import write_entry
from canbo.law import load
from canbo.records import access as records

TIME_LIMIT = 60.0  # wall seconds of one draft in an office
STALLED_AFTER = timedelta(minutes=10)  # many times that


def rotation_tables(*, settings: Settings, perspective: Perspective) -> Rotating:
    """Make the planner's tables from the facts and the law of a perspective.

    They stay near the rotation that was drafted last. Raises RegisterRefused when the settings
    name a unit that the records do not know.
    """
    ids = {name: str(records.resolve_unit(code=name)) for name in settings.unit_leave_caps}
    with collector_paused():
        scene = Scene.of(records.read_snapshot(), load(), perspective)
        return rotating(scene, settings.with_units(ids), _previous())


def _previous() -> list[tuple[str, str]]:
    last = queries.newest_rotation()
    moves = last.outcome["moves"] if last is not None and last.outcome else ()
    return [(row["person"], row["to_post"]) for row in moves]


def draft_rotation(
    *, settings: object, perspective: Perspective, actor: Actor, at: datetime
) -> RotationPlan:
    """Make and store the best rotation at once; it has passed the independent checker.

    `settings` are plain (see `settings_of`); what is not said keeps its default. Raises
    SettingsRefused, CycleRefused (`rotation_infeasible`, `rotation_not_found_in_time`),
    AccountRefused (`not_allowed`).
    """
    accounts.require(actor, Permission.MAKE_PLAN)
    draft = _new(settings_of(settings), perspective, actor, at)
    with transaction.atomic():
        return _fill(draft, actor, at)


def request_rotation(
    *, settings: object, perspective: Perspective, actor: Actor, at: datetime
) -> UUID:
    """Queue a rotation for the worker; a request that still runs is joined.

    Raises SettingsRefused, records' UnitUnknown, AccountRefused (`not_allowed`).
    """
    accounts.require(actor, Permission.MAKE_PLAN)
    read = settings_of(settings)
    for name in read.unit_leave_caps:
        records.resolve_unit(code=name)
    RotationDraft.objects.filter(
        state__in=UNDER_WAY, requested_at__lt=at - STALLED_AFTER
    ).update(state=Progress.REFUSED, refusal={"code": "draft_stalled", "data": {}})  # fmt: skip
    try:
        with transaction.atomic():
            draft = _new(read, perspective, actor, at)
            draft.save()
            write_entry(
                actor_id=actor.id, actor_name=actor.name, action="cycle.rotation_requested",
                at=at, subject="rotation", data={"as_of": perspective.as_of.isoformat()},
            )  # fmt: skip
            _defer(draft.id)
            return draft.id
    except IntegrityError:
        running = queries.last_rotation_request()
        if running is None:
            raise
        return running.id


def _new(settings: Settings, perspective: Perspective, actor: Actor, at: datetime) -> RotationDraft:
    return RotationDraft(
        settings=settings.plain(), as_of=perspective.as_of, known_at=perspective.known_at,
        actor_id=actor.id, actor_name=actor.name, requested_at=at,
    )  # fmt: skip


def _defer(draft: UUID) -> None:
    from canbo.cycle.tasks import rotation

    rotation.defer(draft=str(draft))  # in this transaction: both stand or neither


def work_on_rotation(*, draft: UUID, at: datetime) -> bool:
    """Make the rotation that was asked for; a refusal is kept for the page to show.

    Gives whether it was made now. Whoever asked must still hold the right at `at`; the draft
    stands in that person's name.
    """
    asked = RotationDraft.objects.get(id=draft)
    if asked.state not in UNDER_WAY:
        return False
    RotationDraft.objects.filter(id=draft).update(state=Progress.RUNNING)
    try:
        actor = accounts.actor_with_id(asked.actor_id, at)
        accounts.require(actor, Permission.MAKE_PLAN)
        with transaction.atomic():
            _fill(asked, actor, at)
    except Refusal as refusal:
        _refuse(draft, refusal)
        return False
    except Exception:
        _refuse(draft, Refusal("draft_failed"))
        raise  # the worker's log tells where
    return True


def _refuse(draft: UUID, refusal: Refusal) -> None:
    data = {name: str(value) for name, value in refusal.data.items()}
    RotationDraft.objects.filter(id=draft).update(
        state=Progress.REFUSED, refusal={"code": refusal.code, "data": data}
    )


def _fill(draft: RotationDraft, actor: Actor, at: datetime) -> RotationPlan:
    from canbo.engine.planning.rotation import plan
    from canbo.engine.planning.training.solver import Limits

    perspective = Perspective(draft.as_of, draft.known_at)
    made_from = rotation_tables(settings=settings_of(draft.settings), perspective=perspective)
    made = plan(made_from.problem, Limits(seconds=TIME_LIMIT))
    if not made.is_plan:
        code = "rotation_infeasible" if made.conflict else "rotation_not_found_in_time"
        raise CycleRefused(code, {"seconds": int(TIME_LIMIT)})
    entry = write_entry(
        actor_id=actor.id, actor_name=actor.name, action="cycle.rotation_drafted", at=at,
        subject="rotation",
        data={
            "status": made.status.value, "objective": made.objective, "bound": made.bound,
            "moves": len(made.moves), "people": len(made.reasons),
        },
    )  # fmt: skip
    draft.state, draft.law_version, draft.status = Progress.DONE, load().version, made.status.value
    draft.objective, draft.bound, draft.seconds = (
        made.objective,
        made.bound,
        sum(made.seconds.values()),
    )
    draft.tables, draft.outcome = plain_problem(made_from.problem), plain_outcome(made)
    draft.beside, draft.recorded_at, draft.act = _beside(made_from, made), at, entry.seq
    draft.save()
    return made


def _beside(found: Rotating, made: RotationPlan) -> dict[str, Any]:
    """What the pages tell beside the tables, by ids of the tables."""
    return {
        "seats": {name: _seat(seat) for name, seat in found.seats.items()},
        "barred": {str(person): codes for person, codes in found.barred.items()},
        "unfilled": found.unfilled,
        "leaving": [str(person) for person in found.leaving],
        "beside": found.beside,
        "planned": found.planned,
        "groups": {
            name: sorted({row.person for row in found.problem.people} & members)
            for name, members in found.groups.items()
        },
        "grounds": {row.person: found.grounds(row.person, row.to_post) for row in made.moves},
        "ruling": asdict(found.ruling),
    }


def _seat(seat: Seat) -> dict[str, Any]:
    title = load().posts.get(seat.title)
    name = title.name if title is not None else seat.title
    return {"post": str(seat.post), "unit": str(seat.unit), "title": name}
