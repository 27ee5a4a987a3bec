"""The calendar day of an instant, where the offices are."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def vietnam_day(at: datetime) -> date:
    """The day that the calendar in Vietnam shows at an aware instant."""
    return at.astimezone(_VIETNAM).date()


def end_of_vietnam_day(day: date) -> datetime:
    """The last instant of a day in Vietnam."""
    return datetime.combine(day, time.max, _VIETNAM)
