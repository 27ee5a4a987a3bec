"""The figures once more, in plain Python over the snapshot: the oracle of the expressions.

Written from the words of the definitions, not from the expressions.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from canbo.engine.facts import ClassKind, PostClass, Scale, Snapshot, UnitLevel, highest_attainments
from canbo.engine.figures import Frame
from canbo.engine.law import Law
from canbo.engine.timeline import Period, Perspective


@dataclass(frozen=True)
class Expected:
    """What a figure must come to, with the fact key of every row."""

    keys: frozenset[UUID]
    people: frozenset[UUID]
    met: frozenset[UUID] = frozenset()
    missing: frozenset[UUID] = frozenset()


def units_under(top: UUID, folded: Snapshot) -> set[UUID]:
    found = {top}
    while True:
        more = {one.unit for one in folded.unit_placements if one.parent in found} - found
        if not more:
            return found
        found |= more


class Oracle:
    def __init__(self, snapshot: Snapshot, law: Law, frame: Frame) -> None:
        self.law, self.frame = law, frame
        self.state = snapshot.folded(Perspective(frame.as_of, frame.known_at))
        self.scope = None if frame.unit is None else units_under(frame.unit, self.state)

    def people_in_scope(self) -> set[UUID]:
        return {
            tenure.person
            for tenure in self.state.tenures
            if self.scope is None or self.state.posts[tenure.post].unit in self.scope
        }

    def sittings(self, *, kind: ClassKind | None = None, gives: str | None = None) -> list:
        window = Period.closed(self.frame.window.first, self.frame.window.last)
        scope = self.people_in_scope()
        found = []
        for attendance in self.state.attendances:
            sat = self.state.classes[attendance.training_class]
            course = self.law.courses.get(sat.course)
            if sat.first_day is None or sat.last_day is None:
                continue
            # a class whose end comes before its beginning touches what lies between: nothing
            touches = sat.first_day <= self.frame.window.last
            touches = touches and sat.last_day >= self.frame.window.first
            if sat.first_day <= sat.last_day:
                span = Period.closed(sat.first_day, sat.last_day)
                assert touches == span.overlaps(window)
            if not touches or (kind and sat.kind is not kind):
                continue
            if gives and (course is None or course.gives != gives):
                continue
            if self.scope is not None and attendance.person not in scope:
                continue
            found.append((sat.first_day, str(attendance.key), attendance))
        return [attendance for *_, attendance in sorted(found, key=lambda entry: entry[:2])]

    def intermediate_theory_people(self) -> Expected:
        first: dict[UUID, UUID] = {}
        for attendance in self.sittings(gives="CTTC"):
            first.setdefault(attendance.person, attendance.key)
        return Expected(frozenset(first.values()), frozenset(first))

    def fostering_attendances(self) -> Expected:
        first: dict[tuple[UUID, UUID], UUID] = {}
        for attendance in self.sittings(kind=ClassKind.FOSTERING):
            first.setdefault((attendance.person, attendance.training_class), attendance.key)
        return Expected(frozenset(first.values()), frozenset(person for person, _ in first))

    def commune_intermediate_professional_share(self) -> Expected:
        ranks = self.law.ranks(Scale.PROFESSIONAL)
        best = highest_attainments(
            (one for one in self.state.attainments if one.scale is Scale.PROFESSIONAL), ranks
        )
        first: dict[UUID, UUID] = {}
        for tenure in sorted(self.state.tenures, key=lambda one: str(one.key)):
            post = self.state.posts[tenure.post]
            counted = post.post_class in {PostClass.OFFICIAL, PostClass.CIVIL_SERVANT}
            inside = self.scope is None or post.unit in self.scope
            if counted and post.level is UnitLevel.COMMUNE and inside:
                first.setdefault(tenure.person, tenure.key)
        held = {person: best.get((person, Scale.PROFESSIONAL)) for person in first}
        return Expected(
            frozenset(first.values()),
            frozenset(first),
            met=frozenset(p for p, one in held.items() if one and ranks[one.level] >= ranks["TC"]),
            missing=frozenset(p for p, one in held.items() if one is None),
        )
