"""The worker's tasks of the records; the queue finds them by this module's name.

Every process loads this module; what does the work is loaded where the work is done.
"""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app


@app.task(queue="imports", pass_context=False)
def work(draft: str, run: int) -> None:
    """Read, compare or store one draft, as its state asks."""
    from django.utils import timezone

    from canbo.records.operations import drafts_working

    drafts_working.work_on_draft(draft=UUID(draft), run=run, at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(queue="imports", pass_context=False)
def take_up_lost(timestamp: int) -> None:
    """Queue again the drafts whose worker died; one is known to be dead after a while only."""
    from django.utils import timezone

    from canbo.records.operations import drafts_receiving

    del timestamp  # when the queue meant it to run
    drafts_receiving.take_up_lost(timezone.now())
