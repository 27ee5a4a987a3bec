"""`canbo figures` and `canbo check`: the figures of a day with their rows, the law's answers."""

from __future__ import annotations

import argparse
import textwrap
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from canbo.cli.acting import acting, add_as_option
from canbo.cli.command import DONE, REFUSED, WRONG_USAGE, Command, print_json, say, write
from canbo.cli.dates import VIETNAM, day, instant, now, person_id, whole
from canbo.engine.figures import Window, measures_named
from canbo.engine.law import Answer, Dimension
from canbo.engine.timeline import Perspective
from canbo.engine.vietnamese import write_date, write_money, write_number

if TYPE_CHECKING:
    from canbo.reporting.views import FigureRowView, FigureView, VerdictView

_WIDTH = 96


def _shared_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as-of", type=day, metavar="NGÀY", help="xem vào ngày (mặc định: nay)")
    parser.add_argument("--unit", metavar="MÃ", help="chỉ đơn vị này và các đơn vị trực thuộc")
    parser.add_argument("--json", action="store_true", help="in một văn bản JSON")
    add_as_option(parser)


def _figures_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="TÊN", help="tên số liệu (mặc định: tất cả)")
    _shared_arguments(parser)
    parser.add_argument(
        "--from", dest="first", type=day, metavar="NGÀY",
        help="từ ngày, kể cả ngày đó (mặc định: 01/1 của năm đang xem)",
    )  # fmt: skip
    parser.add_argument(
        "--to", dest="last", type=day, metavar="NGÀY",
        help="đến hết ngày (mặc định: ngày đang xem)",
    )  # fmt: skip
    parser.add_argument(
        "--known-at", type=instant, metavar="LÚC",
        help="chỉ dùng điều đã ghi nhận đến lúc đó (mặc định: nay; một ngày là hết ngày đó)",
    )  # fmt: skip
    parser.add_argument("--rows", action="store_true", help="liệt kê từng dòng được đếm")
    parser.add_argument(
        "--rebase-to", type=day, metavar="NGÀY",
        help="tính theo các đơn vị có vào ngày này (từ ngày xem trở đi)",
    )  # fmt: skip
    parser.add_argument(
        "--year-before", action="store_true", help="so với cùng kỳ năm trước"
    )  # fmt: skip
    parser.add_argument(
        "--months", type=whole, metavar="SỐ",
        help="số tháng: trước khi nghỉ hưu, sau khi học xong (mặc định: như định nghĩa)",
    )  # fmt: skip
    parser.add_argument("--young", type=whole, metavar="TUỔI", help="tuổi cao nhất của cán bộ trẻ")
    parser.add_argument("--list", action="store_true", help="chỉ kể tên các số liệu")


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    _shared_arguments(parser)
    parser.add_argument("--person", type=person_id, metavar="MÃ", help="chỉ một người")
    parser.add_argument(
        "--draft", type=Path, metavar="TỆP",
        help="xem trước dự thảo luật (tệp hoặc thư mục): ai sẽ không đạt, từ ngày nào, cần học gì",
    )  # fmt: skip


# --- canbo figures ------------------------------------------------------------------------------


def _run_figures(parsed: argparse.Namespace) -> int:
    from canbo.reporting import access

    if parsed.list:
        _tell_names()
        return DONE
    at = now()
    perspective = Perspective(parsed.as_of or at.date(), parsed.known_at or at)
    window = _window(parsed, perspective.as_of)
    if window is None:
        return WRONG_USAGE
    figures = access.figures(
        actor=acting(parsed, at=at),
        at=at,
        perspective=perspective,
        window=window,
        unit=parsed.unit,
        names=[parsed.name] if parsed.name else None,
        with_rows=parsed.rows,
        rebase_to=parsed.rebase_to,
        year_before=parsed.year_before,
        parameters=access.Adjusted(months=parsed.months, young=parsed.young),
    )
    if parsed.json:
        from canbo.reporting.documents import figures_document

        print_json(
            figures_document(
                figures, perspective=perspective, law=_law_version(), rebase_to=parsed.rebase_to
            )
        )
    else:
        if parsed.rebase_to:
            write(f"Đơn vị quy đổi theo ngày {write_date(parsed.rebase_to)}")
        _tell_figures(figures, perspective)
    return DONE


def _tell_names() -> None:
    for measure in measures_named(None):
        write(f"{measure.name:<42} {measure.unit:<6} {measure.label}")


def _window(parsed: argparse.Namespace, as_of: date) -> Window | None:
    """Take the days asked for, each side with its default; None when they are the wrong way."""
    first = parsed.first or date(as_of.year, 1, 1)
    last = parsed.last or as_of
    if last < first:
        say(
            f"Khoảng thời gian ngược: từ {write_date(first)} nhưng đến {write_date(last)}. "
            "Ngày --from phải trước hoặc bằng ngày --to."
        )
        return None
    return Window(first, last)


def _law_version() -> str:
    from canbo.law import load

    return load().version


def _seen_from(perspective: Perspective) -> str:
    known = perspective.known_at.astimezone(VIETNAM)
    return (
        f"ngày {write_date(perspective.as_of)} (dữ liệu ghi nhận đến {known:%H:%M} "
        f"{write_date(known.date())})"
    )


def _tell_figures(figures: Sequence[FigureView], perspective: Perspective) -> None:
    write(f"Số liệu xem vào {_seen_from(perspective)}")
    for figure in figures:
        write("")
        write(figure.label)
        for name, words in _facts_of(figure):
            _write_wrapped(f"  {name + ':':<17}", words)
        for part in figure.parts:
            write(f"    {part.display:>9}  {part.words}")
        if figure.by_unit is not None:
            write("  Theo đơn vị (người giữ chức danh ở hai đơn vị có ở cả hai dòng):")
        for line in figure.by_unit or ():
            write(f"    {_as_written(line.value):>9}  {line.words}")
        for number, row in enumerate(figure.rows or (), start=1):
            write(f"  {number:>5}. {_row_words(row, figure)}")


def _as_written(value: int | str | None) -> str:
    """Write a value as offices do: 1.346, 116/125, a dash where there is none."""
    if isinstance(value, int):
        return write_number(value)
    return "–" if value is None else value


def _facts_of(figure: FigureView) -> list[tuple[str, str]]:
    """Collect what is said of a figure, line by line; what does not apply is left out."""
    unit = "" if figure.unit == "%" else f" {figure.unit}"
    lines = [("Số liệu", f"{_as_written(figure.value)}{unit}")]
    lines.append(("Trong báo cáo", f"{figure.display}{unit}"))
    if figure.first and figure.last:
        days = f"từ {write_date(figure.first)} đến hết {write_date(figure.last)}"
        lines.append(("Thời gian", days))
    if figure.base:
        lines.append(("Tính trên", f"{write_number(figure.base.count)} ({figure.base.label})"))
    if figure.missing is not None:
        lines.append(("Thiếu dữ liệu", f"{write_number(figure.missing)} người, không coi là đạt"))
    if figure.year_before is not None:
        old = figure.year_before
        lines.append(("Năm trước", f"{old.display}{unit} (xem vào ngày {write_date(old.as_of)})"))
    lines.append(("Định nghĩa", figure.definition))
    if figure.split:
        lines.append(("Chia theo", figure.split))
    lines.append(("Tên", figure.name))
    if figure.within_rights:
        lines.append(("Danh sách", figure.within_rights))
    return lines


def _write_wrapped(head: str, words: str) -> None:
    for line in textwrap.wrap(words, _WIDTH - len(head), break_long_words=False) or [""]:
        write(head + line)
        head = " " * len(head)


def _row_words(row: FigureRowView, figure: FigureView) -> str:
    met = figure.answer(row.met).lower()
    amount = "" if row.amount is None else write_money(row.amount)
    parts = (row.name, row.detail, row.part, amount, met, row.counted_under, row.source)
    return " | ".join(part for part in parts if part)


# --- canbo check --------------------------------------------------------------------------------


def _run_check(parsed: argparse.Namespace) -> int:
    from canbo.reporting import access

    at = now()
    perspective = Perspective(parsed.as_of or at.date(), at)
    if parsed.draft is not None:
        return _run_draft(parsed, perspective, at)
    verdicts = access.verdicts(
        actor=acting(parsed, at=at),
        at=at,
        perspective=perspective,
        unit=parsed.unit,
        person=parsed.person,
    )
    if parsed.json:
        from canbo.reporting.documents import verdicts_document

        print_json(verdicts_document(verdicts, perspective=perspective, law=_law_version()))
    else:
        _tell_verdicts(verdicts, perspective, everything=parsed.person is not None)
    return DONE


def _run_draft(parsed: argparse.Namespace, perspective: Perspective, at: datetime) -> int:
    from canbo.law import LawInvalid, load_draft
    from canbo.reporting.law_problems import problem_words
    from canbo.reporting.what_if import draft_document, draft_effects

    if parsed.person is not None:
        say("--draft xem cả đơn vị; không dùng cùng --person.")
        return WRONG_USAGE
    try:
        drafted = load_draft(parsed.draft)
    except LawInvalid as invalid:
        if parsed.json:
            raise
        for wrong in invalid.problems:
            place = f"{wrong.file}, dòng {wrong.line}" if wrong.line else wrong.file
            say(f"{place}: {problem_words(wrong)}")
        return REFUSED
    told = draft_effects(
        actor=acting(parsed, at=at), at=at, perspective=perspective, drafted=drafted,
        unit=parsed.unit,
    )  # fmt: skip
    if parsed.json:
        print_json(draft_document(told, perspective=perspective))
        return DONE
    write(f"Dự thảo {parsed.draft.name}, dữ liệu {_seen_from(perspective)}")
    days = ", ".join(write_date(day) for day in told.days) or "không có ngày nào"
    write(f"Các ngày kết luận có thể đổi: {days}")
    write(
        f"Sẽ chưa đạt: {len(told.falls)} kết luận của {told.people} người; sẽ nhẹ hơn: "
        f"{len(told.eased)} kết luận; chưa kết luận được vì thiếu dữ liệu: {len(told.open_)}."
    )
    for one in told.by_unit:
        write(f"{len(one.falls):>6}  {one.name}")
    for fall in told.falls:
        mend = f" | cần học: {', '.join(fall.mend_words)}" if fall.mend_words else ""
        write(f"  Từ {write_date(fall.day)}:{_verdict_line(fall.view)[1:]}{mend}")
    return DONE


def _tell_verdicts(
    verdicts: Sequence[VerdictView], perspective: Perspective, *, everything: bool
) -> None:
    write(f"Đối chiếu tiêu chuẩn chức danh vào {_seen_from(perspective)}")
    write("")
    for line in _summary(verdicts):
        write(line)
    listed = [view for view in verdicts if everything or view.answer is not Answer.MET]
    if not listed:
        return
    write("")
    write("Từng người:" if everything else "Chưa đạt và thiếu dữ liệu:")
    for view in listed:
        write(_verdict_line(view))


def _summary(verdicts: Sequence[VerdictView]) -> list[str]:
    """Count the answers by dimension: one line each, every verdict in one column."""
    heads = ("Đạt", "Trong hạn", "Không đạt", "Thiếu dữ liệu")
    counted = Counter((view.dimension, view.answer) for view in verdicts)
    words = {view.dimension: view.dimension_words for view in verdicts}
    lines = [f"{'Tiêu chuẩn':<34}" + "".join(f"{head:>15}" for head in heads)]
    for dimension in Dimension:
        if dimension in words:
            numbers = "".join(f"{counted[dimension, answer]:>15}" for answer in Answer)
            lines.append(f"{words[dimension]:<34}{numbers}")
    return lines


def _verdict_line(view: VerdictView) -> str:
    grace = f", thời hạn {write_date(view.grace_until)}" if view.grace_until else ""
    return (
        f"  {view.name} | {view.post}, {view.unit} | {view.dimension_words}: {view.answer_words} | "
        f"yêu cầu {view.required_words}; hiện có: {view.held_words} | "
        f"{view.citation}{grace}"
    )


COMMANDS = (
    Command("figures", "Tính số liệu của một ngày hoặc một khoảng, mở được đến từng dòng.",
            _figures_arguments, _run_figures),
    Command("check", "Đối chiếu từng người với tiêu chuẩn chức danh có hiệu lực trong ngày.",
            _check_arguments, _run_check),
)  # fmt: skip
