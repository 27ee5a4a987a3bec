"""What the yearly cycle remembers. Private to this app."""

from canbo.cycle.models.plan import (
    Catalogue,
    KeptTrial,
    PlanAnswer,
    PlanClass,
    PlanNeed,
    PlanRequest,
    StoredPlan,
)
from canbo.cycle.models.rotation import UNDER_WAY, Progress, RotationDraft, RotationQuestion

__all__ = [
    "UNDER_WAY",
    "Catalogue",
    "KeptTrial",
    "PlanAnswer",
    "PlanClass",
    "PlanNeed",
    "PlanRequest",
    "Progress",
    "RotationDraft",
    "RotationQuestion",
    "StoredPlan",
]
