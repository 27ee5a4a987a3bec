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
    instead_of: str = ""  # the name of whom a deputy stands in for
    instead_of_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class UserRecord:
    """A user with every grant ever given, the newest first."""

    id: UUID
    username: str
    display_name: str
    is_active: bool
    grants: tuple[GrantRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class UserLine:
    """A user in the list of users, with the instant of the last sign-in that the journal tells."""

    id: UUID
    username: str
    display_name: str
    is_active: bool
    standing: tuple[GrantTerms, ...]
    signed_in_at: datetime | None


@dataclass(frozen=True, slots=True)
class UsersPage:
    """One page of the list of users; `total` of those that were asked for."""

    lines: tuple[UserLine, ...]
    total: int
    pages: int
    page: int


@dataclass(frozen=True, slots=True)
class Lending:
    """For whom a deputy stands in, or who stands in, over which days, with which rights."""

    user: UUID
    name: str
    begins: date
    ends: date
    grants: tuple[GrantTerms, ...]


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A browser that is signed in, as its owner is told of it."""

    id: UUID
    device: str
    address: str
    opened_at: datetime | None
    seen_at: datetime | None
    is_this_one: bool


@dataclass(frozen=True, slots=True)
class OneTimeCode:
    """A code that its user types once to set a password; told when it is made and never again."""

    user: UUID
    username: str
    display_name: str
    code: str
    valid_until: datetime


@dataclass(frozen=True, slots=True)
class UserPage:
    """All that an administrator sees of a user."""

    record: UserRecord
    signed_in_at: datetime | None
    sessions: int
    code_until: datetime | None
    has_second_step: bool
    is_oneself: bool
