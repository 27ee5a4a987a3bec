"""Reads of rotations: a fixed number of queries whatever their size."""

from __future__ import annotations

from uuid import UUID

from canbo.cycle.models import Progress, RotationDraft, RotationQuestion


def newest_rotation() -> RotationDraft | None:
    """Find the rotation that was done last, with its tables."""
    done = RotationDraft.objects.filter(state=Progress.DONE)
    return done.order_by("-recorded_at", "-act").first()


def last_rotation_request() -> RotationDraft | None:
    """Find the request for a rotation that came last, without its tables."""
    light = RotationDraft.objects.defer("tables", "outcome", "beside")
    return light.order_by("-requested_at").first()


def question_about(draft: UUID, person: UUID) -> RotationQuestion | None:
    """Find what was asked of a draft about a person."""
    return RotationQuestion.objects.filter(draft_id=draft, person=person).first()


def answered(draft: UUID) -> list[RotationQuestion]:
    """List what was asked of a draft."""
    return list(RotationQuestion.objects.filter(draft_id=draft))
