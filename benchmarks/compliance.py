"""Times the check of many officials against the law of a day, in one process; prints a table.

    python benchmarks/compliance.py [OFFICIALS]

Goals: 100,000 officials in at most 10 s; linear (ten times the people, at most twelve times the
time). The officials are invented: 1.2 posts, five statements and levels, two classes each, four
years of rules in force; 25 to a commune. Median of 5 runs, processor time of the process beside it.
"""

from __future__ import annotations

import os
import platform
import random
import statistics
import sys
import time
from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from uuid import UUID

from canbo.engine.facts import (
    Attainment,
    Attendance,
    AttendanceOutcome,
    Evidence,
    Particular,
    ParticularKind,
    Person,
    Post,
    Snapshot,
    Source,
    Tenure,
    TrainingClass,
    Unit,
    UnitLevel,
    UnitPlacement,
)
from canbo.engine.law import Law, check_all
from canbo.engine.timeline import PartialDate, Perspective, Validity
from canbo.law import load

REPEATS = 5
AT = Perspective(date(2022, 7, 31), datetime(2030, 1, 1, tzinfo=UTC))
RECORDED = datetime(2011, 1, 1, tzinfo=UTC)
SOURCE = Source(Evidence.DECLARED, "benchmark")
LEVELS = (
    ("THCS", "THPT", "THPT", "THPT"),
    ("SC", "TC", "TC", "ĐH", "ĐH", "ThS"),
    ("CTSC", "CTTC", "CTTC", "CTCC"),
)
COURSES = ("BD-QLNN", "BD-XDD", "BD-QLKT", "BD-QPAN", "BD-TH", "LLCT-SC")
PER_COMMUNE = 25


class Province:
    """So many invented officials of a province's communes."""

    def __init__(self, law: Law, officials: int) -> None:
        self.law, self.random = law, random.Random(2022)
        self.numbers = count(1)
        self.titles = [code for code in law.posts if code[0] in "XY" and code not in ("X12", "Y1")]
        self.kept: dict[str, list[Any]] = {
            name: []
            for name in (
                "unit_placements", "particulars", "tenures", "attainments", "attendances",
            )
        }  # fmt: skip
        self.registers: dict[str, dict[UUID, Any]] = {
            name: {} for name in ("units", "posts", "people", "classes")
        }
        self._classes()
        for number in range(officials):
            if number % PER_COMMUNE == 0:
                unit = self._commune()
            self._official(unit)

    def _id(self) -> UUID:
        return UUID(int=next(self.numbers))

    def _shape(self, validity: Validity) -> dict[str, Any]:
        number = self._id()
        return {
            "id": number, "key": number, "validity": validity, "recorded_at": RECORDED,
            "source": SOURCE,
        }  # fmt: skip

    def _day(self, first: int, last: int) -> PartialDate:
        draw = self.random
        month = draw.randint(1, 12)
        day = draw.choice((None, draw.randint(1, 28)))
        return PartialDate(draw.randint(first, last), month, day)

    def _classes(self) -> None:
        for course in COURSES * 40:
            number, ends = self._id(), self._day(2006, 2023)
            kind = self.law.courses[course].kind
            self.registers["classes"][number] = TrainingClass(
                number, course, kind, course, ends, ends
            )
        self.classes = list(self.registers["classes"])

    def _commune(self) -> UUID:
        unit = self._id()
        self.registers["units"][unit] = Unit(unit, str(unit.int))
        self.kept["unit_placements"].append(
            UnitPlacement(
                **self._shape(Validity(known_by=date(2000, 1, 1))),
                unit=unit,
                parent=None,
                level=UnitLevel.COMMUNE,
                area=self.random.choice(("delta", "delta", "mountain", "")),
            )
        )
        return unit

    def _official(self, unit: UUID) -> None:
        draw, person = self.random, self._id()
        self.registers["people"][person] = Person(person)
        for _ in range(draw.choice((1, 1, 1, 1, 2))):
            self._seat(person, unit)
        said = (
            (ParticularKind.BIRTH, self._day(1962, 1995).iso()),
            (ParticularKind.SEX, draw.choice("fm")),
        )
        for kind, value in said:
            self.kept["particulars"].append(
                Particular(**self._shape(Validity()), person=person, kind=kind, value=value)
            )
        for codes in LEVELS:
            level = self.law.levels[draw.choice(codes)]
            self.kept["attainments"].append(
                Attainment(
                    **self._shape(Validity(self._day(1990, 2022))),
                    person=person, scale=level.scale, level=level.code,
                )
            )  # fmt: skip
        for training_class in draw.sample(self.classes, 2):
            self.kept["attendances"].append(
                Attendance(
                    **self._shape(Validity()),
                    person=person, training_class=training_class,
                    outcome=AttendanceOutcome.COMPLETED,
                )
            )  # fmt: skip

    def _seat(self, person: UUID, unit: UUID) -> None:
        post, title = self._id(), self.random.choice(self.titles)
        kind = self.law.posts[title]
        self.registers["posts"][post] = Post(
            post, unit, title, kind.name, kind.post_class, UnitLevel.COMMUNE, None
        )
        self.kept["tenures"].append(
            Tenure(**self._shape(Validity(self._day(2001, 2022))), person=person, post=post)
        )

    def snapshot(self) -> Snapshot:
        """All of it."""
        facts = {name: tuple(found) for name, found in self.kept.items()}
        return Snapshot(**self.registers, **facts)


def timed(law: Law, officials: int) -> tuple[float, float, int]:
    """Median wall seconds, median processor seconds and the number of verdicts."""
    snapshot = Province(law, officials).snapshot()
    walls, processors, verdicts = [], [], 0
    for _ in range(REPEATS):
        wall, processor = time.perf_counter(), time.process_time()
        found = check_all(snapshot, law, AT)
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
        verdicts = len(found)
        del found  # freed when the clock is read
    return statistics.median(walls), statistics.median(processors), verdicts


def main() -> int:
    """Print the table; 1 where the goals are missed."""
    officials = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    law = load()
    print(f"{platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    print(f"{'officials':>10} {'verdicts':>10} {'seconds':>9} {'processor':>10} {'µs each':>8}")
    of_size = {}
    for size in (officials // 10, officials):
        wall, processor, verdicts = timed(law, size)
        of_size[size] = processor
        each = processor / size * 1e6
        print(f"{size:>10,} {verdicts:>10,} {wall:>9.2f} {processor:>10.2f} {each:>8.0f}")
    ratio = of_size[officials] / of_size[officials // 10]
    print(f"ten times the people: {ratio:.1f} times the processor time")
    return 0 if of_size[officials] <= officials / 10_000 and ratio <= 12 else 1


if __name__ == "__main__":
    raise SystemExit(main())
