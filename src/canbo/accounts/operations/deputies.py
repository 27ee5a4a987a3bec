"""Deputies: for the days of an absence somebody holds another's rights, under the own name.

What is lent are grants of their own, which name whom the deputy stands in for: they are judged,
shown, taken back and compared with the journal like any other, and end by their days.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from canbo.accounts import queries
from canbo.accounts.access import day_of, user_id
from canbo.accounts.actor import Actor
from canbo.accounts.models import Grant, User
from canbo.accounts.operations.grants import journal_grant, take_back
from canbo.accounts.people import lendable, refuse_wrong_days
from canbo.accounts.refusals import AccountRefused
from canbo.accounts.values import GrantTerms


def name_deputy(
    *, username: str, begins: date, ends: date, actor: Actor, at: datetime
) -> tuple[GrantTerms, ...]:
    """Lend one's own grants to a deputy from `begins` to `ends`, both included.

    What one holds as a deputy, and the right to manage users, is never lent; a grant that ends
    sooner is lent until then. Gives what was lent. Raises AccountRefused: `account_unknown`,
    `deputy_oneself`, `deputy_days_reversed`, `deputy_days_past`, `deputy_too_long`,
    `deputy_twice`, `deputy_nothing`.
    """
    refuse_wrong_days(begins, ends, day_of(at))
    with transaction.atomic():
        holder, deputy = _both(actor, username)
        if any(one.user_id == deputy.id and _lasts(one, at) for one in queries.lent_by(holder.id)):
            raise AccountRefused("deputy_twice", {"name": deputy.display_name})
        lent = [
            _lend(grant, terms, deputy, actor, at)
            for grant, terms in lendable(holder, begins, ends)
        ]
        if not lent:
            raise AccountRefused("deputy_nothing")
    return tuple(lent)


def end_deputy(*, deputy: UUID, actor: Actor, at: datetime) -> None:
    """Take back at once all that one lent to a deputy. Raises AccountRefused (`deputy_none`)."""
    holder = user_id(actor)
    with transaction.atomic():
        lent = [] if holder is None else queries.lock_lent(of_user=holder)
        given = [one for one in lent if one.instead_of_id == holder and one.user_id == deputy]
        if not given:
            raise AccountRefused("deputy_none")
        for one in given:
            take_back(one, actor, at)


def _lasts(grant: Grant, at: datetime) -> bool:
    return grant.valid_until is None or grant.valid_until >= day_of(at)


def _both(actor: Actor, username: str) -> tuple[User, User]:
    """Lock who lends, and find the deputy, who must be open."""
    own = user_id(actor)
    holder = queries.lock_user_with_id(own) if own else None
    if holder is None:
        raise AccountRefused("account_unknown", {"username": actor.name})
    deputy = queries.find_user(username)
    if deputy is None or not deputy.is_active:
        raise AccountRefused("deputy_unknown", {"username": username})
    if deputy.id == holder.id:
        raise AccountRefused("deputy_oneself")
    return holder, deputy


def _lend(grant: Grant, terms: GrantTerms, deputy: User, actor: Actor, at: datetime) -> GrantTerms:
    lent = Grant.objects.create(
        id=uuid.uuid4(), user=deputy, role=terms.role, unit=terms.unit,
        managed_by=sorted(terms.managed_by), secrecy=terms.secrecy, valid_from=terms.valid_from,
        valid_until=terms.valid_until, granted_at=at, instead_of_id=grant.user_id, lent_from=grant,
    )  # fmt: skip
    journal_grant("grant.added", lent, deputy, actor, at)
    return terms
