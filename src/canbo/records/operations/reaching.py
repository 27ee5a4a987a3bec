"""How far an actor's right to import goes: the whole home, or the people of some units."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from canbo.accounts.actor import Actor, GrantValue
from canbo.accounts.roles import Permission
from canbo.engine.facts import UnitLevel
from canbo.records.access import visible_people
from canbo.records.access.units import below, placements
from canbo.records.days import vietnam_day
from canbo.records.operations.allowed import is_whole, require
from canbo.records.operations.intake.reach import Grounds, ImportRefused, Reach


def reach_of(actor: Actor, at: datetime, secrecy: int = 0) -> Reach | None:
    """Work out at `at`, the real instant, what the actor may import about; None: about anything.

    Of what is secret: what the grants of that level of secrecy reach. Raises NotAllowed, and
    ImportRefused (`import_needs_secrecy`) where none has that level.
    """
    if secrecy:
        return _secret_reach(actor, at, secrecy)
    if is_whole(actor, Permission.IMPORT):
        return None
    day = vietnam_day(at)
    grants = [grant for grant in actor.grants_for(Permission.IMPORT) if day in grant.valid]
    if not grants:
        require(actor, Permission.IMPORT)
    people = visible_people(actor=actor, at=at, permission=Permission.IMPORT)
    return _reach(people, grants, at)


def _secret_reach(actor: Actor, at: datetime, secrecy: int) -> Reach | None:
    day = vietnam_day(at)
    held = [grant for grant in actor.grants_for(Permission.IMPORT) if day in grant.valid]
    grants = [grant for grant in held if grant.secrecy >= secrecy]
    if not held:
        require(actor, Permission.IMPORT)
    if not grants:
        raise ImportRefused("import_needs_secrecy", {"found": secrecy})
    people = visible_people(actor=actor, at=at, permission=Permission.IMPORT, secrecy=secrecy)
    return None if people is None else _reach(people, grants, at)


def _reach(people: frozenset[UUID] | None, grants: Sequence[GrantValue], at: datetime) -> Reach:
    day = vietnam_day(at)
    placed = placements(day, at)
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
