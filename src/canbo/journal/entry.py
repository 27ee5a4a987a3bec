"""One act of the journal as a frozen value: its canonical text, its hash, its seal.

The hash (SHA-256 over the canonical text of all fields and the hash before) shows a change; the
seal (HMAC-SHA-256 of the hash under the home's key) shows a chain that was computed anew by
somebody who does not hold the key.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

GENESIS = "0" * 64  # what stands as the hash before the first entry


class NotJournalable(TypeError):
    """A value has no one exact form in the journal: a float, bytes, an object, a NUL character."""


@dataclass(frozen=True, slots=True)
class Act:
    """What happened, before it has a place in the chain.

    `at` is the instant that the caller gave; `subject` names what the act was about
    (`user:…`, `batch:…`); `data` is plain JSON without floats.
    """

    at: datetime
    actor_id: str
    actor_name: str
    action: str
    subject: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """An act in its place: `seq` counts from 1, without a gap."""

    seq: int
    act: Act
    previous_hash: str
    hash: str
    seal: str

    @classmethod
    def sealed(cls, seq: int, act: Act, previous_hash: str, key: bytes) -> Entry:
        """Put an act into the chain behind `previous_hash`, sealed with the home's key."""
        own = hash_of(seq, act, previous_hash)
        return cls(seq, act, previous_hash, own, seal_of(own, key))

    @property
    def is_intact(self) -> bool:
        """Whether the hash is that of the fields as they stand now."""
        return self.hash == hash_of(self.seq, self.act, self.previous_hash)

    def is_sealed_with(self, key: bytes) -> bool:
        """Whether the seal was made with this key over this hash."""
        return hmac.compare_digest(self.seal, seal_of(self.hash, key))


def canonical(value: Any) -> bytes:
    """Write plain JSON in its one form: sorted keys, no blanks, UTF-8."""
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode("utf-8")


def hash_of(seq: int, act: Act, previous_hash: str) -> str:
    """Compute the hash of an act in its place, as 64 hexadecimal digits."""
    fields = {
        "seq": seq,
        "at": act.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor_id": act.actor_id,
        "actor_name": act.actor_name,
        "action": act.action,
        "subject": act.subject,
        "data": act.data,
        "previous_hash": previous_hash,
    }
    return hashlib.sha256(canonical(fields)).hexdigest()


def seal_of(own_hash: str, key: bytes) -> str:
    """Compute the seal of an entry's hash."""
    return hmac.new(key, b"canbo journal entry\n" + own_hash.encode(), hashlib.sha256).hexdigest()


def plain(value: Any) -> Any:
    """Bring a value to JSON that the database gives back unchanged.

    Days, instants, identifiers and enumerations become text, tuples become lists. Raises
    NotJournalable for floats (no one exact form) and anything else.
    """
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, str | UUID | date):
        return _text(value.isoformat() if isinstance(value, date) else str(value))
    if isinstance(value, Mapping):
        return {_key(name): plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if value is None or isinstance(value, int):
        return value
    raise NotJournalable(type(value).__name__)


def _key(name: Any) -> str:
    if not isinstance(name, str):
        raise NotJournalable("a key that is no text")
    return _text(name)


def _text(value: str) -> str:
    """Refuse what PostgreSQL cannot store: NUL and halves of surrogate pairs."""
    if any(char == "\0" or "\ud800" <= char <= "\udfff" for char in value):
        raise NotJournalable("a character that cannot be stored")
    return value
