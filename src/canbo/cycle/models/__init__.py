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

__all__ = [
    "Catalogue",
    "KeptTrial",
    "PlanAnswer",
    "PlanClass",
    "PlanNeed",
    "PlanRequest",
    "StoredPlan",
]
