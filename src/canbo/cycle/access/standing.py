"""How far the yearly work stands: the plan of the last year with a catalogue, and the rotation.

A fixed number of small queries: it is asked for each time somebody opens the first page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from canbo.accounts.access import require
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.cycle import queries
from canbo.cycle.access.plans import RequestView, request_view


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """The plan of a year: `drafted_at` None while there is none; `waiting` needs have no place.

    `is_outdated`: the catalogue was entered anew after the draft. `asked`: the last request.
    """

    year: int
    document: str
    has_classes: bool
    catalogue_at: datetime
    drafted_at: datetime | None
    as_of: date | None
    waiting: int
    asked: RequestView | None

    @property
    def is_outdated(self) -> bool:
        """Whether the draft was made from an older catalogue than the one entered last."""
        return self.drafted_at is not None and self.catalogue_at > self.drafted_at


@dataclass(frozen=True, slots=True)
class RotationStanding:
    """The last request for a rotation: its state, and when it was asked for and done."""

    state: str
    requested_at: datetime
    recorded_at: datetime | None
    refusal_code: str


def plan_standing(*, actor: Actor) -> PlanStanding | None:
    """Tell how far the plan of the last year with a catalogue is; None without a catalogue.

    Raises AccountRefused (`not_allowed`).
    """
    require(actor, Permission.SEE_PLAN)
    catalogue = queries.last_catalogue()
    if catalogue is None:
        return None
    drafted = queries.drafted(catalogue.year)
    return PlanStanding(
        year=catalogue.year,
        document=catalogue.document,
        has_classes=bool(catalogue.content.get("classes")),
        catalogue_at=catalogue.recorded_at,
        drafted_at=drafted and drafted.recorded_at,
        as_of=drafted and drafted.as_of,
        waiting=drafted.waiting if drafted else 0,
        asked=request_view(queries.newest_request(catalogue.year)),
    )


def rotation_standing(*, actor: Actor) -> RotationStanding | None:
    """Tell of the last request for a rotation; None without one. Raises AccountRefused."""
    require(actor, Permission.SEE_PLAN)
    found = queries.last_rotation_request()
    if found is None:
        return None
    return RotationStanding(
        found.state, found.requested_at, found.recorded_at, (found.refusal or {}).get("code", "")
    )
