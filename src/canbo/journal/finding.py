"""Which entries of the journal somebody asks for, as a plain value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """Entries are wanted that fit each part; None: any.

    `begins` and `ends` are aware instants, the last one excluded. `within` limits a reader to the
    acts of an actor id and to those upon some subjects.
    """

    actors: tuple[str, ...] | None = None
    subjects: tuple[str, ...] | None = None
    actions: tuple[str, ...] | None = None
    begins: datetime | None = None
    ends: datetime | None = None
    within: tuple[str, tuple[str, ...]] | None = None
