"""Where sources tell different successors of one unit: what each of them says, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from canbo.engine.facts.kinds import UnitChange
from canbo.engine.facts.vocabulary import ChangePart, Evidence, UnitChangeKind
from canbo.engine.timeline import Validity


@dataclass(frozen=True, slots=True)
class Saying:
    """What one source says became of a unit."""

    source: str
    successors: tuple[tuple[UUID, ChangePart], ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A unit and a day of which sources tell different successors, the official one first."""

    unit: UUID
    day: date | None
    sayings: tuple[Saying, ...]


def disagreements(changes: Iterable[UnitChange]) -> tuple[Disagreement, ...]:
    """Find the units of which standing changes of different sources do not tell the same."""
    told: dict[tuple[UUID, date | None], dict[str, dict[UUID, ChangePart]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    official: set[str] = set()
    for change in changes:
        if change.successor is None or change.kind is UnitChangeKind.DISSOLUTION:
            continue
        place = change.predecessor, _day(change.validity)
        told[place][change.source.document][change.successor] = change.part
        if change.source.evidence is Evidence.DECISION:
            official.add(change.source.document)
    found = []
    for (unit, day), by_source in told.items():
        if len({frozenset(said) for said in by_source.values()}) > 1:
            found.append(Disagreement(unit, day, _sayings(by_source, official)))
    return tuple(found)


def _day(validity: Validity) -> date | None:
    return validity.certain.begins


def _sayings(
    by_source: Mapping[str, Mapping[UUID, ChangePart]], official: set[str]
) -> tuple[Saying, ...]:
    ordered = sorted(by_source, key=lambda source: (source not in official, source))
    return tuple(Saying(source, tuple(by_source[source].items())) for source in ordered)
