"""Two records side by side: what each says, where they meet, and what stands in the way."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from uuid import UUID

from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.facts import Fact
from canbo.records.access import visible_people
from canbo.records.models import Apart, Person
from canbo.records.operations.allowed import require
from canbo.records.operations.merging.meeting import Meeting, meetings
from canbo.records.operations.merging.refusals import MergeRefused
from canbo.records.queries.merges import survivors_of
from canbo.records.queries.stored import StoredFact, read_by_kind


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two records: the facts of each that stand, and where they meet."""

    survivor: UUID
    merged: UUID
    stands: tuple[StoredFact, ...]
    comes: tuple[StoredFact, ...]
    meetings: tuple[Meeting, ...]

    @property
    def open(self) -> tuple[Meeting, ...]:
        """The meetings of facts that speak against each other."""
        return tuple(one for one in self.meetings if one.holds is None)

    def alone(self, facts: Collection[StoredFact]) -> tuple[Fact, ...]:
        """Those of the facts of one side that meet none of the other."""
        met = frozenset(chain.from_iterable(one.keys for one in self.meetings))
        return tuple(one.fact for one in facts if one.fact.key not in met)


def compare_people(*, survivor: UUID, merged: UUID, actor: Actor, at: datetime) -> Comparison:
    """Put two records side by side, both within the actor's right to import.

    Raises NotAllowed, MergeRefused: `merge_unknown` (alike for nobody and for somebody out of
    reach), `merge_with_oneself`, `merge_already` (one of them is the other already),
    `merge_apart` (somebody found them to be two people).
    """
    require_reach((survivor, merged), actor, at)
    if survivor == merged:
        raise MergeRefused("merge_with_oneself", {"person": str(survivor)})
    led = survivors_of((survivor, merged))
    if led:
        gone, stands = next(iter(led.items()))
        raise MergeRefused("merge_already", {"person": str(gone), "survivor": str(stands)})
    if is_apart(survivor, merged):
        raise MergeRefused("merge_apart", {"one": str(survivor), "other": str(merged)})
    stands, comes = standing(survivor), standing(merged)
    if not stands or not comes:
        raise MergeRefused("merge_unknown", {"person": str(merged if stands else survivor)})
    found = meetings([one.fact for one in stands], [one.fact for one in comes])
    return Comparison(survivor, merged, stands, comes, tuple(found))


def require_reach(people: Collection[UUID], actor: Actor, at: datetime) -> None:
    """Refuse unless everybody is within reach. Raises NotAllowed, MergeRefused (`merge_unknown`).

    Of a record that was joined into another, the right to that other one counts.
    """
    if not actor.may(Permission.IMPORT):
        require(actor, Permission.IMPORT)
    reach = visible_people(actor=actor, at=at, permission=Permission.IMPORT)
    known = set(Person.objects.filter(id__in=list(people)).values_list("id", flat=True))
    led = survivors_of(people)
    for person in people:
        within = reach is None or led.get(person, person) in reach
        if person not in known or not within:
            raise MergeRefused("merge_unknown", {"person": str(person)})


def is_apart(one: UUID, other: UUID) -> bool:
    """Whether somebody found the two to be two people."""
    first, second = sorted((one, other))
    return Apart.objects.filter(one_id=first, other_id=second, undone_at=None).exists()


def standing(person: UUID) -> tuple[StoredFact, ...]:
    """All facts of one person that stand, kind by kind."""
    said = read_by_kind("person_id = %s AND voided_at IS NULL", [person])
    return tuple(chain.from_iterable(said.values()))
