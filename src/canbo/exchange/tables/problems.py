"""Plan folders in and out: the tables and the rules, read whole or refused whole."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from canbo.engine.planning.training.flaws import Flaw, Partial
from canbo.engine.planning.training.problem import Problem
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import PartialDate
from canbo.exchange.tables.cells import (
    FolderProblem,
    RawTable,
    Unfit,
    check_names,
    expected_of,
    find_file,
    read_cell,
    read_raw,
)
from canbo.exchange.tables.formats import TRAINING, Format, L, P
from canbo.exchange.tables.parquet import write_table
from canbo.exchange.tables.rules import FILE as RULES
from canbo.exchange.tables.schema import Kind, Table


class PlanFolderRefused(Refusal):
    """A plan folder cannot be used; `problems` lists everything that is wrong with it."""

    def __init__(self, folder: Path, problems: list[FolderProblem]) -> None:
        data = {"folder": str(folder), "count": len(problems)}
        super().__init__("plan_folder_refused", {**data, "problems": [asdict(p) for p in problems]})
        self.problems = tuple(problems)


@dataclass
class ReadTable:
    """The sound rows of a table, where each stood, and the keys of all rows that show one."""

    file: str
    rows: list[Any]
    places: list[int]
    problems: list[FolderProblem]
    is_partial: bool = False
    keys: frozenset[str] | None = None


def read_problem(folder: Path) -> Problem:
    """Read a training problem; see `read_folder`."""
    return read_folder(folder, TRAINING)


def read_folder(folder: Path, form: Format[P, L]) -> P:
    """Read a problem of one kind from a folder of CSV and Parquet tables.

    Raises PlanFolderRefused with all problems of all files together: columns, cells, keys,
    references, windows and rules.
    """
    if not folder.is_dir():
        missing = FolderProblem(str(folder), None, None, "missing_folder", "-", "folder")
        raise PlanFolderRefused(folder, [missing])
    tables = {table.name: read_table(folder, table) for table in form.input}
    rules, problems = form.read_rules(folder)
    for table in tables.values():
        problems.extend(table.problems)
    rows: Mapping[str, Any] = {name: tuple(table.rows) for name, table in tables.items()}
    problem = form.problem(**rows, rules=rules or form.no_rules)
    partial = Partial({name: table.keys for name, table in tables.items() if table.is_partial})
    flaws = form.find_flaws(problem, partial)
    problems.extend(_placed(flaw, tables, form.input) for flaw in flaws)
    if problems:
        raise PlanFolderRefused(folder, problems)
    return problem


def _placed(
    flaw: Flaw, tables: Mapping[str, ReadTable], layout: tuple[Table, ...]
) -> FolderProblem:
    """Say where in the files a flaw of the problem stands."""
    if flaw.table == "rules":
        return FolderProblem(RULES, None, flaw.column, flaw.code, flaw.found, flaw.expected)
    table = tables[flaw.table]
    columns = next(entry for entry in layout if entry.name == flaw.table).columns
    names = {column.attribute: column.name for column in columns}
    row = None if flaw.row is None else table.places[flaw.row]
    column = names.get(flaw.column or "", flaw.column)
    expected = flaw.expected
    if flaw.code == "duplicate_key":
        expected = ", ".join(names.get(name, name) for name in expected.split(", "))
    return FolderProblem(table.file, row, column, flaw.code, flaw.found, expected)


def read_table(folder: Path, table: Table) -> ReadTable:
    """Read one table; rows with a cell that does not fit are left out and named."""
    path = find_file(folder, table.name)
    if isinstance(path, FolderProblem):
        return ReadTable(table.name, [], [], [path], is_partial=True)
    raw, problems = read_raw(path)
    if raw is None:
        return ReadTable(path.name, [], [], problems, is_partial=True)
    named = list(check_names(raw, table))
    problems.extend(named)
    if any(problem.code != "unknown_column" for problem in named):
        return ReadTable(path.name, [], [], problems, is_partial=True)
    return _read_rows(raw, table, problems)


def _read_rows(raw: RawTable, table: Table, problems: list[FolderProblem]) -> ReadTable:
    order = [raw.names.index(column.name) for column in table.columns]
    read = ReadTable(raw.file, [], [], problems)
    key = order[0]
    for number, cells in raw.rows:
        values: dict[str, Any] = {}
        for column, place in zip(table.columns, order, strict=True):
            try:
                values[column.attribute] = read_cell(cells[place], column, is_typed=raw.is_typed)
            except Unfit:
                found = "null" if cells[place] is None else str(cells[place])
                expected = expected_of(column)
                problems.append(
                    FolderProblem(raw.file, number, column.name, "wrong_value", found, expected)
                )
        if len(values) == len(table.columns):
            read.rows.append(table.value(**values))
            read.places.append(number)
    read.is_partial = len(read.rows) < len(raw.rows)
    read.keys = frozenset(c[key] for _, c in raw.rows if isinstance(c[key], str))
    return read


def write_problem(folder: Path, problem: Problem, *, ending: str = ".parquet") -> None:
    """Write a training problem; see `write_folder`."""
    write_folder(folder, problem, TRAINING, ending=ending)


def write_folder(folder: Path, problem: P, form: Format[P, L], *, ending: str = ".parquet") -> None:
    """Write a problem as a plan folder (`ending` .parquet or .csv); the folder is made.

    Tables of an earlier export in the folder are replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for table in form.input:
        for old in (".parquet", ".csv"):
            (folder / f"{table.name}{old}").unlink(missing_ok=True)
        rows = [plain_row(table, row) for row in getattr(problem, table.name)]
        path = folder / f"{table.name}{ending}"
        if ending == ".csv":
            _write_csv(path, table, rows)
        else:
            write_table(path, table, rows)
    form.write_rules(folder, getattr(problem, "rules"))  # noqa: B009 - any problem has rules


def plain_row(table: Table, row: Any) -> dict[str, Any]:
    """Give a row's cells as plain values."""
    return {c.name: _plain(getattr(row, c.attribute), c.kind) for c in table.columns}


def _plain(value: Any, kind: Kind) -> Any:
    if isinstance(value, PartialDate):
        return value.iso() if value.is_full else f"{value.year:04d}"
    return str(value) if kind is Kind.TEXT and value is not None else value


def _write_csv(path: Path, table: Table, rows: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([column.name for column in table.columns])
        for row in rows:
            writer.writerow([_csv_cell(value) for value in row.values()])


def _csv_cell(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
