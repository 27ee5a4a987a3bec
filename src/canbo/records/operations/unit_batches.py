"""Acts on units and posts that are taken back like imports: a number, a digest, an entry."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from canbo.accounts.actor import Actor
from canbo.engine.facts import Fact
from canbo.journal.operations import next_seq, write_entry
from canbo.records.models import BatchState, ImportBatch
from canbo.records.operations.intake.report import count_facts
from canbo.records.operations.writing import Pen
from canbo.records.queries.seals import seals_of


@dataclass(frozen=True, slots=True)
class Act:
    """What a batch is called, by what it is known again, and what it stores."""

    title: str
    sha256: str
    mark: str
    facts: Sequence[Fact]
    voided: int
    lines: int
    document: Mapping[str, Any] = field(default_factory=dict)


def digest(parts: Iterable[str]) -> str:
    """The digest by which the same act is known again."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def standing(sha256: str) -> int | None:
    """The number of the standing batch of this digest."""
    found = ImportBatch.objects.filter(sha256=sha256, state=BatchState.STORED).order_by("id")
    return found.values_list("id", flat=True).first()


def open_batch(act: Act, *, actor: Actor, at: datetime) -> Pen:
    """Make the batch of an act, in the caller's transaction; its facts are written with the pen."""
    number = next_seq()
    batch = ImportBatch.objects.create(
        file=act.title,
        sha256=act.sha256,
        at=at,
        actor_id=actor.id,
        actor_name=actor.name,
        act=number,
        counts=_counts(act),
        problems=[],
        documents=[{"sheet": "", "mark": [act.mark], **act.document}],
    )
    return Pen(actor.id, number, batch.id)


def close_batch(act: Act, pen: Pen, *, actor: Actor, at: datetime, told: Mapping[str, Any]) -> None:
    """Write the journal entry of an act when all of it is stored."""
    write_entry(
        actor_id=actor.id,
        actor_name=actor.name,
        action="import",
        at=at,
        subject=f"batch:{pen.batch}",
        data={
            "file": act.title, "sha256": act.sha256, "replaces": None, "problems": 0,
            **_counts(act), **told, "seals": seals_of(pen.act),
        },
    )  # fmt: skip


def _counts(act: Act) -> dict[str, Any]:
    return {
        "facts": count_facts(act.facts),
        "created": 0,
        "matched": 0,
        "cells": dict.fromkeys(("read", "stored", "structure", "derived", "listed"), 0),
        "voided": act.voided,
        "restored": 0,
        "lines": act.lines,
    }
