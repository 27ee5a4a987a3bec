"""All facts of one person in words, with their ids, for those who may see the person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from canbo.accounts.actor import Actor
from canbo.engine.facts import Fact, FactKind, ParticularKind, Snapshot
from canbo.engine.timeline import Perspective, is_known
from canbo.law import load
from canbo.records import access as records
from canbo.reporting.fact_words import FactLine, FactWriter, kind_of


def facts_of(
    *,
    person: UUID,
    actor: Actor,
    at: datetime,
    perspective: Perspective,
    kind: FactKind | None = None,
) -> tuple[FactLine, ...]:
    """List what was known of a person at the perspective's instant, kind by kind, by day.

    Raises records' OfficialNotFound alike for nobody and for somebody the actor may not see.
    """
    if not records.may_see(person, actor=actor, at=at):
        raise records.OfficialNotFound(person)
    known_at = perspective.known_at
    snapshot = records.read_snapshot_of(person).with_terms_known(known_at)
    secrets = records.open_secrets(actor=actor, at=at, known_at=known_at)
    facts = secrets.told(fact for fact in _about(snapshot) if is_known(fact, known_at))
    names = [
        fact.value
        for fact in snapshot.particulars
        if fact.kind is ParticularKind.NAME and is_known(fact, known_at)
    ]
    people = {person: names[-1]} if names else {}
    writer = FactWriter(snapshot, load(), people, records.unit_names(perspective))
    wanted = [fact for fact in facts if kind is None or kind_of(fact) is kind]
    return tuple(writer.line(fact) for fact in sorted(wanted, key=_order))


def _about(snapshot: Snapshot) -> list[Fact]:
    kinds = (
        snapshot.particulars, snapshot.tenures, snapshot.attainments, snapshot.attendances,
        snapshot.ratings, snapshot.pool_entries, snapshot.moves, snapshot.election_results,
        snapshot.leaves, snapshot.disciplines, snapshot.awards, snapshot.retirements,
        snapshot.rank_holdings,
    )  # fmt: skip
    return [fact for facts in kinds for fact in facts]


def _order(fact: Fact) -> tuple[int, str, str]:
    begins = fact.validity.possible.begins
    return list(FactKind).index(kind_of(fact)), begins.isoformat() if begins else "", str(fact.key)
