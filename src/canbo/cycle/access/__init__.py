"""The door to the yearly cycle: catalogues, plans, trials and answers."""

from canbo.cycle.access.plans import (
    BudgetLine,
    ClassView,
    DraftView,
    GivenView,
    NeedView,
    PlanView,
    RequestView,
    SpentView,
    UsedView,
    budget_lines,
    get_catalogue,
    get_plan,
    last_request,
    newest_drafts,
    plan_years,
)

__all__ = [
    "BudgetLine",
    "ClassView",
    "DraftView",
    "GivenView",
    "NeedView",
    "PlanView",
    "RequestView",
    "SpentView",
    "UsedView",
    "budget_lines",
    "get_catalogue",
    "get_plan",
    "last_request",
    "newest_drafts",
    "plan_years",
]
