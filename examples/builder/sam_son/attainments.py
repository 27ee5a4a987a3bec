"""What everybody has learnt by 31/7/2011, in keeping with the classes they sat in."""

from __future__ import annotations

import random
from dataclasses import replace

from examples.builder.sam_son.schooling import kind_of
from examples.builder.truth import Levels, Person, Professional, Truth

KEY_IN_SERVICE = 13  # "13 cán bộ chủ chốt có trình độ đại học (tại chức)"
_KEY = frozenset({"X01", "X02", "X03", "X05"})
_FINISHED_INTERMEDIATE = ("TC8", "TC9", "TC11", "TC12", "TC14", "TC15")
_FIELDS = {
    "Y2": ("Quân sự", "Luật"), "Y1": ("Luật", "Quân sự"), "Y3": ("Hành chính", "Luật", "Văn thư"),
    "Y4": ("Quản lý đất đai", "Xây dựng", "Địa chính"), "Y5": ("Kế toán", "Tài chính - Kế toán"),
    "Y6": ("Luật",), "Y7": ("Văn hóa", "Công tác xã hội", "Sư phạm"),
    "X": ("Kinh tế", "Luật", "Hành chính", "Nông nghiệp", "Sư phạm", "Quản lý kinh tế"),
    "Z": ("Kinh tế", "Nông nghiệp", "Luật", "Văn thư", "Quân sự"),
    "H": ("Luật", "Kinh tế", "Sư phạm", "Hành chính", "Xây dựng", "Quản lý đất đai",
          "Tài chính - Kế toán", "Công tác xã hội", "Nông nghiệp"),
}  # fmt: skip
_PROFESSIONAL = {
    "leaders": {"TC": 62, "CĐ": 8, "ĐH": 30}, "mass": {"TC": 75, "CĐ": 10, "ĐH": 15},
    "civil": {"TC": 58, "CĐ": 12, "ĐH": 30},
    "part_time": {"CQĐT": 15, "SC": 35, "TC": 40, "CĐ": 5, "ĐH": 5},
    "body": {"TC": 14, "CĐ": 10, "ĐH": 71, "ThS": 5},
}  # fmt: skip


class Schooling:
    """Answers which classes a person finished."""

    def __init__(self, truth: Truth) -> None:
        self._finished: dict[str, set[str]] = {}
        for attendance in truth.attendances:
            gone = attendance.outcome == "dropped" or attendance.remark.startswith("Bảo lưu")
            if not gone:
                self._finished.setdefault(attendance.person, set()).add(attendance.training_class)

    def finished(self, person: Person, *classes: str) -> bool:
        """Whether the person stayed to the end in one of the classes."""
        return bool(self._finished.get(person.id, set()) & set(classes))


class Assessor:
    """Gives every seated person the levels that the rosters of 2011 will show."""

    def __init__(self, truth: Truth, rng: random.Random, without_state: frozenset[str]) -> None:
        self._truth = truth
        self._rng = rng
        self._schooling = Schooling(truth)
        self._without_state = without_state
        keys = [p.id for p in truth.people.values() if p.seat and _KEY & set(p.seat.posts)]
        self._key_in_service = set(rng.sample(keys, KEY_IN_SERVICE))
        self._keys = set(keys)

    def assess_all(self) -> None:
        """Replace every seated person by one with levels."""
        for person in list(self._truth.people.values()):
            if person.seat:
                self._truth.people[person.id] = replace(person, levels=self._levels(person))

    def _levels(self, person: Person) -> Levels:
        return Levels(
            schooling=self._education(person),
            professional=self._professional(person),
            theory=self._theory(person),
            state=self._state(person),
            defence=self._defence(person),
            it=self._it(person),
            language=self._language(person),
        )

    def _education(self, person: Person) -> str:
        kind = kind_of(person)
        if kind == "part_time" and self._rng.random() < 0.2:
            return self._rng.choice(["7/10", "9/12", "8/10"])
        if person.seat and "X11" in person.seat.posts and self._rng.random() < 0.4:
            return "7/10"
        return "10/10" if person.born.year < 1963 else "12/12"

    def _field(self, person: Person) -> str:
        post = next(p for p in person.seat.posts if p[0] != "V") if person.seat else "X"
        return self._rng.choice(_FIELDS.get(post) or _FIELDS[post[0]])

    def _professional(self, person: Person) -> Professional:
        field = self._field(person)
        if person.id in self._key_in_service:
            return Professional("ĐH", field, "in_service")
        if person.id in self._keys:
            return Professional(self._rng.choice(["TC", "ĐH"]), field, "full_time")
        return self._drawn_professional(person, field)

    def _drawn_professional(self, person: Person, field: str) -> Professional:
        kind, draw = kind_of(person), self._rng.random()
        levels = list(_PROFESSIONAL[kind])
        level = self._rng.choices(levels, [_PROFESSIONAL[kind][code] for code in levels])[0]
        if level == "CQĐT":
            return Professional(level)
        if level != "ĐH":
            return Professional(level, field)
        in_service = draw < (0.75 if person.born.year < 1974 else 0.35)
        return Professional(level, field, "in_service" if in_service else "full_time")

    def _theory(self, person: Person) -> str:
        if self._schooling.finished(person, "CC05", "CC08"):
            return "CTCC"
        if self._schooling.finished(person, *_FINISHED_INTERMEDIATE, "CC11"):
            return "CTTC"
        if self._schooling.finished(person, "SC07", "SC10", "TC17"):
            return "CTSC"
        return self._theory_without_class(person)

    def _theory_without_class(self, person: Person) -> str:
        """The level of those whom no class list of the files names."""
        posts = set(person.seat.posts) if person.seat else set()
        if {"H01", "H02", "H03", "H05", "H07"} & posts:
            return "CTCN" if "H01" in posts else "CTCC"
        kind = kind_of(person)
        if kind == "body" and self._rng.random() < 0.2:
            return "CTTC"
        none = {"leaders": 0.0, "mass": 0.25, "civil": 0.8, "part_time": 0.5, "body": 0.45}[kind]
        return "CT0" if self._rng.random() < none else "CTSC"

    def _state(self, person: Person) -> str:
        if self._schooling.finished(person, "QL10"):
            return "QLCV"
        if self._schooling.finished(person, "QL05", "QL06", "QL07", "QL09"):
            return "QLX"
        kind = kind_of(person)
        if person.id in self._without_state or kind == "part_time":
            return "QL0"
        if kind == "body":
            return self._rng.choice(self._state_of_staff(person))
        return self._rng.choice(["QL0", "QLX"])

    def _state_of_staff(self, person: Person) -> list[str]:
        posts = person.seat.posts if person.seat else ()
        if {"H64", "H66", "H74"} & set(posts):
            return ["QL0"]
        if {"H61", "H62", "H69", "H70", "H71"} & set(posts):
            return ["QL0", "QLCV", "QLCV"]
        return ["QLCV", "QLCV", "QLCVC"]

    def _defence(self, person: Person) -> str:
        if self._schooling.finished(person, "QP08"):
            return "QP3"
        attended = self._schooling.finished(person, "QP05", "QP07", "QP09", "QP10")
        return "QP4" if attended else ""

    def _it(self, person: Person) -> str:
        if self._schooling.finished(person, "TH08"):
            return "TH-A"
        born, kind = person.born.year, kind_of(person)
        chance = 0.85 if born >= 1975 else 0.55 if born >= 1965 else 0.25
        if kind == "part_time":
            chance /= 2
        if self._rng.random() >= chance:
            return ""
        return "TH-B" if born >= 1972 and self._rng.random() < 0.4 else "TH-A"

    def _language(self, person: Person) -> str:
        if person.born.year < 1972 or kind_of(person) == "part_time":
            return ""
        return self._rng.choice(["", "", "NN-A", "NN-B", "NN-B"])
