"""Whether a unit is proposed by a file of an office, or known by an official list."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from canbo.records.models import Unit


def set_proposed(units: Collection[UUID], *, proposed: bool) -> None:
    """Mark units, in the caller's transaction."""
    Unit.objects.filter(id__in=list(units)).exclude(proposed=proposed).update(proposed=proposed)
