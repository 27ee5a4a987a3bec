"""What may be done in the yearly cycle: catalogues, training plans and their trials, rotations."""

from canbo.cycle.operations.catalogues import (
    record_catalogue,
)
from canbo.cycle.operations.drafts import (
    CycleRefused,
    draft_plan,
    training_tables,
)
from canbo.cycle.operations.requests import (
    STALLED_AFTER,
    keep_trial,
    request_answers,
    request_draft,
    request_trial,
    stop_request,
    work_on_explaining,
    work_on_request,
)
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
    "STALLED_AFTER",
    "CycleRefused",
    "answer_everybody",
    "ask_change",
    "draft_plan",
    "draft_rotation",
    "keep_trial",
    "record_catalogue",
    "request_answers",
    "request_draft",
    "request_rotation",
    "request_trial",
    "rotation_tables",
    "stop_request",
    "training_tables",
    "work_on_change",
    "work_on_explaining",
    "work_on_request",
    "work_on_rotation",
]
