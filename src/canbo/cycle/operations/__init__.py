"""What may be done in the yearly cycle: enter a catalogue, draft a training plan."""

from canbo.cycle.operations.catalogues import record_catalogue
from canbo.cycle.operations.drafts import CycleRefused, draft_plan, training_tables
from canbo.cycle.operations.requests import request_draft, work_on_request

__all__ = [
    "CycleRefused",
    "draft_plan",
    "record_catalogue",
    "request_draft",
    "training_tables",
    "work_on_request",
]
