"""Who may do what, judged at the real instant of the request, never by a perspective."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from canbo.accounts import queries
from canbo.accounts.actor import ALL_LEVELS, Actor, GrantValue
from canbo.accounts.refusals import AccountRefused
from canbo.accounts.roles import LOCAL_OPERATOR, Permission
from canbo.accounts.values import GrantTerms, UserRecord
from canbo.engine.timeline import Period
from canbo.journal import access as journal

if TYPE_CHECKING:
    from canbo.accounts.models import User

HIGHEST_SECRECY = 3
LOCAL = "local"  # the actor id of the person at the machine
_EVERYTHING = GrantValue(LOCAL_OPERATOR, None, ALL_LEVELS, HIGHEST_SECRECY, Period(None, None))


def actor_for(user: User, at: datetime) -> Actor:
    """Give a signed-in user's rights as they stand at `at`, an aware instant.

    Read anew at each request: a grant taken back, a day passed or an account closed counts at
    once. An inactive user and a stranger have no grants.
    """
    if not user.is_authenticated:
        return Actor("", "", ())
    day = _day_of(at)
    grants = tuple(_value(terms) for terms in queries.grants_standing(user, at=at, day=day))
    return Actor(str(user.pk), user.display_name or user.username, grants)


def visit_before(user: User, at: datetime) -> datetime | None:
    """When a user signed in last before `at`, by the journal; None: never."""
    subject, action = f"user:{user.pk}", "user.signed_in"
    signed_in = journal.entries(subject=subject, action=action, limit=2)
    return next((entry.act.at for entry in signed_in if entry.act.at < at), None)


def actor_named(username: str, at: datetime) -> Actor:
    """Give the rights of a user by name (`canbo … --as USER`).

    Raises AccountRefused (`account_unknown`, `account_closed`).
    """
    user = queries.find_user(username)
    if user is None:
        raise AccountRefused("account_unknown", {"username": username})
    if not user.is_active:
        raise AccountRefused("account_closed", {"username": username})
    return actor_for(user, at)


def actor_with_id(actor_id: str, at: datetime) -> Actor:
    """Give the rights, as they stand at `at`, of whoever asked earlier under this id.

    Raises AccountRefused (`account_unknown`, `account_closed`).
    """
    if actor_id == LOCAL:
        return local_operator()
    user = queries.user_with_id(actor_id)
    if user is None:
        raise AccountRefused("account_unknown", {"username": actor_id})
    if not user.is_active:
        raise AccountRefused("account_closed", {"username": user.username})
    return actor_for(user, at)


def local_operator(login: str = "") -> Actor:
    """Give the person at the machine, who may see and do all; `login` is the system's name."""
    name = f"Người vận hành tại máy ({login})" if login else "Người vận hành tại máy"
    return Actor(LOCAL, name, (_EVERYTHING,))


def list_users(actor: Actor) -> tuple[UserRecord, ...]:
    """List all users with all their grants. Raises AccountRefused (`not_allowed`)."""
    require(actor, Permission.MANAGE_USERS)
    return tuple(queries.all_users())


def pinned_figures(actor: Actor) -> tuple[str, ...]:
    """Name the figures that somebody pinned, the oldest pin first; at the machine nobody does."""
    user = user_id(actor)
    return () if user is None else tuple(queries.pinned_figures(user))


def user_id(actor: Actor) -> UUID | None:
    """The account of an actor; None for the person at the machine, and for a stranger."""
    return None if actor.id in ("", LOCAL) else UUID(actor.id)


def require(actor: Actor, permission: Permission) -> None:
    """Refuse an actor without the permission. Raises AccountRefused (`not_allowed`)."""
    if not actor.may(permission):
        raise AccountRefused("not_allowed", {"permission": permission.value, "name": actor.name})


def _day_of(at: datetime) -> date:
    """The calendar day of an instant where the office stands."""
    return timezone.localtime(at, timezone.get_default_timezone()).date()


def _value(terms: GrantTerms) -> GrantValue:
    ends = terms.valid_until + timedelta(days=1) if terms.valid_until else None
    return GrantValue(
        terms.role, terms.unit, terms.managed_by, terms.secrecy, Period(terms.valid_from, ends)
    )
