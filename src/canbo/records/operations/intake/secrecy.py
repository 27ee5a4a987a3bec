"""How secret a file is: by the kinds of its documents, and by what it would do to the records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from canbo.engine.facts import FactKind
from canbo.exchange.workbooks.reading import (
    Document,
    EditedCell,
    ListDocument,
    Reading,
    ReturnedDocument,
    RosterDocument,
)
from canbo.exchange.workbooks.statements import PoolReading, ResultReading, Statement
from canbo.records.models.secrecy import (
    SECRECY_OF_FACTS,
    SECRECY_OF_LISTS,
    SECRET,
    VOTES,
    secrecy_of_fact,
)
from canbo.records.operations.intake.plan import Plan


def secrecy_of_reading(reading: Reading) -> int:
    """The highest level of secrecy of what a file speaks of, before it is held against anything."""
    return max(map(_of_document, reading.documents), default=0)


def _of_document(document: Document) -> int:
    if isinstance(document, ListDocument | ReturnedDocument):
        level = SECRECY_OF_LISTS.get(document.kind, 0)
        if level:
            return level
    if isinstance(document, ReturnedDocument):
        cells = (cell for row in document.rows for cell in row.cells)
        return SECRET if any(_is_of_votes(cell) for cell in cells) else 0
    said = (one for row in _rows(document) for one in getattr(row, "statements", ()))
    return SECRET if any(map(_tells_secrets, said)) else 0


def _tells_secrets(said: Statement) -> bool:
    """Whether a statement says who is planned, or who got how many votes."""
    if isinstance(said, ResultReading):
        return said.votes_for is not None or said.ballots is not None
    return isinstance(said, PoolReading)


def _is_of_votes(cell: EditedCell) -> bool:
    return cell.column.kind == FactKind.ELECTION_RESULT and cell.column.attribute in VOTES


def _rows(document: Document) -> Iterator[Any]:
    """The rows of a document; of rows that were read by column one of each likeness."""
    yield from document.rows
    if isinstance(document, RosterDocument) and document.bulk is not None:
        for group in document.bulk.groups:
            yield from (one.row for one in group.likenesses if one.row is not None)


def secrecy_of_plan(plan: Plan) -> int:
    """The highest level of secrecy of the facts that a plan stores, voids, puts back or repeats."""
    return max(_levels(plan), default=0)


def _levels(plan: Plan) -> Iterator[int]:
    yield plan.bulk.secrecy
    yield from map(secrecy_of_fact, plan.facts.values())
    yield from (secrecy_of_fact(void.fact) for void in plan.voids.values())
    yield from map(secrecy_of_fact, plan.again)
    yield from (SECRECY_OF_FACTS.get(one.kind, 0) for one in plan.restated.values())
    yield from (SECRECY_OF_FACTS.get(kind, 0) for kind, count in plan.bulk.facts.items() if count)
