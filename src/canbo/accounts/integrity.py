"""Compares users and grants with what the journal tells: nobody gets a right by raw SQL unseen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from canbo.accounts import queries
from canbo.journal import access as journal
from canbo.journal.entry import Entry
from canbo.journal.integrity import Finding


def check_accounts() -> Iterator[Finding]:
    """Find users and grants that are not as the journal says they were left."""
    yield from _users()
    yield from _grants()


def _users() -> Iterator[Finding]:
    told: dict[str, tuple[str, bool]] = {}
    for entry in journal.history("user.created", "user.closed", "user.opened"):
        user = entry.act.subject.removeprefix("user:")
        told[user] = (_word(entry, "username"), entry.act.action != "user.closed")
    stored = {user: (name, is_open) for user, name, is_open in queries.stored_users()}
    for user in sorted(told.keys() | stored.keys()):
        if told.get(user) != stored.get(user):
            name, _ = stored.get(user) or told[user]
            yield Finding("verify_account_differs", {"username": name})


def _grants() -> Iterator[Finding]:
    told: dict[str, tuple[Any, bool]] = {}
    names: dict[str, str] = {}
    for entry in journal.history("grant.added", "grant.revoked"):
        told[_word(entry, "grant")] = (entry.act.data, entry.act.action == "grant.revoked")
        names[_word(entry, "grant")] = _word(entry, "username")
    stored = {grant["grant"]: (grant, is_revoked) for grant, is_revoked in queries.stored_grants()}
    names.update((grant, terms["username"]) for grant, (terms, _) in stored.items())
    for grant in sorted(told.keys() | stored.keys()):
        if told.get(grant) != stored.get(grant):
            yield Finding(
                "verify_grant_differs", {"grant": grant, "username": names.get(grant, "")}
            )


def _word(entry: Entry, name: str) -> str:
    """Take a word of an entry's data, which somebody may have spoilt; the chain tells that."""
    data: Any = entry.act.data
    return str(data.get(name, "")) if isinstance(data, dict) else ""
