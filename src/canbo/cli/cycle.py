"""`canbo catalogue` and `canbo export plan`: a year's catalogue in, the planner's tables out."""

from __future__ import annotations

import argparse
from pathlib import Path

from canbo.cli.acting import acting, add_as_option
from canbo.cli.command import DONE, Command, print_json, say, write
from canbo.cli.dates import day, instant, now
from canbo.engine.timeline import Perspective


def _catalogue_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="danh mục lớp của một năm (YAML)")
    parser.add_argument("--json", action="store_true", help="in một văn bản JSON")
    add_as_option(parser)


def record_file(path: Path, **by: object) -> int:
    """Read a catalogue file and store it; gives its year. Raises CatalogueRefused."""
    import yaml

    from canbo.cycle import operations
    from canbo.exchange.catalogue import read_catalogue

    read_catalogue(path)  # refuses what is unreadable with its place
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return operations.record_catalogue(content=content, document=path.name, **by)  # type: ignore[arg-type]


def _run_catalogue(parsed: argparse.Namespace) -> int:
    at = now()
    year = record_file(parsed.file, actor=acting(parsed, at=at), at=at)
    if parsed.json:
        print_json({"year": year, "file": parsed.file.name})
    else:
        write(f"Đã ghi danh mục lớp năm {year}. Lập kế hoạch trên trang Kế hoạch, hoặc bằng "
              "`canbo export plan` rồi `canbo plan training`.")  # fmt: skip
    return DONE


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("plan",), metavar="plan", help="thứ cần xuất: plan")
    parser.add_argument("folder", type=Path, metavar="DIR", help="thư mục sẽ ghi các bảng")
    parser.add_argument("--catalogue", type=Path, required=True, metavar="FILE",
                        help="danh mục lớp của năm (YAML)")  # fmt: skip
    parser.add_argument("--as-of", type=day, metavar="NGÀY", help="hồ sơ tại ngày (mặc định: nay)")
    parser.add_argument("--known-at", type=instant, metavar="LÚC",
                        help="chỉ dùng điều đã ghi nhận đến lúc đó (mặc định: nay)")  # fmt: skip
    add_as_option(parser)


def _run_export(parsed: argparse.Namespace) -> int:
    at = now()
    perspective = Perspective(parsed.as_of or at.date(), parsed.known_at or at)
    needs = export_plan(parsed.folder, parsed.catalogue, perspective, acting(parsed, at=at))
    say(f"{needs} nhu cầu. Tiếp theo: canbo plan training --data {parsed.folder} --out …")
    write(str(parsed.folder))
    return DONE


def export_plan(folder: Path, catalogue: Path, perspective: Perspective, actor: object) -> int:
    """Write the planner's tables made from facts, law and a catalogue; gives how many needs."""
    from canbo.accounts.access import require
    from canbo.accounts.roles import Permission
    from canbo.cycle import operations
    from canbo.exchange.catalogue import read_catalogue
    from canbo.exchange.tables import write_problem

    require(actor, Permission.MAKE_PLAN)  # type: ignore[arg-type]
    drafting = operations.training_tables(
        catalogue=read_catalogue(catalogue), perspective=perspective
    )
    write_problem(folder, drafting.problem)
    return len(drafting.problem.needs)


COMMANDS = (
    Command("catalogue", "Ghi danh mục lớp của một năm: lớp, chỉ tiêu, kinh phí, nguồn chi.",
            _catalogue_arguments, _run_catalogue),
    Command("export", "Xuất các bảng lập kế hoạch từ hồ sơ, luật và danh mục lớp.",
            _export_arguments, _run_export),
)  # fmt: skip
