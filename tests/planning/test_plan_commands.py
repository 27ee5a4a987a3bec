"""`canbo plan training` and `canbo verify-plan training`, as an office types them."""

from __future__ import annotations

import ctypes
import json
import math
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as arrow
import pytest
from pyarrow import compute, parquet

from benchmarks.training_instances import Size, draw_problem
from canbo.cli import main
from canbo.engine.planning import training
from canbo.engine.planning.training.problem import Fixed, FixedKind
from canbo.exchange.tables import write_problem
from canbo.web.messages import MESSAGES
from tests.planning.small_problems import a_class, everybody

TABLES = {"assignment", "openings", "reasons", "prices"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write_problem(tmp_path / "in", draw_problem(Size(people=60, units=6, classes=15), seed=2))
    return tmp_path / "in"


def plan(data: Path, out: Path, *more: str) -> int:
    return main(["plan", "training", "--data", str(data), "--out", str(out), *more])


def verify(data: Path, out: Path, *more: str) -> int:
    return main(["verify-plan", "training", "--data", str(data), "--plan", str(out), *more])


def run_of(out: Path) -> dict[str, Any]:
    return dict(json.loads((out / "run.json").read_text()))


def tables_of(out: Path) -> set[str]:
    return {path.stem for path in out.glob("*.parquet")}


def test_a_plan_is_written_and_verified(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert plan(data, out, "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    run = run_of(out)
    assert shown == run
    assert tables_of(out) == TABLES
    assert run["status"] == "optimal"
    assert run["objective"] == run["bound"]
    assert run["gap"] == 0
    assert set(run["levels"]) == {"legal", "pool", "shortage", "yearly"}
    assert list(run["seconds"]) == ["read", "build", "solve", "explain", "write", "total"]
    assert all(math.isfinite(v) and v >= 0 for v in run["seconds"].values())
    assert run["peak_memory_mib"] > 50
    assert run["seed"] == 0
    assert len(run["input_sha256"]) == 64
    assert set(run["versions"]) >= {"canbo", "python", "ortools"}
    assert verify(data, out, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "violations": []}
    assert not list(out.glob("*.part"))


def test_what_a_solver_prints_past_python_stays_out_of_the_answer(
    data: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = training.plan

    def loud(*asked: Any) -> Any:
        ctypes.CDLL(None).puts(b"noise of a solver")
        return made(*asked)

    monkeypatch.setattr(training, "plan", loud)
    assert plan(data, tmp_path / "out", "--json") == 0
    shown = capfd.readouterr()
    assert json.loads(shown.out)["status"] == "optimal"
    assert "noise of a solver" in shown.err


def test_the_tables_have_the_columns_and_types_of_the_contract(data: Path, tmp_path: Path) -> None:
    plan(data, tmp_path / "out")
    text, whole, flag = arrow.string(), arrow.int64(), arrow.bool_()
    expected = {
        "assignment": {"need": text, "person": text, "class": text, "source": text},
        "openings": {"class": text, "open": flag, "people": whole},
        "reasons": {
            "need": text, "person": text, "served": flag, "code": text, "rule": text,
            "key": text, "change": text, "why": text,
        },
        "prices": {"rule": text, "key": text, "step": whole, "gain": whole},
    }  # fmt: skip
    for name, columns in expected.items():
        schema = parquet.read_schema(tmp_path / "out" / f"{name}.parquet")
        assert dict(zip(schema.names, schema.types, strict=True)) == columns
    reasons = parquet.read_table(tmp_path / "out" / "reasons.parquet")
    assert set(reasons["why"].to_pylist()) == {"not_asked"}
    assert set(reasons["change"].to_pylist()) == {None}


def test_who_asks_for_answers_gets_prices_and_changes(tmp_path: Path) -> None:
    """Three want one seat: a seat more is worth one need, and would serve each of the two."""
    data, out = tmp_path / "in", tmp_path / "out"
    write_problem(data, everybody(3, classes=(a_class("C1", seats=1),)))
    assert plan(data, out, "--answers") == 0
    (price,) = parquet.read_table(out / "prices.parquet").to_pylist()
    assert (price["rule"], price["step"], price["gain"]) == ("seats", 1, 100)
    reasons = parquet.read_table(out / "reasons.parquet").to_pylist()
    changes = [json.loads(row["change"]) for row in reasons if not row["served"]]
    assert [(one["change"], one["class"], one["by"], one["sure"]) for one in changes] == [
        ("seat", "C1", 1, False),
        ("seat", "C1", 1, False),
    ]
    assert verify(data, out) == 0
    assert plan(data, out, "--answers", "--time-limit", "0") == 0
    late = parquet.read_table(out / "prices.parquet")
    assert set(late["gain"].to_pylist()) <= {None}


def test_the_same_input_and_seed_write_the_same_bytes(data: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert plan(data, tmp_path / name, "--seed", "5") == 0
    for table in TABLES:
        first, second = ((tmp_path / n / f"{table}.parquet").read_bytes() for n in "ab")
        assert first == second


@pytest.mark.parametrize("table", ["assignment", "openings", "reasons"])
def test_a_row_taken_out_is_noticed(
    data: Path, tmp_path: Path, table: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    plan(data, out)
    path = out / f"{table}.parquet"
    parquet.write_table(parquet.read_table(path).slice(1), path)
    capsys.readouterr()
    assert verify(data, out, "--json") == 1
    document = json.loads(capsys.readouterr().out)
    assert not document["ok"]
    assert all(set(v) == {"rule", "key", "found", "expected"} for v in document["violations"])
    assert document["violations"]


def test_another_source_for_a_place_is_noticed(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    plan(data, out)
    path = out / "assignment.parquet"
    table = parquet.read_table(path)
    strange = compute.replace_substring(table["source"], "t", "x")
    place = table.column_names.index("source")
    parquet.write_table(table.set_column(place, "source", strange), path)
    assert verify(data, out) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"objective": 1},
        {"bound": 10**9},
        {"gap": 0.5},
        {"gap": "0"},
        {"objective": 1.0},
        {"status": "time_limit"},
        {"status": "splendid"},
        {"levels": {}},
        {"levels": {"legal": 3}},
        {"input_sha256": "0" * 64},
        {"input_sha256": None},
        {"objective": None},
    ],
)
def test_a_changed_run_is_noticed(data: Path, tmp_path: Path, changes: dict[str, Any]) -> None:
    out = tmp_path / "out"
    plan(data, out)
    (out / "run.json").write_text(json.dumps({**run_of(out), **changes}))
    assert verify(data, out) == 1


def test_a_plan_of_other_data_is_refused(data: Path, tmp_path: Path) -> None:
    plan(data, tmp_path / "out")
    write_problem(tmp_path / "other", draw_problem(Size(people=60, units=6, classes=15), seed=3))
    assert verify(tmp_path / "other", tmp_path / "out") == 1


def test_a_missing_or_strange_plan_folder_is_refused(data: Path, tmp_path: Path) -> None:
    assert verify(data, tmp_path / "nowhere") == 1
    out = tmp_path / "out"
    plan(data, out)
    (out / "prices.parquet").unlink()
    assert verify(data, out) == 1
    plan(data, out)
    (out / "run.json").write_text("[")
    assert verify(data, out) == 1
    plan(data, out)
    shutil.copy(out / "openings.parquet", out / "moves.parquet")
    assert verify(data, out) == 1


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("seed", None),
        ("note", "x"),
        ("seconds", {"total": 1}),
        (
            "seconds",
            dict.fromkeys(("read", "build", "solve", "explain", "write", "total"), math.nan),
        ),
        ("versions", {"canbo": 1}),
        ("peak_memory_mib", "much"),
    ],
)
def test_a_run_that_says_too_little_too_much_or_no_number_is_refused(
    data: Path, tmp_path: Path, key: str, value: object
) -> None:
    out = tmp_path / "out"
    plan(data, out)
    run = json.loads((out / "run.json").read_text())
    (out / "run.json").write_text(json.dumps({**run, key: value}))
    assert verify(data, out) == 1
    (out / "run.json").write_text(json.dumps({k: v for k, v in run.items() if k != key}))
    assert verify(data, out) == (0 if key == "note" else 1)


def test_infeasible_writes_the_conflict_and_nothing_else(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    plan(data, out)
    musts = tuple(Fixed(f"P{n}", "C1", FixedKind.MUST) for n in range(2))
    impossible = everybody(2, classes=(a_class("C1", seats=1),), fixed=musts)
    write_problem(tmp_path / "bad", impossible)
    capsys.readouterr()
    assert plan(tmp_path / "bad", out, "--json") == 1
    run = json.loads(capsys.readouterr().out)
    assert (run["status"], run["objective"], run["bound"], run["gap"]) == (
        "infeasible", None, None, None,
    )  # fmt: skip
    assert tables_of(out) == {"conflict"}
    rows = parquet.read_table(out / "conflict.parquet").to_pylist()
    assert [row["rule"] for row in rows] == ["must", "must", "seats"]
    assert [json.loads(row["key"]) for row in rows][2] == {"class": "C1"}
    assert verify(tmp_path / "bad", out) == 1
    assert plan(data, out) == 0
    assert tables_of(out) == TABLES


def test_a_short_time_limit_still_gives_a_valid_plan(tmp_path: Path) -> None:
    write_problem(tmp_path / "in", draw_problem(Size(), seed=1))
    assert plan(tmp_path / "in", tmp_path / "out", "--time-limit", "0") == 0
    run = run_of(tmp_path / "out")
    assert run["status"] == "time_limit"
    assert run["gap"] == (run["bound"] - run["objective"]) / max(1, abs(run["bound"]))
    assert run["seconds"]["total"] < 5
    assert verify(tmp_path / "in", tmp_path / "out") == 0


def test_out_of_time_with_a_decided_place_there_is_no_plan(tmp_path: Path) -> None:
    problem = draw_problem(Size(), seed=1)
    owner = {need.need: need.person for need in problem.needs}
    option = problem.options[0]
    must = Fixed(owner[option.need], option.class_id, FixedKind.MUST)
    write_problem(tmp_path / "in", replace(problem, fixed=(must,)))
    assert plan(tmp_path / "in", tmp_path / "out", "--time-limit", "0") == 1
    run = run_of(tmp_path / "out")
    assert (run["status"], run["objective"]) == ("time_limit", None)
    assert tables_of(tmp_path / "out") == set()


def test_a_refused_folder_names_all_problems_and_writes_nothing(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "units.parquet").unlink()
    (data / "rules.json").write_text("{}")
    assert plan(data, tmp_path / "out", "--json") == 1
    told = capsys.readouterr()
    error = json.loads(told.out)["error"]
    assert error["code"] == "plan_folder_refused"
    shape = {"file", "row", "column", "code", "found", "expected"}
    assert all(set(problem) == shape for problem in error["data"]["problems"])
    assert "units" in told.err
    assert "rules.json, cột objective: thiếu khóa" in told.err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_refused(data: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert plan(data, tmp_path / "file") == 1


@pytest.mark.parametrize(
    "wrong", [["--time-limit", "-1"], ["--gap", "nan"], ["--seed", "-1"], ["--seed", "x"]]
)
def test_wrong_usage_exits_with_two(data: Path, tmp_path: Path, wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        plan(data, tmp_path / "out", *wrong)
    assert caught.value.code == 2


def test_every_refusal_of_this_room_has_words() -> None:
    for code in (
        "plan_folder_refused", "plan_folder_unwritable", "plan_problem_flawed",
        "plan_numbers_too_large", "plan_fails_check",
    ):  # fmt: skip
        assert code in MESSAGES


def interrupted(data: Path, out: Path, times: int) -> subprocess.CompletedProcess[str]:
    """Plan in a process of its own that gets Ctrl-C as often as told when it knows a plan.

    The search waits in its own report until each signal is taken, so it cannot end before.
    """
    code = (
        "import os, signal, sys, threading\nfrom canbo.cli import main, planning\n"
        "from canbo.engine.planning.training.solver import Control\n"
        "taken, stop = threading.Event(), Control.stop\n"
        "Control.stop = lambda self: (stop(self), taken.set())\n"
        "class Bar(planning.Bar):\n"
        f"    left = {times}\n"
        "    def __call__(self, progress):\n"
        "        if progress.objective is not None:\n"
        "            for _ in range(self.left):\n"
        "                os.kill(os.getpid(), signal.SIGINT)\n"
        "                assert taken.wait(30)\n"
        "            self.left = 0\n"
        "planning.Bar = Bar\n"
        f"sys.exit(main(['plan', 'training', '--data', {str(data)!r}, '--out', {str(out)!r}]))"
    )
    done = [sys.executable, "-c", code]
    return subprocess.run(done, capture_output=True, text=True, check=False, timeout=60)


def test_ctrl_c_keeps_the_best_plan_so_far_and_a_second_one_nothing(tmp_path: Path) -> None:
    data, out = tmp_path / "in", tmp_path / "out"
    write_problem(data, draw_problem(Size(), seed=6))
    twice = interrupted(data, out, 2)
    assert twice.returncode == 1, twice.stderr
    assert "Đã dừng" in twice.stderr
    assert not out.exists()
    once = interrupted(data, out, 1)
    assert once.returncode == 0, once.stderr
    assert "giữ kế hoạch tốt nhất" in once.stderr
    assert run_of(out)["status"] == "time_limit"
    assert run_of(out)["objective"] > 0
    assert verify(data, out) == 0


def test_verify_plan_loads_no_solver_and_no_model(data: Path, tmp_path: Path) -> None:
    plan(data, tmp_path / "out")
    code = (
        "import sys\nfrom canbo.cli import main\n"
        f"code = main(['verify-plan', 'training', '--data', {str(data)!r},"
        f" '--plan', {str(tmp_path / 'out')!r}])\n"
        "room = 'canbo.engine.planning.training.'\n"
        "names = ('solver', 'model', 'constraints', 'planner', 'ledger')\n"
        "barred = [room + name for name in names]\n"
        "print(code, [m for m in sys.modules if m.startswith(('ortools', *barred))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0 []"


def test_importing_the_engine_loads_no_solver() -> None:
    code = "import sys, canbo.engine.planning.training; print('ortools' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
