"""What would move one person of a rotation: asked for one at once, for everybody by the worker."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from time import monotonic
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from canbo.accounts.actor import Actor
from canbo.cycle import queries
from canbo.cycle.access import rotations
from canbo.cycle.models import Progress, RotationDraft, RotationQuestion
from canbo.cycle.operations.drafts import CycleRefused
from canbo.cycle.queries.rotation_values import problem_of
from canbo.engine.planning.rotation.problem import Problem
from canbo.engine.planning.rotation.settings import settings_of

ONE, EVERYBODY = 30.0, 60.0  # wall seconds for one answer, and for all of a draft


def ask_change(*, person: UUID, actor: Actor, at: datetime) -> UUID:
    """Queue the question what would move somebody; what was asked already is not asked again.

    Raises CycleRefused (`rotation_person_unknown`) where there is no rotation, the person is not
    in it or the actor may not know of the person; AccountRefused (`not_allowed`).
    """
    found = rotations.get_rotation(actor=actor, at=at)
    if found is None or person not in {one.person for one in found.reasons}:
        raise CycleRefused("rotation_person_unknown")
    try:
        with transaction.atomic():
            question = RotationQuestion.objects.create(
                draft_id=found.id, person=person, requested_at=at
            )
            _defer(question.id)
            return question.id
    except IntegrityError:
        asked = queries.question_about(found.id, person)
        if asked is None:
            raise
        return asked.id


def _defer(question: UUID) -> None:
    from canbo.cycle.tasks import change

    change.defer(question=str(question))  # in this transaction: both stand or neither


def work_on_change(*, question: UUID) -> None:
    """Answer one question from the tables that its rotation was made from."""
    asked = RotationQuestion.objects.select_related("draft").get(id=question)
    if asked.state == Progress.DONE:
        return
    answer = _answer(problem_of(asked.draft.tables), asked.draft, asked.person, ONE)
    RotationQuestion.objects.filter(id=question).update(state=Progress.DONE, answer=answer)


def answer_everybody(*, draft: UUID, at: datetime) -> int:
    """Answer for everybody who does not move, as far as the time goes; gives how many."""
    stored = RotationDraft.objects.get(id=draft)
    problem = problem_of(stored.tables)
    moving = {row["person"] for row in stored.outcome["moves"]}
    asked = {str(one.person) for one in queries.answered(draft)}
    ends, rows = monotonic() + EVERYBODY, []
    for person in sorted({row.person for row in problem.people} - moving - asked):
        left = ends - monotonic()
        if left <= 0:
            break
        answer = _answer(problem, stored, UUID(person), min(left, ONE))
        rows.append(
            RotationQuestion(
                draft=stored, person=UUID(person), state=Progress.DONE, answer=answer,
                requested_at=at,
            )
        )  # fmt: skip
    RotationQuestion.objects.bulk_create(rows, ignore_conflicts=True)  # asked meanwhile: the same
    return len(rows)


def _answer(problem: Problem, draft: RotationDraft, person: UUID, seconds: float) -> dict[str, Any]:
    from canbo.engine.planning.rotation.changes import find_change
    from canbo.engine.planning.training.solver import Limits

    costs = settings_of(draft.settings).change_costs
    found = find_change(problem, str(person), Limits(seconds), costs)
    return {**asdict(found), "change": found.plain()}
