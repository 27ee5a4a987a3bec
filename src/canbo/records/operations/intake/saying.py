"""One statement of one row, with all that is needed to hold it against what stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from canbo.engine.facts import Source
from canbo.engine.timeline import PartialDate, Validity
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.reading import ListDocument, ListKind, Problem
from canbo.exchange.workbooks.statements import DecisionReading, Statement
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.sources import source_of, words_of
from canbo.records.operations.intake.state import PersonState

S = TypeVar("S", bound=Statement)

# what a list of careers or a roster tells is not what its covering letter decided
_TELLS_ONLY = frozenset({ListKind.CAREERS, ListKind.STUDIES})


@dataclass(frozen=True, slots=True)
class Paper:
    """The document that the row stands in: its day, and what its title says of all rows.

    `day` is the day on which it saw what it says. `unit` is the unit of the document, None where
    it names none.
    """

    day: date
    unit: UUID | None = None
    document: ListDocument | None = None

    @property
    def decision(self) -> DecisionReading | None:
        """The decision that the title names for all rows."""
        if self.document is None or self.document.kind in _TELLS_ONLY:
            return None
        return self.document.decision


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement about a person; `unit` is the unit of the row, `cell` where it stands.

    `hands_over`: the post ends on the day on which the person's next one begins.
    """

    person: PersonState
    statement: Statement
    unit: UUID | None
    paper: Paper
    cell: CellRef | None
    hands_over: bool = False

    @property
    def decision(self) -> DecisionReading | None:
        """The decision of the row, else of the title."""
        return self.statement.decision or self.paper.decision

    @property
    def words(self) -> str:
        """What the row wrote."""
        return words_of(self.statement)

    def source(self, plan: Plan) -> Source:
        """The decision behind the statement, else the cell."""
        return source_of(plan, self.cell, self.decision)

    @property
    def begins(self) -> PartialDate | None:
        """When it begins: as the row says, else the day of the decision."""
        if self.statement.begins is not None:
            return self.statement.begins
        return self.decision.day if self.decision else None

    def validity(self) -> Validity:
        """The days that the row gives; without a beginning, the day that the document saw it."""
        begins, ends = self.begins, self.statement.ends
        if begins is not None:
            return Validity(begins, ends)
        seen = min(self.paper.day, ends.earliest) if ends else self.paper.day
        return Validity(None, ends, seen)

    def problem(self, code: str, found: str = "", expected: str = "") -> Problem:
        """Something about the statement that a person must look at."""
        sheet, address = (self.cell.sheet, self.cell.address) if self.cell else ("", "")
        return Problem(sheet, address, code, found or self.statement.as_written, expected)


def span_words(validity: Validity) -> str:
    """Write when something held, for messages: "5/2008 - 12/2010", "5/2008 -"."""
    begins = validity.begins or (PartialDate.of(validity.known_by) if validity.known_by else None)
    return f"{begins or '…'} - {validity.ends or ''}".strip()


def is_reversed(begins: PartialDate | None, ends: PartialDate | None) -> bool:
    """Whether something would end before it begins, however the days are read."""
    return begins is not None and ends is not None and ends.latest < begins.earliest
