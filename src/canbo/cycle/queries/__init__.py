"""Reads of the yearly cycle. Private to this app."""

from canbo.cycle.queries.plans import (
    first_unserved,
    kept_trials,
    newest_answering,
    newest_catalogue,
    newest_catalogues,
    newest_plan,
    newest_request,
    places_of,
    plan_with_id,
    request_with_id,
    years,
)

__all__ = [
    "first_unserved",
    "kept_trials",
    "newest_answering",
    "newest_catalogue",
    "newest_catalogues",
    "newest_plan",
    "newest_request",
    "places_of",
    "plan_with_id",
    "request_with_id",
    "years",
]
