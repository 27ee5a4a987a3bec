"""`canbo units`: official lists of units, one unit through time, posts moved by decision."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from canbo.cli.acting import acting, add_as_option
from canbo.cli.command import DONE, REFUSED, WRONG_USAGE, Command, print_json, say, write
from canbo.cli.dates import day, instant, now
from canbo.cli.unit_moves import move_arguments, run_move
from canbo.cli.unit_words import (
    disputes_document,
    life_document,
    tell_disagreements,
    tell_disputes,
    tell_findings,
    tell_life,
    tell_problems,
)
from canbo.engine.timeline import Perspective
from canbo.engine.vietnamese import write_number

if TYPE_CHECKING:
    from canbo.exchange.units import UnitFile
    from canbo.records.operations.unit_report import UnitsReport


def _arguments(parser: argparse.ArgumentParser) -> None:
    places = parser.add_subparsers(dest="units_command", required=True, metavar="VIỆC")
    load = places.add_parser("load", help="nạp danh mục đơn vị hành chính")
    load.add_argument("files", nargs="*", type=Path, metavar="FILE", help="tệp CSV, CSV nén gzip")
    load.add_argument("--country", action="store_true", help="danh mục cả nước kèm phần mềm")
    load.add_argument("--province", metavar="MÃ", default="", help="chỉ một tỉnh, theo mã")
    load.add_argument("--day", type=day, metavar="NGÀY", help="ngày của danh mục không ghi ngày")
    load.add_argument("--preview", action="store_true", help="chỉ xem trước, không lưu gì")
    show = places.add_parser("show", help="một đơn vị qua các thời kỳ")
    show.add_argument("unit", metavar="MÃ|TÊN", help="mã, tên, hoặc “tên, tên đơn vị cấp trên”")
    show.add_argument("--as-of", type=day, metavar="NGÀY", help="xem vào ngày (mặc định: nay)")
    disputes = places.add_parser("disputes", help="đơn vị mà các nguồn nói khác nhau")
    disputes.add_argument("--known-at", type=instant, metavar="LÚC", help="theo điều đã biết đến")
    move = places.add_parser("move", help="bố trí người ở đơn vị không còn, theo quyết định")
    move_arguments(move)
    for command in (load, show, disputes):
        command.add_argument("--json", action="store_true", help="in một văn bản JSON")
        add_as_option(command)


def _run(parsed: argparse.Namespace) -> int:
    if parsed.units_command == "move":
        return run_move(parsed)
    run = {"show": _show, "disputes": _disputes}.get(parsed.units_command, _load)
    return run(parsed)


# --- canbo units load ---------------------------------------------------------------------------


def _load(parsed: argparse.Namespace) -> int:
    from canbo.exchange.units import UnitFileRefused
    from canbo.records.operations.unit_lists import load_units

    if bool(parsed.files) == parsed.country:
        say("Ghi tên tệp, hoặc --country cho danh mục cả nước kèm phần mềm (một trong hai).")
        return WRONG_USAGE
    at = now()
    actor = acting(parsed, at=at)
    try:
        files = _read(parsed)
    except UnitFileRefused as refused:
        if parsed.json:
            print_json({"batch": None, "problems": [_plain(one) for one in refused.problems]})
        tell_problems(refused.problems)
        return REFUSED
    say("Đối chiếu với dữ liệu đang có …")
    report = load_units(
        files=files, actor=actor, at=at, province=parsed.province, preview=parsed.preview
    )
    if parsed.json:
        print_json(report.as_json())
    else:
        _tell(report, preview=parsed.preview)
    return DONE


def _read(parsed: argparse.Namespace) -> Sequence[UnitFile]:
    from canbo.exchange.units import LineProblem, UnitFileRefused, read_unit_files
    from canbo.law.units import country_files

    paths = country_files() if parsed.country else tuple(parsed.files)
    say(f"Đọc {len(paths)} tệp …")
    missing = [
        LineProblem(path.name, 0, "unit_file_unreadable", "", "không có tệp này")
        for path in paths
        if not path.is_file()
    ]
    if missing:
        raise UnitFileRefused(missing)
    return read_unit_files(paths, day=parsed.day)


def _plain(problem: Any) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(problem)


_KINDS = {"unit_name": "tên", "unit_placement": "vị trí", "unit_change": "thay đổi"}


def _tell(report: UnitsReport, *, preview: bool) -> None:
    heading = "xem trước, chưa lưu" if preview else f"lần nhập số {report.batch}"
    if report.already_known:
        heading = "đã có đủ, không có gì thay đổi"
    write(f"{report.title}: {heading}")
    units = report.units
    write(
        f"  Đơn vị: {units['created']} mới, {units['identified']} nhận ra từ tệp của cơ quan, "
        f"{units['known']} đã có"
    )
    stored = [f"{report.facts[kind]} {words}" for kind, words in _KINDS.items()]
    write(f"  Ghi mới: {', '.join(stored)}; thôi hiệu lực: {write_number(report.voided)}")
    tell_disagreements(report.disagree)
    tell_findings(report.findings)
    if not report.already_known and not preview:
        write(f"  Tiếp theo: xem một đơn vị bằng `canbo units show 14836 --as-of 2011-07-31`; "
              f"hoàn tác bằng `canbo undo-import {report.batch}`.")  # fmt: skip


# --- canbo units show ---------------------------------------------------------------------------


def _show(parsed: argparse.Namespace) -> int:
    from canbo.records import access

    at = now()
    perspective = Perspective(parsed.as_of or at.date(), at)
    actor = acting(parsed, at=at)
    unit = access.resolve_unit(code=parsed.unit, actor=actor, as_of=perspective.as_of)
    life = access.get_unit(unit=unit, actor=actor, at=at, perspective=perspective)
    if parsed.json:
        print_json(life_document(life, perspective.as_of))
    else:
        tell_life(life, perspective.as_of)
    return DONE


# --- canbo units disputes -----------------------------------------------------------------------


def _disputes(parsed: argparse.Namespace) -> int:
    from canbo.records import access

    at = now()
    known_at = parsed.known_at or at
    found = access.unit_disputes(perspective=Perspective(known_at.date(), known_at))
    if parsed.json:
        print_json(disputes_document(found))
    else:
        tell_disputes(found)
    return DONE


COMMANDS = (
    Command("units", "Đơn vị hành chính qua các thời kỳ: nạp danh mục, xem, chuyển chức danh.",
            _arguments, _run),
)  # fmt: skip
