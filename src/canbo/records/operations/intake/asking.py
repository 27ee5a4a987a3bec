"""Questions about facts of somebody known, put to the desk in one way."""

from __future__ import annotations

from dataclasses import dataclass

from canbo.engine.facts import FactKind
from canbo.exchange.workbooks.places import CellRef
from canbo.records.operations.intake.differences import (
    DifferenceKind,
    Option,
    Outcome,
    Question,
)
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.state import PersonState


@dataclass(frozen=True, slots=True)
class Matter:
    """What a question is about: whose fact, of which kind, in which field, raised by which cell.

    `before` is what stands and `after` what the file says, in words or codes.
    """

    person: PersonState
    fact_kind: FactKind
    field: str
    cell: CellRef | None
    before: str = ""
    after: str = ""


def is_ended(plan: Plan, matter: Matter, default: Outcome = Outcome.END) -> bool:
    """Ask whether a fact ends that a file says, or seems to say, has ended."""
    offered = (Outcome.END, Outcome.KEEP)
    return _settled(plan, matter, DifferenceKind.ENDING_FACT, offered, default) == Outcome.END


def is_stored(plan: Plan, matter: Matter, default: Outcome = Outcome.STORE) -> bool:
    """Ask whether something new is stored; what is by default left out is only mentioned."""
    offered = (Outcome.STORE, Outcome.SKIP)
    is_mentioned = default == Outcome.SKIP
    kind = DifferenceKind.MENTIONED_FACT if is_mentioned else DifferenceKind.NEW_FACT
    return _settled(plan, matter, kind, offered, default) == Outcome.STORE


def _settled(
    plan: Plan, matter: Matter, kind: DifferenceKind, offered: tuple[Outcome, ...], default: Outcome
) -> str:
    chosen = plan.desk.settle(
        Question(
            kind=kind, person=None if matter.person.is_new else matter.person.id,
            person_name=next(iter(matter.person.names.values()), ""), cell=matter.cell,
            options=tuple(map(Option.of, offered)), default=default,
            fact_kind=matter.fact_kind, field=matter.field,
            before=matter.before, after=matter.after,
        )
    )  # fmt: skip
    return chosen.code
