"""`canbo plan`, `canbo verify-plan` (training, rotation): on plan folders, without a database."""

from __future__ import annotations

import argparse
import ctypes
import math
import os
import platform
import resource
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from canbo.cli.command import DONE, REFUSED, Command, Needs, print_json, say, write
from canbo.cli.searching import Bar, stopping_on_interrupt
from canbo.engine.refusal import Refusal
from canbo.engine.vietnamese import write_number

if TYPE_CHECKING:
    from canbo.engine.planning.training.verify import Violation
    from canbo.exchange.tables import Format

DEFAULT_SECONDS = 300.0
PACKAGES = ("canbo", "ortools", "highspy", "numpy", "pyarrow")

PROBLEMS = {
    "blocks_overlap": "đợt học bắt đầu {found} chồng lên đợt trước, cần {expected}",
    "dangling_reference": "“{found}” không có trong bảng {expected}",
    "duplicate_key": "khóa “{found}” ghi hai lần; cột {expected} không được trùng",
    "ends_before_begins": "ngày cuối {found} đứng trước ngày đầu; cần {expected}",
    "lexicographic_not_offered": "chưa nhận mục tiêu “lexicographic”; cần “{expected}”",
    "missing_column": "thiếu cột; các cột cần có: {expected}",
    "missing_folder": "không có thư mục này",
    "missing_key": "thiếu khóa; các khóa cần có: {expected}",
    "missing_table": "thiếu tệp; cần {expected}",
    "must_and_never": "cùng một cặp ({found}) vừa must vừa never",
    "must_without_option": "must ({found}) không có nhu cầu nào được phép trong bảng {expected}",
    "no_session": "lớp “{found}” không có đợt học nào trong bảng {expected}",
    "other_course": "lớp {found} khác khóa của nhu cầu; cần khóa {expected}",
    "out_of_range": "giá trị {found} ngoài khoảng {expected}",
    "outside_window": "lớp {found} bắt đầu ngoài cửa sổ {expected} của nhu cầu",
    "ragged_row": "dòng có {found}, cần {expected}",
    "repeated_column": "cột ghi hai lần; các cột cần có: {expected}",
    "two_holders": "một chức vụ có hai người giữ ({found}); cần {expected}",
    "two_posts": "một người giữ hai chức vụ ({found}); cần {expected}",
    "two_files": "có hai tệp cho một bảng: {found}; chỉ giữ một trong {expected}",
    "unknown_column": "cột lạ; các cột cần có: {expected}",
    "unknown_key": "khóa lạ “{found}”; các khóa nhận được: {expected}",
    "unknown_table": "có bảng “{found}” bên cạnh một kế hoạch",
    "unknown_value": "giá trị {found} không dùng được; cần {expected}",
    "unreadable": "không đọc được ({found}); cần {expected}",
    "wrong_type": "giá trị {found} không đúng kiểu; cần {expected}",
    "wrong_value": "thấy “{found}”, cần {expected}",
}
STATUSES = {
    "optimal": "Kế hoạch tối ưu, đã chứng minh.",
    "within_gap": "Kế hoạch trong khoảng sai lệch cho phép.",
    "time_limit": "Hết thời gian trước khi chứng minh xong.",
    "infeasible": "Không có kế hoạch nào: các ràng buộc sau không thể cùng giữ.",
}


class PlanFolderUnwritable(Refusal):
    """The plan could not be written where it was asked to go."""

    def __init__(self, folder: Path, error: OSError) -> None:
        data = {"folder": str(folder), "found": error.strerror or str(error)}
        super().__init__("plan_folder_unwritable", data)


class PlanOverInput(Refusal):
    """The plan would overwrite tables that it was made from."""

    def __init__(self, folder: Path) -> None:
        super().__init__("plan_over_input", {"folder": str(folder)})


KINDS = {
    "training": "xếp người vào lớp",
    "rotation": "luân chuyển, điều động người giữa các chức vụ",
}


def _plan_arguments(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="plan_kind", required=True, metavar="LOẠI")
    for name, help_text in KINDS.items():
        kind = kinds.add_parser(name, help=help_text)
        kind.add_argument("--data", type=Path, required=True, metavar="DIR", help="bảng đầu vào")
        kind.add_argument("--out", type=Path, required=True, metavar="DIR", help="nơi ghi kế hoạch")
        kind.add_argument(
            "--time-limit", type=_seconds, default=DEFAULT_SECONDS, metavar="S",
            help="số giây cho cả lệnh (mặc định 300)",
        )  # fmt: skip
        kind.add_argument(
            "--gap", type=_fraction, default=0.0, metavar="G",
            help="dừng khi cách chặn trên không quá tỷ lệ này (0.002 = 0,2%%; mặc định 0)",
        )  # fmt: skip
        kind.add_argument("--seed", type=_seed, default=0, metavar="N", help="hạt giống")
        if name == "training":
            kind.add_argument(
                "--answers", action="store_true",
                help="dùng thời gian còn lại để tính điều gì sẽ đổi cho từng người và giá của"
                " từng ràng buộc, bằng cách lập lại kế hoạch",
            )  # fmt: skip
        kind.add_argument("--json", action="store_true", help="in run.json ra đầu ra chuẩn")


def _verify_arguments(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="plan_kind", required=True, metavar="LOẠI")
    for name, help_text in KINDS.items():
        kind = kinds.add_parser(name, help=f"kiểm một kế hoạch {help_text}")
        kind.add_argument("--data", type=Path, required=True, metavar="DIR", help="bảng đầu vào")
        kind.add_argument("--plan", type=Path, required=True, metavar="DIR", help="kế hoạch")
        kind.add_argument("--json", action="store_true", help="in một tài liệu JSON")


def _number(text: str, kind: Callable[[str], Any], good: Callable[[Any], bool], hint: str) -> Any:
    try:
        value = kind(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}”: cần {hint}") from error
    if not good(value):
        raise argparse.ArgumentTypeError(f"“{text}”: cần {hint}")
    return value


def _seconds(text: str) -> float:
    return float(_number(text, float, lambda v: math.isfinite(v) and v >= 0, "số giây từ 0"))


def _fraction(text: str) -> float:
    return float(_number(text, float, lambda v: math.isfinite(v) and v >= 0, "tỷ lệ từ 0"))


def _seed(text: str) -> int:
    return int(_number(text, int, lambda v: 0 <= v < 2**31 - 1, "số nguyên từ 0 đến 2147483646"))


class _Training:
    """What is particular to plans of training."""

    def form(self) -> Format[Any, Any]:
        from canbo.exchange.tables import TRAINING

        return TRAINING

    def plan(self, *asked: Any) -> Any:
        from canbo.engine.planning.training import plan

        return plan(*asked)

    def check(self, problem: Any, plan: Any) -> tuple[Violation, ...]:
        from canbo.engine.planning.training.verify import check_plan

        return check_plan(problem, plan)

    def fingerprint(self, problem: Any) -> str:
        from canbo.engine.planning.training.canonical import fingerprint

        return fingerprint(problem)

    def spare(self, problem: Any) -> float:
        """Say how many seconds reasons, check and writing take."""
        return 0.3 + len(problem.options) / 20_000

    def words(self, plan: Any) -> str:
        opened = sum(opening.is_open for opening in plan.openings)
        placed, all_needs = write_number(len(plan.assignment)), write_number(len(plan.reasons))
        return f"{placed} / {all_needs} nhu cầu có chỗ, mở {write_number(opened)} lớp."


class _Rotation:
    """What is particular to rotations."""

    def form(self) -> Format[Any, Any]:
        from canbo.exchange.tables import ROTATION

        return ROTATION

    def plan(self, *asked: Any) -> Any:
        from canbo.engine.planning.rotation import plan

        return plan(*asked)

    def check(self, problem: Any, plan: Any) -> tuple[Violation, ...]:
        from canbo.engine.planning.rotation.verify import check_plan

        return check_plan(problem, plan)

    def fingerprint(self, problem: Any) -> str:
        from canbo.engine.planning.rotation.canonical import fingerprint

        return fingerprint(problem)

    def spare(self, problem: Any) -> float:
        """Say how many seconds check and writing take."""
        return 0.3 + len(problem.moves) / 40_000

    def words(self, plan: Any) -> str:
        kinds = {row.chain: row.chain.startswith("cycle") for row in plan.moves}
        cycles, longest = sum(kinds.values()), max((r.position for r in plan.moves), default=0)
        return (
            f"{write_number(len(plan.moves))} người chuyển, trong {len(kinds) - cycles} chuỗi và"
            f" {cycles} vòng, dài nhất {longest}; {write_number(len(plan.vacancies))} chức vụ"
            " còn khuyết."
        )


_KINDS: dict[str, _Training | _Rotation] = {"training": _Training(), "rotation": _Rotation()}


def _plan(arguments: argparse.Namespace) -> int:
    started, seconds = time.monotonic(), dict[str, float]()
    kind = _KINDS[arguments.plan_kind]
    with _listing_problems(), _timed(seconds, "read"):
        from canbo.exchange.tables import read_folder

        form = kind.form()
        if form.shares_names and arguments.out.resolve() == arguments.data.resolve():
            raise PlanOverInput(arguments.out)
        problem = read_folder(arguments.data, form)
    with _answer_alone():
        plan = _solve(kind, problem, arguments, started)
        if plan.is_plan and getattr(arguments, "answers", False):
            plan = _answered(problem, plan, arguments, started)
    seconds.update(plan.seconds)
    run = _run_document(kind.fingerprint(problem), plan)
    with _timed(seconds, "write"):
        _write(arguments.out, (plan, form), run, seconds, started)
    if arguments.json:
        print_json(run)
    else:
        _tell(plan, kind.words, arguments.out)
    return _leave(DONE if plan.is_plan else REFUSED)


def _leave(code: int) -> int:
    """End at once when the solver was left alone and still runs: Python would wait or break."""
    from canbo.engine.planning.training.solver import is_running

    if is_running():
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    return code


def _solve(
    kind: _Training | _Rotation, problem: Any, arguments: argparse.Namespace, started: float
) -> Any:
    """Plan in what is left of the command's time, less what reasons, check and writing take."""
    from canbo.engine.planning.training.solver import Control, Limits

    spare = min(kind.spare(problem), arguments.time_limit / 2)
    left = max(0.0, arguments.time_limit - (time.monotonic() - started) - spare)
    control, bar = Control(), Bar()
    limits = Limits(left, arguments.gap, arguments.seed, control=control)
    with stopping_on_interrupt(control):
        plan = kind.plan(problem, limits, bar)
    bar.end()
    return plan


def _answered(problem: Any, plan: Any, arguments: argparse.Namespace, started: float) -> Any:
    """Fill in what solving again tells, in what is left of the command's time."""
    from canbo.engine.planning.training.asking import answer_all
    from canbo.engine.planning.training.changes import Costs
    from canbo.engine.planning.training.solver import Control, Deadline

    begun, control = time.monotonic(), Control()
    left = arguments.time_limit - (begun - started) - 0.5  # for writing
    with stopping_on_interrupt(control):
        told = answer_all(problem, plan, Deadline(max(0.0, left), control), Costs())
    explained = plan.seconds["explain"] + time.monotonic() - begun
    return replace(told, seconds={**plan.seconds, "explain": explained})


def _run_document(fingerprint: str, plan: Any) -> dict[str, Any]:
    return {
        "objective": plan.objective,
        "bound": plan.bound,
        "gap": plan.gap,
        "status": plan.status.value,
        "levels": {
            level.value: {"value": result.value, "bound": result.bound}
            for level, result in plan.levels.items()
        },
        "seconds": {},
        "peak_memory_mib": None,
        "versions": {
            "python": platform.python_version(),
            **{package: metadata.version(package) for package in PACKAGES},
        },
        "seed": plan.seed,
        "input_sha256": fingerprint,
    }


def _write(
    folder: Path,
    plan: tuple[Any, Format[Any, Any]],
    run: dict[str, Any],
    seconds: dict[str, float],
    started: float,
) -> None:
    """Write the tables, then `run.json` with the seconds up to that moment."""
    from canbo.exchange.tables import write_plan, write_run

    begun = time.monotonic()
    try:
        write_plan(folder, *plan)
        now = time.monotonic()
        spent = {**seconds, "write": now - begun, "total": now - started}
        names = ("read", "build", "solve", "explain", "write", "total")
        run["seconds"] = {name: round(spent[name], 3) for name in names}
        run["peak_memory_mib"] = _peak_memory_mib()
        write_run(folder, run)
    except OSError as error:
        raise PlanFolderUnwritable(folder, error) from error


def _peak_memory_mib() -> int:
    """Add up the largest resident memory of this process and of its children, in MiB."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return int(own + children) // 1024


@contextmanager
def _answer_alone() -> Iterator[None]:
    """Keep standard output for the answer: what a solver prints there goes to standard error.

    Solvers write past Python, into the C library's buffer: it is emptied before the way back.
    """
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        ctypes.CDLL("ucrtbase" if os.name == "nt" else None).fflush(None)
        os.dup2(kept, 1)
        os.close(kept)


@contextmanager
def _timed(seconds: dict[str, float], name: str) -> Iterator[None]:
    begun = time.monotonic()
    yield
    seconds[name] = time.monotonic() - begun


@contextmanager
def _listing_problems() -> Iterator[None]:
    """Say every problem of a refused folder before the refusal itself is said."""
    try:
        yield
    except Refusal as refusal:
        for problem in refusal.data.get("problems", ()):
            say(_problem_line(problem))
        raise


def _problem_line(problem: Mapping[str, Any]) -> str:
    place = [str(problem["file"])]
    if problem["row"] is not None:
        place.append(f"dòng {problem['row']}")
    if problem["column"] is not None:
        place.append(f"cột {problem['column']}")
    words = PROBLEMS[problem["code"]].format_map(problem)
    return f"{', '.join(place)}: {words} ({problem['code']})"


def _tell(plan: Any, words: Callable[[Any], str], folder: Path) -> None:
    write(STATUSES[plan.status.value])
    for row in plan.conflict:
        write(f"  {row.rule} {row.key}")
    if plan.objective is None or plan.bound is None:
        return
    write(f"Giá trị {write_number(plan.objective)}, chặn trên {write_number(plan.bound)}.")
    write(words(plan))
    write(f"Đã ghi vào {folder}.")


def _verify(arguments: argparse.Namespace) -> int:
    kind = _KINDS[arguments.plan_kind]
    with _listing_problems():
        from canbo.exchange.tables import read_folder, read_plan_folder

        form = kind.form()
        problem = read_folder(arguments.data, form)
        stored = read_plan_folder(arguments.plan, form)
    violations = _violations(kind, problem, stored.plan, stored.input_sha256)
    if arguments.json:
        print_json({"ok": not violations, "violations": [_plain(v) for v in violations]})
    elif not violations:
        write("Kế hoạch giữ mọi ràng buộc; giá trị và chặn trên khớp.")
    for violation in violations:
        place = f" {violation.key}" if violation.key else ""
        say(f"{violation.rule}{place}: thấy {violation.found}, cần {violation.expected}")
    return REFUSED if violations else DONE


def _violations(
    kind: _Training | _Rotation, problem: Any, plan: Any, sha256: str
) -> list[Violation]:
    from canbo.engine.planning.training.verify import Violation

    found = list(kind.check(problem, plan))
    expected = kind.fingerprint(problem)
    if sha256 != expected:
        found.append(Violation("input_sha256", "", sha256, expected))
    return found


def _plain(violation: Violation) -> dict[str, str]:
    return {
        "rule": violation.rule,
        "key": violation.key,
        "found": violation.found,
        "expected": violation.expected,
    }


COMMANDS = (
    Command("plan", "Lập kế hoạch từ các bảng.", _plan_arguments, _plan, Needs.NOTHING),
    Command("verify-plan", "Kiểm độc lập một kế hoạch.", _verify_arguments, _verify, Needs.NOTHING),
)
