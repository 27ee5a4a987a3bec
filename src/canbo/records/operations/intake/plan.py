"""What one import will store: collected in memory, stored at once or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID, uuid4

from canbo.engine.facts import (
    Election,
    Evidence,
    Fact,
    FactKind,
    Post,
    Scheme,
    Source,
    Tenure,
    Term,
    TrainingClass,
    Unit,
)
from canbo.engine.timeline import PartialDate, Validity
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.reading import Problem
from canbo.records.models.shapes import SHAPE_OF
from canbo.records.operations.intake.differences import Desk, Difference
from canbo.records.operations.intake.unchanged import Settled
from canbo.records.operations.writing import Void

if TYPE_CHECKING:
    from canbo.exchange.workbooks.bulk import BulkRows

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, slots=True)
class Restated:
    """A fact that stood already and that this file says once more, in this cell."""

    kind: FactKind
    key: UUID
    cell: str


@dataclass(slots=True)
class Waiting:
    """Plain rows of one roster that are planned while they are stored, a part at a time.

    `places` are their places among the rows, `units` is the unit of each row; `mark` is the
    roster's, to be completed, None where it leaves no sighting.
    """

    rows: BulkRows
    places: Sequence[int]
    units: Sequence[UUID | None]
    day: date
    mark: dict[str, Any] | None = None

    @property
    def is_dated(self) -> bool:
        """Whether the roster says of which day it is."""
        return self.mark is not None


@dataclass(slots=True)
class Changed:
    """Plain rows of one roster that say something new of people surely known; planned apart.

    `people` are told by the place of each row; `units` are those that the roster lists, None where
    it names no day: nobody's posts end by it.
    """

    rows: BulkRows
    people: Mapping[int, UUID]
    day: date
    units: set[UUID] | None


@dataclass(slots=True)
class BulkPlan:
    """What plain rows that are planned a part at a time come to, all together; their facts are not
    kept.

    `stores`: rows of surely new people are to be stored; they wait, and are counted as they are.
    """

    stores: bool = False
    waiting: list[Waiting] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    facts: Counter[FactKind] = field(default_factory=Counter)
    created: int = 0
    matched: int = 0
    voided: int = 0
    restored: int = 0
    secrecy: int = 0
    listed: int = 0
    single: set[CellRef] = field(default_factory=set)  # cells of plain rows taken row by row
    newcomers: list[Sequence[Difference]] = field(default_factory=list)
    lines: dict[str, list[str]] = field(default_factory=dict)  # of facts, by table, to be copied
    settled: Settled = field(default_factory=Settled)

    def count(self, more: BulkPlan) -> None:
        """Count what another one counted too."""
        self.facts.update(more.facts)
        self.created += more.created
        self.matched += more.matched
        self.voided += more.voided
        self.restored += more.restored
        self.secrecy = max(self.secrecy, more.secrecy)
        self.listed += more.listed


@dataclass(slots=True)
class Plan:
    """New registers and facts, facts to void, statements known already, and what was not stored."""

    file: str
    at: datetime
    desk: Desk = field(default_factory=Desk)
    units: dict[UUID, Unit] = field(default_factory=dict)
    units_named: set[UUID] = field(default_factory=set)
    posts: dict[UUID, Post] = field(default_factory=dict)
    people: set[UUID] = field(default_factory=set)
    matched: set[UUID] = field(default_factory=set)
    classes: dict[UUID, tuple[TrainingClass, dict[str, Any]]] = field(default_factory=dict)
    terms: dict[UUID, Term] = field(default_factory=dict)
    elections: dict[UUID, Election] = field(default_factory=dict)
    schemes: dict[UUID, Scheme] = field(default_factory=dict)
    facts: dict[UUID, Fact] = field(default_factory=dict)
    voids: dict[UUID, Void] = field(default_factory=dict)
    restated: dict[UUID, Restated] = field(default_factory=dict)
    again: list[Fact] = field(default_factory=list)  # what an earlier edition had voided
    closed: set[UUID] = field(default_factory=set)  # facts that something else follows
    # by person: what is known to be over, and goes on by a line of this file
    reopened: dict[UUID, list[Tenure]] = field(default_factory=dict)
    documents: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    listed: set[CellRef] = field(default_factory=set)
    used: set[CellRef] = field(default_factory=set)
    bulk: BulkPlan = field(default_factory=BulkPlan)

    def set_apart(self) -> Plan:
        """Give what is planned so far as a plan of its own; this one is then empty."""
        apart, empty = replace(self), Plan(self.file, self.at)
        self.take_back(empty)
        return apart

    def take_back(self, apart: Plan) -> None:
        """Let this plan be what another one is."""
        for one in fields(self):
            setattr(self, one.name, getattr(apart, one.name))

    def draft(
        self,
        fact: type[F],
        cell: CellRef | None,
        validity: Validity,
        *,
        source: Source | None = None,
        **own: Any,
    ) -> F:
        """Make a fact of a kind, said in a cell of the file, without planning to store it.

        `source` is where it comes from when a decision stands behind the cell.
        """
        return fact(
            id=uuid4(), key=uuid4(), validity=validity, recorded_at=self.at,
            source=source or self.source(cell), **own,
        )  # fmt: skip

    def new(
        self,
        fact: type[F],
        cell: CellRef | None,
        validity: Validity,
        *,
        source: Source | None = None,
        **own: Any,
    ) -> F:
        """Plan a new fact of a kind, said in a cell of the file."""
        return self.store(self.draft(fact, cell, validity, source=source, **own))

    def store(self, drafted: F) -> F:
        """Plan to store a fact."""
        self.facts[drafted.id] = drafted
        return drafted

    def source(self, cell: CellRef | None) -> Source:
        """The provenance of a statement of this file."""
        return Source(Evidence.WORKBOOK, self.file, str(cell) if cell else "")

    def change(
        self, old: F, cell: CellRef | None, *, source: Source | None = None, **values: Any
    ) -> F:
        """Plan the fact that takes the place of `old`: the values that differ, said in `cell`."""
        made = replace(
            old, id=uuid4(), key=uuid4(), recorded_at=self.at, voided_at=None,
            source=source or self.source(cell), **values,
        )  # fmt: skip
        self.facts[made.id] = made
        self._set_aside(old, made.id)
        return made

    def succeed(self, old: F, cell: CellRef | None, day: date, **values: Any) -> F:
        """Plan that `old` held until the day before and something else since, said in `cell`."""
        ends = PartialDate.of(day - timedelta(days=1))
        closed = self.resume(old, replace(old.validity, ends=ends))
        self._set_aside(old, closed.id)
        self.closed.add(closed.id)
        begun = Validity(PartialDate.of(day), old.validity.ends)
        made = replace(
            old, id=uuid4(), key=uuid4(), recorded_at=self.at, voided_at=None, validity=begun,
            source=self.source(cell), **values,
        )  # fmt: skip
        self.facts[made.id] = made
        return made

    def resume(self, old: F, validity: Validity) -> F:
        """Plan a second fact of what `old` said, for other days, from the same source."""
        made = replace(
            old, id=uuid4(), key=uuid4(), recorded_at=self.at, voided_at=None, validity=validity
        )
        self.facts[made.id] = made
        return made

    def _set_aside(self, old: Fact, replacement: UUID) -> None:
        if old.id not in self.facts:
            self.voids[old.id] = Void(old, replacement)
            return
        del self.facts[old.id]
        for identity, void in list(self.voids.items()):
            if void.replaced_by == old.id:
                self.voids[identity] = Void(void.fact, replacement)

    def restate(self, fact: Fact, cell: CellRef | None) -> None:
        """Note that the file says again what stands already; the first cell is kept."""
        if fact.id not in self.facts and fact.key not in self.restated:
            kind = SHAPE_OF[type(fact)].kind
            self.restated[fact.key] = Restated(kind, fact.key, str(cell) if cell else "")

    def list_cell(self, cell: CellRef | None, problem: Problem) -> None:
        """Leave one cell for a person to look at."""
        self.problems.append(problem)
        if cell is not None:
            self.listed.add(cell)

    def list_row(self, cells: tuple[CellRef, ...], problem: Problem) -> None:
        """Leave a whole row for a person to look at."""
        self.problems.append(problem)
        self.listed.update(cells)
