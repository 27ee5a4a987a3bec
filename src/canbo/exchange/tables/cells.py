"""Cells of CSV and Parquet tables as typed values; what does not fit is named, never guessed."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from canbo.engine.timeline import NotADate, PartialDate
from canbo.exchange.tables.schema import Column, Kind, Table

LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class FolderProblem:
    """One thing wrong in a plan folder: file, row, column, code, what was found and expected.

    Rows are counted as one sees them: in CSV the header is row 1, in Parquet the first row of
    data is. None where the whole file or column is meant.
    """

    file: str
    row: int | None
    column: str | None
    code: str
    found: str
    expected: str


@dataclass
class RawTable:
    """A table as read: file name, column names, and numbered rows of raw cells.

    In `is_typed` files (Parquet) a cell has a type of its own; in the others all cells are text.
    """

    file: str
    names: list[str]
    is_typed: bool
    rows: list[tuple[int, tuple[Any, ...]]] = field(default_factory=list)


class Unfit(ValueError):
    """The cell does not hold what its column asks for."""


def find_file(folder: Path, name: str) -> Path | FolderProblem:
    """Find the one file of a table; none or two are a problem."""
    found = [folder / f"{name}{ending}" for ending in (".parquet", ".csv")]
    found = [path for path in found if path.is_file()]
    both = f"{name}.parquet | {name}.csv"
    if len(found) == 1:
        return found[0]
    if not found:
        return FolderProblem(name, None, None, "missing_table", "-", both)
    return FolderProblem(name, None, None, "two_files", " + ".join(p.name for p in found), both)


def read_raw(path: Path) -> tuple[RawTable | None, list[FolderProblem]]:
    """Read all cells of a CSV or Parquet file."""
    return _read_csv(path) if path.suffix == ".csv" else _read_parquet(path)


def _read_csv(path: Path) -> tuple[RawTable | None, list[FolderProblem]]:
    problems: list[FolderProblem] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            lines = csv.reader(stream, strict=True)
            table = RawTable(path.name, next(lines, []), is_typed=False)
            for number, line in enumerate(lines, start=2):
                if not line:
                    continue
                if len(line) != len(table.names):
                    found, expected = f"{len(line)} cells", f"{len(table.names)} cells"
                    problems.append(
                        FolderProblem(path.name, number, None, "ragged_row", found, expected)
                    )
                cells = [*line, *[""] * len(table.names)][: len(table.names)]
                table.rows.append((number, tuple(cell or None for cell in cells)))
    except (UnicodeDecodeError, csv.Error) as error:
        return None, [FolderProblem(path.name, None, None, "unreadable", str(error), "UTF-8 CSV")]
    return table, problems


def _read_parquet(path: Path) -> tuple[RawTable | None, list[FolderProblem]]:
    import pyarrow as arrow
    from pyarrow import parquet

    try:
        stored = parquet.ParquetFile(path).read()
        columns = [column.to_pylist() for column in stored.columns]
    except (arrow.ArrowException, OSError, ValueError) as error:
        found = str(error).splitlines()[0][:200]
        return None, [FolderProblem(path.name, None, None, "unreadable", found, "Parquet")]
    rows = list(enumerate(zip(*columns, strict=True), start=1))
    return RawTable(path.name, list(stored.column_names), is_typed=True, rows=rows), []


def check_names(raw: RawTable, table: Table) -> Iterator[FolderProblem]:
    """Name the columns that are missing, unknown or given twice."""
    expected = [column.name for column in table.columns]
    listed = ", ".join(expected)
    for name in expected:
        if name not in raw.names:
            yield FolderProblem(raw.file, None, name, "missing_column", "-", listed)
    for place, name in enumerate(raw.names):
        if name not in expected:
            yield FolderProblem(raw.file, None, name, "unknown_column", name, listed)
        elif name in raw.names[:place]:
            yield FolderProblem(raw.file, None, name, "repeated_column", name, listed)


def read_cell(cell: Any, column: Column, *, is_typed: bool) -> Any:
    """Read one cell as its column asks; raises Unfit. An empty text is an empty cell."""
    if cell is None or cell == "":
        if column.nullable:
            return column.empty
        raise Unfit
    if is_typed and isinstance(cell, str) and column.kind in (Kind.INTEGER, Kind.DAY, Kind.FLAG):
        raise Unfit
    value = _READERS[column.kind](cell)
    if column.choices is None:
        return value
    try:
        return column.choices(value)
    except ValueError as error:
        raise Unfit from error


def expected_of(column: Column) -> str:
    """Say what a column expects."""
    return " | ".join(column.choices) if column.choices else column.kind.value


def _text(cell: Any) -> str:
    if not isinstance(cell, str):
        raise Unfit
    try:
        cell.encode()
    except UnicodeEncodeError as error:
        raise Unfit from error
    return cell


def _integer(cell: Any) -> int:
    if isinstance(cell, str) and re.fullmatch(r"-?[0-9]{1,19}", cell):
        cell = int(cell)
    if isinstance(cell, bool) or not isinstance(cell, int) or abs(cell) > LARGEST:
        raise Unfit
    return cell


def _day(cell: Any) -> date:
    if isinstance(cell, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell):
        try:
            return date.fromisoformat(cell)
        except ValueError as error:
            raise Unfit from error
    if type(cell) is not date:  # a timestamp is no day
        raise Unfit
    return cell


def _flag(cell: Any) -> bool:
    if isinstance(cell, str) and cell in ("true", "false"):
        return cell == "true"
    if not isinstance(cell, bool):
        raise Unfit
    return cell


def _birth(cell: Any) -> PartialDate:
    try:
        if type(cell) is date:
            return PartialDate.of(cell)
        if isinstance(cell, int) and not isinstance(cell, bool):
            return PartialDate(cell)
        if isinstance(cell, str) and re.fullmatch(r"[0-9]{4}(-[0-9]{2}-[0-9]{2})?", cell):
            return PartialDate.parse(cell)
    except NotADate as error:
        raise Unfit from error
    raise Unfit


_READERS: dict[Kind, Callable[[Any], Any]] = {
    Kind.TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.DAY: _day,
    Kind.FLAG: _flag,
    Kind.BIRTH: _birth,
}
