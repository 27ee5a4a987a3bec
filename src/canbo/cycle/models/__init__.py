"""What the yearly cycle remembers. Private to this app."""

from canbo.cycle.models.plan import Catalogue, PlanClass, PlanNeed, PlanRequest, StoredPlan
from canbo.cycle.models.rotation import UNDER_WAY, Progress, RotationDraft, RotationQuestion

__all__ = [
    "UNDER_WAY",
    "Catalogue",
    "PlanClass",
    "PlanNeed",
    "PlanRequest",
    "Progress",
    "RotationDraft",
    "RotationQuestion",
    "StoredPlan",
]
