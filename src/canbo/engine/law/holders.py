"""Who is judged, and by what facts: a person in a post, with what is recorded of the person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from uuid import UUID

from canbo.engine.facts import (
    Attainment,
    Attendance,
    AttendanceOutcome,
    Particular,
    ParticularKind,
    Scale,
    Sex,
    Snapshot,
    Tenure,
    TrainingClass,
    UnitLevel,
    UnitName,
    UnitPlacement,
    highest_attainments,
)
from canbo.engine.law.values import Area, Level
from canbo.engine.timeline import PartialDate, Perspective, fold, known

BOTH_AREAS = frozenset({Area.DELTA, Area.MOUNTAIN})
_URBAN_TYPES = ("phường", "thị trấn")

F = TypeVar("F", Particular, Tenure, Attainment, Attendance)


@dataclass(frozen=True, slots=True)
class Days:
    """A day between `first` and `last`, both included; `first` None: as early as may be."""

    first: date | None
    last: date
    facts: tuple[UUID, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether it is one certain day."""
        return self.first == self.last


@dataclass(frozen=True, slots=True)
class Dossier:
    """The facts of one person that standards ask about, as recorded, voided ones included."""

    person: UUID
    particulars: tuple[Particular, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    attainments: tuple[Attainment, ...] = ()
    attendances: tuple[Attendance, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """What one dossier amounts to on one day.

    `best`: the highest level held on each scale. `attended`: the attendance that stands for each
    course, of a class that ended by the day and was not dropped; `dropped`: of classes left.
    """

    person: UUID
    as_of: date
    birth: Days | None
    sex: Sex | None
    best: Mapping[Scale, Attainment] = field(default_factory=dict)
    attainments: tuple[Attainment, ...] = ()
    attended: Mapping[str, Attendance] = field(default_factory=dict)
    dropped: Mapping[str, Attendance] = field(default_factory=dict)


def standing(
    dossier: Dossier,
    *,
    classes: Mapping[UUID, TrainingClass],
    levels: Mapping[str, Level],
    perspective: Perspective,
) -> Standing:
    """Judge what a dossier amounts to from one perspective; `levels` are those of all scales.

    An attainment whose level its scale does not have says nothing.
    """
    attainments = tuple(
        attainment
        for attainment in known(dossier.attainments, perspective.known_at)
        if attainment.level in levels and levels[attainment.level].scale is attainment.scale
    )
    ranks = {each.level: levels[each.level].rank for each in attainments}
    highest = highest_attainments(fold(attainments, perspective), ranks)
    attendances = known(dossier.attendances, perspective.known_at)
    attended, dropped = _courses(attendances, classes, perspective.as_of)
    particulars = known(dossier.particulars, perspective.known_at)
    return Standing(
        person=dossier.person,
        as_of=perspective.as_of,
        birth=_birth(particulars),
        sex=_sex(particulars),
        best={scale: attainment for (_, scale), attainment in highest.items()},
        attainments=attainments,
        attended=attended,
        dropped=dropped,
    )


def _birth(particulars: Iterable[Particular]) -> Days | None:
    """The span of days on which the person may be born.

    Statements that agree narrow each other; where they contradict, any of them may be true.
    Who somebody is does not change with the day asked for, so the validity is not looked at.
    """
    facts = [fact for fact in particulars if fact.kind is ParticularKind.BIRTH]
    if not facts:
        return None
    dates = [PartialDate.parse(fact.value) for fact in facts]
    ids = tuple(fact.id for fact in facts)
    first, last = max(each.earliest for each in dates), min(each.latest for each in dates)
    if first > last:
        first, last = min(each.earliest for each in dates), max(each.latest for each in dates)
    return Days(first, last, ids)


def _sex(particulars: Iterable[Particular]) -> Sex | None:
    found = {fact.value for fact in particulars if fact.kind is ParticularKind.SEX}
    return Sex(found.pop()) if len(found) == 1 else None


def _courses(
    attendances: Iterable[Attendance],
    classes: Mapping[UUID, TrainingClass],
    as_of: date,
) -> tuple[dict[str, Attendance], dict[str, Attendance]]:
    attended: dict[str, Attendance] = {}
    dropped: dict[str, Attendance] = {}
    for attendance in attendances:
        training_class = classes.get(attendance.training_class)
        if training_class is None or not training_class.course:
            continue
        if attendance.outcome is AttendanceOutcome.DROPPED:
            dropped.setdefault(training_class.course, attendance)
        elif _has_ended(attendance, training_class, as_of):
            attended.setdefault(training_class.course, attendance)
    return attended, dropped


def _has_ended(attendance: Attendance, training_class: TrainingClass, as_of: date) -> bool:
    """Who still studies does not yet have the course; an undated class is taken as ended."""
    last = training_class.last_day
    if last is None:
        last = attendance.validity.certain.begins
    return last is None or last <= as_of


def first_appointment(tenures: Iterable[Tenure], as_of: date) -> Days:
    """When the holder first took the post: `tenures` are all known ones of that title.

    A tenure whose beginning nobody wrote down began by the day on which its source saw it: the
    first appointment is then no later than that, and as early as may be.
    """
    begun = [tenure for tenure in tenures if _may_have_begun(tenure, as_of)]
    dated = [tenure for tenure in begun if tenure.validity.begins]
    open_side = any(not tenure.validity.begins and not _follows(tenure, dated) for tenure in begun)
    firsts = [tenure.validity.begins.earliest for tenure in dated if tenure.validity.begins]
    latest = [day for tenure in begun if (day := _latest_beginning(tenure)) is not None]
    return Days(
        None if open_side or not firsts else min(firsts),
        min([*latest, as_of]),
        tuple(tenure.id for tenure in begun),
    )


def _may_have_begun(tenure: Tenure, as_of: date) -> bool:
    earliest = tenure.validity.possible.begins
    return earliest is None or earliest <= as_of


def _latest_beginning(tenure: Tenure) -> date | None:
    validity = tenure.validity
    if validity.begins:
        return validity.begins.latest
    last = validity.ends.latest if validity.ends else None
    return min((day for day in (validity.known_by, last) if day), default=None)


def _follows(tenure: Tenure, dated: Iterable[Tenure]) -> bool:
    """Whether a tenure with unknown beginning surely comes after a dated one of the same seat.

    One person cannot hold one seat twice at a time, so what was seen later began later.
    """
    seen = _latest_beginning(tenure)
    return seen is not None and any(
        other.post == tenure.post
        and other.validity.begins is not None
        and other.validity.begins.latest <= seen
        for other in dated
    )


class Areas:
    """In which area each unit lies on one day: known, by its kind, or not told.

    An urban unit (phường, thị trấn) counts as delta ("đồng bằng và đô thị") where no fact says
    otherwise; a body inside a ward lies where the ward lies.
    """

    def __init__(self, snapshot: Snapshot, perspective: Perspective) -> None:
        placements = fold(snapshot.unit_placements, perspective)
        self._placements: dict[UUID, UnitPlacement] = {each.unit: each for each in placements}
        self._types: dict[UUID, UnitName] = {
            each.unit: each for each in fold(snapshot.unit_names, perspective)
        }
        self._known: dict[UUID, frozenset[Area]] = {}

    def of(self, unit: UUID) -> frozenset[Area]:
        """The areas that the unit may lie in: one, or both where nothing tells."""
        if unit not in self._known:
            self._known[unit] = self._find(unit)
        return self._known[unit]

    def _find(self, unit: UUID) -> frozenset[Area]:
        seen: set[UUID] = set()
        at: UUID | None = unit
        while at is not None and at not in seen:
            seen.add(at)
            placement = self._placements.get(at)
            if placement is not None and placement.area:
                return frozenset({Area(placement.area)})
            name = self._types.get(at)
            if name is not None and name.type in _URBAN_TYPES:
                return frozenset({Area.DELTA})
            below_district = placement is not None and placement.level is UnitLevel.COMMUNE
            at = placement.parent if placement is not None and below_district else None
        return BOTH_AREAS


@dataclass(frozen=True, slots=True)
class Dossiers:
    """All dossiers of a snapshot by person, grouped once."""

    particulars: Mapping[UUID, list[Particular]]
    tenures: Mapping[UUID, list[Tenure]]
    attainments: Mapping[UUID, list[Attainment]]
    attendances: Mapping[UUID, list[Attendance]]

    @classmethod
    def of(cls, snapshot: Snapshot, people: Collection[UUID]) -> Dossiers:
        """Group the facts of the people asked for."""
        return cls(
            _by_person(snapshot.particulars, people),
            _by_person(snapshot.tenures, people),
            _by_person(snapshot.attainments, people),
            _by_person(snapshot.attendances, people),
        )

    def of_person(self, person: UUID) -> Dossier:
        """The dossier of one person."""
        return Dossier(
            person,
            tuple(self.particulars.get(person, ())),
            tuple(self.tenures.get(person, ())),
            tuple(self.attainments.get(person, ())),
            tuple(self.attendances.get(person, ())),
        )


def _by_person(facts: Iterable[F], people: Collection[UUID]) -> dict[UUID, list[F]]:
    grouped: defaultdict[UUID, list[F]] = defaultdict(list)
    for fact in facts:
        if fact.person in people:
            grouped[fact.person].append(fact)
    return grouped
