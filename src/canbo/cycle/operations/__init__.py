"""What may be done in the yearly cycle: enter a catalogue, draft a training plan or a rotation."""

from canbo.cycle.operations.catalogues import record_catalogue
from canbo.cycle.operations.drafts import CycleRefused, draft_plan, training_tables
from canbo.cycle.operations.requests import request_draft, work_on_request
from canbo.cycle.operations.rotation_questions import (
    answer_everybody,
    ask_change,
    work_on_change,
)
from canbo.cycle.operations.rotations import (
    draft_rotation,
    request_rotation,
    rotation_tables,
    work_on_rotation,
)

__all__ = [
    "CycleRefused",
    "answer_everybody",
    "ask_change",
    "draft_plan",
    "draft_rotation",
    "record_catalogue",
    "request_draft",
    "request_rotation",
    "rotation_tables",
    "training_tables",
    "work_on_change",
    "work_on_request",
    "work_on_rotation",
]
