"""Finds a changed, removed or inserted entry of the journal, and names it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from django.conf import settings
from django.db import transaction

from canbo.journal import integrity, queries
from canbo.journal.entry import GENESIS, Entry
from canbo.journal.head import Head, HeadUnreadable, read_head
from canbo.journal.integrity import Finding
from canbo.journal.keys import KeyUnusable, read_key

MOST_FINDINGS = 200


@dataclass(frozen=True, slots=True)
class Verification:
    """What was looked at and what was found; `is_cut_short` when there were more findings."""

    entries: int
    head: Head | None
    checked: tuple[str, ...]
    findings: tuple[Finding, ...]
    is_cut_short: bool = False

    @property
    def is_sound(self) -> bool:
        """Whether everything is as it was written."""
        return not self.findings


def verify() -> Verification:
    """Go through the whole journal, its head, and the checks that other apps registered.

    Nothing is changed. Each finding has a code of `web.messages` and names the entry (`seq`) or
    the place. Memory does not grow with the journal.
    """
    home = Path(settings.CANBO_HOME)
    seals = _Seals.of(home)  # before the entries: the head is then never ahead of what we read
    with transaction.atomic():
        walk = _Walk(seals)
        everything = chain(
            seals.findings(), walk.findings(queries.stream()), seals.head_findings(walk),
            _powerless_triggers(), integrity.run_checks(),
        )  # fmt: skip
        findings = tuple(islice(everything, MOST_FINDINGS + 1))
    return Verification(
        walk.entries, seals.head, ("journal", "head", *integrity.checked_names()),
        findings[:MOST_FINDINGS], len(findings) > MOST_FINDINGS,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Seals:
    """Key and head as the home has them."""

    key: bytes | None
    head: Head | None
    head_is_unreadable: bool

    @classmethod
    def of(cls, home: Path) -> _Seals:
        try:
            key = read_key(home / "keys" / "journal.key")
        except KeyUnusable:
            key = None
        try:
            return cls(key, read_head(home), head_is_unreadable=False)
        except HeadUnreadable:
            return cls(key, None, head_is_unreadable=True)

    def findings(self) -> Iterator[Finding]:
        """Tell of a key that is gone while something was sealed with it."""
        if self.key is None and (self.head or queries.last_link()[0]):
            yield Finding("verify_key_missing")

    def head_findings(self, walk: _Walk) -> Iterator[Finding]:
        """Compare the head with the entries that were walked through."""
        head = self.head
        if head is None:
            if self.head_is_unreadable:
                yield Finding("verify_head_forged")
            elif walk.entries:
                yield Finding("verify_head_missing")
        elif self.key is not None and not head.is_sealed_with(self.key):
            yield Finding("verify_head_forged")
        elif head.seq > walk.last_seq:
            yield Finding("verify_tail_cut", {"first": walk.last_seq + 1, "last": head.seq})
        elif walk.hash_at_head != head.hash:
            yield Finding("verify_head_mismatch", {"seq": head.seq})


class _Walk:
    """One pass along the chain."""

    def __init__(self, seals: _Seals) -> None:
        self.key = seals.key
        self.head_seq = seals.head.seq if seals.head else -1
        self.hash_at_head: str | None = GENESIS if self.head_seq == 0 else None
        self.entries = 0
        self.last_seq = 0
        self._last_hash = GENESIS
        self._trust_last = True

    def findings(self, entries: Iterable[Entry]) -> Iterator[Finding]:
        """Say what is wrong with each entry, at most once for each."""
        for entry in entries:
            gap = self._gap_before(entry)
            own = self._wrong_with(entry, is_after_gap=gap is not None)
            self._step(entry, is_sound=own is None)
            yield from (finding for finding in (gap, own) if finding)

    def _gap_before(self, entry: Entry) -> Finding | None:
        if entry.seq > self.last_seq + 1:
            return Finding(
                "verify_entries_missing", {"first": self.last_seq + 1, "last": entry.seq - 1}
            )
        return None

    def _wrong_with(self, entry: Entry, *, is_after_gap: bool) -> Finding | None:
        """Find what is wrong with one entry.

        Where the entry before is wrong or gone already, a link that does not fit says nothing
        new: only the first of the two is named.
        """
        if entry.seq <= self.last_seq:
            return Finding("verify_entry_out_of_place", {"seq": entry.seq})
        if not entry.is_intact:
            return Finding("verify_entry_changed", {"seq": entry.seq})
        if self.key is not None and not entry.is_sealed_with(self.key):
            return Finding("verify_entry_forged", {"seq": entry.seq})
        if entry.previous_hash != self._last_hash and self._trust_last and not is_after_gap:
            return Finding("verify_chain_broken", {"seq": entry.seq})
        return None

    def _step(self, entry: Entry, *, is_sound: bool) -> None:
        self.entries += 1
        self.last_seq = max(self.last_seq, entry.seq)
        self._last_hash = entry.hash
        self._trust_last = is_sound
        if entry.seq == self.head_seq:
            self.hash_at_head = entry.hash


def _powerless_triggers() -> Iterator[Finding]:
    """Try the triggers on no row at all: they may stand and do nothing."""
    tried = {
        "UPDATE": "UPDATE journal_entry SET seq = seq WHERE false",
        "DELETE": "DELETE FROM journal_entry WHERE false",
    }
    for place in integrity.not_refused(list(tried.values())):
        data = {"table": "journal_entry", "name": list(tried)[place]}
        yield Finding("verify_trigger_powerless", data)
