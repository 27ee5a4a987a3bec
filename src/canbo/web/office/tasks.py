"""The worker's tasks of the office's pages; the queue finds them by this module's name."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app


@app.task(queue="imports", pass_context=False)
def note(draft: str, actor: str) -> None:
    """Write canbo's notes into one uploaded workbook, for who asked for it."""
    from django.utils import timezone

    from canbo.accounts import access as accounts
    from canbo.web.office import noted_workbooks

    noted_workbooks.work(draft=UUID(draft), actor=accounts.actor_with_id(actor, timezone.now()))
