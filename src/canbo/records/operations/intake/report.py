"""What an import answers: the contract of `canbo import --json` as values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from canbo.engine.facts import Fact, FactKind
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.reading import CellClass, Problem, Reading
from canbo.records.models.shapes import SHAPE_OF
from canbo.records.operations.intake.differences import Difference
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.secrecy import secrecy_of_plan


@dataclass(frozen=True, slots=True)
class CellCounts:
    """What became of the file's cells: read = stored + structure + derived + listed."""

    read: int
    stored: int
    structure: int
    derived: int
    listed: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """One file taken in. `batch` is None for a preview; `replaces` names the earlier edition.

    `facts` counts the new facts of each kind, `voided` those that no longer stand because of this
    file, `restored` those that stand again because the edited file no longer speaks against them.
    `as_of` is the day that the office told for lists that name none, `as_of_batch` the earlier
    import of the file, or of an edition of it, for which it was told.
    `differences` are the places where more than one outcome was possible, each with the one taken.
    """

    batch: int | None
    file: str
    facts: Mapping[str, int]
    created: int
    matched: int
    cells: CellCounts
    problems: tuple[Problem, ...]
    voided: int = 0
    restored: int = 0
    replaces: int | None = None
    already_known: bool = False
    as_of: date | None = None
    as_of_batch: int | None = None
    differences: Sequence[Difference] = ()
    secrecy: int = 0  # of the import

    @property
    def problem_counts(self) -> dict[str, int]:
        """How many problems of each kind the file has, in the order of their first places."""
        return dict(Counter(problem.code for problem in self.problems))

    def as_json(self) -> dict[str, Any]:
        """The entry of this file in the JSON document of the command; a preview tells more."""
        document: dict[str, Any] = {
            "batch": self.batch,
            "file": self.file,
            "facts": dict(self.facts),
            "people": {"created": self.created, "matched": self.matched},
            "cells": asdict(self.cells),
            "problems": [asdict(problem) for problem in self.problems],
            "problem_counts": self.problem_counts,
        }
        if self.as_of is not None:
            document["as_of"] = self.as_of.isoformat()
        if self.as_of_batch is not None:
            document["as_of_batch"] = self.as_of_batch
        if self.batch is None:
            document["differences"] = [difference.as_json() for difference in self.differences]
        return document


def count_facts(
    facts: Iterable[Fact], more: Mapping[FactKind, int] = MappingProxyType({})
) -> dict[str, int]:
    """Count facts by kind, all kinds named; `more` were counted already."""
    counts = Counter(SHAPE_OF[type(fact)].kind for fact in facts)
    return {kind.value: counts[kind] + more.get(kind, 0) for kind in FactKind}


def account(reading: Reading, plan: Plan) -> CellCounts:
    """Give every cell of the file its class; a value that no row used is listed with a problem."""
    counts = {one: reading.count(one) for one in CellClass}
    fields = [cell for cell, found in reading.cells.items() if found is CellClass.FIELD]
    for cell in fields:
        if cell not in plan.used and cell not in plan.listed:
            plan.list_cell(cell, _unused(cell))
    list_unused(plan)
    listed = sum(cell in plan.listed for cell in (*fields, *plan.bulk.single)) + plan.bulk.listed
    return CellCounts(
        read=sum(counts.values()),
        stored=counts[CellClass.FIELD] - listed,
        structure=counts[CellClass.STRUCTURE],
        derived=counts[CellClass.DERIVED],
        listed=counts[CellClass.LISTED] + listed,
    )


def list_unused(plan: Plan) -> None:
    """List the cells of plain rows taken row by row that nothing used."""
    for cell in plan.bulk.single - plan.used - plan.listed:
        plan.list_cell(cell, _unused(cell))


def count_part(plan: Plan, part: Plan) -> None:
    """Count what a part that was stored by itself said, with the plan that it is a part of."""
    list_unused(part)
    plan.bulk.facts.update(part.bulk.facts)
    plan.bulk.facts.update(SHAPE_OF[type(fact)].kind for fact in part.facts.values())
    plan.bulk.created += len(part.people)
    plan.bulk.matched += len(part.matched)
    plan.bulk.voided += len(part.voids)
    plan.bulk.restored += len(part.again)
    plan.bulk.secrecy = max(plan.bulk.secrecy, secrecy_of_plan(part))
    plan.bulk.listed += len(part.bulk.single & part.listed) + part.bulk.listed
    plan.problems += part.problems


def _unused(cell: CellRef) -> Problem:
    return Problem(cell.sheet, cell.address, "cell_not_used", "")
