"""How far an actor's right to import goes: the whole home, or the people of some units."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import connection

from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.facts import UnitLevel
from canbo.records.access import visible_people
from canbo.records.access.units import below, placements
from canbo.records.days import vietnam_day
from canbo.records.operations.allowed import is_whole, require
from canbo.records.operations.intake.reach import Grounds, Reach


def reach_of(actor: Actor, at: datetime) -> Reach | None:
    """Work out at `at`, the real instant, what the actor may import about; None: about anything.

    Raises NotAllowed.
    """
    if is_whole(actor, Permission.IMPORT):
        return None
    day = vietnam_day(at)
    grants = [grant for grant in actor.grants_for(Permission.IMPORT) if day in grant.valid]
    if not grants:
        require(actor, Permission.IMPORT)
    placed = placements(day, at)
    people = visible_people(actor=actor, at=at, permission=Permission.IMPORT)
    return Reach(
        people or frozenset(),
        tuple(Grounds(below({grant.unit}, placed), grant) for grant in grants if grant.unit),
        _profiled(at, day),
    )


def _profiled(at: datetime, day: date) -> dict[UUID, UnitLevel | None]:
    """Who manages the posts of which a dated profile says so: it goes before the register."""
    query = """SELECT post_id, managed_by FROM records_postprofile
        WHERE voided_at IS NULL AND recorded_at <= %s AND valid @> %s::date"""
    with connection.cursor() as cursor:
        cursor.execute(query, [at, day])
        return {post: UnitLevel(level) if level else None for post, level in cursor.fetchall()}
