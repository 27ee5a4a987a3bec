"""What a conversion proposes for the posts of units that are gone; people amend and decide.

Proposed is only what the conversion leaves no doubt about: the same post in the unit that took the
whole of the old one over. Where several come for one seat, where the unit was parted or nothing
took its place, the person waits, and the reason is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from canbo.engine.units.rebase import Rebased


class Fate(StrEnum):
    """What becomes of somebody's post."""

    GOES = "goes"  # sang chức danh mới
    ENDS = "ends"  # thôi giữ chức danh
    WAITS = "waits"  # chờ bố trí


class Why(StrEnum):
    """Why a fate is proposed."""

    WHOLE = "whole"  # the whole unit went into one
    ONE_SEAT = "one_seat"  # several holders of one seat come together
    PARTED = "parted"  # the unit was parted, or sources disagree
    DISSOLVED = "dissolved"  # nothing takes the unit's place
    UNKNOWN = "unknown"  # no source tells what took its place
    TWICE = "twice"  # the person keeps the same post of the new unit out of another old one
    OFFICE = "office"  # an office of the gone unit: nobody tells what becomes of it


@dataclass(frozen=True, slots=True)
class WaitingPost:
    """An open tenure in a unit that is gone; `seat` names the kind of post, equal for equal ones.

    `one_seat`: a unit has one holder of it (Bí thư, Chủ tịch), so that two cannot both keep it.
    """

    tenure: UUID
    person: UUID
    unit: UUID
    seat: str
    one_seat: bool
    is_office: bool = False


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is proposed for a tenure; `may_be` are the units among which somebody has to choose."""

    tenure: UUID
    fate: Fate
    why: Why
    unit: UUID | None = None
    may_be: frozenset[UUID] = frozenset()


def propose(posts: Iterable[WaitingPost], rebased: Rebased) -> tuple[Proposed, ...]:
    """Propose for each waiting post; nobody is proposed to lose one."""
    posts = list(posts)
    wanted = Counter(
        (rebased.goes[one.unit], one.seat)
        for one in posts
        if one.one_seat and not one.is_office and one.unit in rebased.goes
    )
    kept: set[tuple[UUID, UUID, str]] = set()
    found = []
    for one in posts:
        proposed = _propose(one, rebased, wanted)
        if proposed.fate is Fate.GOES and proposed.unit is not None:
            seat = (one.person, proposed.unit, one.seat)
            if seat in kept:
                proposed = Proposed(one.tenure, Fate.WAITS, Why.TWICE, proposed.unit)
            kept.add(seat)
        found.append(proposed)
    return tuple(found)


def _propose(
    post: WaitingPost, rebased: Rebased, wanted: Mapping[tuple[UUID, str], int]
) -> Proposed:
    new = rebased.goes.get(post.unit)
    if new is None:
        reason = rebased.apart.get(post.unit, post.unit)
        may_be = rebased.may_be.get(reason, frozenset())
        ended = Why.DISSOLVED if reason in rebased.dissolved else Why.UNKNOWN
        return Proposed(post.tenure, Fate.WAITS, Why.PARTED if may_be else ended, None, may_be)
    if post.is_office:
        return Proposed(post.tenure, Fate.WAITS, Why.OFFICE, new)
    if post.one_seat and wanted[new, post.seat] > 1:
        return Proposed(post.tenure, Fate.WAITS, Why.ONE_SEAT, new)
    return Proposed(post.tenure, Fate.GOES, Why.WHOLE, new)
