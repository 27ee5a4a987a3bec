"""Secret keys kept as files of a home: 32 random bytes, readable by their owner only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

KEY_BYTES = 32


class KeyUnusable(Exception):
    """A key file cannot be read, made, or does not hold a key."""


def journal_key_path(home: Path) -> Path:
    """Give the place of the journal's key in a home."""
    return home / "keys" / "journal.key"


def read_key(path: Path) -> bytes | None:
    """Read a key file (hexadecimal text); None where there is none. Raises KeyUnusable."""
    try:
        text = path.read_text(encoding="ascii")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise KeyUnusable(path.name) from error
    try:
        key = bytes.fromhex(text.strip())
    except ValueError as error:
        raise KeyUnusable(path.name) from error
    if len(key) < KEY_BYTES:
        raise KeyUnusable(path.name)
    return key


def keep_key(path: Path) -> bytes:
    """Read the key file, or make it (0600) once: processes that race all get the same key."""
    key = read_key(path)
    if key is not None:
        return key
    try:
        _make(path)
    except FileExistsError:
        pass  # another process was first
    except OSError as error:
        raise KeyUnusable(path.name) from error
    key = read_key(path)
    if key is None:
        raise KeyUnusable(path.name)
    return key


def _make(path: Path) -> None:
    """Write beside the place and link into it, so that nobody reads half a key."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as handle:
            handle.write(secrets.token_hex(KEY_BYTES) + "\n")
            handle.flush()
            os.fsync(handle.fileno())
        os.link(beside, path)
    finally:
        beside.unlink()
