"""One-time codes: a password set anew without e-mail, through a person who knows the user."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from canbo.accounts import queries
from canbo.accounts.access import require_manager
from canbo.accounts.actor import Actor
from canbo.accounts.models import PasswordCode, User
from canbo.accounts.operations.users import create_user, replace_password
from canbo.accounts.refusals import AccountRefused, SignInRefused
from canbo.accounts.values import OneTimeCode
from canbo.journal.operations import write_entry

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is taken for another when read aloud
_GROUPS, _GROUP = 3, 4  # 31 ** 12: 59 bits
MOST_TRIES = 5


def create_user_with_code(
    *, username: str, display_name: str, actor: Actor, at: datetime
) -> OneTimeCode:
    """Make a user without a password, and the code with which they set it.

    Raises AccountRefused as `create_user` does.
    """
    with transaction.atomic():
        user = create_user(
            username=username, display_name=display_name, password=None, actor=actor, at=at
        )
        return make_code(username=user.username, actor=actor, at=at)


def make_code(*, username: str, actor: Actor, at: datetime) -> OneTimeCode:
    """Make a one-time code for a user; one made before is void, the password still counts.

    Nobody makes one for themselves: they would change their password. The code is told now and
    never again. Raises AccountRefused: `not_allowed`, `account_unknown`, `account_closed`,
    `code_for_oneself`.
    """
    require_manager(actor)
    code = "-".join(
        "".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS)
    )
    valid_until = at + settings.CANBO_CODE_VALID
    with transaction.atomic():
        user = queries.lock_user(username)
        if user is None:
            raise AccountRefused("account_unknown", {"username": username})
        if not user.is_active:
            raise AccountRefused("account_closed", {"username": user.username})
        if str(user.id) == actor.id:
            raise AccountRefused("code_for_oneself")
        queries.store_code(user.id, make_password(_bare(code)), at, valid_until)
        _journal("user.code_made", user, actor, at, {"until": valid_until.isoformat()})
    return OneTimeCode(user.id, user.username, user.display_name, code, valid_until)


def use_code(*, username: str, code: str, password: str, at: datetime) -> None:
    """Set a password by a one-time code; the code is used up, and the user's sessions end.

    A wrong name, a wrong code, one that is old or was used are answered alike; five wrong tries
    make a code void. Raises SignInRefused (`code_failed`) and AccountRefused (`password_…`),
    after which the code still counts.
    """
    with transaction.atomic():
        user = queries.lock_user(username)
        row = queries.lock_code(user.id) if user else None
        is_right = _is_right(code, row, at)  # takes as long for a name that nobody has
        if user is not None and row is not None and is_right and user.is_active:
            actor = Actor(str(user.id), user.display_name or user.username, ())
            replace_password(user, password, actor, at, how="code")
            row.ended_at = at
            row.save(update_fields=["ended_at"])
            return
        if user is not None and row is not None:
            _count(row, user, at)
    raise SignInRefused("code_failed")  # behind the transaction: the count stays


def _is_right(written: str, row: PasswordCode | None, at: datetime) -> bool:
    if row is None:
        make_password(_bare(written))
        return False
    return check_password(_bare(written), row.code) and at < row.valid_until


def _count(row: PasswordCode, user: User, at: datetime) -> None:
    """Write down a wrong try; after the last one that is allowed the code is void."""
    row.tries += 1
    if row.tries >= MOST_TRIES:
        row.ended_at = at
    row.save(update_fields=["tries", "ended_at"])
    stranger = Actor("stranger", "Người lạ", ())
    _journal("user.code_failed", user, stranger, at, {"tries": row.tries})


def _bare(written: str) -> str:
    """A code as typed, without hyphens, blanks and small letters; nothing longer is hashed."""
    return "".join(letter for letter in written[:40].upper() if letter in _LETTERS)


def _journal(action: str, user: User, actor: Actor, at: datetime, data: dict[str, object]) -> None:
    write_entry(
        actor_id=actor.id, actor_name=actor.name, action=action, at=at,
        subject=f"user:{user.id}", data={"username": user.username, **data},
    )  # fmt: skip
