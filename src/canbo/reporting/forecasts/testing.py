"""A backtest in words and numbers, with what it can show and what it cannot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from canbo.engine.forecast import Backtest, Because, Score, Tested
from canbo.engine.timeline import Perspective
from canbo.engine.vietnamese import write_date, write_number
from canbo.records.days import vietnam_day
from canbo.reporting.forecasts.rows import RETIREMENT_LINE, TERM_LINE, backtest_rows
from canbo.reporting.forecasts.views import BacktestView, Part, PartView, ScoreView
from canbo.reporting.forecasts.words import Named

SAYS = (
    "Lấy những gì đã biết khi ấy, dự báo cho các ngày sau đó, rồi so với ghi nhận sau này. Trúng "
    "và sót cộng lại bằng số đã xảy ra; trúng và thừa cộng lại bằng số đã dự báo."
)


def backtest_view(found: Backtest, named: Named, said: Perspective) -> BacktestView:
    """Show a backtest of the whole home; nobody's rights yet."""
    told = tuple(backtest_rows(found, named))
    courses = sorted({each.course for each in found.courses}, key=named.course)
    scores = [_score(RETIREMENT_LINE, "Nghỉ hưu, thôi việc", found.retirements)]
    scores.append(_score(TERM_LINE, "Hết nhiệm kỳ, thời hạn giữ chức danh (lượt)", found.terms))
    scores.extend(
        _score(code, named.course(code), [each for each in found.courses if each.course == code])
        for code in courses
    )
    return BacktestView(
        window=found.window,
        said_at=vietnam_day(said.known_at),
        holders_then=found.holders_then,
        holders_now=found.holders_now,
        judged_then=found.judged_then,
        scores=tuple(scores),
        cautions=tuple(_cautions(found, said)),
        part=PartView(Part.BACKTEST, "Đối chiếu dự báo", SAYS, (), told, len(told)),
    )


def _score(code: str, label: str, rows: Sequence[Tested]) -> ScoreView:
    of = Score.of(rows)
    return ScoreView(code, label, of.said, of.happened, of.hits, of.missed, of.too_many)


def _cautions(found: Backtest, said: Perspective) -> list[str]:
    """Say what the backtest rests on, so that nobody takes it for more."""
    as_of = found.window.first - timedelta(days=1)
    then, now = write_number(found.holders_then), write_number(found.holders_now)
    cautions = [
        f"Ngày {write_date(as_of)} có {now} người giữ chức danh mà hồ sơ nay biết; khi dự báo chỉ "
        f"biết {then} người, trong đó {write_number(found.judged_then)} người ở chức danh mà luật "
        "ngày ấy có tiêu chuẩn. Người khi ấy chưa biết thì không thể dự báo."
    ]
    if found.holders_now and 2 * found.holders_then < found.holders_now:
        cautions.append(
            "Khi ấy biết chưa đến một nửa: số sót cho thấy hồ sơ thiếu nhiều hơn là cách tính sai."
        )
    if vietnam_day(said.known_at) > as_of:
        cautions.append(
            "Dự báo này dùng cả điều ghi nhận sau ngày ấy (đến hết ngày "
            f"{write_date(vietnam_day(said.known_at))}), nên không phải là dự báo thật của ngày ấy."
        )
    by_other_ways = sum(each.because is Because.NOT_BY_AGE for each in found.retirements)
    if by_other_ways:
        cautions.append(
            f"{write_number(by_other_ways)} người nghỉ trước tuổi, thôi việc hoặc từ trần: không "
            "theo tuổi nên không dự báo được."
        )
    if not any(each.outcome.value.endswith("hit") for each in found.courses):
        cautions.append(
            "Không nhu cầu nào được học đúng như dự báo: với dữ liệu khi ấy, phần lớp học chưa "
            "kiểm chứng được."
        )
    cautions.append(
        "Đi học là quyết định của cơ quan: có nhu cầu mà không được cử đi cũng tính là thừa; học "
        "lớp mà không tiêu chuẩn nào đòi cũng tính là sót."
    )
    return cautions
