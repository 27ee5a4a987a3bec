"""How each kind of fact lies in its table: engine value to row, row to engine value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from canbo.engine import facts
from canbo.engine.facts import NOTE_KINDS, Evidence, Fact, FactKind, ParticularKind, Source
from canbo.engine.timeline import PartialDate, Validity
from canbo.engine.vietnamese import name_sort_key, search_key, spelling_key

Reader = Callable[[Any], Any]

READ_COLUMNS = (
    "id", "key", "begins", "ends", "known_by", "recorded_at", "voided_at",
    "evidence", "document", "cell", "decision_number", "decision_date",
)  # fmt: skip
WRITE_COLUMNS = (*READ_COLUMNS, "recorded_by", "act", "batch_id")


def _same(value: Any) -> Any:
    return value


def _member(kinds: type[StrEnum]) -> Reader:
    """Read a member of an enumeration by its stored text; a table lookup takes a fifth of the time
    of a call, and a home has millions."""
    return {str(each.value): each for each in kinds}.__getitem__


def _optional(kinds: type[StrEnum]) -> Reader:
    return {None: None, **{str(each.value): each for each in kinds}}.__getitem__


def _optional_text(value: PartialDate | None) -> str:
    return value.iso() if value else ""


class Own(NamedTuple):
    """A column of one kind alone: the engine's attribute, the column, how it is read.

    `points_to` is the register whose id it holds. A column that is `later` came after the first
    homes: the seals leave it out where it says nothing, so that older seals stay true.
    """

    attribute: str
    column: str
    read: Reader = _same
    write: Callable[[Any], Any] | None = None
    points_to: str = ""
    later: bool = False


class Days(Enum):
    """On which days two unvoided facts of one subject may not both stand."""

    SHARED = "shared"  # a day of both certain periods
    SAME_PERIOD = "same period"  # the very same certain period
    SAME_FIRST = "same first day"
    ANY = "any"  # whatever the days


@dataclass(frozen=True, slots=True)
class Once:
    """What may not be said twice: the rule that a constraint of the table keeps.

    `subject` are attributes of the fact, a dotted one an attribute of what it holds.
    """

    name: str
    subject: tuple[str, ...]
    days: Days = Days.SHARED
    exempt: Callable[[Any], bool] = lambda _fact: False

    def forbids(self, one: Any, other: Any) -> bool:
        """Whether the two, both unvoided, could not stand together."""
        if self.exempt(one) or self.exempt(other) or self.of(one) != self.of(other):
            return False
        here, there = one.validity.certain, other.validity.certain
        if self.days is Days.SHARED:
            return here.overlaps(there)
        if self.days is Days.SAME_PERIOD:
            return (here.begins, here.ends) == (there.begins, there.ends)
        first = (here.begins or date.min) == (there.begins or date.min)
        return first or self.days is Days.ANY

    def of(self, fact: Any) -> tuple[Any, ...]:
        """The subject of a fact."""
        return tuple(_reach(fact, name) for name in self.subject)


def _reach(fact: Any, path: str) -> Any:
    for name in path.split("."):
        fact = getattr(fact, name)
    return fact


@dataclass(frozen=True)
class FactShape:
    """One kind of fact: its value class, its table, its own columns, its rule, its stored keys."""

    kind: FactKind
    fact: type[Fact]
    table: str
    own: tuple[Own, ...]
    once: Once
    key_columns: tuple[str, ...] = ()
    keys: Callable[[Any], tuple[str, ...]] = lambda _fact: ()

    @property
    def pointers(self) -> tuple[tuple[str, str], ...]:
        """Which columns hold the id of which register."""
        return tuple((own.column, own.points_to) for own in self.own if own.points_to)

    @property
    def written(self) -> tuple[str, ...]:
        """All columns that a new row fills, in the order of `row`."""
        return (*WRITE_COLUMNS, *(own.column for own in self.own), *self.key_columns)

    @property
    def read(self) -> tuple[str, ...]:
        """The columns that `value` expects, in its order."""
        return (*READ_COLUMNS, *(own.column for own in self.own))

    def row(self, fact: Any, *, recorded_by: str, act: int, batch: int | None) -> tuple[Any, ...]:
        """Lay a fact out as a row of its table."""
        own = (
            column.write(getattr(fact, column.attribute))
            if column.write
            else getattr(fact, column.attribute)
            for column in self.own
        )
        return (*_shared_row(fact), recorded_by, act, batch, *own, *self.keys(fact))

    def value(self, row: tuple[Any, ...]) -> Any:
        """Make the engine's value of a row read by `read`."""
        own = dict(zip(self.attributes, row[len(READ_COLUMNS) :], strict=True))
        for attribute, read in self.readers:
            own[attribute] = read(own[attribute])
        return self.fact(**_shared_values(row), **own)

    @cached_property
    def attributes(self) -> tuple[str, ...]:
        """The engine's attributes of the own columns, in their order."""
        return tuple(column.attribute for column in self.own)

    @cached_property
    def readers(self) -> tuple[tuple[str, Reader], ...]:
        """Those attributes whose stored value is not the engine's, with what reads it."""
        return tuple((one.attribute, one.read) for one in self.own if one.read is not _same)


def _shared_row(fact: Fact) -> tuple[Any, ...]:
    validity, source = fact.validity, fact.source
    return (
        fact.id,
        fact.key,
        validity.begins.iso() if validity.begins else "",
        validity.ends.iso() if validity.ends else "",
        validity.known_by,
        fact.recorded_at,
        fact.voided_at,
        source.evidence,
        source.document,
        source.cell,
        source.decision_number,
        source.decision_date,
    )


_EVIDENCE = _member(Evidence)


@lru_cache(maxsize=8192)
def partial(written: str) -> PartialDate | None:
    """Read a stored partial date, "" for none."""
    if not written:
        return None
    year, _, rest = written.partition("-")
    month, _, day = rest.partition("-")
    return PartialDate(int(year), int(month) if month else None, int(day) if day else None)


def _shared_values(row: tuple[Any, ...]) -> dict[str, Any]:
    identity, key, begins, ends, known_by, recorded_at, voided_at = row[:7]
    source = Source(_EVIDENCE(row[7]), *row[8:12])
    return {
        "id": identity,
        "key": key,
        "validity": Validity(partial(begins), partial(ends), known_by),
        "recorded_at": recorded_at,
        "voided_at": voided_at,
        "source": source,
    }


def _unit_name_keys(fact: facts.UnitName) -> tuple[str, ...]:
    return spelling_key(fact.name), search_key(fact.name)


def _particular_keys(fact: facts.Particular) -> tuple[str, ...]:
    return name_keys(fact.value) if fact.kind is ParticularKind.NAME else ("", "", "")


def name_keys(name: str) -> tuple[str, ...]:
    """The keys of a person's name: to search (a blank before each word finds beginnings), to sort,
    to compare spellings."""
    return " " + search_key(name), name_sort_key(name), spelling_key(name)


def _is_note(fact: facts.Particular) -> bool:
    return fact.kind in NOTE_KINDS


def _to(register: str, attribute: str, *, later: bool = False) -> Own:
    """A column that holds the id of a register's row."""
    return Own(attribute, f"{attribute}_id", points_to=register, later=later)


_PERSON = _to("person", "person")
_WRITTEN = Own("as_written", "as_written")
_SERIES = Own("series", "series", _member(facts.RatingSeries))
_PEOPLE = (
    FactShape(
        FactKind.PARTICULAR,
        facts.Particular,
        "records_particular",
        (_PERSON, Own("kind", "kind", _member(ParticularKind)), Own("value", "value")),
        Once("particular_once", ("person", "kind"), exempt=_is_note),
        ("name_search", "name_sort", "name_spelling"),
        _particular_keys,
    ),
    FactShape(
        FactKind.TENURE,
        facts.Tenure,
        "records_tenure",
        (
            _PERSON,
            _to("post", "post"),
            Own("manner", "manner", _member(facts.TenureManner)),
            _WRITTEN,
            Own("act", "given_by", _optional(facts.TenureAct), later=True),
            _to("term", "term", later=True),
        ),
        Once("tenure_once", ("person", "post")),
    ),
    FactShape(
        FactKind.ATTAINMENT,
        facts.Attainment,
        "records_attainment",
        (
            _PERSON,
            Own("scale", "scale", _member(facts.Scale)),
            Own("level", "level"),
            Own("state", "state", _member(facts.AttainmentState)),
            Own("field", "field"),
            Own("mode", "mode", _optional(facts.StudyMode)),
            Own("school", "school"),
            _WRITTEN,
            Own("certificate", "certificate", later=True),
        ),
        Once("attainment_once", ("person", "scale", "level", "field", "state")),
    ),
    FactShape(
        FactKind.ATTENDANCE,
        facts.Attendance,
        "records_attendance",
        (
            _PERSON,
            Own("training_class", "training_class_id", points_to="trainingclass"),
            Own("outcome", "outcome", _member(facts.AttendanceOutcome)),
            Own("unit_as_written", "unit_as_written"),
            Own("post_as_written", "post_as_written"),
        ),
        Once("attendance_once", ("person", "training_class"), Days.ANY),
    ),
    FactShape(
        FactKind.RATING,
        facts.Rating,
        "records_rating",
        (_PERSON, _SERIES, Own("level", "level"), _WRITTEN),
        Once("rating_once", ("person", "series"), Days.SAME_PERIOD),
    ),
    FactShape(
        FactKind.POOL_ENTRY,
        facts.PoolEntry,
        "records_poolentry",
        (
            _PERSON,
            _to("post", "post"),
            _to("term", "term"),
            Own("exit_reason", "exit_reason", _optional(facts.PoolExit)),
            _WRITTEN,
        ),
        Once("pool_entry_once", ("person", "post", "term")),
    ),
    FactShape(
        FactKind.MOVE,
        facts.Move,
        "records_move",
        (
            _PERSON,
            Own("kind", "kind", _member(facts.MoveKind)),
            _to("scheme", "scheme"),
            _to("post", "from_post"),
            _to("post", "to_post"),
            _to("unit", "from_unit"),
            _to("unit", "to_unit"),
            Own("planned_end", "planned_end", partial, _optional_text),
            _WRITTEN,
        ),
        Once("move_once", ("person", "to_post", "to_unit"), Days.SAME_FIRST),
    ),
    FactShape(
        FactKind.ELECTION_RESULT,
        facts.ElectionResult,
        "records_electionresult",
        (
            _PERSON,
            _to("election", "election"),
            _to("post", "post"),
            Own("elected", "elected"),
            Own("votes_for", "votes_for"),
            Own("ballots", "ballots"),
            _WRITTEN,
        ),
        Once("election_result_once", ("person", "election", "post"), Days.ANY),
    ),
    FactShape(
        FactKind.LEAVE,
        facts.Leave,
        "records_leave",
        (_PERSON, Own("kind", "kind", _member(facts.LeaveKind)), _WRITTEN),
        Once("leave_once", ("person", "kind")),
    ),
    FactShape(
        FactKind.DISCIPLINE,
        facts.Discipline,
        "records_discipline",
        (
            _PERSON,
            Own("side", "side", _member(facts.DisciplineSide)),
            Own("form", "form"),
            Own("reason", "reason"),
            _WRITTEN,
        ),
        Once("discipline_once", ("person", "side", "form"), Days.SAME_FIRST),
    ),
    FactShape(
        FactKind.AWARD,
        facts.Award,
        "records_award",
        (
            _PERSON,
            Own("award", "award"),
            Own("level", "level", _optional(facts.UnitLevel)),
            _WRITTEN,
        ),
        Once("award_once", ("person", "award"), Days.SAME_FIRST),
    ),
    FactShape(
        FactKind.RETIREMENT,
        facts.Retirement,
        "records_retirement",
        (_PERSON, Own("kind", "kind", _optional(facts.RetirementKind)), _WRITTEN),
        Once("retirement_once", ("person",), Days.ANY),
    ),
    FactShape(
        FactKind.RANK_HOLDING,
        facts.RankHolding,
        "records_rankholding",
        (
            _PERSON,
            Own("rank", "rank"),
            Own("step", "step"),
            Own("coefficient", "coefficient"),
            _WRITTEN,
        ),
        Once("rank_holding_once", ("person",)),
    ),
)
_ORGANISATION = (
    FactShape(
        FactKind.UNIT_NAME,
        facts.UnitName,
        "records_unitname",
        (
            _to("unit", "unit"),
            Own("name", "name"),
            Own("type", "type"),
            Own("code", "code", later=True),
        ),
        Once("unit_name_once", ("unit",)),
        ("name_spelling", "name_search"),
        _unit_name_keys,
    ),
    FactShape(
        FactKind.UNIT_PLACEMENT,
        facts.UnitPlacement,
        "records_unitplacement",
        (
            _to("unit", "unit"),
            _to("unit", "parent"),
            Own("level", "level", _member(facts.UnitLevel)),
            Own("area", "area"),
            Own("grade", "grade", later=True),
        ),
        Once("unit_placement_once", ("unit",)),
    ),
    FactShape(
        FactKind.UNIT_CHANGE,
        facts.UnitChange,
        "records_unitchange",
        (
            Own("kind", "kind", _member(facts.UnitChangeKind)),
            _to("unit", "predecessor"),
            _to("unit", "successor"),
            Own("part", "part", _member(facts.ChangePart)),
            _WRITTEN,
        ),
        Once(
            "unit_change_once",
            ("predecessor", "successor", "source.document"),
            Days.SAME_FIRST,
        ),
    ),
    FactShape(
        FactKind.UNIT_RATING,
        facts.UnitRating,
        "records_unitrating",
        (
            _to("unit", "unit"),
            _SERIES,
            Own("level", "level"),
            _WRITTEN,
        ),
        Once("unit_rating_once", ("unit", "series"), Days.SAME_PERIOD),
    ),
    FactShape(
        FactKind.POST_PROFILE,
        facts.PostProfile,
        "records_postprofile",
        (
            _to("post", "post"),
            Own("title", "title"),
            Own("title_as_written", "title_as_written"),
            Own("post_class", "post_class", _member(facts.PostClass)),
            Own("level", "level", _member(facts.UnitLevel)),
            Own("managed_by", "managed_by", _optional(facts.UnitLevel)),
        ),
        Once("post_profile_once", ("post",)),
    ),
    FactShape(
        FactKind.TERM_PROFILE,
        facts.TermProfile,
        "records_termprofile",
        (_to("term", "term"), Own("ordinal", "ordinal")),
        Once("term_profile_once", ("term",), Days.ANY),
    ),
)
_BY_KIND = {shape.kind: shape for shape in (*_PEOPLE, *_ORGANISATION)}
# in the order of the vocabulary: reports and entries name the kinds so
SHAPES: Mapping[FactKind, FactShape] = {kind: _BY_KIND[kind] for kind in FactKind}
SHAPE_OF: Mapping[type[Fact], FactShape] = {shape.fact: shape for shape in SHAPES.values()}
PERSON_KINDS: tuple[FactKind, ...] = tuple(
    kind for kind, shape in SHAPES.items() if ("person_id", "person") in shape.pointers
)


class Pointer(NamedTuple):
    """A column of a fact table that holds the id of a register's row."""

    table: str
    column: str
    register: str


POINTERS: tuple[Pointer, ...] = tuple(
    Pointer(shape.table, column, register)
    for shape in SHAPES.values()
    for column, register in shape.pointers
)
# what a register row is called and where it stands: such facts are part of it, they do not use it
OF_THE_REGISTER: Mapping[str, tuple[str, ...]] = {
    "unit": ("records_unitname", "records_unitplacement"),
    "post": ("records_postprofile",),
    "term": ("records_termprofile",),
}
# the same between registers: a post stands in a unit, an election belongs to a term
REGISTER_POINTERS: tuple[Pointer, ...] = (
    Pointer("records_post", "unit_id", "unit"),
    Pointer("records_term", "unit_id", "unit"),
    Pointer("records_scheme", "unit_id", "unit"),
    Pointer("records_election", "term_id", "term"),
)
