"""From the engine's forecast to rows with names and words, part by part; nobody's rights yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from canbo.engine.forecast import (
    Backtest,
    Because,
    CourseNeed,
    Ends,
    Forecast,
    Outcome,
    Range,
    Retiring,
    Span,
    Tested,
    Untold,
    Vacancy,
)
from canbo.engine.forecast.spans import Foreseen
from canbo.engine.vietnamese import write_date
from canbo.reporting.forecasts.views import RowView
from canbo.reporting.forecasts.words import (
    BASES,
    BECAUSES,
    CAUSES,
    ENDINGS,
    FITTINGS,
    OUTCOMES,
    SEXES,
    UNTOLD,
    Named,
    when_words,
)
from canbo.reporting.vocabulary_words import value_words

UNTOLD_LINE, OVERDUE_LINE = "chua-tinh-duoc", "da-den-tuoi"
MOVE_LINE, WRITTEN_LINE, UNDATED_LINE = "dieu-dong", "ghi-ngay", "chua-ro-nhiem-ky"
RETIREMENT_LINE, TERM_LINE = "nghi-huu", "het-nhiem-ky"


def retirement_rows(found: Forecast, named: Named) -> Iterator[RowView]:
    """Who reaches the pension until the end of the horizon, and of whom nobody can tell."""
    for each in found.retirements.known:
        if each.span.first <= found.horizon.last:
            overdue = each.span.last <= found.horizon.as_of
            line = OVERDUE_LINE if overdue else RETIREMENT_LINE
            yield _retiring(each, line, _within(each, found), named)
    for each in found.retirements.untold:
        yield _untold(each, named)


def _retiring(each: Retiring, subject: str, sure: bool, named: Named) -> RowView:
    born = ""
    if each.birth is not None and each.birth.first is not None:
        born = f"; sinh {when_words(Span(each.birth.first, each.birth.last))}"
    return RowView(
        person=each.person,
        name=named.person(each.person),
        post=_posts(each, named),
        unit=named.unit_of(each.posts[0]),
        subject=subject,
        span=each.span,
        when=when_words(each.span),
        sure=sure,
        detail=f"{SEXES[each.sex]}{born}; {BASES[each.basis]}",
        is_key=bool(each.key_posts),
    )


def _within(each: Foreseen, found: Forecast) -> bool:
    """Whether it surely comes by the end of the horizon."""
    return each.surely_in(Span(date.min, found.horizon.last))


def _posts(each: Retiring | Untold, named: Named) -> str:
    return "; ".join(named.post(post) for post in each.posts)


def _untold(each: Untold, named: Named) -> RowView:
    return RowView(
        person=each.person,
        name=named.person(each.person),
        post=_posts(each, named),
        unit=named.unit_of(each.posts[0]),
        subject=UNTOLD_LINE,
        span=None,
        when=when_words(None),
        sure=False,
        detail=UNTOLD[each.reason],
    )


def term_rows(found: Forecast, named: Named) -> Iterator[RowView]:
    """Whose time in a post ends until the end of the horizon, and whose term nobody wrote down."""
    for each in found.terms.seats:
        if each.span.first <= found.horizon.last:
            yield RowView(
                person=each.person,
                name=named.person(each.person),
                post=named.post(each.post),
                unit=named.unit_of(each.post),
                subject=term_line(each),
                span=each.span,
                when=when_words(each.span),
                sure=_within(each, found),
                detail=ENDINGS[each.by],
                is_key=each.is_key,
            )
    for person, post in found.terms.undated:
        yield RowView(
            person=person,
            name=named.person(person),
            post=named.post(post),
            unit=named.unit_of(post),
            subject=UNDATED_LINE,
            span=None,
            when=when_words(None),
            sure=False,
            detail="được bầu, chưa rõ nhiệm kỳ đến bao giờ",
        )


def term_line(each: Ends) -> str:
    """The line that somebody's ending time belongs to: the term, else what ends it."""
    if each.term is not None:
        return str(each.term)
    return MOVE_LINE if each.by.value == "move" else WRITTEN_LINE


def need_rows(found: Forecast, named: Named) -> Iterator[RowView]:
    """Who needs, or may need, which course."""
    return (_need(each, _within(each, found), named) for each in found.needs.rows)


def _need(each: CourseNeed, sure: bool, named: Named) -> RowView:
    return RowView(
        person=each.person,
        name=named.person(each.person),
        post=named.post(each.post),
        unit=named.unit_of(each.post),
        subject=each.course,
        span=each.span,
        when=when_words(each.span),
        sure=sure,
        detail=named.asked(each),
        is_secret=each.is_secret,
    )


def vacancy_rows(found: Forecast, named: Named) -> Iterator[RowView]:
    """Who leaves which post, and who is planned for it."""
    return (_vacancy(each, _within(each, found), named) for each in found.needs.vacancies)


def _vacancy(each: Vacancy, sure: bool, named: Named) -> RowView:
    return RowView(
        person=each.person,
        name=named.person(each.person),
        post=named.post(each.post),
        unit=named.unit_of(each.post),
        subject=each.cause.value,
        span=each.span,
        when=when_words(each.span),
        sure=sure,
        detail=CAUSES[each.cause],
        is_key=each.is_key,
        candidates=each.candidates,
        ready=each.ready,
    )


def field_rows(found: Forecast, named: Named) -> Iterator[RowView]:
    """Who holds posts that ask for a field of study, with what study."""
    for line in found.fields:
        for seat in line.seats:
            studied = ", ".join(seat.studied)
            leaves = seat.leaves is not None and seat.leaves.first <= found.horizon.last
            more = f"; nghỉ hưu {when_words(seat.leaves)}" if leaves else ""
            yield RowView(
                person=seat.person,
                name=named.person(seat.person),
                post=named.post(seat.post),
                unit=named.unit_of(seat.post),
                subject=line.title,
                span=seat.leaves if leaves else None,
                when=when_words(seat.leaves) if leaves else "",
                sure=seat.lacks == Range(1, 1),
                detail=FITTINGS[seat.fitting] + (f": {studied}" if studied else "") + more,
            )


def backtest_rows(found: Backtest, named: Named) -> Iterator[RowView]:
    """Each person of a backtest: what was said, what came, and why it differs."""
    for each in (*found.retirements, *found.terms, *found.courses):
        yield _tested(each, named)


GUARDED = "đã học lớp này; dự báo theo quy hoạch thì không nêu"


def _tested(each: Tested, named: Named) -> RowView:
    """Who studied looks alike whether forecast by planning or not, to who may not know of it."""
    is_open = each.outcome is Outcome.MISSED or each.is_secret
    guarded = GUARDED if each.course and each.happened and is_open else ""
    parts = [OUTCOMES[each.outcome]]
    if each.kind is not None:
        parts.append(value_words(each.kind))
    if each.because is not Because.NOTHING:
        parts.append(BECAUSES[each.because])
    return RowView(
        person=each.person,
        name=named.person(each.person),
        post=_about(each, named),
        unit=f"dự báo {_said(each)}",
        subject=each.course or (TERM_LINE if each.post else RETIREMENT_LINE),
        span=each.happened,
        when=f"đã xảy ra {when_words(each.happened)}" if each.happened else "",
        sure=each.outcome.value.startswith("sure"),
        detail="; ".join(parts),
        is_secret=each.is_secret and not guarded,
        guarded=guarded,
    )


def _about(each: Tested, named: Named) -> str:
    if each.post is not None:
        return f"Thôi giữ {named.post(each.post)}"
    return named.course(each.course) if each.course else "Nghỉ hưu"


def _said(each: Tested) -> str:
    if each.forecast is None:
        return "không có"
    first = each.forecast
    return write_date(first.first) if first.is_known else when_words(first)
