"""`canbo catalogue` and `canbo export plan`: a year's catalogue in, the planner's tables out."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from canbo.cli.acting import acting, add_as_option
from canbo.cli.command import DONE, Command, print_json, say, write
from canbo.cli.dates import now
from canbo.engine.timeline import Perspective


def _catalogue_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE",
                        help="danh mục lớp của năm: một tệp YAML, hoặc các tệp Excel")  # fmt: skip
    parser.add_argument("--year", type=int, metavar="NĂM",
                        help="năm cần lấy khi các tệp Excel nói về nhiều năm")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="in một văn bản JSON")
    add_as_option(parser)


def read_content(paths: Sequence[Path], year: int | None = None) -> tuple[Any, tuple[str, ...]]:
    """The content of a year's catalogue, checked, and what of the files was left aside.

    Several workbooks make one catalogue; a YAML document stands alone. Raises CatalogueRefused.
    """
    import yaml

    from canbo.exchange.catalogue import CatalogueProblem, CatalogueRefused, read_catalogue
    from canbo.exchange.catalogue_workbook import is_workbook, read_catalogue_workbooks

    if any(is_workbook(path) for path in paths):
        from canbo.exchange.catalogue_sheets import CatalogueWords
        from canbo.law.vocabulary import load_vocabulary
        from canbo.records.operations import vocabulary

        found = read_catalogue_workbooks(
            paths,
            vocabulary=vocabulary(),
            words=CatalogueWords.of(load_vocabulary()["catalogue"]),
            year=year,
        )
        return found.content, found.left_aside
    if len(paths) > 1:
        names = ", ".join(path.name for path in paths)
        problem = CatalogueProblem("tệp", names, "một tệp YAML, hoặc các tệp Excel")
        raise CatalogueRefused(names, [problem])
    read_catalogue(paths[0])  # refuses what is unreadable with its place
    return yaml.safe_load(paths[0].read_text(encoding="utf-8")), ()


def record_file(path: Path, **by: object) -> int:
    """Read a catalogue file and store it; gives its year. Raises CatalogueRefused."""
    content, _ = read_content([path])
    return _record(content, path.name, by)


def record_files(paths: Sequence[Path], year: int, **by: object) -> None:
    """Read what papers say of one year and store it. Raises CatalogueRefused."""
    content, _ = read_content(paths, year)
    _record(content, ", ".join(path.name for path in paths), by)


def _record(content: Any, document: str, by: Mapping[str, object]) -> int:
    from canbo.cycle import operations

    return operations.record_catalogue(content=content, document=document, **by)  # type: ignore[arg-type]


def _run_catalogue(parsed: argparse.Namespace) -> int:
    at = now()
    actor = acting(parsed, at=at)
    content, left_aside = read_content(parsed.files, parsed.year)
    document = ", ".join(path.name for path in parsed.files)
    year = _record(content, document, {"actor": actor, "at": at})
    if parsed.json:
        print_json({"year": year, "file": document, "left_aside": list(left_aside)})
        return DONE
    for note in left_aside:
        say(f"Không dùng cho năm {year}: {note}")
    write(f"Đã ghi danh mục lớp năm {year}. Lập kế hoạch trên trang Kế hoạch, hoặc bằng "
          "`canbo export plan` rồi `canbo plan training`.")  # fmt: skip
    return DONE


def export_plan(folder: Path, catalogue: Path, perspective: Perspective, actor: object) -> int:
    """Write the planner's tables made from facts, law and a catalogue; gives how many needs."""
    from canbo.accounts.access import require
    from canbo.accounts.roles import Permission
    from canbo.cycle import operations
    from canbo.exchange.catalogue import catalogue_of
    from canbo.exchange.tables import write_problem

    require(actor, Permission.MAKE_PLAN)  # type: ignore[arg-type]
    content, _ = read_content([catalogue])
    drafting = operations.training_tables(
        catalogue=catalogue_of(content, document=catalogue.name), perspective=perspective
    )
    write_problem(folder, drafting.problem)
    return len(drafting.problem.needs)


def export_rotation(
    folder: Path, settings: Path | None, perspective: Perspective, actor: object
) -> int:
    """Write the tables of a rotation made from facts, law and settings; gives how many moves.

    Raises SettingsRefused, RotationClosed for who may not know of everybody's planning.
    """
    from canbo.cycle import operations
    from canbo.cycle.access import rotations
    from canbo.engine.planning.rotation.settings import settings_of
    from canbo.exchange.tables import ROTATION, write_folder

    rotations.require_whole(actor=actor, at=now())  # type: ignore[arg-type]
    found = operations.rotation_tables(
        settings=settings_of(_settings(settings)), perspective=perspective
    )
    write_folder(folder, found.problem, ROTATION)
    return len(found.problem.moves)


def _settings(path: Path | None) -> object:
    """The document of a file of settings, None without one. Raises SettingsRefused."""
    import yaml

    from canbo.engine.planning.rotation.settings import SettingsRefused
    from canbo.exchange.plain_text import UNREADABLE, why_unreadable

    if path is None:
        return None
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except UNREADABLE as error:
        expected = "tệp YAML đọc được, mỗi dòng một tên và số"
        raise SettingsRefused([(path.name, why_unreadable(error), expected)]) from error


COMMANDS = (
    Command("catalogue", "Ghi danh mục lớp của một năm: lớp, chỉ tiêu, kinh phí, nguồn chi.",
            _catalogue_arguments, _run_catalogue),
)  # fmt: skip
