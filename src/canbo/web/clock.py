"""The clock of the faces: the one place under `web` that asks what time it is."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """Tell the real instant, in Vietnam's time zone. Rights are judged at this instant."""
    return datetime.now(VIETNAM)
