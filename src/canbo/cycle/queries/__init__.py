"""Reads of the yearly cycle. Private to this app."""

from canbo.cycle.queries.plans import (
    newest_catalogue,
    newest_catalogues,
    newest_plan,
    newest_request,
    years,
)

__all__ = [
    "newest_catalogue",
    "newest_catalogues",
    "newest_plan",
    "newest_request",
    "years",
]
