"""Takes the day that an office tells for lists that name none: is it possible, kept, read anew."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from canbo.accounts.actor import Actor
from canbo.records.days import vietnam_day
from canbo.records.models import DraftState
from canbo.records.operations.drafts_receiving import draft_at_rest, start
from canbo.records.operations.intake.reach import ImportRefused

FIRST = date(1945, 9, 2)  # no list of this state is older


def check(day: date, at: datetime) -> None:
    """Raise ImportRefused (`told_day_impossible`) for a day on which nobody made the list."""
    today = vietnam_day(at)
    if not FIRST <= day <= today:
        days = {"found": _written(day), "first": _written(FIRST), "last": _written(today)}
        raise ImportRefused("told_day_impossible", days)


def tell_day(*, draft: UUID, day: date | None, actor: Actor, at: datetime) -> None:
    """Tell the day of a draft's lists that name none, or that nobody knows it; it is read anew.

    Decisions on differences that are still there count. Raises ImportRefused
    (`told_day_impossible`), DraftRefused (`draft_unknown`, `draft_under_way`,
    `draft_stored_already`).
    """
    if day is not None:
        check(day, at)
    with transaction.atomic():
        found = draft_at_rest(draft, actor, at)
        found.as_of, found.report = day, {}  # what is shown next is no change of the records
        start(found, DraftState.READING, at)


def _written(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
