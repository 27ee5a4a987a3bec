"""What an address asks of figures: days, unit, and what the asker sets otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import SafeString

from canbo.engine.figures import Window
from canbo.engine.refusal import Refusal
from canbo.engine.vietnamese import write_date
from canbo.records import access as records
from canbo.reporting.access import AS_DEFINED, Adjusted
from canbo.web.messages import sentence
from canbo.web.office.page import asked_text
from canbo.web.office.perspective import read_day
from canbo.web.office.unit_choice import unit_options

# what may be set otherwise, by its name in addresses: words, least, most
PARAMETERS = {
    "thang": ("Số tháng", 1, 600),
    "tuoi": ("Tuổi cao nhất của cán bộ trẻ", 18, 100),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of the figures: words as typed, and what they mean.

    `window` is None when they mean nothing; `problem` then says why. `rebase_to`: the day by whose
    units it is told, None by those of the day of the page.
    """

    tu: str
    den: str
    don_vi: str
    quy_doi: str
    thang: str
    tuoi: str
    window: Window | None
    rebase_to: date | None = None
    parameters: Adjusted = AS_DEFINED
    problem: str = ""


def asked_window(request: HttpRequest) -> Asked:
    """Read window, unit, the day of the units and the parameters from the address."""
    default = default_window(request)
    texts = [asked_text(request, name) for name in ("tu", "den", "quy_doi")]
    first, last, units_of = texts
    numbers = [asked_text(request, name) for name in PARAMETERS]
    asked = Asked(first, last, asked_text(request, "don_vi", 200), units_of, *numbers, None)
    days = []
    for text, fallback in zip(texts, (default.first, default.last, None), strict=True):
        days.append(read_day(text) if text else fallback)
        if text and days[-1] is None:
            return replace(asked, problem=no_day(text))
    begins, ends, rebase_to = days
    if begins is None or ends is None:
        return asked
    if ends < begins:
        found = f"từ {write_date(begins)} đến {write_date(ends)}"
        return replace(asked, problem=f"Khoảng thời gian ngược: {found}. Đổi lại hai ngày.")
    as_of = request.page_view.perspective.as_of
    if rebase_to is not None and rebase_to < as_of:
        data = {"day": write_date(rebase_to), "as_of": write_date(as_of)}
        return replace(asked, problem=sentence(Refusal("rebase_before", data)))
    parameters, problem = asked_parameters(request)
    if problem:
        return replace(asked, problem=problem)
    window = Window(begins, ends)
    return replace(asked, window=window, rebase_to=rebase_to, parameters=parameters)


def asked_parameters(request: HttpRequest) -> tuple[Adjusted, str]:
    """Read what the asker sets otherwise, and what is wrong with it ("" when nothing is)."""
    found: dict[str, int | None] = {}
    for name, (words, least, most) in PARAMETERS.items():
        text = asked_text(request, name)
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else None
        if text and (number is None or not least <= number <= most):
            return Adjusted(), (
                f"{words}: “{text[:40]}” không phải là một số từ {least} đến {most}. "
                "Hãy sửa lại, hoặc để trống để tính như định nghĩa."
            )
        found[name] = number
    return Adjusted(months=found["thang"], young=found["tuoi"]), ""


def no_day(text: str) -> str:
    """Say that a text is no day."""
    return f"“{text[:40]}” không phải là một ngày. Hãy ghi ngày/tháng/năm: 31/7/2011."


def default_window(request: HttpRequest) -> Window:
    """From the pinned day of the settings (the demo), else 1 January, to the day of the page."""
    as_of, pinned = request.page_view.perspective.as_of, settings.CANBO_FROM
    return Window(pinned, as_of) if pinned and pinned <= as_of else Window.year_to(as_of)


def asked_units(request: HttpRequest, asked: Asked) -> SafeString:
    """The list box of the units that a figure may be asked for."""
    perspective = request.page_view.perspective
    if asked.rebase_to is not None:
        perspective = replace(perspective, as_of=asked.rebase_to)
    return unit_options(records.unit_tree(perspective), asked.don_vi)
