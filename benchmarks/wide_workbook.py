"""A workbook of many officials in 40 columns: recognised, previewed and stored.

    .venv/bin/python benchmarks/wide_workbook.py [--rows N…] [--stored N]

Each size is written, then read by python-calamine alone and recognised and previewed by canbo, both
in the same process; the peak is of a process that does nothing else. Storing is held against a bare
COPY of the very facts it stored into the same constrained tables. Goals: a preview within 3 times
the bare read and below 1.5 GB; storing at 30% of the bare COPY or more.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from officials import AT, home_of_its_own
from wide_sheet import write

GOAL_READ, GOAL_MEMORY, GOAL_STORED = 3.0, 1.5, 0.30
_REGISTERS = (
    "importbatch",
    "unit",
    "person",
    "post",
    "trainingclass",
    "term",
    "election",
    "scheme",
)


class _Back(Exception):
    """Takes a measured transaction back."""


def bare_read(path: Path) -> float:
    """CPU seconds of python-calamine's reading, every value in Python."""
    from python_calamine import CalamineWorkbook

    began = time.process_time()
    CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return time.process_time() - began


def preview(path: Path) -> tuple[float, Any]:
    """CPU seconds of recognising and previewing, and the report."""
    from canbo.accounts.access import local_operator
    from canbo.exchange.workbooks import Vocabulary, read_workbook
    from canbo.law import load
    from canbo.law.vocabulary import load_vocabulary
    from canbo.records import operations

    words, law = Vocabulary.from_data(load_vocabulary()), load()
    began = time.process_time()
    reading = read_workbook(path, vocabulary=words)
    report = operations.import_workbook(
        reading=reading, actor=local_operator(), at=AT, law=law, preview=True
    )
    return time.process_time() - began, report


def one_size(path: Path, *, alone: bool) -> dict[str, float]:
    """Measure one file inside a home; `alone`: only canbo, for its peak of memory."""
    import resource

    from canbo.cli.home import inside_home

    with inside_home():
        bare = 0.0 if alone else bare_read(path)
        seconds, report = preview(path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return {"bare": bare, "preview": seconds, "people": report.created, "peak": peak}


def measured(path: Path, *, alone: bool) -> dict[str, float]:
    """Measure in a process of its own."""
    command = [sys.executable, __file__, "--one", str(path), *(["--alone"] if alone else [])]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def store(path: Path) -> tuple[float, float, int]:
    """Seconds of storing a file that was read, of a bare COPY of its facts, and their number."""
    from django.db import connection, transaction

    from canbo.accounts.access import local_operator
    from canbo.exchange.workbooks import Vocabulary, read_workbook
    from canbo.law import load
    from canbo.law.vocabulary import load_vocabulary
    from canbo.records import operations
    from canbo.records.models.shapes import SHAPES

    words, law = Vocabulary.from_data(load_vocabulary()), load()
    reading = read_workbook(path, vocabulary=words)
    tables = {f"records_{name}": "" for name in _REGISTERS}
    facts = {shape.table: f"({', '.join(shape.written)})" for shape in SHAPES.values()}
    data: dict[str, bytes] = {}
    stored, count = 0.0, 0
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            began = time.perf_counter()
            report = operations.import_workbook(
                reading=reading, actor=local_operator(), at=AT, law=law
            )
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            stored, count = time.perf_counter() - began, sum(report.facts.values())
            for table, columns in {**tables, **facts}.items():
                out = io.BytesIO()
                with cursor.copy(f"COPY {table} {columns} TO STDOUT") as copy:
                    for block in copy:
                        out.write(block)
                data[table] = out.getvalue()
            raise _Back
    except _Back:
        pass
    copied = 0.0
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for place, (table, columns) in enumerate({**tables, **facts}.items()):
                if place == len(tables):
                    began = time.perf_counter()
                with cursor.copy(f"COPY {table} {columns} FROM STDIN") as copy:
                    copy.write(data[table])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            copied = time.perf_counter() - began
            raise _Back
    except _Back:
        return stored, copied, count


def main() -> int:
    """Print a row a size and a line of storing; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="*", default=[1_000, 10_000, 70_000])
    parser.add_argument(
        "--stored", type=int, default=10_000, help="rows of the file that is stored"
    )
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    parsed = parser.parse_args()
    if parsed.one:
        print(json.dumps(one_size(parsed.one, alone=parsed.alone)))
        return 0
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(f"{'rows':>8} {'bare read':>10} {'preview':>9} {'times':>6} {'µs/row':>7} {'peak GB':>8}")
    met, per_row = True, []
    with home_of_its_own(), tempfile.TemporaryDirectory() as folder:
        for rows in parsed.rows:
            path = Path(folder) / f"{rows}.xlsx"
            write(path, rows)
            found, peak = measured(path, alone=False), measured(path, alone=True)["peak"]
            times = found["preview"] / found["bare"]
            per_row.append(found["preview"] / rows)
            if rows >= 70_000:
                met = met and times <= GOAL_READ and peak < GOAL_MEMORY
            print(
                f"{rows:>8,} {found['bare']:>9.1f}s {found['preview']:>8.1f}s {times:>6.1f} "
                f"{found['preview'] / rows * 1e6:>7.0f} {peak:>8.2f}",
                flush=True,
            )
        path = Path(folder) / "stored.xlsx"
        write(path, parsed.stored)
        stored, copied, facts = store(path)
    share = copied / stored
    print(f"stored {facts:,} facts of {parsed.stored:,} rows in {stored:.1f}s, "
          f"bare COPY {copied:.1f}s: {share:.0%}")  # fmt: skip
    print(
        f"CPU a row, largest file to smallest: {per_row[-1] / per_row[0]:.2f} (linear: 1 or less)"
    )
    print(f"goals: {GOAL_READ:.0f} times, {GOAL_MEMORY} GB at 70,000 rows; {GOAL_STORED:.0%}")
    return 0 if met and share >= GOAL_STORED else 1


if __name__ == "__main__":
    sys.exit(main())
