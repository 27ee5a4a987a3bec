"""Reads of the yearly cycle. Private to this app."""

from canbo.cycle.queries.plans import (
    newest_catalogue,
    newest_catalogues,
    newest_plan,
    newest_request,
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
    "last_rotation_request",
    "newest_catalogue",
    "newest_catalogues",
    "newest_plan",
    "newest_request",
    "newest_rotation",
    "question_about",
    "years",
]
