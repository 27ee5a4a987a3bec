"""The perspective of a page: `ngay` and `biet` of the address, shown on top of every page.

`ngay` is the day of which one looks at the state, `biet` the instant up to which recordings
count. Without them: the pinned day of the settings or today, and all that is known now. Rights
never follow the perspective: they are judged at `request.now`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from canbo.engine.timeline import NotADate, PartialDate, Perspective
from canbo.web import clock
from canbo.web.office.page import asked_text


@dataclass(frozen=True, slots=True)
class PageView:
    """The perspective with the words of the address, so that each link can keep them."""

    perspective: Perspective
    as_of_text: str  # as in the address, "" = default
    known_text: str
    pinned: date | None
    problem: str = ""

    @property
    def query(self) -> str:
        """The query string that keeps this perspective, "" when it is the default."""
        kept = {"ngay": self.as_of_text, "biet": self.known_text}
        return urlencode({name: text for name, text in kept.items() if text})

    @property
    def is_default_known(self) -> bool:
        """Whether everything known now counts."""
        return not self.known_text


def read_day(text: str) -> date | None:
    """Read a full day as a person or a date field writes it; None when it is no day."""
    try:
        written = PartialDate.parse(text)
    except NotADate:
        return None
    return written.earliest if written.is_full else None


def page_view(as_of_text: str, known_text: str, now: datetime) -> PageView:
    """Make the perspective of a page from the two words of its address."""
    pinned = getattr(settings, "CANBO_AS_OF", None)
    as_of = read_day(as_of_text) if as_of_text else None
    known_day = read_day(known_text) if known_text else None
    problem = ""
    if as_of_text and as_of is None:
        problem = f"“{as_of_text}” không phải là một ngày. Hãy ghi ngày/tháng/năm."
        as_of_text = ""
    if known_text and known_day is None:
        problem = f"“{known_text}” không phải là một ngày. Hãy ghi ngày/tháng/năm."
        known_text = ""
    known_at = datetime.combine(known_day, time.max, clock.VIETNAM) if known_day else now
    perspective = Perspective(as_of or pinned or now.astimezone(clock.VIETNAM).date(), known_at)
    return PageView(perspective, as_of_text, known_text, pinned, problem)


class PerspectiveMiddleware:
    """Give each request its instant (`now`) and its page view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = clock.now()
        as_of, known = asked_text(request, "ngay", 40), asked_text(request, "biet", 40)
        request.page_view = page_view(as_of, known, request.now)
        return self.get_response(request)
