"""The journal's SQL; private to this app."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db import connection
from django.db.models import Max, Q

from canbo.journal.entry import GENESIS, Act, Entry
from canbo.journal.finding import Wanted
from canbo.journal.models import JournalEntry

_WRITERS_LOCK = 0x63616E626F4A  # "canboJ": one writer at a time, until its transaction ends
_FIELDS = (
    "seq", "at", "actor_id", "actor_name", "action", "subject", "data",
    "previous_hash", "hash", "seal",
)  # fmt: skip


def hold_writers_lock() -> None:
    """Wait until no other transaction writes the journal; held until this one ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITERS_LOCK])


def last_link() -> tuple[int, str]:
    """Give number and hash of the last entry; (0, GENESIS) in an empty journal."""
    last = JournalEntry.objects.order_by("-seq").values_list("seq", "hash").first()
    return last or (0, GENESIS)


def last_link_besides(beginnings: tuple[str, ...]) -> tuple[int, str]:
    """Give number and hash of the last entry whose action begins with none of these words;
    (0, GENESIS) where there is none."""
    aside = Q()
    for word in beginnings:
        aside |= Q(action__startswith=word)
    rows = JournalEntry.objects.exclude(aside).order_by("-seq")
    return rows.values_list("seq", "hash").first() or (0, GENESIS)


def hash_at(seq: int) -> str | None:
    """Give the stored hash of one entry; GENESIS before the first, None where there is none."""
    if seq == 0:
        return GENESIS
    return JournalEntry.objects.filter(seq=seq).values_list("hash", flat=True).first()


def insert(entry: Entry) -> None:
    """Store one entry."""
    act = entry.act
    JournalEntry.objects.bulk_create(
        [
            JournalEntry(
                seq=entry.seq, at=act.at, actor_id=act.actor_id, actor_name=act.actor_name,
                action=act.action, subject=act.subject, data=act.data,
                previous_hash=entry.previous_hash, hash=entry.hash, seal=entry.seal,
            )
        ]
    )  # fmt: skip


def last_of(action: str, subjects: Collection[str]) -> dict[str, datetime]:
    """Tell when an action last happened to each of these subjects."""
    rows = JournalEntry.objects.filter(action=action, subject__in=list(subjects))
    return dict(rows.values_list("subject").annotate(last=Max("at")).order_by())


def stream(actions: Collection[str] = ()) -> Iterator[Entry]:
    """Go through all entries by number, or those of some actions.

    It is one snapshot, with a few thousand entries in memory at a time.
    """
    rows = JournalEntry.objects.order_by("seq")
    if actions:
        rows = rows.filter(action__in=list(actions))
    for row in rows.values_list(*_FIELDS).iterator(chunk_size=2000):
        yield _entry(row)


def page(*, before: int | None, limit: int, subject: str | None, action: str | None) -> list[Entry]:
    """Read the newest entries before a number."""
    rows = JournalEntry.objects.order_by("-seq")
    if before is not None:
        rows = rows.filter(seq__lt=before)
    if subject is not None:
        rows = rows.filter(subject=subject)
    if action is not None:
        rows = rows.filter(action=action)
    return [_entry(row) for row in rows.values_list(*_FIELDS)[:limit]]


def found(wanted: Wanted, *, before: int | None, limit: int) -> list[Entry]:
    """Read the newest entries that are wanted, before a number."""
    asked = {
        "seq__lt": before, "actor_id__in": wanted.actors, "subject__in": wanted.subjects,
        "action__in": wanted.actions, "at__gte": wanted.begins, "at__lt": wanted.ends,
    }  # fmt: skip
    rows = JournalEntry.objects.order_by("-seq")
    rows = rows.filter(**{name: value for name, value in asked.items() if value is not None})
    if wanted.within is not None:
        own, subjects = wanted.within
        rows = rows.filter(Q(actor_id=own) | Q(subject__in=list(subjects)))
    return [_entry(row) for row in rows.values_list(*_FIELDS)[:limit]]


def _entry(row: tuple) -> Entry:  # type: ignore[type-arg]
    seq, *act, previous_hash, own_hash, seal = row
    return Entry(seq, Act(*act), previous_hash, own_hash, seal)
