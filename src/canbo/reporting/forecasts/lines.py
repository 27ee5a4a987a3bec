"""The tables of a forecast: each line a range for what is due, for each year, for the horizon."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from canbo.engine.facts import Sex
from canbo.engine.forecast import Ends, Fitting, Forecast, Range, Retiring, Span, Vacancy, people_in
from canbo.engine.forecast.spans import Foreseen, Horizon
from canbo.reporting.forecasts.rows import (
    MOVE_LINE,
    RETIREMENT_LINE,
    UNDATED_LINE,
    UNTOLD_LINE,
    WRITTEN_LINE,
    term_line,
)
from canbo.reporting.forecasts.views import LineView, MonthView
from canbo.reporting.forecasts.words import Named

_NOBODY = Range(0, 0)


def retirement_lines(found: Forecast, _: Named) -> tuple[LineView, ...]:
    """People who reach the pension: all, women, men, of unknown sex, and posts left by them."""
    known = found.retirements.known
    lines = [_line(found.horizon, RETIREMENT_LINE, "Người đến tuổi nghỉ hưu", known)]
    for sex, label in ((Sex.FEMALE, "trong đó: nữ"), (Sex.MALE, "trong đó: nam"),
                       (None, "trong đó: chưa rõ nam hay nữ")):  # fmt: skip
        of = [each for each in known if each.sex is sex]
        if of:
            lines.append(_line(found.horizon, "", label, of))
    keys = [each for each in known if each.key_posts]
    lines.append(_line(found.horizon, "", "trong đó: cán bộ chủ chốt", keys))
    lines.append(_counted(found.horizon, "", "Chức danh trống", known, _posts))
    lines.append(_counted(found.horizon, "", "Chức danh chủ chốt trống", known, _key_posts))
    untold = len(found.retirements.untold)
    if untold:
        lines.append(_still(found.horizon, UNTOLD_LINE, "Chưa tính được ngày nghỉ", untold))
    return tuple(line for line in lines if line.total.high or line.due.high or line.code)


def month_lines(found: Forecast) -> tuple[MonthView, ...]:
    """The months in which somebody may reach the pension."""
    known = found.retirements.known
    women = [each for each in known if each.sex is Sex.FEMALE]
    keys = [each for each in known if each.key_posts]
    months = (
        MonthView(
            month.first, people_in(known, month), people_in(women, month), people_in(keys, month)
        )
        for month in found.horizon.months()
    )
    return tuple(month for month in months if month.people.high)


def term_lines(found: Forecast, named: Named) -> tuple[LineView, ...]:
    """Seats by the term that ends, then those that end by a written day or a planned one."""
    grouped: dict[str, list[Ends]] = {}
    for each in found.terms.seats:
        if each.span.first <= found.horizon.last:
            grouped.setdefault(term_line(each), []).append(each)
    words = {MOVE_LINE: "Hết thời hạn điều động, luân chuyển", WRITTEN_LINE: "Hồ sơ ghi ngày thôi"}
    lines = [
        _counted(found.horizon, code, words.get(code) or named.term(UUID(code)), of, lambda _: 1)
        for code, of in grouped.items()
    ]
    lines.extend(
        LineView(
            "", named.term(term), _NOBODY, _no_years(found.horizon), _NOBODY, "chưa biết ai giữ"
        )
        for term, span in found.terms.empty
        if span.first <= found.horizon.last
    )
    if found.terms.undated:
        count = len(found.terms.undated)
        lines.append(_still(found.horizon, UNDATED_LINE, "Được bầu, chưa rõ nhiệm kỳ", count))
    return tuple(lines)


def need_lines(found: Forecast, named: Named) -> tuple[LineView, ...]:
    """People by course; who must have it after the horizon only is told beside."""
    rows, beyond = found.needs.rows, found.needs.beyond
    courses = {each.course for each in (*rows, *beyond)}
    lines = []
    for course in sorted(courses, key=named.course):
        of = [each for each in rows if each.course == course]
        later = len({each.person for each in beyond if each.course == course})
        line = _line(found.horizon, course, named.course(course), of)
        note = f"thêm {later} người có hạn sau kỳ này" if later else ""
        lines.append(replace(line, note=note))
    return tuple(lines)


def vacancy_lines(found: Forecast, _: Named) -> tuple[LineView, ...]:
    """Seats that fall vacant, those with planned people, those with somebody ready."""
    rows = found.needs.vacancies
    kinds: tuple[tuple[str, str, Callable[[Vacancy], int]], ...] = (
        ("", "Số chức danh khuyết", lambda _: 1),
        ("", "trong đó: của cán bộ chủ chốt", lambda each: int(each.is_key)),
        ("", "trong đó: có người trong quy hoạch", lambda each: int(bool(each.candidates))),
        ("", "trong đó: có người quy hoạch đã đủ tiêu chuẩn", lambda each: int(bool(each.ready))),
    )
    return tuple(_counted(found.horizon, code, label, rows, of) for code, label, of in kinds)


def field_lines(found: Forecast, named: Named) -> tuple[LineView, ...]:
    """Seats that lack the field their title asks for, today and by the end of the horizon."""
    return tuple(
        LineView(
            line.title,
            named.title(line.title),
            _lacking_now(line.count(Fitting.OTHER), line.count(Fitting.UNKNOWN)),
            (),
            line.lacking,
            f"{line.count(Fitting.FITS)} của {len(line.seats)} người đúng ngành "
            f"({', '.join(line.fields)}); {line.elsewhere} người ở chức danh khác có ngành này",
        )
        for line in found.fields
    )


def _lacking_now(other: int, unknown: int) -> Range:
    return Range(other, other + unknown)


def _line(horizon: Horizon, code: str, label: str, rows: Sequence[Foreseen]) -> LineView:
    """Count people."""
    return LineView(
        code,
        label,
        people_in(rows, horizon.due),
        tuple((year, people_in(rows, window)) for year, window in horizon.years()),
        people_in(rows, Span(horizon.due.first, horizon.last)),
    )


def _counted(
    horizon: Horizon, code: str, label: str, rows: Iterable[Foreseen], of: Callable[..., int]
) -> LineView:
    """Count what each row stands for: seats, posts."""
    found = list(rows)

    def count(window: Span) -> Range:
        inside = [each for each in found if each.maybe_in(window)]
        low = sum(of(each) for each in inside if each.surely_in(window))
        return Range(low, sum(of(each) for each in inside))

    return LineView(
        code,
        label,
        count(horizon.due),
        tuple((year, count(window)) for year, window in horizon.years()),
        count(Span(horizon.due.first, horizon.last)),
    )


def _still(horizon: Horizon, code: str, label: str, count: int) -> LineView:
    """A line of people of whom no day is known."""
    return LineView(code, label, _NOBODY, _no_years(horizon), Range(0, count), "chưa rõ ngày")


def _no_years(horizon: Horizon) -> tuple[tuple[int, Range], ...]:
    return tuple((year, _NOBODY) for year, _ in horizon.years())


def _posts(each: Retiring) -> int:
    return len(each.posts)


def _key_posts(each: Retiring) -> int:
    return len(each.key_posts)
