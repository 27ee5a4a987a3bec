"""Writing the journal, and finding out whether somebody else wrote in it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from canbo.engine.refusal import Refusal
from canbo.journal import queries
from canbo.journal.entry import GENESIS, Act, Entry, plain
from canbo.journal.head import Head, HeadUnreadable, head_locked, read_head, write_head
from canbo.journal.keys import KeyUnusable, journal_key_path, keep_key, read_key
from canbo.journal.verification import Verification, verify

__all__ = [
    "Entry", "JournalRefused", "Verification", "journal_key_path", "next_seq", "verify",
    "write_entry",
]  # fmt: skip

_log = logging.getLogger(__name__)


class JournalRefused(Refusal):
    """The act cannot be written down, so it must not be done."""


def next_seq() -> int:
    """Tell the number of the entry that this transaction will write next.

    So rows can carry it before the entry tells what they are; other writers wait until the
    caller's transaction ends. Raises JournalRefused (`journal_needs_transaction`).
    """
    if not connection.in_atomic_block:
        raise JournalRefused("journal_needs_transaction", {"action": "next_seq"})
    queries.hold_writers_lock()
    return queries.last_link()[0] + 1


def write_entry(
    *,
    actor_id: str,
    actor_name: str,
    action: str,
    at: datetime,
    subject: str,
    data: Mapping[str, Any],
) -> Entry:
    """Write one act behind the last one, in the caller's transaction: both stay or neither.

    `at` is an aware instant. Other writers wait until the caller's transaction ends. Put no
    password, no secret and no whole file into `data`. Raises JournalRefused
    (`journal_needs_transaction`, `journal_key_missing`) and NotJournalable.
    """
    if not connection.in_atomic_block:
        raise JournalRefused("journal_needs_transaction", {"action": action})
    if at.tzinfo is None:
        raise ValueError("at must carry a time zone")
    act = Act(at, plain(actor_id), plain(actor_name), plain(action), plain(subject), plain(data))
    queries.hold_writers_lock()
    last_seq, last_hash = queries.last_link()
    home = Path(settings.CANBO_HOME)
    key = _begin(home) if last_seq == 0 else _key(home)
    entry = Entry.sealed(last_seq + 1, act, last_hash, key)
    queries.insert(entry)
    transaction.on_commit(partial(_advance_head, home, entry, key), robust=True)
    return entry


def _begin(home: Path) -> bytes:
    """Make key and head before the first entry: their absence later is always a finding."""
    try:
        key = keep_key(journal_key_path(home))
    except KeyUnusable as error:
        raise JournalRefused("journal_key_missing", {"path": str(error)}) from error
    with head_locked(home):
        if not (home / "journal-head").exists():
            write_head(home, Head.sealed(0, GENESIS, key))
    return key


def _key(home: Path) -> bytes:
    """Read the key. With entries in the chain a new one would hide what happened to the old."""
    path = journal_key_path(home)
    try:
        key = read_key(path)
    except KeyUnusable:
        key = None
    if key is None:
        raise JournalRefused("journal_key_missing", {"path": f"{path.parent.name}/{path.name}"})
    return key


def _advance_head(home: Path, entry: Entry, key: bytes) -> None:
    """Move the head forward to a committed entry, if the chain really leads there.

    A head that is missing, broken, or not in this chain is evidence: it stays as it is, and
    `verify` tells of it.
    """
    with head_locked(home):
        try:
            head = read_head(home)
        except HeadUnreadable:
            head = None
        if head is None or not head.is_sealed_with(key) or queries.hash_at(head.seq) != head.hash:
            _log.error("the journal's head does not fit the journal: run canbo verify")
            return
        if head.seq < entry.seq:
            write_head(home, Head.sealed(entry.seq, entry.hash, key))
