"""The worker's tasks of the yearly cycle; the queue finds them by this module's name."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app


@app.task(queue="plans", pass_context=False)
def draft(request: str) -> None:
    """Make the draft of one request."""
    from django.utils import timezone

    from canbo.cycle.operations import requests

    requests.work_on_request(request=UUID(request), at=timezone.now())


@app.task(queue="answers", pass_context=False)
def explain(plan: str) -> None:
    """Answer a stretch of the questions about one draft."""
    from canbo.cycle.operations import requests

    requests.work_on_explaining(plan=UUID(plan))


@app.task(queue="plans", pass_context=False)
def rotation(draft: str) -> None:
    """Make one rotation that was asked for, then tell of everybody what would move them."""
    from django.utils import timezone

    from canbo.cycle import operations

    if operations.work_on_rotation(draft=UUID(draft), at=timezone.now()):
        operations.answer_everybody(draft=UUID(draft), at=timezone.now())


@app.task(queue="plans", pass_context=False)
def change(question: str) -> None:
    """Answer what would move one person."""
    from canbo.cycle import operations

    operations.work_on_change(question=UUID(question))
