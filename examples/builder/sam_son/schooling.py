"""Who sits in which class: the enrolments are drawn so that the town's published figures hold."""

from __future__ import annotations

import random
from collections.abc import Iterable

from examples.builder.sam_son.courses import BY_ID, CLASSES, INSIDE_THEORY
from examples.builder.truth import Attendance, Person, Truth

THEORY_PEOPLE = 178  # "gần 180 cán bộ" of the town's report of July 2011
_BY_KIND = {"leaders": 20, "mass": 15, "civil": 37, "body": 46, "part_time": 22, "learner": 38}
_LEADERS_NOW_STUDYING = 4
LEADING = frozenset({"X01", "X02", "X03", "X04", "X05", "X06"})

# Left the first class and came back in the second: one person, two enrolments inside the window.
_RETURNED = (
    ("TC9", "TC11", "Bỏ học"), ("TC11", "TC14", "Thôi học từ 3/2008"),
    ("TC11", "TC14", "Bỏ học"), ("TC12", "TC15", "Xin thôi học"),
    ("TC14", "TC17", "Bỏ học"), ("TC14", "TC17", "Thôi học từ 10/2009"),
    ("TC9", "TC12", "Bảo lưu kết quả"),
)  # fmt: skip
_LEFT_FOR_GOOD = (("TC9", "Bỏ học"), ("TC11", "Bỏ học"), ("TC12", "Thôi học từ 9/2007"),
                  ("TC15", "Xin thôi học"), ("TC17", "Bỏ học"))  # fmt: skip
_DROPPED = ("bỏ học", "thôi học")
_SAYS_COMPLETED = frozenset({"TC12", "CC05", "TH08"})

# Who is in one list twice, under two spellings (class, name).
_DOUBLED = (("TC14", "Trần Thị Hòa"), ("QP09", "Vũ Thị Thúy"), ("KT09", "Ngô Sỹ Thủy"))
# Namesakes who sit in one class.
_TOGETHER = {
    "Nguyễn Văn Hùng": ("TC11", "QP07", "QL09"),
    "Lê Thị Hương": ("TC14", "XD08"),
    "Trần Thị Hòa": ("TC14",),
    "Vũ Thị Thúy": ("QP09",),
    "Ngô Sỹ Thủy": ("KT09", "QP08"),
    "Cao Văn Thỏa": ("TC12", "QL07"),
}
# Shares of a fostering class: ward officials, part-time workers, town bodies, without a post.
_MIX = {
    "BD-QLNN": (0.66, 0.14, 0.12, 0.08), "BD-QPAN": (0.5, 0.18, 0.22, 0.1),
    "BD-XDD": (0.45, 0.2, 0.27, 0.08), "BD-CTCB": (0.35, 0.25, 0.05, 0.35),
    "BD-KT": (0.45, 0.2, 0.25, 0.1), "BD-DV": (0.48, 0.22, 0.2, 0.1),
    "BD-TH": (0.6, 0.1, 0.3, 0.0), "BD-NN": (0.3, 0.0, 0.7, 0.0),
    "BD-NV": (0.7, 0.1, 0.2, 0.0), "BD-KHAC": (0.3, 0.35, 0.2, 0.15),
}  # fmt: skip
_ONLY = {"NV09": {"Y6", "Y3"}, "NV10": {"Y3", "H64", "H61", "Z18"}, "QL10": {"H61", "H62", "H21"}}
_HEADS = frozenset({"H11", "H12", "H13", "H14", "H16", "H17", "H18", "H20", "H21", "H22", "H30",
                    "H33", "H35", "H37", "H39", "H41"})  # fmt: skip


def kind_of(person: Person) -> str:
    """Sort a person by the seat: leaders, mass, civil, part_time, body, learner."""
    if person.seat is None:
        return "learner"
    if person.seat.group in {"civil", "part_time", "body"}:
        return person.seat.group
    return "leaders" if LEADING & set(person.seat.posts) else "mass"


def outcome_of(remark: str) -> str:
    """Say what a list's remark tells of the end: dropped, completed, or nothing (enrolled)."""
    if remark.lower().startswith(_DROPPED) or "thôi học" in remark.lower():
        return "dropped"
    return "completed" if remark == "Hoàn thành" else "enrolled"


class Registrar:
    """Fills the classes from one seeded generator and writes the attendances into the truth."""

    def __init__(self, truth: Truth, rng: random.Random) -> None:
        self._truth = truth
        self._rng = rng
        self._in: dict[str, list[str]] = {c.id: [] for c in CLASSES}
        self._remarks: dict[tuple[str, str], str] = {}
        self.without_state_course = self._spared()

    def enrol_all(self) -> None:
        """Fill every class and write the attendances and the doubled rows."""
        self._fill_theory_inside()
        self._fill_theory_outside()
        self._fill_elementary()
        self._fill_advanced()
        for training_class in CLASSES:
            if training_class.kind == "fostering":
                self._fill_fostering(training_class.id)
        self._write()

    # -- people by kind ------------------------------------------------------------------

    def _people(self, *kinds: str) -> list[Person]:
        return [p for p in self._truth.people.values() if kind_of(p) in kinds]

    def _spared(self) -> frozenset[str]:
        """Pick ward officials who never had a course of state management: the needs of 2012."""
        wards = self._people("leaders", "mass", "civil")
        return frozenset(p.id for p in self._rng.sample(wards, len(wards) * 35 // 100))

    def _named(self, class_id: str) -> list[str]:
        names = {name for name, classes in _TOGETHER.items() if class_id in classes}
        return [p.id for p in self._truth.people.values() if p.name in names]

    # -- intermediate political theory -----------------------------------------------------

    def _fill_theory_inside(self) -> None:
        chosen = self._choose_theory_people()
        for class_id in INSIDE_THEORY:
            self._in[class_id] += [i for i in self._named(class_id) if i in chosen]
        left = chosen - {i for class_id in INSIDE_THEORY for i in self._in[class_id]}
        studying = [p.id for p in self._people("leaders") if p.id in left][:_LEADERS_NOW_STUDYING]
        self._in["TC17"] += studying
        rest = sorted(left - set(studying))
        self._rng.shuffle(rest)
        self._spread(rest)
        self._return_some()

    def _choose_theory_people(self) -> set[str]:
        named = {i for class_id in INSIDE_THEORY for i in self._named(class_id)}
        chosen = set(named)
        for kind, wanted in _BY_KIND.items():
            people = [p.id for p in self._people(kind) if not self._waits_for_advanced(p)]
            have = [i for i in people if i in named]
            free = [i for i in people if i not in named]
            chosen |= set(self._rng.sample(free, wanted - len(have)))
        assert len(chosen) == THEORY_PEOPLE
        return chosen

    def _waits_for_advanced(self, person: Person) -> bool:
        """Older heads of the town's bodies go straight to the advanced course."""
        posts = set(person.seat.posts) if person.seat else set()
        return person.born.year < 1953 or (bool(posts & _HEADS) and person.born.year < 1965)

    def _spread(self, people: list[str]) -> None:
        """Give each person one class, oldest first, so that nobody studies as a teenager."""
        people.sort(key=lambda i: self._truth.people[i].born.year // 6)
        returning = {c: sum(1 for _, second, _ in _RETURNED if second == c) for c in INSIDE_THEORY}
        places = [
            c for c in INSIDE_THEORY for _ in range(BY_ID[c].size - len(self._in[c]) - returning[c])
        ]
        mixed = places[:10] + self._rng.sample(places[10:-30], len(places) - 40) + places[-30:]
        leaders = {p.id for p in self._people("leaders")}
        for person, drawn in zip(people, mixed, strict=True):
            unfinished = drawn == "TC17" and person in leaders
            place = self._swap_out_of_last(leaders, person) if unfinished else drawn
            self._in[place].append(person)

    def _swap_out_of_last(self, leaders: set[str], person: str) -> str:
        """Keep leaders out of the unfinished class: somebody of an earlier class moves there."""
        for class_id in ("TC15", "TC14", "TC12"):
            for other in self._in[class_id]:
                movable = other not in leaders and other not in self._named(class_id)
                if movable:
                    self._in[class_id].remove(other)
                    self._in["TC17"].append(other)
                    return class_id
        raise AssertionError(person)

    def _return_some(self) -> None:
        doubled = {i for name in _TOGETHER for i in self._by_name(name)}
        leaders = {p.id for p in self._people("leaders")}
        barred = doubled | leaders
        for first, second, remark in _RETURNED:
            person = self._rng.choice([i for i in self._in[first] if i not in barred])
            barred.add(person)
            self._in[second].append(person)
            self._remarks[person, first] = remark
        for class_id, remark in _LEFT_FOR_GOOD:
            wanted = leaders if class_id == "TC15" else set(self._in[class_id]) - leaders
            person = self._rng.choice(
                [i for i in self._in[class_id] if i in wanted and i not in barred - leaders]
            )
            barred.add(person)
            self._remarks[person, class_id] = remark

    def _by_name(self, name: str) -> list[str]:
        return [p.id for p in self._truth.people.values() if p.name == name]

    def _theory_people(self) -> set[str]:
        return {i for class_id in INSIDE_THEORY for i in self._in[class_id]}

    def _fill_theory_outside(self) -> None:
        counted = self._theory_people()
        self._in["TC8"] += self._rng.sample(
            sorted(p.id for p in self._people("body", "mass", "civil", "learner")
                   if p.id not in counted and p.born.year < 1976), 13)  # fmt: skip
        again = [i for i in sorted(self._in["TC11"]) if (i, "TC11") not in self._remarks]
        for person in self._rng.sample([i for i in again if i not in self._named("TC11")], 3):
            self._in["TC8"].append(person)
            self._remarks[person, "TC8"] = "Bỏ học"
        used = counted | set(self._in["TC8"])
        self._in["TC19"] += self._rng.sample(
            sorted(p.id for p in self._people("body", "civil", "part_time") if p.id not in used), 20
        )
        self._in["TC19"] += [i for (i, c), _ in self._remarks.items() if c in {"TC12", "TC15"}][:2]

    def _fill_elementary(self) -> None:
        counted = self._theory_people() | set(self._in["TC8"])
        for class_id, later in (("SC07", 8), ("SC10", 2)):
            pool = [p for p in self._people("mass", "civil", "part_time") if p.born.year < 1987]
            new = [p.id for p in pool if p.id not in counted | set(self._in["SC07"])]
            after = [
                i
                for i in self._in["TC15"] + self._in["TC17"]
                if i not in self._in["SC07"] and kind_of(self._truth.people[i]) != "body"
            ]
            self._in[class_id] += self._rng.sample(new, BY_ID[class_id].size - later)
            self._in[class_id] += self._rng.sample(after, later)

    def _fill_advanced(self) -> None:
        heads = [p for p in self._people("body") if _HEADS & set(p.seat.posts if p.seat else ())]
        leaders = self._people("leaders")
        counted, taken = self._theory_people(), set(self._in["TC8"]) | set(self._in["TC19"])
        outside = [p.id for p in leaders if p.id not in counted]
        self._in["CC05"] += outside[:1]
        self._in["CC08"] += outside[1:3]
        graduates = [
            i
            for c in ("TC9", "TC11", "TC12")
            for i in self._in[c]
            if (i, c) not in self._remarks and self._truth.people[i] in leaders
        ]
        self._in["CC11"] += graduates[:3]
        free = [p.id for p in heads if p.id not in counted | taken]
        graduated_heads = [
            p.id for p in heads if p.id in self._in["TC9"] + self._in["TC11"] + self._in["TC12"]
            and not any((p.id, c) in self._remarks for c in ("TC9", "TC11", "TC12"))
        ]  # fmt: skip
        free += [i for i in graduated_heads if i not in free]
        self._rng.shuffle(free)
        older = sorted(free, key=lambda i: self._truth.people[i].born.year // 5)
        for class_id in ("CC05", "CC08", "CC11"):
            while len(self._in[class_id]) < BY_ID[class_id].size:
                self._in[class_id].append(self._next_free(older, class_id))

    def _next_free(self, heads: list[str], class_id: str) -> str:
        """Take the next head; whoever is in an intermediate class waits for the last course."""
        for person in heads:
            if class_id == "CC11" or person not in self._theory_people():
                heads.remove(person)
                return person
        raise AssertionError(class_id)

    # -- fostering ---------------------------------------------------------------------------

    def _fill_fostering(self, class_id: str) -> None:
        training_class = BY_ID[class_id]
        self._in[class_id] += self._named(class_id)
        for kinds, places in self._places(class_id, training_class.size):
            pool = self._pool(class_id, kinds)
            self._in[class_id] += self._rng.sample(pool, min(places, len(pool)))
        missing = training_class.size - len(self._in[class_id])
        everybody = self._pool(class_id, ("leaders", "mass", "civil", "part_time", "body"))
        self._in[class_id] += self._rng.sample(everybody, missing)
        if training_class.size > 24:
            person = self._rng.choice([i for i in self._in[class_id] if not self._marked(i)])
            self._remarks[person, class_id] = "Bỏ học"

    def _marked(self, person: str) -> bool:
        return self._truth.people[person].name in _TOGETHER

    def _places(self, class_id: str, size: int) -> Iterable[tuple[tuple[str, ...], int]]:
        if class_id in _ONLY:
            return [(("leaders", "mass", "civil", "part_time", "body"), size)]
        free = size - len(self._in[class_id])
        ward, part_time, body, learner = (int(free * s) for s in _MIX[BY_ID[class_id].course])
        return [
            (("leaders", "mass", "civil"), ward),
            (("part_time",), part_time),
            (("body",), body),
            (("learner",), learner),
        ]

    def _pool(self, class_id: str, kinds: tuple[str, ...]) -> list[str]:
        training_class = BY_ID[class_id]
        youngest = training_class.span.first_day.year - 21
        pool = [p for p in self._people(*kinds) if p.born.year <= youngest]
        if class_id in _ONLY:
            pool = [p for p in pool if p.seat and _ONLY[class_id] & set(p.seat.posts)]
        if class_id == "QP08":
            pool = [p for p in pool if kind_of(p) in {"leaders", "body"}]
        if training_class.course == "BD-QLNN":
            later = class_id == "QL11"
            had = set() if not later else set(self._in["QL07"]) | set(self._in["QL09"])
            spared = self.without_state_course
            pool = [
                p
                for p in pool
                if kind_of(p) in {"part_time", "body", "learner"}
                or (p.id in spared and kind_of(p) == "civil" if later else p.id not in spared)
            ]
            pool = [p for p in pool if p.id not in had]  # fmt: skip
        return [p.id for p in pool if p.id not in self._in[class_id]]

    # -- writing -----------------------------------------------------------------------------

    def _write(self) -> None:
        for training_class in CLASSES:
            learners = self._in[training_class.id]
            assert len(learners) == len(set(learners)) == training_class.size, training_class.id
            self._rng.shuffle(learners)
            for person in learners:
                self._truth.attendances.append(self._attendance(person, training_class.id))
        for class_id, name in _DOUBLED:
            self._truth.extra_rows.append((class_id, self._by_name(name)[0], "second_spelling"))

    def _attendance(self, person: str, class_id: str) -> Attendance:
        usual = "Hoàn thành" if class_id in _SAYS_COMPLETED else ""
        remark = self._remarks.get((person, class_id), usual)
        return Attendance(person, class_id, outcome_of(remark), remark)
