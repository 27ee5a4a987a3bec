"""The desk of a district's Organisation Board."""

from __future__ import annotations

from datetime import date

from examples.builder.chronicle import Chronicle
from examples.builder.desk import MOTTO, PARTY, Desk, by_name
from examples.builder.districts.invent import kind_of, main_post
from examples.builder.districts.plan import Plan
from examples.builder.lists import Entry
from examples.builder.sheets import Value
from examples.builder.titles import write_posts
from examples.builder.truth import Attendance, Person, Truth

__all__ = ["MOTTO", "PARTY", "DistrictDesk", "by_name"]


class DistrictDesk(Desk):
    """What the papers of one district need at hand."""

    def __init__(self, plan: Plan, truth: Truth, told: Chronicle) -> None:
        super().__init__(truth, told, plan.place, plan.town)
        self.plan = plan

    @property
    def upper(self) -> str:
        """The district in capitals: HUYỆN CÁI BÈ."""
        return f"{self.plan.place.kind} {self.plan.place.name}".upper()

    @property
    def committee(self) -> str:
        """The committee in capitals: HUYỆN ỦY CÁI BÈ."""
        return f"{self.plan.place.committee} {self.plan.place.name}".upper()

    def seated(self, unit: str) -> list[Person]:
        """Everybody with a seat in a unit."""
        return self.truth.seated(unit)

    def roster_entry(self, person: Person, form: int, joiner: str = ", ") -> Entry:
        """One row of a roster: the posts without their unit."""
        assert person.seat
        posts = self._of_place(write_posts(person.seat.posts, form, joiner))
        return Entry(person, extra={"post": posts, **_learnt(person)})

    def _of_place(self, words: str) -> str:
        place = self.plan.place
        for old, new in (
            ("Thị ủy viên", f"{place.committee} viên"), ("Thị ủy", place.committee),
            ("Thị đoàn", place.youth), ("thị xã", place.kind), (" TX", f" {place.letters}"),
            ("TUV", f"{place.committee[0]}UV"),
        ):  # fmt: skip
            words = words.replace(old, new)
        return words

    def where(self, person: Person, day: date, form: int) -> str:
        """Post and unit in one text, as class lists want it."""
        assert person.seat
        post = self._of_place(write_posts((main_post(person),), form, ", "))
        unit = self.speech.unit(person.home_unit, day, form)
        alone = kind_of(person) in {"top", "staff", "school"} and main_post(person) in {
            "H35", "H36", "H37", "H38", "H39", "H40", "H33", "H34", "H01", "H02", "H06", "H07",
            "H05", "H03",
        }  # fmt: skip
        return post if alone else f"{post}, {unit}"

    def learners(self, held: str) -> list[Attendance]:
        """Who sat in a class."""
        return self.truth.learners(held)


def _learnt(person: Person) -> dict[str, Value]:
    """What a roster may say that depends on the person alone."""
    levels = person.levels
    assert levels
    member = "x" if person.party else None
    mode = {"in_service": "VLVH", "full_time": "CQ"}.get(levels.professional.mode)
    return {"member": member, "mode": mode, "field": levels.professional.field or None}
