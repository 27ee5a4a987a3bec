"""Times the figures over 100,000 people, from Arrow columns to rows; prints a table.

    python benchmarks/figures_scale.py [PEOPLE]

Beside each figure stands the same count over the same columns in plain Python loops, without
fold, correction or window: what is left when everything that makes a figure right is taken away.
"""

from __future__ import annotations

import os
import platform
import random
import statistics
import sys
import time
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from canbo.engine.figures import MEASURES, Frame, Window, compute, expressions, measures_named
from canbo.engine.figures.tables import RECORDS
from canbo.exchange.warehouse import DuckWarehouse
from canbo.exchange.warehouse.duck import arrow_table
from canbo.law import load

REPEATS = 5
RECORDED = datetime(2011, 1, 1, tzinfo=UTC)
FRAME = Frame(
    date(2011, 7, 31),
    datetime(2030, 1, 1, tzinfo=UTC),
    Window(date(2006, 1, 1), date(2011, 7, 31)),
)


class Home:
    """Random columns of the records' shape: 320 officials a town, so many towns."""

    def __init__(self, people: int) -> None:
        self.random = random.Random(2011)
        self.people = [self.id() for _ in range(people)]
        self.units = [self.id() for _ in range(max(1, people // 60))]
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in RECORDS}
        self._registers(people)
        self._facts()

    def id(self) -> str:
        return str(uuid.UUID(int=self.random.getrandbits(128)))

    def day(self) -> date:
        return date(2004, 1, 1) + timedelta(days=self.random.randrange(2900))

    def _registers(self, people: int) -> None:
        pick = self.random.choice
        for unit in self.units:
            self._fact("unit_placements", unit=unit, parent=None)
        for _ in range(people // 4):
            self.rows["posts"].append({
                "id": self.id(), "unit": pick(self.units), "level": pick(["commune", "district"]),
                "post_class": pick(["official", "civil_servant", "part_time"]),
            })  # fmt: skip
        for _ in range(people // 40):
            begins, days = self.day(), self.random.choice([5, 30, 700])
            kind = "training" if days == 700 else "fostering"
            self.rows["classes"].append({
                "id": self.id(), "name": "Lớp", "kind": kind,
                "course": "LLCT-TC" if kind == "training" else "BD-QLNN",
                "begins_earliest": begins, "begins_latest": begins,
                "ends_earliest": begins + timedelta(days=days),
                "ends_latest": begins + timedelta(days=days),
            })  # fmt: skip

    def _facts(self) -> None:
        pick = self.random.choice
        posts = [row["id"] for row in self.rows["posts"]]
        classes = [row["id"] for row in self.rows["classes"]]
        for person in self.people:
            self._fact("tenures", person=person, post=pick(posts))
            for _ in range(2):
                level = pick(["SC", "TC", "CĐ", "ĐH"])
                self._fact("attainments", person=person, scale="professional", level=level,
                           state="completed")  # fmt: skip
                self._fact("attendances", person=person, training_class=pick(classes),
                           outcome="enrolled")  # fmt: skip

    def _fact(self, table: str, **own: Any) -> None:
        begins = self.day()
        voided = RECORDED + timedelta(days=1) if self.random.random() < 0.05 else None
        self.rows[table].append({
            "key": self.id(), "begins_earliest": begins, "begins_latest": begins,
            "recorded_at": RECORDED, "voided_at": voided, "source": "ds.xlsx › Sheet1!B7", **own,
        })  # fmt: skip

    def tables(self) -> dict[str, Any]:
        return {
            name: arrow_table(
                columns, [tuple(row.get(column) for column in columns) for row in self.rows[name]]
            )
            for name, columns in RECORDS.items()
        }


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    times, result = [], None
    for _ in range(REPEATS):
        before = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - before)
    return statistics.median(times), result


def in_plain_python(home: Home) -> dict[str, Callable[[], int]]:
    course = {row["id"]: row for row in home.rows["classes"]}
    posts = {row["id"]: row for row in home.rows["posts"]}
    attendances = home.rows["attendances"]
    return {
        "intermediate_theory_people": lambda: len(
            {r["person"] for r in attendances if course[r["training_class"]]["course"] == "LLCT-TC"}
        ),
        "fostering_attendances": lambda: sum(
            course[row["training_class"]]["kind"] == "fostering" for row in attendances
        ),
        "commune_intermediate_professional_share": lambda: len(
            {r["person"] for r in home.rows["tenures"] if posts[r["post"]]["level"] == "commune"}
        ),
    }


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    home, law = Home(people), load()
    tables = home.tables()
    facts = sum(len(home.rows[name]) for name in RECORDS)
    machine = platform.processor() or platform.machine()
    print(f"{machine}, {os.cpu_count()} CPU, load {os.getloadavg()[0]:.1f}")
    print(f"{people:,} people, {facts:,} rows; median of {REPEATS}")
    with DuckWarehouse() as warehouse:
        for name, table in tables.items():
            warehouse.load_arrow(name, table)
        whole, _ = timed(
            lambda: compute(warehouse, law=law, frame=FRAME, measures=measures_named())
        )
        fold, _ = timed(
            lambda: [warehouse.keep(name, one) for name, one in expressions.fold().items()]
        )
        print(f"{'fold of one perspective':<44}{fold:8.3f} s")
        ranks = {code: level.rank for code, level in law.levels.items()}
        plain = in_plain_python(home)
        for name, measure in MEASURES.items():
            expression = expressions.measure_rows(measure, ranks, of_unit=False)
            took, rows = timed(lambda one=expression: warehouse.rows(one))
            bare, _ = timed(plain[name])
            print(f"{name:<44}{took:8.3f} s  {len(rows):>8,} rows   bare loop {bare:6.3f} s")
        print(f"{'all figures with their rows as values':<44}{whole:8.3f} s")


if __name__ == "__main__":
    main()
