"""Careers of the key officials: what they were since they began to work, in keeping with the rest.

The rosters of 2008 and 2011 are kept to the letter; of the posts that class lists name, which
learners gave as they liked, as much as goes together.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date

from examples.builder.chronicle import Chronicle, Fact
from examples.builder.sam_son.class_books import sightings
from examples.builder.sam_son.numbers import decision
from examples.builder.sam_son.places import TOWN, WARDS
from examples.builder.sam_son.scripts import SCRIPTED, SCRIPTS
from examples.builder.truth import Person, Truth

LEADERS = ("X01", "X02", "X03", "X04", "X05", "X06")
HEADS = ("H11", "H13", "H16", "H18", "H20", "H22", "H30", "H33", "H35", "H37", "H39", "H41")
DEPUTIES = ("H12", "H14", "H15", "H17", "H19", "H21", "H23", "H31", "H34", "H36", "H38", "H40",
            "H42")  # fmt: skip
TOWN_LEADERS = ("H01", "H02", "H03", "H05", "H06", "H07")
_ELECTED = frozenset({*LEADERS, "X07", "X08", "X09", "X10", "X11", "H01", "H02", "H03", "H05",
                      "H06", "H07", "H13", "H30", "H33", "H35", "H37", "H39", "H41"})  # fmt: skip

# What a ward leader was before: the step below, in the same ward.
_BELOW = {"X01": "X05", "X02": "X06", "X03": "X02", "X04": "X07", "X05": "X06", "X06": "Y4"}
_STAFF_OF = {"X06": "Y3", "X05": "Y4", "X02": "X08", "X07": "X10", "Y4": "Z04"}
_ARMY = ("Chiến sĩ, Sư đoàn 390, Quân khu 4", "Bộ đội, Trung đoàn 14, Bộ CHQS tỉnh Thanh Hóa",
         "Bộ đội Biên phòng tỉnh Thanh Hóa", "Chiến sĩ, Lữ đoàn 126 Hải quân")  # fmt: skip
_BEFORE_TOWN = ("phòng Tài chính - Thương mại thị xã Sầm Sơn", "phòng Kinh tế thị xã Sầm Sơn",
                "phòng Xây dựng - Nhà đất thị xã Sầm Sơn", "Ban Tổ chức Thị ủy Sầm Sơn",
                "phòng Văn hóa - Thể thao thị xã Sầm Sơn")  # fmt: skip
_FIRST_JOBS = (
    "Giáo viên Trường THCS Quảng Tiến", "Giáo viên Trường THCS Trường Sơn",
    "Giáo viên Trường Tiểu học Bắc Sơn", "Cán bộ HTX Nông nghiệp Quảng Cư",
    "Kế toán HTX nghề cá Quảng Tiến", "Cán bộ Xí nghiệp Hải sản Sầm Sơn",
    "Nhân viên Công ty Du lịch Sầm Sơn", "Cán bộ Trạm Y tế Trung Sơn",
    "Công nhân Xí nghiệp Gạch Trường Sơn", "Cán bộ Huyện đoàn Quảng Xương",
    "Cán bộ Phòng Nông nghiệp huyện Quảng Xương", "Kế toán Cửa hàng Lương thực Sầm Sơn",
)  # fmt: skip


class Biographer:
    """Writes the careers of a town into its chronicle."""

    def __init__(self, truth: Truth, told: Chronicle, rng: random.Random) -> None:
        self._truth, self._told, self._rng = truth, told, rng
        self._seen = sightings(truth)

    def write_all(self) -> None:
        """Write the scripted careers and one for every other leader."""
        for person in [*self._truth.people.values(), *self._told.people.values()]:
            if person.id in SCRIPTED or _leads(person):
                self._career(person)

    # -- one person --------------------------------------------------------------------------

    def _career(self, person: Person) -> None:
        coded = list(SCRIPTS[person.id]) if person.id in SCRIPTED else self._drawn(person)
        coded.sort(key=lambda line: line[0])
        first = coded[0][0]
        for begins, ends, words in self._early(person, first):
            self._told.add("tenure", person.id, post="", unit="", words=words, begins=begins,
                           ends=ends)  # fmt: skip
        for begins, ends, post, unit, manner in coded:
            self._hold(person, begins, ends, post, unit, manner)

    def _hold(
        self, person: Person, begins: str, ends: str, post: str, unit: str, manner: str
    ) -> Fact:
        if not post:
            return self._told.add("tenure", person.id, post="", unit="", words=unit,
                                  begins=begins, ends=ends)  # fmt: skip
        act = "elected" if post in _ELECTED else "appointed"
        known = {}
        if len(begins) == len("2006-01-01") and begins >= "2006" and act == "appointed":
            party = post in {"H11", "H12", "H14"} or unit == f"{TOWN}.vp-thi-uy"
            known = decision("town_party" if party else "town_state", begins)
        return self._told.add(
            "tenure", person.id, post=post, unit=unit, begins=begins, ends=ends, manner=manner,
            act=act, **known,
        )  # fmt: skip

    def _drawn(self, person: Person) -> list[tuple[str, str, str, str, str]]:
        assert person.seat
        unit = person.seat.unit
        posts = [post for post in person.seat.posts if post[0] != "V"]
        began = self._began(person)
        lines = [(began, "", post, unit, "") for post in posts]
        return lines + self._before(person, posts[0], unit, began)

    def _before(
        self, person: Person, post: str, unit: str, began: str
    ) -> list[tuple[str, str, str, str, str]]:
        """The coded posts before the present one, newest first, back to about 1992."""
        assert person.seat
        lines, ends, youngest = [], began, person.born.year + 24
        if post in TOWN_LEADERS:
            middle = self._moment(int(began[:4]) - self._rng.randint(5, 8))
            first = self._moment(int(middle[:4]) - self._rng.randint(4, 6))
            higher, lower = self._rng.sample(_BEFORE_TOWN, 2)
            return [(middle, began, "", f"Trưởng {higher}", ""),
                    (first, middle, "", f"Phó Trưởng {lower}", "")]  # fmt: skip
        for step in self._steps(person, post):
            year = int(ends[:4]) - self._rng.randint(3, 6)
            if year < max(youngest, 1988) and step not in person.seat.earlier_posts:
                break
            begins = self._moment(year)
            lines.append((begins, ends, step, unit, ""))
            ends = begins
        return lines

    def _steps(self, person: Person, post: str) -> Iterable[str]:
        assert person.seat
        if person.seat.unit in WARDS:
            step = post
            for table in (_BELOW, _BELOW, _STAFF_OF):
                if step not in table:
                    return
                step = table[step]
                yield step
            return
        earlier = person.seat.earlier_posts
        if earlier and earlier[0] != post:
            yield earlier[0]
            post = earlier[0]
        if post in HEADS and post not in {"H33", "H35", "H37", "H39", "H41"}:
            yield {"H13": "H14"}.get(post, f"H{int(post[1:]) + 1}")
        if post not in {"H61", "H70", "H71", "H69"}:
            yield "H61"

    def _early(self, person: Person, first: str) -> list[tuple[str, str, str]]:
        """What came before the first coded post: army, school, a shop; one gap now and then."""
        ends, lines = first[:7] if len(first) > 4 else first, []
        start = person.born.year + self._rng.randint(19, 22)
        if int(ends[:4]) - start < 2:
            return []
        soldier = person.sex == "m" and person.born.year < 1968 and self._rng.random() < 0.6
        if soldier and int(ends[:4]) - start > 5:
            left = start + self._rng.randint(3, 4)
            called = f"{start}-0{self._rng.choice('28')}"
            released = f"{left}-{self._rng.randint(3, 9):02d}"
            lines.append((called, released, self._rng.choice(_ARMY)))
            start = left
            begins = f"{left}-{self._rng.randint(10, 12)}"  # some months at home: a gap
        else:
            begins = f"{start}-{self._rng.choice(('09', '10', '03'))}"
        first_job, second_job = self._rng.sample(_FIRST_JOBS, 2)
        years = int(ends[:4]) - int(begins[:4])
        if years > 9:
            between = f"{int(begins[:4]) + self._rng.randint(4, 6)}-{self._rng.randint(1, 12):02d}"
            lines.append((begins, between, second_job))
            begins = between
        lines.append((begins, ends, first_job))
        return lines

    # -- when the present post began -----------------------------------------------------------

    def _began(self, person: Person) -> str:
        assert person.seat
        post, earlier = person.seat.posts[0], person.seat.earlier_posts
        if person.seat.unit in WARDS:
            return self._by_sightings(person)
        if post in TOWN_LEADERS:
            return self._rng.choice(("2004-05-12", "2005-11-02"))
        if earlier and earlier[0] == next(p for p in person.seat.posts if p[0] != "V"):
            return self._day(self._rng.randint(2002, 2007))
        return self._day(self._rng.choice((2009, 2009, 2010)))

    def _by_sightings(self, person: Person) -> str:
        """The day that fits most of what the class lists say: the present post from then on."""
        seen = self._seen.get(person.id, [])
        options = [date(year, month, 15) for year in range(2004, 2011) for month in (5, 11)]

        def wrong(day: date) -> int:
            return sum((when >= day) != present for when, present in seen)

        least = min(wrong(day) for day in options)
        chosen = self._rng.choice([day for day in options if wrong(day) == least])
        return chosen.replace(day=self._rng.randint(3, 27)).isoformat()

    def _day(self, year: int) -> str:
        month = self._rng.randint(2, 11)
        return date(year, month, self._rng.randint(2, 27)).isoformat()

    def _moment(self, year: int) -> str:
        return self._day(year) if year >= 2006 else f"{year}-{self._rng.randint(1, 12):02d}"


def _leads(person: Person) -> bool:
    wanted = {*LEADERS, *HEADS, *DEPUTIES, *TOWN_LEADERS}
    return bool(person.seat and wanted & set(person.seat.posts))
