"""A big roster sent again a year later: each row has another step and rating, a tenth another post.

    .venv/bin/python benchmarks/yearly_roster.py [--rows N…]

Each size is written twice and taken in into a home of its own, each file by a process that does
nothing else; printed are the CPU seconds of canbo, for a row too, and the process's peak of memory.
Goal: the second file below 1.5 GB, whatever its length.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from officials import AT, made_home
from wide_sheet import HEADERS, POSTS, TITLE, Person

GOAL_MEMORY = 1.5
LATER = ("2010", "2011")  # the last rated year in the headers


def write(path: Path, rows: int, *, is_later: bool) -> None:
    """Write the roster, or that of the same people a year later."""
    import xlsxwriter

    day = TITLE[2].replace("2011", "2012") if is_later else TITLE[2]
    headers = [text.replace(*LATER) for text in HEADERS] if is_later else HEADERS
    draw, changes = random.Random(1), random.Random(2)
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False}) as book:
        sheet = book.add_worksheet("Trích ngang")
        for place, text in enumerate((*TITLE[:2], day)):
            sheet.write_string(place, 0, text)
        for column, text in enumerate(headers):
            sheet.write_string(4, column, text)
        for number in range(1, rows + 1):
            values = list(Person(draw, number).values())
            if is_later:
                _change(values, changes)
            for column, value in enumerate(values):
                if value != "":
                    sheet.write(4 + number, column, value)


def _change(values: list[object], draw: random.Random) -> None:
    step, share = int(str(values[30])) + 1, round(float(str(values[31])) + 0.33, 2)
    values[30:33] = [step, share, "01/01/2012"]
    values[35] = draw.choice(("HTXSNV", "HTTNV", "HTNV"))
    if draw.random() < 0.1:
        values[12:14] = [draw.choice(POSTS), "03/2012"]


def take(path: Path, years: int) -> dict[str, float]:
    """Take one file in; CPU seconds, peak in GB, people known and facts."""
    import resource

    from canbo.cli.home import inside_home

    with inside_home():
        from canbo.accounts.access import local_operator
        from canbo.exchange.workbooks import Vocabulary, read_workbook
        from canbo.law import load
        from canbo.law.vocabulary import load_vocabulary
        from canbo.records import operations

        words, law = Vocabulary.from_data(load_vocabulary()), load()
        began = time.process_time()
        report = operations.import_workbook(
            reading=read_workbook(path, vocabulary=words), actor=local_operator(),
            at=AT + timedelta(days=366 * years), law=law,
        )  # fmt: skip
        seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    facts = sum(report.facts.values())
    return {"seconds": seconds, "peak": peak, "matched": report.matched, "facts": facts}


def main() -> int:
    """Print a row for each size; 1 when the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="*", default=[3_000, 30_000])
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--years", type=int, default=0, help=argparse.SUPPRESS)
    parsed = parser.parse_args()
    if parsed.one:
        print(json.dumps(take(parsed.one, parsed.years)))
        return 0
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(f"{'rows':>8} {'file':>7} {'CPU':>8} {'ms/row':>7} {'peak GB':>8} {'new facts':>10}")
    met = True
    for rows in parsed.rows:
        with made_home(), tempfile.TemporaryDirectory() as folder:
            for years, name in enumerate(("first", "later")):
                path = Path(folder) / f"{name}.xlsx"
                write(path, rows, is_later=bool(years))
                command = [sys.executable, __file__, "--one", str(path), "--years", str(years)]
                done = subprocess.run(command, check=True, capture_output=True, text=True)
                found = json.loads(done.stdout.splitlines()[-1])
                met = met and found["peak"] < GOAL_MEMORY
                print(
                    f"{rows:>8,} {name:>7} {found['seconds']:>7.1f}s "
                    f"{found['seconds'] / rows * 1e3:>7.2f} {found['peak']:>8.2f} "
                    f"{found['facts']:>10,.0f}",
                    flush=True,
                )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
