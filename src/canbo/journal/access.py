"""Reading the journal. Who may read it is judged above (`see_journal` of canbo.accounts)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from canbo.journal import queries
from canbo.journal.entry import Entry
from canbo.journal.finding import Wanted
from canbo.journal.keys import journal_key_path, read_key


def entries(
    *,
    before: int | None = None,
    limit: int = 50,
    subject: str | None = None,
    action: str | None = None,
) -> tuple[Entry, ...]:
    """Give the newest entries, those before number `before`, of one subject or action."""
    return tuple(queries.page(before=before, limit=limit, subject=subject, action=action))


def history(*actions: str) -> Iterator[Entry]:
    """Go through all entries of some actions, the oldest first, without holding them all."""
    return queries.stream(actions)


def find(wanted: Wanted, *, before: int | None = None, limit: int = 50) -> tuple[Entry, ...]:
    """Give the newest entries that are wanted, those before number `before`."""
    return tuple(queries.found(wanted, before=before, limit=limit))


def last_of(action: str, subjects: Collection[str]) -> dict[str, datetime]:
    """Tell when an action last happened to each of these subjects; who is missing: never."""
    return queries.last_of(action, subjects) if subjects else {}


def home_mark() -> str | None:
    """Tell homes apart: the beginning of the first entry's hash; None in an empty journal.

    A restored backup is the same home; a copy that went its own way is not told apart.
    """
    first = queries.hash_at(1)
    return first[:16] if first else None


def home_secret(purpose: str) -> bytes | None:
    """Give a secret of the home for one purpose, made of the journal's key; None where there is
    no key: nothing was ever done here."""
    key = read_key(journal_key_path(Path(settings.CANBO_HOME)))
    if key is None:
        return None
    return hashlib.blake2b(purpose.encode(), digest_size=32, key=key[:64]).digest()


def last_hash(*, besides: tuple[str, ...] = ()) -> str:
    """Give the hash of the last entry, by which one tells whether anything was done since.

    `besides`: entries whose action begins with one of these words do not count.
    """
    return _last_link(besides)[1]


def last_seq(*, besides: tuple[str, ...] = ()) -> int:
    """Give the number of the last entry; 0 in an empty journal. `besides` as in `last_hash`."""
    return _last_link(besides)[0]


def _last_link(besides: tuple[str, ...]) -> tuple[int, str]:
    return queries.last_link_besides(besides) if besides else queries.last_link()
