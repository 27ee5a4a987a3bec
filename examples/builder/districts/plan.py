"""What a district is made from: units, seats, classes, terms, decisions, shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from examples.builder.evidence import Window
from examples.builder.speech import Place
from examples.builder.truth import Span, TrainingClass, Unit


@dataclass(frozen=True, slots=True)
class Body:
    """A body of the district: code suffix, full and short name, block, seats as in `seats_of`."""

    key: str
    name: str
    short: str
    block: str  # party, state, front, school
    seats: str


@dataclass(frozen=True, slots=True)
class Merger:
    """What became of an old unit on a day; where a unit stays itself, old and new are one."""

    old: str
    new: str
    kind: str  # merge, rename


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the district's Party committee."""

    ordinal: str
    years: str
    congress: str
    seats: int
    standing: int


@dataclass(frozen=True, slots=True)
class Plan:
    """All of it; `commune_seats` by unit code, or "" for every other commune; `degrees` where the
    weights of a kind of people differ from the usual ones."""

    key: str
    town: str
    units: Mapping[str, Unit]
    place: Place
    province: str
    window: Window
    mix: Mapping[str, float]
    bodies: tuple[Body, ...]
    commune_seats: Mapping[str, str]
    classes: tuple[TrainingClass, ...]
    old_term: Term
    new_term: Term
    scheme: str
    scheme_day: str
    pool: tuple[tuple[str, str, str], ...]  # list, decision, day
    pool_size: int
    moves: int
    to_communes: int
    rating_years: tuple[int, ...]
    homes: tuple[str, ...]
    party_code: str = "QĐ/HU"
    mergers: tuple[Merger, ...] = ()
    merged_on: str = ""
    degrees: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    @property
    def communes(self) -> tuple[str, ...]:
        """The codes of the communes that stand on the last day."""
        gone = {merger.old for merger in self.mergers if merger.old != merger.new}
        codes = [code for code, unit in self.units.items() if unit.level == "commune"]
        return tuple(code for code in codes if code not in gone)

    @property
    def last(self) -> date:
        """The last day of the window, on which the rosters look."""
        return self.window.last

    def body_unit(self, body: Body) -> str:
        """The unit code of a body."""
        return f"{self.town}.{body.key}"


def units_of(
    province: tuple[str, str, str], town: tuple[str, str, str],
    communes: tuple[tuple[str, tuple[tuple[str | None, str, str], ...]], ...],
    bodies: tuple[Body, ...],
) -> dict[str, Unit]:  # fmt: skip
    """Put the units of a district together: (code, type, name) of province and district."""
    made = [
        Unit(province[0], None, "province", ((None, province[1], province[2]),)),
        Unit(town[0], province[0], "district", ((None, town[1], town[2]),)),
    ]
    made += [Unit(code, town[0], "commune", names) for code, names in communes]
    made += [
        Unit(f"{town[0]}.{body.key}", town[0], "district", ((None, "", body.name),))
        for body in bodies
    ]
    return {unit.code: unit for unit in made}


def place_of(town: str, name: str, bodies: tuple[Body, ...]) -> Place:
    """How papers of a district speak of it and of its bodies."""
    short = {f"{town}.{body.key}": body.short for body in bodies}
    return Place("huyện", name, "Huyện ủy", "Huyện đoàn", "H", short)


def class_of(
    id: str, course: str, title: tuple[str, ...], span: tuple[str, str], where: str, size: int
) -> TrainingClass:
    """Make a class; courses that begin with BD are fostering."""
    kind = "fostering" if course.startswith("BD") else "training"
    return TrainingClass(id, course, kind, title, Span(*span), where, size)
