"""Finished plans on disk: Parquet tables and `run.json`, written last, so that it marks the end."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, Protocol, TypeGuard

from canbo.engine.planning.training.outcome import LevelResult, Status, TrainingPlan
from canbo.exchange.tables.cells import FolderProblem
from canbo.exchange.tables.formats import TRAINING, Format, L, P
from canbo.exchange.tables.parquet import write_table
from canbo.exchange.tables.problems import PlanFolderRefused, plain_row, read_table
from canbo.exchange.tables.schema import CONFLICT, Table

RUN = "run.json"
RUN_KEYS = (
    "objective", "bound", "gap", "status", "levels", "seconds", "peak_memory_mib", "versions",
    "seed", "input_sha256",
)  # fmt: skip
SECONDS = ("read", "build", "solve", "explain", "write", "total")


@dataclass(frozen=True)
class StoredPlan(Generic[L]):
    """A plan as read back, with the fingerprint of the input it was made from."""

    plan: L
    input_sha256: str


class AnyPlan(Protocol):
    """What plans of every kind tell."""

    @property
    def status(self) -> Status: ...

    @property
    def is_plan(self) -> bool: ...


def write_plan_tables(folder: Path, plan: TrainingPlan) -> None:
    """Write the tables of a training plan; see `write_plan`."""
    write_plan(folder, plan, TRAINING)


def write_plan(folder: Path, plan: AnyPlan, form: Format[Any, Any]) -> None:
    """Write the tables of a plan, or the conflict alone; what an earlier run left is taken away."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / RUN).unlink(missing_ok=True)
    tables = _tables_of(plan, form)
    for table in (*form.output, CONFLICT):
        path = folder / f"{table.name}.parquet"
        if table in tables:
            rows = getattr(plan, table.name)
            write_table(path, table, [plain_row(table, row) for row in rows])
        else:
            path.unlink(missing_ok=True)


def _tables_of(plan: AnyPlan, form: Format[Any, Any]) -> tuple[Table, ...]:
    if plan.is_plan:
        return form.output
    return (CONFLICT,) if plan.status is Status.INFEASIBLE else ()


def write_run(folder: Path, run: dict[str, Any]) -> None:
    """Write `run.json`; numbers that are not finite are refused by ValueError."""
    text = json.dumps(run, ensure_ascii=False, indent=1, allow_nan=False)
    part = folder / f"{RUN}.part"
    part.write_text(text + "\n", encoding="utf-8")
    os.replace(part, folder / RUN)


def read_plan(folder: Path) -> StoredPlan[TrainingPlan]:
    """Read a finished training plan; see `read_plan_folder`."""
    return read_plan_folder(folder, TRAINING)


def read_plan_folder(folder: Path, form: Format[P, L]) -> StoredPlan[L]:
    """Read a finished plan; raises PlanFolderRefused with every problem of the folder."""
    if not folder.is_dir():
        missing = FolderProblem(str(folder), None, None, "missing_folder", "-", "folder")
        raise PlanFolderRefused(folder, [missing])
    run = _Run.read(folder)
    status = run.status()
    objective, bound, gap = run.number("objective"), run.number("bound"), run.gap()
    problems = run.problems
    tables: dict[str, Any] = {}
    if objective is not None:
        for table in form.output:
            read = read_table(folder, table)
            problems.extend(read.problems)
            tables[table.name] = tuple(read.rows)
        problems.extend(_strange_tables(folder, form))
    levels, fingerprint = run.levels(form.level), run.text("input_sha256")
    run.check_names()
    run.check_record()
    if problems:
        raise PlanFolderRefused(folder, problems)
    plan = form.plan(status, objective, bound, gap, levels=levels, **tables)
    return StoredPlan(plan, fingerprint)


def _strange_tables(folder: Path, form: Format[Any, Any]) -> Iterator[FolderProblem]:
    """Name tables that belong to no plan; the input's own may lie in the same folder."""
    known = {table.name for table in (*form.input, *form.output)}
    for path in sorted(folder.iterdir()):
        if path.suffix in (".csv", ".parquet") and path.stem not in known:
            yield FolderProblem(path.name, None, None, "unknown_table", path.stem, "-")


def _not_finite(word: str) -> float:
    raise ValueError(word)


def _is_map(value: Any, good: Callable[[Any], bool]) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict) and all(map(good, value.values()))


def _is_number(value: Any) -> bool:
    return type(value) in (int, float) and math.isfinite(value)


@dataclass
class _Run:
    """`run.json` taken apart, with what is wrong in it."""

    document: dict[str, Any]
    problems: list[FolderProblem] = field(default_factory=list)

    @classmethod
    def read(cls, folder: Path) -> _Run:
        try:
            text = (folder / RUN).read_text(encoding="utf-8")
            document = json.loads(text, parse_constant=_not_finite)
        except OSError:
            problem = FolderProblem(RUN, None, None, "missing_table", "-", RUN)
            return cls({}, [problem])
        except ValueError as error:
            return cls({}, [FolderProblem(RUN, None, None, "unreadable", str(error), "JSON")])
        if isinstance(document, dict):
            return cls(document)
        return cls({}, [FolderProblem(RUN, None, None, "wrong_value", "-", "{}")])

    def complain(self, key: str, expected: str) -> None:
        if key in self.document:
            found = json.dumps(self.document.get(key), ensure_ascii=False)
            self.problems.append(FolderProblem(RUN, None, key, "wrong_value", found, expected))

    def check_names(self) -> None:
        """Name keys that are missing and keys that no run has."""
        if not self.document:
            return
        names = ", ".join(RUN_KEYS)
        for key in RUN_KEYS:
            if key not in self.document:
                self.problems.append(FolderProblem(RUN, None, key, "missing_key", "-", names))
        for key in self.document:
            if key not in RUN_KEYS:
                self.problems.append(FolderProblem(RUN, None, key, "unknown_key", key, names))

    def check_record(self) -> None:
        """Check what the run tells of itself: seconds, memory, versions, seed."""
        record = self.document
        seconds, versions = record.get("seconds"), record.get("versions")
        if not _is_map(seconds, lambda v: _is_number(v) and v >= 0) or set(seconds) != {*SECONDS}:
            self.complain("seconds", ", ".join(SECONDS))
        if not _is_map(versions, lambda value: isinstance(value, str)):
            self.complain("versions", "{package: text}")
        for key in ("peak_memory_mib", "seed"):
            if not _is_number(record.get(key)):
                self.complain(key, "number")

    def status(self) -> Status:
        try:
            return Status(self.document.get("status", ""))
        except ValueError:
            self.complain("status", " | ".join(Status))
            return Status.INFEASIBLE

    def number(self, key: str) -> int | None:
        value = self.document.get(key)
        if value is not None and type(value) is not int:
            self.complain(key, "integer | null")
            return None
        return value

    def gap(self) -> float | None:
        value = self.document.get("gap")
        if value is None:
            return None
        if type(value) not in (int, float) or not math.isfinite(value):
            self.complain("gap", "number | null")
            return None
        return float(value)

    def text(self, key: str) -> str:
        value = self.document.get(key)
        if not isinstance(value, str):
            self.complain(key, "text")
            return ""
        return value

    def levels(self, level: type[StrEnum]) -> dict[StrEnum, LevelResult]:
        levels = self.document.get("levels") or {}
        try:
            return {
                level(name): LevelResult(int(entry["value"]), int(entry["bound"]))
                for name, entry in levels.items()
            }
        except (ValueError, KeyError, TypeError, AttributeError):
            self.complain("levels", "{level: {value, bound}}")
            return {}
