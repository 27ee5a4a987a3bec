"""Two records side by side in words: what each says, where they differ, what each would bring."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from canbo.accounts.actor import Actor
from canbo.engine.facts import Fact, FactKind
from canbo.engine.timeline import Perspective
from canbo.law import load
from canbo.records import access as records
from canbo.records.operations import merging
from canbo.reporting.fact_words import FactLine, FactWriter


@dataclass(frozen=True, slots=True)
class MeetingView:
    """Facts of which only those of one side can hold; `holds` is None where somebody decides.

    `alike`: the two say the very same in the same words.
    """

    id: str
    kind: FactKind
    survivor: tuple[FactLine, ...]
    merged: tuple[FactLine, ...]
    holds: merging.Side | None

    @property
    def alike(self) -> bool:
        """Whether one reads the same on both sides."""
        sides = ([(one.words, one.when) for one in side] for side in (self.survivor, self.merged))
        return next(sides) == next(sides)


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Two records: where they meet, and what only one of them says, as far as one may know."""

    survivor: UUID
    merged: UUID
    name: str
    merged_name: str
    meetings: tuple[MeetingView, ...]
    only_survivor: tuple[FactLine, ...]
    only_merged: tuple[FactLine, ...]

    @property
    def open(self) -> tuple[MeetingView, ...]:
        """Where somebody has to decide."""
        return tuple(one for one in self.meetings if one.holds is None)

    @property
    def settled(self) -> tuple[MeetingView, ...]:
        """Where the two agree, and the fuller one holds."""
        return tuple(one for one in self.meetings if one.holds is not None)


def compare(
    *, survivor: UUID, merged: UUID, actor: Actor, at: datetime, perspective: Perspective
) -> ComparisonView:
    """Put two records side by side. Raises what `merging.compare_people` raises."""
    found = merging.compare_people(survivor=survivor, merged=merged, actor=actor, at=at)
    teller = _Teller((survivor, merged), actor, at, perspective)
    meetings = (
        MeetingView(
            one.id, one.kind, teller.lines(one.survivor), teller.lines(one.merged), one.holds
        )
        for one in found.meetings
    )
    return ComparisonView(
        survivor,
        merged,
        teller.names.get(survivor, ""),
        teller.names.get(merged, ""),
        tuple(one for one in meetings if one.survivor and one.merged),
        teller.lines(found.alone(found.stands)),
        teller.lines(found.alone(found.comes)),
    )


@dataclass(frozen=True, slots=True)
class UnmergeView:
    """What taking a merge back would do, in words; see `merging.UnmergeReport`."""

    report: merging.UnmergeReport
    name: str
    back: tuple[FactLine, ...]
    again: tuple[FactLine, ...]
    stay: tuple[FactLine, ...]
    fallen: tuple[FactLine, ...]


def unmerging(*, merge: int, actor: Actor, at: datetime, perspective: Perspective) -> UnmergeView:
    """Tell what taking a merge back would do. Raises what `merging.unmerge_people` raises."""
    report = merging.preview_unmerge(merge=merge, actor=actor, at=at)
    people = (report.survivor, report.merged)
    teller = _Teller(people, actor, at, perspective)
    lists = (teller.lines(one) for one in (report.back, report.again, report.stay, report.fallen))
    return UnmergeView(report, teller.names.get(report.survivor, ""), *lists)


class _Teller:
    """Puts facts of two people into words, without what the actor may not see."""

    def __init__(
        self, people: tuple[UUID, UUID], actor: Actor, at: datetime, perspective: Perspective
    ) -> None:
        known_at = perspective.known_at
        self._secrets = records.open_secrets(actor=actor, at=at, known_at=known_at)
        self.names = records.person_names(people, perspective)
        snapshot = records.read_snapshot_of(*people).with_terms_known(known_at)
        self._writer = FactWriter(snapshot, load(), self.names, records.unit_names(perspective))

    def lines(self, facts: Iterable[Fact]) -> tuple[FactLine, ...]:
        return tuple(map(self._writer.line, self._secrets.told(facts)))
