"""Where a statement of a list comes from, and which of two sources proves more."""

from __future__ import annotations

from canbo.engine.facts import Evidence, Source
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.statements import DecisionReading, Statement
from canbo.records.operations.intake.plan import Plan

_RANK = {Evidence.DECLARED: 0, Evidence.WORKBOOK: 1, Evidence.DECISION: 2}


def source_of(plan: Plan, cell: CellRef | None, decision: DecisionReading | None) -> Source:
    """The file's cell, or the decision that the file names, as found in that cell."""
    if decision is None or not decision.number:
        return plan.source(cell)
    day = decision.day
    full = day is not None and day.is_full
    # a day that is not whole has no place of its own: it stays with the number
    number = decision.number if full or day is None else f"{decision.number} ({day})"
    said = plan.source(cell)
    return Source(
        Evidence.DECISION, said.document, said.cell, number, day.earliest if day and full else None
    )


def outranks(one: Source, other: Source) -> bool:
    """Whether a source proves more: a decision more than a list, a list more than a word."""
    return _RANK[one.evidence] > _RANK[other.evidence]


def words_of(statement: Statement) -> str:
    """What the row wrote, with who decided it where the row says so."""
    issuer = statement.decision.issuer if statement.decision else ""
    return "; ".join(filter(None, (statement.as_written, issuer)))
