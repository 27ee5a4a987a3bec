"""Which drafts of training plans an act makes stale: those whose needs it changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from canbo.cycle.access import DraftView
from canbo.engine.facts import Snapshot
from canbo.engine.law import Law
from canbo.engine.law.check import check_all
from canbo.engine.planning.needs import TrainingNeed, courses_under_way, needs_from_verdicts
from canbo.engine.timeline import Perspective
from canbo.reporting.turning import about


@dataclass(frozen=True, slots=True)
class NeedChange:
    """A person's need of a course that comes, goes, or weighs otherwise (`before`, `after`).

    Weights are severities; None: no such need. `moved`: the person's posts change on the day of
    the draft, so that other rules of the plan may bind.
    """

    person: UUID
    course: str
    before: int | None
    after: int | None
    moved: bool = False


@dataclass(frozen=True, slots=True)
class StalePlan:
    """A draft that would be made otherwise after the act, and for whom."""

    year: int
    as_of: date
    recorded_at: datetime
    needs: tuple[NeedChange, ...]
    hidden: int = 0

    def only(self, visible: Collection[UUID] | None) -> StalePlan:
        """The same with the people that the reader may see; None: everybody."""
        if visible is None:
            return self
        kept = tuple(one for one in self.needs if one.person in visible)
        return replace(self, needs=kept, hidden=len(self.needs) - len(kept))


def stale_plans(
    before: Snapshot,
    after: Snapshot,
    people: Collection[UUID],
    drafts: Iterable[DraftView],
    law: Law,
    known_at: datetime,
) -> tuple[StalePlan, ...]:
    """Compare the needs of these people on the day of each draft."""
    old, new = about(before, people), about(after, people)
    found = []
    for draft in drafts:
        perspective = Perspective(draft.as_of, known_at)
        changes = _changes(_needs(old, law, perspective), _needs(new, law, perspective))
        changes += _moves(old, new, perspective, draft)
        if changes:
            found.append(StalePlan(draft.year, draft.as_of, draft.recorded_at, tuple(changes)))
    return tuple(found)


def _needs(
    snapshot: Snapshot, law: Law, perspective: Perspective
) -> dict[tuple[UUID, str], TrainingNeed]:
    law, folded = law.with_key_posts(perspective.as_of), snapshot.folded(perspective)
    needs = needs_from_verdicts(
        check_all(snapshot, law, perspective),
        law,
        folded.posts,
        under_way=courses_under_way(folded, law, perspective.as_of),
    )
    return {(need.person, need.course): need for need in needs}


def _changes(
    old: dict[tuple[UUID, str], TrainingNeed], new: dict[tuple[UUID, str], TrainingNeed]
) -> list[NeedChange]:
    found = []
    for place in sorted(old.keys() | new.keys(), key=lambda place: (str(place[0]), place[1])):
        was, becomes = (needs[place].severity if place in needs else None for needs in (old, new))
        if was != becomes:
            found.append(NeedChange(*place, was, becomes))
    return found


def _moves(
    old: Snapshot, new: Snapshot, perspective: Perspective, draft: DraftView
) -> list[NeedChange]:
    """Who is in the draft and holds other posts on its day."""
    were, are = (_posts(snapshot, perspective) for snapshot in (old, new))
    moved = {person for person in were.keys() | are.keys() if were.get(person) != are.get(person)}
    return [
        NeedChange(person, course, severity, severity, moved=True)
        for person, course, severity in draft.needs
        if person in moved
    ]


def _posts(snapshot: Snapshot, perspective: Perspective) -> dict[UUID, set[UUID]]:
    held: dict[UUID, set[UUID]] = {}
    for tenure in snapshot.folded(perspective).tenures:
        held.setdefault(tenure.person, set()).add(tenure.post)
    return held
