"""Who is judged, and by what facts: a person in a post, with what is recorded of the person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from canbo.engine.facts import (
    HELD,
    Attainment,
    AttainmentState,
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
)
from canbo.engine.law.trace import Bearing
from canbo.engine.law.values import Area, Level
from canbo.engine.timeline import PartialDate, Perspective, fold, is_known

BOTH_AREAS = frozenset({Area.DELTA, Area.MOUNTAIN})
_URBAN_TYPES = ("phường", "thị trấn")


class Days(NamedTuple):
    """A day between `first` and `last`, both included; `first` None: as early as may be."""

    first: date | None
    last: date
    facts: tuple[UUID, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether it is one certain day."""
        return self.first == self.last


class Dossier(NamedTuple):
    """The facts of one person that standards ask about, as recorded, voided ones included."""

    person: UUID
    particulars: Sequence[Particular] = ()
    tenures: Sequence[Tenure] = ()
    attainments: Sequence[Attainment] = ()
    attendances: Sequence[Attendance] = ()


class Session(NamedTuple):
    """Of a class what standards ask: its course, and the last day that it may have lasted to."""

    course: str
    last: date | None


def sessions(classes: Iterable[TrainingClass]) -> dict[int, Session]:
    """Make ready the classes that have a course, by the numbers of their ids."""
    return {each.id.int: Session(each.course, each.last_day) for each in classes if each.course}


class Reached(NamedTuple):
    """A level on record. `bearing` is None where it is held on the day, else why it is not.

    `last` is the latest day on which it may have been reached, None where nobody wrote it down.
    """

    attainment: Attainment
    level: Level
    bearing: Bearing | None
    last: date | None


class Sat(NamedTuple):
    """A class on record. `bearing` is None where it had ended by the day, else why it is no use."""

    attendance: Attendance
    course: str
    bearing: Bearing | None
    last: date | None


class Standing(NamedTuple):
    """What one dossier amounts to on one day.

    `reached`: everything on record on each scale; `sat`: the classes of each course.
    """

    person: UUID
    as_of: date
    birth: Days | None
    sex: Sex | None
    reached: Mapping[Scale | None, list[Reached]]
    sat: Mapping[str, list[Sat]]
    sex_facts: tuple[UUID, ...]


def standing(
    dossier: Dossier,
    *,
    classes: Mapping[int, Session],
    levels: Mapping[str, Level],
    perspective: Perspective,
) -> Standing:
    """Judge what a dossier amounts to from one perspective; `levels` are those of all scales.

    An attainment whose level its scale does not have says nothing.
    """
    as_of, known_at = perspective.as_of, perspective.known_at
    reached: dict[Scale | None, list[Reached]] = {}
    for attainment in dossier.attainments:
        level = levels.get(attainment.level)
        if level is None or level.scale is not attainment.scale:
            continue
        if is_known(attainment, known_at):
            bearing, last = _bearing(attainment, as_of)
            held = _new(Reached, (attainment, level, bearing, last))
            of_scale = reached.get(level.scale)
            if of_scale is None:
                reached[level.scale] = [held]
            else:
                of_scale.append(held)
    sat: dict[str, list[Sat]] = {}
    for attendance in dossier.attendances:
        session = classes.get(attendance.training_class.int)
        if session is not None and is_known(attendance, known_at):
            sat.setdefault(session.course, []).append(_sat(attendance, session, as_of))
    births: list[Particular] = []
    sexes: list[Particular] = []
    for fact in dossier.particulars:
        kind = fact.kind
        if (kind is _BIRTH or kind is _SEX) and is_known(fact, known_at):
            (births if kind is _BIRTH else sexes).append(fact)
    return Standing(
        dossier.person,
        as_of,
        _birth(births),
        _sex(sexes),
        reached,
        sat,
        tuple([each.id for each in sexes]),
    )


_BIRTH, _SEX = ParticularKind.BIRTH, ParticularKind.SEX
_DROPPED, _COMPLETED = AttendanceOutcome.DROPPED, AttainmentState.COMPLETED
# a named tuple from its values in order: half the time of calling it, and there are millions
_new = tuple.__new__
_SEXES = {each.value: each for each in Sex}
_NOT_HELD = {
    AttainmentState.STUDYING: Bearing.STUDYING,
    AttainmentState.DROPPED: Bearing.LEFT,
    AttainmentState.REVOKED: Bearing.REVOKED,
}


def _bearing(attainment: Attainment, as_of: date) -> tuple[Bearing | None, date | None]:
    """Why a level is not held on the day (None: it is), and the last day it may be reached on."""
    validity = attainment.validity
    begins = validity.begins
    last = begins.latest if begins is not None else validity.known_by
    state = attainment.state
    if state is not _COMPLETED and state not in HELD:
        return _NOT_HELD[state], last
    if validity.ends is None:
        if last is None or last <= as_of:
            return None, last
        maybe = begins is None or begins.earliest <= as_of
        return (Bearing.PERHAPS if maybe else Bearing.LATER), last
    if as_of in validity.certain:
        return None, last
    if begins is not None and begins.earliest > as_of:
        return Bearing.LATER, last
    return (Bearing.PERHAPS if as_of <= validity.ends.latest else Bearing.ENDED), last


def _sat(attendance: Attendance, session: Session, as_of: date) -> Sat:
    """Who still studies does not yet have the course; an undated class is taken as ended."""
    course, last = session
    if last is None:
        last = attendance.validity.certain.begins
    bearing = None if last is None or last <= as_of else Bearing.STUDYING
    if attendance.outcome is _DROPPED:
        bearing = Bearing.LEFT
    return Sat(attendance, course, bearing, last)


@lru_cache(maxsize=50_000)
def _written(value: str) -> tuple[date, date]:
    """Read the days that a stored date may mean; births repeat among many people."""
    written = PartialDate.parse(value)
    return written.earliest, written.latest


def _birth(facts: Sequence[Particular]) -> Days | None:
    """The span of days on which the person may be born.

    Statements that agree narrow each other; where they contradict, any of them may be true.
    Who somebody is does not change with the day asked for, so the validity is not looked at.
    """
    if not facts:
        return None
    if len(facts) == 1:
        first, last = _written(facts[0].value)
        return Days(first, last, (facts[0].id,))
    spans = [_written(fact.value) for fact in facts]
    ids = tuple([fact.id for fact in facts])
    (first, last), *others = spans
    if others:
        first, last = max(first for first, _ in spans), min(last for _, last in spans)
        if first > last:
            first, last = min(first for first, _ in spans), max(last for _, last in spans)
    return Days(first, last, ids)


def _sex(facts: Iterable[Particular]) -> Sex | None:
    found = {fact.value for fact in facts}
    return _SEXES[found.pop()] if len(found) == 1 else None


def first_appointment(tenures: Sequence[Tenure], as_of: date) -> Days:
    """When the holder first took the post: `tenures` are all known ones of that title.

    A tenure whose beginning nobody wrote down began by the day on which its source saw it: the
    first appointment is then no later than that, and as early as may be.
    """
    if len(tenures) == 1 and (written := tenures[0].validity.begins) is not None:
        first, last = written.earliest, written.latest
        if first <= as_of:
            return Days(first, last if last < as_of else as_of, (tenures[0].id,))
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
    validity = tenure.validity
    earliest = validity.begins.earliest if validity.begins else validity.known_by
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
        self._known: dict[int, frozenset[Area]] = {}

    def of(self, unit: UUID) -> frozenset[Area]:
        """The areas that the unit may lie in: one, or both where nothing tells."""
        found = self._known.get(unit.int)
        if found is None:
            found = self._known[unit.int] = self._find(unit)
        return found

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


def dossiers(snapshot: Snapshot, people: Iterable[UUID]) -> dict[int, Dossier]:
    """Group the facts of the people asked for, by the numbers of their ids.

    The number of an id hashes in a third of the time of the id itself.
    """
    gathered: dict[int, tuple[list[Any], ...]] = {}
    found: dict[int, Dossier] = {}
    for person in people:
        number = person.int
        if number not in found:
            lists: tuple[list[Any], ...] = ([], [], [], [])
            gathered[number], found[number] = lists, Dossier(person, *lists)
    kinds: tuple[Iterable[Particular | Tenure | Attainment | Attendance], ...] = (
        snapshot.particulars, snapshot.tenures, snapshot.attainments, snapshot.attendances,
    )  # fmt: skip
    for place, facts in enumerate(kinds):
        for fact in facts:
            lists_of = gathered.get(fact.person.int)
            if lists_of is not None:
                lists_of[place].append(fact)
    return found
