"""The SQL of users and grants; private to this app."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from canbo.accounts.models import Grant, PinnedFigure, User
from canbo.accounts.values import GrantRecord, GrantTerms, UserRecord
from canbo.engine.facts import UnitLevel

_OF_USER = tuple(field.attname for field in User._meta.concrete_fields)
_OF_GRANT = tuple(field.attname for field in Grant._meta.concrete_fields)


def user_with_grants(identity: UUID) -> User | None:
    """Find a user by id, and all grants with it, by one query."""
    wanted = (*_OF_USER, *(f"grants__{name}" for name in _OF_GRANT))
    rows = list(User.objects.filter(pk=identity).values_list(*wanted))
    if not rows:
        return None
    parted = len(_OF_USER)
    user = User.from_db("default", _OF_USER, rows[0][:parted])
    granted = user.grants.all()
    granted._result_cache = [
        Grant.from_db("default", _OF_GRANT, row[parted:]) for row in rows if row[parted] is not None
    ]
    user._prefetched_objects_cache = {"grants": granted}
    return user


def grants_standing(user: User, *, at: datetime, day: date) -> list[GrantTerms]:
    """Give the grants of an active user that stand at an instant, on that day.

    They are read now, unless they were read together with the user.
    """
    if not user.is_active:
        return []
    standing = [one for one in user.grants.all() if _stands(one, at, day)]
    return [_terms(one) for one in sorted(standing, key=lambda one: (one.granted_at, one.id))]


def _stands(grant: Grant, at: datetime, day: date) -> bool:
    return (
        grant.granted_at <= at
        and (grant.revoked_at is None or grant.revoked_at > at)
        and (grant.valid_from is None or grant.valid_from <= day)
        and (grant.valid_until is None or grant.valid_until >= day)
    )


def find_user(username: str) -> User | None:
    """Find a user by name, in any case."""
    return User.objects.filter(username=username.strip().lower()).first()


def user_with_id(identity: str) -> User | None:
    """Find a user by id; a text that is no id finds nobody."""
    try:
        return User.objects.filter(pk=UUID(identity)).first()
    except ValueError:
        return None


def lock_user(username: str) -> User | None:
    """Find a user and keep others from changing it until the transaction ends."""
    rows = User.objects.select_for_update().filter(username=username.strip().lower())
    return rows.first()


def lock_user_with_id(identity: UUID) -> User | None:
    """Find a user by id and keep others from changing it until the transaction ends."""
    return User.objects.select_for_update().filter(pk=identity).first()


def lock_grant(grant: UUID) -> Grant | None:
    """Find a grant and keep others from changing it until the transaction ends."""
    return Grant.objects.select_for_update().filter(id=grant).first()


def all_users() -> list[UserRecord]:
    """Read all users with all their grants, by name, in two queries."""
    grants = Prefetch("grants", Grant.objects.order_by("-granted_at", "id"))
    users = User.objects.order_by("username").prefetch_related(grants)
    return [record_of(user, user.grants.all()) for user in users]


def record_of(user: User, grants: Iterable[Grant] = ()) -> UserRecord:
    """Make the frozen value of a user."""
    return UserRecord(
        user.id, user.username, user.display_name, user.is_active,
        tuple(grant_record(grant) for grant in grants),
    )  # fmt: skip


def grant_record(grant: Grant) -> GrantRecord:
    """Make the frozen value of a grant."""
    return GrantRecord(grant.id, _terms(grant), grant.granted_at, grant.revoked_at)


def grant_as_told(grant: Grant, username: str) -> dict[str, Any]:
    """Write a grant as the journal tells it; `integrity` compares the table with that."""
    return {
        "grant": str(grant.id),
        "username": username,
        "role": grant.role,
        "unit": str(grant.unit) if grant.unit else None,
        "managed_by": sorted(grant.managed_by),
        "secrecy": grant.secrecy,
        "from": grant.valid_from.isoformat() if grant.valid_from else None,
        "until": grant.valid_until.isoformat() if grant.valid_until else None,
    }


def stored_grants() -> Iterator[tuple[dict[str, Any], bool]]:
    """Go through all grants: each as told, and whether it was taken back."""
    for grant in Grant.objects.select_related("user").order_by("granted_at", "id"):
        yield grant_as_told(grant, grant.user.username), grant.revoked_at is not None


def stored_users() -> Iterator[tuple[str, str, bool]]:
    """Go through all users: id, name, and whether they are open."""
    for user, username, is_active in User.objects.order_by("username").values_list(
        "id", "username", "is_active"
    ):
        yield str(user), username, is_active


def _terms(grant: Grant) -> GrantTerms:
    """Read the terms; a level that nobody knows any more opens nothing."""
    known = {level.value for level in UnitLevel}
    return GrantTerms(
        role=grant.role,
        unit=grant.unit,
        managed_by=frozenset(UnitLevel(level) for level in grant.managed_by if level in known),
        secrecy=grant.secrecy,
        valid_from=grant.valid_from,
        valid_until=grant.valid_until,
    )


def pinned_figures(user: UUID) -> list[str]:
    """Read which figures a user pinned, the oldest pin first."""
    rows = PinnedFigure.objects.filter(user=user).order_by("pinned_at", "id")
    return list(rows.values_list("name", flat=True))


def store_pin(user: UUID, name: str, at: datetime) -> None:
    """Pin a figure that is not pinned."""
    PinnedFigure.objects.create(user_id=user, name=name, pinned_at=at)


def delete_pin(user: UUID, name: str) -> bool:
    """Take a pin away; whether there was one."""
    deleted, _ = PinnedFigure.objects.filter(user=user, name=name).delete()
    return deleted > 0
