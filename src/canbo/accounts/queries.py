"""The SQL of users and grants; private to this app."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q

from canbo.accounts.models import Grant, PasswordCode, PinnedFigure, Session, User
from canbo.accounts.values import GrantRecord, GrantTerms, UserRecord
from canbo.engine.facts import UnitLevel

_OF_USER = tuple(field.attname for field in User._meta.concrete_fields)
_OF_GRANT = tuple(field.attname for field in Grant._meta.concrete_fields)
_HOLDER = "grants__instead_of__display_name"


def user_with_grants(identity: UUID) -> User | None:
    """Find a user by id, and all grants with it, by one query."""
    wanted = (*_OF_USER, *(f"grants__{name}" for name in _OF_GRANT), _HOLDER)
    rows = list(User.objects.filter(pk=identity).values_list(*wanted))
    if not rows:
        return None
    parted = len(_OF_USER)
    user = User.from_db("default", _OF_USER, rows[0][:parted])
    granted = user.grants.all()
    granted._result_cache = [
        _grant_of(row[parted:-1], row[-1]) for row in rows if row[parted] is not None
    ]
    user._prefetched_objects_cache = {"grants": granted}
    return user


def _grant_of(values: tuple[Any, ...], holder: str | None) -> Grant:
    """Make a grant of its row, with the name of whom a deputy stands in for."""
    grant = Grant.from_db("default", _OF_GRANT, values)
    if holder is not None:
        grant.instead_of = User(id=grant.instead_of_id, display_name=holder)
    return grant


def grants_standing(user: User, *, at: datetime, day: date) -> list[GrantRecord]:
    """Give the grants of an active user that stand at an instant, on that day.

    They are read now, unless they were read together with the user.
    """
    if not user.is_active:
        return []
    standing = [one for one in user.grants.all() if stands(one, at, day)]
    return [grant_record(one) for one in sorted(standing, key=lambda one: (one.granted_at, one.id))]


def stands(grant: Grant, at: datetime, day: date) -> bool:
    """Whether a grant stands at an instant, on that day."""
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
    users = User.objects.order_by("username").prefetch_related(_newest_first())
    return [record_of(user, user.grants.all()) for user in users]


def _newest_first() -> Prefetch:  # type: ignore[type-arg]
    rows = Grant.objects.select_related("instead_of").order_by("-granted_at", "id")
    return Prefetch("grants", rows)


def user_names() -> list[tuple[UUID, str, str, bool]]:
    """Read (id, user name, name shown, whether open) of all users, by user name."""
    rows = User.objects.order_by("username")
    return list(rows.values_list("id", "username", "display_name", "is_active"))


def users_with(identities: Iterable[UUID]) -> list[UserRecord]:
    """Read these users with all their grants, in two queries."""
    users = User.objects.filter(pk__in=list(identities)).prefetch_related(_newest_first())
    return [record_of(user, user.grants.all()) for user in users]


def lent_by(user: UUID) -> list[Grant]:
    """Read the grants that a user lent to deputies and that were not taken back."""
    rows = Grant.objects.filter(instead_of=user, revoked_at=None).select_related("user")
    return list(rows.order_by("granted_at", "id"))


def lock_lent(*, of_grant: UUID | None = None, of_user: UUID | None = None) -> list[Grant]:
    """Find and lock what was lent from one grant, or by or to one user, and not taken back."""
    rows = Grant.objects.select_for_update(of=("self",)).select_related("user")
    rows = rows.filter(revoked_at=None, lent_from__isnull=False)
    if of_grant is not None:
        return list(rows.filter(lent_from=of_grant))
    return list(rows.filter(Q(instead_of=of_user) | Q(user=of_user)))


def record_of(user: User, grants: Iterable[Grant] = ()) -> UserRecord:
    """Make the frozen value of a user."""
    return UserRecord(
        user.id, user.username, user.display_name, user.is_active,
        tuple(grant_record(grant) for grant in grants),
    )  # fmt: skip


def grant_record(grant: Grant) -> GrantRecord:
    """Make the frozen value of a grant."""
    lent = grant.instead_of_id is not None
    return GrantRecord(
        grant.id, _terms(grant), grant.granted_at, grant.revoked_at,
        grant.instead_of.display_name if lent and grant.instead_of else "", grant.instead_of_id,
    )  # fmt: skip


def grant_as_told(grant: Grant, username: str) -> dict[str, Any]:
    """Write a grant as the journal tells it; `integrity` compares the table with that."""
    lent = {"instead_of": str(grant.instead_of_id)} if grant.instead_of_id else {}
    return {
        **lent,
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


def end_sessions(account: UUID, *, one: UUID | None = None, besides: str = "") -> int:
    """Delete a user's sessions, or one of them; never the one with the key `besides`."""
    rows = Session.objects.filter(account=account).exclude(session_key=besides or None)
    if one is not None:
        rows = rows.filter(public_id=one)
    return rows.delete()[0]


def lock_code(user: UUID) -> PasswordCode | None:
    """Find a user's one-time code that was not used, and keep others from it."""
    return PasswordCode.objects.select_for_update().filter(user=user, ended_at=None).first()


def open_code(user: UUID, at: datetime) -> datetime | None:
    """Tell until when a user's one-time code counts; None without one that counts at `at`."""
    rows = PasswordCode.objects.filter(user=user, ended_at=None, valid_until__gt=at)
    return rows.values_list("valid_until", flat=True).first()


def store_code(user: UUID, code: str, at: datetime, valid_until: datetime) -> None:
    """Keep a new code's hash; the one before is void."""
    PasswordCode.objects.filter(user=user, ended_at=None).update(ended_at=at)
    PasswordCode.objects.create(user_id=user, code=code, made_at=at, valid_until=valid_until)


def holder_of(grant: UUID) -> UUID | None:
    """Tell whose a grant is."""
    return Grant.objects.filter(pk=grant).values_list("user_id", flat=True).first()


def names_shown(users: Iterable[UUID]) -> dict[UUID, str]:
    """Read the names shown of these users."""
    wanted = list(users)
    if not wanted:
        return {}
    return dict(User.objects.filter(pk__in=wanted).values_list("id", "display_name"))
