"""Published cross tables of a civil service: expanded to a register, counted, held to the print.

    python benchmarks/published_tables.py DIR [--month 202503]

DIR holds nine tables of one month as gzip CSV (age_level, agency_and_duty_location,
agency_and_subagency, agency_payplan_grade_series, appointment_type, duty_location, education_level,
occupation, pay_plan_and_grade), each with EMPCOUNT. Only margins are published, and each table
joins its own small cells, so the register is one of many with these margins: a person has a post
as the tables of offices, places and occupations say, one as the table of offices by places, and one
as the large table of offices, occupations and grades; birth, level, rank and appointment as the
others.
All nine are counted again in one run, from the folded views, by the figures' own statements.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import time
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from canbo.engine.facts import Scale
from canbo.engine.figures import Frame, Kind, Measure, Window
from canbo.engine.figures import statements as st
from canbo.engine.figures.algebra import Among, Bands, Rows, Split
from canbo.engine.figures.compute import prepare
from canbo.engine.figures.tables import RECORDS
from canbo.exchange.warehouse import DuckWarehouse
from canbo.exchange.warehouse.duck import text_of
from canbo.law import load

Cell = tuple[str, ...]
DAY = date(2025, 3, 31)
NOW = datetime(2030, 1, 1, tzinfo=UTC)
BANDS = ((None, 19), (20, 24), (25, 29), (30, 34), (35, 39), (40, 44), (45, 49), (50, 54),
         (55, 59), (60, 64), (65, None))  # fmt: skip
AGES = {"LESS THAN 20": 18, "65 OR MORE": 70} | {f"{a}-{b}": a + 2 for a, b in BANDS[1:-1]}
UNIT, TITLE, LEVEL = (Split("", column=name) for name in ("unit", "title", "level"))
GRADE = Split("", column="managed_by")
# each table: its keys, in which of the three posts they stand, and how the product splits by them
TABLES: dict[str, tuple[tuple[str, ...], str, tuple[Split, ...]]] = {
    "agency_and_subagency": (("AGY", "AGYSUB"), "full", (UNIT,)),
    "occupation": (("OCC",), "full", (TITLE,)),
    "duty_location": (("LOC",), "full", (LEVEL,)),
    "appointment_type": (("TOA",), "full", (Split("", column="act"),)),
    "age_level": (("AGELVLT",), "full", (Split("", bands=Bands(BANDS)),)),
    "education_level": (("EDLVL",), "full", (Split("", scale=Scale.PROFESSIONAL),)),
    "pay_plan_and_grade": (("PAYPLAN", "GRD"), "", (Split("", column="rank"),)),
    "agency_and_duty_location": (("AGY", "AGYSUB", "LOC"), "acting", (UNIT, LEVEL)),
    "agency_payplan_grade_series": (
        ("AGY", "AGYSUB", "OCC", "PAYPLAN", "GRD"), "concurrent", (UNIT, TITLE, GRADE),
    ),
}  # fmt: skip


def printed(folder: Path, table: str, month: str) -> Counter[Cell]:
    """The cells of a published table: key to count."""
    found: Counter[Cell] = Counter()
    with gzip.open(folder / f"{table}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["DATECODE"] == month:
                found[tuple(row[key] for key in TABLES[table][0])] += int(row["EMPCOUNT"])
    return found


class Register:
    """The register in DuckDB: `expanded` has a column for each table's key, one row a person."""

    def __init__(self, warehouse: DuckWarehouse, cells: dict[str, Counter[Cell]]) -> None:
        self.connection, self.cells = warehouse._connection, cells
        totals = {sum(one.values()) for one in cells.values()}
        assert len(totals) == 1, f"the tables add up differently: {totals}"
        self.people = totals.pop()

    def run(self, sql: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql).fetchall()

    def expand(self) -> None:
        self.run(f"CREATE TABLE expanded AS SELECT range AS i FROM range({self.people})")
        for table, found in self.cells.items():
            rows = [
                (place, "|".join(key), count) for place, (key, count) in enumerate(found.items())
            ]
            self.run("CREATE OR REPLACE TABLE cells (place INT, key VARCHAR, number BIGINT)")
            self.connection.executemany("INSERT INTO cells VALUES (?, ?, ?)", rows)
            self.run(
                "CREATE OR REPLACE TABLE one AS SELECT row_number() OVER () - 1 AS i, key AS "
                f"{table} FROM (SELECT key, unnest(range(number)) FROM cells)"
            )
            self.run("CREATE OR REPLACE TABLE expanded AS FROM expanded JOIN one USING (i)")

    def facts(self) -> None:
        """Tell the register as facts, one after the other."""
        parts = "split_part({0}, '|', {1})".format
        large, places = "agency_payplan_grade_series", "agency_and_duty_location"
        posts = {
            "full": ("agency_and_subagency", "occupation", "duty_location", "''"),
            "acting": (f"{parts(places, 1)} || '|' || {parts(places, 2)}", "''",
                       parts(places, 3), "''"),
            "concurrent": (f"{parts(large, 1)} || '|' || {parts(large, 2)}", parts(large, 3), "''",
                           f"{parts(large, 4)} || '|' || {parts(large, 5)}"),
        }  # fmt: skip
        for manner, (unit, title, level, grade) in posts.items():
            post = f"md5('{manner}' || i)::UUID"
            self.table(
                "posts",
                {
                    "id": post,
                    "unit": f"md5({unit})::UUID",
                    "title": title,
                    "level": level,
                    "managed_by": grade,
                    "post_class": "'official'",
                },
            )
            self.table("tenures", {"person": PERSON, "post": post, "manner": f"'{manner}'",
                                   "act": "appointment_type"}, salt=manner)  # fmt: skip
        born = f"DATE '{DAY}' - INTERVAL (list_element({list(AGES.values())}, list_position("
        born = f"({born}{list(AGES)}, age_level))) YEAR)::DATE"
        self.table("particulars", {"person": PERSON, "kind": "'birth'", "value": f"{born}::VARCHAR",
                                   "value_earliest": born, "value_latest": born})  # fmt: skip
        self.table(
            "attainments",
            {
                "person": PERSON,
                "scale": "'professional'",
                "level": "education_level",
                "state": "'completed'",
            },
        )
        self.table("rank_holdings", {"person": PERSON, "rank": "pay_plan_and_grade"})
        for name in ("post_profiles", "unit_placements"):
            self.table(name, {}, where="false")

    def table(
        self, name: str, columns: dict[str, str], *, salt: str = "", where: str = "true"
    ) -> None:
        values = dict.fromkeys(RECORDS[name], "NULL") | columns
        if "key" in values:
            values |= {"key": f"md5('{name}{salt}' || i)::UUID", "source": "'table'",
                       "recorded_at": "TIMESTAMPTZ '2025-04-01 00:00:00+00'"}  # fmt: skip
        shown = ", ".join(f"({values[column]})::{TYPES[kind]} AS {column}"
                          for column, kind in RECORDS[name].items())  # fmt: skip
        found = self.run(f"SELECT 1 FROM duckdb_tables() WHERE table_name = '{name}'")
        verb = f"INSERT INTO {name}" if found else f"CREATE TABLE {name} AS"
        self.run(f"{verb} SELECT {shown} FROM expanded WHERE {where}")


PERSON = "md5('person' || i)::UUID"
TYPES = {"string": "VARCHAR", "date": "DATE", "int64": "BIGINT", "boolean": "BOOLEAN",
         "uuid": "UUID", "timestamp('UTC')": "TIMESTAMPTZ"}  # fmt: skip


def measure(manner: str) -> Measure:
    rows = Rows("held", (Among("manner", frozenset({manner})),)) if manner else Rows("ranked")
    return Measure(name="people", label="", kind=Kind.PEOPLE, rows=rows)


def law_of(levels: Counter[Cell]) -> Any:
    """The levels of the published table, each of its own rank, in the place of the law's."""
    from dataclasses import replace

    from canbo.engine.law import Level

    codes = [key[0] for key in levels]
    made = {code: Level(code, Scale.PROFESSIONAL, rank, code) for rank, code in enumerate(codes)}
    return replace(load(), levels=MappingProxyType(made))


def as_printed(table: str, cells: Counter[Cell]) -> Counter[Cell]:
    """The printed keys as the product names its parts: units by id, ages by band."""
    import hashlib
    import uuid

    def unit(key: Cell) -> str:
        return str(uuid.UUID(hashlib.md5("|".join(key[:2]).encode()).hexdigest()))

    def band(key: Cell) -> str:
        if key[0] not in AGES:
            return ""
        return next(f"{a or ''}-{b or ''}" for a, b in BANDS
                    if (a or 0) <= AGES[key[0]] <= (b or 200))  # fmt: skip

    shapes = {
        "agency_and_subagency": lambda key: (unit(key),),
        "agency_and_duty_location": lambda key: (unit(key), key[2]),
        "agency_payplan_grade_series": lambda key: (unit(key), key[2], f"{key[3]}|{key[4]}"),
        "age_level": lambda key: (band(key),),
        "pay_plan_and_grade": lambda key: ("|".join(key),),
    }
    found: Counter[Cell] = Counter()
    for key, number in cells.items():
        found[shapes.get(table, lambda key: key)(key)] += number
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--month", default="202503")
    asked = parser.parse_args()
    if asked.folder is None:
        print("not measured: no folder with the published tables was given (see --help)")
        return
    cells = {table: printed(asked.folder, table, asked.month) for table in TABLES}
    with DuckWarehouse() as warehouse:
        register = Register(warehouse, cells)
        before = time.perf_counter()
        register.expand()
        register.facts()
        print(f"{register.people:,} people expanded in {time.perf_counter() - before:.1f} s")
        before = time.perf_counter()
        frame = Frame(DAY, NOW, Window.year_to(DAY))
        every = [
            Measure(name="people", label="", kind=Kind.PEOPLE, rows=measure(manner).rows, split=one)
            for _, manner, splits in TABLES.values() for one in splits
        ]  # fmt: skip
        prepare(warehouse, law=law_of(cells["education_level"]), frame=frame, measures=every)
        print(f"folded in {time.perf_counter() - before:.1f} s")
        wrong = 0
        for table, (_, manner, splits) in TABLES.items():
            before = time.perf_counter()
            found = register.run(text_of(st.cross(measure(manner), *splits)))
            counted = {row[:-1]: row[-1] for row in found}
            expected = as_printed(table, cells[table])
            differ = [key for key in expected.keys() | counted.keys()
                      if expected.get(key) != counted.get(key)]  # fmt: skip
            wrong += len(differ)
            total = sum(counted.values())
            print(f"  {table:<30}{len(expected):>8,} cells {total:>12,} people "
                  f"{len(differ):>4} differ {time.perf_counter() - before:7.2f} s")  # fmt: skip
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
