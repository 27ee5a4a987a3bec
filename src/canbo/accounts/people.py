"""Users as an administrator and as they themselves see them: lists, one user, deputies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from canbo.accounts import queries, second_step
from canbo.accounts.access import LOCAL, day_of, require_manager, user_id
from canbo.accounts.actor import Actor
from canbo.accounts.models import Grant, User
from canbo.accounts.refusals import AccountRefused
from canbo.accounts.roles import NEVER_LENT, permissions_of
from canbo.accounts.sessions import open_sessions
from canbo.accounts.values import (
    GrantRecord,
    GrantTerms,
    Lending,
    OpenSession,
    UserLine,
    UserPage,
    UserRecord,
    UsersPage,
)
from canbo.engine.vietnamese import search_key
from canbo.journal import access as journal

PAGE = 50
LONGEST_DAYS = 180  # who is away longer needs a decision, and the deputy grants of their own
_SIGNED_IN = "user.signed_in"


def find_users(*, words: str, only: str, page: int, actor: Actor, at: datetime) -> UsersPage:
    """List users whose name holds all the words, with or without marks; `only` "mo" or "khoa".

    Raises AccountRefused (`not_allowed`).
    """
    require_manager(actor)
    wanted = search_key(words).split()
    found = [
        (identity, username, name, is_active)
        for identity, username, name, is_active in queries.user_names()
        if all(word in f"{search_key(name)} {username}" for word in wanted)
        and only in ("", "mo" if is_active else "khoa")
    ]
    pages = max(1, -(-len(found) // PAGE))
    page = min(page, pages)
    shown = found[(page - 1) * PAGE : page * PAGE]
    records = {one.id: one for one in queries.users_with(line[0] for line in shown)}
    seen = _last_signed_in(records)
    day = day_of(at)
    lines = (
        UserLine(
            one.id, one.username, one.display_name, one.is_active,
            tuple(grant.terms for grant in one.grants if stands_on(grant, at, day)),
            seen.get(one.id),
        )
        for one in (records[line[0]] for line in shown if line[0] in records)
    )  # fmt: skip
    return UsersPage(tuple(lines), len(found), pages, page)


def user_seen_by(user: UUID, *, actor: Actor, at: datetime) -> UserPage:
    """Give all that an administrator sees of one user.

    Raises AccountRefused: `not_allowed`, `account_not_there`.
    """
    record = managed_user(user, actor=actor)
    sessions = len(open_sessions(user, at))
    code_until = queries.open_code(user, at)
    return UserPage(
        record,
        _last_signed_in([user]).get(user),
        sessions,
        code_until,
        second_step.is_on_for(user),
        str(user) == actor.id,
    )


def managed_user(user: UUID, *, actor: Actor) -> UserRecord:
    """Give a user with all grants. Raises AccountRefused: `not_allowed`, `account_not_there`."""
    require_manager(actor)
    found = queries.users_with([user])
    if not found:
        raise AccountRefused("account_not_there")
    return found[0]


def grant_with_id(grant: UUID, *, actor: Actor) -> tuple[UserRecord, GrantRecord]:
    """Give a grant and whose it is. Raises AccountRefused: `not_allowed`, `grant_unknown`."""
    require_manager(actor)
    user = queries.holder_of(grant)
    if user is None:
        raise AccountRefused("grant_unknown", {"grant": str(grant)})
    record = managed_user(user, actor=actor)
    return record, next(one for one in record.grants if one.id == grant)


def user_ids_named(words: str) -> tuple[UUID, ...]:
    """The users whose name holds all the words, with or without marks; for the journal."""
    wanted = search_key(words).split()
    return tuple(
        identity
        for identity, username, name, _ in queries.user_names()
        if wanted and all(word in f"{search_key(name)} {username}" for word in wanted)
    )


def actor_ids_named(words: str) -> tuple[str, ...]:
    """The ids under which the journal tells acts of whoever bears the words in the name."""
    others = ((LOCAL, "người vận hành tại máy"), ("stranger", "người lạ"))
    wanted = search_key(words).split()
    known = [mark for mark, name in others if all(word in search_key(name) for word in wanted)]
    return (*known, *(str(user) for user in user_ids_named(words)))


def names_of(users: Iterable[UUID]) -> dict[UUID, str]:
    """The names shown of these users."""
    return queries.names_shown(users)


def stands_on(grant: GrantRecord, at: datetime, day: date) -> bool:
    """Whether a grant stands at an instant, on that day."""
    terms = grant.terms
    return (
        (grant.revoked_at is None or grant.revoked_at > at)
        and (terms.valid_from is None or terms.valid_from <= day)
        and (terms.valid_until is None or terms.valid_until >= day)
    )


def own_record(actor: Actor) -> UserRecord | None:
    """Give one's own account with all grants; None for the person at the machine."""
    own = user_id(actor)
    found = queries.users_with([own]) if own else []
    return found[0] if found else None


def own_sessions(actor: Actor, *, this_key: str, at: datetime) -> tuple[OpenSession, ...]:
    """List one's own sessions that count at `at`, the one seen last first."""
    own = user_id(actor)
    return () if own is None else open_sessions(own, at, this_key)


def own_deputies(actor: Actor, *, at: datetime) -> tuple[Lending, ...]:
    """List who stands in for oneself, now or on days to come."""
    own = user_id(actor)
    by_deputy: dict[UUID, list[GrantTerms]] = defaultdict(list)
    names: dict[UUID, str] = {}
    day = day_of(at)
    for grant in queries.lent_by(own) if own else []:
        if grant.valid_until is not None and grant.valid_until >= day:
            names[grant.user_id] = grant.user.display_name
            by_deputy[grant.user_id].append(queries.grant_record(grant).terms)
    return tuple(_lending(user, names[user], terms) for user, terms in by_deputy.items())


def deputy_offered(
    *, username: str, begins: date, ends: date, actor: Actor, at: datetime
) -> Lending:
    """Show what one would lend to whom, before it is done.

    Raises AccountRefused as `name_deputy` does.
    """
    refuse_wrong_days(begins, ends, day_of(at))
    own = user_id(actor)
    holder = queries.user_with_grants(own) if own else None
    deputy = queries.find_user(username)
    if holder is None or deputy is None or not deputy.is_active:
        raise AccountRefused("deputy_unknown", {"username": username})
    if deputy.id == holder.id:
        raise AccountRefused("deputy_oneself")
    lent = tuple(terms for _, terms in lendable(holder, begins, ends))
    if not lent:
        raise AccountRefused("deputy_nothing")
    return replace(_lending(deputy.id, deputy.display_name, lent), begins=begins, ends=ends)


def refuse_wrong_days(begins: date, ends: date, today: date) -> None:
    """Refuse days over which nobody stands in for anybody. Raises AccountRefused (`deputy_…`)."""
    told = {"from": begins.isoformat(), "until": ends.isoformat()}
    if ends < begins:
        raise AccountRefused("deputy_days_reversed", told)
    if ends < today:
        raise AccountRefused("deputy_days_past", told)
    if (ends - begins).days >= LONGEST_DAYS:
        raise AccountRefused("deputy_too_long", {**told, "most": LONGEST_DAYS})


def lendable(holder: User, begins: date, ends: date) -> list[tuple[Grant, GrantTerms]]:
    """Work out what of a user's grants can be lent for these days, as it would be lent."""
    found = []
    for grant in sorted(holder.grants.all(), key=lambda one: (one.granted_at, one.id)):
        terms = queries.grant_record(grant).terms
        first = max(begins, terms.valid_from or begins)
        last = min(ends, terms.valid_until or ends)
        is_own = grant.instead_of_id is None and grant.revoked_at is None
        if is_own and first <= last and permissions_of(terms.role) - NEVER_LENT:
            found.append((grant, replace(terms, valid_from=first, valid_until=last)))
    return found


def _lending(user: UUID, name: str, terms: Iterable[GrantTerms]) -> Lending:
    lent = tuple(terms)
    begins = min(one.valid_from for one in lent if one.valid_from)
    ends = max(one.valid_until for one in lent if one.valid_until)
    return Lending(user, name, begins, ends, lent)


def _last_signed_in(users: Iterable[UUID]) -> dict[UUID, datetime]:
    """When each user signed in last, as the journal tells."""
    last = journal.last_of(_SIGNED_IN, [f"user:{user}" for user in users])
    return {UUID(subject.removeprefix("user:")): at for subject, at in last.items()}
