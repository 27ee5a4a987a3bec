"""The snapshot: everything of one home that the engine may think about, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from canbo.engine.facts.kinds import (
    Attainment,
    AttainmentState,
    Attendance,
    ClassKind,
    Particular,
    PostClass,
    Scale,
    Tenure,
    UnitLevel,
    UnitName,
    UnitPlacement,
)
from canbo.engine.timeline import PartialDate, Perspective, fold, known


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its stable id; names, parents and areas are facts. `code` is no identity."""

    id: UUID
    code: str
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """A seat in a unit; `title` is a code of the law's post lists, or "" when unknown there."""

    id: UUID
    unit: UUID
    title: str
    title_as_written: str
    post_class: PostClass
    level: UnitLevel
    managed_by: UnitLevel | None
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A person by stable id; everything said of the person is a fact."""

    id: UUID


@dataclass(frozen=True, slots=True)
class TrainingClass:
    """A class (lớp): course code of the law's course list, kind and written span."""

    id: UUID
    name: str
    kind: ClassKind
    course: str
    begins: PartialDate | None
    ends: PartialDate | None
    institution: str = ""

    @property
    def first_day(self) -> date | None:
        """The earliest day that its beginning may mean (or its end, when only that is known)."""
        written = self.begins or self.ends
        return written.earliest if written else None

    @property
    def last_day(self) -> date | None:
        """The latest day that its end may mean (or its beginning, when only that is known)."""
        written = self.ends or self.begins
        return written.latest if written else None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All registers and facts of a home (or the part a caller asked for), voided ones included."""

    units: Mapping[UUID, Unit] = field(default_factory=dict)
    posts: Mapping[UUID, Post] = field(default_factory=dict)
    people: Mapping[UUID, Person] = field(default_factory=dict)
    classes: Mapping[UUID, TrainingClass] = field(default_factory=dict)
    unit_names: tuple[UnitName, ...] = ()
    unit_placements: tuple[UnitPlacement, ...] = ()
    particulars: tuple[Particular, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    attainments: tuple[Attainment, ...] = ()
    attendances: tuple[Attendance, ...] = ()

    def folded(self, perspective: Perspective) -> Snapshot:
        """Fold to what was known at `known_at` and held on `as_of`.

        Attendances are acts, not states: they are kept for every day, known ones only.
        """
        return Snapshot(
            units=self.units,
            posts=self.posts,
            people=self.people,
            classes=self.classes,
            unit_names=tuple(fold(self.unit_names, perspective)),
            unit_placements=tuple(fold(self.unit_placements, perspective)),
            particulars=tuple(fold(self.particulars, perspective)),
            tenures=tuple(fold(self.tenures, perspective)),
            attainments=tuple(fold(self.attainments, perspective)),
            attendances=tuple(known(self.attendances, perspective.known_at)),
        )


HELD = frozenset({AttainmentState.COMPLETED, AttainmentState.EQUIVALENT})


def highest_attainments(
    attainments: Iterable[Attainment], rank: Mapping[str, int]
) -> dict[tuple[UUID, Scale], Attainment]:
    """Find each person's highest held level per scale ("trình độ cao nhất" is never typed).

    `rank` maps level codes to their rank on their scale; levels without a rank are left out.
    """
    best: dict[tuple[UUID, Scale], Attainment] = {}
    for attainment in attainments:
        if attainment.state not in HELD or attainment.level not in rank:
            continue
        place = (attainment.person, attainment.scale)
        if place not in best or rank[best[place].level] < rank[attainment.level]:
            best[place] = attainment
    return best
