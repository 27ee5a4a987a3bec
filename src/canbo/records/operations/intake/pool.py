"""The planning pool (quy hoạch): approved by a list's decision, continued, left with a reason.

A later list that leaves somebody out ends nothing by itself. Only a list that is the whole pool of
a unit and term asks whether who is missing has left it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from canbo.engine.facts import FactKind, PoolEntry
from canbo.engine.timeline import PartialDate, Validity
from canbo.exchange.workbooks.statements import PoolReading
from canbo.records.operations.intake.asking import Matter, is_ended
from canbo.records.operations.intake.differences import Outcome
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.saying import Saying
from canbo.records.operations.intake.sources import outranks
from canbo.records.operations.intake.standing import exacter
from canbo.records.operations.intake.state import PersonState

_DAY = timedelta(days=1)


class PoolKeeper:
    """Holds the planning lists of one file against the entries that stand."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def state(self, saying: Saying, post: UUID, term: UUID | None) -> PoolEntry | None:
        """Plan that somebody is planned for a post, or has left the pool of it."""
        reading = saying.statement
        if not isinstance(reading, PoolReading):
            raise TypeError(type(reading).__name__)
        standing = self._standing(saying.person, post, term)
        if reading.exit_reason is not None or reading.ends is not None:
            return self._leave(saying, reading, standing, (post, term))
        return self._plan_for(saying, standing, (post, term))

    def _standing(self, person: PersonState, post: UUID, term: UUID | None) -> list[PoolEntry]:
        """The entries of the person for the post; a list without a term means any one of them."""
        return [
            one
            for one in person.held(FactKind.POOL_ENTRY)
            if one.post == post and (term is None or one.term in (None, term))
        ]

    # --- planned

    def _plan_for(
        self, saying: Saying, standing: list[PoolEntry], place: tuple[UUID, UUID | None]
    ) -> PoolEntry:
        """A new entry, or the one that the list continues."""
        entry = next((one for one in standing if _is_continued(one, saying)), None)
        if entry is None:
            return self._enter(saying, standing, place)
        begins = _earlier(entry.validity.begins, saying.begins)
        seen = saying.paper.day
        known_by = None if begins else min(entry.validity.known_by or seen, seen)
        changes = {}
        validity = Validity(begins, entry.validity.ends, known_by)
        if validity != entry.validity and not self._in_the_way(standing, entry, validity):
            changes["validity"] = validity
        if entry.term is None and place[1] is not None:
            changes["term"] = place[1]
        if not changes:
            self._plan.restate(entry, saying.cell)
            return entry
        return self._change(saying, entry, changes)

    def _enter(
        self, saying: Saying, standing: list[PoolEntry], place: tuple[UUID, UUID | None]
    ) -> PoolEntry:
        post, term = place
        validity = saying.validity()
        later = [
            first
            for one in standing
            if one.term == term and (first := one.validity.certain.begins) is not None
            and validity.certain.begins is not None and first > validity.certain.begins
        ]  # fmt: skip
        if later:
            validity = replace(validity, ends=PartialDate.of(min(later) - _DAY))
        entry = self._plan.new(
            PoolEntry, saying.cell, validity, source=saying.source(self._plan),
            person=saying.person.id, post=post, term=term, as_written=saying.words,
        )  # fmt: skip
        saying.person.hold(entry)
        return entry

    # --- out of the pool

    def _leave(
        self,
        saying: Saying,
        reading: PoolReading,
        standing: list[PoolEntry],
        place: tuple[UUID, UUID | None],
    ) -> PoolEntry:
        """End the open entry; who is not known to be planned was so until that day."""
        last = _last_day(saying, reading)
        entry = next((one for one in standing if _is_open_until(one, last)), None)
        if entry is None:
            post, term = place
            seen = min(last.earliest, saying.paper.day)
            made = self._plan.new(
                PoolEntry, saying.cell, Validity(None, last, seen),
                source=saying.source(self._plan), person=saying.person.id, post=post, term=term,
                exit_reason=reading.exit_reason, as_written=saying.words,
            )  # fmt: skip
            saying.person.hold(made)
            return made
        ends = exacter(entry.validity.ends, last) if entry.validity.ends else last
        validity = replace(entry.validity, ends=ends)
        changes = {}
        if validity != entry.validity:
            changes["validity"] = validity
        if reading.exit_reason is not None and entry.exit_reason is None:
            changes["exit_reason"] = reading.exit_reason
        if not changes:
            self._plan.restate(entry, saying.cell)
            return entry
        return self._change(saying, entry, changes)

    def ask_for_missing(
        self, people: Iterable[PersonState], listed: set[UUID], term: UUID, day: date
    ) -> None:
        """Ask of everybody planned for the term whom a list of the whole pool leaves out."""
        for person in people:
            for entry in person.held(FactKind.POOL_ENTRY):
                is_of_term = entry.term == term and day in entry.validity.certain
                if person.id in listed or not is_of_term:
                    continue
                matter = Matter(
                    person, FactKind.POOL_ENTRY, "ends", None, before=entry.as_written,
                    after=(day - _DAY).isoformat(),
                )  # fmt: skip
                if is_ended(self._plan, matter, default=Outcome.KEEP):
                    validity = replace(entry.validity, ends=PartialDate.of(day - _DAY))
                    person.swap(entry, self._plan.change(entry, None, validity=validity))

    def _change(self, saying: Saying, entry: PoolEntry, changes: dict[str, object]) -> PoolEntry:
        said = saying.source(self._plan)
        source = entry.source if outranks(entry.source, said) else said
        changed = self._plan.change(entry, saying.cell, source=source, **changes)
        saying.person.swap(entry, changed)
        return changed

    def _in_the_way(self, standing: list[PoolEntry], own: PoolEntry, validity: Validity) -> bool:
        return any(
            one is not own and one.term == own.term
            and one.validity.certain.overlaps(validity.certain)
            for one in standing
        )  # fmt: skip


def _is_continued(entry: PoolEntry, saying: Saying) -> bool:
    """Whether a list speaks of an entry that stands: not one that was left before its day."""
    ends = entry.validity.ends
    return ends is None or ends.latest >= saying.paper.day


def _is_open_until(entry: PoolEntry, last: PartialDate) -> bool:
    begins, ends = entry.validity.possible.begins, entry.validity.ends
    began = begins is None or begins <= last.latest
    return began and (ends is None or ends.agrees_with(last))


def _earlier(one: PartialDate | None, other: PartialDate | None) -> PartialDate | None:
    """The earlier of two beginnings; of two that agree the more exact."""
    if one is None or other is None:
        return one or other
    if one.agrees_with(other):
        return exacter(one, other)
    return one if one.earliest < other.earliest else other


def _last_day(saying: Saying, reading: PoolReading) -> PartialDate:
    """The last day in the pool: as the row says, else the day before the list or its decision."""
    if reading.ends is not None:
        return reading.ends
    decided = saying.decision.day if saying.decision else None
    begins = reading.begins or decided
    if begins is not None and not begins.is_full:
        return begins
    first = begins.earliest if begins else saying.paper.day
    return PartialDate.of(first - _DAY)
