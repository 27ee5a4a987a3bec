"""Invents a district's people, who sat in which class, and what everybody has learnt."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from examples.builder.districts.folk import Folk
from examples.builder.districts.plan import Plan
from examples.builder.truth import Attendance, Levels, Person, Professional, Seat, Truth

_GROUPS = {"p": "party", "g": "government", "m": "front", "c": "civil", "z": "part_time"}
LEADING = ("X01", "X02", "X03", "X04", "X05", "X06")
HEADS = frozenset({"H11", "H13", "H16", "H18", "H20", "H22", "H24", "H27", "H30", "H33", "H35",
                   "H37", "H39", "H41"})  # fmt: skip
DEPUTIES = frozenset({"H12", "H14", "H15", "H17", "H19", "H21", "H23", "H25", "H28", "H31", "H32",
                      "H34", "H36", "H38", "H40", "H42"})  # fmt: skip
TOP = frozenset({"H01", "H02", "H03", "H05", "H06", "H07"})
_FIELDS = {
    "X": ("Luật", "Kinh tế", "Nông nghiệp", "Quản lý kinh tế", "Hành chính"),
    "Y": ("Luật", "Kế toán", "Quản lý đất đai", "Hành chính", "Công tác xã hội", "Văn thư"),
    "Z": ("Nông nghiệp", "Kinh tế", "Luật"),
    "H": ("Luật", "Kinh tế", "Hành chính", "Quản lý đất đai", "Tài chính - Kế toán", "Nông nghiệp",
          "Công tác xã hội", "Sư phạm"),
    "S": ("Sư phạm",),
}  # fmt: skip
# kind of person -> degree -> weight
_DEGREES: dict[str, Mapping[str, float]] = {
    "leader": {"SC": 3, "TC": 33, "CĐ": 6, "ĐH": 58},
    "mass": {"SC": 6, "TC": 56, "CĐ": 9, "ĐH": 29},
    "civil": {"SC": 3, "TC": 46, "CĐ": 10, "ĐH": 41},
    "part_time": {"CQĐT": 38, "SC": 18, "TC": 36, "ĐH": 8},
    "top": {"ĐH": 90, "ThS": 10},
    "staff": {"TC": 14, "CĐ": 10, "ĐH": 74, "ThS": 2},
    "school": {"CĐ": 22, "ĐH": 76, "ThS": 2},
}  # fmt: skip


def seats_of(unit: str, words: str) -> list[Seat]:
    """Read seats: "p:X01+X03 c:Y3" for a commune, "H20+V12 H61*3" for a body."""
    seats = []
    for word in words.split():
        group, colon, posts = word.rpartition(":")
        posts, _, count = posts.partition("*")
        seat = Seat(unit, tuple(posts.split("+")), _GROUPS[group] if colon else "body")
        seats += [seat] * int(count or 1)
    return seats


def main_post(person: Person) -> str:
    """The first post that is no membership of a committee; "" for people without a seat."""
    posts = person.seat.posts if person.seat else ()
    return next((post for post in posts if post[0] != "V"), "")


def kind_of(person: Person) -> str:
    """Sort a person: leader, mass, civil, part_time (communes); top, staff, school (district)."""
    post, group = main_post(person), person.seat.group if person.seat else ""
    if group in {"civil", "part_time"}:
        return group
    if post[:1] == "X":
        return "leader" if post in LEADING else "mass"
    if post in {"H24", "H25"}:
        return "school"
    return "top" if post in HEADS | TOP else "staff"


class Inventor:
    """Makes the truth of one district from its plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._rng = random.Random(f"{plan.key} people")
        self._folk = Folk(self._rng, plan.mix)
        self._finished: dict[str, set[str]] = {}

    def invent(self) -> Truth:
        """Invent everything: the same on every machine and every day."""
        truth = Truth(units=dict(self._plan.units))
        truth.classes = {held.id: held for held in self._plan.classes}
        for seat in self._seats():
            person = self._person(len(truth.people) + 1, seat)
            truth.people[person.id] = person
        self._enrol(truth)
        for id, person in list(truth.people.items()):
            truth.people[id] = replace(person, levels=self._levels(person))
        return truth

    def _seats(self) -> list[Seat]:
        plan = self._plan
        seats: list[Seat] = []
        for code in plan.communes:
            seats += seats_of(code, plan.commune_seats.get(code) or plan.commune_seats[""])
        for body in plan.bodies:
            seats += seats_of(plan.body_unit(body), body.seats)
        return seats

    # -- people ----------------------------------------------------------------------------------

    def _person(self, number: int, seat: Seat) -> Person:
        rng, last = self._rng, self._plan.last.year
        post = next(post for post in seat.posts if post[0] != "V")
        men, youngest, oldest = _cohort(post)
        sex = "m" if rng.random() < men else "f"
        oldest = min(oldest, 54 if sex == "f" else 59)
        year = last - rng.randint(youngest, oldest)
        born = date(year, rng.randint(1, 12), rng.randint(1, 28))
        name, ethnic = self._folk.draw(sex, year)
        party = None
        if post[0] in "XH" or rng.random() < 0.75:
            joined = min(last - 1, year + rng.randint(21, 31))
            party = date(joined, rng.randint(1, 12), rng.randint(1, 28))
        home = self._home(seat.unit)
        return Person(f"P{number:04d}", name, sex, born, home, seat.unit, ethnic, party, seat)

    def _home(self, unit: str) -> str:
        place = self._plan.units[unit]
        if place.level == "commune" and self._rng.random() < 0.7:
            return f"{place.names[0][2]}, {self._plan.place.name}"
        return self._rng.choice(self._plan.homes)

    # -- classes ---------------------------------------------------------------------------------

    def _enrol(self, truth: Truth) -> None:
        rng = random.Random(f"{self._plan.key} classes")
        for held in self._plan.classes:
            pool = [p for p in truth.people.values() if self._may_sit(p, held.id, held.course)]
            old_enough = [p for p in pool if p.born.year <= held.span.first_day.year - 20]
            for person in rng.sample(old_enough, held.size):
                remark = ""
                if held.size > 20 and rng.random() < 0.02:
                    remark = rng.choice(("Bỏ học", "Thôi học"))
                outcome = "dropped" if remark else "enrolled"
                truth.attendances.append(Attendance(person.id, held.id, outcome, remark))
                if not remark and held.span.last_day <= self._plan.last:
                    self._finished.setdefault(person.id, set()).add(held.course)
                if held.course.startswith("LLCT"):
                    self._finished.setdefault(person.id, set()).add("sat " + held.course)

    def _may_sit(self, person: Person, held: str, course: str) -> bool:
        sat, kind = self._finished.get(person.id, set()), kind_of(person)
        if course == "LLCT-CC":
            leads = kind == "top" or main_post(person) in DEPUTIES or kind == "leader"
            return leads and not {"sat LLCT-CC", "sat LLCT-TC"} & sat and kind != "school"
        if course == "LLCT-TC":
            return kind != "part_time" and not {"sat LLCT-CC", "sat LLCT-TC"} & sat
        if course == "LLCT-SC":
            return kind in {"part_time", "civil", "mass"} and "sat LLCT-TC" not in sat
        if course == "BD-CTCB":
            return person.seat is not None and person.seat.posts[0] in {"Z30", "X01", "X02", "Z01"}
        return kind != "school" or course == "BD-QPAN"

    # -- levels ----------------------------------------------------------------------------------

    def _levels(self, person: Person) -> Levels:
        rng, kind, done = self._rng, kind_of(person), self._finished.get(person.id, set())
        weights = self._plan.degrees.get(kind) or _DEGREES[kind]
        degree = rng.choices(list(weights), list(weights.values()))[0]
        letter = "S" if kind == "school" else main_post(person)[0]
        field = rng.choice(_FIELDS[letter]) if degree != "CQĐT" else ""
        late = "in_service" if rng.random() < 0.55 else "full_time"
        mode = late if degree == "ĐH" else ""
        schooling = "12/12" if kind != "part_time" or rng.random() < 0.7 else "9/12"
        return Levels(
            schooling, Professional(degree, field, mode), self._theory(kind, done),
            self._state(kind, done), self._defence(done), rng.choice(("", "TH-A", "TH-A", "TH-B")),
            rng.choice(("", "", "NN-A", "NN-B")) if degree in {"ĐH", "ThS"} else "",
        )  # fmt: skip

    def _theory(self, kind: str, done: set[str]) -> str:
        for course, level in (("LLCT-CC", "CTCC"), ("LLCT-TC", "CTTC"), ("LLCT-SC", "CTSC")):
            if course in done:
                return level
        if "sat LLCT-CC" in done:
            return "CTTC"
        if kind in {"top", "leader"} and "sat LLCT-TC" not in done:
            return self._rng.choice(("CTTC", "CTTC", "CTCC", "CTSC"))
        return self._rng.choice(("CT0", "CTSC", "CTSC"))

    def _state(self, kind: str, done: set[str]) -> str:
        if "BD-QLNN" in done:
            return "QLCV"
        if kind in {"top", "staff"}:
            return self._rng.choice(("QLCV", "QLCV", "QLCVC", "QL0"))
        return self._rng.choice(("QL0", "QLX")) if kind != "part_time" else "QL0"

    def _defence(self, done: set[str]) -> str:
        return "QP4" if "BD-QPAN" in done else ""


def _cohort(post: str) -> tuple[float, int, int]:
    """Share of men, youngest and oldest age on the last day."""
    if post in TOP:
        return 0.85, 44, 57
    if post in HEADS:
        women = {"H35": 0.0, "H24": 0.45}
        return women.get(post, 0.75), 36, 57
    if post in DEPUTIES:
        return (0.0 if post == "H36" else 0.6), 32, 55
    fixed = {"X08": (0.6, 26, 34), "X09": (0.0, 30, 50), "X11": (1.0, 48, 59), "Z10": (0.0, 28, 50),
             "Y1": (1.0, 28, 50), "Y2": (1.0, 28, 50), "Z09": (0.6, 23, 30)}  # fmt: skip
    if post in fixed:
        return fixed[post]
    return {"X": (0.8, 36, 58), "Y": (0.55, 24, 52), "Z": (0.65, 24, 58), "H": (0.5, 24, 52)}[
        post[0]
    ]
