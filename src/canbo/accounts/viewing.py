"""Looking at pages as another user would: the rights that both have, and nothing that changes.

Decision 0046. Whoever looks keeps their own name and sees nobody whom they may not see themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import product
from uuid import UUID

from canbo.accounts import queries
from canbo.accounts.access import actor_for, require
from canbo.accounts.actor import Actor, GrantValue
from canbo.accounts.refusals import AccountRefused
from canbo.accounts.roles import CHANGES, Permission
from canbo.accounts.values import UserRecord

Within = Callable[[UUID, UUID], bool]  # whether the first unit lies below the second


def users_to_view(actor: Actor) -> tuple[UserRecord, ...]:
    """List the open users but oneself. Raises AccountRefused (`not_allowed`)."""
    require(actor, Permission.VIEW_AS)
    return tuple(one for one in queries.all_users() if one.is_active and str(one.id) != actor.id)


def viewed_actor(user: UUID, *, actor: Actor, at: datetime) -> Actor | None:
    """Give the rights of the user who is looked at; None when there is none, or no more right.

    The actor's own right is judged anew, as at each request.
    """
    found = queries.user_with_grants(user) if actor.may(Permission.VIEW_AS) else None
    return None if found is None or not found.is_active else actor_for(found, at)


def meet(own: Actor, other: Actor, within: Within) -> Actor:
    """Give the rights that both have, without those that change anything, under one's own name.

    Each pair of grants gives what both allow: the smaller of two units, the levels of both, the
    lower secrecy, the permissions of both. Units that lie apart give nothing.
    """
    pairs = (_both(mine, theirs, within) for mine, theirs in product(own.grants, other.grants))
    return Actor(own.id, own.name, tuple(pair for pair in pairs if pair))


def for_reading(actor: Actor) -> Actor:
    """Give an actor's rights without those that change anything."""
    grants = (_without(grant, CHANGES) for grant in actor.grants)
    return Actor(actor.id, actor.name, tuple(grants))


def _both(mine: GrantValue, theirs: GrantValue, within: Within) -> GrantValue | None:
    unit = _smaller(mine.unit, theirs.unit, within)
    if unit is False:
        return None
    lacking = frozenset(Permission) - mine.permissions
    return GrantValue(
        theirs.role, unit, mine.managed_by & theirs.managed_by,
        min(mine.secrecy, theirs.secrecy), theirs.valid, theirs.withheld | lacking | CHANGES,
    )  # fmt: skip


def _smaller(one: UUID | None, other: UUID | None, within: Within) -> UUID | bool | None:
    """The unit that lies in both; None is the whole home, False: they have nothing in common."""
    if one is None or one == other:
        return other
    if other is None or within(one, other):
        return one
    return other if within(other, one) else False


def _without(grant: GrantValue, withheld: frozenset[Permission]) -> GrantValue:
    return GrantValue(
        grant.role, grant.unit, grant.managed_by, grant.secrecy, grant.valid,
        grant.withheld | withheld, grant.instead_of,
    )  # fmt: skip


def refuse_viewing(user: UUID, *, actor: Actor) -> UserRecord:
    """Find whom somebody wants to look as. Raises AccountRefused (`not_allowed`, `account_…`)."""
    require(actor, Permission.VIEW_AS)
    found = queries.users_with([user])
    if not found or not found[0].is_active:
        raise AccountRefused("account_not_there")
    if str(user) == actor.id:
        raise AccountRefused("view_as_oneself")
    return found[0]
