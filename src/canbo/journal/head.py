"""The journal's head, a small sealed file of the home beside the database.

It names the last entry that was committed. So the removal of the last entries, or a chain that
was written anew, is found although the entries that remain fit together. It may lag behind the
database (a process died between its commit and this file); it is never ahead. It does not
defend against somebody who holds the key file too: note the head that `canbo verify` prints on
paper, outside the machine.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

NAME = "journal-head"


class HeadUnreadable(Exception):
    """The file is there but holds no head."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last committed entry: its number and hash, under a seal of their own."""

    seq: int
    hash: str
    seal: str

    @classmethod
    def sealed(cls, seq: int, own_hash: str, key: bytes) -> Head:
        """Make the head that points to this entry."""
        return cls(seq, own_hash, _seal(seq, own_hash, key))

    def is_sealed_with(self, key: bytes) -> bool:
        """Whether this head was made with this key."""
        return hmac.compare_digest(self.seal, _seal(self.seq, self.hash, key))


def _seal(seq: int, own_hash: str, key: bytes) -> str:
    text = f"canbo journal head\n{seq}\n{own_hash}".encode()
    return hmac.new(key, text, hashlib.sha256).hexdigest()


def read_head(home: Path) -> Head | None:
    """Read the head of a home; None where there is none. Raises HeadUnreadable."""
    try:
        fields = json.loads((home / NAME).read_text(encoding="ascii"))
        return Head(int(fields["seq"]), str(fields["hash"]), str(fields["seal"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise HeadUnreadable(NAME) from error


def write_head(home: Path, head: Head) -> None:
    """Replace the file in one step: a reader sees the old head or the new one, never half."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = home / f".{NAME}.{os.getpid()}.{secrets.token_hex(4)}"
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as handle:
            json.dump({"seq": head.seq, "hash": head.hash, "seal": head.seal}, handle)
            handle.write("\n")
            handle.flush()
            os.fsync(handle.fileno())
        beside.replace(home / NAME)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def head_locked(home: Path) -> Iterator[None]:
    """Let one process at a time move the head; the system frees the lock of a dead one."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (home / f"{NAME}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
