"""What of a person is secret: planning for posts, its lists' notes, who got how many votes.

Pool and votes are open to grants of secrecy 1 and above; to anybody else they do not exist.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from canbo.accounts.actor import Actor
from canbo.engine.facts import (
    ElectionResult,
    Fact,
    FactKind,
    Particular,
    ParticularKind,
    PoolEntry,
)
from canbo.records.access.rights import may_see, visible_people

OF_POOL_AND_VOTES = 1
SECRET_KINDS = frozenset({FactKind.POOL_ENTRY})
_SECRET_PARTICULARS = frozenset({ParticularKind.POOL_NOTE})


def open_secrets(*, actor: Actor, at: datetime) -> frozenset[UUID] | None:
    """Give the people whose secret facts the actor may see at `at`; None means everybody's."""
    return visible_people(actor=actor, at=at, secrecy=OF_POOL_AND_VOTES)


def sees_secrets(person: UUID, *, actor: Actor, at: datetime) -> bool:
    """Whether the actor may see the secret facts of one person at `at`."""
    return may_see(person, actor=actor, at=at, secrecy=OF_POOL_AND_VOTES)


def without_secrets(facts: Iterable[Fact], opened: frozenset[UUID] | None) -> list[Any]:
    """Leave out what is secret of others than those `opened`; None: of nobody."""
    if opened is None:
        return list(facts)
    return [told for fact in facts if (told := _told(fact, opened)) is not None]


def _told(fact: Fact, opened: frozenset[UUID]) -> Fact | None:
    if isinstance(fact, PoolEntry) and fact.person not in opened:
        return None
    if isinstance(fact, Particular) and fact.kind in _SECRET_PARTICULARS:
        return fact if fact.person in opened else None
    if isinstance(fact, ElectionResult) and fact.person not in opened:
        return replace(fact, votes_for=None, ballots=None)
    return fact
