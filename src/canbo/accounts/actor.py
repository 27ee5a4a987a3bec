"""Who acts, as a plain frozen value: it travels where no user object may."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from canbo.accounts.roles import Permission, permissions_of
from canbo.engine.facts import UnitLevel
from canbo.engine.timeline import Period

ALL_LEVELS = frozenset(UnitLevel)


@dataclass(frozen=True, slots=True)
class GrantValue:
    """One right as it stands at an instant: a role, over a subtree, for whom which level manages.

    `unit` is a unit's stable id, its subtree included; None is the whole home. `managed_by` holds
    the levels of diện quản lý that the holder may look at: empty means no person at all.
    `secrecy` is the highest level of secrecy open to the holder (0 is ordinary). `valid` are
    the days [begins, ends) of the grant. `withheld` are permissions of the role that do not come
    with it; `instead_of` is the name of whom a deputy stands in for, "" where it is one's own.
    """

    role: str
    unit: UUID | None
    managed_by: frozenset[UnitLevel]
    secrecy: int
    valid: Period
    withheld: frozenset[Permission] = frozenset()
    instead_of: str = ""

    @property
    def permissions(self) -> frozenset[Permission]:
        """The permission codes of the grant; none for a role that no longer exists."""
        return permissions_of(self.role) - self.withheld

    def covers_level(self, managed_by: UnitLevel | None) -> bool:
        """Whether people whom that level manages are within the grant.

        Where nobody wrote down who manages a post (None), a grant must reach the district's own
        people: the town's clerk sees the gap and closes it, a ward's clerk sees nothing.
        """
        return (managed_by or UnitLevel.DISTRICT) in self.managed_by


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who asks or acts, with the grants valid at the instant of the request.

    Build it with `canbo.accounts.access`, anew for each request: rights never follow a
    perspective and are never kept.
    """

    id: str
    name: str
    grants: tuple[GrantValue, ...]

    def may(self, permission: Permission) -> bool:
        """Whether any grant carries the permission, wherever it reaches."""
        return any(permission in grant.permissions for grant in self.grants)

    def may_for_all(self, permission: Permission) -> bool:
        """Whether a grant over the whole home carries the permission."""
        return any(grant.unit is None for grant in self.grants_for(permission))

    def grants_for(self, permission: Permission) -> tuple[GrantValue, ...]:
        """The grants that carry the permission: together they say over whom it reaches."""
        return tuple(grant for grant in self.grants if permission in grant.permissions)
