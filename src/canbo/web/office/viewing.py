"""Looking at pages as another user would: kept in the session, judged anew at each request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest

from canbo.accounts import viewing
from canbo.accounts.access import day_of
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.timeline import Perspective
from canbo.engine.vietnamese import write_number
from canbo.records import access as records

KEPT = "xem_nhu"  # the session's word: the id of the user who is looked at
_OF_PEOPLE = frozenset({Permission.SEE_OFFICIALS, Permission.SEE_FIGURES, Permission.SEE_PLAN})


@dataclass(frozen=True, slots=True)
class Viewing:
    """Somebody who looks at pages as another would: the rights of both, and the other's own."""

    actor: Actor
    other: Actor
    user: UUID
    at: datetime

    def says_of(self, permission: str) -> str:
        """Tell of a page that the other may open and whoever looks may not; people only counted."""
        words = f"{self.other.name} mở được trang này; bạn không có quyền xem nội dung của nó."
        if permission not in _OF_PEOPLE:
            return words
        seen = records.visible_people(actor=self.other, at=self.at)
        whom = "mọi cán bộ" if seen is None else f"{write_number(len(seen))} người"
        return f"{words} Trong phạm vi của người này: {whom}."


def look(request: HttpRequest) -> Viewing | None:
    """Find out whether somebody looks as another; no longer once a right for it is gone."""
    kept = request.session.get(KEPT)
    request.viewing = None
    if not kept:
        return None
    own, at = request.actor, request.now
    other = viewing.viewed_actor(UUID(kept), actor=own, at=at)
    if other is None:
        del request.session[KEPT]
        return None
    met = viewing.meet(own, other, lambda inner, outer: _lies_in(inner, outer, at))
    request.viewing = Viewing(met, other, UUID(kept), at)
    return request.viewing


def _lies_in(inner: UUID, outer: UUID, at: datetime) -> bool:
    return inner in records.subtree(outer, Perspective(day_of(at), at))
