"""`canbo units move`: who waits in units that are gone, and the decision that gives them posts."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from canbo.cli.acting import acting, add_as_option
from canbo.cli.command import DONE, REFUSED, WRONG_USAGE, print_json, say, write
from canbo.cli.dates import day, now
from canbo.cli.unit_words import tell_problems
from canbo.engine.units.proposal import Fate
from canbo.engine.vietnamese import write_date, write_number

if TYPE_CHECKING:
    from canbo.records.operations.unit_moves import MovesReport


def move_arguments(parser: argparse.ArgumentParser) -> None:
    """Fill the parser of `canbo units move`."""
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="bảng đã quyết định (.xlsx, .xls, .csv)"
    )
    parser.add_argument(
        "--propose",
        type=Path,
        metavar="FILE",
        help="ghi bảng đề xuất ra tệp này (.xlsx, hoặc .csv)",
    )
    parser.add_argument("--from-decision", metavar="SỐ", help="số quyết định")
    parser.add_argument("--decision-date", type=day, metavar="NGÀY", help="ngày ký quyết định")
    parser.add_argument("--day", type=day, metavar="NGÀY", help="ngày các chức danh mới bắt đầu")
    parser.add_argument("--unit", metavar="MÃ", help="chỉ đơn vị cũ này và các đơn vị trực thuộc")
    parser.add_argument("--preview", action="store_true", help="chỉ xem trước, không lưu gì")
    parser.add_argument("--json", action="store_true", help="in một văn bản JSON")
    add_as_option(parser)


def run_move(parsed: argparse.Namespace) -> int:
    """Write a proposal, or carry out a table by a decision."""
    if bool(parsed.propose) == bool(parsed.file):
        say("Ghi --propose FILE để lập bảng đề xuất, hoặc tên bảng đã quyết định (một trong hai).")
        return WRONG_USAGE
    if parsed.propose:
        return _propose(parsed)
    if not (parsed.from_decision and parsed.decision_date and parsed.day):
        say("Cần đủ --from-decision SỐ, --decision-date NGÀY và --day NGÀY: người giữ chức danh "
            "chỉ thôi hoặc sang chức danh khác khi có quyết định.")  # fmt: skip
        return WRONG_USAGE
    return _carry_out(parsed)


# --- the proposal -------------------------------------------------------------------------------


def _propose(parsed: argparse.Namespace) -> int:
    from datetime import timedelta

    from canbo.engine.timeline import Perspective
    from canbo.exchange.units.move_writing import write_moves
    from canbo.law import load
    from canbo.records import access
    from canbo.records.operations.unit_moves import note_proposal
    from canbo.web.unit_words import proposal_rows

    at = now()
    actor = acting(parsed, at=at)
    law, asked = load(), parsed.day or at.date()
    units = None
    if parsed.unit:
        before = asked - timedelta(days=1)
        unit = access.resolve_unit(code=parsed.unit, actor=actor, as_of=before)
        units = access.subtree(unit, Perspective(before, at))
    found = access.waiting_holders(actor=actor, at=at, day=asked, law=law, units=units)
    count = write_moves(parsed.propose, proposal_rows(found, asked, law.posts), asked)
    note_proposal(count=count, file=parsed.propose.name, actor=actor, at=at)
    fates = {fate: sum(one.proposed.fate is fate for one in found.holders) for fate in Fate}
    if parsed.json:
        print_json({"file": parsed.propose.name, "lines": count,
                    **{fate.value: number for fate, number in fates.items()}})  # fmt: skip
        return DONE
    write(f"{parsed.propose}: {write_number(count)} lượt giữ chức danh ở đơn vị không còn vào ngày "
          f"{write_date(asked)}.")  # fmt: skip
    write(f"  Đề xuất sang chức danh cùng tên: {fates[Fate.GOES]}; chờ bố trí: "
          f"{fates[Fate.WAITS]}.")  # fmt: skip
    write("  Tiếp theo: sửa các cột Việc, Đơn vị mới, Chức danh mới, rồi chạy lại với tệp đó và "
          "--from-decision, --decision-date, --day (thêm --preview để xem trước).")  # fmt: skip
    return DONE


# --- the decision -------------------------------------------------------------------------------


def _carry_out(parsed: argparse.Namespace) -> int:
    from canbo.exchange.units import LineProblem, UnitFileRefused
    from canbo.exchange.units.moves import read_moves
    from canbo.law import load
    from canbo.records.operations.unit_moves import Decision, MovesRefused, move_posts

    at = now()
    actor = acting(parsed, at=at)
    try:
        table = read_moves(parsed.file)
        report = move_posts(
            table=table,
            decision=Decision(parsed.from_decision, parsed.decision_date, parsed.day),
            actor=actor, at=at, law=load(), preview=parsed.preview,
        )  # fmt: skip
    except (UnitFileRefused, MovesRefused) as refused:
        return _refused(parsed, refused.problems)
    except OSError as error:
        why = error.strerror or ""
        problem = LineProblem(parsed.file.name, 0, "unit_file_unreadable", "", why)
        return _refused(parsed, (problem,))
    if parsed.json:
        print_json(report.as_json())
    else:
        _tell(report, preview=parsed.preview)
    return DONE


def _refused(parsed: argparse.Namespace, problems: tuple) -> int:  # type: ignore[type-arg]
    from dataclasses import asdict

    if parsed.json:
        print_json({"batch": None, "problems": [asdict(one) for one in problems]})
    tell_problems(problems)
    return REFUSED


def _tell(report: MovesReport, *, preview: bool) -> None:
    if report.already_known:
        write(f"{report.title}: đã thực hiện ở lần nhập số {report.batch}, không có gì thay đổi.")
        return
    heading = "xem trước, chưa lưu" if preview else f"lần nhập số {report.batch}"
    write(f"{report.title}: {heading}")
    write(
        f"  {report.moved} lượt sang chức danh mới, {report.ended} lượt thôi giữ, "
        f"{report.waiting} lượt còn chờ bố trí; {report.posts_made} chức danh mới được lập."
    )
    if not preview and report.batch:
        write(f"  Hoàn tác bằng `canbo undo-import {report.batch}`.")
