"""What is true in an invented town: people, posts, levels, classes and who sat in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit; `names` are (first day or None, type, name) in order, the code outlives them."""

    code: str
    parent: str | None
    level: str  # province, district, commune
    names: tuple[tuple[str | None, str, str], ...]

    def named(self, day: date) -> tuple[str, str]:
        """Give the unit's (type, name) on a day."""
        held = [n for n in self.names if n[0] is None or date.fromisoformat(n[0]) <= day]
        return held[-1][1], held[-1][2]


@dataclass(frozen=True, slots=True)
class Professional:
    """A professional level: code, field of study and mode (full_time, in_service or "")."""

    level: str
    field: str = ""
    mode: str = ""


@dataclass(frozen=True, slots=True)
class Levels:
    """All levels of one person on the last day; "" where the person has none and needs none."""

    schooling: str  # as written: 12/12, 10/10, 7/10
    professional: Professional
    theory: str  # CT0 CTSC CTTC CTCC CTCN
    state: str  # QL0 QLX QLCV QLCVC
    defence: str = ""  # QP3 QP4
    it: str = ""  # TH-A TH-B
    language: str = ""  # NN-A NN-B: English

    @property
    def education(self) -> str:
        """The code on the scale of general education that the written class stands for."""
        reached, _, system = self.schooling.partition("/")
        if reached == system:
            return "THPT"
        return "THCS" if int(reached) >= 7 else "TH"


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a person sits: unit, post codes, and the group of the roster that lists the seat."""

    unit: str
    posts: tuple[str, ...]
    group: str
    earlier_posts: tuple[str, ...] = ()  # what an earlier roster of the unit says


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person. `seat` is None for learners whom no roster lists."""

    id: str
    name: str  # NFC, tone mark on the first vowel of oa, oe, uy (Hòa)
    sex: str  # f, m
    born: date
    home: str
    home_unit: str  # the unit a learner without a post comes from
    ethnic: str = "Kinh"
    party: date | None = None
    seat: Seat | None = None
    levels: Levels | None = None
    traits: frozenset[str] = frozenset()  # "namesake", "double_mark" … for the hands to see


@dataclass(frozen=True, slots=True)
class Span:
    """A written span: ISO days, months or years ("2009", "2010-06", "2010-06-30")."""

    begins: str
    ends: str

    @property
    def first_day(self) -> date:
        """The earliest day that the beginning may mean."""
        parts = [int(part) for part in self.begins.split("-")]
        return date(*[*parts, 1, 1][:3])

    @property
    def last_day(self) -> date:
        """The latest day that the end may mean."""
        parts = [int(part) for part in self.ends.split("-")]
        if len(parts) == 3:
            return date(*parts)
        year, month = parts[0], parts[1] if len(parts) == 2 else 12
        following = date(year + month // 12, month % 12 + 1, 1)
        return following - timedelta(days=1)

    def overlaps(self, first: date, last: date) -> bool:
        """Whether a day of the span lies in [first, last], both included."""
        return self.first_day <= last and first <= self.last_day


@dataclass(frozen=True, slots=True)
class TrainingClass:
    """A class as it was held; `title` are the lines above its list, `size` its learners."""

    id: str
    course: str
    kind: str  # training, fostering
    title: tuple[str, ...]
    span: Span
    institution: str
    size: int


@dataclass(frozen=True, slots=True)
class Attendance:
    """One person in one class: outcome completed, dropped or enrolled; the remark as written."""

    person: str
    training_class: str
    outcome: str
    remark: str = ""


@dataclass(slots=True)
class Truth:
    """The whole town. `extra_rows`: attendances that a list names twice, spelt otherwise."""

    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    classes: dict[str, TrainingClass] = field(default_factory=dict)
    attendances: list[Attendance] = field(default_factory=list)
    extra_rows: list[tuple[str, str, str]] = field(default_factory=list)

    def seated(self, unit: str) -> list[Person]:
        """List the people who hold a post of the unit, in the order they were invented."""
        return [p for p in self.people.values() if p.seat and p.seat.unit == unit]

    def learners(self, training_class: str) -> list[Attendance]:
        """List the attendances of one class."""
        return [a for a in self.attendances if a.training_class == training_class]
