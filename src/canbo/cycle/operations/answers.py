"""What solving again tells of a stored plan: for one person at once, for everybody in stretches.

A stretch ends after some seconds and the rest waits behind what others asked for meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings

from canbo.cycle.models import PlanAnswer, PlanNeed, StoredPlan
from canbo.cycle.operations.drafts import Basis, CycleRefused
from canbo.cycle.operations.stories import input_of
from canbo.engine.planning.training.outcome import Assigned, Price, Status, TrainingPlan
from canbo.engine.planning.trial import Edit
from canbo.engine.timeline import Perspective

if TYPE_CHECKING:
    from canbo.engine.planning.training.again import Again
    from canbo.engine.planning.training.solver import Deadline

PERSON_SECONDS = 30.0  # of all questions about one person
STRETCH_SECONDS = 15.0  # of a stretch of questions about everybody
ONE_SECONDS = 60.0  # of one question, so that the longest does not keep the rest from its answer


@dataclass(frozen=True, slots=True)
class Question:
    """One question about a plan, and how it is answered."""

    kind: str
    subject: str
    ask: Callable[[Again, Deadline], dict[str, Any]]


def basis_of(plan: StoredPlan, edits: tuple[Edit, ...] | None = None) -> Basis:
    """Give what a stored plan was made from; with other `edits`, that of a trial of it."""
    told = tuple(map(Edit.of, plan.edits)) if edits is None else edits
    return Basis(plan.catalogue, Perspective(plan.as_of, plan.known_at), plan, told)


def answer_person(plan: StoredPlan, person: UUID | None) -> None:
    """Answer for the needs of one person. Raises CycleRefused (`plan_outdated`)."""
    from canbo.engine.planning.training.solver import Deadline

    needs = [need for need in plan.needs.all() if need.person == person]
    deadline = Deadline(PERSON_SECONDS)
    again = _again(plan)
    open_ones = _new(plan, [_of_need(need) for need in needs], is_retried=True)
    for question in open_ones:
        _store(plan, question, question.ask(again, deadline))


def answer_stretch(plan: StoredPlan) -> bool:
    """Answer questions about everybody for some seconds; says whether some are left.

    Raises CycleRefused (`plan_outdated`).
    """
    from canbo.engine.planning.training.solver import Deadline

    stretch = Deadline(STRETCH_SECONDS)
    questions = list(_new(plan, [*_of_prices(plan), *map(_of_need, plan.needs.all())]))
    again = _again(plan) if questions else None
    for question in questions:
        if again is None or stretch.is_over:
            return True
        _store(plan, question, question.ask(again, Deadline(ONE_SECONDS)))
    return False


def _new(
    plan: StoredPlan, questions: list[Question], *, is_retried: bool = False
) -> Iterator[Question]:
    """Give the questions that nobody asked yet, and again those that had no time."""
    told = {
        (one.kind, one.subject) for one in plan.answers.all() if not (is_retried and _is_open(one))
    }
    return (one for one in questions if (one.kind, one.subject) not in told)


def _is_open(answer: PlanAnswer) -> bool:
    return answer.answer.get("why") == "no_time"


def _again(plan: StoredPlan) -> Again:
    """Build the plan's problem anew; refused when facts or law now give another one."""
    from canbo.engine.planning.training.again import Again

    problem = basis_of(plan).tables().problem
    if input_of(problem) != plan.story.get("input"):
        raise CycleRefused("plan_outdated", {"year": plan.year})
    assigned = tuple(
        Assigned(need.code, str(need.person), need.class_code, need.payer)
        for need in plan.needs.all()
        if need.served
    )
    made = TrainingPlan(Status(plan.status), plan.objective, plan.bound, 0.0, assigned)
    return Again(problem, made)


def _of_need(need: PlanNeed) -> Question:
    from canbo.engine.planning.training.asking import in_stead, what_changes
    from canbo.engine.planning.training.changes import Costs

    def change(again: Again, deadline: Deadline) -> dict[str, Any]:
        costs = Costs(**settings.CANBO_CHANGE_COSTS)
        answer = what_changes(again, need.code, costs, deadline)
        return answer.plain() or {"why": answer.why}

    def stead(again: Again, deadline: Deadline) -> dict[str, Any]:
        found = in_stead(again, need.code, deadline)
        if found is None:
            return {"why": "no_time"}
        return {"lost": found.lost, "comes": list(found.comes), "decided": found.is_decided}

    kind, ask = (PlanAnswer.Kind.STEAD, stead) if need.served else (PlanAnswer.Kind.CHANGE, change)
    return Question(kind, need.code, ask)


def _of_prices(plan: StoredPlan) -> Iterator[Question]:
    for number, row in enumerate(plan.story.get("prices", ())):
        yield Question(PlanAnswer.Kind.PRICE, str(number), _pricing(Price(*row)))


def _pricing(price: Price) -> Callable[[Again, Deadline], dict[str, Any]]:
    from canbo.engine.planning.training.asking import priced

    def ask(again: Again, deadline: Deadline) -> dict[str, Any]:
        (found,) = priced(again, (price,), deadline)
        return {"gain": found.gain} if found.gain is not None else {"why": "no_time"}

    return ask


def _store(plan: StoredPlan, question: Question, answer: dict[str, Any]) -> None:
    """Keep an answer; one that had no time gives way to a later one."""
    PlanAnswer.objects.update_or_create(
        plan=plan, kind=question.kind, subject=question.subject, defaults={"answer": answer}
    )
