"""Facts stored per second, beside a bare COPY of the same rows into the same constrained tables.

    .venv/bin/python benchmarks/facts_per_second.py [--people N] [--runs N]

The bare COPY gets its bytes ready-made: it costs what PostgreSQL itself costs (constraints,
generated columns, indexes). The operation makes its rows from engine values, computes search and
sort keys, and writes one journal entry. Both run in the same process, in turns, each into empty
tables. Goal: the operation reaches at least 30% of the bare COPY.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from officials import AT, Town, home_of_its_own

GOAL = 0.30


class _Back(Exception):
    """Takes a measured transaction back."""


def _bytes(town: Town) -> dict[str, tuple[str, bytes]]:
    """What COPY would get, for each table: its columns and its text."""
    from canbo.records.models.shapes import SHAPE_OF

    lines: dict[str, list[bytes]] = defaultdict(list)
    columns = {}
    for fact in town.facts:
        shape = SHAPE_OF[type(fact)]
        columns[shape.table] = ", ".join(shape.written)
        row = shape.row(fact, recorded_by="benchmark", act=1, batch=None)
        cells = ("\\N" if cell is None else str(cell) for cell in row)
        lines[shape.table].append("\t".join(_escaped(cell) for cell in cells).encode())
    return {table: (columns[table], b"\n".join(found) + b"\n") for table, found in lines.items()}


def _escaped(cell: str) -> str:
    return cell if cell == "\\N" else cell.replace("\\", "\\\\").replace("\t", "\\t")


def bare(town: Town, data: dict[str, tuple[str, bytes]]) -> float:
    """Seconds of a bare COPY, checked constraints included, then taken back."""
    from django.db import connection, transaction

    seconds = 0.0
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            town.store_registers(1)
            began = time.perf_counter()
            for table, (columns, text) in data.items():
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    copy.write(text)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            seconds = time.perf_counter() - began
            raise _Back
    except _Back:
        return seconds


def operation(town: Town) -> float:
    """Seconds of `records.operations.record_facts`, then taken back."""
    from django.db import connection, transaction

    from canbo.accounts.access import local_operator
    from canbo.records import operations

    seconds = 0.0
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            town.store_registers(1)
            began = time.perf_counter()
            operations.record_facts(facts=town.facts, actor=local_operator(), at=AT)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            seconds = time.perf_counter() - began
            raise _Back
    except _Back:
        return seconds


def main() -> int:
    """Measure in turns and print a table; 1 when the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=5)
    parsed = parser.parse_args()
    town = Town(parsed.people)
    with home_of_its_own():
        data = _bytes(town)
        pairs = [(bare(town, data), operation(town)) for _ in range(parsed.runs)]
    facts = len(town.facts)
    copied, stored = (statistics.median(one) for one in zip(*pairs, strict=True))
    share = copied / stored
    load = os.getloadavg()[0]
    print(f"{facts} facts, median of {parsed.runs}, {os.cpu_count()} cores, load {load:.1f}")
    print(f"{'bare COPY':<14}{facts / copied:>12,.0f} facts/s")
    print(f"{'record_facts':<14}{facts / stored:>12,.0f} facts/s")
    print(f"share {share:.0%} (goal {GOAL:.0%})")
    return 0 if share >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
