"""What the yearly cycle remembers. Private to this app."""

from canbo.cycle.models.plan import Catalogue, PlanClass, PlanNeed, StoredPlan

__all__ = ["Catalogue", "PlanClass", "PlanNeed", "StoredPlan"]
