"""Users and grants as frozen values, for pages and the command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from canbo.engine.facts import UnitLevel


@dataclass(frozen=True, slots=True)
class GrantTerms:
    """What is granted. The days are both included; None leaves that side open.

    `unit` None is the whole home; empty `managed_by` lets the holder look at no person.
    """

    role: str
    unit: UUID | None = None
    managed_by: frozenset[UnitLevel] = frozenset()
    secrecy: int = 0
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class GrantRecord:
    """A grant as it was given; it stands from `granted_at` until `revoked_at`."""

    id: UUID
    terms: GrantTerms
    granted_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class UserRecord:
    """A user with every grant ever given, the newest first."""

    id: UUID
    username: str
    display_name: str
    is_active: bool
    grants: tuple[GrantRecord, ...] = ()
