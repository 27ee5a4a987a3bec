"""Plan folders: what is written is read back; every bad folder is refused in the right words."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow as arrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from benchmarks.training_instances import Size, draw_problem
from canbo.cli.planning import PROBLEMS
from canbo.engine.planning.training import plan
from canbo.engine.planning.training.canonical import canonical, fingerprint
from canbo.engine.planning.training.flaws import ProblemFlawed, find_flaws
from canbo.engine.planning.training.problem import Fairness, Person, Problem, Role
from canbo.engine.planning.training.solver import Limits
from canbo.engine.timeline import PartialDate
from canbo.exchange.tables import FolderProblem, PlanFolderRefused, read_problem, write_problem
from tests.planning.small_problems import RULES, a_class, draw_small, everybody, person


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound folder of CSV tables."""
    write_problem(
        tmp_path, draw_problem(Size(people=12, units=3, classes=6), seed=1), ending=".csv"
    )
    return tmp_path


def problems(folder: Path) -> list[FolderProblem]:
    with pytest.raises(PlanFolderRefused) as caught:
        read_problem(folder)
    assert caught.value.data["count"] == len(caught.value.problems)
    for problem in caught.value.problems:
        assert PROBLEMS[problem.code].format_map(asdict(problem))
    return list(caught.value.problems)


def edit(folder: Path, table: str, change: Callable[[list[str]], list[str]]) -> None:
    path = folder / f"{table}.csv"
    path.write_text("\n".join(change(path.read_text().splitlines())) + "\n")


def set_cell(folder: Path, table: str, row: int, column: str, value: str) -> None:
    """Set a cell; the header is row 1."""

    def change(lines: list[str]) -> list[str]:
        place = lines[0].split(",").index(column)
        cells = lines[row - 1].split(",")
        cells[place] = value
        return [*lines[: row - 1], ",".join(cells), *lines[row:]]

    edit(folder, table, change)


def set_rules(folder: Path, text: str) -> None:
    (folder / "rules.json").write_text(text)


def rules_with(folder: Path, **changes: Any) -> None:
    document = json.loads((folder / "rules.json").read_text())
    set_rules(folder, json.dumps({**document, **changes}))


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(0, 10**9), st.sampled_from([".csv", ".parquet"]))
def test_a_problem_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, seed: int, ending: str
) -> None:
    folder = tmp_path_factory.mktemp("plan")
    problem = draw_small(seed)
    write_problem(folder, problem, ending=ending)
    assert read_problem(folder) == problem


def test_csv_and_parquet_are_the_same_input(tmp_path: Path) -> None:
    problem = draw_problem(Size(people=20, units=4, classes=10), seed=9)
    write_problem(tmp_path / "a", problem, ending=".csv")
    write_problem(tmp_path / "b", problem)
    first, second = read_problem(tmp_path / "a"), read_problem(tmp_path / "b")
    assert canonical(first) == canonical(second) == canonical(problem)
    assert fingerprint(first) == fingerprint(second) == fingerprint(problem)
    write_problem(tmp_path / "a", problem)  # the earlier tables give way
    assert read_problem(tmp_path / "a") == problem


def test_free_text_survives_csv(tmp_path: Path) -> None:
    odd = ' "Điều 5, khoản 2"\nNghị định; đ=Đ'
    base = everybody(1)
    needs = (replace(base.needs[0], because=odd),)
    people = (person("P0", group='a,"b"'),)
    problem = replace(base, needs=needs, people=people)
    write_problem(tmp_path, problem, ending=".csv")
    assert read_problem(tmp_path) == problem


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (1979, PartialDate(1979)),
        ("1979", PartialDate(1979)),
        ("1979-05-02", PartialDate(1979, 5, 2)),
        (date(1979, 5, 2), PartialDate(1979, 5, 2)),
        (None, None),
    ],
)
def test_births_are_written_in_four_ways(
    tmp_path: Path, cell: object, expected: PartialDate | None
) -> None:
    write_problem(tmp_path, everybody(1))
    rows = parquet.read_table(tmp_path / "people.parquet").drop_columns(["born"])
    parquet.write_table(rows.append_column("born", [[cell]]), tmp_path / "people.parquet")
    assert read_problem(tmp_path).people[0].born == expected


def test_a_share_is_read_as_an_exact_decimal(folder: Path) -> None:
    rules_with(folder, fairness={"share": 0.7, "penalty": 3})
    assert read_problem(folder).rules.fairness == Fairness(Fraction(7, 10), 3)
    rules_with(folder, fairness=None)
    assert read_problem(folder).rules.fairness is None


def test_a_byte_order_mark_and_blank_lines_at_the_end_do_no_harm(folder: Path) -> None:
    before = read_problem(folder)
    path = folder / "people.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes() + b"\n\n")
    assert read_problem(folder) == before


Spoil = Callable[[Path], None]
CELLS: list[tuple[str, int, str, str, str]] = [
    ("people", 3, "role", "boss", "wrong_value"),
    ("people", 3, "sex", "x", "unknown_value"),
    ("people", 3, "unit", "U-x", "dangling_reference"),
    ("people", 3, "unit", "", "wrong_value"),
    ("people", 3, "person", "P00000", "duplicate_key"),
    ("people", 3, "born", "1979-13-01", "wrong_value"),
    ("units", 2, "absence_cap", "1.5", "wrong_value"),
    ("units", 2, "absence_cap", "-1", "out_of_range"),
    ("units", 2, "absence_cap", "99999999999999999999", "wrong_value"),
    ("needs", 2, "severity", "0", "out_of_range"),
    ("needs", 2, "level", "urgent", "wrong_value"),
    ("needs", 2, "last_day", "2027-02-30", "wrong_value"),
    ("needs", 2, "last_day", "2026-01-01", "ends_before_begins"),
    ("courses", 2, "requires", "nothing", "dangling_reference"),
    ("classes", 2, "course", "nothing", "dangling_reference"),
    ("classes", 2, "cost", "1e6", "wrong_value"),
    ("sessions", 2, "class", "C-x", "dangling_reference"),
    ("sessions", 2, "ends", "2000-01-01", "ends_before_begins"),
    ("sessions", 2, "begins", "05/01/2027", "wrong_value"),
    ("options", 2, "need", "N-x", "dangling_reference"),
    ("options", 2, "bonus", "", "wrong_value"),
    ("quotas", 2, "places", "-1", "out_of_range"),
    ("quotas", 2, "unit", "U-x", "dangling_reference"),
    ("budgets", 2, "year", "0", "out_of_range"),
    ("budgets", 2, "amount", "1000000 đ", "wrong_value"),
    ("payers", 2, "course", "nothing", "dangling_reference"),
]


@pytest.mark.parametrize(("table", "row", "column", "value", "code"), CELLS)
def test_a_bad_cell_is_named_with_its_place(
    folder: Path, table: str, row: int, column: str, value: str, code: str
) -> None:
    set_cell(folder, table, row, column, value)
    found = [p for p in problems(folder) if p.code == code]
    assert (f"{table}.csv", row) in {(p.file, p.row) for p in found}
    assert any(p.column == column for p in found)
    assert any((value or "null") in p.found for p in found)


def _two(folder: Path) -> None:
    (folder / "units.parquet").write_bytes(b"")


def _rename(folder: Path) -> None:
    edit(folder, "units", lambda lines: [lines[0].replace("area", "region"), *lines[1:]])


def _repeat(folder: Path) -> None:
    edit(folder, "units", lambda lines: [f"{line},{line.split(',')[0]}" for line in lines])


def _no_session(folder: Path) -> None:
    edit(folder, "sessions", lambda lines: [line for line in lines if not line.startswith("C001")])


def _overlapping(folder: Path) -> None:
    def change(lines: list[str]) -> list[str]:
        class_id, _begins, ends = lines[1].split(",")
        return [*lines, f"{class_id},{ends},{ends}"]

    edit(folder, "sessions", change)


def _other_course(folder: Path) -> None:
    def change(lines: list[str]) -> list[str]:
        need, class_id, bonus = lines[1].split(",")
        return [*lines, *(f"{need},C{n:03d},{bonus}" for n in range(6) if f"C{n:03d}" != class_id)]

    edit(folder, "options", change)


def _outside(folder: Path) -> None:
    need_id = (folder / "options.csv").read_text().splitlines()[1].split(",")[0]
    lines = (folder / "needs.csv").read_text().splitlines()
    row = next(n for n, line in enumerate(lines, start=1) if line.startswith(f"{need_id},"))
    set_cell(folder, "needs", row, "first_day", "2027-12-31")
    set_cell(folder, "needs", row, "last_day", "2027-12-31")


def _both(folder: Path) -> None:
    person, class_id = _option_pair(folder)
    rows = [f"{person},{class_id},must", f"{person},{class_id},never"]
    edit(folder, "fixed", lambda lines: [lines[0], *rows])


def _option_pair(folder: Path) -> tuple[str, str]:
    need, class_id, _ = (folder / "options.csv").read_text().splitlines()[1].split(",")
    rows = [line.split(",") for line in (folder / "needs.csv").read_text().splitlines()]
    return next(row[1] for row in rows if row[0] == need), class_id


def _must_nowhere(folder: Path) -> None:
    edit(folder, "options", lambda lines: lines[:1])
    edit(folder, "fixed", lambda lines: [lines[0], "P00001,C001,must"])


def _lexicographic(folder: Path) -> None:
    order = ["legal", "pool", "shortage", "yearly"]
    weights = dict.fromkeys(order, 1)
    rules_with(folder, objective={"kind": "lexicographic", "order": order, "weights": weights})


def _weights(**weights: Any) -> Spoil:
    return lambda folder: rules_with(folder, objective={"kind": "weighted", "weights": weights})


WHOLE = {"legal": 1, "pool": 1, "shortage": 1, "yearly": 1}
FOLDERS: list[tuple[Spoil, str, str, str | None]] = [
    (lambda f: (f / "held.csv").unlink(), "missing_table", "held", None),
    (_two, "two_files", "units", None),
    (_rename, "missing_column", "units.csv", "area"),
    (_rename, "unknown_column", "units.csv", "region"),
    (_repeat, "repeated_column", "units.csv", "unit"),
    (lambda f: (f / "held.csv").write_text(""), "missing_column", "held.csv", "course"),
    (lambda f: (f / "held.csv").write_bytes(b"\xff"), "unreadable", "held.csv", None),
    (lambda f: edit(f, "held", lambda x: [*x, "P00001"]), "ragged_row", "held.csv", None),
    (lambda f: edit(f, "held", lambda x: [*x, '"P0000']), "unreadable", "held.csv", None),
    (_no_session, "no_session", "classes.csv", "class"),
    (_overlapping, "blocks_overlap", "sessions.csv", "begins"),
    (_other_course, "other_course", "options.csv", "class"),
    (_outside, "outside_window", "options.csv", "class"),
    (_both, "must_and_never", "fixed.csv", "person"),
    (_must_nowhere, "must_without_option", "fixed.csv", "class"),
    (_lexicographic, "lexicographic_not_offered", "rules.json", "objective.kind"),
    (lambda f: (f / "rules.json").unlink(), "missing_table", "rules.json", None),
    (lambda f: set_rules(f, "{"), "unreadable", "rules.json", None),
    (lambda f: set_rules(f, "[]"), "wrong_type", "rules.json", None),
    (lambda f: set_rules(f, '{"fairness":null,"fairness":null}'), "unreadable", "rules.json", None),
    (lambda f: rules_with(f, speed=1), "unknown_key", "rules.json", "speed"),
    (lambda f: set_rules(f, "{}"), "missing_key", "rules.json", "objective"),
    (lambda f: rules_with(f, leaders_together=1), "wrong_type", "rules.json", "leaders_together"),
    (lambda f: rules_with(f, classes_per_person_year=True), "wrong_type", "rules.json",
     "classes_per_person_year"),
    (lambda f: rules_with(f, classes_per_person_year=-1), "out_of_range", "rules.json",
     "classes_per_person_year"),
    (lambda f: rules_with(f, fairness={"share": 1.1, "penalty": 1}), "out_of_range", "rules.json",
     "fairness.share"),
    (lambda f: set_rules(f, '{"fairness":{"share":1e-999999999,"penalty":1}}'), "out_of_range",
     "rules.json", "fairness.share"),
    (lambda f: rules_with(f, fairness={"share": "half", "penalty": 1}), "wrong_type", "rules.json",
     "fairness.share"),
    (lambda f: rules_with(f, fairness={"share": 1, "penalty": -1}), "out_of_range", "rules.json",
     "fairness.penalty"),
    (lambda f: rules_with(f, fairness={"share": 1}), "missing_key", "rules.json",
     "fairness.penalty"),
    (lambda f: rules_with(f, fairness={"share": float("nan"), "penalty": 1}), "unreadable",
     "rules.json", None),
    (_weights(**{**WHOLE, "legal": 1.5}), "wrong_type", "rules.json", "objective.weights.legal"),
    (_weights(**{**WHOLE, "luck": 1}), "unknown_key", "rules.json", "objective.weights.luck"),
    (_weights(legal=1), "missing_key", "rules.json", "objective.weights.pool"),
    (lambda f: rules_with(f, objective={"kind": "best", "weights": WHOLE}), "unknown_value",
     "rules.json", "objective.kind"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "code", "file", "column"), FOLDERS)
def test_a_bad_folder_is_refused_in_the_right_words(
    folder: Path, spoil: Spoil, code: str, file: str, column: str | None
) -> None:
    spoil(folder)
    assert (code, file, column) in {(p.code, p.file, p.column) for p in problems(folder)}


def test_lexicographic_is_refused_by_name(folder: Path) -> None:
    _lexicographic(folder)
    (problem,) = problems(folder)
    assert "lexicographic" in problem.found


def test_a_wrong_rule_hides_no_other(folder: Path) -> None:
    rules_with(folder, classes_per_person_year=-1, leaders_together="no", speed=1)
    found = {(p.code, p.column): p.found for p in problems(folder)}
    assert found == {
        ("unknown_key", "speed"): "speed",
        ("wrong_type", "leaders_together"): '"no"',
        ("out_of_range", "classes_per_person_year"): "-1",
    }


def test_a_repeated_key_is_told_in_the_names_of_the_columns(folder: Path) -> None:
    lines = (folder / "options.csv").read_text().splitlines()
    (folder / "options.csv").write_text("\n".join([*lines, lines[1]]) + "\n")
    assert {(p.code, p.expected) for p in problems(folder)} == {("duplicate_key", "need, class")}


def test_all_problems_come_together(folder: Path) -> None:
    set_cell(folder, "people", 2, "role", "boss")
    set_cell(folder, "people", 3, "unit", "U-x")
    set_cell(folder, "needs", 4, "person", "P-x")
    set_cell(folder, "options", 2, "class", "C-x")
    set_cell(folder, "quotas", 2, "quota", "QPAN-2027")
    rules_with(folder, speed=1)
    _rename(folder)
    codes = {(p.file, p.row, p.code) for p in problems(folder)}
    assert {
        ("people.csv", 2, "wrong_value"),
        ("needs.csv", 4, "dangling_reference"),
        ("options.csv", 2, "dangling_reference"),
        ("rules.json", None, "unknown_key"),
        ("units.csv", None, "missing_column"),
    } <= codes
    # the units cannot be read, so nobody is told that a unit does not exist
    assert not [p for p in problems(folder) if p.expected == "units"]


def test_one_slip_is_told_once(folder: Path) -> None:
    set_cell(folder, "sessions", 2, "begins", "soon")
    assert [p.code for p in problems(folder)] == ["wrong_value"]
    set_cell(folder, "sessions", 2, "begins", "2027-01-05")


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("person", arrow.array([1], arrow.int64())),
        ("course", arrow.array([b"A"], arrow.binary())),
        ("severity", arrow.array([1.0], arrow.float64())),
        ("severity", arrow.array(["1"], arrow.string())),
        ("severity", arrow.array([True], arrow.bool_())),
        ("first_day", arrow.array([datetime(2027, 1, 1)], arrow.timestamp("us"))),  # noqa: DTZ001
        ("first_day", arrow.array(["2027-01-01"], arrow.string())),
        ("person", arrow.array([None], arrow.string())),
        ("person", arrow.array([""], arrow.string())),
    ],
)
def test_parquet_columns_have_the_types_of_the_contract(
    tmp_path: Path, column: str, values: Any
) -> None:
    write_problem(tmp_path, everybody(1))
    path = tmp_path / "needs.parquet"
    table = parquet.read_table(path)
    place = table.column_names.index(column)
    parquet.write_table(table.set_column(place, column, [values]), path)
    found = [p for p in problems(tmp_path) if p.code == "wrong_value"]
    assert [(p.file, p.row, p.column) for p in found] == [("needs.parquet", 1, column)]


def test_parquet_that_is_none_is_refused(tmp_path: Path) -> None:
    write_problem(tmp_path, everybody(1))
    (tmp_path / "needs.parquet").write_bytes(b"PAR1 but not really")
    assert ("needs.parquet", "unreadable") in {(p.file, p.code) for p in problems(tmp_path)}


def test_previous_may_name_what_is_gone(folder: Path) -> None:
    edit(folder, "previous", lambda lines: [*lines, "P-gone,C-gone"])
    assert read_problem(folder).previous[-1].class_id == "C-gone"


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    assert [p.code for p in problems(tmp_path / "nowhere")] == ["missing_folder"]


def test_a_problem_built_in_memory_is_judged_too() -> None:
    base: Problem = everybody(2)
    flawed = replace(
        base,
        people=(*base.people, Person("P0", "U-x", Role.STAFF, "g", "?", None)),
        classes=(a_class("C1", seats=-1), a_class("C2")),
        rules=replace(RULES, weights=RULES.weights[:3]),
    )
    codes = [flaw.code for flaw in find_flaws(flawed)]
    assert sorted(codes) == sorted([
        "unknown_value", "duplicate_key", "dangling_reference", "unknown_value", "out_of_range",
        "no_session",
    ])  # fmt: skip
    with pytest.raises(ProblemFlawed) as caught:
        plan(flawed, Limits())
    assert caught.value.data["count"] == len(codes)
