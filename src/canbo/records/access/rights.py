"""Whom an actor may see: by the posts that people hold now, at the real instant of the request.

A grant reaches the people who hold a post in its unit's subtree, if the level that manages their
highest post is one of the grant's levels. Who holds no post now is seen by grants over everything
only. Where something is unknown, the answer is no.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from canbo.accounts.actor import ALL_LEVELS, Actor, GrantValue
from canbo.accounts.roles import Permission
from canbo.engine.timeline import Perspective
from canbo.records.access.units import below, placements
from canbo.records.days import vietnam_day
from canbo.records.queries import sql

# The levels from the highest down: the highest of a person's posts decides who manages the person.
# A post of which nobody wrote down who manages it ("") ranks above all.
_HIGHEST_POST = """(SELECT coalesce(p.managed_by, '') FROM records_tenure t
    JOIN records_post p ON p.id = t.post_id
    WHERE t.person_id = {person} AND t.voided_at IS NULL AND t.recorded_at <= %(real_at)s
      AND t.valid @> %(real_day)s::date
    ORDER BY array_position(
        ARRAY['', 'central', 'province', 'district', 'commune'], coalesce(p.managed_by, ''))
    LIMIT 1)"""
_HOLDS_THERE = """EXISTS (SELECT 1 FROM records_tenure t JOIN records_post p ON p.id = t.post_id
    WHERE t.person_id = {person} AND t.voided_at IS NULL AND t.recorded_at <= %(real_at)s
      AND t.valid @> %(real_day)s::date AND p.unit_id = ANY(%({units})s))"""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom an actor may see, as a condition of SQL over the id of a person.

    `everybody`: no condition at all. An empty condition that is not `everybody` sees nobody.
    """

    everybody: bool
    conditions: tuple[str, ...]
    values: dict[str, Any]

    def condition(self, person: str) -> str:
        """The condition for the person whose id stands in this column."""
        if self.everybody:
            return "true"
        found = [condition.format(person=person) for condition in self.conditions]
        return f"({' OR '.join(found)})" if found else "false"


def scope_of(actor: Actor, at: datetime) -> Scope:
    """Work out whom the actor may see at `at`, the real instant of the request."""
    day = vietnam_day(at)
    grants = [grant for grant in actor.grants_for(Permission.SEE_OFFICIALS) if day in grant.valid]
    if any(grant.unit is None and grant.managed_by == ALL_LEVELS for grant in grants):
        return Scope(True, (), {})
    values: dict[str, Any] = {"real_at": at, "real_day": day}
    placed = placements(day, at) if any(grant.unit for grant in grants) else []
    conditions = []
    for number, grant in enumerate(grants):
        conditions.append(_condition(grant, number))
        values[f"levels_{number}"] = _levels(grant)
        if grant.unit is not None:
            values[f"units_{number}"] = list(below({grant.unit}, placed))
    return Scope(False, tuple(conditions), values)


def _levels(grant: GrantValue) -> list[str]:
    unknown = [""] if grant.covers_level(None) else []
    return [*unknown, *sorted(level.value for level in grant.managed_by)]


def _condition(grant: GrantValue, number: int) -> str:
    managed = f"{_HIGHEST_POST} = ANY(%(levels_{number})s)"
    if grant.unit is None:
        return f"({managed})"
    there = _HOLDS_THERE.replace("{units}", f"units_{number}")
    return f"({there} AND {managed})"


def visible_people(*, actor: Actor, at: datetime) -> frozenset[UUID] | None:
    """Give the people whom the actor may see at `at`; None means everybody."""
    scope = scope_of(actor, at)
    if scope.everybody:
        return None
    if not scope.conditions:
        return frozenset()
    query = f"""SELECT r.id FROM records_person r
        WHERE r.withdrawn_at IS NULL AND {scope.condition("r.id")}"""  # noqa: S608
    return frozenset(row[0] for row in sql.rows(query, scope.values))


def may_see(person: UUID, *, actor: Actor, at: datetime) -> bool:
    """Whether the actor may see this person at `at`."""
    scope = scope_of(actor, at)
    query = f"SELECT 1 FROM records_person r WHERE r.id = %(person)s AND {scope.condition('r.id')}"  # noqa: S608
    return bool(sql.rows(query, {**scope.values, "person": person}))


def seen_from(asked: Perspective, scope: Scope) -> dict[str, Any]:
    """The values of a query that reads from a perspective within a scope."""
    return {**sql.perspective(asked), **scope.values}
