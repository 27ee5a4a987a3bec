"""What the yearly cycle remembers. Private to this app."""

from canbo.cycle.models.plan import Catalogue, PlanClass, PlanNeed, PlanRequest, StoredPlan

__all__ = ["Catalogue", "PlanClass", "PlanNeed", "PlanRequest", "StoredPlan"]
