"""The planning pool (quy hoạch): the list of 2005, its review of 2007, the lists of 2009 under
Hướng dẫn 22-HD/BTCTW, and their reviews of 2010 and 2011.

Of those who sat in advanced theory classes inside the window, 26 were planned on the day they
enrolled. Two were planned later only, one had been taken out before, one never was; two planned
people dropped out, and some had finished before 2006.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

from examples.builder.chronicle import Chronicle, Fact
from examples.builder.sam_son.places import BODIES, TOWN, WARDS
from examples.builder.truth import Person, Truth

APPROVED = {
    "2005": ("45-QĐ/ThU", "2005-08-12", "2005-2010"),
    "2007": ("311-QĐ/ThU", "2007-04-20", "2005-2010"),
    "2009": ("804-QĐ/ThU", "2009-05-15", "2010-2015"),
    "2010": ("967-QĐ/ThU", "2010-02-26", "2010-2015"),
    "2011": ("139-QĐ/ThU", "2011-03-25", "2010-2015"),
}
NEXT_TERM = "2015-2020"
ENROLLED = {"CC05": "2005-09", "CC08": "2008-10-06", "CC11": "2011-03-07"}
NEVER_PLANNED = frozenset({"P132"})
PLANNED_LATE = frozenset({"P203", "P263"})  # in 2009: after they had enrolled
TAKEN_OUT_EARLY = "P218"  # in 2007, before the class of 2008
LATE_REVIEW = ("P236", "P265")  # added in February 2010, before the class of 2011
DROPPED_OUT = ("P167", "P200")
STUDIED_BEFORE = ("P198", "Q04", "Q06")
_HEADS = {"H11", "H13", "H16", "H18", "H20", "H22", "H30", "H33", "H35", "H37", "H39", "H41"}
_DEPUTY_OF = {"H11": "H12", "H13": "H14", "H16": "H17", "H18": "H19", "H20": "H21", "H22": "H23",
              "H30": "H31", "H33": "H34", "H35": "H36", "H37": "H38", "H39": "H40",
              "H41": "H42"}  # fmt: skip
HEAD_OF = {
    "vp-thi-uy": "H16", "ban-to-chuc": "H11", "ban-tuyen-giao": "H11", "ban-dan-van": "H11",
    "ubkt": "H13", "ttbdct": "H18", "vp-hdnd-ubnd": "H16", "thanh-tra": "H22", "mttq": "H30",
    "thi-doan": "H33", "hoi-lhpn": "H35", "hoi-nd": "H37", "hoi-ccb": "H39", "ldld": "H41",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """A post that people are planned for."""

    post: str
    unit: str


def head_of(body: str) -> str:
    """Give the post code of a body's head."""
    return HEAD_OF.get(body, "H20")


class Planner:
    """Draws who is planned for what, list by list."""

    def __init__(self, truth: Truth, told: Chronicle, rng: random.Random) -> None:
        self._truth, self._told, self._rng = truth, told, rng
        self._taken: dict[tuple[str, str], int] = {}  # (person, term): posts so far, at most 3
        self._pairs: set[tuple[str, Target, str]] = set()

    def write_all(self) -> None:
        """Write the five lists."""
        self._list_2005()
        self._review_2007()
        self._lists_2009()
        self._review_2010()
        self._review_2011()

    # -- 2005 and 2007 -----------------------------------------------------------------------

    def _list_2005(self) -> None:
        students = [i for i in self._learners("CC05") if i not in PLANNED_LATE]
        older = ["P167", "P200", "P198", "Q04", "Q06", TAKEN_OUT_EARLY, "P199", "P181", "P175"]
        for person in dict.fromkeys([*students, *older, "P216", "P251", "P168", "P230"]):
            self._plan(person, Target("V12", TOWN), "2005")
        for person in ("P199", "P181", "P198", "Q06", "P185", "P188"):
            self._plan(person, Target("V11", TOWN), "2005")
        for person in ("P217", "P224", "P193", "P239"):  # of the class of 2008
            self._plan_up(person, "2005")
        self._fill(self._heads_wanted(), "2005", 14)

    def _review_2007(self) -> None:
        for person in self._learners("CC08"):
            planned = any(fact["exit"] == "" for fact in self._told.of("pool", person))
            if not planned and person not in {*PLANNED_LATE, TAKEN_OUT_EARLY}:
                self._plan_up(person, "2007")
        for fact in self._told.of("pool", TAKEN_OUT_EARLY):
            self._leave(fact, "2007", "removed", "Không đảm bảo tín nhiệm")
        for person, reason, words in (
            ("P230", "removed", "Không đủ điều kiện về trình độ"),
            ("Q04", "overage", "Không đủ tuổi theo quy định"),
        ):
            for fact in self._told.of("pool", person):
                self._leave(fact, "2007", reason, words)

    # -- 2009 ----------------------------------------------------------------------------------

    def _lists_2009(self) -> None:
        late = [i for i in self._learners("CC11") if i not in {*NEVER_PLANNED, *LATE_REVIEW}]
        for person in (*late, *sorted(PLANNED_LATE)):
            self._plan_up(person, "2009")
        self._committee_2009()
        for post, unit, people in (
            ("H01", "thuong-truc-thi-uy", ("P167", "P198")), ("H02", "thuong-truc-thi-uy",
            ("P175", "P188")), ("H06", "ubnd", ("P199", "P216")), ("H07", "ubnd",
            ("P251", "P238", "P223")), ("H05", "hdnd", ("P185", "P269")),
        ):  # fmt: skip
            for person in people:
                self._plan(person, Target(post, f"{TOWN}.{unit}"), "2009")
        self._fill(self._heads_wanted(), "2009", 27)
        self._fill(self._deputies_wanted(), "2009", 22)
        self._fill(self._wards_wanted(), "2009", 44)
        young = [p for p in self._free() if p.born.year >= 1970]
        for person in self._rng.sample(young, 24):
            self._plan(person.id, Target("V12", TOWN), "2009", NEXT_TERM)

    def _committee_2009(self) -> None:
        for person in ("P167", "P198", "P175", "P181", "P185", "P188", "P197", "P199", "P216",
                       "P269", "P223", "P238", "P251", "Q06", "P067"):  # fmt: skip
            self._plan(person, Target("V11", TOWN), "2009")
        members = [p.id for p in self._truth.people.values() if p.seat and "V12" in p.seat.posts]
        others = [p.id for p in self._free() if p.born.year >= 1956 and p.id not in members]
        self._rng.shuffle(others)
        for person in (*members, *others[:24]):
            self._plan(person, Target("V12", TOWN), "2009")

    # -- the reviews of 2010 and 2011 ---------------------------------------------------------

    def _review_2010(self) -> None:
        for person in LATE_REVIEW:
            self._plan_up(person, "2010")
        self._fill(self._deputies_wanted(), "2010", 6)
        for fact in self._first("2009", 4):
            reason, words = self._rng.choice((
                ("removed", "Không hoàn thành chương trình đào tạo"),
                ("overage", "Quá tuổi so với quy định"), ("transferred", "Chuyển công tác"),
            ))  # fmt: skip
            self._leave(fact, "2010", reason, words)
        self._reached("2010-02-26", "2010")
        self._retired("2010-02-26", "2010")

    def _review_2011(self) -> None:
        self._fill(self._wards_wanted(), "2011", 5)
        self._fill(self._heads_wanted(), "2011", 3)
        self._reached("2011-03-25", "2011")
        self._retired("2011-03-25", "2011")
        for fact in self._first("2009", 3):
            self._leave(fact, "2011", "overage", "Không đủ tuổi tái cử")
        kept = self._told.of("pool", "P258")
        for fact in kept[:1]:
            self._leave(fact, "2011", "disciplined", "Bị kỷ luật khiển trách năm 2010")

    def _retired(self, day: str, review: str) -> None:
        """Take those out who have left work for good."""
        for fact in self._told.of("pool"):
            last = [tenure["ends"] for tenure in self._told.tenures(fact.person)]
            if fact["term"] == "2010-2015" and last and all(last) and max(last) <= day:
                self._leave(fact, review, "overage", "Nghỉ hưu")

    def _reached(self, day: str, review: str) -> None:
        """Take those out who have come to the post they were planned for."""
        for fact in self._told.of("pool"):
            if fact["ends"] or fact["term"] != "2010-2015":
                continue
            for tenure in self._told.tenures(fact.person):
                same = (tenure["post"], tenure["unit"]) == (fact["post"], fact["unit"])
                if same and fact["begins"] < tenure["begins"] <= day and not tenure["manner"]:
                    elected = tenure["act"] == "elected"
                    words = "Đã bầu" if elected else "Đã bổ nhiệm"
                    reason = "elected" if elected else "appointed"
                    self._told.amend(fact, ends=tenure["begins"], exit=reason, exit_words=words,
                                     exit_list=review)  # fmt: skip
                    break

    def _first(self, approved_by: str, count: int) -> list[Fact]:
        """Some who may be taken out: none of those whom the advanced classes count on."""
        safe = {i for held in ENROLLED for i in self._learners(held)}
        free = [
            fact for fact in self._told.of("pool")
            if fact["list"] == approved_by and not fact["ends"] and fact.person not in safe
            and fact["post"] not in {"V11", "V12"}
        ]  # fmt: skip
        return self._rng.sample(free, count)

    # -- drawing ---------------------------------------------------------------------------------

    def _learners(self, held: str) -> list[str]:
        return [a.person for a in self._truth.learners(held)]

    def _free(self) -> list[Person]:
        """Leaders, deputies and experts who may be planned at all."""
        barred = {*NEVER_PLANNED, *PLANNED_LATE, *LATE_REVIEW, TAKEN_OUT_EARLY}
        barred |= {i for held in ENROLLED for i in self._learners(held)}
        barred |= set(DROPPED_OUT)
        return [
            person for person in self._truth.people.values()
            if person.seat and person.id not in barred and person.levels
            and person.levels.professional.level in {"TC", "CĐ", "ĐH", "ThS"}
            and person.seat.posts[0][0] in "XHY" and person.seat.posts[0] not in {"H74", "H64"}
        ]  # fmt: skip

    def _plan_up(self, person: str, approved_by: str) -> None:
        """Plan a person for the next post above the present one."""
        found = self._truth.people[person]
        assert found.seat
        main = next(post for post in found.seat.posts if post[0] != "V")
        unit = found.seat.unit
        if unit in WARDS:
            target = Target({"X06": "X05", "X05": "X01", "X03": "X01"}.get(main, "X01"), unit)
            if main in {"X01", "X02"}:
                target = Target("V12", TOWN)
        elif main in _HEADS:
            target = Target("V12", TOWN)
        else:
            target = Target(head_of(unit.removeprefix(f"{TOWN}.")), unit)
        self._plan(person, target, approved_by)

    def _heads_wanted(self) -> Iterable[tuple[Target, list[str]]]:
        for key, *_ in BODIES:
            unit, head = f"{TOWN}.{key}", head_of(key)
            if key in {"thuong-truc-thi-uy", "hdnd", "ubnd"}:
                continue
            near = [p.id for p in self._free() if p.seat and p.seat.unit == unit]
            deputies = [i for i in near if self._now(i) == _DEPUTY_OF[head]]
            yield Target(head, unit), deputies or near

    def _deputies_wanted(self) -> Iterable[tuple[Target, list[str]]]:
        for key, *_ in BODIES:
            unit, deputy = f"{TOWN}.{key}", _DEPUTY_OF.get(head_of(key), "")
            experts = [
                p.id for p in self._free()
                if p.seat and p.seat.unit == unit and p.seat.posts[0] in {"H61", "H70", "H71"}
                and p.born.year >= 1966
            ]  # fmt: skip
            if experts and deputy:
                yield Target(deputy, unit), experts

    def _wards_wanted(self) -> Iterable[tuple[Target, list[str]]]:
        below = {"X01": "X02 X03 X05", "X02": "X04 X06 X07", "X03": "X04 X02", "X05": "X06",
                 "X06": "Y3 Y4 Y5 Y6 Y7"}  # fmt: skip
        for unit in WARDS:
            for post, steps in below.items():
                near = [
                    p.id for p in self._free()
                    if p.seat and p.seat.unit == unit and p.seat.posts[0] in steps.split()
                    and p.born.year >= 1956
                ]  # fmt: skip
                if near:
                    yield Target(post, unit), near

    def _fill(
        self, wanted: Iterable[tuple[Target, list[str]]], approved_by: str, count: int
    ) -> None:
        """Plan about two for each target until `count` entries stand."""
        options = [
            (target, person)
            for target, people in wanted
            for person in self._rng.sample(people, min(2, len(people)))
        ]
        made = 0
        for target, person in options:
            if made < count and self._plan(person, target, approved_by):
                made += 1

    def _now(self, person: str) -> str:
        seat = self._truth.people[person].seat
        return next(post for post in seat.posts if post[0] != "V") if seat else ""

    def _plan(self, person: str, target: Target, approved_by: str, term: str = "") -> bool:
        number, day, usual = APPROVED[approved_by]
        term = term or usual
        key = (person, target, term)
        if key in self._pairs or self._taken.get((person, term), 0) >= 3:
            return False
        if any(
            (fact["post"], fact["unit"]) == (target.post, target.unit) and fact["begins"] <= day
            for fact in self._told.tenures(person)
            if not fact["ends"] or fact["ends"] > day
        ) and target.post not in {"V11", "V12"}:
            return False  # holds the post already
        self._pairs.add(key)
        self._taken[person, term] = self._taken.get((person, term), 0) + 1
        self._told.add("pool", person, post=target.post, unit=target.unit, term=term, begins=day,
                       ends="", exit="", list=approved_by, decision=number, decision_day=day,
                       issuer="Ban Thường vụ Thị ủy")  # fmt: skip
        return True

    def _leave(self, fact: Fact, review: str, reason: str, words: str) -> None:
        if not fact["ends"]:
            self._told.amend(fact, ends=APPROVED[review][1], exit=reason, exit_words=words,
                             exit_list=review)  # fmt: skip
