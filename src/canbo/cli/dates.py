"""Days and instants as people type them on the command line, and the command's clock."""

from __future__ import annotations

import argparse
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from canbo.engine.timeline import NotADate, PartialDate

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """Tell the real instant, in Vietnam's time zone."""
    return datetime.now(VIETNAM)


def day(text: str) -> date:
    """Read a full day, 2011-07-31 or 31/7/2011; wrong words are wrong usage (exit 2)."""
    try:
        written = PartialDate.parse(text)
    except NotADate:
        raise _not_a_day(text) from None
    if not written.is_full:
        raise _not_a_day(text)
    return written.earliest


def instant(text: str) -> datetime:
    """Read an instant, 2011-07-31T17:00+07:00; a day alone means its end, in Vietnam's time."""
    try:
        found = datetime.fromisoformat(text) if "T" in text or ":" in text else None
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{text}” không phải là một thời điểm; hãy viết như 2011-07-31T17:00 hoặc 31/7/2011"
        ) from None
    if found is None:
        return datetime.combine(day(text), time.max, VIETNAM)
    return found if found.tzinfo else found.replace(tzinfo=VIETNAM)


def person_id(text: str) -> UUID:
    """Read the id of a person as `canbo figures --rows` prints it."""
    try:
        return UUID(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{text}” không phải là mã người; mã có dạng 0f8fad5b-d9cb-469f-a165-70867728950e"
        ) from None


def whole(text: str) -> int:
    """Read a whole number above nothing: months, years."""
    if text.isdecimal() and 0 < int(text) < 1000:
        return int(text)
    raise argparse.ArgumentTypeError(f"“{text}” không phải là một số nguyên từ 1 đến 999")


def _not_a_day(text: str) -> argparse.ArgumentTypeError:
    return argparse.ArgumentTypeError(
        f"“{text}” không phải là một ngày có thật; hãy viết đủ ngày, tháng, năm như 2011-07-31 "
        "hoặc 31/7/2011"
    )
