"""The calendar day of an instant, where the offices are."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def vietnam_day(at: datetime) -> date:
    """The day that the calendar in Vietnam shows at an aware instant."""
    return at.astimezone(_VIETNAM).date()
