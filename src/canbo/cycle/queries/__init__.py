"""Reads of the yearly cycle. Private to this app."""

from canbo.cycle.queries.plans import (
    drafted,
    drafts_of,
    first_unserved,
    kept_trials,
    last_catalogue,
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
from canbo.cycle.queries.rotations import (
    answered,
    last_rotation_request,
    newest_rotation,
    question_about,
)

__all__ = [
    "answered",
    "drafted",
    "drafts_of",
    "first_unserved",
    "kept_trials",
    "last_catalogue",
    "last_rotation_request",
    "newest_answering",
    "newest_catalogue",
    "newest_catalogues",
    "newest_plan",
    "newest_request",
    "newest_rotation",
    "places_of",
    "plan_with_id",
    "question_about",
    "request_with_id",
    "years",
]
