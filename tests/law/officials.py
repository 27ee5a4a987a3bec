"""Officials of law cases: a snapshot from a few readable words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from uuid import UUID

from canbo.engine.facts import (
    Attainment,
    AttainmentState,
    Attendance,
    AttendanceOutcome,
    ClassKind,
    Evidence,
    Particular,
    ParticularKind,
    Person,
    Post,
    PostProfile,
    Snapshot,
    Source,
    Tenure,
    TenureAct,
    TrainingClass,
    Unit,
    UnitLevel,
    UnitName,
    UnitPlacement,
)
from canbo.engine.law import Law
from canbo.engine.timeline import PartialDate, Perspective, Validity

EARLY = datetime(2004, 1, 1, tzinfo=UTC)
LATE = datetime(2030, 1, 1, tzinfo=UTC)
SOURCE = Source(Evidence.DECLARED, "case")


def on(day: date) -> Perspective:
    """Look from a day, knowing everything."""
    return Perspective(day, LATE)


def written(text: object) -> PartialDate | None:
    return None if text is None else PartialDate.parse(str(text))


class Town:
    """Collects facts and gives the snapshot; ids are numbers in the order of making."""

    def __init__(self, law: Law) -> None:
        self.law = law
        self.kept: dict[str, list[Any]] = {
            name: []
            for name in (
                "unit_names",
                "unit_placements",
                "particulars",
                "tenures",
                "attainments",
                "attendances",
                "post_profiles",
            )
        }
        self.units: dict[UUID, Unit] = {}
        self.posts: dict[UUID, Post] = {}
        self.people: dict[UUID, Person] = {}
        self.classes: dict[UUID, TrainingClass] = {}
        self._numbers = count(1)

    def _id(self) -> UUID:
        return UUID(int=next(self._numbers))

    def _fact(self, validity: Validity = Validity(), **overrides: Any) -> dict[str, Any]:  # noqa: B008
        number = self._id()
        shape = {"id": number, "key": number, "validity": validity}
        return {**shape, "recorded_at": EARLY, "source": SOURCE, **overrides}

    def place(self, unit: UUID, area: str, validity: Validity) -> None:
        self.kept["unit_placements"].append(
            UnitPlacement(
                **self._fact(validity), unit=unit, parent=None, level=UnitLevel.COMMUNE, area=area
            )
        )

    def bare_unit(self, kind: str = "xã") -> UUID:
        unit = self._id()
        self.units[unit] = Unit(unit, str(len(self.units)))
        self.kept["unit_names"].append(
            UnitName(**self._fact(), unit=unit, name=f"{kind} {unit.int}", type=kind)
        )
        return unit

    def unit(self, area: str = "", kind: str = "xã", parent: UUID | None = None) -> UUID:
        unit = self.bare_unit(kind)
        self.kept["unit_placements"].append(
            UnitPlacement(
                **self._fact(), unit=unit, parent=parent, level=UnitLevel.COMMUNE, area=area
            )
        )
        return unit

    def post(self, title: str, unit: UUID) -> UUID:
        post = self._id()
        kind = self.law.posts[title]
        self.posts[post] = Post(
            post, unit, title, kind.name, kind.post_class, kind.level, kind.managed_by
        )
        return post

    def retitle(self, post: UUID, title: str, validity: Validity, **overrides: Any) -> None:
        kind = self.law.posts[title]
        self.kept["post_profiles"].append(
            PostProfile(
                **self._fact(validity, **overrides),
                post=post,
                title=title,
                title_as_written=kind.name,
                post_class=kind.post_class,
                level=kind.level,
                managed_by=kind.managed_by,
            )
        )

    def person(self, birth: str | None = None, sex: str | None = None) -> UUID:
        person = self._id()
        self.people[person] = Person(person)
        if birth:
            self.say(person, ParticularKind.BIRTH, PartialDate.parse(str(birth)).iso())
        if sex:
            self.say(person, ParticularKind.SEX, sex)
        return person

    def say(self, person: UUID, kind: ParticularKind, value: str) -> None:
        self.kept["particulars"].append(
            Particular(**self._fact(), person=person, kind=kind, value=value)
        )

    def tenure(self, person: UUID, post: UUID, validity: Validity, **overrides: Any) -> None:
        self.kept["tenures"].append(
            Tenure(**self._fact(validity, **overrides), person=person, post=post)
        )

    def level(
        self,
        person: UUID,
        code: str,
        state: str = "completed",
        since: str = "",
        validity: Validity | None = None,
    ) -> None:
        self.kept["attainments"].append(
            Attainment(
                **self._fact(validity or Validity(begins=written(since or None))),
                person=person,
                scale=self.law.levels[code].scale,
                level=code,
                state=AttainmentState(state),
            )
        )

    def attends(self, person: UUID, course: str, **words: str) -> None:
        number = self._id()
        begins, ends = written(words.get("from")), written(words.get("to"))
        self.classes[number] = TrainingClass(
            number, course, ClassKind.FOSTERING, course, begins, ends
        )
        self.kept["attendances"].append(
            Attendance(
                **self._fact(Validity(begins=begins, ends=ends)),
                person=person,
                training_class=number,
                outcome=AttendanceOutcome(words.get("outcome", "enrolled")),
            )
        )

    def snapshot(self) -> Snapshot:
        return Snapshot(
            units=self.units,
            posts=self.posts,
            people=self.people,
            classes=self.classes,
            **{name: tuple(facts) for name, facts in self.kept.items()},
        )


def holds(words: Mapping[str, Any]) -> Validity:
    """Read when a post is held: since, until, seen."""
    seen = written(words.get("seen"))
    return Validity(
        written(words.get("since")), written(words.get("until")), seen.earliest if seen else None
    )


def build(law: Law, case: Mapping[str, Any]) -> tuple[Snapshot, UUID]:
    """Make the town of one case; the UUID is the post that is judged."""
    town = Town(law)
    person = town.person(case.get("born"), case.get("sex"))
    unit = _unit(town, case)
    post = town.post(case["post"], unit)
    town.tenure(person, post, holds(case), act=_act(case))
    _earlier(town, person, case.get("earlier", ()))
    for words in case.get("levels", ()):
        fields = words if isinstance(words, dict) else {"level": words}
        town.level(
            person,
            fields["level"],
            fields.get("state", "completed"),
            validity=Validity(written(fields.get("since")), written(fields.get("until"))),
        )
    for words in case.get("classes", ()):
        fields = words if isinstance(words, dict) else {"course": words}
        rest = {key: str(value) for key, value in fields.items() if key != "course"}
        town.attends(person, fields["course"], **rest)
    return town.snapshot(), post


def _act(words: Mapping[str, Any]) -> TenureAct | None:
    return TenureAct(words["act"]) if words.get("act") else None


def _unit(town: Town, case: Mapping[str, Any]) -> UUID:
    """The unit of the post; `areas` tells areas that changed: area, since, until."""
    if "areas" not in case:
        return town.unit(case.get("area", "delta"), case.get("unit", "xã"))
    unit = town.bare_unit(case.get("unit", "xã"))
    for words in case["areas"]:
        town.place(unit, words["area"], holds(words))
    return unit


def _earlier(town: Town, person: UUID, tenures: Iterable[Mapping[str, Any]]) -> None:
    for words in tenures:
        post = town.post(words["post"], town.unit(words.get("area", "delta")))
        town.tenure(person, post, holds(words), act=_act(words))
