"""How each kind of fact lies in its table: engine value to row, row to engine value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from canbo.engine import facts
from canbo.engine.facts import Evidence, Fact, FactKind, ParticularKind, Source
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


def _optional(reader: Reader) -> Reader:
    return lambda value: None if value is None else reader(value)


class Own(NamedTuple):
    """A column of one kind alone: the engine's attribute, the column, how it is read."""

    attribute: str
    column: str
    read: Reader = _same


@dataclass(frozen=True, slots=True)
class FactShape:
    """One kind of fact: its value class, its table, its own columns, its stored keys."""

    kind: FactKind
    fact: type[Fact]
    table: str
    own: tuple[Own, ...]
    key_columns: tuple[str, ...] = ()
    keys: Callable[[Any], tuple[str, ...]] = lambda _fact: ()

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
        own = (getattr(fact, column.attribute) for column in self.own)
        return (*_shared_row(fact), recorded_by, act, batch, *own, *self.keys(fact))

    def value(self, row: tuple[Any, ...]) -> Any:
        """Make the engine's value of a row read by `read`."""
        own = {
            column.attribute: column.read(cell)
            for column, cell in zip(self.own, row[len(READ_COLUMNS) :], strict=True)
        }
        return self.fact(**_shared_values(row), **own)


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


def partial(written: str) -> PartialDate | None:
    """Read a stored partial date, "" for none."""
    if not written:
        return None
    year, _, rest = written.partition("-")
    month, _, day = rest.partition("-")
    return PartialDate(int(year), int(month) if month else None, int(day) if day else None)


def _shared_values(row: tuple[Any, ...]) -> dict[str, Any]:
    identity, key, begins, ends, known_by, recorded_at, voided_at = row[:7]
    source = Source(Evidence(row[7]), *row[8:12])
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
    """Keys for names only; the search key has a blank before each word, to find beginnings."""
    if fact.kind is not ParticularKind.NAME:
        return "", "", ""
    return " " + search_key(fact.value), name_sort_key(fact.value), spelling_key(fact.value)


_PERSON = Own("person", "person_id")
SHAPES: Mapping[FactKind, FactShape] = {
    shape.kind: shape
    for shape in (
        FactShape(
            FactKind.UNIT_NAME,
            facts.UnitName,
            "records_unitname",
            (Own("unit", "unit_id"), Own("name", "name"), Own("type", "type")),
            ("name_spelling", "name_search"),
            _unit_name_keys,
        ),
        FactShape(
            FactKind.UNIT_PLACEMENT,
            facts.UnitPlacement,
            "records_unitplacement",
            (
                Own("unit", "unit_id"),
                Own("parent", "parent_id"),
                Own("level", "level", facts.UnitLevel),
                Own("area", "area"),
            ),
        ),
        FactShape(
            FactKind.PARTICULAR,
            facts.Particular,
            "records_particular",
            (_PERSON, Own("kind", "kind", ParticularKind), Own("value", "value")),
            ("name_search", "name_sort", "name_spelling"),
            _particular_keys,
        ),
        FactShape(
            FactKind.TENURE,
            facts.Tenure,
            "records_tenure",
            (
                _PERSON,
                Own("post", "post_id"),
                Own("manner", "manner", facts.TenureManner),
                Own("as_written", "as_written"),
            ),
        ),
        FactShape(
            FactKind.ATTAINMENT,
            facts.Attainment,
            "records_attainment",
            (
                _PERSON,
                Own("scale", "scale", facts.Scale),
                Own("level", "level"),
                Own("state", "state", facts.AttainmentState),
                Own("field", "field"),
                Own("mode", "mode", _optional(facts.StudyMode)),
                Own("school", "school"),
                Own("as_written", "as_written"),
            ),
        ),
        FactShape(
            FactKind.ATTENDANCE,
            facts.Attendance,
            "records_attendance",
            (
                _PERSON,
                Own("training_class", "training_class_id"),
                Own("outcome", "outcome", facts.AttendanceOutcome),
                Own("unit_as_written", "unit_as_written"),
                Own("post_as_written", "post_as_written"),
            ),
        ),
    )
}
SHAPE_OF: Mapping[type[Fact], FactShape] = {shape.fact: shape for shape in SHAPES.values()}
