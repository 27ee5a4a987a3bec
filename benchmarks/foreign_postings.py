"""Careers of another country's officials: each defect class named and counted.

    .venv/bin/python benchmarks/foreign_postings.py [DIR] [--cadres NAME…] [--rows N] [--apart]

DIR holds `officers.parquet` and `experience.parquet` of the Indian Administrative Service (dates
dd/mm/yyyy, "Till-Date", title and grade in one cell). They are written as an English office would
send them, some thousand rows a workbook, imported by `canbo import --json` into a home of its own,
and each count of canbo is held against a plain count of the tables. `--apart`: who has left stands
in a list of the officers, imported after the postings, not beside each posting.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import xlsxwriter

CANBO = [sys.executable, "-m", "canbo.cli"]
AS_ON = date(2026, 6, 19)  # the day on which the directory was read
MOMENT = date(2011, 7, 1)
HEADERS = {
    "officer": "Officer", "sno": "S.No", "designation_level": "Designation / Level",
    "ministry_dept_office_location": "Ministry / Department / Office / Location",
    "organisation": "Organisation", "experience_major_minor": "Experience (major / minor)",
    "period_from": "Period from", "period_to": "Period to", "status": "Status",
}  # fmt: skip
SAME = ("designation_level", "ministry_dept_office_location", "organisation", "period_from",
        "period_to")  # fmt: skip
OPEN = "Till-Date"
Row = dict[str, str]


def rows_of(folder: Path, cadres: Iterable[str]) -> list[Row]:
    """The postings of the cadres (all without names), each with its officer's status."""
    officers = {
        one["officer"]: one for one in pq.read_table(folder / "officers.parquet").to_pylist()
    }
    wanted = set(cadres) or {one["cadre"] for one in officers.values()}
    return [
        {**row, "status": officers[row["officer"]]["status"]}
        for row in pq.read_table(folder / "experience.parquet").to_pylist()
        if officers[row["officer"]]["cadre"] in wanted
    ]


# -- the plain count ---------------------------------------------------------------------------


def day(text: str) -> date | None:
    """A written day; None for none and for an open end."""
    if not text or text == OPEN:
        return None
    first, second, third = map(int, text.split("/"))
    return date(third, second, first)


def counted(rows: list[Row]) -> dict[str, int]:
    """The defects of the tables, line by line and person by person."""
    by_officer: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_officer[row["officer"]].append(row)
    spans = [(day(row["period_from"]), day(row["period_to"])) for row in rows]
    still = {
        officer: sum(row["period_to"] == OPEN for row in mine)
        for officer, mine in by_officer.items()
    }
    return {
        "career_without_start": sum(not row["period_from"] for row in rows),
        "career_reversed": sum(a is not None and b is not None and b < a for a, b in spans),
        "career_ends_in_future": sum(b is not None and b > AS_ON for _, b in spans),
        "career_repeated": sum(map(_repeats, by_officer.values())),
        "career_overlaps": sum(_overlaps(mine) for mine in by_officer.values()),
        "career_several_open": sum(count > 1 for count in still.values()),
        "career_open_after_leaving": sum(
            still[officer] > 0 and mine[0]["status"] == "left"
            for officer, mine in by_officer.items()
        ),
    }


def _repeats(mine: list[Row]) -> int:
    return sum(count - 1 for count in Counter(tuple(row[n] for n in SAME) for row in mine).values())


def _overlaps(mine: list[Row]) -> int:
    spans = [
        (begins, day(row["period_to"]) or date.max)
        for row in mine
        if (begins := day(row["period_from"])) is not None
    ]
    return sum(
        one[0] < other[1] and other[0] < one[1]
        for place, one in enumerate(spans) for other in spans[:place]
    )  # fmt: skip


def held_on(rows: list[Row], moment: date) -> int:
    """Postings held on a day by their dates as they stand."""
    return sum(
        begins <= moment
        and (row["period_to"] == OPEN or (day(row["period_to"]) or moment) > moment)
        for row in rows
        if (begins := day(row["period_from"])) is not None
    )


# -- the files and their import ----------------------------------------------------------------


def written(rows: list[Row], folder: Path, most: int, *, apart: bool) -> list[Path]:
    """Write the rows as workbooks; no officer is parted."""
    named = [name for name in HEADERS if not (apart and name == "status")]
    paths = []
    for number, part in enumerate(_parts(rows, most), start=1):
        paths.append(folder / f"experience-{number:02}.xlsx")
        _write(paths[-1], "EXPERIENCE DETAILS OF OFFICERS", named, part)
    if apart:
        paths.append(folder / "officers.xlsx")
        officers = {row["officer"]: row for row in rows}
        _write(paths[-1], "LIST OF OFFICERS", ["officer", "status"], list(officers.values()))
    return paths


def _write(path: Path, title: str, named: list[str], rows: list[Row]) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("List")
        sheet.write_string(0, 0, title)
        sheet.write_string(1, 0, f"(Position as on {AS_ON:%d/%m/%Y})")
        sheet.write_row(3, 0, [HEADERS[name] for name in named])
        for line, row in enumerate(rows, start=4):
            for column, name in enumerate(named):
                if row[name]:
                    sheet.write_string(line, column, row[name])


def _parts(rows: list[Row], most: int) -> Iterator[list[Row]]:
    part: list[Row] = []
    for row in rows:
        if len(part) >= most and row["officer"] != part[-1]["officer"]:
            yield part
            part = []
        part.append(row)
    yield part


def imported(paths: list[Path], home: Path) -> list[dict]:
    """Import the files by the command; the entries of its document."""
    run = subprocess.run(
        [*CANBO, "import", "--json", "--held-on", MOMENT.isoformat(), *map(str, paths)],
        check=False, stdout=subprocess.PIPE,
        env={**os.environ, "CANBO_HOME": str(home)}, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return json.loads(run.stdout)["batches"]


def main() -> None:
    """Write, import, count, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="with the two tables")
    parser.add_argument("--cadres", nargs="*", default=[])
    parser.add_argument("--rows", type=int, default=8_000)
    parser.add_argument("--apart", action="store_true")
    asked = parser.parse_args()
    if asked.folder is None:
        print("not measured: the tables are not part of canbo; name the folder that holds them")
        return
    rows = rows_of(asked.folder, asked.cadres)
    home = Path(tempfile.mkdtemp(prefix="canbo-foreign-"))
    subprocess.run([*CANBO, "init"], check=True, env={**os.environ, "CANBO_HOME": str(home)},
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    began = time.perf_counter()
    batches = imported(written(rows, home, asked.rows, apart=asked.apart), home)
    took = time.perf_counter() - began
    told: Counter[str] = Counter()
    handed = 0
    cells: Counter[str] = Counter()
    for batch in batches:
        if batch["batch"] is None:
            print("refused:", batch["file"], batch["problems"][:1])
            continue
        told.update(batch["problem_counts"])
        handed += sum(int(p["found"]) for p in batch["problems"] if p["code"] == "career_hand_over")
        cells.update(batch["cells"])
    whole = cells["stored"] + cells["structure"] + cells["derived"] + cells["listed"]
    print(f"{len(rows):,} postings in {len(batches)} files, {took:.0f} s")
    print(f"cells read {cells['read']:,} = {whole:,}; listed {cells['listed']:,}")
    for code, count in counted(rows).items():
        print(f"{code:28} counted {count:8,}   canbo {told[code]:8,}   {count == told[code]}")
    held = sum(batch.get("held", 0) for batch in batches)
    print(f"held on {MOMENT}: counted {held_on(rows, MOMENT):,}, canbo {held:,}")
    print(f"lines that end on the day on which another one begins, handed over: {handed:,}")
    print("other problems:", {k: v for k, v in told.items() if not k.startswith("career_")})
    subprocess.run([*CANBO, "stop"], check=True, env={**os.environ, "CANBO_HOME": str(home)},
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    cluster = home / "cluster"
    if cluster.is_file():
        shutil.rmtree(cluster.read_text(encoding="utf-8").splitlines()[0], ignore_errors=True)
    shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
