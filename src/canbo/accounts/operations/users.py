"""Making users, their passwords, and closing them."""

from __future__ import annotations

import re
import uuid
from datetime import datetime
from uuid import UUID

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from canbo.accounts import queries
from canbo.accounts.access import require_manager
from canbo.accounts.actor import Actor
from canbo.accounts.models import User
from canbo.accounts.operations.grants import take_back
from canbo.accounts.refusals import AccountRefused
from canbo.accounts.values import UserRecord
from canbo.engine.vietnamese import clean
from canbo.journal.operations import write_entry

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")
_LONGEST_DISPLAY_NAME = 120
_LONGEST_PASSWORD = 1024


def create_user(
    *, username: str, display_name: str, password: str | None, actor: Actor, at: datetime
) -> UserRecord:
    """Make a user without any right; grants follow.

    Without a password nobody signs in until a one-time code sets one.

    Raises AccountRefused: `not_allowed`, `username_malformed`, `display_name_too_long`,
    `username_taken`, and the codes of a weak password (`password_…`).
    """
    require_manager(actor)
    user = User(
        id=uuid.uuid4(),
        username=_plain_username(username),
        display_name=_plain_display_name(display_name) or username.strip(),
        created_at=at,
    )
    if password is not None:
        refuse_weak(password, user)
    user.set_password(password)
    with transaction.atomic():
        _store_new(user)
        _journal(
            "user.created", user, actor, at,
            {"username": user.username, "display_name": user.display_name},
        )  # fmt: skip
    return queries.record_of(user)


def set_password(*, username: str, password: str, actor: Actor, at: datetime) -> None:
    """Replace a user's password; their open sessions end.

    Users may do so for themselves, others need `manage_users`. Raises AccountRefused:
    `not_allowed`, `account_unknown`, `password_…`.
    """
    with transaction.atomic():
        user = _locked(username, actor, may_be_oneself=True)
        replace_password(user, password, actor, at)


def change_password(
    *, request: HttpRequest, old: str, new: str, actor: Actor, at: datetime
) -> None:
    """Let a user replace the own password; the session in which they do it stays, others end.

    Raises AccountRefused: `account_unknown`, `password_old_wrong`, `password_…`.
    """
    with transaction.atomic():
        user = queries.lock_user_with_id(UUID(actor.id))
        if user is None:
            raise AccountRefused("account_unknown", {"username": actor.name})
        if not user.check_password(old[:_LONGEST_PASSWORD]):
            raise AccountRefused("password_old_wrong")
        replace_password(user, new, actor, at, this_key=request.session.session_key or "")
    update_session_auth_hash(request, user)


def replace_password(
    user: User, password: str, actor: Actor, at: datetime, *, this_key: str = "", how: str = ""
) -> None:
    """Set the password of a user who is locked, and end the sessions but the one named."""
    refuse_weak(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    queries.end_sessions(user.id, besides=this_key)
    told = {"username": user.username, **({"how": how} if how else {})}
    _journal("user.password_set", user, actor, at, told)


def set_active(*, username: str, active: bool, actor: Actor, at: datetime) -> None:
    """Close a user (nobody signs in as them, their grants rest) or open them again.

    Closing ends their sessions, and what they lent to deputies or hold as one.

    Raises AccountRefused: `not_allowed`, `account_unknown`, `account_is_oneself`.
    """
    with transaction.atomic():
        user = _locked(username, actor, may_be_oneself=False)
        if str(user.id) == actor.id:
            raise AccountRefused("account_is_oneself", {"username": user.username})
        if user.is_active == active:
            return
        user.is_active = active
        user.save(update_fields=["is_active"])
        if not active:
            queries.end_sessions(user.id)
            for lent in queries.lock_lent(of_user=user.id):
                take_back(lent, actor, at)
        action = "user.opened" if active else "user.closed"
        _journal(action, user, actor, at, {"username": user.username})


def _locked(username: str, actor: Actor, *, may_be_oneself: bool) -> User:
    """Find and lock a user; who may not manage users learns nothing of who exists."""
    user = queries.lock_user(username)
    is_oneself = user is not None and str(user.id) == actor.id
    if not (may_be_oneself and is_oneself):
        require_manager(actor)
    if user is None:
        raise AccountRefused("account_unknown", {"username": username})
    return user


def _store_new(user: User) -> None:
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise AccountRefused("username_taken", {"username": user.username}) from error


def _plain_username(written: str) -> str:
    username = written.strip().lower()
    if not _USERNAME.fullmatch(username):
        raise AccountRefused("username_malformed", {"username": written})
    return username


def _plain_display_name(written: str) -> str:
    name = clean(written)
    if len(name) > _LONGEST_DISPLAY_NAME or "\0" in name:
        raise AccountRefused("display_name_too_long", {"most": _LONGEST_DISPLAY_NAME})
    return name


def refuse_weak(password: str, user: User) -> None:
    """Refuse a password that is easily guessed; the refusal never holds the password."""
    if len(password) > _LONGEST_PASSWORD:
        raise AccountRefused("password_too_long", {"most": _LONGEST_PASSWORD})
    try:
        validate_password(password, user)
    except ValidationError as error:
        first = error.error_list[0]
        data = {"least": (first.params or {}).get("min_length")}
        raise AccountRefused(first.code or "password_too_common", data) from None


def _journal(action: str, user: User, actor: Actor, at: datetime, data: dict[str, object]) -> None:
    write_entry(
        actor_id=actor.id, actor_name=actor.name, action=action, at=at,
        subject=f"user:{user.id}", data=data,
    )  # fmt: skip
