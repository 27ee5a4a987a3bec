"""`canbo forecast`: who retires, whose term ends, who needs which course; who stands behind whom;
was it right before."""

from __future__ import annotations

import argparse
import textwrap
from datetime import date, datetime
from typing import TYPE_CHECKING

from canbo.cli.acting import acting, add_as_option
from canbo.cli.command import DONE, WRONG_USAGE, Command, print_json, say, write
from canbo.cli.dates import day, instant, now, whole
from canbo.engine.timeline import Perspective
from canbo.engine.vietnamese import write_date, write_number

if TYPE_CHECKING:
    from canbo.reporting.forecasts.access import Question
    from canbo.reporting.forecasts.succession import BenchView, PostView
    from canbo.reporting.forecasts.views import BacktestView, ForecastView, LineView, PartView

_LABEL, _WIDTH = 52, 96


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as-of", type=day, metavar="NGÀY", help="nhìn từ ngày (mặc định: nay)")
    parser.add_argument("--years", type=whole, default=3, metavar="SỐ",
                        help="dự báo mấy năm tới (mặc định: 3, nhiều nhất 15)")  # fmt: skip
    parser.add_argument("--unit", metavar="MÃ", help="chỉ đơn vị này và các đơn vị trực thuộc")
    parser.add_argument(
        "--known-at", type=instant, metavar="LÚC",
        help="chỉ dùng điều đã ghi nhận đến lúc đó (mặc định: nay; với --backtest: hết ngày nhìn)",
    )  # fmt: skip
    parser.add_argument("--rows", action="store_true", help="liệt kê từng người")
    parser.add_argument(
        "--backtest", action="store_true",
        help="so dự báo của ngày ấy, theo điều khi ấy đã biết, với ghi nhận sau này",
    )  # fmt: skip
    parser.add_argument("--to", dest="last", type=day, metavar="NGÀY",
                        help="so đến hết ngày (mặc định: sau --years năm, hoặc nay)")  # fmt: skip
    parser.add_argument(
        "--bench", action="store_true",
        help="ai trong quy hoạch sẵn sàng cho chức danh chủ chốt vào ngày đầu nhiệm kỳ tới",
    )  # fmt: skip
    parser.add_argument(
        "--term", type=day, metavar="NGÀY",
        help="ngày đầu nhiệm kỳ (mặc định: sau nhiệm kỳ kết thúc sớm nhất)",
    )  # fmt: skip
    parser.add_argument("--behind", type=whole, metavar="SỐ",
                        help="số người sau mỗi chức danh (mặc định: 1, nhiều nhất 5)")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="in một văn bản JSON")
    add_as_option(parser)


def _run(parsed: argparse.Namespace) -> int:
    from canbo.reporting.forecasts.access import MOST_YEARS, Question, as_known_then

    at = now()
    as_of = parsed.as_of or at.date()
    wrong = _wrong(parsed, MOST_YEARS)
    if wrong:
        say(wrong)
        return WRONG_USAGE
    then = as_known_then(as_of).known_at if parsed.backtest else at
    seen = Perspective(as_of, parsed.known_at or min(then, at))
    question = Question(perspective=seen, years=parsed.years, unit=parsed.unit)
    if parsed.backtest:
        return _run_backtest(parsed, question, at)
    if parsed.bench:
        return _run_bench(parsed, question, at)
    return _run_forecast(parsed, question, at)


def _wrong(parsed: argparse.Namespace, most_years: int) -> str:
    """Why the options do not go together, "" where they do."""
    if parsed.years > most_years:
        return f"--years {parsed.years} xa quá: dự báo nhiều nhất {most_years} năm tới."
    if parsed.last and not parsed.backtest:
        return "--to chỉ dùng cùng --backtest; số năm dự báo ghi ở --years."
    if (parsed.term or parsed.behind) and not parsed.bench:
        return "--term và --behind chỉ dùng cùng --bench."
    if parsed.bench and parsed.backtest:
        return "--bench và --backtest là hai câu hỏi; chỉ hỏi một."
    return ""


def _run_forecast(parsed: argparse.Namespace, question: Question, at: datetime) -> int:
    from canbo.law import load
    from canbo.reporting.forecasts.access import outlook
    from canbo.reporting.forecasts.documents import forecast_document

    found = outlook(actor=acting(parsed, at=at), at=at, question=question)
    if parsed.json:
        print_json(
            forecast_document(
                found,
                perspective=question.perspective,
                law=load().version,
                with_rows=parsed.rows,
            )
        )
    else:
        _tell(found, question.perspective.as_of, with_rows=parsed.rows)
    return DONE


def _run_backtest(parsed: argparse.Namespace, question: Question, at: datetime) -> int:
    from canbo.engine.forecast import Horizon
    from canbo.law import load
    from canbo.reporting.forecasts.access import tested
    from canbo.reporting.forecasts.documents import backtest_document

    seen = question.perspective
    usual = min(Horizon.of_years(seen.as_of, question.years).last, at.date())
    found = tested(
        actor=acting(parsed, at=at),
        at=at,
        question=question,
        until=Perspective(parsed.last or usual, at),
    )
    if parsed.json:
        print_json(
            backtest_document(found, perspective=seen, law=load().version, with_rows=parsed.rows)
        )
    else:
        _tell_backtest(found, with_rows=parsed.rows)
    return DONE


def _run_bench(parsed: argparse.Namespace, question: Question, at: datetime) -> int:
    from canbo.law import load
    from canbo.reporting.forecasts.documents import bench_document
    from canbo.reporting.forecasts.succession import MOST_BEHIND, succession

    behind = 1 if parsed.behind is None else parsed.behind
    if not 1 <= behind <= MOST_BEHIND:
        say(f"--behind {behind} không dùng được: cần số người từ 1 đến {MOST_BEHIND}.")
        return WRONG_USAGE
    found = succession(
        actor=acting(parsed, at=at), at=at, question=question, day=parsed.term, behind_each=behind
    )
    if parsed.json:
        print_json(bench_document(found, perspective=question.perspective, law=load().version))
    else:
        _tell_bench(found)
    return DONE


def _tell(found: ForecastView, as_of: date, *, with_rows: bool) -> None:
    write(f"Dự báo từ sau ngày {write_date(as_of)} đến hết ngày {write_date(found.last)}")
    write("Mỗi số là số chắc chắn, hoặc từ chắc chắn đến có thể (2–5).")
    for part in found.parts:
        write("")
        write(part.label)
        _write_wrapped("  ", part.says)
        heads = ["nay", *(year for year in found.years if part.is_by_year), "cả kỳ"]
        write(f"  {'':<{_LABEL}}" + "".join(f"{head:>9}" for head in heads))
        for line in part.lines:
            _tell_line(line)
        for month in part.months:
            keys = f", chủ chốt {month.key_posts}" if month.key_posts.high else ""
            women = f", nữ {month.women}" if month.women.high else ""
            write(f"    {month.first.month}/{month.first.year}: {month.people} người{women}{keys}")
        _tell_rows(part, with_rows=with_rows)


def _write_wrapped(head: str, words: str) -> None:
    for line in textwrap.wrap(words, _WIDTH - len(head), break_long_words=False):
        write(head + line)
        head = " " * len(head)


def _tell_line(line: LineView) -> None:
    counts = (count for _, count in line.by_year)
    numbers = "".join(f"{count!s:>9}" for count in (line.due, *counts, line.total))
    write(f"  {line.label:<{_LABEL}}{numbers}")
    if line.note:
        _write_wrapped("    ", line.note)


def _tell_rows(part: PartView, *, with_rows: bool) -> None:
    if not with_rows:
        return
    if part.within_rights:
        write(f"  {part.within_rights}")
    for number, row in enumerate(part.rows, start=1):
        sure = "có thể" if part.is_by_year and row.when and not row.sure else ""
        pool = f"{len(row.candidates)} người quy hoạch, {len(row.ready)} đủ tiêu chuẩn"
        parts = (
            row.name, row.post, row.unit, row.when, sure, row.detail, pool if row.candidates else ""
        )  # fmt: skip
        write(f"  {number:>5}. " + " | ".join(part for part in parts if part))


def _tell_backtest(found: BacktestView, *, with_rows: bool) -> None:
    window = found.window
    write(
        f"So dự báo theo điều đã biết đến hết ngày {write_date(found.said_at)} với ghi nhận từ "
        f"{write_date(window.first)} đến hết ngày {write_date(window.last)}"
    )
    heads = ("dự báo", "xảy ra", "trúng", "sót", "thừa")
    write(f"  {'':<{_LABEL}}" + "".join(f"{head:>9}" for head in heads))
    for score in found.scores:
        numbers = (
            str(score.said), write_number(score.happened), str(score.hits),
            write_number(score.missed), str(score.too_many),
        )  # fmt: skip
        write(f"  {score.label:<{_LABEL}}" + "".join(f"{number:>9}" for number in numbers))
    write("")
    for caution in found.cautions:
        _write_wrapped("- ", caution)
    _tell_rows(found.part, with_rows=with_rows)


def _tell_bench(found: BenchView) -> None:
    write(
        f"Nguồn nhân sự vào ngày {write_date(found.day)}: {write_number(found.filled)} / "
        f"{write_number(found.wanted)} chỗ có người sẵn sàng, mỗi người tính một lần"
    )
    if found.studies:
        write(f"{write_number(found.after)} chỗ nếu những người này học xong trước ngày ấy:")
        for one in found.studies:
            write(f"  {one.name}: {'; '.join(one.courses)} → {one.post}, {one.unit}")
    if found.hidden:
        write(f"{write_number(found.hidden)} lượt quy hoạch ở ngoài phạm vi, không nêu tên.")
    for post in found.posts:
        write("")
        _tell_post(post)


def _tell_post(post: PostView) -> None:
    lacking = f", thiếu {write_number(post.lacking)}" if post.lacking else ""
    first = " (xem trước)" if post.is_short else ""
    write(f"{post.title}, {post.unit}: {post.ready} / {post.planned} sẵn sàng{lacking}{first}")
    for one in post.candidates:
        courses = f" {'; '.join(one.courses)}" if one.courses else ""
        why = f" | {'; '.join(one.reasons)}" if one.reasons else ""
        _write_wrapped("  - ", f"{one.name}: {one.words}{courses}{why}")


COMMANDS = (
    Command(
        "forecast", "Dự báo nghỉ hưu, hết nhiệm kỳ, nhu cầu học, nguồn nhân sự; thử lại dự báo.",
        _arguments, _run,
    ),
)  # fmt: skip
