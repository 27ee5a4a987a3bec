"""`canbo demo`: replay an example town's years, show the figures, serve the site.

The imports of the years are replayed under a simulated clock, and the journal says so ("mô
phỏng"), so that "what was known when" has something to show. What the figures are is computed
from the workbooks; the example's ledger is never read.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import hashlib
import io
import json
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from canbo.cli.command import DONE, Command, Needs, say, write
from canbo.cli.dates import VIETNAM, now
from canbo.cli.serve import DEFAULT_PORT, port_number, serve
from canbo.engine.figures import SEED, Window
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import Perspective
from canbo.engine.vietnamese import write_date, write_number

if TYPE_CHECKING:
    from canbo.accounts.actor import Actor

MARK = "demo.json"  # in the home: which town was replayed, from which files, how far


class DemoRefused(Refusal):
    """The demo cannot be shown here."""


@dataclass(frozen=True, slots=True)
class Town:
    """An example town's folder and its schedule."""

    name: str
    folder: Path
    schedule: dict[str, Any]

    @property
    def as_of(self) -> date:
        """The day that the pages are pinned to."""
        return date.fromisoformat(self.schedule["as_of"])

    @property
    def window(self) -> Window:
        """The days of the figures."""
        return Window(date.fromisoformat(self.schedule["from"]), self.as_of)

    @property
    def catalogue(self) -> Path:
        """Next year's catalogue."""
        return self.folder / str(self.schedule["catalogue"])

    @property
    def papers_of_earlier_years(self) -> list[Path]:
        """The papers that say what the years before might spend, and whom they might send."""
        papers = [
            self.folder / "lists" / entry["file"]
            for entry in self.schedule.get("lists", ())
            if entry.get("of_the_plan")
        ]
        return [paper for paper in papers if paper != self.catalogue]

    def fingerprint(self) -> str:
        """Tell these files from any others."""
        digest = hashlib.sha256()
        paths = [self.folder / "schedule.json", self.catalogue, *self.papers_of_earlier_years]
        paths += [path for _, day in self.files_by_day() for path in day]
        for path in paths:
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()

    def files_by_day(self) -> list[tuple[date, list[Path]]]:
        """List the papers by the day the office received them: rosters, classes, lists."""
        days: dict[date, list[Path]] = {}
        for part, folder in (("files", "workbooks"), ("lists", "lists")):
            for entry in self.schedule.get(part, ()):
                if entry.get("of_the_plan"):
                    continue
                day = date.fromisoformat(entry["received"])
                days.setdefault(day, []).append(self.folder / folder / entry["file"])
        return sorted(days.items())


def examples_folder() -> Path:
    """Find the example towns: `CANBO_EXAMPLES`, else beside the source code."""
    named = os.environ.get("CANBO_EXAMPLES")
    return Path(named) if named else Path(__file__).resolve().parents[3] / "examples"


def find_town(name: str) -> Town:
    """Find an example town by name. Raises DemoRefused (`town_unknown`)."""
    folder = examples_folder()
    towns = sorted(path.parent.name for path in folder.glob("*/schedule.json"))
    if name not in towns:
        data = {"town": name, "towns": ", ".join(towns) or "không có", "folder": str(folder)}
        raise DemoRefused("town_unknown", data)
    schedule = json.loads((folder / name / "schedule.json").read_text(encoding="utf-8"))
    return Town(name, folder / name, schedule)


# --- the replay -----------------------------------------------------------------------------


def replay(town: Town, home: Path) -> None:
    """Bring the home to the state after the town's years; a home that has it is left alone.

    An interrupted replay goes on where it stopped: a file that was taken in changes nothing.
    Raises DemoRefused (`demo_home_in_use`, `demo_files_changed`).
    """
    mark = home / MARK
    told = json.loads(mark.read_text(encoding="utf-8")) if mark.exists() else None
    if told is None and _holds_data():
        raise DemoRefused("demo_home_in_use", {"home": str(home)})
    if told is not None and told["fingerprint"] != town.fingerprint():
        raise DemoRefused("demo_files_changed", {"home": str(home), "town": told["town"]})
    if told is not None and told["done"]:
        return
    begun = {"town": town.name, "fingerprint": town.fingerprint(), "done": False}
    mark.write_text(json.dumps(begun), encoding="utf-8")
    actor = _simulated_actor()
    for day, paths in town.files_by_day():
        say(f"Mô phỏng ngày {write_date(day)}: nhập {len(paths)} tệp")
        _take_in(paths, actor, datetime.combine(day, time(9), VIETNAM))
    _after_the_imports(town, actor, datetime.combine(town.as_of, time(10), VIETNAM))
    mark.write_text(json.dumps({**begun, "done": True}), encoding="utf-8")


def _holds_data() -> bool:
    from canbo.accounts.access import list_users
    from canbo.records import access as records

    return bool(records.read_snapshot().units) or bool(list_users(_simulated_actor()))


def _simulated_actor() -> Actor:
    from canbo.accounts.access import local_operator

    return dataclasses.replace(local_operator(), name="Bản trình diễn (mô phỏng)")


def _take_in(paths: list[Path], actor: Actor, at: datetime) -> None:
    from canbo.cli.intake import import_files, problem_sentence

    for result in import_files(paths, actor=actor, at=at, quiet=True):
        if result.report is None:
            reasons = "; ".join(problem_sentence(problem) for problem in result.problems)
            raise DemoRefused("demo_file_refused", {"file": result.file, "reasons": reasons})


def _after_the_imports(town: Town, actor: Actor, at: datetime) -> None:
    from canbo.cli.cycle import record_file, record_files
    from canbo.cycle import operations as cycle
    from canbo.records import access as records
    from canbo.records.operations import confirm_unit

    parent = records.resolve_unit(code=town.schedule["town"]["name"])
    confirm_unit(unit=parent, actor=actor, at=at, code=town.schedule["town"]["code"])
    for commune in town.schedule["communes"]:
        confirm_unit(
            unit=records.resolve_unit(code=commune["name"]), actor=actor, at=at,
            code=commune["code"], area=commune["area"], parent=parent,
        )  # fmt: skip
    if papers := town.papers_of_earlier_years:
        years = range(town.window.first.year, town.as_of.year + 1)
        say(f"Ghi chỉ tiêu, kinh phí đào tạo, bồi dưỡng các năm {years[0]}–{years[-1]}")
        for earlier in years:
            record_files(papers, earlier, actor=actor, at=at)
    year = record_file(town.catalogue, actor=actor, at=at)
    say(f"Lập kế hoạch đào tạo, bồi dưỡng năm {year} …")
    real = now()
    cycle.draft_plan(year=year, perspective=Perspective(town.as_of, real), actor=actor, at=at)
    say("Lập phương án luân chuyển …")
    cycle.draft_rotation(
        settings=None, perspective=Perspective(town.as_of, real), actor=actor, at=at
    )
    _make_accounts(town, real)


# --- the accounts ---------------------------------------------------------------------------

# username, display name, role, commune (its place in the schedule; None = whole home), what for
ACCOUNTS = (
    ("hanh", "Hạnh (Ban Tổ chức)", "clerk", None, "chuyên viên Ban Tổ chức: cả thị xã"),
    ("thang", "Thắng (Trưởng ban)", "head", None, "trưởng Ban Tổ chức: cả thị xã, cả quy hoạch"),
    ("mai", "Mai ({place})", "ward_clerk", 0, "công chức phường, người do phường quản lý"),
    ("dung", "Dũng ({place})", "ward_clerk", 1, "công chức phường khác"),
    ("thanhtra", "Thanh tra", "inspector", None, "thanh tra: chỉ xem, cả thị xã"),
)


def _make_accounts(town: Town, at: datetime) -> None:
    from canbo.accounts import operations as accounts
    from canbo.accounts.actor import ALL_LEVELS
    from canbo.accounts.values import GrantTerms
    from canbo.engine.facts import UnitLevel
    from canbo.records import access as records

    actor, kept = _simulated_actor(), _passwords()
    for username, display, role, commune, _ in ACCOUNTS:
        unit, levels, place = None, ALL_LEVELS, ""
        if commune is not None:
            place = town.schedule["communes"][commune]["name"]
            unit, levels = records.resolve_unit(code=place), frozenset({UnitLevel.COMMUNE})
        accounts.create_user(
            username=username, display_name=display.format(place=place), password=kept[username],
            actor=actor, at=at,
        )  # fmt: skip
        secrecy = records.SECRET if role == "head" else 0  # the others show what stays unsaid
        terms = GrantTerms(role=role, unit=unit, managed_by=levels, secrecy=secrecy)
        accounts.add_grant(username=username, terms=terms, actor=actor, at=at)


def _passwords() -> dict[str, str]:
    """Give the demo accounts' passwords: drawn once for a home, kept for its owner alone."""
    from canbo.cli.home import home_path

    path = home_path() / "keys" / "demo-accounts.json"
    if not path.exists():
        drawn = {username: secrets.token_urlsafe(9) for username, *_ in ACCOUNTS}
        path.parent.mkdir(mode=0o700, exist_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(drawn, file)
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found


# --- what it shows --------------------------------------------------------------------------


def _write_results(town: Town, out: Path) -> None:
    from canbo.law import load
    from canbo.reporting import access, documents

    at = now()
    perspective, actor = Perspective(town.as_of, at), _simulated_actor()
    say("Đối chiếu từng người với tiêu chuẩn của ngày …")
    verdicts = access.verdicts(actor=actor, at=at, perspective=perspective)
    figures = access.figures(
        actor=actor, at=at, perspective=perspective, window=town.window, with_rows=True, names=SEED
    )
    law = load().version
    out.mkdir(parents=True, exist_ok=True)
    _write_json(
        out / "figures.json",
        documents.figures_document(figures, perspective=perspective, law=law),
    )
    _write_json(
        out / "verdicts.json",
        documents.verdicts_document(verdicts, perspective=perspective, law=law),
    )
    write(f"Số liệu tại ngày {write_date(town.as_of)}, từ {write_date(town.window.first)}:")
    for figure in figures:
        unit = "" if figure.unit == "%" else f" {figure.unit}"
        write(f"  {figure.label}: {figure.display}{unit}  (đúng là {figure.value}{unit})")
    unmet = len({one.person for one in verdicts if one.answer.value == "not_met"})
    write(f"  Đối chiếu tiêu chuẩn: {write_number(len(verdicts))} kết luận, "
          f"{unmet} người có tiêu chuẩn không đạt")  # fmt: skip
    _write_plan(town, out / "plan", perspective, actor)
    _write_rotation(out / "rotation", actor)
    write(f"Kết quả ghi ở {out}/: figures.json, verdicts.json, plan/, rotation/")


def _write_plan(town: Town, folder: Path, perspective: Perspective, actor: Actor) -> None:
    """Write the plan's tables, then plan and verify them by the very commands of a user."""
    import pyarrow.parquet

    from canbo.cli.cycle import export_plan

    data, result = folder / "data", folder / "result"
    needs = export_plan(data, town.catalogue, perspective, actor)
    run = _command("plan", "training", "--data", str(data), "--out", str(result), "--json")
    _command("verify-plan", "training", "--data", str(data), "--plan", str(result), "--json")
    served = pyarrow.parquet.read_metadata(result / "assignment.parquet").num_rows
    value, bound = write_number(run["objective"]), write_number(run["bound"])
    write(f"Kế hoạch {town.as_of.year + 1}: {served} trong {needs} nhu cầu được xếp chỗ, giá trị "
          f"{value}, cận {bound}; bộ kiểm tra độc lập không thấy vi phạm nào")  # fmt: skip


def _write_rotation(folder: Path, actor: Actor) -> None:
    """Write the tables of the rotation, then plan and verify them by the commands of a user."""
    from canbo.cycle.access import rotations
    from canbo.exchange.tables import ROTATION, read_plan_folder, write_folder

    problem = rotations.rotation_problem(actor=actor, at=now())
    if problem is None:  # a home replayed before there were rotations
        return
    data, result = folder / "data", folder / "result"
    write_folder(data, problem, ROTATION)
    run = _command("plan", "rotation", "--data", str(data), "--out", str(result), "--json")
    _command("verify-plan", "rotation", "--data", str(data), "--plan", str(result), "--json")
    plan = read_plan_folder(result, ROTATION).plan
    value, bound = write_number(run["objective"]), write_number(run["bound"])
    write(
        f"Phương án luân chuyển: {len(plan.moves)} lượt chuyển, {len(plan.vacancies)} chức vụ còn "
        f"trống, giá trị {value}, cận {bound}; bộ kiểm tra độc lập không thấy vi phạm nào"
    )


def _command(*words: str) -> dict[str, Any]:
    """Run a command of canbo and give its JSON document."""
    from canbo.cli import main

    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        code = main(words)
    if code != DONE:
        raise DemoRefused("demo_command_failed", {"command": " ".join(words[:2])})
    document: dict[str, Any] = json.loads(told.getvalue())
    return document


def _write_json(path: Path, document: object) -> None:
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _tell_accounts(address: str) -> None:
    write("")
    write(f"Mở {address} (chỉ trên máy này; Ctrl-C để dừng). Tài khoản trình diễn:")
    passwords = _passwords()
    for username, _, _, _, what in ACCOUNTS:
        write(f"  {username:10} {passwords[username]:14} {what}")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--town", default="sam-son", metavar="NAME", help="thị xã mẫu")
    parser.add_argument("--out", type=Path, default=Path("out"), metavar="DIR",
                        help="nơi ghi kết quả (mặc định: out)")  # fmt: skip
    parser.add_argument("--no-serve", action="store_true", help="chỉ tính và ghi, không mở trang")
    parser.add_argument("--port", type=port_number, default=DEFAULT_PORT, metavar="N",
                        help=f"cổng của trang (mặc định {DEFAULT_PORT})")  # fmt: skip


def _run(parsed: argparse.Namespace) -> int:
    from canbo.cli.home import prepared_home

    town = find_town(parsed.town)
    say("Chuẩn bị nơi lưu dữ liệu …")
    with prepared_home() as home:
        replay(town, home)
        _write_results(town, parsed.out)
        if parsed.no_serve:
            return DONE
        ready: Callable[[str], None] = _tell_accounts
        return serve(
            port=parsed.port, ready=ready, as_of=town.as_of, figures_from=town.window.first
        )


COMMANDS = (
    Command("demo", "Chạy thử với một thị xã mẫu (người hư cấu): nhập, đối chiếu, kế hoạch, trang.",
            _arguments, _run, Needs.NOTHING),
)  # fmt: skip
