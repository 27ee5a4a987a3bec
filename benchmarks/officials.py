"""Many invented officials for the benchmarks: a home of one town with as many people as asked.

Not a benchmark by itself; `facts_per_second.py` and `list_and_search.py` use it.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from canbo.engine.facts import (
    Attainment,
    Evidence,
    Fact,
    Particular,
    ParticularKind,
    Scale,
    Source,
    Tenure,
    UnitLevel,
    UnitName,
    UnitPlacement,
)
from canbo.engine.timeline import PartialDate, Validity

AT = datetime(2011, 7, 1, 3, tzinfo=UTC)
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Cao")
MIDDLES = ("Văn", "Thị", "Hữu", "Đức", "Ngọc", "Minh", "Thanh", "Quốc", "Xuân", "Đình", "Bá", "Sỹ")
GIVENS = (
    "An", "Ánh", "Bình", "Chi", "Cường", "Dũng", "Dung", "Đạt", "Hà", "Hải", "Hạnh", "Hiền",
    "Hòa", "Hùng", "Hương", "Khánh", "Lan", "Linh", "Long", "Mai", "Nam", "Nga", "Ngân", "Phúc",
    "Phương", "Quang", "Sơn", "Tâm", "Thắng", "Thảo", "Thủy", "Trang", "Tuấn", "Vân", "Yến", "Ứng",
)  # fmt: skip
TITLES = ("X01", "X02", "X05", "X06", "Y3", "Y5", "Y6", "Y7")
PER_UNIT = 160  # about what a commune and its bodies have; 100,000 officials are a province
_SOURCE = Source(Evidence.DECLARED, "benchmark")


@contextmanager
def made_home() -> Iterator[Path]:
    """Make a home for the commands of other processes, and remove it with its cluster."""
    home = Path(tempfile.mkdtemp(prefix="canbo-bench-"))
    before = os.environ.get("CANBO_HOME")
    os.environ["CANBO_HOME"] = str(home)
    canbo = [sys.executable, "-m", "canbo.cli"]
    try:
        subprocess.run([*canbo, "init"], check=True, capture_output=True)
        yield home
    finally:
        subprocess.run([*canbo, "stop"], check=True, capture_output=True)
        cluster = home / "cluster"
        if cluster.is_file():
            shutil.rmtree(cluster.read_text(encoding="utf-8").splitlines()[0], ignore_errors=True)
        shutil.rmtree(home, ignore_errors=True)
        if before is None:
            del os.environ["CANBO_HOME"]
        else:
            os.environ["CANBO_HOME"] = before


@contextmanager
def home_of_its_own() -> Iterator[None]:
    """Make a home and stand inside it; once in a process, as Django keeps its database."""
    with made_home():
        from canbo.cli.home import inside_home

        with inside_home():
            yield


class Town:
    """Registers and facts of a town with `size` officials; one `seed` gives one set of people."""

    def __init__(self, size: int, seed: int = 1, name: str = "thị xã") -> None:
        self.random = random.Random(seed)
        self.units: list[tuple[UUID, str]] = []
        self.posts: list[tuple[UUID, UUID, str]] = []
        self.people: list[UUID] = []
        self.facts: list[Fact] = []
        town = self._unit(f"{name} {seed}", None, UnitLevel.DISTRICT)
        for ward in range(max(1, size // PER_UNIT)):
            unit = self._unit(f"phường {ward} {name} {seed}", town, UnitLevel.COMMUNE)
            self.posts += [(uuid4(), unit, title) for title in TITLES]
        for number in range(size):
            self._person(number)

    def _new(self, fact: type[Fact], validity: Validity, **own: Any) -> None:
        self.facts.append(
            fact(id=uuid4(), key=uuid4(), validity=validity, recorded_at=AT, source=_SOURCE, **own)
        )

    def _unit(self, name: str, parent: UUID | None, level: UnitLevel) -> UUID:
        unit = uuid4()
        self.units.append((unit, name.replace(" ", "-")))
        self._new(UnitName, Validity(), unit=unit, name=name, type=name.split(maxsplit=1)[0])
        self._new(UnitPlacement, Validity(), unit=unit, parent=parent, level=level)
        return unit

    def _person(self, number: int) -> None:
        draw, person = self.random, uuid4()
        self.people.append(person)
        name = f"{draw.choice(FAMILIES)} {draw.choice(MIDDLES)} {draw.choice(GIVENS)}"
        born = PartialDate(draw.randint(1950, 1990), draw.randint(1, 12), draw.randint(1, 28))
        sex = "f" if " Thị " in name else "m"
        for kind, value in (
            (ParticularKind.NAME, name),
            (ParticularKind.BIRTH, born.iso()),
            (ParticularKind.SEX, sex),
        ):
            self._new(Particular, Validity(), person=person, kind=kind, value=value)
        since = Validity(known_by=date(draw.randint(2004, 2010), 12, 31))
        self._new(Tenure, since, person=person, post=self.posts[number % len(self.posts)][0])
        for scale, level in ((Scale.PROFESSIONAL, "ĐH"), (Scale.POLITICAL_THEORY, "CTTC")):
            self._new(Attainment, since, person=person, scale=scale, level=level)

    def store_registers(self, act: int) -> None:
        """Store units, posts and people, so that facts may speak of them."""
        from canbo.records.operations.writing import copy_rows

        head = ("id", "created_at", "created_act")
        units = [(unit, AT, act, code, False) for unit, code in self.units]
        copy_rows("records_unit", (*head, "code", "proposed"), units)
        copy_rows("records_person", head, [(person, AT, act) for person in self.people])
        columns = (*head, "unit_id", "title", "title_as_written", "title_spelling", "post_class",
                   "level", "managed_by", "proposed")  # fmt: skip
        posts = [
            (post, AT, act, unit, title, title, title, "official", "commune", "commune", False)
            for post, unit, title in self.posts
        ]
        copy_rows("records_post", columns, posts)

    def store(self) -> None:
        """Store everything, committed."""
        from django.db import connection, transaction

        from canbo.accounts.access import local_operator
        from canbo.records import operations

        with transaction.atomic():
            self.store_registers(1)
            operations.record_facts(facts=self.facts, actor=local_operator(), at=AT)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
