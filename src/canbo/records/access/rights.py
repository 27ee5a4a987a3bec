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
from canbo.engine.facts import UnitLevel
from canbo.engine.timeline import Perspective
from canbo.records.access.units import below, placements
from canbo.records.days import vietnam_day
from canbo.records.queries import sql
from canbo.records.queries.merges import survivor

# The levels from the highest down: the highest of a person's posts decides who manages the person.
# A post of which nobody wrote down who manages it ("") ranks above all.
_LEVELS = ("", *(level.value for level in UnitLevel))
_MANAGER = sql.of_post("managed_by", "p", "pp")
_HIGHEST = f"min(array_position(%(levels)s, coalesce({_MANAGER}, '')))"
_HELD_NOW = """records_tenure t JOIN records_post p ON p.id = t.post_id
    LEFT JOIN records_postprofile pp ON pp.post_id = p.id AND pp.voided_at IS NULL
        AND pp.recorded_at <= %(real_at)s AND pp.valid @> %(real_day)s::date
    WHERE t.voided_at IS NULL AND t.recorded_at <= %(real_at)s AND t.valid @> %(real_day)s::date"""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom an actor may see; `reaches` are conditions over all posts that one person holds now.

    `everybody`: no condition at all. Without any condition it is nobody.
    """

    everybody: bool
    reaches: tuple[str, ...]
    values: dict[str, Any]

    @property
    def together(self) -> str:
        """The condition that one of the grants reaches the person."""
        return " OR ".join(self.reaches) or "false"

    def condition(self, person: str) -> str:
        """The condition, in a list of people, for the one whose id stands in this column.

        A record that was joined into another is seen by whoever sees that one.
        """
        if "scope_units" not in self.values:
            return self.condition_for_one(person)
        # whom the grants reach is worked out once, beginning with the posts of their units
        return f"""{survivor(person)} IN (SELECT t.person_id FROM {_HELD_NOW}
            AND t.person_id IN (SELECT t.person_id FROM {_HELD_NOW}
                AND p.unit_id = ANY(%(scope_units)s::uuid[]))
            GROUP BY t.person_id HAVING {self.together})"""  # noqa: S608 - constants above

    def condition_for_one(self, person: str) -> str:
        """The same condition, worked out anew for each person: right where there is but one."""
        if self.everybody:
            return "true"
        if not self.reaches:
            return "false"
        return (
            f"coalesce((SELECT {self.together} FROM {_HELD_NOW}"  # noqa: S608 - constants above
            f" AND t.person_id = {survivor(person)}), false)"
        )


def scope_of(
    actor: Actor,
    at: datetime,
    permission: Permission = Permission.SEE_OFFICIALS,
    secrecy: int = 0,
) -> Scope:
    """Work out whom the actor may see at `at`, the real instant of the request.

    With another permission, or a level of secrecy: whom the grants that carry it reach.
    """
    day = vietnam_day(at)
    held = (grant for grant in actor.grants_for(permission) if grant.secrecy >= secrecy)
    grants = [grant for grant in held if day in grant.valid]
    if any(grant.unit is None and grant.managed_by == ALL_LEVELS for grant in grants):
        return Scope(True, (), {})
    values: dict[str, Any] = {"real_at": at, "real_day": day, "levels": list(_LEVELS)}
    placed = placements(day, at) if any(grant.unit for grant in grants) else []
    reaches = []
    for number, grant in enumerate(grants):
        reaches.append(_reach(grant, number))
        values[f"ranks_{number}"] = _ranks(grant)
        if grant.unit is not None:
            values[f"units_{number}"] = list(below({grant.unit}, placed))
    if grants and all(grant.unit for grant in grants):
        tops = {grant.unit for grant in grants if grant.unit}
        values["scope_units"] = list(below(tops, placed))
    return Scope(False, tuple(reaches), values)


def _ranks(grant: GrantValue) -> list[int]:
    """The places in `_LEVELS` that the grant covers, counted from 1 as the database counts."""
    return [
        rank
        for rank, level in enumerate(_LEVELS, start=1)
        if grant.covers_level(UnitLevel(level) if level else None)
    ]


def _reach(grant: GrantValue, number: int) -> str:
    managed = f"{_HIGHEST} = ANY(%(ranks_{number})s::int[])"
    if grant.unit is None:
        return f"({managed})"
    return f"(bool_or(p.unit_id = ANY(%(units_{number})s::uuid[])) AND {managed})"


def visible_people(
    *,
    actor: Actor,
    at: datetime,
    permission: Permission = Permission.SEE_OFFICIALS,
    secrecy: int = 0,
) -> frozenset[UUID] | None:
    """Give the people whom the actor may see at `at`; None means everybody.

    With another permission, or a level of secrecy: whom the grants that carry it reach.
    """
    scope = scope_of(actor, at, permission, secrecy)
    if scope.everybody:
        return None
    if not scope.reaches:
        return frozenset()
    query = f"""WITH seen AS (SELECT t.person_id FROM {_HELD_NOW}
            GROUP BY t.person_id HAVING {scope.together})
        SELECT person_id FROM seen
        UNION SELECT merged_id FROM records_merge
            WHERE undone_at IS NULL AND canbo_survivor(merged_id) IN (SELECT person_id FROM seen)"""  # noqa: S608
    return frozenset(row[0] for row in sql.rows(query, scope.values))


def may_see(person: UUID, *, actor: Actor, at: datetime, secrecy: int = 0) -> bool:
    """Whether the actor may see this person at `at`; with a level of secrecy: what is so secret."""
    scope = scope_of(actor, at, secrecy=secrecy)
    if not scope.everybody and not scope.reaches:
        return False
    query = f"""SELECT 1 FROM records_person r
        WHERE r.id = %(person)s AND {scope.condition_for_one("r.id")}"""  # noqa: S608
    return bool(sql.rows(query, {**scope.values, "person": person}))


def seen_from(asked: Perspective, scope: Scope) -> dict[str, Any]:
    """The values of a query that reads from a perspective within a scope."""
    return {**sql.perspective(asked), **scope.values}
