"""What an address asks of a comparison: measures, days with their periods, units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.http import HttpRequest

from canbo.engine.figures import Window
from canbo.engine.timeline import a_year_before
from canbo.engine.vietnamese import write_date
from canbo.records import access as records
from canbo.records.access import UnitNode
from canbo.reporting.comparing import Day, Question
from canbo.web.office.figure_question import PARAMETERS, asked_parameters, no_day
from canbo.web.office.page import asked_text, asked_texts
from canbo.web.office.perspective import read_day

YEAR, TWELVE, SINCE = "nam", "12", "tu"
PERIODS = (
    (YEAR, "từ đầu năm đến ngày ấy"),
    (TWELVE, "12 tháng đến ngày ấy"),
    (SINCE, "từ ngày ghi bên đến ngày ấy"),
)
YEARS = 5  # how many the link "năm năm liền" compares


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of the address and what they mean; `question` is None when `problem` says why."""

    names: tuple[str, ...]
    days_text: str
    period: str
    since: str
    months: str
    young: str
    units: tuple[UnitNode, ...]
    question: Question | None = None
    problem: str = ""

    def query(self) -> list[tuple[str, str]]:
        """What asks the same again, without the perspective."""
        single = [("so_voi", self.days_text), ("ky", self.period), ("tu", self.since),
                  ("thang", self.months), ("tuoi", self.young)]  # fmt: skip
        several = [*(("so_lieu", name) for name in self.names),
                   *(("don_vi", unit.code) for unit in self.units)]  # fmt: skip
        # no other day is something that one asks, too
        return [*several, *((name, text) for name, text in single if text or name == "so_voi")]


def asked_comparison(request: HttpRequest, tree: Sequence[UnitNode]) -> Asked:
    """Read a comparison from the address. Raises records' UnitUnknown."""
    as_of = request.page_view.perspective.as_of
    names = tuple(name for name in asked_texts(request, "so_lieu") if name)
    period, since = asked_text(request, "ky"), asked_text(request, "tu")
    if period not in dict(PERIODS):
        period = SINCE if since else YEAR
    told = "so_voi" in request.GET
    text = asked_text(request, "so_voi", 200) if told else write_date(a_year_before(as_of))
    own = [asked_text(request, name) for name in PARAMETERS]
    asked = Asked(names, text, period, since, *own, _units(request, tree))
    parameters, problem = asked_parameters(request)
    days, day_problem = _days(asked, as_of)
    if problem or day_problem:
        return replace(asked, problem=day_problem or problem)
    known_at = request.page_view.perspective.known_at
    question = Question(
        names=names, days=days, units=asked.units, known_at=known_at, parameters=parameters
    )
    return replace(asked, question=question)


def _units(request: HttpRequest, tree: Sequence[UnitNode]) -> tuple[UnitNode, ...]:
    """The units asked for, in the order of lists, or those right under one of them."""
    codes = [code for code in asked_texts(request, "don_vi") if code]
    chosen = {_unit(code, request, tree) for code in codes}
    more = asked_text(request, "them", 200)
    tops = {_unit(more, request, tree)} if more else set()
    if asked_text(request, "ca_duoi"):
        return tuple(unit for unit in tree if unit.id in chosen or unit.parent in tops)
    return tuple(unit for unit in tree if unit.id in chosen | tops)


def _unit(words: str, request: HttpRequest, tree: Sequence[UnitNode]) -> UUID:
    """Find a unit by its code in the list box; whoever wrote an address may name it otherwise."""
    found = next((unit.id for unit in tree if unit.code == words), None)
    if found is not None:
        return found
    day = request.page_view.perspective.as_of
    return records.resolve_unit(code=words, actor=request.actor, as_of=day)


def _days(asked: Asked, as_of: date) -> tuple[tuple[Day, ...], str]:
    """The days to compare, the first first; and what is wrong with them ("" when nothing is)."""
    since = read_day(asked.since) if asked.since else None
    if asked.since and since is None:
        return (), no_day(asked.since)
    if asked.period == SINCE and since is None:
        return (), "Chưa ghi ngày bắt đầu của kỳ. Hãy ghi ở ô “Từ ngày”, hoặc chọn kỳ khác."
    days = {as_of}
    for text in re.split(r"[;,\s]+", asked.days_text):
        day = read_day(text) if text else as_of
        if day is None:
            return (), no_day(text)
        days.add(day)
    if asked.period == SINCE and since is not None and min(days) < since:
        found = f"ngày {write_date(min(days))} trước ngày bắt đầu {write_date(since)}"
        return (), f"Kỳ ngược: {found}. Sửa ngày bắt đầu, hoặc chọn kỳ khác."
    return tuple(Day(day, _window(asked.period, day, since)) for day in sorted(days)), ""


def _window(period: str, day: date, since: date | None) -> Window:
    if period == SINCE and since is not None:
        return Window(since, day)
    if period == TWELVE:
        before = a_year_before(day)
        return Window(date.fromordinal(before.toordinal() + 1), day)
    return Window.year_to(day)
