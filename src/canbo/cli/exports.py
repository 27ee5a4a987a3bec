"""`canbo export`: the tables of a plan, every list of the office, the home as a warehouse."""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from canbo.cli.acting import acting, add_as_option
from canbo.cli.command import DONE, REFUSED, Command, print_json, say, write
from canbo.cli.cycle import export_plan, export_rotation
from canbo.cli.dates import day, instant, now
from canbo.engine.figures import Window
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import Perspective
from canbo.engine.vietnamese import write_number

if TYPE_CHECKING:
    from canbo.reporting.exports import Export, Exported

Writing = Callable[["Export"], "Exported | None"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    places = parser.add_subparsers(dest="what", required=True, metavar="THỨ")
    plan = places.add_parser("plan", help="các bảng lập kế hoạch từ hồ sơ, luật, danh mục lớp")
    plan.add_argument("folder", type=Path, metavar="DIR", help="thư mục sẽ ghi các bảng")
    plan.add_argument("--catalogue", type=Path, required=True, metavar="FILE",
                      help="danh mục lớp của năm (YAML hoặc Excel)")  # fmt: skip
    plan.set_defaults(export=_run_plan)
    rotation = places.add_parser("rotation", help="các bảng luân chuyển từ hồ sơ, luật, các số của "
                                 "cơ quan")  # fmt: skip
    rotation.add_argument("folder", type=Path, metavar="DIR", help="thư mục sẽ ghi các bảng")
    rotation.add_argument("--settings", type=Path, metavar="FILE",
                          help="các số của cơ quan, YAML (thiếu thì mặc định)")  # fmt: skip
    rotation.set_defaults(export=_run_rotation)
    lists = places.add_parser(
        "lists", help="các danh sách ra Excel, sửa xong nhập lại được bằng `canbo import`"
    )
    lists.add_argument("folder", type=Path, metavar="DIR", help="thư mục sẽ ghi các tệp")
    lists.add_argument(
        "names", nargs="*", metavar="DANH_SÁCH",
        help="officials, tenures, attainments … (mặc định: tất cả; tên sai thì lệnh kể đủ tên), "
        "figure:TÊN cho các dòng của một số liệu",
    )  # fmt: skip
    lists.add_argument("--unit", metavar="MÃ", help="chỉ đơn vị này và các đơn vị trực thuộc")
    lists.add_argument("--search", default="", metavar="TÊN", help="chỉ người có tên này")
    lists.add_argument("--from", dest="first", type=day, metavar="NGÀY",
                       help="của số liệu: từ ngày")  # fmt: skip
    lists.add_argument("--without-key", action="store_true",
                       help="không kèm khóa ẩn: tệp gửi nơi khác, không nhập lại")  # fmt: skip
    lists.add_argument("--json", action="store_true", help="in một văn bản JSON")
    lists.set_defaults(export=_run_lists)
    warehouse = places.add_parser(
        "warehouse", help="toàn bộ dữ kiện thành các tệp Parquet, cho người thấy được mọi hồ sơ"
    )
    warehouse.add_argument("folder", type=Path, metavar="DIR", help="thư mục trống hoặc chưa có")
    warehouse.add_argument("--json", action="store_true", help="in một văn bản JSON")
    warehouse.set_defaults(export=_run_warehouse)
    add_as_option(warehouse)
    for place in (plan, rotation, lists):
        place.add_argument("--as-of", type=day, metavar="NGÀY",
                           help="hồ sơ tại ngày (mặc định: nay)")  # fmt: skip
        place.add_argument("--known-at", type=instant, metavar="LÚC",
                           help="chỉ dùng điều đã ghi nhận đến lúc đó (mặc định: nay)")  # fmt: skip
        add_as_option(place)


def _run(parsed: argparse.Namespace) -> int:
    export: Callable[[argparse.Namespace], int] = parsed.export
    return export(parsed)


def _run_plan(parsed: argparse.Namespace) -> int:
    at = now()
    perspective = Perspective(parsed.as_of or at.date(), parsed.known_at or at)
    needs = export_plan(parsed.folder, parsed.catalogue, perspective, acting(parsed, at=at))
    say(
        f"{write_number(needs)} nhu cầu. "
        f"Tiếp theo: canbo plan training --data {parsed.folder} --out …"
    )
    write(str(parsed.folder))
    return DONE


def _run_rotation(parsed: argparse.Namespace) -> int:
    at = now()
    perspective = Perspective(parsed.as_of or at.date(), parsed.known_at or at)
    moves = export_rotation(parsed.folder, parsed.settings, perspective, acting(parsed, at=at))
    say(
        f"{write_number(moves)} khả năng ở lại hoặc chuyển. "
        f"Tiếp theo: canbo plan rotation --data {parsed.folder} --out …"
    )
    write(str(parsed.folder))
    return DONE


def _run_lists(parsed: argparse.Namespace) -> int:
    """Write each list; one that the actor may not have is told and left out."""
    from canbo.reporting.exports import Export
    from canbo.web.messages import sentence

    at = now()
    actor = acting(parsed, at=at)
    perspective = Perspective(parsed.as_of or at.date(), parsed.known_at or at)
    parsed.folder.mkdir(parents=True, exist_ok=True)
    done, refused = [], []
    for name, writing in _chosen(parsed, perspective):
        content = io.BytesIO()
        try:
            made = writing(Export(content, actor, at, perspective, not parsed.without_key))
        except Refusal as refusal:
            say(sentence(refusal))
            refused.append({"list": name, "code": refusal.code, "message": sentence(refusal)})
            continue
        if made is not None and (made.rows or parsed.names):
            (parsed.folder / made.file).write_bytes(content.getvalue())
            done.append({"list": name, "file": made.file, "rows": made.rows})
    if parsed.json:
        print_json({"lists": done, "refused": refused})
    else:
        for one in done:
            write(f"{parsed.folder / str(one['file'])}: {one['rows']} hàng")
    return DONE if done and not refused else REFUSED


def _run_warehouse(parsed: argparse.Namespace) -> int:
    from canbo.reporting.exports.warehouse import export_warehouse

    at = now()
    written = export_warehouse(folder=parsed.folder, actor=acting(parsed, at=at), at=at)
    if parsed.json:
        tables = [{"table": one.table, "file": one.file, "rows": one.rows} for one in written]
        print_json({"tables": tables})
    else:
        for one in written:
            write(f"{parsed.folder / one.file}: {one.rows} hàng")
    return DONE


def _chosen(parsed: argparse.Namespace, perspective: Perspective) -> Iterator[tuple[str, Writing]]:
    from canbo.reporting import exports

    unit, search = parsed.unit, parsed.search
    wanted = parsed.names or ["officials", *exports.FACT_LISTS, "units", "verdicts"]
    for name in wanted:
        yield name, _writing(name, unit, search, parsed.first, perspective)


def _writing(
    name: str, unit: str | None, search: str, first: object, perspective: Perspective
) -> Writing:
    """How a list of this name is written."""
    from canbo.reporting import exports

    kind, _, figure = name.partition(":")
    if kind == "figure":
        as_of = perspective.as_of
        window = Window(first or as_of.replace(month=1, day=1), as_of)  # type: ignore[arg-type]
        return lambda export: exports.export_figure(export, name=figure, window=window, unit=unit)
    if name == "officials":
        return lambda export: exports.export_officials(export, search=search, unit=unit)
    if name == "units":
        return lambda export: exports.export_units(export, search=search, unit=unit)
    if name == "verdicts":
        return lambda export: exports.export_verdicts(export, exports.Asked(unit=unit or ""))
    return lambda export: exports.export_facts(export, name=name, search=search, unit=unit)


COMMANDS = (
    Command("export", "Xuất danh sách ra Excel, hoặc các bảng lập kế hoạch.", _arguments, _run),
)
