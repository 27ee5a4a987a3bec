"""Which facts of two records meet: only those of one side can stand when the two are one person.

Facts meet that the rule of their kind forbids to stand together, or that say the very same. Where
the two agree and one says more, that one holds; else a person decides. Facts that meet through
others (two short terms against one long one) are decided together, so that what holds never
contradicts itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from canbo.engine.facts import Evidence, Fact, FactKind, Particular
from canbo.engine.timeline import PartialDate, Validity
from canbo.records.models.shapes import SHAPE_OF
from canbo.records.operations.intake.edition import content
from canbo.records.operations.intake.particulars import agree, is_more_exact

_SHARED = frozenset(one.name for one in fields(Fact))
_AS_IT_IS_WRITTEN = frozenset({"as_written", "unit_as_written", "post_as_written"})
_PROOF = (Evidence.DECLARED, Evidence.WORKBOOK, Evidence.DECISION)


class Side(StrEnum):
    """Whose facts hold."""

    SURVIVOR = "survivor"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Meeting:
    """Facts of the two records of which those of one side hold.

    `holds` is None where the two speak against each other: a person decides.
    """

    kind: FactKind
    survivor: tuple[Fact, ...]
    merged: tuple[Fact, ...]
    holds: Side | None

    @property
    def id(self) -> str:
        """The same for the same facts, however often one looks."""
        return str(min(fact.key for fact in (*self.survivor, *self.merged)))

    @property
    def keys(self) -> frozenset[UUID]:
        """The keys of all facts that meet here."""
        return frozenset(fact.key for fact in (*self.survivor, *self.merged))


def meetings(survivor: Iterable[Any], merged: Iterable[Any]) -> list[Meeting]:
    """Find where the facts of two people meet, kind by kind, in the order given."""
    found: list[Meeting] = []
    theirs: dict[FactKind, list[Any]] = {}
    for fact in survivor:
        theirs.setdefault(SHAPE_OF[type(fact)].kind, []).append(fact)
    ours: dict[FactKind, list[Any]] = {}
    for fact in merged:
        ours.setdefault(SHAPE_OF[type(fact)].kind, []).append(fact)
    for kind, facts in ours.items():
        found += [_meeting(kind, *group) for group in _groups(theirs.get(kind, []), facts)]
    return found


def meet(one: Any, other: Any) -> bool:
    """Whether facts of two people could not both stand if the two were one."""
    moved = replace(other, person=one.person)
    forbidden = SHAPE_OF[type(one)].once.forbids(one, moved)
    return bool(forbidden or content(one) == content(moved))


def _groups(
    survivor: Sequence[Any], merged: Sequence[Any]
) -> list[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    """The facts that meet, each with all that it meets directly or through others."""
    groups: list[tuple[list[Any], list[Any]]] = []
    for fact in merged:
        here: tuple[list[Any], list[Any]] = ([one for one in survivor if meet(one, fact)], [fact])
        if not here[0]:
            continue
        for group in [one for one in groups if any(fact in one[0] for fact in here[0])]:
            groups.remove(group)
            here = (group[0] + [one for one in here[0] if one not in group[0]], group[1] + here[1])
        groups.append(here)
    return [(tuple(left), tuple(right)) for left, right in groups]


def _meeting(kind: FactKind, survivor: tuple[Any, ...], merged: tuple[Any, ...]) -> Meeting:
    holds = _holding(survivor[0], merged[0]) if len(survivor) == len(merged) == 1 else None
    return Meeting(kind, survivor, merged, holds)


def _holding(survivor: Any, merged: Any) -> Side | None:
    """The side that says all that the other one says; the better proven one of two alike."""
    stays, comes = _says_all(survivor, merged), _says_all(merged, survivor)
    if stays and comes:
        proof = [_PROOF.index(fact.source.evidence) for fact in (survivor, merged)]
        return Side.MERGED if proof[1] > proof[0] else Side.SURVIVOR
    if stays:
        return Side.SURVIVOR
    return Side.MERGED if comes else None


def _says_all(fact: Any, other: Any) -> bool:
    """Whether a fact says everything that the other says, or more exactly."""
    if isinstance(fact, Particular):
        same = agree(fact.kind, fact.value, other.value)
        if not same or is_more_exact(fact.kind, other.value, than=fact.value):
            return False
        return _covers_days(fact.validity, other.validity)
    own = {one.name for one in fields(fact)} - _SHARED - _AS_IT_IS_WRITTEN - {"person"}
    said = all(_covers(getattr(fact, name), getattr(other, name)) for name in own)
    return said and _covers_days(fact.validity, other.validity)


def _covers(value: Any, other: Any) -> bool:
    if isinstance(value, PartialDate) and isinstance(other, PartialDate):
        return _covers_date(value, other)
    return value == other or (other in (None, "") and value is not None)


def _covers_date(day: PartialDate | None, other: PartialDate | None) -> bool:
    if day is None or other is None:
        return other is None
    return day.agrees_with(other) and day.precision >= other.precision


def _covers_days(days: Validity, other: Validity) -> bool:
    """Whether the days are the same, told as exactly; an end that only one knows is none alike."""
    if (days.ends is None) != (other.ends is None) or not _covers_date(days.ends, other.ends):
        return False
    if other.begins is not None:
        return _covers_date(days.begins, other.begins)
    if other.known_by is None:
        return days.begins is None or other == Validity(None, other.ends)
    first = days.begins.latest if days.begins else days.known_by
    return first is not None and first <= other.known_by
