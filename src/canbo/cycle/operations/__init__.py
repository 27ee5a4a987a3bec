"""What may be done in the yearly cycle: enter a catalogue, draft a training plan, try another."""

from canbo.cycle.operations.catalogues import record_catalogue
from canbo.cycle.operations.drafts import CycleRefused, draft_plan, training_tables
from canbo.cycle.operations.requests import (
    keep_trial,
    request_answers,
    request_draft,
    request_trial,
    stop_request,
    work_on_explaining,
    work_on_request,
)

__all__ = [
    "CycleRefused",
    "draft_plan",
    "keep_trial",
    "record_catalogue",
    "request_answers",
    "request_draft",
    "request_trial",
    "stop_request",
    "training_tables",
    "work_on_explaining",
    "work_on_request",
]
