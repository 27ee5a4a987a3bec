"""The chronicle of units: every unit through its codes, names, types, levels and parents.

It begins with what is known already (`Chronicle.of`), takes statements of official lists in the
order of their days, and ends as stretches that turn into facts. Taking the same statement twice
changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from canbo.engine.facts.kinds import Source, UnitChange, UnitName, UnitPlacement
from canbo.engine.facts.vocabulary import (
    ChangePart,
    Evidence,
    UnitChangeKind,
    UnitLevel,
)
from canbo.engine.timeline import PartialDate, Validity
from canbo.engine.units.lists import Origin
from canbo.engine.units.spelling import folded

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which one thing held: `last` is the last day, None for open.

    `first_known` is False where `first` is only the day of the list that shows it first.
    """

    first: date | None
    last: date | None
    first_known: bool = True

    def __contains__(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    @property
    def validity(self) -> Validity:
        """The same as a fact says it."""
        ends = PartialDate.of(self.last) if self.last else None
        if self.first is None or not self.first_known:
            return Validity(None, ends, self.first)
        return Validity(PartialDate.of(self.first), ends)

    @classmethod
    def of(cls, validity: Validity) -> Stretch:
        """The days on which a fact surely held."""
        period = validity.certain
        last = period.ends - DAY if period.ends else None
        return cls(period.begins, last, validity.begins is not None)


@dataclass(frozen=True, slots=True)
class Called:
    """A unit's name, type and code in a stretch."""

    name: str
    type: str
    code: str
    days: Stretch
    source: Source

    def same(self, other: Called) -> bool:
        """Whether both say the same name, spelling aside."""
        return self.code == other.code and folded(self.name) == folded(other.name)


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit's level and the unit above it in a stretch."""

    level: UnitLevel
    parent: UUID | None
    days: Stretch
    source: Source
    area: str = ""
    grade: str = ""

    def same(self, other: Placed) -> bool:
        """Whether both say the same place."""
        return self.level is other.level and self.parent == other.parent


@dataclass(slots=True)
class UnitRecord:
    """One unit through time. `stored`: the home knows it already; `proposed`: by a file only."""

    id: UUID = field(default_factory=uuid4)
    names: list[Called] = field(default_factory=list)
    places: list[Placed] = field(default_factory=list)
    stored: bool = False
    proposed: bool = False

    def called(self, day: date) -> Called | None:
        """The name on a day."""
        return next((one for one in reversed(self.names) if day in one.days), None)

    def placed(self, day: date) -> Placed | None:
        """The place on a day."""
        return next((one for one in reversed(self.places) if day in one.days), None)

    def above(self, day: date) -> UUID | None:
        """The unit above on a day."""
        found = self.placed(day)
        return found.parent if found else None

    @property
    def last_day(self) -> date | None:
        """The last day of the unit, None while it goes on."""
        return self.names[-1].days.last

    @property
    def level(self) -> UnitLevel:
        """The level at which the unit stands last."""
        return self.places[-1].level if self.places else UnitLevel.COMMUNE

    def stood_at(self, level: UnitLevel) -> bool:
        """Whether the unit ever stood at a level."""
        return any(place.level is level for place in self.places)

    def close(self, last: date) -> None:
        """End the unit: `last` is its last day."""
        self.names[-1] = replace(self.names[-1], days=replace(self.names[-1].days, last=last))
        if self.places:
            place = self.places[-1]
            self.places[-1] = replace(place, days=replace(place.days, last=last))

    def name_from(self, called: Called) -> None:
        """Give the unit another name from the stretch's first day on."""
        before = self.names[-1] if self.names else None
        if before is not None and before.days.last is None and called.days.first is not None:
            self.names[-1] = replace(
                before, days=replace(before.days, last=called.days.first - DAY)
            )
        self.names.append(called)

    def place_from(self, placed: Placed) -> None:
        """Give the unit another place from the stretch's first day on; area and grade stay."""
        before = self.places[-1] if self.places else None
        if before is not None:
            placed = replace(placed, area=before.area, grade=before.grade)
            if before.days.last is None and placed.days.first is not None:
                last = placed.days.first - DAY
                self.places[-1] = replace(before, days=replace(before.days, last=last))
        self.places.append(placed)


@dataclass(frozen=True, slots=True)
class Told:
    """One old unit and what it gave to a new one from a day on, as one source tells it.

    `successor` None: dissolved, nothing takes its place. `day` is the day of the change, or of
    the list that shows it first.
    """

    kind: UnitChangeKind
    predecessor: UUID
    successor: UUID | None
    days: Stretch
    source: Source
    part: ChangePart = ChangePart.WHOLE
    as_written: str = ""

    @property
    def official(self) -> bool:
        """Whether an official source tells it."""
        return self.source.evidence is Evidence.DECISION


class FindingCode(StrEnum):
    """What a load tells beside what it stores."""

    SUCCESSOR_UNKNOWN = "unit_successor_unknown"  # gone between two lists, nobody says where to
    OLDER_CODES = "unit_older_codes"  # codes of before the first list, with days of no meaning
    NAME_DIFFERS = "unit_name_differs"  # a list gives the code another name than the one known
    OLD_UNIT_UNKNOWN = "unit_old_unknown"  # a conversion names a unit that no list has
    PARENT_UNKNOWN = "unit_parent_unknown"  # the code above is in no list
    GAP = "unit_gap"  # a list left the unit out for a while
    OUT_OF_ORDER = "unit_out_of_order"  # a list older than what is known says something else
    SOURCES_DISAGREE = "unit_sources_disagree"
    NOT_IDENTIFIED = "unit_not_identified"  # a unit of a file fits none, or several, of the lists
    DOUBLED = "unit_doubled"  # a unit of a file is another one that people stand under already


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at: the unit, and words for the sentence of the code."""

    code: FindingCode
    found: str
    expected: str = ""
    unit: UUID | None = None
    document: str = ""
    line: int = 0


class Chronicle:
    """All units known so far, with look-ups, new changes and findings."""

    def __init__(self) -> None:
        self.records: dict[UUID, UnitRecord] = {}
        self.changes: list[Told] = []  # new ones
        self.findings: list[Finding] = []
        self._by_code: dict[str, list[UnitRecord]] = defaultdict(list)
        self._swapped: dict[UUID, UUID] = {}
        self._aliases: dict[str, UnitRecord] = {}
        self._pairs: dict[UUID, list[Told]] = defaultdict(list)

    @classmethod
    def of(
        cls,
        proposed: Iterable[tuple[UUID, bool]],
        names: Iterable[UnitName],
        places: Iterable[UnitPlacement],
        changes: Iterable[UnitChange] = (),
    ) -> Chronicle:
        """Begin with the units of a home by their standing facts."""
        chronicle = cls()
        for unit, is_proposed in proposed:
            chronicle.records[unit] = UnitRecord(unit, stored=True, proposed=is_proposed)
        for name in names:
            days = Stretch.of(name.validity)
            called = Called(name.name, name.type, name.code, days, name.source)
            chronicle.records[name.unit].names.append(called)
        for place in places:
            days = Stretch.of(place.validity)
            chronicle.records[place.unit].places.append(
                Placed(place.level, place.parent, days, place.source, place.area, place.grade)
            )
        for record in chronicle.records.values():
            record.names.sort(key=_first)
            record.places.sort(key=_first)
            chronicle.index(record)
        for change in changes:
            chronicle._pairs[change.predecessor].append(
                Told(
                    change.kind,
                    change.predecessor,
                    change.successor,
                    Stretch.of(change.validity),
                    change.source,
                    change.part,
                    change.as_written,
                )
            )
        return chronicle

    def add(self, record: UnitRecord) -> UnitRecord:
        """Take in a new unit."""
        self.records[record.id] = record
        self.index(record)
        return record

    def index(self, record: UnitRecord) -> None:
        """Make a unit known by all codes that it has borne."""
        for called in record.names:
            if called.code and record not in self._by_code[called.code]:
                self._by_code[called.code].append(record)

    def with_code(self, code: str, day: date) -> UnitRecord | None:
        """The unit that bears a code on a day."""
        for record in self._by_code.get(code, ()):
            called = record.called(day)
            if called is not None and called.code == code:
                return record
        other = self._aliases.get(code)
        return other if other is not None and other.called(day) is not None else None

    def also_coded(self, code: str, record: UnitRecord) -> None:
        """Know a unit by a code that one list alone gives it."""
        self._aliases[code] = record

    def ever_with_code(self, code: str) -> list[UnitRecord]:
        """The units that bore a code at any time."""
        return self._by_code.get(code, [])

    def alive(self, day: date) -> Iterator[UnitRecord]:
        """The units of a day that official lists know."""
        for record in self.records.values():
            called = record.called(day)
            if called is not None and called.code:
                yield record

    def find(self, finding: Finding) -> None:
        """Note something to look at."""
        self.findings.append(finding)

    def swap_id(self, before: UUID, after: UUID) -> None:
        """Keep a unit under another id; `settle_ids` tells it to all that speak of the unit."""
        self._swapped[before] = after

    def settle_ids(self) -> None:
        """Let all places and pairs speak of units by the ids under which they are kept."""
        for record in self.records.values():
            record.places = [
                replace(place, parent=self.id_of(place.parent)) if place.parent else place
                for place in record.places
            ]
        self.changes = [
            replace(
                told,
                predecessor=self.id_of(told.predecessor),
                successor=self.id_of(told.successor) if told.successor else None,
            )
            for told in self.changes
        ]

    def id_of(self, unit: UUID) -> UUID:
        """The id under which a unit is kept, also when it was told under another one."""
        return self._swapped.get(unit, unit)

    # --- changes --------------------------------------------------------------------------------

    def told_of(self, predecessor: UUID, day: date | None = None) -> list[Told]:
        """The pairs told of an old unit, on one day or ever."""
        pairs = self._pairs.get(predecessor, [])
        return pairs if day is None else [one for one in pairs if one.days.first == day]

    def tell(self, told: Told) -> None:
        """Take in a pair; the same pair of the same day and standing is told once."""
        for known in self._pairs.get(told.predecessor, ()):
            if (known.successor, known.kind, known.days.first, known.official) == (
                told.successor, told.kind, told.days.first, told.official,
            ):  # fmt: skip
                return
        self.changes.append(told)
        self._pairs[told.predecessor].append(told)


def _first(one: Called | Placed) -> date:
    return one.days.first or date.min


def tell_rename(chronicle: Chronicle, record: UnitRecord, called: Called, words: str = "") -> None:
    """Tell that a unit goes on under another name or type: it is its own successor."""
    days = Stretch(called.days.first, None, called.days.first_known)
    kind = UnitChangeKind.RENAME
    chronicle.tell(Told(kind, record.id, record.id, days, called.source, as_written=words))


def source_of(origin: Origin, *, official: bool = True) -> Source:
    """The provenance of a statement: an official list stands for its decree."""
    return Source(
        Evidence.DECISION if official else Evidence.DECLARED,
        origin.document,
        f"dòng {origin.line}" if origin.line else "",
        origin.decree,
    )
