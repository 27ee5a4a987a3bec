"""Giving rights and taking them back; a grant is never changed or deleted."""

from __future__ import annotations

import uuid
from datetime import datetime
from uuid import UUID

from django.db import transaction

from canbo.accounts import queries
from canbo.accounts.access import HIGHEST_SECRECY, require_manager
from canbo.accounts.actor import Actor
from canbo.accounts.models import Grant, User
from canbo.accounts.refusals import AccountRefused
from canbo.accounts.roles import ROLES, Permission
from canbo.accounts.values import GrantRecord, GrantTerms
from canbo.journal.operations import write_entry


def add_grant(*, username: str, terms: GrantTerms, actor: Actor, at: datetime) -> GrantRecord:
    """Give a right to a user, from now on.

    The unit's id is taken as given: the caller resolved it through canbo.records. Nobody gives
    rights to themselves. Raises AccountRefused: `not_allowed`, `account_unknown`, `role_unknown`,
    `secrecy_unknown`, `grant_days_reversed`, `grant_for_all_only`, `grant_to_oneself`.
    """
    require_manager(actor)
    refuse_wrong_terms(terms)
    with transaction.atomic():
        user = queries.lock_user(username)
        if user is None:
            raise AccountRefused("account_unknown", {"username": username})
        if str(user.id) == actor.id:
            raise AccountRefused("grant_to_oneself", {"username": user.username})
        grant = _store(user, terms, at)
        journal_grant("grant.added", grant, user, actor, at)
    return queries.grant_record(grant)


def check_terms(*, username: str, terms: GrantTerms, actor: Actor) -> None:
    """Refuse what `add_grant` would refuse, before it is confirmed; nothing is changed."""
    require_manager(actor)
    refuse_wrong_terms(terms)
    user = queries.find_user(username)
    if user is None:
        raise AccountRefused("account_unknown", {"username": username})
    if str(user.id) == actor.id:
        raise AccountRefused("grant_to_oneself", {"username": user.username})


def revoke_grant(*, grant: UUID, actor: Actor, at: datetime) -> GrantRecord:
    """Take a right back, at once, and what a deputy holds of it.

    Taking back twice changes nothing and journals nothing.

    Raises AccountRefused: `not_allowed`, `grant_unknown`.
    """
    require_manager(actor)
    with transaction.atomic():
        row = queries.lock_grant(grant)
        if row is None:
            raise AccountRefused("grant_unknown", {"grant": str(grant)})
        if row.revoked_at is None:
            for one in (row, *queries.lock_lent(of_grant=row.id)):
                take_back(one, actor, at)
    return queries.grant_record(row)


def take_back(row: Grant, actor: Actor, at: datetime) -> None:
    """Take a grant back that is locked, and write it down."""
    row.revoked_at = max(at, row.granted_at)
    row.save(update_fields=["revoked_at"])
    journal_grant("grant.revoked", row, row.user, actor, at)


def refuse_wrong_terms(terms: GrantTerms) -> None:
    """Refuse terms that no grant may have: see `add_grant`."""
    if terms.role not in ROLES:
        raise AccountRefused("role_unknown", {"role": terms.role, "roles": ", ".join(ROLES)})
    manages = Permission.MANAGE_USERS in ROLES[terms.role].permissions
    if manages and terms.unit is not None:  # accounts belong to no unit
        raise AccountRefused("grant_for_all_only", {"role": ROLES[terms.role].name})
    if not 0 <= terms.secrecy <= HIGHEST_SECRECY:
        raise AccountRefused("secrecy_unknown", {"most": HIGHEST_SECRECY})
    if terms.valid_from and terms.valid_until and terms.valid_until < terms.valid_from:
        raise AccountRefused(
            "grant_days_reversed",
            {"from": terms.valid_from.isoformat(), "until": terms.valid_until.isoformat()},
        )


def _store(user: User, terms: GrantTerms, at: datetime) -> Grant:
    return Grant.objects.create(
        id=uuid.uuid4(), user=user, role=terms.role, unit=terms.unit,
        managed_by=sorted(terms.managed_by), secrecy=terms.secrecy,
        valid_from=terms.valid_from, valid_until=terms.valid_until, granted_at=at,
    )  # fmt: skip


def journal_grant(action: str, grant: Grant, user: User, actor: Actor, at: datetime) -> None:
    """Write down that a user got a grant, or lost it."""
    write_entry(
        actor_id=actor.id,
        actor_name=actor.name,
        action=action,
        at=at,
        subject=f"user:{user.id}",
        data=queries.grant_as_told(grant, user.username),
    )
