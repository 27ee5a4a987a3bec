"""Where Django keeps its sessions: rows that also tell their owner which device they are."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest

from canbo.accounts.models import Session
from canbo.accounts.values import OpenSession

_TOLD = "canbo_session"  # what the session itself keeps of its device
_SEEN_EVERY = timedelta(minutes=5)  # how exact "last seen" is; a write per page would be too dear


class SessionStore(DatabaseStore):
    """Django's store in the database, over the rows of this app."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Name the table (Django asks for it)."""
        return Session

    def _get_session_from_db(self) -> Session | None:
        self.row = super()._get_session_from_db()
        return self.row

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Make the row of a session, with whose it is and what it tells of its device."""
        row: Session = super().create_model_instance(data)
        row.account = uuid.UUID(data["_auth_user_id"]) if "_auth_user_id" in data else None
        told = data.get(_TOLD, {})
        row.public_id = _public_id(row.session_key)
        row.opened_at = datetime.fromisoformat(told["opened_at"]) if told else None
        row.seen_at = self.row.seen_at if self.row and self.row.seen_at else row.opened_at
        row.address, row.device = told.get("address", ""), told.get("device", "")
        return row


def _public_id(key: str) -> uuid.UUID:
    """A name for a session that says nothing of its key; another key is another session."""
    return uuid.UUID(bytes=hashlib.sha256(key.encode()).digest()[:16])


def note_opened(request: HttpRequest, at: datetime) -> None:
    """Write into a session just begun when it began and on which device."""
    request.session[_TOLD] = {
        "opened_at": at.isoformat(),
        "address": str(request.META.get("REMOTE_ADDR", ""))[:64],
        "device": device_words(request.headers.get("User-Agent", "")),
    }


def note_seen(request: HttpRequest, at: datetime) -> None:
    """Write down that a session is in use, at most once in a few minutes."""
    row = getattr(request.session, "row", None)
    if row is None or (row.seen_at is not None and at - row.seen_at < _SEEN_EVERY):
        return
    row.seen_at = at
    Session.objects.filter(session_key=row.session_key).update(seen_at=at)


def open_sessions(account: uuid.UUID, at: datetime, this_key: str = "") -> tuple[OpenSession, ...]:
    """List a user's sessions that still count at `at`, the one seen last first."""
    rows = Session.objects.filter(account=account, expire_date__gt=at)
    found = [
        OpenSession(
            row.public_id, row.device, row.address, row.opened_at, row.seen_at,
            is_this_one=row.session_key == this_key,
        )
        for row in rows
    ]  # fmt: skip
    earliest = at - timedelta(days=36500)
    return tuple(sorted(found, key=lambda one: one.seen_at or earliest, reverse=True))


_SYSTEMS = (
    ("Android", "điện thoại Android"), ("iPhone", "iPhone"), ("iPad", "iPad"),
    ("Windows", "máy tính Windows"), ("Macintosh", "máy tính Mac"), ("Linux", "máy tính Linux"),
)  # fmt: skip
_BROWSERS = (
    ("coc_coc", "Cốc Cốc"), ("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"),
    ("Chrom", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip


def device_words(agent: str) -> str:
    """Tell a browser's name of itself in words its owner knows: "Chrome trên máy tính Windows"."""
    browser = next((words for mark, words in _BROWSERS if mark in agent), "Trình duyệt khác")
    system = next((words for mark, words in _SYSTEMS if mark in agent), "")
    return f"{browser} trên {system}" if system else browser
