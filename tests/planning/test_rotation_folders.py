"""Rotation folders and commands: read whole or refused whole; a changed plan is noticed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow as arrow
import pytest
from pyarrow import parquet

from benchmarks.rotation_instances import TOWN, draw_problem
from canbo.cli import main
from canbo.cli.planning import PROBLEMS
from canbo.engine.planning.rotation import plan as make_plan
from canbo.engine.planning.rotation import planner
from canbo.engine.planning.rotation.canonical import canonical, fingerprint
from canbo.engine.planning.rotation.outcome import RotationPlan
from canbo.engine.planning.rotation.problem import KEYS, Holder, Problem, Unit
from canbo.engine.planning.rotation.verify import check_plan
from canbo.engine.planning.training.planner import PlanFailsCheck
from canbo.engine.planning.training.solver import Limits
from canbo.exchange.tables import (
    ROTATION,
    FolderProblem,
    PlanFolderRefused,
    read_folder,
    write_folder,
)
from canbo.web.messages import MESSAGES
from tests.planning.small_rotations import draw_small, line, move, person, post, ring, rotation

TABLES = {"moves", "vacancies", "reasons", "prices", "alternatives"}
SMALL = replace(TOWN, posts=30, arcs=300)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A sound folder of CSV tables."""
    write_folder(tmp_path / "in", draw_problem(SMALL, seed=2), ROTATION, ending=".csv")
    return tmp_path / "in"


def plan(data: Path, out: Path, *more: str) -> int:
    return main(["plan", "rotation", "--data", str(data), "--out", str(out), *more])


def verify(data: Path, out: Path, *more: str) -> int:
    return main(["verify-plan", "rotation", "--data", str(data), "--plan", str(out), *more])


def problems(folder: Path) -> list[FolderProblem]:
    with pytest.raises(PlanFolderRefused) as caught:
        read_folder(folder, ROTATION)
    for problem in caught.value.problems:
        assert PROBLEMS[problem.code].format_map(asdict(problem))
    return list(caught.value.problems)


def only(folder: Path) -> tuple[str, int | None, str | None, str]:
    (problem,) = problems(folder)
    return problem.file, problem.row, problem.column, problem.code


def edit(folder: Path, table: str, change: Callable[[list[str]], list[str]]) -> None:
    path = folder / f"{table}.csv"
    path.write_text("\n".join(change(path.read_text().splitlines())) + "\n")


def set_rules(folder: Path, **changes: Any) -> None:
    path = folder / "rules.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def test_the_tables_are_those_of_the_keys() -> None:
    assert [table.name for table in ROTATION.input] == list(KEYS)
    assert {table.name for table in ROTATION.output} == TABLES


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
@pytest.mark.parametrize("seed", range(8))
def test_a_rotation_written_is_read_back(tmp_path: Path, seed: int, ending: str) -> None:
    problem = draw_small(seed)
    write_folder(tmp_path, problem, ROTATION, ending=ending)
    assert canonical(read_folder(tmp_path, ROTATION)) == canonical(problem)
    assert fingerprint(read_folder(tmp_path, ROTATION)) == fingerprint(problem)


def test_shares_are_read_exactly(data: Path) -> None:
    text = (data / "rules.json").read_text()
    (data / "rules.json").write_text(text.replace("0.35", "0.123456789012345678901"))
    share = read_folder(data, ROTATION).rules.min_women_share
    assert share == Fraction("0.123456789012345678901")


SLIPS: dict[str, tuple[str, Callable[[list[str]], list[str]], tuple[str, int, str, str]]] = {
    "unit of a post": (
        "posts", lambda t: [t[0], t[1].replace("U0000", "U9999"), *t[2:]],
        ("posts.csv", 2, "unit", "dangling_reference"),
    ),
    "move of nobody": (
        "moves", lambda t: [*t, "X,J00001,5,"],
        ("moves.csv", 302, "person", "dangling_reference"),
    ),
    "move to nowhere": (
        "moves", lambda t: [*t, "P00001,X,5,"], ("moves.csv", 302, "post", "dangling_reference"),
    ),
    "move listed twice": (
        "moves", lambda t: [*t, t[1]], ("moves.csv", 302, "person", "duplicate_key"),
    ),
    "value with a point": (
        "moves", lambda t: [t[0], t[1].replace(",", ",", 1).rsplit(",", 2)[0] + ",1.5,", *t[2:]],
        ("moves.csv", 2, "value", "wrong_value"),
    ),
    "months below nothing": (
        "people", lambda t: [t[0], ",".join([*t[1].split(",")[:4], "-1", "0"]), *t[2:]],
        ("people.csv", 2, "months_left", "out_of_range"),
    ),
    "another sex": (
        "people", lambda t: [t[0], ",".join([*t[1].split(",")[:2], "x", "", "1", "0"]), *t[2:]],
        ("people.csv", 2, "sex", "unknown_value"),
    ),
    "cap below nothing": (
        "units", lambda t: [t[0], t[1].rsplit(",", 1)[0] + ",-1", *t[2:]],
        ("units.csv", 2, "leaders_leave_cap", "out_of_range"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_with_file_row_and_column(data: Path, slip: str) -> None:
    table, change, expected = SLIPS[slip]
    edit(data, table, change)
    assert only(data) == expected


def test_two_holders_and_two_posts_are_told(data: Path) -> None:
    people = [line.split(",") for line in (data / "holders.csv").read_text().splitlines()[1:]]
    (first, post_a), (_, post_b) = people[:2]
    rows = len(people) + 2
    edit(data, "holders", lambda t: [*t, f"{first},{post_b}", f"P00074,{post_a}"])
    assert {(p.row, p.column, p.code) for p in problems(data)} == {
        (rows, "post", "two_holders"), (rows, "person", "two_posts"),
        (rows + 1, "post", "two_holders"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"vacancy_penalty": -1}, "vacancy_penalty", "out_of_range"),
        ({"vacancy_penalty": 1.5}, "vacancy_penalty", "wrong_type"),
        ({"min_women_share": 1.1}, "min_women_share", "out_of_range"),
        ({"min_women_share": "0.3"}, "min_women_share", "wrong_type"),
        ({"min_grassroots_share": None}, "min_grassroots_share", "wrong_type"),
        ({"max_chain": -1}, "max_chain", "out_of_range"),
        ({"max_chain": 2.0}, "max_chain", "wrong_type"),
        ({"training_seats": {"TC": -1}}, "training_seats.TC", "out_of_range"),
        ({"training_seats": {"T.C": "1"}}, "training_seats.T.C", "wrong_type"),
        ({"training_seats": [1]}, "training_seats", "wrong_type"),
        ({"keep_previous": 1}, "keep_previous", "wrong_type"),
        ({"weights": {}}, "weights", "unknown_key"),
    ],
)
def test_wrong_rules_are_told(data: Path, changes: dict[str, Any], column: str, code: str) -> None:
    set_rules(data, **changes)
    assert only(data) == ("rules.json", None, column, code)


def test_missing_tables_columns_and_rules_are_told_together(data: Path) -> None:
    (data / "previous.csv").unlink()
    edit(data, "units", lambda t: [t[0].replace("grassroots", "grass"), *t[1:]])
    (data / "rules.json").write_text("{}")
    found = {(p.file, p.code) for p in problems(data)}
    assert found == {
        ("previous", "missing_table"), ("units.csv", "missing_column"),
        ("units.csv", "unknown_column"), ("rules.json", "missing_key"),
    }  # fmt: skip


def test_empty_tables_are_a_plan_of_nothing(tmp_path: Path) -> None:
    write_folder(tmp_path / "in", rotation(units=()), ROTATION, ending=".csv")
    assert plan(tmp_path / "in", tmp_path / "out") == 0
    assert verify(tmp_path / "in", tmp_path / "out") == 0


def test_a_plan_is_written_and_verified(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert plan(data, out, "--json") == 0
    run = json.loads((out / "run.json").read_text())
    assert json.loads(capsys.readouterr().out) == run
    assert {path.stem for path in out.glob("*.parquet")} == TABLES
    assert run["status"] == "optimal"
    assert run["objective"] == run["bound"]
    assert (run["gap"], run["levels"]) == (0, {})
    assert list(run["seconds"]) == ["read", "build", "solve", "explain", "write", "total"]
    assert verify(data, out, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "violations": []}
    assert plan(data, tmp_path / "again") == 0
    assert "chuỗi" in capsys.readouterr().out
    for table in TABLES:
        name = f"{table}.parquet"
        assert (out / name).read_bytes() == (tmp_path / "again" / name).read_bytes()
    for table in sorted(TABLES - {"vacancies", "alternatives"}):
        path = out / f"{table}.parquet"
        whole = parquet.read_table(path)
        parquet.write_table(whole.slice(1), path)
        assert verify(data, out) == 1
        parquet.write_table(whole, path)
    assert verify(data, out) == 0


def test_the_tables_have_the_columns_and_types_of_the_contract(tmp_path: Path) -> None:
    write_folder(tmp_path / "in", line(2), ROTATION)
    assert plan(tmp_path / "in", tmp_path / "out") == 0
    text, whole, flag = arrow.string(), arrow.int64(), arrow.bool_()
    expected = {
        "moves": {"person": text, "from": text, "to": text, "chain": text, "position": whole},
        "vacancies": {"post": text},
        "reasons": {"person": text, "post": text, "code": text, "rule": text, "key": text},
        "prices": {"rule": text, "key": text, "step": whole, "gain": whole},
        "alternatives": {"person": text, "post": text, "verified": flag},
    }
    for name, columns in expected.items():
        schema = parquet.read_schema(tmp_path / "out" / f"{name}.parquet")
        assert dict(zip(schema.names, schema.types, strict=True)) == columns


def test_a_plan_never_overwrites_its_input(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path.name: path.read_bytes() for path in data.iterdir()}
    assert plan(data, data) == 1
    assert str(data) in capsys.readouterr().err
    assert "plan_over_input" in MESSAGES
    assert {path.name: path.read_bytes() for path in data.iterdir()} == before


def test_a_rotation_that_cannot_be_names_the_conflict(tmp_path: Path) -> None:
    problem = line(1, moves=(), units=(Unit("U", False, 0),))
    write_folder(tmp_path / "in", problem, ROTATION)
    out = tmp_path / "out"
    assert plan(tmp_path / "in", out) == 1
    run = json.loads((out / "run.json").read_text())
    assert (run["status"], run["objective"]) == ("infeasible", None)
    assert {path.stem for path in out.glob("*.parquet")} == {"conflict"}
    assert parquet.read_table(out / "conflict.parquet").to_pylist() == [
        {"rule": "leave", "key": '{"unit": "U"}'}
    ]


def sound() -> tuple[Problem, RotationPlan]:
    problem = line(3, units=(Unit("U", False, 1),))
    return problem, make_plan(problem, Limits())


CHANGES: dict[str, Callable[[RotationPlan], RotationPlan]] = {
    "objective": lambda p: replace(p, objective=(p.objective or 0) + 1),
    "bound": lambda p: replace(p, bound=(p.objective or 0) - 1),
    "gap": lambda p: replace(p, gap=0.5),
    "chain": lambda p: replace(p, moves=tuple(replace(m, position=1) for m in p.moves)),
    "moves": lambda p: replace(p, moves=p.moves[1:]),
    "vacancies": lambda p: replace(p, vacancies=()),
    "person": lambda p: replace(p, reasons=p.reasons[1:]),
    "move": lambda p: replace(
        p, reasons=(replace(p.reasons[0], post="J3"), *p.reasons[1:])
    ),
    "post": lambda p: replace(p, reasons=(replace(p.reasons[0], post="J1"),
                                          replace(p.reasons[1], post="J1"), p.reasons[2])),
    "reasons": lambda p: replace(p, reasons=(replace(p.reasons[0], code="splendid"),
                                             *p.reasons[1:])),
}  # fmt: skip


@pytest.mark.parametrize("rule", CHANGES)
def test_the_checker_names_what_is_wrong(rule: str) -> None:
    problem, found = sound()
    assert not check_plan(problem, found)
    assert rule in {v.rule for v in check_plan(problem, CHANGES[rule](found))}


@pytest.mark.parametrize(
    ("rule", "problem", "stricter"),
    [
        ("leave", line(2, posts=(post("J0"), post("J1"), post("J2", "V"))),
         {"units": (Unit("U", False, 0), Unit("V", True, 9))}),
        ("training_seats", line(1, moves=(move("P0", "J1", 9, "A"),)), {"training_seats": ()}),
        ("grassroots_share", line(2), {"min_grassroots_share": Fraction(1, 10**9)}),
        ("women_share", line(2), {"min_women_share": Fraction(1, 2)}),
        ("max_chain", line(2), {"max_chain": 1}),
        ("max_chain", ring(3), {"max_chain": 2}),
    ],
)  # fmt: skip
def test_the_checker_asks_every_rule(rule: str, problem: Problem, stricter: dict[str, Any]) -> None:
    found = make_plan(problem, Limits())
    assert not check_plan(problem, found)
    if "units" in stricter:
        asked = replace(problem, **stricter)
    else:
        asked = replace(problem, rules=replace(problem.rules, **stricter))
    assert rule in {v.rule for v in check_plan(asked, found)}


def test_a_plan_that_fails_the_check_is_never_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planner.Places, "moved", lambda _: ())
    with pytest.raises(PlanFailsCheck):
        make_plan(line(2), Limits())


def test_a_holder_without_a_move_is_read_right() -> None:
    problem = rotation(
        posts=(post("J"),), people=(person("A"),), holders=(Holder("A", "J"),),
    )  # fmt: skip
    found = make_plan(problem, Limits())
    assert (found.objective, [row.post for row in found.vacancies]) == (-10, ["J"])


def test_the_checker_loads_no_solver() -> None:
    code = (
        "import sys, canbo.engine.planning.rotation.verify\n"
        "room = 'canbo.engine.planning.rotation.'\n"
        "bad = ('ortools', room + 'solver', room + 'constraints', room + 'linear')\n"
        "print([name for name in bad if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
