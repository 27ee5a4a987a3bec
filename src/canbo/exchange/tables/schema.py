"""The columns of plan tables: name, kind of cell, whether it may be empty."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any

from canbo.engine.planning.rotation import outcome as rotation_outcome
from canbo.engine.planning.rotation import problem as rotation_problem
from canbo.engine.planning.training import outcome, problem


class Kind(Enum):
    """What a cell holds, with the words of a refusal."""

    TEXT = "text"
    INTEGER = "int64"
    DAY = "date32 (YYYY-MM-DD)"
    FLAG = "bool (true, false)"
    BIRTH = "date32, YYYY, YYYY-MM-DD"


@dataclass(frozen=True)
class Column:
    """A column of a table and the field of the value that it fills."""

    name: str
    kind: Kind = Kind.TEXT
    nullable: bool = False
    choices: type[StrEnum] | None = None
    field: str = ""
    empty: Any = None  # what an empty cell of a nullable column means

    @property
    def attribute(self) -> str:
        """The field of the engine's value."""
        return self.field or self.name


@dataclass(frozen=True)
class Table:
    """A table: its columns in order and the engine's value of a row."""

    name: str
    value: type[Any]
    columns: tuple[Column, ...]


_CLASS = Column("class", field="class_id")
_PERSON, _COURSE, _NEED = Column("person"), Column("course"), Column("need")
_BEGINS, _ENDS = Column("begins", Kind.DAY), Column("ends", Kind.DAY)


def _integer(name: str) -> Column:
    return Column(name, Kind.INTEGER)


def _maybe(name: str) -> Column:
    return Column(name, nullable=True)


def _words(name: str) -> Column:
    return Column(name, nullable=True, empty="")


PRICES = Table("prices", outcome.Price, (
    Column("rule"), Column("key"), _integer("step"), Column("gain", Kind.INTEGER, nullable=True),
))  # fmt: skip
CONFLICT = Table("conflict", outcome.ConflictRow, (Column("rule"), Column("key")))

TRAINING_INPUT: tuple[Table, ...] = (
    Table("people", problem.Person, (
        _PERSON, Column("unit"), Column("role", choices=problem.Role), _words("group"),
        Column("sex"), Column("born", Kind.BIRTH, nullable=True),
    )),
    Table("units", problem.Unit, (Column("unit"), _maybe("area"), _integer("absence_cap"))),
    Table("needs", problem.Need, (
        _NEED, _PERSON, _COURSE, Column("level", choices=problem.Level), _integer("severity"),
        Column("first_day", Kind.DAY), Column("last_day", Kind.DAY), _words("because"),
    )),
    Table("courses", problem.Course, (_COURSE, _maybe("requires"))),
    Table("held", problem.Held, (_PERSON, _COURSE)),
    Table("classes", problem.TrainingClass, (
        _CLASS, _COURSE, _integer("seats"), _integer("minimum"), _integer("cost"), _words("area"),
    )),
    Table("sessions", problem.Session, (_CLASS, _BEGINS, _ENDS)),
    Table("options", problem.Option, (_NEED, _CLASS, _integer("bonus"))),
    Table("quotas", problem.Quota, (
        Column("quota"), _COURSE, _BEGINS, _ENDS, _maybe("unit"), _integer("places"),
    )),
    Table("budgets", problem.Budget, (Column("source"), _integer("year"), _integer("amount"))),
    Table("payers", problem.Payer, (Column("source"), _maybe("course"), _maybe("group"))),
    Table("fixed", problem.Fixed, (_PERSON, _CLASS, Column("kind", choices=problem.FixedKind))),
    Table("previous", problem.Previous, (_PERSON, _CLASS)),
)  # fmt: skip

TRAINING_OUTPUT: tuple[Table, ...] = (
    Table("assignment", outcome.Assigned, (_NEED, _PERSON, _CLASS, Column("source"))),
    Table("openings", outcome.Opening, (
        _CLASS, Column("open", Kind.FLAG, field="is_open"), _integer("people"),
    )),
    Table("reasons", outcome.Reason, (
        _NEED, _PERSON, Column("served", Kind.FLAG), Column("code"), Column("rule"), Column("key"),
        _maybe("change"), _maybe("why"),
    )),
    PRICES,
)  # fmt: skip

_POST = Column("post")

ROTATION_INPUT: tuple[Table, ...] = (
    Table("posts", rotation_problem.Post, (
        _POST, Column("unit"), _integer("level"), Column("head", Kind.FLAG), _maybe("area"),
    )),
    Table("holders", rotation_problem.Holder, (_PERSON, _POST)),
    Table("people", rotation_problem.Person, (
        _PERSON, Column("unit"), Column("sex"), _maybe("home_unit"), _integer("months_left"),
        _integer("terms_in_post"),
    )),
    Table("moves", rotation_problem.Move, (
        _PERSON, _POST, _integer("value"), _maybe("needs_course"),
    )),
    Table("units", rotation_problem.Unit, (
        Column("unit"), Column("grassroots", Kind.FLAG), _integer("leaders_leave_cap"),
    )),
    Table("previous", rotation_problem.Previous, (_PERSON, _POST)),
)  # fmt: skip

ROTATION_OUTPUT: tuple[Table, ...] = (
    Table("moves", rotation_outcome.Moved, (
        _PERSON, Column("from", nullable=True, field="from_post"), Column("to", field="to_post"),
        Column("chain"), _integer("position"),
    )),
    Table("vacancies", rotation_outcome.Vacancy, (_POST,)),
    Table("reasons", rotation_outcome.Reason, (
        _PERSON, _maybe("post"), Column("code"), Column("rule"), Column("key"),
    )),
    PRICES,
    Table("alternatives", rotation_outcome.Alternative, (
        _PERSON, _POST, Column("verified", Kind.FLAG),
    )),
)  # fmt: skip
