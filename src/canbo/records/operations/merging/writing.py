"""What merging writes: facts that go over to another person, each staying with its import."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from canbo.engine.facts import Fact
from canbo.records.operations.intake.report import count_facts
from canbo.records.operations.writing import Pen, Void, insert_facts, void_facts
from canbo.records.queries.stored import StoredFact


@dataclass(slots=True)
class Handover:
    """Facts to void and facts to store anew, all at one instant."""

    voids: list[Void] = field(default_factory=list)
    stored: list[StoredFact] = field(default_factory=list)

    def give(self, found: StoredFact, person: UUID) -> UUID:
        """Store a fact anew, under its key and of its import, as said of this person."""
        made = replace(found.fact, id=uuid4(), person=person, voided_at=None)
        self.stored.append(StoredFact(made, found.batch))
        return made.id

    def void(self, fact: Fact, replaced_by: UUID | None = None) -> None:
        """Let a standing fact stand no longer."""
        self.voids.append(Void(fact, replaced_by))

    def write(self, pen: Pen, at: datetime) -> None:
        """Void and store."""
        void_facts(self.voids, at=at, act=pen.act)
        by_batch: dict[int | None, list[Any]] = defaultdict(list)
        for one in self.stored:
            by_batch[one.batch].append(replace(one.fact, recorded_at=at))
        for batch, facts in by_batch.items():
            insert_facts(facts, Pen(pen.recorded_by, pen.act, batch))


def not_before(at: datetime, facts: Iterable[Fact], *instants: datetime) -> datetime:
    """`at`, or a later instant at which each of the facts was recorded already."""
    return max([at, *instants, *(fact.recorded_at for fact in facts)])


def counted(facts: Collection[StoredFact | Void]) -> dict[str, int]:
    """How many facts of each kind there are."""
    counts = count_facts([one.fact for one in facts])
    return {kind: count for kind, count in counts.items() if count}
