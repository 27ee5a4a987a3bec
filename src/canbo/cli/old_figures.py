"""`canbo old-figures`: are the figures of an old report reproduced, and who is likely amiss."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from canbo.cli.acting import acting, add_as_option
from canbo.cli.command import (
    DONE,
    REFUSED,
    WRONG_USAGE,
    Command,
    print_json,
    say,
    why_unreadable,
    write,
)
from canbo.cli.dates import day, instant, now

if TYPE_CHECKING:
    from canbo.reporting.old_figures import OldFigure, OldFigureView, SuspectView

COLUMNS = ("name", "printed", "as_of", "from", "to", "unit")  # or as the page calls them
_SHOWN = 20


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="TÊN", help="tên số liệu (canbo figures --list)")
    parser.add_argument(
        "printed", nargs="?", metavar="SỐ", help="số như đã in: “gần 180”, “1.346”, “79,5%%”"
    )
    parser.add_argument(
        "--file", type=Path, metavar="TỆP",
        help=f"nhiều số liệu của một bảng .csv hoặc .xlsx, các cột {', '.join(COLUMNS)}",
    )  # fmt: skip
    parser.add_argument("--as-of", type=day, metavar="NGÀY", help="ngày của báo cáo cũ")
    parser.add_argument("--from", dest="first", type=day, metavar="NGÀY",
                        help="từ ngày (mặc định: 01/1 của năm ấy)")  # fmt: skip
    parser.add_argument("--to", dest="last", type=day, metavar="NGÀY",
                        help="đến hết ngày (mặc định: ngày của báo cáo)")  # fmt: skip
    parser.add_argument("--unit", default="", metavar="MÃ", help="đơn vị và các đơn vị trực thuộc")
    parser.add_argument("--known-at", type=instant, metavar="LÚC",
                        help="chỉ dùng điều đã ghi nhận đến lúc đó (mặc định: nay)")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="in một văn bản JSON")
    add_as_option(parser)


def _run(parsed: argparse.Namespace) -> int:
    from canbo.reporting.old_figures import old_figures

    at = now()
    try:
        asked = list(_asked(parsed, at.date()))
    except ValueError as error:
        say(str(error))
        return WRONG_USAGE
    except OSError as error:
        say(f"{parsed.file.name}: {why_unreadable(error)}")
        return WRONG_USAGE
    if not asked:
        say("Hãy cho biết tên số liệu và số đã in, hoặc --file với các cột " + ", ".join(COLUMNS))
        return WRONG_USAGE
    found = old_figures(
        actor=acting(parsed, at=at), at=at, known_at=parsed.known_at or at, asked=asked
    )
    if parsed.json:
        print_json({"figures": [_document(one) for one in found]})
    else:
        _tell(found)
    return DONE if all(one.reproduced for one in found) else REFUSED


def _asked(parsed: argparse.Namespace, today: date) -> Iterator[OldFigure]:
    from canbo.reporting.old_figures import OldFigure

    if parsed.name and parsed.printed:
        as_of = parsed.as_of or parsed.last or today
        yield OldFigure(
            name=parsed.name,
            printed=parsed.printed,
            as_of=as_of,
            first=parsed.first or as_of.replace(month=1, day=1),
            last=parsed.last or as_of,
            unit=parsed.unit,
        )
    if parsed.file:
        yield from _of_file(parsed.file, today)


def _of_file(path: Path, today: date) -> Iterator[OldFigure]:
    """The lines of a file. Raises ValueError with every line that cannot be read, OSError."""
    from canbo.exchange.units.problems import UnitFileRefused
    from canbo.reporting.old_lines import lines_of_file, read_line
    from canbo.web.messages import sentence
    from canbo.web.unit_words import problem_words

    try:
        lines = lines_of_file(path.name, path.read_bytes())
    except UnitFileRefused as refused:
        raise ValueError("\n".join(problem_words(one) for one in refused.problems)) from refused
    read = [read_line(line, today) for line in lines]
    wrong = [
        f"{path.name}, số liệu thứ {number}: {sentence(one)}"
        for number, (_, problems) in enumerate(read, start=1)
        for one in problems
    ]
    if wrong:
        raise ValueError("\n".join(wrong))
    yield from (asked for asked, _ in read if asked is not None)


def _document(one: OldFigureView) -> dict[str, Any]:
    return {
        "name": one.asked.name,
        "printed": one.asked.printed,
        "as_of": one.asked.as_of.isoformat(),
        "from": one.asked.first.isoformat(),
        "to": one.asked.last.isoformat(),
        "unit": one.asked.unit or None,
        "value": one.value,
        "reproduced": one.reproduced,
        "lacking": one.lacking,
        "missing": [_suspect(each) for each in one.missing],
        "extra": [_suspect(each) for each in one.extra],
        "hidden": one.hidden,
    }


def _suspect(one: SuspectView) -> dict[str, Any]:
    return {
        "id": str(one.fact), "person": str(one.person) if one.person else None, "name": one.name,
        "detail": one.detail, "why": one.why, "source": one.source,
    }  # fmt: skip


def _tell(found: Sequence[OldFigureView]) -> None:
    for one in found:
        answer = "tính lại được" if one.reproduced else "KHÔNG tính lại được"
        write(f"{one.label}: báo cáo ghi “{one.asked.printed}”, hồ sơ cho {one.value}: {answer}")
        if not one.reproduced:
            gap = f"thiếu {one.lacking}" if one.lacking > 0 else f"thừa {-one.lacking}"
            write(f"  So với số đã in: {gap}")
        _tell_suspects("Có thể bị sót", one.missing)
        _tell_suspects("Có thể bị tính thừa", one.extra)
        if one.hidden:
            write(f"  {one.hidden} người nữa ngoài phạm vi của bạn")
    same = sum(one.reproduced for one in found)
    write(f"{same} của {len(found)} số liệu tính lại được")


def _tell_suspects(head: str, suspects: Sequence[SuspectView]) -> None:
    if not suspects:
        return
    write(f"  {head} ({len(suspects)}):")
    for one in suspects[:_SHOWN]:
        parts = (one.name, one.detail, one.why, one.source)
        write("    " + " | ".join(part for part in parts if part))
    if len(suspects) > _SHOWN:
        write(f"    … và {len(suspects) - _SHOWN} người nữa (--json cho đủ)")


COMMANDS = (
    Command("old-figures", "Thử số liệu của báo cáo cũ: tính lại được không, có thể sót, thừa ai.",
            _arguments, _run),
)  # fmt: skip
